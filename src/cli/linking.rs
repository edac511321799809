//! `prasme linking`: how well statements are linked, and learning it from judged data.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, Subcommand};

use super::args::ConfigArgs;
use super::out;
use super::progress::Bar;
use crate::linking::evaluate::{
    Judged, Sentences, Titles, calibrate_titles, cross_validate, learn_pairs,
};
use crate::linking::learn::{Aim, learn};
use crate::linking::{Corpus, LinkingConfig, Matcher};
use crate::workspace::{Config, Workspace};

/// Measure linking on judged data, or learn its weights.
#[derive(Debug, Args)]
pub(super) struct Linking {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure: judged pairs in a data directory, or titles of occupations against a corpus of labels.
    Evaluate(Evaluate),
    /// Learn the weights, from judged pairs in a data directory or from judged titles.
    Tune(Tune),
}

/// Where judged pairs and the records that they speak of are.
#[derive(Debug, Args)]
struct Pairs {
    /// Data directory with the records of the judged pairs.
    #[arg(long, env = "PRASME_DIR", default_value = "data", value_name = "DIR")]
    data: PathBuf,
    /// Folder with pairs.tsv.
    #[arg(long, default_value = "tests/linking", value_name = "DIR")]
    judged: PathBuf,
}

#[derive(Debug, Args)]
struct Evaluate {
    /// Labels: `element <TAB> concept <TAB> label`, the preferred label of a concept first. Without it judged pairs are measured.
    #[arg(long, value_name = "TSV", requires = "queries", requires = "run")]
    corpus: Option<PathBuf>,
    /// Titles: `query <TAB> title`.
    #[arg(long, value_name = "TSV", requires = "corpus")]
    queries: Option<PathBuf>,
    /// Judgements: `query <TAB> 0 <TAB> element <TAB> 1`; with them figures are printed.
    #[arg(long, value_name = "TSV", requires = "corpus")]
    qrels: Option<PathBuf>,
    /// Where the run goes: `query <TAB> element <TAB> score`.
    #[arg(long, value_name = "TSV", requires = "corpus")]
    run: Option<PathBuf>,
    /// Weights to try instead of those in force.
    #[arg(long, value_name = "TOML")]
    weights: Option<PathBuf>,
    /// Write the table of the judged pairs to results.tsv of their folder.
    #[arg(long, conflicts_with = "corpus")]
    write: bool,
    #[command(flatten)]
    pairs: Pairs,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Debug, Args)]
struct Tune {
    /// Labels: `element <TAB> concept <TAB> label`, the preferred label of a concept first. Without it judged pairs are learned from.
    #[arg(long, value_name = "TSV", requires = "queries", requires = "qrels")]
    corpus: Option<PathBuf>,
    /// Titles: `query <TAB> title`.
    #[arg(long, value_name = "TSV", requires = "corpus")]
    queries: Option<PathBuf>,
    /// Judgements: `query <TAB> 0 <TAB> element <TAB> 1`.
    #[arg(long, value_name = "TSV", requires = "corpus")]
    qrels: Option<PathBuf>,
    /// Where the learned weights go, e.g. index-config/linking.toml.
    #[arg(long, value_name = "TOML")]
    output: PathBuf,
    /// Weights to start from instead of those in force.
    #[arg(long, value_name = "TOML")]
    weights: Option<PathBuf>,
    #[command(flatten)]
    pairs: Pairs,
    #[command(flatten)]
    config: ConfigArgs,
}

impl Linking {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Evaluate(evaluate) => evaluate.run(),
            Command::Tune(tune) => tune.run(),
        }
    }
}

impl Evaluate {
    fn run(self) -> anyhow::Result<()> {
        match (&self.corpus, &self.queries, &self.run) {
            (Some(corpus), Some(queries), Some(run)) => self.titles(corpus, queries, run),
            _ => self.pairs(),
        }
    }

