//! The demo's accounts: their password is known to everybody, so they are good only for the sample.
//!
//! The sample is told from other data by the catalogue's own count of changes: `prasme demo` notes the count after its
//! import, and any import that changes a record afterwards, into whichever dataset and by whichever way, moves the count
//! on. From that moment no demo account can log in, the sessions and tokens it has are worthless, and a server refuses to
//! start until they are disabled.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Accounts, AccountsError, NewUser, Role, Roles, audit, password, user};

/// Where the catalogue notes its count of changes as it was after the sample was imported.
const NOTE: &str = "sample_change";

/// Holds of a user who is no demo account, and of one whose catalogue holds the sample and nothing else. For queries in
/// which `u` is the user.
pub(super) const PLAIN_OR_DEMO: &str =
    "(u.demo = 0 OR EXISTS (SELECT 1 FROM meta s JOIN meta c ON c.value = s.value
     WHERE s.key = 'sample_change' AND c.key = 'change'))";

/// The one password of all demo accounts ("get to know Prasme").
pub const DEMO_PASSWORD: &str = "iepazisti-prasmi";

/// The demo's accounts: name, name as people read it, role.
pub const DEMO_USERS: [(&str, &str, Role); 4] = [
    ("skola", "Skolas paraugs", Role::School),
    ("eksperts", "Eksperta paraugs", Role::Expert),
    ("komisija", "Atzīšanas komisijas paraugs", Role::Officer),
    ("administrators", "Administratora paraugs", Role::Admin),
];

/// How demo accounts and data stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DemoState {
    /// No demo account is enabled.
    Off,
    /// These are enabled, and the catalogue holds nothing but the sample.
    Sample(Vec<String>),
    /// These are enabled, but the catalogue holds other data: whoever knows the password could decide on it.
    OtherData(Vec<String>),
}

impl Accounts {
    /// How demo accounts and data stand to each other.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn demo_state(&self) -> Result<DemoState, AccountsError> {
        self.read(|connection| {
            let sql = "SELECT name FROM user WHERE demo = 1 AND disabled_at IS NULL ORDER BY key";
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([], |row| row.get(0))?;
            let names: Vec<String> = rows.collect::<Result<_, _>>()?;
            Ok(if names.is_empty() {
                DemoState::Off
            } else if holds_only_the_sample(connection)? {
                DemoState::Sample(names)
            } else {
                DemoState::OtherData(names)
            })
        })
    }

    /// Whether the catalogue is empty, or holds the sample as `prasme demo` imported it and nothing else.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn holds_only_the_sample(&self) -> Result<bool, AccountsError> {
        self.read(holds_only_the_sample)
    }

    /// Notes that what the catalogue holds now is the sample.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn note_sample(&self) -> Result<(), AccountsError> {
        self.write(|connection| {
            connection.execute(
                "INSERT INTO meta (key, value) SELECT ?1, value FROM meta WHERE key = 'change'
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [NOTE],
            )?;
            Ok(())
        })
    }

    /// Makes the demo's accounts, or sets them back to what the demo says of them. A user of the same name who is no
    /// demo account is left alone. Gives the names of the demo accounts that there are then.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn make_demo_users(&self, now: Timestamp) -> Result<Vec<String>, AccountsError> {
        let hash = password::hash(DEMO_PASSWORD, self.cost)?;
        self.write(|connection| {
            let mut made = Vec::new();
            for (name, full_name, role) in DEMO_USERS {
                let new = NewUser {
                    name: name.parse()?,
                    full_name: full_name.to_owned(),
                    roles: Roles::of(&[role]),
                };
                match user::find(connection, name) {
                    Ok(found) if found.demo => reset(connection, &new, &hash)?,
                    Ok(_) => continue,
                    Err(AccountsError::NoUser(_)) => {
                        user::insert(connection, &new, &hash, now)?;
                        connection.execute("UPDATE user SET demo = 1 WHERE name = ?1", [name])?;
                        let action = audit::Action::UserAdded;
                        audit::record(
                            connection,
                            Some(name),
                            action,
                            audit::CONSOLE,
                            Some("demo"),
                            now,
                        )?;
                    }
                    Err(error) => return Err(error),
                }
                made.push(name.to_owned());
            }
            Ok(made)
        })
    }

    /// Disables all demo accounts and gives their names.
    ///
    /// # Errors
    /// [`AccountsError::Catalogue`] when the disk fails.
    pub fn disable_demo(&self, by: &str, now: Timestamp) -> Result<Vec<String>, AccountsError> {
        self.write(|connection| {
            let sql = "SELECT name FROM user WHERE demo = 1 AND disabled_at IS NULL ORDER BY key";
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([], |row| row.get(0))?;
            let names: Vec<String> = rows.collect::<Result<_, _>>()?;
            for name in &names {
                user::shut_out(connection, name, by, now)?;
            }
            Ok(names)
        })
    }
}

fn reset(connection: &Connection, new: &NewUser, hash: &str) -> Result<(), AccountsError> {
    connection.execute(
        "UPDATE user SET full_name = ?2, roles = ?3, password = ?4, disabled_at = NULL WHERE name = ?1",
        params![new.name.as_str(), new.full_name, new.roles.to_string(), hash],
    )?;
    Ok(())
}

fn holds_only_the_sample(connection: &Connection) -> Result<bool, AccountsError> {
    let value = |key: &str| {
        let sql = "SELECT value FROM meta WHERE key = ?1";
        connection
            .query_row(sql, [key], |row| row.get::<_, String>(0))
            .optional()
    };
    let change = value("change")?.unwrap_or_default();
    Ok(change == "0" || value(NOTE)?.is_some_and(|noted| noted == change))
}
