//! From what was typed to a plan.
//!
//! `parse` reads the query language, `filters` understands filter values, `matching` finds the index's forms of a
//! word, `alternatives` what else to look for, `prepared` puts it together for scoring, `build` makes the plan.

pub(crate) mod alternatives;
pub(crate) mod build;
pub mod filters;
pub(crate) mod matching;
pub mod parse;
pub(crate) mod prepared;

pub use parse::{Parsed, parse};
