//! Nobody makes a user's browser do what the user did not ask for.

use axum::http::{Method, StatusCode};

use super::service::{PASSWORD, Service};

#[tokio::test]
async fn a_form_without_a_token_or_with_another_sessions_is_refused() {
    let service = Service::new();
    service.user("anna-form", &[]);
    service.user("berta-form", &[]);
    let mut anna = service.signed_in("anna-form").await;
    let mut berta = service.signed_in("berta-form").await;
    let foreign = berta.get("/account").await.csrf();
    for form in [
        "x=1".to_owned(),
        "csrf=".to_owned(),
        format!("csrf={}", "0".repeat(128)),
        format!("csrf={foreign}"),
    ] {
        let answer = anna.post("/logout", &form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{form}");
        assert!(answer.text.contains("Atveriet lapu no jauna"), "{form}");
    }
    assert_eq!(
        anna.get("/api/v1/me").await.json()["user"]["name"],
        "anna-form"
    );
}

#[tokio::test]
async fn a_token_from_an_earlier_session_is_worth_nothing() {
    let service = Service::new();
    service.user("anna-earlier", &[]);
    let mut anna = service.signed_in("anna-earlier").await;
    let earlier = anna.get("/account").await.csrf();
    anna.log_in("anna-earlier", PASSWORD, "/").await;
    let answer = anna.post("/logout", &format!("csrf={earlier}")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn script_sends_the_token_in_a_header() {
    let service = Service::new();
    service.user("anna-script", &[]);
    let mut anna = service.signed_in("anna-script").await;
    let csrf = anna.get("/account").await.csrf();
    let wrong = anna
        .ask(Method::POST, "/logout", "", &[("x-csrf-token", "nonsense")])
        .await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let right = anna
        .ask(Method::POST, "/logout", "", &[("x-csrf-token", &csrf)])
        .await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_request_from_another_site_is_refused_even_with_a_token() {
    let service = Service::new();
    service.user("anna-site", &[]);
    let mut anna = service.signed_in("anna-site").await;
    let csrf = anna.get("/account").await.csrf();
    let answer = anna
        .ask(
            Method::POST,
            "/logout",
            &format!("csrf={csrf}"),
            &[("sec-fetch-site", "cross-site")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_other_site_logs_anybody_in() {
    let service = Service::new();
    service.user("anna-planted", &[]);
    let form = format!("name=anna-planted&password={}", PASSWORD.replace(' ', "+"));
    let mut victim = service.browser();
    let answer = victim
        .ask(
            Method::POST,
            "/login",
            &form,
            &[("origin", "https://evil.example"), ("host", "localhost")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(victim.cookie.is_none());
}

#[tokio::test]
async fn a_search_by_body_changes_nothing_and_needs_no_token() {
    let service = Service::new();
    service.user("anna-search", &[]);
    let mut anna = service.signed_in("anna-search").await;
    let answer = anna
        .ask(
            Method::POST,
            "/api/v1/search",
            "",
            &[("content-type", "application/json")],
        )
        .await;
    assert_eq!(
        answer.status,
        StatusCode::BAD_REQUEST,
        "an empty body is no JSON, but no forgery"
    );
}
