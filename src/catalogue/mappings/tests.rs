//! What must always hold of decisions, proposals and the history.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::catalogue::{ApplyMode, Catalogue};
use crate::model::{
    Batch, Decision, Kind, LabelRole, Lang, Mapping, MappingState, Predicate, Record, RecordId,
    Source,
};
use Predicate::{BroadMatch, CloseMatch, ExactMatch, NarrowMatch, Teaches};

const TARGET: &str = "framework:esco";

fn id(text: &str) -> RecordId {
    RecordId::new(text).unwrap()
}

fn batch(names: &[&str]) -> Batch {
    let mut batch = Batch::new("t", "T");
    for name in names {
        let mut record = Record::new(id(name), Kind::Skill, Source::file("t"));
        record.framework = Some("esco".into());
        record.label(Lang::Lv, LabelRole::Preferred, &format!("prasme {name}"));
        batch.records.push(record);
    }
    batch
}

fn import(catalogue: &mut Catalogue, names: &[&str]) {
    catalogue
        .apply(&[batch(names)], ApplyMode::Commit, &mut |_, _| {})
        .unwrap();
}

fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::in_memory().unwrap();
    import(&mut catalogue, &["a", "b", "c", "d"]);
    catalogue
}

fn triple(subject: &str, predicate: Predicate, object: &str) -> Triple {
    Triple::new(id(subject), predicate, id(object))
}

fn accept(t: &Triple, seen: u64) -> Verdict {
    Verdict::new(Ruling::Accept(t.clone()), seen)
}

fn reject(t: &Triple, seen: u64) -> Verdict {
    Verdict::new(Ruling::Reject(t.clone()), seen)
}

fn proposal(object: &str, confidence: f32) -> Proposed {
    Proposed {
        predicate: CloseMatch,
        object: id(object),
        confidence,
        explanation: serde_json::json!({ "label": object }),
    }
}

fn propose(catalogue: &mut Catalogue, proposals: Vec<Proposed>) -> ProposeReport {
    let batch = ProposedFor {
        subject: id("a"),
        target: TARGET.into(),
        place: Place::default(),
        fingerprint: "f".into(),
        proposals,
    };
    catalogue.propose(&[batch], "prasme test").unwrap()
}

fn state(catalogue: &Catalogue, t: &Triple) -> Option<MappingState> {
    catalogue.mapping(t).unwrap().map(|m| m.mapping.state)
}

fn queue_state(catalogue: &Catalogue) -> QueueState {
    catalogue.queue_item("a", TARGET).unwrap().unwrap().state
}

#[test]
fn a_decision_keeps_the_machines_word_beside_it() {
    let mut c = catalogue();
    propose(&mut c, vec![proposal("b", 0.8), proposal("c", 0.4)]);
    assert_eq!(queue_state(&c), QueueState::Open);
    let t = triple("a", CloseMatch, "b");
    let written = c
        .decide(&accept(&t, 0).with_note("pārbaudīts"), "anna")
        .unwrap();
    let found = c.mapping(&t).unwrap().unwrap();
    assert_eq!(found.mapping.state, MappingState::Accepted);
    assert_eq!(found.mapping.version, written.number);
    let decision = found.mapping.decision.unwrap();
    assert_eq!(
        (decision.by.as_str(), decision.note.as_deref()),
        ("anna", Some("pārbaudīts"))
    );
    assert_eq!(found.mapping.proposal.unwrap().confidence, 0.8);
    assert_eq!(found.target, TARGET);
    assert_eq!(queue_state(&c), QueueState::Decided);
}

#[test]
fn the_second_of_two_people_is_told_who_decided_what_and_nothing_is_overwritten() {
    let mut c = catalogue();
    propose(&mut c, vec![proposal("b", 0.8)]);
    let t = triple("a", CloseMatch, "b");
    c.decide(&accept(&t, 0), "anna").unwrap();
    let refused = c.decide(&reject(&t, 0), "berta").unwrap_err();
    let DecideError::Conflict(entry) = refused else {
        panic!("{refused}")
    };
    assert_eq!((entry.by.as_str(), entry.action), ("anna", Action::Accept));
    assert_eq!(state(&c, &t), Some(MappingState::Accepted));
    // Having seen that, berta may.
    c.decide(&reject(&t, entry.number), "berta").unwrap();
    assert_eq!(state(&c, &t), Some(MappingState::Rejected));
}

