//! The graph before it is written: schemes, hierarchy without cycles, associations that do not contradict it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::export::iri::Iris;
use crate::export::schemes::{is_scheme, of_framework};
use crate::model::{Record, RecordId, Relation, RelationKind};

/// The graph of the records that are written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The records in the order of writing.
    pub(super) records: Vec<Record>,
    /// URI of each record.
    pub(super) uris: HashMap<RecordId, String>,
    /// Scheme of each concept.
    pub(super) scheme_of: HashMap<RecordId, String>,
    /// Records that are schemes.
    pub(super) schemes: BTreeSet<RecordId>,
    /// Schemes that no record stands for: of frameworks, by URI with the framework's name.
    pub(super) frameworks: BTreeMap<String, String>,
    /// Concept → what is above it.
    pub(super) broader: BTreeMap<RecordId, Vec<RecordId>>,
    /// Concept → what is below it.
    pub(super) narrower: BTreeMap<RecordId, Vec<RecordId>>,
    /// Concepts without anything above them.
    pub(super) top: BTreeSet<RecordId>,
    /// Other relations by their source.
    pub(super) relations: BTreeMap<RecordId, Vec<(RelationKind, RecordId)>>,
}

impl Plan {
    /// Plans the graph of these records; `relations` may speak of others too.
    pub(super) fn new(records: Vec<Record>, relations: &[Relation], iris: &Iris) -> Self {
        let mut plan = Self::default();
        let by_id: HashMap<&RecordId, &Record> = records.iter().map(|r| (&r.id, r)).collect();
        for record in &records {
            plan.uris.insert(record.id.clone(), iris.of_record(record));
            if is_scheme(record) {
                plan.schemes.insert(record.id.clone());
                continue;
            }
            let scheme = match &record.framework {
                Some(name) => {
                    let uri = of_framework(name, record.kind, iris);
                    plan.frameworks.insert(uri.clone(), name.clone());
                    uri
                }
                None => scheme_above(record, &by_id, iris),
            };
            plan.scheme_of.insert(record.id.clone(), scheme);
        }
        for record in &records {
            if let Some(parent) = &record.parent {
                plan.add_broader(&record.id, parent);
            }
        }
        for relation in relations {
            if relation.kind == RelationKind::Broader {
                plan.add_broader(&relation.from, &relation.to);
            }
        }
        for relation in relations {
            if relation.kind != RelationKind::Broader && plan.uris.contains_key(&relation.from) {
                plan.add_relation(relation);
            }
        }
        let concepts = plan.scheme_of.keys();
        plan.top = concepts
            .filter(|id| !plan.broader.contains_key(*id))
            .cloned()
            .collect();
        plan.records = records;
        plan
    }

    /// The scheme's URI where the record is one.
    pub(super) fn concepts_of(&self, scheme: &str) -> impl Iterator<Item = &RecordId> {
        let top = self.top.iter();
        top.filter(move |id| self.scheme_of.get(*id).is_some_and(|s| s == scheme))
    }

    /// Puts a concept below another one of its scheme, unless that closed a circle.
    fn add_broader(&mut self, below: &RecordId, above: &RecordId) {
        let schemes = (self.scheme_of.get(below), self.scheme_of.get(above));
        let (Some(one), Some(other)) = schemes else {
            return;
        };
        if one != other || below == above || self.is_above(below, above) {
            return;
        }
        let there = self.broader.entry(below.clone()).or_default();
        if !there.contains(above) {
            there.push(above.clone());
            self.narrower
                .entry(above.clone())
                .or_default()
                .push(below.clone());
        }
    }

    fn add_relation(&mut self, relation: &Relation) {
        let related = relation.kind == RelationKind::Related;
        // SKOS: what is related is not broader or narrower.
        if related
            && (self.is_above(&relation.from, &relation.to)
                || self.is_above(&relation.to, &relation.from))
        {
            return;
        }
        let of_source = self.relations.entry(relation.from.clone()).or_default();
        of_source.push((relation.kind, relation.to.clone()));
    }

