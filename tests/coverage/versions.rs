//! Versions: the differences planted in the sample, and a change planted here that leads to exactly the right modules.

use std::collections::BTreeMap;
use std::path::Path;

use prasme::coverage::{
    Action, ChangeKind, CoverageError, Curriculum, CurriculumBuilder, Decisions, WorkList,
};
use prasme::model::{
    CoverageValue, Decision, Depth, Details, Kind, LabelRole, Lang, Mapping, MappingState,
    Predicate, Record, RecordId, Relation, RelationKind,
};

use super::{CABINET_MAKER, ELECTRICIAN, FITTER, common, curriculum, id, undecided};

const ELECTRICIAN_2017: &str = "pkp/ps-909/2017-02-08";
const CABINET_MAKER_2016: &str = "pkp/ps-907/2016-05-11";

/// How many differences of each kind the authors wrote down. What was added stands in groups there, and is not compared.
fn planted(file: &str) -> BTreeMap<String, usize> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/coverage/holes")
        .join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let mut counts = BTreeMap::new();
    for line in text.lines().filter(|l| l.starts_with("DIFF|")) {
        let fields: Vec<&str> = line.split('|').collect();
        // The level of the whole document has no task.
        if !(fields[2].is_empty() && fields[3].is_empty()) {
            *counts.entry(fields[1].to_owned()).or_default() += 1;
        }
    }
    counts
}

#[test]
fn the_planted_differences_are_found() {
    for (file, old, new) in [
        ("elektrotehnikis-2017.txt", ELECTRICIAN_2017, ELECTRICIAN),
        (
            "mebelu-galdnieks-2016.txt",
            CABINET_MAKER_2016,
            CABINET_MAKER,
        ),
    ] {
        let diff = curriculum().compare(&id(old), &id(new)).unwrap();
        let planted = planted(file);
        assert_eq!(
            diff.count(ChangeKind::LevelChanged),
            planted["level"],
            "{file}"
        );
        // One wording in six may be taken for another requirement: what an old text became is a matter of judgement.
        let near = |found: usize, planted: usize| found.abs_diff(planted) * 6 <= planted.max(6);
        assert!(
            near(diff.count(ChangeKind::Removed), planted["removed"]),
            "{file}"
        );
        assert!(
            near(diff.count(ChangeKind::Reworded), planted["reworded"]),
            "{file}"
        );
        assert!(!diff.level_changed, "PKL 3 of 2017 is LKI 4");
    }
}

#[test]
fn versions_asked_for_the_wrong_way_round_are_the_same_versions() {
    let there = curriculum()
        .compare(&id(ELECTRICIAN_2017), &id(ELECTRICIAN))
        .unwrap();
    let back = curriculum()
        .compare(&id(ELECTRICIAN), &id(ELECTRICIAN_2017))
        .unwrap();
    assert_eq!(there, back);
    assert_eq!(
        curriculum().versions_of(&id(ELECTRICIAN)).unwrap(),
        (id(ELECTRICIAN_2017), id(ELECTRICIAN))
    );
}

#[test]
fn what_cannot_be_compared_says_why() {
    let error = curriculum()
        .compare(&id(FITTER), &id(ELECTRICIAN))
        .unwrap_err();
    assert!(matches!(
        error,
        CoverageError::DifferentQualifications { .. }
    ));
    let text = error.to_string();
    assert!(text.contains("PS-908") && text.contains("PS-909"), "{text}");
    let error = curriculum().versions_of(&id(FITTER)).unwrap_err();
    assert!(matches!(error, CoverageError::OneVersion(_)));
    let error = curriculum()
        .compare(&id("mip/32522011/elektromontieris"), &id(FITTER))
        .unwrap_err();
    assert!(matches!(error, CoverageError::WrongKind { .. }));
    let error = curriculum()
        .compare(&id("pkp/ps-000/2000-01-01"), &id(FITTER))
        .unwrap_err();
    assert!(matches!(error, CoverageError::Unknown(_)));
}

/// What the newer version changes beside the one in force.
struct Planted {
    curriculum: Curriculum,
    old: RecordId,
    new: RecordId,
}

