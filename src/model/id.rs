//! Stable identifiers of records.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest identifier accepted, in bytes: an ESCO URI has 80, a deep number path of a PKP about 60.
pub const MAX_ID_BYTES: usize = 240;

/// A stable identifier of a record, e.g. `esco:skill/6b643893-0a1f-4f6c-83a1-e7eef75849b9` or
/// `pkp/ps-909/2024-06-12/1.2/p-3f9a`.
///
/// It holds no white space and no control characters, so it can stand in a URL path, a log line and an index term.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordId(Box<str>);

/// Why a text cannot be an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing but white space was given.
    #[error("an identifier cannot be empty")]
    Empty,
    /// Longer than [`MAX_ID_BYTES`].
    #[error("an identifier has at most {MAX_ID_BYTES} bytes, this one has {0}")]
    TooLong(usize),
    /// A character that cannot stand in an identifier.
    #[error("an identifier cannot hold the character {0:?}")]
    BadCharacter(char),
}

impl RecordId {
    /// Checks and takes an identifier.
    ///
    /// # Errors
    /// [`IdError`] when the text is empty, too long or holds white space or control characters.
    pub fn new(text: &str) -> Result<Self, IdError> {
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if text.len() > MAX_ID_BYTES {
            return Err(IdError::TooLong(text.len()));
        }
        match text.chars().find(|c| c.is_whitespace() || c.is_control()) {
            Some(c) => Err(IdError::BadCharacter(c)),
            None => Ok(Self(text.into())),
        }
    }

    /// Makes an identifier out of parts, whatever they hold: each is lower-cased, its Latvian letters lose their
    /// marks, everything else but `a-z 0-9 . _ : + -` becomes a single `-`; the parts are joined by `/` and cut to
    /// the longest length allowed. Empty parts are left out; with nothing left the identifier is `-`.
    ///
    /// The same parts always give the same identifier: that is what makes a second import find its records.
    pub fn from_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut out = String::new();
        for part in parts {
            let slug = slug(part);
            if slug.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push('/');
            }
            out.push_str(&slug);
        }
        out.truncate(MAX_ID_BYTES);
        if out.is_empty() {
            out.push('-');
        }
        Self(out.into_boxed_str())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One part of an identifier: ASCII only, so that cutting at a byte is safe.
fn slug(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for c in part.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'ā' => 'a',
            'č' => 'c',
            'ē' => 'e',
            'ģ' => 'g',
            'ī' => 'i',
            'ķ' => 'k',
            'ļ' => 'l',
            'ņ' => 'n',
            'ō' => 'o',
            'ŗ' => 'r',
            'š' => 's',
            'ū' => 'u',
            'ž' => 'z',
            // A combining mark of an NFD text belongs to the letter before it.
            '\u{300}'..='\u{36f}' => continue,
            other => other,
        };
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | ':' | '+') {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}

impl TryFrom<String> for RecordId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(&text)
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> Self {
        id.0.into()
    }
}

impl Borrow<str> for RecordId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_become_a_readable_path() {
        let id = RecordId::from_parts(["MIP", "Mēbeļu galdnieks", "", "MG1", "2"]);
        assert_eq!(id.as_str(), "mip/mebelu-galdnieks/mg1/2");
    }

    #[test]
    fn composed_and_decomposed_letters_meet() {
        assert_eq!(
            RecordId::from_parts(["mēbeļu"]),
            RecordId::from_parts(["me\u{304}bel\u{327}u"])
        );
    }

    #[test]
    fn white_space_is_refused() {
        assert_eq!(RecordId::new("a b"), Err(IdError::BadCharacter(' ')));
        assert_eq!(RecordId::new(""), Err(IdError::Empty));
        assert_eq!(RecordId::new(&"x".repeat(241)), Err(IdError::TooLong(241)));
    }

    #[test]
    fn serde_checks_too() {
        assert!(serde_json::from_str::<RecordId>("\"a b\"").is_err());
        assert!(serde_json::from_str::<RecordId>("\"a/b\"").is_ok());
    }

    proptest! {
        #[test]
        fn parts_always_make_a_valid_identifier(parts in prop::collection::vec(".{0,90}", 0..6)) {
            let id = RecordId::from_parts(parts.iter().map(String::as_str));
            prop_assert_eq!(RecordId::new(id.as_str()), Ok(id));
        }
    }
}
