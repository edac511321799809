//! Whoever presents a session or a token.

use super::{Role, Roles};

/// Bytes of the key that protects the forms of a session.
pub const FORM_KEY_BYTES: usize = 32;

/// A user who is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name; decisions are signed with it.
    pub name: String,
    /// The name as people read it.
    pub full_name: String,
    /// What the user may do.
    pub roles: Roles,
    /// Whether it is one of the demo's accounts.
    pub demo: bool,
    /// How the user proved it.
    pub via: Via,
}

/// How somebody proved who they are.
#[derive(Clone, PartialEq, Eq)]
pub enum Via {
    /// By the cookie of a session.
    Session {
        /// What the session is stored under.
        hash: String,
        /// From this, tokens are made that protect the session's forms.
        form_key: [u8; FORM_KEY_BYTES],
    },
    /// By an API token, which no browser sends by itself.
    Token(i64),
}

impl Identity {
    /// Whether the user may do what this role may.
    pub fn may(&self, role: Role) -> bool {
        self.roles.allow(role)
    }
}

/// Without what could be used to act for the user.
impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity({}, {})", self.name, self.roles)
    }
}
