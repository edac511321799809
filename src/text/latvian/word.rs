//! A word as the automata read it: letter codes with the way back to the text.

use super::alphabet::{code_of, is_vowel};

/// Words with more letters pass through unanalysed: no Latvian word form is longer.
pub const MAX_CHARS: usize = 48;

/// A word as letter codes, with the byte position of each letter.
pub struct Word<'a> {
    /// The word.
    pub text: &'a str,
    /// Letter codes, zero behind the last letter.
    pub codes: [u8; MAX_CHARS],
    /// Number of letters.
    pub len: usize,
    at: [u8; MAX_CHARS + 1],
    vowels: u64,
}

/// What kind of token the analyser was given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, some of them with a diacritic.
    Accented,
    /// Letters, none with a diacritic.
    Plain,
    /// Digits, white space, or too long: the token is its own key.
    Other,
}

impl<'a> Word<'a> {
    #[inline]
    /// A word not yet read.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            codes: [0; MAX_CHARS],
            at: [0; MAX_CHARS + 1],
            len: 0,
            vowels: 0,
        }
    }

    /// Turns the text into codes.
    #[inline]
    pub fn read(&mut self) -> Shape {
        if self.text.len() > 2 * MAX_CHARS {
            return Shape::Other;
        }
        let mut len = 0;
        for (at, c) in self.text.char_indices() {
            let (Some(to), Some(pos)) = (self.codes.get_mut(len), self.at.get_mut(len)) else {
                return Shape::Other;
            };
            let code = code_of(c);
            if code == 0 && (c.is_ascii_digit() || c.is_whitespace()) {
                return Shape::Other;
            }
            self.vowels |= u64::from(is_vowel(code)) << len;
            *to = code;
            *pos = at as u8;
            len += 1;
        }
        self.len = len;
        if let Some(pos) = self.at.get_mut(len) {
            *pos = self.text.len() as u8;
        }
        if self.text.len() == len {
            Shape::Plain
        } else {
            Shape::Accented
        }
    }

    /// The letter at a place; 0 behind the end and for signs that are no letters.
    #[inline]
    pub fn code(&self, at: usize) -> u8 {
        self.codes.get(at).copied().unwrap_or(0)
    }

    /// The letters from..to as text.
    #[inline]
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        let start = self.at.get(from).copied().unwrap_or(0) as usize;
        let end = self.at.get(to).copied().unwrap_or(0) as usize;
        self.text.get(start..end).unwrap_or("")
    }

    /// Can the letters from..to be a stem: two letters or more and a vowel among them?
    #[inline]
    pub fn is_stem(&self, from: usize, to: usize) -> bool {
        to >= from + 2 && (self.vowels >> from) & ((1u64 << (to - from)) - 1) != 0
    }

    /// Does the word begin with the two letters?
    #[inline]
    pub fn starts(&self, a: char, b: char) -> bool {
        self.code(0) == code_of(a) && self.code(1) == code_of(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_map_back_to_their_bytes() {
        let mut word = Word::new("brāļus");
        assert!(word.read() == Shape::Accented);
        assert_eq!(word.len, 6);
        assert_eq!(word.slice(2, 4), "āļ");
        assert_eq!(word.slice(4, 6), "us");
        assert!(word.is_stem(0, 4) && !word.is_stem(0, 2));
    }

    #[test]
    fn a_stem_needs_two_letters_and_a_vowel() {
        let mut word = Word::new("trīs");
        word.read();
        assert!(!word.is_stem(0, 2));
        assert!(!word.is_stem(2, 3));
        assert!(word.is_stem(0, 3));
        assert!(!word.is_stem(3, 1), "an end before its start is no stem");
    }

    #[test]
    fn digits_white_space_and_monsters_are_not_analysed() {
        for text in ["5s", "a b", &"x".repeat(49), &"ā".repeat(4000)] {
            assert!(Word::new(text).read() == Shape::Other, "{text}");
        }
        assert!(Word::new("школа").read() == Shape::Accented);
    }
}
