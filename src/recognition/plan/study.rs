//! The individual study plan: what is recognised, what is left, how many hours, in which order.

use std::collections::HashMap;

use serde::Serialize;

use super::order::{Entry, in_order};
use crate::model::RecordId;
use crate::recognition::case::Case;
use crate::recognition::compare::{Comparison, ModuleDecision, Status};
use crate::recognition::programme::{ModuleView, Programme};

/// What holds for modules and outcomes: decisions, and proposals where nothing is decided yet.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    modules: HashMap<RecordId, ModuleDecision>,
    outcomes: HashMap<RecordId, Status>,
}

impl Decided {
    /// The proposals alone.
    pub fn proposed(comparison: &Comparison) -> Self {
        Self {
            modules: comparison
                .modules
                .iter()
                .map(|m| (m.module.clone(), m.decision))
                .collect(),
            outcomes: comparison
                .lines
                .iter()
                .map(|l| (l.outcome.clone(), l.status))
                .collect(),
        }
    }

    /// The decisions of a case over its proposals.
    pub fn of(case: &Case) -> Self {
        let mut decided = case.comparison().map(Self::proposed).unwrap_or_default();
        let again = decided
            .modules
            .keys()
            .filter_map(|m| case.proposal(m))
            .map(|p| (p.module, p.decision))
            .collect::<Vec<_>>();
        decided.modules.extend(again);
        decided
            .modules
            .extend(case.modules.iter().map(|m| (m.module.clone(), m.decision)));
        decided
            .outcomes
            .extend(case.lines.iter().map(|l| (l.outcome.clone(), l.status)));
        decided
    }

    /// The decision on a module; what nobody spoke of is not recognised.
    pub fn module(&self, id: &RecordId) -> ModuleDecision {
        self.modules
            .get(id)
            .copied()
            .unwrap_or(ModuleDecision::Refuse)
    }

    /// What is shown of an outcome.
    pub fn outcome(&self, id: &RecordId) -> Status {
        self.outcomes.get(id).copied().unwrap_or(Status::No)
    }
}

/// A module of the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanModule {
    /// The module.
    pub id: RecordId,
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its hours.
    pub hours: f32,
    /// What was decided.
    pub decision: ModuleDecision,
    /// Its outcomes that are not fully shown: number and text.
    pub gaps: Vec<(u32, String, RecordId)>,
    /// What must come before and is not recognised yet: codes of modules of the plan.
    pub after: Vec<String>,
    /// Conditions of entry that name no module of the programme, as stated.
    pub conditions: Vec<String>,
}

/// The plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StudyPlan {
    /// Modules that are left, in the order in which they can be taken.
    pub left: Vec<PlanModule>,
    /// Modules recognised once their test is passed.
    pub with_test: Vec<PlanModule>,
    /// Modules recognised.
    pub recognised: Vec<PlanModule>,
    /// Hours of the programme: the sum of its modules.
    pub hours_all: f32,
    /// Hours recognised without condition.
    pub hours_recognised: f32,
    /// Hours that fall away as well once all tests are passed.
    pub hours_with_test: f32,
    /// Hours left when all tests are passed.
    pub hours_left: f32,
    /// Hours that the programme states, where they are not the sum of its modules.
    pub hours_stated: Option<f32>,
    /// Whether conditions of entry lead in a circle, so that the order is the programme's own there.
    pub circular: bool,
}

impl StudyPlan {
    /// The plan of a programme.
    pub fn of(programme: &Programme, decided: &Decided) -> Self {
        let (order, circular) = in_order(programme);
        let mut plan = Self {
            left: Vec::new(),
            with_test: Vec::new(),
            recognised: Vec::new(),
            hours_all: programme.modules.iter().map(|m| m.hours).sum(),
            hours_recognised: 0.0,
            hours_with_test: 0.0,
            hours_left: 0.0,
            hours_stated: None,
            circular,
        };
        plan.hours_stated = Some(programme.hours).filter(|h| (h - plan.hours_all).abs() > 0.5);
        for module in order {
            let row = row(programme, module, decided);
            match row.decision {
                ModuleDecision::Recognise => {
                    plan.hours_recognised += row.hours;
                    plan.recognised.push(row);
                }
                ModuleDecision::WithTest => {
                    plan.hours_with_test += row.hours;
                    plan.with_test.push(row);
                }
                ModuleDecision::Refuse => {
                    plan.hours_left += row.hours;
                    plan.left.push(row);
                }
            }
        }
        plan
    }
}

