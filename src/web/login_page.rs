//! The log-in page.

use askama::Template;

use super::Frame;
use crate::accounts::{DEMO_PASSWORD, DEMO_USERS};

/// What the log-in page shows.
#[derive(Debug, Clone, Default)]
pub struct LoginInput {
    /// Where to go afterwards.
    pub back: String,
    /// The name that was typed before.
    pub name: String,
    /// Whether name or password were wrong.
    pub wrong: bool,
    /// Seconds until the next attempt, where too many failed.
    pub wait: Option<i64>,
    /// The demo accounts that may be used.
    pub demo: Vec<String>,
    /// Whether passwords travel unencrypted.
    pub open_line: bool,
}

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage<'a> {
    frame: &'a Frame,
    input: &'a LoginInput,
    wait: Option<String>,
    demo: Vec<(&'a str, &'static str)>,
    demo_password: &'static str,
}

/// The log-in page.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn login_page(frame: &Frame, input: &LoginInput) -> Result<String, askama::Error> {
    let wait = input.wait.map(|seconds| {
        let seconds = usize::try_from(seconds).unwrap_or(1);
        match seconds {
            0..=90 => frame.language.count("login.wait_seconds", seconds.max(1)),
            _ => frame
                .language
                .count("login.wait_minutes", seconds.div_ceil(60)),
        }
    });
    let role = |name: &str| {
        let of_demo = DEMO_USERS.iter().find(|(n, _, _)| *n == name);
        of_demo.map_or("", |(_, _, role)| frame.t(&format!("role.{role}")))
    };
    LoginPage {
        frame,
        input,
        wait,
        demo: input
            .demo
            .iter()
            .map(|name| (name.as_str(), role(name)))
            .collect(),
        demo_password: DEMO_PASSWORD,
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    #[test]
    fn it_says_what_went_wrong_and_that_demo_accounts_are_demo_accounts() {
        let input = LoginInput {
            back: "/data".into(),
            name: "<b>anna".into(),
            wrong: true,
            wait: Some(900),
            demo: vec!["eksperts".into()],
            open_line: true,
        };
        for language in [Language::Lv, Language::En] {
            let html = login_page(&Frame::new(language, "x", "/login"), &input).unwrap();
            assert!(!html.contains("⟨?⟩"), "a text is missing");
            assert!(!html.contains("<b>anna") && html.contains(DEMO_PASSWORD));
            assert!(html.contains("value=\"/data\"") && html.contains("15"));
        }
    }

    #[test]
    fn without_demo_accounts_their_password_is_nowhere() {
        let html = login_page(
            &Frame::new(Language::Lv, "x", "/login"),
            &LoginInput::default(),
        );
        assert!(!html.unwrap().contains(DEMO_PASSWORD));
    }
}
