//! SSSOM/TSV → rows, and everything that is wrong with them.

use std::collections::BTreeMap;

use super::meta::Head;
use super::understand::{Defaults, Known, Understanding};
use super::{Problem, Problems, yaml};
use crate::catalogue::mappings::ImportedMapping;
use crate::export::iri::Iris;

/// The largest file that is read; 100,000 mappings with explanations have about 150 MB.
const MAX_BYTES: usize = 256 << 20;

/// Problems beyond this number are counted, not listed: nobody reads more at once.
const MAX_PROBLEMS: usize = 1_000;

/// Columns without which no row can be understood.
const OBLIGATORY: [&str; 4] = [
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
];

/// A mapping file as it was understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Understood {
    /// Its rows; [`ImportedMapping::row`] is the line of the file.
    pub rows: Vec<ImportedMapping>,
    /// What is not wrong but worth a look: ends that the catalogue does not hold.
    pub notes: Vec<Problem>,
}

/// Reads a mapping file. `external` is the name and text of a metadata file beside it, which counts where the file's own head is
/// silent.
///
/// # Errors
/// [`Problems`]: every row that is wrong, with line and column. Nothing of the file should be applied then.
pub fn read(
    file: &str,
    bytes: &[u8],
    external: Option<(&str, &str)>,
    iris: &Iris,
    known: &mut dyn Known,
    defaults: &Defaults,
) -> Result<Understood, Problems> {
    let whole = |line, code, message: String| {
        let problem = Problem {
            file: file.to_owned(),
            line,
            column: None,
            code,
            message,
        };
        Problems(vec![problem])
    };
    if bytes.len() > MAX_BYTES {
        let said = format!(
            "the file has {} bytes; at most {MAX_BYTES} are read; split it",
            bytes.len()
        );
        return Err(whole(1, "too-large", said));
    }
    let text = std::str::from_utf8(bytes).map_err(|wrong| {
        let good = bytes.get(..wrong.valid_up_to()).unwrap_or_default();
        let line = 1 + good.iter().filter(|b| **b == b'\n').count();
        whole(
            line,
            "encoding",
            "these bytes are no UTF-8; save the file as UTF-8".to_owned(),
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let body_at = body_start(text);
    let (head, body) = text.split_at(body_at);
    let head_lines = head.matches('\n').count();
    let head = read_head(file, head, external, iris)?;
    let header_line = head_lines + 1;
    let delimiter = match body.lines().next() {
        Some(line) if line.contains('\t') => b'\t',
        Some(line) if line.contains(',') => b',',
        Some(line) if !line.trim().is_empty() => b'\t',
        _ => {
            return Err(whole(
                header_line,
                "empty",
                "there is no header row below the metadata".to_owned(),
            ));
        }
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut records = reader.records();
    let header: Vec<String> = match records.next() {
        Some(Ok(record)) => record.iter().map(|name| name.trim().to_owned()).collect(),
        _ => {
            return Err(whole(
                header_line,
                "empty",
                "there is no header row".to_owned(),
            ));
        }
    };
    check_header(file, header_line, &header)?;
    let mut understanding = Understanding::new(file, &head, iris, known, defaults);
    for record in records {
        let record = match record {
            Ok(record) => record,
            Err(wrong) => {
                let line = wrong.position().map_or(0, |at| at.line() as usize);
                return Err(whole(
                    head_lines + line,
                    "bad-row",
                    format!("the row cannot be read: {wrong}"),
                ));
            }
        };
        let at = record
            .position()
            .map_or((0, 0), |at| (at.line() as usize, at.byte() as usize));
        let line = head_lines + at.0 + blank_lines(body, at.1);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let extra = record
            .iter()
            .skip(header.len())
            .any(|cell| !cell.is_empty());
        if extra {
            let said = format!(
                "the row has {} cells, the header {}; a tab or quotation mark too many?",
                record.len(),
                header.len()
            );
            understanding.wrong(line, None, "row-too-wide", said);
            continue;
        }
        let cells = header.iter().zip(record.iter());
        let cells: BTreeMap<&str, &str> = cells
            .filter(|(name, cell)| !name.is_empty() && !cell.is_empty())
            .map(|(name, cell)| (name.as_str(), cell))
            .collect();
        understanding.row(line, &cells);
    }
    let (mut understood, mut problems) = understanding.finish();
    if problems.is_empty() {
        understood.notes.truncate(MAX_PROBLEMS);
        return Ok(understood);
    }
    problems.sort_by_key(|p| p.line);
    let more = problems.len().saturating_sub(MAX_PROBLEMS);
    problems.truncate(MAX_PROBLEMS);
    if more > 0 {
        let said = format!("{more} more problems are not listed");
        problems.extend(whole(header_line, "more-problems", said).0);
    }
    Err(Problems(problems))
}

/// Where the comment lines end.
fn body_start(text: &str) -> usize {
    let lines = text.split_inclusive('\n');
    lines
        .take_while(|line| line.starts_with('#'))
        .map(str::len)
        .sum()
}

fn read_head(
    file: &str,
    head: &str,
    external: Option<(&str, &str)>,
    iris: &Iris,
) -> Result<Head, Problems> {
    let wrong = |file: &str, problem: yaml::YamlProblem| {
        Problems(vec![Problem {
            file: file.to_owned(),
            line: problem.line.max(1),
            column: None,
            code: "metadata",
            message: problem.message,
        }])
    };
    let lines = head
        .lines()
        .map(|line| line.strip_prefix('#').unwrap_or(line));
    let embedded = lines.collect::<Vec<_>>().join("\n");
    let mut metadata = yaml::parse(&embedded).map_err(|p| wrong(file, p))?;
    if let Some((name, text)) = external {
        let outside = yaml::parse(text).map_err(|p| wrong(name, p))?;
        for (slot, value) in outside {
            match (metadata.get_mut(&slot), value) {
                (Some(yaml::Value::Map(inside)), yaml::Value::Map(outside)) => {
                    for (prefix, namespace) in outside {
                        inside.entry(prefix).or_insert(namespace);
                    }
                }
                (Some(_), _) => {}
                (None, value) => {
                    metadata.insert(slot, value);
                }
            }
        }
    }
    Ok(Head::of(metadata, iris))
}

fn check_header(file: &str, line: usize, header: &[String]) -> Result<(), Problems> {
    let problem = |column: &str, code, message| Problem {
        file: file.to_owned(),
        line,
        column: Some(column.to_owned()),
        code,
        message,
    };
    let has = |name: &str| header.iter().any(|h| h == name);
    let mut problems = Vec::new();
    for wanted in OBLIGATORY {
        // Literals stand for their subject or object by their label alone.
        let literal = wanted
            .strip_suffix("_id")
            .is_some_and(|end| has(&format!("{end}_type")));
        if !has(wanted) && !literal {
            let said = format!(
                "the column is missing; the header has: {}",
                header.join(", ")
            );
            problems.push(problem(wanted, "missing-column", said));
        }
    }
    for (number, name) in header.iter().enumerate() {
        if !name.is_empty() && header.iter().take(number).any(|before| before == name) {
            problems.push(problem(
                name,
                "duplicate-column",
                "the header has it twice; keep one".to_owned(),
            ));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Problems(problems))
    }
}

/// How many blank lines stand at this byte: the reader skips them without counting.
fn blank_lines(text: &str, byte: usize) -> usize {
    let rest = text.as_bytes().get(byte..).unwrap_or_default();
    let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    ends.filter(|b| **b == b'\n').count()
}
