use super::*;
use crate::coverage::testing::{Tiny, id};
use crate::coverage::{CellDetail, Columns, Decisions, MatrixRequest};
use crate::model::{Decision, Mapping, MappingState, RecordId};

fn request() -> MatrixRequest {
    MatrixRequest::Programme {
        qualification: Some(id("q")),
        programme: None,
        columns: Columns::Modules,
    }
}

fn cell(tiny: &Tiny, decisions: &Decisions) -> CellDetail {
    tiny.build()
        .cell(&request(), &id("q/1/r"), &id("p/m"), decisions)
        .unwrap()
}

fn mapping(predicate: Predicate, state: MappingState, outcome: &str) -> Mapping {
    Mapping {
        subject: id(outcome),
        predicate,
        object: id("q/1/r"),
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

fn taught(label: &str) -> Tiny {
    let mut tiny = Tiny::welder();
    tiny.skill("q/1/r", "Sametināt tērauda loksnes ar pusautomātu");
    tiny.module("p/m", "Darbi");
    tiny.outcome("p/m/1", label);
    tiny
}

#[test]
fn the_same_words_are_full_and_none_of_them_nothing() {
    let same = cell(
        &taught("Sametināt tērauda loksnes ar pusautomātu"),
        &Decisions::default(),
    );
    assert_eq!((same.value, same.missing.len()), (CoverageValue::Full, 0));
    let other = cell(&taught("Nokrāsot sienu"), &Decisions::default());
    assert_eq!((other.value, other.score), (CoverageValue::None, 0.0));
    assert!(other.reasons.is_empty());
}

#[test]
fn several_outcomes_together_make_full_and_say_so() {
    let mut tiny = taught("Sametināt cauruli");
    tiny.outcome("p/m/2", "Sagatavot loksnes");
    tiny.outcome("p/m/3", "Apkopt pusautomātu");
    tiny.outcome("p/m/4", "Izvēlēties tēraudu");
    let detail = cell(&tiny, &Decisions::default());
    assert_eq!(detail.value, CoverageValue::Full);
    assert!(
        detail
            .reasons
            .iter()
            .any(|r| matches!(r, Reason::Together { outcomes: 4 })),
        "{:?}",
        detail.reasons
    );
}

#[test]
fn what_is_only_a_topic_is_a_mention() {
    let mut tiny = Tiny::welder();
    tiny.skill("q/1/r", "Sametināt tērauda loksnes ar pusautomātu");
    tiny.module("p/m", "Darbi");
    tiny.outcome("p/m/1", "Nokrāsot sienu").topics =
        vec!["Sametināt tērauda loksnes ar pusautomātu".into()];
    let detail = cell(&tiny, &Decisions::default());
    assert_eq!(detail.value, CoverageValue::Mentioned);
    assert!(detail.reasons.contains(&Reason::OnlyInPassing));
}

#[test]
fn knowledge_that_is_not_used_is_too_shallow_for_use() {
    let shallow = |depth| {
        let mut tiny = Tiny::welder();
        tiny.knowledge("q/1/r", "Metināšanas gāzu īpašības un plūsma", depth);
        tiny.module("p/m", "Darbi");
        tiny.outcome("p/m/1", "Nokrāsot sienu").knows =
            Some("metināšanas gāzu īpašības un plūsmu".into());
        cell(&tiny, &Decisions::default())
    };
    assert_eq!(shallow(Depth::Notion).value, CoverageValue::Full);
    let used = shallow(Depth::Application);
    assert_eq!(used.value, CoverageValue::Partial);
    let too_low = Reason::DepthTooLow {
        required: Depth::Application,
        found: Some(Depth::Notion),
    };
    assert!(used.reasons.contains(&too_low), "{:?}", used.reasons);
}

#[test]
fn an_accepted_mapping_counts_by_its_predicate() {
    let tiny = taught("Nokrāsot sienu");
    for (predicate, value) in [
        (Predicate::Teaches, CoverageValue::Full),
        (Predicate::CloseMatch, CoverageValue::Full),
        (Predicate::BroadMatch, CoverageValue::Partial),
        (Predicate::RelatedMatch, CoverageValue::Mentioned),
    ] {
        let accepted = mapping(predicate, MappingState::Accepted, "p/m/1");
        let detail = cell(&tiny, &Decisions::new([&accepted], []));
        assert_eq!(detail.value, value, "{predicate:?}");
        let by = |r: &Reason| matches!(r, Reason::Accepted { by, .. } if by == "anna");
        assert!(detail.reasons.iter().any(by));
        assert_eq!(
            detail.evidence[0].record.id,
            id("p/m/1"),
            "a decision is evidence, too"
        );
    }
}

#[test]
fn what_a_person_rejected_does_not_count() {
    let tiny = taught("Sametināt tērauda loksnes ar pusautomātu");
    let rejected = mapping(Predicate::Teaches, MappingState::Rejected, "p/m/1");
    let detail = cell(&tiny, &Decisions::new([&rejected], []));
    assert_eq!(detail.value, CoverageValue::None);
    assert!(
        detail
            .reasons
            .iter()
            .any(|r| matches!(r, Reason::Rejected { .. }))
    );
}

#[test]
fn a_mapping_to_the_module_itself_counts_for_the_cell() {
    let tiny = taught("Nokrāsot sienu");
    let accepted = mapping(Predicate::Teaches, MappingState::Accepted, "p/m");
    assert_eq!(
        cell(&tiny, &Decisions::new([&accepted], [])).value,
        CoverageValue::Full
    );
}

#[test]
fn marks_lie_within_their_text_in_order() {
    let words = [0u32..3, 4..9, 10..12];
    assert_eq!(
        ranges(&words, [2u16, 0, 2, 7].into_iter()),
        [[0, 3], [10, 12]]
    );
}

#[test]
fn an_unknown_row_or_column_is_named() {
    let curriculum = taught("Nokrāsot sienu").build();
    let missing: RecordId = id("q/1/none");
    let error = curriculum
        .cell(&request(), &missing, &id("p/m"), &Decisions::default())
        .unwrap_err();
    assert!(error.to_string().contains("q/1/none"));
}

#[test]
fn a_cell_that_the_matrix_has_not_is_told_from_a_record_that_there_is_not() {
    let mut tiny = taught("Sametināt cauruli");
    tiny.add("q9", crate::model::Kind::Qualification, "", "Cits");
    let c = tiny.build();
    let ask = |row: &str, column: &str| {
        let found = c.cell(&request(), &id(row), &id(column), &Decisions::default());
        found.unwrap_err().code()
    };
    assert_eq!(ask("q9", "p/m"), "not-in-matrix");
    assert_eq!(ask("q/1/r", "q9"), "not-in-matrix");
    assert_eq!(ask("nowhere", "p/m"), "unknown-record");
}
