//! Batches of queries.

use serde_json::{Value, json};

use super::service::{candidates, encoded, get, reconcile};
use super::shape;

#[tokio::test]
async fn each_query_gets_candidates_as_specified_under_its_own_key() {
    let queries = json!({
        "q0": {"query": "koka savienojumu izgatavošana", "type": "esco:skill", "limit": 3},
        "anything ā": {"query": "digitālā satura izstrāde", "type": ["competence"], "type_strict": "any"},
        "empty": {"query": ""},
    });
    let answer = reconcile(queries).await.json();
    let batch = answer.as_object().unwrap();
    assert_eq!(batch.len(), 3);
    for (key, result) in batch {
        shape::only(result, key, &["result"]);
        let list = result["result"].as_array().unwrap();
        list.iter().for_each(shape::candidate);
        let scores: Vec<f64> = list.iter().map(|c| c["score"].as_f64().unwrap()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
        assert!(list.iter().filter(|c| c["match"] == true).count() <= 1);
    }
    assert!(batch["q0"]["result"].as_array().unwrap().len() <= 3);
    assert_eq!(batch["empty"]["result"], json!([]));
}

#[tokio::test]
async fn asking_by_address_and_by_form_is_the_same() {
    let queries = json!({"q0": {"query": "vadīt komandu", "type": "esco:skill"}});
    let by_address = get(&format!(
        "/reconcile/lv?queries={}",
        encoded(&queries.to_string())
    ))
    .await;
    assert_eq!(by_address.json(), reconcile(queries).await.json());
}

#[tokio::test]
async fn identifiers_addresses_codes_and_exact_names_are_certain() {
    let uri = "http://data.europa.eu/esco/skill/1f1d2ff8-c4c1-45cc-9812-6a7ee84a73cb";
    let id = "esco:skill/1f1d2ff8-c4c1-45cc-9812-6a7ee84a73cb";
    for text in [uri, id, "vadīt komandu", " Vadīt  KOMANDU "] {
        let found = candidates(json!({"query": text, "type": "esco:skill"})).await;
        assert_eq!(
            (&found[0]["id"], &found[0]["match"]),
            (&json!(id), &json!(true)),
            "{text}"
        );
    }
    let found = candidates(json!({"query": "2.4", "type": "digcomp-2.2"})).await;
    assert_eq!(found[0]["id"], "digcomp-2.2/2.4");
    assert_eq!(found[0]["match"], true);
    let by_column = json!({"query": "kaut kas", "type": "digcomp-2.2", "properties": [{"pid": "code", "v": "2.4"}]});
    assert_eq!(candidates(by_column).await[0]["id"], "digcomp-2.2/2.4");
    let alone = json!({"type": "digcomp-2.2", "properties": [{"pid": "code", "v": "2.4"}]});
    assert_eq!(candidates(alone).await[0]["id"], "digcomp-2.2/2.4");
}

#[tokio::test]
async fn two_records_of_one_name_are_never_taken_silently() {
    // DigComp 2.2 and 3.0 share most of their competences' numbers.
    let found = candidates(json!({"query": "2.4", "type": "competence"})).await;
    assert!(found.len() >= 2, "{found:?}");
    assert!(found.iter().all(|c| c["match"] == false));
}

#[tokio::test]
async fn only_the_types_and_values_asked_for_come() {
    let of_type = |query: Value| async move {
        let found = candidates(query).await;
        assert!(!found.is_empty());
        let ids = found.into_iter().map(|c| {
            let types = c["type"]
                .as_array()
                .unwrap()
                .iter()
                .map(|t| t["id"].as_str().unwrap().to_owned());
            types.collect::<Vec<_>>()
        });
        ids.collect::<Vec<_>>()
    };
    let text = "koksnes apstrāde";
    for types in of_type(json!({"query": text, "type": "requirement"})).await {
        assert!(types.contains(&"requirement".to_owned()));
    }
    for types in
        of_type(json!({"query": text, "type": ["skill", "esco"], "type_strict": "all"})).await
    {
        assert!(types.contains(&"skill".to_owned()) && types.contains(&"esco".to_owned()));
    }
    for types in of_type(
        json!({"query": text, "properties": [{"pid": "kind", "v": ["module", {"id": "skill"}]}]}),
    )
    .await
    {
        assert!(types.contains(&"module".to_owned()) || types.contains(&"skill".to_owned()));
    }
}

#[tokio::test]
async fn a_value_of_another_column_that_disagrees_lowers_the_score_and_says_so() {
    let ask = |properties: Value| json!({"query": "montēt", "type": "requirement", "limit": 5, "properties": properties});
    let says = |c: &Value, value: bool| {
        let features = c["features"].as_array().unwrap();
        features
            .iter()
            .any(|f| f["id"] == "same_level" && f["value"] == value)
    };
    let plain = candidates(ask(json!([]))).await;
    assert!(plain.iter().all(|c| !says(c, true) && !says(c, false)));
    let record = get(&format!(
        "/api/v1/records/{}",
        plain[0]["id"].as_str().unwrap()
    ))
    .await;
    let level = record.json()["record"]["level"]["lki"].as_u64().unwrap();
    let same = candidates(ask(json!([{"pid": "level", "v": level}]))).await;
    assert!(says(&same[0], true), "{}", same[0]);
    let other = candidates(ask(json!([{"pid": "level", "v": (level + 4).to_string()}]))).await;
    let against = other.iter().find(|c| c["id"] == plain[0]["id"]).unwrap();
    assert!(says(against, false) && against["match"] == false);
    assert!(against["score"].as_f64() < plain[0]["score"].as_f64());
}

#[tokio::test]
async fn a_batch_over_the_limit_is_refused_with_the_limit() {
    let most = get("/reconcile").await.json()["batchSize"]
        .as_u64()
        .unwrap();
    let batch = |n: u64| {
        (0..n)
            .map(|i| (format!("q{i}"), json!({"query": ""})))
            .collect::<serde_json::Map<_, _>>()
    };
    assert_eq!(reconcile(Value::Object(batch(most))).await.status, 200);
    let refused = reconcile(Value::Object(batch(most + 1))).await;
    assert_eq!(refused.status, 413);
    assert_eq!(refused.headers["content-type"], "application/problem+json");
    let problem = refused.json();
    assert_eq!(problem["code"], "batch-too-large");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains(&most.to_string())
    );
}

