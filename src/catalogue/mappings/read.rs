//! Reading mappings: one, those of a record, pages of them, all.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::history::Standing;
use super::{NoMatch, StoredMapping, Triple};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{Decision, Mapping, MappingState, Predicate, Proposal, RecordId};

/// How much of a mapping is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Full,
    /// Without explanation and slots, which are most of the bytes.
    Light,
}

/// Which mappings are wanted; what is none is not asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MappingFilter {
    /// At either end.
    pub record: Option<RecordId>,
    /// At its beginning.
    pub subject: Option<RecordId>,
    /// At its end.
    pub object: Option<RecordId>,
    /// Where it stands.
    pub state: Option<MappingState>,
    /// What it says.
    pub predicate: Option<Predicate>,
    /// The set of records that it belongs to.
    pub target: Option<String>,
    /// The machine's confidence is at least this.
    pub min_confidence: Option<f32>,
    /// The machine's confidence is at most this.
    pub max_confidence: Option<f32>,
    /// Who decided.
    pub by: Option<String>,
    /// Only those that wait to be looked at again.
    pub surfaced: bool,
}

/// One page of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
}

const COLUMNS: &str = "subject, predicate, object, state, target, confidence, tool, proposed_at, decided_by, decided_at, \
    note, surfaced_at, version";

fn columns(detail: Detail) -> String {
    match detail {
        Detail::Full => format!("{COLUMNS}, explanation, slots"),
        Detail::Light => format!("{COLUMNS}, NULL, NULL"),
    }
}

/// A mapping out of a row; none where a newer version wrote what this one does not know.
fn stored(row: &Row<'_>) -> rusqlite::Result<Option<StoredMapping>> {
    let (subject, predicate, object): (String, String, String) =
        (row.get(0)?, row.get(1)?, row.get(2)?);
    let state: String = row.get(3)?;
    let (Ok(subject), Some(predicate), Ok(object), Some(state)) = (
        RecordId::new(&subject),
        Predicate::from_code(&predicate),
        RecordId::new(&object),
        MappingState::from_code(&state),
    ) else {
        return Ok(None);
    };
    let json = |text: Option<String>| {
        text.and_then(|t| serde_json::from_str(&t).ok())
            .unwrap_or(serde_json::Value::Null)
    };
    let tool: Option<String> = row.get(6)?;
    let proposal = match tool {
        None => None,
        Some(tool) => Some(Proposal {
            confidence: row.get::<_, Option<f64>>(5)?.unwrap_or_default() as f32,
            explanation: json(row.get(13)?),
            tool,
            at: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
        }),
    };
    let by: Option<String> = row.get(8)?;
    let decision = match by {
        None => None,
        Some(by) => Some(Decision {
            by,
            at: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
            note: row.get(10)?,
        }),
    };
    Ok(Some(StoredMapping {
        mapping: Mapping {
            subject,
            predicate,
            object,
            state,
            proposal,
            decision,
            version: row.get::<_, i64>(12)? as u64,
        },
        target: row.get(4)?,
        slots: json(row.get(14)?),
        surfaced_at: row.get(11)?,
    }))
}

/// A mapping as far as people decide it.
pub(super) struct Standings {
    pub(super) standing: Standing,
    pub(super) target: String,
    pub(super) version: u64,
}

fn standing(stored: &StoredMapping) -> Standing {
    let decision = stored.mapping.decision.as_ref();
    Standing {
        state: stored.mapping.state,
        by: decision.map(|d| d.by.clone()),
        at: decision.map(|d| d.at.clone()),
        note: decision.and_then(|d| d.note.clone()),
        surfaced_at: stored.surfaced_at.clone(),
    }
}

/// One mapping.
pub(super) fn mapping(
    connection: &Connection,
    triple: &Triple,
    detail: Detail,
) -> Result<Option<StoredMapping>, CatalogueError> {
    let sql = format!(
        "SELECT {} FROM mapping WHERE subject = ?1 AND predicate = ?2 AND object = ?3",
        columns(detail)
    );
    let ends = [
        triple.subject.as_str(),
        triple.predicate.code(),
        triple.object.as_str(),
    ];
    let found = connection
        .prepare_cached(&sql)?
        .query_row(ends, stored)
        .optional()?;
    Ok(found.flatten())
}

