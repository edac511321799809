//! What is missing: ranked lists of gaps.

mod find;
mod types;

pub use types::{Gap, GapKind, GapList, GapRequest};

use super::curriculum::Curriculum;
use super::kept::Question;
use super::{CoverageError, Decisions};

impl Curriculum {
    /// The gaps of qualifications, of a sector or of everything in force: what matters most first.
    ///
    /// # Errors
    /// [`CoverageError`] when a qualification is unknown or the sector has none.
    pub fn gaps(
        &self,
        request: &GapRequest,
        decisions: &Decisions,
    ) -> Result<GapList, CoverageError> {
        let chosen = find::chosen(self, request)?;
        let find = || find::find(self, &chosen, request, decisions);
        if !request.qualifications.is_empty() {
            return Ok(find());
        }
        let question = Question::Gaps(request.clone());
        Ok(self.kept.answer(question, decisions, find))
    }
}
