//! The mappings of a record as its page shows them: in both directions, with who decided and how sure the machine is.

use std::sync::Arc;

use super::review_candidate::{decided, percent};
use super::{Language, QueryString, item_path, record_path};
use crate::catalogue::mappings::StoredMapping;
use crate::model::{Kind, Record, RecordId};

/// A mapping and the record at its other end, where the catalogue has it or had it.
#[derive(Debug, Clone)]
pub struct MappedRecord {
    /// The mapping.
    pub mapping: Arc<StoredMapping>,
    /// The record at the other end, as it was last stated.
    pub other: Option<Record>,
    /// Whether it is in the catalogue.
    pub is_there: bool,
}

/// A mapping ready to be written.
pub(super) struct MappedView {
    pub(super) state: &'static str,
    pub(super) state_code: &'static str,
    pub(super) predicate: String,
    pub(super) path: Option<String>,
    pub(super) name: String,
    pub(super) kind: Option<String>,
    pub(super) sure: Option<String>,
    pub(super) decided: Option<String>,
    pub(super) note: String,
    pub(super) review: String,
}

/// The mappings of a record: accepted ones first, then the likeliest, rejected ones last.
pub(super) fn views(
    mappings: &[MappedRecord],
    here: &RecordId,
    language: Language,
) -> Vec<MappedView> {
    let mut sorted: Vec<&MappedRecord> = mappings.iter().collect();
    let sure = |m: &MappedRecord| {
        m.mapping
            .mapping
            .proposal
            .as_ref()
            .map_or(0.0, |p| p.confidence)
    };
    sorted.sort_by(|a, b| {
        let state = |m: &MappedRecord| match m.mapping.mapping.state.code() {
            "accepted" => 0,
            "proposed" => 1,
            _ => 2,
        };
        state(a)
            .cmp(&state(b))
            .then_with(|| sure(b).total_cmp(&sure(a)))
    });
    sorted
        .into_iter()
        .map(|m| view(m, here, language))
        .collect()
}

fn view(mapped: &MappedRecord, here: &RecordId, language: Language) -> MappedView {
    let mapping = &mapped.mapping.mapping;
    let from_here = mapping.subject == *here;
    let other = if from_here {
        &mapping.object
    } else {
        &mapping.subject
    };
    // What only one direction has a name for is said from the other end with a name of its own.
    let predicate = mapping.predicate;
    let key = match from_here {
        true => predicate.code().to_owned(),
        false if predicate.inverse() == predicate => {
            let turned = format!("{}_in", predicate.code());
            let known = language.name_of("predicate", &turned) != turned;
            if known {
                turned
            } else {
                predicate.code().to_owned()
            }
        }
        false => predicate.inverse().code().to_owned(),
    };
    let decision = mapping.decision.as_ref();
    let record = mapped.other.as_ref();
    MappedView {
        state: language.text(&format!("mapping_state.{}", mapping.state.code())),
        state_code: mapping.state.code(),
        predicate: language.name_of("predicate", &key),
        path: mapped.is_there.then(|| record_path(other.as_str())),
        name: record.map_or_else(
            || other.to_string(),
            |r| r.name(language.of_labels()).to_owned(),
        ),
        kind: record.map(|r| language.name_of("kind", r.kind.code())),
        sure: mapping.proposal.as_ref().map(|p| {
            language.with(
                "review.confidence_of",
                "n",
                &percent(p.confidence).to_string(),
            )
        }),
        decided: decision.map(|d| decided(&d.by, &d.at, language)),
        note: decision.and_then(|d| d.note.clone()).unwrap_or_default(),
        review: item_path(
            &QueryString::default(),
            mapping.subject.as_str(),
            &mapped.mapping.target,
        ),
    }
}

/// Where a statement without mappings is reviewed: against ESCO, which every statement can be compared with.
pub(super) fn review_path(record: &Record, mappings: &[MappedRecord]) -> Option<String> {
    let compared = matches!(
        record.kind,
        Kind::Requirement | Kind::LearningOutcome | Kind::ExamItem
    );
    (compared && mappings.is_empty()).then(|| {
        item_path(
            &QueryString::default(),
            record.id.as_str(),
            "framework:esco",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Mapping, MappingState, Predicate};

    fn mapped(predicate: Predicate, state: MappingState) -> MappedRecord {
        MappedRecord {
            mapping: Arc::new(StoredMapping {
                mapping: Mapping {
                    subject: RecordId::new("a").unwrap(),
                    predicate,
                    object: RecordId::new("b").unwrap(),
                    state,
                    proposal: None,
                    decision: (state != MappingState::Proposed).then(|| Decision {
                        by: "anna".into(),
                        at: "2026-11-21T01:02:03Z".into(),
                        note: None,
                    }),
                    version: 1,
                },
                target: "framework:esco".into(),
                slots: serde_json::Value::Null,
                surfaced_at: None,
            }),
            other: None,
            is_there: true,
        }
    }

    fn said(predicate: Predicate, here: &str) -> String {
        let all = [mapped(predicate, MappingState::Accepted)];
        let here = RecordId::new(here).unwrap();
        views(&all, &here, Language::Lv).remove(0).predicate
    }

    #[test]
    fn each_end_reads_the_relation_its_own_way() {
        assert_eq!(said(Predicate::BroadMatch, "a"), "plašāks jēdziens");
        assert_eq!(said(Predicate::BroadMatch, "b"), "šaurāks jēdziens");
        assert_eq!(said(Predicate::Teaches, "a"), "māca");
        assert_eq!(said(Predicate::Teaches, "b"), "to māca");
        assert_eq!(said(Predicate::ExactMatch, "b"), "precīza atbilstība");
    }

    #[test]
    fn accepted_ones_come_first_and_say_who_decided() {
        let all = [
            mapped(Predicate::CloseMatch, MappingState::Rejected),
            mapped(Predicate::ExactMatch, MappingState::Accepted),
        ];
        let views = views(&all, &RecordId::new("a").unwrap(), Language::Lv);
        assert_eq!(views[0].state, "apstiprināts");
        assert_eq!(
            views[0].decided.as_deref(),
            Some("anna, 2026-11-21 01:02 UTC")
        );
        assert_eq!(views[0].review, "/review?subject=a&to=framework%3Aesco");
    }
}
