//! What a statement is compared with.

use std::fmt;
use std::str::FromStr;

use crate::model::{Kind, RecordId};

/// A set of records that statements are compared with. Printed and parsed as `framework:esco`, `kind:skill`, `under:mip/…`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// The statements (skills, competences) of a framework, e.g. `esco`, `digcomp-2.2`.
    Framework(String),
    /// All records of a kind.
    Kind(Kind),
    /// The statements below a record: the outcomes of a programme or module, the requirements of a qualification.
    Under(RecordId),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Framework(name) => write!(f, "framework:{name}"),
            Self::Kind(kind) => write!(f, "kind:{}", kind.code()),
            Self::Under(id) => write!(f, "under:{}", id.as_str()),
        }
    }
}

/// A text that names no set of records.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} names no set of records; right would be a framework (`esco`, `digcomp-2.2`), `kind:` with a kind, or `under:` with the identifier of a programme, module or qualification"
)]
pub struct TargetError(pub String);

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let wrong = || TargetError(text.to_owned());
        match text.trim().split_once(':') {
            None if text.trim().is_empty() => Err(wrong()),
            // A bare name is a framework; an identifier with a slash a record.
            None if text.contains('/') => RecordId::new(text.trim())
                .map(Self::Under)
                .map_err(|_| wrong()),
            None => Ok(Self::Framework(text.trim().to_lowercase())),
            Some(("framework", name)) if !name.is_empty() => {
                Ok(Self::Framework(name.to_lowercase()))
            }
            Some(("kind", code)) => Kind::from_code(code).map(Self::Kind).ok_or_else(wrong),
            Some(("under", id)) => RecordId::new(id).map(Self::Under).map_err(|_| wrong()),
            Some(_) => Err(wrong()),
        }
    }
}

/// A [`Target`] as a matcher knows it: made once, used for many statements.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Numbers of the records in the matcher, ascending.
    pub(super) members: Vec<u32>,
    /// One bit a record, for asking whether it is a member.
    bits: Vec<u64>,
}

impl Scope {
    pub(super) fn new(mut members: Vec<u32>) -> Self {
        members.sort_unstable();
        members.dedup();
        let words = members.last().map_or(0, |&last| last as usize / 64 + 1);
        let mut bits = vec![0_u64; words];
        for &member in &members {
            if let Some(word) = bits.get_mut(member as usize / 64) {
                *word |= 1 << (member % 64);
            }
        }
        Self { members, bits }
    }

    pub(super) fn holds(&self, member: u32) -> bool {
        self.bits
            .get(member as usize / 64)
            .is_some_and(|word| word >> (member % 64) & 1 == 1)
    }

    /// How many records there are to compare with.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is nothing to compare with: the framework is not loaded, or the programme has no outcomes.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_as_they_are_printed() {
        for text in ["framework:esco", "kind:skill", "under:mip/1/x"] {
            assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
        }
        assert_eq!(
            "DigComp-2.2".parse::<Target>().unwrap().to_string(),
            "framework:digcomp-2.2"
        );
        assert_eq!(
            "mip/1/x".parse::<Target>().unwrap().to_string(),
            "under:mip/1/x"
        );
    }

    #[test]
    fn a_scope_holds_its_members_only() {
        let scope = Scope::new(vec![70, 3, 3, 64]);
        assert_eq!((scope.len(), scope.is_empty()), (3, false));
        let held: Vec<u32> = (0..200).filter(|&n| scope.holds(n)).collect();
        assert_eq!(held, [3, 64, 70]);
        assert!(!Scope::default().holds(0));
    }

    #[test]
    fn what_names_nothing_is_refused_and_said_again() {
        for text in ["", "kind:skills", "under:", "what:ever"] {
            assert_eq!(
                text.parse::<Target>().unwrap_err(),
                TargetError(text.into())
            );
        }
    }
}
