//! The national sample, imported as `prasme demo` does.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use prasme::import::national::Directory;
use prasme::import::progress::silent;
use prasme::import::tables::Columns;
use prasme::import::{Bundle, Limits, import_bundle, import_path};
use prasme::model::{Aspect, Batch, Details, Kind, ModulePart, Place, Scope, Severity};
use proptest::prelude::*;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data-samples")
}

fn all() -> &'static [Batch] {
    static ALL: OnceLock<Vec<Batch>> = OnceLock::new();
    ALL.get_or_init(|| import_path(&samples(), &Columns::built_in(), &mut silent()).unwrap())
}

fn of_kind(kind: Kind) -> usize {
    all()
        .iter()
        .flat_map(|b| &b.records)
        .filter(|r| r.kind == kind)
        .count()
}

#[test]
fn everything_is_found_again() {
    let counts: Vec<(&str, usize)> = [
        Kind::Sector,
        Kind::Qualification,
        Kind::Requirement,
        Kind::Programme,
        Kind::Module,
        Kind::LearningOutcome,
        Kind::Exam,
        Kind::ExamItem,
        Kind::Material,
        Kind::Level,
    ]
    .into_iter()
    .map(|kind| (kind.code(), of_kind(kind)))
    .collect();
    assert_eq!(
        counts,
        [
            ("sector", 3),
            ("qualification", 15),
            ("requirement", 730),
            ("programme", 13),
            ("module", 176),
            ("learning_outcome", 629),
            ("exam", 13),
            ("exam_item", 143),
            ("material", 156),
            ("level", 8),
        ]
    );
}

#[test]
fn the_sample_is_clean() {
    let serious: Vec<String> = all()
        .iter()
        .flat_map(|b| &b.warnings)
        .filter(|w| w.severity > Severity::Note)
        .map(ToString::to_string)
        .collect();
    assert_eq!(serious, [""; 0]);
}

#[test]
fn every_dataset_calls_itself_a_sample_and_no_identity_is_given_twice() {
    let mut names = HashSet::new();
    for batch in all() {
        assert!(
            batch.rank >= 20,
            "{} is ranked {}",
            batch.dataset,
            batch.rank
        );
        assert!(names.insert(&batch.dataset), "{}", batch.dataset);
        let mut ids = HashSet::new();
        for record in &batch.records {
            assert!(
                ids.insert(&record.id),
                "{} twice in {}",
                record.id,
                batch.dataset
            );
            assert!(!record.source.file.is_empty(), "{}", record.id);
        }
    }
}

#[test]
fn every_parent_and_every_end_of_a_relation_is_there() {
    let known: HashSet<&str> = all()
        .iter()
        .flat_map(|b| &b.records)
        .map(|r| r.id.as_str())
        .collect();
    for batch in all() {
        for record in &batch.records {
            if let Some(parent) = &record.parent {
                assert!(
                    known.contains(parent.as_str()),
                    "{} has no parent {parent}",
                    record.id
                );
            }
        }
        for relation in &batch.relations {
            for end in [&relation.from, &relation.to] {
                assert!(known.contains(end.as_str()), "{relation:?}");
            }
        }
    }
}

#[test]
fn relations_cross_the_files() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for relation in all().iter().flat_map(|b| &b.relations) {
        *kinds.entry(relation.kind.code()).or_default() += 1;
    }
    assert_eq!((kinds["leads_to"], kinds["replaces"]), (13, 2), "{kinds:?}");
    assert!(
        kinds["supports"] > 200 && kinds["assesses"] > 200 && kinds["has_occupation"] > 30,
        "{kinds:?}"
    );
}

#[test]
fn six_qualifications_are_told_in_full_depth() {
    let mut full = 0;
    for batch in all().iter().filter(|b| b.dataset.starts_with("pkp/")) {
        let requirements: Vec<_> = batch
            .records
            .iter()
            .filter_map(|r| match &r.details {
                Details::Requirement(requirement) => Some(requirement),
                _ => None,
            })
            .collect();
        let kinds = [
            Aspect::Skill,
            Aspect::Attitude,
            Aspect::Knowledge,
            Aspect::Competence,
        ];
        let has = |a: Aspect| requirements.iter().any(|r| r.aspect == a);
        let scopes = [Scope::Professional, Scope::General]
            .map(|s| requirements.iter().any(|r| r.scope == s));
        assert!(
            kinds.into_iter().all(has) && scopes == [true, true],
            "{}",
            batch.dataset
        );
        assert!(requirements.len() >= 15, "{}", batch.dataset);
        full += usize::from(requirements.len() >= 40);
    }
    assert!(full >= 6, "{full}");
}

