//! What leaves Prasme: tables (CSV, XLSX), documents (DOCX, print pages), mappings (SSSOM) and concept schemes (SKOS).
//!
//! [`table::Table`] and [`document::Document`] are neutral: coverage, recognition and the catalogue fill them, the writers
//! here give them their form. Nothing here decides what a table or a document says.

mod config;
pub mod coverage;
pub mod document;
mod ends;
mod escape;
mod exporter;
pub mod iri;
mod schemes;
mod selection;
pub mod skos;
pub mod sssom;
pub mod table;
mod tables;

pub use config::{ExportConfig, ExportConfigError};
pub use exporter::{ExportError, Exporter, MappingFile, TakeInError, TakenIn, take_in};
pub use selection::{MappingChoice, Selection, SelectionError};
