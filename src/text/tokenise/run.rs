//! One run of letters and digits after the other.

use super::{RawToken, TokenKind};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Beginnings that make one word with what follows their hyphen: *e-pasts, m-mācības, on-line*. Longer first halves
/// (*datu-bāze*) and capital ones (*IT-joma*) are words that somebody looks for by themselves.
const HYPHENATED: &[&str] = &[
    "e", "i", "m", "co", "de", "ex", "on", "off", "pre", "pro", "re",
];

/// The tokens of a text.
pub(super) struct Runs<'t> {
    text: &'t str,
    at: usize,
    /// Pieces of a run in a script without spaces, last first.
    pieces: Vec<RawToken>,
}

impl<'t> Runs<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            pieces: Vec::new(),
        }
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }
}

impl Iterator for Runs<'_> {
    type Item = RawToken;

    fn next(&mut self) -> Option<RawToken> {
        if let Some(piece) = self.pieces.pop() {
            return Some(piece);
        }
        let rest = self.rest(self.at);
        let start = self.at + rest.char_indices().find(|&(_, c)| c.is_alphanumeric())?.0;
        let run = scan(self.rest(start));
        self.at = start + run.len;
        if run.spaceless {
            self.pieces = self
                .rest(start)
                .get(..run.len)
                .unwrap_or_default()
                .unicode_word_indices()
                .map(|(offset, word)| raw(start + offset, word))
                .collect();
            self.pieces.reverse();
            return match self.pieces.pop() {
                Some(piece) => Some(piece),
                None => Some(RawToken {
                    range: start..self.at,
                    kind: run.kind(),
                }),
            };
        }
        Some(RawToken {
            range: start..self.at,
            kind: run.kind(),
        })
    }
}

fn raw(start: usize, word: &str) -> RawToken {
    let range: Range<usize> = start..start + word.len();
    RawToken {
        range,
        kind: scan(word).kind(),
    }
}

/// What a run turned out to be.
#[derive(Default)]
struct Scanned {
    len: usize,
    letters: bool,
    digits: bool,
    sign: bool,
    spaceless: bool,
}

impl Scanned {
    fn kind(&self) -> TokenKind {
        match (self.letters, self.digits, self.sign) {
            (true, false, false) => TokenKind::Word,
            (false, true, false) => TokenKind::Number,
            _ => TokenKind::Code,
        }
    }
}

/// The run at the beginning of `text`.
fn scan(text: &str) -> Scanned {
    let mut run = Scanned::default();
    let mut chars = text.char_indices().peekable();
    let mut last = ' ';
    while let Some(&(at, c)) = chars.peek() {
        if c.is_ascii_digit() {
            run.digits = true;
        } else if c.is_alphabetic() {
            run.letters = true;
            run.spaceless |= c > '\u{e00}' && is_spaceless(c);
        } else if c.is_numeric() {
            run.digits = true;
        } else if !is_combining_mark(c) {
            let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
            let next = rest.chars().next().unwrap_or(' ');
            let inside = match c {
                '\'' => last.is_alphabetic() && next.is_alphabetic(),
                '.' | ',' => last.is_ascii_digit() && next.is_ascii_digit(),
                '-' => next.is_alphabetic() && is_hyphenated(text.get(..at).unwrap_or_default()),
                _ => false,
            };
            if !inside {
                let sign = sign_after(&run, at, c, rest);
                run.sign = sign > 0;
                run.len = at + sign;
                return run;
            }
        }
        last = c;
        chars.next();
    }
    run.len = text.len();
    run
}

/// Length of the sign that belongs to the run before it: `C++`, `C#`.
fn sign_after(run: &Scanned, letters: usize, c: char, rest: &str) -> usize {
    let ends =
        |text: &str| !text.starts_with(|c: char| c.is_alphanumeric() || c == '+' || c == '#');
    match c {
        '+' if run.letters && rest.starts_with('+') && ends(rest.get(1..).unwrap_or_default()) => 2,
        '#' if run.letters && letters == 1 && ends(rest) => 1,
        _ => 0,
    }
}

fn is_hyphenated(first: &str) -> bool {
    first.len() <= 3 && {
        let one_letter = first.len() == 1;
        HYPHENATED.iter().any(|&known| {
            known == first
                || (known.eq_ignore_ascii_case(first) && (one_letter || starts_upper_only(first)))
        })
    }
}

/// *On-line* at the beginning of a sentence, but not *ON-line*.
fn starts_upper_only(word: &str) -> bool {
    word.chars().skip(1).all(char::is_lowercase)
}

/// Scripts that write words without spaces: Thai, Lao, Khmer, Burmese, Han, kana.
fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