/// The sample with one more version of the electrician's PKP: one requirement is gone, one is new, one is worded otherwise, one is
/// asked for at greater depth.
fn with_next_version() -> Planted {
    let workspace = common::sample();
    let catalogue = workspace.catalogue().unwrap();
    let config = workspace.config();
    let mut builder = CurriculumBuilder::new(
        config.analyser(),
        config.vocabulary(),
        config.coverage().clone(),
    );
    let (old, new) = (id(ELECTRICIAN), id("pkp/ps-909/2026-09-01"));
    let renamed = |record: &RecordId| {
        let text = record.as_str().replacen(ELECTRICIAN, new.as_str(), 1);
        RecordId::new(&text).unwrap()
    };
    let mut next: Vec<Record> = Vec::new();
    catalogue
        .each_record(|mut record| {
            if record.id.as_str().starts_with(ELECTRICIAN) {
                let mut copy = record.clone();
                copy.id = renamed(&record.id);
                copy.parent = record.parent.as_ref().map(renamed);
                if let Details::Qualification(q) = &mut record.details {
                    q.superseded = true;
                }
                next.push(copy);
            }
            builder.add(&record);
            Ok::<(), prasme::catalogue::CatalogueError>(())
        })
        .unwrap();
    change(&mut next);
    next.iter().for_each(|record| builder.add(record));
    let mut relations = catalogue.relations().unwrap();
    relations.push(Relation::new(
        new.clone(),
        RelationKind::Replaces,
        old.clone(),
    ));
    Planted {
        curriculum: builder.finish(&relations),
        old,
        new,
    }
}

fn change(next: &mut Vec<Record>) {
    let name = |record: &Record| record.name(Lang::Lv).to_owned();
    next.retain(|r| !name(r).starts_with("Noteikt zemējuma ietaises pretestību"));
    for record in next.iter_mut() {
        if name(record).starts_with("Apskatīt elektrolīnijas trasi") {
            record.labels[0].text = "Apskatīt elektrolīnijas trasi, reģistrēt defektus un noteikt to novēršanas termiņu".into();
        }
        if name(record).starts_with("Aizsargaparātu selektivitāte")
            && let Details::Requirement(requirement) = &mut record.details
        {
            requirement.depth = Some(Depth::Application);
        }
    }
    let beside = next
        .iter()
        .find(|r| name(r).starts_with("Montēt saules paneļu virknes"))
        .unwrap();
    let mut added = beside.clone();
    added.id = RecordId::new(&format!("{}-jauna", beside.id)).unwrap();
    added.labels.clear();
    added.label(
        Lang::Lv,
        LabelRole::Preferred,
        "Mazgāt saules paneļus un fotografēt to elektroluminiscenci",
    );
    next.push(added);
}

fn codes(list: &WorkList) -> Vec<&str> {
    list.modules
        .iter()
        .filter_map(|m| m.code.as_deref())
        .collect()
}

#[test]
fn a_planted_change_leads_to_exactly_the_right_modules() {
    let planted = with_next_version();
    let list = planted
        .curriculum
        .impact(&planted.old, &planted.new, &undecided())
        .unwrap();
    let kinds: Vec<(ChangeKind, Action)> = list
        .items
        .iter()
        .map(|i| (i.change.kind, i.action))
        .collect();
    assert_eq!(list.items.len(), 4, "{kinds:?}");
    let of = |kind: ChangeKind| list.items.iter().find(|i| i.change.kind == kind).unwrap();
    let modules = |kind: ChangeKind| -> Vec<&str> {
        of(kind)
            .modules
            .iter()
            .filter_map(|m| m.module.code.as_deref())
            .collect()
    };
    // Raised to use: the module on switchgear checks selectivity.
    assert_eq!(
        (
            of(ChangeKind::LevelChanged).action,
            modules(ChangeKind::LevelChanged)
        ),
        (Action::RaiseLevel, vec!["ET9"])
    );
    // Gone: only the module on buildings measures earth resistance.
    assert_eq!(
        (of(ChangeKind::Removed).action, modules(ChangeKind::Removed)),
        (Action::ReviewOutcome, vec!["ET14"])
    );
    // New: only the elective module has to do with solar panels.
    assert_eq!(
        (of(ChangeKind::Added).action, modules(ChangeKind::Added)),
        (Action::AddToModule, vec!["ETC1"])
    );
    assert!(of(ChangeKind::Added).modules[0].nearest_only);
    // Another wording: the module that teaches it is to be checked, and need not change.
    assert_eq!(
        (
            of(ChangeKind::Reworded).action,
            modules(ChangeKind::Reworded)
        ),
        (Action::CheckOutcome, vec!["ET13"])
    );
    assert_eq!(codes(&list), ["ET9", "ET14", "ETC1"]);
    assert!(!of(ChangeKind::Reworded).exam_items.is_empty());
}

