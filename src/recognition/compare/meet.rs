//! One claim against the outcomes of a programme: which words meet, and how the clauses stand to them.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::config::{CompareConfig, Nearness};
use super::cues::Stance;
use super::outline::{Outline, Rarity};
use super::words::{Reader, Word};
use crate::recognition::evidence::Claim;

/// What the heading above a claim counts beside the claim.
const HEADING: f32 = 0.5;
/// What the name of a concept counts beside the claim.
const CONCEPT: f32 = 0.9;

/// A word of a claim that met a word of an outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Met {
    /// As written in the claim.
    pub said: String,
    /// As written in the outcome.
    pub met: String,
    /// What lies between them: `stem`, `bridge`, `root`, `prefix`, `vocabulary`, `heading`, `concept`.
    pub by: String,
    /// Its part of what the outcome's words weigh.
    pub weight: f32,
}

/// How one claim meets one outcome.
#[derive(Debug, Clone, Default)]
pub(super) struct Meeting {
    /// Weight of the outcome's own words met, by stance.
    pub(super) own: [f32; 3],
    /// Weight of all words met, by stance.
    pub(super) mass: [f32; 3],
    /// Share of the claim that is about the outcome.
    pub(super) about: f32,
    /// The terms met with the nearness of each.
    pub(super) terms: Vec<(u32, f32, Stance)>,
    /// Which words met.
    pub(super) met: Vec<Met>,
    /// Bytes of the claim's text that met.
    pub(super) marks: Vec<Range<usize>>,
}

impl Meeting {
    pub(super) fn mass(&self) -> f32 {
        self.mass.iter().sum()
    }
}

/// A claim's word with where it comes from.
struct Said {
    word: Word,
    factor: f32,
    stance: Stance,
    from: Option<&'static str>,
    rarity: f32,
}

/// Compares claims with one programme.
pub(super) struct Meeter<'a> {
    pub(super) reader: &'a Reader,
    pub(super) rarity: &'a Rarity,
    pub(super) outline: &'a Outline,
    pub(super) config: &'a CompareConfig,
}

impl Meeter<'_> {
    /// The outcomes that a claim meets, by their numbers.
    pub(super) fn meet(&self, claim: &Claim) -> HashMap<u32, Meeting> {
        let said = self.said(claim);
        let mut best: HashMap<u32, (f32, usize, &'static str)> = HashMap::new();
        let mut about: HashMap<u32, f32> = HashMap::new();
        let mut total = 0.0;
        for (index, one) in said.iter().enumerate() {
            let mut here: HashMap<u32, f32> = HashMap::new();
            for (term, near, by) in self.terms_of(one) {
                let Some(known) = self.outline.terms.get(term as usize) else {
                    continue;
                };
                let slot = best.entry(term).or_insert((0.0, index, by));
                if near > slot.0 {
                    *slot = (near, index, by);
                }
                let place = if known.own { near } else { near * 0.8 };
                let here = here.entry(known.outcome).or_insert(0.0);
                *here = here.max(place);
            }
            if one.from.is_none() {
                total += one.rarity;
                for (outcome, near) in here {
                    *about.entry(outcome).or_insert(0.0) += near * one.rarity;
                }
            }
        }
        let mut meetings: HashMap<u32, Meeting> = HashMap::new();
        for (term, (near, index, by)) in best {
            let (Some(known), Some(one)) = (self.outline.terms.get(term as usize), said.get(index))
            else {
                continue;
            };
            let meeting = meetings.entry(known.outcome).or_default();
            let weight = known.weight * near;
            if let Some(slot) = meeting.mass.get_mut(one.stance as usize) {
                *slot += weight;
            }
            if known.own
                && let Some(slot) = meeting.own.get_mut(one.stance as usize)
            {
                *slot += weight;
            }
            meeting.terms.push((term, near, one.stance));
            if one.from.is_none() {
                meeting.marks.push(one.word.range.clone());
            }
            let (said, met) = (one.word.surface.clone(), known.surface.clone());
            meeting.met.push(Met {
                said,
                met,
                by: by.to_owned(),
                weight,
            });
        }
        for (outcome, meeting) in &mut meetings {
            meeting.about = about.get(outcome).copied().unwrap_or(0.0) / total.max(1.0);
            meeting.met.sort_by(|a, b| {
                b.weight
                    .total_cmp(&a.weight)
                    .then_with(|| a.met.cmp(&b.met))
            });
            meeting.terms.sort_by_key(|t| t.0);
            meeting.marks.sort_by_key(|r| (r.start, r.end));
            meeting.marks.dedup();
        }
        meetings
    }

    /// The terms that a word meets, each with its nearness and the way.
    fn terms_of(&self, said: &Said) -> Vec<(u32, f32, &'static str)> {
        let mut found = Vec::new();
        let Nearness {
            stem,
            bridge,
            root,
            prefix,
        } = &self.config.nearness;
        let near = |key: &str| match key.as_bytes().first() {
            Some(b's') => (*stem, "stem"),
            Some(b'b') => (*bridge, "bridge"),
            Some(b'r') => (*root, "root"),
            _ => (*prefix, "prefix"),
        };
        for key in &said.word.keys {
            let (near, by) = near(key);
            let terms = self.outline.by_key.get(key).into_iter().flatten();
            found.extend(terms.map(|t| (*t, near * said.factor, said.from.unwrap_or(by))));
        }
        for meaning in &said.word.means {
            for key in &meaning.keys {
                let (near, _) = near(key);
                let weight = near * meaning.weight * said.factor;
                let terms = self.outline.by_key.get(key).into_iter().flatten();
                found.extend(terms.map(|t| (*t, weight, said.from.unwrap_or("vocabulary"))));
            }
        }
        found
    }

    fn said(&self, claim: &Claim) -> Vec<Said> {
        let clauses = self.config.cues.clauses(&claim.text);
        let stance_at = |at: usize| {
            let clause = clauses.iter().find(|(range, _)| range.contains(&at));
            clause.map_or(Stance::For, |(_, stance)| *stance)
        };
        let mut said = Vec::new();
        let mut add = |text: &str,
                       factor: f32,
                       from: Option<&'static str>,
                       stance: &dyn Fn(usize) -> Stance| {
            for word in self.reader.claim(text) {
                let (rarity, stance) = (self.rarity.of(&word), stance(word.range.start));
                said.push(Said {
                    word,
                    factor,
                    stance,
                    from,
                    rarity,
                });
            }
        };
        add(&claim.text, 1.0, None, &stance_at);
        let plain = |_: usize| Stance::For;
        for (_, text) in &claim.also {
            add(text, 1.0, Some("concept"), &plain);
        }
        for label in claim.concepts.iter().filter_map(|c| c.label.as_deref()) {
            add(label, CONCEPT, Some("concept"), &plain);
        }
        if let Some(under) = &claim.under {
            add(under, HEADING, Some("heading"), &plain);
        }
        said
    }
}
