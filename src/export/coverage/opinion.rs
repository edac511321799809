//! The expert's opinion on the content of a programme: verdict, remarks by module, the matrix as its annex.
//!
//! The wordings are those in use in the experts' work for the sectoral qualifications (first quarter of 2026).

use super::{matrix_table, title, value_name};
use crate::coverage::{Gap, GapKind, GapList, Matrix};
use crate::export::document::{
    Block, Document, HeadingLevel, ListMarks, Orientation, Run, Signature,
};
use crate::export::table::{Cell, Table};
use crate::model::{CoverageValue, Kind, Lang, Opinion, RecordId};

/// What the opinion is made of.
#[derive(Debug, Clone, Copy)]
pub struct OpinionPaper<'a> {
    /// What the expert wrote; none: a draft out of the matrix and the gaps alone.
    pub opinion: Option<&'a Opinion>,
    /// The full name of the expert, where it is known.
    pub expert: &'a str,
    /// The matrix of the programme.
    pub matrix: &'a Matrix,
    /// The gaps of the qualification.
    pub gaps: &'a GapList,
}

/// The opinion as a document.
pub fn opinion_document(paper: &OpinionPaper<'_>) -> Document {
    let matrix = paper.matrix;
    let mut document = Document::new("Nozares eksperta atzinums");
    document.orientation = Orientation::Landscape;
    document.push(Block::heading(
        HeadingLevel::Title,
        "Nozares eksperta atzinums par moduļu programmas saturu",
    ));
    document.push(Block::Facts(facts(paper)));
    document.push(Block::heading(HeadingLevel::Part, "Atzinums"));
    match paper.opinion {
        Some(opinion) => {
            document.push(Block::runs(vec![Run::strong(
                opinion.text.verdict.wording(),
            )]));
            if !opinion.text.summary.is_empty() {
                document.push(Block::paragraph(opinion.text.summary.clone()));
            }
        }
        None => {
            document.push(Block::paragraph(
                "Atzinums vēl nav sniegts; zemāk ir datora sagatavots pārskats.",
            ));
        }
    }
    document.push(Block::paragraph(totals(matrix)));
    remarks(paper, &mut document);
    missing(paper, &mut document);
    document.push(Block::Signatures(vec![Signature {
        role: "Nozares eksperts".to_owned(),
        name: paper.expert.to_owned(),
    }]));
    document.push(Block::PageBreak);
    document.push(Block::heading(
        HeadingLevel::Part,
        "Pielikums. Prasību un moduļu pārklājuma matrica",
    ));
    document.push(Block::Table(annex(matrix)));
    document
}

fn facts(paper: &OpinionPaper<'_>) -> Vec<(String, String)> {
    let named = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = Vec::new();
    if let Some(qualification) = &paper.matrix.asking {
        facts.push(named(
            "Profesionālā kvalifikācija",
            qualification.name.clone(),
        ));
        facts.push(named("PKP", title(qualification, Lang::Lv)));
        facts.extend(
            qualification
                .lki
                .map(|lki| named("LKI līmenis", lki.to_string())),
        );
    }
    facts.extend(
        paper
            .matrix
            .answering
            .iter()
            .map(|p| named("Programma", title(p, Lang::Lv))),
    );
    if let Some(opinion) = paper.opinion {
        facts.push(named("Datums", opinion.at.chars().take(10).collect()));
    }
    facts
}

fn totals(matrix: &Matrix) -> String {
    let counts = CoverageValue::ALL
        .iter()
        .map(|v| (value_name(*v, Lang::Lv), matrix.totals.of(*v)));
    let parts: Vec<String> = counts
        .filter(|(_, n)| *n > 0)
        .map(|(name, n)| format!("{name} – {n}"))
        .collect();
    format!(
        "PKP prasības ({}): {}.",
        matrix.rows.len(),
        parts.join(", ")
    )
}

