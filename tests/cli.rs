//! The command line as its users call it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod common;

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

fn prasme(arguments: &[&str]) -> Output {
    Command::cargo_bin("prasme")
        .expect("the program was built")
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn data() -> &'static str {
    common::sample().dir().to_str().expect("a UTF-8 path")
}

#[test]
fn search_prints_results_with_identifiers() {
    let found = prasme(&["search", "--data", data(), "meblu", "galdnieks"]);
    assert!(found.status.success());
    assert!(
        stdout(&found).to_lowercase().contains("mēbeļu galdnie"),
        "{}",
        stdout(&found)
    );
}

#[test]
fn search_writes_what_the_api_answers() {
    let found = prasme(&[
        "search",
        "--data",
        data(),
        "--format",
        "json",
        "--explain",
        "PLC",
    ]);
    let answer: serde_json::Value = serde_json::from_str(&stdout(&found)).expect("JSON");
    assert!(answer["total"].as_u64().unwrap() > 0);
    assert!(answer["hits"][0]["explanation"].is_object());
}

#[test]
fn show_prints_a_record_and_names_the_way_to_one() {
    let shown = prasme(&["show", "--data", data(), "digcomp-2.2/2.2"]);
    assert!(stdout(&shown).contains("Dalīšanās"));
    let missing = prasme(&["show", "--data", data(), "no/such"]);
    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(stderr(&missing).lines().count(), 1);
    assert!(stderr(&missing).contains("no/such"));
}

#[test]
fn an_empty_data_directory_says_how_to_fill_it() {
    let dir = tempfile::tempdir().unwrap();
    let found = prasme(&["search", "--data", dir.path().to_str().unwrap(), "koks"]);
    assert_eq!(found.status.code(), Some(1));
    assert!(
        stderr(&found).contains("prasme import"),
        "{}",
        stderr(&found)
    );
}

#[test]
fn a_dry_run_reports_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let samples = common::samples().join("digcomp");
    let dry = prasme(&[
        "import",
        "--data",
        data,
        "--dry-run",
        samples.to_str().unwrap(),
    ]);
    assert!(dry.status.success(), "{}", stderr(&dry));
    assert!(stdout(&dry).contains("added") && stdout(&dry).contains("nothing was changed"));
    assert!(!prasme(&["search", "--data", data, "koks"]).status.success());
}

#[test]
fn importing_again_touches_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let samples = common::samples().join("nks");
    let import = || prasme(&["import", "--data", data, samples.to_str().unwrap()]);
    assert!(import().status.success());
    let again = import();
    for line in stdout(&again).lines().filter(|l| l.contains(" added")) {
        assert!(line.contains(" 0 added, 0 changed, 0 removed"), "{line}");
    }
}

