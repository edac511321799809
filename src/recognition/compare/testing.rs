//! Small programmes for the tests of this part.

use crate::model::{LearningOutcome, RecordId};
use crate::recognition::evidence::{Claim, Passage, PassageAt, Proof};
use crate::recognition::programme::{ModuleView, OutcomeView, Programme};

/// A module of outcomes with these weights, strict or not.
pub(crate) fn module(outcomes: &[(f32, bool)]) -> ModuleView {
    let texts: Vec<(String, f32, bool)> = outcomes
        .iter()
        .map(|(w, s)| ("Dara darbu".to_owned(), *w, *s))
        .collect();
    module_of("m1", &texts)
}

/// A module of outcomes with these texts.
pub(crate) fn module_of(code: &str, outcomes: &[(String, f32, bool)]) -> ModuleView {
    let id = |n: usize| RecordId::new(&format!("mip/1/x/{code}/{n}")).unwrap();
    ModuleView {
        id: RecordId::new(&format!("mip/1/x/{code}")).unwrap(),
        code: Some(code.to_uppercase()),
        name: format!("Modulis {code}"),
        part: None,
        hours: 100.0,
        theory: 60.0,
        practice: 40.0,
        entry: Vec::new(),
        outcomes: (1..)
            .zip(outcomes)
            .map(|(n, (text, weight, strict))| OutcomeView {
                id: id(n as usize),
                number: n,
                can: text.clone(),
                text: text.clone(),
                weight: *weight,
                strict: *strict,
                level: Some(4),
                details: LearningOutcome::default(),
            })
            .collect(),
    }
}

/// A programme of modules.
pub(crate) fn programme(modules: Vec<ModuleView>) -> Programme {
    Programme {
        id: RecordId::new("mip/1/x").unwrap(),
        name: "Programma".into(),
        code: Some("33 522 01 1".into()),
        qualification: Some("Elektrotehniķis".into()),
        level: Some(4),
        hours: modules.iter().map(|m| m.hours).sum(),
        modules,
    }
}

/// A claim of a file.
pub(crate) fn claim(file: &str, text: &str, proof: Proof) -> Claim {
    let at = PassageAt::Text {
        start: 0,
        end: text.len(),
    };
    let passage = Passage {
        file: file.into(),
        at,
        text: text.into(),
    };
    Claim::new(text, crate::model::Lang::Lv, passage, proof)
}
