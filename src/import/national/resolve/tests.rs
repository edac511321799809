//! References across files, tried with small files in memory.

use super::*;
use crate::import::national::{materials, mip, nks, pke, pkp};
use crate::import::tables::{Columns, Grid};

fn grid(file: &str, rows: &[&[&str]]) -> Vec<Grid> {
    vec![Grid::from_text(file, rows.iter().map(|r| r.iter()))]
}

fn pkp(date: &str) -> Parsed {
    let rows: &[&[&str]] = &[
        &["Kvalifikācija", "Mēbeļu galdnieks"],
        &["Citi nosaukumi", "galdnieks"],
        &["Reģistra Nr.", "PS-1"],
        &["Nozare", "KOK"],
        &["LKI", "3"],
        &["Apstiprināts", date],
        &["Nr.", "Pienākums", "Uzdevums", "Veids", "Prasība"],
        &["1.1", "Darbs", "zāģēt", "prasme", "Zāģēt."],
    ];
    pkp::read_list(&grid("pkp/a.csv", rows), &Columns::built_in()).unwrap()
}

fn mip() -> Parsed {
    let rows: &[&[&str]] = &[
        &["Programma", "Kokizstrādājumi"],
        &["Kvalifikācija", "Galdnieks"],
        &["Programmas kods", "33 543 04 1"],
        &[
            "Moduļa kods",
            "Modulis",
            "Daļa",
            "SR Nr.",
            "Īpatsvars %",
            "Spēj",
        ],
        &["MG1", "Zāģēšana", "A", "1", "100", "zāģēt"],
    ];
    mip::read_sheets(&grid("mip/a.csv", rows), &Columns::built_in()).unwrap()
}

fn material(module: &str, outcome: &str) -> Parsed {
    let rows: &[&[&str]] = &[
        &[
            "Nosaukums",
            "Kvalifikācija",
            "Modulis",
            "Sasniedzamais rezultāts",
        ],
        &["Zāģi", "Mēbeļu galdnieks", module, outcome],
    ];
    materials::read(&grid("mat/a.csv", rows), &Columns::built_in()).unwrap()
}

fn relations(batch: &Batch) -> Vec<(&str, &str, &str)> {
    let all = batch.relations.iter();
    all.map(|r| (r.from.as_str(), r.kind.code(), r.to.as_str()))
        .collect()
}

#[test]
fn a_programme_leads_to_the_newest_version_by_any_of_its_names() {
    let batches = resolve(
        vec![pkp("2016-03-01"), pkp("2024-06-12"), mip()],
        Directory::new(),
    );
    let programme = "mip/33543041/galdnieks";
    assert_eq!(
        relations(&batches[2]),
        [(programme, "leads_to", "pkp/ps-1/2024-06-12")]
    );
    assert!(
        batches[2]
            .records
            .iter()
            .all(|r| r.sector.as_deref() == Some("KOK"))
    );
}

#[test]
fn a_newer_version_replaces_the_older_one() {
    let batches = resolve(vec![pkp("2024-06-12"), pkp("2016-03-01")], Directory::new());
    assert_eq!(
        relations(&batches[0]),
        [("pkp/ps-1/2024-06-12", "replaces", "pkp/ps-1/2016-03-01")]
    );
    let superseded: Vec<bool> = batches
        .iter()
        .map(|b| matches!(&b.records[0].details, Details::Qualification(q) if q.superseded))
        .collect();
    assert_eq!(superseded, [false, true]);
}

#[test]
fn a_material_supports_outcomes_or_the_module() {
    let batches = resolve(
        vec![
            pkp("2024-06-12"),
            mip(),
            material("MG1", "1"),
            material("Zāģēšana", ""),
        ],
        Directory::new(),
    );
    assert_eq!(relations(&batches[2])[0].2, "mip/33543041/galdnieks/mg1/1");
    assert_eq!(relations(&batches[3])[0].2, "mip/33543041/galdnieks/mg1");
    assert_eq!(batches[2].records[0].sector.as_deref(), Some("KOK"));
}

#[test]
fn what_is_not_found_is_warned_of_with_its_cell() {
    let batches = resolve(vec![mip(), material("MG1", "7")], Directory::new());
    let warning = &batches[1].warnings[0];
    assert_eq!(warning.code, "reference-unresolved");
    assert_eq!(
        warning.source.to_string(),
        "mat/a.csv, row 2, column “Sasniedzamais rezultāts”"
    );
    assert!(batches[1].relations.is_empty());
}

#[test]
fn what_was_imported_before_is_known() {
    let before = resolve(vec![pkp("2024-06-12"), mip()], Directory::new());
    let mut known = Directory::new();
    before
        .iter()
        .flat_map(|b| &b.records)
        .for_each(|r| known.add(r));
    let batches = resolve(vec![material("MG1", "1")], known);
    assert!(batches[0].warnings.is_empty(), "{:?}", batches[0].warnings);
}

#[test]
fn exam_items_assess_tasks_and_professions_are_occupations() {
    let exam: &[&[&str]] = &[
        &["Kvalifikācija", "Mēbeļu galdnieks"],
        &["Kods", "Daļa", "Pārbaudāmais saturs", "PKP uzdevumi"],
        &["T1", "teorija", "Zāģi", "1.1 ; 9.9"],
    ];
    let structure: &[&[&str]] = &[
        &["Nozares kods", "Nozare", "Pamatprofesija", "LKI"],
        &["KOK", "Kokrūpniecība", "Mēbeļu galdnieks", "3"],
    ];
    let columns = Columns::built_in();
    let parsed = vec![
        pkp("2024-06-12"),
        pke::read(&grid("pke/a.csv", exam), &columns).unwrap(),
        nks::read(&grid("nks/nks.csv", structure), &columns).unwrap(),
    ];
    let batches = resolve(parsed, Directory::new());
    assert_eq!(
        relations(&batches[0]),
        [(
            "pkp/ps-1/2024-06-12",
            "has_occupation",
            "nks/kok/mebelu-galdnieks"
        )]
    );
    assert!(relations(&batches[1]).contains(&(
        "pke/mebelu-galdnieks/t1",
        "assesses",
        "pkp/ps-1/2024-06-12/1.1"
    )));
    assert_eq!(batches[1].warnings.len(), 1);
}
