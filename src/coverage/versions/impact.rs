//! From each change to what it touches, with a proposed action.

use std::collections::BTreeSet;

use super::types::{
    Action, Change, ChangeKind, OutdatedProgramme, Touched, VersionDiff, WorkItem, WorkList,
};
use crate::coverage::curriculum::Curriculum;
use crate::coverage::judge::Judged;
use crate::coverage::kept::Question;
use crate::coverage::matrix::{ColumnSpec, RowSpec, fill, programme_for, qualifications};
use crate::coverage::spread::spread;
use crate::coverage::{CoverageError, Decisions, Ref};
use crate::model::{CoverageValue, Kind, RecordId};

impl Curriculum {
    /// What the step from one version of a PKP to the other asks to be done in its programme.
    ///
    /// # Errors
    /// As [`Curriculum::compare`].
    pub fn impact(
        &self,
        old: &RecordId,
        new: &RecordId,
        decisions: &Decisions,
    ) -> Result<WorkList, CoverageError> {
        let diff = self.compare(old, new)?;
        let programme = self
            .number(&diff.new.id)
            .and_then(|q| programme_for(self, q));
        let columns: Vec<ColumnSpec> = programme
            .into_iter()
            .flat_map(|p| self.modules(p))
            .map(|m| ColumnSpec {
                item: m,
                leaves: self.outcomes(m),
            })
            .collect();
        let spare = self.spare_outcomes(&diff, &columns, decisions);
        let work = |change: &Change| self.work(&diff, change, &columns, &spare, decisions);
        let mut items: Vec<WorkItem> = spread(&diff.changes, work);
        // What stayed the same is work only where accepted mappings lead to its old identifier.
        items.retain(|i| i.change.kind != ChangeKind::Same || i.action == Action::CarryOver);
        let must = |a: Action| {
            !matches!(
                a,
                Action::Nothing | Action::CheckOutcome | Action::CarryOver
            )
        };
        let touched = items
            .iter()
            .filter(|i| must(i.action))
            .flat_map(|i| &i.modules);
        let touched: BTreeSet<&RecordId> = touched.map(|t| &t.module.id).collect();
        let modules = columns.iter().filter_map(|c| self.reference(c.item));
        Ok(WorkList {
            key: list_key(&diff),
            programme: programme.and_then(|p| self.reference(p)),
            modules: modules.filter(|m| touched.contains(&m.id)).collect(),
            items,
            diff,
        })
    }

    /// The same for every qualification of a sector (all without one) that has an older version, by name.
    ///
    /// # Errors
    /// [`CoverageError::SectorMissing`].
    pub fn impact_of_sector(
        &self,
        sector: Option<&str>,
        decisions: &Decisions,
    ) -> Result<Vec<WorkList>, CoverageError> {
        let id = |n: u32| self.item(n).map(|i| i.id.clone());
        let chosen = qualifications(self, sector)?;
        let find = || {
            let mut lists = Vec::new();
            for &qualification in &chosen {
                let before = self.before.get(&qualification).copied().and_then(id);
                if let (Some(old), Some(new)) = (before, id(qualification)) {
                    lists.push(self.impact(&old, &new, decisions)?);
                }
            }
            lists.sort_by(|a, b| a.diff.new.name.cmp(&b.diff.new.name));
            Ok(lists)
        };
        let question = Question::Impact(sector.map(str::to_owned));
        self.kept.answer(question, decisions, find)
    }

    /// Programmes that still rest on an older version of their PKP: those that name it, and those that name the newest one but do
    /// not teach in full what it changed.
    pub fn outdated_programmes(&self, decisions: &Decisions) -> Vec<OutdatedProgramme> {
        let find = || self.find_outdated(decisions);
        self.kept.answer(Question::Outdated, decisions, find)
    }

