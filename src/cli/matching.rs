//! `prasme match`: statements from standard input, what they mean in a framework on standard output.

use std::collections::HashSet;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde_json::json;

use super::args::ConfigArgs;
use super::lines::Lines;
use super::link::share;
use super::out;
use crate::linking::{BUILT_IN, Candidate, Corpus, Matcher, Scope, Statement, Target};
use crate::model::{Lang, RecordId};
use crate::workspace::{Config, Workspace};

/// Find what statements from standard input, one a line, mean in a framework. DigComp 2.2 is part of the program; anything
/// else is looked for in a data directory.
#[derive(Debug, Args)]
pub(super) struct Match {
    /// What they are compared with: digcomp-2.2, and with --data also esco, kind:learning_outcome, or under: with the
    /// identifier of a programme, module or qualification.
    #[arg(long, value_name = "SET")]
    to: Target,
    /// Data directory whose catalogue is compared with, instead of what is built in.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Answers for one statement, at most.
    #[arg(long, value_name = "NUMBER", default_value = "5")]
    limit: NonZeroUsize,
    /// Leave out answers below this confidence, 0 to 1.
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, value_parser = share)]
    min_confidence: f32,
    /// How answers are written; tsv is `line <TAB> code <TAB> confidence`.
    #[arg(long, value_enum, default_value_t)]
    format: MatchFormat,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum MatchFormat {
    /// For people.
    #[default]
    Text,
    /// A line an answer.
    Tsv,
    /// For programs.
    Json,
}

/// What statements are compared with.
struct Compared {
    corpus: Corpus,
    matcher: Matcher,
    scope: Scope,
    /// Whether each record of the scope has a code that no other one has.
    coded: bool,
}

impl Match {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let compared = Compared::open(&self)?;
        let mut lines = Lines::new(io::stdin().lock());
        let mut stdout = out::stdout();
        let mut before = "";
        if self.format == MatchFormat::Json {
            write!(stdout, "[")?;
        }
        while let Some((number, text)) = lines.next()? {
            if text.trim().is_empty() {
                continue;
            }
            let found = compared.candidates(text, &self);
            match self.format {
                MatchFormat::Text => compared.text(&mut stdout, number, text, &found)?,
                MatchFormat::Tsv => {
                    for candidate in &found {
                        let code = compared.code(&candidate.id);
                        writeln!(stdout, "{number}\t{code}\t{:.3}", candidate.confidence)?;
                    }
                }
                MatchFormat::Json => {
                    write!(stdout, "{before}\n{}", compared.json(number, text, &found))?;
                    before = ",";
                }
            }
        }
        if self.format == MatchFormat::Json {
            writeln!(stdout, "\n]")?;
        }
        Ok(stdout.flush()?)
    }
}

impl Compared {
    fn open(arguments: &Match) -> anyhow::Result<Self> {
        let target = &arguments.to;
        let index_config = arguments.config.index_config.as_deref();
        let (corpus, matcher) = match &arguments.data {
            Some(dir) => of_data(dir, index_config)?,
            None => {
                let built_in = Corpus::built_in(target)?;
                let corpus = built_in.with_context(|| {
                    format!(
                        "{target} is not built in ({} is); name a data directory that holds it with --data",
                        BUILT_IN.join(", ")
                    )
                })?;
                let config = Config::load(index_config)?;
                let matcher =
                    corpus.matcher(config.analyser(), config.vocabulary(), config.linking());
                (corpus, matcher)
            }
        };
        let answers = corpus.answers(target);
        if let (true, Some(dir)) = (answers.is_empty(), &arguments.data) {
            anyhow::bail!(
                "the catalogue in {} holds nothing of {target}; `prasme import --data {} FILES…` brings it in",
                dir.display(),
                dir.display()
            );
        }
        let mut codes = HashSet::new();
        let coded = answers
            .iter()
            .all(|r| r.code.as_ref().is_some_and(|code| codes.insert(code)));
        let scope = matcher.scope_of(answers.iter().map(|r| &r.id));
        Ok(Self {
            corpus,
            matcher,
            scope,
            coded,
        })
    }

    fn candidates(&self, text: &str, arguments: &Match) -> Vec<Candidate> {
        let statement = Statement::of_text(text, Lang::Lv);
        let limit = arguments.limit.get();
        let mut found = self.matcher.candidates(&statement, &self.scope, limit);
        found.retain(|c| c.confidence >= arguments.min_confidence);
        found
    }

    /// The code of a record where codes tell the records apart, else its identifier.
    fn code<'a>(&'a self, id: &'a RecordId) -> &'a str {
        let code = self.corpus.record(id).and_then(|r| r.code.as_deref());
        code.filter(|_| self.coded).unwrap_or(id.as_str())
    }

    fn name(&self, id: &RecordId) -> &str {
        self.corpus.record(id).map_or("", |r| r.name(Lang::Lv))
    }

    fn text(
        &self,
        out: &mut impl Write,
        number: usize,
        text: &str,
        found: &[Candidate],
    ) -> io::Result<()> {
        writeln!(out, "{number}  {}", text.trim())?;
        for candidate in found {
            let (code, name) = (self.code(&candidate.id), self.name(&candidate.id));
            let percent = candidate.confidence * 100.0;
            writeln!(out, "   {percent:3.0} %  {code}  {name}")?;
        }
        Ok(())
    }

    fn json(&self, number: usize, text: &str, found: &[Candidate]) -> serde_json::Value {
        let answer = |c: &Candidate| {
            json!({
                "code": self.code(&c.id),
                "id": c.id.as_str(),
                "name": self.name(&c.id),
                "confidence": (f64::from(c.confidence) * 1000.0).round() / 1000.0,
            })
        };
        let answers: Vec<_> = found.iter().map(answer).collect();
        json!({ "line": number, "statement": text.trim(), "answers": answers })
    }
}

fn of_data(dir: &Path, index_config: Option<&Path>) -> anyhow::Result<(Corpus, Matcher)> {
    // Opening makes a directory where there is none; here that would only hide a wrong path.
    anyhow::ensure!(
        dir.is_dir(),
        "{} is no data directory; `prasme import --data {} FILES…` makes one",
        dir.display(),
        dir.display()
    );
    Ok(Workspace::open(dir, index_config)?.matcher()?)
}
