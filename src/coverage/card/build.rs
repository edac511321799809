//! Gathering the card of a skill.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::types::{
    CardLine, ExaminedBy, Kin, Missing, RequiredBy, SkillCard, SkillQuery, SupportedBy, TaughtBy,
};
use crate::coverage::curriculum::{Curriculum, Item};
use crate::coverage::judge::Leaf;
use crate::coverage::words::Query;
use crate::coverage::{CoverageError, Decisions};
use crate::linking::{Matcher, Statement, Target};
use crate::model::{Depth, Details, Kind, Lang, RecordId};

/// So many concepts of a framework are shown.
const KIN: usize = 5;
/// From this confidence on a concept is kin.
const KIN_FROM: f32 = 0.3;

impl Curriculum {
    /// The card of a skill. With a matcher its kin in frameworks is the matcher's, else that of the words.
    ///
    /// # Errors
    /// [`CoverageError::NothingAsked`] when no word of it says anything, [`CoverageError::Unknown`].
    pub fn skill_card(
        &self,
        asked: &SkillQuery,
        decisions: &Decisions,
        matcher: Option<&Matcher>,
    ) -> Result<SkillCard, CoverageError> {
        let (name, record, queries) = match asked {
            SkillQuery::Text(text) => (
                text.trim().to_owned(),
                None,
                Arc::from([self.query(text, Lang::Lv)]),
            ),
            SkillQuery::Record(id) => {
                let number = self
                    .number(id)
                    .ok_or_else(|| CoverageError::Unknown(id.clone()))?;
                let name = self
                    .item(number)
                    .map(|i| i.name.clone())
                    .unwrap_or_default();
                (name, Some(number), self.queries_of(number))
            }
        };
        if queries.iter().all(|q| q.words.is_empty()) {
            return Err(CoverageError::NothingAsked(name));
        }
        let gather = Gather {
            curriculum: self,
            decisions,
            queries,
            record,
        };
        Ok(gather.card(name, matcher))
    }
}

struct Gather<'a> {
    curriculum: &'a Curriculum,
    decisions: &'a Decisions,
    queries: Arc<[Query]>,
    record: Option<u32>,
}

