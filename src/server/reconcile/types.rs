//! The types of records that a spreadsheet can be reconciled with.

use std::fmt;

use super::base::Entry;
use crate::model::Kind;
use crate::web::Language;

/// A type: a kind of record (`requirement`), a framework (`digcomp-2.2`), or a kind within a framework (`esco:skill`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Type {
    /// A kind within a framework.
    Within(String, Kind),
    /// A framework.
    Framework(String),
    /// A kind of record.
    Kind(Kind),
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Within(framework, kind) => write!(f, "{framework}:{}", kind.code()),
            Self::Framework(framework) => f.write_str(framework),
            Self::Kind(kind) => f.write_str(kind.code()),
        }
    }
}

impl Type {
    /// The types of a record, the narrowest first.
    pub(super) fn of(entry: &Entry) -> Vec<Self> {
        let mut types = Vec::with_capacity(3);
        if let Some(framework) = &entry.framework {
            types.push(Self::Within(framework.clone(), entry.kind));
        }
        types.push(Self::Kind(entry.kind));
        types.extend(entry.framework.clone().map(Self::Framework));
        types
    }

    /// Whether a record is of this type.
    pub(super) fn holds(&self, entry: &Entry) -> bool {
        match self {
            Self::Within(framework, kind) => {
                entry.kind == *kind && entry.framework.as_ref() == Some(framework)
            }
            Self::Framework(framework) => entry.framework.as_ref() == Some(framework),
            Self::Kind(kind) => entry.kind == *kind,
        }
    }

    /// The name to show.
    pub(super) fn name(&self, language: Language) -> String {
        let kind = |kind: &Kind| language.name_of("kind", kind.code());
        let framework = |framework: &str| language.name_of("framework", framework);
        match self {
            Self::Within(f, k) => format!("{}: {}", framework(f), kind(k)),
            Self::Framework(f) => framework(f),
            Self::Kind(k) => kind(k),
        }
    }
}
