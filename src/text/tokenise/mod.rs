//! Finds the words, numbers and codes of a normalised text.
//!
//! A token is a run of letters and digits. What an engine's own tokeniser would lose stays together here: `C++`, `C#`,
//! `5S`, `S1.2`, `2,5`, `mm²`, `e-pasts`. Codes of several parts (`ISO 9001:2015`, `33 522 01 1`, `PS-018`, `MIG/MAG`)
//! stay several tokens, so that every part is found by itself, and get a *code reading* besides (see `codes.rs`).

pub(super) mod codes;
mod run;

use std::ops::Range;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TokenKind {
    /// Letters only (a hyphen or an apostrophe inside at most). Only these are inflected, split and corrected.
    Word,
    /// Digits only, with points or commas between them.
    Number,
    /// Letters with digits or signs: `5S`, `C++`, `H7`, `PS018`.
    Code,
}

/// A token by its place in the normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawToken {
    /// Bytes in the normalised text.
    pub range: Range<usize>,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Walks over the tokens of `text`, which must be normalised.
pub fn tokens(text: &str) -> impl Iterator<Item = RawToken> {
    run::Runs::new(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenKind::{Code, Number, Word};

    fn of(text: &str) -> Vec<(&str, TokenKind)> {
        tokens(text).map(|t| (&text[t.range], t.kind)).collect()
    }

    #[test]
    fn prose_gives_words() {
        assert_eq!(
            of("Spēja uzmērīt, \"lasīt\" (3.PKL)."),
            [
                ("Spēja", Word),
                ("uzmērīt", Word),
                ("lasīt", Word),
                ("3", Number),
                ("PKL", Word)
            ]
        );
    }

    #[test]
    fn codes_with_signs_stay_whole() {
        assert_eq!(
            of("C++, C# un F#."),
            [("C++", Code), ("C#", Code), ("un", Word), ("F#", Code)]
        );
        assert_eq!(
            of("5S 3D H7/h6 S1.2."),
            [
                ("5S", Code),
                ("3D", Code),
                ("H7", Code),
                ("h6", Code),
                ("S1.2", Code)
            ]
        );
    }

    #[test]
    fn numbers_keep_their_points() {
        assert_eq!(
            of("2,5 mm² 1.1.2. 12.03.2002."),
            [
                ("2,5", Number),
                ("mm²", Code),
                ("1.1.2", Number),
                ("12.03.2002", Number)
            ]
        );
        assert_eq!(of("1, 2"), [("1", Number), ("2", Number)]);
    }

    #[test]
    fn short_prefixes_keep_their_hyphen() {
        assert_eq!(
            of("e-pasts E-PKS on-line"),
            [("e-pasts", Word), ("E-PKS", Word), ("on-line", Word)]
        );
        assert_eq!(
            of("datu-bāze IT-joma A-daļa"),
            [
                ("datu", Word),
                ("bāze", Word),
                ("IT", Word),
                ("joma", Word),
                ("A", Word),
                ("daļa", Word)
            ]
        );
    }

    #[test]
    fn words_glued_by_a_point_are_two() {
        assert_eq!(
            of("līmenis.Nākamais u.c."),
            [
                ("līmenis", Word),
                ("Nākamais", Word),
                ("u", Word),
                ("c", Word)
            ]
        );
        assert_eq!(of("don't 'x'"), [("don't", Word), ("x", Word)]);
    }

    #[test]
    fn scripts_without_spaces_are_split() {
        assert!(of("漢字テスト").len() > 1);
        assert_eq!(of("Электрик"), [("Электрик", Word)]);
    }

    #[test]
    fn nothing_but_signs_gives_nothing() {
        assert_eq!(of(" –…!?  +++ ## ' - "), []);
        assert_eq!(of(""), []);
    }
}
