//! Changes of a case over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::super::extract::{Body, Params};
use super::super::{AppState, Officer, Problem};
use super::PRIVATE;
use super::api::Seen;
use super::office::at_desk;
use crate::model::RecordId;
use crate::recognition::case::{
    Applicant, CaseChange, JudgedLine, JudgedModule, Meeting, Route, Stage,
};
use crate::recognition::compare::{ModuleDecision, Status};
use crate::recognition::evidence::Claim;

/// A change, told apart by `change`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub(in super::super) enum ChangeBody {
    /// Who applies.
    Applicant {
        /// The applicant.
        #[schema(value_type = Object)]
        applicant: Applicant,
    },
    /// What for.
    Target {
        /// Programmes; the first is decided on.
        #[schema(value_type = Vec<String>)]
        targets: Vec<RecordId>,
        /// `vela_posma` or `pilna_kvalifikacija`.
        #[schema(value_type = String)]
        route: Route,
        /// The day the programme starts.
        #[schema(value_type = Option<String>)]
        #[serde(default)]
        starts_on: Option<Date>,
        /// The price of the whole programme, euro cents.
        #[serde(default)]
        price_cents: Option<u64>,
    },
    /// Evidence is taken back.
    RemoveEvidence {
        /// Its number.
        evidence: u32,
    },
    /// The claims of a piece of evidence, as they are to be.
    Claims {
        /// Number of the evidence.
        evidence: u32,
        /// The claims.
        #[schema(value_type = Vec<Object>)]
        claims: Vec<Claim>,
    },
    /// An outcome is decided.
    Line {
        /// The outcome.
        #[schema(value_type = String)]
        outcome: RecordId,
        /// `nav`, `daleji`, `pilniba`.
        #[schema(value_type = String)]
        status: Status,
        /// Why; obligatory where it differs from the proposal.
        #[serde(default)]
        reason: String,
    },
    /// A module is decided.
    Module {
        /// The module.
        #[schema(value_type = String)]
        module: RecordId,
        /// `atzit`, `atzit_ar_nosacijumu`, `neatzit`.
        #[schema(value_type = String)]
        decision: ModuleDecision,
        /// Why; obligatory where it differs from the proposal.
        #[serde(default)]
        reason: String,
        /// The day of the module's test.
        #[schema(value_type = Option<String>)]
        #[serde(default)]
        test_on: Option<Date>,
    },
    /// Outcomes (`outcome`, `status`, `reason`) and modules (`module`, `decision`, `reason`, `test_on`) in one go; a module
    /// without a decision gets what the rule proposes over the outcomes as decided.
    Decide {
        /// Outcomes.
        #[schema(value_type = Vec<Object>)]
        #[serde(default)]
        lines: Vec<JudgedLine>,
        /// Modules.
        #[schema(value_type = Vec<Object>)]
        #[serde(default)]
        modules: Vec<JudgedModule>,
    },
    /// The commission: `members` (`name`, `role`), `decided_on`, `protocol`.
    Meeting {
        /// The meeting.
        #[schema(value_type = Object)]
        meeting: Meeting,
    },
    /// A step to the next stage, or back.
    Move {
        /// `noteiksana`, `dokumentesana`, `novertesana`, `apstiprinasana`.
        #[schema(value_type = String)]
        to: Stage,
        /// Why; obligatory for a step back.
        #[serde(default)]
        reason: String,
    },
    /// The case is done.
    Close {},
}

impl From<ChangeBody> for CaseChange {
    fn from(body: ChangeBody) -> Self {
        match body {
            ChangeBody::Applicant { applicant } => Self::Applicant(applicant),
            ChangeBody::Target {
                targets,
                route,
                starts_on,
                price_cents,
            } => Self::Target {
                targets,
                route,
                starts_on,
                price_cents,
            },
            ChangeBody::RemoveEvidence { evidence } => Self::RemoveEvidence(evidence),
            ChangeBody::Claims { evidence, claims } => Self::Claims { evidence, claims },
            ChangeBody::Line {
                outcome,
                status,
                reason,
            } => Self::Line {
                outcome,
                status,
                reason,
            },
            ChangeBody::Module {
                module,
                decision,
                reason,
                test_on,
            } => Self::Module {
                module,
                decision,
                reason,
                test_on,
            },
            ChangeBody::Decide { lines, modules } => Self::Decide { lines, modules },
            ChangeBody::Meeting { meeting } => Self::Meeting(meeting),
            ChangeBody::Move { to, reason } => Self::Move { to, reason },
            ChangeBody::Close {} => Self::Close,
        }
    }
}

/// Changes a case. Of two officers who change the same version the second is told (409) and nothing is lost.
#[utoipa::path(post, path = "/api/v1/cases/{number}/changes", tag = "cases", params(("number" = i64, Path), Seen), request_body = ChangeBody,
    responses((status = 200, description = "the case", body = Object),
        (status = 409, description = "somebody else changed it meanwhile, or the stage does not allow it", body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn change(
    State(state): State<AppState>,
    officer: Officer,
    Path(number): Path<i64>,
    Params(seen): Params<Seen>,
    Body(body): Body<ChangeBody>,
) -> Result<impl IntoResponse, Problem> {
    let case = at_desk(&state, move |at| {
        if let ChangeBody::Target { targets, .. } = &body {
            for target in targets {
                at.desk.programme(target)?;
            }
        }
        Ok(at
            .store
            .change(number, seen.version, body.into(), &officer.name)?)
    });
    Ok(([PRIVATE], Json(case.await?)))
}
