//! Rows of a CSV file, read as a stream by the names in its header.
//!
//! For large tables in UTF-8 (ESCO, framework tables): a row is read, judged and forgotten. A quoted cell may hold
//! line breaks, so a quote that never closes would swallow the rest of the file; [`Limits::max_row_bytes`] and
//! [`Limits::max_cell_bytes`] end that.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::{ImportError, LimitExceeded, Limits};
use crate::model::{Place, Source};

/// How many bytes of a file are read at once.
const BUFFER: usize = 64 * 1024;

/// A CSV file being read.
pub struct Rows<R: Read> {
    reader: csv::Reader<Guard<R>>,
    file: String,
    header: Vec<String>,
    record: csv::StringRecord,
    rows: u64,
    /// Where the current row begins, in bytes.
    start: Rc<Cell<u64>>,
    limits: Limits,
}

/// Lets no more bytes through than one row may have, counted from where the row began.
struct Guard<R> {
    inner: R,
    read: u64,
    start: Rc<Cell<u64>>,
    allowed: u64,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.read.saturating_sub(self.start.get()) > self.allowed {
            return Err(LimitExceeded::new("max_row_bytes", self.allowed).into_io());
        }
        let n = self.inner.read(buf)?;
        self.read += n as u64;
        Ok(n)
    }
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    record: &'a csv::StringRecord,
    /// Its number as a spreadsheet counts: the header is row 1.
    pub number: u32,
}

impl<'a> Row<'a> {
    /// The cell in a column, as written; empty when the row ends before it or there is no such column.
    pub fn get(&self, column: Option<usize>) -> &'a str {
        column.and_then(|c| self.record.get(c)).unwrap_or_default()
    }
}

impl<R: Read> Rows<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`ImportError`] when the file cannot be read, is no UTF-8, or has too many columns.
    pub fn new(file: &str, input: R, delimiter: u8, limits: &Limits) -> Result<Self, ImportError> {
        let start = Rc::new(Cell::new(0));
        let guard = Guard {
            inner: input,
            read: 0,
            start: Rc::clone(&start),
            allowed: limits.max_row_bytes,
        };
        let mut rows = Self {
            reader: csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter)
                .buffer_capacity(BUFFER)
                .from_reader(guard),
            file: file.to_owned(),
            header: Vec::new(),
            record: csv::StringRecord::new(),
            rows: 0,
            start,
            limits: limits.clone(),
        };
        if rows.next_row()?.is_some() {
            let header = rows.record.iter().map(|h| h.trim().to_owned());
            rows.header = header.collect();
        }
        Ok(rows)
    }

    /// The names of the columns, without white space around them.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The column with one of these names, the first name that is there; case does not matter.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            self.header
                .iter()
                .position(|h| h.eq_ignore_ascii_case(name))
        })
    }

    /// The column with one of these names.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`] when there is none.
    pub fn require(&self, names: &[&str]) -> Result<Option<usize>, ImportError> {
        match self.column(names) {
            Some(column) => Ok(Some(column)),
            None => Err(ImportError::missing_column(
                Source::file(&self.file),
                names.join(" or "),
                self.header.clone(),
            )),
        }
    }

    /// The next row, none at the end.
    ///
    /// # Errors
    /// [`ImportError`] when the file cannot be read, is no UTF-8 or meets a limit.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, ImportError> {
        self.start.set(self.reader.position().byte());
        let number = u32::try_from(self.rows.saturating_add(1)).unwrap_or(u32::MAX);
        let at = || Source::row(&self.file, number);
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(csv_error(at(), error)),
        }
        self.rows += 1;
        let limits = &self.limits;
        LimitExceeded::check("max_rows", limits.max_rows, self.rows.saturating_sub(1))
            .and_then(|()| {
                LimitExceeded::check("max_columns", limits.max_columns, self.record.len() as u64)
            })
            .map_err(|e| ImportError::limit(at(), e))?;
        for (n, cell) in self.record.iter().enumerate() {
            if cell.len() as u64 > limits.max_cell_bytes {
                let name = self
                    .header
                    .get(n)
                    .cloned()
                    .unwrap_or_else(|| (n + 1).to_string());
                let place = Place {
                    column: Some(name),
                    ..Place::row(number)
                };
                let at = Source {
                    file: self.file.clone(),
                    place,
                    raw: None,
                };
                let found = LimitExceeded {
                    limit: "max_cell_bytes",
                    allowed: limits.max_cell_bytes,
                    found: Some(cell.len() as u64),
                };
                return Err(ImportError::limit(at, found));
            }
        }
        Ok(Some(Row {
            record: &self.record,
            number,
        }))
    }

    /// How far into the file the reader is, in bytes.
    pub fn byte(&self) -> u64 {
        self.reader.position().byte()
    }
}

