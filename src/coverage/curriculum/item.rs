//! A record as coverage needs it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Aspect, Depth, Details, Kind, Level, RecordId};

/// A record as coverage needs it.
#[derive(Debug, Clone)]
pub struct Item {
    /// Identifier.
    pub id: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Code as printed.
    pub code: Option<String>,
    /// Latvian name, or the next best.
    pub name: String,
    /// English name, if it has one.
    pub name_en: Option<String>,
    /// Qualification level.
    pub level: Option<Level>,
    /// Code of the sector.
    pub sector: Option<String>,
    /// Framework and version.
    pub framework: Option<String>,
    /// What only this kind has.
    pub details: Details,
    /// The record above it.
    pub(in crate::coverage) parent: Option<u32>,
    /// The records below it, in their order.
    pub(in crate::coverage) children: Vec<u32>,
}

/// How a record is named in answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Ref {
    /// Identifier.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// What it is.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// Code as printed: `EM4`, `1.2`, `PS-908`; the number of an outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Latvian name, or the next best.
    pub name: String,
    /// English name, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// LKI, 1 to 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lki: Option<u8>,
}

impl Ref {
    /// Code and name.
    pub fn title(&self) -> String {
        match &self.code {
            Some(code) => format!("{code} {}", self.name),
            None => self.name.clone(),
        }
    }
}

impl Item {
    /// How it is named in answers.
    pub fn reference(&self) -> Ref {
        Ref {
            id: self.id.clone(),
            kind: self.kind,
            code: self.code.clone(),
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            lki: self.level.as_ref().map(|l| l.lki),
        }
    }

    /// For a requirement: skill, attitude, knowledge or competence.
    pub fn aspect(&self) -> Option<Aspect> {
        match &self.details {
            Details::Requirement(r) => Some(r.aspect),
            _ => None,
        }
    }

    /// For knowledge that is required: how deep.
    pub fn depth(&self) -> Option<Depth> {
        match &self.details {
            Details::Requirement(r) => r.depth,
            _ => None,
        }
    }

    /// Whether a newer version of the qualification is loaded.
    pub fn superseded(&self) -> bool {
        matches!(&self.details, Details::Qualification(q) if q.superseded)
    }

    /// Whether an outcome is of safety or law and is never passed on likeness alone.
    pub fn strict(&self) -> bool {
        matches!(&self.details, Details::LearningOutcome(o) if o.strict)
    }

    /// Hours of a module.
    pub fn hours(&self) -> Option<f32> {
        match &self.details {
            Details::Module(m) => m.hours,
            _ => None,
        }
    }
}
