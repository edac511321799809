//! Cases from application to deletion.

use jiff::civil::date;
use rusqlite::Connection;

use super::*;
use crate::model::RecordId;
use crate::recognition::compare::testing::{module_of, programme};
use crate::recognition::compare::{
    CompareConfig, Comparison, Deadlines, Features, Line, ModuleDecision, Retention, Status,
    propose_module,
};
use crate::recognition::evidence::{PassageAt, read_pasted};

fn applicant() -> Applicant {
    Applicant {
        given_name: "Anna".into(),
        family_name: "Liepkalnīte-Unikālā".into(),
        ..Applicant::default()
    }
}

fn target() -> RecordId {
    RecordId::new("mip/1/x").unwrap()
}

pub(super) fn outcome() -> RecordId {
    RecordId::new("mip/1/x/m1/1").unwrap()
}

pub(super) fn module() -> RecordId {
    RecordId::new("mip/1/x/m1").unwrap()
}

pub(super) fn compared() -> Comparison {
    let programme = programme(vec![module_of(
        "m1",
        &[("Montēt sadalni".into(), 100.0, false)],
    )]);
    let line = Line {
        outcome: outcome(),
        status: Status::Partly,
        confidence: 0.6,
        supports: Vec::new(),
        reasons: Vec::new(),
        features: Features::default(),
    };
    let rule = CompareConfig::built_in().rule;
    let module = propose_module(&programme.modules[0], &[Status::Partly], &rule);
    Comparison {
        programme: target(),
        lines: vec![line],
        modules: vec![module],
    }
}

pub(super) fn store() -> CaseStore {
    CaseStore::in_memory().unwrap()
}

fn opened(store: &CaseStore) -> Case {
    store
        .create(applicant(), Route::LaterStage, vec![target()], "ilze")
        .unwrap()
}

/// Makes changes one after the other.
pub(super) fn after(store: &CaseStore, mut case: Case, changes: Vec<CaseChange>) -> Case {
    for change in changes {
        case = store
            .change(case.number, case.version, change, "ilze")
            .unwrap();
    }
    case
}

pub(super) fn to(stage: Stage) -> CaseChange {
    CaseChange::Move {
        to: stage,
        reason: String::new(),
    }
}

fn evidence() -> CaseChange {
    CaseChange::AddEvidence(
        read_pasted("stāsts", "Montēju sadalnes pie Dzintarkalna Īpašā.").unwrap(),
    )
}

pub(super) fn assessed(store: &CaseStore) -> Case {
    let case = opened(store);
    let changes = vec![
        to(Stage::Documentation),
        evidence(),
        to(Stage::Assessment),
        CaseChange::Compared(vec![compared()]),
    ];
    after(store, case, changes)
}

pub(super) fn refused(store: &CaseStore, case: &Case, change: CaseChange) -> String {
    store
        .change(case.number, case.version, change, "ilze")
        .unwrap_err()
        .to_string()
}

pub(super) fn line(status: Status, reason: &str) -> CaseChange {
    CaseChange::Line {
        outcome: outcome(),
        status,
        reason: reason.into(),
    }
}

fn ruling(decision: ModuleDecision, reason: &str) -> CaseChange {
    CaseChange::Module {
        module: module(),
        decision,
        reason: reason.into(),
        test_on: None,
    }
}

#[test]
fn a_case_goes_through_its_stages_and_is_closed() {
    let store = store();
    let case = assessed(&store);
    let meeting = Meeting {
        members: vec![Member {
            name: "J. Bērziņš".into(),
            role: "priekšsēdētājs".into(),
        }],
        decided_on: Some(date(2026, 8, 1)),
        protocol: Some("3".into()),
    };
    let changes = vec![
        line(Status::Partly, ""),
        ruling(ModuleDecision::WithTest, ""),
        to(Stage::Certification),
        CaseChange::Meeting(meeting),
        CaseChange::Close,
    ];
    let case = after(&store, case, changes);
    assert!(case.closed_at.is_some());
    assert_eq!(case.moves.len(), 3);
    assert!(refused(&store, &case, evidence()).contains("is closed"));
    let back = CaseChange::Move {
        to: Stage::Assessment,
        reason: "kļūda protokolā".into(),
    };
    let case = after(&store, case, vec![back]);
    assert!(case.closed_at.is_none());
    assert_eq!(case.moves.last().unwrap().reason, "kļūda protokolā");
}

#[test]
fn stages_are_not_skipped_and_a_step_back_needs_a_reason() {
    let store = store();
    let case = opened(&store);
    assert!(refused(&store, &case, to(Stage::Assessment)).contains("next stage"));
    let case = after(&store, case, vec![to(Stage::Documentation)]);
    assert!(refused(&store, &case, to(Stage::Assessment)).contains("no evidence"));
    assert!(refused(&store, &case, to(Stage::Identification)).contains("needs a reason"));
    assert!(refused(&store, &case, line(Status::Fully, "")).contains("novērtēšana"));
    assert!(refused(&store, &case, CaseChange::Close).contains("commission"));
}

