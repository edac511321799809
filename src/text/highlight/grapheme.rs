//! Boundaries of graphemes (Unicode Standard Annex 29) around a place in a text.

use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// `range` with both ends moved outwards to boundaries of graphemes.
pub(super) fn widen(text: &str, range: Range<usize>) -> Range<usize> {
    before(text, range.start)..after(text, range.end)
}

/// The last boundary at or before `at`.
pub(super) fn before(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if is_boundary(text, at) {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The first boundary at or after `at`.
pub(super) fn after(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    if is_boundary(text, at) {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(text.len())
}

fn is_boundary(text: &str, at: usize) -> bool {
    if at == 0 || at >= text.len() {
        return true;
    }
    // Between two printable ASCII characters there is always a boundary, and nearly all text is of these.
    let around = text.as_bytes().get(at - 1..=at);
    if around.is_some_and(|pair| pair.iter().all(|byte| (0x20..0x7f).contains(byte))) {
        return true;
    }
    GraphemeCursor::new(at, text.len(), true)
        .is_boundary(text, 0)
        .unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stays_with_its_letter() {
        let text = "xa\u{304}y";
        assert_eq!(widen(text, 1..2), 1..4);
        assert_eq!(before(text, 2), 1);
        assert_eq!(after(text, 3), 4);
    }

    #[test]
    fn ends_of_the_text_are_boundaries() {
        assert_eq!(widen("abc", 0..3), 0..3);
        assert_eq!(before("", 0), 0);
        assert_eq!(after("ā", 1), 2, "inside a character the next one counts");
    }
}
