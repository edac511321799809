//! Corrections of misspelt words, from the words that the index really has.
//!
//! Edits are counted in letters and without diacritics, so that a forgotten macron costs no edit: none in words under five
//! letters, one from five, two from nine. Two neighbouring letters in wrong order are one edit. A word with a digit is
//! never corrected. Among what the automaton finds, [`distance`] weighs: missing diacritics and neighbouring keys are
//! cheap, a wrong first letter is dear.
//!
//! The caller decides when to ask: a misspelt word may well exist (*kontrolieru* for *kontrolleru*), so candidates come for
//! existing words too, with their distances.

pub mod distance;

use super::fold::{fold_word, lower_case};
use super::limits::{TYPO_LETTERS, TYPO_ONE_FROM, TYPO_TWO_FROM, TYPO_WEIGHED};
use super::store::{self, Store};
use fst::{IntoStreamer, Streamer};
use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder};
use std::sync::LazyLock;

/// A word of the index that may have been meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<'i> {
    /// The word as the index has it.
    pub term: &'i str,
    /// Weighted edits, see [`distance::weighted`]. Only a missing diacritic or two are below one half.
    pub distance: f32,
    /// As given to [`TypoIndex::build`].
    pub frequency: u32,
}

/// All words of an index that somebody may misspell.
#[derive(Debug, Default)]
pub struct TypoIndex {
    store: Store,
}

/// The tables of both automata are the same for all words; making them takes longer than a query may.
static ONE_EDIT: LazyLock<LevenshteinAutomatonBuilder> =
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO_EDITS: LazyLock<LevenshteinAutomatonBuilder> =
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

impl TypoIndex {
    /// Takes the surface forms of an index with their frequencies. Numbers, codes and very long words are left out; the
    /// frequencies of a word that comes twice are added.
    pub fn build<T: AsRef<str>>(terms: impl IntoIterator<Item = (T, u32)>) -> Self {
        LazyLock::force(&ONE_EDIT);
        LazyLock::force(&TWO_EDITS);
        let words = terms
            .into_iter()
            .filter(|(term, _)| is_correctable(term.as_ref()));
        Self {
            store: Store::build(words.map(|(term, frequency)| keyed(term.as_ref(), frequency))),
        }
    }

    /// Number of different words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Whether there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// At most `cap` words that may have been meant by `word`, nearest first, then the more frequent. Never the word itself.
    #[must_use]
    pub fn expand(&self, word: &str, cap: usize) -> Vec<Candidate<'_>> {
        let mut found = self.ranked(word);
        found.truncate(cap);
        found
    }

    /// The same with only the best of those that are `one` word: give its stem, and inflections don't fill the list.
    pub fn expand_distinct<K: PartialEq>(
        &self,
        word: &str,
        cap: usize,
        one: impl Fn(&str) -> K,
    ) -> Vec<Candidate<'_>> {
        let mut seen: Vec<K> = Vec::with_capacity(cap);
        let mut found = self.ranked(word);
        found.retain(|candidate| {
            let key = one(candidate.term);
            let new = seen.len() < cap && !seen.contains(&key);
            if new {
                seen.push(key);
            }
            new
        });
        found
    }

    fn ranked(&self, word: &str) -> Vec<Candidate<'_>> {
        let mut surface = String::with_capacity(word.len());
        lower_case(word, &mut surface);
        if !is_correctable(&surface) {
            return Vec::new();
        }
        let mut folded = String::with_capacity(surface.len());
        fold_word(&surface, &mut folded);
        let mut groups = Vec::new();
        let first = folded.chars().next().map_or(0, char::len_utf8);
        let Some((start, rest)) = folded.split_at_checked(first) else {
            return Vec::new();
        };
        // The automaton walks only through words with the same first letter, a twentieth of all. Another first letter is the
        // only edit then, and what follows it can be looked up.
        match folded.chars().count() {
            0..TYPO_ONE_FROM => return Vec::new(),
            TYPO_ONE_FROM..TYPO_TWO_FROM => {
                self.search(&ONE_EDIT.build_dfa(&folded), start, &mut groups);
            }
            _ => self.search(&TWO_EDITS.build_dfa(&folded), start, &mut groups),
        }
        self.other_first_letter(&folded, rest, &mut groups);
        groups.sort_unstable();
        groups.dedup();
        let typed: Vec<char> = surface.chars().collect();
        let mut rows = distance::Rows::default();
        let mut found: Vec<Candidate<'_>> = groups
            .into_iter()
            .flat_map(|group| self.store.group(group))
            .filter(|(term, _)| *term != surface)
            .map(|(term, frequency)| Candidate {
                term,
                distance: distance::weighted(&typed, term, &mut rows),
                frequency,
            })
            .collect();
        found.sort_by(|a, b| {
            a.distance
                .total_cmp(&b.distance)
                .then(b.frequency.cmp(&a.frequency))
                .then(a.term.cmp(b.term))
        });
        found
    }

    /// Looks up the words whose only difference is at their beginning.
    fn other_first_letter(&self, folded: &str, rest: &str, groups: &mut Vec<u64>) {
        let mut word = String::with_capacity(folded.len() + 4);
        let mut look_up = |pieces: [&str; 3]| {
            word.clear();
            word.extend(pieces);
            groups.extend(self.store.keys().get(&word));
        };
        look_up(["", "", rest]);
        let mut letter = [0; 4];
        for first in self.store.initials() {
            let first = first.encode_utf8(&mut letter);
            look_up(["", first, rest]);
            look_up(["", first, folded]);
        }
        let second = rest.chars().next().map_or(0, char::len_utf8);
        if let (Some((second, after)), Some(first)) = (
            rest.split_at_checked(second),
            folded.get(..folded.len() - rest.len()),
        ) {
            look_up([second, first, after]);
        }
    }

    /// Walks through the words that begin with `start` and are accepted by `dfa`.
    fn search(&self, dfa: &DFA, start: &str, groups: &mut Vec<u64>) {
        let stream = self.store.keys().search(dfa).ge(start);
        let mut stream = match store::after_all(start) {
            Some(end) => stream.lt(end).into_stream(),
            None => stream.into_stream(),
        };
        while let Some((_, group)) = stream.next() {
            groups.push(group);
            if groups.len() >= TYPO_WEIGHED {
                return;
            }
        }
    }
}

