//! Experts' opinions on programmes: the list of programmes, the page of one, and its paper.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::coverage_page::id;
use super::coverage_state::{Covered, ask, problem, write};
use super::extract::{Form, Params, Reader};
use super::pages::{finished, page};
use super::signing::{Expert, Who};
use super::{AppState, Problem};
use crate::accounts::Role;
use crate::catalogue::coverage::CoverageWriteError;
use crate::coverage::{GapList, GapRequest, Matrix, MatrixRequest};
use crate::export::coverage::{OpinionPaper, opinion_document};
use crate::export::document::{html_page, write_docx};
use crate::model::{Kind, Opinion, OpinionText, OpinionVerdict, RecordId, Remark};
use crate::web::{
    OpinionConflict, OpinionInput, OpinionRow, OpinionsInput, opinion_page, opinion_path,
    opinions_page,
};

/// Everything that an opinion is written from.
pub(super) struct Subject {
    pub(super) matrix: Matrix,
    pub(super) gaps: GapList,
    pub(super) opinion: Option<Opinion>,
}

/// Everything known about a programme that an opinion is asked for.
pub(super) fn subject(covered: &Covered<'_>, of: &RecordId) -> Result<Subject, Problem> {
    let (c, d) = (covered.curriculum, covered.decisions);
    let request = MatrixRequest::Programme {
        qualification: None,
        programme: Some(of.clone()),
        columns: crate::coverage::Columns::Modules,
    };
    let matrix = c.matrix(&request, d).map_err(|e| problem(&e))?;
    let gaps = GapRequest {
        qualifications: matrix.asking.iter().map(|q| q.id.clone()).collect(),
        ..GapRequest::default()
    };
    Ok(Subject {
        gaps: c.gaps(&gaps, d).map_err(|e| problem(&e))?,
        opinion: covered
            .catalogue
            .opinion(of)
            .map_err(|e| Problem::internal(&e))?,
        matrix,
    })
}

/// The programme that an address names.
pub(super) fn programme(text: &str) -> Result<RecordId, Problem> {
    id("programme", text)?.ok_or_else(|| Problem::no_record(text))
}

/// The name as people read it.
async fn full_name(state: &AppState, name: String) -> Result<String, Problem> {
    let accounts = std::sync::Arc::clone(&state.accounts);
    let found = tokio::task::spawn_blocking(move || match accounts.user(&name) {
        Ok(user) if !user.full_name.is_empty() => user.full_name,
        // Whoever has no such name, or is gone, is called as they signed.
        _ => name,
    });
    found.await.map_err(|e| Problem::internal(&e))
}

/// The programmes and what was said of each.
pub(super) async fn list(
    State(state): State<AppState>,
    reader: Reader,
) -> Result<Response, Problem> {
    let rows = ask(&state, |covered| {
        let mut rows = Vec::new();
        for (qualification, programmes) in covered.curriculum.qualifications() {
            for programme in programmes {
                let opinion = covered.catalogue.opinion(&programme.id);
                rows.push(OpinionRow {
                    qualification: qualification.clone(),
                    opinion: opinion.map_err(|e| Problem::internal(&e))?,
                    programme,
                });
            }
        }
        Ok(rows)
    });
    let input = OpinionsInput { rows: rows.await? };
    page(
        &reader,
        opinions_page(&reader.frame("opinion.title"), &input),
    )
}

/// In which form the opinion is wanted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    format: String,
    saved: String,
}

/// The page of one programme; `format=html` prints, `format=docx` is to be signed.
pub(super) async fn show(
    State(state): State<AppState>,
    who: Who,
    reader: Reader,
    Path(of): Path<String>,
    Params(wanted): Params<Wanted>,
) -> Result<Response, Problem> {
    let of = programme(&of)?;
    let found = ask(&state, move |covered| subject(covered, &of)).await?;
    let expert = match &found.opinion {
        Some(opinion) => full_name(&state, opinion.by.clone()).await?,
        None => String::new(),
    };
    let paper = || {
        opinion_document(&OpinionPaper {
            opinion: found.opinion.as_ref(),
            expert: &expert,
            matrix: &found.matrix,
            gaps: &found.gaps,
        })
    };
    match wanted.format.as_str() {
        "html" => Ok(Html(html_page(&paper())).into_response()),
        "docx" => docx(write_docx(&paper()).map_err(|e| Problem::internal(&e))?),
        "" => {
            let input = OpinionInput {
                matrix: &found.matrix,
                gaps: &found.gaps,
                opinion: found.opinion.as_ref(),
                expert: &expert,
                may_write: who.may(Role::Expert),
                saved: !wanted.saved.is_empty(),
                conflict: None,
            };
            page(&reader, opinion_page(&titled(&reader, &found), &input))
        }
        other => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "bad-parameter",
            format!("there is no format `{other}`"),
        )
        .at("query: format")
        .hint("docx or html; without it the page itself")),
    }
}

fn titled(reader: &Reader, found: &Subject) -> crate::web::Frame {
    let name = found.matrix.asking.as_ref().map(|q| q.name.as_str());
    let title = reader.language.text("opinion.title");
    reader.frame_titled(format!("{title}: {}", name.unwrap_or_default()))
}

