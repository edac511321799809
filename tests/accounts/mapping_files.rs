//! Mapping files over HTTP: who may send them, and what a wrong one does.

use axum::http::{Method, StatusCode};
use prasme::accounts::Role;

use super::service::{Answer, Service};

const PATH: &str = "/api/v1/import/mappings?dry_run=true";

/// The mappings of an empty set: its head and header.
const HEADER: &str =
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tmapping_date\n";

async fn sent(service: &Service, name: &str, body: &str) -> Answer {
    let mut browser = service.signed_in(name).await;
    let csrf = browser.get("/account").await.csrf();
    let token: &[(&str, &str)] = &[("x-csrf-token", &csrf)];
    browser.ask(Method::POST, PATH, body, token).await
}

#[tokio::test]
async fn only_who_decides_on_mappings_may_send_them() {
    let service = Service::new();
    service.user("anna-files", &[Role::School]);
    let refused = sent(&service, "anna-files", HEADER).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let nobody = service.browser().ask(Method::POST, PATH, HEADER, &[]).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_expert_learns_what_a_file_would_do() {
    let service = Service::new();
    service.user("berta-files", &[Role::Expert]);
    let row = "urn:prasme:digcomp-2.2/1.1\tskos:relatedMatch\turn:prasme:digcomp-2.2/1.2\tsemapv:ManualMappingCuration\tAnna\t2026-01-02\n";
    let answer = sent(&service, "berta-files", &format!("{HEADER}{row}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json()["report"]["added"], 1);
    assert_eq!(answer.json()["applied"], false);
}

#[tokio::test]
async fn a_wrong_row_is_named_by_line_and_column() {
    let service = Service::new();
    service.user("cilda-files", &[Role::Admin]);
    let body = format!("{HEADER}foo:1\tskos:exactMatch\tfoo:2\tsemapv:LexicalMatching\t\t\n");
    let answer = sent(&service, "cilda-files", &body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = answer.json();
    assert_eq!(problem["code"], "bad-mapping-file");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("row 2, column “subject_id”"), "{detail}");
}

#[tokio::test]
async fn a_body_beyond_the_limit_of_other_routes_is_read_here() {
    let service = Service::new();
    service.user("dace-files", &[Role::Expert]);
    let long = format!("{}{HEADER}", "#\n".repeat(100_000));
    let answer = sent(&service, "dace-files", &long).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}
