//! What people decided, and what the matcher proposed, as coverage looks it up.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::{CoverageValue, Mapping, MappingState, Predicate, RecordId, Verdict};

/// What stands between two records.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pair {
    /// The accepted predicate that says most, and who accepted it.
    pub accepted: Option<(Predicate, String)>,
    /// Who rejected it; an accepted predicate counts before a rejected one.
    pub rejected: Option<String>,
    /// The highest confidence of a proposal that they are the same, or that one teaches, tests or supports the other.
    pub proposed: Option<f32>,
    /// The highest confidence of a proposal that one is broader than the other.
    pub proposed_part: Option<f32>,
}

impl Pair {
    /// Whether a person said no and nobody said yes.
    pub fn is_rejected(&self) -> bool {
        self.accepted.is_none() && self.rejected.is_some()
    }
}

/// Everything decided or proposed that coverage takes account of. Cheap to change: a decision shows at once.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    pairs: HashMap<RecordId, HashMap<RecordId, Pair>>,
    verdicts: HashMap<RecordId, HashMap<RecordId, Verdict>>,
    /// Another number after every change, in the whole process; 0 where nothing is decided.
    edition: u64,
}

impl Decisions {
    /// From mappings and verdicts.
    pub fn new<'a>(
        mappings: impl IntoIterator<Item = &'a Mapping>,
        verdicts: impl IntoIterator<Item = Verdict>,
    ) -> Self {
        let mut decisions = Self::default();
        for mapping in mappings {
            decisions.take_mapping(mapping);
        }
        for verdict in verdicts {
            decisions.set_verdict(verdict);
        }
        decisions
    }

    /// Another number for everything that says something else: what was worked out from decisions holds as long as it is the same.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    fn changed(&mut self) {
        static LAST: AtomicU64 = AtomicU64::new(0);
        self.edition = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    }

    /// Takes account of a mapping; call it again with the mapping's new state after a decision on it.
    pub fn take_mapping(&mut self, mapping: &Mapping) {
        self.changed();
        for (one, other) in [
            (&mapping.subject, &mapping.object),
            (&mapping.object, &mapping.subject),
        ] {
            let below = self.pairs.entry(one.clone()).or_default();
            below.entry(other.clone()).or_default().take(mapping);
        }
    }

    /// Takes account of a verdict in place of the one before.
    pub fn set_verdict(&mut self, verdict: Verdict) {
        self.changed();
        let row = self.verdicts.entry(verdict.row.clone()).or_default();
        row.insert(verdict.col.clone(), verdict);
    }

    /// Forgets the verdict on a cell.
    pub fn withdraw_verdict(&mut self, row: &RecordId, col: &RecordId) {
        self.changed();
        if let Some(cells) = self.verdicts.get_mut(row) {
            cells.remove(col);
        }
    }

    /// The verdict on a cell.
    pub fn verdict(&self, row: &RecordId, col: &RecordId) -> Option<&Verdict> {
        self.verdicts.get(row)?.get(col)
    }

    /// The verdicts on a row.
    pub(super) fn verdicts_of(&self, row: &RecordId) -> impl Iterator<Item = &Verdict> {
        self.verdicts.get(row).into_iter().flat_map(HashMap::values)
    }

    /// What stands between two records, in either direction.
    pub fn pair(&self, one: &RecordId, other: &RecordId) -> Option<&Pair> {
        self.pairs.get(one)?.get(other)
    }

    /// Everything that stands between a record and others.
    pub(super) fn pairs_of(&self, id: &RecordId) -> impl Iterator<Item = (&RecordId, &Pair)> {
        self.pairs.get(id).into_iter().flatten()
    }
}

impl Pair {
    fn take(&mut self, mapping: &Mapping) {
        let by = || {
            mapping
                .decision
                .as_ref()
                .map_or_else(String::new, |d| d.by.clone())
        };
        match mapping.state {
            MappingState::Accepted => {
                let stronger = self.accepted.as_ref().is_none_or(|(known, _)| {
                    value_of(mapping.predicate).rank() > value_of(*known).rank()
                });
                if stronger {
                    self.accepted = Some((mapping.predicate, by()));
                }
            }
            MappingState::Rejected => self.rejected = Some(by()),
            MappingState::Proposed => {}
        }
        // A proposal counts while nobody has rejected it; an accepted one can then only add to it.
        if mapping.state != MappingState::Rejected
            && let Some(proposal) = &mapping.proposal
        {
            let known = match value_of(mapping.predicate) {
                CoverageValue::Full => &mut self.proposed,
                CoverageValue::Partial => &mut self.proposed_part,
                // "Related" says too little to count before somebody has looked.
                _ => return,
            };
            *known = Some(known.unwrap_or(0.0).max(proposal.confidence));
        }
    }
}

/// What an accepted mapping makes of a cell.
pub(super) const fn value_of(predicate: Predicate) -> CoverageValue {
    match predicate {
        Predicate::ExactMatch
        | Predicate::CloseMatch
        | Predicate::Teaches
        | Predicate::Assesses
        | Predicate::Supports => CoverageValue::Full,
        Predicate::BroadMatch | Predicate::NarrowMatch => CoverageValue::Partial,
        Predicate::RelatedMatch => CoverageValue::Mentioned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Proposal};

    fn mapping(state: MappingState, predicate: Predicate) -> Mapping {
        Mapping {
            subject: RecordId::new("o").unwrap(),
            predicate,
            object: RecordId::new("r").unwrap(),
            state,
            proposal: Some(Proposal {
                confidence: 0.8,
                explanation: serde_json::Value::Null,
                tool: "t".into(),
                at: "2026-01-01T00:00:00Z".into(),
            }),
            decision: Some(Decision {
                by: "anna".into(),
                at: "2026-01-01T00:00:00Z".into(),
                note: None,
            }),
            version: 1,
        }
    }

    #[test]
    fn a_pair_is_found_from_both_ends() {
        let known = mapping(MappingState::Accepted, Predicate::Teaches);
        let decisions = Decisions::new([&known], []);
        for (a, b) in [
            (&known.subject, &known.object),
            (&known.object, &known.subject),
        ] {
            let pair = decisions.pair(a, b).unwrap();
            assert_eq!(pair.accepted, Some((Predicate::Teaches, "anna".into())));
        }
    }

    #[test]
    fn accepted_counts_before_rejected_and_the_strongest_before_weaker_ones() {
        let mappings = [
            mapping(MappingState::Rejected, Predicate::ExactMatch),
            mapping(MappingState::Accepted, Predicate::RelatedMatch),
            mapping(MappingState::Accepted, Predicate::CloseMatch),
            mapping(MappingState::Accepted, Predicate::BroadMatch),
        ];
        let decisions = Decisions::new(&mappings, []);
        let pair = decisions
            .pair(&mappings[0].subject, &mappings[0].object)
            .unwrap();
        assert_eq!(pair.accepted.as_ref().unwrap().0, Predicate::CloseMatch);
        assert!(!pair.is_rejected());
    }
}
