//! Text analysis: what makes Latvian (and English) words findable.
//!
//! Pure functions: no input or output, no other part of the crate. A text goes through [`normalise`](mod@normalise) and
//! [`tokenise`] and comes out of the [`Analyser`] as tokens with keys in four [`Layer`]s. Around it stand the [`latvian`]
//! grammar, [`fold`]ing of diacritics, [highlighting](mod@highlight) from the analyser's own offsets, the [`vocabulary`] of synonyms and
//! abbreviations that people edit, [`typo`] correction and [`compound`] splitting from the index's own words.

pub mod analyse;
pub mod compound;
pub mod english;
pub mod fold;
pub mod highlight;
mod lang;
pub mod latvian;
pub mod limits;
pub mod normalise;
mod store;
pub mod tokenise;
pub mod typo;
pub mod vocabulary;

pub use analyse::{
    Analyser, Code, CodeReading, CodeView, LayerKeys, QueryWord, Readings, Scratch, Token,
    TokenView,
};
pub use compound::{Compounds, Joined, Split};
pub use highlight::{Passage, highlight, passage};
pub use lang::{Lang, Layer};
pub use tokenise::TokenKind;
pub use typo::{Candidate, TypoIndex};
pub use vocabulary::{Expansion, Vocabulary};
