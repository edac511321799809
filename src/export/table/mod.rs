//! The neutral table: whoever has rows fills one, the writers make CSV, XLSX or HTML of it.
//!
//! A cell says what it *means* (a share, a date, a status), not how it looks: the form is the writer's. A status always
//! carries its words, so that nothing depends on colour.

mod csv;
mod html;
mod xlsx;

use jiff::civil::Date;

use crate::model::Lang;

pub use csv::CsvWriter;
pub use html::write_html;
pub use xlsx::{About, MAX_ROWS, write_xlsx};

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// More rows than a worksheet holds.
    #[error(
        "the table “{title}” has {rows} rows, a worksheet holds {MAX_ROWS}; take it as CSV, or filter it"
    )]
    TooManyRows {
        /// Title of the table.
        title: String,
        /// Its rows.
        rows: usize,
    },
    /// The spreadsheet could not be made.
    #[error("the spreadsheet cannot be written: {0}")]
    Spreadsheet(#[from] rust_xlsxwriter::XlsxError),
    /// The file or connection failed.
    #[error("the table cannot be written: {0}")]
    Io(#[from] std::io::Error),
}

/// What the cells of a column are: their alignment and number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColumnKind {
    /// Words.
    #[default]
    Text,
    /// Numbers.
    Number,
    /// Shares of one, shown as per cent.
    Percent,
    /// Days.
    Date,
    /// Words that lead somewhere.
    Link,
    /// A value out of a few, with a tone.
    Status,
}

/// How good or bad a status is; the writers colour by it, the words say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// As it should be: covered, accepted.
    Good,
    /// Half of it: covered in part.
    Partial,
    /// Hardly any of it: only mentioned.
    Weak,
    /// What catches the eye: missing, rejected.
    Bad,
    /// Says nothing of good or bad: not applicable, proposed.
    #[default]
    Neutral,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words; lines separated by line feeds.
    Text(String),
    /// A number; one that is not finite is written as an empty cell.
    Number(f64),
    /// A share of one: 0.87 is shown as 87 %.
    Percent(f64),
    /// A day.
    Date(Date),
    /// Words that lead to an address.
    Link {
        /// The words.
        text: String,
        /// The address.
        url: String,
    },
    /// A status: its words and its tone.
    Status {
        /// The words.
        text: String,
        /// How good or bad it is.
        tone: Tone,
    },
}

impl Cell {
    /// Words; nothing where there are none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// Words that may be missing.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A status.
    pub fn status(text: impl Into<String>, tone: Tone) -> Self {
        Self::Status {
            text: text.into(),
            tone,
        }
    }

    /// Words that lead to an address.
    pub fn link(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self::Link {
            text: text.into(),
            url: url.into(),
        }
    }

    /// The cell in words, for people: per cent with its sign, numbers with a decimal comma in Latvian.
    pub fn words(&self, language: Lang) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Link { text, .. } | Self::Status { text, .. } => text.clone(),
            Self::Number(n) if !n.is_finite() => String::new(),
            Self::Number(n) => decimal(format!("{n}"), language),
            Self::Percent(p) if !p.is_finite() => String::new(),
            Self::Percent(p) => format!("{:.0}\u{a0}%", p * 100.0),
            Self::Date(day) => match language {
                Lang::Lv => format!("{:02}.{:02}.{:04}.", day.day(), day.month(), day.year()),
                Lang::En | Lang::Und => day.to_string(),
            },
        }
    }

    /// Its tone, where it is a status.
    pub fn tone(&self) -> Option<Tone> {
        match self {
            Self::Status { tone, .. } => Some(*tone),
            _ => None,
        }
    }
}

fn decimal(number: String, language: Lang) -> String {
    match language {
        Lang::Lv => number.replace('.', ","),
        Lang::En | Lang::Und => number,
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What its cells are.
    pub kind: ColumnKind,
    /// Its width in characters; by its content where it is none.
    pub width: Option<u16>,
}

impl Column {
    /// A column as wide as its content asks.
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            name: name.into(),
            kind,
            width: None,
        }
    }

    /// The same with this width in characters.
    pub fn wide(mut self, characters: u16) -> Self {
        self.width = Some(characters);
        self
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it is about; the name of its worksheet.
    pub title: String,
    /// What a reader must know: source, rule, date, attribution. One a line.
    pub notes: Vec<String>,
    /// The language of its words.
    pub language: Lang,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; cells beyond the columns are not written, missing ones are empty.
    pub rows: Vec<Vec<Cell>>,
    /// How many columns name the row (they stay in sight when scrolling): 0 or more.
    pub heading_columns: usize,
}

impl Table {
    /// A table without rows, in Latvian, its first column naming the rows.
    pub fn new(title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            title: title.into(),
            notes: Vec::new(),
            language: Lang::Lv,
            columns,
            rows: Vec::new(),
            heading_columns: 1,
        }
    }

    /// The cell at this row and column, both from 0.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        static EMPTY: Cell = Cell::Empty;
        let cells = self.rows.get(row);
        cells.and_then(|cells| cells.get(column)).unwrap_or(&EMPTY)
    }

    /// Writes it as CSV: UTF-8 with a byte order mark, RFC 4180, a header row and the rows.
    ///
    /// # Errors
    /// [`TableError::Io`].
    pub fn write_csv(&self, out: impl std::io::Write) -> Result<(), TableError> {
        let mut writer = CsvWriter::new(out, &self.columns)?;
        for row in &self.rows {
            writer.row(row)?;
        }
        writer.finish()
    }

    /// Makes a workbook with this table alone.
    ///
    /// # Errors
    /// As [`write_xlsx`].
    pub fn to_xlsx(&self) -> Result<Vec<u8>, TableError> {
        write_xlsx(std::slice::from_ref(self), &About::of(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_read_as_people_write_them() {
        assert_eq!(Cell::Number(2.5).words(Lang::Lv), "2,5");
        assert_eq!(Cell::Number(2.5).words(Lang::En), "2.5");
        assert_eq!(Cell::Percent(0.874).words(Lang::Lv), "87\u{a0}%");
        let day = jiff::civil::date(2026, 3, 9);
        assert_eq!(Cell::Date(day).words(Lang::Lv), "09.03.2026.");
        assert_eq!(Cell::Date(day).words(Lang::En), "2026-03-09");
        assert_eq!(Cell::Number(f64::NAN).words(Lang::Lv), "");
    }

    #[test]
    fn empty_words_are_an_empty_cell() {
        assert_eq!(Cell::text(""), Cell::Empty);
        assert_eq!(Cell::maybe(None::<String>), Cell::Empty);
        assert_eq!(Cell::maybe(Some("a")), Cell::Text("a".into()));
    }

    #[test]
    fn a_cell_that_is_not_there_is_empty() {
        let mut table = Table::new("t", vec![Column::new("a", ColumnKind::Text)]);
        table.rows.push(vec![Cell::text("x")]);
        assert_eq!(table.cell(0, 0), &Cell::Text("x".into()));
        assert_eq!(
            (table.cell(0, 7), table.cell(7, 0)),
            (&Cell::Empty, &Cell::Empty)
        );
    }
}
