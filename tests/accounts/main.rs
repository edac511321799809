//! Signing in over HTTP, with a clock of our own: who gets in, who does not, and what nobody can do in another's name.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

#[path = "../common/mod.rs"]
mod common;
mod forgery;
mod login;
mod mapping_files;
mod own_account;
mod service;
mod tokens;
