//! The audit trail: who read or changed which case, and when. Triggers in the file keep it from being changed.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::error::CaseError;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditEntry {
    /// When, RFC 3339, UTC.
    pub at: String,
    /// The user.
    pub actor: String,
    /// The case; none for lists. It may have been deleted since.
    pub case_number: Option<i64>,
    /// What was done: `create`, `read`, `list`, `line`, …, `delete`.
    pub action: String,
    /// The version read or made.
    pub version: Option<i64>,
}

pub(super) fn add(
    connection: &Connection,
    actor: &str,
    case: Option<i64>,
    action: &str,
    version: Option<u64>,
) -> Result<(), CaseError> {
    let at = jiff::Timestamp::now().to_string();
    let version = version.map(|v| v as i64);
    let sql =
        "INSERT INTO audit (at, actor, case_number, action, version) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.execute(sql, params![at, actor, case, action, version])?;
    Ok(())
}

pub(super) fn read(
    connection: &Connection,
    case: Option<i64>,
) -> Result<Vec<AuditEntry>, CaseError> {
    let sql = "SELECT at, actor, case_number, action, version FROM audit WHERE ?1 IS NULL OR case_number = ?1 ORDER BY key";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([case], |row| {
        Ok(AuditEntry {
            at: row.get(0)?,
            actor: row.get(1)?,
            case_number: row.get(2)?,
            action: row.get(3)?,
            version: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
