//! The words of an index in memory: an fst over keys, one text for all words, numbers beside.

use std::ops::Range;

/// Words grouped by a key.
#[derive(Debug)]
pub(super) struct Store {
    /// Key to number of the group.
    keys: fst::Map<Vec<u8>>,
    /// First word of each group, and the end.
    groups: Vec<u32>,
    /// Start of each word in `text`, and the end.
    starts: Vec<u32>,
    frequencies: Vec<u32>,
    text: String,
    /// First letters of the keys.
    initials: Vec<char>,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            keys: fst::Map::default(),
            groups: vec![0],
            starts: vec![0],
            frequencies: Vec::new(),
            text: String::new(),
            initials: Vec::new(),
        }
    }
}

impl Store {
    /// Takes words as (key, word, frequency). The frequencies of a word that comes twice under a key are added.
    pub(super) fn build(words: impl Iterator<Item = (String, String, u32)>) -> Self {
        let mut sorted: Vec<(String, String, u32)> = words.collect();
        sorted.sort_unstable();
        let mut store = Self::default();
        let mut keys: Vec<(&str, u64)> = Vec::new();
        for (key, term, frequency) in &sorted {
            let new_group = keys.last().is_none_or(|(last, _)| last != key);
            if !new_group && store.last_word() == term {
                if let Some(sum) = store.frequencies.last_mut() {
                    *sum = sum.saturating_add(*frequency);
                }
                continue;
            }
            if new_group {
                keys.push((key, keys.len() as u64));
                store.groups.push(store.count());
            }
            store.text.push_str(term);
            store
                .starts
                .push(u32::try_from(store.text.len()).unwrap_or(u32::MAX));
            store.frequencies.push(*frequency);
            let end = store.count();
            if let Some(last) = store.groups.last_mut() {
                *last = end;
            }
        }
        store.initials = keys
            .iter()
            .filter_map(|(key, _)| key.chars().next())
            .collect();
        store.initials.dedup();
        // The keys are sorted and different, so the map can always be made.
        store.keys = fst::Map::from_iter(keys).unwrap_or_default();
        store
    }

    pub(super) fn keys(&self) -> &fst::Map<Vec<u8>> {
        &self.keys
    }

    /// The first letters that keys have, each once.
    pub(super) fn initials(&self) -> impl Iterator<Item = char> {
        self.initials.iter().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.frequencies.len()
    }

    /// The words of a key with their frequencies.
    pub(super) fn words(&self, key: &str) -> impl Iterator<Item = (&str, u32)> {
        self.keys
            .get(key)
            .into_iter()
            .flat_map(|group| self.group(group))
    }

    /// The words of a group with their frequencies.
    pub(super) fn group(&self, group: u64) -> impl Iterator<Item = (&str, u32)> {
        let group = usize::try_from(group).unwrap_or(usize::MAX);
        let start = self.groups.get(group).copied().unwrap_or(0);
        let end = self
            .groups
            .get(group.saturating_add(1))
            .copied()
            .unwrap_or(start);
        (start..end).filter_map(|word| {
            Some((
                self.word(word as usize)?,
                *self.frequencies.get(word as usize)?,
            ))
        })
    }

    fn word(&self, number: usize) -> Option<&str> {
        let range: Range<usize> =
            *self.starts.get(number)? as usize..*self.starts.get(number + 1)? as usize;
        self.text.get(range)
    }

    fn last_word(&self) -> &str {
        self.len()
            .checked_sub(1)
            .and_then(|last| self.word(last))
            .unwrap_or_default()
    }

    fn count(&self) -> u32 {
        u32::try_from(self.frequencies.len()).unwrap_or(u32::MAX)
    }
}

/// The first key after all that begin with `start`; none if there is no such key.
pub(super) fn after_all(start: &str) -> Option<Vec<u8>> {
    let mut end = start.as_bytes().to_vec();
    while let Some(last) = end.last_mut() {
        if let Some(next) = last.checked_add(1) {
            *last = next;
            return Some(end);
        }
        end.pop();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_one_key_are_one_group() {
        let words = [
            ("kazas", "kāzas", 1),
            ("kazas", "kazas", 2),
            ("galds", "galds", 3),
            ("kazas", "kazas", 4),
        ];
        let store = Store::build(
            words
                .into_iter()
                .map(|(key, word, frequency)| (key.into(), word.into(), frequency)),
        );
        assert_eq!(store.len(), 3);
        let group = store.keys().get("kazas").unwrap();
        assert_eq!(
            store.group(group).collect::<Vec<_>>(),
            [("kazas", 6), ("kāzas", 1)]
        );
        assert_eq!(store.initials().collect::<Vec<_>>(), ['g', 'k']);
        assert_eq!(store.words("galds").collect::<Vec<_>>(), [("galds", 3)]);
        assert_eq!(store.group(99).count() + store.words("nav").count(), 0);
    }

    #[test]
    fn the_end_of_a_beginning() {
        assert_eq!(after_all("p"), Some(b"q".to_vec()));
        assert_eq!(after_all(""), None);
    }
}
