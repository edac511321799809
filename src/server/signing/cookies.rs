//! The cookie of a session.

use axum::http::{HeaderMap, HeaderValue, header};

use super::super::settings::Settings;
use crate::accounts::{LONGEST, Secret};

/// Over an encrypted connection: `__Host-` binds it to this very host and path `/`, and browsers refuse to set it
/// otherwise.
const SECURE_NAME: &str = "__Host-prasme-session";

/// Over plain HTTP, which is for this machine only: the prefix and `Secure` would make browsers refuse the cookie.
const PLAIN_NAME: &str = "prasme-session";

fn name(settings: &Settings) -> &'static str {
    if settings.is_https() {
        SECURE_NAME
    } else {
        PLAIN_NAME
    }
}

/// The session that a request brings; a name that comes twice with different values brings none.
pub(super) fn read(headers: &HeaderMap, settings: &Settings) -> Option<Secret> {
    let name = name(settings);
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .filter(|(n, _)| *n == name)
        .map(|(_, value)| value);
    let first = found.next()?;
    found
        .all(|other| other == first)
        .then(|| Secret::parse(first))?
}

/// Gives a browser its session. Script cannot read it, other sites cannot post with it.
pub(super) fn set(session: &Secret, settings: &Settings) -> Option<HeaderValue> {
    let age = LONGEST.as_secs();
    cookie(session.reveal(), age, settings)
}

/// Takes it away.
pub(super) fn clear(settings: &Settings) -> Option<HeaderValue> {
    cookie("", 0, settings)
}

fn cookie(value: &str, age: i64, settings: &Settings) -> Option<HeaderValue> {
    let name = name(settings);
    let secure = if settings.is_https() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn https() -> Settings {
        Settings {
            public_url: Some("https://prasme.example.lv".parse().unwrap()),
            ..Settings::default()
        }
    }

    fn secret() -> Secret {
        Secret::parse(&"a".repeat(64)).unwrap()
    }

    #[test]
    fn over_https_the_cookie_insists_on_it() {
        let set = set(&secret(), &https()).unwrap();
        let text = set.to_str().unwrap();
        assert!(text.starts_with("__Host-prasme-session=aaa"));
        for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!text.contains("Domain"));
    }

    #[test]
    fn over_plain_http_it_does_not_pretend() {
        let set = set(&secret(), &Settings::default()).unwrap();
        let text = set.to_str().unwrap();
        assert!(
            text.starts_with("prasme-session=") && !text.contains("Secure"),
            "{text}"
        );
    }

    #[test]
    fn a_plain_cookie_is_nothing_where_a_secure_one_is_asked_for() {
        let mut headers = HeaderMap::new();
        let both = format!("a=b; prasme-session={}", secret().reveal());
        headers.insert(header::COOKIE, HeaderValue::from_str(&both).unwrap());
        assert!(read(&headers, &https()).is_none());
        assert_eq!(read(&headers, &Settings::default()), Some(secret()));
    }

    #[test]
    fn two_different_sessions_are_none() {
        let mut headers = HeaderMap::new();
        let two = format!(
            "prasme-session={}; prasme-session={}",
            "a".repeat(64),
            "b".repeat(64)
        );
        headers.insert(header::COOKIE, HeaderValue::from_str(&two).unwrap());
        assert!(read(&headers, &Settings::default()).is_none());
    }
}
