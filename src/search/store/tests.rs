//! Generations: building, publishing, damage, and dying at every stage.

use std::fs;
use std::path::Path;

use super::*;
use crate::model::{Kind, LabelRole, Lang, Record, RecordId, Source};
use crate::search::error::StoreError;
use crate::search::snapshot::Snapshot;
use crate::text::Analyser;

const PRINT: &str = "test";

fn record(id: &str, name: &str) -> Record {
    let mut record = Record::new(RecordId::new(id).unwrap(), Kind::Module, Source::default());
    record.label(Lang::Lv, LabelRole::Preferred, name);
    record
}

fn build(store: &IndexStore, names: &[&str], change: u64) -> Snapshot {
    let records = names.iter().map(|name| record(name, name));
    let settings = BuildSettings {
        analyser: &Analyser::default(),
        fingerprint: PRINT,
        change,
    };
    store.build(records, settings, |_| ()).unwrap()
}

fn store() -> (IndexStore, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    (IndexStore::open(dir.path()).unwrap(), dir)
}

fn folders(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    let folders = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap());
    let mut folders: Vec<String> = folders.collect();
    folders.sort();
    folders
}

#[test]
fn nothing_built_is_missing() {
    let (store, _dir) = store();
    let error = store.load(PRINT).unwrap_err();
    assert!(matches!(error, StoreError::Missing(_)) && error.asks_for_rebuild());
}

#[test]
fn a_generation_is_read_again_as_it_was_built() {
    let (store, dir) = store();
    let built = build(&store, &["b", "a"], 7);
    let read = store.load(PRINT).unwrap();
    assert_eq!(read.manifest(), built.manifest());
    assert_eq!(
        (
            read.len(),
            read.manifest().change,
            read.manifest().generation
        ),
        (2, 7, 1)
    );
    assert_eq!(
        read.tables.documents.id(0),
        "a",
        "in the order of identifiers"
    );
    assert_eq!(folders(dir.path()), ["gen-000001"]);
}

#[test]
fn the_next_generation_takes_its_place_while_the_old_one_is_searched() {
    let (store, dir) = store();
    let old = build(&store, &["a"], 1);
    build(&store, &["a", "b"], 2);
    assert_eq!(store.load(PRINT).unwrap().len(), 2);
    assert_eq!(folders(dir.path()), ["gen-000002"]);
    assert_eq!(old.health().documents, 1, "whoever holds it can go on");
}

#[test]
fn progress_is_told_from_first_to_last() {
    let (store, _dir) = store();
    let mut told = Vec::new();
    let settings = BuildSettings {
        analyser: &Analyser::default(),
        fingerprint: PRINT,
        change: 1,
    };
    store
        .build([record("a", "a")], settings, |progress| told.push(progress))
        .unwrap();
    assert_eq!(told.first(), Some(&Progress::Reading));
    assert!(told.contains(&Progress::Indexing { done: 1, total: 1 }));
    assert_eq!(told.last(), Some(&Progress::Published { generation: 1 }));
}

#[test]
fn another_analysis_asks_for_a_rebuild() {
    let (store, _dir) = store();
    build(&store, &["a"], 1);
    let error = store.load("other").unwrap_err();
    assert!(matches!(error, StoreError::Outdated(_)) && error.asks_for_rebuild());
}

#[test]
fn another_format_is_foreign() {
    let (store, dir) = store();
    build(&store, &["a"], 1);
    let file = dir.path().join("gen-000001/manifest.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace(&format!("\"format\": {FORMAT}"), "\"format\": 999"),
    )
    .unwrap();
    assert!(matches!(
        store.load(PRINT),
        Err(StoreError::Foreign { found: 999, .. })
    ));
}

#[test]
fn every_file_cut_short_changed_or_gone_is_damage_and_never_a_panic() {
    let (store, dir) = store();
    let manifest = build(&store, &["a", "b"], 1).manifest().clone();
    let generation = dir.path().join("gen-000001");
    let names = manifest
        .files
        .keys()
        .cloned()
        .chain(["manifest.json".to_owned()]);
    for name in names {
        let file = generation.join(&name);
        let whole = fs::read(&file).unwrap();
        let mut other = whole.clone();
        if let Some(byte) = other.last_mut() {
            *byte ^= 0x20;
        }
        for broken in [Some(whole[..whole.len() / 2].to_vec()), Some(other), None] {
            match broken {
                Some(bytes) => fs::write(&file, bytes).unwrap(),
                None => fs::remove_file(&file).unwrap(),
            }
            let error = store.load(PRINT).unwrap_err();
            assert!(error.asks_for_rebuild(), "{name}: {error}");
        }
        fs::write(&file, &whole).unwrap();
    }
    assert_eq!(store.load(PRINT).unwrap().len(), 2);
}

