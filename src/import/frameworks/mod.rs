//! Frameworks of competences: DigComp 3.0 as published, and any other as SKOS, CASE or a simple table.
//!
//! EntreComp, GreenComp, DigCompEdu, the WorldSkills standards and the lifelong-learning competences (mūžizglītības
//! kompetences) come in one of these forms. A framework is one dataset named by its identifier, e.g. `entrecomp-2016`,
//! and its records are `entrecomp-2016/<code>`. Identifier, name, version and licence are taken from the file where it
//! states them; [`Options`] may state them instead.

pub mod case;
pub mod digcomp;
mod draft;
pub mod skos;
pub mod table;

use std::io::Read;

use super::archive::base_name;
use super::workbook::Workbook;
use super::{Bundle, ImportError, OnProgress, Progress};
use crate::model::{Batch, Lang, Source};

/// What the caller knows better than the file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Identifier of the framework with its version, e.g. `entrecomp-2016`: the first part of every identifier.
    pub id: Option<String>,
    /// Name for people.
    pub title: Option<String>,
    /// Version.
    pub version: Option<String>,
    /// Licence.
    pub licence: Option<String>,
    /// Language of labels that state none.
    pub lang: Option<Lang>,
    /// More names for the columns of a table, beside [`table::COLUMNS`] and before them.
    pub columns: Vec<(table::Field, String)>,
}

/// A format of frameworks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON-LD of the DigComp 3.0 data supplement.
    DigCompJsonLd,
    /// XLSX of the DigComp 3.0 data supplement.
    DigCompXlsx,
    /// SKOS as Turtle or N-Triples.
    SkosTurtle,
    /// SKOS as JSON-LD.
    SkosJsonLd,
    /// A CASE 1.0 package, JSON.
    Case,
    /// A table: code, parent, names, descriptions.
    Table,
}

/// How much of a file is looked at to tell its format.
const LOOK_BYTES: u64 = 256 * 1024;

/// The format of a file of the bundle; none when it is no framework or cannot be read.
pub fn detect(bundle: &mut Bundle, name: &str) -> Option<Format> {
    let extension = base_name(name).rsplit_once('.')?.1.to_ascii_lowercase();
    match extension.as_str() {
        "ttl" | "turtle" | "nt" => Some(Format::SkosTurtle),
        "jsonld" | "json" => {
            let mut start = Vec::new();
            let reader = bundle.read(name).ok()?;
            reader.take(LOOK_BYTES).read_to_end(&mut start).ok()?;
            let has = |words: &str| start.windows(words.len()).any(|w| w == words.as_bytes());
            if has("\"CFItems\"") || has("\"CFDocument\"") {
                Some(Format::Case)
            } else if has("\"@graph\"") && has("\"CompetenceStatement\"") {
                Some(Format::DigCompJsonLd)
            } else if has("\"@context\"") || has("\"@graph\"") || has("\"@id\"") {
                Some(Format::SkosJsonLd)
            } else {
                None
            }
        }
        "xlsx" => {
            let bytes = bundle.read_document(name).ok()?;
            let book = Workbook::open(name, bytes, bundle.limits()).ok()?;
            digcomp::recognises(&book.sheets()).then_some(Format::DigCompXlsx)
        }
        "csv" | "tsv" | "txt" => {
            let limits = bundle.limits().clone();
            let mut start = Vec::new();
            let reader = bundle.read(name).ok()?;
            reader.take(LOOK_BYTES).read_to_end(&mut start).ok()?;
            table::recognises(name, &start, &limits).then_some(Format::Table)
        }
        _ => None,
    }
}

/// Reads a framework from one file of the bundle.
///
/// # Errors
/// [`ImportError`] when the file cannot be read, is damaged, meets a limit, or holds no concepts.
pub fn import(
    bundle: &mut Bundle,
    name: &str,
    format: Format,
    options: &Options,
    progress: OnProgress<'_>,
) -> Result<Batch, ImportError> {
    let total = bundle.size(name);
    let stage = format!("reading {name}");
    progress(Progress::start(stage.clone(), total));
    let batch = match format {
        Format::DigCompJsonLd => digcomp::import_jsonld(bundle, name, options),
        Format::DigCompXlsx => digcomp::import_xlsx(bundle, name, options),
        Format::SkosTurtle => {
            let bytes = bundle.read_document(name)?;
            skos::from_turtle(name, &bytes, bundle.limits(), options)
        }
        Format::SkosJsonLd => {
            let bytes = bundle.read_document(name)?;
            skos::from_jsonld(name, &bytes, bundle.limits(), options)
        }
        Format::Case => {
            let bytes = bundle.read_document(name)?;
            case::from_json(name, &bytes, bundle.limits(), options)
        }
        Format::Table => {
            let bytes = bundle.read_document(name)?;
            table::from_csv(name, &bytes, bundle.limits(), options)
        }
    }?;
    progress(Progress {
        stage,
        done: total.unwrap_or_default(),
        total,
    });
    Ok(batch)
}

/// Reads the one framework that a bundle holds, in whatever format.
///
/// # Errors
/// As [`import`]; [`ImportError::Unrecognised`] when no file or more than one file is a framework.
pub fn import_any(
    bundle: &mut Bundle,
    options: &Options,
    progress: OnProgress<'_>,
) -> Result<Batch, ImportError> {
    let names: Vec<String> = bundle.names().map(str::to_owned).collect();
    let mut found = Vec::new();
    for name in names {
        if let Some(format) = detect(bundle, &name) {
            found.push((name, format));
        }
    }
    match found.as_slice() {
        [(name, format)] => import(bundle, name, *format, options, progress),
        [] => Err(ImportError::unrecognised(
            Source::file(bundle.label()),
            "SKOS (.ttl, .jsonld), CASE (.json), the DigComp 3.0 supplement, or a table with code and name (.csv)",
        )),
        several => {
            let names: Vec<&str> = several.iter().map(|(n, _)| n.as_str()).collect();
            Err(ImportError::unrecognised(
                Source::file(bundle.label()),
                format!(
                    "one framework at a time; these are several: {}",
                    names.join(", ")
                ),
            ))
        }
    }
}
