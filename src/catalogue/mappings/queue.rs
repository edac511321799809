//! The review queue: a statement and a set of records, the likeliest proposals first.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde::{Deserialize, Serialize};

use super::Page;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{Kind, Record, RecordId};

macro_rules! states {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// Where a statement stands in the review of one set of records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum QueueState { $($(#[$doc])* $name,)* }

        impl QueueState {
            /// Every state.
            pub const ALL: &'static [QueueState] = &[$(QueueState::$name,)*];

            /// The code in the API and the catalogue.
            pub const fn code(self) -> &'static str {
                match self { $(QueueState::$name => $code,)* }
            }

            /// The state with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|s| s.code() == code)
            }
        }
    };
}

states! {
    /// Something is proposed and nobody has decided.
    Open = "open",
    /// A mapping is accepted, all are rejected, or it was decided that nothing matches.
    Decided = "decided",
    /// One end of an accepted mapping left the catalogue.
    Surfaced = "surfaced",
    /// Nothing was proposed.
    None = "none",
}

/// Where a statement belongs, to filter by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Code of its kind.
    pub kind: String,
    /// Code of its sector; empty without one.
    pub sector: String,
    /// The qualification or programme above it, or the framework; empty without one.
    pub owner: String,
}

/// A statement in the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueItem {
    /// The statement.
    pub subject: RecordId,
    /// The set of records that it is compared with, as `linking::Target` prints it.
    pub target: String,
    /// Code of its kind.
    pub kind: String,
    /// Code of its sector.
    pub sector: String,
    /// The qualification or programme above it, or the framework.
    pub owner: String,
    /// Where it stands.
    pub state: QueueState,
    /// The confidence of the best proposal.
    pub confidence: f64,
}

/// Which statements are wanted; what is none is not asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueueFilter {
    /// Where it stands: any of these; none of them asks for all.
    pub states: Vec<QueueState>,
    /// Code of the kind.
    pub kind: Option<String>,
    /// Code of the sector.
    pub sector: Option<String>,
    /// The qualification, programme or framework.
    pub owner: Option<String>,
    /// The set of records.
    pub target: Option<String>,
    /// The confidence of the best proposal is at least this.
    pub min_confidence: Option<f32>,
    /// The confidence of the best proposal is at most this.
    pub max_confidence: Option<f32>,
}

/// Which way to go from a place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// To the next one: less likely.
    Next,
    /// To the one before: likelier.
    Previous,
}

const COLUMNS: &str = "subject, target, kind, sector, owner, state, confidence";

fn item(row: &Row<'_>) -> rusqlite::Result<QueueItem> {
    let subject: String = row.get(0)?;
    let state: String = row.get(5)?;
    Ok(QueueItem {
        subject: RecordId::new(&subject).map_err(|_| rusqlite::Error::InvalidQuery)?,
        target: row.get(1)?,
        kind: row.get(2)?,
        sector: row.get(3)?,
        owner: row.get(4)?,
        state: QueueState::from_code(&state).unwrap_or(QueueState::None),
        confidence: row.get(6)?,
    })
}

impl QueueFilter {
    fn conditions(&self) -> (String, Vec<Value>) {
        let mut sql = String::from("1 = 1");
        let mut values = Vec::new();
        let mut and = |condition: &str, value: Option<Value>| {
            if let Some(value) = value {
                values.push(value);
                sql.push_str(&format!(" AND {condition} ?{}", values.len()));
            }
        };
        let text = |text: &Option<String>| text.clone().map(Value::Text);
        let number = |n: Option<f32>| n.map(|n| Value::Real(n.into()));
        and("kind =", text(&self.kind));
        and("sector =", text(&self.sector));
        and("owner =", text(&self.owner));
        and("target =", text(&self.target));
        and("confidence >=", number(self.min_confidence));
        and("confidence <=", number(self.max_confidence));
        if !self.states.is_empty() {
            // Codes are our own words: nothing of a request stands in the text.
            let codes: Vec<String> = self
                .states
                .iter()
                .map(|s| format!("'{}'", s.code()))
                .collect();
            sql.push_str(&format!(" AND state IN ({})", codes.join(", ")));
        }
        (sql, values)
    }
}

