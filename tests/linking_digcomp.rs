//! Everyday sentences find their competence of DigComp 2.2, as often as the committed figures say.
//!
//! `digcomp-sentences.tsv` has two halves: weights and vocabulary were made with *dev* in view, *held* was only scored. The figures
//! in `digcomp-results.tsv` are shares of sentences whose right competence came first, and among the first three.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

use prasme::linking::{Corpus, Statement, Target};
use prasme::model::Lang;
use prasme::workspace::Config;

/// How far a share may fall below its figure: one sentence in a hundred.
const TOLERANCE: f64 = 0.01;

/// Shares of the sentences of a half that are right at the first place, and among the first three.
fn shares(half: &str) -> [f64; 2] {
    let target = Target::Framework("digcomp-2.2".to_owned());
    let corpus = Corpus::built_in(&target).unwrap().unwrap();
    let config = Config::load(None).unwrap();
    let matcher = corpus.matcher(config.analyser(), config.vocabulary(), config.linking());
    let scope = matcher.scope_of(corpus.answers(&target).iter().map(|r| &r.id));
    assert_eq!(scope.len(), 21);
    let (mut all, mut right) = (0, [0, 0]);
    for line in include_str!("linking/digcomp-sentences.tsv")
        .lines()
        .skip(1)
    {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields[0] != half {
            continue;
        }
        all += 1;
        let id = format!("digcomp-2.2/{}", fields[1]);
        let found = matcher.candidates(&Statement::of_text(fields[2], Lang::Lv), &scope, 3);
        if let Some(place) = found.iter().position(|c| c.id.as_str() == id) {
            right[0] += usize::from(place == 0);
            right[1] += 1;
        }
    }
    assert!(all > 100, "{all} sentences of {half}");
    right.map(|n| n as f64 / all as f64)
}

#[test]
fn sentences_find_their_competence_as_often_as_committed() {
    let mut halves = 0;
    for line in include_str!("linking/digcomp-results.tsv").lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let committed = [&fields[1], &fields[2]].map(|f| f.parse::<f64>().unwrap());
        let now = shares(fields[0]);
        println!(
            "{}: first {:.3}, first three {:.3}",
            fields[0], now[0], now[1]
        );
        for (now, committed) in now.iter().zip(committed) {
            assert!(
                *now >= committed - TOLERANCE,
                "{}: {now:.3} < {committed:.3}",
                fields[0]
            );
        }
        halves += 1;
    }
    assert_eq!(halves, 2);
}
