//! The HTTP face on the national sample: what clients get, and what they get when they ask for something strange.

mod common;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use prasme::server::{AppState, router};
use serde_json::Value;
use tower::ServiceExt;

fn service() -> Router {
    let workspace = common::sample();
    let (searcher, _) = workspace.searcher(&mut |_| {}).expect("the index opens");
    router(AppState::new(workspace.clone(), searcher).expect("the catalogue opens"))
}

async fn send(request: Request<Body>) -> Response<Body> {
    service()
        .oneshot(request)
        .await
        .expect("the service answers")
}

async fn get(uri: &str) -> Response<Body> {
    send(
        Request::get(uri)
            .body(Body::empty())
            .expect("a valid request"),
    )
    .await
}

async fn text(response: Response<Body>) -> String {
    let bytes = response
        .into_body()
        .collect()
        .await
        .expect("a whole body")
        .to_bytes();
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

async fn json(response: Response<Body>) -> Value {
    serde_json::from_str(&text(response).await).expect("JSON")
}

/// The problem that an answer is, its status checked.
async fn problem(response: Response<Body>, status: StatusCode) -> Value {
    assert_eq!(response.status(), status);
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let problem = json(response).await;
    assert_eq!(problem["status"], status.as_u16());
    let code = problem["code"].as_str().expect("a code");
    assert_eq!(problem["type"], format!("urn:prasme:problem:{code}"));
    problem
}

#[tokio::test]
async fn a_school_finds_free_latvian_materials() {
    let found = json(
        get("/api/v1/search?q=elektrodro%C5%A1%C4%ABba&kind=material&lang=lv&access=br%C4%ABvi")
            .await,
    )
    .await;
    assert!(found["total"].as_u64().unwrap() >= 4, "{found}");
    for hit in found["hits"].as_array().unwrap() {
        assert_eq!(hit["kind"], "material");
    }
}

#[tokio::test]
async fn an_expert_reaches_the_real_word_through_a_misspelt_one_that_is_a_word_too() {
    let found = json(get("/api/v1/search?q=kontrolieru+programesana").await).await;
    let first = found["hits"][0]["name"]["text"].as_str().unwrap();
    assert!(first.to_lowercase().contains("kontroller"), "{first}");
}

#[tokio::test]
async fn an_officer_finds_outcomes_behind_an_abbreviation_with_reasons() {
    let found = json(get("/api/v1/search?q=PLC&kind=learning_outcome&explain=full").await).await;
    assert!(found["total"].as_u64().unwrap() >= 1);
    let words = found["hits"][0]["explanation"]["words"].as_array().unwrap();
    assert!(!words.is_empty());
}

#[tokio::test]
async fn the_same_search_as_a_body_gives_the_same_answer() {
    let by_address = json(
        get("/api/v1/search?q=zāģis&limit=3"
            .replace('ā', "%C4%81")
            .replace('ģ', "%C4%A3")
            .as_str())
        .await,
    )
    .await;
    let body = r#"{"query":"zāģis","limit":3}"#;
    let request = Request::post("/api/v1/search")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body))
        .unwrap();
    assert_eq!(json(send(request).await).await, by_address);
}

#[tokio::test]
async fn a_second_identical_search_is_answered_alike() {
    let service = service();
    let ask = || {
        let request = Request::get("/api/v1/search?q=PLC")
            .body(Body::empty())
            .unwrap();
        service.clone().oneshot(request)
    };
    let first = text(ask().await.unwrap()).await;
    assert_eq!(text(ask().await.unwrap()).await, first);
}

#[tokio::test]
async fn suggestions_complete_names_that_exist() {
    let found = json(get("/api/v1/suggest?q=elektrodr&limit=3").await).await;
    let suggestions = found["suggestions"].as_array().unwrap();
    assert!(!suggestions.is_empty() && suggestions.len() <= 3);
    let first = suggestions[0]["text"].as_str().unwrap().to_lowercase();
    assert!(first.contains("elektrodr"), "{first}");
}

