//! Recognition of prior learning: from a person's papers to a decision that people take.
//!
//! [`evidence`] reads what a person brings into claims with their passages; [`compare`] puts them beside the outcomes of a
//! [`programme`] and proposes, with reasons; [`case`] keeps a person's case through its four stages in a store of its own;
//! [`plan`] says what is left, in which order, for how many hours and what money; [`papers`] writes what is handed out.
//! A [`desk::Desk`] holds the programmes of a catalogue ready; [`settings`] are what a user may edit; [`evaluate`] measures
//! proposals on judged people. Nothing of a person leaves the store of cases but by these papers.

pub mod case;
pub mod compare;
pub mod desk;
pub mod evaluate;
pub mod evidence;
pub mod papers;
pub mod plan;
pub mod programme;
pub mod settings;
