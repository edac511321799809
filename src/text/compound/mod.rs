//! Compounds: *kokapstrāde* and *koka apstrāde* are one thing.
//!
//! [`Compounds::split`] takes a word apart where both halves are words of the index; [`Compounds::join`] puts two words of
//! a query together where the whole is a word of the index. How the first half looks is grammar (`left.rs`): the bare stem
//! (*kok-apstrāde*), a genitive (*darba-vieta, datu-bāze*), an adjective or foreign stem with *-o-* (*elektr-o-instalācija*
//! for *elektriskā instalācija*). The second half is any form of a word of the index. What must not be a half – prefixes,
//! endings that happen to be words – stands in `parts.rs`.

mod left;
mod parts;
mod score;

use super::analyse::Analyser;
use super::fold::{fold_word, lower_case};
use super::lang::Lang;
use super::store::Store;
use left::Left;
pub use score::ACCEPTED;
use score::Evidence;

/// All words of an index that may be compounds or halves of one.
#[derive(Debug, Default)]
pub struct Compounds {
    /// Words by what they look like as a first half.
    lefts: Store,
    /// Words by their stems in the space without diacritics.
    wholes: Store,
}

/// A word taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Split<'i> {
    /// Where the second half begins, in bytes of the word in lower case.
    pub at: usize,
    /// A word of the index that the first half is a form of.
    pub left: &'i str,
    /// A word of the index that the second half is a form of; the very form if the index has it.
    pub right: &'i str,
    /// How sure it is, from 0 to 1. At least [`ACCEPTED`].
    pub score: f32,
}

/// A compound of the index that two neighbouring words of a query make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined<'i> {
    /// The most frequent form in the index.
    pub word: &'i str,
    /// Its frequency.
    pub frequency: u32,
}

impl Compounds {
    /// Takes the surface forms of an index with their frequencies.
    pub fn build<T: AsRef<str>>(
        analyser: &Analyser,
        words: impl IntoIterator<Item = (T, u32)>,
    ) -> Self {
        let mut lefts = Vec::new();
        let mut wholes = Vec::new();
        for (word, frequency) in words {
            let Some(word) = Word::new(word.as_ref()) else {
                continue;
            };
            if parts::is_closed(&word.folded) {
                continue;
            }
            let stems = word.stems(analyser);
            for key in &stems {
                wholes.push((key.clone(), word.surface.clone(), frequency));
            }
            if stems.is_empty() {
                continue;
            }
            for key in left::keys(&word.surface, &word.folded) {
                lefts.push((key, word.surface.clone(), frequency));
            }
        }
        Self {
            lefts: Store::build(lefts.into_iter()),
            wholes: Store::build(wholes.into_iter()),
        }
    }

