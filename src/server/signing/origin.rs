//! Whether a form was sent by a page of ours, as far as the browser tells.

use axum::http::{HeaderMap, header};

use super::super::settings::Settings;

/// Whether the browser says that the request comes from another site. Who is no browser says nothing.
///
/// `Sec-Fetch-Site` cannot be set by script and knows nothing of proxies; where a browser does not send it (old ones, and
/// plain HTTP beyond this machine) `Origin` is compared with the host.
pub(super) fn is_foreign(headers: &HeaderMap, settings: &Settings) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else {
        return false;
    };
    let Some((_, from)) = origin.split_once("://") else {
        // "null": a page without an origin of its own, such as a frame of somebody else's.
        return true;
    };
    let public = settings.public_url.as_ref().map(|url| url.authority());
    let host = public.or_else(|| text(header::HOST.as_str()));
    host.is_none_or(|host| !host.eq_ignore_ascii_case(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                let name = axum::http::HeaderName::from_static(name);
                (name, axum::http::HeaderValue::from_static(value))
            })
            .collect();
        is_foreign(&headers, &Settings::default())
    }

    #[test]
    fn the_browsers_own_word_counts_first() {
        assert!(!foreign(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://proxy.inside")
        ]));
        assert!(foreign(&[("sec-fetch-site", "cross-site")]));
        assert!(foreign(&[("sec-fetch-site", "same-site")]));
    }

    #[test]
    fn an_old_browser_is_judged_by_its_origin() {
        assert!(!foreign(&[
            ("origin", "http://localhost:8080"),
            ("host", "localhost:8080")
        ]));
        assert!(foreign(&[
            ("origin", "http://evil.example"),
            ("host", "localhost:8080")
        ]));
        assert!(foreign(&[("origin", "null"), ("host", "localhost:8080")]));
    }

    #[test]
    fn a_program_that_is_no_browser_is_not_foreign() {
        assert!(!foreign(&[("host", "localhost:8080")]));
    }
}
