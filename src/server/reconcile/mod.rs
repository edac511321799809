//! The Reconciliation Service API, version 0.2, as OpenRefine speaks it: strings of a spreadsheet to records.
//!
//! `base` holds what every answer needs of each record; `query` reads a batch, `answer` asks the matcher and says what is
//! certain; `manifest`, `suggest`, `preview` and `extend` are the rest of the protocol. Everything here only reads, is the
//! same for everybody and may be asked from any page (`reply`: CORS and JSONP).

mod answer;
mod base;
mod exact;
mod extend;
mod manifest;
mod preview;
mod property;
mod query;
mod reply;
mod route;
mod suggest;
mod types;
mod values;

pub(super) use base::Base;
pub(super) use route::router;
