//! `prasme match` as its users call it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod common;

use std::process::Output;

use assert_cmd::Command;

fn matched(arguments: &[&str], input: impl Into<Vec<u8>>) -> Output {
    let nowhere = tempfile::tempdir().unwrap();
    Command::cargo_bin("prasme")
        .unwrap()
        .current_dir(nowhere.path())
        .arg("match")
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", stderr(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The one line that a failure says.
fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(output);
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

const DIGCOMP: [&str; 4] = ["--to", "digcomp-2.2", "--format", "tsv"];

#[test]
fn competences_are_found_without_any_data_directory() {
    let lines = "Izmantot antivīrusu un drošas paroles\n\n  \nVeidot prezentāciju PowerPoint\n";
    let found = stdout(&matched(&DIGCOMP, lines));
    let rows: Vec<Vec<&str>> = found.lines().map(|l| l.split('\t').collect()).collect();
    assert!(
        rows.iter().all(|r| r.len() == 3 && r[1].contains('.')),
        "{found}"
    );
    let first = |line: &str| rows.iter().find(|r| r[0] == line).map(|r| r[1]);
    assert_eq!(
        (first("1"), first("2"), first("3")),
        (Some("4.1"), None, None)
    );
    assert_eq!(first("4"), Some("3.1"));
    let of_first: Vec<f32> = rows
        .iter()
        .filter(|r| r[0] == "1")
        .map(|r| r[2].parse().unwrap())
        .collect();
    assert_eq!(of_first.len(), 5);
    assert!(of_first.is_sorted_by(|a, b| a >= b), "{of_first:?}");
}

#[test]
fn limit_and_confidence_leave_answers_out() {
    let line = "Izmantot antivīrusu un drošas paroles";
    let mut arguments = DIGCOMP.to_vec();
    arguments.extend(["--limit", "2"]);
    assert_eq!(stdout(&matched(&arguments, line)).lines().count(), 2);
    arguments.extend(["--min-confidence", "1"]);
    assert_eq!(stdout(&matched(&arguments, line)), "");
    assert_eq!(stdout(&matched(&DIGCOMP, "")), "");
}

#[test]
fn programs_and_people_get_names_too() {
    let line = "Ievēroju autortiesības";
    let json = matched(&["--to", "digcomp-2.2", "--format", "json"], line);
    let answer: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(answer[0]["line"], 1);
    assert_eq!(answer[0]["answers"][0]["id"], "digcomp-2.2/3.3");
    let none = matched(&["--to", "digcomp-2.2", "--format", "json"], "");
    let answer: serde_json::Value = serde_json::from_str(&stdout(&none)).unwrap();
    assert_eq!(answer, serde_json::json!([]));
    let text = stdout(&matched(&["--to", "digcomp-2.2"], line));
    assert!(text.starts_with("1  Ievēroju autortiesības\n"), "{text}");
}

#[test]
fn a_catalogue_is_matched_where_one_is_named() {
    let data = common::sample().dir().to_str().unwrap();
    let arguments = ["--to", "esco", "--data", data, "--format", "tsv"];
    let found = stdout(&matched(&arguments, "programmēt CNC darbgaldu\n"));
    assert!(found.starts_with("1\t"), "{found}");
    let arguments = ["--to", "kind:learning_outcome", "--data", data];
    let found = stdout(&matched(&arguments, "montēt elektrosadalni\n"));
    assert!(found.lines().count() > 1, "{found}");
    let absent = failure(&matched(&["--to", "entrecomp", "--data", data], "x"));
    assert!(absent.contains("prasme import"), "{absent}");
}

#[test]
fn what_is_not_built_in_asks_for_data() {
    let said = failure(&matched(&["--to", "esco"], "metināt"));
    assert!(
        said.contains("digcomp-2.2") && said.contains("--data"),
        "{said}"
    );
    let missing = ["--to", "esco", "--data", "no-such-folder"];
    let said = failure(&matched(&missing, "metināt"));
    assert!(said.contains("no-such-folder"), "{said}");
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    let said = failure(&matched(&DIGCOMP, b"parole\n\xe2\x28\n".to_vec()));
    assert!(said.contains("line 2") && said.contains("UTF-8"), "{said}");
    let said = failure(&matched(&DIGCOMP, "ā".repeat(10_001)));
    assert!(said.contains("line 1") && said.contains("10000"), "{said}");
}
