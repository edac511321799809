//! A mapping as the cells of a row, by slot.

use std::collections::BTreeMap;

use serde_json::Value;

use super::slots::{is_derived, is_of_act, own};
use crate::catalogue::mappings::{NoMatch, StoredMapping};
use crate::model::{MappingState, Proposal};

/// Cells by the name of their slot. Entities stand as full URIs.
pub(super) type Cells = BTreeMap<String, String>;

/// Justification of a decision.
pub(super) const MANUAL: &str = "https://w3id.org/semapv/vocab/ManualMappingCuration";
/// Justification of a proposal that rests on words alone.
pub(super) const LEXICAL: &str = "https://w3id.org/semapv/vocab/LexicalMatching";
/// Justification of a proposal that rests on more than words.
pub(super) const COMPOSITE: &str = "https://w3id.org/semapv/vocab/CompositeMatching";
/// Stands for an object that does not exist.
pub(super) const NO_TERM: &str = "https://w3id.org/sssom/NoTermFound";

/// Reasons of an explanation that are not words.
const BEYOND_WORDS: [&str; 6] = [
    "level",
    "kind",
    "occupation",
    "code",
    "hierarchy",
    "context",
];

/// What the mapping itself says, without the slots that were kept of its file and without its ends.
pub(super) fn modelled(stored: &StoredMapping) -> Cells {
    let mapping = &stored.mapping;
    let mut cells = Cells::new();
    let mut put = |slot: &str, value: String| {
        if !value.is_empty() {
            cells.insert(slot.to_owned(), value);
        }
    };
    if mapping.state == MappingState::Rejected {
        put("predicate_modifier", "Not".to_owned());
    }
    put(own::TARGET, stored.target.clone());
    if let Some(proposal) = &mapping.proposal {
        let (tool, version) = tool(&proposal.tool);
        put("mapping_tool", tool.to_owned());
        put("mapping_tool_version", version.to_owned());
        put(own::PROPOSED_AT, proposal.at.clone());
        if !proposal.explanation.is_null() {
            put(own::EXPLANATION, proposal.explanation.to_string());
        }
    }
    match (&mapping.decision, &mapping.proposal) {
        (Some(decision), proposal) => {
            put("mapping_justification", MANUAL.to_owned());
            put("author_label", decision.by.clone());
            put("mapping_date", day(&decision.at).to_owned());
            put(own::DECIDED_AT, decision.at.clone());
            put("comment", decision.note.clone().unwrap_or_default());
            let confidence = proposal.as_ref().map(|p| p.confidence.to_string());
            put(own::CONFIDENCE, confidence.unwrap_or_default());
        }
        (None, Some(proposal)) => {
            put("mapping_justification", justification(proposal).to_owned());
            put("mapping_date", day(&proposal.at).to_owned());
            put("confidence", proposal.confidence.to_string());
        }
        (None, None) => put("mapping_justification", LEXICAL.to_owned()),
    }
    cells
}

/// What a decision that nothing matches says, without its ends.
pub(super) fn no_match(no_match: &NoMatch) -> Cells {
    let cells = [
        ("mapping_justification", MANUAL),
        ("author_label", &no_match.by),
        ("mapping_cardinality", "1:0"),
        ("mapping_date", day(&no_match.at)),
        (own::DECIDED_AT, &no_match.at),
        (own::TARGET, &no_match.target),
        ("comment", no_match.note.as_deref().unwrap_or_default()),
    ];
    let said = cells.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(slot, value)| ((*slot).to_owned(), (*value).to_owned()))
        .collect()
}

/// Adds what was kept of the file that the mapping came from. What belongs to the act itself holds only while no other
/// decision was taken since.
pub(super) fn with_kept(mut cells: Cells, stored: &StoredMapping) -> Cells {
    let Some(kept) = stored.slots.get("row").and_then(Value::as_object) else {
        return cells;
    };
    let still = stored.slots.get("of").and_then(Value::as_str) == Some(act(stored));
    let derived = kept.keys().filter(|slot| is_derived(slot));
    let derived: Vec<&str> = derived.map(String::as_str).collect();
    if !derived.is_empty() {
        cells.insert(own::KEPT.to_owned(), derived.join("|"));
    }
    for (slot, value) in kept {
        let Some(value) = value.as_str() else {
            continue;
        };
        if is_of_act(slot) && !still {
            continue;
        }
        if value.is_empty() {
            cells.remove(slot);
        } else {
            cells.insert(slot.clone(), value.to_owned());
        }
    }
    cells
}

