//! The values of a property of a record, for a new column.

use serde_json::{Value, json};

use super::base::Base;
use super::property::Property;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{Details, LabelRole, Lang, MappingState, Predicate, Record, TextRole};
use crate::web::Language;

/// What is set for a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) property: Property,
    /// Values at most; 0 for all.
    pub(super) limit: usize,
    /// The language of names and texts.
    pub(super) language: Language,
}

/// The values of one cell.
pub(super) fn of(
    base: &Base,
    catalogue: &Catalogue,
    record: &Record,
    column: Column,
) -> Result<Vec<Value>, CatalogueError> {
    let language = column.language;
    let lang = language.of_labels();
    let mut values: Vec<Value> = match column.property {
        Property::Label => vec![text(record.name(lang))],
        Property::AltLabel => record
            .labels
            .iter()
            .filter(|l| l.role == LabelRole::Alternative && l.lang == lang)
            .map(|l| text(&l.text))
            .collect(),
        Property::Description => description(record, lang).into_iter().collect(),
        Property::Code => record.code.iter().map(|code| text(code)).collect(),
        Property::Uri => record.uri.iter().map(|uri| text(uri)).collect(),
        Property::Kind => vec![text(record.kind.code())],
        Property::Framework => record.framework.iter().map(|f| text(f)).collect(),
        Property::Level => match &record.level {
            Some(level) => (level.lki..=level.lki_to)
                .map(|n| json!({ "int": n }))
                .collect(),
            None => Vec::new(),
        },
        Property::Sector => record.sector.iter().map(|s| text(s)).collect(),
        Property::Parent => record
            .parent
            .iter()
            .filter_map(|id| entity(base, id.as_str(), language))
            .collect(),
        Property::Collections => match &record.details {
            Details::Skill(skill) => skill.collections.iter().map(|c| text(c)).collect(),
            _ => Vec::new(),
        },
        Property::Esco => mapped(base, catalogue, record, language, |f| f == "esco")?,
        Property::Digcomp => mapped(base, catalogue, record, language, |f| {
            f.starts_with("digcomp")
        })?,
    };
    if column.limit > 0 {
        values.truncate(column.limit);
    }
    Ok(values)
}

fn text(text: &str) -> Value {
    json!({ "str": text })
}

fn entity(base: &Base, id: &str, language: Language) -> Option<Value> {
    let entry = base.entry(id)?;
    Some(json!({"id": entry.id, "name": entry.name(language)}))
}

fn description(record: &Record, lang: Lang) -> Option<Value> {
    const TEXTS: [TextRole; 3] = [TextRole::Description, TextRole::Definition, TextRole::Goal];
    let of = |lang: Option<Lang>| {
        let mut texts = record.texts.iter().filter(|t| TEXTS.contains(&t.role));
        texts.find(|t| lang.is_none_or(|lang| t.lang == lang))
    };
    of(Some(lang)).or_else(|| of(None)).map(|t| text(&t.text))
}

/// What somebody accepted as meaning the same, in a framework.
fn mapped(
    base: &Base,
    catalogue: &Catalogue,
    record: &Record,
    language: Language,
    framework: impl Fn(&str) -> bool,
) -> Result<Vec<Value>, CatalogueError> {
    let mut found = Vec::new();
    for stored in catalogue.mappings_of(&record.id)? {
        let mapping = stored.mapping;
        let same = matches!(
            mapping.predicate,
            Predicate::ExactMatch | Predicate::CloseMatch
        );
        if !same || mapping.state != MappingState::Accepted {
            continue;
        }
        let other = match mapping.subject == record.id {
            true => mapping.object,
            false => mapping.subject,
        };
        let entry = base.entry(other.as_str());
        if entry.is_some_and(|e| e.framework.as_deref().is_some_and(&framework)) {
            found.extend(entity(base, other.as_str(), language));
        }
    }
    Ok(found)
}
