//! Every word of the compared records once, with what it can be met by.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::rows::Rows;
use crate::text::{Lang, Layer, TokenKind, TokenView};

/// Number of a word.
pub(super) type WordId = u32;

/// How two words met, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Meeting {
    /// The same word.
    Surface,
    /// The same without diacritics.
    Folded,
    /// Another form of the same word.
    Stem,
    /// A word of the same family.
    Root,
    /// The one is a part of the other: *kokapstrāde* and *apstrāde*.
    Compound,
    /// The vocabulary says so.
    Synonym,
    /// The letters are alike.
    Letters,
    /// Both are names of the same concepts.
    Association,
}

impl Meeting {
    /// The name in explanations and in the configuration.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Surface => "surface",
            Self::Folded => "folded",
            Self::Stem => "stem",
            Self::Root => "root",
            Self::Compound => "compound",
            Self::Synonym => "synonym",
            Self::Letters => "letters",
            Self::Association => "association",
        }
    }
}

/// A key of a word: what layer it belongs to, and its hash in the space of that layer and language.
pub(super) type Key = (Meeting, u64);

/// The keys of one word.
pub(super) type Keys = SmallVec<[Key; 10]>;

/// A key in the space of a layer. Surface and folded forms meet across languages, stems and roots do not.
pub(super) fn key(space: &str, lang: Option<Lang>, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (space, lang, text).hash(&mut hasher);
    hasher.finish()
}

/// The keys of a token. The space without diacritics is asked of words that are written without.
pub(super) fn keys_of(token: &TokenView<'_>, lang: Lang) -> Keys {
    let mut keys = Keys::new();
    keys.push((Meeting::Surface, key("surface", None, token.surface)));
    keys.push((Meeting::Folded, key("folded", None, token.folded)));
    let mut layer = |meeting, space: &str, texts: &mut dyn Iterator<Item = &str>| {
        keys.extend(texts.map(|text| (meeting, key(space, Some(lang), text))));
    };
    layer(Meeting::Stem, Layer::Stem.name(), &mut token.stems.iter());
    if token.kind == TokenKind::Word {
        layer(Meeting::Root, Layer::Root.name(), &mut token.roots.iter());
        if token.surface.is_ascii() {
            layer(Meeting::Folded, "bridge", &mut token.bridges.iter());
        }
    }
    keys
}

/// The words.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<u32>,
    langs: Vec<Lang>,
    /// Keys of each word.
    keys: Rows<Key>,
    /// Number of the first stem of each word: forms of one word share it.
    families: Vec<u32>,
    /// All keys, ascending, and the words that have them.
    known: Vec<u64>,
    having: Rows<WordId>,
}

/// Collects words.
#[derive(Default)]
pub(super) struct WordsBuilder {
    words: Words,
    numbers: HashMap<(Lang, Box<str>), WordId>,
    stems: HashMap<u64, u32>,
}

impl WordsBuilder {
    /// The number of a token's word; a new one if it is new.
    pub(super) fn number(&mut self, token: &TokenView<'_>, lang: Lang) -> WordId {
        if let Some(&known) = self.numbers.get(&(lang, token.surface) as &dyn Named) {
            return known;
        }
        let words = &mut self.words;
        let number = words.ends.len() as WordId;
        let stem = key(Layer::Stem.name(), Some(lang), token.stems.first());
        let next = self.stems.len() as u32;
        words.families.push(*self.stems.entry(stem).or_insert(next));
        words.text.push_str(token.surface);
        words.ends.push(words.text.len() as u32);
        words.langs.push(lang);
        let mut keys = keys_of(token, lang);
        // Words with diacritics can be asked for without.
        if token.kind == TokenKind::Word && !token.surface.is_ascii() {
            let bridges = token.bridges.iter();
            keys.extend(bridges.map(|b| (Meeting::Folded, key("bridge", Some(lang), b))));
        }
        words.keys.push(keys);
        self.numbers.insert((lang, token.surface.into()), number);
        number
    }

