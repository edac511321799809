//! Cases as pages: the list, and one page a case. Everything works by plain forms; each ends in the page it came from, at the
//! place of the change, and a change that is refused says why above the case as it stands now.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::Deserialize;

use super::super::extract::{Form, Reader};
use super::super::pages::{finished, page};
use super::super::{AppState, Officer, Problem};
use super::PRIVATE;
use super::api::compared;
use super::files::brought;
use super::office::{At, at_desk, today};
use crate::model::RecordId;
use crate::recognition::case::{
    Applicant, Case, CaseChange, Meeting, Member, Route, Stage, waiting,
};
use crate::recognition::compare::{ModuleDecision, Status};
use crate::recognition::evidence::read_pasted;
use crate::recognition::plan::standings;
use crate::web::{self, CaseInput, CasesInput};

fn programmes(at: &At<'_>) -> Vec<(String, String)> {
    at.desk
        .programmes()
        .into_iter()
        .map(|p| (p.id.to_string(), p.name))
        .collect()
}

/// The list.
pub(in super::super) async fn list_page(
    State(state): State<AppState>,
    officer: Officer,
    reader: Reader,
) -> Result<Response, Problem> {
    let day = today(&state);
    let input = at_desk(&state, move |at| {
        let cases = at
            .store
            .list(&at.desk.settings().config.deadlines, day, &officer.name)?;
        Ok(CasesInput {
            cases,
            programmes: programmes(at),
        })
    });
    let frame = reader.frame("cases.title");
    private(page(&reader, web::cases_page(&frame, &input.await?)))
}

/// What the form for a new case sends.
#[derive(Deserialize)]
pub(in super::super) struct NewForm {
    given_name: String,
    family_name: String,
    #[serde(default)]
    personal_code: String,
    target: RecordId,
    route: Route,
}

/// Opens a case.
pub(in super::super) async fn create_page(
    State(state): State<AppState>,
    officer: Officer,
    Form(form): Form<NewForm>,
) -> Result<Response, Problem> {
    let case = at_desk(&state, move |at| {
        at.desk.programme(&form.target)?;
        let personal_code = Some(form.personal_code.trim().to_owned()).filter(|c| !c.is_empty());
        let applicant = Applicant {
            given_name: form.given_name,
            family_name: form.family_name,
            personal_code,
            ..Applicant::default()
        };
        Ok(at
            .store
            .create(applicant, form.route, vec![form.target], &officer.name)?)
    });
    Ok(Redirect::to(&format!("/cases/{}", case.await?.number)).into_response())
}

/// A case.
pub(in super::super) async fn case_page(
    State(state): State<AppState>,
    officer: Officer,
    reader: Reader,
    Path(number): Path<i64>,
) -> Result<Response, Problem> {
    show(&state, &reader, officer, number, None).await
}

/// The page of a case, with why the last change was refused.
async fn show(
    state: &AppState,
    reader: &Reader,
    officer: Officer,
    number: i64,
    refusal: Option<(u16, &'static str)>,
) -> Result<Response, Problem> {
    let day = today(state);
    let frame = reader.frame("case.case");
    let html = at_desk(state, move |at| {
        let case = at.store.read(number, &officer.name)?;
        let pairs = case
            .comparisons
            .iter()
            .filter_map(|c| Some((at.desk.programme(&c.programme).ok()?, c)));
        let input = CaseInput {
            programme: case.target().and_then(|t| at.desk.programme(t).ok()),
            programmes: programmes(at),
            standings: standings(pairs),
            waiting: waiting(&case, &at.desk.settings().config.deadlines, day),
            refusal: refusal.map(|(_, code)| code.to_owned()),
            case: &case,
        };
        web::case_page(&frame, &input).map_err(|e| Problem::internal(&e))
    });
    let shown = private(page(reader, Ok(html.await?)))?;
    Ok(
        match refusal.and_then(|(status, _)| StatusCode::from_u16(status).ok()) {
            Some(status) => finished(status, shown),
            None => shown,
        },
    )
}

fn private(shown: Result<Response, Problem>) -> Result<Response, Problem> {
    let mut shown = shown?;
    let (name, value) = PRIVATE;
    shown.headers_mut().insert(name, value);
    Ok(shown)
}

/// What a form of the case page sends; each form fills in what it is about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct CaseForm {
    version: u64,
    to: Option<Stage>,
    reason: String,
    target: Option<RecordId>,
    route: Option<Route>,
    starts_on: String,
    price: String,
    evidence: u32,
    name: String,
    text: Vec<String>,
    outcome: Option<RecordId>,
    status: Option<Status>,
    module: Option<RecordId>,
    decision: Option<ModuleDecision>,
    test_on: String,
    member: Vec<String>,
    role: Vec<String>,
    decided_on: String,
    protocol: String,
    sure: String,
}

