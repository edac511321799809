//! What stands around evidence and outcomes on the case page: refusals, what a stage still lacks, standings, examination, trail.

use super::super::Frame;
use super::{ExamInput, Refused};
use crate::model::ExamSection;
use crate::recognition::case::{AuditEntry, Case, Stage};
use crate::recognition::papers::words::hours;
use crate::recognition::plan::Standing;
use crate::recognition::programme::Programme;

/// A refused change, in words.
pub(super) struct RefusalView {
    pub(super) words: String,
    /// Who was quicker, and when.
    pub(super) by: String,
    /// What was typed.
    pub(super) typed: Vec<String>,
}

/// How the person stands to a programme.
pub(super) struct StandingView {
    pub(super) name: String,
    pub(super) shown: String,
    pub(super) left: String,
    pub(super) recognised: usize,
    pub(super) with_test: usize,
    pub(super) modules: usize,
    /// The modules that are missing, where they are few; else how many.
    pub(super) missing: String,
}

/// The examination.
pub(super) struct ExamView {
    pub(super) shown: String,
    /// Item, part, points, requirements shown of those it assesses.
    pub(super) items: Vec<(String, String, String, String)>,
}

/// Most missing modules that are named.
const NAMED: usize = 6;

/// Fields that a refusal has words of its own for.
#[cfg(test)]
pub(super) const FIELDS: [&str; 13] = [
    "reason",
    "meeting",
    "starts_on",
    "decided_on",
    "test_on",
    "price",
    "given_name",
    "family_name",
    "comparison",
    "sure",
    "member",
    "targets",
    "file",
];

/// Why a change was refused: by its field, else by its code.
pub(super) fn words(frame: &Frame, code: &str, field: &str) -> String {
    let by_field = frame.t(&format!("case_wrong.{field}"));
    let by_code = frame.t(&format!("case_error.{code}"));
    match (code, by_field, by_code) {
        ("case-invalid", words, _) if words != "⟨?⟩" => words.to_owned(),
        (_, _, "⟨?⟩") => frame.t("case_error.other").to_owned(),
        (_, _, words) => words.to_owned(),
    }
}

pub(super) fn refusal(
    frame: &Frame,
    refusal: &Refused,
    programme: Option<&Programme>,
) -> RefusalView {
    let by = refusal.by.as_ref().map(|(who, at)| {
        frame
            .language
            .with("case.changed_by", "who", &format!("{who}, {}", moment(at)))
    });
    let judged = refusal.judged.iter().map(|(id, status, why)| {
        let found = programme.and_then(|p| p.outcomes().find(|(_, o)| o.id == *id));
        let name = found
            .map(|(m, o)| {
                let code = m.code.as_deref().unwrap_or(&m.name);
                format!("{code} {}. {}", o.number, o.can)
            })
            .unwrap_or_default();
        let status = frame.language.name_of("case_status", status.code());
        format!("{name}: {status} – {why}")
    });
    RefusalView {
        words: words(frame, &refusal.code, &refusal.field),
        by: by.unwrap_or_default(),
        typed: judged.chain(refusal.typed.iter().cloned()).collect(),
    }
}

/// A moment of the trail as people write it, in UTC.
pub(super) fn moment(at: &str) -> String {
    let Ok(moment) = at.parse::<jiff::Timestamp>() else {
        return at.to_owned();
    };
    moment.strftime("%d.%m.%Y. %H:%M").to_string()
}

/// What the case needs before it can go on; none where it can.
pub(super) fn lacks(frame: &Frame, case: &Case) -> Option<String> {
    let language = frame.language;
    let undecided = || {
        let modules = case.comparison()?.modules.iter();
        let open = modules.filter(|m| case.ruling(&m.module).is_none()).count();
        (open > 0).then(|| language.count("case.undecided", open))
    };
    let meeting = &case.meeting;
    let met = !meeting.members.is_empty() && meeting.decided_on.is_some();
    let protocol = meeting.protocol.as_deref().unwrap_or_default().trim();
    match case.stage {
        Stage::Identification if case.targets.is_empty() => {
            Some(language.text("case.lacks_target").to_owned())
        }
        Stage::Documentation if case.brought.is_empty() => {
            Some(language.text("case.lacks_evidence").to_owned())
        }
        Stage::Assessment if case.comparison().is_none() => {
            Some(language.text("case.lacks_comparison").to_owned())
        }
        Stage::Assessment => undecided(),
        Stage::Certification if case.closed_at.is_none() && (!met || protocol.is_empty()) => {
            Some(language.text("case_wrong.meeting").to_owned())
        }
        _ => None,
    }
}

/// The moves between stages.
pub(super) fn moves(frame: &Frame, case: &Case) -> Vec<String> {
    let stage = |s: Stage| frame.language.name_of("case_stage", s.code());
    let line = |m: &crate::recognition::case::Move| {
        let reason = match m.reason.as_str() {
            "" => String::new(),
            reason => format!(": {reason}"),
        };
        let (from, to, at) = (stage(m.from), stage(m.to), moment(&m.at));
        format!("{from} → {to} ({}, {at}){reason}", m.by)
    };
    case.moves.iter().map(line).collect()
}

/// Who read and changed the case, the latest first.
pub(super) fn trail(frame: &Frame, trail: &[AuditEntry]) -> Vec<(String, String, String)> {
    let entry = |e: &AuditEntry| {
        let action = frame.language.name_of("case_action", &e.action);
        (moment(&e.at), e.actor.clone(), action)
    };
    trail.iter().rev().map(entry).collect()
}

/// What every form of the page proves and what it was made to: token and version, neither of which holds a mark of HTML.
pub(super) fn hidden(frame: &Frame, case: &Case) -> String {
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

pub(super) fn standing(frame: &Frame, s: &Standing) -> StandingView {
    let language = frame.language;
    let missing = match s.missing.len() {
        0 => language.text("case.nothing_missing").to_owned(),
        1..=NAMED => s
            .missing
            .iter()
            .map(|(name, h)| format!("{name} ({} h)", hours(*h)))
            .collect::<Vec<_>>()
            .join(", "),
        n => language.count("case.missing_many", n),
    };
    StandingView {
        name: s.qualification.clone().unwrap_or_else(|| s.name.clone()),
        shown: format!("{:.0}\u{a0}%", s.shown * 100.0),
        left: format!("{} / {}", hours(s.hours_left), hours(s.hours_all)),
        recognised: s.recognised,
        with_test: s.with_test,
        modules: s.modules,
        missing,
    }
}

pub(super) fn exam(frame: &Frame, exam: &ExamInput) -> ExamView {
    let language = frame.language;
    let section = |s: ExamSection| match s {
        ExamSection::Theory => language.text("case.exam_theory").to_owned(),
        ExamSection::Practical => language.text("case.exam_practice").to_owned(),
    };
    ExamView {
        shown: language
            .with("case.exam_shown", "n", &exam.shown.to_string())
            .replace("{all}", &exam.requirements.to_string()),
        items: exam
            .tested
            .iter()
            .map(|t| {
                (
                    t.name.clone(),
                    t.section.map(section).unwrap_or_default(),
                    t.points.map(hours).unwrap_or_default(),
                    format!("{} / {}", t.shown, t.requirements),
                )
            })
            .collect(),
    }
}
