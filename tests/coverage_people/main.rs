//! What people do with coverage: experts give opinions, verdicts and ticks, schools have their lists mapped.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

#[path = "../common/mod.rs"]
mod common;
mod lists;
mod opinions;
mod said;
mod service;
mod skills;
