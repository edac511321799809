//! Where to go after a log-in: back to a page of ours, never to somebody else's.

/// The path if it leads to this service and nowhere else.
///
/// Browsers read `//host`, `/\host` and, after dropping tabs and line ends, `/<tab>/host` as another host.
pub(super) fn checked(path: &str) -> Option<&str> {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(|c| c.is_control() || c.is_whitespace());
    let loops = ["/login", "/logout"]
        .iter()
        .any(|page| path.split(['?', '#']).next() == Some(page));
    (own && !loops && path.len() <= LONGEST).then_some(path)
}

/// The longest path that is taken back to, bytes: a search with all its filters fits.
const LONGEST: usize = 2000;

/// The page that asks for a log-in and leads back to this path.
pub(super) fn login_for(path: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    match checked(path) {
        None | Some("/") => "/login".to_owned(),
        Some(path) => format!(
            "/login?return={}",
            utf8_percent_encode(path, NON_ALPHANUMERIC)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pages_of_ours_are_taken_back_to() {
        for path in ["/", "/r/mip/a/1?x=%2F%2Fevil", "/?q=ābols&kind=skill"] {
            assert_eq!(checked(path), Some(path));
        }
        assert_eq!(login_for("/data?x=1"), "/login?return=%2Fdata%3Fx%3D1");
    }

    #[test]
    fn whatever_a_browser_could_take_for_another_host_is_not() {
        for path in [
            "",
            "evil.example",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "\\\\evil",
            "javascript:alert(1)",
            "/\n/evil",
            " /x",
            "/login?return=/login",
            "/logout",
        ] {
            assert_eq!(checked(path), None, "{path:?}");
            assert_eq!(login_for(path), "/login");
        }
    }

    proptest! {
        #[test]
        fn a_checked_path_stays_on_the_host(path in "[/\\\\a-z\\t\\n:.@?#%]{0,20}") {
            if let Some(path) = checked(&path) {
                prop_assert!(path.starts_with('/') && !path[1..].starts_with(['/', '\\']));
            }
        }
    }
}
