//! Experts' opinions: which programme has one, and the page on which one is read and written.

use askama::Template;

use super::coverage_words::title;
use super::{Frame, Language, QueryString, matrix_table, opinion_path, record_path};
use crate::coverage::{Gap, GapKind, GapList, Matrix, Ref, ValueCounts};
use crate::export::table::{Cell, Tone, write_html};
use crate::model::{CoverageValue, Opinion, OpinionText, OpinionVerdict, RecordId};

/// A programme in the list.
#[derive(Debug, Clone)]
pub struct OpinionRow {
    /// What it leads to.
    pub qualification: Ref,
    /// The programme.
    pub programme: Ref,
    /// What an expert said of it.
    pub opinion: Option<Opinion>,
}

/// All that the list shows.
#[derive(Debug, Clone)]
pub struct OpinionsInput {
    /// The programmes.
    pub rows: Vec<OpinionRow>,
}

struct RowView {
    path: String,
    programme: String,
    qualification: String,
    verdict: &'static str,
    by: String,
    at: String,
}

#[derive(Template)]
#[template(path = "opinions.html")]
struct OpinionsPage<'a> {
    frame: &'a Frame,
    rows: Vec<RowView>,
}

/// The list of programmes with the state of their opinions.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn opinions_page(frame: &Frame, input: &OpinionsInput) -> Result<String, askama::Error> {
    let language = frame.language;
    let rows = input.rows.iter().map(|row| RowView {
        path: opinion_path(row.programme.id.as_str()),
        programme: title(&row.programme, language),
        qualification: with_level(&row.qualification, language),
        verdict: verdict(row.opinion.as_ref(), language),
        by: row.opinion.as_ref().map_or(String::new(), |o| o.by.clone()),
        at: row.opinion.as_ref().map_or(String::new(), |o| day(&o.at)),
    });
    OpinionsPage {
        frame,
        rows: rows.collect(),
    }
    .render()
}

fn with_level(record: &Ref, language: Language) -> String {
    let name = title(record, language);
    match record.lki {
        Some(lki) => format!("{name} (LKI {lki})"),
        None => name,
    }
}

fn verdict(opinion: Option<&Opinion>, language: Language) -> &'static str {
    opinion.map_or(language.text("opinion.nobody"), |o| {
        wording(o.text.verdict, language)
    })
}

fn wording(verdict: OpinionVerdict, language: Language) -> &'static str {
    language.text(match verdict {
        OpinionVerdict::Supported => "opinion.supported",
        OpinionVerdict::AfterCorrections => "opinion.after_corrections",
        OpinionVerdict::InProgress => "opinion.in_progress",
    })
}

fn day(at: &str) -> String {
    at.get(..10).unwrap_or(at).to_owned()
}

/// Somebody wrote first.
#[derive(Debug, Clone, Copy)]
pub struct OpinionConflict<'a> {
    /// What the editor wanted to write.
    pub wanted: &'a OpinionText,
}

/// All that the page shows.
#[derive(Debug, Clone, Copy)]
pub struct OpinionInput<'a> {
    /// The matrix of the programme.
    pub matrix: &'a Matrix,
    /// The gaps of the qualification.
    pub gaps: &'a GapList,
    /// What stands.
    pub opinion: Option<&'a Opinion>,
    /// Who wrote it, as people read it.
    pub expert: &'a str,
    /// Whether the reader may write.
    pub may_write: bool,
    /// Whether it was written just now.
    pub saved: bool,
    /// What the reader wrote while somebody else was quicker.
    pub conflict: Option<OpinionConflict<'a>>,
}

struct ModuleView {
    id: String,
    name: String,
    path: String,
    outcomes_path: String,
    counts: String,
    found: Vec<(String, String)>,
    no_material: bool,
    stands: String,
    text: String,
    /// Whether what stands is not what the editor sees in the field.
    differs: bool,
}

#[derive(Template)]
#[template(path = "opinion.html")]
struct OpinionPage<'a> {
    frame: &'a Frame,
    input: &'a OpinionInput<'a>,
    programme: String,
    programme_path: String,
    qualification: String,
    path: String,
    matrix_path: String,
    gaps_path: String,
    verdict: &'static str,
    at: String,
    summary: String,
    summary_text: String,
    version: u64,
    verdicts: Vec<(&'static str, &'static str, bool)>,
    modules: Vec<ModuleView>,
    missing: Vec<(String, String, String)>,
    annex: String,
}

