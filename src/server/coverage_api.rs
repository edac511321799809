//! Coverage over the API.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;

use super::coverage_cell;
use super::coverage_lists::{ChangeParams, GapParams, MaterialParams, SkillParams, one_sector};
use super::coverage_page::{MatrixParams, some};
use super::coverage_state::{ask, problem};
use super::extract::Params;
use super::{AppState, Problem, skill_words};
use crate::coverage::{
    CellDetail, CoverageError, GapList, Matrix, Offers, SkillCard, SkillQuery, SmallestSet,
    WorkList,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A coverage matrix.
#[utoipa::path(get, path = "/api/v1/coverage", tag = "coverage",
    params(
        ("qualification" = Option<Vec<String>>, Query, description = "identifier of a qualification; several with a framework"),
        ("programme" = Option<String>, Query, description = "identifier of a programme; the qualification's own where none is given"),
        ("columns" = Option<String>, Query, description = "`modules` or `outcomes`"),
        ("framework" = Option<String>, Query, description = "`digcomp-2.2`, `esco/green` …: its concepts against qualifications"),
        ("sector" = Option<String>, Query, description = "code of a sector: all its qualifications"),
        ("side" = Option<String>, Query, description = "`taught`, `required` or `both`"),
        ("module" = Option<String>, Query, description = "identifier of a module or outcome: against materials")),
    responses((status = 200, body = Matrix),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "`record-not-found`, `framework-missing`, `sector-missing`"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "`no-outcomes`, `no-requirements`, `no-programme`, `wrong-kind`, `nothing-chosen`")))]
pub(super) async fn matrix(
    State(state): State<AppState>,
    Params(params): Params<MatrixParams>,
) -> Result<Json<Matrix>, Problem> {
    let request = params.request()?;
    let request = request.ok_or_else(|| problem(&CoverageError::NothingChosen))?;
    let drawn = ask(&state, move |covered| {
        let drawn = covered.curriculum.matrix(&request, covered.decisions);
        drawn.map_err(|e| problem(&e))
    });
    Ok(Json(drawn.await?))
}

/// One cell of a matrix with everything behind it.
#[utoipa::path(get, path = "/api/v1/coverage/cell", tag = "coverage",
    params(
        ("qualification" = Option<String>, Query, description = "and the other parameters of /api/v1/coverage, to name the matrix"),
        ("row" = String, Query, description = "identifier of the row"),
        ("col" = String, Query, description = "identifier of the column")),
    responses((status = 200, body = CellDetail),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn cell(
    State(state): State<AppState>,
    uri: Uri,
) -> Result<Json<CellDetail>, Problem> {
    let (detail, _, _) = coverage_cell::look(&state, &uri).await?;
    Ok(Json(detail))
}

/// The card of a skill. Words without diacritics or with a slip are read as records write them where that finds more; `asked` says
/// which words it is the card of.
#[utoipa::path(get, path = "/api/v1/skills/card", tag = "coverage",
    params(("q" = Option<String>, Query, description = "a skill as somebody writes it"),
        ("id" = Option<String>, Query, description = "or the identifier of a record")),
    responses((status = 200, body = SkillCard),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "`nothing-asked`")))]
pub(super) async fn card(
    State(state): State<AppState>,
    Params(params): Params<SkillParams>,
) -> Result<Json<SkillCard>, Problem> {
    let asked = params.asked()?;
    let meant = skill_words::meant(&state, &asked).await?;
    let shared = state.clone();
    let card = ask(&state, move |covered| {
        skill_words::card(&shared, covered, &asked, meant)
    });
    Ok(Json(card.await?))
}

impl SkillParams {
    fn asked(&self) -> Result<SkillQuery, Problem> {
        match super::coverage_page::id("id", &self.id)? {
            Some(id) => Ok(SkillQuery::Record(id)),
            None => Ok(SkillQuery::Text(some(&self.q).unwrap_or_default())),
        }
    }
}

