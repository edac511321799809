//! Every layer around the routes, in the order in which a request passes them, each with its reason.

use std::sync::{Arc, LazyLock};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use dashmap::DashMap;
use http_body_util::Limited;
use metrics::{Counter, Histogram};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::extract::Reader;
use super::limits::body_bytes;
use super::problem::Problem;
use super::{AppState, Who, signing};
use crate::accounts::Role;
use crate::web::error_page;

/// What pages may load and do: nothing from elsewhere, nothing inline but the styles that Swagger UI sets.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Puts the layers around the routes; `cases` are those that take papers.
pub(super) fn around(router: Router, cases: Router, state: AppState) -> Router {
    // What changes something must prove that it comes from a page of ours.
    let guarded = |router: Router| router.layer(from_fn_with_state(state.clone(), signing::guard));
    // Only an officer may make the server read a large body.
    let cases = guarded(cases)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(officers_only));
    guarded(router)
        .merge(cases)
        // A body that is too large is refused before anybody reads it.
        .layer(from_fn(cap_body))
        // A bug in a handler is an answer with status 500, not a closed connection.
        .layer(CatchPanicLayer::custom(on_panic))
        // What axum and the layers below answer by themselves becomes a problem document, for people a page.
        .layer(from_fn(explain_failures))
        // Who it is, found out once: the pages for failures show it too.
        .layer(from_fn_with_state(state, signing::identify))
        // After the pages for failures, so that they carry the headers too.
        .layer(from_fn(secure))
        // Counts and times what the client sees, but for packing, which depends on the client.
        .layer(from_fn(measure))
        // Outermost: packs whatever is sent, when the client can unpack it.
        .layer(CompressionLayer::new().gzip(true))
}

/// Refuses who is no officer before a body is read; handlers ask again by their extractor.
async fn officers_only(request: Request, next: Next) -> Response {
    let who = request.extensions().get::<Who>();
    match who.is_some_and(|who| who.may(Role::Officer)) {
        true => next.run(request).await,
        // The extractor says best what is missing; a body that nobody may send is not looked at.
        false => next.run(request.map(|_| Body::empty())).await,
    }
}

/// Refuses a body that is longer than its route takes: at once where the client says how long it is, else when it gets there.
async fn cap_body(request: Request, next: Next) -> Response {
    let most = body_bytes(request.uri().path());
    let stated = request.headers().get(header::CONTENT_LENGTH);
    let stated = stated.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if stated.is_some_and(|bytes| bytes > most as u64) {
        return Problem::too_large(most).into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most))))
        .await
}

fn on_panic(panic: Box<dyn std::any::Any + Send>) -> Response {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words");
    Problem::internal(&said).into_response()
}

/// Whether a request comes from somebody who reads pages: a browser that did not ask the API.
pub(super) fn reads_pages(path: &str, headers: &HeaderMap) -> bool {
    let for_machines = path.starts_with("/api/")
        || path.starts_with("/health/")
        || path.starts_with("/reconcile")
        || path == "/metrics";
    let accept = headers.get(header::ACCEPT);
    !for_machines
        && accept
            .and_then(|a| a.to_str().ok())
            .is_some_and(|a| a.contains("text/html"))
}

/// Marks a page that failed on purpose and explains itself, such as a log-in with a wrong password.
#[derive(Debug, Clone)]
pub(super) struct Finished;

async fn explain_failures(request: Request, next: Next) -> Response {
    let reader =
        reads_pages(request.uri().path(), request.headers()).then(|| Reader::of_request(&request));
    let response = next.run(request).await;
    let status = response.status();
    let finished = response.extensions().get::<Finished>().is_some();
    if finished || !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let problem = match response.extensions().get::<Problem>() {
        // What says already what was wrong goes on with its headers (a challenge, who may read it).
        Some(_) if reader.is_none() => return response,
        Some(problem) => problem.clone(),
        None => of_plain(response).await,
    };
    match reader {
        Some(reader) => page_of(&problem, reader).unwrap_or_else(|| problem.into_response()),
        None => problem.into_response(),
    }
}