/// A day of a form; an empty field is none.
fn day_of(text: &str, what: &'static str) -> Result<Option<Date>, Problem> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| bad(what)),
    }
}

/// Euros of a form, with a point or a comma.
fn cents_of(text: &str) -> Result<Option<u64>, Problem> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let euros: f64 = text.parse().map_err(|_| bad("price"))?;
    match (0.0..=1e9).contains(&euros) {
        true => Ok(Some((euros * 100.0).round() as u64)),
        false => Err(bad("price")),
    }
}

fn bad(what: &'static str) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "case-invalid",
        format!("{what} is not understood"),
    )
    .at(format!("form: {what}"))
}

/// Does what a form of the case page asks for.
pub(in super::super) async fn act(
    State(state): State<AppState>,
    officer: Officer,
    reader: Reader,
    Path((number, action)): Path<(i64, String)>,
    Form(form): Form<CaseForm>,
) -> Result<Response, Problem> {
    let name = officer.name.clone();
    let day = today(&state).to_string();
    let place = place_of(&action);
    let done = at_desk(&state, move |at| {
        run(at, number, &action, form, &day, &name)
    })
    .await;
    after(&state, &reader, officer, number, done, place).await
}

/// Where on the page the reader goes on.
fn place_of(action: &str) -> &'static str {
    match action {
        "target" => "#target-h",
        "text" | "claims" | "remove" | "file" => "#evidence",
        "compare" | "line" | "module" => "#compare",
        "meeting" => "#meeting",
        "close" => "#papers",
        _ => "",
    }
}

async fn after(
    state: &AppState,
    reader: &Reader,
    officer: Officer,
    number: i64,
    done: Result<Option<Case>, Problem>,
    place: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(Some(_)) => Ok(Redirect::to(&format!("/cases/{number}{place}")).into_response()),
        Ok(None) => Ok(Redirect::to("/cases").into_response()),
        // What is not there, and what is broken inside, has no page of a case to stand on.
        Err(problem) if problem.status == 404 || problem.status >= 500 => Err(problem),
        Err(problem) => {
            show(
                state,
                reader,
                officer,
                number,
                Some((problem.status, problem.code)),
            )
            .await
        }
    }
}

/// The case after what was done; none where it was deleted.
fn run(
    at: &At<'_>,
    number: i64,
    action: &str,
    form: CaseForm,
    day: &str,
    by: &str,
) -> Result<Option<Case>, Problem> {
    let seen = form.version;
    let change = match action {
        "compare" => return compared(at, number, seen, by).map(Some),
        "delete" => {
            if form.sure != "yes" {
                return Err(bad("sure"));
            }
            at.store.delete(number, by)?;
            return Ok(None);
        }
        "text" => {
            let text = form.text.first().map(String::as_str).unwrap_or_default();
            // Bytes of a pasted text that is a file's content after all (JSON, XML) are read as such.
            return match text.trim_start().starts_with(['{', '<']) {
                true => brought(at, number, seen, &form.name, text.as_bytes(), day, by).map(Some),
                false => {
                    let evidence =
                        read_pasted(&form.name, text).map_err(|e| super::of_evidence(&e))?;
                    Ok(Some(at.store.change(
                        number,
                        seen,
                        CaseChange::AddEvidence(evidence),
                        by,
                    )?))
                }
            };
        }
        "claims" => claims(at, number, &form, by)?,
        "remove" => CaseChange::RemoveEvidence(form.evidence),
        "move" => CaseChange::Move {
            to: form.to.ok_or_else(|| bad("to"))?,
            reason: form.reason,
        },
        "target" => target(at, form)?,
        "line" => CaseChange::Line {
            outcome: form.outcome.ok_or_else(|| bad("outcome"))?,
            status: form.status.ok_or_else(|| bad("status"))?,
            reason: form.reason,
        },
        "module" => CaseChange::Module {
            module: form.module.ok_or_else(|| bad("module"))?,
            decision: form.decision.ok_or_else(|| bad("decision"))?,
            reason: form.reason,
            test_on: day_of(&form.test_on, "test_on")?,
        },
        "meeting" => CaseChange::Meeting(meeting(&form)?),
        "close" => CaseChange::Close,
        _ => return Err(Problem::of_status(StatusCode::NOT_FOUND, "")),
    };
    Ok(Some(at.store.change(number, seen, change, by)?))
}

