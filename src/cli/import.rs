//! `prasme import`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::args::{DataArgs, Format};
use super::out;
use super::progress::Bar;
use crate::catalogue::{ApplyMode, ChangeKind};
use crate::import::{Options, esco, frameworks};
use crate::model::{Lang, Severity};
use crate::workspace::{Imported, Step, Workspace};

/// Import files, folders or ZIP archives into a data directory: all of them or none.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    data: DataArgs,
    /// Say what would change and what is wrong, change nothing.
    #[arg(long)]
    dry_run: bool,
    /// List every record that changes.
    #[arg(long)]
    changes: bool,
    #[command(flatten)]
    framework: FrameworkArgs,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Files, folders or ZIP archives; what each is, is found out.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// What is known better than the files say.
#[derive(Debug, Args)]
struct FrameworkArgs {
    /// Identifier of a framework with its version, e.g. entrecomp-2016, where the file does not state it.
    #[arg(long, value_name = "ID")]
    framework: Option<String>,
    /// Name of the framework for people.
    #[arg(long, value_name = "NAME")]
    title: Option<String>,
    /// Version of the framework or of the ESCO download.
    #[arg(long, value_name = "VERSION")]
    dataset_version: Option<String>,
    /// Licence of the framework.
    #[arg(long, value_name = "LICENCE")]
    licence: Option<String>,
    /// Language of names that state none: lv or en.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

impl FrameworkArgs {
    fn options(&self) -> Options {
        Options {
            esco: esco::Options {
                version: self.dataset_version.clone(),
            },
            framework: frameworks::Options {
                id: self.framework.clone(),
                title: self.title.clone(),
                version: self.dataset_version.clone(),
                licence: self.licence.clone(),
                lang: self.lang.as_deref().map(Lang::from_tag),
                columns: Vec::new(),
            },
        }
    }
}

impl Import {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        let mode = if self.dry_run {
            ApplyMode::DryRun
        } else {
            ApplyMode::Commit
        };
        let mut bar = Bar::new();
        let options = self.framework.options();
        let imported = workspace.import(&self.paths, &options, mode, &mut |step| {
            show(&mut bar, step)
        })?;
        drop(bar);
        match self.format {
            Format::Text => report(&imported, mode, self.changes),
            Format::Json => report_json(&imported),
        }
    }
}

/// Shows a step of an import.
pub(super) fn show(bar: &mut Bar, step: Step) {
    match step {
        Step::Waiting => {
            out::note("another import is at work in this data directory; waiting for it")
        }
        Step::Reading(progress) => {
            bar.show(&progress.stage, progress.done, progress.total.unwrap_or(0));
        }
        Step::Storing(done, all) => bar.show("storing records", done as u64, all as u64),
        Step::Indexing(progress) => show_index(bar, progress),
    }
}

/// Shows how far building the index is.
pub(super) fn show_index(bar: &mut Bar, progress: crate::search::Progress) {
    use crate::search::Progress;
    match progress {
        Progress::Reading => bar.show("reading the catalogue", 0, 0),
        Progress::Indexing { done, total } => bar.show("indexing", done as u64, total as u64),
        Progress::Writing => bar.show("writing the index", 0, 0),
        Progress::Published { .. } => {}
    }
}

fn report(imported: &Imported, mode: ApplyMode, every_change: bool) -> anyhow::Result<()> {
    let mut stdout = out::stdout();
    for warning in &imported.warnings {
        let mark = match warning.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Skipped => "skipped",
        };
        writeln!(stdout, "{mark}: {warning}")?;
    }
    for report in &imported.reports {
        if every_change {
            for change in &report.changes {
                let mark = match change.kind {
                    ChangeKind::Added => '+',
                    ChangeKind::Changed => '~',
                    ChangeKind::Removed => '-',
                };
                writeln!(stdout, "{mark} {}", change.id)?;
            }
        }
        writeln!(
            stdout,
            "{}: {} added, {} changed, {} removed, {} unchanged; relations: {} added, {} removed",
            report.dataset,
            report.count(ChangeKind::Added),
            report.count(ChangeKind::Changed),
            report.count(ChangeKind::Removed),
            report.unchanged,
            report.relations_added,
            report.relations_removed
        )?;
    }
    let warnings = imported.warnings.len();
    match mode {
        ApplyMode::DryRun => writeln!(stdout, "dry run: nothing was changed; {warnings} warnings")?,
        ApplyMode::Commit => writeln!(stdout, "imported; {warnings} warnings")?,
    }
    Ok(stdout.flush()?)
}

fn report_json(imported: &Imported) -> anyhow::Result<()> {
    let mut stdout = out::stdout();
    let report = serde_json::json!({ "reports": imported.reports, "warnings": imported.warnings });
    serde_json::to_writer_pretty(&mut stdout, &report)?;
    writeln!(stdout)?;
    Ok(stdout.flush()?)
}
