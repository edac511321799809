//! What people say about coverage: verdicts on cells, opinions, ticks on work lists, and the schools' own lists.
//!
//! Each write is one transaction, durable before it is answered. Whoever writes over something says which version they saw:
//! where another one stands by now, nothing is written and they get what stands ([`CoverageWriteError::Conflict`]).

mod lists;
mod opinions;
mod ticks;
mod verdicts;

pub use lists::{NewSchoolList, SchoolList, SchoolListFile};
pub use verdicts::VerdictDraft;

use super::CatalogueError;

/// Why something about coverage was not written. `T` is what stands in its place.
#[derive(Debug, thiserror::Error)]
pub enum CoverageWriteError<T: std::fmt::Debug> {
    /// Somebody wrote since the person looked; this is what stands now (none: it was withdrawn).
    #[error("somebody else has written meanwhile; look at it and decide again")]
    Conflict(Option<Box<T>>),
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

impl<T: std::fmt::Debug> From<rusqlite::Error> for CoverageWriteError<T> {
    fn from(error: rusqlite::Error) -> Self {
        Self::Catalogue(error.into())
    }
}

fn now() -> String {
    jiff::Timestamp::now().to_string()
}
