//! Tables as CSV: RFC 4180, UTF-8 with a byte order mark (without it spreadsheets read Latvian letters wrong).
//!
//! Numbers have a decimal point, shares are fractions of one, days are `YYYY-MM-DD`, a link is its words. Words that a
//! spreadsheet would take for a formula get an apostrophe in front, as spreadsheets themselves mark text.

use std::borrow::Cow;
use std::io::Write;

use super::{Cell, Column, TableError};

/// Writes rows as they come: nothing is held back but a buffer.
pub struct CsvWriter<W: Write> {
    writer: csv::Writer<W>,
    width: usize,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// [`TableError::Io`].
    pub fn new(mut out: W, columns: &[Column]) -> Result<Self, TableError> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let names = columns.iter().map(|c| safe(&c.name).into_owned());
        writer.write_record(names).map_err(std::io::Error::other)?;
        Ok(Self {
            writer,
            width: columns.len(),
        })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// [`TableError::Io`].
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), TableError> {
        let missing = std::iter::repeat(&Cell::Empty);
        let cells = cells.iter().chain(missing).take(self.width).map(field);
        let cells: Vec<_> = cells.collect();
        let fields = cells.iter().map(|field| field.as_bytes());
        let written = self.writer.write_record(fields);
        Ok(written.map_err(std::io::Error::other)?)
    }

    /// Writes what is still in the buffer.
    ///
    /// # Errors
    /// [`TableError::Io`].
    pub fn finish(mut self) -> Result<(), TableError> {
        Ok(self.writer.flush()?)
    }
}

fn field(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) | Cell::Link { text, .. } | Cell::Status { text, .. } => safe(text),
        Cell::Number(n) | Cell::Percent(n) if !n.is_finite() => Cow::Borrowed(""),
        Cell::Number(n) => Cow::Owned(n.to_string()),
        // A share computed as 0.1 + 0.2 is three tenths to a reader.
        Cell::Percent(p) => Cow::Owned(((p * 10_000.0).round() / 10_000.0).to_string()),
        Cell::Date(day) => Cow::Owned(day.to_string()),
    }
}

/// Words that no spreadsheet takes for a formula (OWASP's list of first characters).
fn safe(text: &str) -> Cow<'_, str> {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => {
            Cow::Owned(format!("'{text}"))
        }
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ColumnKind, Table, Tone};
    use super::*;
    use proptest::prelude::*;

    fn written(table: &Table) -> String {
        let mut out = Vec::new();
        table.write_csv(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn table(cells: Vec<Cell>) -> Table {
        let columns = cells.iter().map(|_| Column::new("k", ColumnKind::Text));
        let mut table = Table::new("t", columns.collect());
        table.rows.push(cells);
        table
    }

    #[test]
    fn every_kind_of_cell_is_read_back_by_a_machine() {
        let day = jiff::civil::date(2026, 3, 9);
        let text = written(&table(vec![
            Cell::text("Metināt, \"droši\""),
            Cell::Number(-2.5),
            Cell::Percent(0.1 + 0.2),
            Cell::Date(day),
            Cell::status("daļēji", Tone::Partial),
        ]));
        assert!(text.starts_with('\u{feff}'));
        assert!(text.ends_with("\"Metināt, \"\"droši\"\"\",-2.5,0.3,2026-03-09,daļēji\r\n"));
    }

    #[test]
    fn a_formula_becomes_words() {
        let text = written(&table(vec![
            Cell::text("=HYPERLINK(\"x\")"),
            Cell::text("-1+1"),
        ]));
        assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\",'-1+1"));
    }

    #[test]
    fn short_rows_are_filled_and_long_ones_cut() {
        let mut table = table(vec![Cell::text("a"), Cell::text("b")]);
        table.rows = vec![vec![Cell::text("a")], vec![Cell::text("b"); 3]];
        assert!(written(&table).ends_with("a,\r\nb,b\r\n"));
    }

    proptest! {
        #[test]
        fn no_cell_begins_a_formula_and_rows_keep_their_width(
            rows in prop::collection::vec(prop::collection::vec(".{0,20}", 3), 1..5)
        ) {
            let columns = vec![Column::new("k", ColumnKind::Text); 3];
            let mut table = Table::new("t", columns);
            table.rows = rows.iter().map(|r| r.iter().map(Cell::text).collect()).collect();
            let text = written(&table);
            let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let mut count = 0;
            for record in reader.records() {
                let record = record.unwrap();
                for (field, meant) in record.iter().zip(&rows[count]) {
                    prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']));
                    prop_assert_eq!(field.strip_prefix('\'').filter(|_| !meant.starts_with('\'')).unwrap_or(field), meant);
                }
                count += 1;
            }
            prop_assert_eq!(count, rows.len());
        }
    }
}