impl Gather<'_> {
    fn card(&self, asked: String, matcher: Option<&Matcher>) -> SkillCard {
        let requirements = self.requirements();
        let outcomes = self.of_kind(Kind::LearningOutcome);
        let items = self.of_kind(Kind::ExamItem);
        let materials = self.materials(&outcomes);
        SkillCard {
            record: self.record.and_then(|n| self.curriculum.reference(n)),
            lines: self.lines(&requirements, &outcomes, &items),
            required: requirements
                .iter()
                .filter_map(|l| self.required(l))
                .collect(),
            taught: outcomes.iter().filter_map(|l| self.taught(l)).collect(),
            examined: items.iter().filter_map(|l| self.examined(l)).collect(),
            kin: self.kin(&asked, matcher),
            materials,
            asked,
        }
    }

    /// Requirements that are about the skill, and the tasks whose own words name it: a task asks for what it is called, though
    /// none of its requirements repeats the word.
    fn requirements(&self) -> Vec<Leaf> {
        let c = self.curriculum;
        let mut found = self.of_kind(Kind::Requirement);
        let said = |task: u32, found: &[Leaf]| {
            let own = |l: &Leaf| c.item(l.item).and_then(|i| i.parent) == Some(task);
            found.iter().any(own)
        };
        // Where a requirement says it already, the task adds nothing.
        let tasks = self.of_kind(Kind::Task).into_iter();
        let tasks: Vec<Leaf> = tasks.filter(|t| !said(t.item, &found)).collect();
        found.extend(tasks);
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item)));
        found
    }

    /// Records of a kind that are about the skill: by words, or by an accepted mapping; rejected ones left out. Requirements
    /// of older versions don't count.
    fn of_kind(&self, kind: Kind) -> Vec<Leaf> {
        let c = self.curriculum;
        let current = |n: u32| {
            let qualification = c.above(n, Kind::Qualification).and_then(|q| c.item(q));
            qualification.is_none_or(|q| !q.superseded())
        };
        let wanted = |n: u32| c.item(n).is_some_and(|i| i.kind == kind);
        let mut found = c.near(&self.queries, c.config.thresholds.related, wanted);
        let own = self.record.and_then(|n| c.item(n)).map(|i| &i.id);
        for (id, pair) in own.into_iter().flat_map(|id| self.decisions.pairs_of(id)) {
            let Some(number) = c.number(id).filter(|n| wanted(*n)) else {
                continue;
            };
            let place = found.iter().position(|l| l.item == number);
            if pair.is_rejected() {
                found.retain(|l| l.item != number);
            } else if pair.accepted.is_some() {
                match place.and_then(|at| found.get_mut(at)) {
                    Some(leaf) => leaf.score = 1.0,
                    None => found.push(Leaf {
                        item: number,
                        score: 1.0,
                    }),
                }
            }
        }
        found.retain(|l| current(l.item));
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item)));
        found
    }

    fn required(&self, leaf: &Leaf) -> Option<RequiredBy> {
        let item = self.curriculum.item(leaf.item)?;
        let qualification = self.curriculum.above(leaf.item, Kind::Qualification)?;
        Some(RequiredBy {
            requirement: item.reference(),
            qualification: self.curriculum.reference(qualification)?,
            task: item.parent.and_then(|p| self.curriculum.reference(p)),
            aspect: item.aspect(),
            depth: item.depth(),
            score: leaf.score,
        })
    }

    fn taught(&self, leaf: &Leaf) -> Option<TaughtBy> {
        let c = self.curriculum;
        let item = c.item(leaf.item)?;
        let programme = c.above(leaf.item, Kind::Programme)?;
        Some(TaughtBy {
            outcome: item.reference(),
            module: c.reference(c.above(leaf.item, Kind::Module)?)?,
            programme: c.reference(programme)?,
            hours: hours(c, leaf.item),
            weight: weight(item),
            strict: item.strict(),
            score: leaf.score,
        })
    }

    fn examined(&self, leaf: &Leaf) -> Option<ExaminedBy> {
        let qualification = self.curriculum.qualification_of(leaf.item);
        Some(ExaminedBy {
            item: self.curriculum.reference(leaf.item)?,
            qualification: qualification.and_then(|q| self.curriculum.reference(q)),
            score: leaf.score,
        })
    }

    /// Materials listed for the outcomes, then those whose title or topic is about the skill.
    fn materials(&self, outcomes: &[Leaf]) -> Vec<SupportedBy> {
        let c = self.curriculum;
        let listed: BTreeSet<u32> = outcomes
            .iter()
            .flat_map(|o| c.listed_materials(o.item))
            .collect();
        let wanted = |n: u32| c.item(n).is_some_and(|i| i.kind == Kind::Material);
        let near = c.near(&self.queries, c.config.materials.offered, wanted);
        let score = |n: u32| near.iter().find(|l| l.item == n).map_or(0.0, |l| l.score);
        let mut all: Vec<(bool, u32, f32)> = listed.iter().map(|&n| (true, n, score(n))).collect();
        all.extend(
            near.iter()
                .filter(|l| !listed.contains(&l.item))
                .map(|l| (false, l.item, l.score)),
        );
        all.sort_by(|a, b| {
            (b.0.cmp(&a.0))
                .then(b.2.total_cmp(&a.2))
                .then(a.1.cmp(&b.1))
        });
        all.into_iter()
            .filter_map(|(listed, n, score)| {
                Some(SupportedBy {
                    material: c.reference(n)?,
                    listed,
                    score,
                })
            })
            .collect()
    }

    fn kin(&self, asked: &str, matcher: Option<&Matcher>) -> Vec<Kin> {
        let c = self.curriculum;
        let own = self.record.and_then(|n| c.item(n));
        let statement = own
            .and_then(|i| matcher.and_then(|m| m.statement(&i.id)))
            .unwrap_or_else(|| Statement::of_text(asked, Lang::Lv));
        let mut kin: Vec<Kin> = Vec::new();
        for framework in c
            .frameworks
            .keys()
            .filter(|f| own.and_then(|i| i.framework.as_ref()) != Some(*f))
        {
            let mut take = |id: &RecordId, confidence: f32| {
                let accepted = own.and_then(|i| self.decisions.pair(&i.id, id));
                if accepted.is_some_and(|p| p.is_rejected()) {
                    return;
                }
                let accepted = accepted.is_some_and(|p| p.accepted.is_some());
                if let Some(item) = c.find(id).filter(|_| accepted || confidence >= KIN_FROM) {
                    kin.push(Kin {
                        concept: item.reference(),
                        framework: framework.clone(),
                        confidence,
                        accepted,
                    });
                }
            };
            if let Some(matcher) = matcher {
                let scope = matcher.scope(&Target::Framework(framework.clone()));
                for candidate in matcher.candidates(&statement, &scope, KIN) {
                    take(&candidate.id, candidate.confidence);
                }
            } else {
                let wanted =
                    |n: u32| c.item(n).and_then(|i| i.framework.as_ref()) == Some(framework);
                for leaf in c
                    .near(&self.queries, c.config.thresholds.related, wanted)
                    .iter()
                    .take(KIN)
                {
                    if let Some(item) = c.item(leaf.item) {
                        take(&item.id, leaf.score);
                    }
                }
            }
        }
        kin.sort_by(|a, b| {
            (b.accepted.cmp(&a.accepted))
                .then(b.confidence.total_cmp(&a.confidence))
                .then(a.concept.id.cmp(&b.concept.id))
        });
        kin
    }

    fn lines(&self, requirements: &[Leaf], outcomes: &[Leaf], items: &[Leaf]) -> Vec<CardLine> {
        let c = self.curriculum;
        let mut by: BTreeMap<u32, [Vec<u32>; 3]> = BTreeMap::new();
        for (place, leaves) in [requirements, outcomes, items].into_iter().enumerate() {
            for leaf in leaves {
                let Some(qualification) = c.qualification_of(leaf.item) else {
                    continue;
                };
                if let Some(list) = by.entry(qualification).or_default().get_mut(place) {
                    list.push(leaf.item);
                }
            }
        }
        let mut lines: Vec<CardLine> = by
            .into_iter()
            .filter_map(|(qualification, lists)| self.line(qualification, &lists))
            .filter(|line| line.requirements > 0 || !line.modules.is_empty())
            .collect();
        lines.sort_by(|a, b| {
            let key = |l: &CardLine| {
                (
                    std::cmp::Reverse(l.requirements.min(1)),
                    l.qualification.name.clone(),
                )
            };
            key(a).cmp(&key(b))
        });
        lines
    }

    fn line(&self, qualification: u32, lists: &[Vec<u32>; 3]) -> Option<CardLine> {
        let c = self.curriculum;
        let item = c.item(qualification)?;
        let [requirements, outcomes, items] = lists;
        let modules: BTreeSet<u32> = outcomes
            .iter()
            .filter_map(|&o| c.above(o, Kind::Module))
            .collect();
        let materials: BTreeSet<u32> = outcomes
            .iter()
            .flat_map(|&o| c.listed_materials(o))
            .collect();
        let by_task = requirements.iter().flat_map(|&r| c.items_of_task(r));
        let exam: BTreeSet<u32> = items.iter().copied().chain(by_task).collect();
        // A sum of nothing is -0, which people would read.
        let taught = outcomes.iter().filter_map(|&o| hours(c, o)).sum::<f32>() + 0.0;
        let whole = outcomes
            .first()
            .and_then(|&o| c.above(o, Kind::Programme))
            .and_then(|p| programme_hours(c, p));
        let mut missing = Vec::new();
        let mut miss = |is: bool, what| {
            if is {
                missing.push(what);
            }
        };
        miss(
            !requirements.is_empty() && outcomes.is_empty(),
            Missing::Teaching,
        );
        miss(
            requirements.is_empty() && !outcomes.is_empty(),
            Missing::Requirement,
        );
        miss(
            !requirements.is_empty() && exam.is_empty(),
            Missing::Examination,
        );
        miss(
            !outcomes.is_empty() && materials.is_empty(),
            Missing::Material,
        );
        let depth = requirements
            .iter()
            .filter_map(|&r| c.item(r).and_then(Item::depth));
        Some(CardLine {
            qualification: item.reference(),
            sector: item.sector.clone(),
            requirements: requirements.len(),
            depth: depth.max().filter(|d: &Depth| *d >= Depth::Notion),
            modules: modules.into_iter().filter_map(|m| c.reference(m)).collect(),
            hours: taught,
            share: whole.filter(|w| *w > 0.0).map(|w| (taught / w).min(1.0)),
            exam_items: exam.len(),
            materials: materials.len(),
            missing,
        })
    }
}

