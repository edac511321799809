//! Coverage: is what is required taught, at its level, examined, and is there something to teach it from?
//!
//! A [`Curriculum`] holds everything that is compared, by number, read once from the catalogue; [`Decisions`] holds what people
//! said. Every question is a pure function of both: [`Curriculum::matrix`] and [`Curriculum::cell`], [`Curriculum::skill_card`],
//! [`Curriculum::gaps`], [`Curriculum::materials_for`], [`Curriculum::smallest_set`], [`Curriculum::compare`] and
//! [`Curriculum::impact`]. The rule by which the machine gives a cell one of five values is in `judge`, its numbers in
//! `index-config/coverage.toml`; a person's verdict stands over it.

mod card;
mod config;
mod curriculum;
mod decisions;
mod error;
mod gaps;
mod judge;
mod kept;
mod materials;
mod matrix;
mod near;
mod spread;
#[cfg(test)]
mod testing;
mod versions;
mod words;

pub use card::{
    CardLine, ElsewhereOnly, ExaminedBy, Kin, Missing, RequiredBy, SkillCard, SkillQuery,
    SupportedBy, TaughtBy, TaughtByMany,
};
pub use config::{BUILTIN, ConfigError, CoverageConfig, Thresholds};
pub use curriculum::{Curriculum, CurriculumBuilder, Item, Ref};
pub use decisions::{Decisions, Pair};
pub use error::CoverageError;
pub use gaps::{Gap, GapKind, GapList, GapRequest};
pub use judge::Reason;
pub use materials::{
    Check, Covers, MOST_ROWS, MappedTo, MaterialFilter, Offer, Offers, OwnHeading, OwnList,
    OwnListRules, OwnRow, SmallestSet, Support, Trust,
};
pub use matrix::{
    Cell, CellDetail, Column, Columns, Evidence, EvidencePassage, FrameworkRows, LeafScore, Matrix,
    MatrixKind, MatrixRequest, MatrixRow, MetWord, Side, ValueCounts,
};
pub use versions::{
    Action, Change, ChangeKind, OutdatedProgramme, RequirementAt, Touched, VersionDiff, WorkItem,
    WorkList,
};
pub use words::{How, Place};
