//! From a catalogue to a file, and from a mapping file to a catalogue.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::ends::Ends;
use super::iri::Iris;
use super::schemes::of_target;
use super::skos::{self, ESCO_ATTRIBUTION, Holdings, Syntax};
use super::sssom::{self, Defaults, MappingSet, Problem, Problems, SetInfo, Understood};
use super::table::{Table, TableError};
use super::{ExportConfig, MappingChoice, Selection, tables};
use crate::catalogue::mappings::{Clash, Detail, ImportError, ImportReport};
use crate::catalogue::{ApplyMode, Catalogue, CatalogueError};
use crate::model::{Lang, MappingState, Record, RecordId};

/// Why nothing was taken out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The file or connection failed.
    #[error("the export cannot be written: {0}")]
    Io(#[from] io::Error),
    /// The table cannot be written.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The selection has nothing in it.
    #[error("there is nothing to take out: {what} holds no records; loaded are: {loaded}")]
    Empty {
        /// What was asked for.
        what: String,
        /// Frameworks and other parts that hold something.
        loaded: String,
    },
    /// The form cannot say what was asked for.
    #[error("{0}")]
    NotThisWay(&'static str),
}

/// Why no mappings were taken in; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum TakeInError {
    /// The file is wrong: every problem.
    #[error(transparent)]
    Rows(#[from] Problems),
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

/// What taking a mapping file in did, or would do.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TakenIn {
    /// Counts of rows.
    pub report: ImportReport,
    /// What is not wrong but worth a look.
    pub notes: Vec<Problem>,
}

/// A mapping file and how it is taken in.
#[derive(Debug, Clone, Copy)]
pub struct MappingFile<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Name and text of the metadata file beside it.
    pub metadata: Option<(&'a str, &'a str)>,
    /// What holds where it says nothing.
    pub defaults: &'a Defaults,
    /// What happens where it decides otherwise than a person here did.
    pub clash: Clash,
}

/// Takes things out of a catalogue.
pub struct Exporter<'c> {
    catalogue: &'c Catalogue,
    config: ExportConfig,
    iris: Iris,
}

impl<'c> Exporter<'c> {
    /// Exports of this catalogue.
    pub fn new(catalogue: &'c Catalogue, config: &ExportConfig) -> Self {
        Self {
            catalogue,
            iris: Iris::new(&config.base),
            config: config.clone(),
        }
    }

