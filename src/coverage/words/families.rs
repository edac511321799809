//! Word families that are like each other: parts of compounds and like letters.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::coverage::config::Words;

/// A shorter word that begins or ends a longer one counts as its part from so many letters on: *instal* in
/// *elektroinstal*, not *dar* in *darb*.
const PART_LETTERS: usize = 5;

/// So many letters a word needs before its letters alone say anything.
const LETTERS: usize = 4;

/// Families that are like one, each with how much, 0 to 1.
type Alike = Box<[(u32, f32)]>;

/// All families (root keys) by number.
#[derive(Debug, Default)]
pub(in crate::coverage) struct Families {
    names: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    /// How many different trigrams a name has.
    sizes: Vec<u16>,
    trigrams: HashMap<[char; 3], Vec<u32>>,
    /// What is like each family, found when first asked for.
    near: Vec<OnceLock<Alike>>,
}

impl Families {
    /// The number of a family, given when it is new.
    pub(super) fn intern(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        let trigrams = trigrams(name);
        self.sizes.push(trigrams.len() as u16);
        for trigram in trigrams {
            self.trigrams.entry(trigram).or_default().push(number);
        }
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        self.near.push(OnceLock::new());
        number
    }

    /// The number of a family that is known.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The families like this one, with what a word met through them is worth.
    pub(super) fn near(&self, name: &str, worth: &Words) -> std::borrow::Cow<'_, [(u32, f32)]> {
        match self.number(name).and_then(|n| self.near.get(n as usize)) {
            Some(cell) => cell
                .get_or_init(|| self.find(name, worth).into())
                .as_ref()
                .into(),
            None => self.find(name, worth).into(),
        }
    }

    fn find(&self, name: &str, worth: &Words) -> Vec<(u32, f32)> {
        let own = trigrams(name);
        let mut shared: HashMap<u32, u16> = HashMap::new();
        for trigram in &own {
            for &number in self.trigrams.get(trigram).into_iter().flatten() {
                *shared.entry(number).or_default() += 1;
            }
        }
        let letters = name.chars().count();
        let mut near: Vec<(u32, f32)> = shared
            .into_iter()
            .filter_map(|(number, shared)| {
                let other = self.names.get(number as usize)?;
                let size = f32::from(*self.sizes.get(number as usize)?);
                let likeness = 2.0 * f32::from(shared) / (own.len() as f32 + size);
                let worth = self.worth(name, letters, other, likeness, worth);
                (worth > 0.0).then_some((number, worth))
            })
            .collect();
        near.sort_unstable_by_key(|(number, _)| *number);
        near
    }

    fn worth(&self, name: &str, letters: usize, other: &str, likeness: f32, worth: &Words) -> f32 {
        if name == other {
            return 0.0;
        }
        let others = other.chars().count();
        let (short, long) = if letters < others {
            (name, other)
        } else {
            (other, name)
        };
        if letters.min(others) >= PART_LETTERS && (long.starts_with(short) || long.ends_with(short))
        {
            // A whole that holds the word asked for says more than a part of it: asked for *elektrodrošība*, *drošība* is little.
            return if letters < others {
                worth.part
            } else {
                worth.part_of
            };
        }
        if letters.min(others) >= LETTERS && likeness >= worth.letters_from {
            return worth.letters * likeness;
        }
        0.0
    }
}

/// The different trigrams of a word with its ends marked.
fn trigrams(word: &str) -> Vec<[char; 3]> {
    let marked: Vec<char> = std::iter::once('^')
        .chain(word.chars())
        .chain(['$'])
        .collect();
    let mut found: Vec<[char; 3]> = marked
        .windows(3)
        .filter_map(|w| <[char; 3]>::try_from(w).ok())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::CoverageConfig;

    fn families() -> (Families, Words) {
        let mut families = Families::default();
        for name in ["instal", "elektroinstal", "motorzāģ", "galdniek", "darb"] {
            families.intern(name);
        }
        (families, CoverageConfig::default().words)
    }

    #[test]
    fn a_part_of_a_compound_is_near_it() {
        let (families, words) = families();
        let near = families.near("elektroinstal", &words);
        let instal = families.number("instal").unwrap();
        assert_eq!(near.as_ref(), [(instal, words.part_of)]);
        let whole = families.number("elektroinstal").unwrap();
        assert_eq!(
            families.near("instal", &words).as_ref(),
            [(whole, words.part)]
        );
    }

    #[test]
    fn an_unknown_word_is_compared_by_its_letters() {
        let (families, words) = families();
        let near = families.near("motorzāģs", &words);
        assert_eq!(near.len(), 1);
        assert!(near[0].1 > 0.0 && near[0].1 <= words.part);
    }

    #[test]
    fn nothing_is_near_a_short_word() {
        let (families, words) = families();
        assert!(families.near("dar", &words).is_empty());
        assert!(families.near("", &words).is_empty());
    }
}
