//! A look into office files before a reader of office files gets them.

use std::io::{BufReader, Cursor};

use quick_xml::events::{BytesStart, Event};

use super::zipped::{self, Listed};
use crate::import::xml::SafeXml;
use crate::import::{ImportError, LimitExceeded, Limits};
use crate::model::Source;

/// Letters of the last column of a spreadsheet, `XFD`, and digits of its last row, 1048576.
const MAX_LETTERS: usize = 3;
const MAX_DIGITS: usize = 7;

/// Looks into an office file (XLSX, DOCX, ODS): what it declares and what really comes out of it must keep within the
/// limits, its XML must have no DTD, no entities of its own and no endless depth, and the cells of a worksheet must have
/// addresses that exist (the reader of workbooks counts on it).
///
/// XML that is not well-formed passes: the reader that needs that part says so better.
///
/// # Errors
/// [`ImportError`] when it is no ZIP, holds a path that leads out, meets a limit or holds forbidden XML.
pub fn check_office(name: &str, bytes: &[u8], limits: &Limits) -> Result<(), ImportError> {
    let mut zip = zipped::open(name, Cursor::new(bytes))?;
    let listed = zipped::list(&zip, name, limits)?;
    let total = listed
        .iter()
        .fold(0, |sum: u64, l| sum.saturating_add(l.size));
    LimitExceeded::check("max_total_bytes", limits.max_total_bytes, total)
        .map_err(|e| ImportError::limit(Source::file(name), e))?;
    for Listed {
        index,
        name: part,
        size,
    } in listed
    {
        zipped::unpack(&mut zip, index, name, size, &mut std::io::sink())?;
        if part.ends_with(".xml") || part.ends_with(".rels") {
            let at = format!("{name}/{part}");
            let file = zip
                .by_index(index)
                .map_err(|e| zipped::error(Source::file(&at), e))?;
            match check_xml(&at, BufReader::new(file), limits) {
                Ok(()) | Err(ImportError::Syntax { .. } | ImportError::Io { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

fn check_xml(at: &str, input: impl std::io::BufRead, limits: &Limits) -> Result<(), ImportError> {
    // Who reads the cells knows their rows and judges their length; here they only have to end.
    let limits = &Limits {
        max_cell_bytes: limits.max_document_bytes,
        ..limits.clone()
    };
    let mut xml = SafeXml::new(at, input, limits);
    let mut buf = Vec::new();
    loop {
        match xml.next(&mut buf)? {
            Event::Eof => return Ok(()),
            Event::Start(tag) | Event::Empty(tag) => check_addresses(at, &tag, limits)?,
            _ => {}
        }
    }
}

/// Refuses addresses of cells that no spreadsheet has.
fn check_addresses(at: &str, tag: &BytesStart<'_>, limits: &Limits) -> Result<(), ImportError> {
    let key = match tag.local_name().as_ref() {
        "c" | "row" => "r",
        "dimension" | "mergeCell" | "f" | "autoFilter" | "table" | "hyperlink" => "ref",
        _ => return Ok(()),
    };
    let Ok(Some(attribute)) = tag.try_get_attribute(key) else {
        return Ok(());
    };
    let mut run = (0, 0);
    for c in attribute.value.chars() {
        run = match c {
            'a'..='z' | 'A'..='Z' => (run.0 + 1, 0),
            '0'..='9' => (0, run.1 + 1),
            _ => (0, 0),
        };
        let (limit, most) = match run {
            (letters, _) if letters > MAX_LETTERS => ("max_columns", limits.max_columns),
            (_, digits) if digits > MAX_DIGITS => ("max_rows", limits.max_rows),
            _ => continue,
        };
        return Err(ImportError::limit(
            Source::file(at),
            LimitExceeded::new(limit, most),
        ));
    }
    Ok(())
}