/// How a mapping stands; none where there is none.
pub(super) fn row(
    connection: &Connection,
    triple: &Triple,
) -> Result<Option<Standings>, CatalogueError> {
    Ok(
        mapping(connection, triple, Detail::Light)?.map(|found| Standings {
            standing: standing(&found),
            version: found.mapping.version,
            target: found.target,
        }),
    )
}

/// What people decided of the two records of a triple, in either direction, but for the triple itself.
pub(super) fn decided_between(
    connection: &Connection,
    triple: &Triple,
) -> Result<Vec<(Triple, Standing)>, CatalogueError> {
    let sql = format!(
        "SELECT {} FROM mapping WHERE ((subject = ?1 AND object = ?2) OR (subject = ?2 AND object = ?1))
         AND state <> 'proposed'",
        columns(Detail::Light)
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([triple.subject.as_str(), triple.object.as_str()], stored)?;
    let mut decided = Vec::new();
    for found in rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        let other = Triple::of(&found.mapping);
        if other != *triple {
            decided.push((other, standing(&found)));
        }
    }
    Ok(decided)
}

/// The number of the last decision about the two records of a triple.
pub(super) fn last_between(
    connection: &Connection,
    triple: &Triple,
) -> Result<Option<u64>, CatalogueError> {
    let sql = "SELECT MAX(number) FROM decision WHERE subject = ?1 AND object = ?2";
    let number: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([triple.subject.as_str(), triple.object.as_str()], |row| {
            row.get(0)
        })?;
    Ok(number.map(|n| n as u64))
}

/// The number of the last decision on "no match".
pub(super) fn last_no_match(
    connection: &Connection,
    subject: &str,
    target: &str,
) -> Result<Option<u64>, CatalogueError> {
    let sql =
        "SELECT MAX(number) FROM decision WHERE subject = ?1 AND target = ?2 AND object IS NULL";
    let number: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([subject, target], |row| row.get(0))?;
    Ok(number.map(|n| n as u64))
}

/// A mapping that is accepted of the statement in the set of records.
pub(super) fn accepted_in(
    connection: &Connection,
    subject: &str,
    target: &str,
) -> Result<Option<Triple>, CatalogueError> {
    let sql = format!(
        "SELECT {} FROM mapping WHERE subject = ?1 AND target = ?2 AND state = 'accepted' LIMIT 1",
        columns(Detail::Light)
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([subject, target], stored)
        .optional()?;
    Ok(found.flatten().map(|f| Triple::of(&f.mapping)))
}

const NO_MATCH: &str =
    "SELECT subject, target, decided_by, decided_at, note, version FROM no_match";

fn stored_no_match(row: &Row<'_>) -> rusqlite::Result<NoMatch> {
    let subject: String = row.get(0)?;
    Ok(NoMatch {
        subject: RecordId::new(&subject).map_err(|_| rusqlite::Error::InvalidQuery)?,
        target: row.get(1)?,
        by: row.get(2)?,
        at: row.get(3)?,
        note: row.get(4)?,
        version: row.get::<_, i64>(5)? as u64,
    })
}

/// "No match" of a statement in a set of records, if that was decided.
pub(super) fn no_match(
    connection: &Connection,
    subject: &str,
    target: &str,
) -> Result<Option<NoMatch>, CatalogueError> {
    let sql = format!("{NO_MATCH} WHERE subject = ?1 AND target = ?2");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([subject, target], stored_no_match)
        .optional()?)
}

/// Whether the record is in the catalogue and not withdrawn.
pub(super) fn is_known(connection: &Connection, id: &str) -> Result<bool, CatalogueError> {
    let sql = "SELECT 1 FROM record WHERE id = ?1 AND withdrawn_at IS NULL";
    Ok(connection.prepare_cached(sql)?.exists([id])?)
}

