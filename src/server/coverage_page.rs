//! The page of a coverage matrix, and its table to take along.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::coverage_state::{Covered, ask, problem};
use super::coverage_take::{Take, file};
use super::extract::{Params, Reader};
use super::limits::MATRIX_ROWS;
use super::pages::page;
use super::{AppState, Problem};
use crate::coverage::{Columns, FrameworkRows, MaterialFilter, Matrix, MatrixRequest, Ref, Side};
use crate::model::RecordId;
use crate::web::{MatrixInput, QueryString, Shown, matrix_page, matrix_table};

/// Which matrix, and what of it is shown. What it does not know it leaves alone: people share and edit addresses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct MatrixParams {
    qualification: Vec<String>,
    programme: String,
    columns: String,
    within: String,
    framework: String,
    collection: String,
    sector: String,
    side: String,
    module: String,
    lang: Vec<String>,
    r#type: Vec<String>,
    access: Vec<String>,
    licence: String,
    since: String,
    show: String,
    page: String,
}

/// Which materials come into question.
#[derive(Debug, Clone, Default)]
pub(super) struct FilterParams {
    pub(super) lang: Vec<String>,
    pub(super) r#type: Vec<String>,
    pub(super) access: Vec<String>,
    pub(super) licence: String,
    pub(super) since: String,
}