/// Gaps, what matters most first.
#[utoipa::path(get, path = "/api/v1/gaps", tag = "coverage",
    params(("sector" = Option<String>, Query, description = "code of a sector"),
        ("qualification" = Option<Vec<String>>, Query, description = "identifiers of qualifications"),
        ("kind" = Option<Vec<String>>, Query, description = "`untaught`, `partly_taught`, `unexamined`, `no_material`, `unrequired`, `material_unused`, `material_old`"),
        ("strict" = Option<String>, Query, description = "`1`: only safety and law"),
        ("older" = Option<i32>, Query, description = "materials from before this year are old")),
    responses((status = 200, body = GapList),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn gaps(
    State(state): State<AppState>,
    Params(params): Params<GapParams>,
) -> Result<Json<GapList>, Problem> {
    let (request, strict) = (params.request()?, params.only_strict());
    let found = ask(&state, move |covered| {
        let found = covered.curriculum.gaps(&request, covered.decisions);
        let mut found = found.map_err(|e| problem(&e))?;
        found.gaps.retain(|g| !strict || g.strict);
        Ok(found)
    });
    Ok(Json(found.await?))
}

/// Materials for a module or outcome.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MaterialsAnswer {
    /// Everything that the filters let through and that covers something, what covers most first.
    offered: Offers,
    /// The smallest set under the same filters.
    smallest: SmallestSet,
}

/// Materials for a module or outcome, and the smallest set of them.
#[utoipa::path(get, path = "/api/v1/materials", tag = "coverage",
    params(("for" = String, Query, description = "identifier of a module or outcome"),
        ("lang" = Option<Vec<String>>, Query), ("type" = Option<Vec<String>>, Query),
        ("access" = Option<Vec<String>>, Query), ("licence" = Option<String>, Query),
        ("since" = Option<i32>, Query, description = "the oldest year"),
        ("words" = Option<String>, Query, description = "`1`: what words alone say counts for the smallest set, too")),
    responses((status = 200, body = MaterialsAnswer),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "`no-outcomes`, `wrong-kind`, `nothing-chosen`")))]
pub(super) async fn materials(
    State(state): State<AppState>,
    Params(params): Params<MaterialParams>,
) -> Result<Json<MaterialsAnswer>, Problem> {
    let of = params
        .of()?
        .ok_or_else(|| problem(&CoverageError::NothingChosen))?;
    let (filter, trust) = (params.filter().filter(), params.trust());
    let found = ask(&state, move |covered| {
        let (c, d) = (covered.curriculum, covered.decisions);
        Ok(MaterialsAnswer {
            offered: c.materials_for(&of, &filter, d).map_err(|e| problem(&e))?,
            smallest: c
                .smallest_set(&of, &filter, trust, d)
                .map_err(|e| problem(&e))?,
        })
    });
    Ok(Json(found.await?))
}

/// What changed from one version of a PKP to another, and what it touches.
#[utoipa::path(get, path = "/api/v1/changes", tag = "coverage",
    params(("old" = Option<String>, Query, description = "identifier of the older version"),
        ("new" = Option<String>, Query, description = "identifier of the newer version"),
        ("sector" = Option<String>, Query, description = "or all qualifications of a sector; `*` for every one")),
    responses((status = 200, body = Vec<WorkList>),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "`different-qualifications`, `one-version`, `nothing-chosen`")))]
pub(super) async fn changes(
    State(state): State<AppState>,
    Params(params): Params<ChangeParams>,
) -> Result<Json<Vec<WorkList>>, Problem> {
    let (old, new, sector) = params.versions()?;
    let found = ask(&state, move |covered| {
        let (c, d) = (covered.curriculum, covered.decisions);
        let found = match (old, new, sector) {
            (Some(old), Some(new), _) => c.impact(&old, &new, d).map(|list| vec![list]),
            (_, _, Some(sector)) => c.impact_of_sector(one_sector(&sector), d),
            _ => Err(CoverageError::NothingChosen),
        };
        found.map_err(|e| problem(&e))
    });
    Ok(Json(found.await?))
}
