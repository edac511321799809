//! Users: making them, changing them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::audit::{self, Action};
use super::time::stamp;
use super::{Accounts, AccountsError, Role, Roles, UserName, password};

/// A user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The name by which the user logs in and decisions are signed.
    pub name: String,
    /// The name as people read it.
    pub full_name: String,
    /// What the user may do.
    pub roles: Roles,
    /// Whether it is one of the demo's accounts.
    pub demo: bool,
    /// When it was made, RFC 3339, UTC.
    pub created_at: String,
    /// Since when it is disabled, if it is.
    pub disabled_at: Option<String>,
}

/// What a new user is made from.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The name to log in by.
    pub name: UserName,
    /// The name as people read it.
    pub full_name: String,
    /// What the user may do.
    pub roles: Roles,
}

const COLUMNS: &str = "name, full_name, roles, demo, created_at, disabled_at";

fn of_row(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        name: row.get(0)?,
        full_name: row.get(1)?,
        // What a newer version may have written beside the roles known here gives nothing.
        roles: row.get::<_, String>(2)?.parse().unwrap_or_default(),
        demo: row.get(3)?,
        created_at: row.get(4)?,
        disabled_at: row.get(5)?,
    })
}

impl Accounts {
    /// Makes a user. `by` is who does it: a user's name, or `console`.
    ///
    /// # Errors
    /// [`AccountsError::Taken`], [`AccountsError::Password`]; [`AccountsError::Catalogue`] when the disk fails.
    pub fn add_user(
        &self,
        new: &NewUser,
        password: &str,
        by: &str,
        now: Timestamp,
    ) -> Result<(), AccountsError> {
        password::check(password, &new.name)?;
        let hash = password::hash(password, self.cost)?;
        self.write(|connection| {
            insert(connection, new, &hash, now)?;
            let detail = new.roles.to_string();
            audit::record(
                connection,
                Some(new.name.as_str()),
                Action::UserAdded,
                by,
                Some(&detail),
                now,
            )
        })
    }

    /// All users by name, the disabled ones too.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn users(&self) -> Result<Vec<User>, AccountsError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM user ORDER BY name");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([], of_row)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The user of this name, also a disabled one.
    ///
    /// # Errors
    /// [`AccountsError::NoUser`]; [`AccountsError::Catalogue`] when the disk fails.
    pub fn user(&self, name: &str) -> Result<User, AccountsError> {
        self.read(|connection| find(connection, name))
    }

    /// Gives a user these roles instead of the ones before.
    ///
    /// # Errors
    /// [`AccountsError::NoUser`], [`AccountsError::LastAdmin`]; [`AccountsError::Catalogue`] when the disk fails.
    pub fn set_roles(
        &self,
        name: &str,
        roles: Roles,
        by: &str,
        now: Timestamp,
    ) -> Result<(), AccountsError> {
        self.write(|connection| {
            let user = find(connection, name)?;
            if !roles.holds(Role::Admin) {
                keep_an_admin(connection, &user)?;
            }
            connection.execute(
                "UPDATE user SET roles = ?2 WHERE name = ?1",
                params![user.name, roles.to_string()],
            )?;
            let detail = format!("{} → {roles}", user.roles);
            audit::record(
                connection,
                Some(&user.name),
                Action::RolesChanged,
                by,
                Some(&detail),
                now,
            )
        })
    }

    /// Gives a user another password and ends the user's sessions, but for the one under `keep`.
    ///
    /// # Errors
    /// [`AccountsError::NoUser`], [`AccountsError::Password`]; [`AccountsError::Catalogue`] when the disk fails.
    pub fn set_password(
        &self,
        name: &str,
        password: &str,
        keep: Option<&str>,
        by: &str,
        now: Timestamp,
    ) -> Result<(), AccountsError> {
        let name: UserName = name.parse()?;
        password::check(password, &name)?;
        let hash = password::hash(password, self.cost)?;
        self.write(|connection| {
            let user = find(connection, name.as_str())?;
            connection.execute(
                "UPDATE user SET password = ?2 WHERE name = ?1",
                params![user.name, hash],
            )?;
            connection.execute(
                "DELETE FROM session WHERE user = (SELECT key FROM user WHERE name = ?1) AND hash <> ?2",
                params![user.name, keep.unwrap_or_default()],
            )?;
            super::log_in::forget(connection, &user.name)?;
            audit::record(connection, Some(&user.name), Action::PasswordChanged, by, None, now)
        })
    }

