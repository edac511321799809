//! Latvian morphology without a dictionary: the stem key of a word, its root key, and the bridges between
//! words typed with and without diacritics.
//!
//! A key is no lemma: it is a string that all forms of one word share and few other words have.
//!
//! - Nominal keys are the stem, its last consonant palatalised where the declension does so somewhere (`brāļ` for
//!   brālis, brāļa, brālim): the way forth is a function, the way back a guess.
//! - Verbal keys are the infinitive stem and `~` (`strādā~`), those of reflexive verbs end in `~s`.
//! - Words that are not inflected, and adverbs with their degrees, end in `=` (`vēl=`, `ātri=`), so that no
//!   inflected word meets them.
//! - A form that can be two words gets a key of each; most have one.
//!
//! # How a word is read
//!
//! The module `analyse` asks the tables of whole words, then the user's lexicon, then the grammar. The grammar is an
//! automaton of endings, read from the end of the word, and an automaton of listed verb stems, read from its
//! beginning after ne-, jā- and a prefix; where the two meet there is a verb form. Verbs of the second conjugation
//! need no list, for the theme vowel shows them. What is left is a noun, an adjective, a numeral. A word without
//! diacritics is read a second time by the same grammar with all its tables folded.
//!
//! # Where to add what
//!
//! | what | where |
//! |---|---|
//! | a verb of the first or third conjugation | `tables/conjugation1.txt`, `tables/conjugation3.txt` |
//! | a pronoun, preposition, irregular form | `tables/closed.txt` |
//! | a noun like nakts or akmens | `tables/declension6.txt`, `tables/declension2.txt` |
//! | a noun or adjective that is taken for a verb | `tables/nouns.txt`, `tables/adjectives.txt` |
//! | an adverb to keep apart from its adjective | `tables/adverbs.txt` |
//! | a stem that is not palatalised | `tables/unpalatalised.txt` |
//! | an ending | `endings_nominal.rs`, `endings_verbal.rs` |
//! | an alternation of consonants | `palatal.rs` |
//! | a suffix of derivation | `root.rs` |

mod alphabet;
mod analyse;
mod build_endings;
mod build_stems;
mod build_words;
mod endings;
mod endings_nominal;
mod endings_verbal;
mod exact;
mod grammar;
mod irregular;
mod keys;
mod lexicon;
mod palatal;
#[cfg(test)]
mod paradigm;
mod reading;
mod reading_nominal;
mod reading_verbal;
mod root;
mod rule;
#[cfg(test)]
mod tests;
mod trie;
mod word;

pub use alphabet::{fold_char, fold_into};
pub use keys::{Keys, MAX_KEY_BYTES, MAX_KEYS};
pub use lexicon::{Lexicon, LexiconError, Report, Source};

/// The analyser. Cheap to make: the grammar's automata are built once per process.
#[derive(Default)]
pub struct Latvian {
    lexicon: Option<Lexicon>,
}

impl Latvian {
    /// Grammar and built-in tables only.
    pub fn builtin() -> Self {
        Self::default()
    }

    /// Grammar, corrected by a lexicon.
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        Self {
            lexicon: Some(lexicon),
        }
    }

    /// Stem keys of a lower-case NFC word.
    pub fn stems(&self, word: &str, out: &mut Keys) {
        analyse::stems_with(word, self.lexicon.as_ref(), out);
    }

    /// Root keys: the derivation layer, a weaker tier.
    pub fn root(&self, word: &str, out: &mut Keys) {
        out.clear();
        let mut stems = Keys::new();
        analyse::written_stems(word, self.lexicon.as_ref(), &mut stems);
        for key in stems.iter() {
            root::roots(key, out);
        }
    }

    /// Keys in the diacritic-free space. A word and the same word typed without diacritics share one.
    pub fn bridges(&self, word: &str, out: &mut Keys) {
        out.clear();
        let mut stems = Keys::new();
        let mut folded = [0u8; MAX_KEY_BYTES];
        if let Some(plain) = fold_onto(word, &mut folded)
            && plain != word
        {
            self.stems(plain, &mut stems);
            stems.iter().for_each(|key| out.push_folded(key));
        }
        self.stems(word, &mut stems);
        stems.iter().for_each(|key| out.push_folded(key));
    }
}

/// The word without diacritics, on the caller's buffer; `None` when it does not fit.
fn fold_onto<'b>(word: &str, buffer: &'b mut [u8]) -> Option<&'b str> {
    let mut used = 0;
    for c in word.chars().map(fold_char) {
        let end = used + c.len_utf8();
        c.encode_utf8(buffer.get_mut(used..end)?);
        used = end;
    }
    std::str::from_utf8(buffer.get(..used)?).ok()
}
