//! Why a piece of evidence was not taken.

use crate::import::ImportError;

/// Why a piece of evidence was not taken: what it is, and what would be right.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// There is nothing in it.
    #[error("{name}: there is nothing in it")]
    Empty {
        /// The file.
        name: String,
    },
    /// Larger than a piece of evidence may be.
    #[error("{name}: it has {bytes} bytes, a piece of evidence may have {most}; bring it in parts")]
    TooLarge {
        /// The file.
        name: String,
        /// Its size.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// A format that is not read, found out by the content, whatever the name says.
    #[error("{name}: by its content it is {found}, which is not read; {advice}")]
    Unread {
        /// The file.
        name: String,
        /// What the content is, e.g. `a PDF`.
        found: &'static str,
        /// What would be right.
        advice: &'static str,
    },
    /// JSON or XML of a kind that says nothing of what a person can do.
    #[error(
        "{name}: {found} is neither a European Learning Model credential, an Open Badge 3.0 nor a Europass CV"
    )]
    Unknown {
        /// The file.
        name: String,
        /// What was found, e.g. its type.
        found: String,
    },
    /// A credential without what makes it one.
    #[error("{name}: as a credential it lacks {lacks}; ask the issuer for the whole file")]
    Incomplete {
        /// The file.
        name: String,
        /// What is missing.
        lacks: &'static str,
    },
    /// One claim that nobody could judge.
    #[error(
        "{name}: one claim has {chars} characters, a claim may have {most}; divide it into sentences"
    )]
    ClaimTooLong {
        /// The file.
        name: String,
        /// Its length.
        chars: usize,
        /// The limit.
        most: usize,
    },
    /// More claims than a person can have judged.
    #[error("{name}: it has more than {most} claims; bring it in parts")]
    TooManyClaims {
        /// The file.
        name: String,
        /// The limit.
        most: usize,
    },
    /// Nothing in it says what the person can do.
    #[error("{name}: nothing in it says what the person learnt or did")]
    NoClaims {
        /// The file.
        name: String,
    },
    /// Damaged, or against a limit of reading.
    #[error(transparent)]
    Read(#[from] ImportError),
}

impl EvidenceError {
    /// A stable code for the API and for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "evidence-empty",
            Self::TooLarge { .. } => "evidence-too-large",
            Self::Unread { .. } => "evidence-unread",
            Self::Unknown { .. } => "evidence-unknown",
            Self::Incomplete { .. } => "evidence-incomplete",
            Self::ClaimTooLong { .. } => "claim-too-long",
            Self::TooManyClaims { .. } => "too-many-claims",
            Self::NoClaims { .. } => "evidence-no-claims",
            Self::Read(error) => error.code(),
        }
    }
}