#[test]
fn who_saw_a_decision_that_was_taken_back_is_told_too() {
    let mut c = catalogue();
    let t = triple("a", CloseMatch, "b");
    let first = c.decide(&accept(&t, 0), "anna").unwrap();
    c.undo("anna", Some(first.number)).unwrap();
    let refused = c.decide(&reject(&t, first.number), "berta").unwrap_err();
    assert!(
        matches!(&refused, DecideError::Conflict(e) if e.action == Action::Undo),
        "{refused}"
    );
}

#[test]
fn what_a_person_decided_the_machine_leaves_alone_whatever_it_proposes() {
    let mut c = catalogue();
    propose(&mut c, vec![proposal("b", 0.8), proposal("c", 0.7)]);
    let rejected = triple("a", CloseMatch, "b");
    c.decide(&reject(&rejected, 0), "anna").unwrap();
    let mut other = proposal("b", 0.99);
    other.predicate = ExactMatch;
    let report = propose(&mut c, vec![other, proposal("d", 0.5)]);
    assert_eq!((report.decided, report.added, report.removed), (1, 1, 1));
    assert_eq!(state(&c, &rejected), Some(MappingState::Rejected));
    assert_eq!(state(&c, &triple("a", ExactMatch, "b")), None);
    assert_eq!(state(&c, &triple("a", CloseMatch, "c")), None);
    assert_eq!(queue_state(&c), QueueState::Open);
}

#[test]
fn proposing_the_same_again_changes_nothing() {
    let mut c = catalogue();
    propose(&mut c, vec![proposal("b", 0.8)]);
    let report = propose(&mut c, vec![proposal("b", 0.8)]);
    assert_eq!((report.unchanged, report.added, report.changed), (1, 0, 0));
    assert_eq!(propose(&mut c, vec![proposal("b", 0.9)]).changed, 1);
    assert_eq!(c.proposed_fingerprints(TARGET).unwrap()["a"], "f");
}

#[test]
fn changing_the_relation_is_one_step_and_is_undone_in_one() {
    let mut c = catalogue();
    propose(&mut c, vec![proposal("b", 0.8)]);
    let (old, new) = (triple("a", CloseMatch, "b"), triple("a", BroadMatch, "b"));
    let verdict = Verdict::new(Ruling::Relate(old.clone(), BroadMatch), 0);
    c.decide(&verdict, "anna").unwrap();
    assert_eq!(state(&c, &old), Some(MappingState::Rejected));
    assert_eq!(state(&c, &new), Some(MappingState::Accepted));
    c.undo("anna", None).unwrap();
    assert_eq!(state(&c, &old), Some(MappingState::Proposed));
    assert_eq!(state(&c, &new), None);
}

#[test]
fn contradictions_are_refused_and_name_what_stands() {
    let mut c = catalogue();
    c.decide(&accept(&triple("a", BroadMatch, "b"), 0), "anna")
        .unwrap();
    for wanted in [
        triple("a", NarrowMatch, "b"),
        triple("a", ExactMatch, "b"),
        triple("b", BroadMatch, "a"),
    ] {
        let refused = c.decide(&accept(&wanted, 0), "berta").unwrap_err();
        assert!(
            matches!(refused, DecideError::Contradiction(_)),
            "{refused}"
        );
        assert!(refused.to_string().contains("anna"), "{refused}");
    }
    for fits in [triple("b", NarrowMatch, "a"), triple("a", Teaches, "b")] {
        c.decide(&accept(&fits, 0), "berta").unwrap();
    }
}

#[test]
fn no_match_and_a_match_shut_each_other_out() {
    let mut c = catalogue();
    propose(&mut c, vec![proposal("b", 0.8)]);
    let t = triple("a", CloseMatch, "b");
    let nothing = Verdict::new(Ruling::NoMatch(id("a"), TARGET.into()), 0);
    let written = c.decide(&nothing, "anna").unwrap();
    assert_eq!(queue_state(&c), QueueState::Decided);
    let refused = c.decide(&accept(&t, 0), "berta").unwrap_err();
    assert!(
        matches!(refused, DecideError::NoMatchStands(_)),
        "{refused}"
    );
    assert!(matches!(
        c.decide(&nothing, "berta"),
        Err(DecideError::Conflict(_))
    ));
    let again = Ruling::MatchPossible(id("a"), TARGET.into());
    c.decide(&Verdict::new(again, written.number), "berta")
        .unwrap();
    c.decide(&accept(&t, 0), "berta").unwrap();
    let refused = c.decide(&nothing, "anna").unwrap_err();
    // She saw 0, and that is what stands: but a match is accepted.
    assert!(matches!(refused, DecideError::MatchStands(_)), "{refused}");
}

