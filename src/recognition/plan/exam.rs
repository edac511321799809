//! The route of a full qualification: what of the PKP a person shows, and what the PKE will test.

use serde::Serialize;

use crate::catalogue::{Catalogue, CatalogueError, LinkDirection};
use crate::model::{Details, ExamSection, Kind, Lang, Record, RecordId, RelationKind};
use crate::recognition::compare::{Comparison, Status};
use crate::recognition::programme::{ModuleView, Programme};

/// The qualification that a programme leads to; none where the catalogue does not say.
///
/// # Errors
/// As [`Catalogue::record`].
pub fn qualification_of(
    catalogue: &Catalogue,
    programme: &RecordId,
) -> Result<Option<RecordId>, CatalogueError> {
    let links = catalogue.links(programme.as_str())?;
    let leads = links
        .into_iter()
        .find(|l| l.kind == RelationKind::LeadsTo && l.direction == LinkDirection::Out);
    Ok(leads.map(|l| l.other))
}

/// A PKP as something to compare with: its duties stand for modules, its requirements for outcomes.
///
/// # Errors
/// As [`Catalogue::record`].
pub fn requirements(
    catalogue: &Catalogue,
    qualification: &RecordId,
) -> Result<Option<Programme>, CatalogueError> {
    let Some(record) = catalogue
        .record(qualification.as_str())?
        .filter(|r| r.kind == Kind::Qualification)
    else {
        return Ok(None);
    };
    let mut duties = Vec::new();
    for duty in catalogue.children(qualification.as_str())? {
        let mut found = Vec::new();
        gather(catalogue, &duty, &mut found, 0)?;
        if found.is_empty() {
            continue;
        }
        // A requirement is compared as an outcome is: by what it says somebody can do.
        for requirement in &mut found {
            requirement.kind = Kind::LearningOutcome;
        }
        duties.push(ModuleView::of(&duty, &found));
    }
    let mut programme = Programme::of(&record, duties);
    programme.qualification = Some(record.name(Lang::Lv).to_owned());
    Ok(Some(programme))
}

/// How deep duties, tasks and requirements stand inside each other.
const DEEPEST: usize = 4;

fn gather(
    catalogue: &Catalogue,
    above: &Record,
    found: &mut Vec<Record>,
    depth: usize,
) -> Result<(), CatalogueError> {
    if depth > DEEPEST {
        return Ok(());
    }
    for child in catalogue.children(above.id.as_str())? {
        match child.kind {
            Kind::Requirement => found.push(child),
            _ => gather(catalogue, &child, found, depth + 1)?,
        }
    }
    Ok(())
}

/// An item of the examination beside what the person shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tested {
    /// The item.
    pub id: RecordId,
    /// What it tests.
    pub name: String,
    /// Theory or practice.
    pub section: Option<ExamSection>,
    /// The most points it gives.
    pub points: Option<f32>,
    /// Requirements that it assesses and that are compared.
    pub requirements: usize,
    /// Of these, partly or fully shown.
    pub shown: usize,
}

/// What the examination of a qualification tests, beside the comparison with its PKP; empty where there is no examination in
/// the catalogue. Everything is tested, also what is shown: this tells what to learn first.
///
/// # Errors
/// As [`Catalogue::record`].
pub fn tested(
    catalogue: &Catalogue,
    qualification: &RecordId,
    comparison: &Comparison,
) -> Result<Vec<Tested>, CatalogueError> {
    let mut list = Vec::new();
    for link in catalogue.links(qualification.as_str())? {
        let incoming = link.direction == LinkDirection::In;
        let Some(exam) = catalogue
            .record(link.other.as_str())?
            .filter(|r| incoming && r.kind == Kind::Exam)
        else {
            continue;
        };
        for item in catalogue.children(exam.id.as_str())? {
            list.push(one(catalogue, &item, comparison)?);
        }
    }
    Ok(list)
}

fn one(
    catalogue: &Catalogue,
    item: &Record,
    comparison: &Comparison,
) -> Result<Tested, CatalogueError> {
    let (section, points) = match &item.details {
        Details::ExamItem(e) => (e.section, e.points),
        _ => (None, None),
    };
    let assesses = catalogue.links(item.id.as_str())?;
    let targets = assesses
        .iter()
        .filter(|l| l.kind == RelationKind::Assesses && l.direction == LinkDirection::Out);
    let (mut requirements, mut shown) = (0, 0);
    for target in targets {
        // A task stands for the requirements below it: their identifiers begin with its own.
        let below = format!("{}/", target.other);
        let lines = comparison
            .lines
            .iter()
            .filter(|l| l.outcome == target.other || l.outcome.as_str().starts_with(&below));
        for line in lines {
            requirements += 1;
            shown += usize::from(line.status != Status::No);
        }
    }
    let name = item.name(Lang::Lv).to_owned();
    Ok(Tested {
        id: item.id.clone(),
        name,
        section,
        points,
        requirements,
        shown,
    })
}
