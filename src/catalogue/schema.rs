//! The tables, and how an older file becomes today's.

use std::path::PathBuf;

use rusqlite::Connection;

use super::CatalogueError;

/// Marks the file as ours ("PRSM"): SQLite keeps the number in the file's header.
const APPLICATION_ID: i64 = 0x5052_534d;

/// One step for each schema version, never edited once released; the file's `user_version` counts those taken.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/1-records.sql"),
    include_str!("migrations/2-mappings.sql"),
    include_str!("migrations/3-accounts.sql"),
    include_str!("migrations/4-coverage.sql"),
];

/// Makes the tables where there are none, and takes the steps that an older file lacks.
pub(super) fn prepare(connection: &Connection) -> Result<(), CatalogueError> {
    connection.busy_timeout(std::time::Duration::from_secs(30))?;
    connection.execute_batch(
        // WAL: readers go on while an import writes. FULL: an acknowledged decision outlives a power cut.
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
    )?;
    let found = version(connection)?;
    let empty: bool = connection.query_row(
        "SELECT NOT EXISTS (SELECT 1 FROM sqlite_master)",
        [],
        |row| row.get(0),
    )?;
    if !empty || found > 0 {
        check(connection)?;
    }
    for (step, sql) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        connection.execute_batch(&format!(
            "BEGIN IMMEDIATE; {sql} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {}; COMMIT;",
            step + 1
        ))?;
    }
    Ok(())
}

/// Whether the file is ours and not from the future.
pub(super) fn check(connection: &Connection) -> Result<(), CatalogueError> {
    connection.busy_timeout(std::time::Duration::from_secs(30))?;
    let id: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(CatalogueError::Foreign(PathBuf::new()));
    }
    let (found, known) = (version(connection)?, MIGRATIONS.len() as i64);
    if found > known {
        return Err(CatalogueError::Newer {
            path: PathBuf::new(),
            found,
            known,
        });
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, CatalogueError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::super::Catalogue;
    use super::*;

    #[test]
    fn opening_twice_keeps_what_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("catalogue.sqlite");
        drop(Catalogue::open(&path).unwrap());
        assert_eq!(Catalogue::open(&path).unwrap().change().unwrap(), 0);
    }

    #[test]
    fn another_programs_database_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("other.sqlite");
        let other = Connection::open(&path).unwrap();
        other.execute_batch("CREATE TABLE t (x)").unwrap();
        drop(other);
        assert!(matches!(
            Catalogue::open(&path),
            Err(CatalogueError::Foreign(p)) if p == path
        ));
    }

    #[test]
    fn a_file_that_is_no_database_is_foreign() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("text.sqlite");
        std::fs::write(&path, "x".repeat(5000)).unwrap();
        assert!(matches!(
            Catalogue::open(&path),
            Err(CatalogueError::Foreign(_))
        ));
    }

    #[test]
    fn a_newer_schema_is_refused_with_both_numbers() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("catalogue.sqlite");
        drop(Catalogue::open(&path).unwrap());
        let raw = Connection::open(&path).unwrap();
        raw.execute_batch("PRAGMA user_version = 99").unwrap();
        drop(raw);
        let error = Catalogue::open(&path).unwrap_err().to_string();
        assert!(error.contains("schema 99"), "{error}");
    }

    #[test]
    fn a_missing_file_is_named_when_reading() {
        let dir = tempfile::tempdir().unwrap();
        let error = Catalogue::open_to_read(&dir.path().join("no.sqlite")).unwrap_err();
        assert!(matches!(error, CatalogueError::Missing(_)));
    }
}
