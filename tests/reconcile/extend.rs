//! New columns from values of records.

use serde_json::{Value, json};

use super::service::{get, post};
use super::shape;

async fn extend(query: Value) -> super::service::Answer {
    post("/reconcile/lv", "extend", &query.to_string()).await
}

#[tokio::test]
async fn every_property_can_be_fetched_in_the_form_specified() {
    let offered = get("/reconcile/lv/extend/propose").await.json();
    let properties: Vec<Value> = offered["properties"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| json!({"id": p["id"]}))
        .collect();
    assert!(properties.len() >= 10);
    let ids = [
        "digcomp-2.2/2.4",
        "esco:skill/1f1d2ff8-c4c1-45cc-9812-6a7ee84a73cb",
        "no/such",
    ];
    let answer = extend(json!({"ids": ids, "properties": properties}))
        .await
        .json();
    shape::only(&answer, "answer", &["meta", "rows"]);
    for meta in answer["meta"].as_array().unwrap() {
        shape::only(meta, "meta", &["id", "name", "type"]);
        shape::a_type(meta, "meta");
    }
    assert_eq!(answer["meta"].as_array().unwrap().len(), properties.len());
    for id in ids {
        let row = answer["rows"][id].as_object().unwrap();
        assert_eq!(row.len(), properties.len());
        row.values()
            .flat_map(|v| v.as_array().unwrap())
            .for_each(shape::extended);
    }
    let row = &answer["rows"]["digcomp-2.2/2.4"];
    assert_eq!(row["code"], json!([{"str": "2.4"}]));
    assert_eq!(row["parent"][0]["id"], "digcomp-2.2/2");
    assert_eq!(answer["rows"]["no/such"]["label"], json!([]));
    let skill = &answer["rows"][ids[1]];
    assert!(
        skill["uri"][0]["str"]
            .as_str()
            .unwrap()
            .starts_with("http://data.europa.eu/esco/")
    );
    assert!(skill["alt_label"].as_array().unwrap().len() >= 2);
}

#[tokio::test]
async fn settings_choose_language_and_number() {
    let id = "esco:skill/1f1d2ff8-c4c1-45cc-9812-6a7ee84a73cb";
    let ask = |settings: Value| {
        extend(json!({"ids": [id], "properties": [{"id": "alt_label", "settings": settings}]}))
    };
    for limit in [json!({"limit": 1}), json!({"limit": "1"})] {
        assert_eq!(
            ask(limit).await.json()["rows"][id]["alt_label"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
    }
    let label = extend(
        json!({"ids": [id], "properties": [{"id": "label", "settings": {"language": "en"}}]}),
    )
    .await;
    assert_eq!(
        label.json()["rows"][id]["label"],
        json!([{"str": "lead a team"}])
    );
    let wrong = ask(json!({"limit": "many"})).await;
    assert_eq!(wrong.status, 400);
    assert_eq!(wrong.json()["where"], "extend.properties[0].settings.limit");
}

#[tokio::test]
async fn wrong_extensions_are_refused_with_their_place() {
    for (query, status, place) in [
        (json!("x"), 400, "extend.ids"),
        (json!({"ids": ["a"]}), 400, "extend.properties"),
        (json!({"ids": [1], "properties": []}), 400, "extend.ids"),
        (
            json!({"ids": [], "properties": [{"id": "P31"}]}),
            400,
            "extend.properties[0]",
        ),
        (
            json!({"ids": vec!["a"; 501], "properties": []}),
            413,
            "extend.ids",
        ),
    ] {
        let answer = extend(query).await;
        assert_eq!(answer.status, status, "{place}");
        assert_eq!(answer.json()["where"], place);
    }
}

#[tokio::test]
async fn what_is_proposed_depends_on_the_type() {
    let of = |r#type: &'static str| async move {
        let answer = get(&format!("/reconcile/lv/extend/propose?type={type}"))
            .await
            .json();
        assert_eq!(answer["type"], r#type);
        answer["properties"].to_string()
    };
    assert!(of("esco:skill").await.contains("collections"));
    assert!(!of("requirement").await.contains("collections"));
    let limited = get("/reconcile/lv/extend/propose?type=requirement&limit=2")
        .await
        .json();
    assert_eq!(limited["properties"].as_array().unwrap().len(), 2);
    assert_eq!(limited["limit"], 2);
}
