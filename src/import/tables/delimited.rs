//! CSV and its relatives: bytes of a text file to a [`Grid`].
//!
//! Encoding and delimiter are found out. A file whose header is known is read with the delimiter that lets most of the
//! header be understood; any other with the one that gives the most rows of equal width.

use std::collections::HashMap;

use crate::import::{ImportError, LimitExceeded, Limits};
use crate::model::Source;

use super::columns::Columns;
use super::encoding::{Written, decode};
use super::findings::Findings;
use super::grid::{Cell, Grid, Row};

/// The delimiters tried, the likeliest first.
const DELIMITERS: [(u8, &str); 4] = [
    (b',', "a comma"),
    (b';', "a semicolon"),
    (b'\t', "a tab"),
    (b'|', "a bar"),
];

/// So many rows are looked at to find the delimiter.
const SNIFFED_ROWS: usize = 60;

/// Reads a CSV file. The columns are only used to find the delimiter.
///
/// # Errors
/// [`ImportError::Limit`] for a cell, row or table above the limits.
pub fn read_delimited(
    bytes: &[u8],
    file: &str,
    columns: &Columns,
    limits: &Limits,
) -> Result<Grid, ImportError> {
    let mut findings = Findings::default();
    let decoded = decode(bytes);
    let whole = || Source::file(file);
    match decoded.written {
        Written::Utf8 | Written::Utf16 => {}
        Written::Windows1257 => findings.note(
            "encoding-windows-1257",
            whole(),
            "the file is not UTF-8; it was read as Windows-1257; save it as UTF-8",
        ),
    }
    if decoded.damaged {
        findings.warn(
            "encoding-damaged",
            whole(),
            "some bytes are no letters in the file's encoding; they were replaced by “\u{fffd}”; save the file as UTF-8",
        );
    }
    let (delimiter, name) = find_delimiter(&decoded.text, columns);
    if delimiter != b',' && decoded.text.as_bytes().contains(&delimiter) {
        findings.note(
            "delimiter",
            whole(),
            format!("the cells are separated by {name}, not by a comma; read so"),
        );
    }
    let rows = read_rows(&decoded.text, delimiter, file, limits)?;
    let decomposed = rows
        .iter()
        .flat_map(|r| &r.cells)
        .filter(|c| c.was_decomposed())
        .count();
    if decomposed > 0 {
        findings.note(
            "text-decomposed",
            whole(),
            format!(
                "{decomposed} cells write ā, č, š … as two characters each (NFD); they were composed (NFC)"
            ),
        );
    }
    Ok(Grid {
        file: file.to_owned(),
        sheet: None,
        typed: false,
        rows,
        warnings: findings.into_list(),
    })
}

/// A reader that takes rows of any width, so that no bad row ends the file.
fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn read_rows(
    text: &str,
    delimiter: u8,
    file: &str,
    limits: &Limits,
) -> Result<Vec<Row>, ImportError> {
    let mut rows: Vec<Row> = Vec::new();
    // Rows are counted as a spreadsheet shows them: a line break inside a cell begins no row.
    let mut breaks_inside = 0_u64;
    let mut reader = reader(text, delimiter);
    for record in reader.byte_records() {
        let record = record.map_err(|why| ImportError::syntax(Source::file(file), "CSV", why))?;
        // The position is before the blank lines that the reader skipped.
        let line = record
            .position()
            .map_or(0, |at| at.line() + blank_lines(text, at.byte()));
        let number = u32::try_from(line.saturating_sub(breaks_inside)).unwrap_or(u32::MAX);
        let at = || Source::row(file, number);
        let limit = |name, allowed, found| {
            LimitExceeded::check(name, allowed, found)
                .map_err(|exceeded| ImportError::limit(at(), exceeded))
        };
        limit("max_columns", limits.max_columns, record.len() as u64)?;
        limit(
            "max_row_bytes",
            limits.max_row_bytes,
            record.as_slice().len() as u64,
        )?;
        let mut cells = Vec::with_capacity(record.len());
        for field in &record {
            limit("max_cell_bytes", limits.max_cell_bytes, field.len() as u64)?;
            breaks_inside += field.iter().filter(|b| **b == b'\n').count() as u64;
            cells.push(Cell::text(&String::from_utf8_lossy(field)));
        }
        let row = Row { number, cells };
        if !row.is_empty() {
            limit("max_rows", limits.max_rows, rows.len() as u64 + 1)?;
            rows.push(row);
        }
    }
    Ok(rows)
}

