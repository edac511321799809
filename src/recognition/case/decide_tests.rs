//! Outcomes and modules decided in one go.

use jiff::civil::date;

use super::tests::{after, assessed, compared, line, module, outcome, refused, store, to};
use super::*;
use crate::recognition::compare::{ModuleDecision, Status};

fn judged(status: Status, reason: &str) -> Vec<JudgedLine> {
    vec![JudgedLine {
        outcome: outcome(),
        status,
        reason: reason.into(),
    }]
}

fn ruled(decision: Option<ModuleDecision>, reason: &str) -> Vec<JudgedModule> {
    vec![JudgedModule {
        module: module(),
        decision,
        reason: reason.into(),
        test_on: None,
    }]
}

#[test]
fn the_rule_follows_what_people_decided_of_the_outcomes() {
    let store = store();
    let case = assessed(&store);
    assert_eq!(
        case.proposal(&module()).unwrap().decision,
        ModuleDecision::WithTest
    );
    let decide = CaseChange::Decide {
        lines: judged(Status::Fully, "parādīja darbnīcā"),
        modules: ruled(None, ""),
    };
    let case = after(&store, case, vec![decide]);
    let ruling = case.ruling(&module()).unwrap();
    // The module was compared as "partly": with the old proposal this decision would have needed a reason.
    assert_eq!(
        (ruling.decision, ruling.proposed),
        (ModuleDecision::Recognise, Some(ModuleDecision::Recognise))
    );
    assert!((case.proposal(&module()).unwrap().share - 1.0).abs() < 1e-6);
}

#[test]
fn all_of_it_is_decided_or_nothing() {
    let store = store();
    let case = assessed(&store);
    let said = refused(
        &store,
        &case,
        CaseChange::Decide {
            lines: judged(Status::Fully, "parādīja"),
            modules: ruled(Some(ModuleDecision::Refuse), ""),
        },
    );
    assert!(
        said.contains("mip/1/x/m1") && said.contains("needs a reason"),
        "{said}"
    );
    let mut here = case.clone();
    let decide = CaseChange::Decide {
        lines: judged(Status::Fully, "parādīja"),
        modules: ruled(Some(ModuleDecision::Refuse), ""),
    };
    assert!(here.apply(decide, "ilze", "2026-08-01T00:00:00Z").is_err());
    assert_eq!(here, case, "the outcome was not decided either");
}

#[test]
fn what_stands_keeps_who_decided_it() {
    let store = store();
    let case = assessed(&store);
    let case = after(&store, case, vec![line(Status::No, "nav redzēts")]);
    let decide = CaseChange::Decide {
        lines: judged(Status::No, "nav redzēts"),
        modules: ruled(None, ""),
    };
    let case = store
        .change(case.number, case.version, decide, "juris")
        .unwrap();
    assert_eq!(case.line(&outcome()).unwrap().by, "ilze");
    assert_eq!(case.ruling(&module()).unwrap().by, "juris");
}

#[test]
fn only_modules_that_nothing_speaks_of_are_untouched() {
    let store = store();
    let case = assessed(&store);
    assert!(case.untouched().is_empty(), "something is shown of it");
    let mut silent = compared();
    silent.lines[0].status = Status::No;
    let case = after(&store, case, vec![CaseChange::Compared(vec![silent])]);
    assert_eq!(case.untouched(), ruled(Some(ModuleDecision::Refuse), ""));
    assert_eq!(case.outcomes_of(&module()), [outcome()]);
    let decide = CaseChange::Decide {
        lines: judged(Status::No, ""),
        modules: case.untouched(),
    };
    let case = after(&store, case, vec![decide]);
    assert!(case.untouched().is_empty() && case.all_decided());
}

#[test]
fn a_day_of_the_test_belongs_to_a_condition_only() {
    let store = store();
    let case = assessed(&store);
    let with_day = |decision| CaseChange::Decide {
        lines: Vec::new(),
        modules: vec![JudgedModule {
            module: module(),
            decision,
            reason: "sēdē".into(),
            test_on: Some(date(2026, 8, 28)),
        }],
    };
    let said = refused(&store, &case, with_day(Some(ModuleDecision::Refuse)));
    assert!(said.starts_with("test_on"), "{said}");
    let case = after(&store, case, vec![with_day(None)]);
    assert_eq!(
        case.ruling(&module()).unwrap().test_on,
        Some(date(2026, 8, 28))
    );
    let case = after(&store, case, vec![to(Stage::Certification)]);
    let said = refused(
        &store,
        &case,
        CaseChange::Decide {
            lines: judged(Status::Fully, "vēlāk"),
            modules: Vec::new(),
        },
    );
    assert!(said.contains("novērtēšana"), "{said}");
}
