//! Papers: what is brought, and what is handed out.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use bytes::Bytes;
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::extract::Params;
use super::super::{AppState, Officer, Problem};
use super::office::{At, at_desk, today};
use super::{PRIVATE, of_evidence};
use crate::export::document::{html_page, write_docx};
use crate::recognition::case::Case;
use crate::recognition::desk::name_concepts;
use crate::recognition::evidence::read_evidence;
use crate::recognition::papers::{Paper, PaperInput, record};

/// A piece of evidence to add.
#[derive(Debug, Deserialize, IntoParams)]
pub(in super::super) struct NewEvidence {
    /// The version of the case that was seen.
    version: u64,
    /// Name of the file; what it is, is found out by its content.
    name: String,
}

/// How a paper is wanted.
#[derive(Debug, Deserialize, IntoParams)]
pub(in super::super) struct Wanted {
    /// `docx`, `html` (a page to print) or `json` (the record for machines).
    #[serde(default)]
    format: Option<String>,
    /// Name of the school on the paper, where it is not the one of `recognition.toml`.
    #[serde(default)]
    school: Option<String>,
}

/// Adds a piece of evidence: the file as it is, or text.
#[utoipa::path(post, path = "/api/v1/cases/{number}/evidence", tag = "cases", params(("number" = i64, Path), NewEvidence),
    request_body(content = String, content_type = "application/octet-stream", description = "the file, at most 16 MiB"),
    responses((status = 200, description = "the case", body = Object),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "it is not read, with what would be right", body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn add_evidence(
    State(state): State<AppState>,
    officer: Officer,
    Path(number): Path<i64>,
    Params(new): Params<NewEvidence>,
    body: Bytes,
) -> Result<impl IntoResponse, Problem> {
    let day = today(&state).to_string();
    let case = at_desk(&state, move |at| {
        brought(
            at,
            number,
            new.version,
            &new.name,
            &body,
            &day,
            &officer.name,
        )
    });
    Ok(([PRIVATE], Json(case.await?)))
}

/// Reads a file and adds it.
pub(super) fn brought(
    at: &At<'_>,
    number: i64,
    seen: u64,
    name: &str,
    body: &[u8],
    day: &str,
    by: &str,
) -> Result<Case, Problem> {
    let mut evidence = read_evidence(name, body, at.columns, day).map_err(|e| of_evidence(&e))?;
    name_concepts(at.catalogue, &mut evidence.claims).map_err(|e| Problem::internal(&e))?;
    Ok(at.store.add_evidence(number, seen, evidence, body, by)?)
}

/// A paper as it was brought, byte for byte.
#[utoipa::path(get, path = "/api/v1/cases/{number}/evidence/{evidence}", tag = "cases",
    params(("number" = i64, Path), ("evidence" = u32, Path, description = "number of the evidence in the case")),
    responses((status = 200, description = "the file", body = String, content_type = "application/octet-stream"),
        (status = 404, description = "there is no such evidence, or it was typed", body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn original(
    State(state): State<AppState>,
    officer: Officer,
    Path((number, evidence)): Path<(i64, u32)>,
) -> Result<impl IntoResponse, Problem> {
    let found = at_desk(&state, move |at| {
        Ok(at.store.paper(number, evidence, &officer.name)?)
    });
    let Some(bytes) = found.await? else {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "evidence-not-found",
            "no file was brought under this number",
        )
        .at("path: evidence")
        .hint("what was typed or pasted has no file; its passages stand in the case"));
    };
    // The name a person gave the file is their own business: not a header.
    let name = format!("attachment; filename=\"lieta-{number}-pieradijums-{evidence}\"");
    let name = HeaderValue::from_str(&name).map_err(|e| Problem::internal(&e))?;
    let media = HeaderValue::from_static("application/octet-stream");
    Ok((
        [
            PRIVATE,
            (header::CONTENT_TYPE, media),
            (header::CONTENT_DISPOSITION, name),
        ],
        bytes,
    ))
}

/// A paper: `salidzinajuma-tabula`, `lemuma-projekts` or `individualais-plans`.
#[utoipa::path(get, path = "/api/v1/cases/{number}/papers/{paper}", tag = "cases",
    params(("number" = i64, Path), ("paper" = String, Path, example = "lemuma-projekts"), Wanted),
    responses((status = 200, description = "DOCX, a page to print, or JSON"),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn paper(
    State(state): State<AppState>,
    officer: Officer,
    Path((number, code)): Path<(i64, String)>,
    Params(wanted): Params<Wanted>,
) -> Result<Response, Problem> {
    let Some(paper) = Paper::from_code(&code) else {
        let known: Vec<&str> = Paper::ALL.iter().map(|p| p.code()).collect();
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "paper-not-found",
            "there is no such paper",
        )
        .at("path: paper")
        .hint(format!("papers are {}", known.join(", "))));
    };
    let day = today(&state);
    at_desk(&state, move |at| {
        let case = at.store.read(number, &officer.name)?;
        write(at, &case, paper, &wanted, day)
    })
    .await
}

fn write(
    at: &At<'_>,
    case: &Case,
    paper: Paper,
    wanted: &Wanted,
    day: jiff::civil::Date,
) -> Result<Response, Problem> {
    let Some(target) = case.target() else {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "case-stage",
            "choose the target programme first",
        ));
    };
    let settings = at.desk.settings();
    let school = wanted
        .school
        .as_deref()
        .unwrap_or(&settings.config.papers.school);
    let mut input = PaperInput::of(
        case,
        at.desk.programme(target)?,
        school,
        &settings.config.deadlines,
        day,
    );
    at.desk
        .add_materials(at.catalogue, &mut input)
        .map_err(|e| Problem::internal(&e))?;
    if wanted.format.as_deref() == Some("json") {
        return Ok(([PRIVATE], Json(record(&input))).into_response());
    }
    let document = paper.write(settings.template(paper), &input).map_err(|e| {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "template", e.to_string())
            .hint("mend the template in index-config/templates")
    })?;
    match wanted.format.as_deref() {
        None | Some("html") => Ok(([PRIVATE], Html(html_page(&document))).into_response()),
        Some("docx") => {
            let bytes = write_docx(&document).map_err(|e| Problem::internal(&e))?;
            let name = format!(
                "attachment; filename=\"lieta-{}-{}.docx\"",
                case.number,
                paper.code()
            );
            let name = HeaderValue::from_str(&name).map_err(|e| Problem::internal(&e))?;
            let media = HeaderValue::from_static(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            );
            Ok((
                [
                    PRIVATE,
                    (header::CONTENT_TYPE, media),
                    (header::CONTENT_DISPOSITION, name),
                ],
                bytes,
            )
                .into_response())
        }
        Some(_) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "bad-parameter",
            "there is no such format",
        )
        .at("query: format")
        .hint("formats are docx, html, json")),
    }
}
