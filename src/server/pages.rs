//! The pages but the search.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::catalogue_api::{no_dataset, with_catalogue};
use super::extract::{LANGUAGE_COOKIE, Reader};
use super::middleware::Finished;
use super::record_tree::gather;
use super::{AppState, Problem};
use crate::catalogue::Catalogue;
use crate::web;

/// A rendered page; keeps the reader's choice of language in a cookie.
pub(super) fn page(
    reader: &Reader,
    html: Result<String, askama::Error>,
) -> Result<Response, Problem> {
    let html = html.map_err(|e| Problem::internal(&e))?;
    let mut headers = HeaderMap::new();
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if reader.chosen {
        let tag = reader.language.tag();
        let cookie = format!("{LANGUAGE_COOKIE}={tag}; Path=/; Max-Age=31536000; SameSite=Lax");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.insert(header::SET_COOKIE, value);
        }
    }
    Ok((headers, Html(html)).into_response())
}

/// A page that is answered with this status and is not replaced by the page for failures.
pub(super) fn finished(status: StatusCode, mut page: Response) -> Response {
    *page.status_mut() = status;
    page.extensions_mut().insert(Finished);
    page
}

/// The page of a record.
pub(super) async fn record(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let wanted = id.clone();
    let shared = state.clone();
    let look = move |catalogue: &Catalogue| gather(catalogue, &shared.linked.links, &wanted);
    let found = with_catalogue(&state, look).await?;
    let mut input = found.ok_or_else(|| Problem::no_record(&id))?;
    let sector_name = |code: String| state.sector_name(&code, reader.language);
    input.sector = input.sector.map(sector_name);
    let title = input.record.name(reader.language.of_labels()).to_owned();
    let frame = reader.frame_titled(title);
    page(&reader, web::record_page(&frame, &input))
}

/// The page that lists the datasets.
pub(super) async fn data(
    State(state): State<AppState>,
    reader: Reader,
) -> Result<Response, Problem> {
    let datasets = with_catalogue(&state, Catalogue::datasets).await?;
    let frame = reader.frame("data.title");
    page(&reader, web::data_page(&frame, &datasets))
}

/// The page with a dataset's warnings.
pub(super) async fn warnings(
    State(state): State<AppState>,
    reader: Reader,
    Path(dataset): Path<String>,
) -> Result<Response, Problem> {
    let wanted = dataset.clone();
    let found = with_catalogue(&state, move |catalogue| catalogue.warnings(&wanted)).await?;
    let warnings = found.ok_or_else(|| no_dataset(&dataset))?;
    let frame = reader.frame_titled(dataset.as_str());
    page(&reader, web::warnings_page(&frame, &dataset, &warnings))
}

/// The page that explains how to search.
pub(super) async fn help(reader: Reader) -> Result<Response, Problem> {
    let frame = reader.frame("help.title");
    page(&reader, web::help_page(&frame))
}

/// Style, script, icon: named by their content, so they never change.
pub(super) async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let asset = web::asset(&name)
        .ok_or_else(|| Problem::of_status(StatusCode::NOT_FOUND, "there is no such file"))?;
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.body).into_response())
}
