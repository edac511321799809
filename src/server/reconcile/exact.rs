//! Texts that say which record they mean: identifiers, URIs, codes, exact names.

use super::base::{Base, Entry};

/// How a text said which record it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// By its identifier or URI.
    Identifier,
    /// By its code, which no other record asked for has.
    Code,
    /// By a code that several records have.
    SharedCode,
    /// By its exact name, which no other record asked for has.
    Name,
    /// By a name that several records have.
    SharedName,
    /// By its exact name typed without diacritics, which no other record asked for has.
    BareName,
}

impl Said {
    /// How sure that is, 0 to 100.
    pub(super) const fn score(self) -> f64 {
        match self {
            Self::Identifier | Self::Code => 100.0,
            Self::Name => 99.0,
            Self::BareName => 97.0,
            Self::SharedCode | Self::SharedName => 90.0,
        }
    }

    /// Whether there is nothing to choose.
    pub(super) const fn is_certain(self) -> bool {
        matches!(
            self,
            Self::Identifier | Self::Code | Self::Name | Self::BareName
        )
    }

    /// Whether it is a name: another record may fit as well.
    pub(super) const fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::SharedName | Self::BareName)
    }

    /// The feature that says so.
    pub(super) const fn feature(self) -> &'static str {
        match self {
            Self::Identifier => "same_identifier",
            Self::Code | Self::SharedCode => "same_code",
            Self::Name | Self::SharedName | Self::BareName => "same_name",
        }
    }
}

/// The records that a text names exactly, among those that are asked for.
pub(super) fn find<'b>(
    base: &'b Base,
    text: &str,
    code: Option<&str>,
    asked: impl Fn(&Entry) -> bool,
) -> Vec<(&'b Entry, Said)> {
    if let Some(entry) = base.identified(text).filter(|e| asked(e)) {
        return vec![(entry, Said::Identifier)];
    }
    for text in code.into_iter().chain([text]) {
        let found: Vec<&Entry> = base.coded(text).filter(|e| asked(e)).collect();
        match found.as_slice() {
            [] => {}
            [only] => return vec![(*only, Said::Code)],
            // A short number is the code of many things; a name may say which.
            _ if code.is_none() && base.named(text).any(&asked) => {}
            several => return several.iter().map(|e| (*e, Said::SharedCode)).collect(),
        }
    }
    let mut found: Vec<&Entry> = base.named(text).filter(|e| asked(e)).collect();
    let mut alone = Said::Name;
    if found.is_empty() {
        found = base
            .named_without_marks(text)
            .filter(|e| asked(e))
            .collect();
        alone = Said::BareName;
    }
    let said = match found.len() {
        1 => alone,
        _ => Said::SharedName,
    };
    found.into_iter().map(|e| (e, said)).collect()
}
