//! Linking: which statements mean the same, proposed with reasons and decided by people.
//!
//! One [`Matcher`] compares all statements: requirements, outcomes, skills, competences, exam items, materials and what a
//! person brings to recognition. It is built once from the records of a catalogue and then only read. A [`Statement`] goes in
//! with a [`Scope`] (the records it is compared with, made from a [`Target`]); [`Candidate`]s come out, best first, each with a
//! calibrated confidence, a proposed predicate and an explanation whose parts add up to its score.

mod associate;
mod build;
mod builtin;
mod candidate;
mod config;
mod corpus;
pub mod evaluate;
mod explain;
mod feature;
pub mod jobs;
mod kept;
pub mod learn;
mod letters;
pub mod links;
mod matcher;
mod near;
mod pair;
mod predicate;
mod prepare;
pub mod propose;
mod read;
pub mod review;
mod rows;
mod slots;
mod statement;
mod store;
mod target;
mod title;
mod words;

pub use builtin::{BUILT_IN, BuiltInError};
pub use candidate::{Candidate, Explanation, Part, Reason};
pub use config::{BUILTIN, LinkingConfig, LinkingConfigError, Profile, ProfileName};
pub use corpus::Corpus;
pub use feature::{Feature, Features};
pub use links::{Accepted, Links};
pub use matcher::{Matcher, MatcherSource};
pub use prepare::Prepared;
pub use statement::Statement;
pub use target::{Scope, Target, TargetError};
