//! What coverage reads of a data directory.

use super::{Workspace, WorkspaceError};
use crate::catalogue::mappings::Detail;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::coverage::{Curriculum, CurriculumBuilder, Decisions};

impl Workspace {
    /// Everything that coverage compares, read from a catalogue.
    ///
    /// # Errors
    /// [`WorkspaceError`] when the disk fails or the catalogue is damaged.
    pub fn curriculum(&self, catalogue: &Catalogue) -> Result<Curriculum, WorkspaceError> {
        let config = self.config();
        let (analyser, vocabulary) = (config.analyser(), config.vocabulary());
        let mut builder = CurriculumBuilder::new(analyser, vocabulary, config.coverage().clone());
        catalogue.each_record(|record| {
            builder.add(&record);
            Ok::<(), CatalogueError>(())
        })?;
        Ok(builder.finish(&catalogue.relations_of(CurriculumBuilder::RELATIONS)?))
    }

    /// Everything that people decided and the matcher proposed, as it stands in a catalogue this moment.
    ///
    /// # Errors
    /// [`WorkspaceError`] when the disk fails.
    pub fn decisions(&self, catalogue: &Catalogue) -> Result<Decisions, WorkspaceError> {
        let mut decisions = Decisions::new([], catalogue.verdicts()?);
        catalogue.each_mapping(Detail::Light, |stored| {
            decisions.take_mapping(&stored.mapping);
            Ok::<(), CatalogueError>(())
        })?;
        Ok(decisions)
    }
}
