//! The analyser: text in, tokens with the keys of all layers out.
//!
//! Indexing, querying and highlighting use the same [`Analyser`], so that they can't disagree. [`Analyser::visit`] is the
//! way without an allocation per token; [`Analyser::analyse`] collects; [`Analyser::analyse_query`] reads a query in both
//! languages.

mod keys;
mod query;
mod readings;
mod token;

pub use query::{CodeReading, LayerKeys, QueryWord};
pub use readings::Readings;
pub use token::{Code, CodeView, Token, TokenView};

use super::english::English;
use super::fold::{cut, fold_word, lower_case};
use super::lang::Lang;
use super::latvian::Latvian;
use super::limits::CODE_PARTS;
use super::normalise::Normalised;
use super::tokenise::codes::{CodeReader, Part, Writer};
use super::tokenise::tokens;
use keys::{Grammars, WordBuffers};
use std::ops::Range;

/// Analyses Latvian and English text. Has no state that changes, so one serves all threads.
pub struct Analyser {
    grammars: Grammars,
}

/// Buffers that [`Analyser::visit`] fills again and again. One for each thread that indexes.
#[derive(Default)]
pub struct Scratch {
    normalised: Normalised,
    surface: String,
    folded: String,
    words: WordBuffers,
}

impl std::fmt::Debug for Analyser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Analyser")
    }
}

impl std::fmt::Debug for Scratch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scratch")
    }
}

impl Scratch {
    /// Buffers that remember the keys of words, for whoever reads many texts. The plain ones suffice for a query.
    #[must_use]
    pub fn remembering() -> Self {
        Self {
            words: WordBuffers::remembering(),
            ..Self::default()
        }
    }
}

impl Default for Analyser {
    fn default() -> Self {
        Self::new(Latvian::builtin())
    }
}

impl Analyser {
    /// An analyser with this Latvian grammar.
    #[must_use]
    pub fn new(latvian: Latvian) -> Self {
        Self {
            grammars: Grammars {
                latvian,
                english: English::default(),
            },
        }
    }

    /// The Latvian grammar alone, for whoever needs the keys of single words and nothing else.
    #[must_use]
    pub fn latvian(&self) -> &Latvian {
        &self.grammars.latvian
    }

    /// Shows every token of `text` to `sink`, in order.
    pub fn visit(
        &self,
        text: &str,
        lang: Lang,
        scratch: &mut Scratch,
        sink: impl FnMut(&TokenView<'_>),
    ) {
        self.walk(text, lang, Writer::Document, scratch, sink);
    }

    /// The tokens of `text`.
    #[must_use]
    pub fn analyse(&self, text: &str, lang: Lang) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 7);
        self.visit(text, lang, &mut Scratch::default(), |view| {
            tokens.push(Token::from(view))
        });
        tokens
    }

    fn walk(
        &self,
        text: &str,
        lang: Lang,
        writer: Writer,
        scratch: &mut Scratch,
        mut sink: impl FnMut(&TokenView<'_>),
    ) {
        let Scratch {
            normalised,
            surface,
            folded,
            words,
        } = scratch;
        normalised.set(text);
        let mut codes = CodeReader::new(writer);
        let mut starts = [0_usize; CODE_PARTS];
        let mut end = 0;
        for (position, raw) in (0_u32..).zip(tokens(normalised.text())) {
            let written = cut(slice(normalised.text(), raw.range.clone()));
            surface.clear();
            lower_case(written, surface);
            folded.clear();
            fold_word(surface, folded);
            if folded.is_empty() {
                // A run of marks alone, or a letter that is nothing but a mark: what is written is all there is.
                folded.push_str(surface);
            }
            let folded_key = cut(folded);
            let separator = slice(normalised.text(), end..raw.range.start);
            end = raw.range.end;
            let keys = self
                .grammars
                .keys(lang, raw.kind, surface, folded_key, words);
            let range = normalised.original(raw.range);
            if let Some(start) = starts.get_mut(position as usize % CODE_PARTS) {
                *start = range.start;
            }
            let part = Part {
                separator,
                kind: raw.kind,
                written,
                folded: folded_key,
            };
            let code = codes.read(part).map(|(text, parts)| {
                let first = (position as usize + 1).saturating_sub(parts) % CODE_PARTS;
                let start = starts.get(first).copied().unwrap_or(range.start);
                CodeView {
                    text,
                    range: start..range.end,
                    parts: u32::try_from(parts).unwrap_or(u32::MAX),
                }
            });
            sink(&TokenView {
                range,
                position,
                kind: raw.kind,
                written,
                surface,
                folded: folded_key,
                stems: &keys.stems,
                bridges: &keys.bridges,
                roots: &keys.roots,
                code,
            });
        }
    }
}

/// A piece of `text`; nothing instead of a panic where the range is none of it.
fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests;
