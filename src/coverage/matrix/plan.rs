//! What is compared with what: a request becomes rows and columns.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::engine::{ColumnSpec, RowSpec};
use super::types::MatrixKind;
use crate::coverage::curriculum::Curriculum;
use crate::coverage::{CoverageError, MaterialFilter};
use crate::model::{Details, Kind, RecordId};

/// Which matrix to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum MatrixRequest {
    /// A qualification against a programme.
    Programme {
        /// The qualification; none: the one that the programme leads to.
        qualification: Option<RecordId>,
        /// The programme; none: the one that leads to the qualification.
        programme: Option<RecordId>,
        /// Modules, or each of their outcomes.
        columns: Columns,
    },
    /// A framework against qualifications.
    Framework {
        /// The rows.
        rows: FrameworkRows,
        /// Qualifications or programmes; empty: every one in force of the sector.
        qualifications: Vec<RecordId>,
        /// The sector whose qualifications are taken where none is named; none: all.
        sector: Option<String>,
        /// What of a qualification is compared.
        side: Side,
    },
    /// The outcomes of a module (or one outcome) against materials.
    Materials {
        /// The module or outcome.
        of: RecordId,
        /// Which materials.
        filter: MaterialFilter,
    },
}

/// Which concepts of a framework are the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkRows {
    /// Name of the framework, e.g. `digcomp-2.2`, `esco`.
    pub framework: String,
    /// Only this collection of ESCO: `green`, `digital`, `transversal` …
    pub collection: Option<String>,
}

/// What the columns of a programme are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Columns {
    /// Modules.
    #[default]
    Modules,
    /// Learning outcomes.
    Outcomes,
}

/// What of a qualification is compared with a framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// What its PKP requires.
    Required,
    /// What its programmes teach.
    #[default]
    Taught,
    /// Both.
    Both,
}

/// Rows and columns by number.
pub(super) struct Plan {
    pub(super) kind: MatrixKind,
    pub(super) asking: Option<u32>,
    pub(super) rows_of: Option<FrameworkRows>,
    pub(super) answering: Option<u32>,
    pub(super) rows: Vec<RowSpec>,
    pub(super) columns: Vec<ColumnSpec>,
}

pub(super) fn plan(
    curriculum: &Curriculum,
    request: &MatrixRequest,
) -> Result<Plan, CoverageError> {
    match request {
        MatrixRequest::Programme {
            qualification,
            programme,
            columns,
        } => programme_plan(
            curriculum,
            qualification.as_ref(),
            programme.as_ref(),
            *columns,
        ),
        MatrixRequest::Framework {
            rows,
            qualifications,
            sector,
            side,
        } => framework_plan(curriculum, rows, qualifications, sector.as_deref(), *side),
        MatrixRequest::Materials { of, filter } => materials_plan(curriculum, of, filter),
    }
}

fn programme_plan(
    curriculum: &Curriculum,
    qualification: Option<&RecordId>,
    programme: Option<&RecordId>,
    columns: Columns,
) -> Result<Plan, CoverageError> {
    let named = |id: Option<&RecordId>, kind: &'static [Kind]| {
        id.map(|id| curriculum.expect(id, kind)).transpose()
    };
    let (asking, answering) = match (
        named(qualification, &[Kind::Qualification])?,
        named(programme, &[Kind::Programme])?,
    ) {
        (Some(asking), Some(answering)) => (asking, answering),
        (None, Some(answering)) => {
            let asking = curriculum.qualification_of(answering);
            (asking.ok_or(CoverageError::NothingChosen)?, answering)
        }
        (Some(asking), None) => {
            let found = programme_for(curriculum, asking);
            let missing = || {
                qualification
                    .cloned()
                    .map_or(CoverageError::NothingChosen, CoverageError::NoProgramme)
            };
            (asking, found.ok_or_else(missing)?)
        }
        (None, None) => return Err(CoverageError::NothingChosen),
    };
    let id = |number: u32| curriculum.item(number).map(|i| i.id.clone());
    let rows = curriculum.requirements(asking);
    if rows.is_empty() {
        return Err(id(asking).map_or(CoverageError::NothingChosen, CoverageError::NoRequirements));
    }
    if curriculum.outcomes(answering).is_empty() {
        return Err(id(answering).map_or(CoverageError::NothingChosen, CoverageError::NoOutcomes));
    }
    let columns = match columns {
        Columns::Modules => curriculum
            .modules(answering)
            .into_iter()
            .map(|module| ColumnSpec {
                item: module,
                leaves: curriculum.outcomes(module),
            })
            .collect(),
        Columns::Outcomes => curriculum
            .outcomes(answering)
            .into_iter()
            .map(|outcome| ColumnSpec {
                item: outcome,
                leaves: vec![outcome],
            })
            .collect(),
    };
    Ok(Plan {
        kind: MatrixKind::Programme,
        asking: Some(asking),
        rows_of: None,
        answering: Some(answering),
        rows: rows
            .into_iter()
            .map(|r| RowSpec::new(curriculum, r))
            .collect(),
        columns,
    })
}

/// The programme of a qualification. A version without one of its own has that of a newer version, else that of the version
/// before: a new PKP comes first, the programme follows within half a year.
pub(in crate::coverage) fn programme_for(
    curriculum: &Curriculum,
    qualification: u32,
) -> Option<u32> {
    curriculum.along_versions(qualification, |q| {
        curriculum.programmes_of(q).first().copied()
    })
}