#[test]
fn accepted_mappings_of_what_stayed_are_carried_over() {
    let planted = with_next_version();
    let requirement = planted.curriculum.find(&planted.old).and_then(|_| {
        let rows = planted.curriculum.matrix(
            &prasme::coverage::MatrixRequest::Programme {
                qualification: Some(planted.old.clone()),
                programme: None,
                columns: prasme::coverage::Columns::Modules,
            },
            &undecided(),
        );
        let rows = rows.unwrap().rows;
        rows.into_iter()
            .find(|r| r.record.name.starts_with("Pārbaudīt dielektriskos"))
    });
    let requirement = requirement.unwrap().record.id;
    let mapping = Mapping {
        subject: id("mip/33522011/elektrotehnikis/et5/1"),
        predicate: Predicate::Teaches,
        object: requirement,
        state: MappingState::Accepted,
        proposal: None,
        decision: Some(Decision {
            by: "anna".into(),
            at: "2026-01-01T00:00:00Z".into(),
            note: None,
        }),
        version: 1,
    };
    let decisions = Decisions::new([&mapping], []);
    let list = planted
        .curriculum
        .impact(&planted.old, &planted.new, &decisions)
        .unwrap();
    let carried: Vec<_> = list
        .items
        .iter()
        .filter(|i| i.action == Action::CarryOver)
        .collect();
    assert_eq!(carried.len(), 1);
    assert_eq!(carried[0].mappings, [mapping.subject]);
    assert_eq!(
        codes(&list),
        ["ET9", "ET14", "ETC1"],
        "carrying over changes no module"
    );
}

#[test]
fn the_same_comparison_gives_the_same_names_for_ticking_off() {
    let list = || {
        curriculum()
            .impact(&id(ELECTRICIAN_2017), &id(ELECTRICIAN), &undecided())
            .unwrap()
    };
    let (one, other) = (list(), list());
    assert_eq!(one, other);
    let mut keys: Vec<&str> = one.items.iter().map(|i| i.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), one.items.len());
    assert!(one.items.iter().all(|i| i.change.kind != ChangeKind::Same));
}

#[test]
fn a_whole_sector_at_once_and_programmes_on_an_older_version() {
    let lists = curriculum()
        .impact_of_sector(Some("ene"), &undecided())
        .unwrap();
    let names: Vec<&str> = lists.iter().map(|l| l.diff.new.name.as_str()).collect();
    assert_eq!(names, ["Elektrotehniķis"]);
    let error = curriculum()
        .impact_of_sector(Some("XXX"), &undecided())
        .unwrap_err();
    assert!(error.to_string().contains("ENE"), "{error}");
    let outdated = curriculum().outdated_programmes(&undecided());
    assert_eq!(outdated.len(), 2);
    assert!(
        outdated
            .iter()
            .all(|o| !o.stated && o.open > 0 && o.open < o.changed)
    );
    let planted = with_next_version();
    let outdated = planted.curriculum.outdated_programmes(&undecided());
    let stated: Vec<&str> = outdated
        .iter()
        .filter(|o| o.stated)
        .map(|o| o.programme.id.as_str())
        .collect();
    assert_eq!(stated, ["mip/33522011/elektrotehnikis"]);
}

#[test]
fn a_change_that_is_taught_already_has_a_module_in_full() {
    let list = curriculum()
        .impact(&id(ELECTRICIAN_2017), &id(ELECTRICIAN), &undecided())
        .unwrap();
    for item in &list.items {
        let full = item
            .modules
            .iter()
            .any(|m| m.value == CoverageValue::Full && !m.nearest_only);
        match item.action {
            Action::CheckOutcome => assert!(full),
            Action::AddToModule => assert!(!full && item.modules.iter().all(|m| m.nearest_only)),
            _ => {}
        }
        assert!(item.exam_items.iter().all(|e| e.kind == Kind::ExamItem));
    }
}
