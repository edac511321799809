//! What an import must and must not touch.

use super::*;
use crate::model::{Kind, LabelRole, Lang, RelationKind, Source};

fn record(id: &str, name: &str) -> Record {
    let mut record = Record::new(RecordId::new(id).unwrap(), Kind::Skill, Source::file("t"));
    record.label(Lang::Lv, LabelRole::Preferred, name);
    record
}

fn batch(dataset: &str, records: &[(&str, &str)]) -> Batch {
    let mut batch = Batch::new(dataset, dataset);
    batch.records = records.iter().map(|(id, name)| record(id, name)).collect();
    batch
}

fn apply(catalogue: &mut Catalogue, batch: &Batch) -> Report {
    let batches = std::slice::from_ref(batch);
    let mut reports = catalogue
        .apply(batches, ApplyMode::Commit, &mut |_, _| {})
        .unwrap();
    reports.remove(0)
}

#[test]
fn the_same_import_again_touches_nothing() {
    let mut catalogue = Catalogue::in_memory().unwrap();
    let mut data = batch("d", &[("a", "metināt"), ("b", "zāģēt")]);
    data.relations.push(Relation::new(
        RecordId::new("a").unwrap(),
        RelationKind::Related,
        RecordId::new("b").unwrap(),
    ));
    assert_eq!(apply(&mut catalogue, &data).count(ChangeKind::Added), 2);
    let change = catalogue.change().unwrap();
    let again = apply(&mut catalogue, &data);
    assert!(again.is_unchanged());
    assert_eq!(again.unchanged, 2);
    assert_eq!(catalogue.change().unwrap(), change);
}

#[test]
fn only_what_changed_is_touched() {
    let mut catalogue = Catalogue::in_memory().unwrap();
    apply(
        &mut catalogue,
        &batch("d", &[("a", "metināt"), ("b", "zāģēt")]),
    );
    let report = apply(
        &mut catalogue,
        &batch("d", &[("a", "metināt"), ("b", "ēvelēt")]),
    );
    assert_eq!(report.unchanged, 1);
    assert_eq!(report.changes[0].id.as_str(), "b");
    assert_eq!(report.changes[0].kind, ChangeKind::Changed);
    let b = catalogue.record("b").unwrap().unwrap();
    assert_eq!(b.name(Lang::Lv), "ēvelēt");
}

#[test]
fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let mut catalogue = Catalogue::in_memory().unwrap();
    let data = batch("d", &[("a", "metināt")]);
    let reports = catalogue
        .apply(&[data], ApplyMode::DryRun, &mut |_, _| {})
        .unwrap();
    assert_eq!(reports[0].count(ChangeKind::Added), 1);
    assert!(catalogue.record("a").unwrap().is_none());
    assert_eq!(catalogue.change().unwrap(), 0);
}

#[test]
fn what_a_dataset_no_longer_holds_is_withdrawn_unless_another_speaks_of_it() {
    let mut catalogue = Catalogue::in_memory().unwrap();
    apply(
        &mut catalogue,
        &batch("one", &[("a", "metināt"), ("b", "zāģēt")]),
    );
    apply(&mut catalogue, &batch("two", &[("b", "zāģēšana")]));
    let report = apply(&mut catalogue, &batch("one", &[]));
    assert_eq!(report.count(ChangeKind::Removed), 2);
    assert!(catalogue.record("a").unwrap().is_none());
    assert_eq!(
        catalogue.record("b").unwrap().unwrap().name(Lang::Lv),
        "zāģēšana"
    );
}

#[test]
fn a_withdrawn_record_comes_back_with_its_dataset() {
    let mut catalogue = Catalogue::in_memory().unwrap();
    let data = batch("one", &[("a", "metināt")]);
    apply(&mut catalogue, &data);
    apply(&mut catalogue, &batch("one", &[]));
    apply(&mut catalogue, &data);
    assert!(catalogue.record("a").unwrap().is_some());
}

#[test]
fn the_dataset_with_the_lower_rank_speaks_first() {
    let mut catalogue = Catalogue::in_memory().unwrap();
    let mut sample = batch("sample", &[("a", "metināšana")]);
    sample.rank = 20;
    apply(&mut catalogue, &sample);
    apply(&mut catalogue, &batch("official", &[("a", "metināt")]));
    let a = catalogue.record("a").unwrap().unwrap();
    assert_eq!(a.name(Lang::Lv), "metināt");
    assert_eq!(a.labels.len(), 2);
}

#[test]
fn an_identifier_twice_refuses_the_whole_import() {
    let mut catalogue = Catalogue::in_memory().unwrap();
    let good = batch("good", &[("x", "urbt")]);
    let bad = batch("bad", &[("a", "metināt"), ("a", "zāģēt")]);
    let error = catalogue
        .apply(&[good, bad], ApplyMode::Commit, &mut |_, _| {})
        .unwrap_err();
    assert!(matches!(error, CatalogueError::Duplicate { .. }));
    assert!(catalogue.record("x").unwrap().is_none());
}

#[test]
fn relations_come_and_go_with_their_dataset() {
    let mut catalogue = Catalogue::in_memory().unwrap();
    let mut data = batch("d", &[("a", "metināt"), ("b", "zāģēt")]);
    let (a, b) = (RecordId::new("a").unwrap(), RecordId::new("b").unwrap());
    data.relations = vec![Relation::new(a, RelationKind::Related, b)];
    assert_eq!(apply(&mut catalogue, &data).relations_added, 1);
    data.relations.clear();
    assert_eq!(apply(&mut catalogue, &data).relations_removed, 1);
    assert!(catalogue.links("a").unwrap().is_empty());
}

#[test]
fn progress_counts_every_record_of_every_dataset() {
    let mut catalogue = Catalogue::in_memory().unwrap();
    let mut heard = Vec::new();
    let batches = [
        batch("one", &[("a", "x")]),
        batch("two", &[("b", "y"), ("c", "z")]),
    ];
    catalogue
        .apply(&batches, ApplyMode::Commit, &mut |done, all| {
            heard.push((done, all))
        })
        .unwrap();
    assert_eq!(heard, [(1, 3), (2, 3), (3, 3)]);
}
