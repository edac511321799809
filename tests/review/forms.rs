//! The page by its forms, as a browser without JavaScript sends them.

use axum::http::StatusCode;

use super::service::{Answer, Service};
use super::{SUBJECT, TARGET};

const ITEM: &str = "/review?state=&subject=digcomp-2.2%2F1.3&to=framework%3Aesco";

/// The forms of a page: the hidden fields of each that posts to the review.
fn forms(page: &str) -> Vec<Vec<(String, String)>> {
    let mut forms = Vec::new();
    for form in page
        .split("<form method=\"post\" action=\"/review\"")
        .skip(1)
    {
        let form = form.split("</form>").next().unwrap();
        let mut fields = Vec::new();
        for input in form.split("<input type=\"hidden\" name=\"").skip(1) {
            let (name, rest) = input.split_once("\" value=\"").unwrap();
            let value = rest.split('"').next().unwrap();
            let value = value.replace("&#38;", "&").replace("&amp;", "&");
            fields.push((name.to_owned(), value));
        }
        forms.push(fields);
    }
    forms
}

/// The form of the first candidate with these fields more.
fn candidate(page: &Answer, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let all = forms(&page.text);
    let with_object = |form: &&Vec<(String, String)>| form.iter().any(|(name, _)| name == "object");
    let mut form = all.iter().find(with_object).expect("a candidate").clone();
    form.extend(more.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    form
}

#[tokio::test]
async fn an_expert_accepts_with_another_relation_and_takes_it_back() {
    let service = Service::new();
    let anna = service.sign_in("anna").await;
    let page = service.page(&anna, ITEM).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("⟨?⟩"), "a text is missing");
    let form = candidate(
        &page,
        &[
            ("relation", "related_match"),
            ("note", "tikai daļēji"),
            ("action", "accept"),
        ],
    );
    let done = service.form(&anna, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let after = service.page(&anna, ITEM).await.text;
    assert!(after.contains("apstiprināts: saistīts jēdziens"), "{after}");
    assert!(after.contains("tikai daļēji") && after.contains("mainīja saistības veidu"));
    let undo = forms(&after)
        .into_iter()
        .find(|form| !form.iter().any(|(name, _)| name == "version"))
        .expect("the form that undoes");
    let undo = [undo, vec![("action".into(), "undo".into())]].concat();
    let done = service.form(&anna, &undo).await;
    assert!(
        done.location.contains("done=undo"),
        "{} {}",
        done.status,
        done.location
    );
    let after = service.page(&anna, ITEM).await.text;
    assert!(!after.contains("apstiprināts: "), "{after}");
}

#[tokio::test]
async fn the_second_expert_sees_both_decisions_and_chooses() {
    let service = Service::new();
    let (anna, berta) = (
        service.sign_in("anna").await,
        service.sign_in("berta").await,
    );
    let seen_by_berta = service.page(&berta, ITEM).await;
    let seen_by_anna = service.page(&anna, ITEM).await;
    let accept = candidate(&seen_by_anna, &[("action", "accept")]);
    assert_eq!(
        service.form(&anna, &accept).await.status,
        StatusCode::SEE_OTHER
    );
    let reject = candidate(&seen_by_berta, &[("action", "reject")]);
    let told = service.form(&berta, &reject).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    for said in [
        "Kāds jau ir izlēmis",
        "anna",
        "apstiprināja",
        "Noraidīt",
        "Tomēr saglabāt manu",
    ] {
        assert!(told.text.contains(said), "{said}: {}", told.text);
    }
    let path = format!("/api/v1/mappings?subject={SUBJECT}&target={TARGET}&state=accepted");
    assert_eq!(service.get(&path).await.json()["total"], 1);
    // Having seen both, berta insists.
    let again = forms(&told.text).remove(0);
    assert_eq!(
        service.form(&berta, &again).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(service.get(&path).await.json()["total"], 0);
}

#[tokio::test]
async fn a_contradiction_is_explained_in_the_readers_language() {
    let service = Service::new();
    let anna = service.sign_in("anna").await;
    let page = service.page(&anna, ITEM).await;
    let form = |predicate: &str| {
        let mut form = candidate(&page, &[("action", "accept")]);
        for (name, value) in &mut form {
            if name == "predicate" {
                predicate.clone_into(value);
            }
        }
        form
    };
    let done = service.form(&anna, &form("broad_match")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let told = service.form(&anna, &form("narrow_match")).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.text.contains("Tas ir pretrunā"), "{}", told.text);
}

#[tokio::test]
async fn who_may_not_decide_sees_no_form_and_cannot_send_one() {
    let service = Service::new();
    let anna = service.sign_in("anna").await;
    let page = service.page(&anna, ITEM).await;
    let form = candidate(&page, &[("action", "accept")]);
    let school = service.sign_in("skola").await;
    assert!(forms(&service.page(&school, ITEM).await.text).is_empty());
    // Another session's token is no proof, nor is none.
    assert_eq!(
        service.form(&school, &form).await.status,
        StatusCode::FORBIDDEN
    );
    let bare: Vec<_> = form
        .iter()
        .filter(|(name, _)| name != "csrf")
        .cloned()
        .collect();
    assert_eq!(
        service.form(&anna, &bare).await.status,
        StatusCode::FORBIDDEN
    );
    let sent = service.form("", &form).await;
    assert!(
        sent.location.starts_with("/login"),
        "{} {}",
        sent.status,
        sent.location
    );
}

#[tokio::test]
async fn a_statement_that_is_not_there_and_odd_filters_are_answered() {
    let service = Service::new();
    let missing = service.page("", "/review?subject=no/such&to=esco").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let wrong = service
        .page("", "/review?subject=digcomp-2.2/1.3&to=kind:nothing")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let odd = service
        .page("", "/review?min=daudz&max=200&state=kaut-kas&owner=%25")
        .await;
    assert_eq!(odd.status, StatusCode::OK);
    assert!(odd.text.contains("nav neviena apgalvojuma"), "{}", odd.text);
    let words = service
        .page("", &format!("{ITEM}&words=metin%C4%81t"))
        .await;
    assert_eq!(words.status, StatusCode::OK);
}
