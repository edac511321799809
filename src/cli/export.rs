//! `prasme export`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::args::DataArgs;
use super::out;
use crate::export::skos::Syntax;
use crate::export::{ExportError, Exporter, MappingChoice, Selection};
use crate::model::{Lang, MappingState};
use crate::workspace::Workspace;

/// Take mappings and records out: SSSOM, SKOS, CSV, XLSX. docs/export.md says what stands in them.
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    data: DataArgs,
    /// How it is written.
    #[arg(long, value_enum)]
    format: ExportFormat,
    /// What is taken out: mappings, pkp, mip, pke, materials, or framework: with an identifier (framework:digcomp-2.2).
    #[arg(long, value_name = "WHAT", default_value = "mappings")]
    what: Selection,
    /// Only mappings that stand so.
    #[arg(long, value_name = "STATE", value_parser = state)]
    state: Option<MappingState>,
    /// Only mappings with an end in this framework, or proposed for it, e.g. esco.
    #[arg(long, value_name = "ID")]
    framework: Option<String>,
    /// Language of the headings of tables: lv or en.
    #[arg(long, value_name = "TAG", default_value = "lv")]
    lang: String,
    /// Where it is written; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// Mappings as SSSOM/TSV.
    Sssom,
    /// SKOS in Turtle.
    SkosTtl,
    /// SKOS in JSON-LD.
    SkosJsonld,
    /// A table as CSV.
    Csv,
    /// A table as a workbook.
    Xlsx,
}

fn state(code: &str) -> Result<MappingState, String> {
    MappingState::from_code(code).ok_or_else(|| "proposed, accepted or rejected".to_owned())
}

impl Export {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        let catalogue = workspace.catalogue()?;
        let exporter = Exporter::new(&catalogue, workspace.config().export());
        match &self.output {
            Some(path) => write_file(path, |out| self.write(&exporter, out)),
            None => {
                let mut stdout = out::stdout();
                self.write(&exporter, &mut stdout)?;
                Ok(stdout.flush()?)
            }
        }
    }

    fn write(&self, exporter: &Exporter<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
        let choice = MappingChoice {
            state: self.state,
            framework: self.framework.as_ref().map(|name| name.to_lowercase()),
        };
        let table = || exporter.table(&self.what, &choice, Lang::from_tag(&self.lang));
        match self.format {
            ExportFormat::Sssom if self.what != Selection::Mappings => {
                Err(ExportError::NotThisWay(
                    "SSSOM holds mappings alone; take --what mappings, or another format",
                ))
            }
            ExportFormat::Sssom => exporter.sssom(&choice, out),
            ExportFormat::SkosTtl => exporter.skos(&self.what, &choice, Syntax::Turtle, out),
            ExportFormat::SkosJsonld => exporter.skos(&self.what, &choice, Syntax::JsonLd, out),
            ExportFormat::Csv => Ok(table()?.write_csv(out)?),
            ExportFormat::Xlsx => Ok(out.write_all(&table()?.to_xlsx()?)?),
        }
    }
}

/// Writes a file whole or not at all: beside it first, then in its place.
fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> anyhow::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let made = std::fs::File::create(&part).with_context(|| part.display().to_string())?;
    let mut out = std::io::BufWriter::new(made);
    let written = write(&mut out).and_then(|()| Ok(out.flush()?));
    drop(out);
    if let Err(error) = written {
        // What is left of it helps nobody.
        let _ = std::fs::remove_file(&part);
        return Err(error.into());
    }
    std::fs::rename(&part, path).with_context(|| path.display().to_string())?;
    out::note(&format!("written: {}", path.display()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        write_file(&path, |out| Ok(out.write_all(b"first")?)).unwrap();
        let failed = write_file(&path, |out| {
            out.write_all(b"second")?;
            Err(ExportError::NotThisWay("no"))
        });
        assert!(failed.is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
