//! Every layer around the routes, in the order in which a request passes them, each with its reason.

use std::sync::{Arc, LazyLock};
use std::time::Instant;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Response};
use dashmap::DashMap;
use metrics::{Counter, Histogram};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

use super::extract::Reader;
use super::limits::BODY_BYTES;
use super::problem::Problem;
use crate::web::{Frame, error_page};

/// What pages may load and do: nothing from elsewhere, nothing inline but the styles that Swagger UI sets.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Puts the layers around the routes.
pub(super) fn around(router: Router) -> Router {
    router
        // Innermost: a body that is too large is refused before a handler reads it.
        .layer(RequestBodyLimitLayer::new(BODY_BYTES))
        // A bug in a handler is an answer with status 500, not a closed connection.
        .layer(CatchPanicLayer::custom(on_panic))
        // What axum and the layers below answer by themselves becomes a problem document, for people a page.
        .layer(from_fn(explain_failures))
        // After the pages for failures, so that they carry the headers too.
        .layer(from_fn(secure))
        // Counts and times what the client sees, but for packing, which depends on the client.
        .layer(from_fn(measure))
        // Outermost: packs whatever is sent, when the client can unpack it.
        .layer(CompressionLayer::new().gzip(true))
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
fn is_for_people(request: &Request) -> bool {
    let path = request.uri().path();
    let for_machines =
        path.starts_with("/api/") || path.starts_with("/health/") || path == "/metrics";
    let accept = request.headers().get(header::ACCEPT);
    !for_machines
        && accept
            .and_then(|a| a.to_str().ok())
            .is_some_and(|a| a.contains("text/html"))
}

async fn explain_failures(request: Request, next: Next) -> Response {
    let reader = is_for_people(&request).then(|| Reader::of_request(&request));
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let problem = match response.extensions().get::<Problem>() {
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
    let key = match status.as_u16() {
        404 if problem.code == "record-not-found" => "record.not_found",
        404 => "error.not_found",
        503 => "error.busy",
        500..=599 => "error.internal",
        _ => "error.bad_request",
    };
    let frame = Frame::new(
        reader.language,
        reader.language.text("error.title"),
        reader.here,
    );
    let detail = if status.is_server_error() {
        ""
    } else {
        &problem.detail
    };
    let html = error_page(&frame, problem.status, key, detail).ok()?;
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
    for (name, value) in HEADERS {
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
