//! What a file says of a record at one end of a mapping, and which record a file means: both from the catalogue.

use std::collections::HashMap;

use super::iri::Iris;
use super::schemes::{is_scheme, of_framework, of_target};
use super::sssom::{End, Known};
use crate::catalogue::{Catalogue, CatalogueError, Dataset};
use crate::model::{Kind, Lang, Record, RecordId};

/// The records of a catalogue as ends of mappings. Each is read once.
///
/// Reading happens inside callbacks that cannot fail: the first failure is kept, and [`Ends::checked`] tells it.
pub(super) struct Ends<'c> {
    catalogue: &'c Catalogue,
    iris: Iris,
    datasets: Vec<Dataset>,
    records: HashMap<RecordId, Option<Box<Record>>>,
    by_uri: Option<HashMap<String, RecordId>>,
    failed: Option<CatalogueError>,
}

impl<'c> Ends<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, iris: &Iris) -> Result<Self, CatalogueError> {
        Ok(Self {
            catalogue,
            iris: iris.clone(),
            datasets: catalogue.datasets()?,
            records: HashMap::new(),
            by_uri: None,
            failed: None,
        })
    }

    /// The first failure, if there was one.
    pub(super) fn checked(self) -> Result<(), CatalogueError> {
        self.failed.map_or(Ok(()), Err)
    }

    /// A record, none where the catalogue does not hold it.
    pub(super) fn record(&mut self, id: &RecordId) -> Option<&Record> {
        if !self.records.contains_key(id) {
            let read = self.catalogue.record(id.as_str());
            let read = read.unwrap_or_else(|error| {
                self.failed.get_or_insert(error);
                None
            });
            self.records.insert(id.clone(), read.map(Box::new));
        }
        self.records.get(id).and_then(Option::as_deref)
    }

    /// The framework of a record.
    pub(super) fn framework(&mut self, id: &RecordId) -> Option<String> {
        self.record(id).and_then(|r| r.framework.clone())
    }

    /// What an export says of a record, whether the catalogue holds it or not.
    pub(super) fn describe(&mut self, id: &RecordId) -> End {
        let Some(record) = self.record(id) else {
            return End {
                uri: self.iris.of_id(id),
                ..End::default()
            };
        };
        let (record, label) = (record.clone(), record.name(Lang::Lv).to_owned());
        let source = match &record.framework {
            Some(name) => of_framework(name, record.kind, &self.iris),
            None => self.scheme_above(&record),
        };
        let version = record
            .framework
            .as_deref()
            .and_then(|name| self.version(name));
        End {
            uri: self.iris.of_record(&record),
            label,
            source,
            source_version: version.unwrap_or_default(),
        }
    }

    /// The PKP, programme or examination above a record; nothing where there is none.
    fn scheme_above(&mut self, record: &Record) -> String {
        /// A chain of parents longer than this is a circle.
        const DEEPEST: usize = 64;
        let mut next = record.parent.clone();
        for _ in 0..DEEPEST {
            let iris = self.iris.clone();
            let Some(above) = next.and_then(|id| self.record(&id)) else {
                break;
            };
            if is_scheme(above) {
                return iris.of_record(above);
            }
            next = above.parent.clone();
        }
        String::new()
    }

    fn version(&self, framework: &str) -> Option<String> {
        let prefix = format!("{framework}/");
        let mut of_framework = self
            .datasets
            .iter()
            .filter(|d| d.name == framework || d.name.starts_with(&prefix));
        of_framework.find_map(|d| d.version.clone())
    }

    /// URI → record, for records whose framework gave them one.
    fn uris(&mut self) -> &HashMap<String, RecordId> {
        if self.by_uri.is_none() {
            let mut uris = HashMap::new();
            let read = self.catalogue.each_record(|record| {
                if record.kind != Kind::Material {
                    uris.extend(record.uri.map(|uri| (uri, record.id)));
                }
                Ok::<_, CatalogueError>(())
            });
            if let Err(error) = read {
                self.failed.get_or_insert(error);
            }
            self.by_uri = Some(uris);
        }
        self.by_uri.get_or_insert_default()
    }
}

