//! Logging in and out.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use prasme::accounts::Role;
use prasme::server::Settings;

use super::service::{PASSWORD, Service};

#[tokio::test]
async fn reading_needs_no_account_and_every_page_says_who_is_signed_in() {
    let service = Service::new();
    service.user("anna-reads", &[Role::Expert]);
    let before = service.browser().get("/data").await;
    assert_eq!(before.status, StatusCode::OK);
    assert!(before.text.contains("href=\"/login?return=%2Fdata\""));
    let mut browser = service.signed_in("anna-reads").await;
    for path in [
        "/",
        "/data",
        "/help",
        "/r/digcomp-2.2/2.2",
        "/?q=dati",
        "/nowhere",
    ] {
        let page = browser.get(path).await;
        assert!(page.text.contains("anna-reads"), "{path}");
        assert!(page.text.contains("Izrakstīties"), "{path}");
    }
}

#[tokio::test]
async fn pages_of_a_user_are_kept_by_no_cache() {
    let service = Service::new();
    service.user("anna-cache", &[]);
    let anonymous = service.browser().get("/data").await;
    assert!(
        anonymous
            .header(header::VARY)
            .to_lowercase()
            .contains("cookie")
    );
    let mut browser = service.signed_in("anna-cache").await;
    for path in ["/data", "/?q=dati", "/api/v1/me", "/api/v1/search?q=dati"] {
        let page = browser.get(path).await;
        assert_eq!(
            page.header(header::CACHE_CONTROL),
            "private, no-store",
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_log_in_gives_a_new_session_whatever_the_browser_came_with() {
    let service = Service::new();
    service.user("anna-fixed", &[]);
    let planted = format!("prasme-session={}", "a".repeat(64));
    let mut browser = service.browser();
    browser.cookie = Some(planted.clone());
    browser.log_in("anna-fixed", PASSWORD, "/").await;
    let given = browser.cookie.clone().unwrap();
    assert_ne!(given, planted);
    // The same browser logs in again: the session before is worthless from then on.
    browser.cookie = Some(given.clone());
    let again = browser.log_in("anna-fixed", PASSWORD, "/").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let mut thief = service.browser();
    thief.cookie = Some(given);
    assert!(thief.get("/api/v1/me").await.json()["user"].is_null());
}

#[tokio::test]
async fn the_way_back_never_leads_to_another_host() {
    let service = Service::new();
    service.user("anna-back", &[]);
    for (back, expected) in [
        ("/data?hl=en", "/data?hl=en"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/%5Cevil.example", "/"),
        ("/%09/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/login", "/"),
    ] {
        let back = back.replace('?', "%3F").replace('=', "%3D");
        let answer = service.browser().log_in("anna-back", PASSWORD, &back).await;
        assert_eq!(answer.header(header::LOCATION), expected, "{back}");
        let page = service
            .browser()
            .get(&format!("/login?return={back}"))
            .await;
        assert!(
            page.text
                .contains(&format!("name=\"return\" value=\"{expected}\"")),
            "{back}"
        );
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_alike() {
    let service = Service::new();
    service.user("anna-wrong", &[]);
    let known = service
        .browser()
        .log_in("anna-wrong", "cits vārds te", "/")
        .await;
    let unknown = service
        .browser()
        .log_in("nobody-there", "cits vārds te", "/")
        .await;
    assert_eq!(
        (known.status, unknown.status),
        (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED)
    );
    assert!(known.text.contains("Lietotājvārds vai parole nav pareiza"));
    assert_eq!(
        known.text.replace("anna-wrong", "nobody-there"),
        unknown.text
    );
    assert!(known.headers.get(header::SET_COOKIE).is_none());
}

#[tokio::test]
async fn guessing_is_slowed_down_and_the_page_says_for_how_long() {
    let service = Service::new();
    service.user("anna-slow", &[]);
    for _ in 0..5 {
        service
            .browser()
            .log_in("anna-slow", "nepareiza parole", "/")
            .await;
    }
    let refused = service.browser().log_in("anna-slow", PASSWORD, "/").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: i64 = refused.header(header::RETRY_AFTER).parse().unwrap();
    assert!(refused.text.contains("role=\"alert\""));
    service.wait(seconds);
    let let_in = service.browser().log_in("anna-slow", PASSWORD, "/").await;
    assert_eq!(let_in.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_that_is_over_makes_its_owner_anonymous() {
    let service = Service::new();
    service.user("anna-over", &[]);
    let mut browser = service.signed_in("anna-over").await;
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    service.wait(3601);
    let answer = browser.get("/account").await;
    assert_eq!(answer.header(header::LOCATION), "/login?return=%2Faccount");
}

#[tokio::test]
async fn a_disabled_user_is_out_at_once() {
    let service = Service::new();
    service.user("anna-out", &[Role::Expert]);
    let mut browser = service.signed_in("anna-out").await;
    assert_eq!(
        browser.get("/api/v1/me").await.json()["user"]["name"],
        "anna-out"
    );
    let now = "2026-11-21T09:00:00Z".parse().unwrap();
    service
        .accounts
        .disable("anna-out", "console", now)
        .unwrap();
    assert!(browser.get("/api/v1/me").await.json()["user"].is_null());
    let again = browser.log_in("anna-out", PASSWORD, "/").await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_host_and_encryption() {
    let service = Service::with(Settings {
        public_url: Some("https://prasme.example.lv".parse().unwrap()),
        ..Settings::default()
    });
    service.user("anna-tls", &[]);
    let mut browser = service.browser();
    let answer = browser.log_in("anna-tls", PASSWORD, "/").await;
    let cookie = answer.header(header::SET_COOKIE);
    assert!(
        cookie.starts_with("__Host-prasme-session=") && cookie.contains("; Secure"),
        "{cookie}"
    );
    assert_eq!(
        browser.get("/api/v1/me").await.json()["user"]["by"],
        "session"
    );
}

#[tokio::test]
async fn an_open_line_is_told_and_this_machine_is_none() {
    let service = Service::new();
    let page = async |host| {
        let request = Request::get("/login")
            .header(header::HOST, host)
            .body(Body::empty())
            .unwrap();
        service.send(request).await.text
    };
    assert!(page("skola.example:8080").await.contains("nav šifrēts"));
    assert!(!page("localhost:8080").await.contains("nav šifrēts"));
}

#[tokio::test]
async fn logging_out_ends_the_session_and_takes_the_cookie() {
    let service = Service::new();
    service.user("anna-leaves", &[]);
    let mut browser = service.signed_in("anna-leaves").await;
    let kept = browser.cookie.clone();
    let csrf = browser.get("/data").await.csrf();
    let answer = browser.post("/logout", &format!("csrf={csrf}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(browser.cookie.is_none());
    browser.cookie = kept;
    assert!(browser.get("/api/v1/me").await.json()["user"].is_null());
}