#[test]
fn an_undo_does_not_overwrite_what_somebody_decided_since() {
    let mut c = catalogue();
    let t = triple("a", CloseMatch, "b");
    let first = c.decide(&accept(&t, 0), "anna").unwrap();
    c.decide(&reject(&t, first.number), "berta").unwrap();
    let refused = c.undo("anna", None).unwrap_err();
    assert!(
        matches!(&refused, DecideError::Conflict(e) if e.by == "berta"),
        "{refused}"
    );
    assert!(matches!(
        c.undo("carl", None),
        Err(DecideError::NothingToUndo(_))
    ));
    c.undo("berta", None).unwrap();
    assert_eq!(state(&c, &t), Some(MappingState::Accepted));
}

#[test]
fn an_undo_does_not_bring_a_contradiction_back() {
    let mut c = catalogue();
    let (exact, broad) = (triple("a", ExactMatch, "b"), triple("a", BroadMatch, "b"));
    let first = c.decide(&accept(&exact, 0), "anna").unwrap();
    c.decide(&Verdict::new(Ruling::Reopen(exact), first.number), "berta")
        .unwrap();
    c.decide(&accept(&broad, 0), "anna").unwrap();
    assert!(matches!(
        c.undo("berta", None),
        Err(DecideError::Contradiction(_))
    ));
    assert_eq!(state(&c, &broad), Some(MappingState::Accepted));
}

#[test]
fn records_that_are_not_there_and_loops_are_refused() {
    let mut c = catalogue();
    let refused = c.decide(&accept(&triple("a", CloseMatch, "zz"), 0), "anna");
    assert!(matches!(refused, Err(DecideError::NoRecord(z)) if z.as_str() == "zz"));
    let refused = c.decide(&accept(&triple("a", CloseMatch, "a"), 0), "anna");
    assert!(matches!(refused, Err(DecideError::Itself(_))));
    let reopen = Ruling::Reopen(triple("a", CloseMatch, "b"));
    let refused = c.decide(&Verdict::new(reopen, 0), "anna");
    assert!(matches!(refused, Err(DecideError::NoMapping(_))));
}

#[test]
fn a_remark_changes_nothing_else() {
    let mut c = catalogue();
    let t = triple("a", CloseMatch, "b");
    let first = c.decide(&accept(&t, 0), "anna").unwrap();
    let note = Verdict::new(Ruling::Note(t.clone()), first.number).with_note("skat. 3. punktu");
    c.decide(&note, "berta").unwrap();
    let decision = c.mapping(&t).unwrap().unwrap().mapping.decision.unwrap();
    assert_eq!(decision.by, "anna");
    assert_eq!(decision.note.as_deref(), Some("skat. 3. punktu"));
}

#[test]
fn a_mapping_whose_concept_left_comes_back_to_the_queue_with_its_history() {
    let mut c = catalogue();
    propose(&mut c, vec![proposal("b", 0.8), proposal("d", 0.6)]);
    let t = triple("a", CloseMatch, "b");
    c.decide(&accept(&t, 0), "anna").unwrap();
    import(&mut c, &["a", "c"]);
    assert_eq!(queue_state(&c), QueueState::Surfaced);
    // What was only proposed of a concept that is gone is gone too.
    assert_eq!(state(&c, &triple("a", CloseMatch, "d")), None);
    assert_eq!(
        c.withdrawn("b").unwrap().unwrap().name(Lang::Lv),
        "prasme b"
    );
    let history: Vec<_> = c
        .history_of("b", 9)
        .unwrap()
        .iter()
        .map(|e| e.action)
        .collect();
    assert_eq!(history, [Action::Surfaced, Action::Accept]);
    // An import that changes nothing does not say it again.
    import(&mut c, &["a", "c"]);
    assert_eq!(c.history_of("b", 9).unwrap().len(), 2);
    // Accepting it once more means: it stays although the concept is gone.
    let version = c.mapping(&t).unwrap().unwrap().mapping.version;
    c.decide(&accept(&t, version), "berta").unwrap();
    assert_eq!(queue_state(&c), QueueState::Decided);
    c.undo("berta", None).unwrap();
    assert_eq!(queue_state(&c), QueueState::Surfaced);
    import(&mut c, &["a", "b", "c"]);
    assert_eq!(queue_state(&c), QueueState::Decided);
    assert_eq!(c.history_of("b", 1).unwrap()[0].action, Action::Returned);
    assert!(c.withdrawn("b").unwrap().is_none());
}

