//! Coverage on the national sample: against matrices judged by hand, against planted holes and changes, and by its properties.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

#[path = "../common/mod.rs"]
mod common;

mod cli;
mod holes;
mod judged;
mod materials;
mod properties;
mod questions;
mod tables;
mod versions;

use std::sync::OnceLock;

use prasme::coverage::{Columns, Curriculum, Decisions, MatrixRequest};
use prasme::model::RecordId;

/// The curriculum of the sample.
fn curriculum() -> &'static Curriculum {
    static CURRICULUM: OnceLock<Curriculum> = OnceLock::new();
    CURRICULUM.get_or_init(|| {
        let workspace = common::sample();
        workspace
            .curriculum(&workspace.catalogue().unwrap())
            .unwrap()
    })
}

/// Nothing decided and nothing proposed.
fn undecided() -> Decisions {
    Decisions::default()
}

fn id(text: &str) -> RecordId {
    RecordId::new(text).unwrap()
}

/// The matrix of a qualification against its programme by modules.
fn modules_of(qualification: &str) -> MatrixRequest {
    MatrixRequest::Programme {
        qualification: Some(id(qualification)),
        programme: None,
        columns: Columns::Modules,
    }
}

const FITTER: &str = "pkp/ps-908/2023-11-15";
const CABINET_MAKER: &str = "pkp/ps-907/2024-04-10";
const ELECTRICIAN: &str = "pkp/ps-909/2024-06-12";
