//! A user's own page.

use askama::Template;

use super::Frame;
use crate::accounts::SHORTEST;

/// What a user's own page shows.
#[derive(Debug, Clone)]
pub struct AccountInput {
    /// The name by which the user logs in.
    pub name: String,
    /// The name as people read it.
    pub full_name: String,
    /// Codes of the roles.
    pub roles: Vec<&'static str>,
    /// Whether it is one of the demo's accounts.
    pub demo: bool,
    /// The tokens, the newest first.
    pub tokens: Vec<TokenRow>,
    /// Days after which a token can end, to choose from; 0 for never.
    pub expiries: Vec<i64>,
    /// What is to be said about the last change.
    pub notice: AccountNotice,
}

/// A token in the list.
#[derive(Debug, Clone)]
pub struct TokenRow {
    /// The number by which it is revoked.
    pub number: i64,
    /// What its owner calls it.
    pub name: String,
    /// When it was made, RFC 3339.
    pub created: String,
    /// When it ends by itself.
    pub expires: Option<String>,
    /// When it was last used.
    pub used: Option<String>,
    /// Whether it is in force.
    pub good: bool,
    /// Whether it ended by itself.
    pub expired: bool,
}

impl TokenRow {
    fn day(time: &str) -> &str {
        time.get(..10).unwrap_or(time)
    }
}

/// What is to be said about the last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountNotice {
    /// Nothing was changed.
    None,
    /// The password was changed.
    PasswordChanged,
    /// A token was made: this is it, shown once.
    NewToken(String),
    /// The password given as the present one is not.
    WrongPassword,
    /// The new password and its repetition differ.
    NotTheSame,
    /// The new password is too short.
    Short,
    /// The new password is too long.
    Long,
    /// The new password is one character repeated.
    Repeated,
    /// The new password holds the user's name.
    HoldsName,
    /// A token without a proper name or time.
    BadToken,
}

impl AccountNotice {
    /// Whether the change was refused.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::None | Self::PasswordChanged | Self::NewToken(_))
    }

    fn key(&self) -> Option<&'static str> {
        Some(match self {
            Self::None | Self::NewToken(_) => return None,
            Self::PasswordChanged => "account.password_changed",
            Self::WrongPassword => "account.wrong_password",
            Self::NotTheSame => "account.not_the_same",
            Self::Short => "account.short",
            Self::Long => "account.long",
            Self::Repeated => "account.repeated",
            Self::HoldsName => "account.holds_name",
            Self::BadToken => "account.bad_token",
        })
    }
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage<'a> {
    frame: &'a Frame,
    input: &'a AccountInput,
    notice: Option<&'static str>,
    new_token: Option<&'a str>,
    roles: Vec<&'static str>,
    expiries: Vec<(i64, String)>,
    shortest: String,
    csrf: &'a str,
}

/// A user's own page.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn account_page(frame: &Frame, input: &AccountInput) -> Result<String, askama::Error> {
    let expiry = |days: i64| match usize::try_from(days) {
        Ok(days) if days > 0 => frame.language.count("account.days", days),
        _ => frame.t("account.never").to_owned(),
    };
    AccountPage {
        frame,
        input,
        notice: input.notice.key().map(|key| frame.t(key)),
        new_token: match &input.notice {
            AccountNotice::NewToken(token) => Some(token),
            _ => None,
        },
        roles: input
            .roles
            .iter()
            .map(|role| frame.t(&format!("role.{role}")))
            .collect(),
        expiries: input
            .expiries
            .iter()
            .map(|days| (*days, expiry(*days)))
            .collect(),
        shortest: frame.language.count("account.shortest", SHORTEST),
        csrf: frame.csrf(),
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::super::{Language, Visitor};
    use super::*;

    fn input(notice: AccountNotice) -> AccountInput {
        let token = TokenRow {
            number: 7,
            name: "skripts".into(),
            created: "2026-11-21T08:00:00Z".into(),
            expires: None,
            used: None,
            good: true,
            expired: false,
        };
        AccountInput {
            name: "anna".into(),
            full_name: "Anna Liepa".into(),
            roles: vec!["expert", "officer"],
            demo: true,
            tokens: vec![token],
            expiries: vec![30, 0],
            notice,
        }
    }

    #[test]
    fn it_has_all_its_texts_and_every_form_its_proof() {
        for language in [Language::Lv, Language::En] {
            for notice in [
                AccountNotice::NewToken("prasme_12".into()),
                AccountNotice::PasswordChanged,
                AccountNotice::WrongPassword,
                AccountNotice::NotTheSame,
                AccountNotice::Short,
                AccountNotice::Long,
                AccountNotice::Repeated,
                AccountNotice::HoldsName,
                AccountNotice::BadToken,
            ] {
                let mut frame = Frame::new(language, "x", "/account");
                frame.visitor = Visitor::User {
                    name: "Anna Liepa".into(),
                    demo: false,
                    csrf: "proof".into(),
                };
                let html = account_page(&frame, &input(notice.clone())).unwrap();
                assert!(!html.contains("⟨?⟩"), "{notice:?}");
                let forms = html.matches("method=\"post\"").count();
                assert_eq!(forms, html.matches("name=\"csrf\" value=\"proof\"").count());
                assert!(forms >= 4);
            }
        }
    }

    #[test]
    fn a_token_is_shown_only_when_it_was_just_made() {
        let frame = Frame::new(Language::Lv, "x", "/account");
        let html = account_page(&frame, &input(AccountNotice::None)).unwrap();
        assert!(!html.contains("prasme_"));
        assert!(AccountNotice::BadToken.is_refusal() && !AccountNotice::None.is_refusal());
    }
}