#[test]
fn a_concept_that_left_is_replaced_in_one_step_and_put_back_in_one() {
    let mut c = catalogue();
    let (old, new) = (triple("a", CloseMatch, "b"), triple("a", CloseMatch, "c"));
    let first = c.decide(&accept(&old, 0).with_note("jā"), "anna").unwrap();
    import(&mut c, &["a", "c"]);
    let version = c.mapping(&old).unwrap().unwrap().mapping.version;
    assert_ne!(version, first.number, "it surfaced since");
    let replace = Verdict::new(Ruling::Replace(old.clone(), new.clone()), version);
    c.decide(&replace, "berta").unwrap();
    assert_eq!(state(&c, &old), None);
    let decision = c.mapping(&new).unwrap().unwrap().mapping.decision.unwrap();
    assert_eq!(
        (decision.by.as_str(), decision.note.as_deref()),
        ("berta", Some("jā"))
    );
    assert_eq!(queue_state(&c), QueueState::Decided);
    c.undo("berta", None).unwrap();
    assert_eq!(state(&c, &new), None);
    let back = c.mapping(&old).unwrap().unwrap();
    assert_eq!(back.mapping.decision.unwrap().by, "anna");
    assert!(back.surfaced_at.is_some());
}

#[test]
fn the_queue_is_filtered_paged_and_walked() {
    let mut c = catalogue();
    let all: Vec<ProposedFor> = [("a", 0.9), ("b", 0.5), ("c", 0.5), ("d", 0.1)]
        .map(|(subject, confidence)| ProposedFor {
            subject: id(subject),
            target: TARGET.into(),
            place: Place {
                kind: "skill".into(),
                sector: if subject == "b" { "ENE" } else { "KOK" }.into(),
                owner: String::new(),
            },
            fingerprint: String::new(),
            proposals: vec![proposal(if subject == "a" { "b" } else { "a" }, confidence)],
        })
        .into();
    c.propose(&all, "t").unwrap();
    let names = |page: &Page<QueueItem>| {
        page.items
            .iter()
            .map(|i| i.subject.to_string())
            .collect::<Vec<_>>()
            .join("")
    };
    let open = QueueFilter {
        states: vec![QueueState::Open],
        ..QueueFilter::default()
    };
    assert_eq!(names(&c.queue(&open, 0, 10).unwrap()), "abcd");
    assert_eq!(names(&c.queue(&open, 1, 2).unwrap()), "bc");
    let sure = QueueFilter {
        min_confidence: Some(0.4),
        sector: Some("KOK".into()),
        ..open.clone()
    };
    let page = c.queue(&sure, 0, 10).unwrap();
    assert_eq!((names(&page).as_str(), page.total), ("ac", 2));
    let mut here = c.queue_item("a", TARGET).unwrap().unwrap();
    let mut walked = String::new();
    while let Some(next) = c.queue_neighbour(&open, &here, Turn::Next).unwrap() {
        walked.push_str(next.subject.as_str());
        let back = c.queue_neighbour(&open, &next, Turn::Previous).unwrap();
        assert_eq!(back.unwrap().subject, here.subject);
        here = next;
    }
    assert_eq!(walked, "bcd");
}

fn imported(row: usize, t: &Triple, state: MappingState, by: &str) -> ImportedMapping {
    ImportedMapping {
        row,
        what: Imported::Mapping {
            mapping: Box::new(Mapping {
                subject: t.subject.clone(),
                predicate: t.predicate,
                object: t.object.clone(),
                state,
                proposal: None,
                decision: (state != MappingState::Proposed).then(|| Decision {
                    by: by.into(),
                    at: "2026-01-02T03:04:05Z".into(),
                    note: None,
                }),
                version: 0,
            }),
            target: None,
            slots: serde_json::json!({ "comment": "x" }),
        },
    }
}

