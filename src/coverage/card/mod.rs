//! The card of one skill: who requires it, who teaches it, what examines it, what it is taught from, and where it is missing.

mod build;
mod reverse;
mod types;

pub use reverse::{ElsewhereOnly, TaughtByMany};
pub use types::{
    CardLine, ExaminedBy, Kin, Missing, RequiredBy, SkillCard, SkillQuery, SupportedBy, TaughtBy,
};
