//! A table with known columns inside a grid: the header row is looked for, its names are looked up, and every row
//! below it is read by the names of its columns.

mod header;
mod row;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::import::ImportError;
use crate::model::Source;

use super::columns::Columns;
use super::findings::Findings;
use super::grid::{Cell, Grid, Merge, Row};
use header::{Header, missing, obligatory_found, understand};

pub use row::RowView;

/// So many rows below the top a header is looked for: official forms carry a preamble of some twenty rows.
const HEADER_ROWS: usize = 80;

/// What a table must and may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableSpec {
    /// Its name in `columns.toml`.
    pub name: &'static str,
    /// The columns without which its rows mean nothing.
    pub obligatory: &'static [&'static str],
    /// Columns of which at least one tells the table from others with the same obligatory ones; none where these
    /// are enough.
    pub marks: &'static [&'static str],
}

/// A table found in a grid.
#[derive(Debug, Clone)]
pub struct Table<'g> {
    grid: &'g Grid,
    /// The rows between the table before (or the top) and the header, and the header's own index in the grid.
    lead: Range<usize>,
    header_row: usize,
    data: Range<usize>,
    header: Header,
}

/// How well a grid fits a table: obligatory columns found, of how many, and all columns found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Obligatory columns found.
    pub obligatory: usize,
    /// Obligatory columns that there are.
    pub wanted: usize,
    /// Known columns found.
    pub known: usize,
    /// Columns found that mean nothing in this table.
    pub unknown: usize,
    /// Whether one of its marks was found, or it needs none.
    pub marked: bool,
}

/// How well the best header row of a grid fits a table.
pub fn fit(grid: &Grid, spec: &TableSpec, columns: &Columns) -> Fit {
    let mut best = Fit {
        obligatory: 0,
        wanted: spec.obligatory.len(),
        known: 0,
        unknown: usize::MAX,
        marked: false,
    };
    for row in grid.rows.iter().take(HEADER_ROWS) {
        let header = understand(row, spec, columns);
        let fit = Fit {
            obligatory: obligatory_found(&header, spec),
            known: header.fields.len(),
            unknown: header.unknown.len(),
            marked: spec.marks.is_empty()
                || spec.marks.iter().any(|m| header.fields.contains_key(*m)),
            ..best
        };
        if (fit.obligatory, fit.known) > (best.obligatory, best.known) {
            best = fit;
        }
    }
    best
}

/// Finds every table of this kind in a grid: one header and the rows below it, up to the next header.
///
/// # Errors
/// [`ImportError::MissingColumn`] when no row has every obligatory column; it names the aliases that would do.
pub fn find_tables<'g>(
    grid: &'g Grid,
    spec: &TableSpec,
    columns: &Columns,
    findings: &mut Findings,
) -> Result<Vec<Table<'g>>, ImportError> {
    let mut tables: Vec<Table<'g>> = Vec::new();
    for (index, row) in grid.rows.iter().enumerate() {
        if tables.is_empty() && index >= HEADER_ROWS {
            break;
        }
        let header = understand(row, spec, columns);
        if obligatory_found(&header, spec) < spec.obligatory.len() || header.fields.len() < 2 {
            continue;
        }
        // A header of two rows: the lower one names the parts of a merged cell above it.
        let upper = tables
            .pop_if(|t| t.header_row + 1 == index && t.header.fields.len() < header.fields.len());
        if let Some(upper) = upper {
            tables.push(Table {
                header_row: index,
                data: index + 1..grid.rows.len(),
                header,
                ..upper
            });
            continue;
        }
        let from = match tables.last_mut() {
            Some(before) => {
                let end = title_begins(grid, before.data.start..index);
                before.data.end = end;
                end
            }
            None => 0,
        };
        tables.push(Table {
            grid,
            lead: from..index,
            header_row: index,
            data: index + 1..grid.rows.len(),
            header,
        });
    }
    if tables.is_empty() {
        return Err(missing(grid, spec, columns));
    }
    for (nth, table) in tables.iter().enumerate() {
        table.note_header(spec, columns, nth, findings);
    }
    Ok(tables)
}

