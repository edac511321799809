//! What people say about coverage, over the API: verdicts on cells, ticks on work lists, opinions on programmes.
//!
//! As on the pages nobody writes over what they have not seen: 409 `conflict` says what stands.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::coverage_cell::give;
use super::coverage_state::{ask, problem, write};
use super::extract::{Body, Params};
use super::signing::Expert;
use super::{AppState, Problem, opinion as opinions};
use crate::catalogue::coverage::VerdictDraft;
use crate::model::{CoverageValue, Opinion, OpinionText, RecordId, Tick, Verdict, VerdictEvent};

/// Which cell.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OfCell {
    /// Identifier of the row: the requirement or other statement.
    #[param(value_type = String)]
    row: RecordId,
    /// Identifier of the column: the module or other record.
    #[param(value_type = String)]
    col: RecordId,
}

/// What was ever said about a cell.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CellSaid {
    /// What stands; none where nobody said anything or it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<Verdict>,
    /// Everything that was said, the latest last.
    history: Vec<VerdictEvent>,
}

/// What people said about a cell of a matrix, with its history.
#[utoipa::path(get, path = "/api/v1/coverage/verdicts", tag = "coverage", params(OfCell),
    responses((status = 200, body = CellSaid),
        (status = 400, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn verdicts(
    State(state): State<AppState>,
    Params(cell): Params<OfCell>,
) -> Result<Json<CellSaid>, Problem> {
    let said = ask(&state, move |covered| {
        let failed = |e| Problem::internal(&e);
        let history = covered.catalogue.verdict_history(&cell.row, &cell.col);
        let standing = covered.catalogue.verdicts().map_err(failed)?;
        Ok(CellSaid {
            verdict: standing
                .into_iter()
                .find(|v| v.row == cell.row && v.col == cell.col),
            history: history.map_err(failed)?,
        })
    });
    Ok(Json(said.await?))
}

/// A verdict to be given or withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VerdictBody {
    /// Identifier of the row.
    #[schema(value_type = String)]
    row: RecordId,
    /// Identifier of the column.
    #[schema(value_type = String)]
    col: RecordId,
    /// `full`, `partial`, `mentioned`, `none` or `not_applicable`; none withdraws the verdict.
    value: Option<CoverageValue>,
    /// Why.
    #[serde(default)]
    reason: Option<String>,
    /// The version that was seen; 0 where there was no verdict.
    version: u64,
}

/// What stands after a verdict was given or withdrawn.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VerdictAnswer {
    /// The verdict; none where it was withdrawn.
    verdict: Option<Verdict>,
}

fn conflict(stands: Option<(&str, &str, u64)>) -> Problem {
    let said = match stands {
        Some((by, at, version)) => {
            format!("{by} wrote at {at}; its version is {version}, nothing was written")
        }
        None => "what you saw was withdrawn meanwhile; nothing was written".to_owned(),
    };
    Problem::new(StatusCode::CONFLICT, "conflict", said)
        .at("body: version")
        .hint("read it again and decide again with its version")
}

/// Gives a verdict on a cell, or withdraws it. It counts at once, beside what the machine says.
#[utoipa::path(post, path = "/api/v1/coverage/verdicts", tag = "coverage", request_body = VerdictBody,
    responses((status = 200, body = VerdictAnswer),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn give_verdict(
    State(state): State<AppState>,
    expert: Expert,
    Body(body): Body<VerdictBody>,
) -> Result<Json<VerdictAnswer>, Problem> {
    let reason = body.reason.map(|r| r.trim().to_owned());
    let draft = VerdictDraft {
        row: body.row,
        col: body.col,
        value: body.value,
        reason: reason.filter(|r| !r.is_empty()),
        seen: body.version,
    };
    match give(&state, draft, expert.name.clone()).await? {
        Ok(verdict) => Ok(Json(VerdictAnswer { verdict })),
        Err(stands) => Err(conflict(
            stands
                .as_deref()
                .map(|v| (v.by.as_str(), v.at.as_str(), v.version)),
        )),
    }
}

/// Which work list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OfList {
    /// The `key` of a work list of /api/v1/changes.
    list: String,
}

