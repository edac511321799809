//! Taking an import in: what is new, what changed, what is gone, in one transaction.

use std::collections::HashMap;

use rusqlite::{Transaction, TransactionBehavior, params};
use serde::Serialize;

use super::mappings::surface::{self, Moved};
use super::{Catalogue, CatalogueError};
use crate::model::{Batch, Record, RecordId, Relation};

/// Whether an import is only tried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplyMode {
    /// Say what would change, change nothing.
    DryRun,
    /// Change it.
    Commit,
}

/// What happens to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// The dataset brings it for the first time.
    Added,
    /// The dataset says something else of it than before.
    Changed,
    /// The dataset no longer holds it.
    Removed,
}

/// A record that an import touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The record.
    pub id: RecordId,
    /// What happens to it.
    pub kind: ChangeKind,
}

/// What the import of one dataset did or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The dataset.
    pub dataset: String,
    /// Records that are touched, in the order of the dataset, those removed last.
    pub changes: Vec<Change>,
    /// Records that stay as they were.
    pub unchanged: usize,
    /// Relations that are new.
    pub relations_added: usize,
    /// Relations that are gone.
    pub relations_removed: usize,
}

impl Report {
    /// How many records change in this way.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|c| c.kind == kind).count()
    }

    /// Whether the dataset says exactly what it said before.
    pub fn is_unchanged(&self) -> bool {
        self.changes.is_empty() && self.relations_added == 0 && self.relations_removed == 0
    }
}