/// What a layer said in plain text, as a problem.
async fn of_plain(response: Response) -> Problem {
    /// A layer's own words are a line; more than this is not its own words.
    const WORDS: usize = 1000;
    let status = response.status();
    let said = to_bytes(response.into_body(), WORDS)
        .await
        .unwrap_or_default();
    Problem::of_status(status, String::from_utf8_lossy(&said).trim())
}

fn page_of(problem: &Problem, reader: Reader) -> Option<Response> {
    let status = problem.status_code();
    // In the reader's language, where the interface knows the code.
    let known = reader.language.name_of("problem", problem.code);
    let known = Some(known).filter(|words| words != problem.code);
    let key = match status.as_u16() {
        404 | 422 if known.is_some() => "coverage.no_answer",
        403 if problem.code == "csrf" => "error.csrf",
        403 => "error.forbidden",
        429 => "error.too_many",
        404 if problem.code == "record-not-found" => "record.not_found",
        404 => "error.not_found",
        503 => "error.busy",
        500..=599 => "error.internal",
        _ => "error.bad_request",
    };
    let frame = reader.frame("error.title");
    let role = problem
        .place
        .as_deref()
        .and_then(|p| p.strip_prefix("role: "));
    let detail = match role {
        _ if status.is_server_error() => String::new(),
        Some(role) => {
            let name = reader.language.name_of("role", role);
            reader.language.with("error.role_needed", "role", &name)
        }
        None => known.unwrap_or_else(|| problem.detail.to_string()),
    };
    let html = error_page(&frame, problem.status, key, &detail).ok()?;
    let mut response = (status, Html(html)).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Some(response)
}

async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    const HEADERS: [(HeaderName, &str); 4] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    // What is made to be shown inside other sites says so itself.
    let has_own = response
        .headers()
        .contains_key(header::CONTENT_SECURITY_POLICY);
    for (name, value) in HEADERS {
        if has_own && (name == header::CONTENT_SECURITY_POLICY || name == header::X_FRAME_OPTIONS) {
            continue;
        }
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The metrics of one route, made once: looking them up by their labels costs more than a cached answer.
struct RouteMetrics {
    seconds: Histogram,
    requests: DashMap<(&'static str, u16), Counter>,
}

impl RouteMetrics {
    fn new(route: &str) -> Self {
        Self {
            seconds: metrics::histogram!("prasme_http_seconds", "route" => route.to_owned()),
            requests: DashMap::new(),
        }
    }

    fn count(&self, route: &str, method: &'static str, status: u16) {
        let made = self.requests.get(&(method, status));
        match made {
            Some(counter) => counter.increment(1),
            None => {
                let labels = [
                    ("method", method.to_owned()),
                    ("route", route.to_owned()),
                    ("status", status.to_string()),
                ];
                let counter = metrics::counter!("prasme_http_requests_total", &labels);
                counter.increment(1);
                self.requests.insert((method, status), counter);
            }
        }
    }
}

async fn measure(request: Request, next: Next) -> Response {
    static ROUTES: LazyLock<DashMap<String, Arc<RouteMetrics>>> = LazyLock::new(DashMap::new);
    let start = Instant::now();
    let method = known(request.method());
    // The pattern, not the path: as many series as there are routes.
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    let known = ROUTES.get(route).map(|known| Arc::clone(&known));
    let metrics = known.unwrap_or_else(|| {
        let made = Arc::new(RouteMetrics::new(route));
        ROUTES.insert(route.to_owned(), Arc::clone(&made));
        made
    });
    metrics.seconds.record(start.elapsed().as_secs_f64());
    metrics.count(route, method, response.status().as_u16());
    response
}

/// A method as a label: a client can invent methods, not series.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