/// The items of a work list that are ticked off.
#[utoipa::path(get, path = "/api/v1/changes/ticks", tag = "coverage", params(OfList),
    responses((status = 200, body = Vec<Tick>),
        (status = 400, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn ticks(
    State(state): State<AppState>,
    Params(of): Params<OfList>,
) -> Result<Json<Vec<Tick>>, Problem> {
    let ticks = ask(&state, move |covered| {
        let ticks = covered.catalogue.ticks(&of.list);
        ticks.map_err(|e| Problem::internal(&e))
    });
    Ok(Json(ticks.await?))
}

/// A tick to be made or taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TickBody {
    /// The `key` of a work list of /api/v1/changes.
    list: String,
    /// The `key` of one of its items.
    item: String,
    /// Whether it is done; `false` takes the tick back.
    done: bool,
    /// Remark.
    #[serde(default)]
    note: Option<String>,
}

/// Ticks an item of a work list off, or takes the tick back; answers what is ticked in the list now.
///
/// One that is ticked already keeps the name and day of who did it first.
#[utoipa::path(post, path = "/api/v1/changes/ticks", tag = "coverage", request_body = TickBody,
    responses((status = 200, body = Vec<Tick>),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "`item-not-found`: the list has no such item"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn tick(
    State(state): State<AppState>,
    expert: Expert,
    Body(body): Body<TickBody>,
) -> Result<Json<Vec<Tick>>, Problem> {
    known_item(&state, body.list.clone(), body.item.clone()).await?;
    let by = expert.name.clone();
    let ticks = write(&state, move |catalogue| {
        let failed = |e| Problem::internal(&e);
        match body.done {
            true => catalogue
                .tick(&body.list, &body.item, &by, body.note.as_deref())
                .map_err(failed)?,
            false => catalogue
                .untick(&body.list, &body.item)
                .map(drop)
                .map_err(failed)?,
        }
        catalogue.ticks(&body.list).map_err(failed)
    });
    Ok(Json(ticks.await?))
}

/// Refuses an item that no list has: its tick would never be seen again.
pub(super) async fn known_item(
    state: &AppState,
    list: String,
    item: String,
) -> Result<(), Problem> {
    ask(state, move |covered| {
        let lists = covered
            .curriculum
            .impact_of_sector(None, covered.decisions)
            .map_err(|e| problem(&e))?;
        let mut known = lists.iter().filter(|l| l.key == list);
        match known.any(|l| l.items.iter().any(|i| i.key == item)) {
            true => Ok(()),
            false => Err(Problem::new(
                StatusCode::NOT_FOUND,
                "item-not-found",
                format!("no work list `{list}` has an item `{item}`"),
            )
            .at("body: list, item")
            .hint("take both keys from GET /api/v1/changes?sector=*")),
        }
    })
    .await
}

/// What stands about a programme.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OpinionAnswer {
    /// The opinion; none where nobody wrote one.
    opinion: Option<Opinion>,
}

/// The expert's opinion on a programme.
#[utoipa::path(get, path = "/api/v1/opinions/{*programme}", tag = "coverage",
    params(("programme" = String, Path, description = "identifier of the programme")),
    responses((status = 200, body = OpinionAnswer),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "`no-outcomes`, `wrong-kind`")))]
pub(super) async fn opinion(
    State(state): State<AppState>,
    Path(programme): Path<String>,
) -> Result<Json<OpinionAnswer>, Problem> {
    let of = opinions::programme(&programme)?;
    let found = ask(&state, move |covered| opinions::subject(covered, &of));
    Ok(Json(OpinionAnswer {
        opinion: found.await?.opinion,
    }))
}

/// An opinion to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OpinionBody {
    /// Verdict, summary and remarks by module.
    text: OpinionText,
    /// The version that was seen; 0 where there was none.
    version: u64,
}

/// Writes the expert's opinion on a programme over the one that was seen.
#[utoipa::path(post, path = "/api/v1/opinions/{*programme}", tag = "coverage", request_body = OpinionBody,
    params(("programme" = String, Path, description = "identifier of the programme")),
    responses((status = 200, body = Opinion),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn write_opinion(
    State(state): State<AppState>,
    expert: Expert,
    Path(programme): Path<String>,
    Body(body): Body<OpinionBody>,
) -> Result<Json<Opinion>, Problem> {
    let of = opinions::programme(&programme)?;
    let by = expert.name.clone();
    match opinions::put(&state, of, body.text, by, body.version).await? {
        Ok(opinion) => Ok(Json(opinion)),
        Err(stands) => Err(conflict(
            stands
                .as_deref()
                .map(|o| (o.by.as_str(), o.at.as_str(), o.version)),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_says_who_wrote_and_which_version_stands() {
        let problem = conflict(Some(("anna", "2026-11-21T08:00:00Z", 3)));
        assert_eq!((problem.status, problem.code), (409, "conflict"));
        assert!(problem.detail.contains("anna") && problem.detail.contains('3'));
        assert!(conflict(None).detail.contains("withdrawn"));
    }
}
