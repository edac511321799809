//! Completing what is typed, and previews.

use super::service::get;
use super::shape;

#[tokio::test]
async fn suggestions_have_the_form_specified() {
    for (path, first) in [
        ("/reconcile/lv/suggest/entity?prefix=elektrodr", None),
        (
            "/reconcile/lv/suggest/entity?prefix=digcomp-2.2%2F2.4",
            Some("digcomp-2.2/2.4"),
        ),
        (
            "/reconcile/lv/suggest/property?prefix=l%C4%ABme",
            Some("level"),
        ),
        ("/reconcile/en/suggest/property?prefix=LEV", Some("level")),
        (
            "/reconcile/lv/suggest/type?prefix=esco%3Ask",
            Some("esco:skill"),
        ),
    ] {
        let answer = get(path).await.json();
        shape::only(&answer, path, &["result"]);
        let result = answer["result"].as_array().unwrap();
        assert!(!result.is_empty(), "{path}");
        for one in result {
            shape::only(one, path, &["id", "name", "description", "notable"]);
            shape::a_type(one, path);
            for notable in one["notable"].as_array().into_iter().flatten() {
                shape::a_type(notable, path);
            }
        }
        if let Some(first) = first {
            assert_eq!(result[0]["id"], first, "{path}");
        }
    }
}

#[tokio::test]
async fn an_empty_prefix_lists_all_types_and_properties() {
    let types = get("/reconcile/lv/suggest/type").await.json();
    let ids: Vec<&str> = types["result"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["id"].as_str().unwrap())
        .collect();
    for id in [
        "esco:skill",
        "esco:occupation",
        "requirement",
        "learning_outcome",
        "digcomp-2.2",
    ] {
        assert!(ids.contains(&id), "{id}");
    }
}

#[tokio::test]
async fn suggested_entities_are_of_the_type_asked_for() {
    let answer = get("/reconcile/lv/suggest/entity?prefix=koksnes&type=esco%3Askill")
        .await
        .json();
    let result = answer["result"].as_array().unwrap();
    assert!(!result.is_empty());
    assert!(result.iter().all(|r| r["notable"][0]["id"] == "esco:skill"));
}

#[tokio::test]
async fn a_preview_may_be_shown_in_a_frame_and_loads_nothing() {
    let preview = get("/reconcile/lv/preview?id=digcomp-2.2%2F2.4").await;
    assert!(preview.text.contains("digcomp-2.2/2.4") && preview.text.contains("lang=\"lv\""));
    assert!(preview.headers.get("x-frame-options").is_none());
    let policy = preview.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"));
    assert_eq!(get("/reconcile/lv/preview?id=no").await.status, 404);
    // All other pages may not.
    assert_eq!(get("/data").await.headers["x-frame-options"], "DENY");
}

#[tokio::test]
async fn a_flyout_is_html_for_one_identifier() {
    let flyout = get("/reconcile/lv/flyout/entity?id=digcomp-2.2%2F2.4")
        .await
        .json();
    shape::only(&flyout, "flyout", &["id", "html"]);
    assert_eq!(flyout["id"], "digcomp-2.2/2.4");
    for path in [
        "/reconcile/lv/flyout/entity?id=no",
        "/reconcile/lv/flyout/other?id=x",
        "/reconcile/lv/suggest/other",
        "/reconcile/lv/other",
    ] {
        assert_eq!(get(path).await.status, 404, "{path}");
    }
}
