//! Cases as pages: the list, and one page a case. Everything works by plain forms; each ends in the page it came from, at the
//! place of the change, and a change that is refused says why above the case as it stands now.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::extract::{Form, Reader};
use super::super::pages::{finished, page};
use super::super::{AppState, Officer, Problem};
use super::PRIVATE;
use super::api::exam_of;
use super::files::brought;
use super::form::{CaseForm, bad, run};
use super::office::{At, at_desk, today};
use crate::model::RecordId;
use crate::recognition::case::{Applicant, AuditEntry, Case, Route, waiting};
use crate::recognition::compare::Status;
use crate::recognition::plan::standings;
use crate::web::{self, CaseInput, CasesInput, ExamInput, Refused};

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

/// A change that was refused, and what was typed for it.
struct Turned {
    problem: Problem,
    typed: Typed,
}

/// What was typed into the form: decisions with their reasons, and other texts.
#[derive(Default)]
struct Typed {
    judged: Vec<(RecordId, Status, String)>,
    texts: Vec<String>,
}

/// The page of a case, with why the last change was refused.
async fn show(
    state: &AppState,
    reader: &Reader,
    officer: Officer,
    number: i64,
    refused: Option<Turned>,
) -> Result<Response, Problem> {
    let day = today(state);
    let frame = reader.frame("case.case");
    let status = refused.as_ref().map(|r| r.problem.status);
    let html = at_desk(state, move |at| {
        let case = at.store.read(number, &officer.name)?;
        let pairs = case
            .comparisons
            .iter()
            .filter_map(|c| Some((at.desk.programme(&c.programme).ok()?, c)));
        let trail = at.store.audit(Some(number))?;
        let input = CaseInput {
            programme: case.target().and_then(|t| at.desk.programme(t).ok()),
            programmes: programmes(at),
            standings: standings(pairs),
            exam: exam(at, &case)?,
            waiting: waiting(&case, &at.desk.settings().config.deadlines, day),
            refusal: refused.map(|r| refusal(r, &case, &trail)),
            trail: &trail,
            case: &case,
        };
        web::case_page(&frame, &input).map_err(|e| Problem::internal(&e))
    });
    let shown = private(page(reader, Ok(html.await?)))?;
    Ok(match status.and_then(|s| StatusCode::from_u16(s).ok()) {
        Some(status) => finished(status, shown),
        None => shown,
    })
}

/// What the page says of a refused change; of a conflict also who was quicker, from the audit trail.
fn refusal(refused: Turned, case: &Case, trail: &[AuditEntry]) -> Refused {
    let problem = refused.problem;
    let field = problem.place.as_deref().and_then(|p| p.split(": ").nth(1));
    let changed = trail
        .iter()
        .rev()
        .find(|e| e.version == i64::try_from(case.version).ok() && e.action != "read")
        .filter(|_| problem.code == "case-changed");
    // Of a form with all claims only what was changed is somebody's work.
    let mut typed = refused.typed.texts;
    let claims = case.claims();
    typed.retain(|t| claims.iter().all(|c| c.text.trim() != t));
    Refused {
        code: problem.code.to_owned(),
        field: field.unwrap_or_default().to_owned(),
        by: changed.map(|e| (e.actor.clone(), e.at.clone())),
        judged: refused.typed.judged,
        typed,
    }
}

/// The examination, for those who go for the whole qualification.
fn exam(at: &At<'_>, case: &Case) -> Result<Option<ExamInput>, Problem> {
    if case.route != Route::FullQualification || case.brought.is_empty() {
        return Ok(None);
    }
    let exam = exam_of(at, case)?;
    Ok(exam.qualification.map(|_| ExamInput {
        requirements: exam.requirements,
        shown: exam.shown,
        tested: exam.tested,
    }))
}

fn private(shown: Result<Response, Problem>) -> Result<Response, Problem> {
    let mut shown = shown?;
    let (name, value) = PRIVATE;
    shown.headers_mut().insert(name, value);
    Ok(shown)
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
    let typed = Typed {
        judged: form.judged(),
        texts: form.typed(),
    };
    let done = at_desk(&state, move |at| {
        let done = run(at, number, &action, &form, &day, &name)?;
        Ok(done.map(|case| place_of(&action, form.module(), &case)))
    })
    .await;
    after(&state, &reader, officer, number, done, typed).await
}

/// Where on the page the reader goes on.
fn place_of(action: &str, module: Option<&RecordId>, case: &Case) -> String {
    match action {
        "applicant" | "target" => "#target-h".to_owned(),
        "text" | "claims" | "remove" | "file" => "#evidence".to_owned(),
        "compare" | "untouched" => "#compare".to_owned(),
        "decide" => next_module(module, case),
        "meeting" => "#meeting".to_owned(),
        "close" => "#papers".to_owned(),
        _ => String::new(),
    }
}

/// The next module that waits for a decision; the stages where none does.
fn next_module(decided: Option<&RecordId>, case: &Case) -> String {
    let modules = case
        .comparison()
        .map(|c| c.modules.as_slice())
        .unwrap_or_default();
    let here = modules
        .iter()
        .position(|m| decided == Some(&m.module))
        .unwrap_or(0);
    let order = (here..modules.len()).chain(0..here);
    let open = |n: &usize| {
        modules
            .get(*n)
            .is_some_and(|m| case.ruling(&m.module).is_none())
    };
    match order.into_iter().find(open) {
        Some(n) => format!("#m-{}", n + 1),
        None => "#move".to_owned(),
    }
}

async fn after(
    state: &AppState,
    reader: &Reader,
    officer: Officer,
    number: i64,
    done: Result<Option<String>, Problem>,
    typed: Typed,
) -> Result<Response, Problem> {
    match done {
        Ok(Some(place)) => Ok(Redirect::to(&format!("/cases/{number}{place}")).into_response()),
        Ok(None) => Ok(Redirect::to("/cases").into_response()),
        // What is not there, and what is broken inside, has no page of a case to stand on.
        Err(problem) if problem.status == 404 || problem.status >= 500 => Err(problem),
        Err(problem) => {
            let refused = Turned { problem, typed };
            show(state, reader, officer, number, Some(refused)).await
        }
    }
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
        let case = brought(at, number, version, &name, &bytes, &day, &by)?;
        Ok(Some(place_of("file", None, &case)))
    })
    .await;
    after(&state, &reader, officer, number, done, Typed::default()).await
}
