//! tantivy, embedded: one segment per generation, document numbers equal to record numbers.
//!
//! Postings, positions and lengths are tantivy's; plans are evaluated here ([`execute`]), term at a time over dense score
//! arrays. That counts facets over all matches at no extra cost, keeps statistics exact and beats a tree of scorers at the
//! size of a country's curricula. A test holds every score against tantivy's own query machinery.

mod execute;
mod facets;
mod schema;
mod statistics;
mod term;
mod write;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher};

use self::execute::Scratch;
use self::statistics::Statistics;
use self::term::FieldReader;
use super::{Answer, EngineHit, Engines, GenerationWriter, Health, SearchEngine, rounded};
use crate::search::error::EngineError;
use crate::search::plan::{Field, Plan, Top};
use crate::search::snapshot::columns::Columns;

/// Makes and opens generations in tantivy.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tantivy;

impl Engines for Tantivy {
    fn begin_generation(&self, dir: &Path) -> Result<Box<dyn GenerationWriter>, EngineError> {
        Ok(Box::new(write::Writer::create(dir)?))
    }

    fn open(
        &self,
        dir: &Path,
        columns: Arc<Columns>,
    ) -> Result<Box<dyn SearchEngine>, EngineError> {
        Ok(Box::new(TantivyEngine::open(dir, columns)?))
    }
}

/// A published generation in tantivy.
pub(crate) struct TantivyEngine {
    searcher: Searcher,
    /// Keeps the searcher's files open.
    _reader: IndexReader,
    fields: Vec<FieldReader>,
    statistics: Statistics,
    columns: Arc<Columns>,
    /// Score arrays that are not in use; as many as threads have searched at once.
    idle: Mutex<Vec<Scratch>>,
}

impl TantivyEngine {
    pub(crate) fn open(dir: &Path, columns: Arc<Columns>) -> Result<Self, EngineError> {
        let index = Index::open(MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?)?;
        schema::register(&index);
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let searcher = reader.searcher();
        let statistics = Statistics::load(dir, &searcher)?;
        let mut fields = Vec::with_capacity(Field::ALL.len());
        if let [segment] = searcher.segment_readers() {
            for &field in Field::ALL {
                fields.push(FieldReader::open(segment, field, &statistics)?);
            }
        }
        Ok(Self {
            searcher,
            _reader: reader,
            fields,
            statistics,
            columns,
            idle: Mutex::default(),
        })
    }

    fn documents(&self) -> usize {
        self.columns.len()
    }

    fn scratch(&self) -> Scratch {
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        idle.unwrap_or_else(|| Scratch::new(self.documents()))
    }

    fn give_back(&self, scratch: Scratch) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(scratch);
    }
}

impl SearchEngine for TantivyEngine {
    fn search(&self, plan: &Plan) -> Result<Answer, EngineError> {
        let mut scratch = self.scratch();
        let found = self.evaluate(&plan.query, &mut scratch);
        let answer = found.map(|mut found| {
            let facets = facets::filter_and_count(&self.columns, plan, &mut found);
            let total = found.len();
            choose(&mut found, plan.top);
            let hits = found
                .iter()
                .map(|&(document, score)| EngineHit { document, score })
                .collect();
            scratch.keep(found);
            Answer {
                total,
                hits,
                facets,
            }
        });
        self.give_back(scratch);
        answer
    }

    fn health(&self) -> Health {
        Health {
            engine: tantivy::version_string().to_owned(),
            documents: self.searcher.num_docs(),
            segments: self.searcher.segment_readers().len(),
        }
    }
}

impl std::fmt::Debug for TantivyEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TantivyEngine")
            .field("documents", &self.documents())
            .finish_non_exhaustive()
    }
}

/// Keeps the hits that a plan asks for, in its order.
fn choose(found: &mut Vec<(u32, f32)>, top: Top) {
    let order =
        |a: &(u32, f32), b: &(u32, f32)| rounded(b.1).cmp(&rounded(a.1)).then(a.0.cmp(&b.0));
    match top {
        Top::Best(count) => {
            if count == 0 {
                found.clear();
            } else if count < found.len() {
                found.select_nth_unstable_by(count - 1, order);
                found.truncate(count);
            }
            found.sort_unstable_by(order);
        }
        Top::All => found.sort_unstable_by_key(|hit| hit.0),
    }
}
