//! `prasme link`.

use std::io::Write;

use clap::Args;

use super::args::{DataArgs, Format};
use super::out;
use super::progress::Bar;
use crate::linking::Target;
use crate::linking::jobs::Job;
use crate::linking::propose::{JobReport, ProposeMode, ProposeSettings};
use crate::workspace::{LinkStep, Workspace};

/// Propose mappings between statements, for people to decide on the page /review.
///
/// Without --from and --to everything worth linking is: requirements and outcomes with ESCO and DigComp, the outcomes of
/// each programme with the requirements of its qualification, exam items with the requirements that they test, materials
/// with outcomes. What has not changed since the last time is not compared again; what people decided is left alone.
#[derive(Debug, Args)]
pub(super) struct Link {
    #[command(flatten)]
    data: DataArgs,
    /// Statements to propose for: kind:requirement, a framework such as esco, or the identifier of a programme,
    /// module or qualification. May be repeated.
    #[arg(long, value_name = "SET", requires = "to")]
    from: Vec<Target>,
    /// What they are compared with, written the same way. May be repeated.
    #[arg(long, value_name = "SET", requires = "from")]
    to: Vec<Target>,
    /// Leave out candidates below this confidence, 0 to 1.
    #[arg(long, value_name = "NUMBER", default_value_t = ProposeSettings::default().min_confidence, value_parser = share)]
    min_confidence: f32,
    /// Candidates of one statement, at most.
    #[arg(long, value_name = "NUMBER", default_value_t = ProposeSettings::default().most)]
    most: usize,
    /// Say what would be proposed, write nothing.
    #[arg(long)]
    dry_run: bool,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Reads a share from 0 to 1.
pub(super) fn share(text: &str) -> Result<f32, String> {
    match text.replace(',', ".").parse() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("a number from 0 to 1".to_owned()),
    }
}

impl Link {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        let jobs = self.from.iter().flat_map(|from| {
            self.to.iter().map(|to| Job {
                from: from.clone(),
                to: to.clone(),
            })
        });
        let settings = ProposeSettings {
            min_confidence: self.min_confidence,
            most: self.most,
        };
        let mode = if self.dry_run {
            ProposeMode::DryRun
        } else {
            ProposeMode::Commit
        };
        let mut bar = Bar::new();
        let reports = workspace.link(jobs.collect(), settings, mode, &mut |step| {
            show(&mut bar, step);
        })?;
        drop(bar);
        match self.format {
            Format::Text => report(&reports, mode),
            Format::Json => report_json(&reports),
        }
    }
}

/// Shows a step of linking.
pub(super) fn show(bar: &mut Bar, step: LinkStep) {
    match step {
        LinkStep::Waiting => {
            out::note("an import is at work in this data directory; waiting for it")
        }
        LinkStep::Reading => bar.show("reading the catalogue", 0, 0),
        LinkStep::Proposing(job, done, all) => {
            bar.show(
                &format!("{} → {}", job.from, job.to),
                done as u64,
                all as u64,
            );
        }
    }
}

fn report(reports: &[(Job, JobReport)], mode: ProposeMode) -> anyhow::Result<()> {
    let mut stdout = out::stdout();
    for (job, report) in reports {
        let written = report.written;
        writeln!(
            stdout,
            "{} → {}: {} statements ({} unchanged), {} with candidates; proposals: {} found, {} new, {} changed, {} gone, \
             {} decided already",
            job.from,
            job.to,
            report.statements,
            report.unchanged,
            report.matched,
            report.candidates,
            written.added,
            written.changed,
            written.removed,
            written.decided
        )?;
    }
    let found: usize = reports.iter().map(|(_, r)| r.candidates).sum();
    match mode {
        ProposeMode::DryRun => writeln!(stdout, "dry run: nothing was written; {found} found")?,
        ProposeMode::Commit => {
            let new: usize = reports.iter().map(|(_, r)| r.written.added).sum();
            writeln!(stdout, "linked; {new} new proposals")?;
        }
    }
    Ok(stdout.flush()?)
}

fn report_json(reports: &[(Job, JobReport)]) -> anyhow::Result<()> {
    let jobs: Vec<_> = reports
        .iter()
        .map(|(job, report)| {
            serde_json::json!({
                "from": job.from.to_string(),
                "to": job.to.to_string(),
                "report": report,
            })
        })
        .collect();
    let mut stdout = out::stdout();
    serde_json::to_writer_pretty(&mut stdout, &serde_json::json!({ "jobs": jobs }))?;
    writeln!(stdout)?;
    Ok(stdout.flush()?)
}
