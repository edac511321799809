//! The neutral grid: what any sheet, CSV file or table of a document becomes before somebody asks what it means.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::model::{Place, Source, Warning};

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellKind {
    /// Text, or nothing.
    #[default]
    Text,
    /// A number of a spreadsheet.
    Number,
    /// A date of a spreadsheet; its text is `YYYY-MM-DD`.
    Date,
    /// An error of a spreadsheet (`#N/A`); its text is empty and its raw text the error.
    Error,
}

/// Where a cell stands in a merged region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    /// In none.
    #[default]
    None,
    /// The one that holds the value, so many columns wide.
    Head(u32),
    /// Covered by the one at this row and column of the sheet (from 1) and filled with its value.
    Covered(u32, u32),
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The text, composed (NFC), without white space around it; lines separated by line feeds.
    pub text: String,
    /// The text as it was written, where more than white space around it was changed.
    pub raw: Option<String>,
    /// What it holds.
    pub kind: CellKind,
    /// Whether there was white space around it.
    pub spaced: bool,
    /// Its place in a merged region.
    pub merge: Merge,
}

impl Cell {
    /// A cell out of text as a file holds it.
    pub fn text(written: &str) -> Self {
        let text = clean(written);
        let raw = (text != written.trim()).then(|| written.to_owned());
        Self {
            spaced: written.len() != written.trim().len(),
            text,
            raw,
            ..Self::default()
        }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it only repeats the cell at the head of its merged region.
    pub fn is_covered(&self) -> bool {
        matches!(self.merge, Merge::Covered(..))
    }

    /// Whether it was written in decomposed letters (NFD), as files from macOS often are.
    pub(super) fn was_decomposed(&self) -> bool {
        self.raw
            .as_deref()
            .is_some_and(|raw| is_nfc_quick(raw.chars()) != IsNormalized::Yes)
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its cells from the first column on.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cells that hold something and do not repeat another one, with their columns from 0.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty() && !cell.is_covered())
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// A sheet, a CSV file or a table of a document.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// The file, as sources name it.
    pub file: String,
    /// The sheet, or the number of the table in a document.
    pub sheet: Option<String>,
    /// Whether its cells tell numbers from text, as a workbook's do.
    pub typed: bool,
    /// The rows that hold something, in order.
    pub rows: Vec<Row>,
    /// What was noticed while reading.
    pub warnings: Vec<Warning>,
}

impl Grid {
    /// A grid of plain text, rows numbered from 1; for tests and for tables that have no file.
    pub fn from_text<R, C>(file: &str, rows: R) -> Self
    where
        R: IntoIterator<Item = C>,
        C: IntoIterator,
        C::Item: AsRef<str>,
    {
        let rows = (1..)
            .zip(rows)
            .map(|(number, cells)| Row {
                number,
                cells: cells.into_iter().map(|c| Cell::text(c.as_ref())).collect(),
            })
            .filter(|row| !row.is_empty())
            .collect();
        Self {
            file: file.to_owned(),
            rows,
            ..Self::default()
        }
    }

    /// The source of the whole grid.
    pub fn source(&self) -> Source {
        Source {
            file: self.file.clone(),
            place: Place {
                sheet: self.sheet.clone(),
                ..Place::default()
            },
            raw: None,
        }
    }

    /// The source of a row.
    pub fn row_source(&self, row: &Row) -> Source {
        let mut source = self.source();
        source.place.row = Some(row.number);
        source
    }

    /// The source of a cell, its column named by letter; `column` counts from 0.
    pub fn cell_source(&self, row: &Row, column: usize) -> Source {
        let mut source = self.row_source(row);
        source.place.column = Some(column_letter(column));
        source
    }
}

/// The letters of a column that counts from 0: A, B, …, Z, AA.
pub(super) fn column_letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest /= 26;
        if rest == 0 {
            break;
        }
        rest -= 1;
    }
    letters.into_iter().rev().collect()
}

/// Composes letters, unifies line ends and spaces, drops what cannot be seen (soft hyphens, byte order marks,
/// zero-width spaces), and trims every line.
pub fn clean(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut characters = written
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}' | '\u{2060}'))
        .nfc()
        .peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' => out.push('\n'),
            c if c.is_whitespace() || c.is_control() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    let lines: Vec<&str> = out.split('\n').map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_are_composed_and_the_writing_is_kept() {
        let cell = Cell::text("me\u{304}beles");
        assert_eq!(cell.text, "mēbeles");
        assert_eq!(cell.raw.as_deref(), Some("me\u{304}beles"));
        assert!(cell.was_decomposed());
    }

    #[test]
    fn white_space_around_is_no_change() {
        assert_eq!(Cell::text("  koks ").raw, None);
        assert_eq!(Cell::text("a\u{a0}\u{a0}b").text, "a b");
    }

    #[test]
    fn line_ends_of_every_system_are_one() {
        assert_eq!(clean("a\r\nb\rc\u{b}d "), "a\nb\nc\nd");
    }

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!(column_letter(0), "A");
        assert_eq!(column_letter(25), "Z");
        assert_eq!(column_letter(26), "AA");
        assert_eq!(column_letter(701), "ZZ");
        assert_eq!(column_letter(702), "AAA");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in ".{0,60}") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