fn row(programme: &Programme, module: &ModuleView, decided: &Decided) -> PlanModule {
    let gaps = module
        .outcomes
        .iter()
        .filter(|o| decided.outcome(&o.id) != Status::Fully);
    let (mut after, mut conditions) = (Vec::new(), Vec::new());
    for entry in Entry::of(programme, module) {
        match entry {
            Entry::Module(before) if decided.module(&before.id) == ModuleDecision::Refuse => {
                after.push(before.code.clone().unwrap_or_else(|| before.name.clone()));
            }
            Entry::Module(_) => {}
            Entry::Words(words) => conditions.push(words.to_owned()),
        }
    }
    PlanModule {
        id: module.id.clone(),
        code: module.code.clone(),
        name: module.name.clone(),
        hours: module.hours,
        decision: decided.module(&module.id),
        gaps: gaps
            .map(|o| (o.number, o.can.clone(), o.id.clone()))
            .collect(),
        after,
        conditions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognition::compare::testing::{module_of, programme};
    use proptest::prelude::*;

    fn three() -> Programme {
        let text = |t: &str| vec![(t.to_owned(), 100.0, false)];
        let mut modules = vec![
            module_of("m3", &text("c")),
            module_of("m1", &text("a")),
            module_of("m2", &text("b")),
        ];
        modules[0].entry = vec!["M2".into(), "elektrodrošības grupa".into()];
        modules[2].entry = vec!["Modulis m1".into()];
        programme(modules)
    }

    fn decided(list: &[(&str, ModuleDecision)]) -> Decided {
        let mut decided = Decided::default();
        for (code, decision) in list {
            decided.modules.insert(
                RecordId::new(&format!("mip/1/x/{code}")).unwrap(),
                *decision,
            );
        }
        decided
    }

    #[test]
    fn modules_left_stand_in_the_order_of_their_conditions() {
        let plan = StudyPlan::of(&three(), &Decided::default());
        let names: Vec<&str> = plan
            .left
            .iter()
            .map(|m| m.code.as_deref().unwrap())
            .collect();
        assert_eq!(names, ["M1", "M2", "M3"]);
        assert_eq!(plan.left[2].after, ["M2"]);
        assert_eq!(plan.left[2].conditions, ["elektrodrošības grupa"]);
        assert_eq!(plan.hours_left, 300.0);
    }

    #[test]
    fn a_recognised_module_is_no_condition_any_more() {
        let plan = StudyPlan::of(
            &three(),
            &decided(&[
                ("m2", ModuleDecision::Recognise),
                ("m1", ModuleDecision::WithTest),
            ]),
        );
        assert_eq!(
            (plan.hours_recognised, plan.hours_with_test, plan.hours_left),
            (100.0, 100.0, 100.0)
        );
        assert!(plan.left[0].after.is_empty());
        assert_eq!(plan.with_test[0].gaps.len(), 1);
    }

    #[test]
    fn conditions_in_a_circle_end_and_are_told() {
        let mut programme = three();
        programme.modules[1].entry = vec!["M3".into()];
        let plan = StudyPlan::of(&programme, &Decided::default());
        assert!(plan.circular);
        assert_eq!(plan.left.len(), 3);
    }

    proptest! {
        #[test]
        fn hours_always_add_up(decisions in prop::collection::vec(0usize..3, 3)) {
            let list: Vec<(&str, ModuleDecision)> = ["m1", "m2", "m3"].into_iter().zip(decisions.iter().map(|d| ModuleDecision::ALL[*d])).collect();
            let plan = StudyPlan::of(&three(), &decided(&list));
            prop_assert_eq!(plan.hours_recognised + plan.hours_with_test + plan.hours_left, plan.hours_all);
            prop_assert_eq!(plan.left.len() + plan.with_test.len() + plan.recognised.len(), 3);
        }
    }
}
