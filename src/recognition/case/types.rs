//! A case: one person's recognition, from application to decision.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::RecordId;
use crate::recognition::compare::{Comparison, ModuleDecision, ModuleProposal, Status};
use crate::recognition::evidence::{Evidence, coded};

coded! {
    /// The four stages of recognition.
    Stage {
        /// Noteikšana: which outcomes the person claims.
        Identification = "noteiksana",
        /// Dokumentēšana: the evidence.
        Documentation = "dokumentesana",
        /// Novērtēšana: compared with the outcomes.
        Assessment = "novertesana",
        /// Apstiprināšana: the commission's decision and the papers.
        Certification = "apstiprinasana",
    }
}

coded! {
    /// The legal route.
    Route {
        /// Recognition for admission to a later stage of a programme (MK 70).
        LaterStage = "vela_posma",
        /// A whole qualification by examination (PKE).
        FullQualification = "pilna_kvalifikacija",
    }
}

/// Who applies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Applicant {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Personas kods, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal_code: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// E-mail or telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

impl Applicant {
    /// Given and family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
            .trim()
            .to_owned()
    }
}

/// A piece of evidence in a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brought {
    /// Its number in the case, from 1; never given again.
    pub number: u32,
    /// What was read of it; claims may have been edited.
    pub evidence: Evidence,
    /// Who added it.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

/// What a person decided of an outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineDecision {
    /// The outcome.
    pub outcome: RecordId,
    /// The decision.
    pub status: Status,
    /// What the machine had proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Status>,
    /// Why; obligatory where it differs from the proposal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

/// What was decided of a module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModuleRuling {
    /// The module.
    pub module: RecordId,
    /// The decision.
    pub decision: ModuleDecision,
    /// What the rule had proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<ModuleDecision>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The day of the module's test, for a recognition under condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test_on: Option<Date>,
    /// Who.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

/// A member of the commission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Name.
    pub name: String,
    /// Office in the commission or school.
    #[serde(default)]
    pub role: String,
}

/// The commission's meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Meeting {
    /// Members; the first is in the chair.
    pub members: Vec<Member>,
    /// The day of the decision.
    pub decided_on: Option<Date>,
    /// Number of the protocol.
    pub protocol: Option<String>,
}

/// One move between stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// From.
    pub from: Stage,
    /// To.
    pub to: Stage,
    /// Why; obligatory for a step back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its number; never given again.
    pub number: i64,
    /// Counts its changes from 1: who changes it says which one they saw.
    pub version: u64,
    /// Where it stands.
    pub stage: Stage,
    /// The legal route.
    pub route: Route,
    /// Who applies.
    pub applicant: Applicant,
    /// The programmes compared; the first is the one that is decided on.
    pub targets: Vec<RecordId>,
    /// The day the programme starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Date>,
    /// The price of the whole programme, euro cents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_cents: Option<u64>,
    /// What the person brings.
    pub brought: Vec<Brought>,
    /// How it compares, as last computed: one for each target.
    pub comparisons: Vec<Comparison>,
    /// What was decided of outcomes.
    pub lines: Vec<LineDecision>,
    /// What was decided of modules.
    pub modules: Vec<ModuleRuling>,
    /// The commission.
    pub meeting: Meeting,
    /// Moves between stages.
    pub moves: Vec<Move>,
    /// When it was opened, RFC 3339, UTC.
    pub opened_at: String,
    /// When it was last changed.
    pub changed_at: String,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
}

impl Case {
    /// The programme that is decided on.
    pub fn target(&self) -> Option<&RecordId> {
        self.targets.first()
    }

    /// The claims of all evidence in order: the numbers in comparisons count through them.
    pub fn claims(&self) -> Vec<crate::recognition::evidence::Claim> {
        self.brought
            .iter()
            .flat_map(|b| b.evidence.claims.iter().cloned())
            .collect()
    }

    /// The comparison with the target programme.
    pub fn comparison(&self) -> Option<&Comparison> {
        let target = self.target()?;
        self.comparisons.iter().find(|c| c.programme == *target)
    }

    /// The decision on an outcome.
    pub fn line(&self, outcome: &RecordId) -> Option<&LineDecision> {
        self.lines.iter().find(|l| l.outcome == *outcome)
    }

    /// The decision on a module.
    pub fn ruling(&self, module: &RecordId) -> Option<&ModuleRuling> {
        self.modules.iter().find(|m| m.module == *module)
    }

    /// What the rule proposes for a module of the target, over what people have decided of its outcomes.
    pub fn proposal(&self, module: &RecordId) -> Option<ModuleProposal> {
        let stored = self
            .comparison()?
            .modules
            .iter()
            .find(|m| m.module == *module)?;
        Some(stored.again(|outcome| self.status(outcome)))
    }

    /// What holds of an outcome: the decision, else the proposal, else nothing shown.
    pub fn status(&self, outcome: &RecordId) -> Status {
        let proposed = || self.comparison()?.line(outcome).map(|l| l.status);
        self.line(outcome)
            .map(|l| l.status)
            .or_else(proposed)
            .unwrap_or(Status::No)
    }
}
