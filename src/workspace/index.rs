//! The index of a data directory: current, or built again from the catalogue.

use std::sync::Arc;

use super::{Workspace, WorkspaceError, lock};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::search::{BuildSettings, Progress, Searcher, Snapshot, StoreError};

/// How the index was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexState {
    /// It fits the catalogue.
    Current,
    /// It was built again, and why.
    Rebuilt(String),
}

impl Workspace {
    /// A searcher over the index, which is built again first where it is missing, damaged, made by another version or
    /// behind the catalogue.
    ///
    /// # Errors
    /// [`WorkspaceError::Empty`] when there is nothing to search; [`WorkspaceError`] when the disk fails.
    pub fn searcher(
        &self,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Arc<Searcher>, IndexState), WorkspaceError> {
        let catalogue = self.catalogue()?;
        if catalogue.count()? == 0 {
            return Err(WorkspaceError::Empty(self.dir.clone()));
        }
        let (snapshot, state) = match self.load_current(&catalogue)? {
            Ok(snapshot) => (snapshot, IndexState::Current),
            Err(why) => {
                let _turn = lock::wait(&self.dir, || {})?;
                // Whoever had the turn before may have built it meanwhile.
                match self.load_current(&catalogue)? {
                    Ok(snapshot) => (snapshot, IndexState::Current),
                    Err(_) => (self.build(&catalogue, progress)?, IndexState::Rebuilt(why)),
                }
            }
        };
        let searcher = Searcher::new(
            Arc::clone(self.config.analyser()),
            Arc::clone(self.config.vocabulary()),
            self.config.search().clone(),
            snapshot,
        );
        Ok((Arc::new(searcher), state))
    }

    /// Builds the index again whatever its state.
    ///
    /// # Errors
    /// [`WorkspaceError`] when the disk fails; the index before stays in force.
    pub fn rebuild_index(&self, progress: &mut dyn FnMut(Progress)) -> Result<(), WorkspaceError> {
        let _turn = lock::wait(&self.dir, || {})?;
        self.build(&self.catalogue()?, progress)?;
        Ok(())
    }

    /// Builds the index again unless it fits the catalogue. The caller has the turn.
    pub(super) fn refresh_index(
        &self,
        catalogue: &Catalogue,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), WorkspaceError> {
        if self.load_current(catalogue)?.is_err() {
            self.build(catalogue, progress)?;
        }
        Ok(())
    }

    /// A newer generation than this one, if another process published one, or if nobody is at work on the catalogue and
    /// it is ahead of the index: an import that was killed between the two.
    ///
    /// # Errors
    /// [`WorkspaceError`] when the disk fails.
    pub fn newer(&self, generation: u64, change: u64) -> Result<Option<Snapshot>, WorkspaceError> {
        let published = match self.store.peek() {
            Ok(manifest) => manifest,
            // What cannot be read now is built again by whoever starts next; this server has its snapshot.
            Err(error) if error.asks_for_rebuild() => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if published.generation != generation && published.fingerprint == self.fingerprint() {
            return Ok(Some(self.store.load(self.fingerprint())?));
        }
        if published.change == change && self.catalogue_is_ahead(change)? {
            let Some(_turn) = lock::take(&self.dir)? else {
                return Ok(None);
            };
            return Ok(Some(self.build(&self.catalogue()?, &mut |_| {})?));
        }
        Ok(None)
    }

    fn catalogue_is_ahead(&self, change: u64) -> Result<bool, WorkspaceError> {
        Ok(Catalogue::open_to_read(&self.catalogue_path())?.change()? != change)
    }

    fn fingerprint(&self) -> &str {
        self.config.fingerprint()
    }

    /// The generation in force if it fits the catalogue, else why not. Loading it checks every byte.
    fn load_current(
        &self,
        catalogue: &Catalogue,
    ) -> Result<Result<Snapshot, String>, WorkspaceError> {
        match self.store.load(self.fingerprint()) {
            Ok(snapshot) if snapshot.manifest().change == catalogue.change()? => Ok(Ok(snapshot)),
            Ok(_) => Ok(Err(
                "the catalogue has changed since it was built".to_owned()
            )),
            Err(error) if error.asks_for_rebuild() => {
                if matches!(
                    error,
                    StoreError::Damaged { .. } | StoreError::Foreign { .. }
                ) {
                    self.store.set_aside()?;
                }
                Ok(Err(error.to_string()))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn build(
        &self,
        catalogue: &Catalogue,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Snapshot, WorkspaceError> {
        let settings = BuildSettings {
            analyser: self.config.analyser(),
            fingerprint: self.fingerprint(),
            change: catalogue.change()?,
        };
        let mut records = Vec::new();
        catalogue.each_record(|record| {
            records.push(record);
            Ok::<_, CatalogueError>(())
        })?;
        Ok(self.store.build(records, settings, progress)?)
    }
}
