//! What a file is, by its content: names lie.

use std::io::Cursor;

use zip::ZipArchive;

use super::EvidenceError;

/// What a file is before anybody asks what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A document of WordprocessingML.
    Docx,
    /// A workbook of SpreadsheetML.
    Xlsx,
    /// JSON, also JSON-LD.
    Json,
    /// A compact JWS: a signed credential in one line.
    Jws,
    /// XML.
    Xml,
    /// Text.
    Text,
}

impl Content {
    /// The endings under which such a file is expected; none where any name may hold it.
    pub(super) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx", "xlsm"],
            Self::Json => &["json", "jsonld"],
            Self::Xml => &["xml"],
            Self::Jws | Self::Text => &[],
        }
    }
}

const PASTE: &str =
    "copy its text and paste it, or bring a DOCX, XLSX, CSV, credential or Europass file";
const SCAN: &str = "type in what it says, or ask for the document itself";
const SAVE_DOCX: &str = "save it as DOCX or paste its text";
const SAVE_XLSX: &str = "save it as DOCX or XLSX";

/// Beginnings of files that are known and not read.
const UNREAD: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF", PASTE),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old or encrypted office file",
        SAVE_XLSX,
    ),
    (b"{\\rtf", "a rich text file (RTF)", SAVE_DOCX),
    (b"\x89PNG", "a picture (PNG)", SCAN),
    (b"\xff\xd8\xff", "a picture (JPEG)", SCAN),
    (b"GIF8", "a picture (GIF)", SCAN),
    (b"II*\0", "a picture (TIFF)", SCAN),
    (b"MM\0*", "a picture (TIFF)", SCAN),
    (b"MZ", "a program", PASTE),
    (b"\x7fELF", "a program", PASTE),
    (b"\x1f\x8b", "a packed file (gzip)", "unpack it first"),
    (b"Rar!", "a packed file (RAR)", "unpack it first"),
    (b"7z\xbc\xaf", "a packed file (7z)", "unpack it first"),
];

/// Finds out what a file is.
///
/// # Errors
/// [`EvidenceError::Unread`] for formats that are not read, with what would be right.
pub(super) fn detect(name: &str, bytes: &[u8]) -> Result<Content, EvidenceError> {
    let unread = |found: &'static str, advice: &'static str| EvidenceError::Unread {
        name: name.to_owned(),
        found,
        advice,
    };
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return office(bytes)
            .ok_or_else(|| unread("a ZIP archive", "bring the files in it one by one"));
    }
    let start = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    // A PDF may carry rubbish before its mark.
    let head = start.get(..start.len().min(1024)).unwrap_or_default();
    for (mark, found, advice) in UNREAD {
        let at_start = start.starts_with(mark) || bytes.starts_with(mark);
        if at_start || (*mark == b"%PDF" && head.windows(5).any(|w| w == b"%PDF-")) {
            return Err(unread(found, advice));
        }
    }
    match start.first() {
        Some(b'{' | b'[') => return Ok(Content::Json),
        Some(b'<') => {
            let lower = head.to_ascii_lowercase();
            if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
                return Err(unread("a web page (HTML)", PASTE));
            }
            return Ok(Content::Xml);
        }
        _ => {}
    }
    if is_jws(start) {
        return Ok(Content::Jws);
    }
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if !wide && head.contains(&0) {
        return Err(unread("no text and no known format", PASTE));
    }
    Ok(Content::Text)
}

fn office(bytes: &[u8]) -> Option<Content> {
    let zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let holds = |part: &str| zip.index_for_name(part).is_some();
    if holds("word/document.xml") {
        return Some(Content::Docx);
    }
    holds("xl/workbook.xml").then_some(Content::Xlsx)
}

/// Three base64url parts, the first of which begins as `{"` does.
fn is_jws(start: &[u8]) -> bool {
    let text = start.trim_ascii_end();
    let parts = text.split(|b| *b == b'.');
    text.starts_with(b"eyJ")
        && parts.count() == 3
        && text
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pdf_renamed_docx_is_told_as_a_pdf() {
        let error = detect("diploms.docx", b"%PDF-1.7\n...").unwrap_err();
        let said = error.to_string();
        assert!(
            said.starts_with("diploms.docx: by its content it is a PDF"),
            "{said}"
        );
        assert_eq!(error.code(), "evidence-unread");
    }

    #[test]
    fn pictures_old_office_files_and_web_pages_are_named() {
        for (bytes, found) in [
            (&b"\x89PNG\r\n"[..], "PNG"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
            (b"{\\rtf1", "RTF"),
            (b"<!DOCTYPE html><p>", "HTML"),
            (b"ab\0c", "no text"),
            (b"PK\x05\x06", "ZIP"),
        ] {
            let said = detect("a", bytes).unwrap_err().to_string();
            assert!(said.contains(found), "{said}");
        }
    }

    #[test]
    fn text_json_xml_and_signed_credentials_are_told_apart() {
        assert_eq!(
            detect("a.pdf", "Montēju sadalnes.".as_bytes()).unwrap(),
            Content::Text
        );
        assert_eq!(detect("a", b"\xef\xbb\xbf {}").unwrap(), Content::Json);
        assert_eq!(
            detect("a", b"<?xml version='1.0'?><a/>").unwrap(),
            Content::Xml
        );
        assert_eq!(
            detect("a", b"eyJhIjoxfQ.eyJiIjoyfQ.c2ln\n").unwrap(),
            Content::Jws
        );
        assert_eq!(detect("a", b"eyJoy. Two. words").unwrap(), Content::Text);
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = detect("a", &bytes);
        }
    }
}
