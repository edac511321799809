//! Asking the service as OpenRefine does.

use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use prasme::server::{AppState, router};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::common;

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

fn service() -> Router {
    static SERVICE: OnceLock<Router> = OnceLock::new();
    let make = || {
        let workspace = common::sample();
        let (searcher, _) = workspace.searcher(&mut |_| {}).unwrap();
        router(AppState::new(workspace.clone(), searcher).unwrap())
    };
    SERVICE.get_or_init(make).clone()
}

pub async fn send(request: Request<Body>) -> Answer {
    let response = service().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

pub async fn get(path: &str) -> Answer {
    let request = Request::get(path).header(header::HOST, "localhost:8080");
    send(request.body(Body::empty()).unwrap()).await
}

pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Posts one form field.
pub async fn post(path: &str, field: &str, value: &str) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("{field}={}", encoded(value))))
        .unwrap();
    send(request).await
}

/// The answer to a batch.
pub async fn reconcile(queries: Value) -> Answer {
    post("/reconcile/lv", "queries", &queries.to_string()).await
}

/// The candidates for one query.
pub async fn candidates(query: Value) -> Vec<Value> {
    let answer = reconcile(json!({ "q0": query })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()["q0"]["result"].as_array().unwrap().clone()
}
