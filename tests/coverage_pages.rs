//! Coverage on the national sample: pages, files, API, verdicts, and what a strange question gets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod common;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use prasme::accounts::{Accounts, Cost, NewUser, Role, Roles};
use prasme::server::{AppState, Settings, router};
use serde_json::Value;
use tower::ServiceExt;

const PASSWORD: &str = "zirgs skrien mežā";

fn service() -> Router {
    let workspace = common::sample();
    let (searcher, _) = workspace.searcher(&mut |_| {}).unwrap();
    let settings = Settings {
        password_cost: Cost::least(),
        ..Settings::default()
    };
    router(AppState::with_settings(workspace.clone(), searcher, settings).unwrap())
}

struct Answer {
    status: StatusCode,
    media: String,
    cookie: Option<String>,
    bytes: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let header = |name| {
        let value = response.headers().get(name);
        value.map(|v: &header::HeaderValue| v.to_str().unwrap().to_owned())
    };
    let (media, cookie) = (header(header::CONTENT_TYPE), header(header::SET_COOKIE));
    Answer {
        status: response.status(),
        media: media.unwrap_or_default(),
        cookie: cookie.map(|c| c.split(';').next().unwrap().to_owned()),
        bytes: response
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec(),
    }
}

async fn get(path: &str) -> Answer {
    let request = Request::get(path).header(header::ACCEPT, "text/html");
    send(&service(), request.body(Body::empty()).unwrap()).await
}

