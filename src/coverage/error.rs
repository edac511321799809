//! Why a question about coverage has no answer.

use crate::model::{Kind, RecordId};

/// Why a question about coverage has no answer: what was wrong and what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CoverageError {
    /// There is no such record.
    #[error("there is no record `{0}`; `prasme search` shows the identifier of each hit")]
    Unknown(RecordId),
    /// Nothing is called so.
    #[error(
        "no {} is called “{name}”; give its identifier, code or name as `prasme search` shows them",
        kinds(wanted)
    )]
    NotNamed {
        /// What was given.
        name: String,
        /// What would be right.
        wanted: &'static [Kind],
    },
    /// Several records are called so.
    #[error("“{name}” may be any of {}; give the identifier", ids(found))]
    Ambiguous {
        /// What was given.
        name: String,
        /// What it may be.
        found: Vec<RecordId>,
    },
    /// The record is of another kind than the question needs.
    #[error("`{id}` is a {}, the question needs a {}", found.code(), kinds(wanted))]
    WrongKind {
        /// The record.
        id: RecordId,
        /// What it is.
        found: Kind,
        /// What would be right.
        wanted: &'static [Kind],
    },
    /// A programme or module without outcomes: nothing can be compared.
    #[error(
        "`{0}` has no learning outcomes; import its modules with the column “Sasniedzamais rezultāts” first"
    )]
    NoOutcomes(RecordId),
    /// A qualification without requirements.
    #[error(
        "`{0}` has no requirements; import its PKP with skills, knowledge and competences first"
    )]
    NoRequirements(RecordId),
    /// No programme leads to the qualification.
    #[error("no programme that leads to `{0}` is loaded; import its MIP, or name a programme")]
    NoProgramme(RecordId),
    /// A framework or collection that is not loaded.
    #[error("no framework `{name}` is loaded; {}", loaded_list(loaded))]
    FrameworkMissing {
        /// The name asked for, with the collection where one was asked for.
        name: String,
        /// Those that are.
        loaded: Vec<String>,
    },
    /// No qualification is in the sector.
    #[error(
        "no qualification of the sector `{sector}` is loaded; {}",
        sectors(known)
    )]
    SectorMissing {
        /// The sector asked for.
        sector: String,
        /// Those that have qualifications.
        known: Vec<String>,
    },
    /// Two versions of two different qualifications.
    #[error(
        "`{old}` and `{new}` are versions of different qualifications ({old_no} and {new_no}); choose two versions of one"
    )]
    DifferentQualifications {
        /// The older one.
        old: RecordId,
        /// The newer one.
        new: RecordId,
        /// Register number of the older one.
        old_no: String,
        /// Register number of the newer one.
        new_no: String,
    },
    /// The same version twice.
    #[error("`{0}` is named twice; name the older and the newer version of one qualification")]
    SameVersion(RecordId),
    /// A record that the matrix asked for has neither as a row nor as a column.
    #[error(
        "`{0}` is no row or column of this matrix; its rows and columns are listed by the matrix itself"
    )]
    NotInMatrix(RecordId),
    /// There is only one version.
    #[error("only one version of `{0}` is loaded; import the older or the newer one, too")]
    OneVersion(RecordId),
    /// A skill without a word that says anything.
    #[error(
        "“{0}” holds no word that says anything; name a skill, e.g. “elektrodrošība” or “līmēt plātnes”"
    )]
    NothingAsked(String),
    /// A school's list with more rows than any school has.
    #[error("the list has {rows} rows, at most {most} are read; split it, e.g. by qualification")]
    ListTooLong {
        /// Its rows.
        rows: usize,
        /// The most that are read.
        most: usize,
    },
    /// A school's list without a row.
    #[error("the list has a header and no rows below it; write one material a row")]
    ListEmpty,
    /// No qualification was chosen.
    #[error("name at least one qualification, programme or sector")]
    NothingChosen,
}

fn kinds(kinds: &[Kind]) -> String {
    let codes: Vec<&str> = kinds.iter().map(|k| k.code()).collect();
    codes.join(" or ")
}

fn ids(found: &[RecordId]) -> String {
    let ids: Vec<&str> = found.iter().map(RecordId::as_str).collect();
    ids.join(", ")
}

fn loaded_list(loaded: &[String]) -> String {
    if loaded.is_empty() {
        "none is; import one first, e.g. DigComp or ESCO".to_owned()
    } else {
        format!("loaded are {}", loaded.join(", "))
    }
}

fn sectors(known: &[String]) -> String {
    if known.is_empty() {
        "no qualification has a sector; import a PKP first".to_owned()
    } else {
        format!("sectors are {}", known.join(", "))
    }
}

impl CoverageError {
    /// A stable code for the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown-record",
            Self::NotNamed { .. } => "unknown-record",
            Self::Ambiguous { .. } => "ambiguous-name",
            Self::WrongKind { .. } => "wrong-kind",
            Self::NoOutcomes(_) => "no-outcomes",
            Self::NoRequirements(_) => "no-requirements",
            Self::NoProgramme(_) => "no-programme",
            Self::FrameworkMissing { .. } => "framework-missing",
            Self::SectorMissing { .. } => "sector-missing",
            Self::DifferentQualifications { .. } => "different-qualifications",
            Self::SameVersion(_) => "same-version",
            Self::NotInMatrix(_) => "not-in-matrix",
            Self::OneVersion(_) => "one-version",
            Self::NothingAsked(_) => "nothing-asked",
            Self::ListTooLong { .. } => "list-too-long",
            Self::ListEmpty => "list-empty",
            Self::NothingChosen => "nothing-chosen",
        }
    }
}
