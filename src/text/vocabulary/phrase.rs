//! Phrases of the vocabulary and how a query meets them.

use crate::text::analyse::{Analyser, QueryWord};
use crate::text::lang::Layer;

/// A phrase with its analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// As written in the file.
    pub text: String,
    /// Its words with their keys, ready to be searched for.
    pub words: Vec<QueryWord>,
    /// How near a query must come to be this phrase.
    pub layer: Layer,
}

impl Phrase {
    pub(super) fn new(analyser: &Analyser, text: &str, layer: Layer) -> Self {
        Self {
            text: text.to_owned(),
            words: analyser.analyse_query(text),
            layer,
        }
    }

    /// Two phrases with the same identity are met by the same queries.
    pub(super) fn identity(&self) -> String {
        let keys = self.words.iter().map(|word| match self.layer {
            Layer::Surface => word.surface.as_str(),
            Layer::Folded => word.folded.as_str(),
            Layer::Stem => word.lv.stem.first().map_or("", String::as_str),
            Layer::Root => word.lv.root.first().map_or("", String::as_str),
        });
        keys.collect::<Vec<_>>().join(" ")
    }

    /// Whether the words of the query from its first on are this phrase.
    pub(super) fn is_at(&self, query: &[QueryWord]) -> bool {
        !self.words.is_empty()
            && query.len() >= self.words.len()
            && self
                .words
                .iter()
                .zip(query)
                .all(|(mine, theirs)| same(self.layer, mine, theirs))
    }
}

/// Whether a word of a query is a word of a phrase.
///
/// By stem also when the query has no diacritics: then the keys without diacritics are compared. With diacritics typed
/// they count, so that *kāzas* is not *kazas*.
fn same(layer: Layer, mine: &QueryWord, theirs: &QueryWord) -> bool {
    match layer {
        Layer::Surface => mine.surface == theirs.surface,
        Layer::Folded => mine.folded == theirs.folded,
        Layer::Root => meet(&mine.lv.root, &theirs.lv.root),
        Layer::Stem => {
            meet(&mine.lv.stem, &theirs.lv.stem)
                || (theirs.is_plain() && meet(&mine.lv.bridge, &theirs.lv.bridge))
                || (mine.is_plain() && theirs.is_plain() && meet(&mine.en.stem, &theirs.en.stem))
        }
    }
}

fn meet(mine: &[String], theirs: &[String]) -> bool {
    mine.iter().any(|key| theirs.contains(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meets(phrase: &str, layer: Layer, query: &str) -> bool {
        let analyser = Analyser::default();
        Phrase::new(&analyser, phrase, layer).is_at(&analyser.analyse_query(query))
    }

    #[test]
    fn any_inflection_and_missing_diacritics_meet() {
        assert!(meets("mēbeļu galdnieks", Layer::Stem, "mēbeļu galdniekam"));
        assert!(meets(
            "motorzāģa vadītājs",
            Layer::Stem,
            "motorzaga vaditaja"
        ));
        assert!(!meets("mēbeļu galdnieks", Layer::Stem, "mēbeļu"));
        assert!(!meets("mēbeļu galdnieks", Layer::Stem, "galdnieks mēbeļu"));
    }

    #[test]
    fn nearer_layers_are_stricter() {
        assert!(meets("PIL", Layer::Folded, "pil"));
        assert!(!meets("skola", Layer::Surface, "skolas"));
        assert!(meets("fuse", Layer::Stem, "fuses"));
    }

    #[test]
    fn an_empty_phrase_meets_nothing() {
        assert!(!meets("…", Layer::Stem, "skola"));
    }
}
