//! Nominal readings: nouns, adjectives, numerals, whatever is declined.

use super::alphabet::code_of;
use super::endings::Nominal;
use super::grammar::{NominalStem, SuffixClass};
use super::keys::Keys;
use super::reading::Reader;
use super::rule::Softness;

/// Classes of the word-forming suffixes found before an ending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SuffixClasses {
    /// The word is no verb form.
    pub nominal: bool,
    /// Its form in -i is of a hard declension.
    pub hard: bool,
    /// Its form in -i is of a soft declension.
    pub soft: bool,
}

impl Reader<'_, '_, '_> {
    /// What the word-forming suffixes before the ending say.
    pub fn suffix_classes(&self, end: usize) -> SuffixClasses {
        let mut classes = SuffixClasses::default();
        let (mut node, mut at) = (0, end);
        while at > 0 {
            let Some(next) = self.grammar.suffixes.step(node, self.word.code(at - 1)) else {
                break;
            };
            node = next;
            at -= 1;
            for class in self.grammar.suffixes.values(node) {
                match class {
                    SuffixClass::Nominal => classes.nominal = true,
                    SuffixClass::Hard => classes.hard = true,
                    SuffixClass::Soft => classes.soft = true,
                }
            }
        }
        classes
    }

    /// End of the stem when the word is a form of a listed noun or adjective.
    pub fn known_nominal(&self) -> Option<usize> {
        let word = self.word;
        let (mut node, mut at, mut end) = (0, 0, None);
        while let Some(next) = self.grammar.nominal_stems.step(node, word.code(at)) {
            node = next;
            at += 1;
            let ending = word.len.wrapping_sub(at);
            if ending > self.depth {
                continue;
            }
            let nominal = self.grammar.endings.nominal(self.node(ending));
            for class in self.grammar.nominal_stems.values(node) {
                let fits = match class {
                    NominalStem::Noun => matches!(nominal, Nominal::Declined(_)),
                    NominalStem::Adjective => nominal != Nominal::None,
                    NominalStem::Unpalatalised => false,
                };
                if fits {
                    end = Some(at);
                }
            }
        }
        end
    }

    /// The longest nominal ending that leaves a stem.
    pub fn nominal(&mut self, out: &mut Keys) {
        for ending in (1..=self.depth).rev() {
            let end = self.word.len - ending;
            if self.word.is_stem(0, end)
                && self.grammar.endings.nominal(self.node(ending)) != Nominal::None
            {
                self.nominal_at(end, out);
                return;
            }
        }
    }

    /// The reading with the stem that ends there; an earlier pass may have had it.
    pub fn nominal_at(&mut self, end: usize, out: &mut Keys) {
        let word = self.word;
        if self.found.nominal.replace(end) == Some(end) {
            return;
        }
        match self.grammar.endings.nominal(self.node(word.len - end)) {
            Nominal::None => {}
            Nominal::Compound(number) => {
                out.push(&[word.slice(0, end), self.grammar.endings.compound(number)]);
            }
            Nominal::Degree => {
                let vis =
                    word.starts('v', 'i') && word.code(2) == code_of('s') && word.is_stem(3, end);
                out.push(&[word.slice(if vis { 3 } else { 0 }, end)]);
            }
            Nominal::Declined(Softness::Hard) | Nominal::Definite => {
                out.push(&[word.slice(0, end)])
            }
            // The listed stems are of the hard declensions.
            Nominal::Declined(Softness::Either) if self.found.known => {
                out.push(&[word.slice(0, end)])
            }
            Nominal::Declined(Softness::Soft) => self.soft(end, out),
            Nominal::Declined(Softness::Either) => {
                let SuffixClasses { hard, soft, .. } = self.suffix_classes(end);
                if hard || !soft {
                    out.push(&[word.slice(0, end)]);
                }
                if soft || !hard {
                    self.soft(end, out);
                }
            }
        }
    }

    /// The stem of a declension with palatalised cases, palatalised.
    pub fn soft(&self, end: usize, out: &mut Keys) {
        if self.is_unpalatalised(end) {
            out.push(&[self.word.slice(0, end)]);
            return;
        }
        let at = |back: usize| {
            if end >= back {
                self.word.code(end - back)
            } else {
                0
            }
        };
        let (cut, tail) = self.grammar.turn(at(3), at(2), at(1));
        out.push(&[self.word.slice(0, end - cut.min(end)), tail]);
    }

    fn is_unpalatalised(&self, end: usize) -> bool {
        let stems = &self.grammar.nominal_stems;
        let mut node = 0;
        for at in 0..end {
            match stems.step(node, self.word.code(at)) {
                Some(next) => node = next,
                None => return false,
            }
        }
        stems.values(node).contains(&NominalStem::Unpalatalised)
    }
}
