//! A deleted case is gone, from the file, its log and its free pages.

use rusqlite::Connection;

use super::audit;
use super::error::CaseError;
use super::store::CaseStore;
use crate::recognition::compare::Retention;

impl CaseStore {
    /// Deletes a case and everything that it brought. Only its number stays, in the audit trail.
    ///
    /// # Errors
    /// [`CaseError::Missing`]; [`CaseError::StillInFiles`] when another process keeps the files from being cleaned.
    pub fn delete(&self, number: i64, by: &str) -> Result<(), CaseError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        if transaction.execute("DELETE FROM case_file WHERE number = ?1", [number])? == 0 {
            return Err(CaseError::Missing(number));
        }
        audit::add(&transaction, by, Some(number), "delete", None)?;
        transaction.commit()?;
        scrub(&connection, number)
    }

    /// Deletes the cases whose time is over, by the rule of `recognition.toml`; gives their numbers.
    ///
    /// # Errors
    /// As [`CaseStore::delete`].
    pub fn expire(
        &self,
        rule: &Retention,
        now: jiff::Timestamp,
        by: &str,
    ) -> Result<Vec<i64>, CaseError> {
        let before = |days: u32| {
            let span = jiff::SignedDuration::from_hours(i64::from(days) * 24);
            now.checked_sub(span)
                .unwrap_or(jiff::Timestamp::MIN)
                .to_string()
        };
        let (closed, idle) = (before(rule.closed_days), before(rule.idle_days));
        let numbers: Vec<i64> = {
            let connection = self.connection();
            let sql = "SELECT number FROM case_file WHERE closed_at < ?1 OR (closed_at IS NULL AND changed_at < ?2) ORDER BY number";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([closed, idle], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        for number in &numbers {
            self.delete(*number, by)?;
        }
        Ok(numbers)
    }
}

/// Writes the log back, empties it, and builds the file anew without free pages.
fn scrub(connection: &Connection, number: i64) -> Result<(), CaseError> {
    let empty_log = || -> Result<bool, CaseError> {
        let busy: i64 =
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(busy == 0)
    };
    let first = empty_log()?;
    connection.execute_batch("VACUUM")?;
    let last = empty_log()?;
    if first && last {
        Ok(())
    } else {
        Err(CaseError::StillInFiles(number))
    }
}
