//! Why an import stopped: what, where, and what would be right.
//!
//! An importer stops only when going on makes no sense (the file is damaged, a limit is met, the column that carries
//! the identity is missing). Everything smaller is a [`crate::model::Warning`], and the rest is imported.

use std::io;

use crate::model::Source;

/// A limit of [`super::Limits`] that was met. It travels inside [`io::Error`] through readers of other crates and is
/// taken out again by [`ImportError::io`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it is larger than the limit {limit} = {allowed} allows{}", found.map(|n| format!(" ({n})")).unwrap_or_default())]
pub struct LimitExceeded {
    /// Name of the limit, a field of [`super::Limits`].
    pub limit: &'static str,
    /// Its value.
    pub allowed: u64,
    /// What was found, when it is known: often reading stops at the limit.
    pub found: Option<u64>,
}

impl LimitExceeded {
    /// A limit that was met without knowing how far it would have gone.
    pub fn new(limit: &'static str, allowed: u64) -> Self {
        Self {
            limit,
            allowed,
            found: None,
        }
    }

    /// Refuses `found` when it is above the limit.
    ///
    /// # Errors
    /// The limit and both numbers.
    pub fn check(limit: &'static str, allowed: u64, found: u64) -> Result<(), Self> {
        if found <= allowed {
            return Ok(());
        }
        Err(Self {
            limit,
            allowed,
            found: Some(found),
        })
    }

    /// The same as an [`io::Error`], to pass through readers.
    pub fn into_io(self) -> io::Error {
        io::Error::other(self)
    }
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file or folder cannot be opened or read.
    #[error("{at}: cannot be read: {why}")]
    Io {
        /// Where.
        at: Box<Source>,
        /// What the system says.
        #[source]
        why: io::Error,
    },
    /// A file that the importer needs is not there.
    #[error("{bundle}: there is no {wanted}; found: {}", list(found))]
    Missing {
        /// The folder, ZIP or file that was given.
        bundle: String,
        /// What was looked for.
        wanted: String,
        /// What is there.
        found: Vec<String>,
    },
    /// Larger, deeper or more than the limits allow.
    #[error("{at}: {exceeded}; raise the limit if the file is right")]
    Limit {
        /// Where.
        at: Box<Source>,
        /// The limit.
        #[source]
        exceeded: LimitExceeded,
    },
    /// A path that leads out of the folder or ZIP.
    #[error("{bundle}: the entry {name:?} {why}; entries must stay inside what is imported")]
    UnsafePath {
        /// The folder or ZIP.
        bundle: String,
        /// The path.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The file is not what its format asks for.
    #[error("{at}: not valid {format}: {why}")]
    Syntax {
        /// Where.
        at: Box<Source>,
        /// The format, e.g. `CSV`.
        format: &'static str,
        /// What is wrong.
        why: String,
    },
    /// Something that XML allows and that no importer follows: DTDs and their entities.
    #[error("{at}: {what} is not accepted in XML; save the file again without it")]
    ForbiddenXml {
        /// Where.
        at: Box<Source>,
        /// What was found.
        what: &'static str,
    },
    /// The column that carries the identity of the rows is missing.
    #[error("{at}: no column {wanted}; the header has: {}", list(found))]
    MissingColumn {
        /// Where.
        at: Box<Source>,
        /// The names under which it would be found.
        wanted: String,
        /// The header.
        found: Vec<String>,
    },
    /// No importer knows what this is.
    #[error("{at}: the form is not recognised; expected {expected}")]
    Unrecognised {
        /// Where.
        at: Box<Source>,
        /// What would be right.
        expected: String,
    },
    /// The caller's own settings cannot be used.
    #[error("{what}: {why}")]
    BadOption {
        /// The setting.
        what: &'static str,
        /// What is wrong with it, and what would be right.
        why: String,
    },
}

impl ImportError {
    /// An error of reading; a limit that was met on the way comes out as [`ImportError::Limit`].
    pub fn io(at: Source, why: io::Error) -> Self {
        match exceeded(&why) {
            Some(exceeded) => Self::limit(at, exceeded),
            None => Self::Io {
                at: Box::new(at),
                why,
            },
        }
    }

