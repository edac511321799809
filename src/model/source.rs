//! Where a record comes from, to the cell.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The source of a record or of a warning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Source {
    /// The file as the user named it, without folders above the import's root (`pkp/mebelu-galdnieks.xlsx`).
    pub file: String,
    /// Where in the file.
    #[serde(default, skip_serializing_if = "Place::is_empty")]
    pub place: Place,
    /// The cell or line as it was written, when it differs from what was understood or was split up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

/// A place in a file. Rows, columns and pages count from 1, as spreadsheets do.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// Worksheet, or the name of the table in a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row or line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column: the header's name or the cell's letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Page of a paged document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

impl Place {
    /// Whether nothing is known of the place.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A row and nothing more.
    pub fn row(row: u32) -> Self {
        Self {
            row: Some(row),
            ..Self::default()
        }
    }
}

impl Source {
    /// A source known by its file alone.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            ..Self::default()
        }
    }

    /// A row of a file.
    pub fn row(file: impl Into<String>, row: u32) -> Self {
        Self {
            file: file.into(),
            place: Place::row(row),
            raw: None,
        }
    }
}

impl fmt::Display for Source {
    /// `file.xlsx, sheet “MIP”, row 12, column “Stundas”`, leaving out what is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.place.sheet {
            write!(f, ", sheet “{sheet}”")?;
        }
        if let Some(page) = self.place.page {
            write!(f, ", page {page}")?;
        }
        if let Some(row) = self.place.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.place.column {
            write!(f, ", column “{column}”")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_like_a_spreadsheet() {
        let source = Source {
            file: "mip.xlsx".into(),
            place: Place {
                sheet: Some("Moduļi".into()),
                row: Some(12),
                column: Some("Stundas".into()),
                page: None,
            },
            raw: None,
        };
        assert_eq!(
            source.to_string(),
            "mip.xlsx, sheet “Moduļi”, row 12, column “Stundas”"
        );
    }

    #[test]
    fn a_file_alone_has_no_place() {
        let json = serde_json::to_string(&Source::file("a.csv")).unwrap();
        assert_eq!(json, r#"{"file":"a.csv"}"#);
    }

    #[test]
    fn rows_count_from_one_and_survive_serde() {
        let source = Source::row("a.csv", 2);
        let json = serde_json::to_string(&source).unwrap();
        assert_eq!(serde_json::from_str::<Source>(&json).unwrap(), source);
    }
}
