//! The candidates for one query.

use serde::Serialize;

use super::base::{Base, Entry};
use super::exact::{self, Said};
use super::property::Property;
use super::query::{Query, Strictness};
use super::types::Type;
use crate::linking::{Candidate, Explanation, Statement};
use crate::model::{Lang, Level};
use crate::web::Language;

/// From this confidence on a candidate is taken without asking, if it stands alone: more than nine in ten such pairs are
/// accepted by careful people, as `prasme linking evaluate` measures.
const CONFIDENT: f64 = 90.0;

/// How far the next one must stay behind, points.
const ALONE_BY: f64 = 10.0;

/// What a value of another column that speaks against a candidate leaves of its score.
const CONTRADICTED: f64 = 0.7;

/// A candidate as the specification has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Match {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    /// How likely a careful person would accept it, 0 to 100.
    pub(super) score: f64,
    /// Whether there is nothing left to choose.
    pub(super) r#match: bool,
    pub(super) r#type: Vec<TypeRef>,
    pub(super) features: Vec<Feature>,
}

/// A type of a candidate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct TypeRef {
    pub(super) id: String,
    pub(super) name: String,
}

impl TypeRef {
    pub(super) fn new(r#type: &Type, language: Language) -> Self {
        Self {
            id: r#type.to_string(),
            name: r#type.name(language),
        }
    }
}

/// A part of what is behind a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Feature {
    pub(super) id: String,
    pub(super) value: FeatureValue,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum FeatureValue {
    Number(f64),
    Flag(bool),
}

/// A candidate before it is decided which of them are certain.
struct Found<'b> {
    entry: &'b Entry,
    score: f64,
    /// What the matcher added up: it orders those that are equally sure.
    sum: f32,
    said: Option<Said>,
    /// Whether the matcher calls it tied or too general, or another column speaks against it.
    doubtful: bool,
    features: Vec<Feature>,
}

/// What a comparison can reach at the most: who says the very name means it more surely.
const MOST_COMPARED: f64 = 96.0;

/// The candidates for a query, best first.
pub(super) fn answer(base: &Base, query: &Query, language: Language) -> Vec<Match> {
    let asked = |entry: &Entry| is_asked(query, entry);
    let mut found: Vec<Found<'_>> = exact::find(base, &query.text, code_of(query), asked)
        .into_iter()
        .map(|(entry, said)| Found {
            entry,
            score: said.score(),
            sum: f32::INFINITY,
            said: Some(said),
            doubtful: !said.is_certain(),
            features: vec![flag(said.feature(), true)],
        })
        .collect();
    // A text that says which record it means needs no guesses beside it; a name does: another may fit as well.
    let settled = found
        .iter()
        .any(|f| f.said.is_some_and(|said| !said.is_name()));
    if !settled && !query.text.trim().is_empty() {
        compare(base, query, language, &mut found);
    }
    for one in &mut found {
        other_columns(query, one);
    }
    found.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| b.sum.total_cmp(&a.sum))
            .then_with(|| a.entry.id.cmp(&b.entry.id))
    });
    let certain = certain(&found);
    found.truncate(query.limit);
    let matches = found.into_iter().enumerate();
    matches
        .map(|(place, one)| Match {
            id: one.entry.id.to_string(),
            name: one.entry.name(language).to_owned(),
            description: base.description(one.entry, language),
            score: rounded(one.score),
            r#match: certain && place == 0,
            r#type: Type::of(one.entry)
                .iter()
                .map(|t| TypeRef::new(t, language))
                .collect(),
            features: one.features,
        })
        .collect()
}

/// Whether the first candidate can be taken without asking: sure, alone, and nothing speaks against it.
fn certain(found: &[Found<'_>]) -> bool {
    let Some(first) = found.first().filter(|first| !first.doubtful) else {
        return false;
    };
    if first.said.is_some_and(Said::is_certain) {
        return true;
    }
    let next = found.get(1).map_or(0.0, |next| next.score);
    first.score >= CONFIDENT && first.score - next >= ALONE_BY
}

fn is_asked(query: &Query, entry: &Entry) -> bool {
    let of_type = match query.strictness {
        Strictness::Any => query.types.is_empty() || query.types.iter().any(|t| t.holds(entry)),
        Strictness::All => query.types.iter().all(|t| t.holds(entry)),
        Strictness::Should => true,
    };
    of_type
        && query
            .properties
            .iter()
            .all(|(property, values)| match property {
                Property::Kind => holds(values, entry.kind.code()),
                Property::Framework => entry.framework.as_deref().is_some_and(|f| holds(values, f)),
                _ => true,
            })
}

fn holds(values: &[String], value: &str) -> bool {
    values.is_empty() || values.iter().any(|v| v.eq_ignore_ascii_case(value))
}

fn code_of(query: &Query) -> Option<&str> {
    let (_, values) = query
        .properties
        .iter()
        .find(|(p, _)| *p == Property::Code)?;
    values.first().map(String::as_str)
}

/// Adds what the matcher finds.
fn compare<'b>(base: &'b Base, query: &Query, language: Language, found: &mut Vec<Found<'b>>) {
    let prepared = base.matcher.prepare(&statement(query, language));
    // Some of what is found falls out again: other frameworks in the same kind, records found already.
    let room = query.limit.max(5) * 2 + found.len();
    for r#type in searched(base, query) {
        let Some(scope) = base.scope(r#type) else {
            continue;
        };
        for candidate in base.matcher.candidates_of(&prepared, scope, room) {
            let entry = base.entry(candidate.id.as_str());
            let Some(entry) = entry.filter(|e| is_asked(query, e)) else {
                continue;
            };
            match found.iter_mut().find(|f| std::ptr::eq(f.entry, entry)) {
                Some(known) => known.features.extend(features(&candidate)),
                None => found.push(Found {
                    entry,
                    score: f64::from(candidate.confidence) * MOST_COMPARED,
                    sum: candidate.score,
                    said: None,
                    doubtful: candidate.tied || candidate.too_general,
                    features: features(&candidate),
                }),
            }
        }
    }
}