#[tokio::test]
async fn a_record_has_its_place_and_source() {
    let record = json(get("/api/v1/records/digcomp-2.2/2.2").await).await;
    assert_eq!(record["record"]["id"], "digcomp-2.2/2.2");
    assert_eq!(record["ancestors"][0]["id"], "digcomp-2.2/2");
    assert!(
        record["record"]["source"]["file"]
            .as_str()
            .unwrap()
            .ends_with(".csv")
    );
    assert!(!record["datasets"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn what_a_skill_is_linked_with_shows_from_both_ends() {
    let found =
        json(get("/api/v1/search?q=kind:occupation+framework:esco+elektromontieris").await).await;
    let id = found["hits"][0]["id"].as_str().unwrap();
    let record = json(get(&format!("/api/v1/records/{id}")).await).await;
    let links = record["links"].as_array().unwrap();
    let skill = links
        .iter()
        .find(|l| l["relation"] == "essential_skill")
        .expect("an essential skill");
    let other = json(
        get(&format!(
            "/api/v1/records/{}",
            skill["id"].as_str().unwrap()
        ))
        .await,
    )
    .await;
    let back = other["links"].as_array().unwrap();
    assert!(back.iter().any(|l| l["id"] == id && l["direction"] == "in"));
}

#[tokio::test]
async fn explain_tells_why_and_that_something_does_not_come() {
    let found = json(get("/api/v1/search?q=PLC").await).await;
    let id = found["hits"][0]["id"].as_str().unwrap();
    let why = json(get(&format!("/api/v1/explain?q=PLC&id={id}")).await).await;
    assert!(!why["words"].as_array().unwrap().is_empty());
    let no = get("/api/v1/explain?q=PLC&id=digcomp-2.2/4.4").await;
    assert_eq!(problem(no, StatusCode::NOT_FOUND).await["code"], "no-match");
}

#[tokio::test]
async fn unknown_routes_records_and_datasets_are_problems() {
    for (uri, code) in [
        ("/api/v1/nothing", "route-not-found"),
        ("/nowhere", "route-not-found"),
        ("/api/v1/records/no/such", "record-not-found"),
        ("/api/v1/warnings/none", "dataset-not-found"),
        ("/static/prasme.css", "not-found"),
    ] {
        let said = problem(get(uri).await, StatusCode::NOT_FOUND).await;
        if code != "not-found" {
            assert_eq!(said["code"], code, "{uri}");
            assert!(said["hint"].is_string(), "{uri}");
        }
    }
}

#[tokio::test]
async fn wrong_parameters_name_what_would_be_right() {
    let unknown = problem(get("/api/v1/search?query=x").await, StatusCode::BAD_REQUEST).await;
    assert!(
        unknown["detail"]
            .as_str()
            .unwrap()
            .contains("expected one of `q`")
    );
    let wrong = problem(
        get("/api/v1/search?limit=ten").await,
        StatusCode::BAD_REQUEST,
    )
    .await;
    assert_eq!(wrong["where"], "query string");
    let sort = problem(
        get("/api/v1/search?sort=best").await,
        StatusCode::BAD_REQUEST,
    )
    .await;
    assert!(sort["detail"].as_str().unwrap().contains("relevance"));
}

#[tokio::test]
async fn bad_bodies_are_problems() {
    let post = |body: &'static str, media: &'static str| {
        Request::post("/api/v1/search")
            .header(header::CONTENT_TYPE, media)
            .body(Body::from(body))
            .unwrap()
    };
    let syntax = send(post("{", "application/json")).await;
    assert_eq!(
        problem(syntax, StatusCode::BAD_REQUEST).await["code"],
        "bad-json"
    );
    let field = send(post(r#"{"limit":"x"}"#, "application/json")).await;
    let said = problem(field, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(
        said["detail"].as_str().unwrap().starts_with("limit"),
        "{said}"
    );
    let media = send(post("{}", "text/plain")).await;
    assert_eq!(
        problem(media, StatusCode::UNSUPPORTED_MEDIA_TYPE).await["code"],
        "media-type"
    );
    let large = Request::post("/api/v1/search")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(format!(
            r#"{{"query":"{}"}}"#,
            "a".repeat(70_000)
        )))
        .unwrap();
    assert_eq!(
        problem(send(large).await, StatusCode::PAYLOAD_TOO_LARGE).await["code"],
        "body-too-large"
    );
}

#[tokio::test]
async fn a_wrong_method_says_so() {
    let request = Request::delete("/api/v1/search")
        .body(Body::empty())
        .unwrap();
    let response = send(request).await;
    assert_eq!(
        problem(response, StatusCode::METHOD_NOT_ALLOWED).await["code"],
        "method-not-allowed"
    );
}

#[tokio::test]
async fn strange_queries_are_answered_not_refused() {
    for q in [
        "%22",
        "-",
        "%00",
        "((((",
        "kind:",
        "lki:99",
        "%F0%9F%92%A1",
        "%20",
        "a%CC%84",
        &"x".repeat(6000),
    ] {
        let response = get(&format!("/api/v1/search?q={q}")).await;
        assert_eq!(response.status(), StatusCode::OK, "{q}");
    }
}

#[tokio::test]
async fn a_browser_gets_a_page_for_every_failure() {
    let request = Request::get("/r/no/such")
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .unwrap();
    let response = send(request).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let html = text(response).await;
    assert!(html.contains("Šāda ieraksta nav") && html.contains("lang=\"lv\""));
}

#[tokio::test]
async fn pages_speak_the_chosen_language_and_remember_it() {
    let response = get("/data?hl=en").await;
    let cookie = response.headers()[header::SET_COOKIE]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(cookie.starts_with("prasme-hl=en"));
    assert!(text(response).await.contains("lang=\"en\""));
    let request = Request::get("/data")
        .header(header::COOKIE, "prasme-hl=en")
        .body(Body::empty())
        .unwrap();
    assert!(text(send(request).await).await.contains("<h1>Data</h1>"));
}

#[tokio::test]
async fn pages_forbid_what_they_do_not_need() {
    let response = get("/").await;
    let policy = response.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"));
    assert_eq!(
        response.headers()[header::X_CONTENT_TYPE_OPTIONS],
        "nosniff"
    );
}

#[tokio::test]
async fn a_query_is_never_markup() {
    let html = text(get("/?q=%3Cscript%3Ealert(1)%3C/script%3E").await).await;
    assert!(!html.contains("<script>alert"));
}

#[tokio::test]
async fn no_page_lacks_a_text() {
    for uri in [
        "/",
        "/?q=PLC",
        "/?q=xqzwv",
        "/?q=*&sort=name",
        "/data",
        "/help",
        "/r/digcomp-2.2/2.2",
    ] {
        for language in ["lv", "en"] {
            let joint = if uri.contains('?') { '&' } else { '?' };
            let html = text(get(&format!("{uri}{joint}hl={language}")).await).await;
            assert!(!html.contains("⟨?⟩"), "{uri} {language}");
        }
    }
}

#[tokio::test]
async fn health_and_metrics_answer() {
    let live = json(get("/health/live").await).await;
    assert_eq!(live["status"], "live");
    let ready = json(get("/health/ready").await).await;
    assert!(ready["records"].as_u64().unwrap() > 2000);
    let service = service();
    let ask = |uri: &'static str| {
        service
            .clone()
            .oneshot(Request::get(uri).body(Body::empty()).unwrap())
    };
    ask("/api/v1/search?q=koks").await.unwrap();
    let metrics = text(ask("/metrics").await.unwrap()).await;
    assert!(metrics.contains("prasme_http_requests_total"), "{metrics}");
    assert!(metrics.contains(r#"route="/api/v1/search""#), "{metrics}");
}

#[tokio::test]
async fn answers_are_packed_when_the_client_can_unpack_them() {
    let request = Request::get("/api/v1/search?q=koks")
        .header(header::ACCEPT_ENCODING, "gzip")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        send(request).await.headers()[header::CONTENT_ENCODING],
        "gzip"
    );
}

#[tokio::test]
async fn the_api_is_shown_without_the_net() {
    let html = text(get("/api/docs/").await).await;
    assert!(
        html.contains("swagger-ui") && !html.contains("https://"),
        "{html}"
    );
    let document = json(get("/api/v1/openapi.json").await).await;
    assert!(document["paths"]["/api/v1/search"]["get"].is_object());
}

/// The document changes only with a reviewed change of this snapshot.
#[test]
fn the_api_is_what_was_reviewed() {
    insta::assert_json_snapshot!("openapi", prasme::server::openapi());
}
