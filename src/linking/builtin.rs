//! Frameworks that are part of the program: statements can be matched with them where there is no data directory.

use super::{Corpus, Target};
use crate::catalogue::{ApplyMode, Catalogue, CatalogueError};
use crate::import::national::Directory;
use crate::import::progress::silent;
use crate::import::tables::Columns;
use crate::import::{Bundle, ImportError, Limits, import_bundle};

/// Names of the frameworks that are part of the program.
pub const BUILT_IN: [&str; 1] = ["digcomp-2.2"];

/// Our tables of DigComp 2.2: names, levels, further labels.
const DIGCOMP: [(&str, &[u8]); 3] = [
    (
        "digcomp-2.2.csv",
        include_bytes!("../../data-samples/digcomp/digcomp-2.2.csv"),
    ),
    (
        "digcomp-2.2-levels.csv",
        include_bytes!("../../data-samples/digcomp/digcomp-2.2-levels.csv"),
    ),
    (
        "digcomp-2.2-labels.csv",
        include_bytes!("../../data-samples/digcomp/digcomp-2.2-labels.csv"),
    ),
];

/// Why a framework that is part of the program cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BuiltInError {
    /// Its tables cannot be read, e.g. because the headers of columns were configured differently.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// They cannot be brought together.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

impl Corpus {
    /// The framework that a target names, if it is part of the program; the same importer reads it as reads files.
    ///
    /// # Errors
    /// [`BuiltInError`].
    pub fn built_in(target: &Target) -> Result<Option<Self>, BuiltInError> {
        let Target::Framework(name) = target else {
            return Ok(None);
        };
        if !BUILT_IN.contains(&name.as_str()) {
            return Ok(None);
        }
        let mut batches = Vec::new();
        for (name, bytes) in DIGCOMP {
            let mut bundle = Bundle::from_bytes(name, bytes.to_vec(), Limits::default())?;
            let columns = Columns::built_in();
            batches.extend(import_bundle(
                &mut bundle,
                &columns,
                Directory::new(),
                &mut silent(),
            )?);
        }
        let mut catalogue = Catalogue::in_memory()?;
        catalogue.apply(&batches, ApplyMode::Commit, &mut |_, _| {})?;
        Ok(Some(Self::read(&catalogue)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn each_built_in_framework_is_whole() {
        for name in BUILT_IN {
            let target = Target::Framework(name.to_owned());
            let corpus = Corpus::built_in(&target).unwrap().unwrap();
            let competences = corpus
                .members(&target)
                .filter(|r| r.kind == Kind::Competence);
            let whole = competences.filter(|r| r.labels.len() > 20 && r.texts.len() >= 10);
            assert_eq!(whole.count(), 21, "{name}");
        }
    }

    #[test]
    fn other_targets_are_not_built_in() {
        for target in ["esco", "kind:competence", "under:digcomp-2.2/1"] {
            assert!(
                Corpus::built_in(&target.parse().unwrap())
                    .unwrap()
                    .is_none()
            );
        }
    }
}
