//! Mappings in a running server: the overlay, the matcher, and the one connection that writes.

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;

use crate::allocator::give_back;
use crate::catalogue::mappings::{DecideError, Written};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::linking::{Corpus, Links, Matcher};
use crate::workspace::{Config, Workspace};

/// Mappings in a running server.
pub(super) struct Linked {
    /// Every mapping as it stands this moment.
    pub(super) links: Links,
    /// Built when it is first asked for, and again for every new generation.
    matcher: ArcSwapOption<Matcher>,
    /// Held while the matcher is built: two requests must not build two.
    building: Mutex<()>,
    /// Decisions take turns here instead of in SQLite's busy loop.
    writer: Mutex<Catalogue>,
}

impl Linked {
    /// Opens the catalogue for deciding and loads what is decided.
    pub(super) fn open(workspace: &Workspace) -> Result<Self, CatalogueError> {
        let writer = Catalogue::open(&workspace.catalogue_path())?;
        Ok(Self {
            links: Links::load(&writer)?,
            matcher: ArcSwapOption::empty(),
            building: Mutex::new(()),
            writer: Mutex::new(writer),
        })
    }

    /// Writes a decision and shows it everywhere. It is durable when this answers.
    pub(super) fn decide(
        &self,
        write: impl FnOnce(&mut Catalogue) -> Result<Written, DecideError>,
    ) -> Result<Written, DecideError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let written = write(&mut writer)?;
        self.links.take(&written);
        Ok(written)
    }

    /// Writes many mappings at once and shows them everywhere.
    pub(super) fn take_in<T, E: From<CatalogueError>>(
        &self,
        write: impl FnOnce(&mut Catalogue) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let written = write(&mut writer)?;
        self.links.take_up(&writer)?;
        Ok(written)
    }

    /// The matcher of the records as they are; the first to ask waits for it. Blocks.
    pub(super) fn matcher(
        &self,
        catalogue: &Catalogue,
        config: &Config,
    ) -> Result<Arc<Matcher>, CatalogueError> {
        if let Some(matcher) = self.matcher.load_full() {
            return Ok(matcher);
        }
        let _turn = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        match self.matcher.load_full() {
            Some(matcher) => Ok(matcher),
            None => self.build(catalogue, config),
        }
    }

    /// Builds the matcher again where there is one: records or configuration changed. Whoever asks meanwhile gets the one
    /// before.
    pub(super) fn rebuild(
        &self,
        catalogue: &Catalogue,
        config: &Config,
    ) -> Result<(), CatalogueError> {
        let _turn = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        if self.matcher.load().is_some() {
            self.build(catalogue, config)?;
        }
        Ok(())
    }

    fn build(
        &self,
        catalogue: &Catalogue,
        config: &Config,
    ) -> Result<Arc<Matcher>, CatalogueError> {
        let corpus = Corpus::read(catalogue)?;
        let matcher = corpus.matcher(config.analyser(), config.vocabulary(), config.linking());
        let matcher = Arc::new(matcher);
        self.matcher.store(Some(Arc::clone(&matcher)));
        drop(corpus);
        give_back();
        Ok(matcher)
    }
}
