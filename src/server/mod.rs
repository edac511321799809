//! The HTTP face: pages, the API under `/api/v1`, health, metrics and the OpenAPI document.
//!
//! Handlers ask the library and pass on what it says; no domain rule stands here. One registration of a route makes
//! both the route and its entry in the OpenAPI document (`routes`); `middleware` holds every layer in order; every
//! failure is a [`problem::Problem`], for pages an HTML page with the same status.

mod cache;
mod cases;
mod catalogue_api;
mod coverage_api;
mod coverage_cell;
mod coverage_lists;
mod coverage_page;
mod coverage_said;
mod coverage_state;
mod coverage_take;
mod decided;
mod export_api;
mod extract;
mod health;
mod import_api;
mod limits;
mod linked;
mod mappings_api;
mod middleware;
mod opinion;
mod own_lists;
mod pages;
mod problem;
mod reconcile;
mod record_tree;
mod review_page;
mod review_work;
mod routes;
mod run;
mod search_api;
mod search_page;
mod settings;
mod shield;
mod signing;
mod skill_words;
mod state;

pub use problem::Problem;
pub use routes::{openapi, router};
pub use run::{RunError, run};
pub use settings::{Clock, PublicUrl, PublicUrlError, Settings};
pub use signing::{Admin, Expert, Officer, School, Signed, Who};
pub use state::AppState;
