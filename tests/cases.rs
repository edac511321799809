//! Recognition cases over HTTP: an officer from papers to the printed decision, and everybody else kept out.

mod common;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use prasme::accounts::{Accounts, Cost, NewUser, Role, Roles, UserName};
use prasme::server::{AppState, Settings, router};
use serde_json::{Value, json};
use tower::ServiceExt;

const PROGRAMME: &str = "mip/33522011/elektrotehnikis";

/// A service over the sample, and tokens of users with these roles.
fn service(names: &[(&str, Role)]) -> (Router, Vec<String>) {
    let workspace = common::sample();
    let (searcher, _) = workspace.searcher(&mut |_| {}).expect("the index opens");
    let cost = Cost::least();
    let accounts = Accounts::open(&workspace.catalogue_path())
        .expect("accounts open")
        .with_cost(cost);
    let tokens = names.iter().map(|(name, role)| {
        let new = NewUser {
            name: name.parse::<UserName>().expect("a name"),
            full_name: String::new(),
            roles: Roles::of(&[*role]),
        };
        accounts
            .add_user(
                &new,
                "gara un droša parole",
                "console",
                Timestamp::UNIX_EPOCH,
            )
            .expect("a new user");
        let token = accounts
            .make_token(name, "tests", None, name, Timestamp::UNIX_EPOCH)
            .expect("a token");
        token.reveal()
    });
    let tokens = tokens.collect();
    let settings = Settings {
        password_cost: cost,
        ..Settings::default()
    };
    let state = AppState::with_settings(workspace.clone(), searcher, settings)
        .expect("the catalogue opens");
    (router(state), tokens)
}

/// Status, media type and body of an answer.
async fn ask(
    service: &Router,
    token: &str,
    method: &str,
    uri: &str,
    body: impl Into<Body>,
) -> (StatusCode, String, Vec<u8>) {
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.into())
        .expect("a valid request");
    let response = service.clone().oneshot(request).await.expect("an answer");
    let status = response.status();
    let media = response
        .headers()
        .get(header::CONTENT_TYPE)
        .map(|v| v.to_str().expect("ASCII").to_owned())
        .unwrap_or_default();
    if status.is_success() && status != StatusCode::NO_CONTENT {
        let kept = response.headers()[header::CACHE_CONTROL]
            .to_str()
            .expect("ASCII");
        assert!(kept.contains("no-store"), "{uri}: {kept}");
    }
    let bytes = response
        .into_body()
        .collect()
        .await
        .expect("a whole body")
        .to_bytes();
    (status, media, bytes.to_vec())
}

