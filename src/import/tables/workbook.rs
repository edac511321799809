//! XLSX: a workbook to one [`Grid`] a sheet.
//!
//! Cells are read one after the other, never as a rectangle: two cells in opposite corners of a sheet would otherwise
//! ask for thousands of millions of cells. Merged regions are filled with their value, formulas give the value that was
//! computed last, error cells stay empty.

mod cells;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx};

use crate::import::workbook::unpanicked;
use crate::import::{ImportError, LimitExceeded, Limits};
use crate::model::{Place, Source};

use super::findings::Findings;
use super::grid::{CellKind, Grid, column_letter};
use cells::{Cells, dense, fill, read_cell};

/// Reads every visible worksheet. Empty sheets are left out and noted on the first grid that is returned; a workbook
/// of empty sheets gives one empty grid.
///
/// # Errors
/// [`ImportError::Syntax`] for what is no workbook, [`ImportError::Limit`] for sheets above the limits. The caller has
/// checked the ZIP itself.
pub fn read_workbook(bytes: &[u8], file: &str, limits: &Limits) -> Result<Vec<Grid>, ImportError> {
    unpanicked(Source::file(file), || read_sheets(bytes, file, limits))?
}

fn read_sheets(bytes: &[u8], file: &str, limits: &Limits) -> Result<Vec<Grid>, ImportError> {
    let bad = |why: calamine::XlsxError| ImportError::syntax(Source::file(file), "XLSX", why);
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(bad)?;
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|s| s.typ == SheetType::WorkSheet)
        .map(|s| (s.name.clone(), s.visible == SheetVisible::Visible))
        .collect();
    let mut grids = Vec::new();
    let mut findings = Findings::default();
    for (name, visible) in sheets {
        let at = sheet_source(file, &name);
        if !visible {
            findings.note("sheet-hidden", at, "the sheet is hidden; it was left out");
            continue;
        }
        let grid = read_sheet(&mut workbook, file, &name, limits)?;
        if grid.rows.is_empty() {
            findings.note("sheet-empty", at, "the sheet is empty");
        } else {
            grids.push(grid);
        }
    }
    if grids.is_empty() {
        grids.push(Grid {
            file: file.to_owned(),
            ..Grid::default()
        });
    }
    if let Some(first) = grids.first_mut() {
        first.warnings.splice(0..0, findings.into_list());
    }
    Ok(grids)
}

fn sheet_source(file: &str, sheet: &str) -> Source {
    Source {
        file: file.to_owned(),
        place: Place {
            sheet: Some(sheet.to_owned()),
            ..Place::default()
        },
        raw: None,
    }
}

