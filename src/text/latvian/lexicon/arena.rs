//! Some million (form, key) pairs without a million small strings.

use std::collections::HashMap;

use super::error::LexiconError;

/// Most pairs; hunspell-lv makes about four million.
const MAX_PAIRS: usize = 40_000_000;
/// Longest form that is kept, in bytes.
const MAX_FORM_BYTES: usize = 64;

/// Keys by number.
#[derive(Debug, Default)]
pub struct KeyNames {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl KeyNames {
    /// The number of a key, given when it is new.
    pub fn number(&mut self, key: String) -> u32 {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(key.clone());
        self.numbers.insert(key, number);
        number
    }

    /// The key of a number.
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    /// All keys.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// One form with the number of one of its keys, and a mark of the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    from: u32,
    len: u8,
    /// Was the form written so, or is it a written form without its diacritics?
    pub as_written: bool,
    /// Number of the key.
    pub key: u32,
}

/// Forms and their keys.
#[derive(Debug, Default)]
pub struct Forms {
    text: String,
    pairs: Vec<Pair>,
}

impl Forms {
    /// Adds a pair. A form that is no word of letters, or too long, is left out.
    pub fn add(&mut self, form: &str, key: u32, as_written: bool) -> Result<(), LexiconError> {
        if form.is_empty() || form.len() > MAX_FORM_BYTES || !form.chars().all(char::is_alphabetic)
        {
            return Ok(());
        }
        if self.pairs.len() >= MAX_PAIRS || self.text.len() > u32::MAX as usize - MAX_FORM_BYTES {
            return Err(LexiconError::TooLarge { limit: MAX_PAIRS });
        }
        let from = match self.pairs.last() {
            // The readings of one form come one after another.
            Some(last) if self.form(*last) == form => last.from,
            _ => {
                self.text.push_str(form);
                (self.text.len() - form.len()) as u32
            }
        };
        self.pairs.push(Pair {
            from,
            len: form.len() as u8,
            as_written,
            key,
        });
        Ok(())
    }

    /// The form of a pair.
    pub fn form(&self, pair: Pair) -> &str {
        let from = pair.from as usize;
        self.text.get(from..from + pair.len as usize).unwrap_or("")
    }

    /// Is there no pair?
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Brings the pairs into the order of forms and keys and drops duplicates.
    pub fn sort(&mut self) {
        let mut pairs = std::mem::take(&mut self.pairs);
        let order = |a: &Pair, b: &Pair| {
            let keys = (a.key, !a.as_written).cmp(&(b.key, !b.as_written));
            self.form(*a).cmp(self.form(*b)).then(keys)
        };
        pairs.sort_unstable_by(order);
        pairs.dedup_by(|a, b| a.key == b.key && self.form(*a) == self.form(*b));
        self.pairs = pairs;
    }

    /// The pairs of one form after another; sorted before.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &[Pair])> {
        let same = |a: &Pair, b: &Pair| self.form(*a) == self.form(*b);
        self.pairs
            .chunk_by(same)
            .filter_map(|group| group.first().map(|first| (self.form(*first), group)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_grouped_by_form() {
        let (mut names, mut forms) = (KeyNames::default(), Forms::default());
        let (a, b) = (names.number("a".into()), names.number("b".into()));
        assert_eq!(names.number("a".into()), a);
        for (form, key) in [
            ("māja", b),
            ("celt", a),
            ("māja", a),
            ("māja", a),
            ("5s", a),
            ("", a),
        ] {
            forms.add(form, key, true).unwrap();
        }
        forms.sort();
        let groups: Vec<(&str, usize)> = forms
            .groups()
            .map(|(form, pairs)| (form, pairs.len()))
            .collect();
        assert_eq!(groups, [("celt", 1), ("māja", 2)]);
        assert_eq!(names.name(b), "b");
        assert_eq!(names.iter().count(), 2);
    }
}
