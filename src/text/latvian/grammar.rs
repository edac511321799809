//! The grammar as automata. They are built from the tables once per process, in two copies: one for words as
//! they are written and one for the diacritic-free space, in which the tables are folded letter by letter.

use std::sync::LazyLock;

use super::alphabet::{code, fold_code, fold_into};
use super::endings::Endings;
use super::exact::Exact;
use super::palatal::{Turn, palatalise, palatalise_folded};
use super::trie::Trie;
use super::{build_endings, build_stems, build_words};

/// Which of the two letter spaces a grammar is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Space {
    /// Words as they are written.
    Written,
    /// Words without diacritics.
    Folded,
}

/// A stem of a listed verb: the forms that it carries and the infinitive stem that is the key.
#[derive(Clone, Copy, Debug)]
pub struct ListedStem {
    /// Bits of [`super::rule::stem`].
    pub mask: u16,
    /// Index into [`Grammar::infinitives`].
    pub infinitive: u16,
}

/// What the suffix before a nominal ending says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuffixClass {
    /// No verb reading.
    Nominal,
    /// Only hard before -i.
    Hard,
    /// Only soft before -i.
    Soft,
}

/// What the tables know about a nominal stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NominalStem {
    /// A noun of the 1st or 4th declension: no verb reading.
    Noun,
    /// An adjective: no verb reading, definite endings too.
    Adjective,
    /// Not palatalised; other readings stay open.
    Unpalatalised,
}

/// The automata of one space.
pub struct Grammar {
    /// The space.
    pub space: Space,
    /// Endings, reversed.
    pub endings: Endings,
    /// Stems of listed verbs.
    pub stems: Trie<ListedStem>,
    /// Infinitive stems of listed verbs.
    pub infinitives: Vec<String>,
    /// Word-forming suffixes, reversed.
    pub suffixes: Trie<SuffixClass>,
    /// Listed nouns and adjectives, and stems that are never palatalised.
    pub nominal_stems: Trie<NominalStem>,
    /// Closed classes and irregular words.
    pub exact: Exact,
    /// Verb prefixes.
    pub prefixes: Trie<()>,
}

static WRITTEN: LazyLock<Grammar> = LazyLock::new(|| build(Space::Written));
static FOLDED: LazyLock<Grammar> = LazyLock::new(|| build(Space::Folded));

/// The grammar of a space.
#[inline]
pub fn grammar(space: Space) -> &'static Grammar {
    match space {
        Space::Written => &WRITTEN,
        Space::Folded => &FOLDED,
    }
}

impl Grammar {
    /// See [`palatalise`].
    #[inline]
    pub fn turn(&self, third: u8, second: u8, last: u8) -> Turn {
        match self.space {
            Space::Written => palatalise(third, second, last),
            Space::Folded => palatalise_folded(third, second, last),
        }
    }
}

/// Verb prefixes. Latvian grammar: the eleven that every verb can take.
pub const PREFIXES: &[&str] = &[
    "aiz", "ap", "at", "ie", "iz", "no", "pa", "pār", "pie", "sa", "uz",
];

fn build(space: Space) -> Grammar {
    let (stems, infinitives) = build_stems::build(space);
    Grammar {
        space,
        endings: build_endings::build(space),
        stems,
        infinitives,
        suffixes: build_endings::suffixes(space),
        nominal_stems: build_words::nominal_stems(space),
        exact: build_words::exact(space),
        prefixes: Trie::build(PREFIXES.iter().map(|p| (codes(p, space), ()))),
    }
}

/// The letter codes of a table entry in a space.
pub fn codes(text: &str, space: Space) -> Vec<u8> {
    text.chars()
        .map(code)
        .map(|c| {
            if space == Space::Folded {
                fold_code(c)
            } else {
                c
            }
        })
        .collect()
}

/// The same, read from the end.
pub fn reversed(text: &str, space: Space) -> Vec<u8> {
    let mut codes = codes(text, space);
    codes.reverse();
    codes
}

/// A table entry as text in a space.
pub fn spelled(text: &str, space: Space) -> String {
    let mut out = String::new();
    match space {
        Space::Written => out.push_str(text),
        Space::Folded => fold_into(text, &mut out),
    }
    out
}

/// Rows of a table: comments and empty lines left out.
pub fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .map(|line| line.split('#').next().unwrap_or("").trim())
        .filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spaces_number_the_verbs_alike() {
        let (written, folded) = (grammar(Space::Written), grammar(Space::Folded));
        assert_eq!(written.infinitives.len(), folded.infinitives.len());
        assert!(
            folded
                .infinitives
                .iter()
                .all(|infinitive| infinitive.is_ascii())
        );
        for (a, b) in written.infinitives.iter().zip(&folded.infinitives) {
            assert_eq!(&spelled(a, Space::Folded), b);
        }
    }

    #[test]
    fn comments_and_empty_lines_are_no_rows() {
        assert_eq!(rows("# a\n\nb c # d\n  \n").collect::<Vec<_>>(), ["b c"]);
    }
}
