//! The tables of all sheets of a file, and the facts around them.

use crate::import::ImportError;
use crate::import::tables::{Columns, Findings, Grid, Table, TableSpec, find_tables};

use super::facts::Facts;

/// Finds the tables of one kind on all sheets; `spec` may choose by sheet. What stands above them, and sheets without
/// such a table, give facts where facts are wanted.
///
/// # Errors
/// The error of the first sheet when no sheet has the table.
pub(super) fn gather<'g>(
    grids: &'g [Grid],
    spec: impl Fn(&Grid) -> TableSpec,
    columns: &Columns,
    mut facts: Option<&mut Facts>,
    findings: &mut Findings,
) -> Result<Vec<Table<'g>>, ImportError> {
    let mut tables = Vec::new();
    let mut failed = None;
    for grid in grids {
        findings.extend(grid.warnings.iter().cloned());
        match find_tables(grid, &spec(grid), columns, findings) {
            Ok(found) => {
                for table in &found {
                    if let Some(facts) = facts.as_deref_mut() {
                        facts.take_rows(grid, table.lead(), columns);
                    }
                }
                tables.extend(found);
            }
            Err(error) => {
                let before = facts.as_deref().map_or(0, Facts::len);
                if let Some(facts) = facts.as_deref_mut() {
                    facts.take_rows(grid, &grid.rows, columns);
                }
                let useful = facts.as_deref().map_or(0, Facts::len) > before;
                if !useful && grids.len() > 1 {
                    findings.note(
                        "sheet-unknown",
                        grid.source(),
                        "the sheet holds neither the table nor facts; it was left out",
                    );
                }
                failed.get_or_insert(error);
            }
        }
    }
    match failed {
        Some(error) if tables.is_empty() => Err(error),
        _ => Ok(tables),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: TableSpec = TableSpec {
        name: "materials",
        obligatory: &["title"],
        marks: &[],
    };

    fn grid(rows: &[&[&str]]) -> Grid {
        Grid::from_text("a.xlsx", rows.iter().map(|r| r.iter()))
    }

    #[test]
    fn a_sheet_of_something_else_is_left_out_and_said() {
        let grids = [
            grid(&[&["Nosaukums", "Gads"], &["A", "2020"]]),
            grid(&[&["Pusdienas"]]),
        ];
        let mut findings = Findings::default();
        let tables = gather(&grids, |_| SPEC, &Columns::built_in(), None, &mut findings).unwrap();
        assert_eq!(tables.len(), 1);
        assert_eq!(findings.into_list()[0].code, "sheet-unknown");
    }

    #[test]
    fn without_any_table_the_missing_column_is_the_error() {
        let grids = [grid(&[&["Gads", "Valoda"]])];
        let error = gather(
            &grids,
            |_| SPEC,
            &Columns::built_in(),
            None,
            &mut Findings::default(),
        );
        assert_eq!(error.unwrap_err().code(), "missing-column");
    }
}
