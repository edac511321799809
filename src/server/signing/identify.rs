//! Who a request comes from, found out once, before any handler.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::super::{AppState, Problem};
use super::{Who, cookies};
use crate::accounts::{AccountsError, Identity, Secret, TOKEN_PREFIX};

/// What a request presents.
enum Presented {
    Nothing,
    Session(Secret),
    Token(String),
}

/// Finds out who it is, for the extractors and the head of every page. A token that is not in force is refused at once;
/// a session that is over makes its owner anonymous.
pub(in super::super) async fn identify(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let presented = match asks_nobody(request.uri().path()) {
        true => Presented::Nothing,
        false => presented(request.headers(), &state),
    };
    let who = match look_up(&state, presented).await {
        Ok(who) => who,
        Err(problem) => return challenge(problem),
    };
    let signed = who.is_some();
    request.extensions_mut().insert(Who(who.map(Arc::new)));
    let mut response = next.run(request).await;
    if signed {
        keep_private(response.headers_mut());
    }
    response
}

/// What is the same for everybody: no need to look anybody up.
fn asks_nobody(path: &str) -> bool {
    path.starts_with("/static/") || path.starts_with("/health/") || path == "/metrics"
}

fn presented(headers: &HeaderMap, state: &AppState) -> Presented {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match bearer {
        Some((_, token)) => Presented::Token(token.trim().to_owned()),
        None => {
            cookies::read(headers, &state.settings).map_or(Presented::Nothing, Presented::Session)
        }
    }
}

async fn look_up(state: &AppState, presented: Presented) -> Result<Option<Identity>, Problem> {
    let now = (state.settings.clock)();
    let accounts = Arc::clone(&state.accounts);
    let (found, must_be_known) = match presented {
        Presented::Nothing => return Ok(None),
        Presented::Session(secret) => {
            let task = tokio::task::spawn_blocking(move || accounts.of_session(&secret, now));
            (task.await, false)
        }
        Presented::Token(token) => {
            let task = tokio::task::spawn_blocking(move || accounts.of_token(&token, now));
            (task.await, true)
        }
    };
    let found: Result<Option<Identity>, AccountsError> =
        found.map_err(|e| Problem::internal(&e))?;
    match found.map_err(|e| Problem::internal(&e))? {
        None if must_be_known => Err(bad_token()),
        who => Ok(who),
    }
}

fn bad_token() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "bad-token",
        "the API token is unknown, expired or revoked",
    )
    .at("header: Authorization")
    .hint(format!(
        "send `Authorization: Bearer {TOKEN_PREFIX}…`; /account makes tokens; without the header everything can be read"
    ))
}

/// RFC 6750: what is wrong with a token is said in this header too.
fn challenge(problem: Problem) -> Response {
    let unauthorized = problem.status_code() == StatusCode::UNAUTHORIZED;
    let mut response = problem.into_response();
    if unauthorized {
        let value = HeaderValue::from_static("Bearer realm=\"prasme\", error=\"invalid_token\"");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// What was made for one user is nobody else's: no cache keeps it. What never changes may be kept.
fn keep_private(headers: &mut HeaderMap) {
    let immutable = headers
        .get(header::CACHE_CONTROL)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("immutable"));
    if !immutable {
        let value = HeaderValue::from_static("private, no-store");
        headers.insert(header::CACHE_CONTROL, value);
        let vary = HeaderValue::from_static("cookie, authorization");
        headers.insert(header::VARY, vary);
    }
}
