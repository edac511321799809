//! Reading sources: files as others publish them become [`crate::model::Batch`]es.
//!
//! What every importer shares stands here: the [`Bundle`] (a folder, a ZIP or a single file, read safely), the
//! [`Limits`], the [`ImportError`] and the [`Progress`]. Below it one module a family of formats. An importer knows
//! nothing of the catalogue: it hands over records, relations and warnings with file, row and cell.

pub mod archive;
pub mod error;
pub mod esco;
pub mod frameworks;
pub mod hierarchy;
pub mod json;
pub mod limits;
pub mod national;
pub mod progress;
pub mod rows;
mod run;
pub mod tables;
pub mod warnings;
pub mod workbook;
pub mod xml;

pub use archive::Bundle;
pub use error::{ImportError, LimitExceeded};
pub use limits::Limits;
pub use progress::{OnProgress, Progress};
pub use run::{FORMAT_VERSION, Options, import_bundle, import_path, import_paths};
