//! Completing what is typed: records, properties, types; and what flies out beside a suggestion.

use serde_json::{Value, json};

use super::answer::TypeRef;
use super::base::{Base, Entry};
use super::property::Property;
use super::types::Type;
use crate::search::{NameLang, Searcher};
use crate::web::Language;

/// Suggestions at a time.
const AT_A_TIME: usize = 20;

/// Records whose names hold what was typed; what was typed as an identifier or code comes first.
pub(super) fn entities(
    base: &Base,
    searcher: &Searcher,
    prefix: &str,
    r#type: Option<&Type>,
    language: Language,
) -> Value {
    let names = match language {
        Language::Lv => NameLang::Lv,
        Language::En => NameLang::En,
    };
    let asked = |entry: &Entry| r#type.is_none_or(|t| t.holds(entry));
    let mut found: Vec<&Entry> = base.identified(prefix).into_iter().collect();
    found.extend(base.coded(prefix));
    found.extend(base.named(prefix));
    let suggested = searcher.suggest(prefix, names, AT_A_TIME);
    found.extend(suggested.iter().filter_map(|s| base.entry(s.id.as_str())));
    let mut seen: Vec<&str> = Vec::new();
    found.retain(|entry| {
        let new = !seen.contains(&&*entry.id) && asked(entry);
        seen.push(&entry.id);
        new
    });
    found.truncate(AT_A_TIME);
    let result: Vec<Value> = found
        .into_iter()
        .map(|entry| entity(base, entry, language))
        .collect();
    json!({ "result": result })
}

fn entity(base: &Base, entry: &Entry, language: Language) -> Value {
    let types: Vec<TypeRef> = Type::of(entry)
        .iter()
        .map(|t| TypeRef::new(t, language))
        .collect();
    json!({
        "id": entry.id,
        "name": entry.name(language),
        "description": base.description(entry, language),
        "notable": types,
    })
}

/// Properties whose name or identifier holds what was typed.
pub(super) fn properties(prefix: &str, language: Language) -> Value {
    let fits = |p: &&Property| is_in(prefix, p.id()) || is_in(prefix, p.name(language));
    let found = Property::ALL.iter().filter(fits);
    let result: Vec<Value> = found.map(|p| property(*p, language)).collect();
    json!({ "result": result })
}

fn property(property: Property, language: Language) -> Value {
    let key = match property.can_be_asked() {
        true => "reconcile.property_asked",
        false => "reconcile.property_shown",
    };
    json!({"id": property.id(), "name": property.name(language), "description": language.text(key)})
}

/// Types whose name or identifier holds what was typed, the fullest first.
pub(super) fn types(base: &Base, prefix: &str, language: Language) -> Value {
    let mut found: Vec<(&Type, usize)> = base
        .types()
        .filter(|(t, _)| is_in(prefix, &t.to_string()) || is_in(prefix, &t.name(language)))
        .collect();
    found.sort_by_key(|(_, records)| std::cmp::Reverse(*records));
    let result: Vec<Value> = found
        .into_iter()
        .map(|(t, records)| {
            let description = language.count("search.browse", records);
            json!({"id": t.to_string(), "name": t.name(language), "description": description})
        })
        .collect();
    json!({ "result": result })
}

fn is_in(typed: &str, text: &str) -> bool {
    text.to_lowercase().contains(&typed.trim().to_lowercase())
}

/// What is shown beside a suggested type or property.
pub(super) fn flyout(id: &str, name: &str, description: &str) -> Value {
    let html = format!(
        "<p><strong>{}</strong></p><p>{}</p>",
        escaped(name),
        escaped(description)
    );
    json!({"id": id, "html": html})
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flyout_never_holds_markup_of_the_data() {
        let out = flyout("x", "<img src=x onerror=alert(1)>", "a & b");
        let html = out["html"].as_str().unwrap();
        assert!(!html.contains("<img") && html.contains("a &amp; b"));
    }
}
