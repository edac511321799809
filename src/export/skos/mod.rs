//! Records and mappings as SKOS, in Turtle and JSON-LD.
//!
//! Each version of a PKP, each programme, each examination and each framework is a `skos:ConceptScheme`; what stands in it are
//! concepts with names, notation, hierarchy, level and, in Prasme's own vocabulary, what SKOS has no word for. Accepted mappings
//! follow as `skos:…Match`, `prasme:teaches`, `prasme:assesses`, `prasme:supports`; a proposal is never written as if it
//! were so.

mod concept;
mod plan;
mod sink;
#[cfg(test)]
mod tests;
mod words;

pub use sink::Syntax;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::iri::{Iris, Prefixes};
use super::schemes::{ESCO_NAME, is_scheme, of_framework};
use super::sssom::expanded;
use crate::catalogue::Dataset;
use crate::model::{Lang, Mapping, Predicate, Record, RecordId, Relation, RelationKind};
use concept::describe;
use plan::Plan;
use sink::Sink;
use words::{OWL, RDF_TYPE, camel, dcterms, prasme, skos};

/// The line that ESCO's terms ask for.
pub const ESCO_ATTRIBUTION: &str =
    "This service uses the ESCO classification of the European Commission.";

/// What is written as SKOS.
#[derive(Debug, Default)]
pub struct Holdings {
    /// The records of the selection.
    pub records: Vec<Record>,
    /// Relations from them.
    pub relations: Vec<Relation>,
    /// Accepted mappings.
    pub mappings: Vec<Mapping>,
    /// Records outside the selection that mappings lead to or from: they are named, no more.
    pub others: Vec<Record>,
    /// Datasets with versions and licences.
    pub datasets: Vec<Dataset>,
    /// Who publishes.
    pub publisher: String,
}

/// Writes everything, one subject after the other.
///
/// # Errors
/// When the file or connection fails.
pub fn write(out: impl Write, holdings: Holdings, syntax: Syntax, iris: &Iris) -> io::Result<()> {
    let Holdings {
        records,
        relations,
        mappings,
        others,
        datasets,
        publisher,
    } = holdings;
    let plan = Plan::new(records, &relations, iris);
    let foreign: BTreeMap<&RecordId, &Record> = others
        .iter()
        .filter(|r| !plan.uris.contains_key(&r.id))
        .map(|r| (&r.id, r))
        .collect();
    let uris = plan.uris.values().cloned();
    let uris: BTreeSet<String> = uris
        .chain(foreign.values().map(|r| iris.of_record(r)))
        .collect();
    let prefixes = Prefixes::for_uris(uris.iter().map(String::as_str), iris);
    let mut graph = Graph {
        sink: Sink::new(out, syntax, &prefixes)?,
        plan: &plan,
        foreign: &foreign,
        iris,
        datasets: &datasets,
        publisher: &publisher,
        by_subject: BTreeMap::new(),
    };
    for mapping in &mappings {
        graph
            .by_subject
            .entry(&mapping.subject)
            .or_default()
            .push(mapping);
    }
    graph.write()?;
    graph.sink.finish()
}

struct Graph<'a, W: Write> {
    sink: Sink<W>,
    plan: &'a Plan,
    foreign: &'a BTreeMap<&'a RecordId, &'a Record>,
    iris: &'a Iris,
    datasets: &'a [Dataset],
    publisher: &'a str,
    by_subject: BTreeMap<&'a RecordId, Vec<&'a Mapping>>,
}

