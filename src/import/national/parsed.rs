//! What one file yields: a batch, and the references to other documents that are still names.

use crate::model::{Batch, RecordId, RelationKind, Source};

/// What a reference means, in the words of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A qualification by its name or another name of it: the newest version.
    Qualification {
        /// The name.
        name: String,
    },
    /// A duty or task of a qualification by its number.
    Task {
        /// The qualification's name.
        qualification: String,
        /// The number, e.g. `1.2`.
        number: String,
    },
    /// A module by code or name, in the programmes of a qualification, or in any when no qualification is named.
    Module {
        /// The qualification's name, or nothing.
        qualification: String,
        /// Code or name.
        module: String,
    },
    /// A learning outcome by its number in a module.
    Outcome {
        /// The qualification's name, or nothing.
        qualification: String,
        /// Code or name of the module.
        module: String,
        /// Its number in the module.
        number: String,
    },
    /// An occupation of the Profesiju klasifikators by its code.
    Occupation {
        /// The code, `9999 99`.
        code: String,
    },
    /// A profession of the NKS by its name.
    Profession {
        /// The name.
        name: String,
    },
}

/// A relation whose other end is still a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The record that the file describes.
    pub record: RecordId,
    /// What they are to each other.
    pub kind: RelationKind,
    /// The other record.
    pub target: Target,
    /// Whether the record described is where the relation leads to; else it starts there.
    pub direction: Direction,
    /// Where the name stands.
    pub at: Source,
}

/// Which end of a relation the record described is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The relation starts from it.
    From,
    /// The relation leads to it.
    To,
}

/// What one file yields.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Its records, relations within the file, and warnings.
    pub batch: Batch,
    /// Its references to records of other files.
    pub references: Vec<Reference>,
}

impl Parsed {
    /// A batch without references.
    pub fn new(batch: Batch) -> Self {
        Self {
            batch,
            references: Vec::new(),
        }
    }

    /// Notes a relation that starts from `record` and leads to what is still a name.
    pub(super) fn refer(
        &mut self,
        record: &RecordId,
        kind: RelationKind,
        target: Target,
        at: Source,
    ) {
        self.references.push(Reference {
            record: record.clone(),
            kind,
            target,
            direction: Direction::From,
            at,
        });
    }
}