/// A qualification of the sample that has a programme with outcomes.
async fn a_qualification() -> String {
    let found = get("/api/v1/search?q=elektromontieris&kind=qualification")
        .await
        .json();
    found["hits"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_page_is_there_in_both_languages_with_all_its_texts() {
    let qualification = a_qualification().await;
    for path in [
        "/coverage?".to_owned(),
        format!("/coverage?qualification={qualification}"),
        format!("/coverage?qualification={qualification}&columns=outcomes&show=holes"),
        "/coverage?framework=digcomp-2.2".to_owned(),
        "/skill?q=elektrodro%C5%A1%C4%ABba".to_owned(),
        "/skill?upside=taught".to_owned(),
        "/skill?upside=elsewhere".to_owned(),
        "/gaps?strict=1".to_owned(),
        "/materials?".to_owned(),
        "/changes?sector=*".to_owned(),
    ] {
        for language in ["lv", "en"] {
            let page = get(&format!("{path}&hl={language}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
            assert!(!page.text().contains('⟨'), "{path} lacks a text");
        }
    }
}

#[tokio::test]
async fn the_same_link_gives_csv_and_xlsx() {
    let qualification = a_qualification().await;
    let csv = get(&format!("/coverage.csv?qualification={qualification}")).await;
    assert!(csv.media.starts_with("text/csv"), "{}", csv.media);
    assert!(csv.text().lines().count() > 10);
    for path in [
        "/gaps?format=xlsx",
        "/skill.xlsx?q=elektrodro%C5%A1%C4%ABba",
    ] {
        let xlsx = get(path).await;
        assert_eq!(xlsx.status, StatusCode::OK, "{path}");
        assert_eq!(&xlsx.bytes[..2], b"PK", "{path}");
    }
}

#[tokio::test]
async fn holes_alone_are_fewer_than_all_rows() {
    let qualification = a_qualification().await;
    let rows = async |show: &str| {
        let path = format!("/coverage.csv?qualification={qualification}&show={show}");
        get(&path).await.text().lines().count()
    };
    let (all, holes) = (rows("").await, rows("holes").await);
    assert!(holes < all, "{holes} of {all}");
}

#[tokio::test]
async fn a_card_tells_who_requires_electrical_safety_and_where_it_is_missing() {
    let card = get("/api/v1/skills/card?q=elektrodro%C5%A1%C4%ABba")
        .await
        .json();
    let lines = card["lines"].as_array().unwrap();
    assert!(lines.len() >= 2, "{card}");
    assert!(
        lines
            .iter()
            .any(|l| !l["modules"].as_array().unwrap().is_empty())
    );
}

#[tokio::test]
async fn a_school_gets_a_set_and_what_stays_uncovered() {
    let found = get("/api/v1/search?q=elektrodro%C5%A1%C4%ABba&kind=module")
        .await
        .json();
    let module = found["hits"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/materials?for={module}&lang=lv&access=br%C4%ABvi&words=1");
    let answer = get(&path).await.json();
    let of = |key: &str| answer["smallest"][key].as_array().unwrap().len();
    let outcomes = answer["offered"]["outcomes"].as_array().unwrap().len();
    assert_eq!(of("covered") + of("uncovered"), outcomes);
}

#[tokio::test]
async fn strange_questions_get_clear_answers() {
    for (path, status, code) in [
        ("/api/v1/coverage", 422, "nothing-chosen"),
        ("/api/v1/coverage?framework=x-1", 404, "framework-missing"),
        (
            "/api/v1/coverage?qualification=no/such",
            404,
            "record-not-found",
        ),
        (
            "/api/v1/coverage?qualification=digcomp-2.2/2.2",
            422,
            "wrong-kind",
        ),
        ("/api/v1/gaps?sector=XYZ", 404, "sector-missing"),
        ("/api/v1/skills/card?q=un", 422, "nothing-asked"),
        ("/api/v1/materials?for=no/such", 404, "record-not-found"),
        ("/api/v1/changes", 422, "nothing-chosen"),
    ] {
        let answer = get(path).await;
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{path}: {problem}");
        assert_eq!(problem["code"], code, "{path}: {problem}");
        assert_eq!(answer.media, "application/problem+json");
    }
}

#[tokio::test]
async fn versions_of_different_qualifications_are_not_compared() {
    let found = get("/api/v1/search?q=elektrotehni%C4%B7is&kind=qualification")
        .await
        .json();
    let one = found["hits"][0]["id"].as_str().unwrap().to_owned();
    let found = get("/api/v1/search?q=m%C4%93be%C4%BCu+galdnieks&kind=qualification")
        .await
        .json();
    let other = found["hits"][0]["id"].as_str().unwrap().to_owned();
    let problem = get(&format!("/api/v1/changes?old={one}&new={other}"))
        .await
        .json();
    assert_eq!(problem["code"], "different-qualifications", "{problem}");
}

/// The forms' token of a page.
fn csrf(page: &str) -> &str {
    let (_, after) = page.split_once("name=\"csrf\" value=\"").unwrap();
    after.split('"').next().unwrap()
}

#[tokio::test]
async fn an_experts_verdict_shows_at_once_and_who_comes_second_learns_of_it() {
    let qualification = a_qualification().await;
    let router = service();
    let accounts = Accounts::open(&common::sample().catalogue_path()).unwrap();
    let new = NewUser {
        name: "eksperte-parklajums".parse().unwrap(),
        full_name: String::new(),
        roles: Roles::of(&[Role::Expert]),
    };
    let accounts = accounts.with_cost(Cost::least());
    accounts
        .add_user(&new, PASSWORD, "console", Timestamp::UNIX_EPOCH)
        .unwrap();
    let post = async |path: &str, form: String, cookie: Option<&str>| {
        let mut request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        send(&router, request.body(Body::from(form)).unwrap()).await
    };
    let login = format!(
        "name=eksperte-parklajums&password={}&return=/",
        PASSWORD.replace(' ', "+")
    );
    let cookie = post("/login", login, None).await.cookie.unwrap();
    let see = async |path: &str| {
        let request = Request::get(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &cookie);
        send(&router, request.body(Body::empty()).unwrap()).await
    };
    let matrix = see(&format!("/api/v1/coverage?qualification={qualification}"))
        .await
        .json();
    let row = matrix["rows"][0]["record"]["id"].as_str().unwrap();
    let col = matrix["columns"][0]["record"]["id"].as_str().unwrap();
    let cell = format!("/coverage/cell?qualification={qualification}&row={row}&col={col}");
    let page = see(&cell).await.text();
    let form = |version: u64| {
        let csrf = csrf(&page);
        format!(
            "csrf={csrf}&row={row}&col={col}&value=not_applicable&reason=nav+vajadz%C4%ABgs&version={version}"
        )
    };
    // Without an account nothing is written.
    let anonymous = post("/coverage/verdict", form(0), None).await;
    assert_eq!(anonymous.status, StatusCode::SEE_OTHER);
    let given = post("/coverage/verdict", form(0), Some(&cookie)).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
    let after = see(&cell).await.text();
    assert!(after.contains("eksperte-parklajums") && after.contains("nav vajadzīgs"));
    let matrix = see(&format!("/api/v1/coverage?qualification={qualification}"))
        .await
        .json();
    let cells = matrix["rows"][0]["cells"].as_array().unwrap();
    let ours = cells.iter().find(|c| c["column"] == 0).unwrap();
    assert_eq!(ours["value"], "not_applicable");
    assert_ne!(ours["machine"], "not_applicable");
    let second = post("/coverage/verdict", form(0), Some(&cookie)).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text().contains("eksperte-parklajums"));
}
