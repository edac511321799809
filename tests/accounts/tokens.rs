//! API tokens.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use prasme::accounts::Role;

use super::service::{Answer, Service};

async fn me(service: &Service, token: &str) -> Answer {
    let request = Request::get("/api/v1/me")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    service.send(request).await
}

#[tokio::test]
async fn a_token_is_made_shown_once_used_and_revoked() {
    let service = Service::new();
    service.user("anna-token", &[Role::Expert]);
    let mut anna = service.signed_in("anna-token").await;
    let csrf = anna.get("/account").await.csrf();
    let made = anna
        .post(
            "/account/tokens",
            &format!("csrf={csrf}&name=OpenRefine&days=30"),
        )
        .await;
    let (_, after) = made
        .text
        .split_once("class=\"token\">")
        .expect("the token is shown");
    let token = after.split('<').next().unwrap();
    assert!(token.starts_with("prasme_"));
    assert!(
        !anna.get("/account").await.text.contains(token),
        "never again"
    );
    let user = me(&service, token).await.json()["user"].clone();
    assert_eq!(
        (&user["name"], &user["by"]),
        (&"anna-token".into(), &"token".into())
    );
    assert_eq!(user["roles"][0], "expert");
    let number = service.accounts.tokens("anna-token").unwrap()[0].number;
    let revoked = anna
        .post(
            &format!("/account/tokens/{number}/revoke"),
            &format!("csrf={csrf}"),
        )
        .await;
    assert_eq!(revoked.status, StatusCode::SEE_OTHER);
    assert_eq!(me(&service, token).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_expired_or_invented_token_is_refused_even_where_reading_is_free() {
    let service = Service::new();
    service.user("anna-expired", &[]);
    let start = "2026-11-21T08:00:00Z".parse().unwrap();
    let end = "2026-11-21T09:00:00Z".parse().unwrap();
    let token = service
        .accounts
        .make_token("anna-expired", "x", Some(end), "console", start)
        .unwrap();
    assert_eq!(me(&service, &token.reveal()).await.status, StatusCode::OK);
    service.wait(3600);
    for token in [token.reveal(), "prasme_nonsense".into(), "x".repeat(5000)] {
        let answer = me(&service, &token).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.json()["code"], "bad-token");
        assert!(
            answer
                .header(header::WWW_AUTHENTICATE)
                .contains("invalid_token")
        );
    }
}

#[tokio::test]
async fn a_token_makes_no_tokens_and_no_passwords() {
    let service = Service::new();
    service.user("anna-limits", &[Role::Admin]);
    let now = "2026-11-21T08:00:00Z".parse().unwrap();
    let token = service
        .accounts
        .make_token("anna-limits", "x", None, "console", now)
        .unwrap();
    for path in ["/account/tokens", "/account/password"] {
        let request = Request::post(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", token.reveal()))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("name=more&days=0"))
            .unwrap();
        let answer = service.send(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(answer.json()["code"], "session-needed");
    }
}

#[tokio::test]
async fn somebody_elses_token_cannot_be_revoked() {
    let service = Service::new();
    service.user("anna-hers", &[]);
    service.user("berta-hers", &[Role::Admin]);
    let now = "2026-11-21T08:00:00Z".parse().unwrap();
    let token = service
        .accounts
        .make_token("anna-hers", "x", None, "console", now)
        .unwrap();
    let mut berta = service.signed_in("berta-hers").await;
    let csrf = berta.get("/account").await.csrf();
    let answer = berta
        .post(
            &format!("/account/tokens/{}/revoke", token.number),
            &format!("csrf={csrf}"),
        )
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(me(&service, &token.reveal()).await.status, StatusCode::OK);
}
