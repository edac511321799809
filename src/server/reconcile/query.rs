//! A batch of queries, read and checked: what is wrong is said with its place, and then nothing of the batch is answered.

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::super::Problem;
use super::super::limits::{RECONCILE_BATCH, RECONCILE_BYTES, RECONCILE_CANDIDATES};
use super::base::Base;
use super::property::Property;
use super::types::Type;

/// One query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Query {
    /// What stands in the cell.
    pub(super) text: String,
    /// The types asked for; none means any.
    pub(super) types: Vec<Type>,
    /// How several types are meant.
    pub(super) strictness: Strictness,
    /// Candidates wanted.
    pub(super) limit: usize,
    /// Values of other columns.
    pub(super) properties: Vec<(Property, Vec<String>)>,
}

/// How several types are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Strictness {
    /// A candidate is of one of them.
    #[default]
    Any,
    /// A candidate is of all of them.
    All,
    /// They are better, others come too.
    Should,
}

/// Candidates for a query that does not say how many.
const USUAL_CANDIDATES: usize = 10;

/// Reads `queries`: an object of queries under keys of the client's choice.
pub(super) fn batch(text: &str, base: &Base) -> Result<Vec<(String, Query)>, Problem> {
    let batch: Map<String, Value> = serde_json::from_str(text).map_err(|e| {
        bad("queries", &format!("not an object of queries: {e}"))
            .hint(r#"e.g. {"q0": {"query": "koka apstrāde", "type": "esco:skill", "limit": 5}}"#)
    })?;
    if batch.len() > RECONCILE_BATCH {
        let detail = format!(
            "{} queries in one batch; {RECONCILE_BATCH} are taken at most",
            batch.len()
        );
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "batch-too-large", detail)
            .at("queries")
            .hint(format!("send several batches of up to {RECONCILE_BATCH} queries, also at the same time; the manifest says so as batchSize")));
    }
    let read = batch.into_iter().map(|(key, query)| {
        let query = one(&key, &query, base)?;
        Ok((key, query))
    });
    read.collect()
}

fn one(key: &str, query: &Value, base: &Base) -> Result<Query, Problem> {
    let place = |field: &str| format!("queries.{key}.{field}");
    let fields = query
        .as_object()
        .ok_or_else(|| bad(&format!("queries.{key}"), "a query is an object"))?;
    const KNOWN: [&str; 5] = ["query", "type", "limit", "properties", "type_strict"];
    if let Some(unknown) = fields.keys().find(|k| !KNOWN.contains(&k.as_str())) {
        return Err(bad(&place(unknown), "there is no such field")
            .hint(format!("the fields are {}", KNOWN.join(", "))));
    }
    let text = match fields.get("query") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(_) => return Err(bad(&place("query"), "the text to look for is a string")),
    };
    if text.len() > RECONCILE_BYTES {
        let detail = format!("{} bytes; a text has {RECONCILE_BYTES} at most", text.len());
        return Err(bad(&place("query"), &detail));
    }
    let properties = match fields.get("properties") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list
            .iter()
            .enumerate()
            .map(|(n, item)| property(item, &format!("{}[{n}]", place("properties"))))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(bad(&place("properties"), "a list of {pid, v}")),
    };
    if !fields.contains_key("query") && properties.is_empty() {
        return Err(bad(
            &format!("queries.{key}"),
            "neither query nor properties: there is nothing to look for",
        ));
    }
    let strictness = match fields.get("type_strict").map(|v| v.as_str()) {
        None | Some(Some("any")) => Strictness::Any,
        Some(Some("all")) => Strictness::All,
        Some(Some("should")) => Strictness::Should,
        Some(_) => return Err(bad(&place("type_strict"), "one of any, should, all")),
    };
    Ok(Query {
        text,
        types: types(fields.get("type"), &place("type"), base)?,
        strictness,
        limit: limit(fields.get("limit"), &place("limit"))?,
        properties,
    })
}

fn types(value: Option<&Value>, place: &str, base: &Base) -> Result<Vec<Type>, Problem> {
    let ids: Vec<&str> = match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(id)) => vec![id],
        Some(Value::Array(ids)) => ids
            .iter()
            .map(|id| {
                id.as_str()
                    .ok_or_else(|| bad(place, "identifiers of types are strings"))
            })
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(bad(place, "the identifier of a type, or a list of them")),
    };
    let known = |id: &str| {
        base.r#type(id).cloned().ok_or_else(|| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "unknown-type",
                format!("there is no type `{id}`"),
            )
            .at(place)
            .hint("/reconcile/suggest/type?prefix= lists the types")
        })
    };
    ids.into_iter()
        .filter(|id| !id.is_empty())
        .map(known)
        .collect()
}

fn limit(value: Option<&Value>, place: &str) -> Result<usize, Problem> {
    match value {
        None | Some(Value::Null) => Ok(USUAL_CANDIDATES),
        Some(Value::Number(n)) if n.as_f64().is_some_and(|n| n >= 1.0) => Ok(n
            .as_f64()
            .map_or(USUAL_CANDIDATES, |n| n as usize)
            .min(RECONCILE_CANDIDATES)),
        Some(_) => Err(bad(
            place,
            &format!("a number from 1; more than {RECONCILE_CANDIDATES} are not given"),
        )),
    }
}

fn property(item: &Value, place: &str) -> Result<(Property, Vec<String>), Problem> {
    let pid = item.get("pid").and_then(Value::as_str);
    let pid = pid.ok_or_else(|| bad(place, "a property is {pid, v}"))?;
    let property = Property::from_id(pid)
        .filter(|p| p.can_be_asked())
        .ok_or_else(|| unknown_property(pid, place))?;
    let values = match item.get("v") {
        Some(Value::Array(values)) => values.iter().filter_map(value_of).collect(),
        Some(value) => value_of(value).into_iter().collect(),
        None => return Err(bad(place, "a property is {pid, v}")),
    };
    Ok((property, values))
}

/// 400, naming the properties that there are.
pub(super) fn unknown_property(id: &str, place: &str) -> Problem {
    let detail = format!("there is no property `{id}`");
    Problem::new(StatusCode::BAD_REQUEST, "unknown-property", detail)
        .at(place)
        .hint("/reconcile/suggest/property?prefix= lists the properties")
}

/// A value as text: a string, a number, or an entity that was reconciled before.
fn value_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Object(entity) => entity.get("id")?.as_str().map(str::to_owned),
        Value::Null | Value::Array(_) => None,
    }
}

/// 400, with the place in the batch.
pub(super) fn bad(place: &str, detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad-query", detail).at(place)
}
