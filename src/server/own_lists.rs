//! The lists of materials that a school uploads: kept for the account, checked and mapped whenever they are looked at, so
//! that they follow what was imported and decided since.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::coverage_page::{choices, id};
use super::coverage_state::{Covered, ask, problem, write};
use super::coverage_take::{Take, file};
use super::extract::{Form, Params, Reader};
use super::limits::{KEPT_LISTS, LIST_BYTES, LIST_ROWS};
use super::pages::{finished, page};
use super::signing::School;
use super::{AppState, Problem};
use crate::catalogue::coverage::NewSchoolList;
use crate::coverage::{CoverageError, OwnList, OwnListRules};
use crate::export::coverage::own_list_table;
use crate::import::national::read_own;
use crate::import::tables::Columns;
use crate::import::{ImportError, Limits};
use crate::web::{
    ListRefusal, ListShown, OwnListInput, OwnListsInput, QueryString, own_list_page, own_lists_page,
};

/// How a list is checked, and what of it is shown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListParams {
    older: String,
    qualification: String,
    show: String,
    page: String,
    name: String,
}

impl ListParams {
    fn rules(&self) -> Result<OwnListRules, Problem> {
        Ok(OwnListRules {
            older_than: self.older.trim().parse().ok(),
            qualification: id("qualification", &self.qualification)?,
        })
    }

    fn query(&self) -> QueryString {
        QueryString::default()
            .and("older", self.older.trim())
            .and("qualification", &self.qualification)
    }
}

/// Why a list is not taken, in words that its owner understands.
fn refusal(error: &ImportError) -> ListRefusal {
    match error {
        ImportError::MissingColumn { found, .. } => ListRefusal::NoTitles {
            found: found.clone(),
        },
        ImportError::Limit { .. } => ListRefusal::TooLarge,
        _ => ListRefusal::NoTable {
            why: error.to_string(),
        },
    }
}

/// What a file is that only bears the name of a table; none for what may be one.
fn disguised(bytes: &[u8]) -> Option<&'static str> {
    const MARKS: [(&[u8], &str); 8] = [
        (b"%PDF", "PDF"),
        (b"\xd0\xcf\x11\xe0", "Excel 97–2003 (.xls) / Word 97–2003"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"<!DOCTYPE", "HTML"),
        (b"<html", "HTML"),
        (b"7z\xbc\xaf", "7z"),
    ];
    let found = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
    found.map(|(_, name)| *name).or_else(|| packed(bytes))
}

/// What an office file is that is no workbook: the names of its parts stand in it unpacked.
fn packed(bytes: &[u8]) -> Option<&'static str> {
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    if !bytes.starts_with(b"PK") || holds(b"xl/workbook.xml") {
        return None;
    }
    const PARTS: [(&[u8], &str); 4] = [
        (b"word/document.xml", "Word (.docx)"),
        (b"ppt/presentation.xml", "PowerPoint (.pptx)"),
        (b"opendocument.spreadsheet", "LibreOffice Calc (.ods)"),
        (b"opendocument.text", "LibreOffice Writer (.odt)"),
    ];
    let found = PARTS.iter().find(|(part, _)| holds(part));
    found.map(|(_, name)| *name)
}

/// Reads, checks and maps a list.
fn mapped(
    covered: &Covered<'_>,
    columns: &Columns,
    bytes: &[u8],
    name: &str,
    rules: &OwnListRules,
) -> Result<Result<OwnList, ListRefusal>, Problem> {
    if bytes.is_empty() {
        return Ok(Err(ListRefusal::Nothing));
    }
    if let Some(what) = disguised(bytes) {
        return Ok(Err(ListRefusal::OtherFormat { what }));
    }
    let table = match read_own(bytes, name, columns, &Limits::default()) {
        Ok(table) => table,
        Err(error) => return Ok(Err(refusal(&error))),
    };
    match covered.curriculum.own_list(&table, rules) {
        Ok(list) => Ok(Ok(list)),
        Err(CoverageError::ListTooLong { rows, most }) => {
            Ok(Err(ListRefusal::TooLong { rows, most }))
        }
        Err(CoverageError::ListEmpty) => Ok(Err(ListRefusal::NoRows)),
        Err(error) => Err(problem(&error)),
    }
}

