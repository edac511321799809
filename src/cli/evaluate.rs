//! `prasme evaluate`.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::args::DataArgs;
use super::out;
use crate::search::evaluate::{Evaluation, Measures, evaluate, read_judgements, read_queries};
use crate::workspace::Workspace;

/// Measure the quality of search on judged queries: nDCG@10, P@1, recall@10, success@10, beside the committed table.
#[derive(Debug, Args)]
pub(super) struct Evaluate {
    #[command(flatten)]
    data: DataArgs,
    /// Folder with queries.tsv, qrels.tsv and, to compare with, results.tsv.
    #[arg(long, default_value = "tests/relevance", value_name = "DIR")]
    relevance: PathBuf,
    /// Write the new table to results.tsv of that folder.
    #[arg(long)]
    write: bool,
    /// List the good records that are missing from the first ten.
    #[arg(long)]
    missed: bool,
}

impl Evaluate {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        let (searcher, _) = workspace.searcher(&mut |_| {})?;
        let queries =
            read_queries(&read(&self.relevance, "queries.tsv")?).context("queries.tsv")?;
        let judgements =
            read_judgements(&read(&self.relevance, "qrels.tsv")?).context("qrels.tsv")?;
        let evaluation = evaluate(&searcher, &queries, &judgements)?;
        let table = self.relevance.join("results.tsv");
        let before = std::fs::read_to_string(&table).unwrap_or_default();
        self.report(&evaluation, &before)?;
        if self.write {
            std::fs::write(&table, evaluation.to_string())
                .with_context(|| table.display().to_string())?;
            out::note(&format!("wrote {}", table.display()));
        }
        Ok(())
    }

    fn report(&self, evaluation: &Evaluation, before: &str) -> anyhow::Result<()> {
        let before = ndcg_of(before);
        let mut stdout = out::stdout();
        writeln!(
            stdout,
            "qid\tnDCG@10\tbefore\tP@1\trecall@10\tsuccess@10\tquery"
        )?;
        for query in &evaluation.queries {
            let m = &query.measures;
            line(
                &mut stdout,
                &query.qid,
                m,
                before.get(query.qid.as_str()),
                &query.query,
            )?;
            if self.missed {
                for id in &query.missed {
                    writeln!(stdout, "\t\tmissed {id}")?;
                }
            }
        }
        let what = format!("{} queries", evaluation.queries.len());
        line(
            &mut stdout,
            "all",
            &evaluation.mean,
            before.get("all"),
            &what,
        )?;
        for id in &evaluation.unknown_records {
            writeln!(stdout, "judged, but not in the index: {id}")?;
        }
        for qid in &evaluation.unjudged {
            writeln!(stdout, "without a judgement, left out: {qid}")?;
        }
        Ok(stdout.flush()?)
    }
}

fn line(
    out: &mut impl Write,
    qid: &str,
    m: &Measures,
    before: Option<&f64>,
    query: &str,
) -> std::io::Result<()> {
    let before = before.map_or(String::from("–"), |b| format!("{b:.3}"));
    writeln!(
        out,
        "{qid}\t{:.3}\t{before}\t{:.3}\t{:.3}\t{:.3}\t{query}",
        m.ndcg_10, m.p_1, m.recall_10, m.success_10
    )
}

/// nDCG@10 of each query in a committed table.
fn ndcg_of(table: &str) -> HashMap<&str, f64> {
    let rows = table.lines().map(|line| line.split('\t'));
    rows.filter_map(|mut cells| Some((cells.next()?, cells.nth(1)?.parse().ok()?)))
        .collect()
}

fn read(folder: &Path, name: &str) -> anyhow::Result<String> {
    let path = folder.join(name);
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_table_is_read_by_its_columns() {
        let table =
            "qid\tquery\tnDCG@10\tP@1\nq1\tkoks\t0.750\t1.000\nall\t1 queries\t0.750\t1.000\n";
        let before = ndcg_of(table);
        assert_eq!(before.get("q1"), Some(&0.75));
        assert_eq!(before.get("all"), Some(&0.75));
        assert_eq!(before.get("qid"), None);
    }
}
