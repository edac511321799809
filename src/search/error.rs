//! What can go wrong with an index.

use std::path::PathBuf;

/// Why a search could not be answered. Strange queries are no errors: they find what they find.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why an engine failed.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// tantivy says so.
    #[error("the search engine: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// Reading or writing its files failed.
    #[error("the search engine's files: {0}")]
    Io(#[from] std::io::Error),
    /// A phrase was asked of a field without positions, or with fewer than two words.
    #[error("no phrase can be asked of the field {0}")]
    NoPhrase(&'static str),
    /// Nothing was published yet.
    #[error("the search engine has no generation")]
    Empty,
    /// More documents than an engine can number.
    #[error("an index holds at most {} records", u32::MAX)]
    TooMany,
}

/// Why a generation of the index cannot be used or made. Whatever is wrong with what stands on the disk, the answer is
/// to rebuild it from the catalogue: see [`StoreError::asks_for_rebuild`].
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no index yet.
    #[error("there is no index in {}", .0.display())]
    Missing(PathBuf),
    /// Made by another version of Prasme.
    #[error("the index in {} has format {found}, this program reads {expected}", dir.display())]
    Foreign {
        /// Where.
        dir: PathBuf,
        /// The format found.
        found: u32,
        /// The format that this program reads.
        expected: u32,
    },
    /// Made with other analysis or configuration.
    #[error("the index in {} was made with another analysis or configuration", .0.display())]
    Outdated(PathBuf),
    /// A file is missing, cut short, changed or cannot be read as what it should be.
    #[error("the index file {} is damaged: {what}", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// Somebody else is building into the same folder.
    #[error("another process is building an index in {}", .0.display())]
    Busy(PathBuf),
    /// The disk refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The engine refused.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl StoreError {
    /// Whether building the index anew from the catalogue makes it right.
    pub fn asks_for_rebuild(&self) -> bool {
        matches!(
            self,
            StoreError::Missing(_)
                | StoreError::Foreign { .. }
                | StoreError::Outdated(_)
                | StoreError::Damaged { .. }
        )
    }

    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |error| StoreError::Io { path, error }
    }

    pub(super) fn damaged(file: impl Into<PathBuf>, what: impl ToString) -> Self {
        StoreError::Damaged {
            file: file.into(),
            what: what.to_string(),
        }
    }
}
