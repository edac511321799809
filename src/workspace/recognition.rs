//! Recognition over a data directory: the desk, and the store of cases beside the catalogue.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Workspace, WorkspaceError};
use crate::catalogue::Catalogue;
use crate::recognition::case::{CaseStore, FILE_NAME};
use crate::recognition::desk::Desk;
use crate::recognition::settings::Settings;

impl Workspace {
    /// Where the store of cases is.
    pub fn cases_path(&self) -> PathBuf {
        self.dir().join(FILE_NAME)
    }

    /// Opens the store of cases, made where there is none.
    ///
    /// # Errors
    /// As [`CaseStore::open`].
    pub fn cases(&self) -> Result<CaseStore, WorkspaceError> {
        Ok(CaseStore::open(&self.cases_path())?)
    }

    /// Reads the programmes of a catalogue to be compared with.
    ///
    /// # Errors
    /// [`WorkspaceError`] when a file of the configuration is wrong or the catalogue cannot be read.
    pub fn desk(&self, catalogue: &Catalogue) -> Result<Desk, WorkspaceError> {
        let config = self.config();
        let settings = Arc::new(Settings::load(config.folder())?);
        Ok(Desk::open(
            catalogue,
            Arc::clone(config.analyser()),
            Arc::clone(config.vocabulary()),
            settings,
        )?)
    }
}