impl MappingFilter {
    fn conditions(&self) -> (String, Vec<Value>) {
        let mut sql = String::from("1 = 1");
        let mut values = Vec::new();
        let mut and = |condition: &str, value: Option<Value>| {
            if let Some(value) = value {
                values.push(value);
                let number = format!("?{}", values.len());
                sql.push_str(" AND ");
                sql.push_str(&condition.replace('?', &number));
            }
        };
        let id = |id: &Option<RecordId>| id.as_ref().map(|i| Value::Text(i.to_string()));
        let text = |text: &Option<String>| text.clone().map(Value::Text);
        let code = |code: &str| Value::Text(code.to_owned());
        let number = |n: Option<f32>| n.map(|n| Value::Real(n.into()));
        and("(subject = ? OR object = ?)", id(&self.record));
        and("subject = ?", id(&self.subject));
        and("object = ?", id(&self.object));
        and("state = ?", self.state.map(|s| code(s.code())));
        and("predicate = ?", self.predicate.map(|p| code(p.code())));
        and("target = ?", text(&self.target));
        and("confidence >= ?", number(self.min_confidence));
        and("confidence <= ?", number(self.max_confidence));
        and("decided_by = ?", text(&self.by));
        if self.surfaced {
            sql.push_str(" AND surfaced_at IS NOT NULL");
        }
        (sql, values)
    }
}

impl Catalogue {
    /// The count of changes of mappings: another number means that something changed.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn mapping_count(&self) -> Result<u64, CatalogueError> {
        let sql = "SELECT value FROM meta WHERE key = 'mappings'";
        let value: String = self.connection.query_row(sql, [], |row| row.get(0))?;
        Ok(value.parse().unwrap_or(0))
    }

    /// One mapping with its explanation.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn mapping(&self, triple: &Triple) -> Result<Option<StoredMapping>, CatalogueError> {
        mapping(&self.connection, triple, Detail::Full)
    }

    /// The mappings with this record at either end: decided ones first, then the likeliest.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn mappings_of(&self, id: &RecordId) -> Result<Vec<StoredMapping>, CatalogueError> {
        let filter = MappingFilter {
            record: Some(id.clone()),
            ..MappingFilter::default()
        };
        Ok(self.mappings(&filter, 0, u32::MAX as usize)?.items)
    }

    /// A page of the mappings that fit the filter: accepted ones first, then by confidence.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn mappings(
        &self,
        filter: &MappingFilter,
        offset: usize,
        limit: usize,
    ) -> Result<Page<StoredMapping>, CatalogueError> {
        let (conditions, mut values) = filter.conditions();
        let total = self
            .connection
            .prepare_cached(&format!("SELECT COUNT(*) FROM mapping WHERE {conditions}"))?
            .query_row(params_from_iter(&values), |row| row.get::<_, i64>(0))?;
        let sql = format!(
            "SELECT {} FROM mapping WHERE {conditions} ORDER BY state, confidence DESC, subject, predicate, object
             LIMIT ?{} OFFSET ?{}",
            columns(Detail::Full),
            values.len() + 1,
            values.len() + 2
        );
        values.push(Value::Integer(limit as i64));
        values.push(Value::Integer(offset as i64));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(&values), stored)?;
        let items = rows.collect::<Result<Vec<_>, _>>()?;
        Ok(Page {
            items: items.into_iter().flatten().collect(),
            total: total as u64,
        })
    }

    /// Every mapping, in the order of subject, predicate and object.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`], and whatever `take` answers.
    pub fn each_mapping<E: From<CatalogueError>>(
        &self,
        detail: Detail,
        mut take: impl FnMut(StoredMapping) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!(
            "SELECT {} FROM mapping ORDER BY subject, predicate, object",
            columns(detail)
        );
        let failed = |e: rusqlite::Error| E::from(CatalogueError::from(e));
        let mut statement = self.connection.prepare_cached(&sql).map_err(failed)?;
        let mut rows = statement.query(params![]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            if let Some(mapping) = stored(row).map_err(failed)? {
                take(mapping)?;
            }
        }
        Ok(())
    }

    /// Every "no match" that stands, by statement and set.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn no_matches(&self) -> Result<Vec<NoMatch>, CatalogueError> {
        let sql = format!("{NO_MATCH} ORDER BY subject, target");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], stored_no_match)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// "No match" of a statement in a set of records, if that stands.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn no_match(&self, subject: &str, target: &str) -> Result<Option<NoMatch>, CatalogueError> {
        no_match(&self.connection, subject, target)
    }
}