fn keyed(term: &str, frequency: u32) -> (String, String, u32) {
    let mut surface = String::with_capacity(term.len());
    lower_case(term, &mut surface);
    let mut folded = String::with_capacity(surface.len());
    fold_word(&surface, &mut folded);
    (folded, surface, frequency)
}

/// Letters only (a hyphen or an apostrophe inside at most), and no more of them than a word has.
fn is_correctable(word: &str) -> bool {
    let mut letters = 0;
    word.chars().all(|c| {
        letters += 1;
        c.is_alphabetic() || matches!(c, '-' | '\'')
    }) && (1..=TYPO_LETTERS).contains(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index() -> TypoIndex {
        TypoIndex::build([
            ("kontrolleru", 5),
            ("kontrolieru", 1),
            ("programmēšana", 40),
            ("programmēšanas", 60),
            ("programma", 80),
            ("galds", 7),
            ("gaidas", 3),
            ("metināšana", 30),
            ("metinātājs", 20),
            ("kāzas", 1),
            ("kazas", 2),
            ("ps018", 9),
            ("elektrība", 11),
        ])
    }

    fn terms(word: &str) -> Vec<&'static str> {
        let index = Box::leak(Box::new(index()));
        index
            .expand(word, 8)
            .into_iter()
            .map(|candidate| candidate.term)
            .collect()
    }

    #[test]
    fn a_word_that_exists_has_candidates_too() {
        assert!(terms("kontrolieru").contains(&"kontrolleru"));
        assert_eq!(terms("programesana")[0], "programmēšana");
    }

    #[test]
    fn missing_diacritics_are_the_cheapest() {
        let index = index();
        let found = index.expand("metinasana", 8);
        assert_eq!(found[0].term, "metināšana");
        assert!(found[0].distance < 0.6, "{found:?}");
    }

    #[test]
    fn short_words_and_codes_are_left_alone() {
        assert!(terms("gald").is_empty());
        assert!(terms("ps019").is_empty());
        assert!(terms("h7/h6").is_empty());
        assert!(terms("").is_empty());
    }

    #[test]
    fn letters_are_counted_not_bytes() {
        assert!(terms("kāžš").is_empty(), "four letters in seven bytes");
        assert!(terms("kāzās").contains(&"kāzas"));
    }

    #[test]
    fn two_edits_need_nine_letters() {
        assert!(terms("mtināšan").is_empty(), "eight letters, two edits");
        assert!(terms("mtināšnaa").contains(&"metināšana"));
    }

    #[test]
    fn swapped_letters_are_one_edit() {
        assert!(terms("glads").contains(&"galds"));
    }

    #[test]
    fn a_wrong_first_letter_is_dearer() {
        let index = index();
        let first = index.expand("nelektrība", 8)[0].distance;
        let later = index.expand("elektrībva", 8)[0].distance;
        assert!(first > later);
    }

    #[test]
    fn any_edit_of_the_first_letter_is_found() {
        for typed in ["rlektrība", "lektrība", "xelektrība", "leektrība"] {
            assert!(terms(typed).contains(&"elektrība"), "{typed}");
        }
        assert!(!terms("rlektriba").is_empty() && terms("rlektrrba").is_empty());
    }

    #[test]
    fn the_list_is_capped_and_inflections_can_be_one() {
        let index = index();
        assert_eq!(index.expand("programesana", 1).len(), 1);
        let found = index.expand_distinct("programesanas", 8, |term| {
            term.trim_end_matches('s').to_owned()
        });
        assert_eq!(
            found
                .iter()
                .map(|candidate| candidate.term)
                .collect::<Vec<_>>(),
            ["programmēšanas"]
        );
    }

    #[test]
    fn other_alphabets_and_an_empty_index_do_no_harm() {
        assert!(
            TypoIndex::build([("электрик", 1)])
                .expand("элэктрик", 8)
                .len()
                == 1
        );
        assert!(
            TypoIndex::build::<&str>([])
                .expand("programma", 8)
                .is_empty()
        );
        assert!(TypoIndex::default().expand("programma", 8).is_empty());
    }

    proptest! {
        #[test]
        fn one_wrong_letter_is_found(at in 1usize..12, letter in "[a-z]") {
            let mut typed: Vec<char> = "programmēšana".chars().collect();
            typed[at] = letter.chars().next().unwrap();
            let typed: String = typed.into_iter().collect();
            prop_assert!(typed == "programmēšana" || terms(&typed).contains(&"programmēšana"));
        }

        #[test]
        fn anything_may_be_asked(word in any::<String>()) {
            prop_assert!(index().expand(&word, 8).len() <= 8);
        }
    }
}
