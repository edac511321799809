//! Searching through its public face.

mod behaviour;
mod common;
mod crash;
mod properties;
