//! Suggestions while typing: names whose words begin like the last word typed and hold the words before it.
//!
//! Words are compared without diacritics. A word that begins no name is tried by its stem (*mēbeles* completes to *mēbeļu
//! galdnieks*), and when that fails, too, with a wrong letter or two. Words that no name holds together are dropped from
//! the front.

mod build;
mod typo;

use std::ops::Range;

pub(crate) use build::Suggester;

use self::build::Place;
use super::limits::{SUGGEST_BYTES, SUGGESTIONS};
use super::request::NameLang;
use super::response::{Span, Suggestion};
use super::snapshot::Tables;
use crate::text::{Analyser, QueryWord};

/// Names looked through for the words before the last; enough for any two words that mean something together.
const LOOKED_THROUGH: usize = 20_000;

/// Completes what is typed.
pub(crate) fn suggest(
    suggester: &Suggester,
    tables: &Tables,
    analyser: &Analyser,
    typed: &str,
    lang: NameLang,
    limit: usize,
) -> Vec<Suggestion> {
    let limit = limit.min(SUGGESTIONS);
    let typed = typed
        .get(..typed.floor_char_boundary(SUGGEST_BYTES))
        .unwrap_or(typed);
    let words = analyser.analyse_query(typed);
    let ended = typed.ends_with(char::is_whitespace);
    for start in 0..words.len() {
        let wanted = words.get(start..).unwrap_or_default();
        for forgiving in [Forgiving::No, Forgiving::Yes] {
            let ranges = wanted.iter().enumerate().map(|(at, word)| {
                let last = at + 1 == wanted.len() && !ended;
                words_like(suggester, word, last, forgiving)
            });
            let ranges: Option<Vec<Vec<Range<u32>>>> = ranges.collect();
            let Some(ranges) = ranges else { continue };
            let found = names(suggester, &ranges, limit * 3);
            if !found.is_empty() {
                return shown(suggester, tables, &found, &ranges, wanted, lang, limit);
            }
        }
    }
    Vec::new()
}

/// Whether wrong letters are forgiven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Forgiving {
    No,
    Yes,
}

/// The words of names that a typed word may be or begin; `None` when there are none.
fn words_like(
    suggester: &Suggester,
    word: &QueryWord,
    last: bool,
    forgiving: Forgiving,
) -> Option<Vec<Range<u32>>> {
    let mut ranges: Vec<Range<u32>> = Vec::new();
    let mut add = |range: Range<u32>| {
        if !range.is_empty() && !ranges.contains(&range) {
            ranges.push(range);
        }
    };
    let letters = word.folded.chars().count();
    if last {
        add(suggester.range(&word.folded));
    }
    if (!last || suggester.range(&word.folded).is_empty()) && letters > 3 {
        for key in word
            .lv
            .bridge
            .iter()
            .chain(&word.en.bridge)
            .filter(|key| key.chars().count() > 2)
        {
            add(suggester.range(key));
        }
    }
    if !last && letters <= 3 {
        add(suggester.range(&word.folded));
    }
    if forgiving == Forgiving::Yes && ranges.is_empty() {
        let typed: Vec<char> = word.folded.chars().collect();
        let most = typo::forgiven(letters);
        let first: String = typed.iter().take(1).collect();
        if most > 0 {
            for number in suggester.range(&first) {
                if typo::begins_like(&typed, suggester.word(number), most) {
                    match ranges.last_mut() {
                        Some(range) if range.end == number => range.end += 1,
                        _ => ranges.push(number..number + 1),
                    }
                }
            }
        }
    }
    (!ranges.is_empty()).then_some(ranges)
}

/// The best names that have a word of each group.
fn names(suggester: &Suggester, ranges: &[Vec<Range<u32>>], count: usize) -> Vec<u32> {
    if let [only] = ranges {
        let mut found = Vec::new();
        for place in [Place::First, Place::Anywhere] {
            let mut here: Vec<u32> = only
                .iter()
                .flat_map(|range| suggester.best(range.clone(), count, place))
                .collect();
            here.sort_unstable();
            here.retain(|name| !found.contains(name));
            here.dedup();
            found.extend(here);
            if found.len() >= count {
                break;
            }
        }
        found.truncate(count);
        return found;
    }
    let occurrences = |group: &Vec<Range<u32>>| {
        group
            .iter()
            .map(|range| suggester.occurrences(range))
            .sum::<usize>()
    };
    let Some(rarest) = ranges.iter().min_by_key(|group| occurrences(group)) else {
        return Vec::new();
    };
    let candidates = rarest
        .iter()
        .flat_map(|range| suggester.best(range.clone(), LOOKED_THROUGH, Place::Anywhere));
    let mut candidates: Vec<u32> = candidates.take(LOOKED_THROUGH).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let has = |name: &u32| {
        let words = suggester.words_of(*name);
        ranges.iter().all(|group| {
            words
                .iter()
                .any(|word| group.iter().any(|range| range.contains(word)))
        })
    };
    candidates.into_iter().filter(has).take(count).collect()
}

/// Suggestions out of names: those in the reader's language first, what was typed marked.
fn shown(
    suggester: &Suggester,
    tables: &Tables,
    found: &[u32],
    ranges: &[Vec<Range<u32>>],
    typed: &[QueryWord],
    lang: NameLang,
    limit: usize,
) -> Vec<Suggestion> {
    let names = found
        .iter()
        .filter_map(|&number| Some((number, *suggester.names.get(number as usize)?)));
    let mut names: Vec<_> = names.collect();
    names.sort_by_key(|(_, name)| tables.segments.segment(name.segment).lang != lang.model());
    let suggestions = names.into_iter().take(limit).map(|(number, name)| {
        let text = tables.segments.text(name.segment);
        let mut marks = Vec::new();
        for (at, word) in suggester.words_of(number).iter().enumerate() {
            let group = ranges
                .iter()
                .position(|group| group.iter().any(|range| range.contains(word)));
            let Some(typed) = group.and_then(|group| typed.get(group)) else {
                continue;
            };
            let span = tables.segments.span(name.segment, at);
            marks.push(mark(text, span, suggester.word(*word), &typed.folded));
        }
        Suggestion {
            text: text.to_owned(),
            marks,
            kind: tables.documents.kind(name.document),
            id: tables.documents.record_id(name.document),
        }
    });
    suggestions.collect()
}

/// The part of a word that was typed: as many letters as agree, at least one.
fn mark(text: &str, span: Range<usize>, word: &str, typed: &str) -> Span {
    let agree = word
        .chars()
        .zip(typed.chars())
        .take_while(|(a, b)| a == b)
        .count()
        .max(1);
    let written = text.get(span.clone()).unwrap_or_default();
    let end = written
        .char_indices()
        .nth(agree)
        .map_or(written.len(), |(at, _)| at);
    Span {
        start: span.start,
        end: span.start + end,
    }
}
