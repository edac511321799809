//! What whoever runs the server says about its surroundings.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use axum::http::Uri;
use jiff::Timestamp;

use crate::accounts::Cost;

/// What whoever runs the server says about its surroundings.
#[derive(Clone)]
pub struct Settings {
    /// The address under which people reach the service, where that is not the one it listens on.
    pub public_url: Option<PublicUrl>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// What time it is.
    pub clock: Clock,
    /// Work for each password.
    pub password_cost: Cost,
}

/// Tells the time; tests bring their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: None,
            trusted_proxies: Vec::new(),
            clock: Arc::new(Timestamp::now),
            password_cost: Cost::default(),
        }
    }
}

impl Settings {
    /// Whether browsers reach the service over an encrypted connection, so that cookies may insist on one.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(PublicUrl::is_https)
    }
}

/// The address under which people reach the service: scheme and host, no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    scheme: &'static str,
    authority: String,
}

/// A text that is no address of a service.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no address of a service; right would be https://prasme.example.lv, without a path"
)]
pub struct PublicUrlError(String);

impl PublicUrl {
    /// Whether connections to it are encrypted.
    pub fn is_https(&self) -> bool {
        self.scheme == "https"
    }

    /// Host, and the port where it is not the scheme's own.
    pub fn authority(&self) -> &str {
        &self.authority
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let wrong = || PublicUrlError(text.to_owned());
        let uri: Uri = text.parse().map_err(|_| wrong())?;
        let scheme = match uri.scheme_str() {
            Some("https") => "https",
            Some("http") => "http",
            _ => return Err(wrong()),
        };
        let authority = uri.authority().ok_or_else(wrong)?.as_str();
        let plain = matches!(uri.path(), "" | "/") && uri.query().is_none();
        if !plain || authority.contains('@') {
            return Err(wrong());
        }
        Ok(Self {
            scheme,
            authority: authority.to_lowercase(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_scheme_and_host() {
        let url: PublicUrl = "https://Prasme.example.lv/".parse().unwrap();
        assert_eq!(url.to_string(), "https://prasme.example.lv");
        assert!(url.is_https());
        assert!(
            !"http://localhost:8080"
                .parse::<PublicUrl>()
                .unwrap()
                .is_https()
        );
    }

    #[test]
    fn what_is_no_address_is_said_again() {
        for text in [
            "prasme.lv",
            "ftp://x",
            "https://x/path",
            "https://a@b",
            "https://x?y",
            "",
        ] {
            assert_eq!(
                text.parse::<PublicUrl>(),
                Err(PublicUrlError(text.into())),
                "{text}"
            );
        }
    }
}
