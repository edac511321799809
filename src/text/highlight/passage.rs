//! The best passage of a long text to show with a result.

use super::grapheme::{after, before};
use std::ops::Range;

/// Part of a text, to be shown with its hits marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Bytes of the text, on boundaries of graphemes.
    pub range: Range<usize>,
    /// The hits inside, as bytes *of the passage*.
    pub hits: Vec<Range<usize>>,
    /// Text was left out before it.
    pub cut_before: bool,
    /// Text was left out after it.
    pub cut_after: bool,
}

/// Picks about `length` characters of `text` around as many `hits` as possible.
///
/// `hits` are in order and do not overlap, as [`super::highlight`] gives them. Of equally good places the first wins.
/// The passage begins and ends between words if a space is near enough. Without hits it is the beginning of the text.
#[must_use]
pub fn passage(text: &str, hits: &[Range<usize>], length: usize) -> Passage {
    let range = if text.chars().nth(length).is_none() {
        0..text.len()
    } else {
        let (first, last) = best_window(text, hits, length);
        around(text, first, last, length)
    };
    let inside = hits
        .iter()
        .filter(|hit| hit.start >= range.start && hit.end <= range.end);
    Passage {
        hits: inside
            .map(|hit| hit.start - range.start..hit.end - range.start)
            .collect(),
        cut_before: range.start > 0,
        cut_after: range.end < text.len(),
        range,
    }
}

/// Start of the first and end of the last hit of the densest window, in bytes.
fn best_window(text: &str, hits: &[Range<usize>], length: usize) -> (usize, usize) {
    let mut best = (0, 0);
    let mut most = 0;
    let mut last = 0;
    for (first, hit) in hits.iter().enumerate() {
        last = last.max(first);
        // Every step moves one of both ends, and characters are counted over a passage's length only.
        let limit = forward(text, hit.start, length);
        while hits.get(last).is_some_and(|next| next.end <= limit) {
            last += 1;
        }
        if last - first > most {
            most = last - first;
            best = (
                hit.start,
                hits.get(last.saturating_sub(1))
                    .map_or(hit.end, |end| end.end),
            );
        }
    }
    if most == 0
        && let Some(hit) = hits.first()
    {
        // A single hit that is longer than the passage.
        return (hit.start, hit.start);
    }
    best
}

/// Spreads the room that is left evenly around the hits, then moves both ends to boundaries.
fn around(text: &str, first: usize, last: usize, length: usize) -> Range<usize> {
    let used = text
        .get(first..last)
        .map_or(0, |piece| piece.chars().count());
    let room = length.saturating_sub(used);
    let start = backward(text, first, room / 2);
    let taken = text
        .get(start..first)
        .map_or(0, |piece| piece.chars().count());
    let end = forward(text, last, room - taken);
    // What the end could not use, the beginning may.
    let spare = length.saturating_sub(
        text.get(start..end)
            .map_or(0, |piece| piece.chars().count()),
    );
    let start = backward(text, start, spare);
    let start = if start == 0 {
        0
    } else {
        after(text, word_start(text, start, first)).min(before(text, first))
    };
    let end = if end == text.len() {
        end
    } else {
        before(text, word_end(text, last, end)).max(after(text, last))
    };
    start..end
}

/// `count` characters after `from`.
fn forward(text: &str, from: usize, count: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| from + at)
}

/// `count` characters before `from`.
fn backward(text: &str, from: usize, count: usize) -> usize {
    let rest = text.get(..from).unwrap_or_default();
    match count {
        0 => from,
        _ => rest
            .char_indices()
            .nth_back(count - 1)
            .map_or(0, |(at, _)| at),
    }
}

/// The beginning of the first whole word in `from..to`, or `from` if there is none.
fn word_start(text: &str, from: usize, to: usize) -> usize {
    let piece = text.get(from..to).unwrap_or_default();
    if text
        .get(..from)
        .is_some_and(|before| before.ends_with(char::is_whitespace))
    {
        return from;
    }
    piece.find(char::is_whitespace).map_or(from, |space| {
        let rest = piece.get(space..).unwrap_or_default();
        from + space + (rest.len() - rest.trim_start().len())
    })
}

/// The end of the last whole word in `from..to`, or `to` if there is none.
fn word_end(text: &str, from: usize, to: usize) -> usize {
    let piece = text.get(from..to).unwrap_or_default();
    if text
        .get(to..)
        .is_some_and(|after| after.starts_with(char::is_whitespace))
    {
        return to;
    }
    piece.rfind(char::is_whitespace).map_or(to, |space| {
        from + piece.get(..space).unwrap_or_default().trim_end().len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    const TEXT: &str = "Mežā strādā operators. Viņš gāž kokus un zāģē stumbrus. Darba drošība ir svarīga. Motorzāģis jāuztur kārtībā, \
                        motorzāģa ķēde jāasina, motorzāģa filtrs jātīra.";

    fn hits(needle: &str) -> Vec<Range<usize>> {
        TEXT.match_indices(needle)
            .map(|(at, found)| at..at + found.len())
            .collect()
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        let found = passage("īss teksts", std::slice::from_ref(&(0..5)), 200);
        assert_eq!(
            (found.range, found.cut_before, found.cut_after),
            (0..11, false, false)
        );
        assert_eq!(found.hits, std::slice::from_ref(&(0..5)));
    }

    #[test]
    fn the_place_with_most_hits_wins() {
        let found = passage(TEXT, &hits("otorzāģ"), 80);
        assert_eq!(found.hits.len(), 3);
        let shown = &TEXT[found.range.clone()];
        assert!(shown.ends_with("filtrs"), "{shown}");
        assert!(found.cut_before && found.cut_after);
        assert!(
            found
                .hits
                .iter()
                .all(|hit| &shown[hit.clone()] == "otorzāģ")
        );
    }

    #[test]
    fn words_are_not_cut_where_a_space_is_near() {
        let shown = &TEXT[passage(TEXT, &hits("drošība"), 40).range];
        assert!(TEXT.contains(&format!(" {shown}")), "{shown}");
        assert!(
            shown.chars().count() <= 40 && shown.contains("drošība"),
            "{shown}"
        );
    }

    #[test]
    fn without_hits_the_beginning_is_shown() {
        let found = passage(TEXT, &[], 30);
        assert_eq!(&TEXT[found.range], "Mežā strādā operators. Viņš");
    }

    #[test]
    fn a_hit_longer_than_the_passage_is_no_trouble() {
        let long = "ā".repeat(500);
        let found = passage(&long, std::slice::from_ref(&(0..1000)), 100);
        assert!(long.get(found.range).is_some());
    }

    proptest! {
        #[test]
        fn ends_are_boundaries(text in "[a-zā \u{300}-\u{303}\u{1f468}\u{200d}]{0,80}", at in 0usize..80, length in 1usize..40) {
            let start = text.floor_char_boundary(at);
            let end = text.ceil_char_boundary((start + 3).min(text.len()));
            let range = before(&text, start)..after(&text, end);
            let hits = if range.is_empty() { vec![] } else { vec![range] };
            let found = passage(&text, &hits, length);
            let mut boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            boundaries.push(text.len());
            prop_assert!(boundaries.contains(&found.range.start), "{found:?}");
            prop_assert!(boundaries.contains(&found.range.end), "{found:?}");
        }
    }
}
