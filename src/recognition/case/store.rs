//! The store of cases: an SQLite file of its own, apart from the public catalogue.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::audit::{self, AuditEntry};
use super::change::{CaseChange, check_applicant};
use super::error::CaseError;
use super::types::{Applicant, Case, Meeting, Route, Stage};
use crate::model::RecordId;
use crate::recognition::evidence::Evidence;

/// The name of the store's file in a data directory.
pub const FILE_NAME: &str = "cases.sqlite";

/// Marks the file as ours ("PRSC").
const APPLICATION_ID: i64 = 0x5052_5343;

/// One step for each schema version.
const MIGRATIONS: &[&str] = &[include_str!("migrations/1-cases.sql")];

/// The store of cases. One connection behind a lock: cases are few, and a deletion must not meet another reader's snapshot.
#[derive(Debug)]
pub struct CaseStore {
    connection: Mutex<Connection>,
    path: PathBuf,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseSummary {
    /// Its number.
    pub number: i64,
    /// Its version.
    pub version: u64,
    /// Who applies.
    pub name: String,
    /// Where it stands.
    pub stage: Stage,
    /// The programme that is decided on.
    pub target: Option<RecordId>,
    /// The day the programme starts.
    pub starts_on: Option<jiff::civil::Date>,
    /// What is left to do and by whom, and by when.
    pub waiting: super::deadline::Waiting,
    /// When it was last changed.
    pub changed_at: String,
    /// When it was closed.
    pub closed_at: Option<String>,
}

impl CaseStore {
    /// Opens the store in this file, made where there is none, readable by its owner alone.
    ///
    /// # Errors
    /// [`CaseError`] when the file is something else, of a newer version, or the disk fails.
    pub fn open(path: &Path) -> Result<Self, CaseError> {
        let connection = Connection::open(path)?;
        private(path);
        let store = Self {
            connection: Mutex::new(connection),
            path: path.to_owned(),
        };
        store.prepare()?;
        Ok(store)
    }

    /// A store in memory, for tests.
    ///
    /// # Errors
    /// [`CaseError::Sqlite`].
    pub fn in_memory() -> Result<Self, CaseError> {
        let store = Self {
            connection: Mutex::new(Connection::open_in_memory()?),
            path: PathBuf::from(":memory:"),
        };
        store.prepare()?;
        Ok(store)
    }

