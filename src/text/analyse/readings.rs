//! The keys of one word in one layer: one for each word that its form may belong to.

use super::super::fold::{cut, fold_word};
use super::super::limits::READINGS;
use smallvec::SmallVec;

/// Keys, the likeliest reading first, without duplicates; at most [`READINGS`]. Reuses its memory from word to word.
///
/// A form can belong to several words (*zāģu* is of *zāģis*, *zāģēt* and, without diacritics, of others). The first key
/// keeps the word's position and serves phrases; the others go into a field of their own, where positions mean nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readings {
    text: String,
    ends: SmallVec<[u16; READINGS]>,
}

impl Readings {
    /// The likeliest key; empty only before a word was read.
    #[must_use]
    pub fn first(&self) -> &str {
        self.get(0).unwrap_or_default()
    }

    /// The key at a place in the order of likelihood.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = usize::from(*self.ends.get(at)?);
        let start = at
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |&end| usize::from(end));
        self.text.get(start..end)
    }

    /// All keys.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|at| self.get(at))
    }

    /// Number of keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Takes a key if there is room for it and it is new.
    pub(super) fn add(&mut self, key: &str) {
        let start = self.text.len();
        self.text.push_str(cut(key));
        self.keep(start);
    }

    /// Takes what the folded layer makes of a key.
    pub(super) fn add_folded(&mut self, key: &str) {
        if key.is_ascii() {
            return self.add(key);
        }
        let start = self.text.len();
        fold_word(key, &mut self.text);
        let folded = self.text.get(start..).map_or(0, |folded| cut(folded).len());
        self.text.truncate(start + folded);
        self.keep(start);
    }

    /// Takes a key only if there is none yet.
    pub(super) fn or(&mut self, fallback: &str) {
        if self.is_empty() {
            self.add(fallback);
        }
    }

    /// Ends the key that begins at `start`, or drops it.
    fn keep(&mut self, start: usize) {
        let new = self.text.get(start..).unwrap_or_default();
        if new.is_empty() || self.len() >= READINGS || self.iter().any(|known| known == new) {
            self.text.truncate(start);
        } else {
            // Six keys of at most 255 units are far below the limit.
            self.ends
                .push(u16::try_from(self.text.len()).unwrap_or(u16::MAX));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_order_and_come_once() {
        let mut readings = Readings::default();
        for key in ["zāģ", "zāģē~", "", "zāģ"] {
            readings.add(key);
        }
        readings.add_folded("zāģē~");
        assert_eq!(
            readings.iter().collect::<Vec<_>>(),
            ["zāģ", "zāģē~", "zage~"]
        );
        assert_eq!((readings.first(), readings.get(3)), ("zāģ", None));
    }

    #[test]
    fn there_is_an_end_of_readings() {
        let mut readings = Readings::default();
        (0..20).for_each(|n| readings.add(&n.to_string()));
        assert_eq!(readings.len(), READINGS);
        readings.clear();
        readings.or("a");
        readings.or("b");
        assert_eq!(readings.iter().collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn long_keys_are_cut_at_a_character() {
        let mut readings = Readings::default();
        readings.add_folded(&"漢".repeat(300));
        assert_eq!(readings.first().chars().count(), 255);
    }
}
