//! What the service says of itself.

use serde_json::Value;

use super::service::get;
use super::shape;

#[tokio::test]
async fn the_manifest_has_every_field_as_specified() {
    let manifest = get("/reconcile/lv").await.json();
    assert_eq!(manifest["versions"], serde_json::json!(["0.2"]));
    for field in [
        "name",
        "identifierSpace",
        "schemaSpace",
        "documentation",
        "serviceVersion",
        "logo",
    ] {
        shape::text(&manifest[field], field);
    }
    for field in ["identifierSpace", "schemaSpace", "documentation", "logo"] {
        assert!(
            manifest[field]
                .as_str()
                .unwrap()
                .starts_with("http://localhost:8080/"),
            "{field}"
        );
    }
    for place in ["view", "feature_view", "preview"] {
        assert!(
            manifest[place]["url"].as_str().unwrap().contains("{{id}}"),
            "{place}"
        );
    }
    assert!(manifest["preview"]["width"].is_u64() && manifest["preview"]["height"].is_u64());
    let types = manifest["defaultTypes"].as_array().unwrap();
    types.iter().for_each(|t| shape::a_type(t, "defaultTypes"));
    assert!(types.iter().any(|t| t["id"] == "esco:skill"));
    for what in ["entity", "property", "type"] {
        let service = &manifest["suggest"][what];
        shape::text(&service["service_url"], what);
        shape::text(&service["service_path"], what);
        assert!(
            service["flyout_service_path"]
                .as_str()
                .unwrap()
                .contains("${id}"),
            "{what}"
        );
    }
    for setting in manifest["extend"]["property_settings"].as_array().unwrap() {
        let kind = shape::text(&setting["type"], "type");
        assert!(["number", "text", "checkbox", "select"].contains(&kind));
        shape::text(&setting["name"], "name");
        shape::text(&setting["label"], "label");
        if kind == "select" {
            for choice in setting["choices"].as_array().unwrap() {
                shape::only(choice, "choice", &["value", "name"]);
            }
        }
    }
    assert!(manifest["batchSize"].as_u64().unwrap() > 0);
}

/// Follows every address of a manifest.
#[tokio::test]
async fn every_address_in_it_answers() {
    for root in ["/reconcile", "/reconcile/lv", "/reconcile/en"] {
        let manifest = get(root).await.json();
        let id = "digcomp-2.2%2F2.4";
        let mut paths: Vec<String> = Vec::new();
        let local = |url: &Value| {
            url.as_str()
                .unwrap()
                .strip_prefix("http://localhost:8080")
                .unwrap()
                .to_owned()
        };
        for place in ["view", "preview"] {
            paths.push(local(&manifest[place]["url"]).replace("{{id}}", id));
        }
        paths.push(local(&manifest["feature_view"]["url"]).replace("{{id}}", "confidence"));
        paths.push(local(&manifest["logo"]));
        for (what, id) in [
            ("entity", id),
            ("property", "level"),
            ("type", "esco%3Askill"),
        ] {
            let service = &manifest["suggest"][what];
            paths.push(format!(
                "{}?prefix=a",
                service["service_path"].as_str().unwrap()
            ));
            paths.push(
                service["flyout_service_path"]
                    .as_str()
                    .unwrap()
                    .replace("${id}", id),
            );
        }
        let propose = &manifest["extend"]["propose_properties"]["service_path"];
        paths.push(format!("{}?type=esco%3Askill", propose.as_str().unwrap()));
        for path in paths {
            assert_eq!(get(&path).await.status, 200, "{root}: {path}");
        }
    }
}

#[tokio::test]
async fn it_speaks_the_language_asked_for_and_no_other() {
    let lv = get("/reconcile").await.json();
    let en = get("/reconcile/en").await.json();
    assert_ne!(lv["name"], en["name"]);
    assert_eq!(get("/reconcile?lang=en").await.json(), en);
    let none = get("/reconcile/de").await;
    assert_eq!(none.status, 404);
    assert_eq!(none.json()["code"], "language-not-found");
}
