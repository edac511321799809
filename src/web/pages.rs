//! The smaller pages: datasets, their warnings, errors, help.

use askama::Template;

use super::{Frame, Language};
use crate::catalogue::{Dataset, StoredWarning};

#[derive(Template)]
#[template(path = "data.html")]
struct DataPage<'a> {
    frame: &'a Frame,
    rows: Vec<DataRow<'a>>,
    exports: Vec<ExportRow>,
}

/// What can be taken along, in which forms.
struct ExportRow {
    name: &'static str,
    files: Vec<ExportFile>,
}

struct ExportFile {
    name: &'static str,
    path: String,
}

fn exports(frame: &Frame) -> Vec<ExportRow> {
    const SSSOM: (&str, &str) = ("SSSOM", "sssom.tsv");
    const TURTLE: (&str, &str) = ("Turtle", "ttl");
    const JSON_LD: (&str, &str) = ("JSON-LD", "jsonld");
    const CSV: (&str, &str) = ("CSV", "csv");
    const XLSX: (&str, &str) = ("XLSX", "xlsx");
    // What it is, its name, and the forms in which it can be had.
    type Row = (
        &'static str,
        &'static str,
        &'static [(&'static str, &'static str)],
    );
    let rows: [Row; 5] = [
        (
            "mappings",
            "data.export_mappings",
            &[SSSOM, TURTLE, JSON_LD, CSV, XLSX],
        ),
        ("pkp", "data.export_pkp", &[TURTLE, JSON_LD, CSV, XLSX]),
        ("mip", "data.export_mip", &[TURTLE, JSON_LD, CSV, XLSX]),
        ("pke", "data.export_pke", &[TURTLE, JSON_LD, CSV, XLSX]),
        ("materials", "data.export_materials", &[CSV, XLSX]),
    ];
    let rows = rows.into_iter().map(|(what, key, forms)| ExportRow {
        name: frame.t(key),
        files: forms
            .iter()
            .map(|(name, ending)| ExportFile {
                name,
                path: format!("/api/v1/export/{what}.{ending}"),
            })
            .collect(),
    });
    rows.collect()
}

struct DataRow<'a> {
    dataset: &'a Dataset,
    records: String,
    warnings: Option<String>,
    imported: String,
    path: String,
}

/// The page that lists the datasets.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn data_page(frame: &Frame, datasets: &[Dataset]) -> Result<String, askama::Error> {
    let number = |n: i64| frame.language.number(usize::try_from(n).unwrap_or(0));
    let rows = datasets
        .iter()
        .map(|dataset| DataRow {
            dataset,
            records: number(dataset.records),
            warnings: (dataset.warnings > 0).then(|| number(dataset.warnings)),
            // Date and minutes are enough for a reader; the API has it exactly.
            imported: dataset
                .imported_at
                .get(..16)
                .unwrap_or(&dataset.imported_at)
                .replace('T', " "),
            path: format!(
                "/data/{}",
                super::record_path(&dataset.name).trim_start_matches("/r/")
            ),
        })
        .collect();
    let exports = exports(frame);
    DataPage {
        frame,
        rows,
        exports,
    }
    .render()
}

#[derive(Template)]
#[template(path = "warnings.html")]
struct WarningsPage<'a> {
    frame: &'a Frame,
    title: String,
    warnings: &'a [StoredWarning],
}

/// The page with the warnings of a dataset.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn warnings_page(
    frame: &Frame,
    dataset: &str,
    warnings: &[StoredWarning],
) -> Result<String, askama::Error> {
    let title = frame.language.with("data.warnings_of", "name", dataset);
    WarningsPage {
        frame,
        title,
        warnings,
    }
    .render()
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    frame: &'a Frame,
    status: u16,
    message: &'a str,
    detail: &'a str,
}

/// The page for a request that failed. `key` names the text for people, `detail` what exactly was wrong.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn error_page(
    frame: &Frame,
    status: u16,
    key: &str,
    detail: &str,
) -> Result<String, askama::Error> {
    ErrorPage {
        frame,
        status,
        message: frame.t(key),
        detail,
    }
    .render()
}

#[derive(Template)]
#[template(path = "help_lv.html")]
struct HelpLv<'a> {
    frame: &'a Frame,
}

#[derive(Template)]
#[template(path = "help_en.html")]
struct HelpEn<'a> {
    frame: &'a Frame,
}

/// The page that explains how to search.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn help_page(frame: &Frame) -> Result<String, askama::Error> {
    match frame.language {
        Language::Lv => HelpLv { frame }.render(),
        Language::En => HelpEn { frame }.render(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_small_page_has_all_its_texts_in_both_languages() {
        let datasets = [Dataset {
            name: "esco/en".into(),
            title: "ESCO".into(),
            version: None,
            licence: None,
            imported_at: "2026-11-20T10:00:00Z".into(),
            records: 16903,
            warnings: 2,
        }];
        let warnings = [StoredWarning {
            severity: "warning".into(),
            code: "sum-differs".into(),
            place: "mip.csv, row 7".into(),
            message: "420 ≠ 360".into(),
        }];
        for language in [Language::Lv, Language::En] {
            let frame = Frame::new(language, "x", "/data");
            for html in [
                data_page(&frame, &datasets).unwrap(),
                warnings_page(&frame, "esco/en", &warnings).unwrap(),
                error_page(&frame, 404, "error.not_found", "/x").unwrap(),
                help_page(&frame).unwrap(),
            ] {
                assert!(!html.contains("⟨?⟩"), "a text is missing");
                assert!(html.contains(&format!("lang=\"{}\"", language.tag())));
            }
        }
    }

    #[test]
    fn a_dataset_leads_to_its_warnings() {
        let frame = Frame::new(Language::Lv, "x", "/data");
        let html = warnings_page(&frame, "mip/x", &[]).unwrap();
        assert!(html.contains("Brīdinājumi: mip/x"));
        assert!(html.contains("brīdinājumu nav"));
    }
}