impl<W: Write> Graph<'_, W> {
    fn write(&mut self) -> io::Result<()> {
        for (uri, name) in &self.plan.frameworks {
            self.framework(uri, name)?;
        }
        for record in &self.plan.records {
            let uri = self.uri(&record.id);
            if self.plan.schemes.contains(&record.id) {
                self.scheme(&uri, record)?;
            } else {
                self.concept(&uri, record)?;
            }
            self.relations(&uri, &record.id)?;
            self.mappings(&uri, &record.id)?;
        }
        let elsewhere: Vec<&RecordId> = self
            .by_subject
            .keys()
            .copied()
            .filter(|id| !self.plan.uris.contains_key(*id))
            .collect();
        for (id, record) in self.foreign {
            let uri = self.iris.of_record(record);
            self.stub(&uri, record)?;
            self.mappings(&uri, id)?;
        }
        for id in elsewhere
            .into_iter()
            .filter(|id| !self.foreign.contains_key(*id))
        {
            // It left the catalogue: its URI is all that is known.
            let uri = self.iris.of_id(id);
            self.mappings(&uri, id)?;
        }
        Ok(())
    }

    /// The URI of a record, whether the selection holds it or not.
    fn uri(&self, id: &RecordId) -> String {
        if let Some(uri) = self.plan.uris.get(id) {
            return uri.clone();
        }
        match self.foreign.get(id) {
            Some(record) => self.iris.of_record(record),
            None => self.iris.of_id(id),
        }
    }

    fn scheme_of(&self, id: &RecordId) -> Option<String> {
        if let Some(scheme) = self.plan.scheme_of.get(id) {
            return Some(scheme.clone());
        }
        let record = self.foreign.get(id)?;
        let framework = record.framework.as_ref()?;
        Some(of_framework(framework, record.kind, self.iris))
    }

    fn framework(&mut self, uri: &str, name: &str) -> io::Result<()> {
        self.sink.link(uri, RDF_TYPE, &skos("ConceptScheme"))?;
        let prefix = format!("{name}/");
        let dataset = self
            .datasets
            .iter()
            .find(|d| d.name == name || d.name.starts_with(&prefix));
        let title = dataset.map_or(name, |d| d.title.as_str());
        self.sink.text(uri, &dcterms("title"), title, None)?;
        self.sink.text(uri, &skos("prefLabel"), title, None)?;
        if let Some(dataset) = dataset {
            if let Some(version) = &dataset.version {
                self.sink
                    .text(uri, &format!("{OWL}versionInfo"), version, None)?;
            }
            self.licence(uri, dataset.licence.as_deref())?;
        }
        if name == ESCO_NAME {
            self.sink
                .text(uri, &dcterms("rights"), ESCO_ATTRIBUTION, Some("en"))?;
        }
        self.top_concepts(uri)
    }

    fn scheme(&mut self, uri: &str, record: &Record) -> io::Result<()> {
        self.sink.link(uri, RDF_TYPE, &skos("ConceptScheme"))?;
        let mut titled = BTreeSet::new();
        for label in &record.labels {
            if label.role == crate::model::LabelRole::Preferred && titled.insert(label.lang) {
                let tag = (label.lang != Lang::Und).then(|| label.lang.tag());
                self.sink.text(uri, &dcterms("title"), &label.text, tag)?;
            }
        }
        describe(&mut self.sink, uri, record)?;
        self.sink
            .text(uri, &dcterms("source"), &record.source.file, None)?;
        if !self.publisher.is_empty() {
            self.sink
                .text(uri, &dcterms("publisher"), self.publisher, None)?;
        }
        let id = record.id.as_str();
        let of_record = self
            .datasets
            .iter()
            .find(|d| d.name == id || id.starts_with(&format!("{}/", d.name)));
        let licence = of_record.and_then(|d| d.licence.clone());
        self.licence(uri, licence.as_deref())?;
        self.top_concepts(uri)
    }

    fn licence(&mut self, uri: &str, licence: Option<&str>) -> io::Result<()> {
        match licence {
            Some(licence) if licence.starts_with("http") => {
                self.sink.link(uri, &dcterms("license"), licence)
            }
            Some(licence) => self.sink.text(uri, &dcterms("rights"), licence, None),
            None => Ok(()),
        }
    }

    fn top_concepts(&mut self, scheme: &str) -> io::Result<()> {
        let plan = self.plan;
        for id in plan.concepts_of(scheme) {
            let uri = self.uri(id);
            self.sink.link(scheme, &skos("hasTopConcept"), &uri)?;
        }
        Ok(())
    }

    fn concept(&mut self, uri: &str, record: &Record) -> io::Result<()> {
        self.sink.link(uri, RDF_TYPE, &skos("Concept"))?;
        let plan = self.plan;
        if let Some(scheme) = plan.scheme_of.get(&record.id) {
            self.sink.link(uri, &skos("inScheme"), scheme)?;
            if plan.top.contains(&record.id) {
                self.sink.link(uri, &skos("topConceptOf"), scheme)?;
            }
        }
        for (property, ends) in [("broader", &plan.broader), ("narrower", &plan.narrower)] {
            for end in ends.get(&record.id).into_iter().flatten() {
                let end = self.uri(end);
                self.sink.link(uri, &skos(property), &end)?;
            }
        }
        describe(&mut self.sink, uri, record)
    }

    /// A record outside the selection: what it is called and where it belongs.
    fn stub(&mut self, uri: &str, record: &Record) -> io::Result<()> {
        if is_scheme(record) {
            return Ok(());
        }
        self.sink.link(uri, RDF_TYPE, &skos("Concept"))?;
        if let Some(framework) = &record.framework {
            let scheme = of_framework(framework, record.kind, self.iris);
            self.sink.link(uri, &skos("inScheme"), &scheme)?;
        }
        let lang = match record.framework.as_deref() {
            // ESCO's own name, not one that somebody here gave it.
            Some(ESCO_NAME) => Lang::En,
            _ => Lang::Lv,
        };
        let name = record.labels.iter().find(|l| l.text == record.name(lang));
        let tag = name.map(|l| l.lang).filter(|l| *l != Lang::Und);
        self.sink.text(
            uri,
            &skos("prefLabel"),
            record.name(lang),
            tag.map(Lang::tag),
        )
    }

    fn relations(&mut self, uri: &str, id: &RecordId) -> io::Result<()> {
        let plan = self.plan;
        for (kind, to) in plan.relations.get(id).into_iter().flatten() {
            let property = match kind {
                RelationKind::Related if plan.scheme_of.contains_key(to) => skos("related"),
                RelationKind::Replaces => dcterms("replaces"),
                kind => prasme(&camel(kind.code())),
            };
            let to = self.uri(to);
            self.sink.link(uri, &property, &to)?;
        }
        Ok(())
    }

    fn mappings(&mut self, uri: &str, id: &RecordId) -> io::Result<()> {
        for mapping in self.by_subject.get(id).cloned().unwrap_or_default() {
            let is_skos = !matches!(
                mapping.predicate,
                Predicate::Teaches | Predicate::Assesses | Predicate::Supports
            );
            let same = self
                .scheme_of(id)
                .is_some_and(|s| Some(s) == self.scheme_of(&mapping.object));
            // SKOS keeps its matches for concepts of different schemes.
            if is_skos && same {
                continue;
            }
            let property = expanded(mapping.predicate.curie());
            let object = self.uri(&mapping.object);
            self.sink.link(uri, &property, &object)?;
        }
        Ok(())
    }
}
