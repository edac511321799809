//! The second step of an import: names that one document gives for records of another become relations.
//!
//! All batches of an import are looked at together, and what the catalogue knows already may be laid beside them. What
//! is found nowhere is warned of with its cell, and never dropped silently.

mod directory;

use std::collections::{HashMap, HashSet};

use super::parsed::{Direction, Parsed, Reference, Target};
use crate::model::{Batch, Details, Kind, RecordId, Relation, RelationKind, Severity};

pub use directory::Directory;

/// Turns the references of several files into relations, gives programmes and examinations the sector of their
/// qualification, and marks older versions of a PKP as superseded.
///
/// `known` holds what was imported before; it may be empty.
pub fn resolve(parsed: Vec<Parsed>, mut known: Directory) -> Vec<Batch> {
    for one in &parsed {
        for record in &one.batch.records {
            known.add(record);
        }
    }
    known.settle();
    let mut batches = Vec::with_capacity(parsed.len());
    for one in parsed {
        let mut batch = one.batch;
        let mut seen: HashSet<Relation> = batch.relations.iter().cloned().collect();
        for reference in &one.references {
            let found = look_up(&reference.target, &known);
            if found.is_empty() {
                missing(&mut batch, reference);
            }
            for other in found {
                let relation = relation(reference, other);
                if seen.insert(relation.clone()) {
                    batch.relations.push(relation);
                }
            }
        }
        inherit_sector(&mut batch, &known);
        sectors_of_materials(&mut batch, &known);
        modules_of_materials(&mut batch, &known);
        batches.push(batch);
    }
    versions(&mut batches, &known);
    batches
}

fn relation(reference: &Reference, other: RecordId) -> Relation {
    match reference.direction {
        Direction::From => Relation::new(reference.record.clone(), reference.kind, other),
        Direction::To => Relation::new(other, reference.kind, reference.record.clone()),
    }
}

/// The records that a target means; several where a material serves several qualifications.
fn look_up(target: &Target, known: &Directory) -> Vec<RecordId> {
    match target {
        Target::Qualification { name } => known.qualification(name).into_iter().collect(),
        Target::Task {
            qualification,
            number,
        } => known.task(qualification, number).into_iter().collect(),
        Target::Module {
            qualification,
            module,
        } => known.modules(qualification, module),
        Target::Outcome {
            qualification,
            module,
            number,
        } => known.outcomes(qualification, module, number),
        Target::Occupation { code } => known.occupation(code).into_iter().collect(),
        Target::Profession { name } => known.profession(name).into_iter().collect(),
    }
}

/// What a sample or a single file cannot hold is not missed: occupations and professions of whole classifications.
fn missing(batch: &mut Batch, reference: &Reference) {
    let message = match &reference.target {
        Target::Occupation { .. } | Target::Profession { .. } => return,
        Target::Qualification { name } => format!("no qualification is called “{name}”"),
        Target::Task {
            qualification,
            number,
        } => format!("the PKP “{qualification}” has no task {number}"),
        Target::Module {
            qualification,
            module,
        } => format!("no module “{module}” is in the programmes of “{qualification}”"),
        Target::Outcome {
            qualification,
            module,
            number,
        } => format!("no outcome {number} is in the module “{module}” of “{qualification}”"),
    };
    batch.warn(
        Severity::Warning,
        "reference-unresolved",
        reference.at.clone(),
        format!("{message}; the link was left out"),
    );
}

/// Programmes and examinations state no sector; their qualification does.
fn inherit_sector(batch: &mut Batch, known: &Directory) {
    let leads = |r: &&Relation| matches!(r.kind, RelationKind::LeadsTo | RelationKind::Related);
    let sector = batch
        .relations
        .iter()
        .filter(leads)
        .find_map(|r| known.sector_of(&r.to))
        .map(str::to_owned);
    let Some(sector) = sector else { return };
    let teaches = batch
        .records
        .iter()
        .any(|r| matches!(r.kind, Kind::Programme | Kind::Exam));
    if teaches {
        for record in batch.records.iter_mut().filter(|r| r.sector.is_none()) {
            record.sector = Some(sector.clone());
        }
    }
}

/// A material that names no sector belongs to the one that it is taught in, if it is one.
fn sectors_of_materials(batch: &mut Batch, known: &Directory) {
    let mut sectors: HashMap<&RecordId, HashSet<&str>> = HashMap::new();
    for relation in batch
        .relations
        .iter()
        .filter(|r| r.kind == RelationKind::Supports)
    {
        let sector = known.sector_of_taught(&relation.to);
        sectors.entry(&relation.from).or_default().extend(sector);
    }
    for record in batch.records.iter_mut().filter(|r| r.sector.is_none()) {
        let mut found = sectors.get(&record.id).into_iter().flatten();
        if let (Some(sector), None) = (found.next(), found.next()) {
            record.sector = Some((*sector).to_owned());
        }
    }
}

/// A material is looked for by the modules that it serves, too: their names go with it.
fn modules_of_materials(batch: &mut Batch, known: &Directory) {
    let mut served: HashMap<&RecordId, Vec<&str>> = HashMap::new();
    for relation in batch
        .relations
        .iter()
        .filter(|r| r.kind == RelationKind::Supports)
    {
        let modules = served.entry(&relation.from).or_default();
        let name = known.module_name(&relation.to);
        modules.extend(name.filter(|name| !modules.contains(name)));
    }
    for record in &mut batch.records {
        if let Details::Material(material) = &mut record.details
            && let Some(modules) = served.get(&record.id)
        {
            material.modules = modules.iter().map(|&name| name.to_owned()).collect();
        }
    }
}

/// A newer version of a standard takes the place of the one before it.
fn versions(batches: &mut [Batch], known: &Directory) {
    for batch in batches {
        for record in &mut batch.records {
            if let Details::Qualification(details) = &mut record.details {
                let versions = known.versions(&record.id);
                let place = versions.iter().position(|(_, id)| *id == record.id);
                let Some(place) = place else { continue };
                details.superseded = place + 1 < versions.len();
                let before = place.checked_sub(1).and_then(|n| versions.get(n));
                if let Some((_, older)) = before {
                    let relation =
                        Relation::new(record.id.clone(), RelationKind::Replaces, older.clone());
                    if !batch.relations.contains(&relation) {
                        batch.relations.push(relation);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
