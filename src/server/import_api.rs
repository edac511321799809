//! Mapping files over the API, taken in whole or not at all.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::extract::Params;
use super::limits::MAPPING_FILE_BYTES;
use super::mappings_api::{code, wrong};
use super::signing::Expert;
use super::{AppState, Problem};
use crate::catalogue::ApplyMode;
use crate::catalogue::mappings::{Clash, ImportReport};
use crate::export::sssom::{self, Defaults};
use crate::export::{MappingFile, TakeInError, take_in};

/// Rows that a problem names one by one; how many there are in all stands beside them.
const NAMED: usize = 20;

/// How a mapping file is taken in.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportParams {
    /// Only say what would happen.
    dry_run: bool,
    /// Author of decisions that name none.
    author: Option<String>,
    /// Day of proposals and decisions that state none, `YYYY-MM-DD`.
    date: Option<String>,
    /// Where the file decides otherwise than a person here did: `refuse` (nothing is imported), `keep_ours`, `take_theirs`.
    clash: Option<String>,
}

/// What taking a mapping file in did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ImportAnswer {
    /// Whether anything was written.
    applied: bool,
    /// Rows `added`, `changed`, `unchanged` and `kept` as decided here.
    #[schema(value_type = Object)]
    report: ImportReport,
    /// What is not wrong but worth a look, by `line` and `column`.
    #[schema(value_type = Vec<Object>)]
    notes: Vec<sssom::Problem>,
}

/// Takes a mapping file (SSSOM/TSV) in: every row or none.
///
/// A wrong row refuses the whole file; `detail` names the rows with line and column.
#[utoipa::path(post, path = "/api/v1/import/mappings", tag = "exchange", params(ImportParams),
    request_body(content = String, content_type = "text/tab-separated-values"),
    responses((status = 200, body = ImportAnswer),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn import_mappings(
    State(state): State<AppState>,
    expert: Expert,
    Params(params): Params<ImportParams>,
    request: Request,
) -> Result<Json<ImportAnswer>, Problem> {
    let clash = code("clash", params.clash, |text| match text {
        "refuse" => Some(Clash::Refuse),
        "keep_ours" => Some(Clash::KeepOurs),
        "take_theirs" => Some(Clash::TakeTheirs),
        _ => None,
    })?;
    if let Some(day) = params
        .date
        .as_deref()
        .filter(|d| d.parse::<jiff::civil::Date>().is_err())
    {
        return Err(wrong(
            "date",
            format!("{day:?} is no day; right would be YYYY-MM-DD"),
        ));
    }
    let defaults = Defaults {
        author: params.author.filter(|a| !a.trim().is_empty()),
        date: params.date,
    };
    let mode = match params.dry_run {
        true => ApplyMode::DryRun,
        false => ApplyMode::Commit,
    };
    let bytes = to_bytes(request.into_body(), MAPPING_FILE_BYTES)
        .await
        .map_err(|_| Problem::too_large(MAPPING_FILE_BYTES))?;
    let by = expert.name.clone();
    let task = tokio::task::spawn_blocking(move || {
        let file = MappingFile {
            name: "body",
            bytes: &bytes,
            metadata: None,
            defaults: &defaults,
            clash: clash.unwrap_or_default(),
        };
        let config = state.export.load();
        state
            .linked
            .take_in(|catalogue| take_in(catalogue, &file, &config, &by, mode))
    });
    let taken = task.await.map_err(|e| Problem::internal(&e))?;
    let taken = taken.map_err(|error| problem(&error))?;
    Ok(Json(ImportAnswer {
        applied: mode == ApplyMode::Commit,
        report: taken.report,
        notes: taken.notes,
    }))
}

fn problem(error: &TakeInError) -> Problem {
    let problems = match error {
        TakeInError::Rows(problems) => &problems.0,
        TakeInError::Catalogue(error) => return Problem::internal(error),
    };
    let named: Vec<String> = problems
        .iter()
        .take(NAMED)
        .map(ToString::to_string)
        .collect();
    let more = match problems.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!("\n… and {n} more"),
    };
    let detail = format!("{}{more}", named.join("\n"));
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-mapping-file", detail)
        .at("body")
        .hint("mend the rows and send the file again; nothing was imported. dry_run=true only checks it")
}
