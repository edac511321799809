//! What is below a record, as a tree: a PKP with its duties, tasks and requirements reads like the document.

use askama::Template;

use super::facts::badges;
use super::{Language, record_path};
use crate::model::{Details, Record};

/// A record and what is below it.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The record.
    pub record: Record,
    /// What is below it, as far as it is shown.
    pub children: Vec<Branch>,
}

impl Branch {
    /// How many records the tree shows.
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(Branch::count).sum::<usize>()
    }
}

/// A branch ready to be written.
#[derive(Template)]
#[template(path = "branch.html")]
pub(super) struct BranchView {
    path: String,
    code: String,
    name: String,
    badges: Vec<String>,
    children: Vec<BranchView>,
}

impl BranchView {
    pub(super) fn new(branch: &Branch, language: Language) -> Self {
        let record = &branch.record;
        Self {
            path: record_path(record.id.as_str()),
            code: record.code.clone().unwrap_or_default(),
            name: record.name(language.of_labels()).to_owned(),
            badges: badges(record, language),
            children: branch
                .children
                .iter()
                .map(|child| Self::new(child, language))
                .collect(),
        }
    }
}

/// Whether the records of this kind of parent are worth showing several levels deep.
pub(super) fn hours_of(record: &Record) -> Option<f32> {
    match &record.details {
        Details::Module(module) => module.hours,
        _ => None,
    }
}
