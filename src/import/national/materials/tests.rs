//! Lists of materials, tried with small grids.

use super::*;

const HEADER: &[&str] = &[
    "Nosaukums",
    "Autors",
    "Izdevējs",
    "Gads",
    "Valoda",
    "Veids",
    "ISBN",
    "Saite",
    "Pieejamība",
    "Modulis",
    "Sasniedzamais rezultāts",
    "Kvalifikācija",
];

fn read_rows(rows: &[&[&str]]) -> Parsed {
    let rows = [HEADER].into_iter().chain(rows.iter().copied());
    let grid = Grid::from_text("mat/skola.csv", rows.map(|r| r.iter()));
    read(&[grid], &Columns::built_in()).unwrap()
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed.batch.warnings.iter().map(|w| w.code).collect()
}

fn first(parsed: &Parsed) -> &Material {
    match &parsed.batch.records[0].details {
        Details::Material(material) => material,
        other => panic!("a material, not {other:?}"),
    }
}

#[test]
fn a_row_becomes_a_material_with_its_links() {
    let parsed = read_rows(&[&[
        "Koks",
        "A. B.",
        "X (paraugs)",
        "2020",
        "latviešu, angļu",
        "grāmata",
        "978-0-306-40615-7",
        "",
        "skolas krājumā (12 eks.)",
        "MG1",
        "1 ; 2",
        "Mēbeļu galdnieks",
    ]]);
    assert_eq!(
        parsed.batch.records[0].id.as_str(),
        "material/9780306406157"
    );
    let material = first(&parsed);
    assert_eq!(material.languages, ["lv", "en"]);
    assert_eq!(
        (material.access.as_deref(), material.copies),
        (Some("skolas krājumā"), Some(12))
    );
    assert_eq!(parsed.references.len(), 2);
    assert_eq!(parsed.batch.dataset, "materials/skola");
    assert_eq!(parsed.batch.rank, sample::SAMPLE);
    assert_eq!(codes(&parsed), [""; 0]);
}

#[test]
fn every_bad_cell_is_said_and_the_row_is_kept() {
    let parsed = read_rows(&[&[
        "Koks",
        "",
        "",
        "20l9",
        "lv",
        "grāmatiņa jauka",
        "9780306406158",
        "tīmeklī",
        "kaut kur",
        "MG1, MG2",
        "",
        "",
    ]]);
    let mut found = codes(&parsed);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "isbn-bad",
            "several-codes",
            "url-bad",
            "word-unknown",
            "word-unknown",
            "year-bad"
        ]
    );
    assert_eq!(
        first(&parsed).material_type.as_deref(),
        Some("grāmatiņa jauka")
    );
    assert_eq!(parsed.references.len(), 2);
}

#[test]
fn a_material_listed_twice_is_one_with_both_links() {
    let row: &[&str] = &[
        "Koks", "A", "X", "2020", "lv", "video", "", "", "brīvi", "MG1", "", "",
    ];
    let mut other = row.to_vec();
    other[9] = "MG2";
    let parsed = read_rows(&[row, &other]);
    assert_eq!(
        (parsed.batch.records.len(), parsed.references.len()),
        (1, 2)
    );
    assert_eq!(codes(&parsed), ["material-twice"]);
}

#[test]
fn a_link_without_https_is_completed() {
    let parsed = read_rows(&[&[
        "Koks",
        "",
        "",
        "",
        "lv",
        "",
        "",
        "www.koks.example/a",
        "",
        "",
        "",
        "",
    ]]);
    assert_eq!(
        first(&parsed).url.as_deref(),
        Some("https://www.koks.example/a")
    );
    assert_eq!(codes(&parsed), ["url-completed"]);
}
