//! What the matcher answers: records with score, confidence, predicate and reasons.

use serde::{Deserialize, Serialize};

use crate::model::{Predicate, RecordId};

/// A record that may mean the same as the statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The record.
    pub id: RecordId,
    /// The sum of the explanation's parts; comparable for one statement only.
    pub score: f32,
    /// How likely a careful person would accept it, calibrated, 0 to 1; comparable everywhere.
    pub confidence: f32,
    /// What the statement seems to be to the record.
    pub predicate: Predicate,
    /// Whether another candidate is as near: a person must choose.
    pub tied: bool,
    /// Whether the record says much less than the statement: a group heading, a general skill.
    pub too_general: bool,
    /// Why.
    pub explanation: Explanation,
}

/// Why a candidate was proposed, or what kept it low.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Explanation {
    /// Reasons, each with its part of the score, the largest first; they add up to the score.
    pub parts: Vec<Part>,
    /// Words of the statement that the record does not have.
    pub missing: Vec<String>,
    /// Words of the record that the statement does not have.
    pub extra: Vec<String>,
    /// The name of the record that met best.
    pub label: String,
}

/// One reason with its part of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The reason.
    pub reason: Reason,
    /// Its part of the score; negative where it speaks against.
    pub weight: f32,
}

/// A reason for or against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// A word of the statement met a word of the record.
    Word {
        /// As written in the statement.
        said: String,
        /// As written in the record.
        met: String,
        /// Layer: `surface`, `folded`, `stem`, `root`, or `compound`.
        layer: String,
    },
    /// A synonym or abbreviation of the vocabulary led there.
    Synonym {
        /// As written in the statement.
        said: String,
        /// What the vocabulary says instead.
        means: String,
    },
    /// Parts of words are alike (typing errors, unknown word formation).
    Letters,
    /// Words of the record's texts, not of its names.
    Text {
        /// The words that met.
        words: Vec<String>,
    },
    /// Words of what stands above one of them.
    Context {
        /// The words that met.
        words: Vec<String>,
    },
    /// Levels agree or not: LKI of the statement and of the record.
    Level {
        /// LKI of the statement.
        said: u8,
        /// LKI of the record.
        found: u8,
    },
    /// Kinds that fit each other or not: a skill for a skill, knowledge for knowledge.
    Kind,
    /// The occupation of the qualification needs the skill.
    Occupation {
        /// The occupation.
        id: RecordId,
        /// Whether it is essential there.
        essential: bool,
    },
    /// Codes agree: ISCO, Profesiju klasifikators.
    Code {
        /// The code.
        code: String,
    },
    /// The place in the hierarchy: what stands above or below also met.
    Hierarchy {
        /// The record above or below.
        id: RecordId,
    },
    /// Names of the same concept usually meet together.
    Association {
        /// As written in the statement.
        said: String,
        /// As written in the record.
        met: String,
    },
    /// Words of the statement without counterpart.
    Missing,
    /// Words of the record without counterpart.
    Extra,
    /// What every pair starts from.
    Base,
}
