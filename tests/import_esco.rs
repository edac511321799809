//! ESCO downloads of three generations, on small files of our own with the published headers.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use prasme::import::esco::{self, Options, Relations};
use prasme::import::{Bundle, ImportError, Limits, progress};
use prasme::model::{
    Batch, Details, Kind, LabelRole, Lang, Record, Relation, RelationKind, Severity,
};
use proptest::prelude::*;

const V1_2: &str = "ESCO dataset - v1.2.0 - classification - lv - csv";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/esco")
        .join(name)
}

fn import(path: &Path) -> Vec<Batch> {
    let mut bundle = Bundle::open(path).unwrap();
    esco::import(&mut bundle, &Options::default(), &mut progress::silent()).unwrap()
}

fn english() -> Batch {
    import(&fixture("1.1.1-en")).remove(0)
}

fn record<'a>(batch: &'a Batch, id: &str) -> &'a Record {
    batch.records.iter().find(|r| r.id.as_str() == id).unwrap()
}

fn labels(record: &Record, role: LabelRole) -> Vec<&str> {
    let of_role = record.labels.iter().filter(|l| l.role == role);
    of_role.map(|l| l.text.as_str()).collect()
}

fn parent<'a>(batch: &'a Batch, id: &str) -> Option<&'a str> {
    record(batch, id).parent.as_ref().map(|p| p.as_str())
}

fn collections(record: &Record) -> Vec<&str> {
    match &record.details {
        Details::Skill(skill) => skill.collections.iter().map(String::as_str).collect(),
        _ => panic!("{} is no skill", record.id),
    }
}

fn codes(batch: &Batch) -> Vec<&str> {
    batch.warnings.iter().map(|w| w.code).collect()
}

fn has(batch: &Batch, from: &str, kind: RelationKind, to: &str) -> bool {
    let relation = |r: &Relation| r.from.as_str() == from && r.kind == kind && r.to.as_str() == to;
    batch.relations.iter().any(relation)
}

