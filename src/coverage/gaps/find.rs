//! Finding and ranking gaps.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use super::types::{Gap, GapKind, GapList, GapRequest};
use crate::coverage::curriculum::{Curriculum, Item};
use crate::coverage::judge::{Judged, Leaf};
use crate::coverage::matrix::{ColumnSpec, RowSpec, fill, programme_for, qualifications};
use crate::coverage::near::Members;
use crate::coverage::spread::spread;
use crate::coverage::{CoverageError, Decisions, Ref};
use crate::model::{CoverageValue, Details, Kind};

/// The qualifications that are looked at.
pub(super) fn chosen(
    curriculum: &Curriculum,
    request: &GapRequest,
) -> Result<Vec<u32>, CoverageError> {
    let chosen: Vec<u32> = if request.qualifications.is_empty() {
        qualifications(curriculum, request.sector.as_deref())?
    } else {
        let expect = |id| curriculum.expect(id, &[Kind::Qualification]);
        request
            .qualifications
            .iter()
            .map(expect)
            .collect::<Result<_, _>>()?
    };
    if chosen.is_empty() {
        return Err(CoverageError::NothingChosen);
    }
    Ok(chosen)
}

pub(super) fn find(
    curriculum: &Curriculum,
    chosen: &[u32],
    request: &GapRequest,
    decisions: &Decisions,
) -> GapList {
    let finder = Finder {
        curriculum,
        decisions,
        request,
    };
    let mut gaps = Vec::new();
    for &qualification in chosen {
        finder.of_qualification(qualification, &mut gaps);
    }
    finder.of_materials(chosen, &mut gaps);
    finder.touch(&mut gaps);
    gaps.sort_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then_with(|| a.record.id.cmp(&b.record.id))
    });
    let kinds = GapKind::ALL.iter().filter(|k| finder.asks(**k));
    GapList {
        qualifications: chosen
            .iter()
            .filter_map(|&q| curriculum.reference(q))
            .collect(),
        counts: kinds
            .map(|k| (*k, gaps.iter().filter(|g| g.kind == *k).count()))
            .collect(),
        gaps,
    }
}

/// Kind, then safety and law, what was found, level and how many qualifications it touches. What is taught and not examined comes
/// before what is not even taught; elsewhere the less was found, the graver.
fn rank(gap: &Gap) -> impl Ord + use<> {
    let kind = GapKind::ALL.iter().position(|k| *k == gap.kind);
    let found = match gap.kind {
        GapKind::Unexamined | GapKind::ExamUnnamed => CoverageValue::Full.rank() - gap.value.rank(),
        _ => gap.value.rank(),
    };
    (
        kind,
        Reverse(gap.strict),
        found,
        Reverse(gap.lki),
        Reverse(gap.touches),
    )
}

struct Finder<'a> {
    curriculum: &'a Curriculum,
    decisions: &'a Decisions,
    request: &'a GapRequest,
}

