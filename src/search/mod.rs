//! Search: one box over all records and both languages.
//!
//! A query goes through [`query`] (filters, phrases, words, what else to look for) and leaves as a [`plan::Plan`]; the
//! engine behind the seam [`engine`] finds the documents and counts the facets; [`rank`] orders the best of them by the
//! words that met, through which layer and where, and says why. [`store`] keeps the index as immutable generations,
//! [`snapshot`] holds one in memory, [`suggest`] completes what is being typed, [`evaluate`] measures.
//!
//! [`Searcher`] is the face of it all, [`IndexStore`] the way to build and open an index.

mod collate;
pub mod config;
pub mod engine;
pub mod error;
pub mod evaluate;
mod index;
pub mod limits;
pub mod plan;
pub mod query;
pub mod rank;
pub mod request;
pub mod response;
mod run;
mod searcher;
pub mod snapshot;
pub mod store;
pub mod suggest;

pub use config::{ConfigError, SearchConfig};
pub use error::{EngineError, SearchError, StoreError};
pub use plan::{Facet, Plan};
pub use request::{Explain, FacetFilter, NameLang, SearchRequest, Sort};
pub use response::{
    Bonus, BonusReason, Breadth, Explanation, FacetCounts, Hit, Marked, MetLayer, Notice,
    NoticeCode, Origin, SearchResponse, SegmentRole, Suggestion,
};
pub use searcher::Searcher;
pub use snapshot::Snapshot;
pub use store::{BuildSettings, IndexStore, Manifest, Progress, fingerprint};
