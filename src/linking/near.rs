//! Which words of the records a word meets, and how well.

use std::sync::OnceLock;

use super::config::MeetingWeights;
use super::store::Store;
use super::words::{Key, Meeting, WordId};
use crate::text::Lang;

/// A word of the records that a word meets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub(super) word: WordId,
    /// How much it counts, 0 to 1.
    pub(super) worth: f32,
    pub(super) how: Meeting,
}

/// Words shorter than this meet only words of their own language: *to* is two words.
const ACROSS_LANGUAGES: usize = 4;

/// What a word that the records have meets, remembered.
#[derive(Default)]
pub(super) struct Remembered(Vec<OnceLock<Box<[Near]>>>);

impl Remembered {
    pub(super) fn new(words: usize) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(words).collect())
    }

    /// The words that a word of the records meets.
    pub(super) fn of(&self, store: &Store, weights: &MeetingWeights, word: WordId) -> &[Near] {
        let find = || {
            let text = store.words.text(word);
            near(
                store,
                weights,
                store.words.keys(word),
                text,
                store.words.lang(word),
            )
            .into_boxed_slice()
        };
        self.0
            .get(word as usize)
            .map_or(&[], |cell| cell.get_or_init(find))
    }

    /// Bytes on the heap.
    pub(super) fn bytes(&self) -> usize {
        let filled = self.0.iter().filter_map(OnceLock::get);
        self.0.capacity() * size_of::<OnceLock<Box<[Near]>>>()
            + filled
                .map(|row| row.len() * size_of::<Near>())
                .sum::<usize>()
    }
}

/// The words that these keys and letters lead to, each once, by number.
pub(super) fn near(
    store: &Store,
    weights: &MeetingWeights,
    keys: &[Key],
    text: &str,
    lang: Lang,
) -> Vec<Near> {
    let mut found: Vec<Near> = Vec::new();
    let across = text.chars().count() >= ACROSS_LANGUAGES;
    for &(how, key) in keys {
        let worth = weights.of(how);
        let words = store.words.having(key).iter();
        let words = words.filter(|&&word| across || store.words.lang(word) == lang);
        found.extend(words.map(|&word| Near { word, worth, how }));
    }
    if weights.letters > 0.0 && text.starts_with(char::is_alphabetic) {
        for (word, like) in store
            .letters
            .like(text, weights.letters_least, weights.letters_most)
        {
            let worth = weights.letters * like;
            found.push(Near {
                word,
                worth,
                how: Meeting::Letters,
            });
        }
    }
    if weights.association > 0.0 {
        associated(store, weights, &mut found);
    }
    best_of_each(found)
}

/// Words that stand beside those found in the names of the same concepts.
fn associated(store: &Store, weights: &MeetingWeights, found: &mut Vec<Near>) {
    let mut families: Vec<u32> = found
        .iter()
        .filter(|near| near.how <= Meeting::Stem)
        .map(|near| store.words.family(near.word))
        .collect();
    families.sort_unstable();
    families.dedup();
    for family in families {
        for &(other, share) in store.associated.row(family) {
            let worth = weights.association * f32::from(share) / 1000.0;
            found.extend(store.forms.row(other).iter().map(|&word| Near {
                word,
                worth,
                how: Meeting::Association,
            }));
        }
    }
}

/// Each word once, with its best meeting.
pub(super) fn best_of_each(mut found: Vec<Near>) -> Vec<Near> {
    found.sort_unstable_by(|a, b| {
        a.word
            .cmp(&b.word)
            .then(b.worth.total_cmp(&a.worth))
            .then(a.how.cmp(&b.how))
    });
    found.dedup_by_key(|near| near.word);
    found
}
