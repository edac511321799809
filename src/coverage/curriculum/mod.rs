//! Everything that coverage compares, read once from the catalogue and then only read: programmes, modules, outcomes,
//! requirements, exam items, materials and the concepts of frameworks, by number.

mod build;
mod item;
mod named;
mod walk;

pub use build::CurriculumBuilder;
pub use item::{Item, Ref};

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use crate::coverage::CoverageConfig;
use crate::coverage::kept::Kept;
use crate::coverage::words::{Query, WordStore};
use crate::model::{Kind, RecordId};

/// Everything that coverage compares. Immutable: one serves all threads.
#[derive(Debug)]
pub struct Curriculum {
    pub(super) items: Vec<Item>,
    pub(super) numbers: HashMap<RecordId, u32>,
    pub(super) store: WordStore,
    pub(super) config: CoverageConfig,
    /// Materials by the outcome or module that their list names them for.
    pub(super) supported: HashMap<u32, Vec<u32>>,
    /// What each material is listed for.
    pub(super) supports: HashMap<u32, Vec<u32>>,
    /// Exam items by the task or requirement that the examination names.
    pub(super) assessed: HashMap<u32, Vec<u32>>,
    /// Programmes by the qualification that they lead to.
    pub(super) programmes: HashMap<u32, Vec<u32>>,
    /// The qualification that a programme or examination is for.
    pub(super) qualification: HashMap<u32, u32>,
    /// The version before a qualification.
    pub(super) before: HashMap<u32, u32>,
    /// Skills, competences and statements by framework.
    pub(super) frameworks: BTreeMap<String, Vec<u32>>,
    /// The names of each record as queries, made when they are first needed.
    pub(super) queries: Vec<OnceLock<Arc<[Query]>>>,
    /// Answers about the whole catalogue.
    pub(super) kept: Kept,
}

impl Curriculum {
    /// The number of a record that coverage knows.
    pub(super) fn number(&self, id: &RecordId) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// A record by its number.
    pub(super) fn item(&self, number: u32) -> Option<&Item> {
        self.items.get(number as usize)
    }

    /// A record that coverage knows.
    pub fn find(&self, id: &RecordId) -> Option<&Item> {
        self.item(self.number(id)?)
    }

    /// All records of a kind with their numbers, in the order of the sources.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (u32, &Item)> {
        (0..)
            .zip(&self.items)
            .filter(move |(_, item)| item.kind == kind)
    }

    /// The frameworks that are loaded, with how many skills and competences each has.
    pub fn frameworks(&self) -> impl Iterator<Item = (&str, usize)> {
        self.frameworks
            .iter()
            .map(|(name, items)| (name.as_str(), items.len()))
    }

    /// Every qualification with the programmes that lead to it, newest versions first, then by name.
    pub fn qualifications(&self) -> Vec<(Ref, Vec<Ref>)> {
        let mut all: Vec<(bool, Ref, Vec<Ref>)> = self
            .of_kind(Kind::Qualification)
            .map(|(number, item)| {
                let programmes = self.programmes_of(number).iter();
                let programmes = programmes.filter_map(|&p| self.reference(p)).collect();
                (item.superseded(), item.reference(), programmes)
            })
            .collect();
        all.sort_by(|a, b| (a.0, &a.1.name, &a.1.id).cmp(&(b.0, &b.1.name, &b.1.id)));
        all.into_iter().map(|(_, q, p)| (q, p)).collect()
    }

    /// How a record is named in answers.
    pub(super) fn reference(&self, number: u32) -> Option<Ref> {
        self.item(number).map(Item::reference)
    }
}
