//! `prasme user token`.

use std::io::Write;

use clap::Subcommand;
use jiff::{SignedDuration, Timestamp};

use super::super::out;
use super::{CONSOLE, list};
use crate::accounts::Accounts;

#[derive(Debug, Subcommand)]
pub(super) enum Token {
    /// Make a token and print it; it is never shown again.
    Add {
        /// Name of the user for whom programs will act with it.
        user: String,
        /// What it is for.
        name: String,
        /// Days after which it ends by itself; without, it does not.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..))]
        days: Option<u16>,
    },
    /// List the tokens of a user.
    List {
        /// Name of the user.
        user: String,
    },
    /// Revoke a token.
    Revoke {
        /// Its number, as the list shows it.
        number: i64,
    },
}

impl Token {
    pub(super) fn run(self, accounts: &Accounts, now: Timestamp) -> anyhow::Result<()> {
        match self {
            Self::Add { user, name, days } => {
                let expires = days
                    .map(|days| now.checked_add(SignedDuration::from_hours(24 * i64::from(days))))
                    .transpose()?;
                let token = accounts.make_token(&user, &name, expires, CONSOLE, now)?;
                let mut stdout = out::stdout();
                writeln!(stdout, "{}", token.reveal())?;
                stdout.flush()?;
                out::note(&format!(
                    "token {}: keep it safe, it is not shown again",
                    token.number
                ));
            }
            Self::List { user } => list::tokens(&accounts.tokens(&user)?)?,
            Self::Revoke { number } => {
                accounts.revoke_token(number, None, CONSOLE, now)?;
                out::note(&format!("token {number} is revoked"));
            }
        }
        Ok(())
    }
}
