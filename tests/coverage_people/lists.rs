//! The lists of schools.

use axum::http::StatusCode;
use prasme::accounts::Role;

use crate::common;
use crate::service::Person;

fn messy() -> Vec<u8> {
    std::fs::read(common::samples().join("messy/skolas-saraksts-1257.csv")).unwrap()
}

#[tokio::test]
async fn a_list_is_checked_mapped_taken_along_and_deleted_and_stays_with_its_owner() {
    let school = Person::with_role("tehnikums-saraksts", Role::School).await;
    let sent = school.upload("saraksts.csv", &messy()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let path = sent.location.clone();
    let page = school.get(&format!("{path}?older=2015")).await.text();
    for part in [
        "nav derīgs ISBN",
        "nav gads",
        "tāds pats nosaukums",
        "novecojis (2012)",
        "pēc vārdiem",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let mend = school.get(&format!("{path}?show=unmapped")).await.text();
    assert_eq!(mend.matches("<tr>").count(), 2);
    let csv = school.get(&format!("{path}?format=csv")).await;
    assert!(csv.media.starts_with("text/csv") && csv.text().contains("Kartējums"));
    let xlsx = school.get(&format!("{path}?format=xlsx")).await;
    assert_eq!(&xlsx.bytes[..2], b"PK");
    // What was taken along can be sent again, and its mapping counts.
    let again = school.upload("kartets.xlsx", &xlsx.bytes).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    let head = school
        .get(&format!("{}?format=csv", again.location))
        .await
        .text();
    let head = head.lines().next().unwrap().to_owned();
    assert_eq!(head.matches("Kartējums").count(), 1, "{head}");

    let other = Person::with_role("cita-skola-saraksts", Role::School).await;
    let strange = other.get(&path).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
    let csrf = school.csrf().await;
    let unsure = school
        .form(&format!("{path}/delete"), format!("csrf={csrf}"))
        .await;
    assert_eq!(unsure.location, path);
    let gone = school
        .form(&format!("{path}/delete"), format!("csrf={csrf}&sure=1"))
        .await;
    assert_eq!(gone.location, "/lists");
    assert_eq!(school.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_list_is_refused_with_what_would_be_right_and_nothing_is_kept() {
    let school = Person::with_role("slikti-saraksti", Role::School).await;
    let rows: String = (0..50_000).map(|n| format!("Grāmata {n};2015\n")).collect();
    let word = std::fs::read(common::samples().join("messy/zavetajs-pkp.docx")).unwrap();
    let cases: [(&str, Vec<u8>, &str); 7] = [
        (
            "garš.csv",
            format!("Nosaukums;Gads\n{rows}").into_bytes(),
            "50\u{a0}000 rindu",
        ),
        ("saraksts.xlsx", b"%PDF-1.7\n1 0 obj\n".to_vec(), "bet PDF"),
        ("saraksts.xlsx", word, "bet Word (.docx)"),
        (
            "saraksts.xlsx",
            b"PK\x03\x04 nekas".to_vec(),
            "neizdevās nolasīt kā tabulu",
        ),
        (
            "pusdienas.csv",
            "Ēdiens;Cena\nZupa;2\n".into(),
            "Nav kolonnas ar mācību līdzekļu nosaukumiem",
        ),
        (
            "tukšs.csv",
            "Nosaukums;Gads\n".into(),
            "tikai kolonnu nosaukumi",
        ),
        ("", Vec::new(), "Datne nav izvēlēta"),
    ];
    for (name, bytes, said) in cases {
        let answer = school.upload(name, &bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        let page = answer.text();
        assert!(page.contains(said), "{said}: {page}");
        assert!(page.contains("Vēl nav neviena saraksta."), "{said}");
    }
    // Whoever is no school has nowhere to send it.
    let officer = Person::with_role("komisija-saraksts", Role::Officer).await;
    assert_eq!(officer.get("/lists").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_program_sends_a_list_and_gets_the_mapping() {
    let school = Person::with_role("programma-saraksts", Role::School).await;
    let list = school
        .post_bytes("/api/v1/materials/list?older=2015", messy())
        .await
        .json();
    assert_eq!(list["rows"].as_array().unwrap().len(), 4, "{list}");
    assert_eq!(list["mapped"], 3);
    let refused = school
        .post_bytes("/api/v1/materials/list", b"%PDF-1.7".to_vec())
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json()["code"], "list-refused");
}