/// The types whose records are compared: those asked for, or every kind there is.
fn searched<'b>(base: &'b Base, query: &'b Query) -> Vec<&'b Type> {
    let all = || {
        base.types()
            .map(|(t, _)| t)
            .filter(|t| matches!(t, Type::Kind(_)))
            .collect()
    };
    match query.strictness {
        Strictness::Should => all(),
        _ if query.types.is_empty() => all(),
        // One of them is enough to search; all are asked of what is found.
        Strictness::All => query.types.first().into_iter().collect(),
        Strictness::Any => query
            .types
            .iter()
            .flat_map(|wanted| match wanted {
                // The statements of a framework are one scope; its other kinds have theirs.
                Type::Framework(framework) => base
                    .types()
                    .map(|(t, _)| t)
                    .filter(|t| matches!(t, Type::Within(f, _) if f == framework))
                    .collect(),
                other => vec![other],
            })
            .collect(),
    }
}

fn statement(query: &Query, language: Language) -> Statement {
    let lang = match language {
        Language::Lv => Lang::Lv,
        Language::En => Lang::En,
    };
    let mut statement = Statement::of_text(&query.text, lang);
    for (property, values) in &query.properties {
        let Some(value) = values.first() else {
            continue;
        };
        match property {
            Property::Level => {
                statement.level = value.parse().ok().and_then(|n| Level::lki(n).ok())
            }
            Property::Sector => statement.sector = Some(value.clone()),
            _ => {}
        }
    }
    statement
}

/// What values of other columns say about a candidate. A record without a level or sector is not spoken against.
fn other_columns(query: &Query, found: &mut Found<'_>) {
    for (property, values) in &query.properties {
        let agrees = match property {
            Property::Level => found.entry.level.map(|(from, to)| {
                let within =
                    |value: &String| value.parse().is_ok_and(|n: u8| (from..=to).contains(&n));
                values.iter().any(within)
            }),
            Property::Sector => found.entry.sector.as_deref().map(|s| holds(values, s)),
            Property::Code => found.entry.code.as_deref().map(|c| holds(values, c)),
            _ => None,
        };
        let Some(agrees) = agrees.filter(|_| !values.is_empty()) else {
            continue;
        };
        found
            .features
            .push(flag(&format!("same_{}", property.id()), agrees));
        if !agrees {
            found.score *= CONTRADICTED;
            found.doubtful = true;
        }
    }
    if query.strictness == Strictness::Should && !query.types.is_empty() {
        let agrees = query.types.iter().any(|t| t.holds(found.entry));
        found.features.push(flag("same_type", agrees));
        if !agrees {
            found.score *= CONTRADICTED;
            found.doubtful = true;
        }
    }
}

/// What is behind the matcher's confidence: the parts of its score by reason, and what makes it doubtful.
fn features(candidate: &Candidate) -> Vec<Feature> {
    let mut features = vec![
        number("confidence", f64::from(candidate.confidence)),
        number("score", f64::from(candidate.score)),
    ];
    features.extend(by_reason(&candidate.explanation));
    if candidate.tied {
        features.push(flag("tied", true));
    }
    if candidate.too_general {
        features.push(flag("too_general", true));
    }
    features
}

fn by_reason(explanation: &Explanation) -> Vec<Feature> {
    let mut sums: Vec<(String, f64)> = Vec::new();
    for part in &explanation.parts {
        let reason = serde_json::to_value(&part.reason).unwrap_or_default();
        let code = reason
            .get("reason")
            .and_then(|r| r.as_str())
            .unwrap_or("other");
        let weight = f64::from(part.weight);
        match sums.iter_mut().find(|(known, _)| known == code) {
            Some((_, sum)) => *sum += weight,
            None => sums.push((code.to_owned(), weight)),
        }
    }
    sums.into_iter()
        .map(|(code, sum)| number(&code, sum))
        .collect()
}

fn number(id: &str, value: f64) -> Feature {
    Feature {
        id: id.to_owned(),
        value: FeatureValue::Number(rounded(value)),
    }
}

fn flag(id: &str, value: bool) -> Feature {
    Feature {
        id: id.to_owned(),
        value: FeatureValue::Flag(value),
    }
}

/// To a hundredth: more says nothing.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
