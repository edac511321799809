//! What the specification's schemas ask of each answer, in our words.

use serde_json::Value;

/// Fails unless the value is a text that is not empty.
pub fn text<'v>(value: &'v Value, place: &str) -> &'v str {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("{place}: a text, not {value}"));
    assert!(!text.is_empty(), "{place} is empty");
    text
}

/// Fails when an object has other fields than these.
pub fn only(value: &Value, place: &str, fields: &[&str]) {
    for field in value
        .as_object()
        .unwrap_or_else(|| panic!("{place}: an object"))
        .keys()
    {
        assert!(fields.contains(&field.as_str()), "{place}: {field}");
    }
}

/// A type is an identifier with a name.
pub fn a_type(value: &Value, place: &str) {
    text(&value["id"], &format!("{place}.id"));
    text(&value["name"], &format!("{place}.name"));
}

/// A candidate of a result batch.
pub fn candidate(value: &Value) {
    only(
        value,
        "candidate",
        &[
            "id",
            "name",
            "description",
            "score",
            "match",
            "type",
            "features",
        ],
    );
    text(&value["id"], "id");
    text(&value["name"], "name");
    text(&value["description"], "description");
    let score = value["score"].as_f64().expect("a score");
    assert!((0.0..=100.0).contains(&score), "{score}");
    assert!(value["match"].is_boolean());
    let types = value["type"].as_array().expect("types");
    assert!(!types.is_empty());
    types.iter().for_each(|t| a_type(t, "type"));
    for feature in value["features"].as_array().expect("features") {
        only(feature, "feature", &["id", "value"]);
        text(&feature["id"], "feature.id");
        assert!(
            feature["value"].is_number() || feature["value"].is_boolean(),
            "{feature}"
        );
    }
}

/// One value of a data extension: exactly one of the forms.
pub fn extended(value: &Value) {
    let object = value.as_object().expect("an object");
    let keys: Vec<&str> = object.keys().map(String::as_str).collect();
    let good = match keys.as_slice() {
        ["str"] => value["str"].is_string(),
        ["int"] => value["int"].is_i64(),
        ["float"] => value["float"].is_number(),
        ["id", "name"] => value["id"].is_string() && value["name"].is_string(),
        _ => false,
    };
    assert!(good, "{value}");
}
