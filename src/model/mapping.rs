//! Mappings: what a machine proposes and a person decides about two records.
//!
//! The machine's part ([`Proposal`]) and the person's part ([`Decision`]) are kept side by side and never become one number.

use serde::{Deserialize, Serialize};

use super::RecordId;

macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $curie:literal, $inverse:ident;)*) => {
        /// What the subject of a mapping is to its object. Read "`subject` … `object`": with [`Predicate::BroadMatch`]
        /// the object is the broader one, as SKOS reads it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Predicate { $($(#[$doc])* $name,)* }

        impl Predicate {
            /// Every predicate, nearest first.
            pub const ALL: &'static [Predicate] = &[$(Predicate::$name,)*];

            /// The code in the API and the catalogue, e.g. `exact_match`.
            pub const fn code(self) -> &'static str {
                match self { $(Predicate::$name => $code,)* }
            }

            /// The predicate with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Predicate::$name),)* _ => None }
            }

            /// The name in RDF and SSSOM, e.g. `skos:exactMatch`.
            pub const fn curie(self) -> &'static str {
                match self { $(Predicate::$name => $curie,)* }
            }

            /// The predicate with this name in RDF and SSSOM.
            pub fn from_curie(curie: &str) -> Option<Self> {
                match curie { $($curie => Some(Predicate::$name),)* _ => None }
            }

            /// The predicate as read from the object's end; none where only one direction has a name.
            pub const fn inverse(self) -> Self {
                match self { $(Predicate::$name => Predicate::$inverse,)* }
            }
        }
    };
}

predicates! {
    /// Both can stand for each other everywhere.
    ExactMatch = "exact_match", "skos:exactMatch", ExactMatch;
    /// Both can stand for each other in most uses.
    CloseMatch = "close_match", "skos:closeMatch", CloseMatch;
    /// The object is broader than the subject.
    BroadMatch = "broad_match", "skos:broadMatch", NarrowMatch;
    /// The object is narrower than the subject.
    NarrowMatch = "narrow_match", "skos:narrowMatch", BroadMatch;
    /// They have to do with each other.
    RelatedMatch = "related_match", "skos:relatedMatch", RelatedMatch;
    /// An outcome or module teaches a requirement. Its inverse keeps the name: the direction stands in subject and object.
    Teaches = "teaches", "prasme:teaches", Teaches;
    /// An exam item tests a requirement or outcome.
    Assesses = "assesses", "prasme:assesses", Assesses;
    /// A material supports an outcome or module.
    Supports = "supports", "prasme:supports", Supports;
}

/// Where a mapping stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MappingState {
    /// A machine proposes it; nobody has decided.
    Proposed,
    /// A person accepted it.
    Accepted,
    /// A person rejected it.
    Rejected,
}

impl MappingState {
    /// Every state.
    pub const ALL: &'static [MappingState] = &[Self::Proposed, Self::Accepted, Self::Rejected];

    /// The code in the API and the catalogue.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }
}

/// What a machine says of a mapping.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// How likely it is right, calibrated, 0 to 1.
    pub confidence: f32,
    /// Why, as the matcher explains it, JSON; `null` for proposals from outside.
    #[serde(default)]
    pub explanation: serde_json::Value,
    /// Tool and its version, e.g. `prasme 0.1.0`.
    pub tool: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

/// What a person says of a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who: the name of a user, or the author that a mapping set names.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A typed edge between two records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// The record that it speaks of.
    pub subject: RecordId,
    /// What the subject is to the object.
    pub predicate: Predicate,
    /// The record that it leads to; it may have left the catalogue since.
    pub object: RecordId,
    /// Where it stands.
    pub state: MappingState,
    /// What a machine said, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// The decision in force, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// The number of the decision that put it where it stands, 0 where nobody has decided: who decides says which one they saw.
    pub version: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_lead_back() {
        for &p in Predicate::ALL {
            assert_eq!(Predicate::from_code(p.code()), Some(p));
            assert_eq!(Predicate::from_curie(p.curie()), Some(p));
            assert_eq!(p.inverse().inverse(), p);
        }
        for &s in MappingState::ALL {
            assert_eq!(MappingState::from_code(s.code()), Some(s));
        }
        assert_eq!(Predicate::from_curie("skos:exactmatch"), None);
    }

    #[test]
    fn broad_read_from_the_other_end_is_narrow() {
        assert_eq!(Predicate::BroadMatch.inverse(), Predicate::NarrowMatch);
        assert_eq!(Predicate::ExactMatch.inverse(), Predicate::ExactMatch);
    }
}
