//! `prasme search`.

use std::io::Write;

use clap::Args;

use super::args::{DataArgs, Format};
use super::out;
use crate::search::{Explain, Hit, NameLang, SearchRequest, SearchResponse, Sort};
use crate::workspace::Workspace;

/// Search. Words, "phrases", -minus, and filters such as kind:module, lki:3-4, sector:ENE, lang:lv, access:brīvi.
#[derive(Debug, Args)]
pub(super) struct Search {
    #[command(flatten)]
    data: DataArgs,
    /// Results wanted, at most 100.
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// Results to skip.
    #[arg(long, default_value_t = 0)]
    offset: usize,
    /// Order: relevance, name, level or year.
    #[arg(long, default_value = "relevance", value_parser = sort)]
    sort: Sort,
    /// Say for every result why it came.
    #[arg(long)]
    explain: bool,
    /// How the results are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// What to look for; nothing browses everything.
    query: Vec<String>,
}

fn sort(text: &str) -> Result<Sort, String> {
    match text {
        "relevance" => Ok(Sort::Relevance),
        "name" => Ok(Sort::Name),
        "level" => Ok(Sort::Level),
        "year" => Ok(Sort::Year),
        _ => Err("one of relevance, name, level, year".to_owned()),
    }
}

impl Search {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        let (searcher, _) = workspace.searcher(&mut |_| {})?;
        let request = SearchRequest {
            query: self.query.join(" "),
            lang: NameLang::Lv,
            sort: self.sort,
            offset: self.offset,
            limit: self.limit,
            explain: if self.explain {
                Explain::Full
            } else {
                Explain::No
            },
            ..SearchRequest::default()
        };
        let response = searcher.search(&request)?;
        let mut stdout = out::stdout();
        match self.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut stdout, &response)?;
                writeln!(stdout)?;
            }
            Format::Text => write_text(&mut stdout, &response)?,
        }
        Ok(stdout.flush()?)
    }
}

fn write_text(out: &mut impl Write, response: &SearchResponse) -> anyhow::Result<()> {
    writeln!(out, "{} found", response.total)?;
    if let Some(query) = &response.did_you_mean {
        writeln!(out, "did you mean: {query}")?;
    }
    for alternative in &response.understood.alternatives {
        writeln!(out, "also: {} → {}", alternative.typed, alternative.instead)?;
    }
    for notice in &response.notices {
        writeln!(out, "notice: {:?} {}", notice.code, notice.text)?;
    }
    for (number, hit) in response.hits.iter().enumerate() {
        write_hit(out, response.offset + number + 1, hit)?;
    }
    Ok(())
}

fn write_hit(out: &mut impl Write, number: usize, hit: &Hit) -> anyhow::Result<()> {
    let level = hit
        .level
        .map(|l| format!(" LKI {}", l.from))
        .unwrap_or_default();
    let code = hit
        .code
        .as_deref()
        .map(|c| format!("{c} "))
        .unwrap_or_default();
    writeln!(
        out,
        "{number}. {code}{} [{}{level}]",
        hit.name.text,
        hit.kind.code()
    )?;
    writeln!(out, "   {}", hit.id)?;
    if !hit.path.is_empty() {
        let path: Vec<_> = hit.path.iter().map(|step| step.name.as_str()).collect();
        writeln!(out, "   {}", path.join(" › "))?;
    }
    if let Some(passage) = &hit.passage {
        writeln!(out, "   … {}", passage.marked.text.replace('\n', " "))?;
    }
    let Some(explanation) = &hit.explanation else {
        return Ok(());
    };
    for word in &explanation.words {
        writeln!(
            out,
            "     {:+.3}  {} ~ {} ({:?}, {:?}, {:?}, weight {:.2})",
            word.points, word.typed, word.met, word.layer, word.origin, word.place, word.weight
        )?;
    }
    for bonus in &explanation.bonuses {
        writeln!(out, "     {:+.3}  {:?}", bonus.points, bonus.reason)?;
    }
    writeln!(out, "     {:.3}  together", hit.score)?;
    Ok(())
}