impl Known for Ends<'_> {
    fn by_uri(&mut self, uri: &str) -> Option<RecordId> {
        self.uris().get(uri).cloned()
    }

    fn end(&mut self, id: &RecordId) -> Option<End> {
        self.record(id)?;
        Some(self.describe(id))
    }

    fn target_of(&mut self, scheme: &str) -> Option<String> {
        let names = self
            .datasets
            .iter()
            .map(|d| d.name.split('/').next().unwrap_or_default());
        let mut targets = names.map(|name| format!("framework:{name}"));
        let kinds = [Kind::Skill, Kind::Occupation];
        targets.find(|target| {
            let name = target.trim_start_matches("framework:");
            of_target(target, &self.iris) == scheme
                || kinds
                    .iter()
                    .any(|kind| of_framework(name, *kind, &self.iris) == scheme)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::ApplyMode;
    use crate::export::iri::DEFAULT_BASE;
    use crate::model::{Batch, LabelRole, Source};

    fn id(text: &str) -> RecordId {
        RecordId::new(text).unwrap()
    }

    fn catalogue() -> Catalogue {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let mut framework = Batch::new("dc-3", "DC 3");
        framework.version = Some("3.0".into());
        let mut competence = Record::new(id("dc-3/1"), Kind::Competence, Source::file("f"));
        competence.framework = Some("dc-3".into());
        competence.uri = Some("https://jrc.example/c/1".into());
        competence.label(Lang::Lv, LabelRole::Preferred, "Pārlūkot");
        framework.records.push(competence);
        let mut national = Batch::new("mip/p", "MIP");
        for (name, kind, parent) in [
            ("mip/p", Kind::Programme, None),
            ("mip/p/m", Kind::Module, Some("mip/p")),
            ("mip/p/m/1", Kind::LearningOutcome, Some("mip/p/m")),
        ] {
            let mut record = Record::new(id(name), kind, Source::file("f"));
            record.label(Lang::Lv, LabelRole::Preferred, name);
            record.parent = parent.map(id);
            national.records.push(record);
        }
        let mut material = Record::new(id("material/1"), Kind::Material, Source::file("f"));
        material.uri = Some("https://example.lv/video".into());
        national.records.push(material);
        catalogue
            .apply(&[framework, national], ApplyMode::Commit, &mut |_, _| {})
            .unwrap();
        catalogue
    }

    fn end(name: &str) -> End {
        let catalogue = catalogue();
        let mut ends = Ends::new(&catalogue, &Iris::new(DEFAULT_BASE)).unwrap();
        let end = ends.describe(&id(name));
        ends.checked().unwrap();
        end
    }

    #[test]
    fn a_framework_gives_uri_scheme_and_version() {
        let end = end("dc-3/1");
        assert_eq!(end.uri, "https://jrc.example/c/1");
        assert_eq!(
            (end.source.as_str(), end.source_version.as_str()),
            ("urn:prasme:dc-3", "3.0")
        );
        assert_eq!(end.label, "Pārlūkot");
    }

    #[test]
    fn an_outcome_belongs_to_its_programme() {
        assert_eq!(end("mip/p/m/1").source, "urn:prasme:mip/p");
    }

    #[test]
    fn what_left_the_catalogue_keeps_its_uri() {
        let end = end("mip/gone");
        assert_eq!(
            (end.uri.as_str(), end.label.as_str()),
            ("urn:prasme:mip/gone", "")
        );
    }

    #[test]
    fn the_address_of_a_material_is_not_its_uri() {
        assert_eq!(end("material/1").uri, "urn:prasme:material/1");
        let catalogue = catalogue();
        let mut ends = Ends::new(&catalogue, &Iris::new(DEFAULT_BASE)).unwrap();
        assert_eq!(ends.by_uri("https://example.lv/video"), None);
        assert_eq!(ends.by_uri("https://jrc.example/c/1"), Some(id("dc-3/1")));
    }

    #[test]
    fn a_scheme_leads_back_to_its_set_of_records() {
        let catalogue = catalogue();
        let mut ends = Ends::new(&catalogue, &Iris::new(DEFAULT_BASE)).unwrap();
        assert_eq!(
            ends.target_of("urn:prasme:dc-3").as_deref(),
            Some("framework:dc-3")
        );
        assert_eq!(ends.target_of("urn:prasme:dc-4"), None);
    }
}
