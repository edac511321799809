//! Taking a decision.

use rusqlite::TransactionBehavior;

use super::history::{self, Action};
use super::read;
use super::write::Session;
use super::{DecideError, Ruling, Triple, Verdict, Written, queue};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{MappingState, RecordId};

impl Catalogue {
    /// Takes a decision. It is durable when this answers.
    ///
    /// # Errors
    /// [`DecideError`]; nothing was written then.
    pub fn decide(&mut self, verdict: &Verdict, by: &str) -> Result<Written, DecideError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut session = Session::begin(&transaction, by)?;
        let action = rule(&mut session, verdict)?;
        let written = session.finish(action, verdict.note.as_deref(), None)?;
        transaction.commit()?;
        Ok(written)
    }
}

fn rule(session: &mut Session<'_>, verdict: &Verdict) -> Result<Action, DecideError> {
    let note = |kept: Option<String>| verdict.note.clone().or(kept);
    Ok(match &verdict.ruling {
        Ruling::Accept(triple) => {
            ends(session, triple)?;
            let kept = seen(session, triple, verdict.seen)?;
            let after = session.standing(MappingState::Accepted, note(kept.note));
            let target = target(session, verdict, triple)?;
            session.put(triple, &target, Some(after), verdict.proposal.as_ref())?;
            Action::Accept
        }
        Ruling::Reject(triple) => {
            ends(session, triple)?;
            let kept = seen(session, triple, verdict.seen)?;
            let after = session.standing(MappingState::Rejected, note(kept.note));
            let target = target(session, verdict, triple)?;
            session.put(triple, &target, Some(after), verdict.proposal.as_ref())?;
            Action::Reject
        }
        Ruling::Relate(triple, predicate) => {
            ends(session, triple)?;
            let kept = seen(session, triple, verdict.seen)?;
            let target = target(session, verdict, triple)?;
            let new = Triple::new(triple.subject.clone(), *predicate, triple.object.clone());
            if new != *triple {
                let old = session.standing(MappingState::Rejected, kept.note.clone());
                session.put(triple, &target, Some(old), verdict.proposal.as_ref())?;
            }
            let after = session.standing(MappingState::Accepted, note(kept.note));
            session.put(&new, &target, Some(after), None)?;
            Action::Relate
        }
        Ruling::Replace(triple, new) => {
            ends(session, new)?;
            let kept = seen(session, triple, verdict.seen)?;
            let row = read::row(session.transaction, triple)?
                .ok_or_else(|| DecideError::NoMapping(triple.to_string()))?;
            let after = session.standing(MappingState::Accepted, note(kept.note));
            session.put(triple, &row.target, None, None)?;
            session.put(new, &row.target, Some(after), None)?;
            Action::Replace
        }
        Ruling::Reopen(triple) => {
            seen(session, triple, verdict.seen)?;
            let row = read::row(session.transaction, triple)?
                .ok_or_else(|| DecideError::NoMapping(triple.to_string()))?;
            let mut after = session.standing(MappingState::Proposed, None);
            (after.by, after.at) = (None, None);
            session.put(triple, &row.target, Some(after), None)?;
            Action::Reopen
        }
        Ruling::Note(triple) => {
            seen(session, triple, verdict.seen)?;
            let row = read::row(session.transaction, triple)?
                .filter(|row| row.standing.by.is_some())
                .ok_or_else(|| DecideError::NoMapping(triple.to_string()))?;
            let mut after = row.standing;
            after.note = note(after.note).filter(|n| !n.trim().is_empty());
            session.put(triple, &row.target, Some(after), None)?;
            Action::Note
        }
        Ruling::NoMatch(subject, target) => {
            known(session, subject)?;
            seen_no_match(session, subject, target, verdict.seen)?;
            let after = session.standing(MappingState::Accepted, note(None));
            session.put_no_match(subject, target, Some(after))?;
            Action::NoMatch
        }
        Ruling::MatchPossible(subject, target) => {
            let stands = read::no_match(session.transaction, subject.as_str(), target)?;
            seen_no_match(session, subject, target, verdict.seen)?;
            if stands.is_none() {
                let what = format!("“no match” of {subject} in {target}");
                return Err(DecideError::NoMapping(what));
            }
            session.put_no_match(subject, target, None)?;
            Action::MatchPossible
        }
    })
}

/// What is kept of the mapping as the person saw it.
struct Kept {
    note: Option<String>,
}

/// Refuses where the mapping was decided since the person looked.
fn seen(session: &Session<'_>, triple: &Triple, seen: u64) -> Result<Kept, DecideError> {
    let row = read::row(session.transaction, triple)?;
    let stands = row.as_ref().map_or(0, |r| r.version);
    if stands != seen {
        let number = match stands {
            // It was taken away: the last decision about the two says by whom.
            0 => read::last_between(session.transaction, triple)?,
            number => Some(number),
        };
        conflict(session, number)?;
    }
    Ok(Kept {
        note: row.and_then(|r| r.standing.note),
    })
}

fn seen_no_match(
    session: &Session<'_>,
    subject: &RecordId,
    target: &str,
    seen: u64,
) -> Result<(), DecideError> {
    let stands = read::no_match(session.transaction, subject.as_str(), target)?;
    let version = stands.map_or(0, |n| n.version);
    if version == seen {
        return Ok(());
    }
    let number = match version {
        0 => read::last_no_match(session.transaction, subject.as_str(), target)?,
        number => Some(number),
    };
    conflict(session, number)
}

/// The refusal that tells who decided what; a number that the history does not know is no refusal.
pub(super) fn conflict(session: &Session<'_>, number: Option<u64>) -> Result<(), DecideError> {
    let entry = match number {
        Some(number) => history::of_number(session.transaction, number)?,
        None => None,
    };
    match entry {
        Some(entry) => Err(DecideError::Conflict(Box::new(entry))),
        None => Ok(()),
    }
}

/// Both ends must be in the catalogue, unless the mapping is there already: one end may have left since.
fn ends(session: &Session<'_>, triple: &Triple) -> Result<(), DecideError> {
    if triple.subject == triple.object {
        return Err(DecideError::Itself(triple.subject.clone()));
    }
    if read::row(session.transaction, triple)?.is_none() {
        known(session, &triple.subject)?;
        known(session, &triple.object)?;
    }
    Ok(())
}

fn known(session: &Session<'_>, id: &RecordId) -> Result<(), DecideError> {
    if read::is_known(session.transaction, id.as_str())? {
        Ok(())
    } else {
        Err(DecideError::NoRecord(id.clone()))
    }
}

fn target(
    session: &Session<'_>,
    verdict: &Verdict,
    triple: &Triple,
) -> Result<String, CatalogueError> {
    match &verdict.target {
        Some(target) => Ok(target.clone()),
        None => queue::target_of(session.transaction, triple.object.as_str()),
    }
}