impl Curriculum {
    /// The exam items that the examination names for the requirement, its task or its duty.
    pub(in crate::coverage) fn items_of_task(&self, requirement: u32) -> Vec<u32> {
        let mut found = Vec::new();
        let mut at = Some(requirement);
        while let Some(number) = at {
            let Some(item) = self.item(number).filter(|i| i.kind != Kind::Qualification) else {
                break;
            };
            found.extend(self.assessed.get(&number).into_iter().flatten());
            at = item.parent;
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn weight(outcome: &Item) -> Option<f32> {
    match &outcome.details {
        Details::LearningOutcome(o) => o.weight,
        _ => None,
    }
}

/// The hours of an outcome: its share of its module's, an equal one where none is stated.
fn hours(curriculum: &Curriculum, outcome: u32) -> Option<f32> {
    let item = curriculum.item(outcome)?;
    let module = curriculum.item(item.parent?)?;
    let equal = 100.0 / module.children.len().max(1) as f32;
    Some(module.hours()? * weight(item).unwrap_or(equal) / 100.0)
}

fn programme_hours(curriculum: &Curriculum, programme: u32) -> Option<f32> {
    match &curriculum.item(programme)?.details {
        Details::Programme(p) => p.hours,
        _ => None,
    }
}

#[cfg(test)]
mod tests;
