//! A school's own list, kept as it is written: every column in its place, beside what was understood of each row.

use super::cells::material;
use super::{SPEC, names};
use crate::import::tables::{Columns, Findings, Grid, RowView, read_delimited, read_workbook};
use crate::import::{ImportError, Limits};
use crate::model::{Material, Source, Warning};

use super::super::gather::gather;

/// A list as written and as understood.
#[derive(Debug, Clone)]
pub struct OwnTable {
    /// The headings as written, with the column of `columns.toml` that each names.
    pub headings: Vec<(String, Option<String>)>,
    /// The rows.
    pub rows: Vec<OwnTableRow>,
    /// What its owner should look at.
    pub warnings: Vec<Warning>,
}

/// A row of a list.
#[derive(Debug, Clone)]
pub struct OwnTableRow {
    /// Its number in the file, from 1.
    pub number: u32,
    /// The texts of its cells in the order of the headings.
    pub cells: Vec<String>,
    /// The title; empty where the row has none.
    pub title: String,
    /// The qualification as named.
    pub qualification: String,
    /// The module as named: code or name.
    pub module: String,
    /// The outcomes as named.
    pub outcome: String,
    /// What is understood of the material.
    pub material: Material,
}

/// Reads a school's own list: CSV or XLSX with the columns of `[materials]`.
///
/// # Errors
/// [`ImportError`] when the file is damaged, beyond a limit, or has no column of titles: the names that would do are told.
pub fn read_own(
    bytes: &[u8],
    file: &str,
    columns: &Columns,
    limits: &Limits,
) -> Result<OwnTable, ImportError> {
    let grids = if bytes.starts_with(b"PK") {
        read_workbook(bytes, file, limits)?
    } else {
        vec![read_delimited(bytes, file, columns, limits)?]
    };
    let mut findings = Findings::default();
    // Without a mark a list of titles alone is still a list of titles.
    let tables = gather(&grids, |_: &Grid| SPEC, columns, None, &mut findings)?;
    let mut own = OwnTable {
        headings: Vec::new(),
        rows: Vec::new(),
        warnings: Vec::new(),
    };
    for table in &tables {
        if own.headings.is_empty() {
            let headings = table.headings().into_iter();
            own.headings = headings
                .map(|(name, field)| (name, field.map(str::to_owned)))
                .collect();
        }
        for row in table.rows() {
            own.rows.push(read_row(&row, &mut findings));
        }
    }
    own.warnings = findings.into_list();
    if own.headings.is_empty() {
        return Err(ImportError::syntax(
            Source::file(file),
            "list of materials",
            "it holds no table",
        ));
    }
    Ok(own)
}

fn read_row(row: &RowView<'_>, findings: &mut Findings) -> OwnTableRow {
    OwnTableRow {
        number: row.number_in_file(),
        cells: row.texts().map(str::to_owned).collect(),
        title: names::one_line(row.text("title")),
        qualification: names::one_line(row.text("qualification")),
        module: names::one_line(row.text("module")),
        outcome: row.text("outcome").to_owned(),
        material: material(row, findings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<OwnTable, ImportError> {
        read_own(
            text.as_bytes(),
            "skola.csv",
            &Columns::built_in(),
            &Limits::default(),
        )
    }

    #[test]
    fn every_column_keeps_its_place() {
        let own = read("Plaukts;Nosaukums;Gads;Modulis\nA3;Koksnes mācība;2019;MG2\nB1;;2001;\n")
            .unwrap();
        let fields: Vec<_> = own
            .headings
            .iter()
            .map(|(n, f)| (n.as_str(), f.as_deref()))
            .collect();
        assert_eq!(
            fields,
            [
                ("Plaukts", None),
                ("Nosaukums", Some("title")),
                ("Gads", Some("year")),
                ("Modulis", Some("module"))
            ]
        );
        assert_eq!(own.rows[0].cells, ["A3", "Koksnes mācība", "2019", "MG2"]);
        assert_eq!(
            (own.rows[0].number, own.rows[0].material.year),
            (2, Some(2019))
        );
        assert_eq!(own.rows[1].title, "");
    }

    #[test]
    fn a_table_of_something_else_is_refused_with_the_names_that_would_do() {
        let error = read("Diena;Ēdiens\nPirmdiena;Zupa\n")
            .unwrap_err()
            .to_string();
        assert!(error.contains("Nosaukums"), "{error}");
    }

    #[test]
    fn an_empty_file_and_a_damaged_workbook_are_refused() {
        assert!(read("").is_err());
        assert!(
            read_own(
                b"PK\x03\x04junk",
                "a.xlsx",
                &Columns::built_in(),
                &Limits::default()
            )
            .is_err()
        );
    }
}
