//! Whether the service lives and whether it can answer, and its metrics.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

use super::state::prometheus;
use super::{AppState, Problem};

/// Whether the process answers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Live {
    /// Always `live`.
    status: &'static str,
    /// Version of the program.
    version: &'static str,
}

/// Whether the service can answer searches.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Ready {
    /// Always `ready`; otherwise the answer is a problem.
    status: &'static str,
    /// Records that can be found.
    records: usize,
    /// Number of the index generation.
    generation: u64,
}

/// Whether the process answers.
#[utoipa::path(get, path = "/health/live", tag = "operation", responses((status = 200, body = Live)))]
pub(super) async fn live() -> Json<Live> {
    Json(Live {
        status: "live",
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// Whether the service can answer searches: the index is open and the catalogue can be read.
#[utoipa::path(get, path = "/health/ready", tag = "operation",
    responses((status = 200, body = Ready), (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn ready(State(state): State<AppState>) -> Result<Json<Ready>, Problem> {
    let change = {
        let state = state.clone();
        tokio::task::spawn_blocking(move || state.catalogue.reader()?.change())
            .await
            .map_err(|e| Problem::internal(&e))?
    };
    change.map_err(|e| {
        tracing::error!(%e, "not ready");
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not-ready",
            "the catalogue cannot be read; the log says why",
        )
    })?;
    let snapshot = state.searcher.snapshot();
    Ok(Json(Ready {
        status: "ready",
        records: snapshot.len(),
        generation: snapshot.manifest().generation,
    }))
}

/// Metrics in the text format of Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "operation",
    responses((status = 200, body = String, content_type = "text/plain; version=0.0.4")))]
pub(super) async fn metrics(State(state): State<AppState>) -> impl IntoResponse {
    let snapshot = state.searcher.snapshot();
    metrics::gauge!("prasme_index_generation").set(snapshot.manifest().generation as f64);
    metrics::gauge!("prasme_index_records").set(snapshot.len() as f64);
    (
        [(
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        )],
        prometheus().render(),
    )
}
