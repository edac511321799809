//! The national sample, imported once for all tests of a binary.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use prasme::catalogue::ApplyMode;
use prasme::import::Options;
use prasme::workspace::Workspace;

/// Where the sample is.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data-samples")
}

/// A data directory that holds the sample; it lasts as long as the process.
pub fn sample() -> &'static Workspace {
    static SAMPLE: OnceLock<(tempfile::TempDir, Workspace)> = OnceLock::new();
    let (_, workspace) = SAMPLE.get_or_init(|| {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let workspace = Workspace::open(dir.path(), None).expect("an empty data directory opens");
        workspace
            .import(
                &[samples()],
                &Options::default(),
                ApplyMode::Commit,
                &mut |_| {},
            )
            .expect("the sample imports");
        (dir, workspace)
    });
    workspace
}
