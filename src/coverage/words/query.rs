//! A text whose words are looked for.

use super::store::WordStore;
use crate::coverage::config::Words;
use crate::model::Lang;
use crate::text::analyse::Scratch;

/// A word that is looked for.
#[derive(Debug, Clone)]
pub(in crate::coverage) struct QueryWord {
    pub(in crate::coverage) text: String,
    pub(super) stems: Vec<String>,
    pub(super) roots: Vec<String>,
    /// Its part of the whole, all parts adding up to 1.
    pub(in crate::coverage) weight: f32,
}

/// A text whose words are looked for.
#[derive(Debug, Clone, Default)]
pub(in crate::coverage) struct Query {
    pub(in crate::coverage) words: Vec<QueryWord>,
}

impl Query {
    /// The words of a text, each as heavy as it is telling; a word that stands twice counts once.
    pub(in crate::coverage) fn new(
        store: &WordStore,
        text: &str,
        lang: Lang,
        worth: &Words,
    ) -> Self {
        let mut words: Vec<QueryWord> = Vec::new();
        for word in store.words(text, lang, &mut Scratch::default()) {
            if words
                .iter()
                .any(|known| known.stems.first() == word.stems.first())
            {
                continue;
            }
            let factor = if store.is_generic(&word.roots) {
                worth.generic
            } else {
                1.0
            };
            words.push(QueryWord {
                weight: store.rarity(&word.roots) * factor,
                text: word.text,
                stems: word.stems.into_vec(),
                roots: word.roots.into_vec(),
            });
        }
        let sum: f32 = words.iter().map(|w| w.weight).sum();
        for word in &mut words {
            word.weight /= sum.max(f32::MIN_POSITIVE);
        }
        Self { words }
    }

    /// The number of its most telling word.
    pub(in crate::coverage) fn heaviest(&self) -> Option<usize> {
        let weights = self.words.iter().map(|w| w.weight).enumerate();
        weights
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::testing::Tiny;

    #[test]
    fn weights_add_up_to_one_and_a_word_counts_once() {
        let curriculum = Tiny::welder().build();
        let query = curriculum.query("Metināt tēraudu, metināt un vēlreiz metināt", Lang::Lv);
        let words: Vec<&str> = query.words.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(
            words
                .iter()
                .filter(|w| w.to_lowercase() == "metināt")
                .count(),
            1,
            "{words:?}"
        );
        let sum: f32 = query.words.iter().map(|w| w.weight).sum();
        assert!((sum - 1.0).abs() < 1e-5);
    }

    #[test]
    fn words_that_say_little_weigh_less() {
        let curriculum = Tiny::welder().build();
        let query = curriculum.query("izvēlēties līmēšanu", Lang::Lv);
        assert_eq!(query.heaviest(), Some(1));
        assert!(query.words[0].weight < query.words[1].weight / 2.0);
    }

    #[test]
    fn stop_words_leave_nothing() {
        let curriculum = Tiny::welder().build();
        let query = curriculum.query("un ar no", Lang::Lv);
        assert!(query.words.is_empty());
        assert_eq!(query.heaviest(), None);
    }
}