    /// Whether one concept is somewhere above another one.
    fn is_above(&self, above: &RecordId, below: &RecordId) -> bool {
        let mut seen: BTreeSet<&RecordId> = BTreeSet::new();
        let mut next: Vec<&RecordId> = vec![below];
        while let Some(id) = next.pop() {
            for parent in self.broader.get(id).into_iter().flatten() {
                if parent == above {
                    return true;
                }
                if seen.insert(parent) {
                    next.push(parent);
                }
            }
        }
        false
    }
}

/// The scheme of a national record: the PKP, programme or examination above it; without one, that of its first segment.
fn scheme_above(record: &Record, by_id: &HashMap<&RecordId, &Record>, iris: &Iris) -> String {
    /// A chain of parents longer than this is a circle.
    const DEEPEST: usize = 64;
    let mut next = record.parent.as_ref();
    for _ in 0..DEEPEST {
        let Some(above) = next.and_then(|id| by_id.get(id)) else {
            break;
        };
        if is_scheme(above) {
            return iris.of_record(above);
        }
        next = above.parent.as_ref();
    }
    let first = record.id.as_str().split('/').next().unwrap_or_default();
    iris.under(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::iri::DEFAULT_BASE;
    use crate::model::{Kind, Source};

    fn id(text: &str) -> RecordId {
        RecordId::new(text).unwrap()
    }

    fn plan(
        records: &[(&str, Kind, Option<&str>)],
        relations: &[(&str, RelationKind, &str)],
    ) -> Plan {
        let records = records.iter().map(|(name, kind, parent)| {
            let mut record = Record::new(id(name), *kind, Source::file("f"));
            record.parent = parent.map(id);
            record
        });
        let relations: Vec<Relation> = relations
            .iter()
            .map(|(from, kind, to)| Relation::new(id(from), *kind, id(to)))
            .collect();
        Plan::new(records.collect(), &relations, &Iris::new(DEFAULT_BASE))
    }

    #[test]
    fn what_has_nothing_above_it_is_a_top_concept() {
        let plan = plan(
            &[
                ("pkp/q", Kind::Qualification, None),
                ("pkp/q/1", Kind::Task, Some("pkp/q")),
                ("pkp/x", Kind::Task, Some("pkp/lost")),
            ],
            &[],
        );
        assert_eq!(plan.top, [id("pkp/q/1"), id("pkp/x")].into());
        assert_eq!(plan.scheme_of[&id("pkp/q/1")], "urn:prasme:pkp/q");
        // Its qualification is not there: the scheme of its kind.
        assert_eq!(plan.scheme_of[&id("pkp/x")], "urn:prasme:pkp");
    }

    #[test]
    fn a_second_parent_counts_once_and_only_inside_the_scheme() {
        let three = [
            ("pkp/a", Kind::Task, None),
            ("pkp/b", Kind::Task, None),
            ("pkp/c", Kind::Task, Some("pkp/a")),
        ];
        let broader = RelationKind::Broader;
        let plan = plan(
            &three,
            &[
                ("pkp/c", broader, "pkp/b"),
                ("pkp/c", broader, "pkp/a"),
                ("pkp/c", broader, "mip/z"),
            ],
        );
        assert_eq!(plan.broader[&id("pkp/c")], [id("pkp/a"), id("pkp/b")]);
        assert_eq!(plan.narrower[&id("pkp/a")], [id("pkp/c")]);
    }

    #[test]
    fn what_is_broader_is_not_related_too() {
        let three = [
            ("pkp/a", Kind::Task, None),
            ("pkp/b", Kind::Task, Some("pkp/a")),
            ("pkp/c", Kind::Task, Some("pkp/b")),
        ];
        let related = RelationKind::Related;
        let plan = plan(
            &three,
            &[("pkp/c", related, "pkp/a"), ("pkp/a", related, "pkp/b")],
        );
        assert!(plan.relations.is_empty());
    }
}
