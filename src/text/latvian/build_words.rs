//! Builds the tables of whole words (closed classes, irregular nouns, adverbs) and of listed nominal stems.

use std::collections::BTreeMap;

use super::exact::Exact;
use super::grammar::{NominalStem, Space, codes, rows, spelled};
use super::irregular::{self, IrregularForm};
use super::trie::Trie;

const ADVERBS: &str = include_str!("tables/adverbs.txt");
const NOUNS: &str = include_str!("tables/nouns.txt");
const ADJECTIVES: &str = include_str!("tables/adjectives.txt");
const UNPALATALISED: &str = include_str!("tables/unpalatalised.txt");
const CLOSED: &str = include_str!("tables/closed.txt");

/// Listed nouns, adjectives, and stems that are never palatalised.
pub fn nominal_stems(space: Space) -> Trie<NominalStem> {
    let tables = [
        (NOUNS, NominalStem::Noun),
        (ADJECTIVES, NominalStem::Adjective),
        (UNPALATALISED, NominalStem::Unpalatalised),
    ];
    Trie::build(tables.into_iter().flat_map(|(table, class)| {
        rows(table)
            .flat_map(str::split_whitespace)
            .map(move |stem| (codes(stem, space), class))
    }))
}

/// Words with fixed keys.
pub fn exact(space: Space) -> Exact {
    let mut exact: BTreeMap<Vec<u8>, Vec<Box<str>>> = BTreeMap::new();
    let mut add = |form: &str, key: &str| {
        let keys: &mut Vec<Box<str>> = exact.entry(codes(form, space)).or_default();
        let key: Box<str> = spelled(key, space).into();
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    for row in rows(CLOSED) {
        match row.split_once(':') {
            Some((key, forms)) => forms
                .split_whitespace()
                .for_each(|form| add(form, key.trim())),
            None => row
                .split_whitespace()
                .for_each(|word| add(word, &format!("{word}="))),
        }
    }
    for word in rows(ADVERBS).flat_map(str::split_whitespace) {
        let (stem, positive) = match word.strip_suffix('u') {
            Some(stem) => (stem, word.to_owned()),
            None => (word, format!("{word}i")),
        };
        let key = format!("{stem}i=");
        for form in [positive, format!("{stem}āk"), format!("vis{stem}āk")] {
            add(&form, &key);
        }
    }
    for IrregularForm { form, key, .. } in irregular::forms() {
        add(&form, &key);
    }
    Exact::build(exact.into_iter())
}

#[cfg(test)]
mod tests {
    use super::super::alphabet::code;
    use super::super::exact::MAX_EXACT;
    use super::*;

    #[test]
    fn every_listed_word_fits_the_table() {
        let words = rows(CLOSED)
            .chain(rows(ADVERBS))
            .flat_map(str::split_whitespace);
        for word in words.map(|word| {
            word.trim_end_matches([':', '='])
                .trim_end_matches("~s")
                .trim_end_matches('~')
        }) {
            assert!(word.chars().all(|c| code(c) != 0), "{word}");
            assert!(
                word.chars().count() <= MAX_EXACT - 3,
                "{word} and its degrees are too long"
            );
        }
    }

    #[test]
    fn no_stem_is_listed_twice() {
        for table in [NOUNS, ADJECTIVES, UNPALATALISED, ADVERBS] {
            let mut seen = std::collections::HashSet::new();
            for stem in rows(table).flat_map(str::split_whitespace) {
                assert!(seen.insert(stem), "{stem}");
            }
        }
    }
}
