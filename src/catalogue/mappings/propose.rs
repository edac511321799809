//! Writing what the machine proposes, without touching what people decided.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, TransactionBehavior, params};
use serde::Serialize;

use super::queue::{self, Place};
use super::write;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{Predicate, RecordId};

/// One proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// What the statement seems to be to the object.
    pub predicate: Predicate,
    /// The record that may match.
    pub object: RecordId,
    /// Calibrated, 0 to 1.
    pub confidence: f32,
    /// Why, JSON.
    pub explanation: serde_json::Value,
}

/// Everything that the machine proposes for a statement in a set of records; it takes the place of what it proposed before.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedFor {
    /// The statement.
    pub subject: RecordId,
    /// The set of records, as `linking::Target` prints it.
    pub target: String,
    /// Where the statement belongs.
    pub place: Place,
    /// What the matcher saw.
    pub fingerprint: String,
    /// The proposals.
    pub proposals: Vec<Proposed>,
}

/// What proposing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ProposeReport {
    /// Proposals that are new.
    pub added: usize,
    /// Proposals whose confidence or reasons changed.
    pub changed: usize,
    /// Proposals that stay as they were.
    pub unchanged: usize,
    /// Proposals of before that are not made any more.
    pub removed: usize,
    /// Pairs that people have decided, left alone.
    pub decided: usize,
}

impl std::ops::AddAssign for ProposeReport {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.removed += other.removed;
        self.decided += other.decided;
    }
}

impl Catalogue {
    /// What the matcher saw when it last proposed into a set of records, by statement.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn proposed_fingerprints(
        &self,
        target: &str,
    ) -> Result<HashMap<String, String>, CatalogueError> {
        let sql = "SELECT subject, fingerprint FROM review WHERE target = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([target], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Writes proposals in one transaction. A pair that a person decided is left alone, whatever the predicate.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`]; nothing was written then.
    pub fn propose(
        &mut self,
        batch: &[ProposedFor],
        tool: &str,
    ) -> Result<ProposeReport, CatalogueError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let now = write::now();
        let mut report = ProposeReport::default();
        for proposed in batch {
            report += one(&transaction, proposed, tool, &now)?;
        }
        write::count(&transaction)?;
        transaction.commit()?;
        Ok(report)
    }
}

/// What the machine proposed before: by predicate and object, with key, confidence, explanation and version.
type Before = HashMap<(String, String), (i64, f64, String, i64)>;

fn one(
    connection: &Connection,
    proposed: &ProposedFor,
    tool: &str,
    now: &str,
) -> Result<ProposeReport, CatalogueError> {
    let mut report = ProposeReport::default();
    let subject = proposed.subject.as_str();
    let decided = decided(connection, subject)?;
    let mut before = before(connection, subject)?;
    for proposal in &proposed.proposals {
        let object = proposal.object.as_str();
        if decided.contains(object) {
            report.decided += 1;
            continue;
        }
        let explanation = proposal.explanation.to_string();
        let confidence = f64::from(proposal.confidence);
        let key = (proposal.predicate.code().to_owned(), object.to_owned());
        match before.remove(&key) {
            Some((_, was, why, _)) if was == confidence && why == explanation => {
                report.unchanged += 1;
            }
            Some((key, ..)) => {
                connection
                    .prepare_cached(
                        "UPDATE mapping SET confidence = ?2, explanation = ?3, tool = ?4, proposed_at = ?5
                         WHERE key = ?1",
                    )?
                    .execute(params![key, confidence, explanation, tool, now])?;
                report.changed += 1;
            }
            None => {
                connection
                    .prepare_cached(
                        "INSERT INTO mapping (subject, predicate, object, state, target, confidence, explanation, tool,
                            proposed_at, version) VALUES (?1, ?2, ?3, 'proposed', ?4, ?5, ?6, ?7, ?8, 0)",
                    )?
                    .execute(params![
                        subject,
                        key.0,
                        object,
                        proposed.target,
                        confidence,
                        explanation,
                        tool,
                        now
                    ])?;
                report.added += 1;
            }
        }
    }
    report.removed = drop_rest(connection, &before, &proposed.target)?;
    settle(connection, proposed, now)?;
    Ok(report)
}

/// The objects that people decided of this statement, at either end.
fn decided(connection: &Connection, subject: &str) -> Result<HashSet<String>, CatalogueError> {
    let sql = "SELECT object FROM mapping WHERE subject = ?1 AND state <> 'proposed'
         UNION SELECT subject FROM mapping WHERE object = ?1 AND state <> 'proposed'";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([subject], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn before(connection: &Connection, subject: &str) -> Result<Before, CatalogueError> {
    let sql = "SELECT predicate, object, key, COALESCE(confidence, -1), COALESCE(explanation, ''), version
         FROM mapping WHERE subject = ?1 AND state = 'proposed'";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([subject], |row| {
        let key = (row.get(0)?, row.get(1)?);
        Ok((key, (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes away what is not proposed any more: only of this set, and only what people never decided.
fn drop_rest(
    connection: &Connection,
    rest: &Before,
    target: &str,
) -> Result<usize, CatalogueError> {
    let mut delete = connection.prepare_cached(
        "DELETE FROM mapping WHERE key = ?1 AND target = ?2 AND tool IS NOT NULL",
    )?;
    let mut removed = 0;
    for (key, .., version) in rest.values() {
        if *version == 0 {
            removed += delete.execute(params![key, target])?;
        }
    }
    Ok(removed)
}

fn settle(
    connection: &Connection,
    proposed: &ProposedFor,
    now: &str,
) -> Result<(), CatalogueError> {
    let (subject, target) = (proposed.subject.as_str(), &proposed.target);
    let standing = queue::standing(connection, subject, target)?;
    queue::put(connection, subject, target, &proposed.place, standing)?;
    connection
        .prepare_cached(
            "UPDATE review SET fingerprint = ?3, proposed_at = ?4 WHERE subject = ?1 AND target = ?2",
        )?
        .execute(params![subject, target, proposed.fingerprint, now])?;
    Ok(())
}
