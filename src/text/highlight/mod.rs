//! Marks what was found, by the analyser's own offsets, and picks the passage to show.
//!
//! No range ever cuts a grapheme: an `a` with a combining macron is marked with its macron or not at all.

mod grapheme;
mod passage;

pub use passage::{Passage, passage};

use super::analyse::Token;
use grapheme::widen;
use std::ops::Range;

/// The byte ranges of `text` to mark: those of the tokens that `matched` picks, in order, without overlaps.
///
/// `tokens` must come from analysing this very `text`. A token that stands next to the one before it with nothing
/// between but a joint of codes (`MIG/MAG`, `PS-018`) is marked together with it.
pub fn highlight(
    text: &str,
    tokens: &[Token],
    matched: impl Fn(&Token) -> bool,
) -> Vec<Range<usize>> {
    let ranges = tokens
        .iter()
        .filter(|token| matched(token))
        .map(|token| token.range.clone());
    merge(text, ranges)
}

/// Brings ranges in order, widens each to whole graphemes and joins those that touch.
pub fn merge(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut sorted: Vec<Range<usize>> = ranges
        .into_iter()
        .filter(|range| range.start < range.end && range.end <= text.len())
        .map(|range| widen(text, range))
        .collect();
    sorted.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match merged.last_mut() {
            Some(last) if touches(text, last, &range) => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn touches(text: &str, left: &Range<usize>, right: &Range<usize>) -> bool {
    right.start <= left.end
        || text
            .get(left.end..right.start)
            .is_some_and(|gap| matches!(gap, "/" | "-" | "." | ":" | "_" | "&" | "+"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyser, Lang};
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn marked<'t>(text: &'t str, stem_of: &str) -> Vec<&'t str> {
        let analyser = Analyser::default();
        let wanted = analyser.word_keys(stem_of, Lang::Lv).bridge;
        let tokens = analyser.analyse(text, Lang::Lv);
        highlight(text, &tokens, |token| wanted.contains(&token.bridge))
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn an_inflected_word_is_marked_whole() {
        assert_eq!(
            marked(
                "Instalē elektroiekārtas un elektroiekārtu daļas.",
                "elektroiekārta"
            ),
            ["elektroiekārtas", "elektroiekārtu"]
        );
    }

    #[test]
    fn decomposed_letters_and_soft_hyphens_are_inside_the_mark() {
        assert_eq!(
            marked("Lieto me\u{304}be\u{ad}li.", "mēbelis"),
            ["me\u{304}be\u{ad}li"]
        );
    }

    #[test]
    fn parts_of_a_code_are_marked_together() {
        let text = "Metina ar MIG/MAG iekārtu";
        let tokens = Analyser::default().analyse(text, Lang::Lv);
        let ranges = highlight(text, &tokens, |token| {
            token.surface.starts_with('m') && token.surface.len() == 3
        });
        assert_eq!(ranges, std::slice::from_ref(&(10..17)));
    }

    #[test]
    fn foreign_ranges_are_ignored() {
        assert!(merge("abc", [2..9, 1..1]).is_empty());
    }

    proptest! {
        #[test]
        fn no_grapheme_is_cut(text in "[a-zāš\u{300}-\u{310}\u{ad}\u{200d}\u{1f3fb}-\u{1f468}\u{1f1e6}-\u{1f1ff}/ ]{0,40}|\\PC{0,40}", chosen in any::<u32>()) {
            let tokens = Analyser::default().analyse(&text, Lang::Lv);
            let mut boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            boundaries.push(text.len());
            let ranges = highlight(&text, &tokens, |token| chosen >> (token.position % 32) & 1 == 1);
            let mut last = 0;
            for range in ranges {
                prop_assert!(boundaries.contains(&range.start) && boundaries.contains(&range.end));
                prop_assert!(range.start >= last && range.end > range.start);
                last = range.end;
            }
        }
    }
}
