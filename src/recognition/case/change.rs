//! What may be done to a case, and when.

use jiff::civil::Date;

use super::decide::{JudgedLine, JudgedModule};
use super::error::CaseError;
use super::types::{Applicant, Brought, Case, Meeting, Move, Route, Stage};
use crate::model::RecordId;
use crate::recognition::compare::{Comparison, ModuleDecision, Status};
use crate::recognition::evidence::{Claim, Evidence, check_claim};

/// Most pieces of evidence in one case.
pub const MOST_EVIDENCE: usize = 100;
/// Most target programmes compared in one case.
pub const MOST_TARGETS: usize = 10;
/// Most characters of a name, reason or other short text.
pub const MOST_CHARS: usize = 2_000;

/// A change of a case.
#[derive(Debug, Clone, PartialEq)]
pub enum CaseChange {
    /// Who applies.
    Applicant(Applicant),
    /// What for: the programmes compared, the first the one decided on; the route; start and price.
    Target {
        /// Programmes.
        targets: Vec<RecordId>,
        /// Route.
        route: Route,
        /// The day the programme starts.
        starts_on: Option<Date>,
        /// The price of the whole programme, euro cents.
        price_cents: Option<u64>,
    },
    /// Evidence is brought.
    AddEvidence(Evidence),
    /// Evidence is taken back.
    RemoveEvidence(u32),
    /// The claims of a piece of evidence are edited: all of them, as they are to be.
    Claims {
        /// Number of the evidence.
        evidence: u32,
        /// The claims.
        claims: Vec<Claim>,
    },
    /// The comparison is computed again.
    Compared(Vec<Comparison>),
    /// An outcome is decided.
    Line {
        /// The outcome.
        outcome: RecordId,
        /// The decision.
        status: Status,
        /// Why.
        reason: String,
    },
    /// A module is decided.
    Module {
        /// The module.
        module: RecordId,
        /// The decision.
        decision: ModuleDecision,
        /// Why.
        reason: String,
        /// The day of the module's test.
        test_on: Option<Date>,
    },
    /// Outcomes and modules decided in one go: all of it, or nothing.
    Decide {
        /// Outcomes; one that stands as it is keeps who decided it and when.
        lines: Vec<JudgedLine>,
        /// Modules, after the outcomes.
        modules: Vec<JudgedModule>,
    },
    /// The commission and its meeting.
    Meeting(Meeting),
    /// A step to the next stage, or back.
    Move {
        /// Where to.
        to: Stage,
        /// Why.
        reason: String,
    },
    /// The case is done.
    Close,
}

impl CaseChange {
    /// The code in the audit trail.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Applicant(_) => "applicant",
            Self::Target { .. } => "target",
            Self::AddEvidence(_) => "add_evidence",
            Self::RemoveEvidence(_) => "remove_evidence",
            Self::Claims { .. } => "claims",
            Self::Compared(_) => "compared",
            Self::Line { .. } => "line",
            Self::Module { .. } => "module",
            Self::Decide { .. } => "decide",
            Self::Meeting(_) => "meeting",
            Self::Move { .. } => "move",
            Self::Close => "close",
        }
    }
}

impl Case {
    /// Makes a change, or says why it cannot be made. The version is the store's business.
    ///
    /// # Errors
    /// [`CaseError`] with what would be right; the case is as before then.
    pub fn apply(&mut self, change: CaseChange, by: &str, at: &str) -> Result<(), CaseError> {
        let steps_back = matches!(&change, CaseChange::Move { to, .. } if *to < self.stage);
        if self.closed_at.is_some() && !steps_back {
            return Err(CaseError::Closed(self.number));
        }
        match change {
            CaseChange::Applicant(applicant) => {
                check_applicant(&applicant)?;
                self.applicant = applicant;
            }
            CaseChange::Target {
                targets,
                route,
                starts_on,
                price_cents,
            } => {
                if targets.is_empty() || targets.len() > MOST_TARGETS {
                    return Err(CaseError::invalid(
                        "targets",
                        format!("a case has 1 to {MOST_TARGETS} target programmes"),
                    ));
                }
                if self.target() != targets.first() {
                    self.only_before_certification(
                        "the programme cannot be changed any more; step back first",
                    )?;
                    self.lines.clear();
                    self.modules.clear();
                }
                self.comparisons.retain(|c| targets.contains(&c.programme));
                (self.targets, self.route) = (targets, route);
                (self.starts_on, self.price_cents) = (starts_on, price_cents);
            }
            CaseChange::AddEvidence(evidence) => self.add_evidence(evidence, by, at)?,
            CaseChange::RemoveEvidence(number) => {
                self.only_before_certification(
                    "evidence cannot be taken back any more; step back first",
                )?;
                let before = self.brought.len();
                self.brought.retain(|b| b.number != number);
                if self.brought.len() == before {
                    return Err(CaseError::invalid(
                        "evidence",
                        format!("there is no evidence {number} in this case"),
                    ));
                }
                self.comparisons.clear();
            }
            CaseChange::Claims { evidence, claims } => self.edit_claims(evidence, claims)?,
            CaseChange::Compared(comparisons) => self.comparisons = comparisons,
            CaseChange::Line {
                outcome,
                status,
                reason,
            } => self.decide_line(
                JudgedLine {
                    outcome,
                    status,
                    reason,
                },
                by,
                at,
            )?,
            CaseChange::Module {
                module,
                decision,
                reason,
                test_on,
            } => {
                let judged = JudgedModule {
                    module,
                    decision: Some(decision),
                    reason,
                    test_on,
                };
                self.decide_module(judged, by, at)?;
            }
            CaseChange::Decide { lines, modules } => self.decide(lines, modules, by, at)?,
            CaseChange::Meeting(meeting) => {
                for member in &meeting.members {
                    short("member", &member.name, 1)?;
                    short("role", &member.role, 0)?;
                }
                short(
                    "protocol",
                    meeting.protocol.as_deref().unwrap_or_default(),
                    0,
                )?;
                self.meeting = meeting;
            }
            CaseChange::Move { to, reason } => self.move_to(to, reason, by, at)?,
            CaseChange::Close => self.close(at)?,
        }
        self.changed_at = at.to_owned();
        Ok(())
    }