    /// The likeliest way to take `word` apart, if there is one that is likely enough.
    #[must_use]
    pub fn split(&self, analyser: &Analyser, word: &str) -> Option<Split<'_>> {
        let word = Word::new(word)?;
        let frequency = self.frequency(analyser, &word);
        let mut best: Option<Split<'_>> = None;
        for (at, _) in word.surface.char_indices() {
            let (left, right) = (word.surface.get(..at)?, word.surface.get(at..)?);
            if !parts::may_be(left, right) {
                continue;
            }
            let Some(split) = self.split_at(analyser, left, right, frequency) else {
                continue;
            };
            if split.score >= score::ACCEPTED
                && best.as_ref().is_none_or(|best| best.score < split.score)
            {
                best = Some(split);
            }
        }
        best
    }

    fn split_at(
        &self,
        analyser: &Analyser,
        left: &str,
        right: &str,
        whole_frequency: u32,
    ) -> Option<Split<'_>> {
        let plain = left.is_ascii() && right.is_ascii();
        let (first, kind) = self.left(left, plain)?;
        let second = self.right(analyser, right, plain)?;
        let score = score::of(Evidence {
            left,
            right,
            kind,
            left_frequency: first.frequency,
            right_frequency: second.frequency,
            whole_frequency,
            guessed: u8::from(first.guessed) + u8::from(second.guessed),
        });
        Some(Split {
            at: left.len(),
            left: first.word,
            right: second.word,
            score,
        })
    }

    /// The word of the index that a first half belongs to, and how it shows.
    fn left(&self, half: &str, plain: bool) -> Option<(Half<'_>, Left)> {
        let half_folded = folded(half);
        left::readings(&half_folded).find_map(|(key, kind)| {
            let words = self
                .lefts
                .words(&key)
                .filter(|(word, _)| left::fits(kind, half, word));
            let agrees = |word: &str| kind == Left::Linked || left::vowels_agree(half, word);
            Some((Half::best(words, Exact::Scrap(half), plain, agrees)?, kind))
        })
    }

    /// The word of the index that a second half belongs to: the very form, or the most frequent one.
    fn right(&self, analyser: &Analyser, half: &str, plain: bool) -> Option<Half<'_>> {
        let stems = Word::new(half)?.stems(analyser);
        let words = stems.iter().flat_map(|key| self.wholes.words(key));
        Half::best(words, Exact::Form(half), plain, |word| {
            left::vowels_agree(half, word)
        })
    }

    /// How often the index has the word, all its forms together.
    fn frequency(&self, analyser: &Analyser, word: &Word) -> u32 {
        let key = word.stems(analyser);
        let Some(key) = key.first() else { return 0 };
        self.wholes
            .words(key)
            .fold(0, |sum, (_, frequency)| sum.saturating_add(frequency))
    }

    /// The compounds of the index that `left` and `right`, neighbours in a query, make together; likeliest first.
    #[must_use]
    pub fn join(&self, analyser: &Analyser, left: &str, right: &str) -> Vec<Joined<'_>> {
        let (Some(first), Some(second)) = (Word::new(left), Word::new(right)) else {
            return Vec::new();
        };
        let plain = first.surface.is_ascii() && second.surface.is_ascii();
        let mut found: Vec<Joined<'_>> = Vec::new();
        for half in left::halves(&first.surface) {
            if !parts::may_be(&half, &second.surface) {
                continue;
            }
            let Some(whole) = Word::new(&(half + &second.surface)) else {
                continue;
            };
            for key in whole.stems(analyser) {
                let words = self
                    .wholes
                    .words(&key)
                    .filter(|(word, _)| plain || left::vowels_agree(&whole.surface, word));
                let Some((word, frequency)) = words.max_by_key(|&(_, frequency)| frequency) else {
                    continue;
                };
                if found.iter().all(|known| known.word != word) {
                    found.push(Joined { word, frequency });
                }
            }
        }
        found.sort_by(|a, b| b.frequency.cmp(&a.frequency).then(a.word.cmp(b.word)));
        found
    }
}

/// What it means that the index has a half as it stands.
#[derive(Clone, Copy)]
enum Exact<'h> {
    /// A second half is the form of a word: the very form is the best.
    Form(&'h str),
    /// A first half is mostly a stem: alone it is an abbreviation or a scrap, and any real form is better.
    Scrap(&'h str),
}

impl Exact<'_> {
    fn is_better(self, word: &str) -> bool {
        match self {
            Self::Form(half) => word == half,
            Self::Scrap(half) => word != half,
        }
    }
}

/// A word of the index that one half of a compound may be.
struct Half<'i> {
    word: &'i str,
    /// Of all its forms.
    frequency: u32,
    /// Only if diacritics were left out.
    guessed: bool,
}

impl<'i> Half<'i> {
    /// The very form if the index has it, else the most frequent; spelled as typed rather than guessed.
    fn best(
        words: impl Iterator<Item = (&'i str, u32)>,
        exact: Exact<'_>,
        plain: bool,
        agrees: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let mut best: Option<(bool, bool, u32, &str)> = None;
        let mut frequency = 0_u32;
        for (word, count) in words {
            let agreed = agrees(word);
            if !agreed && !plain {
                continue;
            }
            let rank = (agreed, exact.is_better(word), count, word);
            match best {
                Some(known) if known.0 && !agreed => continue,
                Some(known) if known.0 == agreed => frequency = frequency.saturating_add(count),
                _ => frequency = count,
            }
            best = best.max(Some(rank));
        }
        best.map(|(agreed, _, _, word)| Self {
            word,
            frequency,
            guessed: !agreed,
        })
    }
}

/// A word in the two spellings that are needed here.
struct Word {
    surface: String,
    folded: String,
}

impl Word {
    /// Words of letters only, of three or more.
    fn new(word: &str) -> Option<Self> {
        let mut surface = String::with_capacity(word.len());
        lower_case(word, &mut surface);
        let letters = surface.chars().count();
        if !(3..=parts::LONGEST).contains(&letters) || !surface.chars().all(char::is_alphabetic) {
            return None;
        }
        let folded = folded(&surface);
        Some(Self { surface, folded })
    }

    /// Its stems as a noun or an adjective, in the space without diacritics; none if it is a form of a verb only. The
    /// grammar marks keys of verbs with a tilde.
    fn stems(&self, analyser: &Analyser) -> Vec<String> {
        let mut keys = analyser.word_keys(&self.surface, Lang::Lv).bridge;
        keys.retain(|key| !key.contains('~'));
        keys
    }
}

fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_word(word, &mut out);
    out
}

#[cfg(test)]
mod rates;
#[cfg(test)]
mod tests;
