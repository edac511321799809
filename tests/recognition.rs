//! Proposals never get worse unseen: seven judged people (`tests/recognition/README.md`) on the national sample.
//!
//! `results.tsv` is the committed table; `PRASME_WRITE_RESULTS=1 cargo test --test recognition` writes it anew after a change for
//! the better.

mod common;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use prasme::import::tables::Columns;
use prasme::model::RecordId;
use prasme::recognition::evaluate::{Counts, HEADER, Person};
use prasme::recognition::evidence::{EvidenceFormat, Notice, PassageAt, read_evidence};

/// The least that the project set itself.
const PRECISION_FULLY: f64 = 0.9;
const RECALL_SHOWN: f64 = 0.85;

/// The day by which the credentials of the judged people are valid.
const TODAY: &str = "2025-03-01";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recognition")
}

fn people() -> Vec<Person> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("tests/recognition")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let columns = Columns::built_in();
    folders
        .iter()
        .map(|f| Person::read(f, &columns, TODAY).expect("a judged person"))
        .collect()
}

#[test]
fn proposals_are_at_least_as_good_as_promised_and_as_the_committed_table() {
    let workspace = common::sample();
    let catalogue = workspace.catalogue().expect("the catalogue opens");
    let desk = workspace.desk(&catalogue).expect("the programmes are read");
    let mut table = format!("{HEADER}\n");
    let mut all = Counts::default();
    let people = people();
    assert!(people.len() >= 6, "{} people", people.len());
    for person in &people {
        let programme = desk
            .programme(&person.target)
            .expect("the target is in the sample");
        let unjudged: Vec<&RecordId> = programme
            .outcomes()
            .map(|(_, o)| &o.id)
            .filter(|id| !person.judged.contains_key(*id))
            .collect();
        assert!(
            unjudged.len() < programme.outcomes().count() / 4,
            "{}: {unjudged:?}",
            person.key
        );
        let compared = desk
            .compare(std::slice::from_ref(&person.target), &person.claims, None)
            .expect("it is compared");
        let strict = |id: &RecordId| programme.outcomes().any(|(_, o)| o.id == *id && o.strict);
        let counts = Counts::of(&compared[0], &person.judged, strict);
        writeln!(table, "{}\t{counts}", person.key).expect("text grows");
        all = all.plus(&counts);
    }
    writeln!(table, "all\t{all}").expect("text grows");
    println!("{table}");
    let path = folder().join("results.tsv");
    if std::env::var_os("PRASME_WRITE_RESULTS").is_some() {
        std::fs::write(&path, &table).expect("results.tsv is written");
    }
    assert!(
        all.precision_fully() >= PRECISION_FULLY,
        "precision of pilnībā: {}",
        all.precision_fully()
    );
    assert!(
        all.table[2][2] >= 10,
        "precision is not bought by proposing nothing: {:?}",
        all.table
    );
    assert!(
        all.recall_shown() >= RECALL_SHOWN,
        "recall of what is shown: {}",
        all.recall_shown()
    );
    assert_eq!(all.strict_wrong, 0, "a strict outcome passed wrongly");
    let committed = std::fs::read_to_string(&path).expect("results.tsv is committed");
    let before: Vec<f64> = committed
        .lines()
        .last()
        .expect("a table")
        .split('\t')
        .skip(1)
        .take(4)
        .map(|f| f.parse().expect("a number"))
        .collect();
    let now = [
        all.precision_fully(),
        all.recall_fully(),
        all.precision_shown(),
        all.recall_shown(),
    ];
    for (now, before) in now.iter().zip(before) {
        assert!(
            now + 0.0006 >= before,
            "it got worse: {now:.3}, committed {before:.3}\n{table}"
        );
    }
}

#[test]
fn whoever_brings_nothing_relevant_gets_no_module() {
    let workspace = common::sample();
    let catalogue = workspace.catalogue().expect("the catalogue opens");
    let desk = workspace.desk(&catalogue).expect("the programmes are read");
    let person = people()
        .into_iter()
        .find(|p| p.key == "nesaistits")
        .expect("the accountant");
    let compared = desk
        .compare(std::slice::from_ref(&person.target), &person.claims, None)
        .expect("it is compared");
    let recognised = compared[0]
        .modules
        .iter()
        .filter(|m| m.decision.code() != "neatzit")
        .count();
    assert_eq!(recognised, 0);
}

#[test]
fn every_claim_of_the_judged_papers_rests_on_a_passage_that_is_there() {
    for person in people() {
        for claim in &person.claims {
            let path = folder().join(&person.key).join(&claim.passage.file);
            if let PassageAt::Text { start, end } = claim.passage.at {
                let text = std::fs::read_to_string(&path).expect("a text");
                assert_eq!(&text[start..end], claim.passage.text);
            }
            assert!(!claim.passage.text.is_empty());
        }
    }
}

/// The published sample credentials, where `PRASME_DATA` names their folder.
#[test]
fn published_sample_credentials_import_whole() {
    let Some(data) = std::env::var_os("PRASME_DATA")
        .map(PathBuf::from)
        .filter(|d| d.join("elm-3.1").is_dir())
    else {
        println!("PRASME_DATA names no sample credentials: not checked");
        return;
    };
    let expected = [
        (
            "elm-3.1/Sample-MC-Annex1-unsigned.jsonld",
            EvidenceFormat::Elm,
            2,
        ),
        (
            "elm-3.1/Sample-CertOfPart-unsigned.jsonld",
            EvidenceFormat::Elm,
            1,
        ),
        ("elm-3.1/credential-sample.jsonld", EvidenceFormat::Elm, 1),
        (
            "openbadges-3.0/full_achievement_credential.json",
            EvidenceFormat::OpenBadge,
            3,
        ),
        (
            "openbadges-3.0/skill_assertion_case.json",
            EvidenceFormat::OpenBadge,
            3,
        ),
    ];
    for (name, format, least) in expected {
        let bytes = std::fs::read(data.join(name)).expect("the sample");
        let evidence =
            read_evidence(name, &bytes, &Columns::built_in(), TODAY).expect("it is read");
        assert_eq!(evidence.format, format, "{name}");
        assert!(
            evidence.claims.len() >= least,
            "{name}: {} claims",
            evidence.claims.len()
        );
        assert!(
            evidence.notices.contains(&Notice::ContextNotFetched),
            "{name}"
        );
        assert!(
            evidence.notices.contains(&Notice::Unsigned),
            "{name}: {:?}",
            evidence.notices
        );
        let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        for claim in &evidence.claims {
            let PassageAt::Pointer { pointer } = &claim.passage.at else {
                panic!("a pointer")
            };
            assert!(value.pointer(pointer).is_some(), "{name}: {pointer}");
        }
        if name.contains("Annex1") {
            let outcomes: Vec<_> = evidence
                .claims
                .iter()
                .filter(|c| !c.concepts.is_empty())
                .collect();
            assert_eq!(outcomes.len(), 2);
            assert!(
                outcomes
                    .iter()
                    .all(|c| c.level == Some(6) && c.hours == Some(60.0))
            );
            let digcomp = evidence
                .claims
                .iter()
                .flat_map(|c| &c.concepts)
                .find(|c| c.level == Some(4))
                .expect("DigComp with its level");
            assert_eq!(digcomp.label.as_deref(), Some("Developing digital content"));
            assert_eq!(evidence.holder.as_deref(), Some("Ana Andromeda"));
        }
    }
}
