use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;

use super::super::Column;
use super::*;

fn table() -> Table {
    let columns = vec![
        Column::new("Prasība", ColumnKind::Text),
        Column::new("Stundas", ColumnKind::Number),
        Column::new("Daļa", ColumnKind::Percent),
        Column::new("Diena", ColumnKind::Date),
        Column::new("Vērtība", ColumnKind::Status),
        Column::new("Adrese", ColumnKind::Link),
    ];
    let mut table = Table::new("Pārklājums: KOK/1", columns);
    table.notes.push("Avots: paraugs".into());
    table.rows.push(vec![
        Cell::text("=1+1"),
        Cell::Number(12.5),
        Cell::Percent(0.5),
        Cell::Date(jiff::civil::date(2026, 3, 9)),
        Cell::status("daļēji", Tone::Partial),
        Cell::link("lapa", "https://example.com/a"),
    ]);
    table
}

fn part(workbook: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn open(workbook: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    calamine::open_workbook_from_rs(Cursor::new(workbook)).unwrap()
}

#[test]
fn values_keep_their_types() {
    let mut book = open(table().to_xlsx().unwrap());
    assert_eq!(book.sheet_names(), ["Pārklājums  KOK 1", "Par šo failu"]);
    let sheet = book.worksheet_range("Pārklājums  KOK 1").unwrap();
    // Words that look like a formula stay words.
    assert_eq!(sheet.get((1, 0)), Some(&Data::String("=1+1".into())));
    assert_eq!(sheet.get((1, 1)), Some(&Data::Float(12.5)));
    assert_eq!(sheet.get((1, 2)), Some(&Data::Float(0.5)));
    assert!(matches!(sheet.get((1, 3)), Some(Data::DateTime(d)) if d.as_f64() == 46_090.0));
    assert_eq!(sheet.get((1, 4)), Some(&Data::String("daļēji".into())));
    let about = book.worksheet_range("Par šo failu").unwrap();
    assert_eq!(
        about.get((1, 0)),
        Some(&Data::String("Avots: paraugs".into()))
    );
}

#[test]
fn the_header_stays_is_filtered_and_repeats_in_print() {
    let sheet = part(&table().to_xlsx().unwrap(), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<autoFilter ref=\"A1:F2\"/>"));
    assert!(sheet.contains("xSplit=\"1\" ySplit=\"1\""));
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("paperSize=\"9\""));
    let book = part(&table().to_xlsx().unwrap(), "xl/workbook.xml");
    assert!(book.contains("Print_Titles"));
    let core = part(&table().to_xlsx().unwrap(), "docProps/core.xml");
    assert!(core.contains("<dc:title>Pārklājums: KOK/1</dc:title>"));
}

#[test]
fn sheets_of_the_same_name_are_told_apart() {
    let two = [table(), table()];
    let book = open(write_xlsx(&two, &About::of(&two[0])).unwrap());
    assert_eq!(book.sheet_names()[1], "Pārklājums  KOK 1 2");
}

#[test]
fn a_text_too_long_for_a_cell_says_that_it_was_cut() {
    let cut = fitting(&"ā".repeat(40_000), &Words::of(Lang::Lv));
    assert_eq!(cut.encode_utf16().count(), MAX_CELL);
    assert!(cut.ends_with("neietilpst]"));
}

#[test]
fn a_row_is_as_high_as_its_words_ask() {
    // Seen in LibreOffice: wrapped sentences cut after their first line.
    let lines = |text: &str, width| lines_of(&Cell::text(text), width, Lang::Lv);
    assert_eq!(lines("zāģēt", 20.0), 1);
    assert_eq!(lines("zāģēt, ēvelēt un slīpēt masīvkoka detaļas", 22.0), 3);
    assert_eq!(lines("a\nb\nc", 20.0), 3);
    assert_eq!(lines(&"x".repeat(95), 20.0), 5);
    assert_eq!(lines_of(&Cell::Number(1.0), 1.0, Lang::Lv), 1);
    let mut table = Table::new("t", vec![Column::new("a", ColumnKind::Text).wide(20)]);
    table.rows.push(vec![Cell::text(
        "zāģēt, ēvelēt un slīpēt masīvkoka detaļas",
    )]);
    let sheet = part(&table.to_xlsx().unwrap(), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("ht=\"45\""), "{sheet}");
}

#[test]
fn too_many_rows_are_refused_with_the_way_out() {
    let mut table = Table::new("t", vec![Column::new("a", ColumnKind::Text)]);
    table.rows = vec![Vec::new(); MAX_ROWS + 1];
    let error = table.to_xlsx().unwrap_err().to_string();
    assert!(
        error.contains("1048576 rows") && error.contains("CSV"),
        "{error}"
    );
}

#[test]
fn a_day_before_spreadsheets_is_words() {
    let mut table = Table::new("t", vec![Column::new("a", ColumnKind::Date)]);
    table
        .rows
        .push(vec![Cell::Date(jiff::civil::date(1850, 1, 2))]);
    let mut book = open(table.to_xlsx().unwrap());
    let sheet = book.worksheet_range("t").unwrap();
    assert_eq!(sheet.get((1, 0)), Some(&Data::String("1850-01-02".into())));
}

/// A title that had white space between its apostrophes stopped a workbook.
#[test]
fn apostrophes_and_white_space_at_the_edges_of_a_title_go() {
    for title in ["' 'µ", "a' ' ", " ' ", "''"] {
        let table = Table::new(title, vec![Column::new("a", ColumnKind::Text)]);
        let book = open(table.to_xlsx().unwrap());
        let name = &book.sheet_names()[0];
        assert!(!name.starts_with('\'') && !name.ends_with('\''), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_words_make_a_workbook_that_opens(title in ".{0,50}", words in prop::collection::vec(".{0,30}", 1..4), url in ".{0,40}") {
        let mut table = Table::new(title, vec![Column::new("a", ColumnKind::Text)]);
        table.rows = words.iter().map(|w| vec![Cell::text(w)]).collect();
        table.rows.push(vec![Cell::link("x", format!("https://{url}"))]);
        let mut book = open(table.to_xlsx().unwrap());
        let name = book.sheet_names()[0].clone();
        prop_assert_eq!(book.worksheet_range(&name).unwrap().height(), words.len() + 2);
    }
}