    /// Writes mappings as SSSOM/TSV. The same mappings are always the same bytes.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn sssom(&self, choice: &MappingChoice, out: impl Write) -> Result<(), ExportError> {
        let mut ends = Ends::new(self.catalogue, &self.iris)?;
        let set = self.mappings(choice, &mut ends)?;
        let days = set.mappings.iter().flat_map(|m| {
            let decided = m.mapping.decision.as_ref().map(|d| d.at.as_str());
            [decided, m.mapping.proposal.as_ref().map(|p| p.at.as_str())]
        });
        let days = days
            .flatten()
            .chain(set.no_matches.iter().map(|n| n.at.as_str()));
        // As new as the newest thing in it: another day of writing is no other version.
        let version = days.filter_map(|at| at.get(..10)).max().unwrap_or_default();
        let info = SetInfo {
            name: choice.name(),
            title: "Atbilstības starp PKP, MIP, ESCO, DigComp un mācību līdzekļiem".to_owned(),
            version: version.to_owned(),
            licence: self.config.licence.clone(),
            publisher: self.config.publisher.clone(),
            comment: format!(
                "Written by prasme {}. {ESCO_ATTRIBUTION}",
                env!("CARGO_PKG_VERSION")
            ),
        };
        let target = |target: &str| of_target(target, &self.iris);
        sssom::write(
            out,
            &set,
            &info,
            &self.iris,
            &mut |id| ends.describe(id),
            &target,
        )
        .map_err(|sssom::WriteError::Io(error)| error)?;
        Ok(ends.checked()?)
    }

    /// Writes a selection as SKOS: its records with the accepted mappings at them, or accepted mappings alone.
    ///
    /// # Errors
    /// [`ExportError`]; [`ExportError::NotThisWay`] for mappings that nobody accepted: a triple cannot say so.
    pub fn skos(
        &self,
        selection: &Selection,
        choice: &MappingChoice,
        syntax: Syntax,
        out: impl Write,
    ) -> Result<(), ExportError> {
        if choice
            .state
            .is_some_and(|state| state != MappingState::Accepted)
        {
            return Err(ExportError::NotThisWay(
                "RDF would state proposed and rejected mappings as facts; take accepted ones, or take SSSOM",
            ));
        }
        if *selection == Selection::Materials {
            return Err(ExportError::NotThisWay(
                "materials are no concepts; take them as csv or xlsx",
            ));
        }
        let accepted = MappingChoice {
            state: Some(MappingState::Accepted),
            framework: choice.framework.clone(),
        };
        let mut ends = Ends::new(self.catalogue, &self.iris)?;
        let records = self.records(selection)?;
        let set = self.mappings(&accepted, &mut ends)?;
        let chosen: BTreeSet<&RecordId> = records.iter().map(|r| &r.id).collect();
        let all = *selection == Selection::Mappings;
        let mappings: Vec<_> = set
            .mappings
            .into_iter()
            .map(|m| m.mapping)
            .filter(|m| all || chosen.contains(&m.subject) || chosen.contains(&m.object))
            .collect();
        let outside = mappings.iter().flat_map(|m| [&m.subject, &m.object]);
        let outside: BTreeSet<&RecordId> = outside.filter(|id| !chosen.contains(id)).collect();
        let others = outside
            .into_iter()
            .filter_map(|id| ends.record(id).cloned())
            .collect();
        let relations = match all {
            true => Vec::new(),
            false => self.catalogue.relations()?,
        };
        let holdings = Holdings {
            records,
            relations,
            mappings,
            others,
            datasets: self.catalogue.datasets()?,
            publisher: self.config.publisher.clone(),
        };
        ends.checked()?;
        Ok(skos::write(out, holdings, syntax, &self.iris)?)
    }

    /// A selection as a table.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn table(
        &self,
        selection: &Selection,
        choice: &MappingChoice,
        language: Lang,
    ) -> Result<Table, ExportError> {
        let mut table = match selection {
            Selection::Mappings => {
                let mut ends = Ends::new(self.catalogue, &self.iris)?;
                let set = self.mappings(choice, &mut ends)?;
                let mut name = |id: &RecordId| {
                    let record = ends.record(id);
                    record.map_or_else(String::new, |r| r.name(language).to_owned())
                };
                let table =
                    tables::of_mappings(&set.mappings, &set.no_matches, &mut name, language);
                ends.checked()?;
                table
            }
            selection => {
                let title = selection.to_string().to_uppercase();
                tables::of_records(&title, &self.records(selection)?, language)
            }
        };
        table.notes.push(ESCO_ATTRIBUTION.to_owned());
        table.notes.push(self.config.publisher.clone());
        Ok(table)
    }

    fn mappings(
        &self,
        choice: &MappingChoice,
        ends: &mut Ends<'_>,
    ) -> Result<MappingSet, ExportError> {
        let mut set = MappingSet::default();
        self.catalogue.each_mapping(Detail::Full, |stored| {
            if choice.takes(&stored, &mut |id| ends.framework(id)) {
                set.mappings.push(stored);
            }
            Ok::<_, CatalogueError>(())
        })?;
        // A decision that nothing matches is an accepted one.
        if choice
            .state
            .is_none_or(|state| state == MappingState::Accepted)
        {
            let decided = self.catalogue.no_matches()?.into_iter();
            set.no_matches = decided.filter(|n| choice.takes_target(&n.target)).collect();
        }
        Ok(set)
    }

    fn records(&self, selection: &Selection) -> Result<Vec<Record>, ExportError> {
        if *selection == Selection::Mappings {
            return Ok(Vec::new());
        }
        let mut records = Vec::new();
        let mut loaded = BTreeSet::new();
        self.catalogue.each_record(|record| {
            loaded.extend(
                record
                    .framework
                    .clone()
                    .map(|name| format!("framework:{name}")),
            );
            for known in [
                Selection::Pkp,
                Selection::Mip,
                Selection::Pke,
                Selection::Materials,
            ] {
                if known.takes(&record) {
                    loaded.insert(known.to_string());
                }
            }
            if selection.takes(&record) {
                records.push(record);
            }
            Ok::<_, CatalogueError>(())
        })?;
        if records.is_empty() {
            return Err(ExportError::Empty {
                what: selection.to_string(),
                loaded: loaded.into_iter().collect::<Vec<_>>().join(", "),
            });
        }
        records.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(records)
    }
}

