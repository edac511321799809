//! A whole import: a file, a folder or a ZIP, each file read by the importer that knows its form.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::archive::{base_name, check_office};
use super::frameworks::table::Field;
use super::national::{Content, Directory, NationalFormat, Parsed, read, resolve};
use super::tables::{Columns, key, read_delimited, read_document, read_workbook};
use super::{Bundle, ImportError, OnProgress, Progress, esco, frameworks};
use crate::model::{Batch, Lang, Severity, Source};

/// A folder that holds a file of this name is passed over, unless it is what was named for import: examples of bad
/// files lie beside good ones.
const PASSED_OVER: &str = "neimportet.txt";

/// So many bytes of a CSV file are looked at to tell its form.
const LOOK_BYTES: u64 = 256 * 1024;

/// Raised whenever an importer reads the same source differently, so that whoever imported it can tell.
pub const FORMAT_VERSION: u32 = 1;

/// What the caller knows better than the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Of an ESCO download.
    pub esco: esco::Options,
    /// Of a framework.
    pub framework: frameworks::Options,
}

/// Imports a file, folder or ZIP; references between its files are resolved.
///
/// # Errors
/// As [`import_paths`].
pub fn import_path(
    path: &Path,
    columns: &Columns,
    progress: OnProgress<'_>,
) -> Result<Vec<Batch>, ImportError> {
    let mut bundle = Bundle::open(path)?;
    import_bundle(&mut bundle, columns, Directory::new(), progress)
}

/// Imports the files of a bundle; `known` holds the records to which they may refer besides each other.
///
/// # Errors
/// As [`import_paths`].
pub fn import_bundle(
    bundle: &mut Bundle,
    columns: &Columns,
    known: Directory,
    progress: OnProgress<'_>,
) -> Result<Vec<Batch>, ImportError> {
    let mut found = Found::default();
    found.read(bundle, columns, &Options::default(), progress)?;
    found.finish(known)
}

/// Imports files, folders and ZIP archives together; `known` holds the records to which they may refer besides each
/// other.
///
/// # Errors
/// The first [`ImportError`] that any file gives: an import is whole or not at all. [`ImportError::Unrecognised`] when
/// nothing of a path is of a known form.
pub fn import_paths(
    paths: &[PathBuf],
    columns: &Columns,
    options: &Options,
    known: Directory,
    progress: OnProgress<'_>,
) -> Result<Vec<Batch>, ImportError> {
    let mut found = Found::default();
    for path in paths {
        found.read(&mut Bundle::open(path)?, columns, options, progress)?;
    }
    found.finish(known)
}

/// What was read so far.
#[derive(Default)]
struct Found {
    /// Batches that refer to nothing by name.
    batches: Vec<Batch>,
    /// National documents, which refer to each other.
    parsed: Vec<Parsed>,
    /// Files that no importer knows.
    unknown: Vec<String>,
}

impl Found {
    fn read(
        &mut self,
        bundle: &mut Bundle,
        columns: &Columns,
        options: &Options,
        progress: OnProgress<'_>,
    ) -> Result<(), ImportError> {
        let before = self.batches.len() + self.parsed.len();
        let mut framework = options.framework.clone();
        framework.columns.extend(framework_columns(columns));
        let framework = &framework;
        let is_esco = esco::detect(bundle);
        if is_esco {
            self.batches
                .extend(esco::import(bundle, &options.esco, progress)?);
        }
        let names = wanted(bundle);
        let total = names.len() as u64;
        for (done, name) in (0..).zip(&names) {
            progress(Progress {
                stage: format!("reading {name}"),
                done,
                total: Some(total),
            });
            if is_data(name)
                && let Some(batch) = read_framework(bundle, name, framework, progress)?
            {
                self.batches.push(batch);
            } else if let Some(one) = read_national(bundle, name, columns)? {
                self.parsed.push(one);
            } else if is_esco {
                // What an ESCO download holds besides is told by its own importer.
            } else if let Some(batch) = read_framework(bundle, name, framework, progress)? {
                self.batches.push(batch);
            } else {
                self.unknown.push(name.clone());
            }
        }
        if self.batches.len() + self.parsed.len() == before {
            return Err(ImportError::Unrecognised {
                at: Source::file(bundle.label()).into(),
                expected: "NKS, PKP, MIP, PKE, teaching materials, Profesiju klasifikators, ESCO, DigComp or another framework as CSV, XLSX, DOCX, JSON or Turtle; docs/formats.md describes them".to_owned(),
            });
        }
        Ok(())
    }

