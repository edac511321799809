//! The outcomes of a programme as words, each with its weight, found by their keys.

use std::collections::{HashMap, HashSet};

use super::config::Places;
use super::words::{Reader, Word};
use crate::recognition::programme::{OutcomeView, Programme};

/// How rare words are in the outcomes of all programmes.
#[derive(Debug, Clone, Default)]
pub(super) struct Rarity {
    outcomes: f32,
    seen_in: HashMap<String, u32>,
}

impl Rarity {
    /// Counts the words of one more outcome.
    pub(super) fn add(&mut self, words: &[Word]) {
        self.outcomes += 1.0;
        let keys: HashSet<&String> = words
            .iter()
            .flat_map(|w| w.keys.iter().filter(|k| k.starts_with('s')))
            .collect();
        for key in keys {
            *self.seen_in.entry(key.clone()).or_default() += 1;
        }
    }

    /// How much a word tells: the logarithm of how many outcomes there are for each that has it, 0 for the commonest. A word
    /// that no outcome has tells about as much as a rare one.
    pub(super) fn of(&self, word: &Word) -> f32 {
        let keys = word.keys.iter().filter(|k| k.starts_with('s'));
        let seen = keys
            .filter_map(|k| self.seen_in.get(k))
            .max()
            .copied()
            .unwrap_or(1);
        ((self.outcomes + 1.0) / (seen as f32 + 0.5)).ln().max(0.0)
    }
}

/// A word of an outcome.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// Number of the outcome in the programme.
    pub(super) outcome: u32,
    /// Whether it stands in what the learner can do.
    pub(super) own: bool,
    /// Rarity times place.
    pub(super) weight: f32,
    /// As written.
    pub(super) surface: String,
}

/// A programme ready to be compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    pub(super) terms: Vec<Term>,
    pub(super) by_key: HashMap<String, Vec<u32>>,
    /// For each outcome the weight of its own words.
    pub(super) own: Vec<f32>,
}

impl Outline {
    /// Reads a programme.
    pub(super) fn of(
        programme: &Programme,
        reader: &Reader,
        rarity: &Rarity,
        places: &Places,
    ) -> Self {
        let mut outline = Self::default();
        for (number, (_, outcome)) in (0u32..).zip(programme.outcomes()) {
            let mut known: HashSet<String> = HashSet::new();
            let mut own = 0.0;
            for (place, text) in texts(outcome, places) {
                let is_own = place.is_own;
                for word in reader.outcome(text) {
                    // A word that stands in several places counts where it counts most: the places come in that order.
                    let Some(key) = word.keys.iter().rfind(|k| k.starts_with('s')).cloned() else {
                        continue;
                    };
                    if !known.insert(key) {
                        continue;
                    }
                    let weight = rarity.of(&word) * place.weight;
                    if is_own {
                        own += weight;
                    }
                    let index = outline.terms.len() as u32;
                    for key in &word.keys {
                        outline.by_key.entry(key.clone()).or_default().push(index);
                    }
                    outline.terms.push(Term {
                        outcome: number,
                        own: is_own,
                        weight,
                        surface: word.surface,
                    });
                }
            }
            outline.own.push(own);
        }
        outline
    }
}

struct PlaceOf {
    weight: f32,
    is_own: bool,
}

/// The texts of an outcome, those that count most first.
fn texts<'o>(outcome: &'o OutcomeView, places: &Places) -> Vec<(PlaceOf, &'o str)> {
    let d = &outcome.details;
    let place = |weight, is_own| PlaceOf { weight, is_own };
    let mut texts = vec![(place(places.can, true), outcome.can.as_str())];
    texts.extend(
        d.topics
            .iter()
            .map(|t| (place(places.topics, false), t.as_str())),
    );
    let knows = [&d.knows, &d.understands];
    texts.extend(
        knows
            .into_iter()
            .flatten()
            .map(|t| (place(places.knows, false), t.as_str())),
    );
    let levels = [&d.moderate, &d.optimal];
    texts.extend(
        levels
            .into_iter()
            .flatten()
            .map(|t| (place(places.levels, false), t.as_str())),
    );
    texts
}

/// All texts of an outcome in one, for counting how rare words are.
pub(super) fn whole(outcome: &OutcomeView) -> String {
    let places = Places {
        can: 1.0,
        knows: 1.0,
        topics: 1.0,
        levels: 1.0,
    };
    let texts = texts(outcome, &places);
    texts.iter().map(|(_, t)| *t).collect::<Vec<_>>().join("\n")
}
