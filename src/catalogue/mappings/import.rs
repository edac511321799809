//! Taking a whole mapping set in: proposals, decisions and "no match", all of it or nothing.

use std::collections::HashMap;

use rusqlite::{TransactionBehavior, params};
use serde::Serialize;

use super::history::{Action, Standing};
use super::read::{self, Detail};
use super::write::Session;
use super::{DecideError, StoredMapping, Triple, queue};
use crate::catalogue::{ApplyMode, Catalogue, CatalogueError};
use crate::model::{Decision, Mapping, MappingState, RecordId};

/// One row of a mapping set.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedMapping {
    /// The row's number as its reader counts, for messages.
    pub row: usize,
    /// What it says.
    pub what: Imported,
}

/// What a row of a mapping set says.
#[derive(Debug, Clone, PartialEq)]
pub enum Imported {
    /// A mapping; [`Mapping::version`] is not looked at. One that is accepted or rejected needs a decision.
    Mapping {
        /// The mapping.
        mapping: Box<Mapping>,
        /// The set of records that it belongs to; none: that of its object.
        target: Option<String>,
        /// What the row says beyond the mapping; `null` where it says nothing more.
        slots: serde_json::Value,
    },
    /// "No match" of a statement in a set of records.
    NoMatch {
        /// The statement.
        subject: RecordId,
        /// The set of records.
        target: String,
        /// Who decided, and when.
        decision: Decision,
    },
}

/// What happens where a row decides otherwise than a person here did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clash {
    /// The row is reported and nothing is imported.
    #[default]
    Refuse,
    /// The decision here stays.
    KeepOurs,
    /// The row's decision takes its place; the history keeps both.
    TakeTheirs,
}

/// What an import of mappings did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Rows that were not there.
    pub added: usize,
    /// Rows that changed what was there.
    pub changed: usize,
    /// Rows that were there already, just so.
    pub unchanged: usize,
    /// Rows that gave way to a decision taken here.
    pub kept: usize,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportProblem {
    /// The row.
    pub row: usize,
    /// Stable code: `duplicate`, `decided_otherwise`, `contradiction`, `undecided`.
    pub code: &'static str,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Rows are wrong: all of them.
    #[error("{} rows of the mapping set cannot be taken in; nothing was imported", .0.len())]
    Rows(Vec<ImportProblem>),
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Catalogue(error.into())
    }
}

enum Outcome {
    Added,
    Changed,
    Unchanged,
    Kept,
}

impl Catalogue {
    /// Takes a mapping set in, in one transaction: every row or none. `by` is who imports; the decisions keep their own
    /// authors.
    ///
    /// # Errors
    /// [`ImportError::Rows`] with every row that is wrong; [`ImportError::Catalogue`]. Nothing was written then.
    pub fn import_mappings(
        &mut self,
        rows: &[ImportedMapping],
        by: &str,
        clash: Clash,
    ) -> Result<ImportReport, ImportError> {
        self.import_mappings_as(rows, by, clash, ApplyMode::Commit)
    }

    /// The same; with [`ApplyMode::DryRun`] only to learn what would happen: nothing is written.
    ///
    /// # Errors
    /// As [`Catalogue::import_mappings`].
    pub fn import_mappings_as(
        &mut self,
        rows: &[ImportedMapping],
        by: &str,
        clash: Clash,
        mode: ApplyMode,
    ) -> Result<ImportReport, ImportError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut report = ImportReport::default();
        let mut problems = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::with_capacity(rows.len());
        for row in rows {
            let name = row.what.name();
            if let Some(first) = seen.insert(name.clone(), row.row) {
                problems.push(ImportProblem {
                    row: row.row,
                    code: "duplicate",
                    message: format!(
                        "{name} stands in row {first} already; one of the two must go"
                    ),
                });
                continue;
            }
            let mut session = Session::begin(&transaction, by)?;
            let done = match &row.what {
                Imported::Mapping {
                    mapping,
                    target,
                    slots,
                } => import_one(&mut session, mapping, target.as_deref(), slots, clash),
                Imported::NoMatch {
                    subject,
                    target,
                    decision,
                } => import_no_match(&mut session, subject, target, decision, clash),
            };
            match done {
                Ok(Outcome::Unchanged) => report.unchanged += 1,
                Ok(Outcome::Kept) => report.kept += 1,
                Ok(outcome) => {
                    session.finish(Action::Import, None, None)?;
                    match outcome {
                        Outcome::Added => report.added += 1,
                        _ => report.changed += 1,
                    }
                }
                Err(error) => problems.push(problem(row.row, error)?),
            }
        }
        if !problems.is_empty() {
            transaction.rollback()?;
            return Err(ImportError::Rows(problems));
        }
        match mode {
            ApplyMode::Commit => transaction.commit()?,
            ApplyMode::DryRun => transaction.rollback()?,
        }
        Ok(report)
    }
}

impl Imported {
    fn name(&self) -> String {
        match self {
            Self::Mapping { mapping, .. } => Triple::of(mapping).to_string(),
            Self::NoMatch {
                subject, target, ..
            } => format!("“no match” of {subject} in {target}"),
        }
    }
}

/// Why a row is refused.
enum Refusal {
    Undecided,
    Otherwise(String),
    Decide(DecideError),
}

impl<E: Into<DecideError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Decide(error.into())
    }
}

