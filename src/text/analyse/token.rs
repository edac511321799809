//! What the analysis says about one word of a text.

use super::super::lang::Layer;
use super::super::tokenise::TokenKind;
use super::readings::Readings;
use std::ops::Range;

/// A token with the keys of all layers, borrowed from the analyser's buffers.
///
/// Every text here is free of white space and at most 255 UTF-16 units long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenView<'a> {
    /// Bytes in the original text.
    pub range: Range<usize>,
    /// Number of the token in its text, from 0.
    pub position: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// Normalised, with the case of the text: names and codes are shown like this.
    pub written: &'a str,
    /// Lower case: the surface layer.
    pub surface: &'a str,
    /// Without diacritics: the folded layer.
    pub folded: &'a str,
    /// Keys of the inflection: the stem layer.
    pub stems: &'a Readings,
    /// Stem keys in the space without diacritics.
    pub bridges: &'a Readings,
    /// Keys of the word family: the root layer.
    pub roots: &'a Readings,
    /// The code that ends with this token.
    pub code: Option<CodeView<'a>>,
}

/// A code reading: the code from its first part through the token that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeView<'a> {
    /// Folded, without separators: `iso9001`.
    pub text: &'a str,
    /// Bytes in the original text, from the first part on.
    pub range: Range<usize>,
    /// How many tokens it spans, this one included.
    pub parts: u32,
}

/// A token that owns its texts. Fields as in [`TokenView`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the original text.
    pub range: Range<usize>,
    /// Number of the token in its text, from 0.
    pub position: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// Normalised, with the case of the text.
    pub written: String,
    /// Lower case.
    pub surface: String,
    /// Without diacritics.
    pub folded: String,
    /// Key of the inflection.
    pub stem: String,
    /// Key of the second reading.
    pub stem_alt: Option<String>,
    /// Keys of further readings.
    pub stem_more: Vec<String>,
    /// Stem key in the space without diacritics.
    pub bridge: String,
    /// Second stem key in the space without diacritics.
    pub bridge_alt: Option<String>,
    /// Further stem keys in the space without diacritics.
    pub bridge_more: Vec<String>,
    /// Key of the word family.
    pub root: String,
    /// Key of the family of the second reading.
    pub root_alt: Option<String>,
    /// Keys of further families.
    pub root_more: Vec<String>,
    /// The code that ends with this token.
    pub code: Option<Code>,
}

/// A code reading that owns its text. Fields as in [`CodeView`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Folded, without separators.
    pub text: String,
    /// Bytes in the original text, from the first part on.
    pub range: Range<usize>,
    /// How many tokens it spans, this one included.
    pub parts: u32,
}

impl From<&CodeView<'_>> for Code {
    fn from(view: &CodeView<'_>) -> Self {
        Self {
            text: view.text.to_owned(),
            range: view.range.clone(),
            parts: view.parts,
        }
    }
}

impl From<&TokenView<'_>> for Token {
    fn from(view: &TokenView<'_>) -> Self {
        Self {
            range: view.range.clone(),
            position: view.position,
            kind: view.kind,
            written: view.written.to_owned(),
            surface: view.surface.to_owned(),
            folded: view.folded.to_owned(),
            stem: view.stems.first().to_owned(),
            stem_alt: view.stems.get(1).map(str::to_owned),
            stem_more: view.stems.iter().skip(2).map(str::to_owned).collect(),
            bridge: view.bridges.first().to_owned(),
            bridge_alt: view.bridges.get(1).map(str::to_owned),
            bridge_more: view.bridges.iter().skip(2).map(str::to_owned).collect(),
            root: view.roots.first().to_owned(),
            root_alt: view.roots.get(1).map(str::to_owned),
            root_more: view.roots.iter().skip(2).map(str::to_owned).collect(),
            code: view.code.as_ref().map(Code::from),
        }
    }
}

impl Token {
    /// The keys of a layer, likeliest reading first.
    pub fn keys(&self, layer: Layer) -> impl Iterator<Item = &str> {
        let (first, alt, more) = match layer {
            Layer::Surface => (&self.surface, None, &[][..]),
            Layer::Folded => (&self.folded, None, &[][..]),
            Layer::Stem => (&self.stem, self.stem_alt.as_ref(), &self.stem_more[..]),
            Layer::Root => (&self.root, self.root_alt.as_ref(), &self.root_more[..]),
        };
        std::iter::once(first)
            .chain(alt)
            .chain(more)
            .map(String::as_str)
    }

    /// The stem keys in the space without diacritics.
    pub fn bridges(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.bridge)
            .chain(&self.bridge_alt)
            .chain(&self.bridge_more)
            .map(String::as_str)
    }

    /// All texts that an index would store for this token.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let code = self.code.iter().map(|code| code.text.as_str());
        Layer::ALL
            .into_iter()
            .flat_map(|layer| self.keys(layer))
            .chain(self.bridges())
            .chain(code)
    }
}
