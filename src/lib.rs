//! Prasme: where a skill is required, where it is taught, what it is taught from, and who already has it.
//!
//! The parts from the ground up; each imports only from those before it. [`workspace::Workspace`] opens a data directory,
//! [`search::Searcher`] answers searches over it.

mod allocator;

pub mod text;

pub mod model;

pub mod import;

pub mod catalogue;

pub mod accounts;

pub mod search;

pub mod linking;

pub mod coverage;

pub mod export;

pub mod recognition;

pub mod workspace;

pub mod web;

pub mod server;

pub mod cli;
