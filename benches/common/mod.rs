//! The data that the benches of searching work on: the national sample and, where `PRASME_DATA` names a folder with
//! `esco-1.1.1-en.zip`, all of ESCO.

#![allow(dead_code, reason = "each bench uses a part of it")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use prasme::catalogue::ApplyMode;
use prasme::import::Options;
use prasme::search::Searcher;
use prasme::workspace::Workspace;

/// A searcher over the data, and the queries.
pub(crate) struct Bench {
    pub(crate) searcher: Arc<Searcher>,
    pub(crate) queries: Vec<String>,
    _dir: tempfile::TempDir,
}

/// Imports the data; the directory lasts as long as what is returned with it.
pub(crate) fn import() -> (tempfile::TempDir, Workspace) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let workspace = Workspace::open(dir.path(), None).expect("an empty data directory opens");
    let mut sources = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("data-samples")];
    let esco = std::env::var_os("PRASME_DATA").map(|d| PathBuf::from(d).join("esco-1.1.1-en.zip"));
    match esco.filter(|path| path.exists()) {
        Some(zip) => sources.push(zip),
        None => println!("PRASME_DATA names no ESCO download: the sample alone is measured"),
    }
    let options = Options::default();
    workspace
        .import(&sources, &options, ApplyMode::Commit, &mut |_| {})
        .expect("the data imports");
    (dir, workspace)
}

/// Imports the data and opens the index.
pub(crate) fn load() -> Bench {
    let (dir, workspace) = import();
    let (searcher, _) = workspace.searcher(&mut |_| {}).expect("the index opens");
    searcher.warm();
    let lines = include_str!("../queries.txt").lines();
    let queries = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    println!("{} records", searcher.snapshot().len());
    Bench {
        searcher,
        queries: queries.map(str::to_owned).collect(),
        _dir: dir,
    }
}
