//! What can go wrong with accounts.

use super::{NameError, PasswordError, UnknownRole};
use crate::catalogue::CatalogueError;

/// What can go wrong with accounts.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The name cannot be a user's name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The password is not accepted.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// No such role.
    #[error(transparent)]
    Role(#[from] UnknownRole),
    /// There is a user of this name, perhaps a disabled one.
    #[error(
        "there is a user `{0}` already; names are never given twice, since decisions carry them"
    )]
    Taken(String),
    /// There is no user of this name.
    #[error("there is no user `{0}`; `prasme user list` shows who there is")]
    NoUser(String),
    /// There is no such token, or it belongs to somebody else.
    #[error(
        "there is no token {0} that could be revoked; `prasme user token list` shows the tokens of a user"
    )]
    NoToken(i64),
    /// The last administrator would be gone.
    #[error("`{0}` is the only administrator left; make another one first")]
    LastAdmin(String),
    /// The name of a token is empty or too long.
    #[error("a token needs a name of 1 to 80 characters that says what it is for")]
    TokenName,
    /// A token that would be over before it begins.
    #[error("the token would have expired already; give a time that is still to come")]
    Expired,
    /// Hashing a password failed.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
    /// The system has no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Random(String),
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

impl From<rusqlite::Error> for AccountsError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Catalogue(error.into())
    }
}
