//! The matcher: a statement and a scope in, candidates out.

use std::sync::Arc;

use super::build;
use super::config::{LinkingConfig, Profile, ProfileName};
use super::explain::explain;
use super::feature::{Feature, Features};
use super::near::Remembered;
use super::pair::{Pair, compare};
use super::predicate;
use super::prepare::Prepared;
use super::read::Silent;
use super::slots::{Room, with_room};
use super::store::{EntryId, Store};
use super::{Candidate, Scope, Statement, Target};
use crate::model::{Kind, Record, RecordId, Relation};
use crate::text::{Analyser, Vocabulary};

/// What a matcher is built from.
pub struct MatcherSource<'a> {
    /// The analysis of words.
    pub analyser: Arc<Analyser>,
    /// Synonyms, abbreviations and stop words.
    pub vocabulary: Arc<Vocabulary>,
    /// Every record of the catalogue: those that are no statements give context.
    pub records: &'a [Record],
    /// The relations between them.
    pub relations: &'a [Relation],
}

/// Compares statements. Immutable: one serves all threads.
pub struct Matcher {
    pub(super) analyser: Arc<Analyser>,
    pub(super) vocabulary: Arc<Vocabulary>,
    pub(super) config: Arc<LinkingConfig>,
    pub(super) silent: Silent,
    pub(super) store: Store,
    pub(super) remembered: Remembered,
}

/// Scopes up to this size are compared in full instead of searched.
const COMPARED_WHOLE: usize = 64;

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Matcher of {} records", self.store.len())
    }
}

impl Matcher {
    /// Reads the records once and keeps what comparing needs. Weights are the built-in ones.
    pub fn build(source: MatcherSource<'_>) -> Self {
        Self::build_with(source, Arc::new(LinkingConfig::default()))
    }

    /// The same with these weights.
    pub fn build_with(source: MatcherSource<'_>, config: Arc<LinkingConfig>) -> Self {
        let silent = Silent::new(&source.vocabulary);
        let store = build::build(&source, &silent);
        Self {
            remembered: Remembered::new(store.words.len()),
            store,
            silent,
            analyser: source.analyser,
            vocabulary: source.vocabulary,
            config,
        }
    }

    /// The statement of a record with its context, as it was read when the matcher was built; none if it is unknown.
    pub fn statement(&self, id: &RecordId) -> Option<Statement> {
        let number = *self.store.numbers.get(id)?;
        self.store.statement(number)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.store.len() == 0
    }

    /// Bytes on the heap, about.
    pub fn bytes(&self) -> usize {
        self.store.bytes() + self.remembered.bytes()
    }

    /// The records that a target names; empty when none of them is loaded.
    pub fn scope(&self, target: &Target) -> Scope {
        let store = &self.store;
        let under = match target {
            Target::Under(id) => store.numbers.get(id).copied(),
            _ => None,
        };
        let holds = |entry: EntryId| {
            let kind = store.kind(entry);
            let is_statement = kind.is_some_and(|k| k.is_statement());
            match target {
                Target::Framework(name) => {
                    let framework = store
                        .frameworks
                        .get(entry as usize)
                        .and_then(Option::as_deref);
                    framework == Some(name) && is_statement
                }
                Target::Kind(wanted) => kind == Some(*wanted),
                Target::Under(_) => is_statement && under.is_some_and(|u| store.is_above(u, entry)),
            }
        };
        Scope::new((0..store.len() as EntryId).filter(|e| holds(*e)).collect())
    }

