//! Headers and rows, tried with small grids.

use super::*;
use crate::import::tables::Cell;
use proptest::prelude::*;

const SPEC: TableSpec = TableSpec {
    name: "materials",
    obligatory: &["title"],
    marks: &[],
};

fn tables<'g>(grid: &'g Grid) -> (Vec<Table<'g>>, Vec<&'static str>) {
    let mut findings = Findings::default();
    let found = find_tables(grid, &SPEC, &Columns::built_in(), &mut findings).unwrap();
    let codes = findings.into_list().iter().map(|w| w.code).collect();
    (found, codes)
}

#[test]
fn the_header_is_found_below_a_preamble() {
    let grid = Grid::from_text(
        "a.xlsx",
        [
            vec!["Tehnikuma mācību literatūras saraksts"],
            vec![],
            vec!["", "Gads", "Nosaukums"],
            vec!["", "2020", "Koks"],
        ],
    );
    let (tables, codes) = tables(&grid);
    let rows: Vec<_> = tables[0].rows().collect();
    assert_eq!(rows[0].text("title"), "Koks");
    assert_eq!(
        rows[0].at("title").to_string(),
        "a.xlsx, row 4, column “Nosaukums”"
    );
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_slip_in_a_header_is_corrected_and_noted() {
    let grid = Grid::from_text(
        "a.csv",
        [vec!["Nosaukums", "Izdvējs", "Gads"], vec!["A", "B", "1"]],
    );
    let (tables, codes) = tables(&grid);
    assert_eq!(tables[0].rows().next().unwrap().text("publisher"), "B");
    assert_eq!(codes, ["header-corrected"]);
}

#[test]
fn unknown_columns_stay_with_the_row() {
    let grid = Grid::from_text(
        "a.csv",
        [vec!["Nosaukums", "Gads", "Plaukts"], vec!["A", "2020", "7"]],
    );
    let (tables, codes) = tables(&grid);
    let row = tables[0].rows().next().unwrap();
    assert_eq!(row.source().raw.as_deref(), Some("Plaukts: 7"));
    assert_eq!(codes, ["column-unknown"]);
}

#[test]
fn a_missing_column_names_what_would_do() {
    let grid = Grid::from_text("a.csv", [vec!["Gads", "Valoda"], vec!["2020", "lv"]]);
    let error =
        find_tables(&grid, &SPEC, &Columns::built_in(), &mut Findings::default()).unwrap_err();
    assert_eq!(error.code(), "missing-column");
    assert!(error.to_string().contains("“Nosaukums”"), "{error}");
}

#[test]
fn a_second_header_begins_a_second_table_and_its_title_is_no_data() {
    let grid = Grid::from_text(
        "a.csv",
        [
            vec!["Nosaukums", "Gads"],
            vec!["A", "2020"],
            vec!["Video"],
            vec!["Gads", "Nosaukums"],
            vec!["2021", "B"],
        ],
    );
    let (tables, _) = tables(&grid);
    assert_eq!(tables.len(), 2);
    assert_eq!(tables[0].rows().count(), 1);
    assert_eq!(tables[1].rows().next().unwrap().text("title"), "B");
    assert_eq!(tables[1].lead().len(), 1);
}

#[test]
fn a_number_that_is_none_is_warned_of_with_its_cell() {
    let grid = Grid::from_text("a.csv", [vec!["Nosaukums", "Gads"], vec!["A", "divi"]]);
    let (tables, _) = tables(&grid);
    let mut findings = Findings::default();
    let row = tables[0].rows().next().unwrap();
    assert_eq!(row.number("year", &mut findings), None);
    let list = findings.into_list();
    assert_eq!(
        (list[0].code, list[0].source.place.row),
        ("number-bad", Some(2))
    );
}

#[test]
fn a_header_of_two_rows_is_one() {
    let covered = |text: &str| Cell {
        merge: Merge::Covered(1, 1),
        ..Cell::text(text)
    };
    let mut grid = Grid::from_text(
        "a.xlsx",
        [
            vec!["Nosaukums", "Izdošana"],
            vec!["", "Gads"],
            vec!["A", "2020"],
        ],
    );
    grid.rows[1].cells[0] = covered("Nosaukums");
    let (tables, codes) = tables(&grid);
    assert_eq!((tables.len(), tables[0].width()), (1, 2));
    assert_eq!(tables[0].rows().next().unwrap().text("year"), "2020");
    assert_eq!(codes, [""; 0]);
}

proptest! {
    #[test]
    fn any_grid_is_read_without_a_panic(
        rows in prop::collection::vec(prop::collection::vec("(Nosaukums|Gads|[a-z ]{0,6})", 0..5), 0..8)
    ) {
        let grid = Grid::from_text("a.csv", rows);
        let mut findings = Findings::default();
        if let Ok(tables) = find_tables(&grid, &SPEC, &Columns::built_in(), &mut findings) {
            for table in &tables {
                for row in table.rows() {
                    let _ = (row.source(), row.number("year", &mut findings), row.only_cell());
                }
            }
        }
    }
}
