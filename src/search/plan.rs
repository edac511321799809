//! The plan: a query as any engine understands it.
//!
//! All that is Latvian, misspelt, abbreviated or compound has become plain terms before this line. A plan holds only what
//! tantivy and OpenSearch score alike: terms, exact phrases, the best of several, all or most of several, and constants.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $positions:ident;)*) => {
        /// A field of the index: a group of texts in one layer, tokens joined by one space.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Field] = &[$(Field::$name,)*];

            /// The field's name in an engine's schema.
            pub const fn name(self) -> &'static str {
                match self { $(Field::$name => $code,)* }
            }

            /// Whether phrases can be asked of it.
            pub const fn positions(self) -> Positions {
                match self { $(Field::$name => Positions::$positions,)* }
            }
        }
    };
}

/// Whether a field keeps the places of its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Positions {
    /// Phrases can be asked.
    Kept,
    /// Only which tokens and how often.
    Dropped,
}

fields! {
    /// All names, without diacritics.
    NameFolded = "name_folded", Kept;
    /// All names, inflection keys without diacritics.
    NameBridge = "name_bridge", Kept;
    /// The second readings of the words of names.
    NameBridgeAlt = "name_bridge_alt", Dropped;
    /// Longer texts, without diacritics.
    BodyFolded = "body_folded", Kept;
    /// Longer texts, inflection keys without diacritics.
    BodyBridge = "body_bridge", Kept;
    /// The second readings of the words of longer texts.
    BodyBridgeAlt = "body_bridge_alt", Dropped;
    /// The names of what is above the record, inflection keys without diacritics.
    Above = "above", Dropped;
    /// Word families of names and texts, without diacritics.
    Root = "root", Dropped;
    /// Codes, folded and without separators, and code readings of names and texts.
    Code = "code", Dropped;
    /// Each name as one token: the keys of its words, sorted and joined.
    Whole = "whole", Dropped;
}

/// The token of a field that would otherwise be empty, and between two texts of one field so that no phrase spans them.
/// Engines disagree on average lengths where empty fields exist.
pub const SENTINEL: &str = "¦";

/// A node of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// Documents that have the token, by BM25.
    Term {
        /// Where.
        field: Field,
        /// The token.
        text: String,
        /// The score is multiplied by this.
        boost: f32,
    },
    /// Documents that have the tokens one after the other, by BM25.
    Phrase {
        /// Where; a field with positions.
        field: Field,
        /// At least two tokens.
        terms: Vec<String>,
        /// The score is multiplied by this.
        boost: f32,
    },
    /// Documents that any of the nodes finds: the best score, plus `tie` times the others.
    DisMax {
        /// The nodes.
        nodes: Vec<Node>,
        /// What the others add, 0 to 1.
        tie: f32,
    },
    /// Documents that all of `must`, at least `least` of `should` and none of `must_not` find; scores are added up.
    Bool {
        /// All of these.
        must: Vec<Node>,
        /// At least `least` of these.
        should: Vec<Node>,
        /// None of these.
        must_not: Vec<Node>,
        /// How many of `should`.
        least: usize,
    },
    /// Documents that the node finds, each with this score; without a node all documents.
    Constant {
        /// The node, or all documents.
        node: Option<Box<Node>>,
        /// The score.
        score: f32,
    },
}

impl Node {
    /// All documents, with score 0.
    pub const ALL: Node = Node::Constant {
        node: None,
        score: 0.0,
    };

    /// A term.
    pub fn term(field: Field, text: impl Into<String>, boost: f32) -> Self {
        Node::Term {
            field,
            text: text.into(),
            boost,
        }
    }
}

/// A property by which matches are counted and filtered.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// Kind of record.
    Kind,
    /// Code of the sector.
    Sector,
    /// LKI level, `1` to `8`.
    Lki,
    /// Framework and version.
    Framework,
    /// Language of the record's names, of a material itself.
    Lang,
    /// Kind of teaching material.
    Type,
    /// Access to a teaching material.
    Access,
    /// Collection of ESCO that a skill belongs to.
    Collection,
}

impl Facet {
    /// Every facet, in the order in which they are shown.
    pub const ALL: &'static [Facet] = &[
        Facet::Kind,
        Facet::Sector,
        Facet::Lki,
        Facet::Framework,
        Facet::Lang,
        Facet::Type,
        Facet::Access,
        Facet::Collection,
    ];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The facet's name in filters and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Facet::Kind => "kind",
            Facet::Sector => "sector",
            Facet::Lki => "lki",
            Facet::Framework => "framework",
            Facet::Lang => "lang",
            Facet::Type => "type",
            Facet::Access => "access",
            Facet::Collection => "collection",
        }
    }

    /// Its place in arrays of one entry per facet.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Only documents that have any of these values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The property.
    pub facet: Facet,
    /// Values, any of which will do. None at all lets nothing through.
    pub any_of: Vec<String>,
}

/// A query with filters and facets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What to find.
    pub query: Node,
    /// All of these must let a document through.
    pub filters: Vec<Filter>,
    /// Properties to count over all matches; a property's own filter does not shrink its counts.
    pub facets: Vec<Facet>,
    /// How the hits are chosen.
    pub top: Top,
}

/// Which of the matches an engine gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Top {
    /// The best by score rounded to five digits, then by document.
    Best(usize),
    /// All, by document: for orders other than by score.
    All,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_survives_serde() {
        let plan = Plan {
            query: Node::Bool {
                must: vec![Node::DisMax {
                    nodes: vec![
                        Node::term(Field::NameBridge, "metin", 3.0),
                        Node::Phrase {
                            field: Field::BodyFolded,
                            terms: vec!["a".into(), "b".into()],
                            boost: 1.0,
                        },
                    ],
                    tie: 0.1,
                }],
                should: vec![Node::ALL],
                must_not: Vec::new(),
                least: 0,
            },
            filters: vec![Filter {
                facet: Facet::Kind,
                any_of: vec!["skill".into()],
            }],
            facets: Facet::ALL.to_vec(),
            top: Top::Best(10),
        };
        let json = serde_json::to_string(&plan).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan);
    }

    #[test]
    fn facets_stand_at_their_index() {
        for (index, facet) in Facet::ALL.iter().enumerate() {
            assert_eq!(facet.index(), index);
        }
    }

    #[test]
    fn field_names_are_unique() {
        let mut names: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Field::ALL.len());
    }
}
