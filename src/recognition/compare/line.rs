//! What is proposed for one outcome.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::config::Weights;
use super::cues::Stance;
use super::meet::Met;
use crate::model::RecordId;
use crate::recognition::evidence::coded;

coded! {
    /// How much of an outcome is shown.
    Status {
        /// Nothing speaks for it (nav).
        No = "nav",
        /// Some of it, or not independently (daļēji).
        Partly = "daleji",
        /// All of it (pilnībā).
        Fully = "pilniba",
    }
}

/// Why a line was proposed as it is, or what kept it low.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum LineReason {
    /// No claim meets it.
    NothingMeets,
    /// Words of the claims meet words of the outcome: this share of its own words, 0 to 1.
    WordsMeet {
        /// Share of the outcome's own words.
        share: f32,
    },
    /// A school's paper with a pass stands behind it.
    SchoolPaper,
    /// A certificate names this very outcome.
    NamesOutcome,
    /// It is an outcome of safety or law: likeness is not enough, a certificate or the commission decides.
    Strict,
    /// The evidence is of a lower level.
    Level {
        /// LKI/EQF of the evidence.
        shown: u8,
        /// LKI of the outcome.
        needed: u8,
    },
    /// Done only under supervision, or with help.
    Supervised,
    /// The evidence itself denies a part of it.
    PartDenied,
    /// One piece of evidence contradicts another; somebody else's word counts before the person's own.
    Contradicted,
    /// The course was not passed, or not attended.
    NotPassed,
    /// The claims speak for several outcomes: so many for the best claim.
    Shared {
        /// Outcomes that the best claim speaks for.
        outcomes: usize,
    },
}

/// A claim beside an outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Support {
    /// The claim's number among the claims given.
    pub claim: usize,
    /// How much it speaks for the outcome by itself, 0 to 1.
    pub score: f32,
    /// How it stands to it.
    pub stance: Stance,
    /// The bytes of the claim's text to highlight.
    pub marks: Vec<Range<usize>>,
    /// The words that met, the weightiest first.
    pub met: Vec<Met>,
    /// How many outcomes of the programme the claim speaks for, this one included.
    pub serves: usize,
}

/// What the status is decided by; shown to whoever asks why.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Features {
    /// Share of the outcome's own words that the best claim meets.
    pub covered: f32,
    /// Share of the best claim that is about the outcome.
    pub about: f32,
    /// Weight of all words met by the best claim, logarithm.
    pub mass: f32,
    /// 1 where no other outcome meets the best claim better.
    pub nearest: f32,
    /// Share of the outcome's own words that all claims meet together.
    pub together: f32,
    /// The matcher's confidence for the best claim.
    pub matcher: f32,
    /// Share of what is met that was done under supervision.
    pub supervised: f32,
    /// Share of what is met that is denied.
    pub denied: f32,
    /// 1 where a school stands behind the best claim.
    pub school: f32,
}

impl Features {
    /// The logistic function of the weighted sum.
    pub fn chance(&self, w: &Weights) -> f32 {
        let sum = w.base
            + w.covered * self.covered
            + w.about * self.about
            + w.mass * self.mass
            + w.nearest * self.nearest
            + w.together * self.together
            + w.matcher * self.matcher
            + w.supervised * self.supervised
            + w.denied * self.denied
            + w.school * self.school;
        1.0 / (1.0 + (-sum).exp())
    }
}

/// What is proposed for one outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The outcome.
    pub outcome: RecordId,
    /// How much of it is shown.
    pub status: Status,
    /// How sure the proposal is, 0 to 1.
    pub confidence: f32,
    /// The claims that speak for it or against it, the weightiest first.
    pub supports: Vec<Support>,
    /// Why.
    pub reasons: Vec<LineReason>,
    /// What the status was decided by.
    pub features: Features,
}
