//! The page of a recognition case: by stages, from papers to decision, with every passage beside the outcome it speaks for.

mod around;
mod views;

use askama::Template;

use super::Frame;
use super::cases_page::{day, routes, waits};
use crate::model::RecordId;
use crate::recognition::case::{AuditEntry, Case, Route, Stage, Waiting};
use crate::recognition::compare::Status;
use crate::recognition::papers::Paper;
use crate::recognition::plan::Standing;
use crate::recognition::plan::exam::Tested;
use crate::recognition::programme::Programme;
use around::{ExamView, RefusalView, StandingView};
use views::{EvidenceView, MemberView, ModuleView, evidence, modules};

/// What the page of a case shows.
#[derive(Debug, Clone)]
pub struct CaseInput<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its target programme.
    pub programme: Option<&'a Programme>,
    /// Programmes to choose from: identifier and name.
    pub programmes: Vec<(String, String)>,
    /// How the person stands to the programmes compared, the nearest first.
    pub standings: Vec<Standing>,
    /// The examination, for those who go for the whole qualification.
    pub exam: Option<ExamInput>,
    /// What the case waits for.
    pub waiting: Waiting,
    /// Why the last change was refused.
    pub refusal: Option<Refused>,
    /// Who read and changed the case, oldest first.
    pub trail: &'a [AuditEntry],
}

/// A change that was refused.
#[derive(Debug, Clone, Default)]
pub struct Refused {
    /// Code of the problem.
    pub code: String,
    /// The field that it is about, if it is one.
    pub field: String,
    /// Who was quicker, and when, RFC 3339.
    pub by: Option<(String, String)>,
    /// What was decided of outcomes with a reason.
    pub judged: Vec<(RecordId, Status, String)>,
    /// What else was typed.
    pub typed: Vec<String>,
}

