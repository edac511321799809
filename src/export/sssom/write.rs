//! Mappings → SSSOM/TSV.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::meta::write_head;
use super::row::{Cells, NO_TERM, modelled, no_match, with_kept};
use super::slots::{is_entity, place};
use crate::catalogue::mappings::{NoMatch, StoredMapping};
use crate::export::iri::{Iris, Prefixes};
use crate::model::RecordId;

/// The mappings of a file.
#[derive(Debug, Clone, Default)]
pub struct MappingSet {
    /// Mappings.
    pub mappings: Vec<StoredMapping>,
    /// "Nothing matches" decisions.
    pub no_matches: Vec<NoMatch>,
}

/// What a file says of the whole set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetInfo {
    /// Name of the set below the base, e.g. `mapping-set/all`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its version: the day or number of what it was made from.
    pub version: String,
    /// URI of its licence.
    pub licence: String,
    /// Who publishes it.
    pub publisher: String,
    /// Remarks: attribution, what wrote it.
    pub comment: String,
}

/// What a file says of a record beyond its identifier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct End {
    /// Its URI.
    pub uri: String,
    /// Its name.
    pub label: String,
    /// URI of the concept scheme that it belongs to; empty where it is not known.
    pub source: String,
    /// Version of that scheme.
    pub source_version: String,
}

/// Why a mapping set was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The file or connection failed.
    #[error("the mapping set cannot be written: {0}")]
    Io(#[from] io::Error),
}

impl From<csv::Error> for WriteError {
    fn from(error: csv::Error) -> Self {
        Self::Io(io::Error::other(error))
    }
}

/// Columns that stand in every file, even with nothing in them.
const ALWAYS: [&str; 7] = [
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
];

/// Writes a mapping set. `end` tells what is known of a record; `target` gives the URI of a set of records.
///
/// The same set is always the same bytes: rows stand by subject, predicate and object.
///
/// # Errors
/// [`WriteError::Io`].
pub fn write(
    out: impl Write,
    set: &MappingSet,
    info: &SetInfo,
    iris: &Iris,
    end: &mut dyn FnMut(&RecordId) -> End,
    target: &dyn Fn(&str) -> String,
) -> Result<(), WriteError> {
    let mut rows = Vec::with_capacity(set.mappings.len() + set.no_matches.len());
    for stored in &set.mappings {
        let mut cells = with_kept(modelled(stored), stored);
        let mapping = &stored.mapping;
        add_end(&mut cells, "subject", end(&mapping.subject));
        cells.insert("predicate_id".into(), expanded(mapping.predicate.curie()));
        add_end(&mut cells, "object", end(&mapping.object));
        rows.push(cells);
    }
    for decided in &set.no_matches {
        let mut cells = no_match(decided);
        add_end(&mut cells, "subject", end(&decided.subject));
        cells.insert("predicate_id".into(), expanded("skos:relatedMatch"));
        cells.insert("object_id".into(), NO_TERM.to_owned());
        cells.insert("object_source".into(), target(&decided.target));
        rows.push(cells);
    }
    write_rows(out, rows, info, iris)
}

fn write_rows(
    mut out: impl Write,
    mut rows: Vec<Cells>,
    info: &SetInfo,
    iris: &Iris,
) -> Result<(), WriteError> {
    let sorted = |cells: &Cells| {
        ["subject_id", "predicate_id", "object_id", "object_source"]
            .map(|slot| cells.get(slot).cloned().unwrap_or_default())
    };
    rows.sort_by_cached_key(sorted);
    let mut columns: BTreeSet<(usize, &str)> = ALWAYS.iter().map(|slot| place(slot)).collect();
    let mut uris = BTreeSet::new();
    for (slot, value) in rows.iter().flatten() {
        columns.insert(place(slot));
        if is_entity(slot) {
            uris.extend(value.split('|'));
        }
    }
    let columns: Vec<&str> = columns.into_iter().map(|(_, slot)| slot).collect();
    // The definitions of our own slots speak of our vocabulary.
    let vocabulary = columns.iter().any(|c| c.starts_with("prasme_"));
    let ours = format!("{}x", crate::export::iri::VOCABULARY);
    let uris = uris.into_iter().chain(vocabulary.then_some(ours.as_str()));
    let prefixes = Prefixes::for_uris(uris, iris);
    write_head(&mut out, info, iris, &prefixes, &columns)?;
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    writer.write_record(&columns)?;
    for cells in &rows {
        let row = columns.iter().map(|column| match cells.get(*column) {
            None => String::new(),
            Some(value) if is_entity(column) => shortened(value, &prefixes, iris),
            Some(value) => value.clone(),
        });
        writer.write_record(row)?;
    }
    Ok(writer.flush()?)
}

fn shortened(value: &str, prefixes: &Prefixes, iris: &Iris) -> String {
    let short = value.split('|').map(|uri| prefixes.shorten(uri, iris));
    short.collect::<Vec<_>>().join("|")
}

/// Adds what is known of one end; what was kept of the file wins.
fn add_end(cells: &mut Cells, which: &str, end: End) {
    cells.insert(format!("{which}_id"), end.uri);
    for (slot, value) in [
        ("label", end.label),
        ("source", end.source),
        ("source_version", end.source_version),
    ] {
        if !value.is_empty() {
            cells.entry(format!("{which}_{slot}")).or_insert(value);
        }
    }
}

/// The URI of a predicate's short name.
pub(in crate::export) fn expanded(curie: &str) -> String {
    let namespaces: BTreeMap<&str, &str> = crate::export::iri::RESERVED
        .into_iter()
        .chain([("prasme", crate::export::iri::VOCABULARY)])
        .collect();
    match curie.split_once(':') {
        Some((prefix, local)) => match namespaces.get(prefix) {
            Some(namespace) => format!("{namespace}{local}"),
            None => curie.to_owned(),
        },
        None => curie.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(set: &MappingSet) -> String {
        let info = SetInfo {
            name: "mapping-set/all".into(),
            title: String::new(),
            version: String::new(),
            licence: "https://l.org".into(),
            publisher: String::new(),
            comment: String::new(),
        };
        let mut out = Vec::new();
        let iris = Iris::new("urn:prasme:");
        let mut end = |id: &RecordId| End {
            uri: iris.of_id(id),
            ..End::default()
        };
        write(&mut out, set, &info, &iris, &mut end, &|t| iris.under(t)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_empty_set_has_head_and_header() {
        let text = written(&MappingSet::default());
        assert!(text.contains("#license: https://l.org\n") && !text.contains("mapping_set_title"));
        let header = text.lines().last().unwrap();
        assert!(
            header.starts_with("subject_id\tsubject_label\tpredicate_id"),
            "{header}"
        );
        assert!(!text.contains("extension_definitions"));
    }

    #[test]
    fn short_names_of_predicates_are_expanded() {
        assert_eq!(
            expanded("skos:exactMatch"),
            "http://www.w3.org/2004/02/skos/core#exactMatch"
        );
        assert_eq!(expanded("prasme:teaches"), "urn:prasme:vocabulary:teaches");
        assert_eq!(
            (expanded("x:y").as_str(), expanded("y").as_str()),
            ("x:y", "y")
        );
    }

    #[test]
    fn a_set_with_a_urn_is_no_unknown_prefix_to_the_reference_tool() {
        // sssom-py takes the identifier of a set for a CURIE and misses its prefix.
        assert!(written(&MappingSet::default()).contains("#  urn: \"urn:\"\n"));
    }
}