    /// The finished words.
    pub(super) fn finish(self) -> Words {
        let mut words = self.words;
        let all = 0..words.len() as WordId;
        let mut pairs: Vec<(u64, WordId)> = all
            .flat_map(|word| {
                words
                    .keys
                    .row(word)
                    .iter()
                    .map(move |(_, key)| (*key, word))
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut rest = pairs.as_slice();
        while let Some(&(first, _)) = rest.first() {
            let (same, after) = rest.split_at(rest.partition_point(|(key, _)| *key == first));
            words.known.push(first);
            words.having.push(same.iter().map(|(_, word)| *word));
            rest = after;
        }
        words.text.shrink_to_fit();
        words.keys.shrink();
        words.having.shrink();
        words.known.shrink_to_fit();
        words
    }
}

impl Words {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many families there are.
    pub(super) fn families(&self) -> usize {
        self.families
            .iter()
            .max()
            .map_or(0, |&most| most as usize + 1)
    }

    /// A word in lower case.
    pub(super) fn text(&self, word: WordId) -> &str {
        let end = self.ends.get(word as usize).map_or(0, |&end| end as usize);
        let before = (word as usize)
            .checked_sub(1)
            .and_then(|w| self.ends.get(w));
        self.text
            .get(before.map_or(0, |&start| start as usize)..end)
            .unwrap_or_default()
    }

    /// The language in which it was read.
    pub(super) fn lang(&self, word: WordId) -> Lang {
        self.langs.get(word as usize).copied().unwrap_or(Lang::Lv)
    }

    /// The number that all forms of the word share.
    pub(super) fn family(&self, word: WordId) -> u32 {
        self.families
            .get(word as usize)
            .copied()
            .unwrap_or(u32::MAX)
    }

    /// The keys of a word.
    pub(super) fn keys(&self, word: WordId) -> &[Key] {
        self.keys.row(word)
    }

    /// The words that have a key.
    pub(super) fn having(&self, key: u64) -> &[WordId] {
        match self.known.binary_search(&key) {
            Ok(at) => self.having.row(at as u32),
            Err(_) => &[],
        }
    }

    /// Bytes on the heap.
    pub(super) fn bytes(&self) -> usize {
        self.text.capacity()
            + (self.ends.capacity() + self.families.capacity()) * 4
            + self.langs.capacity()
            + self.keys.bytes()
            + self.known.capacity() * 8
            + self.having.bytes()
    }
}

/// Looks a pair of language and text up without owning the text.
trait Named {
    fn name(&self) -> (Lang, &str);
}

impl Named for (Lang, Box<str>) {
    fn name(&self) -> (Lang, &str) {
        (self.0, &self.1)
    }
}

impl Named for (Lang, &str) {
    fn name(&self) -> (Lang, &str) {
        (self.0, self.1)
    }
}

impl Hash for dyn Named + '_ {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl PartialEq for dyn Named + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for dyn Named + '_ {}

impl<'a> std::borrow::Borrow<dyn Named + 'a> for (Lang, Box<str>) {
    fn borrow(&self) -> &(dyn Named + 'a) {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyser, Scratch};

    fn words(texts: &[(Lang, &str)]) -> (Words, Vec<WordId>) {
        let mut builder = WordsBuilder::default();
        let mut numbers = Vec::new();
        for (lang, text) in texts {
            Analyser::default().visit(text, *lang, &mut Scratch::default(), |token| {
                numbers.push(builder.number(token, *lang));
            });
        }
        (builder.finish(), numbers)
    }

    #[test]
    fn a_word_has_one_number_in_each_language() {
        let (words, numbers) = words(&[(Lang::Lv, "Metināt metināt"), (Lang::En, "metināt")]);
        assert_eq!(numbers, [0, 0, 1]);
        assert_eq!(
            (words.len(), words.text(0), words.lang(1)),
            (2, "metināt", Lang::En)
        );
    }

    #[test]
    fn forms_of_a_word_are_one_family_and_found_by_their_stem() {
        let (words, numbers) = words(&[(Lang::Lv, "sadales sadalēm")]);
        assert_eq!(words.family(numbers[0]), words.family(numbers[1]));
        let stem = words.keys(0).iter().find(|k| k.0 == Meeting::Stem).unwrap();
        assert_eq!(words.having(stem.1), [0, 1]);
    }

    #[test]
    fn what_nobody_said_is_not_known() {
        let (words, _) = words(&[(Lang::Lv, "koks")]);
        assert!(words.having(key("surface", None, "nav")).is_empty());
        assert_eq!((words.text(7), words.family(7)), ("", u32::MAX));
    }
}