/// The lists of the account and the form for another one.
pub(super) async fn lists(
    State(state): State<AppState>,
    school: School,
    reader: Reader,
) -> Result<Response, Problem> {
    overview(&state, &reader, school.name.clone(), None).await
}

async fn overview(
    state: &AppState,
    reader: &Reader,
    owner: String,
    refusal: Option<ListRefusal>,
) -> Result<Response, Problem> {
    let lists = ask(state, move |covered| {
        let lists = covered.catalogue.school_lists(&owner);
        lists.map_err(|e| Problem::internal(&e))
    });
    let input = OwnListsInput {
        lists: lists.await?,
        refusal,
        most_bytes: LIST_BYTES,
    };
    let html = page(reader, own_lists_page(&reader.frame("list.title"), &input))?;
    Ok(match input.refusal {
        Some(_) => finished(StatusCode::UNPROCESSABLE_ENTITY, html),
        None => html,
    })
}

/// Takes a list in: it is read once before it is kept, so that only what can be mapped is kept.
pub(super) async fn upload(
    State(state): State<AppState>,
    school: School,
    reader: Reader,
    mut form: Multipart,
) -> Result<Response, Problem> {
    let (mut file_name, mut bytes) = (String::new(), bytes::Bytes::new());
    let broken = |_| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "bad-form",
            "the form broke off before its end",
        )
        .at("body")
        .hint("send the file again")
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("file") {
            file_name = field.file_name().unwrap_or_default().to_owned();
            bytes = field.bytes().await.map_err(broken)?;
        }
    }
    let (owner, content, name) = (school.name.clone(), bytes.clone(), file_name.clone());
    let columns = state.clone();
    let checked = ask(&state, move |covered| {
        let kept = covered.catalogue.school_lists(&owner);
        if kept.map_err(|e| Problem::internal(&e))?.len() >= KEPT_LISTS {
            return Ok(Err(ListRefusal::TooMany { most: KEPT_LISTS }));
        }
        let columns = columns.workspace().config().columns();
        mapped(covered, columns, &content, &name, &OwnListRules::default())
    });
    if let Err(refusal) = checked.await? {
        return overview(&state, &reader, school.name.clone(), Some(refusal)).await;
    }
    let owner = school.name.clone();
    let key = write(&state, move |catalogue| {
        let new = NewSchoolList {
            owner: &owner,
            name: &file_name,
            file_name: &file_name,
            content: &bytes,
        };
        let key = catalogue.keep_school_list(&new);
        key.map_err(|e| Problem::internal(&e))
    });
    Ok(Redirect::to(&format!("/lists/{}", key.await?)).into_response())
}

fn no_list(key: i64) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "list-not-found",
        format!("you have no list {key}"),
    )
    .at("path: key")
    .hint("/lists shows those that you have")
}

/// A list with its mapping and what is to be mended; `format=csv` and `format=xlsx` take it along.
pub(super) async fn list(
    State(state): State<AppState>,
    school: School,
    reader: Reader,
    take: Take,
    Path(key): Path<i64>,
    Params(params): Params<ListParams>,
) -> Result<Response, Problem> {
    let (rules, owner) = (params.rules()?, school.name.clone());
    let shared = state.clone();
    let (kept, list, choices) = ask(&state, move |covered| {
        let kept = covered.catalogue.school_list(&owner, key);
        let kept = kept.map_err(|e| Problem::internal(&e))?;
        let kept = kept.ok_or_else(|| no_list(key))?;
        let columns = shared.workspace().config().columns();
        let name = &kept.list.file_name;
        let list = mapped(covered, columns, &kept.content, name, &rules)?;
        Ok((kept.list, list, choices(covered)))
    })
    .await?;
    let list = match list {
        Ok(list) => list,
        // It could be read once: what counts as a column has changed since.
        Err(refusal) => return overview(&state, &reader, school.name.clone(), Some(refusal)).await,
    };
    if take != Take::Page {
        let table = own_list_table(&list, &kept.name, reader.language.of_labels());
        return file(take, &[table], "macibu-lidzeklu-kartejums");
    }
    let input = OwnListInput {
        kept: &kept,
        list: &list,
        query: params.query(),
        older: params.older.trim(),
        qualification: &params.qualification,
        qualifications: &choices.qualifications,
        shown: ListShown::from_code(&params.show),
        page: params.page.parse().unwrap_or(1).max(1),
        per_page: LIST_ROWS,
    };
    page(
        &reader,
        own_list_page(&reader.frame_titled(kept.name.as_str()), &input),
    )
}

