//! A record with what is around it, gathered from the catalogue.

use std::collections::BTreeMap;

use super::limits::{SHOWN_BELOW, SHOWN_LEVELS, SHOWN_LINKS};
use crate::catalogue::mappings::StoredMapping;
use crate::catalogue::{Catalogue, CatalogueError, Link, LinkDirection};
use crate::linking::Links;
use crate::model::{MappingState, Record, RelationKind};
use crate::web::{Branch, LinkedRecord, MappedRecord, RecordInput};

/// All that is shown of a record; none where there is no such record.
pub(super) fn gather(
    catalogue: &Catalogue,
    links: &Links,
    id: &str,
) -> Result<Option<RecordInput>, CatalogueError> {
    let Some(record) = catalogue.record(id)? else {
        return Ok(None);
    };
    let mut room = SHOWN_BELOW;
    let mut path = vec![record.id.to_string()];
    let (children, children_cut) = below(catalogue, id, SHOWN_LEVELS, &mut room, &mut path)?;
    let mappings = mapped(catalogue, links, &record)?;
    let (links, link_counts) = linked(catalogue, id)?;
    Ok(Some(RecordInput {
        ancestors: catalogue.ancestors(&record)?,
        children,
        children_cut,
        links,
        link_counts,
        datasets: catalogue.datasets_of(id)?,
        sector: record.sector.clone(),
        mappings,
        record,
    }))
}

/// The mappings of a record with what is at their other ends. Of proposals, a popular concept has hundreds: the likeliest
/// are shown.
fn mapped(
    catalogue: &Catalogue,
    links: &Links,
    record: &Record,
) -> Result<Vec<MappedRecord>, CatalogueError> {
    let mut all = links.of(&record.id);
    let confidence = |m: &StoredMapping| m.mapping.proposal.as_ref().map_or(0.0, |p| p.confidence);
    let is_open = |m: &StoredMapping| m.mapping.state == MappingState::Proposed;
    all.sort_by(|a, b| {
        is_open(a)
            .cmp(&is_open(b))
            .then_with(|| confidence(b).total_cmp(&confidence(a)))
    });
    all.truncate(SHOWN_LINKS);
    let mut mapped = Vec::with_capacity(all.len());
    for mapping in all {
        let of = &mapping.mapping;
        let other = if of.subject == record.id {
            &of.object
        } else {
            &of.subject
        };
        let there = catalogue.record(other.as_str())?;
        let is_there = there.is_some();
        let other = match there {
            Some(record) => Some(record),
            None => catalogue.withdrawn(other.as_str())?,
        };
        mapped.push(MappedRecord {
            mapping,
            other,
            is_there,
        });
    }
    Ok(mapped)
}

/// What is below a record, breadth before depth as far as there is room, and whether something was left out.
/// `path` holds the records above: a cycle in the data ends there.
fn below(
    catalogue: &Catalogue,
    id: &str,
    levels: usize,
    room: &mut usize,
    path: &mut Vec<String>,
) -> Result<(Vec<Branch>, bool), CatalogueError> {
    if levels == 0 {
        return Ok((Vec::new(), false));
    }
    let mut children = catalogue.children(id)?;
    children.retain(|child| !path.iter().any(|above| *above == child.id.as_str()));
    let mut cut = children.len() > *room;
    children.truncate(*room);
    *room -= children.len();
    let mut branches = Vec::with_capacity(children.len());
    for record in children {
        path.push(record.id.to_string());
        let (children, child_cut) = below(catalogue, record.id.as_str(), levels - 1, room, path)?;
        path.pop();
        cut |= child_cut;
        branches.push(Branch { record, children });
    }
    Ok((branches, cut))
}

type Counts = BTreeMap<(RelationKind, LinkDirection), usize>;

fn linked(catalogue: &Catalogue, id: &str) -> Result<(Vec<LinkedRecord>, Counts), CatalogueError> {
    let mut counts = Counts::new();
    let mut shown = Vec::new();
    for link in catalogue.links(id)? {
        let count = counts.entry((link.kind, link.direction)).or_default();
        *count += 1;
        if *count <= SHOWN_LINKS {
            let record: Option<Record> = catalogue.record(link.other.as_str())?;
            shown.push(LinkedRecord {
                record,
                link: Link { ..link },
            });
        }
    }
    Ok((shown, counts))
}
