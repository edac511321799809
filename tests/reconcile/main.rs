//! The Reconciliation Service API 0.2, field by field as its specification has it, on the national sample.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod batch;
#[path = "../common/mod.rs"]
mod common;
mod extend;
mod face;
mod manifest;
mod messy;
mod service;
mod shape;
mod suggest;
