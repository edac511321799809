//! Records and datasets over the API.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::record_tree::gather;
use super::{AppState, Problem};
use crate::catalogue::mappings::StoredMapping;
use crate::catalogue::{Catalogue, CatalogueError, Dataset, LinkDirection, StoredWarning};
use crate::model::{Lang, Record};

/// A record with what is around it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RecordAnswer {
    /// The record: `id`, `kind`, `labels`, `texts`, `code`, `level`, `details`, `source` and what else it has.
    #[schema(value_type = Object)]
    record: Record,
    /// What is above it, the topmost first.
    ancestors: Vec<Neighbour>,
    /// What is right below it, in order.
    children: Vec<Neighbour>,
    /// What it is linked with. At most 100 of each relation and direction.
    links: Vec<LinkAnswer>,
    /// Its mappings in both directions: subject, predicate, object, state, the machine's proposal, the person's decision.
    #[schema(value_type = Vec<Object>)]
    mappings: Vec<Arc<StoredMapping>>,
    /// The datasets that speak of it, the one that counts first leading.
    datasets: Vec<String>,
}

/// A record beside another one.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Neighbour {
    /// Identifier.
    id: String,
    /// Kind.
    kind: String,
    /// Code as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// Name in Latvian, or the next best.
    name: String,
}

/// A link of a record.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LinkAnswer {
    /// What it is, e.g. `essential_skill`, `supports`.
    relation: &'static str,
    /// `out`: from this record; `in`: to it.
    #[schema(value_type = String)]
    direction: LinkDirection,
    /// The other end.
    id: String,
    /// The other end's kind and name, where the catalogue has it.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    other: Option<OtherEnd>,
}

/// What is known of the other end of a link.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OtherEnd {
    /// Kind.
    kind: String,
    /// Name in Latvian, or the next best.
    name: String,
}

/// The datasets in the catalogue.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DatasetsAnswer {
    /// By name.
    #[schema(value_type = Vec<Object>)]
    datasets: Vec<Dataset>,
}

/// The warnings of a dataset.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WarningsAnswer {
    /// In the order of the source.
    #[schema(value_type = Vec<Object>)]
    warnings: Vec<StoredWarning>,
}

/// Reads the catalogue where blocking is allowed.
pub(super) async fn with_catalogue<T: Send + 'static>(
    state: &AppState,
    read: impl FnOnce(&Catalogue) -> Result<T, CatalogueError> + Send + 'static,
) -> Result<T, Problem> {
    let state = state.clone();
    let task = tokio::task::spawn_blocking(move || read(&*state.catalogue.reader()?));
    task.await
        .map_err(|e| Problem::internal(&e))?
        .map_err(|e| Problem::internal(&e))
}

/// A record with its place in the hierarchy, its links and its source.
#[utoipa::path(get, path = "/api/v1/records/{*id}", tag = "records",
    params(("id" = String, Path, description = "identifier; slashes may stand as they are", example = "digcomp-2.2/2.2")),
    responses((status = 200, body = RecordAnswer),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn record(
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<RecordAnswer>, Problem> {
    let wanted = id.clone();
    let shared = state.clone();
    let look = move |catalogue: &Catalogue| gather(catalogue, &shared.linked.links, &wanted);
    let found = with_catalogue(&state, look).await?;
    let input = found.ok_or_else(|| Problem::no_record(&id))?;
    Ok(Json(RecordAnswer {
        ancestors: input.ancestors.iter().map(neighbour).collect(),
        children: input
            .children
            .iter()
            .map(|b| neighbour(&b.record))
            .collect(),
        links: input
            .links
            .into_iter()
            .map(|l| LinkAnswer {
                relation: l.link.kind.code(),
                direction: l.link.direction,
                id: l.link.other.to_string(),
                other: l.record.map(|r| OtherEnd {
                    kind: r.kind.code().to_owned(),
                    name: r.name(Lang::Lv).to_owned(),
                }),
            })
            .collect(),
        mappings: input.mappings.into_iter().map(|m| m.mapping).collect(),
        datasets: input.datasets,
        record: input.record,
    }))
}

fn neighbour(record: &Record) -> Neighbour {
    Neighbour {
        id: record.id.to_string(),
        kind: record.kind.code().to_owned(),
        code: record.code.clone(),
        name: record.name(Lang::Lv).to_owned(),
    }
}

/// What is loaded: datasets with version, licence, counts.
#[utoipa::path(get, path = "/api/v1/datasets", tag = "records", responses((status = 200, body = DatasetsAnswer)))]
pub(super) async fn datasets(
    State(state): State<AppState>,
) -> Result<Json<DatasetsAnswer>, Problem> {
    let datasets = with_catalogue(&state, Catalogue::datasets).await?;
    Ok(Json(DatasetsAnswer { datasets }))
}

/// What the last import of a dataset warned of.
#[utoipa::path(get, path = "/api/v1/warnings/{*dataset}", tag = "records",
    params(("dataset" = String, Path, description = "name of the dataset", example = "esco/en")),
    responses((status = 200, body = WarningsAnswer),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn warnings(
    State(state): State<AppState>,
    Path(dataset): Path<String>,
) -> Result<Json<WarningsAnswer>, Problem> {
    let wanted = dataset.clone();
    let found = with_catalogue(&state, move |catalogue| catalogue.warnings(&wanted)).await?;
    let warnings = found.ok_or_else(|| no_dataset(&dataset))?;
    Ok(Json(WarningsAnswer { warnings }))
}

pub(super) fn no_dataset(name: &str) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "dataset-not-found",
        format!("there is no dataset `{name}`"),
    )
    .at("path: dataset")
    .hint("GET /api/v1/datasets lists them")
}
