//! What a comparison of versions is made of.

use serde::Serialize;
use utoipa::ToSchema;

use crate::coverage::Ref;
use crate::model::{Aspect, CoverageValue, Depth, RecordId};

/// What happened to a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is asked for at another level or depth; its words may have changed, too.
    LevelChanged,
    /// Its words changed.
    Reworded,
    /// It is gone.
    Removed,
    /// Nothing but its place changed, if that.
    Same,
}

impl ChangeKind {
    /// Every kind, what gives most work first.
    pub const ALL: &'static [ChangeKind] = &[
        Self::Added,
        Self::LevelChanged,
        Self::Reworded,
        Self::Removed,
        Self::Same,
    ];

    /// The code in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::LevelChanged => "level_changed",
            Self::Reworded => "reworded",
            Self::Removed => "removed",
            Self::Same => "same",
        }
    }

    /// The Latvian name.
    pub const fn name_lv(self) -> &'static str {
        match self {
            Self::Added => "pievienota",
            Self::LevelChanged => "mainīts līmenis",
            Self::Reworded => "pārformulēta",
            Self::Removed => "svītrota",
            Self::Same => "nemainīta",
        }
    }
}

/// A requirement with its place in its version.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RequirementAt {
    /// The requirement.
    pub requirement: Ref,
    /// Its task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<Ref>,
    /// Skill, attitude, knowledge or competence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub aspect: Option<Aspect>,
    /// For knowledge: how deep.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub depth: Option<Depth>,
}

/// A change from one version to the other.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// As it was; none for one that is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<RequirementAt>,
    /// As it is; none for one that is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<RequirementAt>,
    /// How alike both are, 0 to 1.
    pub likeness: f32,
    /// Words of the old wording that the new one lacks.
    pub words_gone: Vec<String>,
    /// Words of the new wording that the old one lacks.
    pub words_new: Vec<String>,
    /// Whether it stands under a task with another number.
    pub moved: bool,
}

/// Two versions of a PKP side by side.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct VersionDiff {
    /// The older version.
    pub old: Ref,
    /// The newer version.
    pub new: Ref,
    /// Whether the level of the whole qualification changed: a PKL of before 2022 is read as its LKI.
    pub level_changed: bool,
    /// The changes in the order of the newer version, what is gone after what stood before it.
    pub changes: Vec<Change>,
}

impl VersionDiff {
    /// How many changes of a kind there are.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|c| c.kind == kind).count()
    }
}

/// What a change asks to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// No module teaches it: write it into the module that comes nearest.
    AddToModule,
    /// A module teaches a part of it: complete the outcome.
    CompleteOutcome,
    /// A module teaches it already: check that it is meant so.
    CheckOutcome,
    /// Its level or depth rose: raise the outcome and its attainment levels.
    RaiseLevel,
    /// Nothing requires the outcome any more: take it out, or keep it as an elective.
    ReviewOutcome,
    /// Only accepted mappings have to be carried over to the same requirement of the newer version.
    CarryOver,
    /// Nothing rests on it.
    Nothing,
}

impl Action {
    /// The code in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AddToModule => "add_to_module",
            Self::CompleteOutcome => "complete_outcome",
            Self::CheckOutcome => "check_outcome",
            Self::RaiseLevel => "raise_level",
            Self::ReviewOutcome => "review_outcome",
            Self::CarryOver => "carry_over",
            Self::Nothing => "nothing",
        }
    }

    /// In Latvian, as a work list says it.
    pub const fn name_lv(self) -> &'static str {
        match self {
            Self::AddToModule => "papildināt moduli ar jaunu sasniedzamo rezultātu",
            Self::CompleteOutcome => "papildināt sasniedzamo rezultātu",
            Self::CheckOutcome => "pārbaudīt, vai rezultāts atbilst jaunajam formulējumam",
            Self::RaiseLevel => "precizēt apguves līmeni un tā aprakstus",
            Self::ReviewOutcome => "izvērtēt, vai rezultāts vēl ir vajadzīgs",
            Self::CarryOver => "pārcelt pieņemtos kartējumus uz jauno redakciju",
            Self::Nothing => "nekas nav jādara",
        }
    }
}

/// A module that a change touches.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Touched {
    /// The module.
    pub module: Ref,
    /// Its outcomes that have to do with the requirement.
    pub outcomes: Vec<Ref>,
    /// How the module covers the requirement.
    pub value: CoverageValue,
    /// Whether nothing in the module teaches it yet and it only comes nearest.
    pub nearest_only: bool,
}

/// An item of a work list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WorkItem {
    /// Names the item for ticking off: the same comparison always gives the same names.
    pub key: String,
    /// The change.
    pub change: Change,
    /// What to do.
    pub action: Action,
    /// The modules that it touches.
    pub modules: Vec<Touched>,
    /// Exam items that test it or its task.
    pub exam_items: Vec<Ref>,
    /// Materials listed for the outcomes touched.
    pub materials: Vec<Ref>,
    /// Records whose accepted mappings lead to the old requirement and have to be decided again.
    #[schema(value_type = Vec<String>)]
    pub mappings: Vec<RecordId>,
}

/// What a new version of a PKP asks to be done in a programme.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WorkList {
    /// Names the list for ticking off.
    pub key: String,
    /// The versions.
    pub diff: VersionDiff,
    /// The programme that is changed; none where none leads to the qualification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<Ref>,
    /// What to do, in the order of the newer version.
    pub items: Vec<WorkItem>,
    /// The modules that must change, in the order of the programme.
    pub modules: Vec<Ref>,
}

/// A programme that still rests on an older version of its PKP.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OutdatedProgramme {
    /// The programme.
    pub programme: Ref,
    /// The version that it is said to lead to.
    pub rests_on: Ref,
    /// The version in force.
    pub newest: Ref,
    /// Requirements that the newest version added or changed.
    pub changed: usize,
    /// How many of these the programme does not teach in full.
    pub open: usize,
    /// Whether the programme itself names the older version; else only its content shows it.
    pub stated: bool,
}
