//! Brings a text into one spelling and remembers where each piece came from.
//!
//! Composed form (NFC), no soft hyphens and invisible marks, one dash, one quotation mark, one apostrophe, one kind of
//! space. Case stays: names and codes are lower-cased later, word by word. Whoever highlights or quotes must ask
//! [`Normalised::original`], because offsets of the normalised text mean nothing outside.

mod chars;
mod runs;

use chars::{Change, change, is_plain};
use runs::Runs;
use std::ops::Range;
use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

/// A normalised text with the way back to the original. Reusable: [`Normalised::set`] keeps the buffers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Normalised {
    text: String,
    runs: Runs,
}

/// A piece of the text that composes as a whole: a base character and its marks.
#[derive(Default)]
struct Cluster {
    chars: Vec<char>,
    range: Range<usize>,
}

impl Normalised {
    /// Normalises `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut normalised = Self::default();
        normalised.set(text);
        normalised
    }

    /// The normalised text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original from which the bytes `range` of the normalised text came.
    ///
    /// Both ends are character boundaries of the original whenever the ends of `range` are boundaries of the normalised
    /// text; half of a composed character gives the whole of it.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        self.runs.original(range)
    }

    /// Normalises another text into the same buffers.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.runs.clear();
        if text.chars().all(is_plain) {
            self.text.push_str(text);
            return;
        }
        let mut cluster = Cluster::default();
        for (start, written) in text.char_indices() {
            let end = start + written.len_utf8();
            let (first, second) = match change(written) {
                Change::Remove => continue,
                Change::Keep => (written, None),
                Change::To(c) => (c, None),
                Change::ToTwo(a, b) => (a, Some(b)),
            };
            self.add(&mut cluster, first, start..end, text);
            if let Some(second) = second {
                self.add(&mut cluster, second, start..end, text);
            }
        }
        self.flush(&mut cluster, text);
        self.runs.finish();
    }

    fn add(&mut self, cluster: &mut Cluster, c: char, range: Range<usize>, original: &str) {
        if starts_cluster(c) {
            self.flush(cluster, original);
        }
        if cluster.chars.is_empty() {
            cluster.range = range;
        } else {
            cluster.range.end = range.end;
        }
        let mark = match cluster.chars.last() {
            Some(&base) => chars::comma_below(base, c),
            None => c,
        };
        cluster.chars.push(mark);
    }

    fn flush(&mut self, cluster: &mut Cluster, original: &str) {
        if cluster.chars.is_empty() {
            return;
        }
        let start = self.text.len();
        match cluster.chars[..] {
            [single] if single < '\u{300}' => self.text.push(single),
            _ => self.text.extend(cluster.chars.iter().copied().nfc()),
        }
        let same = original.get(cluster.range.clone()) == self.text.get(start..);
        self.runs
            .push(start..self.text.len(), cluster.range.clone(), same);
        cluster.chars.clear();
    }
}

/// Whether `c` can never join with what stands before it.
fn starts_cluster(c: char) -> bool {
    c < '\u{300}'
        || (canonical_combining_class(c) == 0
            && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe)
}

/// The normalised spelling of `text`, for callers who need no offsets.
#[must_use]
pub fn normalise(text: &str) -> String {
    Normalised::new(text).text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn composed_and_decomposed_spellings_meet() {
        let composed = "Mēbeļu galdnieķš žņģŗō";
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        assert_eq!(normalise(&decomposed), composed);
    }

    #[test]
    fn comma_below_from_pdf_files_becomes_the_latvian_letter() {
        assert_eq!(
            normalise("n\u{326}emt g\u{312}imene k\u{326}"),
            "ņemt ģimene ķ"
        );
        assert_eq!(
            normalise("s\u{326}"),
            "ș",
            "Romanian letters keep their comma"
        );
    }

    #[test]
    fn invisible_characters_go_and_offsets_stay_true() {
        let text = "pro\u{ad}gram\u{200b}ma\u{feff}";
        let normalised = Normalised::new(text);
        assert_eq!(normalised.text(), "programma");
        assert_eq!(&text[normalised.original(0..9)], "pro\u{ad}gram\u{200b}ma");
        assert_eq!(&text[normalised.original(3..7)], "gram");
    }

    #[test]
    fn marks_are_unified() {
        assert_eq!(
            normalise("„A” – «B» ‚c’ 33\u{a0}522"),
            "\"A\" - \"B\" 'c' 33 522"
        );
        assert_eq!(normalise("proﬁls ＩＳＯ"), "profils ISO");
    }

    #[test]
    fn a_mark_after_a_removed_character_still_composes() {
        let text = "la\u{200d}\u{304}zers";
        let normalised = Normalised::new(text);
        assert_eq!(normalised.text(), "lāzers");
        assert_eq!(&text[normalised.original(1..3)], "a\u{200d}\u{304}");
    }

    #[test]
    fn a_lone_mark_and_an_empty_text_do_no_harm() {
        assert_eq!(normalise("\u{304}"), "\u{304}");
        assert_eq!(Normalised::new("").original(0..0), 0..0);
        assert_eq!(Normalised::new("\u{ad}").original(0..0), 0..0);
    }

    #[test]
    fn buffers_can_be_used_again() {
        let mut normalised = Normalised::new("e\u{304}\u{ad}x");
        normalised.set("abc");
        assert_eq!(normalised, Normalised::new("abc"));
        assert_eq!(normalised.original(1..2), 1..2);
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in any::<String>()) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn normalising_marks_twice_changes_nothing(text in "[a-zA-Zāš \u{300}-\u{36f}\u{ad}\u{200b}\u{ff21}\u{2000}\u{1fef}\u{1ffd}\u{fb01}\u{1100}-\u{11ff}]{0,30}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once.clone());
            prop_assert_eq!(once.nfc().collect::<String>(), once);
        }

        #[test]
        fn every_character_maps_to_whole_characters(text in "\\PC{0,40}|[a-zā\u{300}-\u{32f}\u{ad}\u{200b}\u{fb01}–]{0,30}") {
            let normalised = Normalised::new(&text);
            let mut last = 0;
            for (start, c) in normalised.text().char_indices() {
                let range = normalised.original(start..start + c.len_utf8());
                prop_assert!(text.get(range.clone()).is_some_and(|piece| !piece.is_empty()), "{range:?}");
                prop_assert!(range.start >= last);
                last = range.start;
            }
        }

        #[test]
        fn both_normal_forms_give_the_same(text in any::<String>()) {
            let decomposed: String = text.nfd().collect();
            let composed: String = text.nfc().collect();
            prop_assert_eq!(normalise(&decomposed), normalise(&composed));
        }
    }
}
