//! The things Prasme knows about: records, their labels, levels and sources, and the relations between them.
//!
//! Pure types: no I/O, no other part of the crate. Importers make them, the catalogue keeps them, the index and
//! every surface read them. Terms are the field's own; `docs/glossary.md` lists the Latvian names.

mod batch;
mod coverage;
mod details;
mod id;
mod kind;
mod label;
mod level;
mod mapping;
mod record;
mod relation;
mod source;

pub use batch::{Batch, Severity, Warning};
pub use coverage::{
    CoverageValue, Opinion, OpinionText, OpinionVerdict, Remark, Tick, Verdict, VerdictEvent,
};
pub use details::{
    Aspect, Depth, Details, ExamItem, ExamSection, LearningOutcome, Material, Module, ModulePart,
    Occupation, Programme, Qualification, Requirement, Scope, Skill,
};
pub use id::{IdError, MAX_ID_BYTES, RecordId};
pub use kind::Kind;
pub use label::{Label, LabelRole, Lang, Text, TextRole};
pub use level::{Level, LevelError, LevelScheme, PKL_ENDED};
pub use mapping::{Decision, Mapping, MappingState, Predicate, Proposal};
pub use record::Record;
pub use relation::{Relation, RelationKind};
pub use source::{Place, Source};
