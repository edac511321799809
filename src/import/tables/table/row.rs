//! A row of a table, read by the names of its columns.

use super::Table;
use crate::import::tables::findings::Findings;
use crate::import::tables::grid::{Cell, CellKind, Row};
use crate::import::tables::values;
use crate::model::Source;

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub struct RowView<'t> {
    pub(super) table: &'t Table<'t>,
    pub(super) row: &'t Row,
}

impl<'t> RowView<'t> {
    /// The text of a column, empty where there is none.
    pub fn text(&self, field: &str) -> &'t str {
        self.cell(field).map_or("", |c| c.text.as_str())
    }

    /// The cell of a column.
    pub fn cell(&self, field: &str) -> Option<&'t Cell> {
        let index = self.table.header.fields.get(field)?;
        self.row.cells.get(*index)
    }

    /// The cells of the row as they stand, separated by semicolons.
    pub fn written(&self) -> String {
        let cells: Vec<&str> = self.row.cells.iter().map(|c| c.text.as_str()).collect();
        cells.join("; ")
    }

    /// The texts of its cells, in the order of the columns.
    pub fn texts(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.row.cells.iter().map(|c| c.text.as_str())
    }

    /// The number of the row.
    pub fn number_in_file(&self) -> u32 {
        self.row.number
    }

    /// The only cell of the row that holds something, if there is only one, and the column it stands in where that is
    /// known: the title of a group of rows, or the rest of the row above.
    pub fn only_cell(&self) -> Option<(Option<&'t str>, &'t Cell)> {
        let mut filled = self.row.filled();
        let (index, cell) = filled.next()?;
        let fields = &self.table.header.fields;
        let field = fields.iter().find(|(_, at)| **at == index);
        filled
            .next()
            .is_none()
            .then_some((field.map(|(name, _)| name.as_str()), cell))
    }

    /// The source of the row; what stands in columns that mean nothing here is its raw text.
    pub fn source(&self) -> Source {
        let mut source = self.table.grid.row_source(self.row);
        let kept: Vec<String> = self
            .table
            .header
            .unknown
            .iter()
            .filter_map(|(index, name)| {
                let cell = self.row.cells.get(*index).filter(|c| !c.is_empty())?;
                Some(format!("{name}: {}", cell.text))
            })
            .collect();
        if !kept.is_empty() {
            source.raw = Some(kept.join("\n"));
        }
        source
    }

    /// The source of a cell, its column by the name in the header.
    pub fn at(&self, field: &str) -> Source {
        let mut source = self.table.grid.row_source(self.row);
        let header = self.table.grid.rows.get(self.table.header_row);
        source.place.column = self
            .table
            .header
            .fields
            .get(field)
            .and_then(|index| header?.cells.get(*index))
            .map(|cell| cell.text.replace('\n', " "));
        source
    }

    /// The source of a cell with its text as it was written.
    pub fn at_raw(&self, field: &str) -> Source {
        let mut source = self.at(field);
        source.raw = self
            .cell(field)
            .map(|c| c.raw.clone().unwrap_or_else(|| c.text.clone()));
        source
    }

    /// The number of a column; what is no number is warned of.
    pub fn number(&self, field: &str, findings: &mut Findings) -> Option<f32> {
        let cell = self.cell(field).filter(|c| !c.is_empty())?;
        let Some(number) = values::number(&cell.text) else {
            findings.warn(
                "number-bad",
                self.at(field),
                format!(
                    "“{}” is no number; write digits only, e.g. 120 or 12,5",
                    cell.text
                ),
            );
            return None;
        };
        let bare = cell
            .text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        if cell.kind == CellKind::Text && self.table.grid.typed && bare && !cell.is_covered() {
            findings.note_once(
                "number-as-text",
                self.at(field),
                format!("the number {} is kept as text; it was read as a number, and so further ones in this column", cell.text),
            );
        }
        Some(number)
    }
}
