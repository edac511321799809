//! A decision that was not taken, as a problem document.

use axum::http::StatusCode;

use super::Problem;
use crate::catalogue::mappings::DecideError;

/// The problem that a refused decision is.
pub(super) fn problem(error: &DecideError) -> Problem {
    let said = error.to_string();
    let (status, code, hint) = match error {
        DecideError::Conflict(_) => (
            StatusCode::CONFLICT,
            "conflict",
            "read the mapping again, and send the `version` that it has now",
        ),
        DecideError::Contradiction(_) => (
            StatusCode::CONFLICT,
            "contradiction",
            "send the action `relate` for the mapping that stands, or `reopen` it first",
        ),
        DecideError::NoMatchStands(_) => (
            StatusCode::CONFLICT,
            "no-match-stands",
            "send the action `match_possible` first",
        ),
        DecideError::MatchStands(_) => (
            StatusCode::CONFLICT,
            "match-stands",
            "reject or reopen the mapping first",
        ),
        DecideError::NoRecord(_) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "record-not-found",
            "search with GET /api/v1/search?q=… and take the `id` of a hit",
        ),
        DecideError::NoMapping(_) => (
            StatusCode::NOT_FOUND,
            "mapping-not-found",
            "GET /api/v1/mappings lists what is proposed and decided",
        ),
        DecideError::Itself(_) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "mapped-to-itself",
            "name two different records",
        ),
        DecideError::NothingToUndo(_) => (
            StatusCode::CONFLICT,
            "nothing-to-undo",
            "only one's own last decision can be taken back",
        ),
        DecideError::Catalogue(error) => return Problem::internal(error),
    };
    Problem::new(status, code, said).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RecordId;

    #[test]
    fn the_inside_of_a_failed_catalogue_stays_inside() {
        let failed = DecideError::Catalogue(rusqlite::Error::InvalidQuery.into());
        assert_eq!(problem(&failed).code, "internal");
        let nothing = problem(&DecideError::NoRecord(RecordId::new("x").unwrap()));
        assert_eq!((nothing.code, nothing.status), ("record-not-found", 422));
    }
}
