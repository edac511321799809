//! What can go wrong with a data directory.

use std::path::PathBuf;

use super::ConfigError;
use crate::catalogue::CatalogueError;
use crate::import::ImportError;
use crate::search::StoreError;

/// What can go wrong with a data directory.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// The directory or a file in it cannot be made, read or locked.
    #[error("{path}: {source}")]
    Directory {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A source cannot be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The index failed, and building it again failed too.
    #[error(transparent)]
    Index(#[from] StoreError),
    /// There is nothing to search: the catalogue is empty.
    #[error("the catalogue in {0} is empty; `prasme import --data {0} FILES…` fills it")]
    Empty(PathBuf),
}
