//! Taking the sample out and mappings in, through the public faces: library, command line and HTTP.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod common;

use std::io::Cursor;
use std::path::Path;

use assert_cmd::Command;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use calamine::Reader;
use http_body_util::BodyExt;
use prasme::catalogue::ApplyMode;
use prasme::catalogue::mappings::{Clash, Ruling, Triple, Verdict};
use prasme::export::sssom::Defaults;
use prasme::export::{ExportConfig, Exporter, MappingChoice, MappingFile, take_in};
use prasme::import::Options;
use prasme::linking::Target;
use prasme::linking::jobs::Job;
use prasme::linking::propose::{ProposeMode, ProposeSettings};
use prasme::model::MappingState;
use prasme::server::{AppState, router};
use prasme::workspace::Workspace;
use tower::ServiceExt;

/// A data directory with DigComp and one programme, its outcomes linked, and some decisions by people.
fn linked() -> (tempfile::TempDir, Workspace) {
    let dir = tempfile::tempdir().unwrap();
    let workspace = filled(dir.path());
    let target = |text: &str| text.parse::<Target>().unwrap();
    let jobs = [Job {
        from: target("kind:requirement"),
        to: target("framework:digcomp-2.2"),
    }];
    workspace
        .link(
            jobs.to_vec(),
            // Low, so that there is enough to decide on.
            ProposeSettings {
                min_confidence: 0.01,
                ..ProposeSettings::default()
            },
            ProposeMode::Commit,
            &mut |_| {},
        )
        .unwrap();
    let mut catalogue = workspace.catalogue().unwrap();
    let proposed = catalogue.mappings(&Default::default(), 0, 6).unwrap().items;
    assert!(
        proposed.len() > 4,
        "the matcher proposed {}",
        proposed.len()
    );
    for (number, stored) in proposed.iter().take(4).enumerate() {
        let triple = Triple::of(&stored.mapping);
        let ruling = match number % 2 {
            0 => Ruling::Accept(triple),
            _ => Ruling::Reject(triple),
        };
        let mut verdict = Verdict::new(ruling, stored.mapping.version);
        verdict.note = Some(format!("piezīme {number}, ar \"pēdiņām\"\nun rindu"));
        catalogue.decide(&verdict, "anna.ozola").unwrap();
    }
    (dir, workspace)
}

fn filled(dir: &Path) -> Workspace {
    let workspace = Workspace::open(dir, None).unwrap();
    let paths = [
        "digcomp",
        "mip/mebelu-galdnieks.docx",
        "pkp/mebelu-galdnieks.xlsx",
    ]
    .map(|p| common::samples().join(p));
    workspace
        .import(&paths, &Options::default(), ApplyMode::Commit, &mut |_| {})
        .unwrap();
    workspace
}

