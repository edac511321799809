//! Cases over the API: list, open, read, compare, delete, export.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::super::extract::{Body, Params};
use super::super::{AppState, Officer, Problem};
use super::PRIVATE;
use super::office::{At, at_desk, today};
use crate::model::RecordId;
use crate::recognition::case::{Applicant, Case, CaseChange, CaseExport, CaseSummary, Route};
use crate::recognition::plan::exam::{Tested, qualification_of, requirements, tested};
use crate::recognition::plan::{Standing, standings};

/// Which version of a case was seen.
#[derive(Debug, Deserialize, IntoParams)]
pub(in super::super) struct Seen {
    /// The version that the change is made to, as the case says it.
    pub(super) version: u64,
}

/// A new case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct NewCase {
    /// Who applies: `given_name`, `family_name`, and if known `personal_code`, `address`, `contact`.
    #[schema(value_type = Object)]
    applicant: Applicant,
    /// `vela_posma` (a later stage of a programme) or `pilna_kvalifikacija` (a whole qualification by examination).
    #[schema(value_type = String)]
    route: Route,
    /// Identifiers of the target programmes; the first is decided on.
    #[schema(value_type = Vec<String>)]
    #[serde(default)]
    targets: Vec<RecordId>,
}

/// The cases.
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct CasesAnswer {
    /// The most pressing first.
    #[schema(value_type = Vec<Object>)]
    cases: Vec<CaseSummary>,
}

/// How the person stands to the programmes compared.
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct StandingsAnswer {
    /// The nearest first.
    #[schema(value_type = Vec<Object>)]
    standings: Vec<Standing>,
}

/// The examination of the qualification.
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct ExamAnswer {
    /// The qualification that the target programme leads to.
    #[schema(value_type = Option<String>)]
    pub(super) qualification: Option<RecordId>,
    /// Requirements of its PKP, and how many of them are partly or fully shown.
    pub(super) requirements: usize,
    /// Partly or fully shown.
    pub(super) shown: usize,
    /// What the examination tests, beside what is shown.
    #[schema(value_type = Vec<Object>)]
    pub(super) tested: Vec<Tested>,
}

