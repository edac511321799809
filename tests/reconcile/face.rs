//! Who may ask from where: other sites' pages (CORS), scripts (JSONP).

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::Value;

use super::service::{encoded, get, send};

#[tokio::test]
async fn any_page_may_read_the_answers_the_refusals_too() {
    for path in [
        "/reconcile",
        "/reconcile/lv/suggest/type",
        "/reconcile/lv?queries=x",
        "/reconcile/de",
        "/reconcile/lv/preview?id=no",
    ] {
        let answer = get(path).await;
        assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
        assert!(
            answer
                .headers
                .get("access-control-allow-credentials")
                .is_none()
        );
    }
    assert!(
        get("/api/v1/me")
            .await
            .headers
            .get("access-control-allow-origin")
            .is_none()
    );
}

#[tokio::test]
async fn a_browser_that_asks_first_is_told_what_is_allowed() {
    for path in [
        "/reconcile",
        "/reconcile/lv",
        "/reconcile/lv/suggest/entity",
    ] {
        let request = Request::options(path)
            .header(header::ORIGIN, "https://refine.example")
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .body(Body::empty())
            .unwrap();
        let answer = send(request).await;
        assert_eq!(answer.status, 204);
        assert_eq!(answer.headers["access-control-allow-origin"], "*");
        assert!(
            answer.headers["access-control-allow-methods"]
                .to_str()
                .unwrap()
                .contains("POST")
        );
    }
}

#[tokio::test]
async fn a_callback_gets_the_same_as_a_script() {
    let queries = encoded(r#"{"q0":{"query":"vadīt komandu","type":"esco:skill","limit":1}}"#);
    for path in [
        "/reconcile/lv?".to_owned(),
        format!("/reconcile/lv?queries={queries}&"),
        "/reconcile/lv/suggest/type?prefix=esco&".to_owned(),
    ] {
        let plain = get(&path).await.json();
        let script = get(&format!("{path}callback=jQuery.cb_1")).await;
        assert!(
            script.headers["content-type"]
                .to_str()
                .unwrap()
                .starts_with("text/javascript")
        );
        let inside = script
            .text
            .strip_prefix("/**/jQuery.cb_1(")
            .unwrap()
            .strip_suffix(");")
            .unwrap();
        assert_eq!(serde_json::from_str::<Value>(inside).unwrap(), plain);
    }
}

#[tokio::test]
async fn a_callback_that_is_more_than_a_name_is_refused() {
    for name in ["alert(1)//", "a;b", "<script>", "a b"] {
        let answer = get(&format!("/reconcile?callback={}", encoded(name))).await;
        assert_eq!(answer.status, 400, "{name}");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(answer.json()["code"], "bad-callback");
    }
}
