//! One content in three forms, and what happens to identities when a document changes.

use proptest::prelude::*;

use super::*;
use crate::import::tables::{Block, Paragraph};
use crate::model::{Batch, Kind, Record};

fn grid(rows: &[&[&str]]) -> Grid {
    Grid::from_text("pkp/a.csv", rows.iter().map(|r| r.iter()))
}

const FACTS: &[&[&str]] = &[
    &["Kvalifikācija", "Galdnieks"],
    &["Reģistra Nr.", "PS-1"],
    &["LKI", "3"],
    &["Apstiprināts", "2024-01-31"],
    &["Protokols", "paraugs Nr. 1"],
];

fn as_list(requirements: &[[&str; 3]]) -> Batch {
    let header: &[&str] = &[
        "Nr.",
        "Pienākums",
        "Uzdevums",
        "Veids",
        "Zināšanu līmenis",
        "Prasība",
    ];
    let mut rows: Vec<Vec<&str>> = FACTS.iter().chain([&header]).map(|r| r.to_vec()).collect();
    for [aspect, depth, text] in requirements {
        rows.push(vec![
            "1.1",
            "Darba plānošana",
            "plānot darbu",
            aspect,
            depth,
            text,
        ]);
    }
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    read_list(&[grid(&rows)], &Columns::built_in())
        .unwrap()
        .batch
}

const HEADER: &[&str] = &[
    "Nr.p.k.",
    "Uzdevumi",
    "Prasmes un attieksmes",
    "Profesionālās zināšanas",
    "Kompetences",
];
const DUTY: &[&str] = &["1. Darba plānošana", "", "", "", ""];
const TASK: &[&str] = &[
    "1.1.",
    "plānot darbu",
    "Prasmes:\n1. Lasīt rasējumus.\nAttieksmes:\n1. Rūpējas par kārtību.",
    "Izpratnes līmenī:\n1. Rasējumu veidi.",
    "1. Spēja plānot dienu (3. LKI).",
];

fn as_official() -> Batch {
    let rows: Vec<&[&str]> = FACTS.iter().copied().chain([HEADER, DUTY, TASK]).collect();
    read_official(&[grid(&rows)], &Columns::built_in())
        .unwrap()
        .batch
}

fn as_document() -> Batch {
    let mut blocks: Vec<Block> = (1..)
        .zip(FACTS)
        .map(|(number, fact)| {
            Block::Paragraph(Paragraph {
                number,
                text: fact.join(": "),
                listed: false,
            })
        })
        .collect();
    blocks.push(Block::Table(grid(&[HEADER, DUTY, TASK])));
    let document = Document {
        file: "pkp/a.docx".into(),
        blocks,
    };
    read_document(&document, &Columns::built_in())
        .unwrap()
        .batch
}

const CONTENT: [[&str; 3]; 4] = [
    ["prasme", "", "Lasīt rasējumus."],
    ["attieksme", "", "Rūpējas par kārtību."],
    ["zināšanas", "izpratne", "Rasējumu veidi."],
    ["kompetence", "", "Spēja plānot dienu."],
];

/// Records without their sources, which differ by form.
fn bare(batch: &Batch) -> Vec<Record> {
    let mut records = batch.records.clone();
    for record in &mut records {
        record.source = Source::default();
    }
    records
}

#[test]
fn the_same_content_is_the_same_in_every_form() {
    let list = as_list(&CONTENT);
    assert_eq!(list.dataset, "pkp/ps-1/2024-01-31");
    assert_eq!(bare(&list), bare(&as_official()));
    assert_eq!(bare(&list), bare(&as_document()));
    assert!(list.warnings.is_empty(), "{:?}", list.warnings);
}

#[test]
fn both_generations_of_numbering_have_the_same_identities() {
    let old: &[&str] = &[
        "1.1.",
        "plānot darbu",
        "Prasmes:\n1.1. lasīt rasējumus;\nAttieksmes:\n2.1. rūpējas par kārtību;",
        "Izpratnes līmenī:\n2.1. rasējumu veidi;",
        "1.1. spēja plānot dienu;",
    ];
    let rows: Vec<&[&str]> = FACTS.iter().copied().chain([HEADER, DUTY, old]).collect();
    let old = read_official(&[grid(&rows)], &Columns::built_in())
        .unwrap()
        .batch;
    assert_eq!(ids(&old), ids(&as_official()));
}

fn ids(batch: &Batch) -> Vec<String> {
    batch.records.iter().map(|r| r.id.to_string()).collect()
}

proptest! {
    #[test]
    fn a_line_put_in_between_changes_nobody_elses_identity(at in 0_usize..=4, text in "[A-Z][a-zāē]{3,12}") {
        let before = ids(&as_list(&CONTENT));
        let mut content = CONTENT.to_vec();
        content.insert(at, ["prasme", "", &text]);
        let after = as_list(&content);
        prop_assert!(before.iter().all(|id| ids(&after).contains(id)));
        let requirements = after.records.iter().filter(|r| r.kind == Kind::Requirement).count();
        prop_assert_eq!(requirements, 5);
    }

    #[test]
    fn no_grid_panics(rows in prop::collection::vec(prop::collection::vec("(V|1\\.|1\\.1|Prasmes:|[a-zā .;:\n]{0,12})", 5), 0..8)) {
        let mut all: Vec<Vec<String>> = vec![HEADER.iter().map(|h| (*h).to_owned()).collect()];
        all.extend(rows);
        let grid = Grid::from_text("pkp/a.csv", &all);
        let _ = read_official(&[grid], &Columns::built_in());
    }
}
