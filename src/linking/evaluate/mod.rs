//! How well the matcher does on judged data, and learning from it.

mod judged;
mod measures;
mod sentences;
mod titles;

pub use judged::{
    ALL, Bin, Group, Judged, JudgedError, LOOKED_AT, PROPOSED, PairMeasures, reliability,
};
pub use measures::{Measures, calibrate_titles, cross_validate, learn_pairs};
pub use sentences::{Sentence, Sentences};
pub use titles::{Titles, TitlesError};
