//! The slots of the standard: their order in a row, which hold entities, which a whole set may state once.

/// The slots of a mapping in the standard's order (SSSOM 1.1, class `mapping`).
pub(super) const MAPPING: [&str; 50] = [
    "record_id",
    "subject_id",
    "subject_label",
    "subject_category",
    "predicate_id",
    "predicate_label",
    "predicate_modifier",
    "object_id",
    "object_label",
    "object_category",
    "mapping_justification",
    "author_id",
    "author_label",
    "reviewer_id",
    "reviewer_label",
    "creator_id",
    "creator_label",
    "license",
    "subject_type",
    "subject_source",
    "subject_source_version",
    "object_type",
    "object_source",
    "object_source_version",
    "predicate_type",
    "mapping_provider",
    "mapping_source",
    "mapping_cardinality",
    "cardinality_scope",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "mapping_date",
    "publication_date",
    "review_date",
    "confidence",
    "reviewer_agreement",
    "curation_rule",
    "curation_rule_text",
    "subject_match_field",
    "object_match_field",
    "match_string",
    "subject_preprocessing",
    "object_preprocessing",
    "similarity_score",
    "similarity_measure",
    "see_also",
    "issue_tracker_item",
    "other",
    "comment",
];

/// Slots that name entities: a CURIE or URI, or several joined by bars.
const ENTITIES: [&str; 17] = [
    "record_id",
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "author_id",
    "reviewer_id",
    "creator_id",
    "subject_source",
    "object_source",
    "mapping_source",
    "mapping_tool_id",
    "curation_rule",
    "subject_match_field",
    "object_match_field",
    "subject_preprocessing",
    "object_preprocessing",
];

/// Slots that belong to the proposal or decision itself: another decision makes them untrue.
const ACT: [&str; 13] = [
    "mapping_justification",
    "author_id",
    "author_label",
    "reviewer_id",
    "reviewer_label",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "mapping_date",
    "review_date",
    "confidence",
    "reviewer_agreement",
    "comment",
];

/// Slots of a set that hold for each of its mappings too (the standard's propagatable ones, and who made and licensed it).
pub(super) const PROPAGATED: [&str; 22] = [
    "mapping_date",
    "publication_date",
    "mapping_provider",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "subject_type",
    "subject_source",
    "subject_source_version",
    "subject_match_field",
    "subject_preprocessing",
    "object_type",
    "object_source",
    "object_source_version",
    "object_match_field",
    "object_preprocessing",
    "predicate_type",
    "cardinality_scope",
    "similarity_measure",
    "license",
    "creator_id",
    "creator_label",
];

/// Slots of our own, defined in the head of every file that has them.
pub(super) mod own {
    /// The machine's confidence in a mapping that a person decided.
    pub(in super::super) const CONFIDENCE: &str = "prasme_confidence";
    /// Names and sources that are another file's, not the catalogue's: their slots, joined by bars.
    pub(in super::super) const KEPT: &str = "prasme_kept";
    /// When the machine proposed, to the second.
    pub(in super::super) const PROPOSED_AT: &str = "prasme_proposed_at";
    /// When a person decided, to the second.
    pub(in super::super) const DECIDED_AT: &str = "prasme_decided_at";
    /// Why the machine proposed, JSON.
    pub(in super::super) const EXPLANATION: &str = "prasme_explanation";
    /// The set of records that the statement was compared with.
    pub(in super::super) const TARGET: &str = "prasme_target";
    /// What another file's head said of its whole set, JSON.
    pub(in super::super) const SOURCE_SET: &str = "prasme_source_set";

    /// All of them in the order of their columns, with property and type.
    pub(in super::super) const ALL: [(&str, &str, &str); 7] = [
        (CONFIDENCE, "prasme:confidence", "xsd:double"),
        (DECIDED_AT, "prasme:decidedAt", "xsd:dateTime"),
        (EXPLANATION, "prasme:explanation", "xsd:string"),
        (KEPT, "prasme:kept", "xsd:string"),
        (PROPOSED_AT, "prasme:proposedAt", "xsd:dateTime"),
        (SOURCE_SET, "prasme:sourceSet", "xsd:string"),
        (TARGET, "prasme:target", "xsd:string"),
    ];
}

pub(super) fn is_entity(slot: &str) -> bool {
    ENTITIES.contains(&slot)
}

/// Whether an export takes the slot from the record at one end.
pub(super) fn is_derived(slot: &str) -> bool {
    let what = slot
        .strip_prefix("subject_")
        .or(slot.strip_prefix("object_"));
    matches!(what, Some("label" | "source" | "source_version"))
}

pub(super) fn is_of_act(slot: &str) -> bool {
    ACT.contains(&slot)
}

/// Where a column stands: the standard's slots in its order, then others by name.
pub(super) fn place(slot: &str) -> (usize, &str) {
    let place = MAPPING.iter().position(|known| *known == slot);
    (place.unwrap_or(MAPPING.len()), slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_agree_with_each_other() {
        for slot in ENTITIES.iter().chain(&ACT).chain(&PROPAGATED) {
            assert!(MAPPING.contains(slot), "{slot}");
        }
        let mut sorted = MAPPING.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), MAPPING.len());
    }

    #[test]
    fn columns_stand_in_the_standards_order_and_ours_after_them() {
        let mut columns = [
            "prasme_target",
            "confidence",
            "subject_id",
            "object_id",
            "a_slot",
        ];
        columns.sort_by_key(|c| place(c));
        assert_eq!(
            columns,
            [
                "subject_id",
                "object_id",
                "confidence",
                "a_slot",
                "prasme_target"
            ]
        );
    }
}
