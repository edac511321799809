//! What happened to accounts, in order. Rows are added, never changed; no password and no token stands in them.

use std::net::IpAddr;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::time::stamp;
use super::{Accounts, AccountsError};

/// Who acts where no user is signed in: the command line.
pub(super) const CONSOLE: &str = "console";

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// What happened to an account.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Action { $($(#[$doc])* $name,)* }

        impl Action {
            /// The code under which it is stored.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

actions! {
    /// A user was made.
    UserAdded = "user_added";
    /// A user was shut out.
    UserDisabled = "user_disabled";
    /// A user was let in again.
    UserEnabled = "user_enabled";
    /// Roles were given or taken.
    RolesChanged = "roles_changed";
    /// A password was changed.
    PasswordChanged = "password_changed";
    /// Somebody logged in.
    LoggedIn = "logged_in";
    /// A log-in failed.
    LogInFailed = "log_in_failed";
    /// Somebody logged out.
    LoggedOut = "logged_out";
    /// An API token was made.
    TokenMade = "token_made";
    /// An API token was revoked.
    TokenRevoked = "token_revoked";
}

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEvent {
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Whose account; none where a log-in named nobody that there is.
    pub user: Option<String>,
    /// What happened: the code of an [`Action`].
    pub action: String,
    /// Who did it: a user, `console` for the command line, `?` where nobody was signed in.
    pub by: String,
    /// Where from, if it came over the network.
    pub address: Option<String>,
    /// Roles given, name of a token.
    pub detail: Option<String>,
}

pub(super) fn record(
    connection: &Connection,
    user: Option<&str>,
    action: Action,
    by: &str,
    detail: Option<&str>,
    now: Timestamp,
) -> Result<(), AccountsError> {
    insert(connection, user, action, by, None, detail, now)
}

/// The same of something that came over the network.
pub(super) fn record_from(
    connection: &Connection,
    user: Option<&str>,
    action: Action,
    address: Option<IpAddr>,
    now: Timestamp,
) -> Result<(), AccountsError> {
    // A failed log-in proves nothing about who it was.
    let by = match action {
        Action::LogInFailed => "?",
        _ => user.unwrap_or("?"),
    };
    insert(connection, user, action, by, address, None, now)
}

fn insert(
    connection: &Connection,
    user: Option<&str>,
    action: Action,
    by: &str,
    address: Option<IpAddr>,
    detail: Option<&str>,
    now: Timestamp,
) -> Result<(), AccountsError> {
    let sql = "INSERT INTO account_event (at, user, action, by, address, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let address = address.map(|a| a.to_canonical().to_string());
    connection.prepare_cached(sql)?.execute(params![
        stamp(now),
        user,
        action.code(),
        by,
        address,
        detail
    ])?;
    Ok(())
}

impl Accounts {
    /// What happened last, the newest first: to one user, or to all.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn events(
        &self,
        user: Option<&str>,
        most: usize,
    ) -> Result<Vec<AccountEvent>, AccountsError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT at, user, action, by, address, detail FROM account_event
                 WHERE ?1 IS NULL OR user = ?1 ORDER BY number DESC LIMIT ?2",
            )?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let rows = statement.query_map(params![user, most], |row| {
                Ok(AccountEvent {
                    at: row.get(0)?,
                    user: row.get(1)?,
                    action: row.get(2)?,
                    by: row.get(3)?,
                    address: row.get(4)?,
                    detail: row.get(5)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
