//! Mappings: what the machine proposes, what people decide about it, and every decision ever taken.
//!
//! A decision is one transaction that writes the mapping, the entry of the append-only history and the place in the review
//! queue together; it is durable before it is answered. Whoever decides says which decision they saw last
//! ([`Verdict::seen`]): where another one stands by now, nothing is written and they are told ([`DecideError::Conflict`]).
//! The machine never touches what a person decided. What an import takes out of the catalogue comes back to the queue
//! (`surface`).

mod decide;
mod history;
mod import;
mod propose;
mod queue;
mod read;
mod rules;
pub(super) mod surface;
#[cfg(test)]
mod tests;
mod types;
mod undo;
mod write;

pub use history::{Action, Change, HistoryEntry, Standing};
pub use import::{Clash, ImportError, ImportProblem, ImportReport, Imported, ImportedMapping};
pub use propose::{ProposeReport, Proposed, ProposedFor};
pub use queue::{Place, QueueFilter, QueueItem, QueueState, Turn};
pub use read::{Detail, MappingFilter, Page};
pub use types::{
    Contradiction, DecideError, NoMatch, Ruling, StoredMapping, Triple, Verdict, Written,
};
