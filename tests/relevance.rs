//! Ranking never gets worse unseen: the judged queries of `tests/relevance` on the national sample.
//!
//! `results.tsv` is the committed table. A mean that falls below it fails, and so does one below the floor. After a
//! change for the better: `prasme evaluate --data DIR --write`, and commit the table with the change.

mod common;

use prasme::search::evaluate::{Evaluation, evaluate, read_judgements, read_queries};

/// nDCG@10 that the project set itself as the least, whatever is committed.
const FLOOR: f64 = 0.85;

/// Differences below this are rounding in the table.
const ROUNDING: f64 = 0.0006;

fn evaluation() -> Evaluation {
    let (searcher, _) = common::sample()
        .searcher(&mut |_| {})
        .expect("the index opens");
    let queries =
        read_queries(include_str!("relevance/queries.tsv")).expect("queries.tsv is valid");
    let judgements =
        read_judgements(include_str!("relevance/qrels.tsv")).expect("qrels.tsv is valid");
    evaluate(&searcher, &queries, &judgements).expect("the searches are answered")
}

#[test]
fn the_ranking_is_at_least_as_good_as_the_committed_table() {
    let evaluation = evaluation();
    assert!(
        evaluation.queries.len() >= 150,
        "{} queries",
        evaluation.queries.len()
    );
    assert!(
        evaluation.unjudged.is_empty(),
        "without judgements: {:?}",
        evaluation.unjudged
    );
    assert!(
        evaluation.unknown_records.is_empty(),
        "not in the sample: {:?}",
        evaluation.unknown_records
    );
    let committed = include_str!("relevance/results.tsv")
        .lines()
        .last()
        .expect("a table");
    let figures: Vec<f64> = committed
        .split('\t')
        .skip(2)
        .map(|f| f.parse().expect("a number"))
        .collect();
    let mean = &evaluation.mean;
    let now = [mean.ndcg_10, mean.p_1, mean.recall_10, mean.success_10];
    for (name, (now, before)) in ["nDCG@10", "P@1", "recall@10", "success@10"]
        .iter()
        .zip(now.iter().zip(&figures))
    {
        println!("{name} {now:.3} (committed {before:.3})");
        assert!(
            *now >= before - ROUNDING,
            "{name} fell from {before:.3} to {now:.3}"
        );
    }
    assert!(
        mean.ndcg_10 >= FLOOR,
        "nDCG@10 is {:.3}, the floor is {FLOOR}",
        mean.ndcg_10
    );
}

#[test]
fn the_same_query_gives_the_same_order() {
    let (one, two) = (evaluation(), evaluation());
    assert_eq!(one, two);
}