#[test]
fn a_decision_against_the_proposal_needs_a_reason() {
    let store = store();
    let case = assessed(&store);
    assert!(refused(&store, &case, line(Status::Fully, " ")).contains("needs a reason"));
    assert!(
        refused(&store, &case, ruling(ModuleDecision::Recognise, "")).contains("needs a reason")
    );
    assert!(refused(&store, &case, to(Stage::Certification)).contains("every module"));
    let case = after(&store, case, vec![line(Status::Fully, "parādīja darbnīcā")]);
    assert_eq!(case.status(&outcome()), Status::Fully);
    assert_eq!(case.lines[0].proposed, Some(Status::Partly));
}

#[test]
fn of_two_officers_the_second_is_told_and_nothing_is_lost() {
    let store = store();
    let case = assessed(&store);
    store
        .change(
            case.number,
            case.version,
            line(Status::Fully, "redzēju darbu"),
            "ilze",
        )
        .unwrap();
    let error = store
        .change(
            case.number,
            case.version,
            line(Status::No, "nav papīra"),
            "juris",
        )
        .unwrap_err();
    assert!(matches!(error, CaseError::Stale { current, seen, .. } if current == seen + 1));
    assert!(
        !error.to_string().contains("redzēju"),
        "nothing of the other's reason leaks"
    );
    assert_eq!(
        store.read(case.number, "juris").unwrap().lines[0].reason,
        "redzēju darbu"
    );
}

#[test]
fn new_evidence_makes_the_comparison_old() {
    let store = store();
    let case = after(&store, assessed(&store), vec![evidence()]);
    assert!(case.comparisons.is_empty());
    assert_eq!(
        case.brought.iter().map(|b| b.number).collect::<Vec<_>>(),
        [1, 2]
    );
    let case = after(&store, case, vec![CaseChange::RemoveEvidence(1)]);
    assert_eq!(case.brought[0].number, 2);
}

#[test]
fn claims_are_edited_and_keep_their_passage() {
    let store = store();
    let case = assessed(&store);
    let mut claims = case.brought[0].evidence.claims.clone();
    claims[0].text = "Montēju spēka sadalnes.".into();
    let case = after(
        &store,
        case,
        vec![CaseChange::Claims {
            evidence: 1,
            claims: claims.clone(),
        }],
    );
    let claim = &case.brought[0].evidence.claims[0];
    assert_eq!(claim.text, "Montēju spēka sadalnes.");
    assert!(matches!(claim.passage.at, PassageAt::Text { start: 0, .. }));
    claims[0].text = "x".repeat(100_000);
    assert!(
        refused(
            &store,
            &case,
            CaseChange::Claims {
                evidence: 1,
                claims
            }
        )
        .contains("100000 characters")
    );
}

#[test]
fn every_read_and_change_is_in_the_trail_and_the_trail_stays() {
    let store = store();
    let case = assessed(&store);
    store.read(case.number, "juris").unwrap();
    store
        .list(
            &CompareConfig::built_in().deadlines,
            date(2026, 1, 1),
            "juris",
        )
        .unwrap();
    let actions: Vec<String> = store
        .audit(None)
        .unwrap()
        .into_iter()
        .map(|e| e.action)
        .collect();
    assert_eq!(
        actions,
        [
            "create",
            "move",
            "add_evidence",
            "move",
            "compared",
            "read",
            "list"
        ]
    );
    let connection = store.connection();
    for sql in [
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE key = 1",
    ] {
        assert!(connection.execute(sql, []).is_err(), "{sql}");
    }
    let columns: String = connection
        .query_row("SELECT group_concat(actor || action) FROM audit", [], |r| {
            r.get(0)
        })
        .unwrap();
    assert!(!columns.contains("Liepkaln"));
}

#[test]
fn a_deleted_case_is_gone_from_the_bytes_of_every_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    let store = CaseStore::open(&path).unwrap();
    let kept = store
        .create(
            Applicant {
                given_name: "Paliek".into(),
                family_name: "Tepat".into(),
                ..Applicant::default()
            },
            Route::LaterStage,
            vec![target()],
            "ilze",
        )
        .unwrap();
    let case = assessed(&store);
    let paper = "Paraksts: Dzintarkalna Īpašā ".repeat(4000);
    let evidence = read_pasted("a", "Zāģēju dēļus Dzintarkalna Īpašā.").unwrap();
    let back = CaseChange::Move {
        to: Stage::Documentation,
        reason: "papildus papīrs".into(),
    };
    let case = after(&store, case, vec![back]);
    store
        .add_evidence(
            case.number,
            case.version,
            evidence,
            paper.as_bytes(),
            "ilze",
        )
        .unwrap();
    let holds = |needle: &str| {
        let files = std::fs::read_dir(dir.path())
            .unwrap()
            .map(|f| std::fs::read(f.unwrap().path()).unwrap());
        files
            .map(|bytes| {
                bytes
                    .windows(needle.len())
                    .filter(|w| *w == needle.as_bytes())
                    .count()
            })
            .sum::<usize>()
    };
    assert!(holds("Unikālā") > 0 && holds("Dzintarkalna Īpašā") > 0);
    store.delete(case.number, "ilze").unwrap();
    assert_eq!((holds("Unikālā"), holds("Dzintarkalna Īpašā")), (0, 0));
    assert!(holds("Tepat") > 0);
    assert!(matches!(
        store.read(case.number, "ilze"),
        Err(CaseError::Missing(_))
    ));
    assert_eq!(
        store
            .audit(Some(case.number))
            .unwrap()
            .last()
            .unwrap()
            .action,
        "delete"
    );
    let next = opened(&store);
    assert!(
        next.number > case.number && kept.number < case.number,
        "numbers are never given again"
    );
}

