//! XLSX workbooks, read cell by cell.
//!
//! A range of a spreadsheet is as large as its two farthest cells make it, so one stray cell in the last corner asks
//! for gigabytes. This reads only the cells that are there and refuses what the limits do not allow.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::archive::check_office;
use super::{ImportError, LimitExceeded, Limits};
use crate::model::{Place, Source};

/// An open workbook.
pub struct Workbook {
    name: String,
    xlsx: Xlsx<Cursor<Vec<u8>>>,
    limits: Limits,
}

/// The value of a cell, as far as importers tell values apart.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as written.
    Text(String),
    /// A number; `1.10` and `1.1` are the same one.
    Number(f64),
}

impl Value {
    /// The value as text; a whole number has no decimals.
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
        }
    }
}

/// One row: its number as the spreadsheet shows it, and its cells by column from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    /// Number, from 1.
    pub number: u32,
    /// The cells that hold something.
    pub cells: BTreeMap<u32, Value>,
}

impl Workbook {
    /// Opens a workbook after a look at what it would unpack to.
    ///
    /// # Errors
    /// [`ImportError`] when it is no workbook or meets a limit.
    pub fn open(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Self, ImportError> {
        check_office(name, &bytes, limits)?;
        let at = || Source::file(name);
        let opened = unpanicked(at(), || Xlsx::new(Cursor::new(bytes)))?;
        let xlsx = opened.map_err(|e| error(at(), &e))?;
        Ok(Self {
            name: name.to_owned(),
            xlsx,
            limits: limits.clone(),
        })
    }

    /// The names of the worksheets.
    pub fn sheets(&self) -> Vec<String> {
        self.xlsx.sheet_names()
    }

    /// The rows of a worksheet that hold something, in order.
    ///
    /// # Errors
    /// [`ImportError`] when the sheet is damaged or meets a limit.
    pub fn rows(&mut self, sheet: &str) -> Result<Vec<SheetRow>, ImportError> {
        let at = |row: Option<u32>| Source {
            file: self.name.clone(),
            place: Place {
                sheet: Some(sheet.to_owned()),
                row,
                ..Place::default()
            },
            raw: None,
        };
        let limits = &self.limits;
        let xlsx = &mut self.xlsx;
        let rows = unpanicked(at(None), || read(xlsx, sheet, limits, at))??;
        let row = |(number, cells)| SheetRow { number, cells };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// The cells of a worksheet by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, Value>>;

/// Reads the cells of a worksheet that hold something.
fn read(
    xlsx: &mut Xlsx<Cursor<Vec<u8>>>,
    sheet: &str,
    limits: &Limits,
    at: impl Fn(Option<u32>) -> Source,
) -> Result<Cells, ImportError> {
    let mut rows: Cells = BTreeMap::new();
    let mut reader = xlsx
        .worksheet_cells_reader(sheet)
        .map_err(|e| error(at(None), &e))?;
    let mut count = 0u64;
    while let Some(cell) = reader.next_cell().map_err(|e| error(at(None), &e))? {
        let (row, column) = cell.get_position();
        let number = row.saturating_add(1);
        count += 1;
        LimitExceeded::check("max_sheet_cells", limits.max_sheet_cells, count)
            .and_then(|()| {
                LimitExceeded::check("max_columns", limits.max_columns, u64::from(column) + 1)
            })
            .and_then(|()| LimitExceeded::check("max_rows", limits.max_rows, u64::from(row)))
            .map_err(|e| ImportError::limit(at(Some(number)), e))?;
        let Some(value) = value(cell.get_value()) else {
            continue;
        };
        if let Value::Text(text) = &value {
            LimitExceeded::check("max_cell_bytes", limits.max_cell_bytes, text.len() as u64)
                .map_err(|e| ImportError::limit(at(Some(number)), e))?;
        }
        rows.entry(number).or_default().insert(column, value);
    }
    Ok(rows)
}

/// Calls the reader of workbooks. It counts on some things that damaged files do not keep (calamine 0.38 overflows on
/// addresses of cells, which [`check_office`] refuses first, and takes folders for granted); what is left of that
/// becomes an error of this one file.
pub(super) fn unpanicked<T>(at: Source, read: impl FnOnce() -> T) -> Result<T, ImportError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .map_err(|_| ImportError::syntax(at, "XLSX", "its parts contradict each other"))
}

/// What a cell holds; none for empty cells and for errors of formulas.
fn value(data: &DataRef<'_>) -> Option<Value> {
    let text = |text: &str| Some(Value::Text(text.to_owned())).filter(|_| !text.trim().is_empty());
    match data {
        DataRef::Int(number) => Some(Value::Number(*number as f64)),
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => text(s),
        DataRef::SharedString(s) => text(s),
        DataRef::Bool(b) => text(if *b { "1" } else { "0" }),
        DataRef::DateTime(date) => Some(Value::Number(date.as_f64())),
        DataRef::Error(_) | DataRef::Empty => None,
    }
}

/// What the reader of workbooks says, in our words.
fn error(at: Source, error: &XlsxError) -> ImportError {
    ImportError::syntax(at, "XLSX", error)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A workbook with one sheet `A` of this XML.
    fn workbook(sheet_data: &str) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let parts = [
            (
                "_rels/.rels",
                format!(
                    r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!(
                    r#"<worksheet xmlns="{main}"><sheetData>{sheet_data}</sheetData></worksheet>"#
                ),
            ),
        ];
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn rows(sheet_data: &str, limits: &Limits) -> Result<Vec<SheetRow>, ImportError> {
        let mut book = Workbook::open("a.xlsx", workbook(sheet_data), limits)?;
        assert_eq!(book.sheets(), ["A"]);
        book.rows("A")
    }

    #[test]
    fn cells_keep_their_places() {
        let data = r#"<row r="3"><c r="B3"><v>1.1</v></c><c r="D3" t="inlineStr"><is><t>x</t></is></c></row>"#;
        let rows = rows(data, &Limits::default()).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].number, 3);
        assert_eq!(rows[0].cells[&1], Value::Number(1.1));
        assert_eq!(rows[0].cells[&3].text(), "x");
    }

    #[test]
    fn two_cells_in_opposite_corners_cost_two_cells() {
        let data = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="CV1048576"><v>2</v></c></row>"#;
        assert_eq!(rows(data, &Limits::default()).unwrap().len(), 2);
        let far = r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#;
        let error = rows(far, &Limits::default()).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("max_columns = 1000 allows (16384)"),
            "{error}"
        );
    }

    #[test]
    fn a_huge_cell_is_refused_with_its_row() {
        let limits = Limits {
            max_cell_bytes: 3,
            ..Limits::default()
        };
        let data = r#"<row r="2"><c r="A2" t="inlineStr"><is><t>four</t></is></c></row>"#;
        let error = rows(data, &limits).unwrap_err();
        assert!(
            error.to_string().starts_with("a.xlsx, sheet “A”, row 2: "),
            "{error}"
        );
    }

    proptest! {
        #[test]
        fn damaged_workbooks_never_panic(at in 0usize..3000, byte: u8, data in ".{0,80}") {
            let mut bytes = workbook(&data);
            if let Ok(mut book) = Workbook::open("a.xlsx", bytes.clone(), &Limits::default()) {
                for sheet in book.sheets() {
                    let _ = book.rows(&sheet);
                }
            }
            let n = at % bytes.len();
            bytes[n] = byte;
            if let Ok(mut book) = Workbook::open("a.xlsx", bytes, &Limits::default()) {
                for sheet in book.sheets() {
                    let _ = book.rows(&sheet);
                }
            }
        }
    }
}