/// A JSON answer with the status expected.
async fn json_of(
    service: &Router,
    token: &str,
    method: &str,
    uri: &str,
    body: Value,
    status: StatusCode,
) -> Value {
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let (found, _, bytes) = ask(service, token, method, uri, body).await;
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(found, status, "{method} {uri}: {text}");
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

fn new_case() -> Value {
    json!({"applicant": {"given_name": "Guntars", "family_name": "Ezerkalns"}, "route": "vela_posma", "targets": [PROGRAMME]})
}

#[tokio::test]
async fn an_officer_goes_from_papers_to_the_printed_decision() {
    let (service, tokens) = service(&[("ofc-one", Role::Officer)]);
    let token = tokens[0].as_str();
    let case = json_of(
        &service,
        token,
        "POST",
        "/api/v1/cases",
        new_case(),
        StatusCode::CREATED,
    )
    .await;
    let base = format!("/api/v1/cases/{}", case["number"]);
    let step = async |case: &Value, body: Value| {
        let uri = format!("{base}/changes?version={}", case["version"]);
        json_of(&service, token, "POST", &uri, body, StatusCode::OK).await
    };
    let case = step(&case, json!({"change": "move", "to": "dokumentesana"})).await;
    let paper =
        std::fs::read("tests/recognition/elektrikis/darba-apraksts.txt").expect("the paper");
    let uri = format!(
        "{base}/evidence?version={}&name=darba-apraksts.txt",
        case["version"]
    );
    let (status, _, bytes) = ask(&service, token, "POST", &uri, paper).await;
    assert_eq!(status, StatusCode::OK);
    let case: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert!(
        case["brought"][0]["evidence"]["claims"]
            .as_array()
            .expect("claims")
            .len()
            > 30
    );
    let case = step(&case, json!({"change": "move", "to": "novertesana"})).await;
    let uri = format!("{base}/compare?version={}", case["version"]);
    let mut case = json_of(&service, token, "POST", &uri, Value::Null, StatusCode::OK).await;
    let comparison = case["comparisons"][0].clone();
    let shown = comparison["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .find(|l| l["status"] == "pilniba")
        .expect("something is shown")
        .clone();
    assert!(
        !shown["supports"][0]["marks"]
            .as_array()
            .expect("marks")
            .is_empty()
    );
    case = step(&case, json!({"change": "line", "outcome": shown["outcome"], "status": "daleji", "reason": "jāparāda darbnīcā"})).await;
    for module in comparison["modules"].as_array().expect("modules") {
        case = step(
            &case,
            json!({"change": "module", "module": module["module"], "decision": module["decision"]}),
        )
        .await;
    }
    let case = step(&case, json!({"change": "move", "to": "apstiprinasana"})).await;
    let meeting =
        json!({"members": [{"name": "Ilze Ozola"}], "decided_on": "2026-08-03", "protocol": "12"});
    let case = step(&case, json!({"change": "meeting", "meeting": meeting})).await;
    let case = step(&case, json!({"change": "close"})).await;
    assert!(case["closed_at"].is_string());
    for (code, word) in [
        ("salidzinajuma-tabula", "jāparāda darbnīcā"),
        ("lemuma-projekts", "Protokols Nr. 12"),
        ("individualais-plans", "Jāapgūst"),
    ] {
        let (status, media, page) = ask(
            &service,
            token,
            "GET",
            &format!("{base}/papers/{code}?school=Tehnikums"),
            "",
        )
        .await;
        assert_eq!(
            (status, media.as_str()),
            (StatusCode::OK, "text/html; charset=utf-8")
        );
        let page = String::from_utf8(page).expect("UTF-8");
        assert!(
            page.contains(word) && page.contains("Guntars Ezerkalns"),
            "{code}"
        );
        let (_, media, docx) = ask(
            &service,
            token,
            "GET",
            &format!("{base}/papers/{code}?format=docx"),
            "",
        )
        .await;
        assert!(media.ends_with("wordprocessingml.document") && docx.starts_with(b"PK"));
    }
    let record = json_of(
        &service,
        token,
        "GET",
        &format!("{base}/papers/lemuma-projekts?format=json"),
        Value::Null,
        StatusCode::OK,
    )
    .await;
    assert_eq!(record["credential"]["type"][1], "EuropeanDigitalCredential");
    let exam = json_of(
        &service,
        token,
        "GET",
        &format!("{base}/exam"),
        Value::Null,
        StatusCode::OK,
    )
    .await;
    assert!(
        exam["requirements"].as_u64() > Some(20) && exam["shown"].as_u64() > Some(0),
        "{exam}"
    );
    let standings = json_of(
        &service,
        token,
        "GET",
        &format!("{base}/standings"),
        Value::Null,
        StatusCode::OK,
    )
    .await;
    assert_eq!(standings["standings"][0]["programme"], PROGRAMME);
    let export = json_of(
        &service,
        token,
        "GET",
        &format!("{base}/export"),
        Value::Null,
        StatusCode::OK,
    )
    .await;
    assert!(export["audit"].as_array().expect("a trail").len() > 10);
    json_of(
        &service,
        token,
        "DELETE",
        &base,
        Value::Null,
        StatusCode::NO_CONTENT,
    )
    .await;
    json_of(
        &service,
        token,
        "GET",
        &base,
        Value::Null,
        StatusCode::NOT_FOUND,
    )
    .await;
}

#[tokio::test]
async fn whoever_is_no_officer_learns_nothing() {
    let (service, tokens) = service(&[("adm-cases", Role::Admin), ("exp-cases", Role::Expert)]);
    for token in &tokens {
        let problem = json_of(
            &service,
            token,
            "GET",
            "/api/v1/cases",
            Value::Null,
            StatusCode::FORBIDDEN,
        )
        .await;
        assert_eq!(problem["code"], "role-needed");
        json_of(
            &service,
            token,
            "GET",
            "/api/v1/cases/1",
            Value::Null,
            StatusCode::FORBIDDEN,
        )
        .await;
        json_of(
            &service,
            token,
            "POST",
            "/api/v1/cases",
            new_case(),
            StatusCode::FORBIDDEN,
        )
        .await;
    }
    let nobody = json_of(
        &service,
        "prasme_none",
        "GET",
        "/api/v1/cases/1/export",
        Value::Null,
        StatusCode::UNAUTHORIZED,
    )
    .await;
    assert!(nobody["code"].is_string());
}

#[tokio::test]
async fn of_two_officers_the_second_is_told() {
    let (service, tokens) = service(&[("ofc-first", Role::Officer), ("ofc-second", Role::Officer)]);
    let case = json_of(
        &service,
        &tokens[0],
        "POST",
        "/api/v1/cases",
        new_case(),
        StatusCode::CREATED,
    )
    .await;
    let uri = format!("/api/v1/cases/{}/changes?version=1", case["number"]);
    let body = json!({"change": "move", "to": "dokumentesana"});
    json_of(
        &service,
        &tokens[0],
        "POST",
        &uri,
        body.clone(),
        StatusCode::OK,
    )
    .await;
    let problem = json_of(
        &service,
        &tokens[1],
        "POST",
        &uri,
        body,
        StatusCode::CONFLICT,
    )
    .await;
    assert_eq!(problem["code"], "case-changed");
    assert!(
        problem["hint"]
            .as_str()
            .expect("a hint")
            .contains("version")
    );
}

#[tokio::test]
async fn bad_papers_and_bad_requests_say_what_would_be_right() {
    let (service, tokens) = service(&[("ofc-bad", Role::Officer)]);
    let token = tokens[0].as_str();
    let case = json_of(
        &service,
        token,
        "POST",
        "/api/v1/cases",
        new_case(),
        StatusCode::CREATED,
    )
    .await;
    let base = format!("/api/v1/cases/{}", case["number"]);
    let evidence = format!("{base}/evidence?version=1&name=diploms.docx");
    let (status, _, bytes) = ask(&service, token, "POST", &evidence, "%PDF-1.7").await;
    let said = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        said.contains("evidence-unread") && said.contains("a PDF"),
        "{said}"
    );
    let cut = format!("{base}/evidence?version=1&name=apliecinajums.jsonld");
    let (status, _, bytes) = ask(&service, token, "POST", &cut, "{\"type\": [\"Verif").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(String::from_utf8_lossy(&bytes).contains("bad-syntax"));
    let (status, ..) = ask(&service, token, "POST", &evidence, vec![b'a'; 17 << 20]).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let (status, _, bytes) = ask(&service, token, "POST", &evidence, "vārds ".repeat(20_000)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(String::from_utf8_lossy(&bytes).contains("claim-too-long"));
    let other = json!({"applicant": {"given_name": "A", "family_name": "B"}, "route": "vela_posma", "targets": ["mip/none"]});
    let problem = json_of(
        &service,
        token,
        "POST",
        "/api/v1/cases",
        other,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(problem["code"], "programme-not-comparable");
    let uri = format!("{base}/changes?version=1");
    let problem = json_of(
        &service,
        token,
        "POST",
        &uri,
        json!({"change": "close"}),
        StatusCode::CONFLICT,
    )
    .await;
    assert_eq!(problem["code"], "case-stage");
    json_of(
        &service,
        token,
        "POST",
        &uri,
        json!({"change": "burn"}),
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    let problem = json_of(
        &service,
        token,
        "GET",
        &format!("{base}/papers/plakats"),
        Value::Null,
        StatusCode::NOT_FOUND,
    )
    .await;
    assert!(
        problem["hint"]
            .as_str()
            .expect("a hint")
            .contains("lemuma-projekts")
    );
    // A forged credential is taken with a warning: an officer asks the issuer, the program does not judge signatures.
    let forged = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://attacker.example/context"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"], "issuer": {"type": "Profile", "name": "Neesošā akadēmija"},
        "validFrom": "2030-01-01T00:00:00Z", "validUntil": "2020-01-01T00:00:00Z",
        "credentialSubject": {"achievement": {"name": "Elektrodrošība", "criteria": {"narrative": "Viss par elektrodrošību."}}},
        "proof": {"type": "DataIntegrityProof"}
    });
    let uri = format!("{base}/evidence?version=1&name=apliecinajums.json");
    let case = json_of(&service, token, "POST", &uri, forged, StatusCode::OK).await;
    let notices = case["brought"][0]["evidence"]["notices"].to_string();
    for notice in [
        "signature_broken",
        "dates_contradict",
        "context_not_fetched",
    ] {
        assert!(notices.contains(notice), "{notice} is not among {notices}");
    }
    let request = Request::get("/metrics")
        .body(Body::empty())
        .expect("a valid request");
    let metrics = service
        .clone()
        .oneshot(request)
        .await
        .expect("an answer")
        .into_body()
        .collect()
        .await
        .expect("a whole body")
        .to_bytes();
    assert!(!String::from_utf8_lossy(&metrics).contains("Ezerkalns"));
}

/// Every file below a folder.
fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found
}

#[tokio::test]
async fn a_case_stands_in_its_own_store_and_nowhere_else() {
    let (service, tokens) = service(&[("ofc-apart", Role::Officer)]);
    let token = tokens[0].as_str();
    let name = "Vienreizkalns";
    let new = json!({"applicant": {"given_name": "Ansis", "family_name": name}, "route": "vela_posma", "targets": [PROGRAMME]});
    let case = json_of(
        &service,
        token,
        "POST",
        "/api/v1/cases",
        new,
        StatusCode::CREATED,
    )
    .await;
    let base = format!("/api/v1/cases/{}", case["number"]);
    let said = format!("Metinu sijas kopā ar brāli {name}.");
    let uri = format!("{base}/evidence?version=1&name=stasts.txt");
    let (status, ..) = ask(&service, token, "POST", &uri, said.clone()).await;
    assert_eq!(status, StatusCode::OK);
    let uri = format!("{base}/compare?version=2");
    json_of(&service, token, "POST", &uri, Value::Null, StatusCode::OK).await;
    let folder = common::sample().catalogue_path();
    let folder = folder.parent().expect("a data directory");
    let holds = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap_or_default();
        bytes.windows(name.len()).any(|w| w == name.as_bytes())
    };
    let found: Vec<_> = files(folder).into_iter().filter(holds).collect();
    assert!(!found.is_empty(), "the store itself holds it");
    for path in found {
        let file = path.file_name().expect("a name").to_string_lossy();
        assert!(
            file.starts_with("cases.sqlite"),
            "{file} speaks of the person"
        );
    }
    for uri in [
        format!("/api/v1/search?q={name}"),
        "/api/v1/mappings".to_owned(),
        "/metrics".to_owned(),
    ] {
        let (_, _, answer) = visit(&service, token, &uri, None).await;
        assert!(!answer.contains("Metinu sijas"), "{uri}: {answer}");
    }
}

