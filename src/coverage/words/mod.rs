//! Words of statements as numbers: which words of one text are met in others, how, and where.
//!
//! Texts go in once when a [`super::Curriculum`] is built; a [`Query`] then finds every passage that meets one of its
//! words: in another inflection, as another word of the family, as part of a compound, or by letters alone.

mod families;
mod lookup;
mod query;
pub(super) mod store;

pub(super) use families::Families;
pub(super) use lookup::Hit;
pub use lookup::How;
pub(super) use query::Query;
pub use store::Place;
pub(super) use store::{WordStore, WordStoreBuilder};
