//! Experts' opinions on the content of programmes and examinations.

use rusqlite::{OptionalExtension, TransactionBehavior, params};

use super::{CoverageWriteError, now};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{Opinion, OpinionText, RecordId};

impl Catalogue {
    /// The opinion on a programme or examination.
    ///
    /// # Errors
    /// [`CatalogueError::Damaged`] when what is stored is not understood; [`CatalogueError::Sqlite`].
    pub fn opinion(&self, subject: &RecordId) -> Result<Option<Opinion>, CatalogueError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT json, by, at, version FROM opinion WHERE subject = ?1")?;
        let found = statement
            .query_row([subject.as_str()], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get::<_, i64>(3)?,
                ))
            })
            .optional()?;
        let Some((json, by, at, version)) = found else {
            return Ok(None);
        };
        let text: OpinionText =
            serde_json::from_str(&json).map_err(|source| CatalogueError::Damaged {
                id: subject.to_string(),
                source,
            })?;
        Ok(Some(Opinion {
            subject: subject.clone(),
            text,
            by,
            at,
            version: version.unsigned_abs(),
        }))
    }

    /// Writes an opinion over the one that was seen (`seen` is its version, 0 for none).
    ///
    /// # Errors
    /// [`CoverageWriteError::Conflict`] when somebody else wrote since the person looked.
    pub fn write_opinion(
        &mut self,
        subject: &RecordId,
        text: &OpinionText,
        by: &str,
        seen: u64,
    ) -> Result<Opinion, CoverageWriteError<Opinion>> {
        let json = serde_json::to_string(text).map_err(|source| CatalogueError::Damaged {
            id: subject.to_string(),
            source,
        })?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "SELECT version FROM opinion WHERE subject = ?1";
        let stands: Option<i64> = transaction
            .query_row(sql, [subject.as_str()], |row| row.get(0))
            .optional()?;
        if stands.unwrap_or(0).unsigned_abs() != seen {
            drop(transaction);
            return Err(CoverageWriteError::Conflict(
                self.opinion(subject)?.map(Box::new),
            ));
        }
        let (at, version) = (now(), stands.unwrap_or(0) + 1);
        transaction.execute(
            "INSERT INTO opinion (subject, json, by, at, version) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (subject) DO UPDATE SET json = excluded.json, by = excluded.by, at = excluded.at,
                version = excluded.version",
            params![subject.as_str(), json, by, at, version],
        )?;
        transaction.commit()?;
        Ok(Opinion {
            subject: subject.clone(),
            text: text.clone(),
            by: by.to_owned(),
            at,
            version: version.unsigned_abs(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OpinionVerdict, Remark};

    #[test]
    fn an_opinion_is_written_over_only_by_who_saw_it() {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let subject = RecordId::new("mip/1/x").unwrap();
        let text = OpinionText {
            verdict: OpinionVerdict::AfterCorrections,
            summary: "Jāpapildina 3. modulis.".into(),
            remarks: vec![Remark {
                about: RecordId::new("mip/1/x/m3").unwrap(),
                text: "Trūkst BIM.".into(),
            }],
        };
        let first = catalogue.write_opinion(&subject, &text, "anna", 0).unwrap();
        assert_eq!(catalogue.opinion(&subject).unwrap(), Some(first.clone()));
        let error = catalogue
            .write_opinion(&subject, &text, "juris", 0)
            .unwrap_err();
        assert!(matches!(error, CoverageWriteError::Conflict(Some(o)) if *o == first));
        let second = catalogue
            .write_opinion(&subject, &text, "juris", 1)
            .unwrap();
        assert_eq!((second.version, second.by.as_str()), (2, "juris"));
    }
}
