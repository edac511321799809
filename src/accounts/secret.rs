//! Secrets that are handed out once: session cookies and API tokens.

use std::fmt;

use super::AccountsError;

/// 256 random bits, in hexadecimal. Printed only on purpose ([`Secret::reveal`]); only `Secret::hash` is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

const BYTES: usize = 32;

impl Secret {
    /// A new one from the system's random numbers.
    pub(super) fn new() -> Result<Self, AccountsError> {
        let mut bytes = [0u8; BYTES];
        getrandom::fill(&mut bytes).map_err(|e| AccountsError::Random(e.to_string()))?;
        Ok(Self(blake3::Hash::from_bytes(bytes).to_hex().to_string()))
    }

    /// A text that somebody presents, if it can be one.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        (hex && text.len() == 2 * BYTES).then(|| Self(text.to_owned()))
    }

    /// The secret itself, to be given to its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored. A plain hash is enough: nobody guesses 256 random bits, so there is nothing to slow down. Looking
    /// the hash up leaks nothing by its time that would help to guess the secret.
    pub(super) fn hash(&self) -> String {
        let key = blake3::derive_key("prasme 2026 stored secret", self.0.as_bytes());
        blake3::Hash::from_bytes(key).to_hex().to_string()
    }

    /// Another secret that follows from this one: the key that protects the forms of a session.
    pub(super) fn form_key(&self) -> [u8; BYTES] {
        blake3::derive_key("prasme 2026 forms of a session", self.0.as_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_are_read_back() {
        let (one, two) = (Secret::new().unwrap(), Secret::new().unwrap());
        assert_ne!(one, two);
        assert_eq!(Secret::parse(one.reveal()), Some(one));
    }

    #[test]
    fn what_cannot_be_a_secret_is_none() {
        let long = "a".repeat(65);
        let other = "g".repeat(64);
        for text in ["", "abc", &long, &other] {
            assert_eq!(Secret::parse(text), None, "{text}");
        }
    }

    #[test]
    fn neither_log_nor_store_shows_it() {
        let secret = Secret::new().unwrap();
        assert!(!format!("{secret:?}").contains(secret.reveal()));
        assert_ne!(secret.hash(), secret.reveal());
        assert_ne!(secret.form_key().as_slice(), secret.hash().as_bytes());
    }
}
