//! Mappings through their public face: what a new version of a framework does to them, and proposing for what changed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod common;

use std::path::{Path, PathBuf};

use prasme::catalogue::mappings::{Action, QueueState, Ruling, Triple, Verdict};
use prasme::catalogue::{ApplyMode, Catalogue};
use prasme::import::Options;
use prasme::linking::jobs::Job;
use prasme::linking::propose::{JobReport, ProposeMode, ProposeSettings};
use prasme::linking::{Links, Target, review};
use prasme::model::{MappingState, Predicate, RecordId};
use prasme::workspace::Workspace;

fn esco(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/esco")
        .join(version)
}

fn import(workspace: &Workspace, path: PathBuf) {
    let options = Options::default();
    workspace
        .import(&[path], &options, ApplyMode::Commit, &mut |_| {})
        .unwrap();
}

fn id(text: &str) -> RecordId {
    RecordId::new(text).unwrap()
}

const SUBJECT: &str = "digcomp-2.2/1.3";

fn triple(object: &str) -> Triple {
    Triple::new(id(SUBJECT), Predicate::RelatedMatch, id(object))
}

fn accept(catalogue: &mut Catalogue, object: &str) {
    let verdict = Verdict::new(Ruling::Accept(triple(object)), 0);
    catalogue.decide(&verdict, "anna").unwrap();
}

#[test]
fn a_mapping_whose_concept_a_new_esco_dropped_comes_back_with_history_and_a_replacement() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path(), None).unwrap();
    import(&workspace, common::samples().join("digcomp"));
    import(&workspace, esco("1.1.1-en"));
    let mut catalogue = workspace.catalogue().unwrap();
    accept(&mut catalogue, "esco:skill/s-weld");
    accept(&mut catalogue, "esco:skill/s-file");
    let links = Links::load(&catalogue).unwrap();

    import(&workspace, esco("1.2.0-en"));
    let stands = |c: &Catalogue| {
        c.queue_item(SUBJECT, "framework:esco")
            .unwrap()
            .unwrap()
            .state
    };
    assert_eq!(stands(&catalogue), QueueState::Surfaced);
    assert!(
        links.take_up(&catalogue).unwrap(),
        "a running server sees it"
    );
    let surfaced: Vec<String> = links
        .of(&id(SUBJECT))
        .iter()
        .filter(|m| m.surfaced_at.is_some())
        .map(|m| m.mapping.object.to_string())
        .collect();
    assert_eq!(surfaced, ["esco:skill/s-weld"]);

    let (_, matcher) = workspace.matcher().unwrap();
    let target: Target = "esco".parse().unwrap();
    let looked = review::look(&catalogue, &matcher, &id(SUBJECT), &target, None);
    let looked = looked.unwrap().unwrap();
    let first = &looked.candidates[0];
    assert!(first.shown.gone);
    assert_eq!(first.state(), MappingState::Accepted);
    // What it was called is still known, and who takes its place is offered.
    let name = first.shown.record.name(prasme::model::Lang::En);
    assert_eq!(name, "join metal parts by welding");
    assert_eq!(
        first.shown.replacements[0].id.as_str(),
        "esco:skill/s-weld-new"
    );
    let history = catalogue.history_of("esco:skill/s-weld", 9).unwrap();
    let actions: Vec<_> = history.iter().map(|e| e.action).collect();
    assert_eq!(actions, [Action::Surfaced, Action::Accept]);
    assert_eq!(history[1].by, "anna");

    let version = first.leading().unwrap().mapping.version;
    let replace = Ruling::Replace(triple("esco:skill/s-weld"), triple("esco:skill/s-weld-new"));
    catalogue
        .decide(&Verdict::new(replace, version), "berta")
        .unwrap();
    assert_eq!(stands(&catalogue), QueueState::Decided);
}

fn propose(workspace: &Workspace, mode: ProposeMode) -> JobReport {
    let job = Job {
        from: "digcomp-2.2".parse().unwrap(),
        to: "esco".parse().unwrap(),
    };
    let settings = ProposeSettings {
        min_confidence: 0.0,
        most: 3,
    };
    workspace
        .link(vec![job], settings, mode, &mut |_| {})
        .unwrap()[0]
        .1
}

#[test]
fn only_what_changed_is_proposed_again() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path(), None).unwrap();
    import(&workspace, common::samples().join("digcomp"));
    import(&workspace, esco("1.1.1-en"));
    let dry = propose(&workspace, ProposeMode::DryRun);
    assert!(dry.candidates > 0 && dry.written.added == 0, "{dry:?}");
    let first = propose(&workspace, ProposeMode::Commit);
    assert_eq!(first.written.added, dry.candidates);
    assert_eq!(first.unchanged, 0);
    let second = propose(&workspace, ProposeMode::Commit);
    assert_eq!(second.unchanged, first.statements);
    // Another version of the target: everything is compared again, and what is the same stays.
    import(&workspace, esco("1.2.0-en"));
    let third = propose(&workspace, ProposeMode::Commit);
    assert_eq!(third.unchanged, 0);
    let catalogue = workspace.catalogue().unwrap();
    let filter = prasme::catalogue::mappings::MappingFilter::default();
    let all = catalogue.mappings(&filter, 0, 1000).unwrap();
    assert_eq!(all.total as usize, third.candidates);
    assert!(
        all.items
            .iter()
            .all(|m| catalogue.contains(m.mapping.object.as_str()).unwrap())
    );
}