    fn add_evidence(&mut self, evidence: Evidence, by: &str, at: &str) -> Result<(), CaseError> {
        self.only_before_certification("evidence cannot be added any more; step back first")?;
        if self.brought.len() >= MOST_EVIDENCE {
            return Err(CaseError::invalid(
                "evidence",
                format!("a case has at most {MOST_EVIDENCE} pieces of evidence"),
            ));
        }
        let number = self.brought.iter().map(|b| b.number).max().unwrap_or(0) + 1;
        self.brought.push(Brought {
            number,
            evidence,
            by: by.to_owned(),
            at: at.to_owned(),
        });
        self.comparisons.clear();
        Ok(())
    }

    fn edit_claims(&mut self, number: u32, claims: Vec<Claim>) -> Result<(), CaseError> {
        self.only_before_certification("claims cannot be edited any more; step back first")?;
        for claim in &claims {
            check_claim("claim", &claim.text)?;
        }
        if claims.len() > crate::recognition::evidence::limits::CLAIMS {
            return Err(CaseError::invalid("claims", "there are too many claims"));
        }
        let Some(brought) = self.brought.iter_mut().find(|b| b.number == number) else {
            return Err(CaseError::invalid(
                "evidence",
                format!("there is no evidence {number} in this case"),
            ));
        };
        brought.evidence.claims = claims;
        self.comparisons.clear();
        Ok(())
    }

    fn move_to(&mut self, to: Stage, reason: String, by: &str, at: &str) -> Result<(), CaseError> {
        short("reason", &reason, 0)?;
        let (from, here, there) = (self.stage, self.stage as u8, to as u8);
        if there == here || there > here + 1 {
            return Err(self.stage_error("a case goes to the next stage, or back with a reason"));
        }
        if there < here && reason.trim().is_empty() {
            return Err(CaseError::invalid("reason", "a step back needs a reason"));
        }
        match to {
            Stage::Documentation if there > here && self.targets.is_empty() => {
                return Err(self.stage_error("choose the target programme first"));
            }
            Stage::Assessment if there > here && self.brought.is_empty() => {
                return Err(self.stage_error("there is no evidence yet"));
            }
            Stage::Certification if !self.all_decided() => {
                return Err(self.stage_error("decide every module first"));
            }
            _ => {}
        }
        self.moves.push(Move {
            from,
            to,
            reason,
            by: by.to_owned(),
            at: at.to_owned(),
        });
        self.stage = to;
        self.closed_at = None;
        Ok(())
    }

    fn close(&mut self, at: &str) -> Result<(), CaseError> {
        if self.stage != Stage::Certification {
            return Err(self.stage_error("a case is closed once the commission has confirmed it"));
        }
        let meeting = &self.meeting;
        let protocol = meeting
            .protocol
            .as_deref()
            .is_some_and(|p| !p.trim().is_empty());
        if meeting.members.is_empty() || meeting.decided_on.is_none() || !protocol {
            return Err(CaseError::invalid(
                "meeting",
                "name the commission, the day of the decision and the number of the protocol first",
            ));
        }
        self.closed_at = Some(at.to_owned());
        Ok(())
    }

    /// Whether every module of the target is decided.
    pub fn all_decided(&self) -> bool {
        let comparison = self.comparison();
        comparison.is_some_and(|c| {
            !c.modules.is_empty() && c.modules.iter().all(|m| self.ruling(&m.module).is_some())
        })
    }

    fn only_before_certification(&self, why: &'static str) -> Result<(), CaseError> {
        if self.stage == Stage::Certification {
            Err(self.stage_error(why))
        } else {
            Ok(())
        }
    }

    pub(super) fn stage_error(&self, why: &'static str) -> CaseError {
        CaseError::Stage {
            number: self.number,
            stage: self.stage,
            why,
        }
    }
}

/// Whether an applicant can be written down.
pub(super) fn check_applicant(applicant: &Applicant) -> Result<(), CaseError> {
    short("given_name", &applicant.given_name, 1)?;
    short("family_name", &applicant.family_name, 1)?;
    for (what, value) in [
        ("personal_code", &applicant.personal_code),
        ("address", &applicant.address),
        ("contact", &applicant.contact),
    ] {
        short(what, value.as_deref().unwrap_or_default(), 0)?;
    }
    Ok(())
}

pub(super) fn short(what: &'static str, text: &str, least: usize) -> Result<(), CaseError> {
    let chars = text.trim().chars().count();
    if chars < least {
        return Err(CaseError::invalid(what, "it is empty"));
    }
    if chars > MOST_CHARS {
        return Err(CaseError::invalid(
            what,
            format!("it has {chars} characters, at most {MOST_CHARS} are taken"),
        ));
    }
    Ok(())
}
