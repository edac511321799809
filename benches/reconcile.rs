//! Reconciling 5,000 strings against ESCO over HTTP, as a client with several connections does.
//!
//! ```sh
//! PRASME_DATA=../shared/data cargo bench --bench reconcile
//! ```
//!
//! Without `PRASME_DATA` only the sample's ESCO skills are there, and the run says so. The strings are names of ESCO skills in
//! English or Latvian, misspelt, shortened or with a word too many, in batches as large as the manifest says.

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use prasme::model::{Kind, LabelRole, Lang};
use prasme::workspace::Workspace;
use support::{Service, import, row, seconds};

/// Strings of one measurement.
const STRINGS: usize = 5_000;
/// Queries in a batch.
const BATCH: usize = 100;
/// The measurement is taken so often; the median counts.
const ROUNDS: usize = 3;

fn main() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let data = dir.path();
    import(
        data,
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("data-samples"),
    );
    let esco = std::env::var_os("PRASME_DATA").map(|d| PathBuf::from(d).join("esco-1.1.1-en.zip"));
    let english = match esco.filter(|path| path.exists()) {
        Some(zip) => {
            import(data, &zip);
            true
        }
        None => {
            println!("PRASME_DATA names no ESCO download: the sample alone is measured");
            false
        }
    };
    let service = Service::start(data);
    let start = Instant::now();
    service.client().get("/reconcile");
    row(
        "from the start to the first manifest: the matcher is built",
        &seconds(start.elapsed()),
    );
    for (what, lang) in [
        ("in Latvian (names of ours)", Lang::Lv),
        ("in English", Lang::En),
    ] {
        if lang == Lang::En && !english {
            continue;
        }
        let batches = batches(data, lang);
        let path = format!("/reconcile/{}", lang.tag());
        for clients in [1, 4] {
            let mut times: Vec<Duration> = (0..ROUNDS)
                .map(|_| run(&service, &path, &batches, clients))
                .collect();
            times.sort();
            row(
                &format!("5,000 strings {what}, {clients} at a time [budget 5 s]"),
                &seconds(times[ROUNDS / 2]),
            );
        }
    }
    row(
        "resident memory at most",
        &format!("{} MB", service.status("VmHWM") / 1024),
    );
    service.stop();
}

/// Forms with a batch each.
fn batches(data: &Path, lang: Lang) -> Vec<String> {
    let workspace = Workspace::open(data, None).expect("the data directory opens");
    let skills = workspace
        .catalogue()
        .expect("a catalogue")
        .records_of(Kind::Skill)
        .expect("skills");
    let names: Vec<String> = skills
        .iter()
        .flat_map(|skill| &skill.labels)
        .filter(|label| label.lang == lang && label.role != LabelRole::Hidden)
        .map(|label| label.text.clone())
        .collect();
    let strings: Vec<String> = names
        .iter()
        .cycle()
        .take(STRINGS)
        .enumerate()
        .map(|(n, name)| messy(n, name))
        .collect();
    strings
        .chunks(BATCH)
        .map(|chunk| {
            let queries: serde_json::Map<String, serde_json::Value> = chunk
                .iter()
                .enumerate()
                .map(|(n, text)| {
                    (
                        format!("q{n}"),
                        serde_json::json!({"query": text, "type": "esco:skill", "limit": 5}),
                    )
                })
                .collect();
            let queries = serde_json::Value::Object(queries).to_string();
            let encoded =
                percent_encoding::utf8_percent_encode(&queries, percent_encoding::NON_ALPHANUMERIC);
            format!("queries={encoded}")
        })
        .collect()
}

/// Names as spreadsheets hold them: a letter or a word lost, a word too many. None is exact: those are found without
/// comparing.
fn messy(n: usize, name: &str) -> String {
    let letters = name.chars().count();
    match n % 4 {
        1 => name
            .chars()
            .enumerate()
            .filter(|(at, _)| *at != letters / 2)
            .map(|(_, c)| c)
            .collect(),
        3 => name
            .split(' ')
            .skip(1)
            .chain(["x"])
            .collect::<Vec<_>>()
            .join(" "),
        _ => format!("{name} darbs"),
    }
}

/// Sends all batches over so many connections at once.
fn run(service: &Service, path: &str, batches: &[String], clients: usize) -> Duration {
    let start = Instant::now();
    std::thread::scope(|scope| {
        for part in batches.chunks(batches.len().div_ceil(clients)) {
            scope.spawn(move || {
                let mut client = service.client();
                for batch in part {
                    client.post_as(path, "application/x-www-form-urlencoded", batch);
                }
            });
        }
    });
    start.elapsed()
}