#[test]
fn a_damaged_generation_is_put_aside_and_built_anew() {
    let (store, dir) = store();
    build(&store, &["a"], 1);
    fs::write(dir.path().join("gen-000001/tables.bin"), b"x").unwrap();
    assert!(store.load(PRINT).unwrap_err().asks_for_rebuild());
    store.set_aside().unwrap();
    assert!(matches!(store.load(PRINT), Err(StoreError::Missing(_))));
    assert_eq!(
        build(&store, &["a"], 1).manifest().generation,
        2,
        "no number is used twice"
    );
    assert_eq!(folders(dir.path()), ["damaged-000001", "gen-000002"]);
}

#[test]
fn a_pointer_to_nothing_asks_for_a_rebuild() {
    let (store, dir) = store();
    build(&store, &["a"], 1);
    for text in ["", "gen-", "gen-000009\n", "\u{0}\u{1}"] {
        fs::write(dir.path().join("CURRENT"), text).unwrap();
        assert!(
            store.load(PRINT).unwrap_err().asks_for_rebuild(),
            "{text:?}"
        );
        assert!(store.peek().is_err());
    }
    store.set_aside().unwrap();
    build(&store, &["a"], 1);
    assert_eq!(store.load(PRINT).unwrap().len(), 1);
}

/// What each moment of dying leaves behind; the generation before must be in force, or the new one whole.
#[test]
fn dying_at_any_stage_leaves_the_old_generation_or_the_new_one() {
    type Dying = fn(&Path);
    let stages: [(&str, Dying); 4] = [
        ("while writing", |dir| {
            fs::create_dir_all(dir.join("building-1-0/engine")).unwrap();
            fs::write(dir.join("building-1-0.lock"), b"").unwrap();
            fs::write(dir.join("building-1-0/tables.bin"), b"half").unwrap();
        }),
        ("before the folder was made", |dir| {
            fs::write(dir.join("building-1-0.lock"), b"").unwrap()
        }),
        ("after the new folder got its name", |dir| {
            fs::create_dir(dir.join("gen-000002")).unwrap();
            fs::copy(
                dir.join("gen-000001/tables.bin"),
                dir.join("gen-000002/tables.bin"),
            )
            .unwrap();
        }),
        ("while the pointer was written", |dir| {
            fs::write(dir.join("CURRENT.next"), b"gen-0").unwrap()
        }),
    ];
    for (stage, die) in stages {
        let (store, dir) = store();
        build(&store, &["a"], 1);
        drop(store);
        die(dir.path());
        let store = IndexStore::open(dir.path()).unwrap();
        assert_eq!(store.load(PRINT).unwrap().len(), 1, "{stage}");
        assert!(
            !folders(dir.path())
                .iter()
                .any(|name| name.starts_with("building-")),
            "{stage}"
        );
        let next = build(&store, &["a", "b"], 2);
        assert_eq!(next.len(), 2, "{stage}");
        assert_eq!(folders(dir.path()).len(), 1, "{stage}");
    }
}

#[test]
fn a_living_builder_is_not_swept_away() {
    let (store, dir) = store();
    let building = super::publish::Building::begin(dir.path()).unwrap();
    IndexStore::open(dir.path()).unwrap();
    assert!(building.path().exists());
    drop(building);
    assert_eq!(folders(store.dir()), Vec::<String>::new());
}

#[test]
fn a_builder_that_knows_less_does_not_win() {
    let (store, _dir) = store();
    build(&store, &["a", "b"], 5);
    let late = build(&store, &["a"], 3);
    assert_eq!(late.manifest().change, 5);
    assert_eq!(store.load(PRINT).unwrap().len(), 2);
}

#[test]
fn two_builders_at_once_both_end_well() {
    let (store, _dir) = store();
    std::thread::scope(|scope| {
        for change in 1..=4 {
            let store = &store;
            scope.spawn(move || build(store, &["a", "b", "c"], change));
        }
    });
    let found = store.load(PRINT).unwrap();
    assert_eq!((found.len(), found.manifest().change), (3, 4));
}

#[test]
fn a_record_that_comes_twice_is_one() {
    let (store, _dir) = store();
    let settings = BuildSettings {
        analyser: &Analyser::default(),
        fingerprint: PRINT,
        change: 1,
    };
    let records = [record("a", "Koka galds"), record("a", "Galds")];
    assert_eq!(store.build(records, settings, |_| ()).unwrap().len(), 1);
}
