//! What the service says of itself.

use serde_json::{Value, json};

use super::super::limits::RECONCILE_BATCH;
use super::answer::TypeRef;
use super::base::Base;
use super::types::Type;
use crate::model::Kind;
use crate::web::{self, Language};

/// Where a preview fits, pixels.
const PREVIEW: (u32, u32) = (430, 300);

/// The manifest. `base_url` is where the service is, `root` where this language of it is (`/reconcile/lv`).
pub(super) fn manifest(base: &Base, language: Language, base_url: &str, root: &str) -> Value {
    let service =
        |path: &str| json!({"service_url": base_url, "service_path": format!("{root}{path}")});
    let suggest = |what: &str| {
        json!({
            "service_url": base_url,
            "service_path": format!("{root}/suggest/{what}"),
            "flyout_service_url": base_url,
            "flyout_service_path": format!("{root}/flyout/{what}?id=${{id}}"),
        })
    };
    json!({
        "versions": ["0.2"],
        "name": language.text("reconcile.name"),
        "identifierSpace": format!("{base_url}/r/"),
        "schemaSpace": format!("{base_url}{root}/types/"),
        "documentation": format!("{base_url}/help"),
        "serviceVersion": env!("CARGO_PKG_VERSION"),
        "logo": format!("{base_url}{}", web::icon()),
        "view": {"url": format!("{base_url}/r/{{{{id}}}}")},
        "feature_view": {"url": format!("{base_url}{root}/feature/{{{{id}}}}")},
        "defaultTypes": usual(base).iter().map(|t| TypeRef::new(t, language)).map(|t| json!(t)).collect::<Vec<_>>(),
        "suggest": {"entity": suggest("entity"), "property": suggest("property"), "type": suggest("type")},
        "preview": {
            "url": format!("{base_url}{root}/preview?id={{{{id}}}}"),
            "width": PREVIEW.0,
            "height": PREVIEW.1,
        },
        "extend": {
            "propose_properties": service("/extend/propose"),
            "property_settings": settings(language),
        },
        "batchSize": RECONCILE_BATCH,
    })
}

/// What can be set for a new column.
fn settings(language: Language) -> Value {
    let name = |tag: &str| language.name_of("language", tag);
    json!([
        {
            "type": "number",
            "name": "limit",
            "label": language.text("reconcile.limit"),
            "help_text": language.text("reconcile.limit_help"),
            "default": 0,
        },
        {
            "type": "select",
            "name": "language",
            "label": language.text("reconcile.language"),
            "help_text": language.text("reconcile.language_help"),
            "default": language.tag(),
            "choices": [{"value": "lv", "name": name("lv")}, {"value": "en", "name": name("en")}],
        },
    ])
}

/// The types that people reconcile with most, as far as there are records of them.
fn usual(base: &Base) -> Vec<Type> {
    let esco = |kind| Type::Within("esco".to_owned(), kind);
    let wanted = [
        esco(Kind::Skill),
        esco(Kind::Occupation),
        Type::Kind(Kind::Competence),
        Type::Kind(Kind::Requirement),
        Type::Kind(Kind::LearningOutcome),
    ];
    let there = |t: &Type| base.types().any(|(known, _)| known == t);
    wanted.into_iter().filter(there).collect()
}
