//! A matrix as a table: one column a module, statuses in the cells; and its cells one a row.

use super::{aspect_name, depth_name, level, say, title, value_cell};
use crate::coverage::{Matrix, MatrixKind, MatrixRow};
use crate::export::table::{Cell, Column, ColumnKind, Table};
use crate::model::Lang;

/// The matrix as it is seen: rows down, columns across.
pub fn matrix_table(matrix: &Matrix, language: Lang) -> Table {
    let mut columns = vec![
        Column::new(say(language, "Grupa", "Group"), ColumnKind::Text).wide(28),
        Column::new(row_heading(matrix.kind, language), ColumnKind::Text).wide(60),
        Column::new(say(language, "Veids", "Kind"), ColumnKind::Text).wide(14),
        Column::new("LKI", ColumnKind::Number),
        Column::new(say(language, "Kopā", "Overall"), ColumnKind::Status).wide(16),
    ];
    for column in &matrix.columns {
        let name = column
            .record
            .code
            .clone()
            .unwrap_or_else(|| title(&column.record, language));
        let name = match (&column.group, matrix.kind) {
            // Outcomes are numbered within their module.
            (Some(module), _) if column.record.kind == crate::model::Kind::LearningOutcome => {
                format!("{module} {name}")
            }
            _ => name,
        };
        columns.push(Column::new(name, ColumnKind::Status).wide(14));
    }
    let mut table = Table::new(name(matrix, language), columns);
    table.language = language;
    table.heading_columns = 2;
    for row in &matrix.rows {
        let mut cells = vec![
            Cell::maybe(row.group.as_ref().map(|g| title(g, language))),
            Cell::text(row_name(row, language)),
            kind(row, language),
            level(row.record.lki),
            value_cell(row.best, language),
        ];
        cells.extend((0..matrix.columns.len()).map(|at| value_cell(row.value(at), language)));
        table.rows.push(cells);
    }
    table.notes = notes(matrix, language);
    table
}

/// Every cell in which something was found or said, one a row, the machine's value beside the person's.
pub fn cells_table(matrix: &Matrix, language: Lang) -> Table {
    let text = |lv, en, wide| Column::new(say(language, lv, en), ColumnKind::Text).wide(wide);
    let status = |lv, en| Column::new(say(language, lv, en), ColumnKind::Status).wide(16);
    let mut table = Table::new(
        say(language, "Šūnas", "Cells"),
        vec![
            text("Prasība", "Requirement", 60),
            text("Kolonna", "Column", 40),
            status("Vērtība", "Value"),
            status("Dators", "Machine"),
            Column::new(say(language, "Sakritība", "Match"), ColumnKind::Percent),
            text("Rezultāti", "Outcomes", 14),
            text("Vērtēja", "Judged by", 18),
            text("Datums", "Date", 12),
            text("Pamatojums", "Reason", 40),
        ],
    );
    table.language = language;
    for row in &matrix.rows {
        for cell in &row.cells {
            let Some(column) = matrix.columns.get(cell.column) else {
                continue;
            };
            let leaves: Vec<&str> = cell
                .leaves
                .iter()
                .filter_map(|l| l.code.as_deref())
                .collect();
            let verdict = cell.verdict.as_ref();
            table.rows.push(vec![
                Cell::text(row_name(row, language)),
                Cell::text(title(&column.record, language)),
                value_cell(cell.value, language),
                value_cell(cell.machine, language),
                Cell::Percent(f64::from(cell.score)),
                Cell::text(leaves.join(", ")),
                Cell::maybe(verdict.map(|v| v.by.as_str())),
                Cell::maybe(verdict.map(|v| v.at.chars().take(10).collect::<String>())),
                Cell::maybe(verdict.and_then(|v| v.reason.as_deref())),
            ]);
        }
    }
    table
}

fn name(matrix: &Matrix, language: Lang) -> String {
    let asking = matrix.asking.as_ref().map(|a| a.name.clone());
    let answering = matrix.answering.as_ref().map(|a| a.name.clone());
    let framework = matrix.framework.clone().map(|f| match &matrix.collection {
        Some(collection) => format!("{f} ({collection})"),
        None => f,
    });
    let parts: Vec<String> = [asking, framework, answering]
        .into_iter()
        .flatten()
        .collect();
    format!(
        "{}: {}",
        say(language, "Pārklājums", "Coverage"),
        parts.join(" / ")
    )
}

const fn row_heading(kind: MatrixKind, language: Lang) -> &'static str {
    match kind {
        MatrixKind::Programme => say(language, "Prasība", "Requirement"),
        MatrixKind::Framework => say(language, "Jēdziens", "Concept"),
        MatrixKind::Materials => say(language, "Sasniedzamais rezultāts", "Learning outcome"),
    }
}

fn row_name(row: &MatrixRow, language: Lang) -> String {
    // The code of a requirement would be a hash; tasks and outcomes are numbered.
    title(&row.record, language)
}

fn kind(row: &MatrixRow, language: Lang) -> Cell {
    let aspect = row.aspect.map(|a| aspect_name(a, language));
    let depth = row.depth.map(|d| depth_name(d, language));
    let parts: Vec<&str> = aspect.into_iter().chain(depth).collect();
    Cell::text(parts.join(", "))
}

/// What each short column name means, and whose values these are.
fn notes(matrix: &Matrix, language: Lang) -> Vec<String> {
    let mut notes = vec![
        say(
            language,
            "Vērtības aprēķinājis dators pēc vārdiem, līmeņiem un pieņemtajiem kartējumiem; cilvēka vērtējums ir pārāks.",
            "Values are the machine's, by words, levels and accepted mappings; a person's verdict stands over them.",
        )
        .to_owned(),
    ];
    let judged = matrix
        .rows
        .iter()
        .flat_map(|r| &r.cells)
        .filter(|c| c.verdict.is_some())
        .count();
    notes.push(format!(
        "{}: {judged}",
        say(language, "Cilvēka vērtētas šūnas", "Cells judged by people")
    ));
    notes.extend(matrix.columns.iter().filter_map(|c| {
        let code = c.record.code.as_ref()?;
        let name = match &c.group {
            Some(module) if c.record.kind == crate::model::Kind::LearningOutcome => {
                format!("{module} {code}")
            }
            _ => code.clone(),
        };
        Some(format!("{name} – {}", c.record.name))
    }));
    notes
}
