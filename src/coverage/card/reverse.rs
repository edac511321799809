//! Upside down: what many teach and nobody requires, and what one sector requires and only another teaches.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use utoipa::ToSchema;

use crate::coverage::curriculum::Curriculum;
use crate::coverage::judge::at_most;
use crate::coverage::kept::Question;
use crate::coverage::matrix::{ColumnSpec, MatrixKind, RowSpec, fill_from, least};
use crate::coverage::{Decisions, Ref};
use crate::model::{CoverageValue, Kind};

/// Something taught that nobody requires.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TaughtByMany {
    /// The outcome that says it; others are alike.
    pub outcome: Ref,
    /// Outcomes of other programmes that are alike.
    pub alike: Vec<Ref>,
    /// The programmes that teach it.
    pub programmes: Vec<Ref>,
}

/// A requirement that its own sector does not teach, but another one does.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ElsewhereOnly {
    /// The requirement.
    pub requirement: Ref,
    /// Its qualification.
    pub qualification: Ref,
    /// Its sector.
    pub sector: String,
    /// What comes nearest in its own sector.
    pub at_home: CoverageValue,
    /// Outcomes of other sectors that teach it, the best first.
    pub elsewhere: Vec<Ref>,
}

impl Curriculum {
    /// Outcomes that no requirement of any qualification in force asks for, those that most programmes teach first.
    pub fn taught_not_required(&self, decisions: &Decisions) -> Vec<TaughtByMany> {
        let find = || self.find_taught_not_required(decisions);
        self.kept
            .answer(Question::TaughtNotRequired, decisions, find)
    }

    fn find_taught_not_required(&self, decisions: &Decisions) -> Vec<TaughtByMany> {
        let requirements: Vec<u32> = self
            .current_qualifications()
            .iter()
            .flat_map(|&q| self.requirements(q))
            .collect();
        let outcomes: Vec<u32> = self
            .of_kind(Kind::LearningOutcome)
            .map(|(n, _)| n)
            .collect();
        let wanted = self.unrequired(&outcomes, &requirements, decisions);
        let near = self.alike(&wanted, &wanted, self.config.thresholds.related);
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        let mut found: Vec<TaughtByMany> = Vec::new();
        let mut order: Vec<usize> = (0..wanted.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(near.get(at).map_or(0, Vec::len)));
        for at in order {
            let (Some(&outcome), Some(near)) = (wanted.get(at), near.get(at)) else {
                continue;
            };
            if !taken.insert(outcome) {
                continue;
            }
            let alike: Vec<u32> = near
                .iter()
                .map(|l| l.item)
                .filter(|n| taken.insert(*n))
                .collect();
            let all = std::iter::once(&outcome).chain(&alike);
            let programmes: BTreeSet<u32> = all
                .filter_map(|&o| self.above(o, Kind::Programme))
                .collect();
            found.extend(self.reference(outcome).map(|outcome| {
                TaughtByMany {
                    outcome,
                    alike: alike.iter().filter_map(|&n| self.reference(n)).collect(),
                    programmes: programmes
                        .into_iter()
                        .filter_map(|p| self.reference(p))
                        .collect(),
                }
            }));
        }
        found.sort_by(|a, b| {
            b.programmes
                .len()
                .cmp(&a.programmes.len())
                .then(a.outcome.id.cmp(&b.outcome.id))
        });
        found
    }

    /// Requirements that no programme of their own sector teaches in full or in part, but a programme of another one does.
    pub fn required_here_taught_elsewhere(&self, decisions: &Decisions) -> Vec<ElsewhereOnly> {
        let find = || self.find_elsewhere(decisions);
        self.kept
            .answer(Question::RequiredHereTaughtElsewhere, decisions, find)
    }

