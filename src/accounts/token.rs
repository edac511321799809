//! API tokens: made by their owner, shown once, good until they expire or are revoked.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::audit::{self, Action};
use super::demo::PLAIN_OR_DEMO;
use super::time::{before, stamp};
use super::{Accounts, AccountsError, Identity, Secret, Via, user};

/// What every token begins with, so that people and scanners for leaked secrets know what they see.
pub const TOKEN_PREFIX: &str = "prasme_";

/// The longest name of a token, characters.
const LONGEST_NAME: usize = 80;

/// How exactly it is noted when a token was last used.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A token that was just made. Nobody can show it again.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// The number by which it is revoked.
    pub number: i64,
    secret: Secret,
}

impl NewToken {
    /// The token as its owner sends it: `Authorization: Bearer prasme_…`.
    pub fn reveal(&self) -> String {
        format!("{TOKEN_PREFIX}{}", self.secret.reveal())
    }
}

/// What is known of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenInfo {
    /// The number by which it is revoked.
    pub number: i64,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: String,
    /// When it ends by itself.
    pub expires_at: Option<String>,
    /// When it was last used, to the minute.
    pub used_at: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<String>,
}

impl TokenInfo {
    /// Whether it is neither revoked nor expired.
    pub fn is_good(&self, now: Timestamp) -> bool {
        let over = self.expires_at.as_ref().is_some_and(|at| *at <= stamp(now));
        self.revoked_at.is_none() && !over
    }
}

impl Accounts {
    /// Makes a token for a user. `expires`: when it ends by itself.
    ///
    /// # Errors
    /// [`AccountsError::NoUser`], [`AccountsError::TokenName`], [`AccountsError::Expired`];
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn make_token(
        &self,
        owner: &str,
        name: &str,
        expires: Option<Timestamp>,
        by: &str,
        now: Timestamp,
    ) -> Result<NewToken, AccountsError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(AccountsError::TokenName);
        }
        if expires.is_some_and(|at| at <= now) {
            return Err(AccountsError::Expired);
        }
        let secret = Secret::new()?;
        self.write(|connection| {
            let owner = user::find(connection, owner)?;
            let number = connection.query_row(
                "INSERT INTO token (hash, user, name, created_at, expires_at)
                 VALUES (?1, (SELECT key FROM user WHERE name = ?2), ?3, ?4, ?5) RETURNING key",
                params![
                    secret.hash(),
                    owner.name,
                    name,
                    stamp(now),
                    expires.map(stamp)
                ],
                |row| row.get(0),
            )?;
            audit::record(
                connection,
                Some(&owner.name),
                Action::TokenMade,
                by,
                Some(name),
                now,
            )?;
            Ok(NewToken { number, secret })
        })
    }

    /// The tokens of a user, the newest first, the revoked ones too.
    ///
    /// # Errors
    /// [`AccountsError::NoUser`]; [`AccountsError::Catalogue`] when the disk fails.
    pub fn tokens(&self, owner: &str) -> Result<Vec<TokenInfo>, AccountsError> {
        self.read(|connection| {
            let owner = user::find(connection, owner)?;
            let mut statement = connection.prepare_cached(
                "SELECT t.key, t.name, t.created_at, t.expires_at, t.used_at, t.revoked_at
                 FROM token t JOIN user u ON u.key = t.user WHERE u.name = ?1 ORDER BY t.key DESC",
            )?;
            let rows = statement.query_map([&owner.name], |row| {
                Ok(TokenInfo {
                    number: row.get(0)?,
                    name: row.get(1)?,
                    created_at: row.get(2)?,
                    expires_at: row.get(3)?,
                    used_at: row.get(4)?,
                    revoked_at: row.get(5)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Revokes a token of this user; without a user, whosever it is.
    ///
    /// # Errors
    /// [`AccountsError::NoToken`] when there is none to revoke; [`AccountsError::Catalogue`] when the disk fails.
    pub fn revoke_token(
        &self,
        number: i64,
        owner: Option<&str>,
        by: &str,
        now: Timestamp,
    ) -> Result<(), AccountsError> {
        self.write(|connection| {
            let found = owner_and_name(connection, number)?;
            let (of, name) = found
                .filter(|(of, _)| owner.is_none_or(|owner| owner == of))
                .ok_or(AccountsError::NoToken(number))?;
            connection.execute(
                "UPDATE token SET revoked_at = ?2 WHERE key = ?1",
                params![number, stamp(now)],
            )?;
            audit::record(
                connection,
                Some(&of),
                Action::TokenRevoked,
                by,
                Some(&name),
                now,
            )
        })
    }

    /// Whose token this is (`prasme_…`), if it is one in force.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn of_token(&self, token: &str, now: Timestamp) -> Result<Option<Identity>, AccountsError> {
        let Some(secret) = token.strip_prefix(TOKEN_PREFIX).and_then(Secret::parse) else {
            return Ok(None);
        };
        let found = self.read(|connection| {
            let sql = format!(
                "SELECT u.name, u.full_name, u.roles, u.demo, t.key, t.used_at
                 FROM token t JOIN user u ON u.key = t.user
                 WHERE t.hash = ?1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?2)
                   AND u.disabled_at IS NULL AND {PLAIN_OR_DEMO}"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let row = statement.query_row(params![secret.hash(), stamp(now)], |row| {
                let used: Option<String> = row.get(5)?;
                let identity = Identity {
                    name: row.get(0)?,
                    full_name: row.get(1)?,
                    roles: row.get::<_, String>(2)?.parse().unwrap_or_default(),
                    demo: row.get(3)?,
                    via: Via::Token(row.get(4)?),
                };
                Ok((identity, used))
            });
            Ok(row.optional()?)
        })?;
        let Some((identity, used)) = found else {
            return Ok(None);
        };
        let Via::Token(number) = identity.via else {
            return Ok(None);
        };
        if used.is_none_or(|at| at <= stamp(before(now, NOTED_EVERY))) {
            self.write_in_passing(|connection| {
                let sql = "UPDATE token SET used_at = ?2 WHERE key = ?1";
                connection.execute(sql, params![number, stamp(now)])?;
                Ok(())
            })?;
        }
        Ok(Some(identity))
    }
}

/// Whose a token is and what it is called, unless it was revoked.
fn owner_and_name(
    connection: &Connection,
    number: i64,
) -> Result<Option<(String, String)>, AccountsError> {
    let sql = "SELECT u.name, t.name FROM token t JOIN user u ON u.key = t.user
               WHERE t.key = ?1 AND t.revoked_at IS NULL";
    Ok(connection
        .query_row(sql, [number], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}
