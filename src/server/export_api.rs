//! Exports over the API: files with their media types, sent while they are made.

use std::io::{self, Write};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use http_body_util::channel::{Channel, Sender};
use serde::Deserialize;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, oneshot};
use utoipa::IntoParams;

use super::extract::{Params, Reader};
use super::limits::{EXPORT_CHUNK, EXPORTS};
use super::mappings_api::code;
use super::{AppState, Problem};
use crate::export::skos::Syntax;
use crate::export::{ExportError, Exporter, MappingChoice, Selection};
use crate::model::{Lang, MappingState};

/// Whose turn it is to make an export.
static TURNS: Semaphore = Semaphore::const_new(EXPORTS);

/// Which mappings, and the language of headings.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportParams {
    /// Only mappings that stand so: `proposed`, `accepted` or `rejected`. SKOS holds accepted ones alone.
    state: Option<String>,
    /// Only mappings with an end in this framework, or proposed for it, e.g. `esco`.
    framework: Option<String>,
    /// Language of the headings of tables: `lv` or `en`; that of the interface without it.
    hl: Option<String>,
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Sssom,
    Skos(Syntax),
    Csv,
    Xlsx,
}

impl Form {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Sssom => "text/tab-separated-values; charset=utf-8",
            Self::Skos(syntax) => syntax.media_type(),
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// What a file's name asks for: `mappings.sssom.tsv`, `pkp.ttl`, `framework:digcomp-2.2.csv`.
fn asked(file: &str) -> Option<(Selection, Form)> {
    const ENDINGS: [(&str, Form); 5] = [
        (".sssom.tsv", Form::Sssom),
        (".ttl", Form::Skos(Syntax::Turtle)),
        (".jsonld", Form::Skos(Syntax::JsonLd)),
        (".csv", Form::Csv),
        (".xlsx", Form::Xlsx),
    ];
    let found = ENDINGS
        .iter()
        .find_map(|(ending, form)| Some((file.strip_suffix(ending)?, *form)));
    let (what, form) = found?;
    let selection: Selection = what.parse().ok()?;
    (form != Form::Sssom || selection == Selection::Mappings).then_some((selection, form))
}

/// Takes mappings or records out as a file.
///
/// `mappings.sssom.tsv`, and as `.ttl` (SKOS, Turtle), `.jsonld` (SKOS, JSON-LD), `.csv`, `.xlsx`: `mappings`, `pkp`, `mip`,
/// `pke`, `framework:` with an identifier (`framework:digcomp-2.2.ttl`); `materials` as `.csv` and `.xlsx`.
#[utoipa::path(get, path = "/api/v1/export/{file}", tag = "exchange",
    params(("file" = String, Path, description = "what, and by its ending how", example = "mappings.sssom.tsv"), ExportParams),
    responses((status = 200, body = String, content_type = "text/tab-separated-values"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn export(
    State(state): State<AppState>,
    reader: Reader,
    Path(file): Path<String>,
    Params(params): Params<ExportParams>,
) -> Result<Response, Problem> {
    let (selection, form) = asked(&file).ok_or_else(|| no_export(&file))?;
    let choice = MappingChoice {
        state: code("state", params.state, MappingState::from_code)?,
        framework: params
            .framework
            .filter(|f| !f.is_empty())
            .map(|f| f.to_lowercase()),
    };
    let language = params.hl.as_deref().map(Lang::from_tag);
    let language = language.unwrap_or(reader.language.of_labels());
    let turn = TURNS.acquire().await.map_err(|e| Problem::internal(&e))?;
    let (sender, body) = Channel::new(4);
    let (started, begun) = oneshot::channel();
    let name = format!("prasme-{}.{}", selection.file_name(), ending(&file));
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut out = Sending {
            sender,
            chunk: BytesMut::with_capacity(EXPORT_CHUNK),
            started: Some(started),
        };
        let made = make(&state, &selection, &choice, form, language, &mut out);
        out.end(made);
    });
    match begun.await {
        Ok(Ok(())) => Ok((headers(form, &name), Body::new(body)).into_response()),
        Ok(Err(error)) => Err(problem(&error)),
        Err(gone) => Err(Problem::internal(&gone)),
    }
}

fn ending(file: &str) -> &str {
    match file.ends_with(".sssom.tsv") {
        true => "sssom.tsv",
        false => file.rsplit('.').next().unwrap_or_default(),
    }
}

fn headers(form: Form, name: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(form.media_type()),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers
}

fn make(
    state: &AppState,
    selection: &Selection,
    choice: &MappingChoice,
    form: Form,
    language: Lang,
    out: &mut Sending,
) -> Result<(), ExportError> {
    let catalogue = state.catalogue.reader()?;
    let exporter = Exporter::new(&catalogue, &state.export.load());
    match form {
        Form::Sssom => exporter.sssom(choice, out),
        Form::Skos(syntax) => exporter.skos(selection, choice, syntax, out),
        Form::Csv => Ok(exporter
            .table(selection, choice, language)?
            .write_csv(out)?),
        Form::Xlsx => {
            let book = exporter.table(selection, choice, language)?.to_xlsx()?;
            Ok(out.write_all(&book)?)
        }
    }
}

fn no_export(file: &str) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "export-not-found",
        format!("there is no export `{file}`"),
    )
    .at("path: file")
    .hint("mappings.sssom.tsv; mappings, pkp, mip, pke or framework:ID with .ttl, .jsonld, .csv or .xlsx; materials with .csv or .xlsx")
}