/// What the CSV reader says, in our words.
fn csv_error(at: Source, error: csv::Error) -> ImportError {
    match error.into_kind() {
        csv::ErrorKind::Io(why) => ImportError::io(at, why),
        csv::ErrorKind::Utf8 { err, .. } => {
            ImportError::syntax(at, "CSV in UTF-8", format!("{err}; save the file as UTF-8"))
        }
        other => ImportError::syntax(at, "CSV", format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn small() -> Limits {
        Limits {
            max_cell_bytes: 10,
            max_row_bytes: 100_000,
            max_rows: 3,
            max_columns: 3,
            ..Limits::default()
        }
    }

    fn all(bytes: &[u8], limits: &Limits) -> Result<Vec<Vec<String>>, ImportError> {
        let mut rows = Rows::new("a.csv", bytes, b',', limits)?;
        let width = rows.header().len();
        let mut out = Vec::new();
        while let Some(row) = rows.next_row()? {
            out.push((0..width).map(|c| row.get(Some(c)).to_owned()).collect());
        }
        Ok(out)
    }

    #[test]
    fn line_ends_and_line_breaks_in_cells_are_told_apart() {
        // ESCO 1.1.1: rows end in CRLF, labels in one cell are separated by LF; 1.1.0 has LF only.
        let crlf = "\u{feff}uri,labels\r\nx,\"a\nb\"\r\n";
        let lf = "uri,labels\nx,\"a\nb\"\n";
        let expected = vec![vec!["x".to_owned(), "a\nb".to_owned()]];
        assert_eq!(all(crlf.as_bytes(), &Limits::default()).unwrap(), expected);
        assert_eq!(all(lf.as_bytes(), &Limits::default()).unwrap(), expected);
        let rows = Rows::new("a.csv", crlf.as_bytes(), b',', &Limits::default()).unwrap();
        assert_eq!(
            rows.column(&["URI"]),
            Some(0),
            "neither the byte order mark nor case matters"
        );
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let bytes = &b"a,b\n1,\"x\ny\"\n2,z\n"[..];
        let mut rows = Rows::new("a.csv", bytes, b',', &Limits::default()).unwrap();
        assert_eq!(rows.next_row().unwrap().unwrap().number, 2);
        assert_eq!(rows.next_row().unwrap().unwrap().number, 3);
    }

    #[test]
    fn a_huge_cell_is_refused_by_name_and_place() {
        let error = all(b"a,b\n1,12345678901\n", &small()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.csv, row 2, column “b”: it is larger than the limit max_cell_bytes = 10 allows (11); raise the limit if the file is right"
        );
    }

    #[test]
    fn an_endless_row_is_stopped_before_it_fills_the_memory() {
        let endless = io::Read::chain(&b"a,b\n1,\""[..], io::repeat(b'x'));
        let mut rows = Rows::new("a.csv", endless, b',', &small()).unwrap();
        let error = rows.next_row().unwrap_err();
        assert!(
            error.to_string().contains("max_row_bytes = 100000"),
            "{error}"
        );
    }

    #[test]
    fn too_many_rows_or_columns_are_refused() {
        assert!(all(b"a\n1\n2\n3\n", &small()).is_ok());
        let error = all(b"a\n1\n2\n3\n4\n", &small()).unwrap_err();
        assert!(error.to_string().contains("max_rows = 3"), "{error}");
        let error = all(b"a,b,c,d\n", &small()).unwrap_err();
        assert!(error.to_string().contains("max_columns = 3"), "{error}");
    }

    #[test]
    fn a_missing_column_is_told_with_the_header() {
        let rows = Rows::new("a.csv", &b"x,y\n"[..], b',', &Limits::default()).unwrap();
        let error = rows.require(&["conceptUri"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.csv: no column conceptUri; the header has: x, y"
        );
    }

    #[test]
    fn another_encoding_is_refused_with_its_row() {
        let error = all(b"a\nb\xe2rds\n", &Limits::default()).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("a.csv, row 2: not valid CSV in UTF-8"),
            "{error}"
        );
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = all(&bytes, &small());
        }
    }
}
