//! Relations that the sources themselves state.
//!
//! What a machine proposes or a person decides is a mapping, not a relation, and lives elsewhere.

use serde::{Deserialize, Serialize};

use super::RecordId;

macro_rules! relation_kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What one record is to another, as its source states it. Read "`from` … `to`".
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum RelationKind { $($(#[$doc])* $name,)* }

        impl RelationKind {
            /// Every kind of relation.
            pub const ALL: &'static [RelationKind] = &[$(RelationKind::$name,)*];

            /// The code in the API and the catalogue.
            pub const fn code(self) -> &'static str {
                match self { $(RelationKind::$name => $code,)* }
            }

            /// The kind with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(RelationKind::$name),)* _ => None }
            }
        }
    };
}

relation_kinds! {
    /// Has the broader concept (a second parent, beside the record's own).
    Broader = "broader",
    /// An occupation needs the skill.
    EssentialSkill = "essential_skill",
    /// An occupation may use the skill.
    OptionalSkill = "optional_skill",
    /// A skill rests on another one.
    EssentialForSkill = "essential_for_skill",
    /// A skill is helped by another one.
    OptionalForSkill = "optional_for_skill",
    /// A material supports a module or outcome.
    Supports = "supports",
    /// An exam item tests a task or requirement.
    Assesses = "assesses",
    /// A programme leads to a qualification.
    LeadsTo = "leads_to",
    /// A qualification is the occupation in another classification.
    HasOccupation = "has_occupation",
    /// A version takes the place of another one.
    Replaces = "replaces",
    /// A statement or outcome of a framework stands at a level of that framework.
    AtLevel = "at_level",
    /// Related, without more being said.
    Related = "related",
    /// The source says that both are the same concept.
    SameAs = "same_as",
}

/// A relation that a source states.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Relation {
    /// The record that it starts from.
    pub from: RecordId,
    /// What it is.
    pub kind: RelationKind,
    /// The record that it leads to; it may be missing from the catalogue.
    pub to: RecordId,
}

impl Relation {
    /// A relation.
    pub fn new(from: RecordId, kind: RelationKind, to: RecordId) -> Self {
        Self { from, kind, to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back() {
        for &kind in RelationKind::ALL {
            assert_eq!(RelationKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(RelationKind::from_code("supports "), None);
    }
}