    fn find_outdated(&self, decisions: &Decisions) -> Vec<OutdatedProgramme> {
        let mut found = Vec::new();
        for (number, item) in self.of_kind(Kind::Programme) {
            let Some(&stated) = self.qualification.get(&number) else {
                continue;
            };
            let (newest, older) = self.newest(stated);
            let Some(older) = older else { continue };
            let ids = (
                self.item(older).map(|i| &i.id),
                self.item(newest).map(|i| &i.id),
            );
            let (Some(old), Some(new)) = ids else {
                continue;
            };
            let Ok(list) = self.impact(old, new, decisions) else {
                continue;
            };
            let asked = list.items.iter().filter(|i| i.change.new.is_some());
            let open = asked
                .clone()
                .filter(|i| i.modules.iter().all(|m| m.value != CoverageValue::Full));
            let (changed, open) = (asked.count(), open.count());
            let rests_on = if stated == newest { older } else { stated };
            if stated == newest && open == 0 {
                continue;
            }
            if let (Some(rests_on), Some(newest_ref)) =
                (self.reference(rests_on), self.reference(newest))
            {
                found.push(OutdatedProgramme {
                    programme: item.reference(),
                    rests_on,
                    newest: newest_ref,
                    changed,
                    open,
                    stated: stated != newest,
                });
            }
        }
        found.sort_by(|a, b| {
            b.stated
                .cmp(&a.stated)
                .then(b.open.cmp(&a.open))
                .then(a.programme.id.cmp(&b.programme.id))
        });
        found
    }

    /// The newest version after one, and the version before that.
    fn newest(&self, qualification: u32) -> (u32, Option<u32>) {
        let mut at = qualification;
        for _ in 0..32 {
            match self.before.iter().find(|(_, before)| **before == at) {
                Some((&newer, _)) => at = newer,
                None => break,
            }
        }
        (at, self.before.get(&at).copied())
    }

    /// Outcomes that no requirement of the newer version asks for.
    fn spare_outcomes(
        &self,
        diff: &VersionDiff,
        columns: &[ColumnSpec],
        decisions: &Decisions,
    ) -> Vec<u32> {
        let outcomes: Vec<u32> = columns
            .iter()
            .flat_map(|c| c.leaves.iter().copied())
            .collect();
        let requirements = self
            .number(&diff.new.id)
            .map(|q| self.requirements(q))
            .unwrap_or_default();
        self.unrequired(&outcomes, &requirements, decisions)
    }

    fn work(
        &self,
        diff: &VersionDiff,
        change: &Change,
        columns: &[ColumnSpec],
        spare: &[u32],
        decisions: &Decisions,
    ) -> WorkItem {
        let side = change.new.as_ref().or(change.old.as_ref());
        let requirement = side.and_then(|r| self.number(&r.requirement.id));
        let row: Vec<RowSpec> = requirement
            .map(|r| RowSpec::new(self, r))
            .into_iter()
            .collect();
        let cells = fill(self, &row, columns, decisions)
            .into_iter()
            .next()
            .unwrap_or_default();
        let mut modules = self.touched(requirement, columns, &cells, change.kind);
        if change.kind == ChangeKind::Removed {
            // An outcome that another requirement still asks for stays as it is.
            for touched in &mut modules {
                touched
                    .outcomes
                    .retain(|o| self.number(&o.id).is_some_and(|n| spare.contains(&n)));
            }
            modules.retain(|m| !m.outcomes.is_empty());
        }
        let best = modules.iter().filter(|m| !m.nearest_only);
        let best = best.fold(CoverageValue::None, |best, m| best.or(m.value));
        let old = change.old.as_ref().map(|r| &r.requirement.id);
        let mappings = old.into_iter().flat_map(|id| decisions.pairs_of(id));
        let mappings = mappings
            .filter(|(_, p)| p.accepted.is_some())
            .map(|(id, _)| id.clone());
        let mut mappings: Vec<RecordId> = mappings.collect();
        mappings.sort();
        WorkItem {
            key: item_key(change),
            action: action(change, best, modules.is_empty(), mappings.is_empty()),
            exam_items: self.exam_items_for(diff, change),
            materials: self.materials_of(&modules),
            change: change.clone(),
            modules,
            mappings,
        }
    }

