//! The JSON-LD of the supplement.
//!
//! It is read as plain JSON: its context maps every type to itself and its `@id`s are relative without a base, so a
//! JSON-LD processor would drop all of it. The references from statements to levels point at nothing
//! (`ProficiencyLevel/Basic`, while the nodes are called `ProficiencyLevel/Basic_1`); the name in them is meant.

use serde_json::Value;

use super::{Item, LevelRow, Sort, Supplement, tidy};
use crate::import::{ImportError, Limits, json};
use crate::model::{Severity, Source};

/// Reads the file.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Supplement, ImportError> {
    let root = json::parse(name, bytes, limits)?;
    let Some(graph) = root.get("@graph").and_then(Value::as_array) else {
        return Err(ImportError::unrecognised(
            Source::file(name),
            "a list under @graph, as the DigComp 3.0 data supplement has it",
        ));
    };
    let ids: Vec<&str> = graph.iter().map(|n| text(n, "@id")).collect();
    let ids: std::collections::HashSet<&str> = ids.into_iter().collect();
    let mut supplement = Supplement::default();
    let mut dangling = 0usize;
    for node in graph {
        let id = text(node, "@id");
        let source = Source {
            raw: Some(id.to_owned()).filter(|i| !i.is_empty()),
            ..Source::file(name)
        };
        // `Competence`, or the same at the end of an IRI.
        let kind = local(text(node, "@type"));
        let sort = match kind {
            "CompetenceArea" => Sort::Area,
            "Competence" => Sort::Competence,
            "CompetenceStatement" => Sort::Statement,
            "LearningOutcome" => Sort::Outcome,
            "ProficiencyLevel" => {
                supplement.levels.push(level(node, source));
                continue;
            }
            "Glossary" => {
                supplement.terms += 1;
                continue;
            }
            other => {
                supplement
                    .warnings
                    .add(Severity::Note, "unknown-type", source, || {
                        format!("{id:?} is of the type {other:?}, which is not read")
                    });
                continue;
            }
        };
        let reference = text(node, "four_levels_proficiency_name");
        if !reference.is_empty() && !ids.contains(reference) {
            dangling += 1;
        }
        if let Some(item) = item(node, sort, source.clone()) {
            supplement.items.push(item);
        } else {
            supplement
                .warnings
                .add(Severity::Skipped, "no-code", source, || {
                    format!("{id:?} has no @id with a code, or no text")
                });
        }
    }
    if dangling > 0 {
        supplement.warnings.add(
            Severity::Note,
            "level-reference",
            Source::file(name),
            || {
                format!(
                    "{dangling} references to levels point at nothing; the name in them is used"
                )
            },
        );
    }
    Ok(supplement)
}

fn item(node: &Value, sort: Sort, source: Source) -> Option<Item> {
    let code = local(text(node, "@id")).trim().to_owned();
    let description = tidy(text(node, "description"));
    let above = match sort {
        Sort::Area => "",
        Sort::Competence => text(node, "competence_area_id"),
        Sort::Statement | Sort::Outcome => text(node, "competence_id"),
    };
    let (name, description) = match sort {
        Sort::Area | Sort::Competence => (tidy(text(node, "name")), description),
        Sort::Statement | Sort::Outcome => (description, String::new()),
    };
    if code.is_empty() || name.is_empty() {
        return None;
    }
    let remarks = [text(node, "type"), text(node, "ai_label")];
    Some(Item {
        sort,
        code,
        name,
        description,
        above: local(above).trim().to_owned(),
        level: tidy(local(text(node, "four_levels_proficiency_name"))),
        remarks: remarks
            .iter()
            .map(|r| tidy(r))
            .filter(|r| !r.is_empty())
            .collect(),
        source,
    })
}

fn level(node: &Value, source: Source) -> LevelRow {
    let number = node.get("eight_levels_mapping");
    LevelRow {
        name: tidy(text(node, "four_levels_name")),
        description: tidy(text(node, "four_levels_description")),
        purpose: tidy(text(node, "applies_to")),
        eighth: number
            .map(|n| n.to_string().trim_matches('"').to_owned())
            .unwrap_or_default(),
        sixth: tidy(text(node, "six_levels_mapping")),
        eighth_description: tidy(text(node, "eight_levels_description")),
        source,
    }
}

/// A text of a node, or the `@id` of a reference; empty when it is neither.
fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    let value = node.get(key);
    let id = || value.and_then(|v| v.get("@id"));
    value
        .and_then(Value::as_str)
        .or_else(|| id().and_then(Value::as_str))
        .unwrap_or_default()
}

/// What stands behind the last `/` or `#`.
fn local(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or_default()
}
