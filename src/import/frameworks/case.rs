//! A framework as CASE 1.0 (1EdTech Competencies and Academic Standards Exchange), JSON.
//!
//! Read are `CFDocument`, `CFItems` and `CFAssociations`: child-of and part-of as the hierarchy, related and peer as
//! relations, a translation (CASE 1.1) as names of the item that it translates. An item's `language` says what its
//! words are in; without one the document's holds.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::Options;
use super::draft::{Draft, Framework, kind_of};
use crate::import::{ImportError, LimitExceeded, Limits, json};
use crate::model::{Batch, Label, LabelRole, Lang, RelationKind, Severity, Source, Text, TextRole};

/// The longest statement that serves as a name beside an abbreviated one; a longer one is a description.
const NAME_CHARS: usize = 300;

/// Reads a CASE package.
///
/// # Errors
/// [`ImportError`] when it is no JSON, meets a limit, or holds no items.
pub fn from_json(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    options: &Options,
) -> Result<Batch, ImportError> {
    let root = json::parse(name, bytes, limits)?;
    // Some exports wrap the package once more.
    let package = root.get("CFPackage").unwrap_or(&root);
    let Some(items) = package.get("CFItems").and_then(Value::as_array) else {
        return Err(ImportError::unrecognised(
            Source::file(name),
            "a CASE package with a list of CFItems",
        ));
    };
    LimitExceeded::check("max_rows", limits.max_rows, items.len() as u64)
        .map_err(|e| ImportError::limit(Source::file(name), e))?;
    let document = package.get("CFDocument").unwrap_or(&Value::Null);
    let mut framework = Framework {
        title: owned(document, "title"),
        version: owned(document, "version"),
        licence: owned(document, "licenseURI").or_else(|| {
            document
                .get("licenseURI")
                .and_then(|l| owned(l, "title").or_else(|| owned(l, "uri")))
        }),
        ..Framework::default()
    };
    let default = language(document).or(options.lang).unwrap_or(Lang::En);
    for item in items {
        let source = |raw: &str| Source {
            raw: Some(raw.to_owned()).filter(|r| !r.is_empty()),
            ..Source::file(name)
        };
        let key = text(item, "identifier");
        if key.is_empty() {
            let what = text(item, "fullStatement").to_owned();
            framework
                .warnings
                .add(Severity::Skipped, "no-code", source(""), || {
                    format!("the item {what:?} has no identifier")
                });
            continue;
        }
        framework
            .drafts
            .push(draft(item, key, default, source(key)));
    }
    let associations = package.get("CFAssociations").and_then(Value::as_array);
    let document_id = text(document, "identifier").to_owned();
    associate(
        associations.map_or(&[], Vec::as_slice),
        &document_id,
        &mut framework,
    );
    framework.build(name, options)
}

/// One item.
fn draft(item: &Value, key: &str, default: Lang, source: Source) -> Draft {
    let lang = language(item).unwrap_or(default);
    let mut draft = Draft::new(key, source);
    draft.uri = owned(item, "uri").or_else(|| item.get("uri").and_then(|u| owned(u, "uri")));
    draft.code = owned(item, "humanCodingScheme");
    draft.kind = kind_of(text(item, "CFItemType"));
    let (full, short) = (
        text(item, "fullStatement"),
        text(item, "abbreviatedStatement"),
    );
    if !short.is_empty() {
        draft
            .labels
            .push(Label::new(lang, LabelRole::Preferred, short));
        match full.chars().count() <= NAME_CHARS {
            true => draft
                .labels
                .push(Label::new(lang, LabelRole::Alternative, full)),
            false => draft
                .texts
                .push(Text::new(lang, TextRole::Description, full)),
        }
    } else if !full.is_empty() {
        draft
            .labels
            .push(Label::new(lang, LabelRole::Preferred, full));
    }
    let other = text(item, "alternativeLabel");
    draft
        .labels
        .push(Label::new(lang, LabelRole::Alternative, other));
    for word in item
        .get("conceptKeywords")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let word = word.as_str().unwrap_or_default();
        draft.labels.push(Label::new(lang, LabelRole::Hidden, word));
    }
    draft
        .texts
        .push(Text::new(lang, TextRole::Note, text(item, "notes")));
    draft
}

/// Takes the associations into the drafts.
fn associate(associations: &[Value], document: &str, framework: &mut Framework) {
    let index: HashMap<String, usize> = framework
        .drafts
        .iter()
        .enumerate()
        .rev()
        .map(|(n, d)| (d.key.clone(), n))
        .collect();
    let mut translations: BTreeMap<usize, usize> = BTreeMap::new();
    for association in associations {
        let kind = text(association, "associationType");
        let (from, to) = (
            end(association, "originNodeURI"),
            end(association, "destinationNodeURI"),
        );
        let Some(&n) = index.get(from) else {
            if from != document {
                let at = framework
                    .drafts
                    .first()
                    .map(|d| Source::file(&d.source.file));
                framework.warnings.add(Severity::Warning, "unknown-concept", at.unwrap_or_default(), || {
                    format!("an association of the type {kind:?} starts from {from:?}, which is not in the file")
                });
            }
            continue;
        };
        if kind == "isTranslationOf" {
            if let Some(&original) = index.get(to)
                && original != n
            {
                translations.insert(n, original);
            }
            continue;
        }
        let Some(draft) = framework.drafts.get_mut(n) else {
            continue;
        };
        match kind {
            // What is a child of the document stands at the top.
            "isChildOf" | "isPartOf" if to != document => draft.broader.push(to.to_owned()),
            "isRelatedTo" | "isPeerOf" => {
                draft.relations.push((RelationKind::Related, to.to_owned()))
            }
            "exactMatchOf" => draft.relations.push((RelationKind::SameAs, to.to_owned())),
            "hasSkillLevel" => draft.relations.push((RelationKind::AtLevel, to.to_owned())),
            _ => {}
        }
    }
    join_translations(&translations, framework);
}

