//! One statement against all of ESCO: percentiles, in process, with explanation. And how long the matcher takes to build, and how much
//! it keeps.
//!
//! ```sh
//! PRASME_DATA=../shared/data cargo bench --bench linking
//! ```
//!
//! ESCO comes in English. So that Latvian statements are measured against as many Latvian names, every skill gets one made of words of
//! the sample's own statements: it measures speed and nothing else. Each statement runs several times; its median counts.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use prasme::catalogue::ApplyMode;
use prasme::import::Options;
use prasme::linking::{Corpus, Matcher, Statement};
use prasme::model::{Kind, Label, LabelRole, Lang, Record};
use prasme::workspace::Workspace;

/// Runs of each statement.
const ROUNDS: usize = 9;

/// Candidates asked for.
const LIMIT: usize = 10;

fn main() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let workspace = Workspace::open(dir.path(), None).expect("an empty data directory opens");
    let mut sources = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("data-samples")];
    let esco = std::env::var_os("PRASME_DATA").map(|d| PathBuf::from(d).join("esco-1.1.1-en.zip"));
    match esco.filter(|path| path.exists()) {
        Some(zip) => sources.push(zip),
        None => println!("PRASME_DATA names no ESCO download: the sample alone is measured"),
    }
    workspace
        .import(
            &sources,
            &Options::default(),
            ApplyMode::Commit,
            &mut |_| {},
        )
        .expect("the data imports");
    let corpus = Corpus::read(&workspace.catalogue().expect("it opens")).expect("it is read");
    let english = corpus.records().iter().filter(|r| r.kind == Kind::Skill);
    let english = english.filter_map(|r| r.labels.iter().rfind(|l| l.lang == Lang::En));
    let english: Vec<_> = english
        .step_by(29)
        .map(|l| Statement::of_text(&l.text, Lang::En))
        .collect();
    println!(
        "{:<56} {:>8} {:>8} {:>8} {:>8}",
        "µs", "p50", "p90", "p99", "max"
    );
    let matcher = build(&workspace, &corpus, "as downloaded");
    measure(
        "English statement → 10 skills of ESCO, explained [1000]",
        &matcher,
        &english,
    );
    let latvian = of_kind(&matcher, &corpus, Kind::Requirement);
    measure(
        "Latvian requirement → skills of ESCO [1000]",
        &matcher,
        &latvian,
    );
    drop(matcher);
    let made = Corpus::new(with_latvian_names(&corpus), corpus.relations().to_vec());
    let matcher = build(&workspace, &made, "with a Latvian name for every skill");
    let latvian = of_kind(&matcher, &made, Kind::Requirement);
    measure(
        "Latvian requirement → 10 of as many Latvian names [1000]",
        &matcher,
        &latvian,
    );
}

fn of_kind(matcher: &Matcher, corpus: &Corpus, kind: Kind) -> Vec<Statement> {
    let records = corpus
        .records()
        .iter()
        .filter(|r| r.kind == kind)
        .step_by(3);
    records.filter_map(|r| matcher.statement(&r.id)).collect()
}

fn build(workspace: &Workspace, corpus: &Corpus, what: &str) -> Matcher {
    let config = workspace.config();
    let start = Instant::now();
    let matcher = corpus.matcher(config.analyser(), config.vocabulary(), config.linking());
    let (took, megabytes) = (start.elapsed(), matcher.bytes() / 1_000_000);
    println!(
        "matcher of {} records, {what}: built in {took:.0?}, about {megabytes} MB",
        matcher.len()
    );
    matcher
}

/// The records, every skill with one more name: three words of the sample's statements, chosen by its place.
fn with_latvian_names(corpus: &Corpus) -> Vec<Record> {
    let kinds = [Kind::Requirement, Kind::LearningOutcome];
    let names = corpus.records().iter().filter(|r| kinds.contains(&r.kind));
    let words: Vec<String> = names
        .flat_map(|r| {
            r.name(Lang::Lv)
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    let mut records = corpus.records().to_vec();
    for (place, record) in records
        .iter_mut()
        .enumerate()
        .filter(|(_, r)| r.kind == Kind::Skill)
    {
        let word = |factor: usize| words[place * factor % words.len()].as_str();
        let name = [word(7), word(13), word(31)].join(" ");
        record
            .labels
            .push(Label::new(Lang::Lv, LabelRole::Alternative, name));
    }
    records
}

fn measure(what: &str, matcher: &Matcher, statements: &[Statement]) {
    let scope = matcher.scope(&"esco".parse().expect("a framework"));
    let run = |statement: &Statement| drop(matcher.candidates(statement, &scope, LIMIT));
    statements.iter().for_each(run);
    let time = |statement: &Statement| {
        let mut own: Vec<Duration> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                run(statement);
                start.elapsed()
            })
            .collect();
        own.sort_unstable();
        own[ROUNDS / 2]
    };
    let mut times: Vec<Duration> = statements.iter().map(time).collect();
    times.sort_unstable();
    let at =
        |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e6;
    println!(
        "{what:<56} {:>8.0} {:>8.0} {:>8.0} {:>8.0}",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
}