    fn titles(&self, corpus: &Path, queries: &Path, run: &Path) -> anyhow::Result<()> {
        let titles = titles(corpus, &self.config, self.weights.as_deref())?;
        let queries = read(queries)?;
        let (mut bar, all, mut done) = (Bar::new(), queries.lines().count() as u64, 0);
        let lines = titles.run(&queries, &mut || {
            done += 1;
            bar.show("queries", done, all);
        })?;
        drop(bar);
        std::fs::write(run, lines).with_context(|| run.display().to_string())?;
        out::note(&format!("wrote {}", run.display()));
        if let Some(qrels) = &self.qrels {
            let measures = titles.measure(&queries, &read(qrels)?)?;
            out::note(&measures.to_string());
        }
        Ok(())
    }

    fn pairs(&self) -> anyhow::Result<()> {
        let (matcher, judged) = self.pairs.open(&self.config, self.weights.as_deref())?;
        let table = judged.table(&matcher);
        let mut stdout = out::stdout();
        write!(stdout, "{table}")?;
        stdout.flush()?;
        if self.write {
            let path = self.pairs.judged.join("results.tsv");
            std::fs::write(&path, table).with_context(|| path.display().to_string())?;
            out::note(&format!("wrote {}", path.display()));
        }
        Ok(())
    }
}

impl Tune {
    fn run(self) -> anyhow::Result<()> {
        let mut learned = weights(&self.config, self.weights.as_deref())?;
        match (&self.corpus, &self.queries, &self.qrels) {
            (Some(corpus), Some(queries), Some(qrels)) => {
                let titles = titles(corpus, &self.config, self.weights.as_deref())?;
                let lists = titles.lists(&read(queries)?, &read(qrels)?)?;
                let measures = cross_validate(&learned, &lists);
                out::note(&format!(
                    "learned from four fifths, measured on the fifth: {measures}"
                ));
                learn(&mut learned, &lists, Aim::Order);
                calibrate_titles(&mut learned, &lists);
            }
            _ => {
                let (matcher, judged) = self.pairs.open(&self.config, self.weights.as_deref())?;
                let mut lists = judged.half(false).lists(&matcher);
                let sentences = self.pairs.judged.join("digcomp-sentences.tsv");
                if sentences.exists() {
                    let sentences = Sentences::read(&read(&sentences)?)?.half(true);
                    lists.extend(sentences.lists(&matcher));
                }
                learn_pairs(&mut learned, &lists);
            }
        }
        std::fs::write(&self.output, learned.to_toml())
            .with_context(|| self.output.display().to_string())?;
        out::note(&format!("wrote {}", self.output.display()));
        Ok(())
    }
}

impl Pairs {
    /// The matcher of the data directory and the judged pairs.
    fn open(
        &self,
        config: &ConfigArgs,
        weights: Option<&Path>,
    ) -> anyhow::Result<(Matcher, Judged)> {
        let workspace = Workspace::open(&self.data, config.index_config.as_deref())?;
        let corpus = Corpus::read(&workspace.catalogue()?)?;
        let own = workspace.config();
        let weights = match weights {
            Some(file) => Arc::new(LinkingConfig::parse(&read(file)?)?),
            None => Arc::clone(own.linking()),
        };
        let matcher = corpus.matcher(own.analyser(), own.vocabulary(), &weights);
        let judged = Judged::read(&read(&self.judged.join("pairs.tsv"))?)?;
        if let Some(group) = judged
            .groups
            .iter()
            .find(|g| matcher.statement(&g.from).is_none())
        {
            anyhow::bail!(
                "{} is judged, but not in {}; `prasme import --data {1} data-samples` brings the records of the judged pairs",
                group.from.as_str(),
                self.data.display()
            );
        }
        Ok((matcher, judged))
    }
}

fn titles(corpus: &Path, config: &ConfigArgs, file: Option<&Path>) -> anyhow::Result<Titles> {
    let weights = Arc::new(weights(config, file)?);
    let config = Config::load(config.index_config.as_deref())?;
    let (analyser, vocabulary) = (config.analyser(), config.vocabulary());
    let corpus = read(corpus)?;
    Ok(Titles::read(
        &corpus,
        Arc::clone(analyser),
        Arc::clone(vocabulary),
        weights,
    )?)
}

fn weights(config: &ConfigArgs, file: Option<&Path>) -> anyhow::Result<LinkingConfig> {
    match file {
        Some(file) => Ok(LinkingConfig::parse(&read(file)?)?),
        None => {
            let config = Config::load(config.index_config.as_deref())?;
            Ok(LinkingConfig::clone(config.linking()))
        }
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}
