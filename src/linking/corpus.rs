//! Everything in a catalogue at once: what a matcher is built from, and what proposing walks over.

use std::collections::HashMap;
use std::sync::Arc;

use super::{LinkingConfig, Matcher, MatcherSource, Target};
use crate::catalogue::mappings::Place;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{Kind, Record, RecordId, Relation};
use crate::text::{Analyser, Vocabulary};

/// Every record and relation of a catalogue.
#[derive(Debug, Default)]
pub struct Corpus {
    records: Vec<Record>,
    relations: Vec<Relation>,
    places: HashMap<RecordId, usize>,
}

impl Corpus {
    /// Reads a whole catalogue.
    ///
    /// # Errors
    /// [`CatalogueError`] when it cannot be read.
    pub fn read(catalogue: &Catalogue) -> Result<Self, CatalogueError> {
        let mut records = Vec::new();
        catalogue.each_record(|record| {
            records.push(record);
            Ok::<_, CatalogueError>(())
        })?;
        Ok(Self::new(records, catalogue.relations()?))
    }

    /// These records and relations.
    pub fn new(records: Vec<Record>, relations: Vec<Relation>) -> Self {
        let places = records
            .iter()
            .enumerate()
            .map(|(at, record)| (record.id.clone(), at))
            .collect();
        Self {
            records,
            relations,
            places,
        }
    }

    /// All records.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// All relations.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The record with this identifier.
    pub fn record(&self, id: &RecordId) -> Option<&Record> {
        self.places.get(id).and_then(|&at| self.records.get(at))
    }

    /// What stands above a record, nearest first; a cycle in the data ends the walk.
    pub fn above(&self, record: &Record) -> Vec<&Record> {
        let mut above: Vec<&Record> = Vec::new();
        let mut next = record.parent.as_ref();
        while let Some(parent) = next.and_then(|id| self.record(id)) {
            if parent.id == record.id || above.iter().any(|r| r.id == parent.id) {
                break;
            }
            above.push(parent);
            next = parent.parent.as_ref();
        }
        above
    }

    /// Where a record belongs, for the filters of the review.
    pub fn place(&self, record: &Record) -> Place {
        Place::of(record, self.above(record).into_iter())
    }

    /// The records that a target names, in the order of the catalogue.
    pub fn members<'c>(&'c self, target: &'c Target) -> impl Iterator<Item = &'c Record> {
        self.records.iter().filter(move |r| self.holds(target, r))
    }

    /// What a statement may be answered with, in the order of the catalogue: the members of a target; of a framework that has
    /// competences only these, not the areas that gather them.
    pub fn answers(&self, target: &Target) -> Vec<&Record> {
        let mut members: Vec<&Record> = self
            .records
            .iter()
            .filter(|r| self.holds(target, r))
            .collect();
        let is_competence = |r: &&Record| r.kind == Kind::Competence;
        if matches!(target, Target::Framework(_)) && members.iter().any(is_competence) {
            members.retain(is_competence);
        }
        members
    }

    fn holds(&self, target: &Target, record: &Record) -> bool {
        let kind = record.kind;
        match target {
            Target::Framework(name) => {
                record.framework.as_deref() == Some(name) && kind.is_statement()
            }
            Target::Kind(wanted) => kind == *wanted,
            Target::Under(id) => {
                kind.is_statement() && self.above(record).iter().any(|r| r.id == *id)
            }
        }
    }

    /// The matcher of these records.
    pub fn matcher(
        &self,
        analyser: &Arc<Analyser>,
        vocabulary: &Arc<Vocabulary>,
        weights: &Arc<LinkingConfig>,
    ) -> Matcher {
        let source = MatcherSource {
            analyser: Arc::clone(analyser),
            vocabulary: Arc::clone(vocabulary),
            records: &self.records,
            relations: &self.relations,
        };
        Matcher::build_with(source, Arc::clone(weights))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;

    fn id(text: &str) -> RecordId {
        RecordId::new(text).unwrap()
    }

    fn corpus() -> Corpus {
        let records = [
            ("q", Kind::Qualification, None),
            ("q/1", Kind::Task, Some("q")),
            ("q/1/p", Kind::Requirement, Some("q/1")),
            ("s", Kind::Skill, None),
            // A cycle of parents.
            ("m", Kind::Material, Some("n")),
            ("n", Kind::Material, Some("m")),
        ]
        .map(|(name, kind, parent)| {
            let mut record = Record::new(id(name), kind, Source::file("t"));
            record.parent = parent.map(id);
            record.sector = (name == "q").then(|| "KOK".to_owned());
            record
        });
        Corpus::new(records.into(), Vec::new())
    }

    #[test]
    fn a_target_names_statements_below_a_record_or_all_of_a_kind() {
        let corpus = corpus();
        let names = |target: &str| {
            let target: Target = target.parse().unwrap();
            let names: Vec<_> = corpus.members(&target).map(|r| r.id.to_string()).collect();
            names.join(" ")
        };
        assert_eq!(names("under:q"), "q/1/p");
        assert_eq!(names("kind:material"), "m n");
        assert_eq!(names("esco"), "");
    }

    #[test]
    fn a_statement_belongs_to_its_sector_and_qualification() {
        let corpus = corpus();
        let place = corpus.place(corpus.record(&id("q/1/p")).unwrap());
        let said = (
            place.kind.as_str(),
            place.sector.as_str(),
            place.owner.as_str(),
        );
        assert_eq!(said, ("requirement", "KOK", "q"));
        assert_eq!(corpus.above(corpus.record(&id("m")).unwrap()).len(), 1);
    }
}