    fn find_elsewhere(&self, decisions: &Decisions) -> Vec<ElsewhereOnly> {
        let sector = |n: u32| self.item(n).and_then(|i| i.sector.clone());
        let programmes: Vec<u32> = self.of_kind(Kind::Programme).map(|(n, _)| n).collect();
        let columns: Vec<ColumnSpec> = programmes
            .iter()
            .map(|&p| ColumnSpec {
                item: p,
                leaves: self.outcomes(p),
            })
            .collect();
        let least = least(&self.config, MatrixKind::Programme);
        let mut found = Vec::new();
        for qualification in self.current_qualifications() {
            let Some(home) = sector(qualification) else {
                continue;
            };
            let rows: Vec<RowSpec> = self
                .requirements(qualification)
                .into_iter()
                .map(|r| RowSpec::new(self, r))
                .collect();
            let filled = fill_from(self, &rows, &columns, decisions, least);
            for (row, cells) in rows.iter().zip(filled) {
                let of = |column: usize| programmes.get(column).copied().and_then(sector);
                let at_home = cells
                    .iter()
                    .filter(|(at, _)| of(*at).as_ref() == Some(&home));
                let at_home = at_home.fold(CoverageValue::None, |best, (_, j)| best.or(j.value));
                if at_home.rank() >= CoverageValue::Partial.rank() {
                    continue;
                }
                let mut elsewhere: Vec<_> = cells
                    .iter()
                    .filter(|(at, j)| {
                        of(*at).as_ref() != Some(&home) && j.value == CoverageValue::Full
                    })
                    .collect();
                elsewhere.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
                let best = elsewhere
                    .iter()
                    .filter_map(|(_, j)| self.reference(j.leaves.first()?.item));
                let elsewhere: Vec<Ref> = best.collect();
                if let (false, Some(requirement), Some(qualification)) = (
                    elsewhere.is_empty(),
                    self.reference(row.item),
                    self.reference(qualification),
                ) {
                    found.push(ElsewhereOnly {
                        requirement,
                        qualification,
                        sector: home.clone(),
                        at_home,
                        elsewhere,
                    });
                }
            }
        }
        found
    }

    /// Those of the outcomes that meet none of the requirements, neither by words nor by a person's word.
    pub(in crate::coverage) fn unrequired(
        &self,
        outcomes: &[u32],
        requirements: &[u32],
        decisions: &Decisions,
    ) -> Vec<u32> {
        let values = self.required_values(outcomes, requirements, decisions);
        let all = outcomes.iter().zip(values);
        all.filter(|(_, value)| value.rank() < CoverageValue::Partial.rank())
            .map(|(outcome, _)| *outcome)
            .collect()
    }

    /// For every outcome how far it answers to any of the requirements, by words or by a person's word.
    pub(in crate::coverage) fn required_values(
        &self,
        outcomes: &[u32],
        requirements: &[u32],
        decisions: &Decisions,
    ) -> Vec<CoverageValue> {
        let places: HashMap<u32, usize> = outcomes.iter().copied().zip(0..).collect();
        let least = least(&self.config, MatrixKind::Programme);
        let mut best = vec![CoverageValue::None; outcomes.len()];
        let mut take = |at: Option<usize>, value: CoverageValue| {
            if let Some(known) = at.and_then(|at| best.get_mut(at)) {
                *known = known.or(value);
            }
        };
        let columns: Vec<ColumnSpec> = outcomes
            .iter()
            .map(|&o| ColumnSpec {
                item: o,
                leaves: vec![o],
            })
            .collect();
        let rows: Vec<RowSpec> = requirements
            .iter()
            .map(|&r| RowSpec::new(self, r))
            .collect();
        for (row, cells) in rows
            .iter()
            .zip(fill_from(self, &rows, &columns, decisions, least))
        {
            for (column, judged) in cells {
                take(Some(column), judged.value);
            }
            let own = self.item(row.item).map(|i| &i.id);
            for verdict in own.into_iter().flat_map(|id| decisions.verdicts_of(id)) {
                let number = self.number(&verdict.col);
                take(number.and_then(|n| places.get(&n).copied()), verdict.value);
            }
        }
        // Said the other way round: a narrow requirement can hold all of a broad outcome's name, without the outcome teaching all of
        // the requirement.
        let back: Vec<RowSpec> = outcomes.iter().map(|&o| RowSpec::new(self, o)).collect();
        let columns: Vec<ColumnSpec> = requirements
            .iter()
            .map(|&r| ColumnSpec {
                item: r,
                leaves: vec![r],
            })
            .collect();
        let undecided = Decisions::default();
        let back = fill_from(self, &back, &columns, &undecided, least);
        for (at, cells) in back.into_iter().enumerate() {
            for (_, judged) in cells {
                take(Some(at), at_most(judged.value, CoverageValue::Partial));
            }
        }
        best
    }
}
