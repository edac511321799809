//! Logging in: throttled, and as slow for unknown names as for known ones.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::audit::{self, Action};
use super::demo::PLAIN_OR_DEMO;
use super::throttle::{self, By, REMEMBERED};
use super::time::{before, stamp};
use super::{Accounts, AccountsError, Secret, Session, UserName, address, password, session};

/// Somebody's attempt to log in.
#[derive(Clone, Copy)]
pub struct LogIn<'a> {
    /// The name as typed.
    pub name: &'a str,
    /// The password as typed.
    pub password: &'a str,
    /// Where it comes from, if that is known.
    pub address: Option<IpAddr>,
    /// The session that the browser came with; it ends when the log-in succeeds.
    pub replaces: Option<&'a Secret>,
}

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum LogInError {
    /// Name or password are wrong, or the user is disabled: which of them, is not told.
    #[error("name or password are wrong")]
    Wrong,
    /// Too many attempts failed; the password was not looked at.
    #[error("too many attempts failed; try again in {0} s")]
    Throttled(i64),
    /// The accounts cannot be read or written.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
}

impl Accounts {
    /// Checks name and password and opens a session. Takes as long as argon2id does, whether or not there is such a user.
    ///
    /// # Errors
    /// [`LogInError`].
    pub fn log_in(&self, attempt: LogIn<'_>, now: Timestamp) -> Result<Session, LogInError> {
        let name = attempt.name.parse::<UserName>().ok();
        let name_hash = hash_of(name.as_ref().map_or(attempt.name, UserName::as_str));
        // The attempt is counted before the password is looked at: a hundred at once are a hundred attempts.
        let counted = self.write(|connection| {
            let wait = longest_wait(connection, &name_hash, attempt.address, now)?;
            if wait.is_none() {
                count(connection, &name_hash, attempt.address, now)?;
            }
            Ok(wait)
        })?;
        if let Some(wait) = counted {
            // Rounded up: who comes again after these seconds is not sent away for a fraction of one.
            return Err(LogInError::Throttled(wait.as_secs() + 1));
        }
        let stored = match &name {
            Some(name) => self.stored_password(name)?,
            None => None,
        };
        let known = stored.is_some();
        let stored = match stored {
            Some(stored) => stored,
            None => self.decoy()?,
        };
        let fits = password::fits(attempt.password, &stored);
        let Some(name) = name.filter(|_| known && fits) else {
            self.note_failure(attempt, now)?;
            return Err(LogInError::Wrong);
        };
        let renewed = password::is_outdated(&stored, self.cost)
            .then(|| password::hash(attempt.password, self.cost))
            .transpose()?;
        Ok(self.write(|connection| {
            forget(connection, name.as_str())?;
            if let Some(old) = attempt.replaces {
                connection.execute("DELETE FROM session WHERE hash = ?1", [old.hash()])?;
            }
            if let Some(hash) = &renewed {
                let sql = "UPDATE user SET password = ?2 WHERE name = ?1 AND password = ?3";
                connection.execute(sql, params![name.as_str(), hash, stored])?;
            }
            let user = Some(name.as_str());
            audit::record_from(connection, user, Action::LoggedIn, attempt.address, now)?;
            session::open(connection, name.as_str(), now)
        })?)
    }

    /// The stored password of a user who may log in.
    fn stored_password(&self, name: &UserName) -> Result<Option<String>, AccountsError> {
        self.read(|connection| {
            let sql = format!(
                "SELECT u.password FROM user u WHERE u.name = ?1 AND u.disabled_at IS NULL AND {PLAIN_OR_DEMO}"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            Ok(statement
                .query_row([name.as_str()], |row| row.get(0))
                .optional()?)
        })
    }

    /// A stored password that fits nothing anybody types, made with today's work.
    fn decoy(&self) -> Result<String, AccountsError> {
        if let Some(decoy) = self.decoy.get() {
            return Ok(decoy.clone());
        }
        let made = password::hash(Secret::new()?.reveal(), self.cost)?;
        Ok(self.decoy.get_or_init(|| made).clone())
    }

    fn note_failure(&self, attempt: LogIn<'_>, now: Timestamp) -> Result<(), AccountsError> {
        self.write(|connection| {
            // A name that nobody has may be a password in the wrong field: it is not written down.
            let user = super::user::find(connection, attempt.name).ok();
            let user = user.as_ref().map(|u| u.name.as_str());
            audit::record_from(connection, user, Action::LogInFailed, attempt.address, now)
        })
    }
}

fn hash_of(name: &str) -> String {
    blake3::hash(name.as_bytes()).to_hex().to_string()
}

fn count(
    connection: &Connection,
    name_hash: &str,
    address: Option<IpAddr>,
    now: Timestamp,
) -> Result<(), AccountsError> {
    connection.execute(
        "INSERT INTO login_attempt (name_hash, address, at) VALUES (?1, ?2, ?3)",
        params![name_hash, address.map(address::counted), stamp(now)],
    )?;
    connection.execute(
        "DELETE FROM login_attempt WHERE at <= ?1",
        [stamp(before(now, REMEMBERED))],
    )?;
    Ok(())
}

/// What failed for this name before no longer counts.
pub(super) fn forget(connection: &Connection, name: &str) -> Result<(), AccountsError> {
    connection.execute(
        "DELETE FROM login_attempt WHERE name_hash = ?1",
        [hash_of(name)],
    )?;
    Ok(())
}

fn longest_wait(
    connection: &Connection,
    name_hash: &str,
    address: Option<IpAddr>,
    now: Timestamp,
) -> Result<Option<SignedDuration>, AccountsError> {
    let since = stamp(before(now, REMEMBERED));
    let wait = |by, sql, value: &str| -> Result<Option<SignedDuration>, AccountsError> {
        let (failures, last): (u32, Option<String>) = connection
            .prepare_cached(sql)?
            .query_row(params![value, since], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let last = last.and_then(|at| at.parse().ok()).unwrap_or(now);
        Ok(throttle::wait(by, failures, last, now))
    };
    let of_name = wait(
        By::Name,
        "SELECT COUNT(*), MAX(at) FROM login_attempt WHERE name_hash = ?1 AND at > ?2",
        name_hash,
    )?;
    let of_address = match address {
        Some(address) => wait(
            By::Address,
            "SELECT COUNT(*), MAX(at) FROM login_attempt WHERE address = ?1 AND at > ?2",
            &address::counted(address),
        )?,
        None => None,
    };
    Ok(of_name.max(of_address))
}