#[test]
fn programmes_have_all_parts_and_outcomes_with_all_of_their_words() {
    let mut full = 0;
    for batch in all().iter().filter(|b| b.dataset.starts_with("mip/")) {
        let mut parts = HashSet::new();
        let (mut modules, mut outcomes) = (0, 0);
        for record in &batch.records {
            match &record.details {
                Details::Module(module) => {
                    modules += 1;
                    parts.extend(module.part);
                    assert!(module.hours.is_some_and(|h| h > 0.0), "{}", record.id);
                }
                Details::LearningOutcome(outcome) => {
                    outcomes += 1;
                    assert!(
                        outcome.can.is_some() && outcome.weight.is_some(),
                        "{}",
                        record.id
                    );
                    assert!(record.sector.is_some(), "{} has no sector", record.id);
                }
                _ => {}
            }
        }
        assert!(
            modules >= 6 && outcomes >= 20,
            "{}: {modules} modules, {outcomes} outcomes",
            batch.dataset
        );
        let every = [
            ModulePart::A,
            ModulePart::B,
            ModulePart::C,
            ModulePart::Lifelong,
            ModulePart::Practice,
        ];
        full +=
            usize::from(modules >= 10 && outcomes >= 60 && every.iter().all(|p| parts.contains(p)));
    }
    assert!(full >= 6, "{full}");
}

#[test]
fn old_standards_are_superseded_and_their_levels_are_pkl() {
    let old: Vec<(&str, &str, u8)> = all()
        .iter()
        .flat_map(|b| &b.records)
        .filter_map(|r| match (&r.details, &r.level) {
            (Details::Qualification(q), Some(level)) if q.superseded => {
                Some((r.id.as_str(), r.source.file.as_str(), level.lki))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        old,
        [
            ("pkp/ps-909/2017-02-08", "pkp/elektrotehnikis-2017.docx", 4),
            ("pkp/ps-907/2016-05-11", "pkp/mebelu-galdnieks-2016.docx", 3),
        ]
    );
}

#[test]
fn importing_twice_gives_the_same() {
    let again = import_path(&samples(), &Columns::built_in(), &mut silent()).unwrap();
    assert_eq!(again.len(), all().len());
    for (a, b) in again.iter().zip(all()) {
        assert!(
            (&a.dataset, &a.records, &a.relations) == (&b.dataset, &b.records, &b.relations),
            "{}",
            a.dataset
        );
    }
}

/// A CSV sample with its columns turned round from the header on.
fn turned_round(text: &str, header: &str) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    let mut below = false;
    for record in reader.records().map(Result::unwrap) {
        below |= record.iter().any(|cell| cell == header);
        let mut cells: Vec<&str> = record.iter().collect();
        if below {
            cells.reverse();
        }
        writer.write_record(cells).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn the_order_of_columns_does_not_matter() {
    for (file, header) in [
        ("pkp/motorzaga-operators.csv", "Prasība"),
        ("mip/elektromontieris.csv", "Modulis"),
        ("pke/elektromontieris.csv", "Pārbaudāmais saturs"),
        ("materials/mezs.csv", "Nosaukums"),
        ("nks/nks.csv", "Pamatprofesija"),
    ] {
        let text = fs::read_to_string(samples().join(file)).unwrap();
        let read = |text: &str| {
            let mut bundle =
                Bundle::from_bytes("x.csv", text.as_bytes().to_vec(), Limits::default()).unwrap();
            import_bundle(
                &mut bundle,
                &Columns::built_in(),
                Directory::new(),
                &mut silent(),
            )
            .unwrap()
        };
        let (there, back) = (read(&text), read(&turned_round(&text, header)));
        let bare = |batch: &Batch| {
            let mut records = batch.records.clone();
            // Blank lines go when a CSV file is written anew, and with them the numbers of rows.
            records
                .iter_mut()
                .for_each(|r| r.source.place = Place::default());
            records
        };
        assert!(bare(&there[0]) == bare(&back[0]), "{file}");
    }
}

#[test]
fn every_column_is_documented() {
    let docs =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")).unwrap();
    let plain = docs.split_whitespace().collect::<Vec<_>>().join(" ");
    let columns = Columns::built_in();
    let missing: Vec<(&str, &str)> = columns
        .tables()
        .flat_map(|table| columns.first_names(table).map(move |name| (table, name)))
        .filter(|(_, name)| !plain.contains(name))
        .collect();
    assert_eq!(missing, [("", ""); 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn damaged_office_files_are_errors_and_never_panics(
        file in prop::sample::select(vec!["pke/elektrotehnikis.xlsx", "pkp/elektrotehnikis-2017.docx"]),
        at in 0.0_f64..1.0,
        bytes in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let mut data = fs::read(samples().join(file)).unwrap();
        let start = (at * data.len() as f64) as usize;
        for (place, byte) in data.iter_mut().skip(start).zip(&bytes) {
            *place = *byte;
        }
        if let Ok(mut bundle) = Bundle::from_bytes(file, data, Limits::default()) {
            let _ = import_bundle(&mut bundle, &Columns::built_in(), Directory::new(), &mut silent());
        }
    }

    #[test]
    fn any_text_is_imported_or_refused(text in "(Nosaukums|Prasība|Uzdevums|Veids|Modulis|Spēj|Kods|Daļa|Gads|[a-zā0-9 .;,\"\n]){0,60}") {
        if let Ok(mut bundle) = Bundle::from_bytes("x.csv", text.into_bytes(), Limits::default()) {
            let _ = import_bundle(&mut bundle, &Columns::built_in(), Directory::new(), &mut silent());
        }
    }
}
