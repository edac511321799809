//! Several programmes compared: where is this person nearest to a qualification, and which modules are missing?

use serde::Serialize;

use super::{Decided, StudyPlan};
use crate::model::RecordId;
use crate::recognition::compare::{Comparison, Status};
use crate::recognition::programme::Programme;

/// How a person stands to one programme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// The programme.
    pub programme: RecordId,
    /// Its name.
    pub name: String,
    /// The qualification that it leads to.
    pub qualification: Option<String>,
    /// Share of the programme that is shown: outcomes by their weight in modules by their hours, partly counting half.
    pub shown: f32,
    /// Hours of the programme.
    pub hours_all: f32,
    /// Hours left once all tests of modules are passed.
    pub hours_left: f32,
    /// Modules of the programme.
    pub modules: usize,
    /// Modules recognised without condition.
    pub recognised: usize,
    /// Modules recognised once their test is passed.
    pub with_test: usize,
    /// Modules that are missing: codes (else names) and hours.
    pub missing: Vec<(String, f32)>,
}

/// The standings of several programmes, the nearest to its qualification first: the fewest hours left, then the largest share.
pub fn standings<'p>(
    compared: impl IntoIterator<Item = (&'p Programme, &'p Comparison)>,
) -> Vec<Standing> {
    let mut list: Vec<Standing> = compared
        .into_iter()
        .map(|(p, c)| standing(p, &Decided::proposed(c)))
        .collect();
    list.sort_by(|a, b| {
        a.hours_left
            .total_cmp(&b.hours_left)
            .then(b.shown.total_cmp(&a.shown))
            .then_with(|| a.programme.cmp(&b.programme))
    });
    list
}

fn standing(programme: &Programme, decided: &Decided) -> Standing {
    let plan = StudyPlan::of(programme, decided);
    let mut shown = 0.0;
    for module in &programme.modules {
        let all: f32 = module.outcomes.iter().map(|o| o.weight).sum();
        let reached: f32 = module
            .outcomes
            .iter()
            .map(|o| o.weight * counts(decided.outcome(&o.id)))
            .sum();
        shown += module.hours * if all > 0.0 { reached / all } else { 0.0 };
    }
    Standing {
        programme: programme.id.clone(),
        name: programme.name.clone(),
        qualification: programme.qualification.clone(),
        shown: if plan.hours_all > 0.0 {
            shown / plan.hours_all
        } else {
            0.0
        },
        hours_all: plan.hours_all,
        hours_left: plan.hours_left,
        modules: programme.modules.len(),
        recognised: plan.recognised.len(),
        with_test: plan.with_test.len(),
        missing: plan
            .left
            .iter()
            .map(|m| (m.code.clone().unwrap_or_else(|| m.name.clone()), m.hours))
            .collect(),
    }
}

fn counts(status: Status) -> f32 {
    match status {
        Status::No => 0.0,
        Status::Partly => 0.5,
        Status::Fully => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognition::compare::testing::{module_of, programme};
    use crate::recognition::compare::{CompareConfig, Features, Line, propose_module};

    fn compared(statuses: [Status; 2]) -> (Programme, Comparison) {
        let text = |t: &str| vec![(t.to_owned(), 100.0, false)];
        let programme = programme(vec![
            module_of("m1", &text("a")),
            module_of("m2", &text("b")),
        ]);
        let rule = CompareConfig::built_in().rule;
        let modules = programme
            .modules
            .iter()
            .zip(statuses)
            .map(|(m, s)| propose_module(m, &[s], &rule))
            .collect();
        let lines = programme
            .outcomes()
            .zip(statuses)
            .map(|((_, o), status)| Line {
                outcome: o.id.clone(),
                status,
                confidence: 1.0,
                supports: Vec::new(),
                reasons: Vec::new(),
                features: Features::default(),
            });
        let comparison = Comparison {
            programme: programme.id.clone(),
            lines: lines.collect(),
            modules,
        };
        (programme, comparison)
    }

    #[test]
    fn the_fewest_hours_left_come_first_with_what_is_missing() {
        let far = compared([Status::No, Status::Partly]);
        let near = compared([Status::Fully, Status::No]);
        let list = standings([(&far.0, &far.1), (&near.0, &near.1)]);
        assert_eq!(list[0].shown, 0.5);
        assert_eq!((list[0].recognised, list[0].with_test), (1, 0));
        assert_eq!(list[0].missing, [("M2".to_owned(), 100.0)]);
        assert_eq!((list[1].shown, list[1].with_test), (0.25, 1));
    }
}
