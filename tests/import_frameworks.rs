//! DigComp 3.0 and other frameworks, on small files of our own; the real supplement where `PRASME_DATA` names it.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use prasme::import::frameworks::{self, Format, Options};
use prasme::import::{Bundle, ImportError, Limits, progress};
use prasme::model::{Batch, Kind, LabelRole, Lang, Record, RelationKind, TextRole};
use proptest::prelude::*;

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/frameworks");
    folder.join(name)
}

fn import(path: &Path) -> Batch {
    let mut bundle = Bundle::open(path).unwrap();
    frameworks::import_any(&mut bundle, &Options::default(), &mut progress::silent()).unwrap()
}

fn record<'a>(batch: &'a Batch, id: &str) -> &'a Record {
    let found = batch.records.iter().find(|r| r.id.as_str() == id);
    found.unwrap_or_else(|| panic!("{id} is not among {:?}", ids(batch)))
}

fn ids(batch: &Batch) -> Vec<&str> {
    batch.records.iter().map(|r| r.id.as_str()).collect()
}

fn parent<'a>(batch: &'a Batch, id: &str) -> &'a str {
    record(batch, id).parent.as_ref().map_or("", |p| p.as_str())
}

fn codes(batch: &Batch) -> Vec<&str> {
    let mut codes: Vec<&str> = batch.warnings.iter().map(|w| w.code).collect();
    codes.sort_unstable();
    codes
}

fn count(batch: &Batch, kind: Kind) -> usize {
    batch.records.iter().filter(|r| r.kind == kind).count()
}

fn has(batch: &Batch, from: &str, kind: RelationKind, to: &str) -> bool {
    let mut relations = batch.relations.iter();
    relations.any(|r| r.from.as_str() == from && r.kind == kind && r.to.as_str() == to)
}

/// What two formats of one source must agree on: everything but the place.
fn without_places(batch: &Batch) -> (Vec<Record>, Vec<String>) {
    let mut records = batch.records.clone();
    for record in &mut records {
        record.source = Default::default();
    }
    records.sort_by(|a, b| a.id.cmp(&b.id));
    let mut relations: Vec<String> = batch.relations.iter().map(|r| format!("{r:?}")).collect();
    relations.sort();
    (records, relations)
}

#[test]
fn both_formats_of_digcomp_give_the_same_records() {
    let jsonld = import(&fixture("digcomp-3.0-small.jsonld"));
    let xlsx = import(&fixture("digcomp-3.0-small.xlsx"));
    assert_eq!(without_places(&jsonld), without_places(&xlsx));
    assert_eq!(jsonld.dataset, "digcomp-3.0/en");
    assert_eq!(count(&jsonld, Kind::CompetenceArea), 1);
    assert_eq!(count(&jsonld, Kind::Competence), 10);
    assert_eq!(count(&jsonld, Kind::Level), 2);
    assert_eq!(count(&jsonld, Kind::CompetenceStatement), 3);
    assert_eq!(count(&jsonld, Kind::LearningOutcome), 2);
}

#[test]
fn the_tenth_competence_is_told_from_the_first_in_floats() {
    let batch = import(&fixture("digcomp-3.0-small.xlsx"));
    assert_eq!(record(&batch, "digcomp-3.0/1.1").name(Lang::En), "Looking");
    assert_eq!(
        record(&batch, "digcomp-3.0/1.10").name(Lang::En),
        "Tenth way of looking"
    );
    assert_eq!(parent(&batch, "digcomp-3.0/cs1.10.01"), "digcomp-3.0/1.10");
    assert_eq!(parent(&batch, "digcomp-3.0/lo1.10.01"), "digcomp-3.0/1.10");
    assert_eq!(record(&batch, "digcomp-3.0/1.10").position, 9);
}

