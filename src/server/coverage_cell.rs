//! The page of a cell, and verdicts on it.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::coverage_page::{MatrixParams, id};
use super::coverage_state::{ask, problem, write};
use super::extract::{Form, Params, Reader};
use super::pages::{finished, page};
use super::signing::{Expert, Who};
use super::{AppState, Problem};
use crate::accounts::Role;
use crate::catalogue::coverage::{CoverageWriteError, VerdictDraft};
use crate::coverage::CellDetail;
use crate::model::{CoverageValue, Verdict, VerdictEvent};
use crate::web::{CellInput, VerdictConflict, cell_page, verdict_conflict_page};

/// Which cell of the matrix that the other parameters name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CellParams {
    row: String,
    col: String,
}

fn needed(name: &'static str) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "bad-parameter",
        format!("`{name}` is missing"),
    )
    .at(format!("query: {name}"))
    .hint("open the cell from its matrix at /coverage")
}

/// The cell with everything behind it, and everything ever said about it.
pub(super) async fn look(
    state: &AppState,
    uri: &Uri,
) -> Result<(CellDetail, Vec<VerdictEvent>, MatrixParams), Problem> {
    let Params(matrix) = Params::<MatrixParams>::of(uri)?;
    let Params(cell) = Params::<CellParams>::of(uri)?;
    let request = matrix.request()?.ok_or_else(|| needed("qualification"))?;
    let row = id("row", &cell.row)?.ok_or_else(|| needed("row"))?;
    let col = id("col", &cell.col)?.ok_or_else(|| needed("col"))?;
    let found = ask(state, move |covered| {
        let detail = covered
            .curriculum
            .cell(&request, &row, &col, covered.decisions);
        let history = covered.catalogue.verdict_history(&row, &col);
        Ok((
            detail.map_err(|e| problem(&e))?,
            history.map_err(|e| Problem::internal(&e))?,
        ))
    });
    let (detail, history) = found.await?;
    Ok((detail, history, matrix))
}

/// The page.
pub(super) async fn cell(
    State(state): State<AppState>,
    who: Who,
    reader: Reader,
    uri: Uri,
) -> Result<Response, Problem> {
    let (detail, history, matrix) = look(&state, &uri).await?;
    let title = reader.language.text("coverage.cell");
    let frame = reader.frame_titled(title);
    let input = CellInput {
        detail: &detail,
        history: &history,
        may_decide: who.may(Role::Expert),
        matrix_path: matrix.matrix().path_at("/coverage"),
        here: reader.here.clone(),
    };
    page(&reader, cell_page(&frame, &input))
}

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct VerdictForm {
    row: String,
    col: String,
    value: String,
    reason: String,
    version: u64,
    withdraw: String,
    back: String,
}

impl VerdictForm {
    fn draft(&self) -> Result<VerdictDraft, Problem> {
        let value = match self.withdraw.is_empty() {
            false => None,
            true => Some(value(&self.value)?),
        };
        Ok(VerdictDraft {
            row: id("row", &self.row)?.ok_or_else(|| needed("row"))?,
            col: id("col", &self.col)?.ok_or_else(|| needed("col"))?,
            value,
            reason: super::coverage_page::some(&self.reason),
            seen: self.version,
        })
    }

    /// The page of the cell: a path of ours, whatever the form says.
    fn back(&self) -> &str {
        match self.back.starts_with("/coverage/cell?") {
            true => &self.back,
            false => "/coverage",
        }
    }

    fn again(&self, version: u64) -> Vec<(&'static str, String)> {
        let fields = [
            ("row", self.row.clone()),
            ("col", self.col.clone()),
            ("value", self.value.clone()),
            ("reason", self.reason.clone()),
            ("withdraw", self.withdraw.clone()),
            ("back", self.back.clone()),
            ("version", version.to_string()),
        ];
        fields.into_iter().filter(|(_, v)| !v.is_empty()).collect()
    }
}

fn value(code: &str) -> Result<CoverageValue, Problem> {
    CoverageValue::from_code(code).ok_or_else(|| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-value",
            format!("`{code}` is no value"),
        )
        .at("body: value")
        .hint("full, partial, mentioned, none or not_applicable")
    })
}

/// Writes a verdict; the outer error is a failure, the inner one what stands instead.
pub(super) async fn give(
    state: &AppState,
    draft: VerdictDraft,
    by: String,
) -> Result<Result<Option<Verdict>, Option<Box<Verdict>>>, Problem> {
    let (row, col) = (draft.row.clone(), draft.col.clone());
    // A verdict on what does not exist would never be seen again.
    ask(state, move |covered| {
        for end in [&row, &col] {
            let known = covered.curriculum.find(end);
            known.ok_or_else(|| Problem::no_record(end.as_str()))?;
        }
        Ok(())
    })
    .await?;
    write(state, move |catalogue| {
        match catalogue.give_verdict(&draft, &by) {
            Ok(verdict) => Ok(Ok(verdict)),
            Err(CoverageWriteError::Conflict(stands)) => Ok(Err(stands)),
            Err(CoverageWriteError::Catalogue(error)) => Err(Problem::internal(&error)),
        }
    })
    .await
}

/// Takes the verdict of a form and shows the cell again; who came second sees what the first one said.
pub(super) async fn verdict(
    State(state): State<AppState>,
    expert: Expert,
    reader: Reader,
    Form(form): Form<VerdictForm>,
) -> Result<Response, Problem> {
    let draft = form.draft()?;
    let wanted = draft.value;
    match give(&state, draft, expert.name.clone()).await? {
        Ok(_) => Ok(Redirect::to(form.back()).into_response()),
        Err(stands) => {
            let conflict = VerdictConflict {
                stands: stands.as_deref(),
                wanted,
                again: form.again(stands.as_ref().map_or(0, |v| v.version)),
                cell_path: form.back().to_owned(),
            };
            let frame = reader.frame("coverage.conflict");
            let html = page(&reader, verdict_conflict_page(&frame, &conflict))?;
            Ok(finished(StatusCode::CONFLICT, html))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_a_page_of_ours() {
        let back = |to: &str| {
            let form = VerdictForm {
                back: to.into(),
                ..VerdictForm::default()
            };
            form.back().to_owned()
        };
        assert_eq!(back("/coverage/cell?row=a"), "/coverage/cell?row=a");
        assert_eq!(back("https://evil.example"), "/coverage");
        assert_eq!(back("//evil.example"), "/coverage");
    }

    #[test]
    fn a_value_that_is_none_is_named() {
        let problem = value("fulll").unwrap_err();
        assert_eq!(problem.code, "bad-value");
        assert!(problem.hint.unwrap().contains("not_applicable"));
    }
}
