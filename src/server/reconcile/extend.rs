//! Data extension: values of records for new columns.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::super::Problem;
use super::super::limits::RECONCILE_ROWS;
use super::answer::TypeRef;
use super::base::Base;
use super::property::Property;
use super::query::{bad, unknown_property};
use super::types::Type;
use super::values::{self, Column};
use crate::catalogue::Catalogue;
use crate::model::Kind;
use crate::web::Language;

/// What is asked for.
#[derive(Debug)]
pub(super) struct Extension {
    ids: Vec<String>,
    columns: Vec<Column>,
}

impl Extension {
    /// Reads `extend`.
    pub(super) fn read(text: &str, language: Language) -> Result<Self, Problem> {
        let read: Value = serde_json::from_str(text).map_err(|e| {
            bad("extend", &format!("not understood: {e}"))
                .hint(r#"e.g. {"ids": ["digcomp-2.2/2.4"], "properties": [{"id": "label"}]}"#)
        })?;
        let list = |field: &str| {
            let found = read.get(field).and_then(Value::as_array);
            found.ok_or_else(|| bad(&format!("extend.{field}"), "a list is missing"))
        };
        let ids = list("ids")?;
        if ids.len() > RECONCILE_ROWS {
            let detail = format!(
                "{} identifiers at once; {RECONCILE_ROWS} are taken at most",
                ids.len()
            );
            return Err(
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "batch-too-large", detail)
                    .at("extend.ids")
                    .hint(format!("ask several times for up to {RECONCILE_ROWS} each")),
            );
        }
        let ids = ids.iter().map(|id| {
            let id = id.as_str().map(str::to_owned);
            id.ok_or_else(|| bad("extend.ids", "identifiers are strings"))
        });
        let columns = list("properties")?.iter().enumerate();
        let columns =
            columns.map(|(n, item)| column(item, &format!("extend.properties[{n}]"), language));
        Ok(Self {
            ids: ids.collect::<Result<_, _>>()?,
            columns: columns.collect::<Result<_, _>>()?,
        })
    }

    /// The values. Blocks.
    pub(super) fn answer(
        &self,
        base: &Base,
        catalogue: &Catalogue,
        language: Language,
    ) -> Result<Value, Problem> {
        let mut rows = Map::new();
        for id in &self.ids {
            let record = catalogue.record(id).map_err(|e| Problem::internal(&e))?;
            let mut row = Map::new();
            for column in &self.columns {
                // A record that is not there has no values: the other rows have theirs.
                let values = match &record {
                    Some(record) => values::of(base, catalogue, record, *column)
                        .map_err(|e| Problem::internal(&e))?,
                    None => Vec::new(),
                };
                row.insert(column.property.id().to_owned(), Value::Array(values));
            }
            rows.insert(id.clone(), Value::Object(row));
        }
        let meta: Vec<Value> = self
            .columns
            .iter()
            .map(|c| meta(c.property, language))
            .collect();
        Ok(json!({"meta": meta, "rows": rows}))
    }
}

fn column(item: &Value, place: &str, language: Language) -> Result<Column, Problem> {
    let id = item.get("id").and_then(Value::as_str);
    let id = id.ok_or_else(|| bad(place, "a property is {id, settings}"))?;
    let property = Property::from_id(id).ok_or_else(|| unknown_property(id, place))?;
    let setting = |name: &str| item.get("settings").and_then(|s| s.get(name));
    // OpenRefine sends numbers as texts.
    let limit = match setting("limit") {
        None | Some(Value::Null) => 0,
        Some(Value::Number(n)) => n.as_f64().unwrap_or(0.0).max(0.0) as usize,
        Some(Value::String(text)) if text.trim().is_empty() => 0,
        Some(Value::String(text)) => text.trim().parse().map_err(|_| {
            bad(
                &format!("{place}.settings.limit"),
                "a number of values, 0 for all",
            )
        })?,
        Some(_) => {
            return Err(bad(
                &format!("{place}.settings.limit"),
                "a number of values, 0 for all",
            ));
        }
    };
    let language = match setting("language").and_then(Value::as_str) {
        None | Some("") => language,
        Some(tag) => Language::from_tag(tag)
            .ok_or_else(|| bad(&format!("{place}.settings.language"), "lv or en"))?,
    };
    Ok(Column {
        property,
        limit,
        language,
    })
}

/// What a column is; for columns of entities also their type, so that they can be reconciled on.
fn meta(property: Property, language: Language) -> Value {
    let mut meta = json!({"id": property.id(), "name": property.name(language)});
    let r#type = match property {
        Property::Esco => Some(Type::Within("esco".to_owned(), Kind::Skill)),
        Property::Digcomp => Some(Type::Kind(Kind::Competence)),
        _ => None,
    };
    if let (Some(r#type), Some(fields)) = (r#type, meta.as_object_mut()) {
        fields.insert("type".to_owned(), json!(TypeRef::new(&r#type, language)));
    }
    meta
}

/// The properties that records of a type have.
pub(super) fn propose(r#type: Option<&Type>, limit: Option<usize>, language: Language) -> Value {
    let of_esco = match r#type {
        Some(Type::Within(framework, _) | Type::Framework(framework)) => framework == "esco",
        Some(Type::Kind(kind)) => matches!(
            kind,
            Kind::Skill | Kind::SkillGroup | Kind::Occupation | Kind::OccupationGroup
        ),
        None => false,
    };
    let has = |property: &Property| match property {
        Property::Collections => of_esco || r#type.is_none(),
        Property::Level | Property::Sector => !of_esco,
        _ => true,
    };
    let offered = Property::ALL
        .iter()
        .filter(|p| has(p))
        .take(limit.unwrap_or(usize::MAX));
    let properties: Vec<Value> = offered
        .map(|p| json!({"id": p.id(), "name": p.name(language)}))
        .collect();
    let mut answer = json!({ "properties": properties });
    if let Some(fields) = answer.as_object_mut() {
        if let Some(r#type) = r#type {
            fields.insert("type".to_owned(), json!(r#type.to_string()));
        }
        if let Some(limit) = limit {
            fields.insert("limit".to_owned(), json!(limit));
        }
    }
    answer
}
