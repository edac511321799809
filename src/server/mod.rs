//! The HTTP face: pages, the API under `/api/v1`, health, metrics and the OpenAPI document.
//!
//! Handlers ask the library and pass on what it says; no domain rule stands here. One registration of a route makes
//! both the route and its entry in the OpenAPI document (`routes`); `middleware` holds every layer in order; every
//! failure is a [`problem::Problem`], for pages an HTML page with the same status.

mod cache;
mod catalogue_api;
mod extract;
mod health;
mod limits;
mod middleware;
mod pages;
mod problem;
mod record_tree;
mod routes;
mod run;
mod search_api;
mod search_page;
mod shield;
mod state;

pub use problem::Problem;
pub use routes::{openapi, router};
pub use run::{RunError, run};
pub use state::AppState;
