//! `prasme show`.

use std::io::Write;

use clap::Args;

use super::args::{DataArgs, Format};
use super::out;
use crate::catalogue::{Catalogue, LinkDirection};
use crate::model::{LabelRole, Lang, Record};
use crate::workspace::Workspace;

/// Show a record with what is around it.
#[derive(Debug, Args)]
pub(super) struct Show {
    #[command(flatten)]
    data: DataArgs,
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Identifier of the record, as a search shows it.
    id: String,
}

impl Show {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let catalogue = Workspace::open(&self.data.data, index_config)?.catalogue()?;
        let Some(record) = catalogue.record(&self.id)? else {
            anyhow::bail!(
                "there is no record `{}`; `prasme search` shows the identifier of each hit",
                self.id
            );
        };
        let mut stdout = out::stdout();
        match self.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut stdout, &record)?;
                writeln!(stdout)?;
            }
            Format::Text => write_text(&mut stdout, &catalogue, &record)?,
        }
        Ok(stdout.flush()?)
    }
}

fn write_text(out: &mut impl Write, catalogue: &Catalogue, record: &Record) -> anyhow::Result<()> {
    for above in catalogue.ancestors(record)? {
        writeln!(out, "  {} ({})", above.name(Lang::Lv), above.kind.code())?;
    }
    let code = record
        .code
        .as_deref()
        .map(|c| format!("{c} "))
        .unwrap_or_default();
    writeln!(
        out,
        "{code}{} ({})",
        record.name(Lang::Lv),
        record.kind.code()
    )?;
    writeln!(out, "id: {}", record.id)?;
    for label in &record.labels {
        let role = match label.role {
            LabelRole::Preferred => "name",
            LabelRole::Alternative => "also",
            LabelRole::Hidden => "found by",
        };
        writeln!(out, "{role} [{}]: {}", label.lang.tag(), label.text)?;
    }
    for text in &record.texts {
        writeln!(out, "{:?} [{}]: {}", text.role, text.lang.tag(), text.text)?;
    }
    if let Some(level) = &record.level {
        writeln!(out, "LKI: {}", level.lki)?;
    }
    writeln!(out, "source: {}", record.source)?;
    for child in catalogue.children(record.id.as_str())? {
        writeln!(out, "below: {} {}", child.id, child.name(Lang::Lv))?;
    }
    for link in catalogue.links(record.id.as_str())? {
        let arrow = match link.direction {
            LinkDirection::Out => "→",
            LinkDirection::In => "←",
        };
        writeln!(out, "{} {arrow} {}", link.kind.code(), link.other)?;
    }
    Ok(())
}
