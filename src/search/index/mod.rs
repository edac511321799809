//! Turns records into what the index holds: tokens for the engine, arrays for everything else.

mod builder;
mod facets;
mod fields;
mod record;
mod token;

pub(crate) use builder::{Names, TablesBuilder};
pub(crate) use fields::whole_keys;
pub(crate) use token::{Keyed, language_of, tagged};
