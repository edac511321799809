//! Coverage of a running server follows what other processes write to the same data directory: records, verdicts, ticks and the
//! numbers of the rule.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use prasme::catalogue::ApplyMode;
use prasme::catalogue::coverage::VerdictDraft;
use prasme::import::Options;
use prasme::model::{CoverageValue, RecordId};
use prasme::workspace::Workspace;
use serde_json::Value;

/// What the server looks for every second is asked for at most so often.
const ASKED: usize = 20_000;

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_prasme"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let address = line.trim().rsplit("//").next().unwrap().to_owned();
        Self { child, address }
    }

    /// Status and body.
    fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let address = &self.address;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        (status, body.to_owned())
    }

    fn json(&self, path: &str) -> Value {
        let (status, body) = self.get(path);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap()
    }

    /// Asks until the answer is as wanted.
    fn until(&self, path: &str, wanted: impl Fn(u16, &str) -> bool) -> String {
        for _ in 0..ASKED {
            let (status, body) = self.get(path);
            if wanted(status, &body) {
                return body;
            }
        }
        panic!("{path} never changed");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn import(workspace: &Workspace, source: &Path) {
    let options = Options::default();
    workspace
        .import(
            &[source.to_owned()],
            &options,
            ApplyMode::Commit,
            &mut |_| {},
        )
        .unwrap();
}

fn totals(matrix: &Value, value: &str) -> u64 {
    matrix["totals"][value].as_u64().unwrap()
}

#[test]
fn a_running_server_shows_what_other_processes_write() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("index-config")).unwrap();
    let here = Workspace::open(dir.path(), None).unwrap();
    import(&here, &common::samples().join("digcomp"));
    let server = Server::start(dir.path());

    // The curriculum is read before the records come.
    let matrix = "/api/v1/coverage?qualification=pkp/ps-908/2023-11-15";
    assert_eq!(server.get(matrix).0, 404);
    import(&here, &common::samples());
    let drawn: Value =
        serde_json::from_str(&server.until(matrix, |status, _| status == 200)).unwrap();

    // A verdict counts from the next question on, in the matrix and in what is kept of the whole catalogue.
    let mut catalogue = here.catalogue().unwrap();
    let gaps = "/api/v1/gaps?kind=untaught&kind=partly_taught";
    let before = server.json(gaps)["gaps"].as_array().unwrap().len();
    let rows = drawn["rows"].as_array().unwrap();
    let taught = rows.iter().position(|r| r["best"] == "full").unwrap();
    let row = RecordId::new(rows[taught]["record"]["id"].as_str().unwrap()).unwrap();
    for column in drawn["columns"].as_array().unwrap() {
        let draft = VerdictDraft {
            row: row.clone(),
            col: RecordId::new(column["record"]["id"].as_str().unwrap()).unwrap(),
            value: Some(CoverageValue::None),
            reason: None,
            seen: 0,
        };
        catalogue.give_verdict(&draft, "anna").unwrap();
    }
    let decided = server.json(matrix);
    assert_eq!(decided["rows"][taught]["best"], "none");
    assert_eq!(totals(&decided, "full") + 1, totals(&drawn, "full"));
    let after = server.json(gaps)["gaps"].as_array().unwrap().len();
    assert_eq!(after, before + 1);

    // A tick stands on the work list at once.
    let versions = "/changes?old=pkp/ps-909/2018-05-09&new=pkp/ps-909/2024-06-12";
    let changes: Value = server.json("/api/v1/changes?sector=*");
    let list = changes
        .as_array()
        .unwrap()
        .iter()
        .find(|l| l["diff"]["new"]["id"] == "pkp/ps-909/2024-06-12")
        .unwrap();
    let versions = versions.replace(
        "pkp/ps-909/2018-05-09",
        list["diff"]["old"]["id"].as_str().unwrap(),
    );
    assert!(!server.get(&versions).1.contains("zane-ar-zimuli"));
    let (key, item) = (&list["key"], &list["items"][0]["key"]);
    catalogue
        .tick(
            key.as_str().unwrap(),
            item.as_str().unwrap(),
            "zane-ar-zimuli",
            None,
        )
        .unwrap();
    assert!(server.get(&versions).1.contains("zane-ar-zimuli"));

    // Other numbers of the rule make another matrix of the same records.
    let strict = "[thresholds]\nfull = 1.0\npartial = 0.99\nmentioned = 0.98\n";
    std::fs::write(dir.path().join("index-config/coverage.toml"), strict).unwrap();
    let full = |body: &str| totals(&serde_json::from_str(body).unwrap(), "full");
    let drawn = totals(&decided, "full");
    server.until(matrix, |_, body| full(body) < drawn);
}
