//! The page of a recognition case: by stages, from papers to decision, with every passage beside the outcome it speaks for.

mod views;

use askama::Template;

use super::Frame;
use super::cases_page::{day, routes};
use crate::recognition::case::{Case, Route, Stage, Waiting};
use crate::recognition::papers::Paper;
use crate::recognition::plan::Standing;
use crate::recognition::programme::Programme;
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
    /// What the case waits for.
    pub waiting: Waiting,
    /// Key of what is to be said about the last change: why it was refused.
    pub refusal: Option<String>,
}

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage<'a> {
    frame: &'a Frame,
    case: &'a Case,
    refusal: Option<String>,
    stages: Vec<(String, bool)>,
    waits: String,
    until: String,
    next: Option<(&'static str, String)>,
    back: Vec<(&'static str, String)>,
    moves: Vec<String>,
    targets: Vec<(&'a str, &'a str, bool)>,
    routes: Vec<(&'static str, String, bool)>,
    starts_on: String,
    price: String,
    evidence: Vec<EvidenceView>,
    modules: Vec<ModuleView>,
    compared: bool,
    standings: Vec<(String, String, String)>,
    members: Vec<MemberView>,
    decided_on: String,
    protocol: &'a str,
    papers: Vec<(&'static str, String)>,
    hidden: String,
}

/// The page of a case.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn case_page(frame: &Frame, input: &CaseInput<'_>) -> Result<String, askama::Error> {
    let (case, language) = (input.case, frame.language);
    let stage_name = |s: Stage| language.name_of("case_stage", s.code());
    let next = Stage::ALL
        .get(case.stage as usize + 1)
        .filter(|_| case.closed_at.is_none());
    let moves = case.moves.iter().map(|m| {
        let reason = if m.reason.is_empty() {
            String::new()
        } else {
            format!(": {}", m.reason)
        };
        format!(
            "{} → {} ({}, {}){reason}",
            stage_name(m.from),
            stage_name(m.to),
            m.by,
            m.at.get(..10).unwrap_or_default()
        )
    });
    let chosen = |id: &str| case.target().is_some_and(|t| t.as_str() == id);
    CasePage {
        frame,
        case,
        refusal: input.refusal.as_ref().map(|key| refusal(frame, key)),
        stages: Stage::ALL
            .iter()
            .map(|s| (stage_name(*s), *s == case.stage))
            .collect(),
        waits: format!(
            "{}: {}",
            language.name_of("case_turn", input.waiting.turn.code()),
            language.name_of("case_task", input.waiting.task.code())
        ),
        until: input.waiting.until.map(day).unwrap_or_default(),
        next: next.map(|s| (s.code(), stage_name(*s))),
        back: Stage::ALL
            .iter()
            .filter(|s| **s < case.stage)
            .map(|s| (s.code(), stage_name(*s)))
            .collect(),
        moves: moves.collect(),
        targets: input
            .programmes
            .iter()
            .map(|(id, name)| (id.as_str(), name.as_str(), chosen(id)))
            .collect(),
        routes: routes(frame)
            .into_iter()
            .map(|(c, n)| (c, n, Route::from_code(c) == Some(case.route)))
            .collect(),
        starts_on: case.starts_on.map(|d| d.to_string()).unwrap_or_default(),
        price: case
            .price_cents
            .map(|c| format!("{}.{:02}", c / 100, c % 100))
            .unwrap_or_default(),
        evidence: evidence(frame, case),
        modules: input
            .programme
            .map(|p| modules(frame, case, p))
            .unwrap_or_default(),
        compared: case.comparison().is_some(),
        standings: input.standings.iter().map(|s| standing(frame, s)).collect(),
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
        hidden: hidden(frame, case),
    }
    .render()
}

/// What every form of the page proves and what it was made to: token and version, neither of which holds a mark of HTML.
fn hidden(frame: &Frame, case: &Case) -> String {
    let token: String = frame
        .csrf()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    format!(
        "<input type=\"hidden\" name=\"csrf\" value=\"{token}\"><input type=\"hidden\" name=\"version\" value=\"{}\">",
        case.version
    )
}

/// Why a change was refused, in words.
fn refusal(frame: &Frame, code: &str) -> String {
    match frame.t(&format!("case_error.{code}")) {
        "⟨?⟩" => frame.t("case_error.other").to_owned(),
        words => words.to_owned(),
    }
}

fn standing(frame: &Frame, s: &Standing) -> (String, String, String) {
    let name = s.qualification.clone().unwrap_or_else(|| s.name.clone());
    let shown = format!("{:.0}\u{a0}%", s.shown * 100.0);
    let left = frame.language.with(
        "case.hours_left",
        "n",
        &crate::recognition::papers::words::hours(s.hours_left),
    );
    (name, shown, left)
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
                refusal: Some("case-changed".into()),
            };
            let html = case_page(&officer(language), &input).unwrap();
            assert!(!html.contains("⟨?⟩") && !html.contains("<b>Liepa"));
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
                refusal(&frame, "nothing-known"),
                frame.t("case_error.other")
            );
        }
    }
}