impl Finder<'_> {
    fn asks(&self, kind: GapKind) -> bool {
        self.request.kinds.is_empty() || self.request.kinds.contains(&kind)
    }

    fn of_qualification(&self, qualification: u32, gaps: &mut Vec<Gap>) {
        let c = self.curriculum;
        let Some(programme) = programme_for(c, qualification) else {
            return;
        };
        let requirements = c.requirements(qualification);
        let needed = [
            GapKind::Untaught,
            GapKind::PartlyTaught,
            GapKind::Unexamined,
            GapKind::ExamUnnamed,
        ];
        if needed.iter().any(|k| self.asks(*k)) {
            self.of_requirements(qualification, programme, &requirements, gaps);
        }
        if self.asks(GapKind::Unrequired) {
            let outcomes = c.outcomes(programme);
            let values = c.required_values(&outcomes, &requirements, self.decisions);
            let asked = c.members(&requirements);
            let open = outcomes.iter().copied().zip(values);
            let open: Vec<_> = open.filter(|(_, v)| *v != CoverageValue::Full).collect();
            let found = spread(&open, |&(outcome, value)| {
                let near = c.near(&c.queries_of(outcome), 0.0, |n| asked.has(n));
                let gap = self.gap(GapKind::Unrequired, outcome, near.first());
                gap.map(|g| Gap { value, ..g })
            });
            gaps.extend(found.into_iter().flatten());
        }
        if self.asks(GapKind::NoMaterial) {
            let without = c
                .modules(programme)
                .into_iter()
                .filter(|m| !self.has_material(*m));
            gaps.extend(without.filter_map(|m| self.gap(GapKind::NoMaterial, m, None)));
        }
    }

    fn of_requirements(
        &self,
        qualification: u32,
        programme: u32,
        requirements: &[u32],
        gaps: &mut Vec<Gap>,
    ) {
        let c = self.curriculum;
        let rows: Vec<RowSpec> = requirements.iter().map(|&r| RowSpec::new(c, r)).collect();
        let modules: Vec<ColumnSpec> = c
            .modules(programme)
            .into_iter()
            .map(|m| ColumnSpec {
                item: m,
                leaves: c.outcomes(m),
            })
            .collect();
        let items = c.exam_items(qualification);
        let tested = c.members(&items);
        let outcomes = c.members(modules.iter().flat_map(|m| &m.leaves));
        for (row, cells) in rows.iter().zip(fill(c, &rows, &modules, self.decisions)) {
            let (value, best) = self.taught(row.item, &modules, &cells);
            let kind = match value {
                CoverageValue::NotApplicable => continue,
                CoverageValue::Full => None,
                CoverageValue::Partial => Some(GapKind::PartlyTaught),
                CoverageValue::Mentioned | CoverageValue::None => Some(GapKind::Untaught),
            };
            if let Some(kind) = kind.filter(|k| self.asks(*k)) {
                let mut nearest = best;
                if nearest.is_none() {
                    nearest = c
                        .near(&c.queries_of(row.item), 0.0, |n| outcomes.has(n))
                        .first()
                        .copied();
                }
                let gap = self.gap(kind, row.item, nearest.as_ref());
                gaps.extend(gap.map(|g| Gap { value, ..g }));
            }
            if self.asks(GapKind::Unexamined) || self.asks(GapKind::ExamUnnamed) {
                let gap = self.unexamined(row.item, &items, &tested);
                gaps.extend(gap.map(|g| Gap { value, ..g }));
            }
        }
    }

    /// How a requirement is taught by the modules, verdicts counted, and the best outcome.
    fn taught(
        &self,
        requirement: u32,
        modules: &[ColumnSpec],
        cells: &[(usize, Judged)],
    ) -> (CoverageValue, Option<Leaf>) {
        let c = self.curriculum;
        let Some(row) = c.item(requirement) else {
            return (CoverageValue::None, None);
        };
        let (mut value, mut best, mut excused) = (CoverageValue::None, None, 0);
        let mut top = -1.0;
        for (column, module) in modules.iter().enumerate() {
            let judged = cells.iter().find(|(at, _)| *at == column).map(|(_, j)| j);
            let verdict = c
                .item(module.item)
                .and_then(|m| self.decisions.verdict(&row.id, &m.id));
            let machine = judged.map_or(CoverageValue::None, |j| j.value);
            match verdict.map_or(machine, |v| v.value) {
                CoverageValue::NotApplicable => excused += 1,
                reached => value = value.or(reached),
            }
            if let Some(judged) = judged.filter(|j| j.score > top) {
                top = judged.score;
                best = judged.leaves.first().copied();
            }
        }
        if excused > 0 && excused == modules.len() {
            value = CoverageValue::NotApplicable;
        }
        (value, best)
    }

    /// A requirement that no exam item is about, told apart by whether the examination names at least its task.
    fn unexamined(&self, requirement: u32, items: &[u32], tested: &Members) -> Option<Gap> {
        let c = self.curriculum;
        let near = c.near(&c.queries_of(requirement), 0.0, |n| tested.has(n));
        let limit = c.config.thresholds.related;
        let own = c.item(requirement)?;
        let accepted = |item: u32| {
            let id = c.item(item).map(|i| &i.id);
            let pair = id.and_then(|id| self.decisions.pair(&own.id, id));
            pair.is_some_and(|p| p.accepted.is_some())
        };
        if near.first().is_some_and(|l| l.score >= limit) || items.iter().any(|i| accepted(*i)) {
            return None;
        }
        let kind = if c.items_of_task(requirement).is_empty() {
            GapKind::Unexamined
        } else {
            GapKind::ExamUnnamed
        };
        self.gap(kind, requirement, near.first())
            .filter(|_| self.asks(kind))
    }

    /// Whether a list or a person names a material for the module or one of its outcomes.
    fn has_material(&self, module: u32) -> bool {
        let c = self.curriculum;
        let accepted = |number: u32| {
            let own = c.item(number).map(|i| &i.id);
            own.into_iter()
                .flat_map(|id| self.decisions.pairs_of(id))
                .any(|(other, pair)| {
                    let material = c.find(other).is_some_and(|i| i.kind == Kind::Material);
                    material && pair.accepted.is_some()
                })
        };
        let mut parts = c.outcomes(module);
        parts.push(module);
        parts
            .iter()
            .any(|&n| c.supported.contains_key(&n) || accepted(n))
    }

    fn of_materials(&self, chosen: &[u32], gaps: &mut Vec<Gap>) {
        let c = self.curriculum;
        if !self.asks(GapKind::MaterialUnused) && !self.asks(GapKind::MaterialOld) {
            return;
        }
        let all = chosen.len() >= c.current_qualifications().len();
        let taught: HashSet<u32> = chosen
            .iter()
            .flat_map(|&q| c.programmes_of(q))
            .flat_map(|&p| c.outcomes(p).into_iter().chain(c.modules(p)))
            .collect();
        for (number, item) in c.of_kind(Kind::Material) {
            let Details::Material(material) = &item.details else {
                continue;
            };
            let listed: Vec<u32> = c.supports.get(&number).cloned().unwrap_or_default();
            let here = all || listed.iter().any(|n| taught.contains(n));
            let old = self
                .request
                .older_than
                .is_some_and(|than| material.year.is_some_and(|y| y < than));
            let outdated =
                old || (self.request.older_than.is_some() && material.outdated == Some(true));
            if self.asks(GapKind::MaterialOld) && outdated && here {
                gaps.extend(self.gap(GapKind::MaterialOld, number, None));
            }
            if self.asks(GapKind::MaterialUnused)
                && listed.is_empty()
                && all
                && !self.is_accepted(item)
            {
                let queries = c.queries_of(number);
                let outcome = |n: u32| c.item(n).is_some_and(|i| i.kind == Kind::LearningOutcome);
                let near = c.near(&queries, 0.0, outcome);
                if near
                    .first()
                    .is_none_or(|l| l.score < c.config.thresholds.related)
                {
                    gaps.extend(self.gap(GapKind::MaterialUnused, number, near.first()));
                }
            }
        }
    }

    fn is_accepted(&self, item: &Item) -> bool {
        self.decisions
            .pairs_of(&item.id)
            .any(|(_, pair)| pair.accepted.is_some())
    }

    fn gap(&self, kind: GapKind, number: u32, nearest: Option<&Leaf>) -> Option<Gap> {
        let c = self.curriculum;
        let item = c.item(number)?;
        let qualification = c.qualification_of(number);
        let strict_words = matches!(item.kind, Kind::Requirement) && c.store.is_strict(&item.name);
        let strict_outcome = item.strict()
            || (item.kind == Kind::Module
                && c.outcomes(number)
                    .iter()
                    .any(|&o| c.item(o).is_some_and(Item::strict)));
        Some(Gap {
            kind,
            record: item.reference(),
            group: item
                .parent
                .and_then(|p| c.reference(p))
                .filter(|g| g.kind != Kind::Programme),
            qualification: qualification.and_then(|q| c.reference(q)),
            value: CoverageValue::None,
            lki: item.level.as_ref().map(|l| l.lki),
            strict: strict_words || strict_outcome,
            touches: 1,
            nearest: nearest.and_then(|l| c.reference(l.item)),
            score: nearest.map_or(0.0, |l| l.score),
            year: match &item.details {
                Details::Material(m) => m.year,
                _ => None,
            },
        })
    }

    /// In how many qualifications the same is required.
    fn touch(&self, gaps: &mut [Gap]) {
        let c = self.curriculum;
        let current: HashSet<u32> = c.current_qualifications().into_iter().collect();
        let all: Vec<u32> = c.of_kind(Kind::Requirement).map(|(n, _)| n).collect();
        let all = c.members(&all);
        let asked = |g: &Gap| {
            c.number(&g.record.id)
                .filter(|_| g.record.kind == Kind::Requirement)
        };
        let mut numbers: Vec<u32> = gaps.iter().filter_map(asked).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let touches = spread(&numbers, |&number| {
            let full = c.config.thresholds.full;
            let near = c.near(&c.queries_of(number), full, |n| all.has(n));
            let own = c.qualification_of(number);
            let others = near.iter().filter_map(|l| c.qualification_of(l.item));
            let touched: BTreeSet<u32> =
                others.chain(own).filter(|q| current.contains(q)).collect();
            touched.len().max(1)
        });
        for gap in gaps {
            let at = asked(gap).and_then(|n| numbers.binary_search(&n).ok());
            gap.touches = at.and_then(|at| touches.get(at).copied()).unwrap_or(1);
        }
    }
}

/// The record that a gap is nearest to, in words; for lists.
impl Gap {
    /// Code and name of what comes nearest.
    pub fn nearest_title(&self) -> Option<String> {
        self.nearest.as_ref().map(Ref::title)
    }
}

#[cfg(test)]
mod tests;
