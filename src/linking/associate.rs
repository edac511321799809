//! Words that mean the same, learned from the names of the same concepts: *direktors* stands beside *vadītājs* so often
//! that the one speaks for the other.
//!
//! The first of IBM's translation models, each pair of Latvian names of one concept read as a translation: what share of a word's
//! occurrences in one name does a word of the other account for? Shares are smoothed, so that a single pair teaches little.

use std::collections::HashMap;

use super::rows::Rows;
use super::store::{EntryId, Share, Store};
use crate::text::Lang;

/// Rounds of re-estimation: more change nothing that matters.
const ROUNDS: usize = 6;

/// Occurrences that speak for no other word at all: what a word seen once has to overcome.
const DOUBT: f32 = 2.0;

/// A share below this is chance.
const LEAST: f32 = 0.05;

/// Names of one concept that are read, and words that a word leads to, at most.
const NAMES: usize = 8;
const MOST: usize = 6;

type Table = HashMap<u32, HashMap<u32, f32>>;

/// For each family the other families that speak for it, with their share.
pub(super) fn associate(store: &Store) -> Rows<(u32, Share)> {
    let pairs = pairs(store);
    let mut table = Table::new();
    for (from, to) in &pairs {
        for word in from {
            let row = table.entry(*word).or_default();
            to.iter().for_each(|other| {
                row.insert(*other, 1.0);
            });
        }
    }
    for row in table.values_mut() {
        let even = 1.0 / row.len().max(1) as f32;
        row.values_mut().for_each(|share| *share = even);
    }
    for _ in 0..ROUNDS {
        table = again(&pairs, &table);
    }
    let mut both: HashMap<(u32, u32), f32> = HashMap::new();
    for (&word, row) in &table {
        for (&other, &share) in row
            .iter()
            .filter(|(other, share)| **other != word && **share >= LEAST)
        {
            for key in [(word, other), (other, word)] {
                let best = both.entry(key).or_default();
                *best = best.max(share);
            }
        }
    }
    let mut strongest: Vec<(u32, u32, f32)> =
        both.into_iter().map(|((a, b), s)| (a, b, s)).collect();
    strongest.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(&b.1)));
    let mut kept = Vec::new();
    for row in strongest.chunk_by(|a, b| a.0 == b.0) {
        let best = row.iter().take(MOST);
        kept.extend(best.map(|&(word, other, share)| (word, (other, (share * 1000.0) as Share))));
    }
    Rows::from_pairs(store.words.families(), kept)
}

/// One round: how often does each word account for each other one?
fn again(pairs: &[(Vec<u32>, Vec<u32>)], table: &Table) -> Table {
    let mut counts = Table::new();
    let share = |from: &u32, to: &u32| {
        table
            .get(from)
            .and_then(|row| row.get(to))
            .copied()
            .unwrap_or(0.0)
    };
    for (from, to) in pairs {
        for other in to {
            let all: f32 = from.iter().map(|word| share(word, other)).sum();
            if all <= 0.0 {
                continue;
            }
            for word in from {
                let part = share(word, other) / all;
                if part > 0.0 {
                    *counts.entry(*word).or_default().entry(*other).or_default() += part;
                }
            }
        }
    }
    for row in counts.values_mut() {
        let all = row.values().sum::<f32>() + DOUBT;
        row.values_mut().for_each(|count| *count /= all);
        row.retain(|_, share| *share > LEAST / 5.0);
    }
    counts
}

/// Every two different Latvian names of one concept, both ways, as families.
fn pairs(store: &Store) -> Vec<(Vec<u32>, Vec<u32>)> {
    let mut pairs = Vec::new();
    for entry in 0..store.len() as EntryId {
        let mut names: Vec<Vec<u32>> = Vec::new();
        for name in store.names_of(entry) {
            let words = store.names.row(name).iter().map(|w| w.word());
            let latvian = words.filter(|&w| store.words.lang(w) == Lang::Lv);
            let mut families: Vec<u32> = latvian.map(|w| store.words.family(w)).collect();
            families.sort_unstable();
            families.dedup();
            if !families.is_empty() && !names.contains(&families) && names.len() < NAMES {
                names.push(families);
            }
        }
        for (place, from) in names.iter().enumerate() {
            for (other, to) in names.iter().enumerate() {
                if place != other {
                    pairs.push((from.clone(), to.clone()));
                }
            }
        }
    }
    pairs
}
