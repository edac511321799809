//! What the analysis says about the words of a query: keys in every layer, read in both languages.

use super::super::lang::{Lang, Layer};
use super::super::limits::QUERY_WORDS;
use super::super::tokenise::TokenKind;
use super::super::tokenise::codes::Writer;
use super::{Analyser, Readings, Scratch, TokenView};
use std::ops::Range;

/// The keys of a word in one language. Each list has at least one entry, the likeliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayerKeys {
    /// Stem keys, to be asked of the stem fields.
    pub stem: Vec<String>,
    /// Stem keys without diacritics, to be asked of the bridge fields.
    pub bridge: Vec<String>,
    /// Root keys.
    pub root: Vec<String>,
}

/// A code reading that ends with a word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeReading {
    /// Folded, without separators: `iso9001`.
    pub text: String,
    /// The words of the query that it spans.
    pub words: Range<usize>,
}

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// Bytes in the query as typed.
    pub range: Range<usize>,
    /// Number of the word in the query, from 0.
    pub position: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// Normalised, with the case in which it was typed.
    pub written: String,
    /// Lower case.
    pub surface: String,
    /// Without diacritics.
    pub folded: String,
    /// Keys if the word is Latvian.
    pub lv: LayerKeys,
    /// Keys if the word is English.
    pub en: LayerKeys,
    /// The code that ends with this word.
    pub code: Option<CodeReading>,
}

impl QueryWord {
    /// Whether the word was typed without diacritics, though it may have some.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.surface.is_ascii()
    }

    /// The keys of the word in one language.
    #[must_use]
    pub fn in_language(&self, lang: Lang) -> &LayerKeys {
        match lang {
            Lang::Lv => &self.lv,
            Lang::En => &self.en,
        }
    }

    /// The keys to ask of one layer. Bridges are not among them; see [`LayerKeys::bridge`].
    #[must_use]
    pub fn keys(&self, lang: Lang, layer: Layer) -> &[String] {
        match layer {
            Layer::Surface => std::slice::from_ref(&self.surface),
            Layer::Folded => std::slice::from_ref(&self.folded),
            Layer::Stem => &self.in_language(lang).stem,
            Layer::Root => &self.in_language(lang).root,
        }
    }
}

impl Analyser {
    /// The words of a query, at most [`QUERY_WORDS`] of them.
    #[must_use]
    pub fn analyse_query(&self, text: &str) -> Vec<QueryWord> {
        let mut scratch = Scratch::default();
        self.analyse_query_with(text, &mut scratch)
    }

    /// The same with buffers that the caller keeps.
    #[must_use]
    pub fn analyse_query_with(&self, text: &str, scratch: &mut Scratch) -> Vec<QueryWord> {
        let text = first_words(text);
        let mut words: Vec<QueryWord> = Vec::with_capacity(8);
        self.walk(text, Lang::Lv, Writer::Searcher, scratch, |view| {
            if words.len() < QUERY_WORDS {
                words.push(query_word(view));
            }
        });
        for word in &mut words {
            let keys = self.grammars.keys(
                Lang::En,
                word.kind,
                &word.surface,
                &word.folded,
                &mut scratch.words,
            );
            word.en = LayerKeys {
                stem: list(&keys.stems),
                bridge: list(&keys.bridges),
                root: list(&keys.roots),
            };
        }
        words
    }

    /// The keys of a single word, as the index stores them and a query asks for them.
    #[must_use]
    pub fn word_keys(&self, word: &str, lang: Lang) -> LayerKeys {
        let mut keys = LayerKeys::default();
        self.visit(word, lang, &mut Scratch::default(), |view| {
            let here = layer_keys(view);
            keys.stem.extend(here.stem);
            keys.bridge.extend(here.bridge);
            keys.root.extend(here.root);
        });
        keys
    }
}

/// The beginning of a query that can hold [`QUERY_WORDS`] words of any sane length.
fn first_words(text: &str) -> &str {
    let end = text.floor_char_boundary(QUERY_WORDS * 64);
    text.get(..end).unwrap_or(text)
}

fn query_word(view: &TokenView<'_>) -> QueryWord {
    let position = view.position as usize;
    QueryWord {
        range: view.range.clone(),
        position: view.position,
        kind: view.kind,
        written: view.written.to_owned(),
        surface: view.surface.to_owned(),
        folded: view.folded.to_owned(),
        lv: layer_keys(view),
        en: LayerKeys::default(),
        code: view.code.as_ref().map(|code| CodeReading {
            text: code.text.to_owned(),
            words: (position + 1).saturating_sub(code.parts as usize)..position + 1,
        }),
    }
}

fn layer_keys(view: &TokenView<'_>) -> LayerKeys {
    LayerKeys {
        stem: list(view.stems),
        bridge: list(view.bridges),
        root: list(view.roots),
    }
}

fn list(readings: &Readings) -> Vec<String> {
    readings.iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_in_both_languages() {
        let words = Analyser::default().analyse_query("welding machines");
        assert_eq!(words[0].keys(Lang::En, Layer::Stem), ["weld"]);
        assert_eq!(words[1].keys(Lang::En, Layer::Root), ["machin"]);
        assert_eq!(words[1].keys(Lang::Lv, Layer::Surface), ["machines"]);
        assert!(
            words
                .iter()
                .all(|word| !word.lv.stem.is_empty() && !word.lv.root.is_empty())
        );
    }

    #[test]
    fn a_code_names_the_words_it_spans() {
        let words = Analyser::default().analyse_query("pkp 33 522 01 1");
        let code = words[4].code.as_ref().unwrap();
        assert_eq!((code.text.as_str(), code.words.clone()), ("33522011", 1..5));
    }

    #[test]
    fn a_giant_query_is_bounded() {
        let analyser = Analyser::default();
        assert_eq!(
            analyser.analyse_query(&"vārds ".repeat(10_000)).len(),
            QUERY_WORDS
        );
        assert_eq!(analyser.analyse_query(&"ž".repeat(1_000_000)).len(), 1);
    }

    #[test]
    fn word_keys_are_those_of_the_index() {
        let analyser = Analyser::default();
        let token = &analyser.analyse("Programmēšana", Lang::Lv)[0];
        let keys = analyser.word_keys("Programmēšana", Lang::Lv);
        assert_eq!(keys.stem[0], token.stem);
        assert_eq!(keys.bridge[0], token.bridge);
        assert_eq!(keys.root[0], token.root);
    }

    #[test]
    fn plain_words_are_told_apart() {
        let words = Analyser::default().analyse_query("mebelu mēbeļu");
        assert!(words[0].is_plain() && !words[1].is_plain());
    }
}
