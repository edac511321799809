//! Searching, suggesting and explaining over the API.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::cache::Key;
use super::extract::{Body, Params};
use super::{AppState, Problem};
use crate::model::RecordId;
use crate::search::{
    Explain, Explanation, Facet, FacetFilter, NameLang, SearchRequest, SearchResponse, Sort,
    Suggestion,
};

/// Parameters of a search. Filters may be repeated: any of the values will do.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchParams {
    /// What to look for: words, `"phrases"`, `-minus`, filters such as `kind:module`, `lki:3-4`.
    q: String,
    /// Kind of record, e.g. `module`.
    kind: Vec<String>,
    /// Code of the sector, e.g. `KOK`.
    sector: Vec<String>,
    /// LKI level, 1 to 8.
    lki: Vec<String>,
    /// Framework, e.g. `esco`.
    framework: Vec<String>,
    /// Language of names or of a material, e.g. `lv`.
    lang: Vec<String>,
    /// Kind of teaching material, e.g. `video`.
    r#type: Vec<String>,
    /// Access to a teaching material, e.g. `brīvi`.
    access: Vec<String>,
    /// Collection of ESCO: `digcomp`, `digital`, `green`, `transversal`, `language`, `research`.
    collection: Vec<String>,
    /// Order: `relevance`, `name`, `level` or `year`.
    #[param(value_type = String)]
    sort: Sort,
    /// Language of the names shown first: `lv` or `en`.
    #[param(value_type = String)]
    names: NameLang,
    /// Results to skip.
    offset: usize,
    /// Results wanted, at most 100.
    limit: Option<usize>,
    /// `full` says for every hit why it came.
    #[param(value_type = String)]
    explain: Explain,
}

impl SearchParams {
    /// The search that they ask for.
    fn request(self) -> SearchRequest {
        let filters = [
            (Facet::Kind, self.kind),
            (Facet::Sector, self.sector),
            (Facet::Lki, self.lki),
            (Facet::Framework, self.framework),
            (Facet::Lang, self.lang),
            (Facet::Type, self.r#type),
            (Facet::Access, self.access),
            (Facet::Collection, self.collection),
        ];
        let usual = SearchRequest::default();
        SearchRequest {
            query: self.q,
            filters: filters
                .into_iter()
                .filter(|(_, values)| !values.is_empty())
                .map(|(facet, values)| FacetFilter { facet, values })
                .collect(),
            lang: self.names,
            sort: self.sort,
            offset: self.offset,
            limit: self.limit.unwrap_or(usual.limit),
            facets: usual.facets,
            explain: self.explain,
        }
    }
}

/// A JSON answer that is ready to be sent.
pub(super) fn json(body: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Searches all records.
///
/// Latvian and English words in any inflection, with or without diacritics; misspelt, compound and everyday words and
/// abbreviations are understood and what was understood is said in `understood`.
#[utoipa::path(get, path = "/api/v1/search", tag = "search", params(SearchParams),
    responses((status = 200, body = SearchResponse),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn search(
    State(state): State<AppState>,
    uri: axum::http::Uri,
) -> Result<Response, Problem> {
    // Parameters are read only where no answer is kept: what was answered before was understood before.
    let key = Key {
        edition: state.edition(),
        face: "api",
        request: uri.query().unwrap_or_default().into(),
    };
    if let Some(kept) = state.answers.get(&key) {
        metrics::counter!("prasme_cache_hits_total").increment(1);
        return Ok(json(kept));
    }
    let Params(params) = Params::<SearchParams>::of(&uri)?;
    let body = answer(&state, &params.request()).await?;
    state.answers.put(key, body.clone());
    Ok(json(body))
}

/// Searches all records, the request as a JSON body.
#[utoipa::path(post, path = "/api/v1/search", tag = "search", request_body = SearchRequest,
    responses((status = 200, body = SearchResponse),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn search_by_body(
    State(state): State<AppState>,
    Body(request): Body<SearchRequest>,
) -> Result<Response, Problem> {
    Ok(json(answer(&state, &request).await?))
}

async fn answer(state: &AppState, request: &SearchRequest) -> Result<Bytes, Problem> {
    let response = run(state, request).await?;
    let body = serde_json::to_vec(&response).map_err(|e| Problem::internal(&e))?;
    Ok(body.into())
}

/// Searches when it is this request's turn.
pub(super) async fn run(
    state: &AppState,
    request: &SearchRequest,
) -> Result<SearchResponse, Problem> {
    let _turn = state.shield.turn().await?;
    let start = std::time::Instant::now();
    let response = state
        .searcher
        .search(request)
        .map_err(|e| Problem::internal(&e))?;
    metrics::histogram!("prasme_search_seconds").record(start.elapsed().as_secs_f64());
    Ok(response)
}

/// Parameters of a suggestion.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SuggestParams {
    /// What was typed so far.
    q: String,
    /// Suggestions wanted, at most 20; 8 unless said.
    limit: Option<usize>,
    /// Language of the names that come first: `lv` or `en`.
    #[param(value_type = String)]
    names: NameLang,
}

/// Suggestions while typing.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuggestAnswer {
    /// The best first.
    suggestions: Vec<Suggestion>,
}

/// Completes what is being typed to names that exist.
#[utoipa::path(get, path = "/api/v1/suggest", tag = "search", params(SuggestParams),
    responses((status = 200, body = SuggestAnswer),
        (status = 400, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn suggest(
    State(state): State<AppState>,
    Params(params): Params<SuggestParams>,
) -> Result<Json<SuggestAnswer>, Problem> {
    let limit = params.limit.unwrap_or(8).clamp(1, 20);
    let _turn = state.shield.turn().await?;
    Ok(Json(SuggestAnswer {
        suggestions: state.searcher.suggest(&params.q, params.names, limit),
    }))
}

/// Parameters of an explanation.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ExplainParams {
    /// What was looked for.
    q: String,
    /// The record to explain.
    id: String,
}

/// Says why a record comes for a query, or that it does not.
#[utoipa::path(get, path = "/api/v1/explain", tag = "search", params(ExplainParams),
    responses((status = 200, body = Explanation),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn explain(
    State(state): State<AppState>,
    Params(params): Params<ExplainParams>,
) -> Result<Json<Explanation>, Problem> {
    let request = SearchRequest::new(&*params.q);
    let id = RecordId::new(&params.id).map_err(|_| Problem::no_record(&params.id))?;
    let _turn = state.shield.turn().await?;
    let explanation = state
        .searcher
        .explain(&request, &id)
        .map_err(|e| Problem::internal(&e))?;
    explanation.map(Json).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no-match",
            format!("`{}` does not come for this query", params.id),
        )
        .at("query string: id")
        .hint("take the `id` of a hit of the same query")
    })
}