/// The programme chosen comes first, further ones of the case stay beside it.
fn target(at: &At<'_>, form: CaseForm) -> Result<CaseChange, Problem> {
    let target = form.target.ok_or_else(|| bad("target"))?;
    at.desk.programme(&target)?;
    Ok(CaseChange::Target {
        targets: vec![target],
        route: form.route.ok_or_else(|| bad("route"))?,
        starts_on: day_of(&form.starts_on, "starts_on")?,
        price_cents: cents_of(&form.price)?,
    })
}

/// Claims as the form has them: an empty one is taken out, the others keep their passages.
fn claims(at: &At<'_>, number: i64, form: &CaseForm, by: &str) -> Result<CaseChange, Problem> {
    let case = at.store.read(number, by)?;
    let Some(brought) = case.brought.iter().find(|b| b.number == form.evidence) else {
        return Err(bad("evidence"));
    };
    let known = &brought.evidence.claims;
    if known.len() != form.text.len() {
        return Err(bad("text"));
    }
    let edited = known
        .iter()
        .zip(&form.text)
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(claim, text)| {
            let mut claim = claim.clone();
            claim.text = text.trim().to_owned();
            claim
        });
    Ok(CaseChange::Claims {
        evidence: form.evidence,
        claims: edited.collect(),
    })
}

fn meeting(form: &CaseForm) -> Result<Meeting, Problem> {
    let roles = form
        .role
        .iter()
        .map(String::as_str)
        .chain(std::iter::repeat(""));
    let members = form
        .member
        .iter()
        .zip(roles)
        .filter(|(name, _)| !name.trim().is_empty());
    Ok(Meeting {
        members: members
            .map(|(name, role)| Member {
                name: name.trim().to_owned(),
                role: role.trim().to_owned(),
            })
            .collect(),
        decided_on: day_of(&form.decided_on, "decided_on")?,
        protocol: Some(form.protocol.trim().to_owned()).filter(|p| !p.is_empty()),
    })
}

/// Takes a file from the page's form.
pub(in super::super) async fn upload(
    State(state): State<AppState>,
    officer: Officer,
    reader: Reader,
    Path(number): Path<i64>,
    mut form: axum::extract::Multipart,
) -> Result<Response, Problem> {
    let (mut version, mut name, mut bytes) = (0u64, String::new(), bytes::Bytes::new());
    while let Some(field) = form.next_field().await.map_err(|_| bad("file"))? {
        match field.name() {
            Some("version") => {
                version = field
                    .text()
                    .await
                    .ok()
                    .and_then(|v| v.parse().ok())
                    .ok_or_else(|| bad("version"))?
            }
            Some("file") => {
                name = field.file_name().unwrap_or("datne").to_owned();
                bytes = field.bytes().await.map_err(|_| bad("file"))?;
            }
            _ => {}
        }
    }
    let (by, day) = (officer.name.clone(), today(&state).to_string());
    let done = at_desk(&state, move |at| {
        brought(at, number, version, &name, &bytes, &day, &by).map(Some)
    })
    .await;
    after(&state, &reader, officer, number, done, "#evidence").await
}
