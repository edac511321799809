//! The history of decisions: what each one touched, before and after.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::Triple;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{MappingState, Proposal, RecordId};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What a decision did.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action { $($(#[$doc])* $name,)* }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Action] = &[$(Action::$name,)*];

            /// The code in the API and the catalogue.
            pub const fn code(self) -> &'static str {
                match self { $(Action::$name => $code,)* }
            }
        }
    };
}

actions! {
    /// Accepted a mapping.
    Accept = "accept",
    /// Rejected a mapping.
    Reject = "reject",
    /// Changed the relation of a mapping.
    Relate = "relate",
    /// Put another record in the place of one that left the catalogue.
    Replace = "replace",
    /// Made a mapping undecided again.
    Reopen = "reopen",
    /// Changed only the remark.
    Note = "note",
    /// Decided that nothing matches.
    NoMatch = "no_match",
    /// Took "nothing matches" back.
    MatchPossible = "match_possible",
    /// Took back the person's own last decision.
    Undo = "undo",
    /// Came with an imported mapping set.
    Import = "import",
    /// An import took one end of an accepted mapping out of the catalogue.
    Surfaced = "surfaced",
    /// An import brought it back.
    Returned = "returned",
}

/// How a mapping or "no match" stands, as far as people decide it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Where it stands; for "no match" always accepted.
    pub state: MappingState,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When, RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Since when it waits to be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surfaced_at: Option<String>,
}

/// One mapping or "no match" that a decision touched; none stands for "was not there".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The mapping; none for "no match".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub triple: Option<Triple>,
    /// The statement.
    pub subject: RecordId,
    /// The set of records.
    pub target: String,
    /// How it stood.
    pub before: Option<Standing>,
    /// How it stands since.
    pub after: Option<Standing>,
    /// What the machine had said of a mapping that was taken away, so that undoing brings it back too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Box<Proposal>>,
}

/// A decision as the history keeps it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryEntry {
    /// Counts all decisions from 1.
    pub number: u64,
    /// What was done.
    pub action: Action,
    /// Who.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it touched.
    pub touched: Vec<Change>,
    /// The decision that it took back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
}

/// A decision to be written down.
pub(super) struct NewEntry<'a> {
    pub(super) action: Action,
    pub(super) by: &'a str,
    pub(super) at: &'a str,
    pub(super) note: Option<&'a str>,
    pub(super) touched: &'a [Change],
    pub(super) undoes: Option<u64>,
}

/// The number that the next decision gets.
pub(super) fn next_number(connection: &Connection) -> Result<u64, CatalogueError> {
    let sql = "SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'decision'";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get::<_, i64>(0))? as u64)
}

/// Writes a decision down under this number.
pub(super) fn write(
    connection: &Connection,
    number: u64,
    entry: &NewEntry<'_>,
) -> Result<(), CatalogueError> {
    let Some(first) = entry.touched.first() else {
        return Ok(());
    };
    // The last one touched is the one that the ruling was for: of a changed relation the new triple.
    let triple = entry.touched.last().and_then(|c| c.triple.as_ref());
    let json = serde_json::to_string(entry.touched).map_err(|source| CatalogueError::Damaged {
        id: first.subject.to_string(),
        source,
    })?;
    connection
        .prepare_cached(
            "INSERT INTO decision (number, action, subject, predicate, object, target, by, at, note, touched, undoes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            number as i64,
            entry.action.code(),
            first.subject.as_str(),
            triple.map(|t| t.predicate.code()),
            triple.map(|t| t.object.as_str()),
            first.target,
            entry.by,
            entry.at,
            entry.note,
            json,
            entry.undoes.map(|n| n as i64),
        ])?;
    Ok(())
}

const COLUMNS: &str = "number, action, by, at, note, touched, undoes";

fn entry(row: &Row<'_>) -> rusqlite::Result<(HistoryEntry, String)> {
    let code: String = row.get(1)?;
    let action = Action::ALL.iter().copied().find(|a| a.code() == code);
    let entry = HistoryEntry {
        number: row.get::<_, i64>(0)? as u64,
        action: action.ok_or(rusqlite::Error::InvalidQuery)?,
        by: row.get(2)?,
        at: row.get(3)?,
        note: row.get(4)?,
        touched: Vec::new(),
        undoes: row.get::<_, Option<i64>>(6)?.map(|n| n as u64),
    };
    Ok((entry, row.get(5)?))
}

fn whole((mut entry, touched): (HistoryEntry, String)) -> Result<HistoryEntry, CatalogueError> {
    entry.touched = serde_json::from_str(&touched).map_err(|source| CatalogueError::Damaged {
        id: format!("decision {}", entry.number),
        source,
    })?;
    Ok(entry)
}

/// The decision with this number.
pub(super) fn of_number(
    connection: &Connection,
    number: u64,
) -> Result<Option<HistoryEntry>, CatalogueError> {
    let sql = format!("SELECT {COLUMNS} FROM decision WHERE number = ?1");
    let found = connection
        .prepare_cached(&sql)?
        .query_row([number as i64], entry)
        .optional()?;
    found.map(whole).transpose()
}

/// The last decision of a person that can be taken back: not one that took another back, and not taken back itself.
pub(super) fn last_of(
    connection: &Connection,
    by: &str,
) -> Result<Option<HistoryEntry>, CatalogueError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM decision d WHERE by = ?1 AND action NOT IN ('undo', 'import', 'surfaced', 'returned')
         AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.number) ORDER BY number DESC LIMIT 1"
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([by], entry)
        .optional()?;
    found.map(whole).transpose()
}

impl Catalogue {
    /// The decisions that touch a record at either end, the newest first, at most `limit`.
    ///
    /// # Errors
    /// [`CatalogueError::Damaged`] when an entry is not understood; [`CatalogueError::Sqlite`].
    pub fn history_of(
        &self,
        record: &str,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, CatalogueError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM decision WHERE subject = ?1 OR object = ?1 ORDER BY number DESC LIMIT ?2"
        );
        self.entries(&sql, params![record, limit as i64])
    }

    /// All decisions after this number, the oldest first, at most `limit`.
    ///
    /// # Errors
    /// As [`Catalogue::history_of`].
    pub fn history_after(
        &self,
        number: u64,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, CatalogueError> {
        let sql =
            format!("SELECT {COLUMNS} FROM decision WHERE number > ?1 ORDER BY number LIMIT ?2");
        self.entries(&sql, params![number as i64, limit as i64])
    }

    /// The last decision of a person that can still be taken back.
    ///
    /// # Errors
    /// As [`Catalogue::history_of`].
    pub fn last_decision_of(&self, by: &str) -> Result<Option<HistoryEntry>, CatalogueError> {
        last_of(&self.connection, by)
    }

    fn entries(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<HistoryEntry>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params, entry)?;
        let mut entries = Vec::new();
        for row in rows {
            entries.push(whole(row?)?);
        }
        Ok(entries)
    }
}