/// What of a PKP is shown and what its examination tests.
#[derive(Debug, Clone)]
pub struct ExamInput {
    /// Requirements of the PKP.
    pub requirements: usize,
    /// Of these, partly or fully shown.
    pub shown: usize,
    /// Items of the examination.
    pub tested: Vec<Tested>,
}

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage<'a> {
    frame: &'a Frame,
    case: &'a Case,
    refusal: Option<RefusalView>,
    stages: Vec<(String, bool)>,
    waits: String,
    until: String,
    next: Option<(&'static str, String)>,
    lacks: Option<String>,
    back: Vec<(&'static str, String)>,
    moves: Vec<String>,
    targets: Vec<(&'a str, &'a str, bool, bool)>,
    target_name: String,
    routes: Vec<(&'static str, String, bool)>,
    starts_on: String,
    price: String,
    early: bool,
    editable: bool,
    evidence: Vec<EvidenceView>,
    modules: Vec<ModuleView>,
    progress: String,
    untouched: usize,
    lines_open: bool,
    modules_open: bool,
    compared: bool,
    standings: Vec<StandingView>,
    exam: Option<ExamView>,
    members: Vec<MemberView>,
    decided_on: String,
    protocol: &'a str,
    papers: Vec<(&'static str, String)>,
    trail: Vec<(String, String, String)>,
    hidden: String,
}

/// The page of a case.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn case_page(frame: &Frame, input: &CaseInput<'_>) -> Result<String, askama::Error> {
    let (case, language) = (input.case, frame.language);
    let stage_name = |s: Stage| language.name_of("case_stage", s.code());
    let open = case.closed_at.is_none();
    let next = Stage::ALL.get(case.stage as usize + 1).filter(|_| open);
    let chosen = |id: &str| case.target().is_some_and(|t| t.as_str() == id);
    let beside = |id: &str| case.targets.iter().skip(1).any(|t| t.as_str() == id);
    let modules = input
        .programme
        .map(|p| modules(frame, case, p))
        .unwrap_or_default();
    let done = modules.iter().filter(|m| m.decided.is_some()).count();
    CasePage {
        frame,
        case,
        refusal: input
            .refusal
            .as_ref()
            .map(|r| around::refusal(frame, r, input.programme)),
        stages: Stage::ALL
            .iter()
            .map(|s| (stage_name(*s), *s == case.stage))
            .collect(),
        waits: waits(frame, &input.waiting),
        until: input.waiting.until.map(day).unwrap_or_default(),
        next: next.map(|s| (s.code(), stage_name(*s))),
        lacks: around::lacks(frame, case),
        back: Stage::ALL
            .iter()
            .filter(|s| **s < case.stage)
            .map(|s| (s.code(), stage_name(*s)))
            .collect(),
        moves: around::moves(frame, case),
        targets: input
            .programmes
            .iter()
            .map(|(id, name)| (id.as_str(), name.as_str(), chosen(id), beside(id)))
            .collect(),
        target_name: input
            .programmes
            .iter()
            .find(|(id, _)| chosen(id))
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
        routes: routes(frame)
            .into_iter()
            .map(|(c, n)| (c, n, Route::from_code(c) == Some(case.route)))
            .collect(),
        starts_on: case.starts_on.map(|d| d.to_string()).unwrap_or_default(),
        price: case
            .price_cents
            .map(|c| format!("{},{:02}", c / 100, c % 100))
            .unwrap_or_default(),
        early: case.stage < Stage::Assessment,
        editable: open && case.stage < Stage::Certification,
        evidence: evidence(frame, case),
        progress: language
            .with("case.progress", "n", &done.to_string())
            .replace("{all}", &modules.len().to_string()),
        untouched: case.untouched().len(),
        modules,
        lines_open: open && case.stage == Stage::Assessment,
        modules_open: open && case.stage >= Stage::Assessment,
        compared: case.comparison().is_some(),
        standings: input
            .standings
            .iter()
            .map(|s| around::standing(frame, s))
            .collect(),
        exam: input.exam.as_ref().map(|e| around::exam(frame, e)),
        members: views::members(case),
        decided_on: case
            .meeting
            .decided_on
            .map(|d| d.to_string())
            .unwrap_or_default(),
        protocol: case.meeting.protocol.as_deref().unwrap_or_default(),
        papers: Paper::ALL
            .iter()
            .map(|p| (p.code(), language.name_of("case_paper", p.code())))
            .collect(),
        trail: around::trail(frame, input.trail),
        hidden: around::hidden(frame, case),
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::super::cases_page::tests::officer;
    use super::views::reason;
    use super::*;
    use crate::recognition::case::{Applicant, CaseStore, Task, Turn};
    use crate::recognition::compare::LineReason;
    use crate::recognition::evidence::{EvidenceFormat, Notice, Proof};

    #[test]
    fn an_empty_case_has_all_its_words_and_every_form_its_proof() {
        let applicant = Applicant {
            given_name: "Anna".into(),
            family_name: "<b>Liepa".into(),
            ..Applicant::default()
        };
        let store = CaseStore::in_memory().unwrap();
        let case = store
            .create(applicant, Route::LaterStage, Vec::new(), "ilze")
            .unwrap();
        for language in [Language::Lv, Language::En] {
            let input = CaseInput {
                case: &case,
                programme: None,
                programmes: vec![("mip/1".into(), "Elektrotehniķis".into())],
                standings: Vec::new(),
                waiting: Waiting {
                    turn: Turn::Applicant,
                    task: Task::BringEvidence,
                    until: None,
                    days_left: None,
                },
                refusal: Some(Refused {
                    code: "case-changed".into(),
                    by: Some(("juris".into(), "2026-08-01T12:03:00Z".into())),
                    typed: vec!["<i>mans pamatojums".into()],
                    ..Refused::default()
                }),
                exam: None,
                trail: &store.audit(None).unwrap(),
            };
            let html = case_page(&officer(language), &input).unwrap();
            assert!(!html.contains("⟨?⟩") && !html.contains("<b>Liepa"));
            assert!(html.contains("juris, 01.08.2026. 12:03"));
            assert!(html.contains("mans pamatojums") && !html.contains("<i>"));
            let forms = html.matches("method=\"post\"").count();
            assert_eq!(forms, html.matches("name=\"csrf\" value=\"proof\"").count());
            assert!(forms >= 7, "{forms}");
        }
    }

    #[test]
    fn every_code_has_words_in_both_languages() {
        let reasons = [
            LineReason::NothingMeets,
            LineReason::WordsMeet { share: 0.5 },
            LineReason::SchoolPaper,
            LineReason::NamesOutcome,
            LineReason::Strict,
            LineReason::Level {
                shown: 3,
                needed: 4,
            },
            LineReason::Supervised,
            LineReason::PartDenied,
            LineReason::Contradicted,
            LineReason::NotPassed,
            LineReason::Shared { outcomes: 2 },
        ];
        for language in [Language::Lv, Language::En] {
            let frame = officer(language);
            for r in &reasons {
                let words = reason(&frame, r);
                assert!(!words.contains("⟨?⟩") && !words.contains('{'), "{words}");
            }
            let named = |group: &str, code: &str| assert_ne!(language.name_of(group, code), code);
            Notice::ALL
                .iter()
                .for_each(|n| named("case_notice", n.code()));
            // The English words of some are their codes.
            let words = |p: &Proof| language.text(&format!("case_proof.{}", p.code()));
            assert!(Proof::ALL.iter().all(|p| words(p) != "⟨?⟩"));
            EvidenceFormat::ALL
                .iter()
                .filter(|f| f.code() != "text")
                .for_each(|f| named("case_format", f.code()));
            assert_eq!(
                around::words(&frame, "nothing-known", ""),
                frame.t("case_error.other")
            );
            for field in around::FIELDS {
                let words = around::words(&frame, "case-invalid", field);
                assert_ne!(words, frame.t("case_error.case-invalid"), "{field}");
            }
        }
    }
}