    /// Whether this is the user's password; wrong ones count as failed log-ins do not, so ask only who is signed in.
    ///
    /// # Errors
    /// [`AccountsError::NoUser`]; [`AccountsError::Catalogue`] when the disk fails.
    pub fn password_fits(&self, name: &str, password: &str) -> Result<bool, AccountsError> {
        let stored: String = self.read(|connection| {
            let sql = "SELECT password FROM user WHERE name = ?1";
            let found = connection
                .query_row(sql, [name], |row| row.get(0))
                .optional()?;
            found.ok_or_else(|| AccountsError::NoUser(name.to_owned()))
        })?;
        Ok(password::fits(password, &stored))
    }

    /// Shuts a user out: no log-in, and sessions and tokens are worthless from this moment.
    ///
    /// # Errors
    /// [`AccountsError::NoUser`], [`AccountsError::LastAdmin`]; [`AccountsError::Catalogue`] when the disk fails.
    pub fn disable(&self, name: &str, by: &str, now: Timestamp) -> Result<(), AccountsError> {
        self.write(|connection| {
            let user = find(connection, name)?;
            if user.disabled_at.is_some() {
                return Ok(());
            }
            keep_an_admin(connection, &user)?;
            shut_out(connection, &user.name, by, now)
        })
    }

    /// Lets a disabled user in again, with a log-in; tokens made before stay revoked.
    ///
    /// # Errors
    /// [`AccountsError::NoUser`]; [`AccountsError::Catalogue`] when the disk fails.
    pub fn enable(&self, name: &str, by: &str, now: Timestamp) -> Result<(), AccountsError> {
        self.write(|connection| {
            let user = find(connection, name)?;
            if user.disabled_at.is_none() {
                return Ok(());
            }
            connection.execute(
                "UPDATE user SET disabled_at = NULL WHERE name = ?1",
                [&user.name],
            )?;
            audit::record(
                connection,
                Some(&user.name),
                Action::UserEnabled,
                by,
                None,
                now,
            )
        })
    }
}

pub(super) fn insert(
    connection: &Connection,
    new: &NewUser,
    hash: &str,
    now: Timestamp,
) -> Result<(), AccountsError> {
    let added = connection.execute(
        "INSERT INTO user (name, full_name, password, roles, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (name) DO NOTHING",
        params![
            new.name.as_str(),
            new.full_name.trim(),
            hash,
            new.roles.to_string(),
            stamp(now)
        ],
    )?;
    match added {
        0 => Err(AccountsError::Taken(new.name.to_string())),
        _ => Ok(()),
    }
}

pub(super) fn find(connection: &Connection, name: &str) -> Result<User, AccountsError> {
    let sql = format!("SELECT {COLUMNS} FROM user WHERE name = ?1");
    let wanted: UserName = name.parse()?;
    let found = connection
        .query_row(&sql, [wanted.as_str()], of_row)
        .optional()?;
    found.ok_or_else(|| AccountsError::NoUser(name.to_owned()))
}

/// Disables a user and ends whatever the user could act with.
pub(super) fn shut_out(
    connection: &Connection,
    name: &str,
    by: &str,
    now: Timestamp,
) -> Result<(), AccountsError> {
    let at = stamp(now);
    connection.execute(
        "UPDATE user SET disabled_at = ?2 WHERE name = ?1",
        params![name, at],
    )?;
    connection.execute(
        "DELETE FROM session WHERE user = (SELECT key FROM user WHERE name = ?1)",
        [name],
    )?;
    connection.execute(
        "UPDATE token SET revoked_at = ?2
         WHERE revoked_at IS NULL AND user = (SELECT key FROM user WHERE name = ?1)",
        params![name, at],
    )?;
    audit::record(connection, Some(name), Action::UserDisabled, by, None, now)
}

/// Refuses to lose the last administrator that is no demo account: nobody could undo it from the pages.
fn keep_an_admin(connection: &Connection, user: &User) -> Result<(), AccountsError> {
    if !user.roles.holds(Role::Admin) || user.demo || user.disabled_at.is_some() {
        return Ok(());
    }
    let sql = "SELECT roles FROM user WHERE name <> ?1 AND demo = 0 AND disabled_at IS NULL";
    let mut statement = connection.prepare(sql)?;
    let others = statement.query_map([&user.name], |row| row.get::<_, String>(0))?;
    for roles in others {
        if roles?.parse::<Roles>().is_ok_and(|r| r.holds(Role::Admin)) {
            return Ok(());
        }
    }
    Err(AccountsError::LastAdmin(user.name.clone()))
}
