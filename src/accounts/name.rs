//! Names by which users log in.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

/// The longest name, characters: an e-mail address of a school fits.
const LONGEST: usize = 64;

/// A name by which a user logs in: lower case, composed, without white space; 2 to 64 letters, digits and `. _ - @`.
///
/// Decisions carry it, so it never changes and is never given to somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserName(String);

/// Why a text cannot be a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Too short or too long.
    #[error("a user's name has 2 to 64 characters, this one has {0}")]
    Length(usize),
    /// A character that cannot stand in a name.
    #[error("a user's name is made of letters, digits and . _ - @; {0:?} cannot stand in it")]
    Character(char),
    /// The command line signs its actions with this name.
    #[error("the name `console` stands for the command line in the log; choose another")]
    Reserved,
}

impl UserName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for UserName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let name: String = text.trim().to_lowercase().nfc().collect();
        let length = name.chars().count();
        if !(2..=LONGEST).contains(&length) {
            return Err(NameError::Length(length));
        }
        if let Some(c) = name
            .chars()
            .find(|c| !c.is_alphanumeric() && !"._-@".contains(*c))
        {
            return Err(NameError::Character(c));
        }
        if name == super::audit::CONSOLE {
            return Err(NameError::Reserved);
        }
        Ok(Self(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn capitals_and_decomposed_letters_make_no_other_user() {
        let one: UserName = "Jānis.Bērziņš@skola.lv".parse().unwrap();
        let two: UserName = " ja\u{304}nis.be\u{304}rzin\u{327}s\u{30c}@skola.lv "
            .parse()
            .unwrap();
        assert_eq!(one, two);
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!("a".parse::<UserName>(), Err(NameError::Length(1)));
        assert_eq!("a b".parse::<UserName>(), Err(NameError::Character(' ')));
        assert_eq!("Console".parse::<UserName>(), Err(NameError::Reserved));
    }

    proptest! {
        #[test]
        fn a_name_is_its_own_name(text in "\\PC{0,80}") {
            if let Ok(name) = text.parse::<UserName>() {
                prop_assert_eq!(name.as_str().parse::<UserName>(), Ok(name));
            }
        }
    }
}