impl FilterParams {
    pub(super) fn filter(&self) -> MaterialFilter {
        MaterialFilter {
            languages: stated(&self.lang),
            types: stated(&self.r#type),
            access: stated(&self.access),
            licence: some(&self.licence),
            since: self.since.trim().parse().ok(),
        }
    }

    pub(super) fn put(&self, mut query: QueryString) -> QueryString {
        for (name, values) in [
            ("lang", &self.lang),
            ("type", &self.r#type),
            ("access", &self.access),
        ] {
            for value in values {
                query = query.and(name, value);
            }
        }
        query
            .and("licence", &self.licence)
            .and("since", &self.since)
    }
}

fn stated(values: &[String]) -> Vec<String> {
    values.iter().filter(|v| !v.is_empty()).cloned().collect()
}

pub(super) fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// The identifier in a parameter; none where it is empty.
pub(super) fn id(name: &str, text: &str) -> Result<Option<RecordId>, Problem> {
    let Some(text) = some(text) else {
        return Ok(None);
    };
    let wrong = |e: &dyn std::fmt::Display| {
        Problem::new(
            axum::http::StatusCode::BAD_REQUEST,
            "bad-parameter",
            format!("`{text}` is no identifier: {e}"),
        )
        .at(format!("query: {name}"))
    };
    RecordId::new(&text).map(Some).map_err(|e| wrong(&e))
}

impl MatrixParams {
    /// The matrix asked for; none where nothing was chosen yet.
    pub(super) fn request(&self) -> Result<Option<MatrixRequest>, Problem> {
        if let Some(of) = id("module", &self.module)? {
            let filter = self.filter().filter();
            return Ok(Some(MatrixRequest::Materials { of, filter }));
        }
        let chosen = self.qualification.iter().map(|q| id("qualification", q));
        let qualifications: Vec<RecordId> = chosen
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect();
        if let Some(framework) = some(&self.framework) {
            // A framework and its collection in one choice: `esco/green`.
            let (framework, collection) = match framework.split_once('/') {
                Some((name, collection)) => (name.to_owned(), Some(collection.to_owned())),
                None => (framework, some(&self.collection)),
            };
            return Ok(Some(MatrixRequest::Framework {
                rows: FrameworkRows {
                    framework,
                    collection,
                },
                qualifications,
                sector: some(&self.sector),
                side: match self.side.as_str() {
                    "required" => Side::Required,
                    "both" => Side::Both,
                    _ => Side::Taught,
                },
            }));
        }
        let programme = id("programme", &self.programme)?;
        if qualifications.is_empty() && programme.is_none() {
            return Ok(None);
        }
        Ok(Some(MatrixRequest::Programme {
            qualification: qualifications.into_iter().next(),
            programme,
            columns: match self.columns.as_str() {
                "outcomes" => Columns::Outcomes,
                _ => Columns::Modules,
            },
        }))
    }

    /// What names the matrix, without what of it is shown.
    pub(super) fn matrix(&self) -> QueryString {
        let mut query = QueryString::default();
        for one in &self.qualification {
            query = query.and("qualification", one);
        }
        let query = query
            .and("programme", &self.programme)
            .and("columns", &self.columns)
            .and("framework", &self.framework)
            .and("collection", &self.collection)
            .and("sector", &self.sector)
            .and("side", &self.side)
            .and("module", &self.module);
        self.filter().put(query)
    }

    fn filter(&self) -> FilterParams {
        FilterParams {
            lang: self.lang.clone(),
            r#type: self.r#type.clone(),
            access: self.access.clone(),
            licence: self.licence.clone(),
            since: self.since.clone(),
        }
    }

    fn shown(&self) -> Shown {
        Shown::from_code(&self.show)
    }
}

/// A page of the matrix's rows, and how many there are.
fn cut(matrix: &mut Matrix, shown: Shown, within: &str, page: usize) -> usize {
    matrix.rows.retain(|row| shown.shows(row.best));
    if !within.is_empty() {
        keep_columns(matrix, within);
    }
    let all = matrix.rows.len();
    let from = ((page - 1) * MATRIX_ROWS).min(all);
    matrix.rows = std::mem::take(&mut matrix.rows)
        .into_iter()
        .skip(from)
        .take(MATRIX_ROWS)
        .collect();
    all
}

/// Only the outcomes of one module.
fn keep_columns(matrix: &mut Matrix, group: &str) {
    let kept: Vec<usize> = matrix
        .columns
        .iter()
        .enumerate()
        .filter(|(_, c)| c.group.as_deref() == Some(group))
        .map(|(at, _)| at)
        .collect();
    if kept.is_empty() {
        return;
    }
    let columns = std::mem::take(&mut matrix.columns).into_iter();
    matrix.columns = columns
        .filter(|c| c.group.as_deref() == Some(group))
        .collect();
    for row in &mut matrix.rows {
        row.cells.retain(|c| kept.binary_search(&c.column).is_ok());
        for cell in &mut row.cells {
            cell.column = kept.binary_search(&cell.column).unwrap_or_default();
        }
    }
}

/// What can be chosen.
pub(super) struct Choices {
    pub(super) qualifications: Vec<(Ref, Vec<Ref>)>,
    pub(super) frameworks: Vec<String>,
    pub(super) sectors: Vec<String>,
}

pub(super) fn choices(covered: &Covered<'_>) -> Choices {
    let c = covered.curriculum;
    let qualifications = c.qualifications();
    let mut sectors: Vec<String> = qualifications
        .iter()
        .filter_map(|(q, _)| c.find(&q.id)?.sector.clone())
        .collect();
    sectors.sort();
    sectors.dedup();
    let mut frameworks: Vec<String> = Vec::new();
    for (name, _) in c.frameworks() {
        frameworks.push(name.to_owned());
        if name == "esco" {
            frameworks.extend(["green", "digital", "transversal"].map(|k| format!("esco/{k}")));
        }
    }
    Choices {
        qualifications,
        frameworks,
        sectors,
    }
}

/// The page.
pub(super) async fn coverage(
    State(state): State<AppState>,
    reader: Reader,
    take: Take,
    Params(params): Params<MatrixParams>,
) -> Result<Response, Problem> {
    let request = params.request()?;
    let (matrix, choices) = ask(&state, move |covered| {
        let draw = |r: &MatrixRequest| covered.curriculum.matrix(r, covered.decisions);
        let matrix = request
            .as_ref()
            .map(draw)
            .transpose()
            .map_err(|e| problem(&e))?;
        Ok((matrix, choices(covered)))
    })
    .await?;
    let language = reader.language;
    let shown = params.shown();
    let at = params.page.parse().unwrap_or(1).max(1);
    if let (Take::Csv | Take::Xlsx, Some(mut matrix)) = (take, matrix.clone()) {
        matrix.rows.retain(|row| shown.shows(row.best));
        if !params.within.is_empty() {
            keep_columns(&mut matrix, &params.within);
        }
        return file(take, &[matrix_table(&matrix, language)], "parklajums");
    }
    let mut matrix = matrix;
    let rows = matrix
        .as_mut()
        .map_or(0, |m| cut(m, shown, &params.within, at));
    let sector_name = |code: &str| state.sector_name(code, language);
    let input = MatrixInput {
        matrix: matrix.as_ref(),
        query: params.matrix(),
        shown,
        within: &params.within,
        rows,
        page: at,
        per_page: MATRIX_ROWS,
        qualifications: &choices.qualifications,
        frameworks: &choices.frameworks,
        sectors: &choices.sectors,
        sector_name: &sector_name,
    };
    page(
        &reader,
        matrix_page(&reader.frame("coverage.title"), &input),
    )
}
