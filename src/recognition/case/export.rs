//! Everything that is kept of a person, for the person.

use serde::Serialize;

use super::audit::{self, AuditEntry};
use super::error::CaseError;
use super::store::{CaseStore, load};
use super::types::Case;

/// Everything that is kept of a case (GDPR, articles 15 and 20).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseExport {
    /// What this is.
    pub about: &'static str,
    /// The case with its evidence, claims, proposals and decisions.
    pub case: Case,
    /// The papers as they were brought: number of the evidence and size; [`CaseStore::paper`] gives each.
    pub papers: Vec<(u32, u64)>,
    /// Who read or changed it, and when.
    pub audit: Vec<AuditEntry>,
}

impl CaseStore {
    /// Everything that is kept of a case.
    ///
    /// # Errors
    /// As [`CaseStore::read`].
    pub fn export(&self, number: i64, by: &str) -> Result<CaseExport, CaseError> {
        let connection = self.connection();
        let case = load(&connection, number)?;
        audit::add(&connection, by, Some(number), "export", Some(case.version))?;
        let mut statement = connection.prepare_cached(
            "SELECT number, length(bytes) FROM paper WHERE case_number = ?1 ORDER BY number",
        )?;
        let papers = statement.query_map([number], |row| {
            Ok((row.get::<_, u32>(0)?, row.get::<_, i64>(1)? as u64))
        })?;
        let papers = papers.collect::<Result<Vec<_>, _>>()?;
        let audit = audit::read(&connection, Some(number))?;
        let about = "Viss, kas par šo lietu tiek glabāts: pieteikums, pierādījumi, priekšlikumi, lēmumi un piekļuves žurnāls.";
        Ok(CaseExport {
            about,
            case,
            papers,
            audit,
        })
    }
}