/// The expert's remarks and the machine's findings by module, in the order of the programme.
fn remarks(paper: &OpinionPaper<'_>, document: &mut Document) {
    document.push(Block::heading(HeadingLevel::Part, "Piezīmes par moduļiem"));
    let mut any = false;
    for column in &paper.matrix.columns {
        let mut items: Vec<Vec<Run>> = Vec::new();
        let said = paper.opinion.into_iter().flat_map(|o| &o.text.remarks);
        let said = said.filter(|r| r.about == column.record.id && !r.text.trim().is_empty());
        items.extend(said.map(|r| vec![Run::plain(r.text.trim())]));
        items.extend(
            found(paper.gaps, &column.record.id)
                .into_iter()
                .map(|f| vec![Run::quoted(f)]),
        );
        if items.is_empty() {
            continue;
        }
        any = true;
        document.push(Block::heading(
            HeadingLevel::Section,
            title(&column.record, Lang::Lv),
        ));
        document.push(Block::List {
            marks: ListMarks::Dashes,
            items,
        });
    }
    if !any {
        document.push(Block::paragraph("Piezīmju nav."));
    }
}

/// What the machine found about a module, in words.
fn found(gaps: &GapList, module: &RecordId) -> Vec<String> {
    let mut found = Vec::new();
    for gap in &gaps.gaps {
        let own = gap.group.as_ref().is_some_and(|g| g.id == *module);
        match gap.kind {
            GapKind::Unrequired if own && gap.value == CoverageValue::None => {
                found.push(format!(
                    "Rezultātam „{}” PKP prasība nav atrasta (dators).",
                    title(&gap.record, Lang::Lv)
                ));
            }
            GapKind::NoMaterial if gap.record.id == *module => {
                found.push("Modulim nav norādīts neviens mācību līdzeklis (dators).".to_owned());
            }
            _ => {}
        }
    }
    found
}

/// Requirements that are not taught, for the whole programme.
fn missing(paper: &OpinionPaper<'_>, document: &mut Document) {
    let untaught: Vec<&Gap> = paper
        .gaps
        .gaps
        .iter()
        .filter(|g| g.kind == GapKind::Untaught)
        .collect();
    if untaught.is_empty() {
        return;
    }
    document.push(Block::heading(
        HeadingLevel::Part,
        "Prasības, ko programma nemāca",
    ));
    let item = |g: &&Gap| {
        let task = g
            .group
            .as_ref()
            .filter(|t| t.kind == Kind::Task)
            .and_then(|t| t.code.clone());
        let place = task.map(|t| format!("{t} ")).unwrap_or_default();
        vec![Run::plain(format!(
            "{place}{} ({})",
            g.record.name,
            value_name(g.value, Lang::Lv)
        ))]
    };
    document.push(Block::List {
        marks: ListMarks::Numbers,
        items: untaught.iter().map(item).collect(),
    });
}

/// The matrix with narrow columns: on paper only the sign of a value fits, its meaning stands below.
fn annex(matrix: &Matrix) -> Table {
    let mut table = matrix_table(matrix, Lang::Lv);
    table.notes.insert(
        0,
        "P – pilnībā, D – daļēji, M – tikai pieminēts, tukšs – nav atrasts, x – nav piemērojams"
            .to_owned(),
    );
    for (row, of) in table.rows.iter_mut().zip(&matrix.rows) {
        for (at, cell) in row.iter_mut().skip(5).enumerate() {
            let sign = match of.value(at) {
                CoverageValue::Full => "P",
                CoverageValue::Partial => "D",
                CoverageValue::Mentioned => "M",
                // Most cells are empty; the column before says by colour and word where a whole row is.
                CoverageValue::None => {
                    *cell = Cell::Empty;
                    continue;
                }
                CoverageValue::NotApplicable => "x",
            };
            *cell = Cell::status(sign, super::tone(of.value(at)));
        }
    }
    table
}
