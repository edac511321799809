//! Tables of subjects, hours and marks: CSV, workbooks, and the tables of documents.

use super::EvidenceError;
use super::claim::{Claim, Evidence, EvidenceFormat, Notice, Outcome, Passage, PassageAt, Proof};
use super::text::{language, result_of};
use crate::import::Limits;
use crate::import::archive::check_office;
use crate::import::tables::{
    Columns, Findings, Grid, RowView, TableSpec, find_tables, fit, read_delimited, read_workbook,
    values,
};

/// Subjects with hours and marks.
const SUBJECTS: TableSpec = TableSpec {
    name: "evidence",
    obligatory: &["subject"],
    marks: &["hours", "mark", "result", "description", "level"],
};

/// Whether a text is such a table.
pub(super) fn is_table(name: &str, bytes: &[u8], columns: &Columns, limits: &Limits) -> bool {
    read_delimited(bytes, name, columns, limits).is_ok_and(|grid| fits(&grid, columns))
}

fn fits(grid: &Grid, columns: &Columns) -> bool {
    let fit = fit(grid, &SUBJECTS, columns);
    fit.obligatory == fit.wanted && fit.marked
}

/// Reads a CSV file.
pub(super) fn read_csv(
    name: &str,
    bytes: &[u8],
    columns: &Columns,
    limits: &Limits,
) -> Result<Evidence, EvidenceError> {
    let grid = read_delimited(bytes, name, columns, limits)?;
    read_grids(name, EvidenceFormat::Csv, vec![grid], columns)
}

/// Reads a workbook.
pub(super) fn read_xlsx(
    name: &str,
    bytes: &[u8],
    columns: &Columns,
    limits: &Limits,
) -> Result<Evidence, EvidenceError> {
    check_office(name, bytes, limits)?;
    let grids = read_workbook(bytes, name, limits)?;
    read_grids(name, EvidenceFormat::Xlsx, grids, columns)
}

fn read_grids(
    name: &str,
    format: EvidenceFormat,
    grids: Vec<Grid>,
    columns: &Columns,
) -> Result<Evidence, EvidenceError> {
    let mut evidence = Evidence::new(name, format);
    let mut missing = None;
    for grid in &grids {
        if let Err(error) = add_grid(&mut evidence, grid, columns) {
            missing.get_or_insert(error);
            evidence.notice(Notice::TablesLeftOut);
        }
    }
    match missing {
        Some(error) if evidence.claims.is_empty() => Err(error),
        _ => Ok(evidence),
    }
}

/// Takes the rows of every table of subjects in a grid as claims.
///
/// # Errors
/// [`EvidenceError::Read`] when the grid has no column of subjects; it names the headers that would do.
pub(super) fn add_grid(
    evidence: &mut Evidence,
    grid: &Grid,
    columns: &Columns,
) -> Result<(), EvidenceError> {
    let mut findings = Findings::default();
    let tables = find_tables(grid, &SUBJECTS, columns, &mut findings)?;
    for table in &tables {
        for row in table.rows() {
            evidence
                .claims
                .extend(claim(&row, grid, &evidence.name, &mut findings));
        }
    }
    Ok(())
}

fn claim(row: &RowView<'_>, grid: &Grid, file: &str, findings: &mut Findings) -> Option<Claim> {
    let subject = row.text("subject");
    if subject.chars().filter(|c| c.is_alphabetic()).count() < 3 || is_total(subject) {
        return None;
    }
    let written = row.written();
    let passage = Passage {
        file: file.to_owned(),
        at: PassageAt::Row {
            sheet: grid.sheet.clone(),
            row: row.number_in_file(),
            column: None,
        },
        text: written,
    };
    let description = row.text("description");
    let text = match description.is_empty() {
        true => subject.to_owned(),
        false => format!("{subject}: {description}"),
    };
    let lang = language(&text);
    let mut claim = Claim::new(text, lang, passage, Proof::Transcript);
    claim.hours = row
        .cell("hours")
        .and_then(|c| values::number(&c.text))
        .filter(|h| *h > 0.0);
    claim.level = row
        .number("level", findings)
        .map(|n| n as u8)
        .filter(|n| (1..=8).contains(n));
    let module = row.text("module");
    claim.under = (!module.is_empty()).then(|| module.to_owned());
    claim.outcome = outcome(
        row.text("mark"),
        &format!("{} {}", row.text("result"), row.text("note")),
    );
    Some(claim)
}

/// What a mark and the remarks beside it say; a remark counts before the mark.
fn outcome(mark: &str, remarks: &str) -> Outcome {
    match result_of(remarks) {
        Outcome::Unsaid => {}
        said => return said,
    }
    if mark.is_empty() {
        return Outcome::Unsaid;
    }
    match values::number(mark) {
        Some(n) if n < 4.0 => Outcome::Failed,
        Some(_) => Outcome::Passed,
        None => match mark.trim().to_lowercase().as_str() {
            "i" | "ieskaitīts" | "ieskaitīta" | "sekmīgi" | "apgūts" | "apguvis" | "pass" => {
                Outcome::Passed
            }
            "ni" | "neieskaitīts" | "nv" | "fail" => Outcome::Failed,
            _ => result_of(mark),
        },
    }
}

fn is_total(subject: &str) -> bool {
    matches!(
        subject.trim().to_lowercase().as_str(),
        "kopā" | "pavisam" | "summa" | "total"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Evidence, EvidenceError> {
        read_csv(
            "a.csv",
            text.as_bytes(),
            &Columns::built_in(),
            &Limits::default(),
        )
    }

    #[test]
    fn rows_become_claims_with_hours_and_marks() {
        let evidence = read("Priekšmets/modulis;Stundas;Vērtējums;Semestris;Piezīme\nElektriskie mērījumi;60;8;2.;\nPrecīzie mērinstrumenti;30;3;2.;nesekmīgs\nPneimatika;80;nav vērtējuma;4.;neattestēts\nKopā;170;;;\n").unwrap();
        let said: Vec<_> = evidence
            .claims
            .iter()
            .map(|c| (c.text.as_str(), c.hours, c.outcome))
            .collect();
        assert_eq!(
            said,
            [
                ("Elektriskie mērījumi", Some(60.0), Outcome::Passed),
                ("Precīzie mērinstrumenti", Some(30.0), Outcome::Failed),
                ("Pneimatika", Some(80.0), Outcome::Missing),
            ]
        );
        assert!(matches!(
            evidence.claims[0].passage.at,
            PassageAt::Row { row: 2, .. }
        ));
    }

    #[test]
    fn a_table_of_something_else_names_the_headers_that_would_do() {
        let error = read("Datums;Summa\n1.1.;5\n").unwrap_err();
        assert!(error.to_string().contains("Priekšmets"), "{error}");
    }

    #[test]
    fn a_table_is_told_from_text_with_commas() {
        let is = |t: &str| is_table("a", t.as_bytes(), &Columns::built_in(), &Limits::default());
        assert!(is("Mācību priekšmets,Stundu skaits\nRasēšana,60\n"));
        assert!(!is(
            "Esmu galdnieks, strādāju Rīgā, protu visu.\nKoks, metāls, plastmasa.\n"
        ));
    }
}
