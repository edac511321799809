//! DigComp 3.0: the data supplement of the JRC, as JSON-LD and as XLSX.
//!
//! Both hold the same five areas, 21 competences, four levels (told as eight rows), competence statements, learning
//! outcomes and a glossary, and both are read into one form, so that they give the same records. The
//! glossary explains words and says nothing that somebody can do; it is counted and left out.

mod build;
mod jsonld;
mod xlsx;

pub use build::{FRAMEWORK, LICENCE};
pub(super) use xlsx::recognises;

use super::Options;
use crate::import::warnings::Warnings;
use crate::import::{Bundle, ImportError};
use crate::model::{Batch, Source};

/// What the supplement says, in either format.
#[derive(Debug, Default)]
struct Supplement {
    items: Vec<Item>,
    levels: Vec<LevelRow>,
    /// Terms of the glossary.
    terms: usize,
    warnings: Warnings,
}

/// An area, competence, statement or outcome.
#[derive(Debug)]
struct Item {
    sort: Sort,
    /// `1`, `1.1`, `CS1.1.01`, `LO1.1.01`.
    code: String,
    /// The name; for statements and outcomes the whole sentence.
    name: String,
    description: String,
    /// Code of the item above, empty for areas.
    above: String,
    /// Name of the proficiency level, for statements and outcomes.
    level: String,
    /// What else is said: knowledge, skill or attitude; the AI label.
    remarks: Vec<String>,
    source: Source,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Area,
    Competence,
    Statement,
    Outcome,
}

/// One of the eight rows that describe the four levels.
#[derive(Debug)]
struct LevelRow {
    /// `Basic`, `Intermediate`, `Advanced`, `Highly advanced`.
    name: String,
    /// Description of the level of four.
    description: String,
    /// What the level is for.
    purpose: String,
    /// Number of the level of eight, and its name on the scale of six, e.g. `A1`.
    eighth: String,
    sixth: String,
    /// Description of the level of eight.
    eighth_description: String,
    source: Source,
}

/// Reads the JSON-LD of the supplement.
///
/// # Errors
/// [`ImportError`] when it is no JSON, too deep, or holds no competences.
pub fn import_jsonld(
    bundle: &mut Bundle,
    name: &str,
    options: &Options,
) -> Result<Batch, ImportError> {
    let bytes = bundle.read_document(name)?;
    let supplement = jsonld::read(name, &bytes, bundle.limits())?;
    build::batch(supplement, name, options)
}

/// Reads the XLSX of the supplement.
///
/// # Errors
/// [`ImportError`] when it is no workbook, meets a limit, or lacks its sheets and columns.
pub fn import_xlsx(
    bundle: &mut Bundle,
    name: &str,
    options: &Options,
) -> Result<Batch, ImportError> {
    let bytes = bundle.read_document(name)?;
    let supplement = xlsx::read(name, bytes, bundle.limits())?;
    build::batch(supplement, name, options)
}

/// One space between words and none around: the two formats differ in white space alone.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
