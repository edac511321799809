//! Writing decisions: the rows, the place in the queue, the history and the count, in one transaction.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::history::{self, Action, Change, NewEntry, Standing};
use super::read::{self, Detail};
use super::{Contradiction, DecideError, NoMatch, Triple, Written, queue, rules};
use crate::catalogue::CatalogueError;
use crate::model::{MappingState, Proposal, RecordId};

/// The present moment as it is written down.
pub(super) fn now() -> String {
    jiff::Timestamp::now().to_string()
}

/// A decision while it is being taken.
pub(super) struct Session<'t> {
    pub(super) transaction: &'t Transaction<'t>,
    /// The number that it gets.
    pub(super) number: u64,
    pub(super) by: &'t str,
    pub(super) at: String,
    touched: Vec<Change>,
}

impl<'t> Session<'t> {
    pub(super) fn begin(
        transaction: &'t Transaction<'t>,
        by: &'t str,
    ) -> Result<Self, CatalogueError> {
        Ok(Self {
            number: history::next_number(transaction)?,
            transaction,
            by,
            at: now(),
            touched: Vec::new(),
        })
    }

    /// How a mapping stands when this person decides it now.
    pub(super) fn standing(&self, state: MappingState, note: Option<String>) -> Standing {
        Standing {
            state,
            by: Some(self.by.to_owned()),
            at: Some(self.at.clone()),
            note: note.filter(|n| !n.trim().is_empty()),
            surfaced_at: None,
        }
    }

    /// Lets a mapping stand like this from now on; none takes it away.
    pub(super) fn put(
        &mut self,
        triple: &Triple,
        target: &str,
        after: Option<Standing>,
        proposal: Option<&Proposal>,
    ) -> Result<(), DecideError> {
        let before = read::row(self.transaction, triple)?;
        let target = before.as_ref().map_or(target, |b| &b.target).to_owned();
        if let Some(standing) = &after
            && standing.state == MappingState::Accepted
        {
            self.check(triple, &target)?;
        }
        let mut taken = None;
        match &after {
            Some(standing) => self.upsert(triple, &target, standing, proposal)?,
            None => {
                let whole = read::mapping(self.transaction, triple, Detail::Full)?;
                taken = whole.and_then(|m| m.mapping.proposal).map(Box::new);
                delete(self.transaction, triple)?;
            }
        }
        self.touched.push(Change {
            triple: Some(triple.clone()),
            subject: triple.subject.clone(),
            target,
            before: before.map(|b| b.standing),
            after,
            proposal: taken,
        });
        Ok(())
    }

    /// The same for a mapping that a person need not have decided anew: nothing is checked.
    pub(super) fn restate(
        &mut self,
        triple: &Triple,
        target: &str,
        after: Standing,
    ) -> Result<(), CatalogueError> {
        let before = read::row(self.transaction, triple)?.map(|b| b.standing);
        self.upsert(triple, target, &after, None)?;
        self.touched.push(Change {
            triple: Some(triple.clone()),
            subject: triple.subject.clone(),
            target: target.to_owned(),
            before,
            after: Some(after),
            proposal: None,
        });
        Ok(())
    }

    /// Lets "no match" stand like this from now on; none takes it away.
    pub(super) fn put_no_match(
        &mut self,
        subject: &RecordId,
        target: &str,
        after: Option<Standing>,
    ) -> Result<(), DecideError> {
        let before = read::no_match(self.transaction, subject.as_str(), target)?;
        match &after {
            Some(standing) => {
                if let Some(triple) = read::accepted_in(self.transaction, subject.as_str(), target)?
                {
                    return Err(DecideError::MatchStands(triple));
                }
                self.transaction
                    .prepare_cached(
                        "INSERT INTO no_match (subject, target, decided_by, decided_at, note, version)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (subject, target) DO UPDATE SET
                            decided_by = excluded.decided_by, decided_at = excluded.decided_at,
                            note = excluded.note, version = excluded.version",
                    )?
                    .execute(params![
                        subject.as_str(),
                        target,
                        standing.by.as_deref().unwrap_or(self.by),
                        standing.at.as_deref().unwrap_or(&self.at),
                        standing.note,
                        self.number as i64
                    ])?;
            }
            None => {
                self.transaction
                    .prepare_cached("DELETE FROM no_match WHERE subject = ?1 AND target = ?2")?
                    .execute([subject.as_str(), target])?;
            }
        }
        self.touched.push(Change {
            triple: None,
            subject: subject.clone(),
            target: target.to_owned(),
            before: before.map(standing_of),
            after,
            proposal: None,
        });
        Ok(())
    }

