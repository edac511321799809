//! `prasme index`.

use clap::Args;

use super::args::DataArgs;
use super::import::show_index;
use super::out;
use super::progress::Bar;
use crate::workspace::Workspace;

/// Build the index again from the catalogue.
#[derive(Debug, Args)]
pub(super) struct Index {
    #[command(flatten)]
    data: DataArgs,
}

impl Index {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        let mut bar = Bar::new();
        workspace.rebuild_index(&mut |progress| show_index(&mut bar, progress))?;
        drop(bar);
        out::note("the index was built again");
        Ok(())
    }
}
