//! `prasme import-mappings`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::args::{DataArgs, Format};
use super::out;
use crate::catalogue::ApplyMode;
use crate::catalogue::mappings::Clash;
use crate::export::sssom::Defaults;
use crate::export::{MappingFile, TakeInError, TakenIn, take_in};
use crate::workspace::Workspace;

/// Take mappings that somebody else keeps (SSSOM/TSV) into a data directory: all of them or none.
///
/// Each wrong row is named with line and column. Decisions keep the authors and days that the file names.
#[derive(Debug, Args)]
pub(super) struct ImportMappings {
    #[command(flatten)]
    data: DataArgs,
    /// Say what would change and what is wrong, change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Metadata of the mapping set (YAML) where they stand in a file of their own.
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    /// Author of decisions that name none.
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Day of proposals and decisions that state none, YYYY-MM-DD.
    #[arg(long, value_name = "DAY", value_parser = day)]
    date: Option<String>,
    /// What happens where the file decides otherwise than a person here did.
    #[arg(long, value_enum, default_value_t)]
    clash: ClashArg,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The mapping file.
    file: PathBuf,
}

/// What happens where a file decides otherwise than a person here did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum ClashArg {
    /// The row is reported and nothing is imported.
    #[default]
    Refuse,
    /// The decision here stays.
    KeepOurs,
    /// The file's decision takes its place; the history keeps both.
    TakeTheirs,
}

fn day(text: &str) -> Result<String, String> {
    match text.parse::<jiff::civil::Date>() {
        Ok(day) => Ok(day.to_string()),
        Err(_) => Err("a day as YYYY-MM-DD".to_owned()),
    }
}

impl ImportMappings {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        let read = |path: &Path| std::fs::read(path).with_context(|| path.display().to_string());
        let bytes = read(&self.file)?;
        let name = short(&self.file);
        let metadata = match &self.metadata {
            Some(path) => Some((
                short(path),
                String::from_utf8_lossy(&read(path)?).into_owned(),
            )),
            None => None,
        };
        let defaults = Defaults {
            author: self.author.clone(),
            date: self.date.clone(),
        };
        let file = MappingFile {
            name: &name,
            bytes: &bytes,
            metadata: metadata
                .as_ref()
                .map(|(name, text)| (name.as_str(), text.as_str())),
            defaults: &defaults,
            clash: match self.clash {
                ClashArg::Refuse => Clash::Refuse,
                ClashArg::KeepOurs => Clash::KeepOurs,
                ClashArg::TakeTheirs => Clash::TakeTheirs,
            },
        };
        let mode = match self.dry_run {
            true => ApplyMode::DryRun,
            false => ApplyMode::Commit,
        };
        let mut catalogue = workspace.catalogue()?;
        match take_in(
            &mut catalogue,
            &file,
            workspace.config().export(),
            "import",
            mode,
        ) {
            Ok(taken) => report(&taken, mode, self.format),
            Err(TakeInError::Rows(problems)) => {
                for problem in &problems.0 {
                    out::complain(&problem.to_string());
                }
                anyhow::bail!(
                    "{} problems in {name}; nothing was imported",
                    problems.0.len()
                )
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// The file as messages name it.
fn short(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn report(taken: &TakenIn, mode: ApplyMode, format: Format) -> anyhow::Result<()> {
    let mut stdout = out::stdout();
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut stdout, taken)?;
            writeln!(stdout)?;
        }
        Format::Text => {
            for note in &taken.notes {
                writeln!(stdout, "note: {note}")?;
            }
            let r = &taken.report;
            let done = match mode {
                ApplyMode::Commit => "imported",
                ApplyMode::DryRun => "dry run: nothing was changed",
            };
            writeln!(
                stdout,
                "{done}: {} added, {} changed, {} unchanged, {} left as decided here",
                r.added, r.changed, r.unchanged, r.kept
            )?;
        }
    }
    Ok(stdout.flush()?)
}
