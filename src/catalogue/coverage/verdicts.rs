//! Verdicts on cells of coverage matrices.

use rusqlite::{OptionalExtension, Row, TransactionBehavior, params};

use super::{CoverageWriteError, now};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{CoverageValue, RecordId, Verdict, VerdictEvent};

/// A verdict to be given or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictDraft {
    /// The requirement or other statement of the row.
    pub row: RecordId,
    /// The module or other record of the column.
    pub col: RecordId,
    /// What it is; none withdraws the verdict.
    pub value: Option<CoverageValue>,
    /// Why.
    pub reason: Option<String>,
    /// The version that the person saw: [`Verdict::version`], 0 where there was no verdict.
    pub seen: u64,
}

impl Catalogue {
    /// Every verdict that stands.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn verdicts(&self) -> Result<Vec<Verdict>, CatalogueError> {
        let sql = "SELECT row, col, value, reason, by, at, version FROM verdict ORDER BY row, col";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], verdict)?;
        // What this version does not know was written by a newer one.
        Ok(rows
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect())
    }

    /// How many verdicts were ever given or withdrawn: another number means that [`Catalogue::verdicts`] may say something else,
    /// whichever process wrote.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn verdict_count(&self) -> Result<u64, CatalogueError> {
        // Rows are added, never changed: the last number counts them without reading them.
        let sql = "SELECT COALESCE(MAX(number), 0) FROM verdict_history";
        let mut statement = self.connection.prepare_cached(sql)?;
        let count: i64 = statement.query_row([], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Everything ever said of a cell, the oldest first.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn verdict_history(
        &self,
        row: &RecordId,
        col: &RecordId,
    ) -> Result<Vec<VerdictEvent>, CatalogueError> {
        let sql = "SELECT value, reason, by, at FROM verdict_history WHERE row = ?1 AND col = ?2 ORDER BY number";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([row.as_str(), col.as_str()], |r| {
            let value: Option<String> = r.get(0)?;
            Ok(VerdictEvent {
                value: value.as_deref().and_then(CoverageValue::from_code),
                reason: r.get(1)?,
                by: r.get(2)?,
                at: r.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives or withdraws a verdict; answers what stands then.
    ///
    /// # Errors
    /// [`CoverageWriteError::Conflict`] when somebody else did since the person looked.
    pub fn give_verdict(
        &mut self,
        draft: &VerdictDraft,
        by: &str,
    ) -> Result<Option<Verdict>, CoverageWriteError<Verdict>> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let cell = [draft.row.as_str(), draft.col.as_str()];
        let sql = "SELECT row, col, value, reason, by, at, version FROM verdict WHERE row = ?1 AND col = ?2";
        let stands = transaction
            .query_row(sql, cell, verdict)
            .optional()?
            .flatten();
        if stands.as_ref().map_or(0, |v| v.version) != draft.seen {
            return Err(CoverageWriteError::Conflict(stands.map(Box::new)));
        }
        let (at, reason) = (
            now(),
            draft
                .reason
                .as_deref()
                .map(str::trim)
                .filter(|r| !r.is_empty()),
        );
        transaction.execute(
            "INSERT INTO verdict_history (row, col, value, reason, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![cell[0], cell[1], draft.value.map(CoverageValue::code), reason, by, at],
        )?;
        // Counted over the whole history, so that a verdict given again after it was withdrawn has a version of its own.
        let version: i64 = transaction.query_row(
            "SELECT COUNT(*) FROM verdict_history WHERE row = ?1 AND col = ?2",
            cell,
            |row| row.get(0),
        )?;
        transaction.execute("DELETE FROM verdict WHERE row = ?1 AND col = ?2", cell)?;
        let given = draft.value.map(|value| Verdict {
            row: draft.row.clone(),
            col: draft.col.clone(),
            value,
            reason: reason.map(str::to_owned),
            by: by.to_owned(),
            at,
            version: version.unsigned_abs(),
        });
        if let Some(v) = &given {
            transaction.execute(
                "INSERT INTO verdict (row, col, value, reason, by, at, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![cell[0], cell[1], v.value.code(), v.reason, v.by, v.at, version],
            )?;
        }
        transaction.commit()?;
        Ok(given)
    }
}

fn verdict(row: &Row<'_>) -> rusqlite::Result<Option<Verdict>> {
    let (from, to, value): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let known = (
        RecordId::new(&from),
        RecordId::new(&to),
        CoverageValue::from_code(&value),
    );
    let (Ok(from), Ok(to), Some(value)) = known else {
        return Ok(None);
    };
    Ok(Some(Verdict {
        row: from,
        col: to,
        value,
        reason: row.get(3)?,
        by: row.get(4)?,
        at: row.get(5)?,
        version: row.get::<_, i64>(6)?.unsigned_abs(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(value: Option<CoverageValue>, seen: u64) -> VerdictDraft {
        VerdictDraft {
            row: RecordId::new("r").unwrap(),
            col: RecordId::new("m").unwrap(),
            value,
            reason: Some(" Māca praksē. ".into()),
            seen,
        }
    }

    #[test]
    fn a_verdict_is_kept_with_name_date_reason_and_history() {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let first = catalogue
            .give_verdict(&draft(Some(CoverageValue::Partial), 0), "anna")
            .unwrap()
            .unwrap();
        assert_eq!(first.reason.as_deref(), Some("Māca praksē."));
        let second = catalogue
            .give_verdict(&draft(Some(CoverageValue::Full), first.version), "juris")
            .unwrap()
            .unwrap();
        assert_eq!(second.version, 2);
        assert_eq!(catalogue.verdicts().unwrap(), std::slice::from_ref(&second));
        assert_eq!(
            catalogue.give_verdict(&draft(None, 2), "juris").unwrap(),
            None
        );
        assert!(catalogue.verdicts().unwrap().is_empty());
        assert_eq!(catalogue.verdict_count().unwrap(), 3);
        let history = catalogue.verdict_history(&second.row, &second.col).unwrap();
        let said: Vec<_> = history.iter().map(|e| (e.value, e.by.as_str())).collect();
        assert_eq!(
            said,
            [
                (Some(CoverageValue::Partial), "anna"),
                (Some(CoverageValue::Full), "juris"),
                (None, "juris")
            ]
        );
    }

    #[test]
    fn who_saw_an_older_version_is_told_what_stands() {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let stands = catalogue
            .give_verdict(&draft(Some(CoverageValue::Full), 0), "anna")
            .unwrap()
            .unwrap();
        let error = catalogue
            .give_verdict(&draft(Some(CoverageValue::None), 0), "juris")
            .unwrap_err();
        match error {
            CoverageWriteError::Conflict(Some(found)) => assert_eq!(*found, stands),
            other => panic!("{other}"),
        }
        let history = catalogue.verdict_history(&stands.row, &stands.col).unwrap();
        assert_eq!(history.len(), 1);
    }

    #[test]
    fn a_verdict_given_again_after_withdrawal_is_another_version() {
        let mut catalogue = Catalogue::in_memory().unwrap();
        catalogue
            .give_verdict(&draft(Some(CoverageValue::Full), 0), "anna")
            .unwrap();
        catalogue.give_verdict(&draft(None, 1), "anna").unwrap();
        let again = catalogue
            .give_verdict(&draft(Some(CoverageValue::Full), 0), "anna")
            .unwrap()
            .unwrap();
        assert_eq!(again.version, 3);
    }
}
