//! Who looks at a page, as its head shows it.

/// Who looks at a page.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Visitor {
    /// Somebody who has not signed in.
    #[default]
    Anonymous,
    /// A user.
    User {
        /// The name as people read it.
        name: String,
        /// Whether it is one of the demo's accounts.
        demo: bool,
        /// What the forms of this page prove their origin with, as the field `csrf` or the header `X-CSRF-Token`.
        csrf: String,
    },
}

/// Without the token.
impl std::fmt::Debug for Visitor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Anonymous => f.write_str("Anonymous"),
            Self::User { name, .. } => write!(f, "User({name})"),
        }
    }
}

impl Visitor {
    /// The name, for a user.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Anonymous => None,
            Self::User { name, .. } => Some(name),
        }
    }
}
