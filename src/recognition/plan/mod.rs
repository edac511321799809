//! What follows from the decisions: the modules that are left and their order, hours and fee, the nearest of several
//! programmes, and what an examination will still test.
//!
//! Pure arithmetic over a [`Programme`](super::programme::Programme) and decisions; only [`exam`] and [`materials`] read the
//! catalogue.

pub mod exam;
mod fee;
pub mod materials;
mod nearest;
mod order;
mod study;

pub use fee::Fee;
pub use nearest::{Standing, standings};
pub use study::{Decided, PlanModule, StudyPlan};
