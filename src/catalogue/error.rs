//! What can go wrong with the catalogue.

use std::path::{Path, PathBuf};

/// What can go wrong with the catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// There is no such file.
    #[error("there is no catalogue at {0}; `prasme import` makes one")]
    Missing(PathBuf),
    /// The file is a database of something else, or no database at all.
    #[error("{0} is not a catalogue of Prasme; move it away or choose another data directory")]
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
    /// The file cannot be opened.
    #[error("{path} cannot be opened: {source}")]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// What is stored for a record is not understood.
    #[error("what the catalogue holds for `{id}` is damaged: {source}")]
    Damaged {
        /// The record.
        id: String,
        /// Why it is not understood.
        source: serde_json::Error,
    },
    /// Two records of one import have the same identifier.
    #[error("dataset `{dataset}` holds `{id}` twice, first from {first}, then from {second}")]
    Duplicate {
        /// The dataset.
        dataset: String,
        /// The identifier.
        id: String,
        /// Where the first one comes from.
        first: String,
        /// Where the second one comes from.
        second: String,
    },
    /// SQLite failed.
    #[error("the catalogue failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

impl CatalogueError {
    /// Whether somebody else holds the file for writing.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sqlite(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy))
    }

    pub(super) fn open(path: &Path, source: rusqlite::Error) -> Self {
        Self::Open {
            path: path.to_owned(),
            source,
        }
    }

    /// Names the file where the error was found out without knowing it.
    pub(super) fn at(self, path: &Path) -> Self {
        match self {
            Self::Foreign(_) => Self::Foreign(path.to_owned()),
            Self::Newer { found, known, .. } => Self::Newer {
                path: path.to_owned(),
                found,
                known,
            },
            Self::Sqlite(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
                Self::Foreign(path.to_owned())
            }
            other => other,
        }
    }
}
