//! The ESCO classification, as its portal hands it out: a folder or ZIP of CSV files, in one or several languages.
//!
//! One language is one dataset, `esco/<lang>`; all speak of the same records, `esco:skill/<uuid>`,
//! `esco:occupation/<uuid>`, `esco:isco/C7411`, `esco:group/<uuid>` and `esco:group/isced-f/0321`, which the catalogue
//! joins. What does not depend on the language (which occupation needs which skill, which skill stands above which)
//! comes with the first language of an import.
//!
//! **Versions.** 1.1.1 is tested whole on the real download. 1.0.9 (`ictSkillsCollection`, no skills hierarchy), 1.1.0
//! (line ends LF) and 1.2.x (relation files with the language in their names and labels beside the URIs, `naceCode`,
//! `greenShareOcc`, `dictionary`) are tested on small files of our own with the published headers. Files and columns
//! are found by name; a missing one is a warning unless it carries the identity, a new one is left alone.

mod concepts;
mod feed;
mod files;
mod hierarchy;
mod ids;
mod relations;

use std::collections::HashMap;

use super::hierarchy::number_siblings;
use super::warnings::Warnings;
use super::{Bundle, ImportError, OnProgress};
use crate::model::{Batch, Lang, Record, RecordId, Severity, Source};
use feed::Feed;
use files::{Inventory, Stem};
use ids::Sort;

/// The line that ESCO's terms of use ask every service to show.
pub const ATTRIBUTION: &str =
    "This service uses the ESCO classification of the European Commission.";

/// The licence of the classification.
pub const LICENCE: &str = "Commission Decision 2011/833/EU (reuse of Commission documents)";

/// What the caller knows better than the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Version of the download, e.g. `1.2.0`, when the name of the folder or ZIP does not tell.
    pub version: Option<String>,
}

/// Whether the bundle looks like an ESCO download: skills or occupations with a language in the file's name.
pub fn detect(bundle: &Bundle) -> bool {
    Inventory::of(bundle).is_esco()
}

/// The languages of the download, English first, then by tag.
pub fn languages(bundle: &Bundle) -> Vec<String> {
    Inventory::of(bundle).languages()
}

/// Whether a batch carries the relations, which are the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relations {
    /// With occupation–skill, skill–skill and further broader relations.
    With,
    /// Without them: another language of the same import has them.
    Without,
}

/// Reads every language of a download, one batch each. The first has the relations, and so has one of another version.
///
/// # Errors
/// As [`import_language`]; [`ImportError::Unrecognised`] when it is no ESCO download.
pub fn import(
    bundle: &mut Bundle,
    options: &Options,
    progress: OnProgress<'_>,
) -> Result<Vec<Batch>, ImportError> {
    let inventory = Inventory::of(bundle);
    let label = bundle.label().to_owned();
    let languages = inventory.languages();
    if languages.is_empty() {
        return Err(ImportError::unrecognised(
            Source::file(bundle.label()),
            "an ESCO download with files such as skills_en.csv and occupations_en.csv",
        ));
    }
    let mut batches = Vec::with_capacity(languages.len());
    for (n, language) in languages.iter().enumerate() {
        // Another version has other concepts and relations; within one version they are the same in every language.
        let version = |of: &String| inventory.version(options.version.as_deref(), of, &label);
        let relations = match languages.first() {
            Some(first) if n > 0 && version(first) == version(language) => Relations::Without,
            _ => Relations::With,
        };
        batches.push(import_language(
            bundle, language, relations, options, progress,
        )?);
    }
    Ok(batches)
}

/// Reads one language of a download; for callers that store a batch before they read the next.
///
/// # Errors
/// [`ImportError`] when a file cannot be read, is damaged, meets a limit or lacks the column of the URIs or labels.
pub fn import_language(
    bundle: &mut Bundle,
    language: &str,
    relations: Relations,
    options: &Options,
    progress: OnProgress<'_>,
) -> Result<Batch, ImportError> {
    let label = bundle.label().to_owned();
    let mut import = Import {
        language,
        inventory: Inventory::of(bundle),
        lang: Lang::from_tag(language),
        records: Vec::new(),
        index: HashMap::new(),
        warnings: Warnings::default(),
    };
    import.report_files(&label);
    let mut feed = Feed { bundle, progress };
    // The hierarchy knows the codes of the groups and some groups that `skillGroups` lacks.
    import.read_concepts(&mut feed, Stem::SkillGroups, Sort::SkillGroup)?;
    let mut edges = import.read_hierarchy(&mut feed)?;
    import.read_concepts(&mut feed, Stem::Skills, Sort::Skill)?;
    import.read_concepts(&mut feed, Stem::IscoGroups, Sort::Isco)?;
    import.read_concepts(&mut feed, Stem::Occupations, Sort::Occupation)?;
    import.read_collections(&mut feed)?;
    import.read_broader(&mut feed, &mut edges)?;
    if import.records.is_empty() {
        return Err(ImportError::unrecognised(
            Source::file(label),
            format!("ESCO concepts in the language {language}"),
        ));
    }
    let mut found = super::hierarchy::assign(&mut import.records, edges, &mut import.warnings);
    number_siblings(&mut import.records);
    match relations {
        Relations::With => import.read_relations(&mut feed, &mut found)?,
        Relations::Without => found.clear(),
    }
    found.sort_unstable();
    found.dedup();
    let version = import
        .inventory
        .version(options.version.as_deref(), language, &label);
    let title = format!(
        "ESCO {} ({language})",
        version.as_deref().unwrap_or_default()
    );
    let mut batch = Batch::new(format!("esco/{language}"), title.replace("  ", " "));
    batch.version = version;
    batch.licence = Some(LICENCE.to_owned());
    batch.records = import.records;
    batch.relations = found;
    import.warnings.finish(&mut batch);
    Ok(batch)
}

/// One language being read.
struct Import<'a> {
    language: &'a str,
    inventory: Inventory,
    lang: Lang,
    records: Vec<Record>,
    /// Where in `records` each concept is, by its URI.
    index: HashMap<Box<str>, usize>,
    warnings: Warnings,
}

impl Import<'_> {
    /// Takes one more concept.
    fn add(&mut self, uri: &str, record: Record) {
        self.index.insert(uri.into(), self.records.len());
        self.records.push(record);
    }

    /// The identifier of a concept of this import, by its URI.
    fn id_of(&self, uri: &str) -> Option<&RecordId> {
        self.index
            .get(uri)
            .and_then(|&n| self.records.get(n))
            .map(|r| &r.id)
    }

    /// Says which files are missing and which are not read.
    fn report_files(&mut self, label: &str) {
        for stem in [Stem::Skills, Stem::Occupations] {
            if self.inventory.file(stem, self.language).is_none() {
                let at = Source::file(label);
                self.warnings
                    .add(Severity::Warning, "missing-file", at, || {
                        format!("there is no {}_{}.csv", stem.name(), self.language)
                    });
            }
        }
        for name in self.inventory.unread() {
            let at = Source::file(name);
            self.warnings.add(Severity::Note, "file-not-read", at, || {
                "nothing is taken from this file".to_owned()
            });
        }
    }
}
