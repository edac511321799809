//! The expert's opinion on a programme.

use axum::http::StatusCode;
use prasme::accounts::Role;
use serde_json::json;

use crate::service::Person;

const PROGRAMME: &str = "mip/33543041/mebelu-galdnieks";
const MODULE: &str = "mip/33543041/mebelu-galdnieks/mg7";

fn page_of(programme: &str) -> String {
    format!("/opinion/{programme}")
}

async fn form(person: &Person, remark: &str, version: u64) -> String {
    let csrf = person.csrf().await;
    format!(
        "csrf={csrf}&version={version}&verdict=after_corrections&summary=Kopum%C4%81+labi.\
         &about={MODULE}&remark={remark}&about=mip/33543041/mebelu-galdnieks/mg6&remark="
    )
}

#[tokio::test]
async fn an_opinion_is_written_read_printed_and_never_written_over_unseen() {
    let anna = Person::with_role("anna-atzinums", Role::Expert).await;
    let path = page_of(PROGRAMME);
    let before = anna.get(&path).await.text();
    assert!(before.contains("name=\"verdict\"") && before.contains("Atzinums vēl nav sniegts."));
    // Without an account there is nothing to write with, and nothing is written.
    let anybody = Person::anybody();
    assert!(!anybody.get(&path).await.text().contains("name=\"verdict\""));
    let refused = anybody.form(&path, form(&anna, "x", 0).await).await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    assert!(refused.location.starts_with("/login"));

    let saved = anna
        .form(&path, form(&anna, "Tr%C5%ABkst+prakses.", 0).await)
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert!(saved.location.ends_with("?saved=1#state"));
    let read = anybody.get(&path).await.text();
    for part in [
        "pēc precizējumu veikšanas",
        "Kopumā labi.",
        "Trūkst prakses.",
        "Paraugs anna-atzinums",
    ] {
        assert!(read.contains(part), "{part}");
    }
    let list = anybody.get("/opinion").await.text();
    assert!(list.contains("anna-atzinums"));
    let print = anybody.get(&format!("{path}?format=html")).await.text();
    assert!(print.contains("Trūkst prakses.") && print.contains("@page"));
    let docx = anybody.get(&format!("{path}?format=docx")).await;
    assert!(docx.media.contains("wordprocessingml"));
    assert_eq!(&docx.bytes[..2], b"PK");

    // The second of two editors.
    let berta = Person::with_role("berta-atzinums", Role::Expert).await;
    let second = berta
        .form(&path, form(&berta, "Cits+teksts.", 0).await)
        .await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let told = second.text();
    for part in [
        "Trūkst prakses.",
        "Cits teksts.",
        "name=\"version\" value=\"1\"",
        "Kāds bija ātrāks",
    ] {
        assert!(told.contains(part), "{part}");
    }
    assert!(anybody.get(&path).await.text().contains("Trūkst prakses."));

    // The same over the API, with the version that stands.
    let api = format!("/api/v1/opinions/{PROGRAMME}");
    let body = |version: u64| json!({"version": version, "text": {"verdict": "supported", "summary": "", "remarks": []}});
    let conflict = berta.post(&api, &body(0)).await;
    assert_eq!(
        (conflict.status, conflict.json()["code"].clone()),
        (StatusCode::CONFLICT, json!("conflict"))
    );
    assert_eq!(berta.post(&api, &body(1)).await.status, StatusCode::OK);
    let stands = anybody.get(&api).await.json();
    assert_eq!(stands["opinion"]["by"], "berta-atzinums");
    assert_eq!(stands["opinion"]["version"], 2);
}

#[tokio::test]
async fn an_opinion_on_what_is_no_programme_is_refused_clearly() {
    let expert = Person::with_role("vera-atzinums", Role::Expert).await;
    let body = json!({"version": 0, "text": {"verdict": "supported"}});
    for (of, status, code) in [
        ("mip/1/nav", 404, "record-not-found"),
        ("digcomp-2.2/2.2", 422, "wrong-kind"),
    ] {
        let answer = expert.post(&format!("/api/v1/opinions/{of}"), &body).await;
        let problem = answer.json();
        assert_eq!(
            (&problem["status"], &problem["code"]),
            (&json!(status), &json!(code)),
            "{problem}"
        );
    }
    let school = Person::with_role("skola-atzinums", Role::School).await;
    let answer = school
        .post(&format!("/api/v1/opinions/{PROGRAMME}"), &body)
        .await;
    assert_eq!(answer.json()["code"], "role-needed");
    let page = expert.get(&page_of("digcomp-2.2/2.2")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text()
            .contains("izvēlieties kvalifikāciju, programmu vai moduli")
    );
}
