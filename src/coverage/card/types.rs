//! What a skill card is made of.

use serde::Serialize;
use utoipa::ToSchema;

use crate::coverage::Ref;
use crate::model::{Aspect, Depth, RecordId};

/// A skill as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkillQuery {
    /// As somebody typed it.
    Text(String),
    /// A requirement, outcome, skill, competence or any other record.
    Record(RecordId),
}

/// The card of a skill.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SkillCard {
    /// What was asked for.
    pub asked: String,
    /// The record, if one was picked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Ref>,
    /// One line a qualification in force: those that require it first, then those that only teach it.
    pub lines: Vec<CardLine>,
    /// Requirements that ask for it, the nearest first.
    pub required: Vec<RequiredBy>,
    /// Outcomes that teach it, the nearest first.
    pub taught: Vec<TaughtBy>,
    /// Exam items that test it.
    pub examined: Vec<ExaminedBy>,
    /// Materials for it.
    pub materials: Vec<SupportedBy>,
    /// Its kin in frameworks.
    pub kin: Vec<Kin>,
}

/// What is missing for a skill in a qualification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Required, but no module teaches it.
    Teaching,
    /// Taught, but the PKP does not require it.
    Requirement,
    /// Required, but nothing in the examination tests it.
    Examination,
    /// Taught, but no material is listed for the outcomes that teach it.
    Material,
}

/// A skill in one qualification.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CardLine {
    /// The qualification.
    pub qualification: Ref,
    /// Code of its sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// How many of its requirements ask for the skill.
    pub requirements: usize,
    /// The greatest depth of knowledge asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub depth: Option<Depth>,
    /// Modules with outcomes that teach it.
    pub modules: Vec<Ref>,
    /// Hours of these outcomes: their share of the hours of their modules.
    pub hours: f32,
    /// The same as a share of the programme's hours, 0 to 1; none where these are not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f32>,
    /// Exam items that test it.
    pub exam_items: usize,
    /// Materials listed for these outcomes.
    pub materials: usize,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// A requirement that asks for the skill, or a task that is called so.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RequiredBy {
    /// The requirement.
    pub requirement: Ref,
    /// Its qualification.
    pub qualification: Ref,
    /// Its task; of a task its duty.
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
    /// How near it is, 0 to 1; 1 where a person accepted it.
    pub score: f32,
}

/// An outcome that teaches the skill.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TaughtBy {
    /// The outcome.
    pub outcome: Ref,
    /// Its module.
    pub module: Ref,
    /// Its programme.
    pub programme: Ref,
    /// Its share of the module's hours; none where they are not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<f32>,
    /// Its share of the module, per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f32>,
    /// Whether it is of safety or law.
    pub strict: bool,
    /// How near it is, 0 to 1; 1 where a person accepted it.
    pub score: f32,
}

/// An exam item that tests the skill.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ExaminedBy {
    /// The item.
    pub item: Ref,
    /// The qualification of the examination.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualification: Option<Ref>,
    /// How near its words are, 0 to 1; 0 where it only tests the task of a requirement.
    pub score: f32,
}

/// A material for the skill.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SupportedBy {
    /// The material.
    pub material: Ref,
    /// Whether a list names it for an outcome that teaches the skill.
    pub listed: bool,
    /// How near its title and topic are, 0 to 1.
    pub score: f32,
}

/// A concept of a framework that is near the skill.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Kin {
    /// The concept.
    pub concept: Ref,
    /// The framework.
    pub framework: String,
    /// How likely it is the same, 0 to 1.
    pub confidence: f32,
    /// Whether a person accepted it.
    pub accepted: bool,
}
