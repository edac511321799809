//! What must always hold, whatever people decide.

use prasme::coverage::{Columns, Decisions, Matrix, MatrixRequest};
use prasme::model::{
    CoverageValue, Decision, Mapping, MappingState, Predicate, Proposal, RecordId, Verdict,
};
use proptest::prelude::*;

use super::{FITTER, curriculum, id, modules_of, undecided};

fn mapping(
    outcome: &RecordId,
    requirement: &RecordId,
    predicate: Predicate,
    state: MappingState,
) -> Mapping {
    Mapping {
        subject: outcome.clone(),
        predicate,
        object: requirement.clone(),
        state,
        proposal: None,
        decision: Some(Decision {
            by: "anna".into(),
            at: "2026-01-01T00:00:00Z".into(),
            note: None,
        }),
        version: 1,
    }
}

fn drawn(decisions: &Decisions) -> Matrix {
    curriculum().matrix(&modules_of(FITTER), decisions).unwrap()
}

/// Requirements and outcomes of the fitter.
fn ends() -> (Vec<RecordId>, Vec<RecordId>) {
    let request = MatrixRequest::Programme {
        qualification: Some(id(FITTER)),
        programme: None,
        columns: Columns::Outcomes,
    };
    let matrix = curriculum().matrix(&request, &undecided()).unwrap();
    let rows = matrix.rows.into_iter().map(|r| r.record.id).collect();
    (
        rows,
        matrix.columns.into_iter().map(|c| c.record.id).collect(),
    )
}

fn some_mappings() -> impl Strategy<Value = Vec<(usize, usize, usize, u8, f32)>> {
    prop::collection::vec(
        (
            0usize..22,
            0usize..26,
            0usize..Predicate::ALL.len(),
            0u8..3,
            0.0f32..1.0,
        ),
        0..12,
    )
}

fn build(picked: &[(usize, usize, usize, u8, f32)]) -> Vec<Mapping> {
    let (rows, outcomes) = ends();
    picked
        .iter()
        .map(|&(row, outcome, predicate, state, confidence)| {
            let state = MappingState::ALL[usize::from(state)];
            let (row, outcome) = (&rows[row % rows.len()], &outcomes[outcome % outcomes.len()]);
            let mut mapping = mapping(outcome, row, Predicate::ALL[predicate], state);
            mapping.proposal = Some(Proposal {
                confidence,
                explanation: serde_json::Value::Null,
                tool: "t".into(),
                at: "2026-01-01T00:00:00Z".into(),
            });
            mapping
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn adding_an_accepted_mapping_never_lowers_a_cell(
        before in some_mappings(),
        row in 0usize..22,
        outcome in 0usize..26,
        predicate in 0usize..Predicate::ALL.len(),
    ) {
        let mut mappings = build(&before);
        let lower = drawn(&Decisions::new(&mappings, []));
        mappings.extend(build(&[(row, outcome, predicate, 1, 0.0)]));
        let higher = drawn(&Decisions::new(&mappings, []));
        for (a, b) in lower.rows.iter().zip(&higher.rows) {
            prop_assert!(b.best.rank() >= a.best.rank());
            for column in 0..lower.columns.len() {
                prop_assert!(b.value(column).rank() >= a.value(column).rank(), "{} {column}", a.record.id);
            }
        }
    }

    #[test]
    fn a_verdict_stands_over_everything_and_keeps_the_machines_value(
        mappings in some_mappings(),
        row in 0usize..22,
        column in 0usize..9,
        value in 0usize..5,
    ) {
        let mappings = build(&mappings);
        let machine = drawn(&Decisions::new(&mappings, []));
        let verdict = Verdict {
            row: machine.rows[row].record.id.clone(),
            col: machine.columns[column].record.id.clone(),
            value: CoverageValue::ALL[value],
            reason: Some("tā ir".into()),
            by: "anna".into(),
            at: "2026-01-01T00:00:00Z".into(),
            version: 1,
        };
        let judged = drawn(&Decisions::new(&mappings, [verdict.clone()]));
        for (r, (a, b)) in machine.rows.iter().zip(&judged.rows).enumerate() {
            for c in 0..machine.columns.len() {
                if (r, c) == (row, column) {
                    let cell = b.cell(c).unwrap();
                    prop_assert_eq!(cell.value, verdict.value);
                    prop_assert_eq!(cell.machine, a.value(c));
                    prop_assert_eq!(cell.verdict.as_ref(), Some(&verdict));
                } else {
                    prop_assert_eq!(a.value(c), b.value(c));
                }
            }
        }
    }

    #[test]
    fn totals_add_up(mappings in some_mappings()) {
        let matrix = drawn(&Decisions::new(&build(&mappings), []));
        let sum = |counts: prasme::coverage::ValueCounts| {
            CoverageValue::ALL.iter().map(|v| counts.of(*v)).sum::<usize>()
        };
        prop_assert_eq!(sum(matrix.totals), matrix.rows.len());
        for column in &matrix.columns {
            prop_assert_eq!(sum(column.totals), matrix.rows.len());
        }
    }
}

#[test]
fn a_rejected_outcome_no_longer_counts() {
    let matrix = drawn(&undecided());
    let (row, cell) = matrix
        .rows
        .iter()
        .find_map(|r| {
            Some((
                r,
                r.cells
                    .iter()
                    .find(|c| c.value == CoverageValue::Full && c.leaves.len() == 1)?,
            ))
        })
        .unwrap();
    let rejected = mapping(
        &cell.leaves[0].id,
        &row.record.id,
        Predicate::Teaches,
        MappingState::Rejected,
    );
    let after = drawn(&Decisions::new([&rejected], []));
    let same = after
        .rows
        .iter()
        .find(|r| r.record.id == row.record.id)
        .unwrap();
    assert!(same.value(cell.column).rank() < CoverageValue::Full.rank());
}

#[test]
fn an_accepted_mapping_covers_in_full_and_is_marked() {
    let (rows, outcomes) = ends();
    let matrix = drawn(&undecided());
    let row = matrix
        .rows
        .iter()
        .find(|r| r.best == CoverageValue::None)
        .unwrap();
    assert!(rows.contains(&row.record.id));
    let accepted = mapping(
        &outcomes[0],
        &row.record.id,
        Predicate::Teaches,
        MappingState::Accepted,
    );
    let after = drawn(&Decisions::new([&accepted], []));
    let same = after
        .rows
        .iter()
        .find(|r| r.record.id == row.record.id)
        .unwrap();
    assert_eq!(same.best, CoverageValue::Full);
    assert!(same.cells.iter().any(|c| c.accepted));
}

#[test]
fn a_cell_is_excused_only_where_every_cell_of_the_row_is() {
    let matrix = drawn(&undecided());
    let row = &matrix.rows[0];
    let verdict = |column: &prasme::coverage::Column| Verdict {
        row: row.record.id.clone(),
        col: column.record.id.clone(),
        value: CoverageValue::NotApplicable,
        reason: None,
        by: "anna".into(),
        at: "2026-01-01T00:00:00Z".into(),
        version: 1,
    };
    let one = drawn(&Decisions::new([], [verdict(&matrix.columns[8])]));
    assert_eq!(one.rows[0].best, row.best);
    let all = drawn(&Decisions::new([], matrix.columns.iter().map(verdict)));
    assert_eq!(all.rows[0].best, CoverageValue::NotApplicable);
    assert_eq!(all.totals.not_applicable, 1);
}