    /// The modules that cover a requirement; where none does, the one that comes nearest.
    fn touched(
        &self,
        requirement: Option<u32>,
        columns: &[ColumnSpec],
        cells: &[(usize, Judged)],
        kind: ChangeKind,
    ) -> Vec<Touched> {
        let of = |column: usize, judged: &Judged| {
            let module = self.reference(columns.get(column)?.item)?;
            let limit = judged.score / 2.0;
            let outcomes = judged
                .leaves
                .iter()
                .filter(|l| l.score >= limit || l.score == 0.0)
                .take(3);
            Some(Touched {
                module,
                outcomes: outcomes.filter_map(|l| self.reference(l.item)).collect(),
                value: judged.value,
                nearest_only: false,
            })
        };
        let covers = |j: &Judged| j.value.rank() >= CoverageValue::Partial.rank();
        let mut found: Vec<Touched> = cells
            .iter()
            .filter(|(_, j)| covers(j))
            .filter_map(|(c, j)| of(*c, j))
            .collect();
        // Modules that do it in full are enough; those that do a part matter where none does all.
        if found.iter().any(|t| t.value == CoverageValue::Full) {
            found.retain(|t| t.value == CoverageValue::Full);
        }
        if found.is_empty() && kind != ChangeKind::Removed {
            found.extend(self.nearest_module(requirement, columns));
        }
        found
    }

    fn nearest_module(&self, requirement: Option<u32>, columns: &[ColumnSpec]) -> Option<Touched> {
        let outcomes = self.members(columns.iter().flat_map(|c| &c.leaves));
        let near = self.near(&self.queries_of(requirement?), 0.0, |n| outcomes.has(n));
        let best = near.first()?;
        Some(Touched {
            module: self.reference(self.above(best.item, Kind::Module)?)?,
            outcomes: self.reference(best.item).into_iter().collect(),
            value: CoverageValue::None,
            nearest_only: true,
        })
    }

    /// Exam items about the requirement or, where none is, those that test its task, in the newer version or the older one.
    fn exam_items_for(&self, diff: &VersionDiff, change: &Change) -> Vec<Ref> {
        let Some(qualification) = self.number(&diff.new.id) else {
            return Vec::new();
        };
        let items = self.exam_items(qualification);
        let tested = self.members(&items);
        let sides = [change.new.as_ref(), change.old.as_ref()];
        let numbers = sides
            .into_iter()
            .flatten()
            .filter_map(|r| self.number(&r.requirement.id));
        let numbers: Vec<u32> = numbers.collect();
        let Some(first) = numbers.first() else {
            return Vec::new();
        };
        let limit = self.config.thresholds.related;
        let near = self.near(&self.queries_of(*first), limit, |n| tested.has(n));
        let mut found: Vec<u32> = near.iter().map(|l| l.item).collect();
        for &number in &numbers {
            if found.is_empty() {
                found = self.items_of_task(number);
            }
        }
        found
            .into_iter()
            .filter_map(|n| self.reference(n))
            .collect()
    }

    fn materials_of(&self, modules: &[Touched]) -> Vec<Ref> {
        let outcomes = modules
            .iter()
            .filter(|m| !m.nearest_only)
            .flat_map(|m| &m.outcomes);
        let numbers = outcomes.filter_map(|o| self.number(&o.id));
        let materials: BTreeSet<u32> = numbers.flat_map(|n| self.listed_materials(n)).collect();
        materials
            .into_iter()
            .filter_map(|n| self.reference(n))
            .collect()
    }
}

fn action(change: &Change, best: CoverageValue, nothing_touched: bool, unmapped: bool) -> Action {
    match (change.kind, best) {
        (ChangeKind::Same, _) if unmapped => Action::Nothing,
        (ChangeKind::Same, _) => Action::CarryOver,
        (ChangeKind::Removed, _) if nothing_touched => Action::Nothing,
        (ChangeKind::Removed, _) => Action::ReviewOutcome,
        (_, CoverageValue::None | CoverageValue::Mentioned | CoverageValue::NotApplicable) => {
            Action::AddToModule
        }
        (ChangeKind::LevelChanged, _) => Action::RaiseLevel,
        (_, CoverageValue::Partial) => Action::CompleteOutcome,
        (_, CoverageValue::Full) => Action::CheckOutcome,
    }
}

/// The name of a work list for ticking off.
fn list_key(diff: &VersionDiff) -> String {
    format!("impact/{}/{}", diff.old.id, diff.new.id)
}

/// The name of an item: the requirement that is new, or the one that is gone.
fn item_key(change: &Change) -> String {
    let side = change.new.as_ref().or(change.old.as_ref());
    side.map_or_else(String::new, |r| {
        format!("{}/{}", change.kind.code(), r.requirement.id)
    })
}
