//! What there is to teach from: materials ranked by what they cover, and the smallest set that covers a module.

mod filter;
mod offers;
mod own;
mod set;

pub use filter::MaterialFilter;
pub use offers::{Covers, Offer, Offers, Support};
pub use own::{Check, MOST_ROWS, MappedTo, OwnHeading, OwnList, OwnListRules, OwnRow};
pub use set::{SmallestSet, Trust};
