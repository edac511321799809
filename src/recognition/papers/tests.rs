//! Papers of a small case.

use jiff::civil::date;

use super::*;
use crate::export::document::write_docx;
use crate::import::tables::Columns;
use crate::recognition::case::{
    Applicant, Case, CaseChange, CaseStore, Meeting, Member, Route, Stage,
};
use crate::recognition::compare::testing::{module_of, programme};
use crate::recognition::compare::{CompareConfig, Comparer, EVERYDAY, ModuleDecision, Status};
use crate::recognition::evidence::{Evidence, EvidenceFormat, read_evidence, read_pasted};
use crate::recognition::programme::Programme;

fn two_modules() -> Programme {
    programme(vec![
        module_of(
            "m1",
            &[("Montēt sadalni pēc principshēmas".into(), 100.0, false)],
        ),
        module_of(
            "m2",
            &[(
                "Sagatavot tāmi <un> salīdzināt piedāvājumus".into(),
                100.0,
                false,
            )],
        ),
    ])
}

/// A case that the commission has decided.
fn decided(programme: &Programme) -> Case {
    let store = CaseStore::in_memory().unwrap();
    let applicant = Applicant {
        given_name: "Anna".into(),
        family_name: "Liepa & Dēls".into(),
        personal_code: Some("010190-12345".into()),
        ..Applicant::default()
    };
    let outcomes: Vec<_> = programme.outcomes().map(|(_, o)| o.clone()).collect();
    let comparer = Comparer::build(
        Default::default(),
        Default::default(),
        EVERYDAY,
        CompareConfig::built_in(),
        &outcomes,
    );
    let comparer = comparer.unwrap_or_else(|p| panic!("{}", p[0]));
    let evidence = read_pasted("stāsts.txt", "Montēju sadalni pēc principshēmas.").unwrap();
    let compared = comparer.compare(&comparer.prepare(programme.clone()), &evidence.claims, None);
    let id = |n: usize| programme.modules[n].id.clone();
    let changes = vec![
        CaseChange::Target {
            targets: vec![programme.id.clone()],
            route: Route::LaterStage,
            starts_on: Some(date(2026, 9, 1)),
            price_cents: Some(100_000),
        },
        CaseChange::Move {
            to: Stage::Documentation,
            reason: String::new(),
        },
        CaseChange::AddEvidence(evidence),
        CaseChange::Move {
            to: Stage::Assessment,
            reason: String::new(),
        },
        CaseChange::Compared(vec![compared]),
        CaseChange::Line {
            outcome: programme.modules[0].outcomes[0].id.clone(),
            status: Status::Fully,
            reason: "parādīja darbnīcā".into(),
        },
        CaseChange::Module {
            module: id(0),
            decision: ModuleDecision::Recognise,
            reason: "viss pierādīts".into(),
            test_on: None,
        },
        CaseChange::Module {
            module: id(1),
            decision: ModuleDecision::Refuse,
            reason: "nav pierādījumu".into(),
            test_on: None,
        },
        CaseChange::Move {
            to: Stage::Certification,
            reason: String::new(),
        },
        CaseChange::Meeting(Meeting {
            members: vec![Member {
                name: "Ilze Ozola".into(),
                role: String::new(),
            }],
            decided_on: Some(date(2026, 8, 3)),
            protocol: Some("7-A".into()),
        }),
    ];
    let mut case = store
        .create(
            applicant,
            Route::LaterStage,
            vec![programme.id.clone()],
            "ilze",
        )
        .unwrap();
    for change in changes {
        case = store
            .change(case.number, case.version, change, "ilze")
            .unwrap();
    }
    case
}

fn text(paper: Paper) -> String {
    let programme = two_modules();
    let case = decided(&programme);
    let config = CompareConfig::built_in();
    let input = PaperInput::of(
        &case,
        &programme,
        "Rīgas Amatu tehnikums",
        &config.deadlines,
        date(2026, 8, 1),
    );
    let document = paper
        .write(paper.shipped(), &input)
        .unwrap_or_else(|e| panic!("{e}"));
    assert!(write_docx(&document).unwrap().starts_with(b"PK"));
    document.plain_text()
}