/// What the form to delete a list sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct DeleteForm {
    sure: String,
}

/// Deletes a list.
pub(super) async fn delete(
    State(state): State<AppState>,
    school: School,
    Path(key): Path<i64>,
    Form(form): Form<DeleteForm>,
) -> Result<Response, Problem> {
    if form.sure.is_empty() {
        return Ok(Redirect::to(&format!("/lists/{key}")).into_response());
    }
    let owner = school.name.clone();
    let gone = write(&state, move |catalogue| {
        let gone = catalogue.delete_school_list(&owner, key);
        gone.map_err(|e| Problem::internal(&e))
    });
    match gone.await? {
        true => Ok(Redirect::to("/lists").into_response()),
        false => Err(no_list(key)),
    }
}

/// Checks and maps a school's list of materials (CSV or XLSX) to modules and outcomes. Nothing is kept.
#[utoipa::path(post, path = "/api/v1/materials/list", tag = "coverage",
    params(("name" = Option<String>, Query, description = "name of the file, for messages"),
        ("older" = Option<i32>, Query, description = "materials from before this year are out of date"),
        ("qualification" = Option<String>, Query, description = "identifier: map to the programmes of this qualification only")),
    request_body(content = String, content_type = "application/octet-stream", description = "the file, at most 16 MiB and 20,000 rows"),
    responses((status = 200, body = OwnList),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "`list-refused`: it is no list of materials, with what would be right")))]
pub(super) async fn map_list(
    State(state): State<AppState>,
    _school: School,
    Params(params): Params<ListParams>,
    request: Request,
) -> Result<Json<OwnList>, Problem> {
    let rules = params.rules()?;
    let bytes = to_bytes(request.into_body(), LIST_BYTES)
        .await
        .map_err(|_| Problem::too_large(LIST_BYTES))?;
    let shared = state.clone();
    let found = ask(&state, move |covered| {
        let columns = shared.workspace().config().columns();
        let name = match params.name.trim() {
            "" => "body",
            name => name,
        };
        mapped(covered, columns, &bytes, name, &rules)
    });
    match found.await? {
        Ok(list) => Ok(Json(list)),
        Err(refusal) => {
            let said = refusal.words(crate::web::Language::En);
            let hint = crate::web::Language::En.text("list.right");
            Err(
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "list-refused", said)
                    .at("body")
                    .hint(hint),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_that_bears_the_name_of_a_table_is_called_what_it_is() {
        assert_eq!(disguised(b"%PDF-1.7\n"), Some("PDF"));
        assert!(disguised(b"\xd0\xcf\x11\xe0\xa1\xb1").is_some_and(|n| n.contains(".xls")));
        assert_eq!(disguised(b"Nosaukums;Gads\n"), None);
        assert_eq!(disguised(b"PK\x03\x04"), None);
        let word = disguised(b"PK\x03\x04..word/document.xml");
        assert_eq!(word, Some("Word (.docx)"));
        let book = b"PK\x03\x04..xl/workbook.xml..word/document.xml";
        assert_eq!(disguised(book), None);
    }

    #[test]
    fn a_year_that_is_none_leaves_nothing_too_old() {
        let mut params = ListParams {
            older: " 2010 ".into(),
            ..ListParams::default()
        };
        assert_eq!(params.rules().unwrap().older_than, Some(2010));
        params.older = "sen".into();
        assert_eq!(params.rules().unwrap().older_than, None);
    }
}