/// The rows with a single cell directly above a header are the title of its table, not data of the one before.
fn title_begins(grid: &Grid, rows: Range<usize>) -> usize {
    let mut end = rows.end;
    while end > rows.start {
        match grid.rows.get(end - 1) {
            Some(row) if row.filled().count() == 1 => end -= 1,
            _ => break,
        }
    }
    end
}

impl<'g> Table<'g> {
    /// The rows above the header that belong to no other table.
    pub fn lead(&self) -> &'g [Row] {
        self.grid.rows.get(self.lead.clone()).unwrap_or_default()
    }

    /// The grid it stands in.
    pub fn grid(&self) -> &'g Grid {
        self.grid
    }

    /// Whether the table has this column.
    pub fn has(&self, field: &str) -> bool {
        self.header.fields.contains_key(field)
    }

    /// How many known columns the table has.
    pub fn width(&self) -> usize {
        self.header.fields.len()
    }

    /// The headings as written, with the column of `columns.toml` that each names, if it names one.
    pub fn headings(&self) -> Vec<(String, Option<&str>)> {
        let cells = self
            .grid
            .rows
            .get(self.header_row)
            .map_or(&[][..], |row| &row.cells);
        let named = |at: usize| self.header.fields.iter().find(|(_, column)| **column == at);
        let name =
            |(at, cell): (usize, &Cell)| (cell.text.clone(), named(at).map(|(f, _)| f.as_str()));
        cells.iter().enumerate().map(name).collect()
    }

    /// The source of the header row.
    pub fn header_source(&self) -> Source {
        match self.grid.rows.get(self.header_row) {
            Some(row) => self.grid.row_source(row),
            None => self.grid.source(),
        }
    }

    /// The rows, without a second row of a merged header.
    pub fn rows(&'g self) -> impl Iterator<Item = RowView<'g>> {
        let header_number = self.grid.rows.get(self.header_row).map_or(0, |r| r.number);
        self.grid
            .rows
            .get(self.data.clone())
            .unwrap_or_default()
            .iter()
            .filter(move |row| {
                let mut filled = row.cells.iter().filter(|c| !c.is_empty());
                !filled.all(|c| matches!(c.merge, Merge::Covered(top, _) if top <= header_number))
            })
            .map(move |row| RowView { table: self, row })
    }

    fn note_header(
        &self,
        spec: &TableSpec,
        columns: &Columns,
        nth: usize,
        findings: &mut Findings,
    ) {
        let Some(row) = self.grid.rows.get(self.header_row) else {
            return;
        };
        for (index, name) in &self.header.unknown {
            findings.note(
                "column-unknown",
                self.grid.cell_source(row, *index),
                format!("no column of this table is called “{name}”; its cells are kept with the source of each row"),
            );
        }
        for (index, name) in &self.header.double {
            findings.warn(
                "column-twice",
                self.grid.cell_source(row, *index),
                format!("the column “{name}” stands there twice; the first one counts"),
            );
        }
        for (index, name, meant) in &self.header.corrected {
            findings.note(
                "header-corrected",
                self.grid.cell_source(row, *index),
                format!("the column “{name}” was taken for “{meant}”"),
            );
        }
        for (index, cell) in row.cells.iter().enumerate() {
            let spaced = cell.spaced && columns.field(spec.name, &cell.text).is_some();
            if spaced {
                findings.note(
                    "header-spaces",
                    self.grid.cell_source(row, index),
                    format!("there are spaces around the column name “{}”", cell.text),
                );
            }
        }
        if nth == 0 {
            self.note_merged(findings);
        }
    }

    /// Merged cells are no trouble, yet who sorts such a sheet spoils it: worth one note a sheet.
    fn note_merged(&self, findings: &mut Findings) {
        let tall = self.rows().find(|view| {
            let mut cells = view.row.cells.iter();
            cells.any(|c| matches!(c.merge, Merge::Covered(top, _) if top < view.row.number))
        });
        if let Some(view) = tall {
            findings.note(
                "cells-merged",
                view.source(),
                "cells are merged over several rows; each row was given the value",
            );
        }
    }
}