fn cell_source(file: &str, sheet: &str, row: u32, column: u32) -> Source {
    let mut source = sheet_source(file, sheet);
    source.place.row = Some(row.saturating_add(1));
    source.place.column = Some(column_letter(column as usize));
    source
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    file: &str,
    sheet: &str,
    limits: &Limits,
) -> Result<Grid, ImportError> {
    let bad =
        |why: calamine::XlsxError| ImportError::syntax(sheet_source(file, sheet), "XLSX", why);
    let limit = |row, column, name, allowed, found| {
        LimitExceeded::check(name, allowed, found)
            .map_err(|e| ImportError::limit(cell_source(file, sheet, row, column), e))
    };
    let mut findings = Findings::default();
    let mut cells = Cells::new();
    let mut count = 0_u64;
    let mut formulas = 0_u32;
    let mut first_formula = None;
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(bad)?;
    while let Some(found) = reader.next_cell_with_formula().map_err(bad)? {
        let (row, column) = found.pos;
        let at = || cell_source(file, sheet, row, column);
        count += 1;
        limit(
            row,
            column,
            "max_sheet_cells",
            limits.max_sheet_cells,
            count,
        )?;
        limit(
            row,
            column,
            "max_columns",
            limits.max_columns,
            u64::from(column) + 1,
        )?;
        let mut cell = read_cell(&found.value);
        limit(
            row,
            column,
            "max_cell_bytes",
            limits.max_cell_bytes,
            cell.text.len() as u64,
        )?;
        if cell.kind == CellKind::Error {
            let error = cell.raw.as_deref().unwrap_or("#?");
            findings.warn(
                "cell-error",
                at(),
                format!("the cell shows the error {error}; it was read as empty"),
            );
        }
        if let Some(formula) = found.formula.filter(|f| !f.is_empty()) {
            if cell.is_empty() && cell.kind != CellKind::Error {
                cell.raw = Some(format!("={formula}"));
                findings.warn(
                    "formula-without-value",
                    at(),
                    format!("the formula ={formula} holds no computed value; open the file in a spreadsheet program and save it, or write the value"),
                );
            } else if !cell.is_empty() {
                formulas += 1;
                first_formula.get_or_insert((row, column));
            }
        }
        if !cell.is_empty() || cell.raw.is_some() {
            cells.entry(row).or_default().insert(column, cell);
        }
    }
    drop(reader);
    if let Some((row, column)) = first_formula {
        findings.note(
            "formula",
            cell_source(file, sheet, row, column),
            format!(
                "formulas stand in the sheet ({formulas}, this is the first); their last computed values were read"
            ),
        );
    }
    let merged = workbook.merge_cells_by_sheet_name(sheet).map_err(bad)?;
    for region in merged {
        count = count.saturating_add(region.len());
        limit(
            region.start.0,
            region.start.1,
            "max_sheet_cells",
            limits.max_sheet_cells,
            count,
        )?;
        limit(
            region.start.0,
            region.start.1,
            "max_columns",
            limits.max_columns,
            u64::from(region.end.1) + 1,
        )?;
        fill(&mut cells, region.start, region.end);
    }
    limit(0, 0, "max_rows", limits.max_rows, cells.len() as u64)?;
    let decomposed = cells
        .values()
        .flat_map(BTreeMap::values)
        .filter(|c| c.was_decomposed())
        .count();
    if decomposed > 0 {
        findings.note(
            "text-decomposed",
            sheet_source(file, sheet),
            format!("{decomposed} cells write ā, č, š … as two characters each (NFD); they were composed (NFC)"),
        );
    }
    Ok(Grid {
        file: file.to_owned(),
        sheet: Some(sheet.to_owned()),
        typed: true,
        rows: cells
            .into_iter()
            .map(dense)
            .filter(|r| !r.is_empty())
            .collect(),
        warnings: findings.into_list(),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use calamine::DataRef;

    use super::cells::plain_number;
    use super::*;
    use crate::import::archive::check_office;
    use crate::import::tables::{Cell, Merge, Row};

    /// A workbook with one sheet of this XML.
    fn workbook(sheet: &str) -> Vec<u8> {
        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
        let parts = [
            (
                "_rels/.rels",
                format!(
                    r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!(r#"<worksheet xmlns="{MAIN}">{sheet}</worksheet>"#),
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

    const SHEET: &str = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Kods</t></is></c><c r="B1"><f>1+1</f><v>2</v></c></row><row r="3"><c r="C3"><f>SUM(A1:B1)</f></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>"#;

    #[test]
    fn formulas_and_merged_cells_are_read_from_the_file_itself() {
        let grids = read_workbook(&workbook(SHEET), "a.xlsx", &Limits::default()).unwrap();
        let grid = &grids[0];
        let numbers: Vec<u32> = grid.rows.iter().map(|r| r.number).collect();
        assert_eq!(numbers, [1, 2, 3]);
        assert_eq!(grid.rows[0].cells[1].text, "2");
        assert_eq!(grid.rows[2].cells[0].text, "Kods");
        let codes: Vec<&str> = grid.warnings.iter().map(|w| w.code).collect();
        assert_eq!(codes, ["formula-without-value", "formula"]);
    }

    proptest! {
        #[test]
        fn a_damaged_sheet_is_an_error_and_never_a_panic(at in 0..SHEET.len(), text in "[A-Z0-9:<>/\"]{0,6}") {
            let mut sheet = SHEET.to_owned();
            sheet.insert_str(at, &text);
            let bytes = workbook(&sheet);
            if check_office("a.xlsx", &bytes, &Limits::default()).is_ok() {
                let _ = read_workbook(&bytes, "a.xlsx", &Limits::default());
            }
        }
    }

    #[test]
    fn binary_fractions_are_rounded_away() {
        assert_eq!(plain_number(0.1 + 0.2), "0.3");
        assert_eq!(plain_number(120.0), "120");
        assert_eq!(plain_number(f64::INFINITY), "");
        assert_eq!(plain_number(1e300), plain_number(1e300).trim());
    }

    #[test]
    fn a_merged_region_is_filled_and_says_where_from() {
        let mut cells = Cells::new();
        cells
            .entry(1)
            .or_default()
            .insert(0, Cell::text("1. Darbu plānošana"));
        fill(&mut cells, (1, 0), (2, 1));
        let rows: Vec<Row> = cells.into_iter().map(dense).collect();
        assert_eq!(rows[0].cells[0].merge, Merge::Head(2));
        assert_eq!(rows[1].cells[1].text, "1. Darbu plānošana");
        assert_eq!(rows[1].cells[1].merge, Merge::Covered(2, 1));
        assert_eq!(rows[1].filled().count(), 0);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [&b""[..], b"PK\x03\x04", b"Kods,Nosaukums"] {
            let error = read_workbook(bytes, "a.xlsx", &Limits::default()).unwrap_err();
            assert_eq!(error.code(), "bad-syntax");
        }
    }

    #[test]
    fn an_error_cell_is_empty_and_keeps_its_error() {
        let cell = read_cell(&DataRef::Error(calamine::CellErrorType::Ref));
        assert!(cell.is_empty());
        assert_eq!(cell.raw.as_deref(), Some("#REF!"));
    }
}
