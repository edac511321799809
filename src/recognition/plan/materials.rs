//! Materials for the gaps: what the catalogue knows to support a module or an outcome.

use serde::Serialize;

use super::PlanModule;
use crate::catalogue::{Catalogue, CatalogueError, LinkDirection};
use crate::model::{Details, Kind, Lang, RecordId, RelationKind};

/// Most materials given for one module.
const MOST: usize = 8;

/// A material for a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GapMaterial {
    /// The material.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Its address, if it has one.
    pub url: Option<String>,
    /// Numbers of the module's outcomes that it supports; empty where it supports the module as a whole.
    pub outcomes: Vec<u32>,
}

/// Materials that support the gaps of a module, those for single outcomes first; what is out of date is left out.
///
/// # Errors
/// As [`Catalogue::record`].
pub fn for_gaps(
    catalogue: &Catalogue,
    module: &PlanModule,
) -> Result<Vec<GapMaterial>, CatalogueError> {
    let mut found: Vec<GapMaterial> = Vec::new();
    for (number, _, outcome) in &module.gaps {
        for id in supporting(catalogue, outcome)? {
            match found.iter_mut().find(|m| m.id == id) {
                Some(known) => known.outcomes.push(*number),
                None => found.extend(material(catalogue, id, vec![*number])?),
            }
        }
    }
    for id in supporting(catalogue, &module.id)? {
        if !found.iter().any(|m| m.id == id) {
            found.extend(material(catalogue, id, Vec::new())?);
        }
    }
    found.truncate(MOST);
    Ok(found)
}

fn supporting(catalogue: &Catalogue, id: &RecordId) -> Result<Vec<RecordId>, CatalogueError> {
    let links = catalogue.links(id.as_str())?;
    let supports = |l: &crate::catalogue::Link| {
        l.kind == RelationKind::Supports && l.direction == LinkDirection::In
    };
    Ok(links
        .into_iter()
        .filter(supports)
        .map(|l| l.other)
        .collect())
}

fn material(
    catalogue: &Catalogue,
    id: RecordId,
    outcomes: Vec<u32>,
) -> Result<Option<GapMaterial>, CatalogueError> {
    let Some(record) = catalogue
        .record(id.as_str())?
        .filter(|r| r.kind == Kind::Material)
    else {
        return Ok(None);
    };
    let (url, outdated) = match &record.details {
        Details::Material(m) => (m.url.clone(), m.outdated == Some(true)),
        _ => (None, false),
    };
    let title = record.name(Lang::Lv).to_owned();
    Ok((!outdated).then_some(GapMaterial {
        id,
        title,
        url,
        outcomes,
    }))
}