#[tokio::test]
async fn what_is_wrong_in_a_batch_is_said_with_its_place() {
    for (queries, code, place) in [
        (json!([]), "bad-query", "queries"),
        (json!({"a": 1}), "bad-query", "queries.a"),
        (json!({"a": {}}), "bad-query", "queries.a"),
        (json!({"a": {"query": 1}}), "bad-query", "queries.a.query"),
        (
            json!({"a": {"query": "x", "limit": 0}}),
            "bad-query",
            "queries.a.limit",
        ),
        (
            json!({"a": {"query": "x", "limit": "5"}}),
            "bad-query",
            "queries.a.limit",
        ),
        (
            json!({"a": {"query": "x", "type": "Q5"}}),
            "unknown-type",
            "queries.a.type",
        ),
        (
            json!({"a": {"query": "x", "type_strict": "maybe"}}),
            "bad-query",
            "queries.a.type_strict",
        ),
        (
            json!({"a": {"query": "x", "kind": "x"}}),
            "bad-query",
            "queries.a.kind",
        ),
        (
            json!({"a": {"query": "x", "properties": [{"pid": "P31", "v": "x"}]}}),
            "unknown-property",
            "queries.a.properties[0]",
        ),
        (
            json!({"a": {"query": "ā".repeat(3000)}}),
            "bad-query",
            "queries.a.query",
        ),
    ] {
        let answer = reconcile(queries.clone()).await;
        assert_eq!(answer.status, 400, "{queries}");
        let problem = answer.json();
        assert_eq!(
            (problem["code"].as_str(), problem["where"].as_str()),
            (Some(code), Some(place)),
            "{queries}"
        );
    }
}

#[tokio::test]
async fn strange_texts_are_answered() {
    for text in [
        "\u{0}",
        "💡",
        "((((",
        "\"",
        "a\u{304}",
        "%",
        "' OR 1=1 --",
        "<script>",
        &"x ".repeat(1900),
    ] {
        candidates(json!({"query": text, "limit": 1e9})).await;
    }
}
