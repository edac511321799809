//! In which form an answer of coverage is taken along: the page, or its tables as CSV or XLSX by the same link.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::Problem;
use crate::export::table::{About, Table, write_xlsx};

/// The form of an answer: `.csv` or `.xlsx` at the end of the path, or `format=csv` in the query; else a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// A page.
    Page,
    /// The first table as CSV.
    Csv,
    /// Every table as a worksheet.
    Xlsx,
}

impl<S: Send + Sync> FromRequestParts<S> for Take {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(
            parts.uri.path(),
            parts.uri.query().unwrap_or_default(),
        ))
    }
}

impl Take {
    fn of(path: &str, query: &str) -> Self {
        let asked = |format: &str| {
            path.ends_with(&format!(".{format}"))
                || query
                    .split('&')
                    .any(|pair| pair.strip_prefix("format=") == Some(format))
        };
        match (asked("csv"), asked("xlsx")) {
            (true, _) => Self::Csv,
            (_, true) => Self::Xlsx,
            _ => Self::Page,
        }
    }
}

/// The tables as a file; `name` is the file's, without ending.
pub(super) fn file(take: Take, tables: &[Table], name: &str) -> Result<Response, Problem> {
    let failed = |e: &dyn std::fmt::Display| Problem::internal(e);
    let Some(first) = tables.first() else {
        return Err(Problem::internal(&"a list without tables"));
    };
    let (body, media, ending) = match take {
        Take::Xlsx => {
            let body = write_xlsx(tables, &About::of(first)).map_err(|e| failed(&e))?;
            let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            (body, media, "xlsx")
        }
        Take::Csv | Take::Page => {
            let mut body = Vec::new();
            first.write_csv(&mut body).map_err(|e| failed(&e))?;
            (body, "text/csv; charset=utf-8", "csv")
        }
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_or_query_choose_the_form() {
        assert_eq!(Take::of("/gaps", ""), Take::Page);
        assert_eq!(Take::of("/gaps.csv", "sector=KOK"), Take::Csv);
        assert_eq!(Take::of("/gaps", "sector=KOK&format=xlsx"), Take::Xlsx);
        assert_eq!(Take::of("/gaps", "informat=csv"), Take::Page);
    }
}
