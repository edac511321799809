//! Passwords: what is accepted, and argon2id.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use unicode_normalization::UnicodeNormalization;

use super::{AccountsError, UserName};

/// The shortest password, characters. NIST SP 800-63B-4 asks for 15 where a password stands alone and 8 where it does
/// not; log-ins here are throttled and the service is rarely open to the world, so it lies between.
pub const SHORTEST: usize = 12;

/// The longest password, characters: room for any phrase, not for a flood.
pub const MOST_CHARACTERS: usize = 256;

/// Why a password is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short.
    #[error(
        "the password has {0} characters; it needs at least {SHORTEST}: several words are easy to remember"
    )]
    Short(usize),
    /// Too long.
    #[error("the password has {0} characters; it may have {MOST_CHARACTERS} at most")]
    Long(usize),
    /// One character over and over.
    #[error("the password is one character repeated; use several words")]
    Repeated,
    /// It holds the user's name.
    #[error("the password holds the user's name; use words that have nothing to do with it")]
    HoldsName,
}

/// How much work hashing a password is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, KiB.
    pub memory: u32,
    /// Passes over the memory.
    pub passes: u32,
}

/// Argon2id with 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet. RFC 9106 would
/// take more memory (64 MiB), which a small server that hashes several passwords at once does not have to spare.
impl Default for Cost {
    fn default() -> Self {
        Self {
            memory: 19 * 1024,
            passes: 2,
        }
    }
}

impl Cost {
    /// As little as the algorithm allows: for tests, which hash hundreds of passwords.
    pub const fn least() -> Self {
        Self {
            memory: 8,
            passes: 1,
        }
    }

    fn argon2(self) -> Result<Argon2<'static>, AccountsError> {
        let params = Params::new(self.memory, self.passes, 1, None)
            .map_err(|e| AccountsError::Hash(e.to_string()))?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

/// Refuses what is too easy to guess.
pub(super) fn check(password: &str, name: &UserName) -> Result<(), PasswordError> {
    let password = composed(password);
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordError::Short(length));
    }
    if length > MOST_CHARACTERS {
        return Err(PasswordError::Long(length));
    }
    let mut characters = password.chars();
    let first = characters.next();
    if characters.all(|c| Some(c) == first) {
        return Err(PasswordError::Repeated);
    }
    if password.to_lowercase().contains(name.as_str()) {
        return Err(PasswordError::HoldsName);
    }
    Ok(())
}

/// Keyboards and systems write `ā` as one character or as two: the same password either way.
fn composed(password: &str) -> String {
    password.nfc().collect()
}

/// The PHC string that is stored.
pub(super) fn hash(password: &str, cost: Cost) -> Result<String, AccountsError> {
    let hashed = cost
        .argon2()?
        .hash_password(composed(password).as_bytes())
        .map_err(|e| AccountsError::Hash(e.to_string()))?;
    Ok(hashed.to_string())
}

/// Whether this is the password behind the stored string; a damaged string fits none.
pub(super) fn fits(password: &str, stored: &str) -> bool {
    // The work is what the stored string says, whatever the default is today.
    PasswordHash::new(stored).is_ok_and(|stored| {
        Argon2::default()
            .verify_password(composed(password).as_bytes(), &stored)
            .is_ok()
    })
}

/// Whether the stored string was made with other work than today's.
pub(super) fn is_outdated(stored: &str, cost: Cost) -> bool {
    let Ok(parsed) = PasswordHash::new(stored) else {
        return false;
    };
    Params::try_from(&parsed).map_or(true, |p| {
        p.m_cost() != cost.memory || p.t_cost() != cost.passes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name() -> UserName {
        "anna".parse().unwrap()
    }

    #[test]
    fn short_repeated_and_telling_passwords_are_refused() {
        assert_eq!(check("īss", &name()), Err(PasswordError::Short(3)));
        assert_eq!(
            check("ā".repeat(12).as_str(), &name()),
            Err(PasswordError::Repeated)
        );
        assert_eq!(
            check("mana ANNA ir te", &name()),
            Err(PasswordError::HoldsName)
        );
        assert_eq!(
            check(&"ab".repeat(200), &name()),
            Err(PasswordError::Long(400))
        );
        assert_eq!(check("zirgs skrien mežā", &name()), Ok(()));
        let said = PasswordError::Short(3).to_string();
        assert!(said.contains('3') && said.contains("12"), "{said}");
    }

    #[test]
    fn length_counts_characters_however_they_are_written() {
        // Eleven letters, ten of them of two code points each.
        let decomposed = format!("{}b", "a\u{304}".repeat(10));
        assert_eq!(check(&decomposed, &name()), Err(PasswordError::Short(11)));
    }

    #[test]
    fn the_same_password_fits_composed_or_not_and_no_other_does() {
        let stored = hash("zāle zaļa visur", Cost::least()).unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$"),
            "{stored}"
        );
        assert!(fits("za\u{304}le zal\u{327}a visur", &stored));
        assert!(!fits("zale zala visur", &stored));
        assert!(!fits("zāle zaļa visur", "damaged"));
    }

    #[test]
    fn two_users_with_one_password_have_different_strings() {
        let one = hash("zirgs skrien mežā", Cost::least()).unwrap();
        assert_ne!(one, hash("zirgs skrien mežā", Cost::least()).unwrap());
    }

    #[test]
    fn a_string_made_with_less_work_is_outdated() {
        let stored = hash("zirgs skrien mežā", Cost::least()).unwrap();
        assert!(is_outdated(&stored, Cost::default()));
        assert!(!is_outdated(&stored, Cost::least()));
    }
}
