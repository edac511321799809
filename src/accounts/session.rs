//! Sessions: from a log-in to a log-out, or until they are left alone.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::audit::{self, Action};
use super::demo::PLAIN_OR_DEMO;
use super::time::{before, stamp};
use super::{Accounts, AccountsError, Identity, Secret, Via};

/// How long a session lasts without a request. NIST SP 800-63B-4 asks for an hour at most at its second level.
pub const IDLE: SignedDuration = SignedDuration::from_hours(1);

/// How long a session lasts at all: a long working day. NIST SP 800-63B-4 asks for a day at most.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// How exactly it is noted when a session was last used: writing at every request would be a waste.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A new session.
#[derive(Debug, Clone)]
pub struct Session {
    /// For the cookie.
    pub secret: Secret,
    /// Whose it is.
    pub user: String,
}

/// Opens a session.
pub(super) fn open(
    connection: &Connection,
    user: &str,
    now: Timestamp,
) -> Result<Session, AccountsError> {
    let secret = Secret::new()?;
    let at = stamp(now);
    connection.execute(
        "INSERT INTO session (hash, user, created_at, seen_at)
         VALUES (?1, (SELECT key FROM user WHERE name = ?2), ?3, ?3)",
        params![secret.hash(), user, at],
    )?;
    // Those that are over are of no use to anybody.
    connection.execute(
        "DELETE FROM session WHERE seen_at <= ?1 OR created_at <= ?2",
        params![stamp(before(now, IDLE)), stamp(before(now, LONGEST))],
    )?;
    Ok(Session {
        secret,
        user: user.to_owned(),
    })
}

impl Accounts {
    /// Whose session this is, if it is one in force.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn of_session(
        &self,
        secret: &Secret,
        now: Timestamp,
    ) -> Result<Option<Identity>, AccountsError> {
        let hash = secret.hash();
        let found = self.read(|connection| {
            let sql = format!(
                "SELECT u.name, u.full_name, u.roles, u.demo, s.seen_at
                 FROM session s JOIN user u ON u.key = s.user
                 WHERE s.hash = ?1 AND u.disabled_at IS NULL AND s.seen_at > ?2 AND s.created_at > ?3 AND {PLAIN_OR_DEMO}"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let limits = params![hash, stamp(before(now, IDLE)), stamp(before(now, LONGEST))];
            let row = statement.query_row(limits, |row| {
                let seen: String = row.get(4)?;
                let identity = Identity {
                    name: row.get(0)?,
                    full_name: row.get(1)?,
                    roles: row.get::<_, String>(2)?.parse().unwrap_or_default(),
                    demo: row.get(3)?,
                    via: Via::Session {
                        hash: hash.clone(),
                        form_key: secret.form_key(),
                    },
                };
                Ok((identity, seen))
            });
            Ok(row.optional()?)
        })?;
        let Some((identity, seen)) = found else {
            return Ok(None);
        };
        if seen <= stamp(before(now, NOTED_EVERY)) {
            self.write_in_passing(|connection| {
                let sql = "UPDATE session SET seen_at = ?2 WHERE hash = ?1 AND seen_at < ?2";
                connection.execute(sql, params![hash, stamp(now)])?;
                Ok(())
            })?;
        }
        Ok(Some(identity))
    }

    /// Ends the session by which somebody is signed in; a token is left alone.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn log_out(
        &self,
        identity: &Identity,
        address: Option<std::net::IpAddr>,
        now: Timestamp,
    ) -> Result<(), AccountsError> {
        let Via::Session { hash, .. } = &identity.via else {
            return Ok(());
        };
        self.write(|connection| {
            if connection.execute("DELETE FROM session WHERE hash = ?1", [hash])? > 0 {
                let user = Some(identity.name.as_str());
                audit::record_from(connection, user, Action::LoggedOut, address, now)?;
            }
            Ok(())
        })
    }
}