/// The page of a programme: what stands, the form, the matrix as annex.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn opinion_page(frame: &Frame, input: &OpinionInput<'_>) -> Result<String, askama::Error> {
    let language = frame.language;
    let stands = input.opinion.map(|o| &o.text);
    let shown = input.conflict.map(|c| c.wanted).or(stands);
    let chosen = shown.map_or(OpinionVerdict::InProgress, |t| t.verdict);
    let programme = input.matrix.answering.as_ref();
    let of = programme.map_or("", |p| p.id.as_str());
    let asking = input.matrix.asking.as_ref();
    let query = QueryString::default().and("programme", of);
    let gaps = QueryString::default().and("qualification", asking.map_or("", |q| q.id.as_str()));
    let annex = annex(input.matrix, language);
    OpinionPage {
        frame,
        input,
        programme: programme.map_or_else(String::new, |p| title(p, language)),
        programme_path: record_path(of),
        qualification: asking.map_or_else(String::new, |q| with_level(q, language)),
        path: opinion_path(of),
        matrix_path: query.path_at("/coverage"),
        gaps_path: gaps.path_at("/gaps"),
        verdict: verdict(input.opinion, language),
        at: input.opinion.map_or(String::new(), |o| {
            o.at.get(..16).unwrap_or(&o.at).replace('T', " ")
        }),
        summary: stands.map_or(String::new(), |t| t.summary.clone()),
        summary_text: shown.map_or(String::new(), |t| t.summary.clone()),
        version: input.opinion.map_or(0, |o| o.version),
        verdicts: OpinionVerdict::ALL
            .iter()
            .map(|&v| (v.code(), wording(v, language), v == chosen))
            .collect(),
        modules: modules(input, stands, shown, &query, language),
        missing: missing(input.gaps, language),
        annex,
    }
    .render()
}

/// The matrix as a table. Most cells of any matrix are empty: only a row without any cover is to catch the eye.
fn annex(matrix: &Matrix, language: Language) -> String {
    let mut table = matrix_table(matrix, language);
    let before = table.columns.len() - matrix.columns.len();
    for (row, of) in table.rows.iter_mut().zip(&matrix.rows) {
        for (at, cell) in row.iter_mut().skip(before).enumerate() {
            if of.value(at) == CoverageValue::None {
                let words = super::coverage_words::word(CoverageValue::None, language);
                *cell = Cell::status(words, Tone::Neutral);
            }
        }
    }
    let mut html = String::new();
    write_html(&table, &mut html);
    html
}

fn remark(text: Option<&OpinionText>, about: &RecordId) -> String {
    let found = text.and_then(|t| t.remarks.iter().find(|r| r.about == *about));
    found.map_or(String::new(), |r| r.text.clone())
}

/// The modules in the order of the programme, then whatever else a remark was once made on: nothing is lost when a
/// module leaves.
fn modules(
    input: &OpinionInput<'_>,
    stands: Option<&OpinionText>,
    shown: Option<&OpinionText>,
    query: &QueryString,
    language: Language,
) -> Vec<ModuleView> {
    let view = |about: &RecordId, name: String| {
        let (stood, text) = (remark(stands, about), remark(shown, about));
        ModuleView {
            id: about.to_string(),
            path: record_path(about.as_str()),
            outcomes_path: String::new(),
            counts: String::new(),
            found: Vec::new(),
            no_material: false,
            differs: stood != text,
            stands: stood,
            text,
            name,
        }
    };
    let columns = input.matrix.columns.iter().map(|column| {
        let record = &column.record;
        let within = record.code.as_ref().unwrap_or(&record.name);
        let found = own(input.gaps, &record.id);
        ModuleView {
            outcomes_path: query
                .clone()
                .and("columns", "outcomes")
                .and("within", within)
                .path_at("/coverage"),
            counts: counts(&column.totals),
            found: found
                .filter(|g| g.kind == GapKind::Unrequired)
                .map(|g| {
                    (
                        title(&g.record, language),
                        record_path(g.record.id.as_str()),
                    )
                })
                .collect(),
            no_material: own(input.gaps, &record.id).any(|g| g.kind == GapKind::NoMaterial),
            ..view(&record.id, title(record, language))
        }
    });
    let mut all: Vec<ModuleView> = columns.collect();
    for text in [stands, shown].into_iter().flatten() {
        for other in &text.remarks {
            if all.iter().all(|m| m.id != other.about.as_str()) {
                all.push(view(&other.about, other.about.to_string()));
            }
        }
    }
    all
}

fn counts(totals: &ValueCounts) -> String {
    format!(
        "● {} ◐ {} ○ {}",
        totals.full, totals.partial, totals.mentioned
    )
}

/// What the machine found about a module.
fn own<'a>(gaps: &'a GapList, module: &'a RecordId) -> impl Iterator<Item = &'a Gap> {
    gaps.gaps.iter().filter(move |gap| match gap.kind {
        GapKind::Unrequired => {
            gap.value == CoverageValue::None && gap.group.as_ref().is_some_and(|g| g.id == *module)
        }
        GapKind::NoMaterial => gap.record.id == *module,
        _ => false,
    })
}