#[test]
fn an_imported_set_keeps_its_authors_and_a_second_import_finds_it_unchanged() {
    let mut c = catalogue();
    let rows = [
        imported(
            2,
            &triple("a", CloseMatch, "b"),
            MappingState::Accepted,
            "orcid:1",
        ),
        imported(
            3,
            &triple("a", ExactMatch, "x:outside"),
            MappingState::Rejected,
            "orcid:2",
        ),
        imported(4, &triple("c", CloseMatch, "d"), MappingState::Proposed, ""),
    ];
    let report = c.import_mappings(&rows, "anna", Clash::Refuse).unwrap();
    assert_eq!(report.added, 3);
    let found = c.mapping(&triple("a", CloseMatch, "b")).unwrap().unwrap();
    assert_eq!(found.mapping.decision.unwrap().by, "orcid:1");
    assert_eq!(found.slots["comment"], "x");
    assert_eq!(c.history_of("a", 9).unwrap()[0].by, "anna");
    let again = c.import_mappings(&rows, "anna", Clash::Refuse).unwrap();
    assert_eq!((again.unchanged, again.added, again.changed), (3, 0, 0));
}

#[test]
fn every_wrong_row_is_named_and_nothing_is_half_imported() {
    let mut c = catalogue();
    let t = triple("a", BroadMatch, "b");
    c.decide(&accept(&t, 0), "anna").unwrap();
    let ok = triple("c", CloseMatch, "d");
    let mut undecided = imported(
        6,
        &triple("c", BroadMatch, "a"),
        MappingState::Accepted,
        "o",
    );
    if let Imported::Mapping { mapping, .. } = &mut undecided.what {
        mapping.decision = None;
    }
    let rows = [
        imported(2, &ok, MappingState::Accepted, "o"),
        imported(3, &ok, MappingState::Accepted, "o"),
        imported(4, &t, MappingState::Rejected, "o"),
        imported(
            5,
            &triple("a", NarrowMatch, "b"),
            MappingState::Accepted,
            "o",
        ),
        undecided,
    ];
    let refused = c.import_mappings(&rows, "anna", Clash::Refuse).unwrap_err();
    let ImportError::Rows(problems) = refused else {
        panic!("{refused}")
    };
    let said: Vec<_> = problems.iter().map(|p| (p.row, p.code)).collect();
    assert_eq!(
        said,
        [
            (3, "duplicate"),
            (4, "decided_otherwise"),
            (5, "contradiction"),
            (6, "undecided")
        ]
    );
    assert_eq!(state(&c, &ok), None);
    let kept = c
        .import_mappings(&rows[2..3], "anna", Clash::KeepOurs)
        .unwrap();
    assert_eq!(
        (kept.kept, state(&c, &t)),
        (1, Some(MappingState::Accepted))
    );
    let taken = c
        .import_mappings(&rows[2..3], "anna", Clash::TakeTheirs)
        .unwrap();
    assert_eq!(
        (taken.changed, state(&c, &t)),
        (1, Some(MappingState::Rejected))
    );
}

/// A step of a random session of two people.
#[derive(Debug, Clone)]
enum Step {
    Decide(usize, u8, usize, usize, u8),
    Undo(usize),
    Propose(usize),
    Import(bool),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let one = prop_oneof![
        6 => (0..2usize, 0..7u8, 0..3usize, 0..5usize, 0..3u8)
            .prop_map(|(who, what, object, predicate, note)| Step::Decide(who, what, object, predicate, note)),
        3 => (0..2usize).prop_map(Step::Undo),
        1 => (0..3usize).prop_map(Step::Propose),
        1 => any::<bool>().prop_map(Step::Import),
    ];
    prop::collection::vec(one, 0..30)
}

const PEOPLE: [&str; 2] = ["anna", "berta"];
const OBJECTS: [&str; 3] = ["b", "c", "d"];

/// How every mapping and "no match" stands, as far as people decide it.
type Standings = BTreeMap<String, Standing>;

fn key(change: &Change) -> String {
    match &change.triple {
        Some(triple) => triple.to_string(),
        None => format!("{} {}", change.subject, change.target),
    }
}

