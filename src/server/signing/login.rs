//! Logging in and out.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::extract::{Form, Params, Reader};
use super::super::pages::{finished, page};
use super::super::{AppState, Problem};
use super::{Who, client, cookies, origin, return_path};
use crate::accounts::{DemoState, LogIn, LogInError};
use crate::web::{LoginInput, login_page};

/// Parameters of the log-in page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct LoginParams {
    r#return: String,
}

/// The log-in page; who is signed in already is sent on.
pub(in super::super) async fn login(
    State(state): State<AppState>,
    reader: Reader,
    who: Who,
    Params(params): Params<LoginParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let back = return_path::checked(&params.r#return).unwrap_or("/");
    if who.identity().is_some() {
        return Ok(Redirect::to(back).into_response());
    }
    let input = input(&state, &headers, back).await?;
    page(&reader, login_page(&reader.frame("login.title"), &input))
}

async fn input(state: &AppState, headers: &HeaderMap, back: &str) -> Result<LoginInput, Problem> {
    let accounts = Arc::clone(&state.accounts);
    let demo = tokio::task::spawn_blocking(move || accounts.demo_state())
        .await
        .map_err(|e| Problem::internal(&e))?
        .map_err(|e| Problem::internal(&e))?;
    Ok(LoginInput {
        back: back.to_owned(),
        demo: match demo {
            DemoState::Sample(names) => names,
            DemoState::Off | DemoState::OtherData(_) => Vec::new(),
        },
        open_line: !state.settings.is_https() && !is_local(headers),
        ..LoginInput::default()
    })
}

/// Whether the browser reached this very machine: what is typed travels no line that anybody could listen to.
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let name = host.map(|host| match host.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    });
    name.is_none_or(|name| name == "localhost" || name == "127.0.0.1" || name == "::1")
}

/// What the log-in form sends.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(in super::super) struct LoginForm {
    name: String,
    password: String,
    r#return: String,
}

/// Lets somebody in: a new session, whatever session came with the request.
pub(in super::super) async fn log_in(
    State(state): State<AppState>,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    if origin::is_foreign(&parts.headers, &state.settings) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "csrf",
            "the log-in was sent by a page of another site",
        )
        .hint("open /login and log in there"));
    }
    let address = client::address(
        &parts.extensions,
        &parts.headers,
        &state.settings.trusted_proxies,
    );
    let old = cookies::read(&parts.headers, &state.settings);
    let headers = parts.headers.clone();
    let Form(form) = Form::<LoginForm>::read(Request::from_parts(parts, body)).await?;
    let back = return_path::checked(&form.r#return)
        .unwrap_or("/")
        .to_owned();
    let now = (state.settings.clock)();
    let name = form.name.clone();
    let tried = {
        let _turn = state.hashing.turn().await?;
        let accounts = Arc::clone(&state.accounts);
        let task = tokio::task::spawn_blocking(move || {
            let attempt = LogIn {
                name: &form.name,
                password: &form.password,
                address,
                replaces: old.as_ref(),
            };
            accounts.log_in(attempt, now)
        });
        task.await.map_err(|e| Problem::internal(&e))?
    };
    let (status, wrong, wait) = match tried {
        Ok(session) => {
            let mut response = Redirect::to(&back).into_response();
            if let Some(cookie) = cookies::set(&session.secret, &state.settings) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            return Ok(response);
        }
        Err(LogInError::Wrong) => (StatusCode::UNAUTHORIZED, true, None),
        Err(LogInError::Throttled(seconds)) => {
            (StatusCode::TOO_MANY_REQUESTS, false, Some(seconds))
        }
        Err(LogInError::Accounts(error)) => return Err(Problem::internal(&error)),
    };
    let mut input = input(&state, &headers, &back).await?;
    input.name = name;
    input.wrong = wrong;
    input.wait = wait;
    let html = page(&reader, login_page(&reader.frame("login.title"), &input))?;
    let mut response = finished(status, html);
    if let Some(seconds) = wait
        && let Ok(value) = seconds.to_string().parse()
    {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    Ok(response)
}

/// Ends the session.
pub(in super::super) async fn log_out(
    State(state): State<AppState>,
    who: Who,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let address = client::address(
        &parts.extensions,
        &parts.headers,
        &state.settings.trusted_proxies,
    );
    if let Some(identity) = who.0 {
        let accounts = Arc::clone(&state.accounts);
        let now = (state.settings.clock)();
        tokio::task::spawn_blocking(move || accounts.log_out(&identity, address, now))
            .await
            .map_err(|e| Problem::internal(&e))?
            .map_err(|e| Problem::internal(&e))?;
    }
    let mut response = Redirect::to("/").into_response();
    if let Some(cookie) = cookies::clear(&state.settings) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_this_machine_is_local() {
        let local = |host: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            is_local(&headers)
        };
        assert!(local("localhost:8080") && local("127.0.0.1") && local("[::1]:80"));
        assert!(!local("prasme.lv") && !local("localhost.evil.example") && !local("10.0.0.5:8080"));
    }
}
