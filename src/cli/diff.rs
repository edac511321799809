//! `prasme diff`.

use clap::Args;

use super::args::DataArgs;
use super::coverage::Loaded;
use super::tables::{TableArgs, write_rows};
use crate::coverage::WorkList;
use crate::export::coverage::{changes_table, outdated_table, work_table};
use crate::export::table::Table;
use crate::model::{Kind, RecordId};

/// Compare two versions of a PKP, and list what the newer one asks to be changed in modules, examinations and materials.
#[derive(Debug, Args)]
pub(super) struct Diff {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    tables: TableArgs,
    /// A qualification (its two newest versions are compared), or the older and the newer version by identifier.
    #[arg(num_args = 0..=2, value_name = "VERSION")]
    versions: Vec<String>,
    /// What to do: modules, examination, materials and mappings that each change touches.
    #[arg(long)]
    impact: bool,
    /// The impact for every qualification of this sector that has an older version.
    #[arg(long, value_name = "CODE", conflicts_with = "versions")]
    sector: Option<String>,
    /// Programmes that still rest on an older version.
    #[arg(long, conflicts_with_all = ["versions", "sector"])]
    outdated: bool,
}

impl Diff {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let loaded = Loaded::open(&self.data)?;
        let (curriculum, language) = (&loaded.curriculum, self.tables.language());
        if self.outdated {
            let found = curriculum.outdated_programmes(&loaded.decisions);
            let table = outdated_table(&found, language);
            return self
                .tables
                .write(&found, std::slice::from_ref(&table), |out| {
                    write_rows(out, &table)
                });
        }
        if self.sector.is_some() {
            let lists = curriculum.impact_of_sector(self.sector.as_deref(), &loaded.decisions)?;
            let tables = self.work(&loaded, &lists)?;
            return self.tables.write(&lists, &tables, |out| {
                tables.iter().try_for_each(|table| write_rows(out, table))
            });
        }
        let (old, new) = self.pair(&loaded)?;
        if self.impact {
            let list = curriculum.impact(&old, &new, &loaded.decisions)?;
            let tables = self.work(&loaded, std::slice::from_ref(&list))?;
            return self.tables.write(&list, &tables, |out| {
                tables.iter().try_for_each(|table| write_rows(out, table))
            });
        }
        let diff = curriculum.compare(&old, &new)?;
        let table = changes_table(&diff, language);
        self.tables
            .write(&diff, std::slice::from_ref(&table), |out| {
                write_rows(out, &table)
            })
    }

    fn pair(&self, loaded: &Loaded) -> anyhow::Result<(RecordId, RecordId)> {
        let named = |text: &str| loaded.curriculum.named(text, &[Kind::Qualification]);
        match self.versions.as_slice() {
            [one] => Ok(loaded.curriculum.versions_of(&named(one)?)?),
            [old, new] => Ok((named(old)?, named(new)?)),
            _ => anyhow::bail!(
                "name a qualification, or the older and the newer version, e.g. `prasme diff Elektrotehniķis`"
            ),
        }
    }

    fn work(&self, loaded: &Loaded, lists: &[WorkList]) -> anyhow::Result<Vec<Table>> {
        let catalogue = loaded.workspace.catalogue()?;
        lists
            .iter()
            .map(|list| {
                let mut table =
                    work_table(list, &catalogue.ticks(&list.key)?, self.tables.language());
                table.title = format!("{}: {}", list.diff.new.name, table.title);
                Ok(table)
            })
            .collect()
    }
}
