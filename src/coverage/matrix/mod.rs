//! Coverage matrices: rows that ask, columns that may answer, a value in each cell.
//!
//! Three kinds share one engine: a qualification's requirements against the modules (or outcomes) of a programme, the
//! concepts of a framework against qualifications, and the outcomes of a module against materials.

mod detail;
mod engine;
mod plan;
mod reach;
mod types;

pub use detail::{CellDetail, Evidence, EvidencePassage, MetWord};
pub use plan::{Columns, FrameworkRows, MatrixRequest, Side};
pub use types::{Cell, Column, LeafScore, Matrix, MatrixKind, MatrixRow, ValueCounts};

pub(super) use engine::{ColumnSpec, RowSpec, fill, fill_from, least};
pub(super) use plan::{programme_for, qualifications};

use super::curriculum::Curriculum;
use super::kept::Question;
use super::{CoverageError, Decisions};
use crate::model::RecordId;

/// A matrix against a framework is kept up to so many rows: all of ESCO would take more memory than drawing it takes time.
const MOST_KEPT: usize = 2_000;

impl Curriculum {
    /// Draws a matrix.
    ///
    /// # Errors
    /// [`CoverageError`] when a record is unknown or of the wrong kind, a programme has no outcomes, a qualification no
    /// requirements, or a framework is not loaded.
    pub fn matrix(
        &self,
        request: &MatrixRequest,
        decisions: &Decisions,
    ) -> Result<Matrix, CoverageError> {
        let plan = plan::plan(self, request)?;
        let draw = || engine::draw(self, &plan, decisions);
        if plan.kind != MatrixKind::Framework || plan.rows.len() > MOST_KEPT {
            return Ok(draw());
        }
        let question = Question::Matrix(request.clone());
        Ok(self.kept.answer(question, decisions, draw))
    }

    /// Everything about one cell of a matrix: the reasons, the passages with the words that met, what is missing.
    ///
    /// # Errors
    /// As [`Curriculum::matrix`]; [`CoverageError::NotInMatrix`] when the matrix has no such row or column.
    pub fn cell(
        &self,
        request: &MatrixRequest,
        row: &RecordId,
        column: &RecordId,
        decisions: &Decisions,
    ) -> Result<CellDetail, CoverageError> {
        let plan = plan::plan(self, request)?;
        detail::detail(self, &plan, row, column, decisions)
    }
}