    /// Refuses to accept what cannot be true beside what people decided already.
    fn check(&self, triple: &Triple, target: &str) -> Result<(), DecideError> {
        if let Some(no_match) = read::no_match(self.transaction, triple.subject.as_str(), target)? {
            return Err(DecideError::NoMatchStands(Box::new(no_match)));
        }
        for (stands, standing) in read::decided_between(self.transaction, triple)? {
            if rules::contradicts(triple, &stands, standing.state) {
                return Err(DecideError::Contradiction(Box::new(Contradiction {
                    wanted: triple.clone(),
                    stands,
                    state: standing.state,
                    by: standing.by.unwrap_or_default(),
                    at: standing.at.unwrap_or_default(),
                })));
            }
        }
        Ok(())
    }

    fn upsert(
        &self,
        triple: &Triple,
        target: &str,
        standing: &Standing,
        proposal: Option<&Proposal>,
    ) -> Result<(), CatalogueError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO mapping (subject, predicate, object, state, target, confidence, explanation, tool,
                    proposed_at, decided_by, decided_at, note, surfaced_at, version)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                 ON CONFLICT (subject, predicate, object) DO UPDATE SET state = excluded.state,
                    decided_by = excluded.decided_by, decided_at = excluded.decided_at, note = excluded.note,
                    surfaced_at = excluded.surfaced_at, version = excluded.version",
            )?
            .execute(params![
                triple.subject.as_str(),
                triple.predicate.code(),
                triple.object.as_str(),
                standing.state.code(),
                target,
                proposal.map(|p| p.confidence),
                proposal.map(|p| p.explanation.to_string()),
                proposal.map(|p| p.tool.as_str()),
                proposal.map(|p| p.at.as_str()),
                standing.by,
                standing.at,
                standing.note,
                standing.surfaced_at,
                self.number as i64,
            ])?;
        Ok(())
    }

    /// Writes the history, the queue and the count, and says how everything touched stands now. With nothing touched
    /// nothing is written.
    pub(super) fn finish(
        self,
        action: Action,
        note: Option<&str>,
        undoes: Option<u64>,
    ) -> Result<Written, CatalogueError> {
        let entry = NewEntry {
            action,
            by: self.by,
            at: &self.at,
            note: note.filter(|n| !n.trim().is_empty()),
            touched: &self.touched,
            undoes,
        };
        history::write(self.transaction, self.number, &entry)?;
        let mut written = Written {
            number: self.number,
            ..Written::default()
        };
        for change in &self.touched {
            queue::refresh(self.transaction, change.subject.as_str(), &change.target)?;
            match &change.triple {
                Some(triple) => written.mappings.push((
                    triple.clone(),
                    read::mapping(self.transaction, triple, Detail::Light)?,
                )),
                None => written.no_matches.push((
                    change.subject.clone(),
                    change.target.clone(),
                    read::no_match(self.transaction, change.subject.as_str(), &change.target)?,
                )),
            }
        }
        written.count = count(self.transaction)?;
        Ok(written)
    }
}

fn standing_of(no_match: NoMatch) -> Standing {
    Standing {
        state: MappingState::Accepted,
        by: Some(no_match.by),
        at: Some(no_match.at),
        note: no_match.note,
        surfaced_at: None,
    }
}

pub(super) fn delete(connection: &Connection, triple: &Triple) -> Result<(), CatalogueError> {
    connection
        .prepare_cached(
            "DELETE FROM mapping WHERE subject = ?1 AND predicate = ?2 AND object = ?3",
        )?
        .execute([
            triple.subject.as_str(),
            triple.predicate.code(),
            triple.object.as_str(),
        ])?;
    Ok(())
}

/// Counts a change of mappings, so that other processes see that there was one.
pub(super) fn count(connection: &Connection) -> Result<u64, CatalogueError> {
    let value: Option<String> = connection
        .prepare_cached(
            "UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'mappings' RETURNING value",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(value.and_then(|v| v.parse().ok()).unwrap_or(0))
}