    fn finish(mut self, known: Directory) -> Result<Vec<Batch>, ImportError> {
        let mut doubles = keep_first(&mut self.parsed);
        let mut batches = self.batches;
        batches.extend(resolve(self.parsed, known));
        if let Some(first) = batches.first_mut() {
            first.warnings.append(&mut doubles);
            for name in self.unknown {
                first.warn(
                    Severity::Skipped,
                    "file-unknown",
                    Source::file(name),
                    "no importer knows what this file is: no row names the columns of a known form; it was left out",
                );
            }
        }
        Ok(batches)
    }
}

/// The files to read: tables and documents outside folders that are to be passed over.
fn wanted(bundle: &Bundle) -> Vec<String> {
    let folder = |name: &str| {
        name.rsplit_once('/')
            .map(|(folder, _)| format!("{folder}/"))
    };
    let passed: Vec<String> = bundle
        .names()
        .filter(|name| base_name(name).eq_ignore_ascii_case(PASSED_OVER))
        .filter_map(folder)
        .collect();
    let plain = |name: &&str| {
        let stem = key(base_name(name).split('.').next().unwrap_or_default());
        let extension = extension(name);
        let prose = matches!(
            extension.as_str(),
            "md" | "txt" | "toml" | "pdf" | "html" | ""
        );
        !(prose || stem == "readme" || stem == "lasimani")
    };
    bundle
        .names()
        .filter(|name| {
            !passed
                .iter()
                .any(|folder| name.starts_with(folder.as_str()))
        })
        .filter(plain)
        .map(str::to_owned)
        .collect()
}

fn extension(name: &str) -> String {
    let name = base_name(name);
    name.rsplit_once('.')
        .map_or(String::new(), |(_, e)| e.to_ascii_lowercase())
}

/// Whether a file is of a form that only frameworks have, or a workbook that may be the supplement of DigComp 3.0.
fn is_data(name: &str) -> bool {
    matches!(
        extension(name).as_str(),
        "xlsx" | "ttl" | "turtle" | "nt" | "json" | "jsonld"
    )
}

/// The names that a user gave to the columns of a framework's table.
fn framework_columns(columns: &Columns) -> Vec<(Field, String)> {
    const FIELDS: [(&str, Field); 14] = [
        ("code", Field::Code),
        ("parent", Field::Parent),
        ("uri", Field::Uri),
        ("kind", Field::Kind),
        ("level", Field::Level),
        ("name", Field::Name(None)),
        ("name-lv", Field::Name(Some(Lang::Lv))),
        ("name-en", Field::Name(Some(Lang::En))),
        ("other-lv", Field::Other(Some(Lang::Lv))),
        ("other-en", Field::Other(Some(Lang::En))),
        ("hidden-lv", Field::Hidden(Some(Lang::Lv))),
        ("hidden-en", Field::Hidden(Some(Lang::En))),
        ("description-lv", Field::Description(Some(Lang::Lv))),
        ("description-en", Field::Description(Some(Lang::En))),
    ];
    let given = FIELDS
        .into_iter()
        .map(|(name, field)| (columns.aliases("framework", name), field));
    given
        .flat_map(|(aliases, field)| aliases.iter().map(move |a| (field, a.clone())))
        .collect()
}

/// Reads a framework; nothing when the file is none.
fn read_framework(
    bundle: &mut Bundle,
    name: &str,
    options: &frameworks::Options,
    progress: OnProgress<'_>,
) -> Result<Option<Batch>, ImportError> {
    let Some(format) = frameworks::detect(bundle, name) else {
        return Ok(None);
    };
    frameworks::import(bundle, name, format, options, progress).map(Some)
}