#[test]
fn levels_are_found_by_the_names_in_references_that_point_at_nothing() {
    let batch = import(&fixture("digcomp-3.0-small.jsonld"));
    let at_level = RelationKind::AtLevel;
    assert!(has(
        &batch,
        "digcomp-3.0/cs1.1.01",
        at_level,
        "digcomp-3.0/level/basic"
    ));
    assert!(has(
        &batch,
        "digcomp-3.0/lo1.10.01",
        at_level,
        "digcomp-3.0/level/highly-advanced"
    ));
    assert_eq!(
        codes(&batch),
        ["glossary-left-out", "level-reference", "unknown-level"]
    );
    let basic = record(&batch, "digcomp-3.0/level/basic");
    let descriptors = basic
        .texts
        .iter()
        .filter(|t| t.role == TextRole::LevelDescriptor);
    let texts: Vec<&str> = descriptors.map(|t| t.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Basic 1 (A1): With help.",
            "Basic 2 (A2): With a little help."
        ]
    );
}

#[test]
fn relative_ids_become_codes_and_no_addresses() {
    let batch = import(&fixture("digcomp-3.0-small.jsonld"));
    let statement = record(&batch, "digcomp-3.0/cs1.1.01");
    assert_eq!(
        (statement.uri.as_deref(), statement.code.as_deref()),
        (None, Some("CS1.1.01"))
    );
    assert_eq!(
        statement.source.raw.as_deref(),
        Some("CompetenceStatement/CS1.1.01")
    );
    assert_eq!(parent(&batch, "digcomp-3.0/1.1"), "digcomp-3.0/1");
}

#[test]
fn the_real_supplement_is_the_same_in_both_formats() {
    let Some(folder) = std::env::var_os("PRASME_DATA").map(PathBuf::from) else {
        println!("NOT CHECKED: PRASME_DATA is not set, so the DigComp 3.0 supplement is not there");
        return;
    };
    let file = |end: &str| {
        let name = format!("digcomp-3.0/DigComp_3_0_Data_Supplement_24_Nov_2025.{end}");
        import(&folder.join(name))
    };
    let (jsonld, xlsx) = (file("jsonld"), file("xlsx"));
    for warning in jsonld.warnings.iter().chain(&xlsx.warnings) {
        println!("{warning}");
    }
    for (kind, number) in [
        (Kind::CompetenceArea, 5),
        (Kind::Competence, 21),
        (Kind::Level, 4),
        (Kind::CompetenceStatement, 362),
        (Kind::LearningOutcome, 523),
    ] {
        assert_eq!(count(&jsonld, kind), number, "{kind:?}");
    }
    assert_eq!(
        jsonld.relations.len(),
        885,
        "every statement and outcome stands at a level"
    );
    let (a, b) = (without_places(&jsonld), without_places(&xlsx));
    for (a, b) in a.0.iter().zip(&b.0) {
        assert_eq!(a, b);
    }
    assert_eq!(a.0.len(), b.0.len());
    assert_eq!(a.1, b.1);
}

#[test]
fn a_skos_framework_is_named_by_its_scheme() {
    let batch = import(&fixture("entrecomp-small.ttl"));
    assert_eq!(batch.dataset, "entrecomp-sample-2016");
    assert_eq!(batch.version.as_deref(), Some("2016"));
    assert_eq!(
        batch.licence.as_deref(),
        Some("https://creativecommons.org/licenses/by/4.0/")
    );
    let ideas = record(&batch, "entrecomp-sample-2016/1");
    assert_eq!(
        (ideas.kind, ideas.name(Lang::Lv)),
        (Kind::CompetenceArea, "Idejas un iespējas")
    );
    assert_eq!(
        ideas.uri.as_deref(),
        Some("http://example.org/entrecomp/ideas")
    );
}

