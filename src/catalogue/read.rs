//! Reading records, their neighbours and the datasets.

use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use super::{Catalogue, CatalogueError};
use crate::model::{Kind, Record, RecordId, RelationKind};

/// A dataset as it was last imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dataset {
    /// Stable name, e.g. `esco/en`.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Version as stated.
    pub version: Option<String>,
    /// Licence.
    pub licence: Option<String>,
    /// When it was last imported, RFC 3339, UTC.
    pub imported_at: String,
    /// How many records it speaks of.
    pub records: i64,
    /// How many warnings its last import gave.
    pub warnings: i64,
}

/// A warning of a dataset's last import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredWarning {
    /// `note`, `warning` or `skipped`.
    pub severity: String,
    /// Stable code; `docs/warnings.md` lists them.
    pub code: String,
    /// File, sheet, row and column in words.
    pub place: String,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Which end of a relation a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkDirection {
    /// The relation starts here.
    Out,
    /// The relation leads here.
    In,
}

/// A relation as seen from one of its ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Link {
    /// What it is.
    pub kind: RelationKind,
    /// Which end this record is.
    pub direction: LinkDirection,
    /// The other end; it need not be in the catalogue.
    pub other: RecordId,
}

impl Catalogue {
    /// How often the content changed: a new number means that the index is out of date.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`] when the disk fails.
    pub fn change(&self) -> Result<u64, CatalogueError> {
        let value: String = self.connection.query_row(
            "SELECT value FROM meta WHERE key = 'change'",
            [],
            |row| row.get(0),
        )?;
        Ok(value.parse().unwrap_or(0))
    }

