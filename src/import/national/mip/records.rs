//! The records below a programme: modules and learning outcomes.

use std::collections::HashSet;

use crate::import::tables::Findings;
use crate::model::{
    Details, Kind, LabelRole, Lang, LearningOutcome, Level, Record, RecordId, Source, TextRole,
};

use super::super::ids::below;
use super::super::names;
use super::super::statements::fingerprint;
use super::sheets::differs;
use super::{Module, Outcome};

/// Builds everything below the programme.
pub(super) struct Builder {
    pub(super) programme: RecordId,
    pub(super) level: Option<Level>,
    pub(super) records: Vec<Record>,
    pub(super) seen: HashSet<RecordId>,
    pub(super) findings: Findings,
}

impl Builder {
    /// A module with its outcomes.
    pub(super) fn module(&mut self, position: u32, module: &Module) {
        let own = if module.code.is_empty() {
            &module.name
        } else {
            &module.code
        };
        let mut id = below(&self.programme, own);
        if !self.seen.insert(id.clone()) {
            // Nothing is lost for a wrong code: the name tells the second module apart.
            id = below(
                &self.programme,
                &format!("{own}-{}", fingerprint(&module.name, 4)),
            );
            if !self.seen.insert(id.clone()) {
                self.findings.skip(
                    "module-twice",
                    module.at.clone(),
                    format!(
                        "the module “{}” stands there twice; the second was left out",
                        module.name
                    ),
                );
                return;
            }
        }
        let mut record = Record::new(id.clone(), Kind::Module, module.at.clone());
        record.code = (!module.code.is_empty()).then(|| module.code.clone());
        record.label(Lang::Lv, LabelRole::Preferred, &module.name);
        record.text(Lang::Lv, TextRole::Goal, &module.goal);
        record.parent = Some(self.programme.clone());
        record.position = position;
        record.level.clone_from(&self.level);
        record.details = Details::Module(crate::model::Module {
            part: module.part,
            theory_hours: module.theory,
            practice_hours: module.practice,
            hours: module.hours,
            entry: module.entry.clone(),
        });
        self.records.push(record);
        self.check_weights(module);
        for (position, outcome) in (0..).zip(&module.outcomes) {
            self.outcome(&id, position, outcome);
        }
    }

    fn check_weights(&mut self, module: &Module) {
        let weights: Vec<f32> = module.outcomes.iter().filter_map(|o| o.weight).collect();
        let sum: f32 = weights.iter().sum();
        let at = || {
            let first = module.outcomes.first().map_or(&module.at, |o| &o.at);
            Source {
                raw: None,
                ..first.clone()
            }
        };
        if weights.len() < module.outcomes.len() {
            self.findings.warn(
                "weight-missing",
                at(),
                format!(
                    "{} of {} outcomes of the module “{}” have no weight; each needs its share in per cent",
                    module.outcomes.len() - weights.len(),
                    module.outcomes.len(),
                    module.name
                ),
            );
        } else if !weights.is_empty() && differs(sum, 100.0) {
            self.findings.warn(
                "sum-differs",
                at(),
                format!(
                    "the weights of the module “{}” add up to {sum} %, not to 100 %",
                    module.name
                ),
            );
        }
    }

    fn outcome(&mut self, module: &RecordId, position: u32, outcome: &Outcome) {
        let number = if outcome.number.is_empty() {
            (position + 1).to_string()
        } else {
            outcome.number.clone()
        };
        let mut id = below(module, &number);
        if !self.seen.insert(id.clone()) {
            self.findings.warn(
                "number-twice",
                outcome.at.clone(),
                format!("the number {number} is taken by another outcome of the module; give each its own"),
            );
            id = below(
                module,
                &format!("{number}-{}", fingerprint(&outcome.parts.can, 4)),
            );
            if !self.seen.insert(id.clone()) {
                return;
            }
        }
        let parts = &outcome.parts;
        let shown = [&parts.can, &parts.knows, &parts.understands]
            .into_iter()
            .find(|t| !t.is_empty());
        let Some(shown) = shown else {
            return;
        };
        let mut record = Record::new(id, Kind::LearningOutcome, outcome.at.clone());
        record.code = Some(number);
        record.label(Lang::Lv, LabelRole::Preferred, &names::capitalised(shown));
        record.parent = Some(module.clone());
        record.position = position;
        record.level.clone_from(&self.level);
        let given = |text: &String| (!text.is_empty()).then(|| text.clone());
        record.details = Details::LearningOutcome(LearningOutcome {
            weight: outcome.weight.filter(|w| (0.0..=100.0).contains(w)),
            can: given(&parts.can),
            knows: given(&parts.knows),
            understands: given(&parts.understands),
            topics: outcome.topics.clone(),
            moderate: given(&outcome.moderate),
            optimal: given(&outcome.optimal),
            strict: outcome.strict,
        });
        self.records.push(record);
    }
}