fn standings(c: &Catalogue) -> Standings {
    let mut all = Standings::new();
    c.each_mapping(Detail::Light, |m| {
        let t = Triple::of(&m.mapping);
        let row = read::row(&c.connection, &t)?.expect("it was just read");
        // What nobody has ever decided is the machine's alone.
        if row.version > 0 {
            all.insert(t.to_string(), row.standing);
        }
        Ok::<_, crate::catalogue::CatalogueError>(())
    })
    .unwrap();
    for n in c.no_matches().unwrap() {
        all.insert(
            format!("{} {}", n.subject, n.target),
            Standing {
                state: MappingState::Accepted,
                by: Some(n.by),
                at: Some(n.at),
                note: n.note,
                surfaced_at: None,
            },
        );
    }
    all
}

fn verdict(c: &Catalogue, what: u8, object: usize, predicate: usize, note: u8) -> Verdict {
    let t = triple("a", Predicate::ALL[predicate], OBJECTS[object]);
    let other = Predicate::ALL[(predicate + 1) % 5];
    let mapping = c.mapping(&t).unwrap().map_or(0, |m| m.mapping.version);
    let no_match = c.no_match("a", TARGET).unwrap().map_or(0, |n| n.version);
    let (ruling, seen) = match what {
        0 => (Ruling::Accept(t), mapping),
        1 => (Ruling::Reject(t), mapping),
        2 => (Ruling::Reopen(t), mapping),
        3 => (Ruling::Relate(t, other), mapping),
        4 => (Ruling::Note(t), mapping),
        5 => (Ruling::NoMatch(id("a"), TARGET.into()), no_match),
        _ => (Ruling::MatchPossible(id("a"), TARGET.into()), no_match),
    };
    let verdict = Verdict::new(ruling, seen);
    match note {
        0 => verdict,
        1 => verdict.with_note("piezīme"),
        _ => verdict.with_note(""),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever two people, the machine and imports do: the history replayed is the state, an undo takes back exactly what its
    /// decision did, and no two accepted mappings contradict each other.
    #[test]
    fn history_is_state_and_undo_is_the_inverse(steps in steps()) {
        let mut c = catalogue();
        let mut before: [Vec<(u64, Standings)>; 2] = Default::default();
        for step in steps {
            let earlier = standings(&c);
            match step {
                Step::Decide(who, what, object, predicate, note) => {
                    let verdict = verdict(&c, what, object, predicate, note);
                    match c.decide(&verdict, PEOPLE[who]) {
                        Ok(written) => before[who].push((written.number, earlier)),
                        Err(_) => prop_assert_eq!(standings(&c), earlier, "a refusal wrote something"),
                    }
                }
                Step::Undo(who) => match c.undo(PEOPLE[who], None) {
                    Ok(written) => {
                        let entry = c.history_after(written.number - 1, 1).unwrap().remove(0);
                        let (number, was) = before[who].pop().expect("there was a decision");
                        prop_assert_eq!(entry.undoes, Some(number));
                        let now = standings(&c);
                        for change in &entry.touched {
                            let name = key(change);
                            // The machine's own word has no standing, whether it was decided once or never.
                            let open = |s: &&Standing| s.state != MappingState::Proposed;
                            prop_assert_eq!(now.get(&name).filter(open), was.get(&name).filter(open));
                        }
                    }
                    Err(_) => prop_assert_eq!(standings(&c), earlier, "a refusal wrote something"),
                },
                Step::Propose(object) => {
                    propose(&mut c, vec![proposal(OBJECTS[object], 0.5)]);
                    prop_assert_eq!(standings(&c), earlier, "the machine touched a decision");
                }
                Step::Import(all) => import(&mut c, if all { &["a", "b", "c", "d"] } else { &["a", "c", "d"] }),
            }
            let mut replayed = Standings::new();
            for entry in c.history_after(0, 1000).unwrap() {
                for change in &entry.touched {
                    match &change.after {
                        Some(after) => replayed.insert(key(change), after.clone()),
                        None => replayed.remove(&key(change)),
                    };
                }
            }
            prop_assert_eq!(standings(&c), replayed);
            let accepted: Vec<Triple> = c
                .mappings(&MappingFilter { state: Some(MappingState::Accepted), ..Default::default() }, 0, 100)
                .unwrap().items.iter().map(|m| Triple::of(&m.mapping)).collect();
            for (at, one) in accepted.iter().enumerate() {
                for other in &accepted[at + 1..] {
                    let same = one.subject == other.subject && one.object == other.object;
                    prop_assert!(!same || !rules::contradicts(one, other, MappingState::Accepted), "{} and {}", one, other);
                }
            }
        }
    }
}
