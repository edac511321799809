//! Cases: one person's recognition each, in a store of its own that nothing public touches.
//!
//! A [`Case`] moves through four [`Stage`]s; every change goes through [`CaseChange`] and names the version that was seen, so
//! that of two officers the second is told. [`CaseStore`] keeps cases, the papers and an audit trail that the file itself
//! refuses to change; [`CaseStore::delete`] leaves nothing of a case in any file but its number in that trail.

mod audit;
mod change;
mod deadline;
mod decide;
mod delete;
mod error;
mod export;
mod store;
mod types;

pub use audit::AuditEntry;
pub use change::{CaseChange, MOST_CHARS, MOST_EVIDENCE, MOST_TARGETS};
pub use deadline::{Task, Turn, Waiting, waiting};
pub use decide::{JudgedLine, JudgedModule};
pub use error::CaseError;
pub use export::CaseExport;
pub use store::{CaseStore, CaseSummary, FILE_NAME};
pub use types::{
    Applicant, Brought, Case, LineDecision, Meeting, Member, ModuleRuling, Move, Route, Stage,
};

#[cfg(test)]
mod decide_tests;
#[cfg(test)]
mod tests;
