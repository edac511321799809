//! How answers leave: for any page (CORS), also as a script where the client asks for a callback (JSONP).

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::super::settings::Settings;
use super::super::{AppState, Problem};
use crate::web::Language;

/// The longest name of a callback: jQuery's have some 45 characters.
const CALLBACK: usize = 100;

/// JSON, or a script that calls `callback` with it.
pub(super) fn json(answer: &impl Serialize, callback: Option<&str>) -> Result<Response, Problem> {
    let body = serde_json::to_string(answer).map_err(|e| Problem::internal(&e))?;
    let response = match callback.filter(|name| !name.is_empty()) {
        None => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Some(name) => {
            let name = checked(name)?;
            // The comment keeps a browser from taking the beginning of the answer for something else; the two line ends are
            // none in JSON, but are in older JavaScript.
            let body = body
                .replace('\u{2028}', "\\u2028")
                .replace('\u{2029}', "\\u2029");
            let script = format!("/**/{name}({body});");
            (
                [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
                script,
            )
                .into_response()
        }
    };
    Ok(response)
}

/// A callback is a name of JavaScript, with dots and indices perhaps, and nothing else: it is written into a script.
fn checked(name: &str) -> Result<&str, Problem> {
    let mut characters = name.chars();
    let starts = characters
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$');
    let goes_on = characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.'));
    if starts && goes_on && name.len() <= CALLBACK {
        return Ok(name);
    }
    Err(Problem::new(
        StatusCode::BAD_REQUEST,
        "bad-callback",
        "a callback is a name of JavaScript: letters, digits, _ $ and dots, 100 at most",
    )
    .at("callback"))
}

/// Lets any page read the answer: it holds nothing that is not everybody's.
pub(super) fn for_everybody(headers: &mut HeaderMap) {
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    // Resource policies would keep pages of other sites from loading the script of a callback.
    let policy = header::HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("cross-origin"));
}

/// What a browser is told before it asks for real.
pub(super) async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "content-type, accept, accept-language",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Where the service is, as its client sees it: what the manifest's addresses begin with.
pub(super) fn base_url(state: &AppState, headers: &HeaderMap) -> String {
    let Settings { public_url, .. } = &state.settings;
    match public_url {
        Some(url) => url.to_string(),
        None => {
            let host = headers
                .get(header::HOST)
                .and_then(|host| host.to_str().ok());
            let plain = |c: char| c.is_ascii_alphanumeric() || ".:-[]_".contains(c);
            let host = host.filter(|host| !host.is_empty() && host.chars().all(plain));
            format!("http://{}", host.unwrap_or("localhost"))
        }
    }
}

/// The language of a service: `/reconcile/en` speaks English.
pub(super) fn language(tag: &str) -> Result<Language, Problem> {
    match tag {
        "lv" => Ok(Language::Lv),
        "en" => Ok(Language::En),
        other => Err(Problem::new(
            StatusCode::NOT_FOUND,
            "language-not-found",
            format!("the service does not speak `{other}`"),
        )
        .at("path: language")
        .hint("/reconcile/lv and /reconcile/en are there; /reconcile speaks Latvian")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_callbacks_are_taken_and_scripts_are_not() {
        for name in ["cb", "jQuery341_1700000000000", "$.ajax.done", "_x"] {
            assert_eq!(checked(name), Ok(name));
        }
        for name in [
            "1x",
            "alert(1)//",
            "a;b",
            "a-b",
            "<script>",
            "ā",
            "a[0]",
            &"x".repeat(101),
        ] {
            assert!(checked(name).is_err(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_a_name_is_written_into_a_script(name in "\\PC{0,30}") {
            if let Ok(name) = checked(&name) {
                prop_assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || "_$.".contains(c)));
            }
        }
    }
}
