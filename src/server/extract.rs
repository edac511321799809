//! Request parts whose rejections are problem details.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, StatusCode, Uri, header};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;

use super::Problem;
use super::signing::{Who, visitor};
use crate::web::{Frame, Language};

/// Query parameters; a repeated one is a list.
pub(super) struct Params<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::of(&parts.uri)
    }
}

impl<T: DeserializeOwned> Params<T> {
    /// Reads the parameters of an address.
    pub(super) fn of(uri: &Uri) -> Result<Self, Problem> {
        match axum_extra::extract::Query::<T>::try_from_uri(uri) {
            Ok(axum_extra::extract::Query(params)) => Ok(Self(params)),
            Err(rejection) => Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "bad-parameter",
                source_of(&rejection),
            )
            .at("query string")
            .hint("GET /api/v1/openapi.json lists the parameters and their values")),
        }
    }
}

/// A JSON body.
pub(super) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(of_json(&rejection)),
        }
    }
}

/// A url-encoded form.
pub(super) struct Form<T>(pub(super) T);

impl<T: DeserializeOwned> Form<T> {
    /// Reads the form of a request.
    pub(super) async fn read(request: Request) -> Result<Self, Problem> {
        match axum_extra::extract::Form::<T>::from_request(request, &()).await {
            Ok(axum_extra::extract::Form(form)) => Ok(Self(form)),
            Err(rejection) => {
                let status = rejection.into_response().status();
                let said = "the form is not understood";
                Err(match status {
                    StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST => {
                        Problem::new(status, "bad-form", said).at("body")
                    }
                    StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::of_status(status, "")
                        .hint("send Content-Type: application/x-www-form-urlencoded"),
                    other => Problem::of_status(other, ""),
                })
            }
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        Self::read(request).await
    }
}

fn of_json(rejection: &JsonRejection) -> Problem {
    let said = source_of(rejection);
    match rejection {
        JsonRejection::JsonSyntaxError(_) => {
            Problem::new(StatusCode::BAD_REQUEST, "bad-json", said).at("body")
        }
        JsonRejection::JsonDataError(_) => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-body", said)
                .at("body")
                .hint("GET /api/v1/openapi.json describes the body")
        }
        other => Problem::of_status(other.status(), &said),
    }
}

/// The innermost cause: it names the field or the line, the outer ones only that deserialising failed.
fn source_of(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// The cookie that keeps the reader's choice of language.
pub(super) const LANGUAGE_COOKIE: &str = "prasme-hl";

/// Who reads pages, and in which language: `hl` in the query, else the cookie, else Latvian.
pub(super) struct Reader {
    /// The language.
    pub(super) language: Language,
    /// Whether the query chose it, so that a cookie should keep it.
    pub(super) chosen: bool,
    /// Path and query of the page without `hl`.
    pub(super) here: String,
    /// The user, if somebody signed in.
    pub(super) who: Who,
}

impl Reader {
    /// Reads the choice from a request.
    pub(super) fn of_request(request: &Request) -> Self {
        Self::of(request.uri(), request.headers(), request.extensions())
    }

    /// What a page has around its content, its title by the key of a text.
    pub(super) fn frame(&self, title: &str) -> Frame {
        self.frame_titled(self.language.text(title))
    }

    /// The same with a title that is no text of the interface.
    pub(super) fn frame_titled(&self, title: impl Into<String>) -> Frame {
        let mut frame = Frame::new(self.language, title, self.here.clone());
        frame.visitor = visitor(&self.who);
        frame.officer = self.who.may(crate::accounts::Role::Officer);
        frame
    }

    fn of(uri: &Uri, headers: &HeaderMap, extensions: &Extensions) -> Self {
        let query = uri.query().unwrap_or_default();
        let mut from_query = None;
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| match pair.strip_prefix("hl=") {
                Some(tag) => {
                    from_query = Language::from_tag(tag);
                    false
                }
                None => !pair.is_empty(),
            })
            .collect();
        let from_cookie = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .find_map(|cookie| {
                let (name, value) = cookie.trim().split_once('=')?;
                (name == LANGUAGE_COOKIE).then(|| Language::from_tag(value))?
            });
        let path = uri.path();
        Self {
            language: from_query.or(from_cookie).unwrap_or_default(),
            chosen: from_query.is_some(),
            who: extensions.get::<Who>().cloned().unwrap_or_default(),
            here: if kept.is_empty() {
                path.to_owned()
            } else {
                format!("{path}?{}", kept.join("&"))
            },
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.uri, &parts.headers, &parts.extensions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(uri: &str, cookie: Option<&str>) -> Reader {
        let mut request = axum::http::Request::builder().uri(uri);
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        Reader::of(&parts.uri, &parts.headers, &parts.extensions)
    }

    #[test]
    fn latvian_comes_first() {
        assert_eq!(reader("/", None).language, Language::Lv);
        assert_eq!(reader("/?hl=de", None).language, Language::Lv);
    }

    #[test]
    fn the_query_beats_the_cookie_and_is_taken_out_of_the_address() {
        let reader = reader("/?q=plc&hl=lv&kind=module", Some("a=b; prasme-hl=en"));
        assert_eq!(reader.language, Language::Lv);
        assert!(reader.chosen);
        assert_eq!(reader.here, "/?q=plc&kind=module");
    }

    #[test]
    fn the_cookie_keeps_the_choice() {
        let reader = reader("/data", Some("prasme-hl=en"));
        assert_eq!(reader.language, Language::En);
        assert!(!reader.chosen);
    }
}
