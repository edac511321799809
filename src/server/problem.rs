//! Errors as RFC 9457 problem details: what was wrong, where, and what would be right.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of problem details.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// A failed request, in the form of RFC 9457 with a stable `code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:prasme:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: Box<str>,
    /// The status in words.
    pub title: &'static str,
    /// HTTP status code.
    pub status: u16,
    /// A stable code to program against, e.g. `record-not-found`.
    pub code: &'static str,
    /// What was wrong with this request.
    pub detail: Box<str>,
    /// Where it was wrong: a parameter, a path, a place in the body.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<Box<str>>,
    /// What would be right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Box<str>>,
}

impl Problem {
    /// A problem with this status and code.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<Box<str>>) -> Self {
        Self {
            kind: format!("urn:prasme:problem:{code}").into(),
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            place: None,
            hint: None,
        }
    }

    /// Says where.
    pub fn at(mut self, place: impl Into<Box<str>>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Says what would be right.
    pub fn hint(mut self, hint: impl Into<Box<str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// There is no such record.
    pub fn no_record(id: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "record-not-found",
            format!("there is no record `{id}`"),
        )
        .at("path: id")
        .hint("search with GET /api/v1/search?q=… and take the `id` of a hit")
    }

    /// The request's body is longer than its route takes.
    pub fn too_large(most: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body-too-large",
            "the request body is too large",
        )
        .hint(format!(
            "here a request body has at most {} KiB",
            most >> 10
        ))
    }

    /// Something failed inside; the cause goes to the log, not to the client.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed inside");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "something went wrong inside; it has been logged",
        )
    }

    /// Too many requests wait already.
    pub fn busy() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "too many searches are waiting",
        )
        .hint("try again after the seconds in Retry-After")
    }

    /// The problem that a bare status stands for: what axum and its layers answer by themselves.
    pub fn of_status(status: StatusCode, said: &str) -> Self {
        let (code, otherwise, hint) = match status {
            StatusCode::NOT_FOUND => (
                "route-not-found",
                "there is no such route",
                Some("GET /api/v1/openapi.json lists the routes; /api/docs/ shows them"),
            ),
            StatusCode::METHOD_NOT_ALLOWED => (
                "method-not-allowed",
                "this route does not know the method",
                Some("the Allow header lists the methods it knows"),
            ),
            StatusCode::PAYLOAD_TOO_LARGE => (
                "body-too-large",
                "the request body is too large",
                Some("a request body has at most 64 KiB"),
            ),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => (
                "media-type",
                "the request body has no media type that is understood",
                Some("send Content-Type: application/json"),
            ),
            StatusCode::REQUEST_TIMEOUT => ("timeout", "the request took too long", None),
            StatusCode::SERVICE_UNAVAILABLE => ("busy", "the service is busy", None),
            s if s.is_server_error() => ("internal", "something went wrong inside", None),
            _ => ("bad-request", "the request is not understood", None),
        };
        let detail = if said.is_empty() { otherwise } else { said };
        let problem = Self::new(status, code, detail);
        match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }

    /// The status.
    pub fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status_code();
        let mut response = (status, Json(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_where_and_what_would_be_right() {
        let json = serde_json::to_value(Problem::no_record("x/1")).unwrap();
        assert_eq!(json["type"], "urn:prasme:problem:record-not-found");
        assert_eq!(json["status"], 404);
        assert_eq!(json["where"], "path: id");
        assert!(json["hint"].as_str().unwrap().contains("/api/v1/search"));
    }

    #[test]
    fn busy_says_when_to_come_again() {
        let response = Problem::busy().into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], "1");
        assert_eq!(response.headers()[header::CONTENT_TYPE], MEDIA_TYPE);
    }

    #[test]
    fn what_a_layer_says_is_kept() {
        let problem = Problem::of_status(StatusCode::BAD_REQUEST, "line 1: oops");
        assert_eq!(&*problem.detail, "line 1: oops");
        assert_eq!(problem.code, "bad-request");
    }

    #[test]
    fn the_inside_of_a_failure_stays_inside() {
        let problem = Problem::internal(&"/secret/path failed");
        assert!(!serde_json::to_string(&problem).unwrap().contains("secret"));
    }
}
