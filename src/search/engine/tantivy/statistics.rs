//! Exact statistics for BM25: how many tokens each field has in all documents together.
//!
//! tantivy estimates the totals from rounded lengths once segments were merged; ours are counted while writing and kept
//! beside the index, so that scores are the same however a generation came about.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field as TantivyField;
use tantivy::{Searcher, Term};

use super::schema;
use crate::search::error::EngineError;
use crate::search::plan::Field;

const FILE: &str = "statistics.json";

/// Tokens in each field, as counted while writing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Totals {
    pub(super) documents: u64,
    pub(super) tokens: Vec<u64>,
}

impl Totals {
    pub(super) fn save(&self, dir: &Path) -> Result<(), EngineError> {
        let json = serde_json::to_vec(self).map_err(std::io::Error::other)?;
        Ok(std::fs::write(dir.join(FILE), json)?)
    }
}

/// The statistics of a generation.
pub(super) struct Statistics {
    totals: Totals,
    searcher: Searcher,
}

impl Statistics {
    pub(super) fn load(dir: &Path, searcher: &Searcher) -> Result<Self, EngineError> {
        let json = std::fs::read(dir.join(FILE))?;
        let totals: Totals = serde_json::from_slice(&json).map_err(std::io::Error::other)?;
        if totals.documents != searcher.num_docs() || totals.tokens.len() != Field::ALL.len() {
            return Err(
                std::io::Error::other(format!("{FILE} does not belong to this index")).into(),
            );
        }
        Ok(Self {
            totals,
            searcher: searcher.clone(),
        })
    }

    /// How many documents there are.
    pub(super) fn documents(&self) -> u64 {
        self.totals.documents
    }

    /// How many tokens a document has in this field on average.
    pub(super) fn average(&self, field: Field) -> f32 {
        let tokens = self.totals.tokens.get(field as usize).copied().unwrap_or(0);
        tokens as f32 / self.totals.documents.max(1) as f32
    }
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, field: TantivyField) -> tantivy::Result<u64> {
        let known = Field::ALL
            .iter()
            .find(|known| schema::number(**known) == field);
        Ok(known
            .and_then(|known| self.totals.tokens.get(*known as usize))
            .copied()
            .unwrap_or(0))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.totals.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}
