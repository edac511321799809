//! `prasme materials`.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::args::DataArgs;
use super::coverage::Loaded;
use super::tables::{TableArgs, write_rows};
use crate::coverage::{MaterialFilter, OwnListRules, Trust};
use crate::export::coverage::{offers_table, own_list_table, set_table};
use crate::import::Limits;
use crate::import::national::read_own;
use crate::model::Kind;

/// Find materials for a module or outcome, the smallest set of them, or map a school's own list.
#[derive(Debug, Args)]
pub(super) struct Materials {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    tables: TableArgs,
    /// The module or outcome: identifier, or the module's code or name.
    #[arg(required_unless_present = "list")]
    of: Option<String>,
    /// Only in these languages: lv, en …
    #[arg(long, value_delimiter = ',', value_name = "TAG")]
    language: Vec<String>,
    /// Only of these kinds, e.g. “mācību grāmata”.
    #[arg(long = "type", value_delimiter = ',', value_name = "KIND")]
    types: Vec<String>,
    /// Only with this access: brīvi, abonements, “skolas krājumā”.
    #[arg(long, value_delimiter = ',', value_name = "ACCESS")]
    access: Vec<String>,
    /// Only with a licence that holds these words, e.g. “CC BY”.
    #[arg(long, value_name = "WORDS")]
    licence: Option<String>,
    /// Only from this year on.
    #[arg(long, value_name = "YEAR")]
    since: Option<i32>,
    /// The smallest set that covers the module, and what stays uncovered.
    #[arg(long)]
    smallest: bool,
    /// Count also what only words say.
    #[arg(long)]
    machine: bool,
    /// A school's own list (CSV or XLSX): checked, mapped to modules and outcomes, written back with the mapping filled in.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["of", "smallest"])]
    list: Option<PathBuf>,
    /// With `--list`: materials from before this year are out of date.
    #[arg(long, value_name = "YEAR")]
    older_than: Option<i32>,
    /// With `--list`: map to the programmes of this qualification only.
    #[arg(long, value_name = "NAME")]
    qualification: Option<String>,
}

impl Materials {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let loaded = Loaded::open(&self.data)?;
        if let Some(path) = &self.list {
            return self.own_list(&loaded, path);
        }
        let (curriculum, language) = (&loaded.curriculum, self.tables.language());
        let kinds = &[Kind::Module, Kind::LearningOutcome];
        let of = curriculum.named(self.of.as_deref().unwrap_or_default(), kinds)?;
        let filter = MaterialFilter {
            languages: self.language.clone(),
            types: self.types.clone(),
            access: self.access.clone(),
            licence: self.licence.clone(),
            since: self.since,
        };
        if self.smallest {
            let trust = if self.machine {
                Trust::Machine
            } else {
                Trust::Listed
            };
            let set = curriculum.smallest_set(&of, &filter, trust, &loaded.decisions)?;
            let table = set_table(&set, language);
            return self
                .tables
                .write(&set, std::slice::from_ref(&table), |out| {
                    write_rows(out, &table)
                });
        }
        let offers = curriculum.materials_for(&of, &filter, &loaded.decisions)?;
        let table = offers_table(&offers, language);
        self.tables
            .write(&offers, std::slice::from_ref(&table), |out| {
                write_rows(out, &table)
            })
    }

    fn own_list(&self, loaded: &Loaded, path: &std::path::Path) -> anyhow::Result<()> {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let config = loaded.workspace.config();
        let table = read_own(&bytes, &name, config.columns(), &Limits::default())?;
        let named = |text: &String| loaded.curriculum.named(text, &[Kind::Qualification]);
        let rules = OwnListRules {
            older_than: self.older_than,
            qualification: self.qualification.as_ref().map(named).transpose()?,
        };
        let list = loaded.curriculum.own_list(&table, &rules)?;
        let table = own_list_table(&list, &name, self.tables.language());
        self.tables
            .write(&list, std::slice::from_ref(&table), |out| {
                write_rows(out, &table)
            })
    }
}
