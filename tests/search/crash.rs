//! A builder killed at any moment leaves the old generation in force or the new one, never half of one.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use prasme::search::{BuildSettings, IndexStore, fingerprint};
use prasme::text::Analyser;

const DIR: &str = "PRASME_TEST_BUILD_IN";

/// Not a test by itself: what the killed process does. It tells every step on a line of its own.
#[test]
fn child_that_builds() {
    let Ok(dir) = std::env::var(DIR) else { return };
    let analyser = Analyser::default();
    let print = fingerprint(&analyser);
    let store = IndexStore::open(dir).unwrap();
    for change in 2..6 {
        let settings = BuildSettings {
            analyser: &analyser,
            fingerprint: &print,
            change,
        };
        store
            .build(crate::common::records(), settings, |step| {
                println!("step {step:?}")
            })
            .unwrap();
    }
}

#[test]
fn a_killed_builder_leaves_a_whole_generation() {
    let analyser = Analyser::default();
    let print = fingerprint(&analyser);
    let count = crate::common::records().len();
    for steps in 1..16 {
        let dir = tempfile::tempdir().unwrap();
        let store = IndexStore::open(dir.path()).unwrap();
        let settings = BuildSettings {
            analyser: &analyser,
            fingerprint: &print,
            change: 1,
        };
        store
            .build(
                crate::common::records().into_iter().take(3),
                settings,
                |_| (),
            )
            .unwrap();

        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::child_that_builds", "--nocapture"])
            .env(DIR, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let told = lines
            .filter(|line| line.contains("step "))
            .take(steps)
            .count();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(told > 0);

        let store = IndexStore::open(dir.path()).unwrap();
        let found = store.load(&print).unwrap();
        let (records, change) = (found.len(), found.manifest().change);
        assert!(
            (records, change) == (3, 1) || (records == count && change > 1),
            "{records} records, change {change}"
        );
        let settings = BuildSettings {
            analyser: &analyser,
            fingerprint: &print,
            change: 9,
        };
        assert_eq!(
            store
                .build(crate::common::records(), settings, |_| ())
                .unwrap()
                .len(),
            count
        );
        let left = std::fs::read_dir(dir.path())
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().is_dir())
            .count();
        assert_eq!(left, 1, "nothing half is left");
    }
}
