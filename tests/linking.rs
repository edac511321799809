//! Linking never gets worse unseen: judged pairs of the national sample, and titles of occupations where they are at hand.
//!
//! `linking/results.tsv` is the committed table. After a change for the better: `prasme linking evaluate --data DIR --write` on a
//! data directory that holds `data-samples` alone, and commit the table with the change.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod common;

use std::path::PathBuf;
use std::sync::Arc;

use prasme::linking::LinkingConfig;
use prasme::linking::evaluate::{ALL, Judged, Titles};
use prasme::workspace::Config;

/// How far a figure may fall below the committed one: rounding, and one group in a hundred.
const TOLERANCE: f64 = 0.011;

/// What the project set itself for confidence over the pairs that were not learned from.
const CALIBRATION: f64 = 0.05;

fn judged() -> Judged {
    Judged::read(include_str!("linking/pairs.tsv")).unwrap()
}

#[test]
fn judged_pairs_are_found_as_well_as_committed() {
    let (_, matcher) = common::sample().matcher().unwrap();
    let judged = judged();
    assert!(judged.groups.len() >= 140, "{}", judged.groups.len());
    for group in &judged.groups {
        assert!(matcher.statement(&group.from).is_some(), "{}", group.from);
        for id in &group.accepted {
            assert!(matcher.statement(id).is_some(), "{id} is not in the sample");
        }
    }
    let halves = [("tuned", judged.half(false)), ("held", judged.half(true))];
    for (name, half) in halves {
        let measured = half.measure(&matcher);
        for (kind, now) in &measured {
            let line = include_str!("linking/results.tsv")
                .lines()
                .find(|line| line.starts_with(&format!("{name}\t{kind}\t")))
                .unwrap_or_else(|| panic!("{name} {kind} is not in the table"));
            let before: Vec<f64> = line
                .split('\t')
                .skip(3)
                .map(|f| f.parse().unwrap())
                .collect();
            println!("{name} {kind} {now:?}");
            for (now, before) in [now.precision_1, now.f1_5].iter().zip(&before) {
                assert!(
                    *now >= before - TOLERANCE,
                    "{name} {kind}: {now:.3} < {before:.3}"
                );
            }
        }
        let error = measured[ALL].calibration_error;
        assert!(error < CALIBRATION, "{name}: calibration error {error:.3}");
    }
}

#[test]
fn titles_of_occupations_reach_their_floor_where_the_benchmark_is_at_hand() {
    let Some(folder) = std::env::var_os("PRASME_DATA").map(|d| PathBuf::from(d).join("melo-lv"))
    else {
        println!("PRASME_DATA is not set: titles of occupations were not measured");
        return;
    };
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let config = Config::load(None).unwrap();
    let titles = Titles::read(
        &read("corpus.tsv"),
        Arc::clone(config.analyser()),
        Arc::clone(config.vocabulary()),
        Arc::new(LinkingConfig::default()),
    )
    .unwrap();
    let measures = titles
        .measure(&read("dev-queries.tsv"), &read("dev-qrels.tsv"))
        .unwrap();
    println!("{measures}");
    assert!(measures.reciprocal_rank >= 0.49, "{measures}");
    assert!(measures.success_10 >= 0.60, "{measures}");
}
