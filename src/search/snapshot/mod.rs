//! One generation of the index in memory: everything a result needs, in arrays, never changed after it is made.
//!
//! The engine finds documents; the tables here say what they are, which words they hold and where, and how they count.

pub(crate) mod codec;
pub(crate) mod columns;
pub(crate) mod documents;
pub(crate) mod groups;
mod helpers;
pub(crate) mod lexicon;
pub(crate) mod segments;
pub(crate) mod strings;
mod tables;

pub(crate) use helpers::Helpers;
pub(crate) use tables::Tables;

use std::fmt;
use std::sync::Arc;

use super::engine::SearchEngine;
use super::store::Manifest;

/// A generation of the index, ready to search. Cheap to share, free of locks.
pub struct Snapshot {
    pub(crate) engine: Box<dyn SearchEngine>,
    pub(crate) tables: Arc<Tables>,
    pub(crate) helpers: Helpers,
    manifest: Manifest,
}

impl Snapshot {
    pub(crate) fn new(
        engine: Box<dyn SearchEngine>,
        tables: Arc<Tables>,
        helpers: Helpers,
        manifest: Manifest,
    ) -> Self {
        Self {
            engine,
            tables,
            helpers,
            manifest,
        }
    }

    /// What is known of the generation: number, records, change of the catalogue.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// How many records it holds.
    pub fn len(&self) -> usize {
        self.tables.documents.len()
    }

    /// Whether it holds no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How the engine is.
    pub fn health(&self) -> super::engine::Health {
        self.engine.health()
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("manifest", &self.manifest)
            .finish_non_exhaustive()
    }
}