#[test]
fn a_broken_file_leaves_everything_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let data = data.to_str().unwrap();
    let good = common::samples().join("nks");
    assert!(
        prasme(&["import", "--data", data, good.to_str().unwrap()])
            .status
            .success()
    );
    let before = stdout(&prasme(&["search", "--data", data, "--format", "json", ""]));
    let bad = dir.path().join("bad.xlsx");
    std::fs::write(&bad, "this is no workbook").unwrap();
    let digcomp = common::samples().join("digcomp");
    let refused = prasme(&[
        "import",
        "--data",
        data,
        digcomp.to_str().unwrap(),
        bad.to_str().unwrap(),
    ]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("bad.xlsx"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(
        stdout(&prasme(&["search", "--data", data, "--format", "json", ""])),
        before
    );
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let missing = prasme(&["import", "--data", data, "/no/such/file.csv"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("/no/such/file.csv"));
}

#[test]
fn a_missing_damaged_or_foreign_index_is_built_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let samples = common::samples().join("digcomp");
    assert!(
        prasme(&["import", "--data", data, samples.to_str().unwrap()])
            .status
            .success()
    );
    let ask = || stdout(&prasme(&["search", "--data", data, "Dalīšanās"]));
    let before = ask();
    std::fs::remove_dir_all(dir.path().join("index")).unwrap();
    assert_eq!(ask(), before);
    let damage = |bytes: &[u8]| {
        for file in files_of(&dir.path().join("index")) {
            std::fs::write(file, bytes).unwrap();
        }
    };
    damage(b"");
    assert_eq!(ask(), before);
    damage(b"something else");
    assert_eq!(ask(), before);
}

fn files_of(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_of(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn analyse_writes_keys_by_which_forms_of_a_word_meet() {
    let output = Command::cargo_bin("prasme")
        .unwrap()
        .args(["analyse", "--keys"])
        .write_stdin("plāno\nplānojis\nPLĀNOŠU\n\n")
        .output()
        .unwrap();
    let lines: Vec<String> = stdout(&output).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 3);
    let keys = |line: &str| {
        line.split('\t')
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let first = keys(&lines[0]);
    for line in &lines[1..] {
        assert!(keys(line).iter().any(|k| first.contains(k)), "{line}");
    }
}

#[test]
fn analyse_shows_every_layer() {
    let shown = prasme(&["analyse", "Mēbeļu", "galdnieks"]);
    assert!(stdout(&shown).contains("mebelu"));
    let nothing = prasme(&["analyse"]);
    assert_eq!(nothing.status.code(), Some(1));
}

#[test]
fn a_broken_configuration_is_refused_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("synonyms.txt"), "# ok\nelektriķis =>\n").unwrap();
    let config = dir.path().to_str().unwrap();
    let refused = prasme(&["search", "--data", data(), "--index-config", config, "koks"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("synonyms.txt") && stderr(&refused).contains('2'),
        "{}",
        stderr(&refused)
    );
}

#[test]
fn the_openapi_document_is_printed() {
    let printed = prasme(&["openapi"]);
    let document: serde_json::Value = serde_json::from_str(&stdout(&printed)).expect("JSON");
    assert_eq!(document["info"]["title"], "Prasme");
}

#[test]
fn a_wrong_command_line_exits_with_two() {
    assert_eq!(prasme(&["serach"]).status.code(), Some(2));
    assert_eq!(prasme(&["import"]).status.code(), Some(2));
}

#[test]
fn link_proposes_once_and_says_what_it_did() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let samples = common::samples();
    let folders = ["digcomp", "esco", "pkp/elektromontieris.csv"].map(|f| samples.join(f));
    let mut import = vec!["import", "--data", data];
    import.extend(folders.iter().map(|f| f.to_str().unwrap()));
    assert!(prasme(&import).status.success());
    let link = |more: &[&str]| {
        let arguments = [&["link", "--data", data, "--min-confidence", "0"], more].concat();
        let done = prasme(&arguments);
        assert!(done.status.success(), "{}", stderr(&done));
        stdout(&done)
    };
    let dry = link(&["--dry-run"]);
    assert!(dry.contains("nothing was written"), "{dry}");
    let first = link(&[]);
    assert!(
        first.contains("kind:requirement → framework:esco"),
        "{first}"
    );
    assert!(!first.contains("linked; 0 new"), "{first}");
    let second: serde_json::Value =
        serde_json::from_str(&link(&["--format", "json"])).expect("JSON");
    for job in second["jobs"].as_array().unwrap() {
        assert_eq!(
            job["report"]["unchanged"], job["report"]["statements"],
            "{job}"
        );
    }
    let one = link(&[
        "--from",
        "kind:requirement",
        "--to",
        "digcomp-2.2",
        "--most",
        "1",
    ]);
    assert!(
        one.starts_with("kind:requirement → framework:digcomp-2.2"),
        "{one}"
    );
}

#[test]
fn link_refuses_a_set_that_names_nothing_and_half_a_pair() {
    let wrong = prasme(&[
        "link",
        "--data",
        data(),
        "--from",
        "kind:nothing",
        "--to",
        "esco",
    ]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        stderr(&wrong).contains("names no set of records"),
        "{}",
        stderr(&wrong)
    );
    let half = prasme(&["link", "--data", data(), "--from", "kind:requirement"]);
    assert_eq!(half.status.code(), Some(2));
}
