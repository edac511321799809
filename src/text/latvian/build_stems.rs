//! Builds the automaton of listed verbs: works out the stems that a row of the tables stands for.

use super::grammar::{ListedStem, Space, codes, rows, spelled};
use super::rule::stem;
use super::trie::Trie;

const FIRST: &str = include_str!("tables/conjugation1.txt");
const THIRD: &str = include_str!("tables/conjugation3.txt");

/// Latvian grammar: k and g become c and dz before i (nāku, nāc; augu, audzis).
fn velar_softened(stem: &str) -> String {
    if let Some(front) = stem.strip_suffix('k') {
        format!("{front}c")
    } else if let Some(front) = stem.strip_suffix('g') {
        format!("{front}dz")
    } else {
        stem.to_owned()
    }
}

/// Latvian grammar: the participle in -usi keeps the velar of the infinitive where the past has c, dz
/// (nāca but nākusi, sniedza but sniegusi).
fn velar_restored(past: &str, infinitive: &str) -> String {
    match (
        infinitive.chars().last(),
        past.strip_suffix('c'),
        past.strip_suffix("dz"),
    ) {
        (Some('k'), Some(front), _) => format!("{front}k"),
        (Some('g'), _, Some(front)) => format!("{front}g"),
        _ => past.to_owned(),
    }
}

/// Latvian grammar: an infinitive in -s-t from a root in t, d, s, z, st has the future in -īšu on the root.
fn future_stem(infinitive: &str, past: &str) -> String {
    if infinitive.ends_with(['s', 'z']) && past.ends_with(['t', 'd', 's', 'z']) {
        format!("{past}ī")
    } else {
        infinitive.to_owned()
    }
}

/// The form without the first of the endings that it has.
pub fn cut<'a>(form: &'a str, endings: &[&str]) -> &'a str {
    endings
        .iter()
        .find_map(|ending| form.strip_suffix(ending))
        .unwrap_or(form)
}

/// The stems of all listed verbs and their infinitive stems.
pub fn build(space: Space) -> (Trie<ListedStem>, Vec<String>) {
    let mut infinitives: Vec<String> = Vec::new();
    let mut entries: Vec<(Vec<u8>, ListedStem)> = Vec::new();
    let mut add = |stem: &str, mask: u16, infinitive: &str| {
        // Both spaces number the verbs alike: equal numbers are equal readings.
        let index = infinitives
            .iter()
            .position(|i| i == infinitive)
            .unwrap_or_else(|| {
                infinitives.push(infinitive.to_owned());
                infinitives.len() - 1
            });
        entries.push((
            codes(stem, space),
            ListedStem {
                mask,
                infinitive: index as u16,
            },
        ));
    };
    for row in rows(FIRST) {
        let (row, mut bound) = if let Some(row) = row.strip_prefix('!') {
            (row, stem::NO_PREFIX)
        } else if let Some(row) = row.strip_prefix('+') {
            (row, stem::NEEDS_PREFIX)
        } else {
            (row, 0)
        };
        let mut cells = row.split_whitespace();
        let (Some(infinitive), Some(present), Some(past)) =
            (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        if infinitive.ends_with("ties") {
            bound |= stem::REFLEXIVE_ONLY;
        }
        let infinitive = cut(infinitive, &["ties", "t"]);
        let present = cut(present, &["os", "u"]);
        let past = cut(past, &["os", "u"]);
        add(
            present,
            stem::PRESENT | stem::BARE | stem::SECOND | bound,
            infinitive,
        );
        let soft = velar_softened(present);
        if soft != present {
            add(&soft, stem::SECOND | stem::SECOND_BARE | bound, infinitive);
        }
        add(past, stem::PAST | stem::PAST_SOFT | bound, infinitive);
        add(
            &velar_restored(past, infinitive),
            stem::PARTICIPLE | bound,
            infinitive,
        );
        let soft = velar_softened(past);
        if soft != past {
            add(&soft, stem::PAST_SOFT | bound, infinitive);
        }
        add(
            infinitive,
            stem::INFINITIVE | stem::CONVERB | bound,
            infinitive,
        );
        add(
            &future_stem(infinitive, past),
            stem::FUTURE | bound,
            infinitive,
        );
        if let Some(front) = infinitive.strip_suffix('s') {
            add(&format!("{front}z"), stem::CONVERB | bound, infinitive);
        }
    }
    for row in rows(THIRD) {
        let mut cells = row.split_whitespace();
        let (Some(infinitive), Some(present)) = (cells.next(), cells.next()) else {
            continue;
        };
        let bound = if infinitive.ends_with("ties") {
            stem::REFLEXIVE_ONLY
        } else {
            0
        };
        let infinitive = cut(infinitive, &["ties", "t"]);
        let present = cut(present, &["os", "u"]);
        let third = if infinitive.ends_with('ī') || infinitive == "zinā" {
            stem::A_PRESENT
        } else {
            stem::BARE
        };
        add(
            present,
            stem::PRESENT | stem::SECOND | third | bound,
            infinitive,
        );
        let soft = velar_softened(present);
        if soft != present {
            add(&soft, stem::SECOND | bound, infinitive);
        }
    }
    let infinitives = infinitives
        .iter()
        .map(|infinitive| spelled(infinitive, space))
        .collect();
    (Trie::build(entries), infinitives)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_complete_and_stands_once() {
        for (table, cells) in [(FIRST, 3), (THIRD, 2)] {
            let mut seen = std::collections::HashSet::new();
            for row in rows(table) {
                assert_eq!(row.split_whitespace().count(), cells, "{row}");
                assert!(seen.insert(row), "{row} stands twice");
                let letters = row.trim_start_matches(['!', '+']);
                assert!(
                    letters
                        .chars()
                        .all(|c| c == ' ' || super::super::alphabet::code(c) != 0),
                    "{row}"
                );
            }
        }
    }

    #[test]
    fn every_row_has_the_endings_of_its_conjugation() {
        for row in rows(FIRST).chain(rows(THIRD)) {
            let mut cells = row.split_whitespace();
            let infinitive = cells.next().unwrap_or("");
            assert!(
                infinitive.ends_with('t') || infinitive.ends_with("ties"),
                "{row}"
            );
            let reflexive = infinitive.ends_with("ties");
            assert!(
                cells.all(|cell| if reflexive {
                    cell.ends_with("os")
                } else {
                    cell.ends_with('u')
                }),
                "{row}"
            );
        }
        for row in rows(THIRD) {
            let infinitive = cut(row.split_whitespace().next().unwrap_or(""), &["ties", "t"]);
            assert!(
                infinitive.ends_with(['ā', 'ē', 'ī']),
                "{row} has no theme vowel"
            );
        }
    }

    #[test]
    fn future_keeps_the_dental_of_the_root() {
        assert_eq!(future_stem("ves", "ved"), "vedī");
        assert_eq!(future_stem("nes", "nes"), "nesī");
        assert_eq!(future_stem("cel", "cēl"), "cel");
    }

    #[test]
    fn velars_alternate() {
        assert_eq!(velar_softened("nāk"), "nāc");
        assert_eq!(velar_softened("aug"), "audz");
        assert_eq!(velar_restored("sniedz", "snieg"), "snieg");
        assert_eq!(velar_restored("nāc", "nāk"), "nāk");
        assert_eq!(velar_restored("cēl", "cel"), "cēl");
    }
}
