//! A data directory: the catalogue, the index made from it and the configuration, opened, filled and kept together.
//!
//! ```text
//! data/catalogue.sqlite    the truth; the file to back up
//! data/index/              generations of the index; made again whenever they are missing, damaged or outdated
//! data/index-config/       optional: configuration of this directory alone
//! data/lexicon.fst         optional: a compiled dictionary for the analysis
//! data/cases.sqlite        cases of recognition: personal data, readable by its owner alone; to back up too
//! data/lock                held while somebody imports or builds
//! ```
//!
//! The server and the command line both work on one of these. Several processes may: searching never waits, importing and
//! building take turns.

mod config;
mod coverage;
mod error;
mod import;
mod index;
mod link;
mod lock;
mod recognition;

pub use config::{Config, ConfigError};
pub use error::WorkspaceError;
pub use import::{Imported, Step};
pub use index::IndexState;
pub use link::LinkStep;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::catalogue::{Catalogue, FILE_NAME};
use crate::search::IndexStore;

/// An open data directory.
#[derive(Clone)]
pub struct Workspace {
    dir: PathBuf,
    config: Arc<Config>,
    store: IndexStore,
}

impl Workspace {
    /// Opens a data directory, made where there is none. The configuration is `index_config`, else the directory's own,
    /// else the built-in one.
    ///
    /// # Errors
    /// [`WorkspaceError`] when the directory cannot be made, or the configuration is wrong: file, line, what would be right.
    pub fn open(dir: &Path, index_config: Option<&Path>) -> Result<Self, WorkspaceError> {
        let index = dir.join("index");
        std::fs::create_dir_all(&index).map_err(|source| WorkspaceError::Directory {
            path: index.clone(),
            source,
        })?;
        let own = dir.join("index-config");
        let from = index_config.or_else(|| own.is_dir().then_some(own.as_path()));
        let lexicon = dir.join(config::LEXICON_FILE);
        let config = Config::load_with(from, lexicon.is_file().then_some(lexicon.as_path()))?;
        Ok(Self {
            store: IndexStore::open(index)?,
            config: Arc::new(config),
            dir: dir.to_owned(),
        })
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The configuration in force.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// The same data directory with another configuration in force.
    #[must_use]
    pub fn with_config(&self, config: Arc<Config>) -> Self {
        Self {
            config,
            ..self.clone()
        }
    }

    /// Where the catalogue is.
    pub fn catalogue_path(&self) -> PathBuf {
        self.dir.join(FILE_NAME)
    }

    /// Opens the catalogue for reading and writing, made where there is none.
    ///
    /// # Errors
    /// As [`Catalogue::open`].
    pub fn catalogue(&self) -> Result<Catalogue, WorkspaceError> {
        Ok(Catalogue::open(&self.catalogue_path())?)
    }
}
