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
    /// The settings of recognition are wrong.
    #[error(transparent)]
    Recognition(#[from] crate::recognition::settings::SettingsError),
    /// Programmes cannot be made ready for recognition.
    #[error(transparent)]
    Desk(#[from] crate::recognition::desk::DeskError),
    /// The store of cases failed.
    #[error(transparent)]
    Cases(#[from] crate::recognition::case::CaseError),
    /// There is nothing to search: the catalogue is empty.
    #[error("the catalogue in {0} is empty; `prasme import --data {0} FILES…` fills it")]
    Empty(PathBuf),
}
