//! The records below a qualification: duties, tasks, requirements.

use std::collections::{HashMap, HashSet};

use crate::import::tables::Findings;
use crate::model::{Aspect, Details, Kind, LabelRole, Lang, Level, Record, RecordId, Source};

use super::super::ids::below;
use super::super::names;
use super::super::statements::fingerprint;
use super::{Duty, Requirement, Task};

/// Builds everything below the qualification.
pub(super) struct Builder {
    pub(super) records: Vec<Record>,
    pub(super) findings: Findings,
    pub(super) level: Option<Level>,
    pub(super) sector: Option<String>,
    pub(super) seen: HashSet<RecordId>,
}

impl Builder {
    /// A duty with everything below it.
    pub(super) fn duty(&mut self, qualification: &RecordId, position: u32, duty: &Duty) {
        let id = below(qualification, &duty.number);
        let name = if duty.name.is_empty() {
            &duty.number
        } else {
            &duty.name
        };
        if !self.seen.insert(id.clone()) {
            self.double(&duty.at, "duty", &duty.number);
            return;
        }
        self.push(
            id.clone(),
            Kind::Duty,
            qualification,
            position,
            &duty.number,
            name,
            &duty.at,
        );
        for (position, task) in (0..).zip(&duty.tasks) {
            self.task(qualification, &id, position, task);
        }
    }

    fn task(&mut self, qualification: &RecordId, duty: &RecordId, position: u32, task: &Task) {
        let mut id = below(qualification, &task.number);
        if !self.seen.insert(id.clone()) {
            self.double(&task.at, "task", &task.number);
            // Nothing is lost for a wrong number: the words of the task tell the second one apart.
            id = below(
                qualification,
                &format!("{}-{}", task.number, fingerprint(&task.text, 4)),
            );
            if !self.seen.insert(id.clone()) {
                return;
            }
        }
        self.push(
            id.clone(),
            Kind::Task,
            duty,
            position,
            &task.number,
            &task.text,
            &task.at,
        );
        let mut digits = HashMap::new();
        for (position, requirement) in (0..).zip(&task.requirements) {
            self.requirement(&id, position, requirement, &mut digits);
        }
    }

    fn requirement(
        &mut self,
        task: &RecordId,
        position: u32,
        requirement: &Requirement,
        texts: &mut HashMap<RecordId, String>,
    ) {
        let letter = match requirement.aspect {
            Aspect::Skill => "p",
            Aspect::Attitude => "a",
            Aspect::Knowledge => "z",
            Aspect::Competence => "k",
        };
        let whole = fingerprint(&requirement.text, 64);
        for digits in [6, 16] {
            let id = below(
                task,
                &format!("{letter}-{}", fingerprint(&requirement.text, digits)),
            );
            match texts.get(&id) {
                None => {
                    texts.insert(id.clone(), whole);
                    let mut record =
                        self.record(id, Kind::Requirement, task, position, &requirement.at);
                    record.label(
                        Lang::Lv,
                        LabelRole::Preferred,
                        &names::capitalised(&requirement.text),
                    );
                    if requirement.level.is_some() {
                        record.level.clone_from(&requirement.level);
                    }
                    record.details = Details::Requirement(crate::model::Requirement {
                        aspect: requirement.aspect,
                        scope: requirement.scope,
                        depth: requirement.depth,
                    });
                    self.records.push(record);
                    return;
                }
                Some(other) if *other == whole => {
                    self.findings.skip(
                        "statement-twice",
                        requirement.at.clone(),
                        format!(
                            "“{}” stands twice under the same task; the second was left out",
                            requirement.text
                        ),
                    );
                    return;
                }
                // Two texts with one short fingerprint: the longer one tells them apart.
                Some(_) => {}
            }
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the fields of a numbered record, each named at its only two callers"
    )]
    fn push(
        &mut self,
        id: RecordId,
        kind: Kind,
        parent: &RecordId,
        position: u32,
        number: &str,
        name: &str,
        at: &Source,
    ) {
        let mut record = self.record(id, kind, parent, position, at);
        record.code = Some(number.to_owned());
        record.label(
            Lang::Lv,
            LabelRole::Preferred,
            &names::capitalised(&names::one_line(name)),
        );
        self.records.push(record);
    }

    fn record(
        &self,
        id: RecordId,
        kind: Kind,
        parent: &RecordId,
        position: u32,
        at: &Source,
    ) -> Record {
        let mut record = Record::new(id, kind, at.clone());
        record.parent = Some(parent.clone());
        record.position = position;
        record.level.clone_from(&self.level);
        record.sector.clone_from(&self.sector);
        record
    }

    fn double(&mut self, at: &Source, what: &str, number: &str) {
        self.findings.warn(
            "number-twice",
            at.clone(),
            format!("the number {number} is taken by another {what}; give each its own"),
        );
    }
}
