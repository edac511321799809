//! Generations of the index on disk: built beside the old one, published whole or not at all.
//!
//! ```text
//! CURRENT               names the generation in force
//! gen-000007/           manifest.json, tables.bin, engine/: never changed after publishing
//! building-4711-1/      a generation being built; swept away when its builder is dead
//! building-4711-1.lock  locked by the builder while it lives
//! damaged-000006/       the last generation that could not be read, kept for whoever wants to know why
//! ```
//!
//! Building takes no lock that others wait for: any process may search or build meanwhile. Only the moment of publishing,
//! a few renames, is exclusive. A process killed at any moment leaves either the old or the new generation in force.

mod build;
mod disk;
mod load;
mod manifest;
mod publish;

#[cfg(test)]
mod tests;

pub use build::{BuildSettings, Progress};
pub use manifest::{FORMAT, Manifest, fingerprint};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::engine::{Engines, Tantivy};
use super::error::StoreError;

/// The folder that holds the generations.
#[derive(Debug, Clone)]
pub struct IndexStore {
    dir: PathBuf,
    engines: Arc<dyn Engines>,
}

impl IndexStore {
    /// Takes a folder, made when it is not there, and sweeps what dead builders have left. The index itself is not read.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the folder cannot be made or read.
    pub fn open(dir: impl Into<PathBuf>) -> Result<Self, StoreError> {
        Self::with_engines(dir, Arc::new(Tantivy))
    }

    /// The same with another engine than tantivy.
    ///
    /// # Errors
    /// As [`IndexStore::open`].
    pub fn with_engines(
        dir: impl Into<PathBuf>,
        engines: Arc<dyn Engines>,
    ) -> Result<Self, StoreError> {
        let store = Self {
            dir: dir.into(),
            engines,
        };
        std::fs::create_dir_all(&store.dir).map_err(StoreError::io(&store.dir))?;
        store.sweep()?;
        Ok(store)
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}