fn problem(row: usize, refusal: Refusal) -> Result<ImportProblem, CatalogueError> {
    let (code, message) = match refusal {
        Refusal::Undecided => (
            "undecided",
            "an accepted or rejected mapping needs to say who decided and when".to_owned(),
        ),
        Refusal::Otherwise(message) => ("decided_otherwise", message),
        Refusal::Decide(DecideError::Catalogue(error)) => return Err(error),
        Refusal::Decide(error) => ("contradiction", error.to_string()),
    };
    Ok(ImportProblem { row, code, message })
}

fn standing(state: MappingState, decision: Option<&Decision>) -> Standing {
    Standing {
        state,
        by: decision.map(|d| d.by.clone()),
        at: decision.map(|d| d.at.clone()),
        note: decision.and_then(|d| d.note.clone()),
        surfaced_at: None,
    }
}

fn import_one(
    session: &mut Session<'_>,
    mapping: &Mapping,
    target: Option<&str>,
    slots: &serde_json::Value,
    clash: Clash,
) -> Result<Outcome, Refusal> {
    let triple = Triple::of(mapping);
    if mapping.state != MappingState::Proposed && mapping.decision.is_none() {
        return Err(Refusal::Undecided);
    }
    let there = read::mapping(session.transaction, &triple, Detail::Full)?;
    let wanted = standing(mapping.state, mapping.decision.as_ref());
    let mut outcome = Outcome::Added;
    if let Some(there) = &there {
        outcome = match compare(there, mapping, slots, &wanted) {
            Some(Difference::Decision) => match clash {
                Clash::KeepOurs => return Ok(Outcome::Kept),
                Clash::TakeTheirs => Outcome::Changed,
                Clash::Refuse => return Err(Refusal::Otherwise(otherwise(&triple, there))),
            },
            Some(Difference::Ours) => return Ok(Outcome::Kept),
            Some(Difference::Else) => Outcome::Changed,
            None => return Ok(Outcome::Unchanged),
        };
    }
    let target = match target {
        Some(target) => target.to_owned(),
        None => queue::target_of(session.transaction, triple.object.as_str())?,
    };
    session.put(&triple, &target, Some(wanted), mapping.proposal.as_ref())?;
    extras(session, &triple, mapping, slots)?;
    Ok(outcome)
}

enum Difference {
    /// A person here decided otherwise.
    Decision,
    /// A person here decided, the row only proposes.
    Ours,
    Else,
}

fn compare(
    there: &StoredMapping,
    mapping: &Mapping,
    slots: &serde_json::Value,
    wanted: &Standing,
) -> Option<Difference> {
    let ours = standing(there.mapping.state, there.mapping.decision.as_ref());
    if ours.state != MappingState::Proposed && ours != *wanted {
        return Some(if wanted.state == MappingState::Proposed {
            Difference::Ours
        } else {
            Difference::Decision
        });
    }
    let same_proposal = mapping.proposal.is_none() || mapping.proposal == there.mapping.proposal;
    let same = ours == *wanted && same_proposal && *slots == there.slots;
    (!same).then_some(Difference::Else)
}

fn otherwise(triple: &Triple, there: &StoredMapping) -> String {
    let (by, at) = there
        .mapping
        .decision
        .as_ref()
        .map_or(("somebody", ""), |d| (&d.by, &d.at));
    format!(
        "{triple} stands {} here, decided by {by} on {at}; say whether ours stays or theirs takes its place",
        there.mapping.state.code()
    )
}

/// What an upsert of a decision leaves alone: the machine's word and the other columns of the set.
fn extras(
    session: &Session<'_>,
    triple: &Triple,
    mapping: &Mapping,
    slots: &serde_json::Value,
) -> Result<(), CatalogueError> {
    let slots = (!slots.is_null()).then(|| slots.to_string());
    let proposal = mapping.proposal.as_ref();
    session
        .transaction
        .prepare_cached(
            "UPDATE mapping SET slots = ?4, confidence = COALESCE(?5, confidence), tool = COALESCE(?6, tool),
                proposed_at = COALESCE(?7, proposed_at), explanation = COALESCE(?8, explanation)
             WHERE subject = ?1 AND predicate = ?2 AND object = ?3",
        )?
        .execute(params![
            triple.subject.as_str(),
            triple.predicate.code(),
            triple.object.as_str(),
            slots,
            proposal.map(|p| p.confidence),
            proposal.map(|p| p.tool.as_str()),
            proposal.map(|p| p.at.as_str()),
            proposal.filter(|p| !p.explanation.is_null()).map(|p| p.explanation.to_string()),
        ])?;
    Ok(())
}

fn import_no_match(
    session: &mut Session<'_>,
    subject: &RecordId,
    target: &str,
    decision: &Decision,
    clash: Clash,
) -> Result<Outcome, Refusal> {
    let wanted = standing(MappingState::Accepted, Some(decision));
    let there = read::no_match(session.transaction, subject.as_str(), target)?;
    let outcome = match &there {
        None => Outcome::Added,
        Some(n) if n.by == decision.by && n.at == decision.at && n.note == decision.note => {
            return Ok(Outcome::Unchanged);
        }
        Some(n) => match clash {
            Clash::KeepOurs => return Ok(Outcome::Kept),
            Clash::TakeTheirs => Outcome::Changed,
            Clash::Refuse => {
                return Err(Refusal::Otherwise(format!(
                    "“no match” of {subject} in {target} was decided here by {} on {}; say whether ours stays or theirs \
                     takes its place",
                    n.by, n.at
                )));
            }
        },
    };
    session.put_no_match(subject, target, Some(wanted))?;
    Ok(outcome)
}