#[test]
fn a_reader_in_another_process_that_holds_the_log_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    let store = CaseStore::open(&path).unwrap();
    store
        .connection()
        .busy_timeout(std::time::Duration::ZERO)
        .unwrap();
    let case = opened(&store);
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("BEGIN; SELECT * FROM case_file;")
        .unwrap();
    let result = store.delete(case.number, "ilze");
    assert!(result.is_err());
    other.execute_batch("COMMIT").unwrap();
    drop(other);
    assert!(matches!(
        store.read(case.number, "ilze"),
        Err(CaseError::Missing(_))
    ));
}

#[test]
fn a_case_is_exported_whole_with_who_read_it() {
    let store = store();
    let case = opened(&store);
    let evidence = read_pasted("a", "Zāģēju dēļus.").unwrap();
    let case = store
        .add_evidence(
            case.number,
            case.version,
            evidence,
            "Zāģēju dēļus.".as_bytes(),
            "ilze",
        )
        .unwrap();
    let export = serde_json::to_value(store.export(case.number, "juris").unwrap()).unwrap();
    assert_eq!(export["case"]["applicant"]["given_name"], "Anna");
    assert_eq!(export["papers"][0][1], "Zāģēju dēļus.".len());
    assert_eq!(export["audit"][2]["action"], "export");
    assert_eq!(
        store.paper(case.number, 1, "juris").unwrap().unwrap(),
        "Zāģēju dēļus.".as_bytes()
    );
    assert_eq!(store.paper(case.number, 2, "juris").unwrap(), None);
}

#[test]
fn the_rule_of_retention_deletes_what_is_over() {
    let store = store();
    let case = opened(&store);
    let rule = Retention {
        closed_days: 10,
        idle_days: 20,
    };
    let now = jiff::Timestamp::now();
    let later = |days: i64| now + jiff::SignedDuration::from_hours(days * 24);
    assert!(store.expire(&rule, later(19), "rule").unwrap().is_empty());
    assert_eq!(
        store.expire(&rule, later(21), "rule").unwrap(),
        [case.number]
    );
}

#[test]
fn the_list_says_who_waits_on_whom_and_until_when() {
    let store = store();
    let deadlines = Deadlines {
        application_days: 30,
        decision_days: 10,
        appeal_months: 1,
    };
    let case = opened(&store);
    let change = CaseChange::Target {
        targets: vec![target()],
        route: Route::LaterStage,
        starts_on: Some(date(2026, 9, 1)),
        price_cents: None,
    };
    let case = after(&store, case, vec![change]);
    let first = &store.list(&deadlines, date(2026, 7, 30), "ilze").unwrap()[0];
    assert_eq!(
        (first.waiting.turn, first.waiting.task),
        (Turn::Applicant, Task::BringEvidence)
    );
    assert_eq!(
        (first.waiting.until, first.waiting.days_left),
        (Some(date(2026, 8, 2)), Some(3))
    );
    after(&store, case, vec![to(Stage::Documentation), evidence()]);
    let late = &store.list(&deadlines, date(2026, 8, 25), "ilze").unwrap()[0];
    assert_eq!(
        (late.waiting.turn, late.waiting.days_left),
        (Turn::Officer, Some(-3))
    );
}

/// Two programs that found the file new in the same moment made its tables twice, and the second failed.
#[test]
fn several_may_open_a_new_store_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    std::thread::scope(|scope| {
        let open = || CaseStore::open(&path).map(|store| opened(&store).number);
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
        let mut numbers: Vec<i64> = threads
            .into_iter()
            .map(|t| t.join().unwrap().unwrap())
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4]);
    });
}

#[test]
fn another_programs_file_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.sqlite");
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE t (x)")
        .unwrap();
    assert!(matches!(CaseStore::open(&path), Err(CaseError::Foreign(_))));
    let text = dir.path().join("text");
    std::fs::write(&text, "x".repeat(5000)).unwrap();
    assert!(matches!(CaseStore::open(&text), Err(CaseError::Foreign(_))));
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    CaseStore::open(&path).unwrap();
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}
