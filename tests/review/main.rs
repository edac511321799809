//! The review: what an expert decides by form or by program, and what the second of two experts is told.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

#[path = "../common/mod.rs"]
mod common;
mod forms;
mod service;

use axum::http::StatusCode;
use prasme::linking::propose::{ProposeMode, ProposeSettings};
use serde_json::{Value, json};
use service::{Answer, Service};

const SUBJECT: &str = "digcomp-2.2/1.3";
const TARGET: &str = "framework:esco";

async fn candidates(service: &Service) -> Value {
    let path = format!("/api/v1/mappings/candidates?subject={SUBJECT}&target={TARGET}");
    service.get(&path).await.json()
}

/// The first candidate with what a decision about it must say.
async fn first(service: &Service) -> Value {
    let all = candidates(service).await;
    let first = &all["candidates"][0];
    json!({
        "action": "accept", "subject": SUBJECT, "object": first["id"], "target": TARGET,
        "predicate": first["predicate"], "version": first["version"],
    })
}

fn with(body: &Value, changes: &[(&str, Value)]) -> Value {
    let mut body = body.clone();
    for (key, value) in changes {
        body[key] = value.clone();
    }
    body
}

fn refused(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.json()["code"], code, "{}", answer.text);
}

#[tokio::test]
async fn candidates_come_live_and_a_decision_shows_at_both_ends_at_once() {
    let service = Service::new();
    let token = service.token("anna");
    let accept = first(&service).await;
    assert!(accept["version"] == 0, "{accept}");
    let done = service
        .post(&token, "/api/v1/mappings/decide", accept.clone())
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let mapping = &done.json()["mappings"][0];
    assert_eq!(mapping["state"], "accepted");
    assert_eq!(mapping["decision"]["by"], "anna");
    // The machine's word stands beside the person's, also of a candidate that nobody had stored.
    assert!(
        mapping["proposal"]["confidence"].as_f64().unwrap() > 0.0,
        "{mapping}"
    );
    for end in [SUBJECT, accept["object"].as_str().unwrap()] {
        let record = service.get(&format!("/api/v1/records/{end}")).await.json();
        assert_eq!(record["mappings"][0]["decision"]["by"], "anna", "{end}");
        let page = service.get(&format!("/r/{end}")).await.text;
        assert!(
            page.contains("apstiprināts") && page.contains("anna, "),
            "{end}"
        );
    }
    let listed = service
        .get("/api/v1/mappings?state=accepted&by=anna")
        .await
        .json();
    assert_eq!(listed["total"], 1);
}

#[tokio::test]
async fn the_second_program_is_told_who_decided_and_nothing_is_overwritten() {
    let service = Service::new();
    let (anna, berta) = (service.token("anna"), service.token("berta"));
    let accept = first(&service).await;
    let reject = with(&accept, &[("action", "reject".into())]);
    let done = service
        .post(&anna, "/api/v1/mappings/decide", accept.clone())
        .await;
    let number = done.json()["number"].clone();
    let told = service
        .post(&berta, "/api/v1/mappings/decide", reject.clone())
        .await;
    refused(&told, StatusCode::CONFLICT, "conflict");
    assert!(
        told.json()["detail"].as_str().unwrap().contains("anna"),
        "{}",
        told.text
    );
    let all = candidates(&service).await;
    assert_eq!(all["candidates"][0]["state"], "accepted");
    let seen = with(&reject, &[("version", number)]);
    let done = service.post(&berta, "/api/v1/mappings/decide", seen).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    // Anna's own decision has been decided about since: she cannot take it back.
    let told = service
        .post(&anna, "/api/v1/mappings/undo", json!({}))
        .await;
    refused(&told, StatusCode::CONFLICT, "conflict");
    let done = service
        .post(&berta, "/api/v1/mappings/undo", json!({}))
        .await;
    assert_eq!(done.json()["mappings"][0]["state"], "accepted");
}

