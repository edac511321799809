//! A programme as recognition reads it: modules, outcomes, hours, what must come first.

use serde::Serialize;

use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{Details, Kind, Lang, LearningOutcome, Module, ModulePart, Record, RecordId};

/// A programme with its modules in their order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Programme {
    /// Its identifier.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Its code in the classification of education.
    pub code: Option<String>,
    /// The qualification that it leads to.
    pub qualification: Option<String>,
    /// LKI level.
    pub level: Option<u8>,
    /// All hours: as stated, else the sum of the modules.
    pub hours: f32,
    /// Its modules.
    pub modules: Vec<ModuleView>,
}

/// A module.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModuleView {
    /// Its identifier.
    pub id: RecordId,
    /// Its code in the programme, e.g. `ET1`.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its part.
    pub part: Option<ModulePart>,
    /// All hours: as stated, else theory and practice together.
    pub hours: f32,
    /// Hours of theory.
    pub theory: f32,
    /// Hours of practice.
    pub practice: f32,
    /// What must be completed before, as stated: codes or words.
    pub entry: Vec<String>,
    /// Its outcomes.
    pub outcomes: Vec<OutcomeView>,
}

/// An outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeView {
    /// Its identifier.
    pub id: RecordId,
    /// Its number in the module, from 1.
    pub number: u32,
    /// What the learner can do.
    pub can: String,
    /// The whole text.
    pub text: String,
    /// Its share of the module, per cent; an even share where none is stated.
    pub weight: f32,
    /// Safety or law: never reached on similarity alone.
    pub strict: bool,
    /// LKI level.
    pub level: Option<u8>,
    /// What the programme says beside: knows, understands, topics, levels.
    pub details: LearningOutcome,
}

impl Programme {
    /// Reads a programme; none where the record is unknown or no programme.
    ///
    /// # Errors
    /// As [`Catalogue::record`].
    pub fn load(catalogue: &Catalogue, id: &RecordId) -> Result<Option<Self>, CatalogueError> {
        let Some(record) = catalogue
            .record(id.as_str())?
            .filter(|r| r.kind == Kind::Programme)
        else {
            return Ok(None);
        };
        let mut modules = Vec::new();
        for module in catalogue.children(id.as_str())? {
            if module.kind == Kind::Module {
                let outcomes = catalogue.children(module.id.as_str())?;
                modules.push(ModuleView::of(&module, &outcomes));
            }
        }
        Ok(Some(Self::of(&record, modules)))
    }

    /// A programme of its record and modules.
    pub fn of(record: &Record, modules: Vec<ModuleView>) -> Self {
        let (qualification, stated) = match &record.details {
            Details::Programme(p) => (p.qualification.clone(), p.hours),
            _ => (None, None),
        };
        let sum: f32 = modules.iter().map(|m| m.hours).sum();
        Self {
            id: record.id.clone(),
            name: record.name(Lang::Lv).to_owned(),
            code: record.code.clone(),
            qualification,
            level: record.level.as_ref().map(|l| l.lki),
            hours: stated.filter(|h| *h > 0.0).unwrap_or(sum),
            modules,
        }
    }

    /// Every outcome with its module, in order.
    pub fn outcomes(&self) -> impl Iterator<Item = (&ModuleView, &OutcomeView)> {
        self.modules
            .iter()
            .flat_map(|m| m.outcomes.iter().map(move |o| (m, o)))
    }

    /// The module with this code, or of this name.
    pub fn module_named(&self, named: &str) -> Option<&ModuleView> {
        let wanted = named.trim().to_lowercase();
        self.modules.iter().find(|m| {
            m.code.as_ref().is_some_and(|c| c.to_lowercase() == wanted)
                || m.name.to_lowercase() == wanted
        })
    }
}

impl ModuleView {
    /// A module of its record and the records of its outcomes.
    pub fn of(record: &Record, outcomes: &[Record]) -> Self {
        let module = match &record.details {
            Details::Module(m) => m.clone(),
            _ => Module::default(),
        };
        let theory = module.theory_hours.unwrap_or(0.0);
        let practice = module.practice_hours.unwrap_or(0.0);
        let outcomes: Vec<&Record> = outcomes
            .iter()
            .filter(|o| o.kind == Kind::LearningOutcome)
            .collect();
        let even = 100.0 / outcomes.len().max(1) as f32;
        Self {
            id: record.id.clone(),
            code: record.code.clone(),
            name: record.name(Lang::Lv).to_owned(),
            part: module.part,
            hours: module.hours.unwrap_or(theory + practice),
            theory,
            practice,
            entry: module.entry,
            outcomes: (1..)
                .zip(outcomes)
                .map(|(n, o)| OutcomeView::of(o, n, even))
                .collect(),
        }
    }
}

impl OutcomeView {
    fn of(record: &Record, number: u32, even: f32) -> Self {
        let details = match &record.details {
            Details::LearningOutcome(o) => o.clone(),
            _ => LearningOutcome::default(),
        };
        let text = record.name(Lang::Lv).to_owned();
        Self {
            id: record.id.clone(),
            number,
            can: details.can.clone().unwrap_or_else(|| text.clone()),
            text,
            weight: details.weight.filter(|w| *w > 0.0).unwrap_or(even),
            strict: details.strict,
            level: record.level.as_ref().map(|l| l.lki),
            details,
        }
    }
}
