//! Versions of a PKP side by side, and what a new one changes in programmes, examinations and materials.

mod assign;
mod compare;
mod impact;
mod types;

pub use types::{
    Action, Change, ChangeKind, OutdatedProgramme, RequirementAt, Touched, VersionDiff, WorkItem,
    WorkList,
};