    /// The record with this identifier, joined from all datasets that speak of it; none if unknown or withdrawn.
    ///
    /// # Errors
    /// [`CatalogueError::Damaged`] when what is stored is not understood; [`CatalogueError::Sqlite`].
    pub fn record(&self, id: &str) -> Result<Option<Record>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.id, c.json FROM record r
             JOIN contribution c ON c.record = r.key JOIN dataset d ON d.key = c.dataset
             WHERE r.id = ?1 ORDER BY d.rank, d.name",
        )?;
        let rows = statement.query_map([id], said)?;
        let mut joined: Option<Record> = None;
        for row in rows {
            let (id, json) = row?;
            join(&mut joined, parse(&id, &json)?);
        }
        Ok(joined)
    }

    /// Every record, joined, in the order of their identifiers' keys; `take` gets one at a time.
    ///
    /// # Errors
    /// As [`Catalogue::record`], and whatever `take` answers.
    pub fn each_record<E: From<CatalogueError>>(
        &self,
        mut take: impl FnMut(Record) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT r.id, c.json FROM contribution c JOIN record r ON r.key = c.record
                 JOIN dataset d ON d.key = c.dataset ORDER BY c.record, d.rank, d.name",
            )
            .map_err(CatalogueError::from)?;
        let mut rows = statement.query([]).map_err(CatalogueError::from)?;
        let mut joined: Option<Record> = None;
        while let Some(row) = rows.next().map_err(CatalogueError::from)? {
            let (id, json) = said(row).map_err(CatalogueError::from)?;
            if joined.as_ref().is_some_and(|r| r.id.as_str() != id)
                && let Some(done) = joined.take()
            {
                take(done)?;
            }
            join(&mut joined, parse(&id, &json)?);
        }
        match joined {
            Some(last) => take(last),
            None => Ok(()),
        }
    }

    /// Whether the record with this identifier is in the catalogue and not withdrawn.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn contains(&self, id: &str) -> Result<bool, CatalogueError> {
        let sql = "SELECT 1 FROM record WHERE id = ?1 AND withdrawn_at IS NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([id], |_| Ok(())).optional()?.is_some())
    }

    /// How many records there are that are not withdrawn.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn count(&self) -> Result<i64, CatalogueError> {
        let sql = "SELECT COUNT(*) FROM record WHERE withdrawn_at IS NULL";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// The records right below this one, in their order.
    ///
    /// # Errors
    /// As [`Catalogue::record`].
    pub fn children(&self, id: &str) -> Result<Vec<Record>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM record WHERE parent = ?1 AND withdrawn_at IS NULL ORDER BY position, id",
        )?;
        let ids: Vec<String> = statement
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut children = Vec::with_capacity(ids.len());
        for id in ids {
            children.extend(self.record(&id)?);
        }
        Ok(children)
    }

    /// All records of a kind in the order of their identifiers.
    ///
    /// # Errors
    /// As [`Catalogue::record`].
    pub fn records_of(&self, kind: Kind) -> Result<Vec<Record>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM record WHERE kind = ?1 AND withdrawn_at IS NULL ORDER BY id",
        )?;
        let ids = statement.query_map([kind.code()], |row| row.get::<_, String>(0))?;
        let mut records = Vec::new();
        for id in ids {
            records.extend(self.record(&id?)?);
        }
        Ok(records)
    }

    /// The records above this one, the topmost first. A cycle in the data ends the walk.
    ///
    /// # Errors
    /// As [`Catalogue::record`].
    pub fn ancestors(&self, record: &Record) -> Result<Vec<Record>, CatalogueError> {
        let mut path: Vec<Record> = Vec::new();
        let mut next = record.parent.clone();
        while let Some(id) = next {
            if id == record.id || path.iter().any(|r| r.id == id) {
                break;
            }
            let Some(parent) = self.record(id.as_str())? else {
                break;
            };
            next = parent.parent.clone();
            path.push(parent);
        }
        path.reverse();
        Ok(path)
    }

    /// Every relation that starts or ends here, each once, ordered by kind, direction and the other end.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn links(&self, id: &str) -> Result<Vec<Link>, CatalogueError> {
        let mut links = Vec::new();
        for (direction, here, there) in [
            (LinkDirection::Out, "source", "target"),
            (LinkDirection::In, "target", "source"),
        ] {
            let sql = format!(
                "SELECT DISTINCT relation.kind, other.id FROM node here
                 JOIN relation ON relation.{here} = here.key JOIN node other ON other.key = relation.{there}
                 WHERE here.id = ?1"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let rows = statement.query_map([id], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })?;
            for row in rows {
                let (kind, other) = row?;
                // A kind or identifier that this version does not know was written by a newer one: not shown.
                if let (Some(kind), Ok(other)) =
                    (RelationKind::from_code(&kind), RecordId::new(&other))
                {
                    links.push(Link {
                        kind,
                        direction,
                        other,
                    });
                }
            }
        }
        links.sort();
        Ok(links)
    }

    /// All datasets by name.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn datasets(&self) -> Result<Vec<Dataset>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, title, version, licence, imported_at,
                (SELECT COUNT(*) FROM contribution WHERE dataset = d.key),
                (SELECT COUNT(*) FROM warning WHERE dataset = d.key)
             FROM dataset d ORDER BY name",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Dataset {
                name: row.get(0)?,
                title: row.get(1)?,
                version: row.get(2)?,
                licence: row.get(3)?,
                imported_at: row.get(4)?,
                records: row.get(5)?,
                warnings: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The warnings of a dataset's last import in the order of its source; none where there is no such dataset.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn warnings(&self, dataset: &str) -> Result<Option<Vec<StoredWarning>>, CatalogueError> {
        let key: Option<i64> = self
            .connection
            .query_row(
                "SELECT key FROM dataset WHERE name = ?1",
                [dataset],
                |row| row.get(0),
            )
            .optional()?;
        let Some(key) = key else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(
            "SELECT severity, code, place, message FROM warning WHERE dataset = ?1 ORDER BY number",
        )?;
        let rows = statement.query_map([key], |row| {
            Ok(StoredWarning {
                severity: row.get(0)?,
                code: row.get(1)?,
                place: row.get(2)?,
                message: row.get(3)?,
            })
        })?;
        Ok(Some(rows.collect::<Result<_, _>>()?))
    }

    /// The names of the datasets that speak of a record, the one that counts first leading.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn datasets_of(&self, id: &str) -> Result<Vec<String>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.name FROM record r JOIN contribution c ON c.record = r.key
             JOIN dataset d ON d.key = c.dataset WHERE r.id = ?1 ORDER BY d.rank, d.name",
        )?;
        let rows = statement.query_map([id], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn said(row: &Row<'_>) -> rusqlite::Result<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}

fn parse(id: &str, json: &str) -> Result<Record, CatalogueError> {
    serde_json::from_str(json).map_err(|source| CatalogueError::Damaged {
        id: id.to_owned(),
        source,
    })
}

fn join(joined: &mut Option<Record>, said: Record) {
    match joined {
        Some(first) => first.merge(said),
        None => *joined = Some(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::ApplyMode;
    use crate::model::{Batch, LabelRole, Lang, Relation, Source};

    fn tree() -> Catalogue {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let mut batch = Batch::new("t", "T");
        for (id, parent, position) in [
            ("a", None, 0),
            ("a/2", Some("a"), 1),
            ("a/1", Some("a"), 0),
            ("a/1/x", Some("a/1"), 0),
        ] {
            let mut record = Record::new(RecordId::new(id).unwrap(), Kind::Task, Source::file("t"));
            record.label(Lang::Lv, LabelRole::Preferred, id);
            record.parent = parent.map(|p| RecordId::new(p).unwrap());
            record.position = position;
            batch.records.push(record);
        }
        let id = |x: &str| RecordId::new(x).unwrap();
        batch
            .relations
            .push(Relation::new(id("a/1"), RelationKind::Supports, id("a/2")));
        batch
            .relations
            .push(Relation::new(id("z"), RelationKind::Assesses, id("a/1")));
        catalogue
            .apply(&[batch], ApplyMode::Commit, &mut |_, _| {})
            .unwrap();
        catalogue
    }

    fn ids(records: &[Record]) -> Vec<&str> {
        records.iter().map(|r| r.id.as_str()).collect()
    }

    #[test]
    fn children_stand_in_their_order() {
        assert_eq!(ids(&tree().children("a").unwrap()), ["a/1", "a/2"]);
    }

    #[test]
    fn ancestors_start_at_the_top() {
        let catalogue = tree();
        let leaf = catalogue.record("a/1/x").unwrap().unwrap();
        assert_eq!(ids(&catalogue.ancestors(&leaf).unwrap()), ["a", "a/1"]);
    }

    #[test]
    fn a_cycle_of_parents_ends() {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let mut batch = Batch::new("t", "T");
        for (id, parent) in [("a", "b"), ("b", "a")] {
            let mut record =
                Record::new(RecordId::new(id).unwrap(), Kind::Skill, Source::file("t"));
            record.parent = Some(RecordId::new(parent).unwrap());
            batch.records.push(record);
        }
        catalogue
            .apply(&[batch], ApplyMode::Commit, &mut |_, _| {})
            .unwrap();
        let a = catalogue.record("a").unwrap().unwrap();
        assert_eq!(ids(&catalogue.ancestors(&a).unwrap()), ["b"]);
    }

    #[test]
    fn links_show_both_directions_and_ends_outside_the_catalogue() {
        let links = tree().links("a/1").unwrap();
        let seen: Vec<_> = links
            .iter()
            .map(|l| (l.kind, l.direction, l.other.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                (RelationKind::Supports, LinkDirection::Out, "a/2"),
                (RelationKind::Assesses, LinkDirection::In, "z"),
            ]
        );
    }

    #[test]
    fn every_record_comes_once() {
        let mut seen = Vec::new();
        tree()
            .each_record(|r| {
                seen.push(r.id.to_string());
                Ok::<_, CatalogueError>(())
            })
            .unwrap();
        seen.sort();
        assert_eq!(seen, ["a", "a/1", "a/1/x", "a/2"]);
    }

    #[test]
    fn datasets_are_counted() {
        let datasets = tree().datasets().unwrap();
        assert_eq!((datasets.len(), datasets[0].records), (1, 4));
        assert_eq!(tree().datasets_of("a").unwrap(), ["t"]);
        assert!(tree().contains("a").unwrap() && !tree().contains("z").unwrap());
        assert_eq!(tree().count().unwrap(), 4);
    }
}
