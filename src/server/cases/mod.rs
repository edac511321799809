//! Recognition cases over HTTP: for officers only, and never kept by anybody on the way.
//!
//! Nothing of a person stands in addresses, logs or metrics: cases go by their numbers, routes by their patterns.

mod api;
mod change;
mod files;
mod form;
mod office;
mod page;

pub(super) use api::{
    __path_compare, __path_create, __path_delete, __path_exam, __path_export, __path_list,
    __path_read, __path_standing, compare, create, delete, exam, export, list, read, standing,
};
pub(super) use change::{__path_change, change};
pub(super) use files::{
    __path_add_evidence, __path_original, __path_paper, add_evidence, original, paper,
};
pub(super) use office::Office;
pub(super) use page::{act, case_page, create_page, list_page, upload};

use axum::http::{HeaderName, HeaderValue, StatusCode, header};

use super::Problem;
use crate::recognition::case::CaseError;
use crate::recognition::desk::DeskError;
use crate::recognition::evidence::EvidenceError;
use crate::workspace::WorkspaceError;

/// Keeps what is personal out of every cache.
const PRIVATE: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// What went wrong, as the client may know it.
impl From<CaseError> for Problem {
    fn from(error: CaseError) -> Self {
        let code = error.code();
        let (status, hint) = match &error {
            CaseError::Missing(_) => (StatusCode::NOT_FOUND, "GET /api/v1/cases lists the cases"),
            CaseError::Stale { .. } => (
                StatusCode::CONFLICT,
                "read the case again and send its version",
            ),
            CaseError::Stage { .. } | CaseError::Closed(_) => (
                StatusCode::CONFLICT,
                "move the case to the right stage first",
            ),
            CaseError::Invalid { .. } => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "GET /api/v1/openapi.json describes the body",
            ),
            CaseError::Evidence(inner) => return of_evidence(inner),
            CaseError::StillInFiles(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "try again once the other program has ended",
            ),
            CaseError::Foreign(_)
            | CaseError::Newer { .. }
            | CaseError::Damaged { .. }
            | CaseError::Sqlite(_) => {
                return Self::internal(&error);
            }
        };
        let problem = Self::new(status, code, error.to_string()).hint(hint);
        match &error {
            CaseError::Invalid { what, .. } => problem.at(format!("body: {what}")),
            _ => problem,
        }
    }
}

fn of_evidence(error: &EvidenceError) -> Problem {
    let status = match error {
        EvidenceError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Problem::new(status, error.code(), error.to_string()).at("body")
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        match &error {
            DeskError::NoProgramme(_) | DeskError::NoOutcomes(_) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "programme-not-comparable",
                error.to_string(),
            )
            .at("targets"),
            DeskError::Catalogue(_) | DeskError::Vocabulary(_) => Self::internal(&error),
        }
    }
}

impl From<WorkspaceError> for Problem {
    fn from(error: WorkspaceError) -> Self {
        match error {
            WorkspaceError::Cases(error) => error.into(),
            WorkspaceError::Desk(error) => error.into(),
            other => Self::internal(&other),
        }
    }
}