/// When what stands now was decided, else proposed.
pub(super) fn act(stored: &StoredMapping) -> &str {
    let decided = stored.mapping.decision.as_ref().map(|d| d.at.as_str());
    let proposed = stored.mapping.proposal.as_ref().map(|p| p.at.as_str());
    decided.or(proposed).unwrap_or_default()
}

/// The day of a point in time.
fn day(at: &str) -> &str {
    at.get(..10).unwrap_or(at)
}

/// A tool and its version: `prasme 0.1.0` → `prasme`, `0.1.0`.
fn tool(text: &str) -> (&str, &str) {
    match text.rsplit_once(' ') {
        Some((tool, version)) if version.starts_with(|c: char| c.is_ascii_digit()) => {
            (tool, version)
        }
        _ => (text, ""),
    }
}

fn justification(proposal: &Proposal) -> &'static str {
    let parts = proposal.explanation.get("parts").and_then(Value::as_array);
    let reasons = parts.into_iter().flatten().filter_map(|part| {
        let reason = part.get("reason")?;
        reason.get("reason").unwrap_or(reason).as_str()
    });
    match reasons
        .into_iter()
        .any(|reason| BEYOND_WORDS.contains(&reason))
    {
        true => COMPOSITE,
        false => LEXICAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Mapping, Predicate, RecordId};

    fn stored() -> StoredMapping {
        StoredMapping {
            mapping: Mapping {
                subject: RecordId::new("pkp/a").unwrap(),
                predicate: Predicate::CloseMatch,
                object: RecordId::new("esco:skill/b").unwrap(),
                state: MappingState::Proposed,
                proposal: Some(Proposal {
                    confidence: 0.25,
                    explanation: serde_json::json!({"parts": [{"reason": {"reason": "word"}}]}),
                    tool: "prasme 0.1.0".into(),
                    at: "2026-03-01T10:11:12Z".into(),
                }),
                decision: None,
                version: 1,
            },
            target: "framework:esco".into(),
            slots: Value::Null,
            surfaced_at: None,
        }
    }

    fn decided(state: MappingState) -> StoredMapping {
        let mut stored = stored();
        stored.mapping.state = state;
        stored.mapping.decision = Some(Decision {
            by: "anna".into(),
            at: "2026-03-02T08:00:00Z".into(),
            note: None,
        });
        stored
    }

    #[test]
    fn a_proposal_has_the_machines_confidence_and_a_decision_none() {
        let cells = modelled(&stored());
        assert_eq!(cells["confidence"], "0.25");
        assert_eq!(cells["mapping_justification"], LEXICAL);
        assert_eq!(
            (
                cells["mapping_tool"].as_str(),
                cells["mapping_tool_version"].as_str()
            ),
            ("prasme", "0.1.0")
        );
        let cells = modelled(&decided(MappingState::Rejected));
        assert_eq!(cells.get("confidence"), None);
        assert_eq!(cells["prasme_confidence"], "0.25");
        assert_eq!(cells["predicate_modifier"], "Not");
        assert_eq!(
            (
                cells["author_label"].as_str(),
                cells["mapping_date"].as_str()
            ),
            ("anna", "2026-03-02")
        );
    }

    #[test]
    fn more_than_words_is_composite() {
        let mut stored = stored();
        if let Some(proposal) = &mut stored.mapping.proposal {
            proposal.explanation = serde_json::json!({"parts": [{"reason": {"reason": "word"}}, {"reason": {"reason": "occupation"}}]});
        }
        assert_eq!(modelled(&stored)["mapping_justification"], COMPOSITE);
    }

    #[test]
    fn what_was_kept_of_an_act_goes_with_the_act() {
        let mut stored = decided(MappingState::Accepted);
        stored.slots = serde_json::json!({"of": "2026-03-02T08:00:00Z", "row": {"author_id": "https://orcid.org/1", "subject_category": "x"}});
        let cells = with_kept(modelled(&stored), &stored);
        assert_eq!(cells["author_id"], "https://orcid.org/1");
        if let Some(decision) = &mut stored.mapping.decision {
            decision.at = "2026-04-01T00:00:00Z".into();
        }
        let cells = with_kept(modelled(&stored), &stored);
        assert_eq!(
            (cells.get("author_id"), cells["subject_category"].as_str()),
            (None, "x")
        );
    }
}
