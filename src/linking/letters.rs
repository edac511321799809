//! Words that look alike: typing errors, word formation that the grammar does not know, halves of compounds.
//!
//! Each word is the bag of its runs of three and four letters, marks at both ends included, weighted by rarity; likeness
//! is the cosine of two bags. Words are compared without diacritics.

use std::cell::RefCell;

use super::rows::Rows;
use super::words::{WordId, Words};
use crate::text::fold::folded;

/// Lengths of the runs.
const RUNS: [usize; 2] = [3, 4];

/// Runs that stand in more than this share of all words say nothing.
const COMMON: f32 = 0.05;

/// The words by the runs of their letters.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Hashes of the runs, ascending.
    runs: Vec<u32>,
    /// Squared rarity of each run.
    weights: Vec<f32>,
    words: Rows<WordId>,
    /// Length of each word's bag.
    norms: Vec<f32>,
}

/// Calls `sink` with the hash of every run of a folded word.
fn runs(folded: &str, mut sink: impl FnMut(u32)) {
    let mut letters: smallvec::SmallVec<[char; 32]> = smallvec::smallvec!['<'];
    letters.extend(folded.chars());
    letters.push('>');
    for length in RUNS {
        for run in letters.windows(length) {
            // FNV-1a: short, and good enough for some ten thousand different runs.
            let hash = run.iter().fold(0x811c_9dc5_u32, |hash, &c| {
                (hash ^ c as u32).wrapping_mul(0x0100_0193)
            });
            sink(hash);
        }
    }
}

impl Letters {
    /// Reads the words.
    pub(super) fn build(words: &Words) -> Self {
        let mut pairs: Vec<(u32, WordId)> = Vec::with_capacity(words.len() * 14);
        for word in 0..words.len() as WordId {
            let text = folded(words.text(word));
            if text.starts_with(|c: char| c.is_alphabetic()) {
                runs(&text, |run| pairs.push((run, word)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut letters = Self {
            norms: vec![0.0; words.len()],
            ..Self::default()
        };
        let all = words.len().max(1) as f32;
        let mut rest = pairs.as_slice();
        while let Some(&(first, _)) = rest.first() {
            let (same, after) = rest.split_at(rest.partition_point(|(run, _)| *run == first));
            rest = after;
            let rarity = (all / same.len() as f32).ln_1p();
            for (_, word) in same {
                if let Some(norm) = letters.norms.get_mut(*word as usize) {
                    *norm += rarity * rarity;
                }
            }
            // A run of one word alone leads nowhere, but counts in its length.
            let common = same.len() as f32 > all * COMMON && same.len() > 50;
            if !common {
                letters.runs.push(first);
                letters.weights.push(rarity * rarity);
                letters.words.push(same.iter().map(|(_, word)| *word));
            }
        }
        letters
            .norms
            .iter_mut()
            .for_each(|norm| *norm = norm.sqrt());
        letters.words.shrink();
        letters
    }

    /// Words that look like this one, the likest first: likeness from `least` to 1, at most `most` words.
    pub(super) fn like(&self, word: &str, least: f32, most: usize) -> Vec<(WordId, f32)> {
        thread_local! {
            static SUMS: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
        }
        SUMS.with_borrow_mut(|sums| self.like_with(sums, word, least, most))
    }

    fn like_with(
        &self,
        sums: &mut Vec<f32>,
        word: &str,
        least: f32,
        most: usize,
    ) -> Vec<(WordId, f32)> {
        if sums.len() < self.norms.len() {
            sums.resize(self.norms.len(), 0.0);
        }
        let mut seen: smallvec::SmallVec<[u32; 64]> = smallvec::SmallVec::new();
        runs(&folded(word), |run| seen.push(run));
        seen.sort_unstable();
        seen.dedup();
        let mut touched = Vec::new();
        let (mut own, strange) = (0.0, (self.norms.len().max(1) as f32).ln_1p().powi(2));
        for run in seen {
            let Ok(at) = self.runs.binary_search(&run) else {
                own += strange;
                continue;
            };
            let weight = self.weights.get(at).copied().unwrap_or(0.0);
            own += weight;
            for &word in self.words.row(at as u32) {
                if let Some(sum) = sums.get_mut(word as usize) {
                    if *sum == 0.0 {
                        touched.push(word);
                    }
                    *sum += weight;
                }
            }
        }
        let own = own.sqrt();
        let mut found = Vec::new();
        for word in touched {
            let Some(sum) = sums.get_mut(word as usize) else {
                continue;
            };
            let norm = self.norms.get(word as usize).copied().unwrap_or(0.0);
            let like = std::mem::take(sum) / (own * norm).max(f32::MIN_POSITIVE);
            if like >= least {
                found.push((word, like.min(1.0)));
            }
        }
        found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }

    /// Bytes on the heap.
    pub(super) fn bytes(&self) -> usize {
        (self.runs.capacity() + self.weights.capacity() + self.norms.capacity()) * 4
            + self.words.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linking::words::WordsBuilder;
    use crate::text::{Analyser, Lang, Scratch};

    fn letters(text: &str) -> (Letters, Words) {
        let mut builder = WordsBuilder::default();
        Analyser::default().visit(text, Lang::Lv, &mut Scratch::default(), |token| {
            builder.number(token, Lang::Lv);
        });
        let words = builder.finish();
        (Letters::build(&words), words)
    }

    #[test]
    fn a_typing_error_and_a_half_of_a_compound_are_found() {
        let (letters, words) = letters("metināšana kokapstrāde apstrāde galds krēsls");
        let best = |word: &str| {
            letters
                .like(word, 0.2, 3)
                .first()
                .map(|f| words.text(f.0).to_owned())
        };
        assert_eq!(best("metinašanna").as_deref(), Some("metināšana"));
        let near: Vec<_> = letters.like("metālapstrāde", 0.1, 3);
        assert!(
            near.iter().any(|f| words.text(f.0) == "apstrāde"),
            "{near:?}"
        );
    }

    #[test]
    fn a_word_is_quite_like_itself_and_nothing_stays_behind() {
        let (letters, words) = letters("galds krēsls skapis");
        for _ in 0..2 {
            let found = letters.like("krēsls", 0.5, 9);
            assert_eq!(found.len(), 1);
            assert!((found[0].1 - 1.0).abs() < 1e-5 && words.text(found[0].0) == "krēsls");
        }
        assert!(letters.like("", 0.1, 9).is_empty());
    }
}
