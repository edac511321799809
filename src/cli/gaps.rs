//! `prasme gaps`.

use clap::Args;

use super::args::DataArgs;
use super::coverage::Loaded;
use super::tables::{TableArgs, write_rows};
use crate::coverage::{GapKind, GapRequest};
use crate::export::coverage::gaps_table;
use crate::model::Kind;

/// List what is missing, what matters most first.
#[derive(Debug, Args)]
pub(super) struct Gaps {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    tables: TableArgs,
    /// Qualifications by identifier, register number or name; none: every one in force.
    of: Vec<String>,
    /// Every qualification of this sector.
    #[arg(long, value_name = "CODE")]
    sector: Option<String>,
    /// Only these kinds: untaught, partly_taught, unexamined, exam_unnamed, no_material, unrequired, material_unused,
    /// material_old.
    #[arg(long, value_delimiter = ',', value_parser = kind, value_name = "KIND")]
    kind: Vec<GapKind>,
    /// Materials from before this year are out of date.
    #[arg(long, value_name = "YEAR")]
    older_than: Option<i32>,
    /// At most so many.
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
}

fn kind(code: &str) -> Result<GapKind, String> {
    GapKind::from_code(code).ok_or_else(|| {
        let known: Vec<&str> = GapKind::ALL.iter().map(|k| k.code()).collect();
        format!("kinds are {}", known.join(", "))
    })
}

impl Gaps {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let loaded = Loaded::open(&self.data)?;
        let named = |text: &String| loaded.curriculum.named(text, &[Kind::Qualification]);
        let request = GapRequest {
            qualifications: self.of.iter().map(named).collect::<Result<_, _>>()?,
            sector: self.sector.clone(),
            kinds: self.kind.clone(),
            older_than: self.older_than,
        };
        let mut list = loaded.curriculum.gaps(&request, &loaded.decisions)?;
        list.gaps.truncate(self.limit.unwrap_or(usize::MAX));
        let table = gaps_table(&list, self.tables.language());
        self.tables
            .write(&list, std::slice::from_ref(&table), |out| {
                write_rows(out, &table)
            })
    }
}