fn framework_plan(
    curriculum: &Curriculum,
    rows: &FrameworkRows,
    chosen: &[RecordId],
    sector: Option<&str>,
    side: Side,
) -> Result<Plan, CoverageError> {
    let concepts = concepts(curriculum, rows)?;
    let columns = if chosen.is_empty() {
        qualifications(curriculum, sector)?
    } else {
        chosen
            .iter()
            .map(|id| curriculum.expect(id, &[Kind::Qualification, Kind::Programme]))
            .collect::<Result<_, _>>()?
    };
    if columns.is_empty() {
        return Err(CoverageError::NothingChosen);
    }
    let columns = columns
        .into_iter()
        .map(|item| ColumnSpec {
            item,
            leaves: leaves_of(curriculum, item, side),
        })
        .collect();
    Ok(Plan {
        kind: MatrixKind::Framework,
        asking: None,
        rows_of: Some(rows.clone()),
        answering: None,
        rows: concepts
            .into_iter()
            .map(|c| RowSpec::new(curriculum, c))
            .collect(),
        columns,
    })
}

fn concepts(curriculum: &Curriculum, rows: &FrameworkRows) -> Result<Vec<u32>, CoverageError> {
    let all = curriculum
        .frameworks
        .get(&rows.framework.trim().to_lowercase())
        .map_or(&[][..], Vec::as_slice);
    let item = |n: &u32| curriculum.item(*n);
    let kind = |n: &u32| item(n).map(|i| i.kind);
    // DigComp 3.0 spells competences out by level; its rows are the competences.
    let coarse = all.iter().any(|n| kind(n) == Some(Kind::Competence));
    let within = |n: &u32| match (&rows.collection, item(n).map(|i| &i.details)) {
        (None, _) => !coarse || kind(n) == Some(Kind::Competence),
        (Some(wanted), Some(Details::Skill(skill))) => skill.collections.contains(wanted),
        (Some(_), _) => false,
    };
    let found: Vec<u32> = all.iter().filter(|n| within(n)).copied().collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let collection = rows.collection.iter().map(|c| format!(" ({c})"));
    Err(CoverageError::FrameworkMissing {
        name: std::iter::once(rows.framework.clone())
            .chain(collection)
            .collect(),
        loaded: curriculum
            .frameworks()
            .map(|(name, _)| name.to_owned())
            .collect(),
    })
}

/// The qualifications in force of a sector.
pub(in crate::coverage) fn qualifications(
    curriculum: &Curriculum,
    sector: Option<&str>,
) -> Result<Vec<u32>, CoverageError> {
    let all = curriculum.current_qualifications();
    let Some(wanted) = sector else { return Ok(all) };
    let of = |n: &u32| curriculum.item(*n).and_then(|i| i.sector.clone());
    let within = |n: &u32| of(n).is_some_and(|s| s.eq_ignore_ascii_case(wanted));
    let found: Vec<u32> = all.iter().filter(|n| within(n)).copied().collect();
    if found.is_empty() {
        let known: BTreeSet<String> = all.iter().filter_map(of).collect();
        return Err(CoverageError::SectorMissing {
            sector: wanted.to_owned(),
            known: known.into_iter().collect(),
        });
    }
    Ok(found)
}

fn leaves_of(curriculum: &Curriculum, item: u32, side: Side) -> Vec<u32> {
    let is_programme = curriculum
        .item(item)
        .is_some_and(|i| i.kind == Kind::Programme);
    let qualification = if is_programme {
        curriculum.qualification_of(item)
    } else {
        Some(item)
    };
    let mut leaves = Vec::new();
    if let (Some(q), Side::Required | Side::Both) = (qualification, side) {
        leaves.extend(curriculum.requirements(q));
    }
    if matches!(side, Side::Taught | Side::Both) {
        let programmes = if is_programme {
            &[item][..]
        } else {
            curriculum.programmes_of(item)
        };
        leaves.extend(programmes.iter().flat_map(|&p| curriculum.outcomes(p)));
    }
    leaves
}

fn materials_plan(
    curriculum: &Curriculum,
    of: &RecordId,
    filter: &MaterialFilter,
) -> Result<Plan, CoverageError> {
    let number = curriculum.expect(of, &[Kind::Module, Kind::LearningOutcome])?;
    let is_outcome = curriculum
        .item(number)
        .is_some_and(|i| i.kind == Kind::LearningOutcome);
    let rows = if is_outcome {
        vec![number]
    } else {
        curriculum.outcomes(number)
    };
    if rows.is_empty() {
        return Err(CoverageError::NoOutcomes(of.clone()));
    }
    let materials = curriculum
        .of_kind(Kind::Material)
        .filter(|(_, item)| filter.lets(item));
    Ok(Plan {
        kind: MatrixKind::Materials,
        asking: Some(number),
        rows_of: None,
        answering: None,
        rows: rows
            .into_iter()
            .map(|r| RowSpec::new(curriculum, r))
            .collect(),
        columns: materials
            .map(|(item, _)| ColumnSpec {
                item,
                leaves: vec![item],
            })
            .collect(),
    })
}
