//! What `prasme user` prints.

use std::io::Write;

use super::super::out;
use crate::accounts::{AccountEvent, Roles, TokenInfo, User};

/// The roles in words.
pub(super) fn roles(roles: Roles) -> String {
    match roles.to_string() {
        none if none.is_empty() => "no role".to_owned(),
        some => some,
    }
}

pub(super) fn users(users: &[User]) -> anyhow::Result<()> {
    let mut stdout = out::stdout();
    writeln!(stdout, "name\tfull name\troles\tmade\tdisabled\tdemo")?;
    for user in users {
        let disabled = user.disabled_at.as_deref().unwrap_or("");
        let demo = if user.demo { "demo" } else { "" };
        let User {
            name,
            full_name,
            created_at,
            ..
        } = user;
        let roles = roles(user.roles);
        writeln!(
            stdout,
            "{name}\t{full_name}\t{roles}\t{created_at}\t{disabled}\t{demo}"
        )?;
    }
    Ok(stdout.flush()?)
}

pub(super) fn tokens(tokens: &[TokenInfo]) -> anyhow::Result<()> {
    let mut stdout = out::stdout();
    writeln!(stdout, "number\tname\tmade\texpires\tlast used\trevoked")?;
    let or =
        |time: &Option<String>, otherwise: &str| time.as_deref().unwrap_or(otherwise).to_owned();
    for token in tokens {
        writeln!(
            stdout,
            "{}\t{}\t{}\t{}\t{}\t{}",
            token.number,
            token.name,
            token.created_at,
            or(&token.expires_at, "never"),
            or(&token.used_at, "never"),
            or(&token.revoked_at, ""),
        )?;
    }
    Ok(stdout.flush()?)
}

pub(super) fn events(events: &[AccountEvent]) -> anyhow::Result<()> {
    let mut stdout = out::stdout();
    writeln!(stdout, "when\taccount\twhat\tby\tfrom\tdetail")?;
    for event in events {
        writeln!(
            stdout,
            "{}\t{}\t{}\t{}\t{}\t{}",
            event.at,
            event.user.as_deref().unwrap_or("?"),
            event.action,
            event.by,
            event.address.as_deref().unwrap_or(""),
            event.detail.as_deref().unwrap_or(""),
        )?;
    }
    Ok(stdout.flush()?)
}
