//! The face of searching: what the server, the command line and the tests call.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::config::SearchConfig;
use super::error::SearchError;
use super::request::{NameLang, SearchRequest};
use super::response::{Explanation, SearchResponse, Suggestion};
use super::snapshot::Snapshot;
use super::{run, suggest};
use crate::model::RecordId;
use crate::text::{Analyser, Vocabulary};

/// Answers searches over the generation in force. Shared by all threads; a new generation, vocabulary or configuration
/// is swapped in while searches run, each of which sees one state of all from beginning to end.
#[derive(Debug)]
pub struct Searcher {
    analyser: Arc<Analyser>,
    state: ArcSwap<State>,
}

/// What one search works with.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(crate) config: Arc<SearchConfig>,
}

impl Searcher {
    /// A searcher over a generation.
    pub fn new(
        analyser: Arc<Analyser>,
        vocabulary: Arc<Vocabulary>,
        config: SearchConfig,
        snapshot: Snapshot,
    ) -> Self {
        let state = State {
            snapshot: Arc::new(snapshot),
            vocabulary,
            config: Arc::new(config),
        };
        Self {
            analyser,
            state: ArcSwap::from_pointee(state),
        }
    }

    /// The analysis, the same that the index was built with.
    pub fn analyser(&self) -> &Arc<Analyser> {
        &self.analyser
    }

    /// The generation in force.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.state.load().snapshot)
    }

    /// Puts another generation in force. Searches that run finish on the old one, which goes with the last of them. What
    /// the new one needs is made before (some 100 ms, on the caller's thread), so that no search waits for it.
    pub fn replace_snapshot(&self, snapshot: Snapshot) {
        snapshot.helpers.warm(&snapshot.tables, &self.analyser);
        let snapshot = Arc::new(snapshot);
        self.state.rcu(|state| State {
            snapshot: Arc::clone(&snapshot),
            ..State::clone(state)
        });
    }

    /// Puts another vocabulary in force.
    pub fn replace_vocabulary(&self, vocabulary: Arc<Vocabulary>) {
        self.state.rcu(|state| State {
            vocabulary: Arc::clone(&vocabulary),
            ..State::clone(state)
        });
    }

    /// Puts other weights in force.
    pub fn replace_config(&self, config: SearchConfig) {
        let config = Arc::new(config);
        self.state.rcu(|state| State {
            config: Arc::clone(&config),
            ..State::clone(state)
        });
    }

    /// Makes what the first searches would otherwise wait for (some 100 ms). To be called after start from a thread of its
    /// own; [`Searcher::replace_snapshot`] does it by itself.
    pub fn warm(&self) {
        let snapshot = self.snapshot();
        snapshot.helpers.warm(&snapshot.tables, &self.analyser);
    }

    /// Answers a search. No query is an error: what is not understood is searched for as text, and a notice says so.
    ///
    /// # Errors
    /// [`SearchError`] when the index cannot be read any more.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let state = self.state.load();
        run::search(&self.analyser, &state, request)
    }

    /// Why a record came for this search, even if it stands far down the list; `None` when the index does not have it or
    /// no word of the query meets it. The parts add up to the score.
    ///
    /// # Errors
    /// [`SearchError`] when the index cannot be read any more.
    pub fn explain(
        &self,
        request: &SearchRequest,
        id: &RecordId,
    ) -> Result<Option<Explanation>, SearchError> {
        let state = self.state.load();
        run::explain(&self.analyser, &state, request, id)
    }

    /// How a query could go on, best first, at most [`super::limits::SUGGESTIONS`]. Words without diacritics and in any
    /// inflection are completed, misspelt ones when nothing else can be.
    pub fn suggest(&self, typed: &str, lang: NameLang, limit: usize) -> Vec<Suggestion> {
        let state = self.state.load();
        let snapshot = &state.snapshot;
        suggest::suggest(
            snapshot.helpers.suggester(&snapshot.tables),
            &snapshot.tables,
            &self.analyser,
            typed,
            lang,
            limit,
        )
    }
}
