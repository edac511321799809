//! What goes in and comes out: triples, verdicts, what was written, what stood in the way.

use serde::{Deserialize, Serialize};

use super::history::HistoryEntry;
use crate::catalogue::CatalogueError;
use crate::model::{Mapping, MappingState, Predicate, Proposal, RecordId};

/// Subject, predicate, object: what tells one mapping from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Triple {
    /// The record that it speaks of.
    pub subject: RecordId,
    /// What the subject is to the object.
    pub predicate: Predicate,
    /// The record that it leads to.
    pub object: RecordId,
}

impl Triple {
    /// A triple.
    pub fn new(subject: RecordId, predicate: Predicate, object: RecordId) -> Self {
        Self {
            subject,
            predicate,
            object,
        }
    }

    /// The triple of a mapping.
    pub fn of(mapping: &Mapping) -> Self {
        Self::new(
            mapping.subject.clone(),
            mapping.predicate,
            mapping.object.clone(),
        )
    }
}

impl std::fmt::Display for Triple {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let predicate = self.predicate.code();
        write!(f, "{} {predicate} {}", self.subject, self.object)
    }
}

/// A mapping as the catalogue keeps it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoredMapping {
    /// The mapping.
    #[serde(flatten)]
    pub mapping: Mapping,
    /// The set of records that it was proposed for or belongs to, as `linking::Target` prints it.
    pub target: String,
    /// What an imported mapping set says beyond the mapping; `null` where it says nothing more.
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    pub slots: serde_json::Value,
    /// Since when it waits to be looked at again because one of its ends left the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surfaced_at: Option<String>,
}

/// "No match exists", decided of a statement and a set of records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoMatch {
    /// The statement.
    pub subject: RecordId,
    /// The set of records, as `linking::Target` prints it.
    pub target: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The number of the decision.
    pub version: u64,
}

/// What a person wants to be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// The mapping is right.
    Accept(Triple),
    /// The mapping is wrong.
    Reject(Triple),
    /// The two belong together, but by another predicate: this triple is rejected, that one accepted, in one step.
    Relate(Triple, Predicate),
    /// One end left the catalogue: this triple goes, that one is accepted in its place, in one step.
    Replace(Triple, Triple),
    /// Undecided again.
    Reopen(Triple),
    /// As it stands, with another remark.
    Note(Triple),
    /// Nothing in the set of records matches the statement.
    NoMatch(RecordId, String),
    /// Something may match after all.
    MatchPossible(RecordId, String),
}

impl Ruling {
    /// The statement that it is about.
    pub fn subject(&self) -> &RecordId {
        match self {
            Self::Accept(t) | Self::Reject(t) | Self::Relate(t, _) | Self::Replace(t, _) => {
                &t.subject
            }
            Self::Reopen(t) | Self::Note(t) => &t.subject,
            Self::NoMatch(subject, _) | Self::MatchPossible(subject, _) => subject,
        }
    }
}

/// A ruling with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What shall be so.
    pub ruling: Ruling,
    /// The set of records in which the statement was looked at; none: the one the mapping has, or that of its object.
    pub target: Option<String>,
    /// Remark; none leaves the one there is.
    pub note: Option<String>,
    /// The version that the person saw: [`Mapping::version`] or [`NoMatch::version`], 0 where nobody had decided.
    pub seen: u64,
    /// What the machine said of a mapping that is not stored yet.
    pub proposal: Option<Proposal>,
}

impl Verdict {
    /// A ruling by somebody who saw this version.
    pub fn new(ruling: Ruling, seen: u64) -> Self {
        Self {
            ruling,
            target: None,
            note: None,
            seen,
            proposal: None,
        }
    }

    /// The same with a remark; an empty one takes the remark away.
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// What a decision wrote, for whoever keeps a copy in memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Written {
    /// The number of the decision in the history.
    pub number: u64,
    /// The count of changes after it.
    pub count: u64,
    /// The mappings that it touched as they stand now; none where one is no longer there.
    pub mappings: Vec<(Triple, Option<StoredMapping>)>,
    /// The "no match" that it touched as it stands now.
    pub no_matches: Vec<(RecordId, String, Option<NoMatch>)>,
}

/// Two mappings of the same two records that cannot be true together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// What was to be accepted.
    pub wanted: Triple,
    /// What stands.
    pub stands: Triple,
    /// How it stands: accepted, or rejected from the other end.
    pub state: MappingState,
    /// Who decided it.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

impl std::fmt::Display for Contradiction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (wanted, stands, state) = (&self.wanted, &self.stands, self.state.code());
        let (by, at) = (&self.by, &self.at);
        write!(
            f,
            "{wanted} cannot stand together with {stands}, which {by} decided to be {state} on {at}; change that one's \
             relation, or reopen it first"
        )
    }
}

/// Why a decision was not taken. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Somebody decided since the person looked.
    #[error("{} has decided meanwhile ({}, {}); look at it and decide again", .0.by, .0.action.code(), .0.at)]
    Conflict(Box<HistoryEntry>),
    /// Another mapping of the same two records stands that cannot be true together with this one.
    #[error("{0}")]
    Contradiction(Box<Contradiction>),
    /// It was decided that nothing matches.
    #[error(
        "{} decided on {} that nothing in {} matches {}; take that back first", .0.by, .0.at, .0.target, .0.subject
    )]
    NoMatchStands(Box<NoMatch>),
    /// A mapping into the set is accepted, so "no match" cannot be.
    #[error("{0} is accepted, so something does match; reject or reopen it first")]
    MatchStands(Triple),
    /// One end is not in the catalogue.
    #[error("there is no record `{0}`")]
    NoRecord(RecordId),
    /// There is no such mapping or "no match" to reopen or remark on.
    #[error("nobody has proposed or decided {0}")]
    NoMapping(String),
    /// A record is mapped to itself.
    #[error("`{0}` cannot be mapped to itself")]
    Itself(RecordId),
    /// The person has taken no decision that could be undone.
    #[error("there is no decision of {0} to take back")]
    NothingToUndo(String),
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

impl From<rusqlite::Error> for DecideError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Catalogue(error.into())
    }
}
