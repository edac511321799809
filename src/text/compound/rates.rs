//! The measured quality of splitting, kept from getting worse.
//!
//! `fixture/compounds.tsv` holds compounds with the place where they part, `fixture/wholes.txt` words that must stay whole,
//! `fixture/lexicon.txt` an index to split by: the words of the sample texts with their frequencies, and scraps that tempt.

use super::Compounds;
use crate::text::analyse::Analyser;

/// Compounds that are taken apart at the right place, per thousand.
const FOUND_AT_LEAST: usize = 940;

/// Words that are no compounds and yet are taken apart, per thousand.
const FALSE_AT_MOST: usize = 30;

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn compounds() -> Vec<(String, usize, [&'static str; 2])> {
    lines(include_str!("fixture/compounds.tsv"))
        .map(|line| {
            let mut fields = line.split('\t');
            let written = fields.next().unwrap();
            (
                written.replace('|', ""),
                written.find('|').unwrap(),
                [fields.next().unwrap(), fields.next().unwrap()],
            )
        })
        .collect()
}

fn wholes() -> Vec<&'static str> {
    lines(include_str!("fixture/wholes.txt"))
        .flat_map(str::split_whitespace)
        .collect()
}

fn index(analyser: &Analyser) -> Compounds {
    let lexicon = lines(include_str!("fixture/lexicon.txt"))
        .flat_map(str::split_whitespace)
        .map(|entry| {
            let (word, frequency) = entry.split_once(':').unwrap();
            (word.to_owned(), frequency.parse().unwrap())
        });
    let halves = compounds()
        .into_iter()
        .flat_map(|(whole, _, [left, right])| {
            [(whole, 2), (left.to_owned(), 5), (right.to_owned(), 5)]
        });
    Compounds::build(
        analyser,
        lexicon
            .chain(halves)
            .chain(wholes().into_iter().map(|word| (word.to_owned(), 3))),
    )
}

#[test]
fn the_lists_are_long_enough() {
    assert!(compounds().len() >= 150 && wholes().len() >= 150);
}

#[test]
fn compounds_are_found() {
    let analyser = Analyser::default();
    let index = index(&analyser);
    let all = compounds();
    let missed: Vec<String> = all
        .iter()
        .filter_map(|(word, at, _)| match index.split(&analyser, word) {
            Some(split) if split.at == *at => None,
            Some(split) => Some(format!(
                "{word} at {}",
                word.get(split.at..).unwrap_or_default()
            )),
            None => Some(word.clone()),
        })
        .collect();
    let found = (all.len() - missed.len()) * 1000 / all.len();
    println!("{found} ‰ of {} compounds found; not {missed:?}", all.len());
    assert!(found >= FOUND_AT_LEAST, "{found} ‰; not found: {missed:?}");
}

#[test]
fn other_words_stay_whole() {
    let analyser = Analyser::default();
    let index = index(&analyser);
    let all = wholes();
    let wrong: Vec<String> = all
        .iter()
        .filter_map(|word| {
            index
                .split(&analyser, word)
                .map(|split| format!("{word} {} {} {:.2}", split.left, split.right, split.score))
        })
        .collect();
    let share = wrong.len() * 1000 / all.len();
    println!(
        "{share} ‰ of {} other words taken apart: {wrong:?}",
        all.len()
    );
    assert!(share <= FALSE_AT_MOST, "{share} ‰ taken apart: {wrong:?}");
}

#[test]
fn halves_typed_apart_meet_the_compound() {
    let analyser = Analyser::default();
    let index = index(&analyser);
    let all = compounds();
    let missed: Vec<&str> = all
        .iter()
        .filter(|(word, _, [left, right])| {
            let keys = analyser.word_keys(word, crate::text::Lang::Lv).bridge;
            let joined = index.join(&analyser, left, right);
            !joined.iter().any(|joined| {
                analyser
                    .word_keys(joined.word, crate::text::Lang::Lv)
                    .bridge
                    .iter()
                    .any(|key| keys.contains(key))
            })
        })
        .map(|(word, ..)| word.as_str())
        .collect();
    let found = (all.len() - missed.len()) * 1000 / all.len();
    println!(
        "{found} ‰ of {} compounds met by their halves; not {missed:?}",
        all.len()
    );
    assert!(found >= FOUND_AT_LEAST, "{found} ‰; not met: {missed:?}");
}