impl Catalogue {
    /// A page of the queue, the likeliest first.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn queue(
        &self,
        filter: &QueueFilter,
        offset: usize,
        limit: usize,
    ) -> Result<Page<QueueItem>, CatalogueError> {
        let (conditions, mut values) = filter.conditions();
        let total = self
            .connection
            .prepare_cached(&format!("SELECT COUNT(*) FROM review WHERE {conditions}"))?
            .query_row(params_from_iter(&values), |row| row.get::<_, i64>(0))?;
        let sql = format!(
            "SELECT {COLUMNS} FROM review WHERE {conditions} ORDER BY confidence DESC, subject, target
             LIMIT ?{} OFFSET ?{}",
            values.len() + 1,
            values.len() + 2
        );
        values.push(Value::Integer(limit as i64));
        values.push(Value::Integer(offset as i64));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(&values), item)?;
        Ok(Page {
            items: rows.collect::<Result<_, _>>()?,
            total: total as u64,
        })
    }

    /// A statement's place in the queue of one set of records.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn queue_item(
        &self,
        subject: &str,
        target: &str,
    ) -> Result<Option<QueueItem>, CatalogueError> {
        let sql = format!("SELECT {COLUMNS} FROM review WHERE subject = ?1 AND target = ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([subject, target], item).optional()?)
    }

    /// The sets of records in which a statement stands in the queue, and how.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn queue_items_of(&self, subject: &str) -> Result<Vec<QueueItem>, CatalogueError> {
        let sql = format!("SELECT {COLUMNS} FROM review WHERE subject = ?1 ORDER BY target");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([subject], item)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The neighbour of a place in the queue among those that fit the filter; whether the place itself fits does not matter,
    /// so that the way goes on after a decision took it out.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn queue_neighbour(
        &self,
        filter: &QueueFilter,
        here: &QueueItem,
        turn: Turn,
    ) -> Result<Option<QueueItem>, CatalogueError> {
        let (conditions, mut values) = filter.conditions();
        let (less, more, order) = match turn {
            Turn::Next => ("<", ">", "confidence DESC, subject, target"),
            Turn::Previous => (">", "<", "confidence, subject DESC, target DESC"),
        };
        let n = values.len();
        let (c, s, t) = (n + 1, n + 2, n + 3);
        let sql = format!(
            "SELECT {COLUMNS} FROM review WHERE {conditions} AND (confidence {less} ?{c} OR (confidence = ?{c} AND
                (subject {more} ?{s} OR (subject = ?{s} AND target {more} ?{t})))) ORDER BY {order} LIMIT 1"
        );
        values.push(Value::Real(here.confidence));
        values.push(Value::Text(here.subject.to_string()));
        values.push(Value::Text(here.target.clone()));
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement
            .query_row(params_from_iter(&values), item)
            .optional()?)
    }

    /// The values that a column of the queue has, for its filters: sectors, owners, kinds, targets, each with how many
    /// statements.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn queue_values(&self) -> Result<[Vec<(String, u64)>; 4], CatalogueError> {
        let mut all: [Vec<(String, u64)>; 4] = Default::default();
        for (values, column) in all.iter_mut().zip(["sector", "owner", "kind", "target"]) {
            let sql = format!(
                "SELECT {column}, COUNT(*) FROM review WHERE {column} <> '' GROUP BY {column} ORDER BY {column}"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let rows =
                statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
            *values = rows.collect::<Result<_, _>>()?;
        }
        Ok(all)
    }

    /// What was last said of a record that left the catalogue.
    ///
    /// # Errors
    /// [`CatalogueError::Damaged`] when it is not understood; [`CatalogueError::Sqlite`].
    pub fn withdrawn(&self, id: &str) -> Result<Option<Record>, CatalogueError> {
        let sql = "SELECT json FROM withdrawn WHERE id = ?1";
        let json: Option<String> = self
            .connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))
            .optional()?;
        json.map(|json| parse(id, &json)).transpose()
    }
}

/// Brings a statement's place in the queue up to date with its mappings; made where there is none.
pub(super) fn refresh(
    connection: &Connection,
    subject: &str,
    target: &str,
) -> Result<(), CatalogueError> {
    let (state, confidence) = standing(connection, subject, target)?;
    let changed = connection
        .prepare_cached(
            "UPDATE review SET state = ?3, confidence = ?4 WHERE subject = ?1 AND target = ?2",
        )?
        .execute(params![subject, target, state.code(), confidence])?;
    if changed == 0 {
        let place = place_of(connection, subject)?;
        put(connection, subject, target, &place, (state, confidence))?;
    }
    Ok(())
}

