//! What a matrix is made of.

use serde::Serialize;
use utoipa::ToSchema;

use crate::coverage::{Ref, Thresholds};
use crate::model::{Aspect, CoverageValue, Depth, RecordId, Verdict};

/// Which kind of matrix it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatrixKind {
    /// Requirements of a qualification × modules or outcomes of a programme.
    Programme,
    /// Concepts of a framework × qualifications.
    Framework,
    /// Outcomes of a module × materials.
    Materials,
}

/// A coverage matrix.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Matrix {
    /// Which kind it is.
    pub kind: MatrixKind,
    /// What asks: the qualification or the module; none for a framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asking: Option<Ref>,
    /// The name of the framework whose concepts are the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// The collection of the framework, if only one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// What answers: the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answering: Option<Ref>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<MatrixRow>,
    /// How many rows have which best value.
    pub totals: ValueCounts,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Column {
    /// The module, outcome, qualification or material.
    pub record: Ref,
    /// Its module where the columns are outcomes, its programme's part (`a`, `b`, `c`, `lifelong` …) where they are modules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Hours of a module.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<f32>,
    /// How many outcomes, requirements or texts stand behind it; 0: nothing can be found here.
    pub leaves: usize,
    /// How many cells have which value.
    pub totals: ValueCounts,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MatrixRow {
    /// The requirement, concept or outcome.
    pub record: Ref,
    /// The task of a requirement, the area of a competence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Ref>,
    /// For requirements: skill, attitude, knowledge or competence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub aspect: Option<Aspect>,
    /// For knowledge: how deep.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub depth: Option<Depth>,
    /// The best value of its cells; not applicable where every cell is.
    pub best: CoverageValue,
    /// The cells in which something was found or said; every other cell is `none`. In the order of the columns.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Cell {
    /// Number of the column, from 0.
    pub column: usize,
    /// The value that counts: a person's where there is one.
    pub value: CoverageValue,
    /// What the machine says.
    pub machine: CoverageValue,
    /// The share of the row's words that was met, 0 to 1.
    pub score: f32,
    /// The verdict of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Whether a mapping that a person accepted stands behind it.
    pub accepted: bool,
    /// The outcomes (or others) behind it, the best first, at most four.
    pub leaves: Vec<LeafScore>,
}

/// An outcome behind a cell.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LeafScore {
    /// Identifier.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// Its number or code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The share of the row's words that it meets alone, 0 to 1.
    pub score: f32,
}

/// How often each value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct ValueCounts {
    /// Pilnībā.
    pub full: usize,
    /// Daļēji.
    pub partial: usize,
    /// Tikai pieminēts.
    pub mentioned: usize,
    /// Nav atrasts.
    pub none: usize,
    /// Nav piemērojams.
    pub not_applicable: usize,
}

impl ValueCounts {
    /// Counts one more.
    pub fn add(&mut self, value: CoverageValue) {
        *match value {
            CoverageValue::Full => &mut self.full,
            CoverageValue::Partial => &mut self.partial,
            CoverageValue::Mentioned => &mut self.mentioned,
            CoverageValue::None => &mut self.none,
            CoverageValue::NotApplicable => &mut self.not_applicable,
        } += 1;
    }

    /// How often a value stands.
    pub const fn of(&self, value: CoverageValue) -> usize {
        match value {
            CoverageValue::Full => self.full,
            CoverageValue::Partial => self.partial,
            CoverageValue::Mentioned => self.mentioned,
            CoverageValue::None => self.none,
            CoverageValue::NotApplicable => self.not_applicable,
        }
    }
}

impl MatrixRow {
    /// The cell of a column; none where nothing was found.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        let at = self
            .cells
            .binary_search_by_key(&column, |c| c.column)
            .ok()?;
        self.cells.get(at)
    }

    /// The value of a column.
    pub fn value(&self, column: usize) -> CoverageValue {
        self.cell(column).map_or(CoverageValue::None, |c| c.value)
    }
}

impl Matrix {
    /// The numbers that the machine's values rest on, for a note under the matrix.
    pub fn rule(thresholds: &Thresholds) -> String {
        format!(
            "pilnībā ≥ {:.2}, daļēji ≥ {:.2}, tikai pieminēts ≥ {:.2}",
            thresholds.full, thresholds.partial, thresholds.mentioned
        )
    }
}