/// A ZIP of a fixture folder, inside a sub-folder as some portals pack it.
fn zip_of(name: &str, sub: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for entry in std::fs::read_dir(fixture(name)).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(format!("{sub}{file}"), options).unwrap();
        writer.write_all(&std::fs::read(&path).unwrap()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn concepts_have_their_kinds_identifiers_and_names() {
    let batch = english();
    assert_eq!((batch.dataset.as_str(), batch.rank), ("esco/en", 0));
    assert_eq!(
        batch.version.as_deref(),
        Some("1.1.x"),
        "by its files: nothing names the version"
    );
    let weld = record(&batch, "esco:skill/s-weld");
    assert_eq!(weld.kind, Kind::Skill);
    assert_eq!(
        weld.uri.as_deref(),
        Some("http://data.europa.eu/esco/skill/s-weld")
    );
    assert_eq!(weld.framework.as_deref(), Some("esco"));
    assert_eq!(weld.name(Lang::En), "join metal parts by welding");
    assert_eq!(weld.source.to_string(), "skills_en.csv, row 2");
    let isco = record(&batch, "esco:isco/C7212");
    assert_eq!(
        (isco.kind, isco.code.as_deref()),
        (Kind::OccupationGroup, Some("7212"))
    );
    assert_eq!(
        record(&batch, "esco:group/isced-f/0714").kind,
        Kind::SkillGroup
    );
    assert_eq!(
        record(&batch, "esco:occupation/o-mag").code.as_deref(),
        Some("7212.3.1")
    );
}

#[test]
fn labels_in_one_cell_are_split_trimmed_and_not_repeated() {
    // Traps of the real files: LF inside a quoted cell while rows end in CRLF; the preferred label repeated among the
    // alternative ones; spaces around a label.
    let batch = english();
    let weld = record(&batch, "esco:skill/s-weld");
    assert_eq!(
        labels(weld, LabelRole::Alternative),
        ["weld metal parts", "weld steel"]
    );
    assert_eq!(labels(weld, LabelRole::Hidden), ["welding of metl"]);
    assert_eq!(weld.texts[0].text, "Joins parts of metal\nwith heat.");
}

#[test]
fn a_group_is_the_parent_and_a_broader_skill_a_relation() {
    let batch = english();
    assert_eq!(
        parent(&batch, "esco:skill/s-mig"),
        Some("esco:group/g-join")
    );
    assert!(has(
        &batch,
        "esco:skill/s-mig",
        RelationKind::Broader,
        "esco:skill/s-weld"
    ));
    assert_eq!(
        parent(&batch, "esco:occupation/o-mag"),
        Some("esco:occupation/o-welder")
    );
    assert_eq!(
        parent(&batch, "esco:occupation/o-welder"),
        Some("esco:isco/C7212")
    );
    assert_eq!(parent(&batch, "esco:isco/C7212"), Some("esco:isco/C7"));
}

#[test]
fn the_hierarchy_adds_the_groups_that_the_list_of_groups_lacks() {
    let batch = english();
    let join = record(&batch, "esco:group/g-join");
    assert_eq!(
        (join.code.as_deref(), join.name(Lang::En)),
        (Some("S8.10"), "joining metal")
    );
    assert_eq!(
        parent(&batch, "esco:group/g-join"),
        Some("esco:group/g-metal")
    );
    let cut = record(&batch, "esco:group/g-cut");
    assert!(cut.position < join.position, "S8.2 stands before S8.10");
    assert_eq!(record(&batch, "esco:group/g-metal").texts.len(), 1);
}

#[test]
fn relations_of_both_files_are_read() {
    let batch = english();
    assert!(has(
        &batch,
        "esco:occupation/o-welder",
        RelationKind::EssentialSkill,
        "esco:skill/s-weld"
    ));
    assert!(has(
        &batch,
        "esco:occupation/o-welder",
        RelationKind::OptionalSkill,
        "esco:skill/s-plc"
    ));
    assert!(has(
        &batch,
        "esco:skill/s-mig",
        RelationKind::EssentialForSkill,
        "esco:skill/s-weld"
    ));
    assert!(has(
        &batch,
        "esco:skill/s-plc",
        RelationKind::OptionalForSkill,
        "esco:skill/s-file"
    ));
    assert_eq!(batch.relations.len(), 6);
}

#[test]
fn collections_and_details_are_kept() {
    let batch = english();
    assert_eq!(
        collections(record(&batch, "esco:skill/s-file")),
        ["digcomp", "digital"]
    );
    assert_eq!(collections(record(&batch, "esco:skill/s-plc")), ["digital"]);
    assert!(collections(record(&batch, "esco:skill/s-weld")).is_empty());
    let of = |id: &str| match &record(&batch, id).details {
        Details::Occupation(o) => (o.isco.clone().unwrap(), o.regulated.clone()),
        _ => panic!("no occupation"),
    };
    assert_eq!(
        of("esco:occupation/o-mag"),
        ("7212".into(), Some("regulated".into()))
    );
    assert_eq!(of("esco:occupation/o-officer"), ("0110".into(), None));
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_rest_is_taken() {
    let batch = english();
    let told: Vec<String> = batch.warnings.iter().map(ToString::to_string).collect();
    for (code, place) in [
        ("not-released", "skills_en.csv, row 5"),
        ("bad-uri", "skills_en.csv, row 6"),
        ("unknown-concept", "skills_en.csv, row 7"),
        ("unknown-concept", "occupationSkillRelations.csv, row 5"),
        ("unknown-relation", "occupationSkillRelations.csv, row 6"),
        ("file-not-read", "researchOccupationsCollection_en.csv"),
    ] {
        let found = told
            .iter()
            .any(|t| t.starts_with(&format!("{place}: ")) && t.ends_with(&format!("[{code}]")));
        assert!(found, "{code} at {place} is not among {told:#?}");
    }
    assert_eq!(told.len(), 6, "{told:#?}");
}

#[test]
fn version_1_2_with_languages_in_every_name_is_read() {
    let batch = import(&fixture(V1_2)).remove(0);
    assert_eq!(batch.dataset, "esco/lv");
    assert_eq!(batch.version.as_deref(), Some("1.2.0"));
    assert_eq!(batch.title, "ESCO 1.2.0 (lv)");
    let weld = record(&batch, "esco:skill/s-weld");
    assert_eq!(weld.name(Lang::Lv), "savienot metāla daļas metinot");
    assert!(has(
        &batch,
        "esco:occupation/o-welder",
        RelationKind::OptionalSkill,
        "esco:skill/s-new"
    ));
    assert_eq!(
        parent(&batch, "esco:skill/s-new"),
        Some("esco:skill/s-weld")
    );
    // A concept twice in the file: 21 of them in the real 1.2.
    assert_eq!(
        labels(record(&batch, "esco:skill/s-new"), LabelRole::Alternative),
        ["kobots"]
    );
    assert_eq!(codes(&batch), ["file-not-read", "repeated-concept"]);
}

#[test]
fn version_1_0_with_few_files_and_columns_is_read() {
    let batch = import(&fixture("1.0.9-en")).remove(0);
    assert_eq!(batch.version.as_deref(), Some("1.0.x"));
    let net = record(&batch, "esco:skill/s-net");
    assert_eq!(
        labels(net, LabelRole::Alternative),
        ["design networks", "lay out networks"]
    );
    assert_eq!(
        collections(net),
        ["digital"],
        "ICT is what 1.1 calls digital"
    );
    assert_eq!(record(&batch, "esco:skill/s-weld").parent, None);
    assert_eq!(
        codes(&batch),
        ["missing-file", "missing-file"],
        "both relation files are missing"
    );
}

/// Both languages in one folder, each in a ZIP of this name.
fn two_languages(english: &str, latvian: &str) -> Vec<Batch> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(english), zip_of("1.1.1-en", "csv/")).unwrap();
    std::fs::write(folder.path().join(latvian), zip_of(V1_2, "")).unwrap();
    import(folder.path())
}

#[test]
fn two_languages_together_are_two_batches_and_one_has_the_relations() {
    let batches = two_languages("esco-v1.2.0-en.zip", "esco-v1.2.0-lv.zip");
    let names: Vec<&str> = batches.iter().map(|b| b.dataset.as_str()).collect();
    assert_eq!(names, ["esco/en", "esco/lv"]);
    assert!(!batches[0].relations.is_empty() && batches[1].relations.is_empty());
    let ids = |b: &Batch| record(b, "esco:skill/s-weld").id.clone();
    assert_eq!(
        ids(&batches[0]),
        ids(&batches[1]),
        "the catalogue joins them"
    );
}

#[test]
fn languages_of_different_versions_keep_their_own_version_and_relations() {
    let batches = two_languages("esco-1.1.1-en.zip", "ESCO dataset - v1.2.0 - lv.zip");
    let versions: Vec<Option<&str>> = batches.iter().map(|b| b.version.as_deref()).collect();
    assert_eq!(versions, [Some("1.1.1"), Some("1.2.0")]);
    let (welder, new) = ("esco:occupation/o-welder", "esco:skill/s-new");
    assert!(!has(&batches[0], welder, RelationKind::OptionalSkill, new));
    assert!(has(&batches[1], welder, RelationKind::OptionalSkill, new));
}

#[test]
fn a_zip_reads_like_its_folder() {
    let bytes = zip_of("1.1.1-en", "");
    let mut bundle = Bundle::from_bytes("esco.zip", bytes, Limits::default()).unwrap();
    let zipped = esco::import(&mut bundle, &Options::default(), &mut progress::silent())
        .unwrap()
        .remove(0);
    let folder = english();
    assert_eq!(zipped.records, folder.records);
    assert_eq!(zipped.relations, folder.relations);
}

#[test]
fn the_caller_may_name_the_version_and_leave_the_relations_out() {
    let mut bundle = Bundle::open(&fixture("1.1.1-en")).unwrap();
    let options = Options {
        version: Some("1.1.2".to_owned()),
    };
    let mut stages = Vec::new();
    let batch = esco::import_language(&mut bundle, "en", Relations::Without, &options, &mut |p| {
        stages.push(p.stage);
    });
    let batch = batch.unwrap();
    assert_eq!(batch.version.as_deref(), Some("1.1.2"));
    assert!(batch.relations.is_empty());
    assert!(
        stages.iter().any(|s| s == "reading skills_en.csv"),
        "{stages:?}"
    );
    assert!(
        !stages
            .iter()
            .any(|s| s.contains("occupationSkillRelations")),
        "{stages:?}"
    );
}

/// The error of an import of these files.
fn refused(files: &[(&str, &[u8])]) -> ImportError {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut bundle = Bundle::open(folder.path()).unwrap();
    esco::import(&mut bundle, &Options::default(), &mut progress::silent()).unwrap_err()
}

#[test]
fn a_download_of_something_else_is_refused() {
    let error = refused(&[("materials.csv", b"a,b\n")]);
    assert_eq!(error.code(), "unrecognised");
    assert!(error.to_string().contains("skills_en.csv"), "{error}");
    let error = refused(&[("skills_en.csv", b"conceptType,conceptUri,preferredLabel\n")]);
    assert_eq!(error.code(), "unrecognised", "not one concept in it");
}

#[test]
fn a_file_without_the_column_of_identity_is_refused_with_its_header() {
    let error = refused(&[("skills_en.csv", b"uri,label\n1,2\n")]);
    assert_eq!(
        error.to_string(),
        "skills_en.csv: no column conceptUri; the header has: uri, label"
    );
}

#[test]
fn detection_goes_by_the_names_of_the_files() {
    let detect = |name: &str| esco::detect(&Bundle::open(&fixture(name)).unwrap());
    assert!(detect("1.1.1-en") && detect(V1_2) && detect("1.0.9-en"));
    let other = Bundle::from_bytes("skills.csv", Vec::new(), Limits::default()).unwrap();
    assert!(!esco::detect(&other));
}

#[test]
fn the_same_source_gives_the_same_batch() {
    let (first, second) = (english(), english());
    assert_eq!(first.records, second.records);
    assert_eq!(first.relations, second.relations);
    assert_eq!(first.warnings, second.warnings);
    assert!(first.warnings.iter().all(|w| w.severity >= Severity::Note));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_in_any_file_panic(file in 0usize..10, bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let names = [
            "skills_en.csv", "occupations_en.csv", "skillGroups_en.csv", "skillsHierarchy_en.csv",
            "ISCOGroups_en.csv", "broaderRelationsSkillPillar.csv", "broaderRelationsOccPillar.csv",
            "occupationSkillRelations.csv", "skillSkillRelations.csv", "digCompSkillsCollection_en.csv",
        ];
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for entry in std::fs::read_dir(fixture("1.1.1-en")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let own = std::fs::read(&path).unwrap();
            let mut content = own.clone();
            if name == names[file] {
                // Half of the cases keep the header, so that the rows are reached.
                let header = own.iter().position(|b| *b == b'\n').map_or(0, |n| n + 1);
                let kept = if bytes.len() % 2 == 0 { header } else { 0 };
                content.truncate(kept);
                content.extend(&bytes);
            }
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(name, options).unwrap();
            writer.write_all(&content).unwrap();
        }
        let zipped = writer.finish().unwrap().into_inner();
        let mut bundle = Bundle::from_bytes("esco.zip", zipped, Limits::default()).unwrap();
        let _ = esco::import(&mut bundle, &Options::default(), &mut progress::silent());
    }
}
