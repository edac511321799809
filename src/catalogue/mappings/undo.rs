//! Taking one's own last decision back; that is a decision too, and stands in the history.

use rusqlite::TransactionBehavior;

use super::decide::conflict;
use super::history::{self, Action};
use super::read;
use super::write::Session;
use super::{DecideError, Written};
use crate::catalogue::Catalogue;

impl Catalogue {
    /// Takes back the last decision of this person that was not taken back yet; with `number` only if it is that one.
    /// Where somebody decided about the same since, it is refused: theirs is not overwritten.
    ///
    /// # Errors
    /// [`DecideError::NothingToUndo`], [`DecideError::Conflict`], or a contradiction with what stands by now.
    pub fn undo(&mut self, by: &str, number: Option<u64>) -> Result<Written, DecideError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let nothing = || DecideError::NothingToUndo(by.to_owned());
        let last = history::last_of(&transaction, by)?.ok_or_else(nothing)?;
        if number.is_some_and(|n| n != last.number) {
            return Err(nothing());
        }
        let mut session = Session::begin(&transaction, by)?;
        for change in last.touched.iter().rev() {
            match &change.triple {
                Some(triple) => {
                    let stands = read::row(&transaction, triple)?;
                    match stands {
                        Some(row) if row.version != last.number => {
                            conflict(&session, Some(row.version))?;
                        }
                        None if change.after.is_some() => {
                            conflict(&session, read::last_between(&transaction, triple)?)?;
                        }
                        _ => {}
                    }
                    let proposal = change.proposal.as_deref();
                    session.put(triple, &change.target, change.before.clone(), proposal)?;
                }
                None => {
                    let stands =
                        read::no_match(&transaction, change.subject.as_str(), &change.target)?;
                    // Where the decision took "no match" away, nothing of it carries its number: any that stands now is newer.
                    if let Some(no_match) = stands.filter(|n| n.version != last.number) {
                        conflict(&session, Some(no_match.version))?;
                    }
                    session.put_no_match(&change.subject, &change.target, change.before.clone())?;
                }
            }
        }
        let written = session.finish(Action::Undo, None, Some(last.number))?;
        transaction.commit()?;
        Ok(written)
    }
}