/// A page, or where a form leads.
async fn visit(
    service: &Router,
    token: &str,
    uri: &str,
    form: Option<(&str, Vec<u8>)>,
) -> (StatusCode, String, String) {
    let request = Request::builder()
        .uri(uri)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT, "text/html");
    let request = match form {
        Some((media, body)) => request
            .method("POST")
            .header(header::CONTENT_TYPE, media)
            .body(Body::from(body)),
        None => request.body(Body::empty()),
    };
    let response = service
        .clone()
        .oneshot(request.expect("a valid request"))
        .await
        .expect("an answer");
    let status = response.status();
    let leads = response
        .headers()
        .get(header::LOCATION)
        .map(|v| v.to_str().expect("ASCII").to_owned())
        .unwrap_or_default();
    let bytes = response
        .into_body()
        .collect()
        .await
        .expect("a whole body")
        .to_bytes();
    (
        status,
        leads,
        String::from_utf8(bytes.to_vec()).expect("UTF-8"),
    )
}

const FORM: &str = "application/x-www-form-urlencoded";

/// The version that the forms of a page carry.
fn version(page: &str) -> &str {
    let (_, after) = page
        .split_once("name=\"version\" value=\"")
        .expect("a form");
    after.split('"').next().expect("a number")
}

#[tokio::test]
async fn the_pages_lead_from_papers_to_the_papers_handed_out() {
    let (service, tokens) = service(&[("ofc-pages", Role::Officer)]);
    let token = tokens[0].as_str();
    let (status, _, page) = visit(&service, token, "/cases", None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Jauna lieta")
            && page.contains(PROGRAMME)
            && page.contains("href=\"/cases\"")
    );
    let form = format!(
        "given_name=Anna&family_name=Liepa%3Cb%3E&personal_code=&target={PROGRAMME}&route=vela_posma"
    );
    let (status, case, _) = visit(&service, token, "/cases", Some((FORM, form.into_bytes()))).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, _, page) = visit(&service, token, &case, None).await;
    assert!(
        !page.contains("⟨?⟩")
            && !page.contains("Liepa<b>")
            && page.contains("jāiesniedz pierādījumi")
    );
    let act = async |action: &str, fields: &str, page: &str| {
        let body = format!("version={}&{fields}", version(page));
        let (status, leads, refused) = visit(
            &service,
            token,
            &format!("{case}/{action}"),
            Some((FORM, body.into_bytes())),
        )
        .await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{action}: {refused}");
        let path = leads.split('#').next().expect("a path").to_owned();
        visit(&service, token, &path, None).await.2
    };
    let page = act("move", "to=dokumentesana", &page).await;
    let upload = format!(
        "--x\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n{}\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"darbs.txt\"\r\n\r\nPatstāvīgi izmērīju izolācijas pretestību un pieslēdzu asinhrono motoru zvaigznē.\r\n--x--\r\n",
        version(&page)
    );
    let (status, ..) = visit(
        &service,
        token,
        &format!("{case}/file"),
        Some(("multipart/form-data; boundary=x", upload.into_bytes())),
    )
    .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, _, page) = visit(&service, token, &case, None).await;
    assert!(page.contains("darbs.txt"));
    let page = act(
        "claims",
        "evidence=1&text=Patst%C4%81v%C4%ABgi+izm%C4%93r%C4%ABju+izol%C4%81cijas+pretest%C4%ABbu%0D%0APiesl%C4%93dzu+asinhrono+motoru&text=Las%C4%ABju+sh%C4%93mas",
        &page,
    )
    .await;
    assert!(
        page.contains("3 apgalvojumi"),
        "one was split, one was added"
    );
    let original = format!("/api/v1{case}/evidence/1");
    let (status, _, brought) = visit(&service, token, &original, None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(brought.contains("zvaigznē"), "the file stays as it was");
    let missing = visit(&service, token, &format!("/api/v1{case}/evidence/7"), None).await;
    assert_eq!(missing.0, StatusCode::NOT_FOUND);
    let page = act("move", "to=novertesana", &page).await;
    let page = act("compare", "", &page).await;
    assert!(page.contains("<mark>") && page.contains("darbs.txt · personas pašas teiktais"));
    let module = format!("{PROGRAMME}/et14");
    let outcome = format!("{module}/1");
    let judged = format!(
        "module={module}&outcome={outcome}&status=pilniba&why=par%C4%81d%C4%ABja&decision=&test_on=&reason="
    );
    let page = act("decide", &judged, &page).await;
    assert!(page.contains("pilnībā (ofc-pages)") && page.contains("parādīja"));
    let stale = format!(
        "version=1&module={module}&outcome={outcome}&status=nav&why=mans+iemesls&decision=&test_on=&reason="
    );
    let (status, _, refused) = visit(
        &service,
        token,
        &format!("{case}/decide"),
        Some((FORM, stale.into_bytes())),
    )
    .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        refused.contains("Kāds cits šo lietu tikmēr ir mainījis") && refused.contains("parādīja")
    );
    assert!(
        refused.contains("Pēdējais mainīja: ofc-pages") && refused.contains("nav – mans iemesls"),
        "who was quicker, and what the second had typed"
    );
    let long = "vārds ".repeat(17_000);
    let body = format!(
        "version={}&name=apraksts&text={}",
        version(&page),
        long.replace(' ', "+")
    );
    let (status, _, refused) = visit(
        &service,
        token,
        &format!("{case}/text"),
        Some((FORM, body.into_bytes())),
    )
    .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.contains("Sadaliet to teikumos") && refused.contains(long.trim()),
        "what was pasted is not lost"
    );
    let against = format!("module={module}&decision=atzit&test_on=&reason=");
    let body = format!("version={}&{against}", version(&page));
    let (status, _, refused) = visit(
        &service,
        token,
        &format!("{case}/decide"),
        Some((FORM, body.into_bytes())),
    )
    .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.contains("Trūkst pamatojuma"),
        "the page says which field"
    );
    let page = act("untouched", "", &page).await;
    assert!(
        !page.contains("/untouched"),
        "all that nothing speaks of is decided"
    );
    let also = format!(
        "target={PROGRAMME}&also=mip/32522011/elektromontieris&route=pilna_kvalifikacija&starts_on=2026-09-01&price=1+200,50"
    );
    let page = act("target", &also, &page).await;
    let page = act("compare", "", &page).await;
    assert!(page.contains("Tuvākā kvalifikācija") && page.contains("1200,50"));
    assert!(page.contains("profesionālās kvalifikācijas prasībām"));
    let page = act(
        "applicant",
        "given_name=Anna&family_name=Liepa&personal_code=&address=Kokneses+iela+1&contact=",
        &page,
    )
    .await;
    assert!(page.contains("Kokneses iela 1"));
    let page = act(
        "meeting",
        "member=Ilze+Ozola&role=&decided_on=2026-08-03&protocol=9",
        &page,
    )
    .await;
    assert!(page.contains("value=\"Ilze Ozola\""));
    let (status, _, paper) = visit(
        &service,
        token,
        &format!("{case}/papers/lemuma-projekts"),
        None,
    )
    .await;
    assert!(status.is_success() && paper.contains("Protokols Nr. 9"));
    let (_, _, english) = visit(&service, token, &format!("{case}?hl=en"), None).await;
    assert!(english.contains("Comparison with the programme") && !english.contains("⟨?⟩"));
    let gone = format!("version={}&sure=yes", version(&page));
    let (_, leads, _) = visit(
        &service,
        token,
        &format!("{case}/delete"),
        Some((FORM, gone.into_bytes())),
    )
    .await;
    assert_eq!(leads, "/cases");
    assert_eq!(
        visit(&service, token, &case, None).await.0,
        StatusCode::NOT_FOUND
    );
}
