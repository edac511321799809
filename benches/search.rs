//! Search, suggest and their parts under criterion. See `percentiles.rs` for what the budgets are measured with.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};
use prasme::search::{NameLang, SearchRequest};

/// One query of each cost: narrow, broad, misspelt, several words, nothing.
const QUERIES: [&str; 6] = [
    "elektrodrošība",
    "manage",
    "kontrolieru programesana",
    "mēbeļu galdnieks",
    "health and safety",
    "",
];

fn searching(criterion: &mut Criterion) {
    let bench = common::load();
    let mut group = criterion.benchmark_group("search");
    for query in QUERIES {
        let request = SearchRequest::new(query);
        group.bench_function(if query.is_empty() { "(browse)" } else { query }, |b| {
            b.iter(|| bench.searcher.search(&request))
        });
    }
    group.bench_function("(all queries of queries.txt)", |b| {
        b.iter(|| {
            bench
                .queries
                .iter()
                .map(|query| {
                    bench
                        .searcher
                        .search(&SearchRequest::new(query))
                        .map_or(0, |found| found.total)
                })
                .sum::<usize>()
        });
    });
    group.finish();
    let mut group = criterion.benchmark_group("suggest");
    for typed in ["m", "mebelu gal", "elektrotehnkis"] {
        group.bench_function(typed, |b| {
            b.iter(|| bench.searcher.suggest(typed, NameLang::Lv, 8))
        });
    }
    group.finish();
}

criterion_group!(benches, searching);
criterion_main!(benches);