#[test]
fn the_comparison_sheet_has_passages_statuses_and_reasons() {
    let text = text(Paper::Comparison);
    for word in [
        "Anna Liepa & Dēls",
        "„Montēju sadalni pēc principshēmas.” (stāsts.txt)",
        "| pilnībā | parādīja darbnīcā",
        "Moduļa lēmums: neatzīt. nav pierādījumu",
        "priekšlikums: nekas par to neliecina",
    ] {
        assert!(text.contains(word), "{word} is missing in:\n{text}");
    }
}

#[test]
fn the_decision_names_what_who_and_how_to_appeal() {
    let text = text(Paper::Decision);
    for word in [
        "2026. gada 3. augustā",
        "Ministru kabineta 2023. gada 21. februāra noteikumiem Nr. 70",
        "Protokols Nr. 7-A",
        "Atzīt\n",
        "M1 Modulis m1 (100 h). viss pierādīts",
        "Neatzīt\n",
        "apstrīdēt viena mēneša laikā",
        "Komisijas priekšsēdētājs Ilze Ozola",
    ] {
        assert!(text.contains(word), "{word} is missing in:\n{text}");
    }
    assert!(
        !text.contains("Atzīt ar nosacījumu, ka"),
        "an empty part is left out"
    );
}

#[test]
fn what_nobody_decided_is_called_a_draft() {
    let programme = two_modules();
    let mut case = decided(&programme);
    let config = CompareConfig::built_in();
    let text = |case: &Case, paper: Paper| {
        let input = PaperInput::of(case, &programme, "", &config.deadlines, date(2026, 8, 1));
        let document = paper.write(paper.shipped(), &input);
        document.unwrap_or_else(|e| panic!("{e}")).plain_text()
    };
    for paper in [Paper::Decision, Paper::Plan] {
        assert!(!text(&case, paper).contains("Projekts."), "{paper:?}");
    }
    case.modules.clear();
    for paper in [Paper::Decision, Paper::Plan] {
        assert!(text(&case, paper).contains("Projekts."), "{paper:?}");
    }
}

#[test]
fn the_plan_has_what_is_left_hours_and_fee() {
    let text = text(Paper::Plan);
    for word in [
        "1 | M2 Modulis m2 | 100",
        "1. Sagatavot tāmi <un>",
        "Jāapgūst | 1 | 100",
        "Maksa pēc atzīšanas: 500,00 EUR",
    ] {
        assert!(text.contains(word), "{word} is missing in:\n{text}");
    }
}

#[test]
fn a_template_with_an_unknown_name_is_refused_with_its_line() {
    let programme = two_modules();
    let case = decided(&programme);
    let config = CompareConfig::built_in();
    let input = PaperInput::of(&case, &programme, "", &config.deadlines, date(2026, 8, 1));
    let error = Paper::Plan
        .write("# Plāns\n{{persoona}}\n", &input)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("individualais-plans.txt, line 2") && error.contains("persoona"),
        "{error}"
    );
}

#[test]
fn the_record_is_an_elm_credential_that_we_read_again() {
    let programme = two_modules();
    let case = decided(&programme);
    let config = CompareConfig::built_in();
    let input = PaperInput::of(
        &case,
        &programme,
        "Rīgas Amatu tehnikums",
        &config.deadlines,
        date(2026, 8, 1),
    );
    let record = record(&input);
    assert_eq!(record["modules"][0]["decision"], "atzit");
    assert_eq!(record["modules"][0]["outcomes"][0]["status"], "pilniba");
    let bytes = record["credential"].to_string();
    let again: Evidence = read_evidence(
        "c.jsonld",
        bytes.as_bytes(),
        &Columns::built_in(),
        "2026-12-01",
    )
    .unwrap();
    assert_eq!(again.format, EvidenceFormat::Elm);
    assert_eq!(again.holder.as_deref(), Some("Anna Liepa & Dēls"));
    assert_eq!(again.claims.len(), 1, "only what was recognised");
    let claim = &again.claims[0];
    assert_eq!(
        (claim.text.as_str(), claim.level, claim.hours),
        ("Montēt sadalni pēc principshēmas", Some(4), Some(100.0))
    );
}
