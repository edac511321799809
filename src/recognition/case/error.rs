//! What can go wrong with cases.

use std::path::PathBuf;

use super::types::Stage;
use crate::recognition::evidence::EvidenceError;

/// What can go wrong with cases. Nothing of a person stands in any of these: they end up in logs.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// There is no such case.
    #[error("there is no case {0}")]
    Missing(i64),
    /// Somebody else changed the case meanwhile.
    #[error(
        "case {number} was changed by somebody else: it is version {current} now, the change was made to version {seen}; look at it again and repeat what still holds"
    )]
    Stale {
        /// The case.
        number: i64,
        /// The version that the change was made to.
        seen: u64,
        /// The version in force.
        current: u64,
    },
    /// The stage does not allow it.
    #[error("case {number} is in the stage {}: {why}", stage.code())]
    Stage {
        /// The case.
        number: i64,
        /// Its stage.
        stage: Stage,
        /// What is not possible, and what would be right.
        why: &'static str,
    },
    /// The case is closed.
    #[error("case {0} is closed; open a new one, or step back to assessment with a reason")]
    Closed(i64),
    /// A value that cannot be.
    #[error("{what}: {why}")]
    Invalid {
        /// The field.
        what: &'static str,
        /// What is wrong, and what would be right.
        why: String,
    },
    /// Evidence was refused.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// The case is deleted, but another process holds the files open: its bytes go with the next deletion or opening.
    #[error(
        "case {0} is deleted, but another program holds the files open; close it and run the clean-up again"
    )]
    StillInFiles(i64),
    /// The file is no store of cases.
    #[error("{0} is no store of cases of Prasme; move it away or choose another data directory")]
    Foreign(PathBuf),
    /// A newer Prasme wrote it.
    #[error(
        "{path} has schema {found}, this Prasme knows up to {known}; use the newer Prasme that wrote it"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// What is stored is not understood.
    #[error("what is stored of case {number} is damaged")]
    Damaged {
        /// The case.
        number: i64,
    },
    /// SQLite failed.
    #[error("the store of cases failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

impl CaseError {
    /// A stable code for the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "case-missing",
            Self::Stale { .. } => "case-changed",
            Self::Stage { .. } => "case-stage",
            Self::Closed(_) => "case-closed",
            Self::Invalid { .. } => "case-invalid",
            Self::Evidence(error) => error.code(),
            Self::StillInFiles(_) => "case-still-in-files",
            Self::Foreign(_) | Self::Newer { .. } | Self::Damaged { .. } | Self::Sqlite(_) => {
                "case-store"
            }
        }
    }

    pub(super) fn invalid(what: &'static str, why: impl Into<String>) -> Self {
        Self::Invalid {
            what,
            why: why.into(),
        }
    }
}
