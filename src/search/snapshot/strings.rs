//! Many short texts in one: numbered, and found again by what they say.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::codec::{CodecError, Packer, Unpacker};

/// Numbered texts, stored end to end.
#[derive(Debug, Default, Clone)]
pub(crate) struct Strings {
    text: String,
    /// Where each one ends.
    ends: Vec<u32>,
}

impl Strings {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a text and gives its number.
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(text);
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        number
    }

    /// The text with this number; empty when there is none.
    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = match number {
            0 => 0,
            _ => self.ends.get(number - 1).copied().unwrap_or(0) as usize,
        };
        let end = self.ends.get(number).copied().unwrap_or(0) as usize;
        self.text.get(start..end).unwrap_or_default()
    }

    /// All in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|number| self.get(number as u32))
    }

    pub(crate) fn pack(&self, packer: &mut Packer) {
        packer.text(&self.text);
        packer.u32s(&self.ends);
    }

    pub(crate) fn unpack(unpacker: &mut Unpacker<'_>) -> Result<Self, CodecError> {
        let strings = Self {
            text: unpacker.text()?,
            ends: unpacker.u32s()?,
        };
        let fits = strings.ends.is_sorted()
            && strings
                .ends
                .iter()
                .all(|&end| strings.text.is_char_boundary(end as usize))
            && strings.ends.last().map_or(0, |&end| end as usize) == strings.text.len();
        if fits {
            Ok(strings)
        } else {
            Err(CodecError::Misfit("texts"))
        }
    }
}

/// Finds the number of a text. A hash table over [`Strings`] that are all different.
#[derive(Debug, Default)]
pub(crate) struct Lookup {
    /// Numbers + 1, 0 for an empty slot; twice as many slots as texts, a power of two.
    slots: Vec<u32>,
    hasher: BuildHasherDefault<DefaultHasher>,
}

impl Lookup {
    /// A table of all texts.
    pub(crate) fn build(strings: &Strings) -> Self {
        let mut lookup = Self::with_room(strings.len());
        for number in 0..strings.len() as u32 {
            let slot = lookup.slot(strings, strings.get(number));
            if let Some(slot) = lookup.slots.get_mut(slot) {
                *slot = number + 1;
            }
        }
        lookup
    }

    fn with_room(items: usize) -> Self {
        Self {
            slots: vec![0; (items * 2).next_power_of_two().max(16)],
            hasher: BuildHasherDefault::default(),
        }
    }

    /// The number of a text.
    pub(crate) fn find(&self, strings: &Strings, text: &str) -> Option<u32> {
        let slot = self.slot(strings, text);
        self.slots.get(slot).copied()?.checked_sub(1)
    }

    /// The slot that the text has or would have.
    fn slot(&self, strings: &Strings, text: &str) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = self.hasher.hash_one(text) as usize & mask;
        // Half of the slots are empty, so this ends.
        while let Some(&taken) = self.slots.get(slot) {
            if taken == 0 || strings.get(taken - 1) == text {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        0
    }
}

/// Numbers texts as they come, each once.
#[derive(Debug)]
pub(crate) struct Interner {
    strings: Strings,
    lookup: Lookup,
}

impl Default for Interner {
    fn default() -> Self {
        Self {
            strings: Strings::default(),
            lookup: Lookup::with_room(1 << 10),
        }
    }
}

impl Interner {
    /// The number of a text, a new one when it is new.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        let slot = self.lookup.slot(&self.strings, text);
        if let Some(number) = self
            .lookup
            .slots
            .get(slot)
            .and_then(|slot| slot.checked_sub(1))
        {
            return number;
        }
        let number = self.strings.push(text);
        if let Some(slot) = self.lookup.slots.get_mut(slot) {
            *slot = number + 1;
        }
        if self.strings.len() * 2 > self.lookup.slots.len() {
            self.lookup = Lookup::build(&self.strings);
        }
        number
    }

    /// All texts in the order in which they came.
    pub(crate) fn into_strings(self) -> Strings {
        self.strings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[test]
    fn numbers_lead_to_texts() {
        let mut strings = Strings::default();
        assert_eq!(strings.push("koks"), 0);
        assert_eq!(strings.push(""), 1);
        assert_eq!(strings.push("galds"), 2);
        assert_eq!(strings.iter().collect::<Vec<_>>(), ["koks", "", "galds"]);
        assert_eq!(strings.get(9), "");
    }

    #[test]
    fn ends_inside_a_letter_are_refused() {
        let mut packer = Packer::default();
        packer.text("ā");
        packer.u32s(&[1, 2]);
        let bytes = packer.into_bytes();
        assert!(Strings::unpack(&mut Unpacker::new(&bytes)).is_err());
    }

    proptest! {
        #[test]
        fn each_text_has_one_number(texts in prop::collection::vec("[a-cā]{0,4}", 0..3000)) {
            let mut interner = Interner::default();
            let mut numbers: HashMap<String, u32> = HashMap::new();
            for text in &texts {
                let number = interner.intern(text);
                prop_assert_eq!(*numbers.entry(text.clone()).or_insert(number), number);
            }
            let strings = interner.into_strings();
            let lookup = Lookup::build(&strings);
            prop_assert_eq!(strings.len(), numbers.len());
            for (text, number) in numbers {
                prop_assert_eq!(lookup.find(&strings, &text), Some(number));
            }
            prop_assert_eq!(lookup.find(&strings, "zzz"), None);
        }
    }
}
