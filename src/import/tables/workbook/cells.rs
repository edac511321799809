//! Cells and merged regions of a worksheet.

use std::collections::BTreeMap;

use calamine::DataRef;

use crate::import::tables::grid::{Cell, CellKind, Merge, Row};

/// The cells of a sheet by row and column, both from 0.
pub(super) type Cells = BTreeMap<u32, BTreeMap<u32, Cell>>;

/// Fills a merged region with the value of its first cell.
pub(super) fn fill(cells: &mut Cells, start: (u32, u32), end: (u32, u32)) {
    let Some(mut head) = cells.get(&start.0).and_then(|r| r.get(&start.1)).cloned() else {
        return;
    };
    let covered = Cell {
        merge: Merge::Covered(start.0.saturating_add(1), start.1.saturating_add(1)),
        ..head.clone()
    };
    head.merge = Merge::Head(end.1.saturating_sub(start.1).saturating_add(1));
    for row in start.0..=end.0 {
        for column in start.1..=end.1 {
            let cell = if (row, column) == start {
                head.clone()
            } else {
                covered.clone()
            };
            cells.entry(row).or_default().insert(column, cell);
        }
    }
}

/// A row with its empty cells put in.
pub(super) fn dense((number, cells): (u32, BTreeMap<u32, Cell>)) -> Row {
    let width = cells
        .last_key_value()
        .map_or(0, |(column, _)| *column as usize + 1);
    let mut row = Row {
        number: number.saturating_add(1),
        cells: vec![Cell::default(); width],
    };
    for (column, cell) in cells {
        if let Some(place) = row.cells.get_mut(column as usize) {
            *place = cell;
        }
    }
    row
}

/// A cell as the reader of workbooks gives it.
pub(super) fn read_cell(value: &DataRef<'_>) -> Cell {
    let of = |text: String, kind| Cell {
        text,
        kind,
        ..Cell::default()
    };
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Int(number) => of(number.to_string(), CellKind::Number),
        DataRef::Float(number) => of(plain_number(*number), CellKind::Number),
        DataRef::Bool(yes) => of(if *yes { "jā" } else { "nē" }.to_owned(), CellKind::Text),
        DataRef::DateTime(moment) if moment.is_duration() => {
            of(plain_number(moment.as_f64()), CellKind::Number)
        }
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            of(format!("{year:04}-{month:02}-{day:02}"), CellKind::Date)
        }
        DataRef::DateTimeIso(text) => of(text.chars().take(10).collect(), CellKind::Date),
        DataRef::DurationIso(text) => Cell::text(text),
        DataRef::Error(error) => Cell {
            raw: Some(error.to_string()),
            kind: CellKind::Error,
            ..Cell::default()
        },
    }
}

/// A number as a person would write it: a spreadsheet keeps `0.1 + 0.2` and the code `1.1` as binary fractions.
pub(super) fn plain_number(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let rounded = (number * 1e9).round() / 1e9;
    let number = if rounded.is_finite() { rounded } else { number };
    format!("{number}")
}