    /// A scope of these records; unknown ones are left out.
    pub fn scope_of<'i>(&self, ids: impl IntoIterator<Item = &'i RecordId>) -> Scope {
        let numbers = ids
            .into_iter()
            .filter_map(|id| self.store.numbers.get(id).copied());
        Scope::new(numbers.collect())
    }

    /// The records of a scope that may mean the same, best first, at most `limit`.
    pub fn candidates(&self, statement: &Statement, scope: &Scope, limit: usize) -> Vec<Candidate> {
        self.candidates_of(&self.prepare(statement), scope, limit)
    }

    /// The same for a statement that is ready.
    pub fn candidates_of(
        &self,
        prepared: &Prepared,
        scope: &Scope,
        limit: usize,
    ) -> Vec<Candidate> {
        with_room(&self.store, prepared, |room| {
            let pairs = self.pairs(room, prepared, scope);
            let ties = self.ties(&pairs);
            let shown = pairs.iter().zip(ties).take(limit);
            shown
                .filter_map(|(pair, tied)| self.candidate(room, prepared, pair, tied))
                .collect()
        })
    }

    /// What a statement and one record are to each other; none if the record is unknown.
    pub fn compare(&self, statement: &Statement, id: &RecordId) -> Option<Candidate> {
        self.compare_prepared(&self.prepare(statement), id)
    }

    /// The same for a statement that is ready.
    pub fn compare_prepared(&self, prepared: &Prepared, id: &RecordId) -> Option<Candidate> {
        let entry = *self.store.numbers.get(id)?;
        with_room(&self.store, prepared, |room| {
            let pair = self.scored(compare(&self.store, room, prepared, entry), prepared);
            self.candidate(room, prepared, &pair, false)
        })
    }

    /// Only how likely a person would accept it, 0 to 1, without an explanation: for whole tables of pairs.
    pub fn confidence(&self, prepared: &Prepared, id: &RecordId) -> Option<f32> {
        let entry = *self.store.numbers.get(id)?;
        with_room(&self.store, prepared, |room| {
            let pair = self.scored(compare(&self.store, room, prepared, entry), prepared);
            Some(self.profile(prepared, entry)?.confidence(pair.score))
        })
    }

    /// What speaks for and against the best candidates, for learning: record, which weights, features and score.
    pub fn judge(
        &self,
        prepared: &Prepared,
        scope: &Scope,
        limit: usize,
    ) -> Vec<(RecordId, ProfileName, Features, f32)> {
        with_room(&self.store, prepared, |room| {
            let pairs = self.pairs(room, prepared, scope);
            let seen = pairs.iter().take(limit).filter_map(|pair| {
                let id = self.store.id(pair.entry)?.clone();
                let name = ProfileName::of(prepared.kind, self.store.kind(pair.entry));
                Some((id, name, pair.features, pair.score))
            });
            seen.collect()
        })
    }

    pub(super) fn profile(&self, prepared: &Prepared, entry: EntryId) -> Option<&Profile> {
        self.config
            .profile(ProfileName::of(prepared.kind, self.store.kind(entry)))
    }

    fn scored(&self, mut pair: Pair, prepared: &Prepared) -> Pair {
        pair.score = self
            .profile(prepared, pair.entry)
            .map_or(0.0, |p| p.score(&pair.features));
        pair
    }

    /// All pairs worth comparing, best first.
    pub(super) fn pairs(&self, room: &mut Room, prepared: &Prepared, scope: &Scope) -> Vec<Pair> {
        let store = &self.store;
        let entries: Vec<EntryId> = if scope.len() <= COMPARED_WHOLE {
            scope.members.clone()
        } else {
            let mut found = room.gather(store, prepared, |entry| scope.holds(entry));
            found.retain(|(entry, _)| Some(*entry) != prepared.id);
            let most = match prepared.kind {
                Some(Kind::Occupation | Kind::OccupationGroup) => {
                    self.config.search.compared_titles
                }
                _ => self.config.search.compared,
            };
            if found.len() > most {
                let order = |a: &(EntryId, f32), b: &(EntryId, f32)| {
                    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
                };
                for found in &mut found {
                    found.1 *= self.brevity(prepared, found.0);
                }
                found.select_nth_unstable_by(most, order);
                found.truncate(most);
            }
            found.into_iter().map(|(entry, _)| entry).collect()
        };
        let entries = entries
            .into_iter()
            .filter(|entry| Some(*entry) != prepared.id);
        let mut pairs: Vec<Pair> = entries
            .map(|entry| compare(store, room, prepared, entry))
            .collect();
        self.see_neighbours(&mut pairs);
        let mut pairs: Vec<Pair> = pairs
            .into_iter()
            .map(|pair| self.scored(pair, prepared))
            .collect();
        pairs.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| a.entry.cmp(&b.entry))
        });
        pairs
    }

    /// Of records that have the same words of the statement, those with the shorter names first.
    fn brevity(&self, prepared: &Prepared, entry: EntryId) -> f32 {
        let weights = self
            .store
            .names_of(entry)
            .filter_map(|n| self.store.name_weights.get(n as usize));
        let shortest = weights.copied().fold(f32::INFINITY, f32::min);
        let said = prepared
            .variants
            .iter()
            .map(|v| v.weight)
            .fold(0.0, f32::max);
        if shortest.is_finite() {
            1.0 / (said + 0.5 * shortest).max(f32::MIN_POSITIVE)
        } else {
            0.0
        }
    }

    /// What a record only shows beside the others.
    fn see_neighbours(&self, pairs: &mut [Pair]) {
        let single = pairs.iter().filter(|p| p.features[Feature::Group] == 0.0);
        let best = single
            .map(|p| p.features[Feature::Name])
            .fold(0.0, f32::max);
        for pair in pairs {
            if pair.features[Feature::Group] > 0.0 {
                pair.features[Feature::GroupBest] = best;
            }
        }
    }

    /// For each pair whether another one is as near.
    fn ties(&self, pairs: &[Pair]) -> Vec<bool> {
        let near = |a: Option<&Pair>, b: &Pair| {
            a.is_some_and(|a| (a.score - b.score).abs() < self.config.search.tie)
        };
        let tied = |(at, pair): (usize, &Pair)| {
            near(at.checked_sub(1).and_then(|b| pairs.get(b)), pair)
                || near(pairs.get(at + 1), pair)
        };
        pairs.iter().enumerate().map(tied).collect()
    }

    fn candidate(
        &self,
        room: &Room,
        prepared: &Prepared,
        pair: &Pair,
        tied: bool,
    ) -> Option<Candidate> {
        let profile = self.profile(prepared, pair.entry)?;
        let explanation = explain(&self.store, room, prepared, profile, pair);
        let score: f32 = explanation.parts.iter().map(|part| part.weight).sum();
        Some(Candidate {
            id: self.store.id(pair.entry)?.clone(),
            score,
            confidence: profile.confidence(pair.score),
            predicate: predicate::propose(&self.store, &self.config.relation, prepared, pair),
            tied,
            too_general: self.too_general(prepared, pair),
            explanation,
        })
    }

    fn too_general(&self, prepared: &Prepared, pair: &Pair) -> bool {
        let said = prepared
            .variants
            .get(pair.variant)
            .map_or(0.0, |v| v.weight);
        let found = self
            .store
            .name_weights
            .get(pair.name as usize)
            .copied()
            .unwrap_or(0.0);
        build::is_group(self.store.kind(pair.entry))
            || found < said * self.config.search.too_general
    }
}

#[cfg(test)]
#[path = "matcher_tests.rs"]
mod tests;
