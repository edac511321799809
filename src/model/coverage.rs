//! How far a requirement is covered, and what a person says of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::RecordId;

/// How far a cell of a coverage matrix is covered: the five values that general education's matrices use, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoverageValue {
    /// Pilnībā: taught as it is required, at its level.
    Full,
    /// Daļēji: a real part is taught, or all of it one level too low.
    Partial,
    /// Tikai pieminēts: met in passing, nothing works towards it.
    Mentioned,
    /// Nav atrasts.
    None,
    /// Nav piemērojams: it need not be covered here. Only a person says so.
    NotApplicable,
}

impl CoverageValue {
    /// Every value, the fullest first.
    pub const ALL: &'static [CoverageValue] = &[
        Self::Full,
        Self::Partial,
        Self::Mentioned,
        Self::None,
        Self::NotApplicable,
    ];

    /// The code in the API and the catalogue.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::Mentioned => "mentioned",
            Self::None => "none",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// The value with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|v| v.code() == code)
    }

    /// The Latvian name.
    pub const fn name_lv(self) -> &'static str {
        match self {
            Self::Full => "pilnībā",
            Self::Partial => "daļēji",
            Self::Mentioned => "tikai pieminēts",
            Self::None => "nav atrasts",
            Self::NotApplicable => "nav piemērojams",
        }
    }

    /// How much it covers, from 0: what is not applicable covers nothing.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Full => 3,
            Self::Partial => 2,
            Self::Mentioned => 1,
            Self::None | Self::NotApplicable => 0,
        }
    }

    /// The fuller of both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.rank() > self.rank() {
            other
        } else {
            self
        }
    }
}

/// A person's word on a cell. The machine's value stays beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Verdict {
    /// The requirement or other statement of the row.
    #[schema(value_type = String)]
    pub row: RecordId,
    /// The module or other record of the column.
    #[schema(value_type = String)]
    pub col: RecordId,
    /// What it is.
    pub value: CoverageValue,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who: the name of a user.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Counts its changes from 1.
    pub version: u64,
}

/// A step in the history of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VerdictEvent {
    /// What was said; none where the verdict was withdrawn.
    pub value: Option<CoverageValue>,
    /// Why.
    pub reason: Option<String>,
    /// Who.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

/// An item of a work list that somebody ticked off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tick {
    /// The item.
    pub item: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Remark.
    pub note: Option<String>,
}

/// An expert's verdict on content, in the two wordings in use and while the work goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpinionVerdict {
    /// Saturs ir atbalstāms un virzāms saskaņošanai.
    Supported,
    /// Saturs ir atbalstāms; pēc precizējumu veikšanas virzāms saskaņošanai.
    AfterCorrections,
    /// Uzsākta ekspertīze.
    InProgress,
}

impl OpinionVerdict {
    /// Every verdict.
    pub const ALL: &'static [OpinionVerdict] =
        &[Self::Supported, Self::AfterCorrections, Self::InProgress];

    /// The code in the API and the catalogue.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::AfterCorrections => "after_corrections",
            Self::InProgress => "in_progress",
        }
    }

    /// The verdict with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|v| v.code() == code)
    }

    /// The wording of the opinion.
    pub const fn wording(self) -> &'static str {
        match self {
            Self::Supported => "Saturs ir atbalstāms un virzāms saskaņošanai.",
            Self::AfterCorrections => {
                "Saturs ir atbalstāms; pēc precizējumu veikšanas virzāms saskaņošanai."
            }
            Self::InProgress => "Uzsākta ekspertīze.",
        }
    }
}

/// What an expert writes about the content of a programme or examination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpinionText {
    /// The verdict.
    pub verdict: OpinionVerdict,
    /// About the whole.
    #[serde(default)]
    pub summary: String,
    /// Remarks by module or exam item, in the order of the programme.
    #[serde(default)]
    pub remarks: Vec<Remark>,
}

/// A remark on a module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Remark {
    /// The module or exam item.
    #[schema(value_type = String)]
    pub about: RecordId,
    /// The remark.
    pub text: String,
}

/// An opinion as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Opinion {
    /// The programme or examination.
    #[schema(value_type = String)]
    pub subject: RecordId,
    /// What was written.
    pub text: OpinionText,
    /// Who wrote it last.
    pub by: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Counts its changes from 1.
    pub version: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_and_agree_with_serde() {
        for &value in CoverageValue::ALL {
            assert_eq!(CoverageValue::from_code(value.code()), Some(value));
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(json, format!("\"{}\"", value.code()));
        }
        for &verdict in OpinionVerdict::ALL {
            assert_eq!(OpinionVerdict::from_code(verdict.code()), Some(verdict));
        }
    }

    #[test]
    fn the_fuller_value_stands() {
        assert_eq!(
            CoverageValue::Mentioned.or(CoverageValue::Partial),
            CoverageValue::Partial
        );
        assert_eq!(
            CoverageValue::Full.or(CoverageValue::None),
            CoverageValue::Full
        );
        assert_eq!(
            CoverageValue::NotApplicable.or(CoverageValue::None),
            CoverageValue::NotApplicable
        );
    }
}
