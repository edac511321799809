//! Mappings as SSSOM/TSV, out and in (the Simple Standard for Sharing Ontological Mappings, 1.1).
//!
//! One mapping is one row. A proposal has the justification of its matcher and the machine's confidence; a decision has
//! `semapv:ManualMappingCuration`, its author and day, and no confidence: a person's word has no number. What the machine had
//! said of a decided mapping, exact times, explanations and targets stand in extension slots (`prasme_…`), so that a
//! catalogue that is wiped and filled from its export is the same again. What others' files say beyond what is modelled is
//! kept in the mapping's `slots` and written out again.

mod meta;
mod read;
mod row;
mod slots;
mod understand;
mod write;
mod yaml;

#[cfg(test)]
mod tests;

pub use read::{Understood, read};
pub use understand::{Defaults, Known};
pub(super) use write::expanded;
pub use write::{End, MappingSet, SetInfo, WriteError, write};

use std::fmt;

/// Something wrong with a mapping file: where, what, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line of the file, from 1, as an editor shows it.
    pub line: usize,
    /// The column's name, where it is one column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// A stable code: `docs/export.md` lists them.
    pub code: &'static str,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, row {}", self.file, self.line)?;
        if let Some(column) = &self.column {
            write!(f, ", column “{column}”")?;
        }
        write!(f, ": {} [{}]", self.message, self.code)
    }
}

/// Everything wrong with a mapping file; nothing of it is applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Problems(pub Vec<Problem>);