/// Requirements that nothing teaches: words, path, value.
fn missing(gaps: &GapList, language: Language) -> Vec<(String, String, String)> {
    let untaught = gaps.gaps.iter().filter(|g| g.kind == GapKind::Untaught);
    untaught
        .map(|g| {
            let task = g.group.as_ref().and_then(|t| t.code.as_deref());
            let name = title(&g.record, language);
            (
                task.map_or_else(|| name.clone(), |t| format!("{t} {name}")),
                record_path(g.record.id.as_str()),
                super::coverage_words::word(g.value, language).to_owned(),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::{Column, MatrixKind};
    use crate::model::{Kind, Remark};

    fn named(id: &str, kind: Kind, name: &str) -> Ref {
        Ref {
            id: RecordId::new(id).unwrap(),
            kind,
            code: None,
            name: name.into(),
            name_en: None,
            lki: None,
        }
    }

    fn matrix() -> Matrix {
        Matrix {
            kind: MatrixKind::Programme,
            asking: Some(named("pkp/a", Kind::Qualification, "Galdnieks")),
            answering: Some(named("mip/a", Kind::Programme, "Galdnieks")),
            framework: None,
            collection: None,
            columns: vec![Column {
                record: named("mip/a/m1", Kind::Module, "Koksnes līmēšana"),
                group: None,
                hours: None,
                leaves: 1,
                totals: ValueCounts::default(),
            }],
            rows: Vec::new(),
            totals: ValueCounts::default(),
        }
    }

    fn gaps() -> GapList {
        GapList {
            qualifications: Vec::new(),
            counts: Vec::new(),
            gaps: Vec::new(),
        }
    }

    fn text(about: &str, remark: &str) -> OpinionText {
        OpinionText {
            verdict: OpinionVerdict::AfterCorrections,
            summary: "Kopsavilkums".into(),
            remarks: vec![Remark {
                about: RecordId::new(about).unwrap(),
                text: remark.into(),
            }],
        }
    }

    #[test]
    fn who_comes_second_sees_both_texts_and_writes_over_what_was_seen() {
        let stands = Opinion {
            subject: RecordId::new("mip/a").unwrap(),
            text: text("mip/a/m1", "Trūkst prakses."),
            by: "anna".into(),
            at: "2026-11-21T08:00:00Z".into(),
            version: 4,
        };
        let wanted = text("mip/a/m1", "Trūkst <BIM>.");
        let (matrix, gaps) = (matrix(), gaps());
        for language in [Language::Lv, Language::En] {
            let frame = Frame::new(language, "x", "/opinion/mip/a");
            let input = OpinionInput {
                matrix: &matrix,
                gaps: &gaps,
                opinion: Some(&stands),
                expert: "Anna Liepa",
                may_write: true,
                saved: false,
                conflict: Some(OpinionConflict { wanted: &wanted }),
            };
            let html = opinion_page(&frame, &input).unwrap();
            for part in [
                "Trūkst prakses.",
                "Trūkst &#60;BIM&#62;.",
                "name=\"version\" value=\"4\"",
                "Anna Liepa",
                "role=\"alert\"",
            ] {
                assert!(html.contains(part), "{part}: {html}");
            }
            assert!(!html.contains('⟨'));
        }
    }

    #[test]
    fn a_remark_on_a_module_that_left_is_kept() {
        let stands = Opinion {
            subject: RecordId::new("mip/a").unwrap(),
            text: text("mip/a/m9", "Vecs modulis."),
            by: "anna".into(),
            at: "2026-11-21T08:00:00Z".into(),
            version: 1,
        };
        let (matrix, gaps) = (matrix(), gaps());
        let input = OpinionInput {
            matrix: &matrix,
            gaps: &gaps,
            opinion: Some(&stands),
            expert: "",
            may_write: true,
            saved: false,
            conflict: None,
        };
        let frame = Frame::new(Language::Lv, "x", "/opinion/mip/a");
        let html = opinion_page(&frame, &input).unwrap();
        assert!(html.contains("value=\"mip/a/m9\"") && html.contains("Vecs modulis."));
    }

    #[test]
    fn a_reader_reads_and_gets_no_form() {
        let (matrix, gaps) = (matrix(), gaps());
        let input = OpinionInput {
            matrix: &matrix,
            gaps: &gaps,
            opinion: None,
            expert: "",
            may_write: false,
            saved: false,
            conflict: None,
        };
        let frame = Frame::new(Language::Lv, "x", "/opinion/mip/a");
        let html = opinion_page(&frame, &input).unwrap();
        assert!(!html.contains("name=\"verdict\""));
        assert!(html.contains(frame.t("opinion.nobody")));
    }
}
