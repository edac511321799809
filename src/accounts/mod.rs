//! Accounts: who somebody is and what they may do.
//!
//! Reading needs no account; a decision has an author, so deciding does. Local users with [`Role`]s live in the
//! catalogue's file beside the decisions they sign. A [`Session`] follows a log-in, an API token is made by its owner;
//! both are 256 random bits of which only a hash is stored. Whoever presents one is an [`Identity`].
//!
//! Everything here blocks (SQLite, argon2id) and takes the time as an argument: the server calls it off the asynchronous
//! threads and brings the clock, so that tests need not wait.

mod address;
mod audit;
mod demo;
mod error;
mod identity;
mod log_in;
mod name;
mod password;
mod role;
mod secret;
mod session;
mod store;
#[cfg(test)]
mod tests;
mod throttle;
mod time;
mod token;
mod user;

pub use audit::{AccountEvent, Action};
pub use demo::{DEMO_PASSWORD, DEMO_USERS, DemoState};
pub use error::AccountsError;
pub use identity::{FORM_KEY_BYTES, Identity, Via};
pub use log_in::{LogIn, LogInError};
pub use name::{NameError, UserName};
pub use password::{Cost, MOST_CHARACTERS, PasswordError, SHORTEST};
pub use role::{Role, Roles, UnknownRole};
pub use secret::Secret;
pub use session::{IDLE, LONGEST, Session};
pub use store::Accounts;
pub use token::{NewToken, TOKEN_PREFIX, TokenInfo};
pub use user::{NewUser, User};