/// Gives the words of a translation to the item that it translates; the translation is no item of its own then.
fn join_translations(translations: &BTreeMap<usize, usize>, framework: &mut Framework) {
    for (&from, &to) in translations {
        // A translation of a translation stays an item: which one is the original cannot be told.
        if translations.contains_key(&to) {
            continue;
        }
        let Some(draft) = framework.drafts.get_mut(from) else {
            continue;
        };
        let (labels, texts) = (
            std::mem::take(&mut draft.labels),
            std::mem::take(&mut draft.texts),
        );
        if let Some(original) = framework.drafts.get_mut(to) {
            original.labels.extend(labels);
            original.texts.extend(texts);
        }
    }
    let mut number = 0;
    framework.drafts.retain(|_| {
        let joined = translations
            .get(&number)
            .is_some_and(|to| !translations.contains_key(to));
        number += 1;
        !joined
    });
}

/// The identifier at one end of an association.
fn end<'a>(association: &'a Value, key: &str) -> &'a str {
    let node = association.get(key).unwrap_or(&Value::Null);
    let identifier = text(node, "identifier");
    match identifier.is_empty() {
        false => identifier,
        true => {
            let uri = node.as_str().unwrap_or_else(|| text(node, "uri"));
            uri.rsplit('/').next().unwrap_or_default()
        }
    }
}

/// The language of an item or document.
fn language(node: &Value) -> Option<Lang> {
    let tag = text(node, "language");
    (!tag.is_empty()).then(|| Lang::from_tag(tag))
}

/// A text without white space around it, empty when there is none.
fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    node.get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
}

fn owned(node: &Value, key: &str) -> Option<String> {
    Some(text(node, key).to_owned()).filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(json: &str) -> Result<Batch, ImportError> {
        from_json(
            "a.json",
            json.as_bytes(),
            &Limits::default(),
            &Options::default(),
        )
    }

    #[test]
    fn a_translation_joins_the_item_that_it_translates() {
        let batch = read(
            r#"{"CFDocument":{"identifier":"d","title":"GreenComp","version":"1.0","language":"en"},
            "CFItems":[{"identifier":"a","humanCodingScheme":"1.1","fullStatement":"Valuing sustainability"},
                       {"identifier":"b","fullStatement":"Ilgtspējas vērtēšana","language":"lv"}],
            "CFAssociations":[{"associationType":"isTranslationOf","originNodeURI":{"identifier":"b"},"destinationNodeURI":{"identifier":"a"}}]}"#,
        );
        let batch = batch.unwrap();
        assert_eq!(batch.records.len(), 1);
        assert_eq!(batch.records[0].id.as_str(), "greencomp-1.0/1.1");
        assert_eq!(batch.records[0].name(Lang::Lv), "Ilgtspējas vērtēšana");
    }

    #[test]
    fn items_without_identifiers_and_foreign_associations_are_told() {
        let batch = read(
            r#"{"CFItems":[{"identifier":"a","fullStatement":"A"},{"fullStatement":"B"}],
            "CFAssociations":[{"associationType":"isChildOf","originNodeURI":{"identifier":"z"},"destinationNodeURI":{"identifier":"a"}},
                              {"associationType":"isChildOf","originNodeURI":"https://x/a","destinationNodeURI":"https://x/q"}]}"#,
        );
        let codes: Vec<&str> = batch
            .as_ref()
            .unwrap()
            .warnings
            .iter()
            .map(|w| w.code)
            .collect();
        assert_eq!(codes, ["no-code", "unknown-concept", "unknown-concept"]);
    }

    #[test]
    fn two_translations_of_each_other_are_both_kept() {
        let batch = read(
            r#"{"CFItems":[{"identifier":"a","fullStatement":"A"},{"identifier":"b","fullStatement":"B"}],
            "CFAssociations":[{"associationType":"isTranslationOf","originNodeURI":{"identifier":"a"},"destinationNodeURI":{"identifier":"b"}},
                              {"associationType":"isTranslationOf","originNodeURI":{"identifier":"b"},"destinationNodeURI":{"identifier":"a"}}]}"#,
        );
        assert_eq!(batch.unwrap().records.len(), 2);
    }

    #[test]
    fn other_json_is_refused() {
        assert_eq!(read(r#"{"items":[]}"#).unwrap_err().code(), "unrecognised");
        assert_eq!(
            read(r#"{"CFItems":[]}"#).unwrap_err().code(),
            "unrecognised"
        );
        assert_eq!(read("[").unwrap_err().code(), "bad-syntax");
    }

    proptest! {
        #[test]
        fn odd_values_never_panic(kind in "[a-zA-Z]{0,10}", a in ".{0,5}", b in ".{0,5}", number: i32) {
            let json = serde_json::json!({
                "CFDocument": {"identifier": b, "title": a, "language": number},
                "CFItems": [{"identifier": a, "fullStatement": b, "uri": {"uri": a}}, {"identifier": number}, number, null],
                "CFAssociations": [{"associationType": kind, "originNodeURI": a, "destinationNodeURI": {"identifier": b}}, null],
            });
            let _ = read(&json.to_string());
        }
    }
}
