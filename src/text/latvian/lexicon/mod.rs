//! The optional lexicon: a dictionary that the user has installed (for example Debian's hunspell-lv), compiled
//! once into an automaton. Nothing of it is part of this program.
//!
//! The lexicon corrects the grammar and does not replace it: it holds the forms that the grammar would give
//! other keys than the dictionary does. All other words, known or not, go by the rules, and the keys that the
//! lexicon gives are made by the same rules from the base form, so both meet.

mod affix;
mod arena;
mod base;
mod compile;
mod differences;
mod error;
mod expand;
mod file;
#[cfg(test)]
mod tests;

use std::io::BufRead;

pub use compile::Report;
pub use error::{LexiconError, Source};
pub use file::Lexicon;

impl Lexicon {
    /// Compiles a Hunspell .aff/.dic pair in UTF-8.
    ///
    /// # Errors
    /// With file and line when a line cannot be read or understood.
    pub fn compile(
        affix: impl BufRead,
        dictionary: impl BufRead,
    ) -> Result<(Self, Report), LexiconError> {
        let (bytes, report) = compile::compile(affix, dictionary)?;
        Ok((Self::from_bytes(bytes)?, report))
    }
}
