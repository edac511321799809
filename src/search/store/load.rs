//! Opens the generation in force.

use std::sync::Arc;

use super::IndexStore;
use super::manifest::Manifest;
use crate::search::error::StoreError;
use crate::search::snapshot::{Helpers, Snapshot, Tables};

pub(super) const TABLES: &str = "tables.bin";
pub(super) const ENGINE: &str = "engine";

/// How often a generation is looked for again when another process publishes while it is being opened.
const TRIES: usize = 3;

impl IndexStore {
    /// Opens the generation in force, if it is whole and was built with this analysis.
    ///
    /// # Errors
    /// [`StoreError`]; where [`StoreError::asks_for_rebuild`] holds, the caller calls [`IndexStore::set_aside`] and
    /// [`IndexStore::build`].
    pub fn load(&self, fingerprint: &str) -> Result<Snapshot, StoreError> {
        let mut tries = 1;
        loop {
            let number = self
                .current()?
                .ok_or_else(|| StoreError::Missing(self.dir.clone()))?;
            match self.load_generation(number) {
                Ok(snapshot) if snapshot.manifest().fingerprint != fingerprint => {
                    return Err(StoreError::Outdated(self.generation_dir(number)));
                }
                Err(_) if tries < TRIES && self.current()? != Some(number) => tries += 1,
                other => return other,
            }
        }
    }

    /// The manifest of the generation in force, without opening it: to see whether another process has published.
    ///
    /// # Errors
    /// [`StoreError`] when there is none or it cannot be read.
    pub fn peek(&self) -> Result<Manifest, StoreError> {
        let number = self
            .current()?
            .ok_or_else(|| StoreError::Missing(self.dir.clone()))?;
        Manifest::read(&self.generation_dir(number))
    }

    pub(super) fn load_generation(&self, number: u64) -> Result<Snapshot, StoreError> {
        let dir = self.generation_dir(number);
        let manifest = Manifest::read(&dir)?;
        manifest.check_files(&dir)?;
        let file = dir.join(TABLES);
        let bytes = std::fs::read(&file).map_err(|error| StoreError::damaged(&file, error))?;
        let tables = Tables::unpack(&bytes).map_err(|error| StoreError::damaged(&file, error))?;
        drop(bytes);
        if tables.documents.len() != manifest.records || manifest.generation != number {
            return Err(StoreError::damaged(
                dir.join("manifest.json"),
                "it does not belong to these files",
            ));
        }
        let tables = Arc::new(tables);
        let engine_dir = dir.join(ENGINE);
        let engine = self.engines.open(&engine_dir, Arc::clone(&tables.columns));
        let engine = engine.map_err(|error| StoreError::damaged(&engine_dir, error))?;
        if engine.health().documents != manifest.records as u64 {
            return Err(StoreError::damaged(
                engine_dir,
                "it has another number of records than the manifest says",
            ));
        }
        let helpers = Helpers::default();
        Ok(Snapshot::new(engine, tables, helpers, manifest))
    }
}