/// Takes a mapping file (SSSOM/TSV) into a catalogue: all of it or nothing. `by` is who imports; decisions keep their own
/// authors.
///
/// # Errors
/// [`TakeInError::Rows`] with everything that is wrong, by line and column.
pub fn take_in(
    catalogue: &mut Catalogue,
    file: &MappingFile<'_>,
    config: &ExportConfig,
    by: &str,
    mode: ApplyMode,
) -> Result<TakenIn, TakeInError> {
    let iris = Iris::new(&config.base);
    let mut ends = Ends::new(catalogue, &iris)?;
    let understood = sssom::read(
        file.name,
        file.bytes,
        file.metadata,
        &iris,
        &mut ends,
        file.defaults,
    );
    ends.checked()?;
    let Understood { rows, notes } = understood?;
    match catalogue.import_mappings_as(&rows, by, file.clash, mode) {
        Ok(report) => Ok(TakenIn { report, notes }),
        Err(ImportError::Catalogue(error)) => Err(error.into()),
        Err(ImportError::Rows(wrong)) => {
            let problems = wrong.into_iter().map(|problem| Problem {
                file: file.name.to_owned(),
                line: problem.row,
                column: None,
                code: problem.code,
                message: problem.message,
            });
            Err(Problems(problems.collect()).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::mappings::{Ruling, Triple, Verdict};
    use crate::model::{Batch, Kind, LabelRole, Predicate, Source};

    fn catalogue() -> Catalogue {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let mut batch = Batch::new("dc-1", "DC");
        for name in ["dc-1/a", "dc-1/b"] {
            let id = RecordId::new(name).unwrap();
            let mut record = Record::new(id, Kind::Competence, Source::file("f"));
            record.framework = Some("dc-1".into());
            record.label(Lang::Lv, LabelRole::Preferred, name);
            batch.records.push(record);
        }
        catalogue
            .apply(&[batch], ApplyMode::Commit, &mut |_, _| {})
            .unwrap();
        let id = |name| RecordId::new(name).unwrap();
        let triple = Triple::new(id("dc-1/a"), Predicate::CloseMatch, id("dc-1/b"));
        catalogue
            .decide(&Verdict::new(Ruling::Accept(triple), 0), "anna")
            .unwrap();
        catalogue
    }

    fn exported<T>(take: impl FnOnce(&Exporter<'_>) -> T) -> T {
        take(&Exporter::new(&catalogue(), &ExportConfig::default()))
    }

    #[test]
    fn an_empty_selection_says_what_there_is() {
        let choice = MappingChoice::default();
        let error = exported(|e| e.table(&Selection::Pkp, &choice, Lang::Lv)).unwrap_err();
        let said = error.to_string();
        assert!(
            said.contains("pkp") && said.contains("framework:dc-1"),
            "{said}"
        );
    }

    #[test]
    fn rdf_states_no_proposals_and_no_materials() {
        let proposed = MappingChoice {
            state: Some(MappingState::Proposed),
            framework: None,
        };
        let mut out = Vec::new();
        let refused =
            exported(|e| e.skos(&Selection::Mappings, &proposed, Syntax::Turtle, &mut out));
        assert!(matches!(refused, Err(ExportError::NotThisWay(_))));
        let all = MappingChoice::default();
        let refused = exported(|e| e.skos(&Selection::Materials, &all, Syntax::Turtle, &mut out));
        assert!(matches!(refused, Err(ExportError::NotThisWay(_))) && out.is_empty());
    }

    #[test]
    fn every_table_carries_the_line_of_esco() {
        let choice = MappingChoice::default();
        let table = exported(|e| e.table(&Selection::Mappings, &choice, Lang::Lv)).unwrap();
        assert_eq!(table.rows.len(), 1);
        assert!(table.notes.iter().any(|n| n == ESCO_ATTRIBUTION));
    }

    #[test]
    fn a_set_is_as_new_as_its_newest_mapping() {
        let mut out = Vec::new();
        exported(|e| e.sssom(&MappingChoice::default(), &mut out)).unwrap();
        let text = String::from_utf8(out).unwrap();
        let today = jiff::Timestamp::now().to_string();
        let version = text
            .lines()
            .find(|l| l.starts_with("#mapping_set_version"))
            .unwrap();
        assert!(version.contains(&today[..7]), "{version}");
    }

    #[test]
    fn a_framework_without_mappings_gives_a_header_alone() {
        let choice = MappingChoice {
            state: None,
            framework: Some("esco".into()),
        };
        let mut out = Vec::new();
        exported(|e| e.sssom(&choice, &mut out)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().filter(|l| !l.starts_with('#')).count(), 1);
        assert!(text.contains("mapping-set/all/esco"));
    }
}
