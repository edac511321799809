//! A user's own page.

use axum::http::{StatusCode, header};
use prasme::accounts::Role;

use super::service::{PASSWORD, Service};

#[tokio::test]
async fn the_page_is_only_for_who_signed_in() {
    let service = Service::new();
    let answer = service.browser().get("/account").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header(header::LOCATION), "/login?return=%2Faccount");
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it() {
    let service = Service::new();
    service.user("anna-change", &[Role::School]);
    let mut anna = service.signed_in("anna-change").await;
    let mut elsewhere = service.signed_in("anna-change").await;
    let csrf = anna.get("/account").await.csrf();
    let change = |current: &str, new: &str, again: &str| {
        format!("csrf={csrf}&current={current}&new={new}&again={again}").replace(' ', "+")
    };
    let new = "pavisam cita parole";
    for (form, said) in [
        (
            change("nepareiza parole", new, new),
            "Pašreizējā parole nav pareiza",
        ),
        (change(PASSWORD, new, "kaut kas cits te"), "atšķiras"),
        (change(PASSWORD, "īsa", "īsa"), "pārāk īsa"),
        (
            change(PASSWORD, "te ir anna-change", "te ir anna-change"),
            "lietotājvārds",
        ),
    ] {
        let refused = anna.post("/account/password", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(refused.text.contains(said), "{said}");
    }
    let changed = anna
        .post("/account/password", &change(PASSWORD, new, new))
        .await;
    assert!(
        changed.text.contains("Parole ir nomainīta"),
        "{}",
        changed.text
    );
    assert_eq!(
        anna.get("/account").await.status,
        StatusCode::OK,
        "this session stays"
    );
    assert_eq!(
        elsewhere.get("/account").await.status,
        StatusCode::SEE_OTHER,
        "the others end"
    );
    let old = service.browser().log_in("anna-change", PASSWORD, "/").await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn pages_have_all_their_texts_in_both_languages() {
    let service = Service::new();
    service.user("anna-texts", &[Role::Expert, Role::Officer]);
    let mut anna = service.signed_in("anna-texts").await;
    for language in ["lv", "en"] {
        let own = anna.get(&format!("/account?hl={language}")).await;
        let login = service
            .browser()
            .get(&format!("/login?hl={language}"))
            .await;
        for page in [own, login] {
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.text.contains("⟨?⟩"));
        }
    }
}
