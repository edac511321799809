use super::*;
use crate::coverage::testing::{Tiny, id};
use crate::model::{RecordId, RelationKind, Verdict};

fn tiny() -> Tiny {
    let mut tiny = Tiny::welder();
    tiny.skill("q/1/taught", "Sametināt tērauda loksnes ar pusautomātu");
    tiny.skill("q/1/safe", "Lietot aizsarglīdzekļus elpceļiem un acīm");
    tiny.skill("q/1/open", "Kalibrēt lāzera optiku");
    tiny.module("p/m", "Darbi");
    tiny.outcome("p/m/1", "Sametināt tērauda loksnes ar pusautomātu");
    tiny.outcome("p/m/2", "Aprakstīt tirgus svārstības");
    tiny
}

fn found(tiny: &Tiny, decisions: &Decisions, older_than: Option<i32>) -> Vec<(GapKind, RecordId)> {
    let request = GapRequest {
        older_than,
        ..GapRequest::default()
    };
    let list = tiny.build().gaps(&request, decisions).unwrap();
    list.gaps
        .into_iter()
        .map(|g| (g.kind, g.record.id))
        .collect()
}

#[test]
fn every_kind_of_gap_what_is_of_safety_first() {
    let found = found(&tiny(), &Decisions::default(), None);
    let of = |kind| -> Vec<&str> {
        found
            .iter()
            .filter(|(k, _)| *k == kind)
            .map(|(_, id)| id.as_str())
            .collect()
    };
    assert_eq!(of(GapKind::Untaught), ["q/1/safe", "q/1/open"]);
    assert_eq!(of(GapKind::Unrequired), ["p/m/2"]);
    assert_eq!(of(GapKind::NoMaterial), ["p/m"]);
    assert_eq!(of(GapKind::Unexamined).len(), 3);
}

#[test]
fn a_verdict_fills_a_gap_or_excuses_it() {
    let verdict = |value| Verdict {
        row: id("q/1/open"),
        col: id("p/m"),
        value,
        reason: None,
        by: "anna".into(),
        at: "2026-01-01T00:00:00Z".into(),
        version: 1,
    };
    for value in [CoverageValue::Full, CoverageValue::NotApplicable] {
        let found = found(&tiny(), &Decisions::new([], [verdict(value)]), None);
        assert!(
            !found.contains(&(GapKind::Untaught, id("q/1/open"))),
            "{value:?}"
        );
    }
    let partly = found(
        &tiny(),
        &Decisions::new([], [verdict(CoverageValue::Partial)]),
        None,
    );
    assert!(partly.contains(&(GapKind::PartlyTaught, id("q/1/open"))));
}

#[test]
fn an_item_about_it_examines_it_one_about_its_task_hardly() {
    let mut tiny = tiny();
    tiny.exam_item("e/1", "Tērauda lokšņu sametināšana ar pusautomātu");
    let found = |tiny: &Tiny| found(tiny, &Decisions::default(), None);
    let named = found(&tiny);
    assert!(!named.contains(&(GapKind::Unexamined, id("q/1/taught"))));
    assert!(named.contains(&(GapKind::Unexamined, id("q/1/open"))));
    tiny.relate("e/1", RelationKind::Assesses, "q/1");
    let by_task = found(&tiny);
    assert!(by_task.contains(&(GapKind::ExamUnnamed, id("q/1/open"))));
    assert!(!by_task.iter().any(|(k, _)| *k == GapKind::Unexamined));
}

#[test]
fn materials_that_fit_nothing_or_are_old() {
    let mut tiny = tiny();
    tiny.material("b1", "Tirgus un svārstības", &["p/m/2"]).year = Some(1999);
    tiny.material("b2", "Dārza puķes", &[]);
    tiny.material("b3", "Sametināt tērauda loksnes", &[])
        .outdated = Some(true);
    let found = found(&tiny, &Decisions::default(), Some(2010));
    let of = |kind| -> Vec<&str> {
        found
            .iter()
            .filter(|(k, _)| *k == kind)
            .map(|(_, id)| id.as_str())
            .collect()
    };
    assert_eq!(of(GapKind::MaterialUnused), ["b2"]);
    assert_eq!(of(GapKind::MaterialOld), ["b1", "b3"]);
    assert!(of(GapKind::NoMaterial).is_empty());
}

#[test]
fn only_what_was_asked_for() {
    let request = GapRequest {
        kinds: vec![GapKind::NoMaterial],
        ..GapRequest::default()
    };
    let list = tiny()
        .build()
        .gaps(&request, &Decisions::default())
        .unwrap();
    assert_eq!(list.counts, [(GapKind::NoMaterial, 1)]);
    let unknown = GapRequest {
        qualifications: vec![id("x")],
        ..GapRequest::default()
    };
    assert!(
        tiny()
            .build()
            .gaps(&unknown, &Decisions::default())
            .is_err()
    );
}
