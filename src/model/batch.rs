//! What an importer hands over: one dataset's records and relations, and what it stumbled over.

use std::fmt;

use serde::Serialize;

use super::{Record, Relation, Source};

/// How much a warning matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Understood, yet worth a look (a typo corrected by an alias, PKL read as LKI).
    Note,
    /// Imported, but something in the source is wrong or missing (sums that do not add up).
    Warning,
    /// A row or cell was left out.
    Skipped,
}

/// Something in a source that its owner should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// How much it matters.
    pub severity: Severity,
    /// A stable code, e.g. `sum-differs`; `docs/warnings.md` lists them.
    pub code: &'static str,
    /// Where.
    pub source: Source,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.source, self.message, self.code)
    }
}

/// One dataset as an importer read it.
///
/// A dataset owns what it brings: imported again under the same name, records that it no longer holds are withdrawn.
/// Several datasets may speak of one record (ESCO in English, ESCO in Latvian, our Latvian names): the catalogue joins
/// them, the one with the lower `rank` first.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Name of the dataset, stable between imports, e.g. `esco/en` or `pkp/ps-909/2024-06-12`.
    pub dataset: String,
    /// A name for people, e.g. `ESCO 1.1.1 (en)`.
    pub title: String,
    /// Version of the dataset as stated, e.g. `1.1.1`.
    pub version: Option<String>,
    /// Licence of the dataset.
    pub licence: Option<String>,
    /// Whose word counts first where two datasets speak of one record: 0 official, 10 a school's own, 20 a sample.
    pub rank: u8,
    /// The records.
    pub records: Vec<Record>,
    /// The relations.
    pub relations: Vec<Relation>,
    /// What its owner should look at.
    pub warnings: Vec<Warning>,
}

impl Batch {
    /// An empty dataset.
    pub fn new(dataset: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            dataset: dataset.into(),
            title: title.into(),
            ..Self::default()
        }
    }

    /// Notes something about the source.
    pub fn warn(
        &mut self,
        severity: Severity,
        code: &'static str,
        source: Source,
        message: impl Into<String>,
    ) {
        self.warnings.push(Warning {
            severity,
            code,
            source,
            message: message.into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_says_where_what_and_its_code() {
        let mut batch = Batch::new("x", "X");
        batch.warn(
            Severity::Warning,
            "sum-differs",
            Source::row("mip.csv", 7),
            "the hours say 420, theory and practice add up to 360",
        );
        assert_eq!(
            batch.warnings[0].to_string(),
            "mip.csv, row 7: the hours say 420, theory and practice add up to 360 [sum-differs]"
        );
    }
}
