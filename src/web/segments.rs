//! A text cut where its hits begin and end.

use std::ops::Range;

/// A stretch of text, marked or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'t> {
    /// The stretch.
    pub text: &'t str,
    /// Whether a searched word met here.
    pub hit: bool,
}

/// Cuts a text at the ranges of its hits. Ranges that overlap, lie outside or cut a character are left out.
pub fn segments<'t>(text: &'t str, hits: &[Range<usize>]) -> Vec<Segment<'t>> {
    let mut out = Vec::with_capacity(hits.len() * 2 + 1);
    let mut at = 0;
    for hit in hits {
        if hit.start < at || hit.start >= hit.end {
            continue;
        }
        let (Some(before), Some(marked)) = (text.get(at..hit.start), text.get(hit.clone())) else {
            continue;
        };
        if !before.is_empty() {
            out.push(Segment {
                text: before,
                hit: false,
            });
        }
        out.push(Segment {
            text: marked,
            hit: true,
        });
        at = hit.end;
    }
    if let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        out.push(Segment {
            text: rest,
            hit: false,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hits_are_marked_in_their_place() {
        let hit = 0..6;
        let cut = segments("plāno darbu", std::slice::from_ref(&hit));
        assert_eq!(cut[0].text, "plāno");
        assert!(cut[0].hit && !cut[1].hit);
        assert_eq!(cut[1].text, " darbu");
    }

    #[test]
    fn a_range_that_cuts_a_letter_is_left_out() {
        let hit = 1..3;
        assert_eq!(segments("āā", std::slice::from_ref(&hit)).len(), 1);
    }

    proptest! {
        #[test]
        fn nothing_of_the_text_is_lost(text in ".{0,40}", ranges in prop::collection::vec((0usize..60, 0usize..60), 0..6)) {
            let hits: Vec<_> = ranges.into_iter().map(|(a, b)| a..b).collect();
            let joined: String = segments(&text, &hits).iter().map(|s| s.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