/// How many line ends stand at this byte of the text before anything else.
fn blank_lines(text: &str, byte: u64) -> u64 {
    let rest = usize::try_from(byte)
        .ok()
        .and_then(|byte| text.as_bytes().get(byte..));
    let ends = rest
        .unwrap_or_default()
        .iter()
        .take_while(|b| matches!(b, b'\r' | b'\n'));
    ends.filter(|b| **b == b'\n').count() as u64
}

fn find_delimiter(text: &str, columns: &Columns) -> (u8, &'static str) {
    let mut best = (DELIMITERS[0], (0, 0));
    for candidate in DELIMITERS {
        let score = score(text, candidate.0, columns);
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

/// How well a delimiter explains the file: known header names in one row, then cells in rows of equal width.
fn score(text: &str, delimiter: u8, columns: &Columns) -> (usize, usize) {
    let mut known = 0;
    let mut widths: HashMap<usize, usize> = HashMap::new();
    for record in reader(text, delimiter)
        .byte_records()
        .flatten()
        .take(SNIFFED_ROWS)
    {
        if record.len() > 1 {
            *widths.entry(record.len()).or_default() += 1;
        }
        let names = record
            .iter()
            .filter_map(|f| std::str::from_utf8(f).ok())
            .filter(|f| columns.knows(f))
            .count();
        if record.len() > 1 {
            known = known.max(names);
        }
    }
    let even = widths.iter().map(|(width, rows)| width * rows).max();
    // One known name may stand in any text; two are a header.
    (if known > 1 { known } else { 0 }, even.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Grid {
        read_delimited(bytes, "a.csv", &Columns::built_in(), &Limits::default()).unwrap()
    }

    fn codes(grid: &Grid) -> Vec<&str> {
        grid.warnings.iter().map(|w| w.code).collect()
    }

    #[test]
    fn every_delimiter_is_found() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = format!("Kods{delimiter}Nosaukums\n1{delimiter}Koks\n");
            let grid = read(text.as_bytes());
            assert_eq!(grid.rows[1].cells[1].text, "Koks", "{delimiter:?}");
        }
    }

    #[test]
    fn lists_with_semicolons_do_not_make_a_semicolon_file() {
        let grid = read(
            "Nosaukums,Piezīmes,Gads\nA,b ; c ; d ; e,2020\nF,g ; h ; i ; j,2021\n".as_bytes(),
        );
        assert_eq!(grid.rows[1].cells.len(), 3);
        assert!(codes(&grid).is_empty());
    }

    #[test]
    fn a_semicolon_file_is_noted() {
        let grid = read("Nosaukums;Gads\nDarba, ko dara;2020\n".as_bytes());
        assert_eq!(grid.rows[1].cells[0].text, "Darba, ko dara");
        assert_eq!(codes(&grid), ["delimiter"]);
    }

    #[test]
    fn rows_keep_the_numbers_that_a_spreadsheet_shows() {
        let grid = read("Kods,Nosaukums\n\n1,\"a\nb\"\n2,c\n".as_bytes());
        let numbers: Vec<u32> = grid.rows.iter().map(|r| r.number).collect();
        assert_eq!(numbers, [1, 3, 4]);
        assert_eq!(grid.rows[1].cells[1].text, "a\nb");
    }

    #[test]
    fn decomposed_letters_are_composed_and_noted() {
        let grid = read("Kods,Nosaukums\n1,S\u{30c}ku\u{304}nis\n".as_bytes());
        assert_eq!(grid.rows[1].cells[1].text, "Škūnis");
        assert_eq!(codes(&grid), ["text-decomposed"]);
    }

    #[test]
    fn a_cell_above_the_limit_is_refused_by_name() {
        let limits = Limits {
            max_cell_bytes: 8,
            ..Limits::default()
        };
        let error = read_delimited(
            b"a,b\n123456789,c\n",
            "a.csv",
            &Columns::built_in(),
            &limits,
        )
        .unwrap_err();
        assert_eq!(error.code(), "limit-exceeded");
        assert!(
            error.to_string().contains("row 2") && error.to_string().contains("max_cell_bytes")
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_grid(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            read(&bytes);
        }
    }
}
