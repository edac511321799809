//! Percentiles of search and suggest over the queries of `queries.txt`, in process, without a result cache.
//!
//! ```sh
//! PRASME_DATA=../shared/data cargo bench --bench percentiles
//! ```
//!
//! Each query runs several times; its median counts as its time, and the percentiles are taken over the queries.

mod common;

use std::time::{Duration, Instant};

use prasme::search::{Explain, NameLang, SearchRequest};

/// Runs of each query.
const ROUNDS: usize = 15;

fn main() {
    let bench = common::load();
    let searcher = &bench.searcher;
    let ranked = |query: &str| SearchRequest {
        facets: Vec::new(),
        limit: 10,
        ..SearchRequest::new(query)
    };
    let whole = |query: &str| SearchRequest {
        limit: 20,
        ..SearchRequest::new(query)
    };
    let explained = |query: &str| SearchRequest {
        explain: Explain::Full,
        ..whole(query)
    };
    println!(
        "{:<64} {:>8} {:>8} {:>8} {:>8}",
        "µs", "p50", "p90", "p99", "max"
    );
    let queries = &bench.queries;
    measure(
        "analysed query → ranked top 10 [p50 100, p99 1000]",
        queries,
        |query| {
            drop(searcher.search(&ranked(query)));
        },
    );
    measure(
        "the same, facets, highlights, typos, 20 hits [p50 400, p99 2000]",
        queries,
        |query| {
            drop(searcher.search(&whole(query)));
        },
    );
    measure("the same with explanations", queries, |query| {
        drop(searcher.search(&explained(query)));
    });
    measure(
        "suggest, every beginning of every query [p99 1000]",
        &beginnings(queries),
        |typed| {
            drop(searcher.suggest(typed, NameLang::Lv, 8));
        },
    );
}

/// What is sent while somebody types the queries.
fn beginnings(queries: &[String]) -> Vec<String> {
    let ends = |query: &String| {
        let ends: Vec<usize> = query
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .collect();
        ends
    };
    queries
        .iter()
        .flat_map(|query| ends(query).into_iter().map(|end| query[..end].to_owned()))
        .collect()
}

fn measure(what: &str, queries: &[String], run: impl Fn(&str)) {
    queries.iter().for_each(|query| run(query));
    let time = |query: &String| {
        let mut own: Vec<Duration> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                run(query);
                start.elapsed()
            })
            .collect();
        own.sort_unstable();
        own[ROUNDS / 2]
    };
    let mut times: Vec<Duration> = queries.iter().map(time).collect();
    times.sort_unstable();
    let at = |share: f64| {
        let place = ((times.len() - 1) as f64 * share).round() as usize;
        times[place].as_secs_f64() * 1e6
    };
    println!(
        "{what:<64} {:>8.0} {:>8.0} {:>8.0} {:>8.0}",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
}