impl Catalogue {
    /// Takes datasets in, all of them or none. `progress` hears of each record (done, all).
    ///
    /// # Errors
    /// [`CatalogueError::Duplicate`] when a dataset holds an identifier twice; [`CatalogueError::Sqlite`] when the
    /// disk fails. The catalogue is as before then.
    pub fn apply(
        &mut self,
        batches: &[Batch],
        mode: ApplyMode,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<Report>, CatalogueError> {
        let all = batches.iter().map(|b| b.records.len()).sum();
        let mut done = 0;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut reports = Vec::with_capacity(batches.len());
        let mut moved = Moved::default();
        for batch in batches {
            let mut step = || {
                done += 1;
                progress(done, all);
            };
            reports.push(apply_one(&transaction, batch, &mut moved, &mut step)?);
        }
        surface::settle(&transaction, &moved)?;
        if mode == ApplyMode::DryRun {
            transaction.rollback()?;
            return Ok(reports);
        }
        if reports.iter().any(|r| !r.is_unchanged()) {
            transaction.execute(
                "UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'change'",
                [],
            )?;
        }
        transaction.commit()?;
        Ok(reports)
    }
}

fn apply_one(
    transaction: &Transaction<'_>,
    batch: &Batch,
    moved: &mut Moved,
    step: &mut dyn FnMut(),
) -> Result<Report, CatalogueError> {
    refuse_duplicates(batch)?;
    let dataset = put_dataset(transaction, batch)?;
    let mut report = Report {
        dataset: batch.dataset.clone(),
        ..Report::default()
    };
    let mut before = contributions(transaction, dataset)?;
    let any_left = transaction.query_row("SELECT EXISTS (SELECT 1 FROM withdrawn)", [], |row| {
        row.get::<_, bool>(0)
    })?;
    for record in &batch.records {
        put_record(transaction, dataset, record, &mut before, &mut report)?;
        if any_left && surface::welcome(transaction, record.id.as_str())? {
            moved.back.push(record.id.to_string());
        }
        step();
    }
    let mut gone: Vec<_> = before.into_iter().collect();
    gone.sort_by(|a, b| a.0.cmp(&b.0));
    for (id, (key, json)) in gone {
        transaction.execute(
            "DELETE FROM contribution WHERE record = ?1 AND dataset = ?2",
            params![key, dataset],
        )?;
        if withdraw_if_silent(transaction, key)? {
            surface::keep(transaction, &id, &json)?;
            moved.left.push(id.clone());
        }
        report.changes.push(Change {
            id: RecordId::new(&id).map_err(|_| rusqlite::Error::InvalidQuery)?,
            kind: ChangeKind::Removed,
        });
    }
    put_relations(transaction, dataset, &batch.relations, &mut report)?;
    put_warnings(transaction, dataset, batch)?;
    Ok(report)
}

/// What the dataset said before: identifier → (key, JSON).
type Before = HashMap<String, (i64, String)>;

fn contributions(transaction: &Transaction<'_>, dataset: i64) -> Result<Before, CatalogueError> {
    let mut statement = transaction.prepare_cached(
        "SELECT r.id, r.key, c.json FROM contribution c JOIN record r ON r.key = c.record WHERE c.dataset = ?1",
    )?;
    let rows = statement.query_map([dataset], |row| {
        Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn refuse_duplicates(batch: &Batch) -> Result<(), CatalogueError> {
    let mut seen: HashMap<&str, &Record> = HashMap::with_capacity(batch.records.len());
    for record in &batch.records {
        if let Some(first) = seen.insert(record.id.as_str(), record) {
            return Err(CatalogueError::Duplicate {
                dataset: batch.dataset.clone(),
                id: record.id.to_string(),
                first: first.source.to_string(),
                second: record.source.to_string(),
            });
        }
    }
    Ok(())
}

fn put_dataset(transaction: &Transaction<'_>, batch: &Batch) -> Result<i64, CatalogueError> {
    let now = jiff::Timestamp::now().to_string();
    Ok(transaction.query_row(
        "INSERT INTO dataset (name, title, version, licence, rank, imported_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (name) DO UPDATE SET title = excluded.title, version = excluded.version,
            licence = excluded.licence, rank = excluded.rank, imported_at = excluded.imported_at
         RETURNING key",
        params![batch.dataset, batch.title, batch.version, batch.licence, batch.rank, now],
        |row| row.get(0),
    )?)
}

fn put_record(
    transaction: &Transaction<'_>,
    dataset: i64,
    record: &Record,
    before: &mut Before,
    report: &mut Report,
) -> Result<(), CatalogueError> {
    let json = serde_json::to_string(record).map_err(|source| CatalogueError::Damaged {
        id: record.id.to_string(),
        source,
    })?;
    let kind = match before.remove(record.id.as_str()) {
        Some((_, old)) if old == json => {
            report.unchanged += 1;
            return Ok(());
        }
        Some(_) => ChangeKind::Changed,
        None => ChangeKind::Added,
    };
    let key: i64 = transaction
        .prepare_cached(
            "INSERT INTO record (id, kind, parent, position) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET withdrawn_at = NULL, kind = excluded.kind,
                parent = COALESCE(excluded.parent, record.parent), position = excluded.position
             RETURNING key",
        )?
        .query_row(
            params![
                record.id.as_str(),
                record.kind.code(),
                record.parent.as_ref().map(RecordId::as_str),
                record.position
            ],
            |row| row.get(0),
        )?;
    transaction
        .prepare_cached(
            "INSERT INTO contribution (record, dataset, json) VALUES (?1, ?2, ?3)
             ON CONFLICT (record, dataset) DO UPDATE SET json = excluded.json",
        )?
        .execute(params![key, dataset, json])?;
    report.changes.push(Change {
        id: record.id.clone(),
        kind,
    });
    Ok(())
}

/// A record of which no dataset speaks any more is withdrawn, not deleted: what people decided about it stays.
fn withdraw_if_silent(transaction: &Transaction<'_>, key: i64) -> Result<bool, CatalogueError> {
    let withdrawn = transaction.execute(
        "UPDATE record SET withdrawn_at = ?2
         WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM contribution WHERE record = ?1)",
        params![key, jiff::Timestamp::now().to_string()],
    )?;
    Ok(withdrawn > 0)
}

fn put_relations(
    transaction: &Transaction<'_>,
    dataset: i64,
    relations: &[Relation],
    report: &mut Report,
) -> Result<(), CatalogueError> {
    let mut old: HashMap<(i64, String, i64), bool> = {
        let mut statement =
            transaction.prepare("SELECT source, kind, target FROM relation WHERE dataset = ?1")?;
        let rows = statement.query_map([dataset], |row| {
            Ok(((row.get(0)?, row.get(1)?, row.get(2)?), false))
        })?;
        rows.collect::<Result<_, _>>()?
    };
    let mut keys = HashMap::new();
    let mut insert = transaction.prepare_cached(
        "INSERT INTO relation (dataset, source, kind, target) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?;
    for relation in relations {
        let source = node(transaction, &mut keys, &relation.from)?;
        let target = node(transaction, &mut keys, &relation.to)?;
        let row = (source, relation.kind.code().to_owned(), target);
        if let Some(kept) = old.get_mut(&row) {
            *kept = true;
        } else {
            report.relations_added += insert.execute(params![dataset, row.0, row.1, row.2])?;
        }
    }
    let mut delete = transaction.prepare_cached(
        "DELETE FROM relation WHERE dataset = ?1 AND source = ?2 AND kind = ?3 AND target = ?4",
    )?;
    for ((source, kind, target), _) in old.into_iter().filter(|(_, kept)| !kept) {
        report.relations_removed += delete.execute(params![dataset, source, kind, target])?;
    }
    Ok(())
}

fn node<'r>(
    transaction: &Transaction<'_>,
    keys: &mut HashMap<&'r str, i64>,
    id: &'r RecordId,
) -> Result<i64, CatalogueError> {
    if let Some(key) = keys.get(id.as_str()) {
        return Ok(*key);
    }
    let key = transaction
        .prepare_cached(
            "INSERT INTO node (id) VALUES (?1) ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING key",
        )?
        .query_row([id.as_str()], |row| row.get(0))?;
    keys.insert(id.as_str(), key);
    Ok(key)
}

fn put_warnings(
    transaction: &Transaction<'_>,
    dataset: i64,
    batch: &Batch,
) -> Result<(), CatalogueError> {
    transaction.execute("DELETE FROM warning WHERE dataset = ?1", [dataset])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO warning (dataset, number, severity, code, place, message) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (number, warning) in batch.warnings.iter().enumerate() {
        let severity = format!("{:?}", warning.severity).to_lowercase();
        insert.execute(params![
            dataset,
            number as i64,
            severity,
            warning.code,
            warning.source.to_string(),
            warning.message
        ])?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "apply_tests.rs"]
mod tests;
