//! The search page's route.

use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::extract::{Params, Reader};
use super::pages::page;
use super::{AppState, Problem, search_api};
use crate::search::{Explain, Facet, FacetFilter, NameLang, SearchRequest, SearchResponse, Sort};
use crate::web::{Frame, Language, QueryString, SearchInput, explanation_part, search_page};

/// Results on a page.
const PER_PAGE: usize = 20;

/// Parameters of the search page. What it does not know it leaves alone: people share and edit addresses.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PageParams {
    q: Option<String>,
    kind: Vec<String>,
    sector: Vec<String>,
    lki: Vec<String>,
    framework: Vec<String>,
    lang: Vec<String>,
    r#type: Vec<String>,
    access: Vec<String>,
    collection: Vec<String>,
    sort: String,
    page: String,
    explain: String,
    part: String,
}

impl PageParams {
    fn filters(&self) -> [(Facet, &Vec<String>); 8] {
        [
            (Facet::Kind, &self.kind),
            (Facet::Sector, &self.sector),
            (Facet::Lki, &self.lki),
            (Facet::Framework, &self.framework),
            (Facet::Lang, &self.lang),
            (Facet::Type, &self.r#type),
            (Facet::Access, &self.access),
            (Facet::Collection, &self.collection),
        ]
    }

    fn is_front(&self) -> bool {
        self.q.as_deref().is_none_or(|q| q.trim().is_empty())
            && self.filters().iter().all(|(_, values)| values.is_empty())
            && self.sort.is_empty()
            && self.page.is_empty()
    }

    /// What was typed; `*` browses everything.
    fn query(&self) -> &str {
        match self.q.as_deref().map(str::trim) {
            None | Some("*") => "",
            Some(query) => query,
        }
    }

    fn sort(&self) -> Sort {
        match self.sort.as_str() {
            "name" => Sort::Name,
            "level" => Sort::Level,
            "year" => Sort::Year,
            _ => Sort::Relevance,
        }
    }

    fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).max(1)
    }

    fn here(&self) -> QueryString {
        let mut here =
            QueryString::default().and("q", self.q.as_deref().unwrap_or_default().trim());
        for (facet, values) in self.filters() {
            for value in values {
                here = here.and(facet.name(), value);
            }
        }
        here.and("sort", &self.sort).and("page", &self.page)
    }

    fn request(&self, language: Language) -> SearchRequest {
        SearchRequest {
            query: self.query().to_owned(),
            filters: self
                .filters()
                .into_iter()
                .filter(|(_, values)| !values.is_empty())
                .map(|(facet, values)| FacetFilter {
                    facet,
                    values: values.clone(),
                })
                .collect(),
            lang: match language {
                Language::Lv => NameLang::Lv,
                Language::En => NameLang::En,
            },
            sort: self.sort(),
            offset: (self.page() - 1).saturating_mul(PER_PAGE),
            limit: PER_PAGE,
            explain: Explain::No,
            ..SearchRequest::default()
        }
    }
}

/// The search page, and the front page where nothing is asked yet.
pub(super) async fn search(
    State(state): State<AppState>,
    reader: Reader,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let language = reader.language;
    let query = params.q.as_deref().unwrap_or_default().trim();
    let request = params.request(language);
    if params.part == "why" {
        return why(&state, &reader, &request, &params.explain).await;
    }
    let mut response = None;
    if !params.is_front() {
        let mut found = search_api::run(&state, &request).await?;
        explain_one(&state, &request, &params.explain, &mut found)?;
        response = Some(found);
    }
    let title = if query.is_empty() || query == "*" {
        language.text("search.title").to_owned()
    } else {
        query.to_owned()
    };
    let frame = reader.frame_titled(title).with_query(params.query());
    let sector_name = |code: &str| state.sector_name(code, language);
    let input = SearchInput {
        response: response.as_ref(),
        here: params.here(),
        sort: params.sort(),
        page: params.page(),
        records: state.searcher.snapshot().len(),
        sector_name: &sector_name,
    };
    page(&reader, search_page(&frame, &input))
}

/// Adds the explanation that the address asks for.
fn explain_one(
    state: &AppState,
    request: &SearchRequest,
    id: &str,
    response: &mut SearchResponse,
) -> Result<(), Problem> {
    if let Some(hit) = response.hits.iter_mut().find(|hit| hit.id.as_str() == id) {
        hit.explanation = state
            .searcher
            .explain(request, &hit.id)
            .map_err(|e| Problem::internal(&e))?;
    }
    Ok(())
}

/// One explanation alone, for the script of the page.
async fn why(
    state: &AppState,
    reader: &Reader,
    request: &SearchRequest,
    id: &str,
) -> Result<Response, Problem> {
    let mut found = search_api::run(state, request).await?;
    explain_one(state, request, id, &mut found)?;
    let hit = found.hits.iter().find(|hit| hit.id.as_str() == id);
    let explained = hit.and_then(|hit| Some((hit.explanation.as_ref()?, hit.score)));
    let (explanation, score) = explained.ok_or_else(|| Problem::no_record(id))?;
    let frame = Frame::new(reader.language, "", "");
    let html = explanation_part(&frame, explanation, score).map_err(|e| Problem::internal(&e))?;
    Ok(Html(html).into_response())
}
