//! How good the ranking is, measured on queries with known answers.
//!
//! Two files in the form that search research uses: `queries.tsv` (`qid`, query, user, note) and `qrels.tsv` (`qid`,
//! record, grade 0 to 3). The measures stand under their standard names.

mod files;
mod metrics;

pub use files::{EvaluationError, Judgement, Query, read_judgements, read_queries};
pub use metrics::{Measures, measure};

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::error::SearchError;
use super::request::{NameLang, SearchRequest};
use super::searcher::Searcher;

/// How many hits are looked at.
pub const DEPTH: usize = 10;

/// The measures of one query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueryResult {
    /// The query's number.
    pub qid: String,
    /// The query.
    pub query: String,
    /// Its measures.
    pub measures: Measures,
    /// Judged records of grade 2 and 3 that are not among the first ten.
    pub missed: Vec<String>,
}

/// The measures of all queries.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// One entry per query that has judgements, in the order of the file.
    pub queries: Vec<QueryResult>,
    /// Means over all of them.
    pub mean: Measures,
    /// Queries without a judgement: they are left out.
    pub unjudged: Vec<String>,
    /// Judged records that the index does not have: they count as missed.
    pub unknown_records: Vec<String>,
}

/// Runs all queries and measures what comes.
///
/// # Errors
/// [`SearchError`] when the index cannot be read any more.
pub fn evaluate(
    searcher: &Searcher,
    queries: &[Query],
    judgements: &[Judgement],
) -> Result<Evaluation, SearchError> {
    let mut by_query: BTreeMap<&str, BTreeMap<&str, u8>> = BTreeMap::new();
    for judgement in judgements {
        by_query
            .entry(&judgement.qid)
            .or_default()
            .insert(&judgement.record, judgement.grade);
    }
    let snapshot = searcher.snapshot();
    let known = |id: &&str| snapshot.tables.documents.find(id).is_none();
    let mut unknown: Vec<String> = by_query
        .values()
        .flat_map(BTreeMap::keys)
        .copied()
        .filter(known)
        .map(str::to_owned)
        .collect();
    unknown.sort_unstable();
    unknown.dedup();
    let mut evaluation = Evaluation {
        queries: Vec::new(),
        mean: Measures::default(),
        unjudged: Vec::new(),
        unknown_records: unknown,
    };
    for query in queries {
        let Some(grades) = by_query.get(query.qid.as_str()) else {
            evaluation.unjudged.push(query.qid.clone());
            continue;
        };
        let request = SearchRequest {
            limit: DEPTH,
            facets: Vec::new(),
            lang: NameLang::Lv,
            ..SearchRequest::new(&query.text)
        };
        let found: Vec<String> = searcher
            .search(&request)?
            .hits
            .into_iter()
            .map(|hit| hit.id.to_string())
            .collect();
        let missed = grades
            .iter()
            .filter(|(id, grade)| **grade >= 2 && !found.iter().any(|hit| hit == *id));
        evaluation.queries.push(QueryResult {
            qid: query.qid.clone(),
            query: query.text.clone(),
            measures: measure(&found, grades),
            missed: missed.map(|(id, _)| (*id).to_owned()).collect(),
        });
    }
    evaluation.mean = Measures::mean(evaluation.queries.iter().map(|query| query.measures));
    Ok(evaluation)
}

/// A table with a line per query and the means below, tab-separated, for committing and comparing.
impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "qid\tquery\tnDCG@10\tP@1\trecall@10\tsuccess@10")?;
        let line = |f: &mut fmt::Formatter<'_>, qid: &str, query: &str, m: &Measures| {
            writeln!(
                f,
                "{qid}\t{query}\t{:.3}\t{:.3}\t{:.3}\t{:.3}",
                m.ndcg_10, m.p_1, m.recall_10, m.success_10
            )
        };
        for query in &self.queries {
            line(f, &query.qid, &query.query, &query.measures)?;
        }
        line(
            f,
            "all",
            &format!("{} queries", self.queries.len()),
            &self.mean,
        )
    }
}
