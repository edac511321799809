//! The budgets of coverage: a matrix of one programme under 10 ms, a sector against a framework under 500 ms.
//!
//! ```sh
//! PRASME_DATA=../shared/data cargo bench --bench coverage
//! ```
//!
//! Medians of many runs; the first run of each is shown apart, because it fills what is remembered of word families.

mod common;

use std::time::{Duration, Instant};

use prasme::coverage::{
    Columns, Curriculum, Decisions, FrameworkRows, GapRequest, MatrixRequest, Side, SkillQuery,
};
use prasme::model::RecordId;

/// Runs of each question.
const ROUNDS: usize = 21;

fn main() {
    let (_dir, workspace) = common::import();
    let catalogue = workspace.catalogue().expect("the catalogue opens");
    let started = Instant::now();
    let curriculum = workspace
        .curriculum(&catalogue)
        .expect("the curriculum is read");
    println!("read from the catalogue: {:.0?}", started.elapsed());
    let decisions = workspace
        .decisions(&catalogue)
        .expect("the decisions are read");
    println!(
        "{:<60} {:>10} {:>10} {:>10}",
        "ms", "first", "median", "max"
    );
    for (qualification, programmes) in curriculum.qualifications() {
        let Some(programme) = programmes.first() else {
            continue;
        };
        let request = MatrixRequest::Programme {
            qualification: Some(qualification.id.clone()),
            programme: Some(programme.id.clone()),
            columns: Columns::Modules,
        };
        measure(&format!("{} [10]", qualification.name), || {
            drop(curriculum.matrix(&request, &decisions))
        });
    }
    frameworks(&curriculum, &decisions);
    let card = SkillQuery::Text("elektrodrošība".to_owned());
    measure("card of one skill", || {
        drop(curriculum.skill_card(&card, &decisions, None))
    });
    measure("gaps of every qualification", || {
        drop(curriculum.gaps(&GapRequest::default(), &decisions))
    });
    let versions = RecordId::new("pkp/ps-909/2024-06-12")
        .ok()
        .and_then(|id| curriculum.versions_of(&id).ok());
    if let Some((old, new)) = versions {
        measure("impact of a new version", || {
            drop(curriculum.impact(&old, &new, &decisions))
        });
    }
}

fn frameworks(curriculum: &Curriculum, decisions: &Decisions) {
    let wanted = [
        ("digcomp-2.2", None),
        ("digcomp-3.0", None),
        ("esco", Some("green")),
        ("esco", Some("digital")),
        ("esco", Some("transversal")),
    ];
    for (framework, collection) in wanted {
        for sector in [Some("KOK"), None] {
            let request = MatrixRequest::Framework {
                rows: FrameworkRows {
                    framework: framework.into(),
                    collection: collection.map(Into::into),
                },
                qualifications: Vec::new(),
                sector: sector.map(Into::into),
                side: Side::Taught,
            };
            let rows = curriculum
                .matrix(&request, decisions)
                .map_or(0, |m| m.rows.len());
            let name = format!(
                "{} × {framework} {} ({rows} concepts) [500]",
                sector.unwrap_or("all sectors"),
                collection.unwrap_or("")
            );
            measure(&name, || drop(curriculum.matrix(&request, decisions)));
        }
    }
}

fn measure(name: &str, mut work: impl FnMut()) {
    let mut run = || {
        let started = Instant::now();
        work();
        started.elapsed()
    };
    let first = run();
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| run()).collect();
    times.sort();
    let shown = |t: Duration| t.as_secs_f64() * 1e3;
    println!(
        "{name:<60} {:>10.2} {:>10.2} {:>10.2}",
        shown(first),
        shown(times[ROUNDS / 2]),
        shown(times[ROUNDS - 1])
    );
}
