//! Words of texts with the keys by which they meet.

use std::ops::Range;
use std::sync::Arc;

use crate::text::vocabulary::{FileKind, Problem, VocabularyFile};
use crate::text::{Analyser, Lang, QueryWord, Vocabulary};

/// Letters of the beginning by which words of one family meet whose formation the grammar does not know.
const PREFIX: usize = 5;

/// The shortest key that says something: a letter for its layer and two of the word.
const KEY_BYTES: usize = 3;

/// What else a word means, by the vocabulary.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    /// The keys of its words.
    pub(super) keys: Vec<String>,
    /// How much it counts beside the word itself, up to 1.
    pub(super) weight: f32,
}

/// A word that says something.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Bytes in the text.
    pub(super) range: Range<usize>,
    /// As written, lower case.
    pub(super) surface: String,
    /// Its keys, the first letter of each telling the layer: `s`tem, `b`ridge, `r`oot, `p`refix.
    pub(super) keys: Vec<String>,
    /// What it means in the words of documents.
    pub(super) means: Vec<Meaning>,
}

/// Reads texts.
pub(super) struct Reader {
    analyser: Arc<Analyser>,
    vocabulary: Arc<Vocabulary>,
    everyday: Vocabulary,
}

impl Reader {
    /// A reader with the search's vocabulary and a file of everyday words of the trades.
    pub(super) fn new(
        analyser: Arc<Analyser>,
        vocabulary: Arc<Vocabulary>,
        everyday: &str,
    ) -> Result<Self, Vec<Problem>> {
        let file = VocabularyFile {
            name: "synonyms-work.txt",
            kind: FileKind::Synonyms,
            bytes: everyday.as_bytes(),
        };
        let everyday = Vocabulary::parse(&analyser, &[file])?;
        Ok(Self {
            analyser,
            vocabulary,
            everyday,
        })
    }

    /// The words of an outcome that say something.
    pub(super) fn outcome(&self, text: &str) -> Vec<Word> {
        let query = self.analyser.analyse_query(text);
        query
            .iter()
            .filter(|w| !self.is_empty(w))
            .map(word)
            .collect()
    }

    /// The words of a claim that say something, with what they mean in the words of documents.
    pub(super) fn claim(&self, text: &str) -> Vec<Word> {
        let query = self.analyser.analyse_query(text);
        let mut words: Vec<(bool, Word)> =
            query.iter().map(|w| (self.is_empty(w), word(w))).collect();
        for vocabulary in [&self.everyday, &*self.vocabulary] {
            for expansion in vocabulary.expand(&query) {
                let at = expansion.span.start;
                let Some((_, word)) = words.get_mut(at) else {
                    continue;
                };
                if let Some(last) = query.get(expansion.span.end.saturating_sub(1)) {
                    word.range.end = word.range.end.max(last.range.end);
                }
                let keys = expansion
                    .words
                    .iter()
                    .filter(|w| !self.is_empty(w))
                    .flat_map(keys)
                    .collect();
                word.means.push(Meaning {
                    keys,
                    weight: expansion.weight,
                });
            }
        }
        words
            .into_iter()
            .filter(|(empty, word)| !empty || !word.means.is_empty())
            .map(|(_, word)| word)
            .collect()
    }

    /// Whether a word says nothing by itself.
    fn is_empty(&self, word: &QueryWord) -> bool {
        let said = word.surface.chars().any(char::is_alphanumeric);
        !said
            || Lang::ALL
                .iter()
                .any(|lang| self.vocabulary.is_stop_word(word, *lang))
    }
}

fn word(query: &QueryWord) -> Word {
    Word {
        range: query.range.clone(),
        surface: query.surface.clone(),
        keys: keys(query),
        means: Vec::new(),
    }
}

fn keys(word: &QueryWord) -> Vec<String> {
    let layer = |letter: char, list: &[String]| {
        list.iter()
            .map(move |k| format!("{letter}{k}"))
            .collect::<Vec<_>>()
    };
    let mut keys = layer('s', &word.lv.stem);
    keys.extend(layer('b', &word.lv.bridge));
    keys.extend(layer('r', &word.lv.root));
    if word.folded.chars().count() > PREFIX {
        keys.push(format!(
            "p{}",
            word.folded.chars().take(PREFIX).collect::<String>()
        ));
    }
    keys.retain(|k| k.len() >= KEY_BYTES);
    keys.sort();
    keys.dedup();
    keys
}