fn problem(error: &ExportError) -> Problem {
    let said = error.to_string();
    match error {
        ExportError::Empty { .. } => {
            Problem::new(StatusCode::NOT_FOUND, "nothing-to-export", said).at("path: file")
        }
        ExportError::NotThisWay(_) => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not-this-way", said)
        }
        ExportError::Table(crate::export::table::TableError::TooManyRows { .. }) => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too-many-rows", said)
        }
        ExportError::Catalogue(_) | ExportError::Io(_) | ExportError::Table(_) => {
            Problem::internal(error)
        }
    }
}

/// Sends what is written, chunk by chunk; says once whether it goes well, before the first chunk leaves.
struct Sending {
    sender: Sender<Bytes, io::Error>,
    chunk: BytesMut,
    started: Option<oneshot::Sender<Result<(), ExportError>>>,
}

impl Sending {
    fn send(&mut self) -> io::Result<()> {
        if let Some(started) = self.started.take() {
            // Nobody waits any more where the client has gone.
            let _ = started.send(Ok(()));
        }
        let chunk = self.chunk.split().freeze();
        let sent = Handle::current().block_on(self.sender.send_data(chunk));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn end(mut self, made: Result<(), ExportError>) {
        match made {
            Ok(()) => {
                // A client that has gone needs no end.
                let _ = self.send();
            }
            Err(error) => match self.started.take() {
                Some(started) => {
                    let _ = started.send(Err(error));
                }
                None => {
                    tracing::warn!(%error, "an export broke off");
                    self.sender.abort(io::Error::other(error));
                }
            },
        }
    }
}

impl Write for Sending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.chunk.extend_from_slice(bytes);
        if self.chunk.len() >= EXPORT_CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_says_what_and_how() {
        assert_eq!(
            asked("mappings.sssom.tsv"),
            Some((Selection::Mappings, Form::Sssom))
        );
        assert_eq!(
            asked("framework:digcomp-2.2.ttl"),
            Some((
                Selection::Framework("digcomp-2.2".into()),
                Form::Skos(Syntax::Turtle)
            ))
        );
        for wrong in [
            "mappings",
            "mappings.tsv",
            "pkp.sssom.tsv",
            "users.csv",
            ".csv",
        ] {
            assert_eq!(asked(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_name_of_the_download_keeps_its_ending() {
        assert_eq!(ending("mappings.sssom.tsv"), "sssom.tsv");
        assert_eq!(ending("framework:digcomp-2.2.jsonld"), "jsonld");
    }
}
