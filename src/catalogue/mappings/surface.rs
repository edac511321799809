//! What an import takes out of the catalogue: accepted mappings come back to the queue, open proposals go.

use rusqlite::{Connection, Transaction, params};

use super::history::Action;
use super::write::{self, Session};
use super::{Triple, queue};
use crate::catalogue::CatalogueError;
use crate::model::{MappingState, Predicate, RecordId};

/// What an import did to records.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct Moved {
    /// Records of which no dataset speaks any more.
    pub(in crate::catalogue) left: Vec<String>,
    /// Records that had left and are there again.
    pub(in crate::catalogue) back: Vec<String>,
}

/// Keeps what was last said of a record that leaves.
pub(in crate::catalogue) fn keep(
    connection: &Connection,
    id: &str,
    json: &str,
) -> Result<(), CatalogueError> {
    connection
        .prepare_cached(
            "INSERT INTO withdrawn (id, json) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
        )?
        .execute([id, json])?;
    Ok(())
}

/// Forgets it when the record is back; says whether it had left.
pub(in crate::catalogue) fn welcome(
    connection: &Connection,
    id: &str,
) -> Result<bool, CatalogueError> {
    let gone = connection
        .prepare_cached("DELETE FROM withdrawn WHERE id = ?1")?
        .execute([id])?;
    Ok(gone > 0)
}

/// Brings mappings and queue in line with what an import did to records.
pub(in crate::catalogue) fn settle(
    transaction: &Transaction<'_>,
    moved: &Moved,
) -> Result<(), CatalogueError> {
    if moved.left.is_empty() && moved.back.is_empty() {
        return Ok(());
    }
    for id in &moved.left {
        // A later dataset of the same import may have brought it again.
        let is_gone = transaction
            .prepare_cached("SELECT 1 FROM record WHERE id = ?1 AND withdrawn_at IS NOT NULL")?
            .exists([id])?;
        if is_gone {
            surface(transaction, id)?;
            drop_proposals(transaction, id)?;
        }
    }
    for id in &moved.back {
        sink(transaction, id)?;
    }
    write::count(transaction)?;
    Ok(())
}

/// Accepted mappings of a record that left ask to be looked at again.
fn surface(transaction: &Transaction<'_>, id: &str) -> Result<(), CatalogueError> {
    let sql = "SELECT subject, predicate, object FROM mapping
         WHERE (subject = ?1 OR object = ?1) AND state = 'accepted' AND surfaced_at IS NULL";
    for triple in triples(transaction, sql, id)? {
        mark(transaction, &triple, Action::Surfaced)?;
    }
    Ok(())
}

/// Those of a record that is back are as they were, unless the other end is still gone.
fn sink(transaction: &Transaction<'_>, id: &str) -> Result<(), CatalogueError> {
    let sql = "SELECT subject, predicate, object FROM mapping
         WHERE (subject = ?1 OR object = ?1) AND surfaced_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM withdrawn WHERE id IN (subject, object))";
    for triple in triples(transaction, sql, id)? {
        mark(transaction, &triple, Action::Returned)?;
    }
    Ok(())
}

fn mark(
    transaction: &Transaction<'_>,
    triple: &Triple,
    action: Action,
) -> Result<(), CatalogueError> {
    let Some(row) = super::read::row(transaction, triple)? else {
        return Ok(());
    };
    let mut session = Session::begin(transaction, "prasme import")?;
    let mut after = row.standing;
    debug_assert_eq!(after.state, MappingState::Accepted);
    after.surfaced_at = (action == Action::Surfaced).then(|| session.at.clone());
    session.restate(triple, &row.target, after)?;
    session.finish(action, None, None)?;
    Ok(())
}

/// What the machine proposed of a record that is gone is of no use; it proposes again when the record is back.
fn drop_proposals(connection: &Connection, id: &str) -> Result<(), CatalogueError> {
    let places: Vec<(String, String)> = {
        let mut statement = connection.prepare_cached(
            "DELETE FROM mapping WHERE (subject = ?1 OR object = ?1) AND state = 'proposed' AND version = 0
             RETURNING subject, target",
        )?;
        let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<Result<_, _>>()?
    };
    for (subject, target) in places {
        queue::refresh(connection, &subject, &target)?;
    }
    connection
        .prepare_cached("UPDATE review SET fingerprint = '' WHERE subject = ?1")?
        .execute([id])?;
    // Of a statement that is gone and was never decided, nothing is left to look at.
    connection
        .prepare_cached("DELETE FROM review WHERE subject = ?1 AND state = 'none'")?
        .execute(params![id])?;
    Ok(())
}

fn triples(connection: &Connection, sql: &str, id: &str) -> Result<Vec<Triple>, CatalogueError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([id], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (subject, predicate, object) = row?;
        if let (Ok(subject), Some(predicate), Ok(object)) = (
            RecordId::new(&subject),
            Predicate::from_code(&predicate),
            RecordId::new(&object),
        ) {
            found.push(Triple::new(subject, predicate, object));
        }
    }
    Ok(found)
}
