//! What people decide: of outcomes one by one, and of modules by the rule or against it with a reason.

use jiff::civil::Date;
use serde::Deserialize;

use super::change::short;
use super::error::CaseError;
use super::types::{Case, LineDecision, ModuleRuling, Stage};
use crate::model::RecordId;
use crate::recognition::compare::{ModuleDecision, Status};

/// What somebody says of an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedLine {
    /// The outcome.
    pub outcome: RecordId,
    /// The decision.
    pub status: Status,
    /// Why; obligatory where it differs from the proposal.
    #[serde(default)]
    pub reason: String,
}

/// What somebody says of a module.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedModule {
    /// The module.
    pub module: RecordId,
    /// The decision; none takes what the rule proposes over the outcomes as decided.
    #[serde(default)]
    pub decision: Option<ModuleDecision>,
    /// Why; obligatory where it differs from the proposal.
    #[serde(default)]
    pub reason: String,
    /// The day of the module's test.
    #[serde(default)]
    pub test_on: Option<Date>,
}

impl Case {
    /// Modules of the target that nobody has decided and that no claim speaks of, for or against.
    pub fn untouched(&self) -> Vec<JudgedModule> {
        let Some(comparison) = self.comparison() else {
            return Vec::new();
        };
        let silent = |outcome: &RecordId| {
            comparison
                .line(outcome)
                .is_some_and(|l| l.status == Status::No && l.supports.is_empty())
                && self.line(outcome).is_none_or(|l| l.status == Status::No)
        };
        let modules = comparison.modules.iter().filter(|m| {
            self.ruling(&m.module).is_none() && m.weighed.iter().all(|w| silent(&w.outcome))
        });
        modules
            .map(|m| JudgedModule {
                module: m.module.clone(),
                decision: Some(ModuleDecision::Refuse),
                reason: String::new(),
                test_on: None,
            })
            .collect()
    }

    /// The outcomes of a module of the target.
    pub fn outcomes_of(&self, module: &RecordId) -> Vec<RecordId> {
        let found = self.proposal(module);
        found
            .map(|m| m.weighed.into_iter().map(|w| w.outcome).collect())
            .unwrap_or_default()
    }

    /// Decides outcomes, then modules over them; the case is as before where one of them is refused.
    pub(super) fn decide(
        &mut self,
        lines: Vec<JudgedLine>,
        modules: Vec<JudgedModule>,
        by: &str,
        at: &str,
    ) -> Result<(), CaseError> {
        let before = (self.lines.clone(), self.modules.clone());
        let decided = || {
            for line in lines {
                self.decide_line(line, by, at)?;
            }
            for module in modules {
                self.decide_module(module, by, at)?;
            }
            Ok(())
        };
        let done = decided();
        if done.is_err() {
            (self.lines, self.modules) = before;
        }
        done
    }

    pub(super) fn decide_line(
        &mut self,
        judged: JudgedLine,
        by: &str,
        at: &str,
    ) -> Result<(), CaseError> {
        let JudgedLine {
            outcome,
            status,
            reason,
        } = judged;
        if self.stage != Stage::Assessment {
            return Err(self.stage_error("outcomes are decided in the assessment (novērtēšana)"));
        }
        short("reason", &reason, 0)?;
        let Some(comparison) = self.comparison() else {
            return Err(CaseError::invalid(
                "comparison",
                "compare the evidence with the programme first",
            ));
        };
        let Some(line) = comparison.line(&outcome) else {
            return Err(CaseError::invalid(
                "outcome",
                format!("`{outcome}` is no outcome of the target programme"),
            ));
        };
        let proposed = Some(line.status);
        if proposed != Some(status) && reason.trim().is_empty() {
            return Err(CaseError::invalid(
                "reason",
                format!("`{outcome}`: a decision that differs from the proposal needs a reason"),
            ));
        }
        let stands = self
            .line(&outcome)
            .is_some_and(|l| l.status == status && l.reason == reason && l.proposed == proposed);
        if stands {
            return Ok(());
        }
        self.lines.retain(|l| l.outcome != outcome);
        self.lines.push(LineDecision {
            outcome,
            status,
            proposed,
            reason,
            by: by.to_owned(),
            at: at.to_owned(),
        });
        Ok(())
    }

    pub(super) fn decide_module(
        &mut self,
        judged: JudgedModule,
        by: &str,
        at: &str,
    ) -> Result<(), CaseError> {
        if !matches!(self.stage, Stage::Assessment | Stage::Certification) {
            return Err(
                self.stage_error("modules are decided in the assessment or by the commission")
            );
        }
        short("reason", &judged.reason, 0)?;
        if self.comparison().is_none() {
            return Err(CaseError::invalid(
                "comparison",
                "compare the evidence with the programme first",
            ));
        }
        let Some(proposal) = self.proposal(&judged.module) else {
            return Err(CaseError::invalid(
                "module",
                format!("`{}` is no module of the target programme", judged.module),
            ));
        };
        let decision = judged.decision.unwrap_or(proposal.decision);
        if judged.test_on.is_some() && decision != ModuleDecision::WithTest {
            return Err(CaseError::invalid(
                "test_on",
                "only a recognition under condition has a day of the test",
            ));
        }
        if proposal.decision != decision && judged.reason.trim().is_empty() {
            return Err(CaseError::invalid(
                "reason",
                format!(
                    "`{}`: a decision that differs from the proposal needs a reason",
                    judged.module
                ),
            ));
        }
        let ruling = ModuleRuling {
            module: judged.module,
            decision,
            proposed: Some(proposal.decision),
            reason: judged.reason,
            test_on: judged.test_on,
            by: by.to_owned(),
            at: at.to_owned(),
        };
        let stands = self.ruling(&ruling.module).is_some_and(|r| {
            (r.decision, r.proposed, r.test_on) == (decision, ruling.proposed, ruling.test_on)
                && r.reason == ruling.reason
        });
        if !stands {
            self.modules.retain(|m| m.module != ruling.module);
            self.modules.push(ruling);
        }
        Ok(())
    }
}
