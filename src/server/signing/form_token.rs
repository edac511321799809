//! Proof that a form came from our own page: a token that only the session's pages hold.
//!
//! Each page has another one: the session's key, masked by fresh random bytes. Pages are sent packed and repeat what was
//! searched for; a token that stood unchanged in each could be guessed from the packed lengths (the BREACH attack).

use crate::accounts::{FORM_KEY_BYTES, Identity, Via};

/// The form field and, in lower case, part of the header's name.
pub(super) const FIELD: &str = "csrf";

/// The header in which scripts send it.
pub(super) const HEADER: &str = "x-csrf-token";

/// A token for the forms of one page; none for somebody without a session, whose forms need none.
pub(super) fn make(identity: &Identity) -> Option<String> {
    let Via::Session { form_key, .. } = &identity.via else {
        return None;
    };
    let mut mask = [0u8; FORM_KEY_BYTES];
    getrandom::fill(&mut mask).ok()?;
    let masked = xor(form_key, &mask);
    Some(hex(&mask) + &hex(&masked))
}

/// Whether the token was made for this session.
pub(super) fn fits(token: &str, form_key: &[u8; FORM_KEY_BYTES]) -> bool {
    let Some((mask, masked)) = token
        .split_at_checked(2 * FORM_KEY_BYTES)
        .and_then(|(mask, masked)| Some((unhex(mask)?, unhex(masked)?)))
    else {
        return false;
    };
    // All bytes are looked at, whatever the first ones say.
    let found = xor(&mask, &masked);
    let differing = found.iter().zip(form_key).fold(0, |d, (a, b)| d | (a ^ b));
    std::hint::black_box(differing) == 0
}

fn xor(a: &[u8; FORM_KEY_BYTES], b: &[u8; FORM_KEY_BYTES]) -> [u8; FORM_KEY_BYTES] {
    std::array::from_fn(|i| a[i] ^ b[i])
}

fn hex(bytes: &[u8; FORM_KEY_BYTES]) -> String {
    blake3::Hash::from_bytes(*bytes).to_hex().to_string()
}

fn unhex(text: &str) -> Option<[u8; FORM_KEY_BYTES]> {
    Some(*blake3::Hash::from_hex(text).ok()?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Roles;
    use proptest::prelude::*;

    fn identity(via: Via) -> Identity {
        Identity {
            name: "anna".into(),
            full_name: "Anna".into(),
            roles: Roles::default(),
            demo: false,
            via,
        }
    }

    #[test]
    fn a_token_fits_its_session_and_no_other() {
        let hash = "h".to_owned();
        let via = Via::Session {
            hash,
            form_key: [7; 32],
        };
        let (one, two) = (
            make(&identity(via.clone())).unwrap(),
            make(&identity(via)).unwrap(),
        );
        assert_ne!(one, two, "each page has another one");
        assert!(fits(&one, &[7; 32]) && fits(&two, &[7; 32]));
        assert!(!fits(&one, &[8; 32]));
    }

    #[test]
    fn who_came_by_an_api_token_needs_none() {
        assert_eq!(make(&identity(Via::Token(1))), None);
    }

    proptest! {
        #[test]
        fn nothing_made_up_fits(token in "\\PC{0,140}", key in any::<[u8; 32]>()) {
            prop_assert!(!fits(&token, &key));
        }
    }
}
