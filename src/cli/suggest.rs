//! `prasme suggest`.

use std::io::Write;

use clap::Args;

use super::args::{DataArgs, Format};
use super::out;
use crate::search::NameLang;
use crate::workspace::Workspace;

/// Complete what is being typed.
#[derive(Debug, Args)]
pub(super) struct Suggest {
    #[command(flatten)]
    data: DataArgs,
    /// How many.
    #[arg(long, default_value_t = 8)]
    limit: usize,
    /// How they are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// What was typed so far.
    #[arg(required = true)]
    typed: Vec<String>,
}

impl Suggest {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        let (searcher, _) = workspace.searcher(&mut |_| {})?;
        let suggestions = searcher.suggest(&self.typed.join(" "), NameLang::Lv, self.limit);
        let mut stdout = out::stdout();
        match self.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut stdout, &suggestions)?;
                writeln!(stdout)?;
            }
            Format::Text => {
                for suggestion in &suggestions {
                    writeln!(stdout, "{}", suggestion.text)?;
                }
            }
        }
        Ok(stdout.flush()?)
    }
}
