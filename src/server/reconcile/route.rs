//! The routes of the service: `/reconcile` in Latvian, `/reconcile/{language}` in either.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use serde_json::{Map, Value, json};
use tower_http::limit::RequestBodyLimitLayer;

use super::super::extract::{Form, Params};
use super::super::limits::RECONCILE_BODY_BYTES;
use super::super::{AppState, Problem};
use super::answer::answer;
use super::extend::{Extension, propose};
use super::property::Property;
use super::types::Type;
use super::{Base, manifest, preview, query, reply, suggest};
use crate::web::Language;

type Parameters = HashMap<String, String>;

/// The routes, with the larger bodies that batches need and open to every page.
pub(in super::super) fn router() -> Router<AppState> {
    Router::new()
        .route(
            "/reconcile",
            get(plain).post(plain).options(reply::preflight),
        )
        .route(
            "/reconcile/{language}",
            get(root).post(root).options(reply::preflight),
        )
        .route(
            "/reconcile/{language}/{service}",
            get(one).options(reply::preflight),
        )
        .route(
            "/reconcile/{language}/{service}/{what}",
            get(two).options(reply::preflight),
        )
        .layer(RequestBodyLimitLayer::new(RECONCILE_BODY_BYTES))
        .layer(from_fn(open))
}

async fn open(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    reply::for_everybody(response.headers_mut());
    response
}

async fn plain(state: State<AppState>, request: Request) -> Result<Response, Problem> {
    main(state.0, Language::Lv, "/reconcile".to_owned(), request).await
}

async fn root(
    state: State<AppState>,
    Path(tag): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let language = reply::language(&tag)?;
    main(state.0, language, format!("/reconcile/{tag}"), request).await
}

/// The manifest, a batch of queries, or a data extension.
async fn main(
    state: AppState,
    language: Language,
    root: String,
    request: Request,
) -> Result<Response, Problem> {
    let base_url = reply::base_url(&state, request.headers());
    let Params(mut parameters) = Params::<Parameters>::of(request.uri())?;
    if request.method() == Method::POST {
        let Form(form) = Form::<Parameters>::read(request).await?;
        parameters.extend(form);
    }
    let callback = parameters.remove("callback");
    let language = match parameters.get("lang") {
        Some(tag) => reply::language(tag)?,
        None => language,
    };
    // The routes of a language have its name; without one they are those of Latvian.
    let root = match root.as_str() {
        "/reconcile" => format!("/reconcile/{}", language.tag()),
        _ => root,
    };
    let answered = if let Some(queries) = parameters.remove("queries") {
        with_base(&state, move |base, _| batch(base, &queries, language)).await?
    } else if let Some(extend) = parameters.remove("extend") {
        let extension = Extension::read(&extend, language)?;
        with_base(&state, move |base, state| {
            let catalogue = state
                .catalogue
                .reader()
                .map_err(|e| Problem::internal(&e))?;
            extension.answer(base, &catalogue, language)
        })
        .await?
    } else {
        with_base(&state, move |base, _| {
            Ok(manifest::manifest(base, language, &base_url, &root))
        })
        .await?
    };
    reply::json(&answered, callback.as_deref())
}

fn batch(base: &Base, queries: &str, language: Language) -> Result<Value, Problem> {
    let mut answers = Map::new();
    for (key, query) in query::batch(queries, base)? {
        answers.insert(key, json!({ "result": answer(base, &query, language) }));
    }
    Ok(Value::Object(answers))
}

/// Does what blocks where blocking is allowed, when it is its turn.
async fn with_base<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce(&Base, &AppState) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let _turn = state.reconciling.turn().await?;
    let state = state.clone();
    let task = tokio::task::spawn_blocking(move || {
        let base: Arc<Base> = state.base().map_err(|e| Problem::internal(&e))?;
        work(&base, &state)
    });
    task.await.map_err(|e| Problem::internal(&e))?
}

async fn one(
    State(state): State<AppState>,
    Path((tag, service)): Path<(String, String)>,
    Params(parameters): Params<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let language = reply::language(&tag)?;
    if service != "preview" {
        return Err(Problem::of_status(StatusCode::NOT_FOUND, ""));
    }
    let base_url = reply::base_url(&state, &headers);
    let id = parameters.get("id").cloned().unwrap_or_default();
    let html = with_base(&state, move |base, state| {
        let catalogue = state
            .catalogue
            .reader()
            .map_err(|e| Problem::internal(&e))?;
        let entry = base.entry(&id).ok_or_else(|| Problem::no_record(&id))?;
        preview::render(base, &catalogue, entry, language, &base_url)
    })
    .await?;
    Ok(preview::response(html))
}

async fn two(
    State(state): State<AppState>,
    Path((tag, service, what)): Path<(String, String, String)>,
    Params(mut parameters): Params<Parameters>,
) -> Result<Response, Problem> {
    let language = reply::language(&tag)?;
    let callback = parameters.remove("callback");
    let answered = with_base(&state, move |base, state| {
        let parameter = |name: &str| parameters.get(name).map_or("", String::as_str);
        let prefix = parameter("prefix");
        let r#type = match parameter("type") {
            "" => None,
            id => base.r#type(id),
        };
        match (service.as_str(), what.as_str()) {
            ("suggest", "entity") => Ok(suggest::entities(
                base,
                &state.searcher,
                prefix,
                r#type,
                language,
            )),
            ("suggest", "property") => Ok(suggest::properties(prefix, language)),
            ("suggest", "type") => Ok(suggest::types(base, prefix, language)),
            ("flyout", _) => flyout(base, &what, parameter("id"), language),
            ("feature", id) => feature(id, language),
            ("extend", "propose") => Ok(propose(r#type, parameter("limit").parse().ok(), language)),
            _ => Err(Problem::of_status(StatusCode::NOT_FOUND, "")),
        }
    })
    .await?;
    reply::json(&answered, callback.as_deref())
}

fn flyout(base: &Base, what: &str, id: &str, language: Language) -> Result<Value, Problem> {
    let shown = match what {
        "entity" => base
            .entry(id)
            .map(|e| (e.name(language).to_owned(), base.description(e, language))),
        "property" => Property::from_id(id).map(|p| (p.name(language).to_owned(), id.to_owned())),
        "type" => base
            .r#type(id)
            .map(|t: &Type| (t.name(language), id.to_owned())),
        _ => return Err(Problem::of_status(StatusCode::NOT_FOUND, "")),
    };
    let (name, description) = shown.ok_or_else(|| {
        let detail = format!("there is no {what} `{id}`");
        Problem::new(StatusCode::NOT_FOUND, "not-found", detail).at("query string: id")
    })?;
    Ok(suggest::flyout(id, &name, &description))
}

/// What a feature of a candidate says.
fn feature(id: &str, language: Language) -> Result<Value, Problem> {
    match language.text(&format!("reconcile.feature_{id}")) {
        "⟨?⟩" => Err(Problem::new(
            StatusCode::NOT_FOUND,
            "not-found",
            format!("there is no feature `{id}`"),
        )),
        text => Ok(json!({"id": id, "description": text})),
    }
}
