//! The decision that is proposed for a module, by a rule that a user may edit.

use serde::{Deserialize, Serialize};

use super::config::ModuleRule;
use super::line::Status;
use crate::model::RecordId;
use crate::recognition::evidence::coded;
use crate::recognition::programme::ModuleView;

coded! {
    /// What the commission may decide of a module (MK 70 practice).
    ModuleDecision {
        /// Atzīt.
        Recognise = "atzit",
        /// Atzīt ar nosacījumu, ka sekmīgi nokārtots moduļa pārbaudījums.
        WithTest = "atzit_ar_nosacijumu",
        /// Neatzīt.
        Refuse = "neatzit",
    }
}

/// What is proposed for a module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModuleProposal {
    /// The module.
    pub module: RecordId,
    /// The decision.
    pub decision: ModuleDecision,
    /// Weighted share of its outcomes that is shown, 0 to 1.
    pub share: f32,
    /// Strict outcomes that are not fully shown.
    pub strict_open: usize,
    /// What the rule was applied to, so that it can be applied again once people have decided the outcomes.
    #[serde(default)]
    pub weighed: Vec<Weighed>,
    /// The rule as it was when it was applied: a later edit of the file does not change what was proposed in this case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<ModuleRule>,
}

/// An outcome as the rule sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// The outcome.
    pub outcome: RecordId,
    /// Its weight in the module.
    pub weight: f32,
    /// Whether it is an outcome of safety or law.
    pub strict: bool,
}

impl ModuleProposal {
    /// What the same rule proposes where outcomes have these statuses.
    pub fn again(&self, status: impl Fn(&RecordId) -> Status) -> Self {
        let Some(rule) = &self.rule else {
            return self.clone();
        };
        let statuses: Vec<Status> = self.weighed.iter().map(|w| status(&w.outcome)).collect();
        by_rule(
            self.module.clone(),
            self.weighed.clone(),
            &statuses,
            rule.clone(),
        )
    }
}

/// Applies the rule to the statuses of a module's outcomes, in their order. A module without outcomes is never recognised
/// by rule: there is nothing to compare.
pub fn propose_module(
    module: &ModuleView,
    statuses: &[Status],
    rule: &ModuleRule,
) -> ModuleProposal {
    let weighed = module.outcomes.iter().map(|o| Weighed {
        outcome: o.id.clone(),
        weight: o.weight,
        strict: o.strict,
    });
    by_rule(module.id.clone(), weighed.collect(), statuses, rule.clone())
}

fn by_rule(
    module: RecordId,
    weighed: Vec<Weighed>,
    statuses: &[Status],
    rule: ModuleRule,
) -> ModuleProposal {
    let mut all = 0.0;
    let mut shown = 0.0;
    let mut strict_open = 0;
    for (outcome, status) in weighed.iter().zip(statuses) {
        all += outcome.weight;
        shown += outcome.weight
            * match status {
                Status::No => 0.0,
                Status::Partly => rule.partly_counts,
                Status::Fully => 1.0,
            };
        if outcome.strict && *status != Status::Fully {
            strict_open += 1;
        }
    }
    let share = if all > 0.0 { shown / all } else { 0.0 };
    let held_back = rule.strict_all && strict_open > 0;
    let decision = if share >= rule.recognise && !held_back && all > 0.0 {
        ModuleDecision::Recognise
    } else if share >= rule.with_test && all > 0.0 {
        ModuleDecision::WithTest
    } else {
        ModuleDecision::Refuse
    };
    ModuleProposal {
        module,
        decision,
        share,
        strict_open,
        weighed,
        rule: Some(rule),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::module;
    use super::*;
    use proptest::prelude::*;

    fn rule() -> ModuleRule {
        ModuleRule {
            partly_counts: 0.5,
            recognise: 0.8,
            with_test: 0.5,
            strict_all: true,
        }
    }

    #[test]
    fn weights_decide_and_not_the_number_of_outcomes() {
        let module = module(&[(80.0, false), (10.0, false), (10.0, false)]);
        let decided = |s: [Status; 3]| propose_module(&module, &s, &rule()).decision;
        assert_eq!(
            decided([Status::Fully, Status::No, Status::No]),
            ModuleDecision::Recognise
        );
        assert_eq!(
            decided([Status::No, Status::Fully, Status::Fully]),
            ModuleDecision::Refuse
        );
        assert_eq!(
            decided([Status::Partly, Status::Fully, Status::No]),
            ModuleDecision::WithTest
        );
    }

    #[test]
    fn an_open_strict_outcome_asks_for_the_test() {
        let module = module(&[(90.0, false), (10.0, true)]);
        let proposal = propose_module(&module, &[Status::Fully, Status::Partly], &rule());
        assert_eq!(
            (proposal.decision, proposal.strict_open),
            (ModuleDecision::WithTest, 1)
        );
    }

    #[test]
    fn a_module_without_outcomes_is_not_recognised() {
        assert_eq!(
            propose_module(&module(&[]), &[], &rule()).decision,
            ModuleDecision::Refuse
        );
    }

    #[test]
    fn the_rule_is_applied_again_to_what_people_decided() {
        let module = module(&[(60.0, false), (40.0, true)]);
        let proposal = propose_module(&module, &[Status::No, Status::No], &rule());
        assert_eq!(proposal.decision, ModuleDecision::Refuse);
        let again = proposal.again(|_| Status::Fully);
        assert_eq!(again.decision, ModuleDecision::Recognise);
        assert_eq!(
            again,
            propose_module(&module, &[Status::Fully, Status::Fully], &rule())
        );
    }

    proptest! {
        #[test]
        fn more_shown_never_makes_it_worse(statuses in prop::collection::vec(0usize..3, 4), better in 0usize..4) {
            let module = module(&[(10.0, false), (20.0, true), (30.0, false), (40.0, false)]);
            let of = |list: &[usize]| {
                let statuses: Vec<Status> = list.iter().map(|n| Status::ALL[*n]).collect();
                propose_module(&module, &statuses, &rule())
            };
            let before = of(&statuses);
            let mut more = statuses.clone();
            more[better] = 2;
            let after = of(&more);
            prop_assert!(after.share >= before.share - 1e-6);
            prop_assert!(after.decision as u8 <= before.decision as u8);
            prop_assert!((0.0..=1.0001).contains(&after.share));
        }
    }
}
