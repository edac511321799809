//! Importing into a data directory: read, take into the catalogue, build the index.

use std::path::PathBuf;

use super::{Workspace, WorkspaceError, lock};
use crate::catalogue::{ApplyMode, Catalogue, CatalogueError, Report};
use crate::import::national::Directory;
use crate::import::{self, Options, Progress};
use crate::model::{Kind, Warning};

/// How far an import has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Somebody else imports or builds; this one waits for its turn.
    Waiting,
    /// A source is being read.
    Reading(Progress),
    /// Records are being compared with the catalogue and taken in (done, all).
    Storing(usize, usize),
    /// The index is being built.
    Indexing(crate::search::Progress),
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// One report a dataset.
    pub reports: Vec<Report>,
    /// All warnings, in the order of the sources.
    pub warnings: Vec<Warning>,
}

impl Workspace {
    /// Imports files, folders and archives together: all of them or none. References between them are resolved, also to
    /// what the catalogue has already.
    ///
    /// # Errors
    /// [`WorkspaceError`]; catalogue and index are as before then.
    pub fn import(
        &self,
        paths: &[PathBuf],
        options: &Options,
        mode: ApplyMode,
        step: &mut dyn FnMut(Step),
    ) -> Result<Imported, WorkspaceError> {
        let _turn = lock::wait(&self.dir, || step(Step::Waiting))?;
        let mut read = |progress| step(Step::Reading(progress));
        let mut catalogue = self.catalogue()?;
        let known = directory(&catalogue)?;
        let batches =
            import::import_paths(paths, self.config.columns(), options, known, &mut read)?;
        let mut store = |done, all| step(Step::Storing(done, all));
        let reports = catalogue.apply(&batches, mode, &mut store)?;
        let warnings = batches
            .into_iter()
            .flat_map(|batch| batch.warnings)
            .collect();
        if mode == ApplyMode::Commit {
            self.refresh_index(&catalogue, &mut |progress| step(Step::Indexing(progress)))?;
        }
        Ok(Imported { reports, warnings })
    }
}

/// What the catalogue knows already that a document may refer to by name.
fn directory(catalogue: &Catalogue) -> Result<Directory, CatalogueError> {
    let mut known = Directory::default();
    for kind in REFERRED_TO {
        for record in catalogue.records_of(kind)? {
            known.add(&record);
        }
    }
    Ok(known)
}

/// The kinds that documents name instead of identifying.
const REFERRED_TO: [Kind; 8] = [
    Kind::Sector,
    Kind::Qualification,
    Kind::Duty,
    Kind::Task,
    Kind::Programme,
    Kind::Module,
    Kind::LearningOutcome,
    Kind::Occupation,
];
