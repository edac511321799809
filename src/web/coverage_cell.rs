//! One cell of a matrix: what the machine found and why, and what people said.

use askama::Template;

use super::coverage_words::{percent, reason, sign, title, word};
use super::segments::segments;
use super::{Frame, Language, record_path};
use crate::coverage::{CellDetail, Evidence, How, Place};
use crate::model::{CoverageValue, Verdict, VerdictEvent};

/// All that the page of a cell shows.
pub struct CellInput<'a> {
    /// The cell.
    pub detail: &'a CellDetail,
    /// Everything ever said about it, the latest last.
    pub history: &'a [VerdictEvent],
    /// Whether the reader may give a verdict.
    pub may_decide: bool,
    /// The matrix that it belongs to.
    pub matrix_path: String,
    /// This page.
    pub here: String,
}

/// A verdict that came second.
pub struct VerdictConflict<'a> {
    /// What stands; none where it was withdrawn.
    pub stands: Option<&'a Verdict>,
    /// What the reader wanted to say; none to withdraw.
    pub wanted: Option<CoverageValue>,
    /// The fields of the form, with the version that stands now.
    pub again: Vec<(&'static str, String)>,
    /// The page of the cell.
    pub cell_path: String,
}

struct EvidenceView {
    path: String,
    name: String,
    share: String,
    strict: bool,
    passages: Vec<(&'static str, Vec<(String, bool)>)>,
    met: Vec<(String, String, &'static str, String)>,
}

struct SaidView {
    what: String,
    by: String,
    at: String,
    why: String,
}

#[derive(Template)]
#[template(path = "coverage_cell.html")]
struct CellPage<'a> {
    frame: &'a Frame,
    input: &'a CellInput<'a>,
    row: String,
    row_path: String,
    column: String,
    column_path: String,
    value: String,
    machine: String,
    share: String,
    stands: Option<SaidView>,
    reasons: Vec<String>,
    missing: String,
    evidence: Vec<EvidenceView>,
    history: Vec<SaidView>,
    values: Vec<(&'static str, String, bool)>,
    version: u64,
    row_id: String,
    col_id: String,
    kept: String,
}

/// The page of a cell.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn cell_page(frame: &Frame, input: &CellInput<'_>) -> Result<String, askama::Error> {
    let language = frame.language;
    let detail = input.detail;
    let verdict = detail.verdict.as_ref();
    CellPage {
        frame,
        input,
        row: title(&detail.row, language),
        row_path: record_path(detail.row.id.as_str()),
        column: title(&detail.column, language),
        column_path: record_path(detail.column.id.as_str()),
        value: signed(detail.value, language),
        machine: signed(detail.machine, language),
        share: percent(detail.score),
        stands: verdict.map(|v| SaidView {
            what: signed(v.value, language),
            by: v.by.clone(),
            at: minute(&v.at),
            why: v.reason.clone().unwrap_or_default(),
        }),
        reasons: detail.reasons.iter().map(|r| reason(r, language)).collect(),
        missing: detail.missing.join(", "),
        evidence: detail.evidence.iter().map(|e| view(e, language)).collect(),
        history: input
            .history
            .iter()
            .rev()
            .map(|e| said(e, language))
            .collect(),
        values: CoverageValue::ALL
            .iter()
            .map(|&v| (v.code(), signed(v, language), v == detail.value))
            .collect(),
        version: verdict.map_or(0, |v| v.version),
        row_id: detail.row.id.to_string(),
        col_id: detail.column.id.to_string(),
        kept: verdict.and_then(|v| v.reason.clone()).unwrap_or_default(),
    }
    .render()
}

fn signed(value: CoverageValue, language: Language) -> String {
    format!("{} {}", sign(value), word(value, language))
}

/// A time to the minute, as people read it.
fn minute(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

fn said(event: &VerdictEvent, language: Language) -> SaidView {
    SaidView {
        what: event.value.map_or_else(
            || language.text("coverage.withdrawn").to_owned(),
            |v| signed(v, language),
        ),
        by: event.by.clone(),
        at: minute(&event.at),
        why: event.reason.clone().unwrap_or_default(),
    }
}

fn view(evidence: &Evidence, language: Language) -> EvidenceView {
    let passages = evidence.passages.iter().map(|passage| {
        let marks: Vec<_> = passage
            .marks
            .iter()
            .map(|[from, to]| *from as usize..*to as usize)
            .collect();
        let cut = segments(&passage.text, &marks);
        let cut = cut
            .into_iter()
            .map(|s| (s.text.to_owned(), s.hit))
            .collect();
        (place(passage.place, language), cut)
    });
    EvidenceView {
        path: record_path(evidence.record.id.as_str()),
        name: title(&evidence.record, language),
        share: percent(evidence.score),
        strict: evidence.strict,
        passages: passages.collect(),
        met: evidence
            .met
            .iter()
            .map(|m| {
                let how = language.text(match m.how {
                    How::Inflection => "layer.stem",
                    How::Family => "layer.root",
                    How::Likeness => "coverage.likeness",
                });
                (m.asked.clone(), m.met.clone(), how, percent(m.part))
            })
            .collect(),
    }
}

fn place(place: Place, language: Language) -> &'static str {
    language.text(match place {
        Place::Name => "coverage.place_name",
        Place::Knows => "detail.knows",
        Place::Understands => "detail.understands",
        Place::Topic => "detail.topics",
        Place::Moderate => "detail.moderate",
        Place::Optimal => "detail.optimal",
        Place::Description => "text.description",
    })
}

#[derive(Template)]
#[template(path = "coverage_conflict.html")]
struct ConflictPage<'a> {
    frame: &'a Frame,
    stands: Option<SaidView>,
    wanted: String,
    again: &'a [(&'static str, String)],
    cell_path: &'a str,
}

/// What stands, beside what the reader wanted to say.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn verdict_conflict_page(
    frame: &Frame,
    conflict: &VerdictConflict<'_>,
) -> Result<String, askama::Error> {
    let language = frame.language;
    ConflictPage {
        frame,
        stands: conflict.stands.map(|v| SaidView {
            what: signed(v.value, language),
            by: v.by.clone(),
            at: minute(&v.at),
            why: v.reason.clone().unwrap_or_default(),
        }),
        wanted: conflict.wanted.map_or_else(
            || language.text("coverage.withdrawn").to_owned(),
            |v| signed(v, language),
        ),
        again: &conflict.again,
        cell_path: &conflict.cell_path,
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_second_reads_who_decided_what() {
        use crate::model::RecordId;
        let stands = Verdict {
            row: RecordId::new("r").unwrap(),
            col: RecordId::new("m").unwrap(),
            value: CoverageValue::Partial,
            reason: Some("trūkst prakses".into()),
            by: "anna".into(),
            at: "2026-11-21T08:00:00Z".into(),
            version: 3,
        };
        for language in [Language::Lv, Language::En] {
            let frame = Frame::new(language, "x", "/coverage");
            let conflict = VerdictConflict {
                stands: Some(&stands),
                wanted: Some(CoverageValue::Full),
                again: vec![("version", "3".into())],
                cell_path: "/coverage/cell?row=r".into(),
            };
            let html = verdict_conflict_page(&frame, &conflict).unwrap();
            for part in ["anna", "trūkst prakses", "2026-11-21 08:00", "value=\"3\""] {
                assert!(html.contains(part), "{part}");
            }
            assert!(!html.contains("⟨?⟩"));
        }
    }
}