    /// A limit that was met.
    pub fn limit(at: Source, exceeded: LimitExceeded) -> Self {
        Self::Limit {
            at: Box::new(at),
            exceeded,
        }
    }

    /// A file that is not what its format asks for.
    pub fn syntax(at: Source, format: &'static str, why: impl ToString) -> Self {
        Self::Syntax {
            at: Box::new(at),
            format,
            why: why.to_string(),
        }
    }

    /// A column that must be there and is not; `header` is what the table has instead.
    pub fn missing_column(at: Source, wanted: impl Into<String>, header: Vec<String>) -> Self {
        Self::MissingColumn {
            at: Box::new(at),
            wanted: wanted.into(),
            found: header,
        }
    }

    /// A file that no importer knows; `expected` says what would be right.
    pub fn unrecognised(at: Source, expected: impl Into<String>) -> Self {
        Self::Unrecognised {
            at: Box::new(at),
            expected: expected.into(),
        }
    }

    /// A stable code for the API and for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "unreadable",
            Self::Missing { .. } => "missing-file",
            Self::Limit { .. } => "limit-exceeded",
            Self::UnsafePath { .. } => "unsafe-path",
            Self::Syntax { .. } => "bad-syntax",
            Self::ForbiddenXml { .. } => "forbidden-xml",
            Self::MissingColumn { .. } => "missing-column",
            Self::Unrecognised { .. } => "unrecognised",
            Self::BadOption { .. } => "bad-option",
        }
    }
}

/// The limit inside an error of reading, however many readers wrapped it.
fn exceeded(error: &io::Error) -> Option<LimitExceeded> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = error
        .get_ref()
        .map(|e| e as &(dyn std::error::Error + 'static));
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<LimitExceeded>() {
            return Some(found.clone());
        }
        next = match error.downcast_ref::<io::Error>() {
            Some(inner) => inner
                .get_ref()
                .map(|e| e as &(dyn std::error::Error + 'static)),
            None => error.source(),
        };
    }
    None
}

/// The first few of a list, for a message of one line.
fn list(items: &[String]) -> String {
    const SHOWN: usize = 12;
    match items.len() {
        0 => "nothing".to_owned(),
        n if n <= SHOWN => items.join(", "),
        n => format!(
            "{}, … ({n} in all)",
            items
                .iter()
                .take(SHOWN)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_found_again_behind_other_readers() {
        let inner = LimitExceeded::new("max_cell_bytes", 4).into_io();
        let wrapped = io::Error::other(io::Error::other(inner));
        let error = ImportError::io(Source::row("a.csv", 3), wrapped);
        assert_eq!(error.code(), "limit-exceeded");
        assert_eq!(
            error.to_string(),
            "a.csv, row 3: it is larger than the limit max_cell_bytes = 4 allows; raise the limit if the file is right"
        );
    }

    #[test]
    fn other_trouble_stays_what_it_is() {
        let error = ImportError::io(Source::file("a.csv"), io::ErrorKind::NotFound.into());
        assert_eq!(error.code(), "unreadable");
    }

    #[test]
    fn a_number_is_checked_against_its_limit() {
        assert_eq!(LimitExceeded::check("max_rows", 2, 2), Ok(()));
        let error = LimitExceeded::check("max_rows", 2, 3).unwrap_err();
        assert!(error.to_string().contains("max_rows = 2 allows (3)"));
    }

    #[test]
    fn a_long_list_is_cut() {
        let many: Vec<String> = (0..40).map(|n| format!("f{n}")).collect();
        assert!(list(&many).ends_with("f11, … (40 in all)"));
        assert_eq!(list(&[]), "nothing");
    }
}