#[tokio::test]
async fn contradictions_and_bad_requests_are_named() {
    let service = Service::new();
    let token = service.token("anna");
    let accept = first(&service).await;
    let decide = async |body: Value| service.post(&token, "/api/v1/mappings/decide", body).await;
    let broad = with(&accept, &[("predicate", "broad_match".into())]);
    assert_eq!(decide(broad).await.status, StatusCode::OK);
    let narrow = with(&accept, &[("predicate", "narrow_match".into())]);
    refused(&decide(narrow).await, StatusCode::CONFLICT, "contradiction");
    let nothing =
        json!({ "action": "no_match", "subject": SUBJECT, "target": TARGET, "version": 0 });
    refused(
        &decide(nothing.clone()).await,
        StatusCode::CONFLICT,
        "match-stands",
    );
    let bad = with(&accept, &[("action", "agree".into())]);
    refused(
        &decide(bad).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad-value",
    );
    let bad = with(&accept, &[("object", "esco:skill/none".into())]);
    refused(
        &decide(bad).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "record-not-found",
    );
    let bad = with(&accept, &[("surprise", 1.into())]);
    refused(
        &decide(bad).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad-body",
    );
    let bad = service.get("/api/v1/mappings?state=maybe").await;
    refused(&bad, StatusCode::UNPROCESSABLE_ENTITY, "bad-value");
    let bad = service
        .get("/api/v1/mappings/candidates?subject=x&target=esco")
        .await;
    refused(&bad, StatusCode::NOT_FOUND, "record-not-found");
    let other = with(&nothing, &[("target", "digcomp-3.0".into())]);
    assert_eq!(decide(other.clone()).await.status, StatusCode::OK);
    refused(&decide(other).await, StatusCode::CONFLICT, "conflict");
}

#[tokio::test]
async fn deciding_needs_an_expert_and_reading_needs_nobody() {
    let service = Service::new();
    let accept = first(&service).await;
    let school = service.token("skola");
    let told = service
        .post(&school, "/api/v1/mappings/decide", accept.clone())
        .await;
    refused(&told, StatusCode::FORBIDDEN, "role-needed");
    let told = service
        .post("prasme_wrong", "/api/v1/mappings/decide", accept)
        .await;
    assert_eq!(told.status, StatusCode::UNAUTHORIZED, "{}", told.text);
    let told = service
        .post(&school, "/api/v1/mappings/undo", json!({}))
        .await;
    refused(&told, StatusCode::FORBIDDEN, "role-needed");
    assert_eq!(service.get("/api/v1/mappings").await.status, StatusCode::OK);
    let page = service.page("", "/review").await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn the_queue_is_filled_by_linking_and_shrinks_by_deciding() {
    let service = Service::new();
    let settings = ProposeSettings {
        min_confidence: 0.05,
        most: 3,
    };
    service
        .workspace
        .link(Vec::new(), settings, ProposeMode::Commit, &mut |_| {})
        .unwrap();
    let path = "/api/v1/mappings/queue?state=open&kind=requirement&limit=2";
    let queue = service.get(path).await.json();
    let total = queue["total"].as_u64().unwrap();
    assert!(total > 10, "{queue}");
    assert_eq!(queue["items"].as_array().unwrap().len(), 2);
    let item = &queue["items"][0];
    assert!(
        item["owner"].as_str().unwrap().starts_with("pkp/"),
        "{item}"
    );
    let nothing = json!({
        "action": "no_match", "subject": item["subject"], "target": item["target"], "version": 0,
    });
    let token = service.token("anna");
    let done = service
        .post(&token, "/api/v1/mappings/decide", nothing)
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(service.get(path).await.json()["total"], total - 1);
    let sure = service
        .get("/api/v1/mappings/queue?min_confidence=0.99999")
        .await
        .json();
    assert!(sure["total"].as_u64().unwrap() < total);
}