    /// The file it lives in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn prepare(&self) -> Result<(), CaseError> {
        let mut connection = self.connection();
        connection.busy_timeout(std::time::Duration::from_secs(30))?;
        let foreign = |e: rusqlite::Error| match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => CaseError::Foreign(self.path.clone()),
            _ => CaseError::Sqlite(e),
        };
        // secure_delete writes zeros over what is deleted; temp_store keeps sorting and VACUUM out of temporary files.
        connection
            .execute_batch("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL;")
            .map_err(foreign)?;
        // One at a time: a server and the command line may find the file new in the same moment.
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(foreign)?;
        let number = |pragma: &str| {
            transaction.query_row(&format!("PRAGMA {pragma}"), [], |r| r.get::<_, i64>(0))
        };
        let (id, found) = (
            number("application_id").map_err(foreign)?,
            number("user_version")?,
        );
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_master)";
        let empty: bool = transaction.query_row(sql, [], |r| r.get(0))?;
        if id != APPLICATION_ID && !(empty && found == 0) {
            return Err(CaseError::Foreign(self.path.clone()));
        }
        let known = MIGRATIONS.len() as i64;
        if found > known {
            return Err(CaseError::Newer {
                path: self.path.clone(),
                found,
                known,
            });
        }
        for (step, sql) in MIGRATIONS.iter().enumerate().skip(found as usize) {
            transaction.execute_batch(&format!(
                "{sql} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {};",
                step + 1
            ))?;
        }
        transaction.commit()?;
        // Not inside a transaction; and only now, when the file is known to be ours.
        connection.execute_batch("PRAGMA journal_mode = WAL;")?;
        Ok(())
    }

    pub(super) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a case.
    ///
    /// # Errors
    /// [`CaseError::Invalid`] for an applicant without a name; [`CaseError::Sqlite`].
    pub fn create(
        &self,
        applicant: Applicant,
        route: Route,
        targets: Vec<RecordId>,
        by: &str,
    ) -> Result<Case, CaseError> {
        check_applicant(&applicant)?;
        let at = jiff::Timestamp::now().to_string();
        let mut case = Case {
            number: 0,
            version: 1,
            stage: Stage::Identification,
            route,
            applicant,
            targets,
            starts_on: None,
            price_cents: None,
            brought: Vec::new(),
            comparisons: Vec::new(),
            lines: Vec::new(),
            modules: Vec::new(),
            meeting: Meeting::default(),
            moves: Vec::new(),
            opened_at: at.clone(),
            changed_at: at.clone(),
            closed_at: None,
        };
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        transaction.execute(
            "INSERT INTO case_file (version, changed_at, json) VALUES (1, ?1, '')",
            params![at],
        )?;
        case.number = transaction.last_insert_rowid();
        write(&transaction, &case)?;
        audit::add(&transaction, by, Some(case.number), "create", Some(1))?;
        transaction.commit()?;
        Ok(case)
    }

    /// Reads a case, which goes into the audit trail.
    ///
    /// # Errors
    /// [`CaseError::Missing`], [`CaseError::Damaged`], [`CaseError::Sqlite`].
    pub fn read(&self, number: i64, by: &str) -> Result<Case, CaseError> {
        let connection = self.connection();
        let case = load(&connection, number)?;
        audit::add(&connection, by, Some(number), "read", Some(case.version))?;
        Ok(case)
    }

    /// Makes a change to the version that was seen.
    ///
    /// # Errors
    /// [`CaseError::Stale`] when somebody else was quicker: nothing of theirs is lost, and the second is told; the other
    /// [`CaseError`]s when the change cannot be made.
    pub fn change(
        &self,
        number: i64,
        seen: u64,
        change: CaseChange,
        by: &str,
    ) -> Result<Case, CaseError> {
        self.change_with(number, seen, change, by, None)
    }

    /// Adds a piece of evidence with the paper itself.
    ///
    /// # Errors
    /// As [`CaseStore::change`].
    pub fn add_evidence(
        &self,
        number: i64,
        seen: u64,
        evidence: Evidence,
        paper: &[u8],
        by: &str,
    ) -> Result<Case, CaseError> {
        self.change_with(
            number,
            seen,
            CaseChange::AddEvidence(evidence),
            by,
            Some(paper),
        )
    }

    fn change_with(
        &self,
        number: i64,
        seen: u64,
        change: CaseChange,
        by: &str,
        paper: Option<&[u8]>,
    ) -> Result<Case, CaseError> {
        let mut connection = self.connection();
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut case = load(&transaction, number)?;
        if case.version != seen {
            return Err(CaseError::Stale {
                number,
                seen,
                current: case.version,
            });
        }
        let action = change.code();
        let removed = if let CaseChange::RemoveEvidence(n) = &change {
            Some(*n)
        } else {
            None
        };
        let at = jiff::Timestamp::now().to_string();
        case.apply(change, by, &at)?;
        case.version += 1;
        write(&transaction, &case)?;
        if let (Some(bytes), Some(last)) = (paper, case.brought.last()) {
            transaction.execute(
                "INSERT INTO paper (case_number, number, bytes) VALUES (?1, ?2, ?3)",
                params![number, last.number, bytes],
            )?;
        }
        if let Some(n) = removed {
            transaction.execute(
                "DELETE FROM paper WHERE case_number = ?1 AND number = ?2",
                params![number, n],
            )?;
        }
        audit::add(&transaction, by, Some(number), action, Some(case.version))?;
        transaction.commit()?;
        Ok(case)
    }

    /// The paper of a piece of evidence as it was brought; none where it was typed.
    ///
    /// # Errors
    /// [`CaseError::Sqlite`].
    pub fn paper(
        &self,
        number: i64,
        evidence: u32,
        by: &str,
    ) -> Result<Option<Vec<u8>>, CaseError> {
        let connection = self.connection();
        let sql = "SELECT bytes FROM paper WHERE case_number = ?1 AND number = ?2";
        let bytes = connection
            .query_row(sql, params![number, evidence], |row| row.get(0))
            .optional()?;
        audit::add(&connection, by, Some(number), "read_paper", None)?;
        Ok(bytes)
    }

    /// All cases, the most pressing first: open ones by their deadline, then closed ones.
    ///
    /// # Errors
    /// As [`CaseStore::read`].
    pub fn list(
        &self,
        deadlines: &crate::recognition::compare::Deadlines,
        today: jiff::civil::Date,
        by: &str,
    ) -> Result<Vec<CaseSummary>, CaseError> {
        let connection = self.connection();
        let mut statement =
            connection.prepare_cached("SELECT number, json FROM case_file ORDER BY number")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })?;
        let mut list = Vec::new();
        for row in rows {
            let (number, json) = row?;
            let case = parse(number, &json)?;
            let waiting = super::deadline::waiting(&case, deadlines, today);
            list.push(CaseSummary {
                number,
                version: case.version,
                name: case.applicant.name(),
                stage: case.stage,
                target: case.targets.into_iter().next(),
                starts_on: case.starts_on,
                waiting,
                changed_at: case.changed_at,
                closed_at: case.closed_at,
            });
        }
        audit::add(&connection, by, None, "list", None)?;
        list.sort_by_key(|c| {
            (
                c.closed_at.is_some(),
                c.waiting.until.is_none(),
                c.waiting.until,
                c.number,
            )
        });
        Ok(list)
    }

    /// The audit trail of a case, oldest first; of all of them without a number. Reading it is no entry of its own.
    ///
    /// # Errors
    /// [`CaseError::Sqlite`].
    pub fn audit(&self, number: Option<i64>) -> Result<Vec<AuditEntry>, CaseError> {
        audit::read(&self.connection(), number)
    }
}

pub(super) fn load(connection: &Connection, number: i64) -> Result<Case, CaseError> {
    let sql = "SELECT json FROM case_file WHERE number = ?1";
    let json: Option<String> = connection
        .query_row(sql, [number], |row| row.get(0))
        .optional()?;
    parse(number, &json.ok_or(CaseError::Missing(number))?)
}

fn parse(number: i64, json: &str) -> Result<Case, CaseError> {
    serde_json::from_str(json).map_err(|_| CaseError::Damaged { number })
}

fn write(connection: &Connection, case: &Case) -> Result<(), CaseError> {
    let json = serde_json::to_string(case).map_err(|_| CaseError::Damaged {
        number: case.number,
    })?;
    connection.execute(
        "UPDATE case_file SET version = ?2, changed_at = ?3, closed_at = ?4, json = ?5 WHERE number = ?1",
        params![case.number, case.version as i64, case.changed_at, case.closed_at, json],
    )?;
    Ok(())
}

/// Only its owner may read the file, where the system knows of owners.
fn private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A file system without owners keeps its own rule.
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
    }
    #[cfg(not(unix))]
    let _ = path;
}
