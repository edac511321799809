//! `prasme coverage`, `gaps`, `materials` and `diff` as their users call them.

use std::process::Output;

use assert_cmd::Command;

use super::common;

fn prasme(arguments: &[&str]) -> Output {
    Command::cargo_bin("prasme")
        .unwrap()
        .env("PRASME_DIR", common::sample().dir())
        .args(arguments)
        .output()
        .unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    let output = prasme(arguments);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn failure(arguments: &[&str]) -> String {
    let output = prasme(arguments);
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_matrix_for_people_and_as_csv() {
    let text = stdout(&["coverage", "Elektromontieris"]);
    assert!(
        text.contains("EM5 Kabeļu un gaisvadu līniju montāža") && text.contains("P pilnībā"),
        "{text}"
    );
    let csv = stdout(&["coverage", "PS-908", "--format", "csv"]);
    let header = csv.lines().next().unwrap();
    assert!(header.contains("EM1") && header.contains("EMP"), "{header}");
    assert_eq!(csv.lines().count(), 23);
}

#[test]
fn json_is_what_the_api_answers() {
    let json: serde_json::Value = serde_json::from_str(&stdout(&[
        "coverage",
        "mip/32522011/elektromontieris",
        "--format",
        "json",
    ]))
    .unwrap();
    assert_eq!(json["kind"], "programme");
    assert_eq!(json["rows"].as_array().unwrap().len(), 22);
}

#[test]
fn a_spreadsheet_goes_to_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.xlsx");
    stdout(&[
        "gaps",
        "Elektromontieris",
        "--format",
        "xlsx",
        "--output",
        path.to_str().unwrap(),
    ]);
    assert!(std::fs::read(&path).unwrap().starts_with(b"PK"));
}

#[test]
fn the_card_of_a_skill_and_one_cell() {
    let card = stdout(&["coverage", "--skill", "elektrodrošība"]);
    assert!(
        card.contains("Elektrotehniķis") && card.contains("ET5"),
        "{card}"
    );
    let cell = stdout(&[
        "coverage",
        "Elektromontieris",
        "--cell",
        "pkp/ps-908/2023-11-15/3.1/p-bb0886",
        "EM5",
    ]);
    assert!(cell.contains("pilnībā") && cell.contains('['), "{cell}");
}

#[test]
fn materials_their_smallest_set_and_a_schools_list() {
    let set = stdout(&[
        "materials",
        "ET5",
        "--smallest",
        "--language",
        "lv",
        "--access",
        "brīvi",
    ]);
    assert!(
        set.contains("Mazākas kopas ar šiem nosacījumiem nav."),
        "{set}"
    );
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("saraksts.csv");
    std::fs::write(&path, "Nosaukums;Gads;Modulis\nElektrodrošība;2020;ET5\n").unwrap();
    let mapped = stdout(&[
        "materials",
        "--list",
        path.to_str().unwrap(),
        "--format",
        "csv",
    ]);
    assert!(
        mapped.contains("ET5") && mapped.contains("Kartējums"),
        "{mapped}"
    );
}

#[test]
fn versions_and_their_impact() {
    let changes = stdout(&["diff", "Elektrotehniķis"]);
    assert!(
        changes.contains("pārformulēta") && changes.contains("svītrota"),
        "{changes}"
    );
    let work = stdout(&["diff", "Elektrotehniķis", "--impact"]);
    assert!(work.contains("Maināmie moduļi"), "{work}");
    assert!(stdout(&["diff", "--outdated"]).contains("pkp/ps-909/2017-02-08"));
}

#[test]
fn failures_say_what_would_be_right() {
    assert!(failure(&["coverage", "Kosmonauts"]).contains("prasme search"));
    assert!(failure(&["coverage", "--framework", "entrecomp"]).contains("digcomp-2.2"));
    assert!(failure(&["diff", "Elektromontieris"]).contains("only one version"));
    assert!(failure(&["diff", "PS-907", "PS-909"]).contains("different qualifications"));
    assert!(failure(&["materials", "--list", "/no/such/file.csv"]).contains("/no/such/file.csv"));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pusdienas.csv");
    std::fs::write(&path, "Diena;Ēdiens\nPirmdiena;Zupa\n").unwrap();
    assert!(failure(&["materials", "--list", path.to_str().unwrap()]).contains("Nosaukums"));
}
