//! The seam between searching and the engine that stores the index.
//!
//! Everything Latvian happens before it: an engine gets documents as tokens joined by spaces and queries as [`Plan`]s.
//! tantivy stands behind it, embedded; a distributed engine can, since a plan holds only what both score alike. An engine
//! owes this: BM25 (k1 1.2, b 0.75) with exact statistics, hits in the order of their score rounded to five digits and
//! then of their document numbers, and counts over all matches.

mod tantivy;

pub use tantivy::Tantivy;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::error::EngineError;
use super::plan::{Facet, Field, Plan};
use super::snapshot::columns::Columns;

/// A record as an engine takes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AnalysedRecord {
    /// Its number: the place of its identifier among all, from 0 without gaps.
    pub document: u32,
    /// Its identifier.
    pub id: String,
    /// The tokens of each field, joined by one space; never empty (see [`super::plan::SENTINEL`]).
    pub fields: [String; Field::ALL.len()],
    /// The values of each facet.
    pub facets: [Vec<String>; Facet::COUNT],
}

/// A document that an engine found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EngineHit {
    /// The record's number.
    pub document: u32,
    /// BM25, as the plan puts it together.
    pub score: f32,
}

/// What an engine found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// How many documents match query and filters.
    pub total: usize,
    /// The chosen ones in order.
    pub hits: Vec<EngineHit>,
    /// For each facet asked for its values with counts, in no order; a facet's own filter does not shrink them.
    pub facets: Vec<(Facet, Vec<(String, usize)>)>,
}

/// How an engine is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// The engine's name and version.
    pub engine: String,
    /// Documents that it holds.
    pub documents: u64,
    /// Pieces that the index consists of; one is best.
    pub segments: usize,
}

/// An engine with a published generation. Any number of threads may search at once.
pub trait SearchEngine: Send + Sync + fmt::Debug {
    /// Finds what a plan asks for.
    ///
    /// # Errors
    /// [`EngineError`] when the engine's files cannot be read, or the plan asks a phrase of a field without positions.
    fn search(&self, plan: &Plan) -> Result<Answer, EngineError>;

    /// How the engine is.
    fn health(&self) -> Health;
}

/// A generation that is being written. Dropped without [`GenerationWriter::publish`] it leaves nothing that can be opened.
pub trait GenerationWriter {
    /// Adds a record; they come in the order of their numbers.
    ///
    /// # Errors
    /// [`EngineError`] when the engine refuses it.
    fn write(&mut self, record: &AnalysedRecord) -> Result<(), EngineError>;

    /// Makes the generation durable and complete.
    ///
    /// # Errors
    /// [`EngineError`] when it cannot be made durable.
    fn publish(self: Box<Self>) -> Result<(), EngineError>;
}

/// Where generations come from: one implementation per engine.
pub trait Engines: Send + Sync + fmt::Debug {
    /// Starts a generation in an empty folder.
    ///
    /// # Errors
    /// [`EngineError`] when the folder cannot be used.
    fn begin_generation(&self, dir: &Path) -> Result<Box<dyn GenerationWriter>, EngineError>;

    /// Opens a published generation. An engine without columns of its own counts and filters by those given.
    ///
    /// # Errors
    /// [`EngineError`] when the folder holds no whole generation of this engine.
    fn open(&self, dir: &Path, columns: Arc<Columns>)
    -> Result<Box<dyn SearchEngine>, EngineError>;
}

/// A score as orders compare it: rounded to five digits. Engines agree on these, not on more.
pub fn rounded(score: f32) -> i64 {
    (f64::from(score) * 1e5).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_that_differ_in_the_sixth_digit_are_one() {
        assert_eq!(rounded(1.234_561), rounded(1.234_559));
        assert_ne!(rounded(1.234_56), rounded(1.234_58));
    }
}
