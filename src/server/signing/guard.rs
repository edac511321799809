//! Lets nothing that changes something through on the strength of a cookie alone (cross-site request forgery).

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::super::limits::LARGEST_BODY;
use super::super::{AppState, Problem};
use super::form_token::{self, FIELD, HEADER};
use super::{Who, origin};
use crate::accounts::{FORM_KEY_BYTES, Via};

/// Routes that only read, though their requests have a body: nothing can be done with them in anybody's name. And the
/// log-in, which asks for name and password whoever is signed in, and looks at the origin itself.
const FREE: [&str; 3] = ["/api/v1/search", "/reconcile", "/login"];

/// Passes a request on that reads, comes without a session, or proves that it comes from a page of the session:
/// by the header `X-CSRF-Token`, or by the field `csrf` of a form (url-encoded or multipart).
pub(in super::super) async fn guard(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let form_key = match request.extensions().get::<Who>().and_then(Who::identity) {
        Some(identity) => match &identity.via {
            Via::Session { form_key, .. } => *form_key,
            Via::Token(_) => return next.run(request).await,
        },
        None => return next.run(request).await,
    };
    if is_free(&request) {
        return next.run(request).await;
    }
    if origin::is_foreign(request.headers(), &state.settings) {
        return refuse("the request comes from another site").into_response();
    }
    match prove(request, &form_key).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

fn is_free(request: &Request) -> bool {
    let path = request.uri().path();
    matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) || FREE
        .iter()
        .any(|route| path == *route || path.strip_prefix(route).is_some_and(|r| r.starts_with('/')))
}

/// The request again, its body read where the proof was looked for there.
async fn prove(request: Request, form_key: &[u8; FORM_KEY_BYTES]) -> Result<Request, Problem> {
    if let Some(token) = text_of(&request, HEADER) {
        return match form_token::fits(&token, form_key) {
            true => Ok(request),
            false => Err(refuse("the token does not belong to this session")),
        };
    }
    let media = text_of(&request, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let media = media.to_ascii_lowercase();
    let find = match media.split(';').next().unwrap_or_default().trim() {
        "application/x-www-form-urlencoded" => of_form,
        "multipart/form-data" => of_multipart,
        _ => return Err(refuse("the token is missing")),
    };
    let (parts, body) = request.into_parts();
    // Which limit the route has is known further in; nobody needs more than the largest.
    let body = to_bytes(body, LARGEST_BODY)
        .await
        .map_err(|_| Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE, ""))?;
    match find(&body) {
        Some(token) if form_token::fits(&token, form_key) => {
            Ok(Request::from_parts(parts, Body::from(body)))
        }
        Some(_) => Err(refuse("the token does not belong to this session")),
        None => Err(refuse("the token is missing")),
    }
}

fn text_of(request: &Request, header: &str) -> Option<String> {
    let value = request.headers().get(header)?;
    value.to_str().ok().map(str::to_owned)
}

fn of_form(body: &Bytes) -> Option<String> {
    body.split(|b| *b == b'&').find_map(|pair| {
        let value = pair.strip_prefix(FIELD.as_bytes())?.strip_prefix(b"=")?;
        String::from_utf8(value.to_vec()).ok()
    })
}

/// The field of a multipart form, wherever it stands. Other fields cannot fake it: they would have to know the token.
fn of_multipart(body: &Bytes) -> Option<String> {
    const HEAD: &[u8] = b"name=\"csrf\"\r\n\r\n";
    let at = body.windows(HEAD.len()).position(|window| window == HEAD)?;
    let value = body.get(at + HEAD.len()..)?;
    let end = value.iter().position(|b| *b == b'\r')?;
    String::from_utf8(value.get(..end)?.to_vec()).ok()
}

fn refuse(why: &str) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "csrf", why)
        .at("header: X-CSRF-Token, or form field: csrf")
        .hint("open the page again and send the form from there; programs use an API token instead of a cookie")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_found_in_either_kind_of_form() {
        let form = Bytes::from_static(b"a=b&csrf=12ab&c=d");
        assert_eq!(of_form(&form).as_deref(), Some("12ab"));
        assert_eq!(of_form(&Bytes::from_static(b"xcsrf=1&a")), None);
        let multipart = Bytes::from_static(
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\xff\r\n--x\r\n\
              Content-Disposition: form-data; name=\"csrf\"\r\n\r\n12ab\r\n--x--\r\n",
        );
        assert_eq!(of_multipart(&multipart).as_deref(), Some("12ab"));
    }

    #[test]
    fn only_what_reads_is_let_through_unproved() {
        let request = |method, path| {
            Request::builder()
                .method(method)
                .uri(path)
                .body(Body::empty())
                .unwrap()
        };
        assert!(is_free(&request("GET", "/account")));
        assert!(is_free(&request("POST", "/api/v1/search")));
        assert!(is_free(&request("POST", "/reconcile/lv")));
        assert!(!is_free(&request("POST", "/reconciled")));
        assert!(!is_free(&request("POST", "/logout")));
        assert!(!is_free(&request("DELETE", "/api/v1/x")));
    }
}