/// Cases with their deadlines and who waits on whom, the most pressing first.
#[utoipa::path(get, path = "/api/v1/cases", tag = "cases",
    responses((status = 200, body = CasesAnswer), (status = 403, body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn list(
    State(state): State<AppState>,
    officer: Officer,
) -> Result<impl IntoResponse, Problem> {
    let day = today(&state);
    let cases = at_desk(&state, move |at| {
        Ok(at
            .store
            .list(&at.desk.settings().config.deadlines, day, &officer.name)?)
    })
    .await?;
    Ok(([PRIVATE], Json(CasesAnswer { cases })))
}

/// Opens a case.
#[utoipa::path(post, path = "/api/v1/cases", tag = "cases", request_body = NewCase,
    responses((status = 201, description = "the case", body = Object),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn create(
    State(state): State<AppState>,
    officer: Officer,
    Body(new): Body<NewCase>,
) -> Result<impl IntoResponse, Problem> {
    let case = at_desk(&state, move |at| {
        for target in &new.targets {
            at.desk.programme(target)?;
        }
        Ok(at
            .store
            .create(new.applicant, new.route, new.targets, &officer.name)?)
    });
    Ok((StatusCode::CREATED, [PRIVATE], Json(case.await?)))
}

/// A case.
#[utoipa::path(get, path = "/api/v1/cases/{number}", tag = "cases", params(("number" = i64, Path)),
    responses((status = 200, description = "the case", body = Object),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn read(
    State(state): State<AppState>,
    officer: Officer,
    Path(number): Path<i64>,
) -> Result<impl IntoResponse, Problem> {
    let case = at_desk(&state, move |at| {
        Ok(at.store.read(number, &officer.name)?)
    })
    .await?;
    Ok(([PRIVATE], Json(case)))
}

/// Deletes a case for good.
#[utoipa::path(delete, path = "/api/v1/cases/{number}", tag = "cases", params(("number" = i64, Path)),
    responses((status = 204, description = "nothing of it is left but its number in the audit trail"),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn delete(
    State(state): State<AppState>,
    officer: Officer,
    Path(number): Path<i64>,
) -> Result<StatusCode, Problem> {
    at_desk(&state, move |at| {
        Ok(at.store.delete(number, &officer.name)?)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Everything that is kept of a case, for the person whom it is about.
#[utoipa::path(get, path = "/api/v1/cases/{number}/export", tag = "cases", params(("number" = i64, Path)),
    responses((status = 200, description = "case, papers, audit trail", body = Object),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn export(
    State(state): State<AppState>,
    officer: Officer,
    Path(number): Path<i64>,
) -> Result<impl IntoResponse, Problem> {
    let export: CaseExport = at_desk(&state, move |at| {
        Ok(at.store.export(number, &officer.name)?)
    })
    .await?;
    Ok(([PRIVATE], Json(export)))
}

/// Compares the evidence of a case with its target programmes and keeps the proposals.
#[utoipa::path(post, path = "/api/v1/cases/{number}/compare", tag = "cases", params(("number" = i64, Path), Seen),
    responses((status = 200, description = "the case with its proposals", body = Object),
        (status = 409, description = "somebody else changed it meanwhile", body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn compare(
    State(state): State<AppState>,
    officer: Officer,
    Path(number): Path<i64>,
    Params(seen): Params<Seen>,
) -> Result<impl IntoResponse, Problem> {
    let case = at_desk(&state, move |at| {
        compared(at, number, seen.version, &officer.name)
    })
    .await?;
    Ok(([PRIVATE], Json(case)))
}

/// Compares and keeps what came out.
pub(super) fn compared(at: &At<'_>, number: i64, seen: u64, by: &str) -> Result<Case, Problem> {
    let case = at.store.read(number, by)?;
    let comparisons = at.desk.compare(&case.targets, &case.claims(), None)?;
    Ok(at
        .store
        .change(number, seen, CaseChange::Compared(comparisons), by)?)
}

/// Where the person is nearest to a qualification, among the programmes compared.
#[utoipa::path(get, path = "/api/v1/cases/{number}/standings", tag = "cases", params(("number" = i64, Path)),
    responses((status = 200, body = StandingsAnswer), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn standing(
    State(state): State<AppState>,
    officer: Officer,
    Path(number): Path<i64>,
) -> Result<impl IntoResponse, Problem> {
    let standings = at_desk(&state, move |at| {
        let case = at.store.read(number, &officer.name)?;
        let pairs = case
            .comparisons
            .iter()
            .filter_map(|c| Some((at.desk.programme(&c.programme).ok()?, c)));
        Ok(standings(pairs))
    });
    Ok((
        [PRIVATE],
        Json(StandingsAnswer {
            standings: standings.await?,
        }),
    ))
}

/// The route of a whole qualification: what of the PKP the evidence shows, and what the PKE will test.
#[utoipa::path(get, path = "/api/v1/cases/{number}/exam", tag = "cases", params(("number" = i64, Path)),
    responses((status = 200, body = ExamAnswer), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn exam(
    State(state): State<AppState>,
    officer: Officer,
    Path(number): Path<i64>,
) -> Result<impl IntoResponse, Problem> {
    let answer = at_desk(&state, move |at| {
        let case = at.store.read(number, &officer.name)?;
        exam_of(at, &case)
    });
    Ok(([PRIVATE], Json(answer.await?)))
}

/// What of the PKP the evidence shows, and what the PKE tests; nothing where the catalogue has no PKP for the target.
pub(super) fn exam_of(at: &At<'_>, case: &Case) -> Result<ExamAnswer, Problem> {
    let failed = |e: crate::catalogue::CatalogueError| Problem::internal(&e);
    let nothing = ExamAnswer {
        qualification: None,
        requirements: 0,
        shown: 0,
        tested: Vec::new(),
    };
    let Some(target) = case.target() else {
        return Ok(nothing);
    };
    let Some(qualification) = qualification_of(at.catalogue, target).map_err(failed)? else {
        return Ok(nothing);
    };
    let Some(pkp) = requirements(at.catalogue, &qualification).map_err(failed)? else {
        return Ok(nothing);
    };
    let comparison = at.desk.compare_with(pkp, &case.claims());
    let shown = comparison
        .lines
        .iter()
        .filter(|l| l.status != crate::recognition::compare::Status::No)
        .count();
    Ok(ExamAnswer {
        requirements: comparison.lines.len(),
        shown,
        tested: tested(at.catalogue, &qualification, &comparison).map_err(failed)?,
        qualification: Some(qualification),
    })
}
