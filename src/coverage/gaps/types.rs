//! What a list of gaps is made of.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::coverage::Ref;
use crate::model::{CoverageValue, RecordId};

/// What kind of gap it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// A requirement that nothing teaches, or that is only mentioned.
    Untaught,
    /// A requirement that is taught in part.
    PartlyTaught,
    /// An outcome that meets no requirement, or one only in part.
    Unrequired,
    /// A requirement that nothing in the examination tests; [`Gap::value`] says how it is taught.
    Unexamined,
    /// A requirement whose task the examination tests, but no item names it: a weaker sign than [`GapKind::Unexamined`].
    ExamUnnamed,
    /// A module for which no material is listed.
    NoMaterial,
    /// A material that fits nothing.
    MaterialUnused,
    /// A material older than the year given.
    MaterialOld,
}

impl GapKind {
    /// Every kind, the gravest first.
    pub const ALL: &'static [GapKind] = &[
        Self::Untaught,
        Self::PartlyTaught,
        Self::Unexamined,
        Self::NoMaterial,
        Self::Unrequired,
        Self::MaterialUnused,
        Self::MaterialOld,
        Self::ExamUnnamed,
    ];

    /// The code in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Untaught => "untaught",
            Self::PartlyTaught => "partly_taught",
            Self::Unrequired => "unrequired",
            Self::Unexamined => "unexamined",
            Self::ExamUnnamed => "exam_unnamed",
            Self::NoMaterial => "no_material",
            Self::MaterialUnused => "material_unused",
            Self::MaterialOld => "material_old",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.code() == code)
    }

    /// The Latvian name.
    pub const fn name_lv(self) -> &'static str {
        match self {
            Self::Untaught => "prasība netiek mācīta",
            Self::PartlyTaught => "prasība mācīta daļēji",
            Self::Unrequired => "rezultāts neatbilst nevienai prasībai",
            Self::Unexamined => "prasība netiek pārbaudīta",
            Self::ExamUnnamed => "uzdevumu pārbauda, prasību nenosauc",
            Self::NoMaterial => "modulim nav mācību līdzekļu",
            Self::MaterialUnused => "līdzeklis nekam neatbilst",
            Self::MaterialOld => "līdzeklis ir novecojis",
        }
    }
}

/// Which gaps to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GapRequest {
    /// These qualifications; empty: every one in force of the sector.
    pub qualifications: Vec<RecordId>,
    /// The sector; none: all.
    pub sector: Option<String>,
    /// These kinds; empty: all.
    pub kinds: Vec<GapKind>,
    /// Materials from before this year are old; none: none is.
    pub older_than: Option<i32>,
}

/// A ranked list of gaps.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct GapList {
    /// The qualifications that were looked at.
    pub qualifications: Vec<Ref>,
    /// How many gaps of which kind there are, in the order of [`GapKind::ALL`]; kinds that were not asked for left out.
    #[schema(value_type = Vec<Vec<serde_json::Value>>)]
    pub counts: Vec<(GapKind, usize)>,
    /// The gaps, what matters most first.
    pub gaps: Vec<Gap>,
}

/// A gap.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Gap {
    /// What kind it is.
    pub kind: GapKind,
    /// The requirement, outcome, module or material.
    pub record: Ref,
    /// Its task or module.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Ref>,
    /// Its qualification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualification: Option<Ref>,
    /// What was found: how the requirement is taught, how far the outcome is required.
    pub value: CoverageValue,
    /// LKI, 1 to 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lki: Option<u8>,
    /// Whether it is a matter of safety or law.
    pub strict: bool,
    /// In how many qualifications in force the same is asked for, this one included.
    pub touches: usize,
    /// What comes nearest: an outcome for a requirement, a requirement for an outcome, an exam item, a material.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Ref>,
    /// How near that is, 0 to 1.
    pub score: f32,
    /// For a material: its year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}