fn sssom(workspace: &Workspace) -> String {
    let catalogue = workspace.catalogue().unwrap();
    let mut out = Vec::new();
    Exporter::new(&catalogue, &ExportConfig::default())
        .sssom(&MappingChoice::default(), &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

fn take(workspace: &Workspace, text: &str, mode: ApplyMode) -> Result<usize, String> {
    let defaults = Defaults::default();
    let file = MappingFile {
        name: "m.tsv",
        bytes: text.as_bytes(),
        metadata: None,
        defaults: &defaults,
        clash: Clash::Refuse,
    };
    let mut catalogue = workspace.catalogue().unwrap();
    let taken = take_in(
        &mut catalogue,
        &file,
        &ExportConfig::default(),
        "tests",
        mode,
    );
    taken.map(|t| t.report.added).map_err(|e| e.to_string())
}

#[test]
fn a_wiped_directory_filled_from_its_export_gives_the_same_export() {
    let (_dir, workspace) = linked();
    let out = sssom(&workspace);
    assert!(out.contains("anna.ozola") && out.contains("\tNot\t"));
    let wiped = tempfile::tempdir().unwrap();
    let again = filled(wiped.path());
    assert!(take(&again, &out, ApplyMode::DryRun).unwrap() > 4);
    assert_eq!(
        again
            .catalogue()
            .unwrap()
            .mappings(&Default::default(), 0, 1)
            .unwrap()
            .total,
        0
    );
    take(&again, &out, ApplyMode::Commit).unwrap();
    assert_eq!(sssom(&again), out);
    // The decisions are the same too, to the second and the letter.
    let decided = |w: &Workspace| {
        let all = w
            .catalogue()
            .unwrap()
            .mappings(&Default::default(), 0, 10_000)
            .unwrap()
            .items;
        let decided = all
            .into_iter()
            .filter_map(|m| Some((Triple::of(&m.mapping), m.mapping.decision?)));
        let mut decided: Vec<_> = decided.collect();
        decided.sort_by(|a, b| a.0.cmp(&b.0));
        decided
    };
    assert_eq!(decided(&again), decided(&workspace));
    // A second time nothing is added.
    assert_eq!(take(&again, &out, ApplyMode::Commit), Ok(0));
}

#[test]
fn one_wrong_row_keeps_all_of_them_out() {
    let (_dir, workspace) = linked();
    let broken = sssom(&workspace).replacen("skos:", "skos:no", 1);
    let wiped = tempfile::tempdir().unwrap();
    let again = filled(wiped.path());
    let error = take(&again, &broken, ApplyMode::Commit).unwrap_err();
    assert!(
        error.contains("row ") && error.contains("column “predicate_id”"),
        "{error}"
    );
    assert_eq!(
        again
            .catalogue()
            .unwrap()
            .mappings(&Default::default(), 0, 1)
            .unwrap()
            .total,
        0
    );
}

#[test]
fn a_decision_that_differs_here_is_told_and_stays() {
    let (_dir, workspace) = linked();
    let out = sssom(&workspace);
    let mut catalogue = workspace.catalogue().unwrap();
    let choice = prasme::catalogue::mappings::MappingFilter {
        state: Some(MappingState::Accepted),
        ..Default::default()
    };
    let stored = catalogue.mappings(&choice, 0, 1).unwrap().items.remove(0);
    let verdict = Verdict::new(
        Ruling::Reject(Triple::of(&stored.mapping)),
        stored.mapping.version,
    );
    catalogue.decide(&verdict, "berta").unwrap();
    drop(catalogue);
    let error = take(&workspace, &out, ApplyMode::Commit).unwrap_err();
    assert!(
        error.contains("berta") && error.contains("decided_otherwise"),
        "{error}"
    );
}

#[test]
fn no_match_goes_out_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = filled(dir.path());
    let subject = workspace
        .catalogue()
        .unwrap()
        .records_of(prasme::model::Kind::Requirement)
        .unwrap()
        .remove(0)
        .id;
    let nothing = Ruling::NoMatch(subject.clone(), "framework:digcomp-2.2".to_owned());
    workspace
        .catalogue()
        .unwrap()
        .decide(&Verdict::new(nothing, 0), "anna")
        .unwrap();
    let out = sssom(&workspace);
    assert!(
        out.contains("sssom:NoTermFound") && out.contains("\t1:0\t"),
        "{out}"
    );
    let wiped = tempfile::tempdir().unwrap();
    let again = filled(wiped.path());
    take(&again, &out, ApplyMode::Commit).unwrap();
    let stands = again
        .catalogue()
        .unwrap()
        .no_match(subject.as_str(), "framework:digcomp-2.2")
        .unwrap();
    assert_eq!(stands.unwrap().by, "anna");
    assert_eq!(sssom(&again), out);
}

fn prasme(arguments: &[&str]) -> std::process::Output {
    Command::cargo_bin("prasme")
        .unwrap()
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn the_command_line_takes_out_and_in() {
    let (dir, _workspace) = linked();
    let data = dir.path().to_str().unwrap();
    let file = dir.path().join("out.sssom.tsv");
    let file = file.to_str().unwrap();
    let done = prasme(&["export", "--data", data, "--format", "sssom", "-o", file]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let again = prasme(&["import-mappings", "--data", data, file]);
    let said = String::from_utf8(again.stdout).unwrap();
    assert!(said.starts_with("imported: 0 added, 0 changed"), "{said}");
    let turtle = prasme(&[
        "export", "--data", data, "--format", "skos-ttl", "--what", "pkp",
    ]);
    assert!(
        String::from_utf8(turtle.stdout)
            .unwrap()
            .contains("skos:ConceptScheme")
    );
    let wrong = prasme(&[
        "export",
        "--data",
        data,
        "--format",
        "csv",
        "--what",
        "framework:nowhere",
    ]);
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert!(
        !wrong.status.success() && said.contains("framework:digcomp-2.2"),
        "{said}"
    );
    let wrong = prasme(&[
        "export", "--data", data, "--format", "skos-ttl", "--state", "proposed",
    ]);
    assert!(!wrong.status.success());
}

#[test]
fn a_wrong_file_is_told_by_line_on_the_command_line() {
    let (dir, _workspace) = linked();
    let file = dir.path().join("bad.tsv");
    std::fs::write(&file, "subject_id\tpredicate_id\tobject_id\tmapping_justification\nfoo:1\tskos:exactMatch\tfoo:2\tsemapv:LexicalMatching\n").unwrap();
    let done = prasme(&[
        "import-mappings",
        "--data",
        dir.path().to_str().unwrap(),
        file.to_str().unwrap(),
    ]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(!done.status.success());
    assert!(
        said.contains("bad.tsv, row 2, column “subject_id”") && said.contains("curie_map"),
        "{said}"
    );
}

async fn get(workspace: &Workspace, path: &str) -> Response<Body> {
    let (searcher, _) = workspace.searcher(&mut |_| {}).unwrap();
    let service = router(AppState::new(workspace.clone(), searcher).unwrap());
    let request = Request::get(path).body(Body::empty()).unwrap();
    service.oneshot(request).await.unwrap()
}

async fn bytes(response: Response<Body>) -> Vec<u8> {
    response
        .into_body()
        .collect()
        .await
        .unwrap()
        .to_bytes()
        .to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_over_http_with_type_and_name() {
    let (_dir, workspace) = linked();
    for (file, media, disposition) in [
        (
            "mappings.sssom.tsv",
            "text/tab-separated-values",
            "prasme-mappings.sssom.tsv",
        ),
        ("pkp.ttl", "text/turtle", "prasme-pkp.ttl"),
        ("mip.jsonld", "application/ld+json", "prasme-mip.jsonld"),
        ("mappings.csv", "text/csv", "prasme-mappings.csv"),
        (
            "framework:digcomp-2.2.xlsx",
            "application/vnd.openxmlformats",
            "prasme-framework-digcomp-2.2.xlsx",
        ),
    ] {
        let response = get(&workspace, &format!("/api/v1/export/{file}")).await;
        assert_eq!(response.status(), StatusCode::OK, "{file}");
        let header = |name| response.headers()[name].to_str().unwrap().to_owned();
        assert!(header(header::CONTENT_TYPE).starts_with(media), "{file}");
        assert!(
            header(header::CONTENT_DISPOSITION).contains(disposition),
            "{file}"
        );
        let body = bytes(response).await;
        if file == "mappings.sssom.tsv" {
            assert_eq!(String::from_utf8(body).unwrap(), sssom(&workspace));
        } else if file.ends_with(".xlsx") {
            let mut book: calamine::Xlsx<_> =
                calamine::open_workbook_from_rs(Cursor::new(body)).unwrap();
            let name = book.sheet_names()[0].clone();
            assert!(book.worksheet_range(&name).unwrap().height() > 21);
        } else {
            assert!(body.len() > 500, "{file}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_out_is_a_problem_before_anything_is_sent() {
    let (_dir, workspace) = linked();
    for (path, status, code) in [
        ("users.csv", StatusCode::NOT_FOUND, "export-not-found"),
        (
            "framework:none.csv",
            StatusCode::NOT_FOUND,
            "nothing-to-export",
        ),
        (
            "mappings.ttl?state=proposed",
            StatusCode::UNPROCESSABLE_ENTITY,
            "not-this-way",
        ),
        (
            "mappings.csv?state=maybe",
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-value",
        ),
    ] {
        let response = get(&workspace, &format!("/api/v1/export/{path}")).await;
        assert_eq!(response.status(), status, "{path}");
        let problem: serde_json::Value = serde_json::from_slice(&bytes(response).await).unwrap();
        assert_eq!(problem["code"], code, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mappings_are_filtered_by_state_and_framework() {
    let (_dir, workspace) = linked();
    let rows = async |query: &str| {
        let response = get(
            &workspace,
            &format!("/api/v1/export/mappings.sssom.tsv?{query}"),
        )
        .await;
        let text = String::from_utf8(bytes(response).await).unwrap();
        let mut reader = csv_rows(&text);
        reader.remove(0);
        reader
    };
    let accepted = rows("state=accepted").await;
    assert_eq!(accepted.len(), 2);
    assert!(rows("framework=esco").await.is_empty());
    assert!(rows("framework=digcomp-2.2").await.len() > 4);
}

/// The rows of a mapping file below its head; line breaks inside quotes begin none.
fn csv_rows(text: &str) -> Vec<String> {
    let body: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
    let mut rows: Vec<String> = Vec::new();
    for line in body {
        match rows.last_mut() {
            Some(last) if last.matches('"').count() % 2 == 1 => last.push_str(line),
            _ => rows.push(line.to_owned()),
        }
    }
    rows
}
