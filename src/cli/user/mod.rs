//! `prasme user`: who may do more than read.

mod list;
mod password;
mod token;

use clap::{Args, Subcommand};
use jiff::Timestamp;

use super::args::DataArgs;
use super::out;
use crate::accounts::{Accounts, NewUser, Role, Roles};
use crate::workspace::Workspace;
use password::PasswordArgs;

/// How the command line signs what it does.
const CONSOLE: &str = "console";

/// Keep the users: who may do more than read.
#[derive(Debug, Args)]
pub(super) struct User {
    #[command(flatten)]
    data: DataArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a user; the password is asked for.
    Add {
        /// Name to log in by: letters, digits and . _ - @
        name: String,
        /// Name as people read it.
        #[arg(long, default_value = "", value_name = "NAME")]
        full_name: String,
        /// What the user may do; may be repeated. Without any, the user can only read.
        #[arg(long = "role", value_name = "ROLE", value_parser = role)]
        roles: Vec<Role>,
        #[command(flatten)]
        password: PasswordArgs,
    },
    /// List the users with their roles.
    List,
    /// Give a user these roles instead of the ones before.
    Roles {
        /// Name of the user.
        name: String,
        /// school, expert, officer, admin; none takes all roles away.
        #[arg(value_parser = role)]
        roles: Vec<Role>,
    },
    /// Give a user another password, which is asked for, and end the user's sessions.
    Password {
        /// Name of the user.
        name: String,
        #[command(flatten)]
        password: PasswordArgs,
    },
    /// Shut a user out: sessions end and tokens are revoked at once.
    Disable {
        /// Name of the user.
        #[arg(required_unless_present = "demo", conflicts_with = "demo")]
        name: Option<String>,
        /// All accounts that `prasme demo` made.
        #[arg(long)]
        demo: bool,
    },
    /// Let a disabled user in again.
    Enable {
        /// Name of the user.
        name: String,
    },
    /// Show what happened to accounts, the newest first.
    Log {
        /// Only of this user.
        name: Option<String>,
        /// Lines at most.
        #[arg(long, default_value_t = 100, value_name = "N")]
        limit: usize,
    },
    /// Make, list and revoke API tokens.
    #[command(subcommand)]
    Token(token::Token),
}

fn role(code: &str) -> Result<Role, String> {
    code.parse::<Role>().map_err(|e| e.to_string())
}

impl User {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let index_config = self.data.config.index_config.as_deref();
        let workspace = Workspace::open(&self.data.data, index_config)?;
        let accounts = Accounts::open(&workspace.catalogue_path())?;
        let now = Timestamp::now();
        match self.command {
            Command::Add {
                name,
                full_name,
                roles,
                password,
            } => {
                let new = NewUser {
                    name: name.parse()?,
                    full_name,
                    roles: Roles::of(&roles),
                };
                let password = password.read(new.name.as_str())?;
                accounts.add_user(&new, &password, CONSOLE, now)?;
                out::note(&format!("made the user `{}`", new.name));
            }
            Command::List => list::users(&accounts.users()?)?,
            Command::Roles { name, roles } => {
                let roles = Roles::of(&roles);
                accounts.set_roles(&name, roles, CONSOLE, now)?;
                out::note(&format!("`{name}` has now: {}", list::roles(roles)));
            }
            Command::Password { name, password } => {
                // Who does not exist is told before anything is typed.
                let user = accounts.user(&name)?;
                let password = password.read(&user.name)?;
                accounts.set_password(&user.name, &password, None, CONSOLE, now)?;
                out::note(&format!(
                    "`{name}` has a new password; the sessions before have ended"
                ));
            }
            Command::Disable { name, demo: _ } => match name {
                Some(name) => {
                    accounts.disable(&name, CONSOLE, now)?;
                    out::note(&format!("`{name}` is shut out"));
                }
                None => {
                    let names = accounts.disable_demo(CONSOLE, now)?;
                    out::note(&format!("demo accounts shut out: {}", names.len()));
                }
            },
            Command::Enable { name } => {
                accounts.enable(&name, CONSOLE, now)?;
                out::note(&format!("`{name}` may log in again"));
            }
            Command::Log { name, limit } => {
                let name = name.map(|n| accounts.user(&n)).transpose()?.map(|u| u.name);
                list::events(&accounts.events(name.as_deref(), limit)?)?;
            }
            Command::Token(command) => command.run(&accounts, now)?,
        }
        Ok(())
    }
}
