//! What else to search for: the rules that a query meets.

use super::phrase::Phrase;
use super::rules::ExpansionKind;
use super::{Rule, Vocabulary};
use crate::text::analyse::QueryWord;
use crate::text::lang::Layer;
use crate::text::limits::EXPANSIONS;
use std::collections::HashMap;
use std::ops::Range;

/// Something else to search for in place of some words of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Expansion<'v> {
    /// The words of the query that it may replace.
    pub span: Range<usize>,
    /// Which file it comes from.
    pub kind: ExpansionKind,
    /// What was met, as the file writes it.
    pub from: &'v str,
    /// What to search for, as the file writes it.
    pub text: &'v str,
    /// The same analysed.
    pub words: &'v [QueryWord],
    /// Above 0 and up to 1: how much a hit counts beside one for the words as typed.
    pub weight: f32,
    /// A note for the reader of the results.
    pub note: Option<&'v str>,
    /// How many readings these words have. Above one for an ambiguous abbreviation: show all of them.
    pub readings: usize,
}

/// Phrases by the keys of their first words, so that a query word finds its candidates at once.
#[derive(Debug, Default)]
pub(super) struct Heads {
    surface: Numbers,
    folded: Numbers,
    stem: Numbers,
    bridge: Numbers,
    english: Numbers,
    root: Numbers,
}

type Numbers = HashMap<String, Vec<usize>>;

impl Heads {
    pub(super) fn add(&mut self, number: usize, phrase: &Phrase) {
        let Some(first) = phrase.words.first() else {
            return;
        };
        let put = |map: &mut Numbers, keys: &[String]| {
            for key in keys {
                map.entry(key.clone()).or_default().push(number);
            }
        };
        match phrase.layer {
            Layer::Surface => put(&mut self.surface, std::slice::from_ref(&first.surface)),
            Layer::Folded => put(&mut self.folded, std::slice::from_ref(&first.folded)),
            Layer::Root => put(&mut self.root, &first.lv.root),
            Layer::Stem => {
                put(&mut self.stem, &first.lv.stem);
                put(&mut self.bridge, &first.lv.bridge);
                if first.is_plain() {
                    put(&mut self.english, &first.en.stem);
                }
            }
        }
    }

    /// The phrases that may begin with this word; each once.
    fn candidates(&self, word: &QueryWord) -> Vec<usize> {
        let mut found = Vec::new();
        let mut take = |map: &Numbers, keys: &[String]| {
            for key in keys {
                found.extend(map.get(key).into_iter().flatten().copied());
            }
        };
        take(&self.surface, std::slice::from_ref(&word.surface));
        take(&self.folded, std::slice::from_ref(&word.folded));
        take(&self.stem, &word.lv.stem);
        take(&self.root, &word.lv.root);
        if word.is_plain() {
            take(&self.bridge, &word.lv.bridge);
            take(&self.english, &word.en.stem);
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A phrase of the vocabulary found in the query.
struct Met {
    phrase: usize,
    span: Range<usize>,
}

impl Vocabulary {
    /// What else to search for, heaviest first within each place of the query.
    ///
    /// The longest phrase wins: inside *mēbeļu galdnieks* the word *galdnieks* has no synonyms of its own if the whole is
    /// in the vocabulary. What the query says already is not offered.
    #[must_use]
    pub fn expand(&self, query: &[QueryWord]) -> Vec<Expansion<'_>> {
        let met = self.met(query);
        let mut found: Vec<Expansion<'_>> = Vec::new();
        for here in met
            .iter()
            .filter(|here| !met.iter().any(|other| covers(&other.span, &here.span)))
        {
            let rules = self.rules.get(here.phrase).map_or(&[][..], Vec::as_slice);
            for rule in rules {
                if met.iter().any(|other| other.phrase == rule.to) {
                    continue;
                }
                self.expansion(here, rule)
                    .into_iter()
                    .for_each(|expansion| add(&mut found, expansion));
            }
        }
        found.sort_by(|a, b| {
            a.span
                .start
                .cmp(&b.span.start)
                .then(b.weight.total_cmp(&a.weight))
        });
        for at in 0..found.len() {
            let same = |other: &&Expansion<'_>| {
                found.get(at).is_some_and(|this| {
                    other.span == this.span && other.from == this.from && other.kind == this.kind
                })
            };
            let readings = found.iter().filter(same).count();
            if let Some(this) = found.get_mut(at)
                && this.kind == ExpansionKind::Abbreviation
            {
                this.readings = readings;
            }
        }
        found.truncate(EXPANSIONS);
        found
    }

    fn met(&self, query: &[QueryWord]) -> Vec<Met> {
        let mut met = Vec::new();
        for (start, word) in query.iter().enumerate() {
            for number in self.heads.candidates(word) {
                let Some(phrase) = self.phrases.get(number) else {
                    continue;
                };
                if phrase.is_at(query.get(start..).unwrap_or_default()) {
                    met.push(Met {
                        phrase: number,
                        span: start..start + phrase.words.len(),
                    });
                }
            }
        }
        met
    }

    fn expansion<'v>(&'v self, here: &Met, rule: &'v Rule) -> Option<Expansion<'v>> {
        let from = self.phrases.get(here.phrase)?;
        let to = self.phrases.get(rule.to)?;
        Some(Expansion {
            span: here.span.clone(),
            kind: rule.kind,
            from: &from.text,
            text: &to.text,
            words: &to.words,
            weight: rule.weight,
            note: rule.note.as_deref(),
            readings: 1,
        })
    }
}

/// Whether `outer` is longer than `inner` and holds all of it.
fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && outer.len() > inner.len()
}

/// Keeps the heavier of two expansions to the same text at the same place.
fn add<'v>(found: &mut Vec<Expansion<'v>>, new: Expansion<'v>) {
    match found
        .iter_mut()
        .find(|known| known.span == new.span && known.text == new.text)
    {
        Some(known) if known.weight < new.weight => *known = new,
        Some(_) => {}
        None => found.push(new),
    }
}
