//! The names that can be suggested, best first, and their words in alphabetical order.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::Kind;
use crate::search::response::SegmentRole;
use crate::search::snapshot::Tables;
use crate::search::snapshot::groups::Groups;
use crate::search::snapshot::strings::Strings;

/// Longer names are sentences (requirements, outcomes): nobody completes a search to one.
const NAME_CHARS: usize = 80;

/// A name that can be suggested.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) segment: u32,
    pub(super) document: u32,
}

/// All names to suggest. A name's number is its rank: lower is better.
#[derive(Debug, Default)]
pub(crate) struct Suggester {
    pub(super) names: Vec<Name>,
    /// The words of all names without diacritics, in alphabetical order.
    words: Strings,
    /// The words of each name, in order.
    of_name: Groups,
    /// The names that have each word, best first.
    by_word: Groups,
    /// The names that begin with each word, best first.
    by_first: Groups,
}

impl Suggester {
    /// Ranks all names.
    pub(crate) fn build(tables: &Tables) -> Self {
        let names = ranked(tables);
        let folded = |segment: u32| {
            tables
                .segments
                .forms(segment)
                .iter()
                .map(|&form| tables.lexicon.folded_key(form))
        };
        let mut keys: Vec<u32> = names.iter().flat_map(|name| folded(name.segment)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.sort_unstable_by_key(|&key| tables.lexicon.text(key));
        let mut words = Strings::default();
        let numbers: HashMap<u32, u32> = keys
            .iter()
            .map(|&key| (key, words.push(tables.lexicon.text(key))))
            .collect();
        let mut of_name = Groups::default();
        let (mut all, mut first) = (Vec::new(), Vec::new());
        for (rank, name) in (0_u32..).zip(&names) {
            let of = folded(name.segment).filter_map(|key| numbers.get(&key).copied());
            let of: Vec<u32> = of.collect();
            all.extend(of.iter().map(|&word| (word, rank)));
            first.extend(of.first().map(|&word| (word, rank)));
            of_name.push(of);
        }
        Self {
            by_word: Groups::from_pairs(words.len(), &all),
            by_first: Groups::from_pairs(words.len(), &first),
            of_name,
            words,
            names,
        }
    }

    /// The words that begin with `start`.
    pub(super) fn range(&self, start: &str) -> Range<u32> {
        let first = self.partition(|word| word < start);
        let last = self.partition(|word| word < start || word.starts_with(start));
        first..last
    }

    fn partition(&self, before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.words.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.words.get(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// A word by its number.
    pub(super) fn word(&self, number: u32) -> &str {
        self.words.get(number)
    }

    /// The words of a name.
    pub(super) fn words_of(&self, name: u32) -> &[u32] {
        self.of_name.get(name)
    }

    /// How many times words of a range stand in names.
    pub(super) fn occurrences(&self, words: &Range<u32>) -> usize {
        match words.end.checked_sub(1) {
            Some(last) if words.start < words.end => {
                self.by_word.range(last).end - self.by_word.range(words.start).start
            }
            _ => 0,
        }
    }

    /// The best `count` names that have a word of the range, or begin with one.
    pub(super) fn best(&self, words: Range<u32>, count: usize, place: Place) -> Vec<u32> {
        let groups = match place {
            Place::Anywhere => &self.by_word,
            Place::First => &self.by_first,
        };
        let mut found: Vec<u32> = Vec::with_capacity(words.len() * 2);
        for word in words {
            found.extend(groups.get(word).iter().take(count));
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(count);
        found
    }
}

/// Where in a name a word must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Anywhere,
    First,
}

/// All names worth suggesting, each spelling once, best first.
fn ranked(tables: &Tables) -> Vec<Name> {
    let mut best: HashMap<String, (f32, Name, u32)> = HashMap::new();
    for document in 0..tables.documents.len() as u32 {
        let kind = tables.documents.kind(document);
        for &segment in tables.segments.of(document) {
            let role = tables.segments.segment(segment).role;
            let text = tables.segments.text(segment);
            let length = text.chars().count();
            if !matches!(role, SegmentRole::Name | SegmentRole::Alternative)
                || length > NAME_CHARS
                || tables.segments.forms(segment).is_empty()
            {
                continue;
            }
            let worth = kind_worth(kind) + if role == SegmentRole::Name { 0.5 } else { 0.0 }
                - length as f32 / 50.0;
            let new = (worth, Name { segment, document }, 1);
            best.entry(text.to_lowercase())
                .and_modify(|known| {
                    known.2 += 1;
                    if known.0 < worth {
                        (known.0, known.1) = (new.0, new.1);
                    }
                })
                .or_insert(new);
        }
    }
    // What many records are called is asked for more often.
    let popular = |times: u32| (times as f32).ln() * 0.3;
    let mut names: Vec<(f32, Name)> = best
        .into_values()
        .map(|(worth, name, times)| (worth + popular(times), name))
        .collect();
    names.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.segment.cmp(&b.1.segment)));
    names.into_iter().map(|(_, name)| name).collect()
}

fn kind_worth(kind: Kind) -> f32 {
    match kind {
        Kind::Qualification | Kind::Sector | Kind::Programme => 1.5,
        Kind::Module | Kind::Competence | Kind::CompetenceArea => 1.2,
        Kind::Occupation | Kind::Skill | Kind::Duty | Kind::Material => 0.8,
        _ => 0.4,
    }
}