/// Writes a statement's place in the queue.
pub(super) fn put(
    connection: &Connection,
    subject: &str,
    target: &str,
    place: &Place,
    (state, confidence): (QueueState, f64),
) -> Result<(), CatalogueError> {
    connection
        .prepare_cached(
            "INSERT INTO review (subject, target, fingerprint, kind, sector, owner, state, confidence)
             VALUES (?1, ?2, '', ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (subject, target) DO UPDATE SET kind = excluded.kind, sector = excluded.sector,
                owner = excluded.owner, state = excluded.state, confidence = excluded.confidence",
        )?
        .execute(params![
            subject,
            target,
            place.kind,
            place.sector,
            place.owner,
            state.code(),
            confidence
        ])?;
    Ok(())
}

/// What follows from a statement's mappings in a set of records.
pub(super) fn standing(
    connection: &Connection,
    subject: &str,
    target: &str,
) -> Result<(QueueState, f64), CatalogueError> {
    let counts = "SELECT COUNT(surfaced_at), COUNT(CASE WHEN state = 'accepted' THEN 1 END),
            COUNT(CASE WHEN state = 'proposed' THEN 1 END), COUNT(*),
            MAX(CASE WHEN state = 'proposed' THEN confidence END), MAX(confidence),
            EXISTS (SELECT 1 FROM no_match WHERE subject = ?1 AND target = ?2)
         FROM mapping WHERE subject = ?1 AND target = ?2";
    let found = connection
        .prepare_cached(counts)?
        .query_row([subject, target], |row| {
            let counts: [i64; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
            let best: (Option<f64>, Option<f64>) = (row.get(4)?, row.get(5)?);
            Ok((counts, best, row.get::<_, bool>(6)?))
        })?;
    let ([surfaced, accepted, proposed, all], (open, any), no_match) = found;
    let state = if surfaced > 0 {
        QueueState::Surfaced
    } else if accepted > 0 || no_match {
        QueueState::Decided
    } else if proposed > 0 {
        QueueState::Open
    } else if all > 0 {
        QueueState::Decided
    } else {
        QueueState::None
    };
    Ok((state, open.or(any).unwrap_or(0.0)))
}

fn parse(id: &str, json: &str) -> Result<Record, CatalogueError> {
    serde_json::from_str(json).map_err(|source| CatalogueError::Damaged {
        id: id.to_owned(),
        source,
    })
}

/// A record as its first dataset states it, or as it was last stated before it left.
fn said(connection: &Connection, id: &str) -> Result<Option<Record>, CatalogueError> {
    let sql = "SELECT c.json FROM record r JOIN contribution c ON c.record = r.key JOIN dataset d ON d.key = c.dataset
         WHERE r.id = ?1 UNION ALL SELECT json FROM withdrawn WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([id], |row| row.get::<_, String>(0))?;
    let mut joined: Option<Record> = None;
    for json in rows {
        let record = parse(id, &json?)?;
        match &mut joined {
            Some(first) => first.merge(record),
            None => joined = Some(record),
        }
    }
    Ok(joined)
}

/// Where a statement belongs, as the catalogue knows it.
fn place_of(connection: &Connection, subject: &str) -> Result<Place, CatalogueError> {
    let Some(record) = said(connection, subject)? else {
        return Ok(Place::default());
    };
    let mut above = Vec::new();
    let mut next = record.parent.clone();
    while let Some(id) = next.filter(|id| above.iter().all(|r: &Record| r.id != *id)) {
        let Some(parent) = said(connection, id.as_str())? else {
            break;
        };
        next = parent.parent.clone();
        above.push(parent);
    }
    Ok(Place::of(&record, above.iter()))
}

impl Place {
    /// Where a record belongs, from itself and what stands above it, nearest first.
    pub fn of<'r>(record: &'r Record, above: impl Iterator<Item = &'r Record> + Clone) -> Self {
        let mut line = std::iter::once(record).chain(above);
        let sector = line.clone().find_map(|r| r.sector.clone());
        let is_owner =
            |r: &&Record| matches!(r.kind, Kind::Qualification | Kind::Programme | Kind::Exam);
        let owner = line.find(is_owner).map(|r| r.id.to_string());
        Self {
            kind: record.kind.code().to_owned(),
            sector: sector.unwrap_or_default(),
            owner: owner
                .or_else(|| record.framework.clone())
                .unwrap_or_default(),
        }
    }
}

/// The set of records that an object belongs to unless somebody says otherwise: the statements of its framework, else all
/// records of its kind. Written as `linking::Target` prints it.
pub(super) fn target_of(connection: &Connection, object: &str) -> Result<String, CatalogueError> {
    let Some(record) = said(connection, object)? else {
        let framework = object.split_once(':').map_or("", |(prefix, _)| prefix);
        return Ok(format!("framework:{framework}"));
    };
    Ok(match record.framework {
        Some(framework) if record.kind.is_statement() => format!("framework:{framework}"),
        _ => format!("kind:{}", record.kind.code()),
    })
}
