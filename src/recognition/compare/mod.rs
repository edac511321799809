//! What a person brings against what a programme asks for: proposals, each with its passages and reasons.
//!
//! A [`Comparer`] is built once from the outcomes of all programmes; it knows how rare words are, and holds programmes ready.
//! [`Comparer::compare`] takes claims and gives a [`Comparison`]: a [`Line`] for every outcome and a proposal for every module.
//! Whether something speaks for an outcome and whether all of it is shown are two logistic sums over few [`Features`], whose
//! weights stand in `index-config/recognition.toml`. Outcomes of safety and law never pass on likeness. People decide.

mod config;
mod cues;
mod decide;
mod line;
mod meet;
mod module;
mod outline;
#[cfg(test)]
pub(crate) mod testing;
mod words;

pub use config::{
    CompareConfig, CompareConfigError, Deadlines, ModuleRule, Nearness, Places, Retention,
    Thresholds, Weights,
};
pub use cues::{Cues, Stance};
pub use line::{Features, Line, LineReason, Status, Support};
pub use meet::Met;
pub use module::{ModuleDecision, ModuleProposal, Weighed, propose_module};

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::evidence::Claim;
use super::programme::{OutcomeView, Programme};
use crate::linking::{Matcher, Statement, Target};
use crate::model::RecordId;
use crate::text::vocabulary::Problem;
use crate::text::{Analyser, Vocabulary};
use decide::{Against, Inquiry, counts};
use meet::{Meeter, Meeting};
use outline::{Outline, Rarity, whole};
use words::Reader;

/// The everyday words of the trades as they are shipped.
pub const EVERYDAY: &str = include_str!("../../../index-config/synonyms-work.txt");

/// A share of the best score that still counts as speaking for an outcome.
const SERVES: f32 = 0.5;

/// How a person's evidence compares with a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The programme.
    pub programme: RecordId,
    /// One line for each outcome, in the order of the programme.
    pub lines: Vec<Line>,
    /// One proposal for each module.
    pub modules: Vec<ModuleProposal>,
}

impl Comparison {
    /// The line of an outcome.
    pub fn line(&self, outcome: &RecordId) -> Option<&Line> {
        self.lines.iter().find(|l| l.outcome == *outcome)
    }
}

/// A programme with its words, ready to be compared.
pub struct Prepared {
    /// The programme.
    pub programme: Programme,
    outline: Outline,
}

/// Compares claims with outcomes. Immutable: one serves all threads.
pub struct Comparer {
    reader: Reader,
    rarity: Rarity,
    config: CompareConfig,
}

impl Comparer {
    /// Builds a comparer. `outcomes` are those of all programmes: from them it knows how rare words are.
    ///
    /// # Errors
    /// The problems of the vocabulary of everyday words.
    pub fn build<'o>(
        analyser: Arc<Analyser>,
        vocabulary: Arc<Vocabulary>,
        everyday: &str,
        config: CompareConfig,
        outcomes: impl IntoIterator<Item = &'o OutcomeView>,
    ) -> Result<Self, Vec<Problem>> {
        let reader = Reader::new(analyser, vocabulary, everyday)?;
        let mut rarity = Rarity::default();
        for outcome in outcomes {
            rarity.add(&reader.outcome(&whole(outcome)));
        }
        Ok(Self {
            reader,
            rarity,
            config,
        })
    }

    /// The configuration in force.
    pub fn config(&self) -> &CompareConfig {
        &self.config
    }

    /// Reads the words of a programme.
    pub fn prepare(&self, programme: Programme) -> Prepared {
        let outline = Outline::of(&programme, &self.reader, &self.rarity, &self.config.places);
        Prepared { programme, outline }
    }

    /// Compares claims with a programme. The matcher of statements, where there is one, is asked beside the words.
    pub fn compare(
        &self,
        prepared: &Prepared,
        claims: &[Claim],
        matcher: Option<&Matcher>,
    ) -> Comparison {
        let meeter = Meeter {
            reader: &self.reader,
            rarity: &self.rarity,
            outline: &prepared.outline,
            config: &self.config,
        };
        let meetings: Vec<HashMap<u32, Meeting>> = claims.iter().map(|c| meeter.meet(c)).collect();
        let confidences = matcher
            .map(|m| matched(m, prepared, claims))
            .unwrap_or_default();
        let bests: Vec<(f32, usize)> = meetings.iter().map(best_of).collect();
        let mut lines = Vec::new();
        for (number, (_, outcome)) in prepared.programme.outcomes().enumerate() {
            let mut met = Vec::new();
            for (claim, meeting) in meetings.iter().enumerate() {
                let Some(meeting) = meeting.get(&(number as u32)) else {
                    continue;
                };
                let (best, serves) = bests.get(claim).copied().unwrap_or((0.0, 0));
                let nearest = meeting.mass() >= best - 1e-4;
                let matcher = confidences.get(&(claim, number)).copied().unwrap_or(0.0);
                met.push(Against {
                    claim,
                    meeting,
                    nearest,
                    serves,
                    matcher,
                });
            }
            let inquiry = Inquiry {
                number,
                outcome,
                claims,
                met,
            };
            lines.push(inquiry.line(&prepared.outline, &self.config));
        }
        let modules = self.modules(&prepared.programme, &lines);
        Comparison {
            programme: prepared.programme.id.clone(),
            lines,
            modules,
        }
    }

    fn modules(&self, programme: &Programme, lines: &[Line]) -> Vec<ModuleProposal> {
        let mut rest = lines.iter().map(|l| l.status);
        let mut proposals = Vec::new();
        for module in &programme.modules {
            let statuses: Vec<Status> = rest.by_ref().take(module.outcomes.len()).collect();
            proposals.push(propose_module(module, &statuses, &self.config.rule));
        }
        proposals
    }
}

/// The best mass that a claim reaches, and for how many outcomes it reaches a good share of it.
fn best_of(meetings: &HashMap<u32, Meeting>) -> (f32, usize) {
    let best = meetings.values().map(Meeting::mass).fold(0.0f32, f32::max);
    let serves = meetings
        .values()
        .filter(|m| m.mass() >= best * SERVES)
        .count();
    (best, serves)
}

/// What the matcher of statements says of claims and outcomes.
fn matched(
    matcher: &Matcher,
    prepared: &Prepared,
    claims: &[Claim],
) -> HashMap<(usize, usize), f32> {
    let scope = matcher.scope(&Target::Under(prepared.programme.id.clone()));
    let numbers: HashMap<&RecordId, usize> = prepared
        .programme
        .outcomes()
        .enumerate()
        .map(|(n, (_, o))| (&o.id, n))
        .collect();
    let mut found = HashMap::new();
    if scope.is_empty() {
        return found;
    }
    for (number, claim) in claims.iter().enumerate().filter(|(_, c)| counts(c)) {
        let mut statement = Statement::of_text(&claim.text, claim.lang);
        let labels = claim
            .concepts
            .iter()
            .filter_map(|c| c.label.clone())
            .map(|l| (claim.lang, l));
        statement
            .texts
            .extend(claim.also.iter().cloned().chain(labels));
        statement.context.extend(claim.under.clone());
        for candidate in matcher.candidates(&statement, &scope, 12) {
            if let Some(outcome) = numbers.get(&candidate.id) {
                found.insert((number, *outcome), candidate.confidence);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
