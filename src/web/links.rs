//! The linked records of a record, grouped by what they are to it.

use std::collections::BTreeMap;

use super::{Language, record_path};
use crate::catalogue::{Link, LinkDirection};
use crate::model::{Record, RelationKind};

/// A link and the record at its other end, where the catalogue has it.
#[derive(Debug, Clone)]
pub struct LinkedRecord {
    /// The link.
    pub link: Link,
    /// The record at the other end.
    pub record: Option<Record>,
}

/// All links of one relation in one direction.
pub(super) struct LinkGroup {
    pub(super) name: String,
    pub(super) count: usize,
    pub(super) shown: Vec<LinkItem>,
    pub(super) cut: Option<String>,
}

/// One link ready to be written.
pub(super) struct LinkItem {
    /// Nothing where the other end is not in the catalogue.
    pub(super) path: Option<String>,
    pub(super) name: String,
    pub(super) kind: Option<String>,
}

/// Groups links by relation and direction in the order of [`RelationKind`]. `all` is how many there are of each.
pub(super) fn groups(
    links: &[LinkedRecord],
    all: &BTreeMap<(RelationKind, LinkDirection), usize>,
    language: Language,
) -> Vec<LinkGroup> {
    let mut by: BTreeMap<(RelationKind, LinkDirection), Vec<&LinkedRecord>> = BTreeMap::new();
    for link in links {
        by.entry((link.link.kind, link.link.direction))
            .or_default()
            .push(link);
    }
    by.into_iter()
        .map(|((kind, direction), links)| {
            let end = match direction {
                LinkDirection::Out => "out",
                LinkDirection::In => "in",
            };
            let count = all.get(&(kind, direction)).copied().unwrap_or(links.len());
            let cut = (count > links.len()).then(|| {
                language
                    .with("record.links_cut", "n", &language.number(links.len()))
                    .replace("{all}", &language.number(count))
            });
            let mut shown: Vec<_> = links.into_iter().map(|l| item(l, language)).collect();
            shown.sort_by_cached_key(|i| i.name.to_lowercase());
            LinkGroup {
                name: language
                    .text(&format!("relation.{}_{end}", kind.code()))
                    .to_owned(),
                count,
                shown,
                cut,
            }
        })
        .collect()
}

fn item(link: &LinkedRecord, language: Language) -> LinkItem {
    match &link.record {
        Some(record) => LinkItem {
            path: Some(record_path(record.id.as_str())),
            name: record.name(language.of_labels()).to_owned(),
            kind: Some(language.name_of("kind", record.kind.code())),
        },
        None => LinkItem {
            path: None,
            name: link.link.other.to_string(),
            kind: None,
        },
    }
}
