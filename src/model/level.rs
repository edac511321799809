//! Qualification levels: LKI (equal to EKI) and the PKL of older documents.
//!
//! Since 2022-08-01 a PKL equals the LKI of the same number; before it PKL n was LKI n+1 and PKL 5 was LKI 6 or 7
//! (Profesionālās izglītības likums, amendments of 2022; concordance as published by the Latvijas kvalifikāciju
//! datubāze). A level is ordinal and inclusive: each holds what the one below it asks.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The day from which a bare level number means LKI.
pub const PKL_ENDED: Date = jiff::civil::date(2022, 8, 1);

/// The scale in which a document states a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LevelScheme {
    /// Latvijas kvalifikāciju ietvarstruktūra, 1 to 8; the same numbers as EKI (EQF).
    Lki,
    /// Profesionālās kvalifikācijas līmenis of documents before [`PKL_ENDED`], 1 to 5.
    Pkl,
}

/// A level as understood, and as it was stated.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Level {
    /// LKI, 1 to 8; the lower one where the old level spans two.
    pub lki: u8,
    /// The upper LKI where the old level spans two (PKL 5), else the same as `lki`.
    pub lki_to: u8,
    /// The scale that the document uses.
    pub scheme: LevelScheme,
    /// The number in that scale.
    pub stated: u8,
}

/// Why a level was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LevelError {
    /// The number is outside the scale.
    #[error("{scheme} has levels {low} to {high}, not {stated}")]
    OutOfRange {
        /// The scale's name.
        scheme: &'static str,
        /// The number given.
        stated: u8,
        /// The lowest level of the scale.
        low: u8,
        /// The highest level of the scale.
        high: u8,
    },
}

impl Level {
    /// A level stated as LKI or EKI.
    ///
    /// # Errors
    /// [`LevelError::OutOfRange`] outside 1 to 8.
    pub fn lki(number: u8) -> Result<Self, LevelError> {
        if !(1..=8).contains(&number) {
            return Err(LevelError::OutOfRange {
                scheme: "LKI",
                stated: number,
                low: 1,
                high: 8,
            });
        }
        Ok(Self {
            lki: number,
            lki_to: number,
            scheme: LevelScheme::Lki,
            stated: number,
        })
    }

    /// A level stated as PKL in a document from before [`PKL_ENDED`].
    ///
    /// # Errors
    /// [`LevelError::OutOfRange`] outside 1 to 5.
    pub fn pkl(number: u8) -> Result<Self, LevelError> {
        let (lki, lki_to) = match number {
            1..=4 => (number + 1, number + 1),
            5 => (6, 7),
            _ => {
                return Err(LevelError::OutOfRange {
                    scheme: "PKL",
                    stated: number,
                    low: 1,
                    high: 5,
                });
            }
        };
        Ok(Self {
            lki,
            lki_to,
            scheme: LevelScheme::Pkl,
            stated: number,
        })
    }

    /// A bare "3. līmenis": PKL in a document dated before [`PKL_ENDED`], LKI from then on and where no date is known.
    ///
    /// # Errors
    /// [`LevelError::OutOfRange`] outside the scale that the date implies.
    pub fn bare(number: u8, document: Option<Date>) -> Result<Self, LevelError> {
        match document {
            Some(date) if date < PKL_ENDED => Self::pkl(number),
            _ => Self::lki(number),
        }
    }

    /// Whether something learnt at this level is enough where `required` is asked (levels include the ones below).
    pub fn covers(&self, required: &Level) -> bool {
        self.lki_to >= required.lki
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn old_levels_are_one_lower_and_the_fifth_spans_two() {
        assert_eq!(Level::pkl(3).unwrap().lki, 4);
        let fifth = Level::pkl(5).unwrap();
        assert_eq!((fifth.lki, fifth.lki_to), (6, 7));
    }

    #[test]
    fn a_bare_number_is_read_by_the_documents_date() {
        let old = Level::bare(3, Some(date(2017, 2, 8))).unwrap();
        assert_eq!((old.scheme, old.lki), (LevelScheme::Pkl, 4));
        let new = Level::bare(3, Some(date(2022, 8, 1))).unwrap();
        assert_eq!((new.scheme, new.lki), (LevelScheme::Lki, 3));
        assert_eq!(Level::bare(3, None).unwrap().scheme, LevelScheme::Lki);
    }

    #[test]
    fn numbers_outside_the_scale_say_so() {
        let error = Level::pkl(6).unwrap_err();
        assert_eq!(error.to_string(), "PKL has levels 1 to 5, not 6");
        assert!(Level::lki(0).is_err());
        assert!(Level::lki(9).is_err());
    }

    #[test]
    fn a_higher_level_covers_a_lower_one() {
        let (three, four) = (Level::lki(3).unwrap(), Level::lki(4).unwrap());
        assert!(four.covers(&three));
        assert!(!three.covers(&four));
    }

    proptest! {
        #[test]
        fn no_number_panics_and_what_is_accepted_is_a_level(n: u8, old: bool) {
            let day = if old { date(2010, 1, 1) } else { date(2025, 1, 1) };
            if let Ok(level) = Level::bare(n, Some(day)) {
                prop_assert!((1..=8).contains(&level.lki) && level.lki <= level.lki_to && level.lki_to <= 8);
                prop_assert!(level.covers(&level));
            }
        }
    }
}
