//! Verdicts and ticks over the API.

use axum::http::StatusCode;
use prasme::accounts::Role;
use serde_json::json;

use crate::service::Person;

#[tokio::test]
async fn a_verdict_is_given_read_and_withdrawn_with_the_version_that_was_seen() {
    let expert = Person::with_role("eva-vertejums", Role::Expert).await;
    let matrix = expert
        .get("/api/v1/coverage?programme=mip/32522011/elektromontieris")
        .await
        .json();
    let row = &matrix["rows"][2]["record"]["id"];
    let col = &matrix["columns"][4]["record"]["id"];
    let path = "/api/v1/coverage/verdicts";
    let body = |value: serde_json::Value, version: u64| json!({"row": row, "col": col, "value": value, "reason": "tā ir", "version": version});
    let anybody = Person::anybody();
    let refused = anybody.post(path, &body(json!("partial"), 0)).await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER.max(refused.status));
    assert_ne!(refused.status, StatusCode::OK);
    let given = expert.post(path, &body(json!("partial"), 0)).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text());
    assert_eq!(given.json()["verdict"]["by"], "eva-vertejums");
    let again = expert.post(path, &body(json!("full"), 0)).await;
    assert_eq!(again.json()["code"], "conflict");
    let cell = format!(
        "{path}?row={}&col={}",
        row.as_str().unwrap(),
        col.as_str().unwrap()
    );
    let said = anybody.get(&cell).await.json();
    assert_eq!(said["verdict"]["value"], "partial");
    let withdrawn = expert.post(path, &body(json!(null), 1)).await;
    assert!(withdrawn.json()["verdict"].is_null());
    let said = anybody.get(&cell).await.json();
    assert!(said["verdict"].is_null());
    assert_eq!(said["history"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_item_is_ticked_off_and_one_that_no_list_has_is_refused() {
    let expert = Person::with_role("tija-darbi", Role::Expert).await;
    let lists = expert.get("/api/v1/changes?sector=*").await.json();
    let list = &lists[0]["key"];
    let item = &lists[0]["items"][0]["key"];
    let path = "/api/v1/changes/ticks";
    let tick = |item: &serde_json::Value, done: bool| json!({"list": list, "item": item, "done": done, "note": "modulis papildināts"});
    let done = expert.post(path, &tick(item, true)).await.json();
    assert_eq!(done[0]["by"], "tija-darbi", "{done}");
    let read = expert
        .get(&format!("{path}?list={}", list.as_str().unwrap()))
        .await
        .json();
    assert_eq!(read[0]["note"], "modulis papildināts");
    let undone = expert.post(path, &tick(item, false)).await.json();
    assert!(
        undone
            .as_array()
            .unwrap()
            .iter()
            .all(|t| t["item"] != *item)
    );
    let strange = expert.post(path, &tick(&json!("added/nav"), true)).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
    assert_eq!(strange.json()["code"], "item-not-found");
}