/// Reads a national document; nothing when its form is not known.
fn read_national(
    bundle: &mut Bundle,
    name: &str,
    columns: &Columns,
) -> Result<Option<Parsed>, ImportError> {
    let limits = bundle.limits().clone();
    let content = match extension(name).as_str() {
        "csv" | "tsv" => {
            let mut start = Vec::new();
            bundle
                .read(name)?
                .take(LOOK_BYTES)
                .read_to_end(&mut start)
                .map_err(|why| ImportError::io(Source::file(name), why))?;
            let look = Content::Sheets(vec![read_delimited(&start, name, columns, &limits)?]);
            if NationalFormat::detect(&look, columns).is_none() {
                return Ok(None);
            }
            if (start.len() as u64) < LOOK_BYTES {
                look
            } else {
                let bytes = bundle.read_all(name)?;
                Content::Sheets(vec![read_delimited(&bytes, name, columns, &limits)?])
            }
        }
        "xlsx" | "xlsm" => {
            let bytes = bundle.read_all(name)?;
            check_office(name, &bytes, &limits)?;
            Content::Sheets(read_workbook(&bytes, name, &limits)?)
        }
        "docx" => {
            let bytes = bundle.read_all(name)?;
            Content::Document(read_document(&bytes, name, &limits)?)
        }
        _ => return Ok(None),
    };
    match NationalFormat::detect(&content, columns) {
        Some(format) => read(format, &content, columns).map(Some),
        None => Ok(None),
    }
}

/// One document in two files would withdraw what the other brings: the first one counts.
fn keep_first(parsed: &mut Vec<Parsed>) -> Vec<crate::model::Warning> {
    let file = |one: &Parsed| {
        one.batch
            .records
            .first()
            .map(|r| r.source.file.clone())
            .unwrap_or_default()
    };
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut carrier = Batch::default();
    parsed.retain(|one| match seen.get(&one.batch.dataset) {
        Some(first) => {
            carrier.warn(
                Severity::Skipped,
                "dataset-twice",
                Source::file(file(one)),
                format!(
                    "this is the document “{}” that {first} holds already; it was left out",
                    one.batch.dataset
                ),
            );
            false
        }
        None => {
            seen.insert(one.batch.dataset.clone(), file(one));
            true
        }
    });
    carrier.warnings
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::import::progress::silent;

    const LIST: &str = "Nosaukums,Gads\nKoks,2020\n";

    fn import(files: &[(&str, &str)]) -> Result<Vec<Batch>, ImportError> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        import_path(folder.path(), &Columns::built_in(), &mut silent())
    }

    fn codes(batches: &[Batch]) -> Vec<(&str, &str)> {
        let all = batches.iter().flat_map(|b| &b.warnings);
        all.map(|w| (w.code, w.source.file.as_str())).collect()
    }

    #[test]
    fn a_folder_is_read_whole_and_unknown_files_are_named() {
        let batches = import(&[
            ("a/list.csv", LIST),
            ("pusdienas.csv", "Diena,Zupa\nP,Borščs\n"),
            ("README.md", "x"),
        ])
        .unwrap();
        assert_eq!(batches.len(), 1);
        assert_eq!(batches[0].records[0].source.file, "a/list.csv");
        assert_eq!(codes(&batches), [("file-unknown", "pusdienas.csv")]);
    }

    #[test]
    fn a_folder_that_asks_for_it_is_passed_over() {
        let batches = import(&[
            ("a.csv", LIST),
            ("messy/neimportet.txt", ""),
            ("messy/b.csv", LIST),
        ])
        .unwrap();
        assert_eq!(batches.len(), 1);
        // The file at the top does not hide what was named itself.
        assert_eq!(
            import(&[("a.csv", LIST), ("neimportet.txt", "")])
                .unwrap()
                .len(),
            1
        );
    }

    #[test]
    fn the_same_document_twice_counts_once() {
        let batches = import(&[("a/list.csv", LIST), ("b/list.csv", LIST)]).unwrap();
        assert_eq!(batches.len(), 1);
        assert_eq!(codes(&batches), [("dataset-twice", "b/list.csv")]);
    }

    #[test]
    fn a_broken_file_ends_the_import_with_its_name() {
        let error = import(&[("a.csv", LIST), ("b.xlsx", "no workbook")]).unwrap_err();
        assert!(error.to_string().starts_with("b.xlsx"), "{error}");
        assert_eq!(
            import(&[("b.csv", "x")]).unwrap_err().code(),
            "unrecognised"
        );
    }

    #[test]
    fn importing_twice_gives_the_same() {
        let text = |batches: Vec<Batch>| serde_json::to_string(&batches[0].records).unwrap();
        assert_eq!(
            text(import(&[("a.csv", LIST)]).unwrap()),
            text(import(&[("a.csv", LIST)]).unwrap())
        );
    }

    #[test]
    fn progress_counts_the_files() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.csv"), LIST).unwrap();
        let mut stages = Vec::new();
        import_path(folder.path(), &Columns::built_in(), &mut |p: Progress| {
            stages.push(p.stage)
        })
        .unwrap();
        assert_eq!(stages, ["reading a.csv"]);
    }
}