fn docx(bytes: Vec<u8>) -> Result<Response, Problem> {
    let media = HeaderValue::from_static(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    );
    let name = HeaderValue::from_static("attachment; filename=\"eksperta-atzinums.docx\"");
    let headers = [
        (header::CONTENT_TYPE, media),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, bytes).into_response())
}

/// What the form sends: a remark for each module, in its order.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct OpinionForm {
    verdict: String,
    summary: String,
    about: Vec<String>,
    remark: Vec<String>,
    version: u64,
}

impl OpinionForm {
    fn text(&self) -> Result<OpinionText, Problem> {
        let verdict = OpinionVerdict::from_code(&self.verdict).ok_or_else(|| {
            Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "bad-value",
                format!("`{}` is no verdict", self.verdict),
            )
            .at("body: verdict")
            .hint("supported, after_corrections or in_progress")
        })?;
        let mut remarks = Vec::new();
        for (about, text) in self.about.iter().zip(&self.remark) {
            let text = lines(text);
            if let (false, Some(about)) = (text.is_empty(), id("about", about)?) {
                remarks.push(Remark { about, text });
            }
        }
        Ok(OpinionText {
            verdict,
            summary: lines(&self.summary),
            remarks,
        })
    }
}

/// Browsers end lines of a form with two characters.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// Writes an opinion; the outer error is a failure, the inner one what stands instead.
pub(super) async fn put(
    state: &AppState,
    of: RecordId,
    text: OpinionText,
    by: String,
    seen: u64,
) -> Result<Result<Opinion, Option<Box<Opinion>>>, Problem> {
    let (programme, about) = (of.clone(), text.remarks.clone());
    // An opinion on what does not exist would never be seen again.
    ask(state, move |covered| {
        let known = covered.curriculum.find(&programme);
        let known = known.ok_or_else(|| Problem::no_record(programme.as_str()))?;
        if known.kind != Kind::Programme {
            return Err(problem(&crate::coverage::CoverageError::WrongKind {
                id: programme,
                found: known.kind,
                wanted: &[Kind::Programme],
            }));
        }
        for remark in &about {
            let known = covered.curriculum.find(&remark.about);
            known.ok_or_else(|| Problem::no_record(remark.about.as_str()))?;
        }
        Ok(())
    })
    .await?;
    write(state, move |catalogue| {
        match catalogue.write_opinion(&of, &text, &by, seen) {
            Ok(opinion) => Ok(Ok(opinion)),
            Err(CoverageWriteError::Conflict(stands)) => Ok(Err(stands)),
            Err(CoverageWriteError::Catalogue(error)) => Err(Problem::internal(&error)),
        }
    })
    .await
}

/// Takes the form. Who comes second gets what stands now beside their own words, which stay in the form.
pub(super) async fn save(
    State(state): State<AppState>,
    expert: Expert,
    reader: Reader,
    Path(of): Path<String>,
    Form(form): Form<OpinionForm>,
) -> Result<Response, Problem> {
    let (of, text) = (programme(&of)?, form.text()?);
    let by = expert.name.clone();
    let written = put(&state, of.clone(), text.clone(), by, form.version).await?;
    if written.is_ok() {
        let back = format!("{}?saved=1#state", opinion_path(of.as_str()));
        return Ok(Redirect::to(&back).into_response());
    }
    let found = ask(&state, move |covered| subject(covered, &of)).await?;
    let expert = match &found.opinion {
        Some(opinion) => full_name(&state, opinion.by.clone()).await?,
        None => String::new(),
    };
    let input = OpinionInput {
        matrix: &found.matrix,
        gaps: &found.gaps,
        opinion: found.opinion.as_ref(),
        expert: &expert,
        may_write: true,
        saved: false,
        conflict: Some(OpinionConflict { wanted: &text }),
    };
    let html = opinion_page(&titled(&reader, &found), &input);
    Ok(finished(StatusCode::CONFLICT, page(&reader, html)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> OpinionForm {
        OpinionForm {
            verdict: "after_corrections".into(),
            summary: " Kopumā labi.\r\n".into(),
            about: vec!["mip/a/m1".into(), "mip/a/m2".into()],
            remark: vec!["  ".into(), "Trūkst BIM.\r\nUn prakses.".into()],
            version: 0,
        }
    }

    #[test]
    fn a_remark_stays_with_its_module_and_an_empty_one_is_none() {
        let text = form().text().unwrap();
        assert_eq!(text.summary, "Kopumā labi.");
        let [one] = text.remarks.as_slice() else {
            panic!("{text:?}")
        };
        assert_eq!(one.about.as_str(), "mip/a/m2");
        assert_eq!(one.text, "Trūkst BIM.\nUn prakses.");
    }

    #[test]
    fn a_verdict_that_is_none_is_named_with_those_that_are() {
        let mut form = form();
        form.verdict = "labi".into();
        let problem = form.text().unwrap_err();
        assert_eq!(problem.code, "bad-value");
        assert!(problem.hint.unwrap().contains("after_corrections"));
    }
}