#[test]
fn language_tags_of_all_sorts_are_understood() {
    let batch = import(&fixture("entrecomp-small.ttl"));
    let spotting = record(&batch, "entrecomp-sample-2016/1.1");
    let of = |lang, role| {
        let labels = spotting
            .labels
            .iter()
            .filter(|l| l.lang == lang && l.role == role);
        labels.map(|l| l.text.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(
        of(Lang::En, LabelRole::Preferred),
        ["Spotting opportunities"]
    );
    assert_eq!(
        of(Lang::En, LabelRole::Alternative),
        ["Seeing opportunities"]
    );
    assert_eq!(of(Lang::Lv, LabelRole::Alternative), ["pamanīt vajadzību"]);
    assert_eq!(
        of(Lang::Und, LabelRole::Alternative),
        ["opportunity spotting"]
    );
}

#[test]
fn two_parents_circles_and_repeated_codes_are_told_and_survived() {
    let batch = import(&fixture("entrecomp-small.ttl"));
    let vision = "entrecomp-sample-2016/1.10";
    assert_eq!(parent(&batch, vision), "entrecomp-sample-2016/1");
    assert!(has(
        &batch,
        vision,
        RelationKind::Broader,
        "entrecomp-sample-2016/2"
    ));
    assert!(has(
        &batch,
        vision,
        RelationKind::SameAs,
        "entrecomp-sample-2016/1.10/vision2"
    ));
    assert!(has(
        &batch,
        vision,
        RelationKind::Related,
        "entrecomp-sample-2016/1.1"
    ));
    assert_eq!(
        record(&batch, "entrecomp-sample-2016/group").kind,
        Kind::CompetenceArea
    );
    assert_eq!(
        codes(&batch),
        [
            "duplicate-code",
            "hierarchy-circle",
            "no-label",
            "two-names",
            "unknown-concept"
        ]
    );
}

#[test]
fn skos_as_json_ld_reads_like_skos() {
    let batch = import(&fixture("greencomp-small.jsonld"));
    assert_eq!(batch.dataset, "greencomp-sample");
    assert_eq!(parent(&batch, "greencomp-sample/1.1"), "greencomp-sample/1");
    assert_eq!(
        record(&batch, "greencomp-sample/1").name(Lang::En),
        "Sustainability values"
    );
    assert!(batch.warnings.is_empty());
}

#[test]
fn a_case_package_keeps_kinds_languages_and_relations() {
    let batch = import(&fixture("case-small.json"));
    assert_eq!(
        (batch.dataset.as_str(), batch.licence.as_deref()),
        ("worldskills-sample-2024", Some("CC BY 4.0"))
    );
    let plan = record(&batch, "worldskills-sample-2024/1.1");
    assert_eq!(
        (plan.kind, plan.name(Lang::En)),
        (Kind::Competence, "Plan the place")
    );
    assert_eq!(
        plan.name(Lang::Lv),
        "Plāno darba vietu",
        "a translation is no record of its own"
    );
    assert_eq!(
        parent(&batch, "worldskills-sample-2024/1.1"),
        "worldskills-sample-2024/1"
    );
    assert!(has(
        &batch,
        "worldskills-sample-2024/1.1",
        RelationKind::AtLevel,
        "worldskills-sample-2024/l1"
    ));
    assert_eq!(count(&batch, Kind::Level), 1);
    assert_eq!(
        codes(&batch),
        ["duplicate-code", "hierarchy-circle", "unknown-concept"]
    );
}

#[test]
fn a_latvian_table_with_semicolons_is_a_framework() {
    let batch = import(&fixture("muzizglitiba-small.csv"));
    assert_eq!(batch.dataset, "muzizglitiba-small");
    let social = record(&batch, "muzizglitiba-small/mk1");
    assert_eq!(
        (social.name(Lang::Lv), social.name(Lang::En)),
        ("Sociālās prasmes", "Social skills")
    );
    assert_eq!(
        social
            .labels
            .iter()
            .filter(|l| l.role == LabelRole::Alternative)
            .count(),
        2
    );
    assert_eq!(social.texts[0].text, "Strādā kopā ar citiem;\nuzklausa.");
    assert_eq!(
        parent(&batch, "muzizglitiba-small/mk1"),
        "muzizglitiba-small/mk"
    );
    assert_eq!(codes(&batch), ["empty-row", "unknown-concept"]);
    let unknown = batch
        .warnings
        .iter()
        .find(|w| w.code == "unknown-concept")
        .unwrap();
    assert_eq!(unknown.source.to_string(), "muzizglitiba-small.csv, row 5");
}

#[test]
fn formats_are_told_apart_by_what_is_in_the_files() {
    for (name, format) in [
        ("digcomp-3.0-small.jsonld", Format::DigCompJsonLd),
        ("digcomp-3.0-small.xlsx", Format::DigCompXlsx),
        ("entrecomp-small.ttl", Format::SkosTurtle),
        ("greencomp-small.jsonld", Format::SkosJsonLd),
        ("case-small.json", Format::Case),
        ("muzizglitiba-small.csv", Format::Table),
    ] {
        let mut bundle = Bundle::open(&fixture(name)).unwrap();
        assert_eq!(
            frameworks::detect(&mut bundle, name),
            Some(format),
            "{name}"
        );
    }
}

#[test]
fn one_framework_at_a_time() {
    let mut all = Bundle::open(&fixture("")).unwrap();
    let refuse = |bundle: &mut Bundle| -> ImportError {
        frameworks::import_any(bundle, &Options::default(), &mut progress::silent()).unwrap_err()
    };
    assert!(
        refuse(&mut all)
            .to_string()
            .contains("one framework at a time")
    );
    let mut none = Bundle::from_bytes("a.md", b"x".to_vec(), Limits::default()).unwrap();
    assert_eq!(refuse(&mut none).code(), "unrecognised");
}

#[test]
fn the_same_file_gives_the_same_batch() {
    for name in [
        "entrecomp-small.ttl",
        "case-small.json",
        "digcomp-3.0-small.xlsx",
        "muzizglitiba-small.csv",
    ] {
        let (first, second) = (import(&fixture(name)), import(&fixture(name)));
        assert_eq!(first.records, second.records, "{name}");
        assert_eq!(first.relations, second.relations, "{name}");
        assert_eq!(first.warnings, second.warnings, "{name}");
    }
}

#[test]
fn every_code_that_the_files_give_is_explained() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/warnings.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    for entry in std::fs::read_dir(fixture("")).unwrap() {
        let path = entry.unwrap().path();
        for warning in import(&path).warnings {
            assert!(
                docs.contains(&format!("| `{}` |", warning.code)),
                "{}",
                warning.code
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn damaged_files_of_every_format_never_panic(file in 0usize..6, at in 0usize..20_000, bytes in prop::collection::vec(any::<u8>(), 0..6), whole: bool) {
        let names = [
            "digcomp-3.0-small.jsonld", "digcomp-3.0-small.xlsx", "entrecomp-small.ttl",
            "greencomp-small.jsonld", "case-small.json", "muzizglitiba-small.csv",
        ];
        let formats = [
            Format::DigCompJsonLd, Format::DigCompXlsx, Format::SkosTurtle,
            Format::SkosJsonLd, Format::Case, Format::Table,
        ];
        let mut content = std::fs::read(fixture(names[file])).unwrap();
        let start = at % content.len();
        let end = (start + bytes.len()).min(content.len());
        content.splice(start..end, bytes.iter().copied());
        if whole {
            content = bytes;
        }
        let mut bundle = Bundle::from_bytes(names[file], content, Limits::default()).unwrap();
        let _ = frameworks::detect(&mut bundle, names[file]);
        let _ = frameworks::import(&mut bundle, names[file], formats[file], &Options::default(), &mut progress::silent());
    }

    /// Damage inside the parts of a workbook, where no checksum of the ZIP hides it from the reader.
    #[test]
    fn workbooks_with_damaged_parts_never_panic(part in 0usize..12, at in 0usize..20_000, cut in 0usize..40, bytes in "[0-9A-Za-z<>/\"= ]{0,12}") {
        let content = std::fs::read(fixture("digcomp-3.0-small.xlsx")).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(content)).unwrap();
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let damaged = part % archive.len();
        for n in 0..archive.len() {
            let mut file = archive.by_index(n).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut inner = Vec::new();
            file.read_to_end(&mut inner).unwrap();
            if n == damaged && !inner.is_empty() {
                let start = at % inner.len();
                let end = (start + cut).min(inner.len());
                inner.splice(start..end, bytes.bytes());
            }
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(&inner).unwrap();
        }
        let zipped = writer.finish().unwrap().into_inner();
        let mut bundle = Bundle::from_bytes("a.xlsx", zipped, Limits::default()).unwrap();
        let _ = frameworks::import(&mut bundle, "a.xlsx", Format::DigCompXlsx, &Options::default(), &mut progress::silent());
    }
}
