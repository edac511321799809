//! What a person brings, read into claims with the passage that each rests on.
//!
//! [`read_evidence`] finds out by the content what a file is (names lie) and reads it: text, tables of subjects and hours,
//! documents, credentials of the European Learning Model and Open Badges, Europass CVs. Nothing is ever fetched from the
//! network and no signature is checked: [`Notice`]s say so. What cannot be read is refused with what would be right.

mod badge;
mod claim;
mod credential;
mod detect;
mod document;
mod elm;
mod error;
mod europass_json;
mod europass_xml;
mod json_ld;
pub mod limits;
mod split;
mod table;
mod text;

pub(crate) use claim::coded;
pub use claim::{
    Claim, Concept, Evidence, EvidenceFormat, Notice, Outcome, Passage, PassageAt, Proof,
};
pub use error::EvidenceError;

use serde_json::Value;

use crate::import::tables::Columns;
use crate::import::{Limits, json};
use claim::EvidenceFormat as Format;
use detect::Content;
use json_ld::{Node, References};

/// Reads a piece of evidence. `today` (YYYY-MM-DD) is the day by which validity is judged.
///
/// # Errors
/// [`EvidenceError`] when it is too large, damaged, of a format that is not read, or says nothing of learning or work.
pub fn read_evidence(
    name: &str,
    bytes: &[u8],
    columns: &Columns,
    today: &str,
) -> Result<Evidence, EvidenceError> {
    let name: String = name.chars().take(limits::NAME_CHARS).collect();
    if bytes.len() > limits::EVIDENCE_BYTES {
        let (bytes, most) = (bytes.len(), limits::EVIDENCE_BYTES);
        return Err(EvidenceError::TooLarge { name, bytes, most });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(EvidenceError::Empty { name });
    }
    let import_limits = import_limits();
    let content = detect::detect(&name, bytes)?;
    let mut evidence = match content {
        Content::Docx => document::read(&name, bytes, columns, &import_limits)?,
        Content::Xlsx => table::read_xlsx(&name, bytes, columns, &import_limits)?,
        Content::Json => read_json(
            &name,
            json::parse(&name, bytes, &import_limits)?,
            Signed::No,
            &import_limits,
            today,
        )?,
        Content::Jws => {
            let inner = credential::of_jws(&name, bytes, &import_limits)?;
            read_json(&name, inner, Signed::Yes, &import_limits, today)?
        }
        Content::Xml => europass_xml::read(&name, bytes, &import_limits)?,
        Content::Text if name.to_lowercase().ends_with(".csv") => {
            table::read_csv(&name, bytes, columns, &import_limits)?
        }
        Content::Text if table::is_table(&name, bytes, columns, &import_limits) => {
            table::read_csv(&name, bytes, columns, &import_limits)?
        }
        Content::Text => text::read(&name, bytes),
    };
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_lowercase());
    let known = ["docx", "xlsx", "xlsm", "json", "jsonld", "xml", "pdf"];
    if ending
        .is_some_and(|e| known.contains(&e.as_str()) && !content.endings().contains(&e.as_str()))
    {
        evidence.notice(Notice::NameDiffers);
    }
    check(evidence)
}

/// Reads a text that was typed or pasted.
///
/// # Errors
/// As [`read_evidence`].
pub fn read_pasted(name: &str, text: &str) -> Result<Evidence, EvidenceError> {
    if text.trim().is_empty() {
        return Err(EvidenceError::Empty {
            name: name.to_owned(),
        });
    }
    check(text::of_text(name, text))
}

/// Whether a credential came inside a signature.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Signed {
    Yes,
    No,
}

fn read_json(
    name: &str,
    value: Value,
    signed: Signed,
    limits: &Limits,
    today: &str,
) -> Result<Evidence, EvidenceError> {
    if let Some(inner) = credential::unwrap_signed(name, &value, limits)? {
        return read_json(name, inner, Signed::Yes, limits, today);
    }
    if europass_json::is(&value) {
        let mut evidence = Evidence::new(name, Format::EuropassJson);
        europass_json::read(&mut evidence, &value);
        return Ok(evidence);
    }
    let references = References::of(&value);
    let root = Node::root(&value, &references);
    let lacks = |lacks: &'static str| EvidenceError::Incomplete {
        name: name.to_owned(),
        lacks,
    };
    let mut evidence = if elm::is(&root) {
        Evidence::new(name, Format::Elm)
    } else if badge::is(&root) {
        Evidence::new(name, Format::OpenBadge)
    } else if root.is_a("VerifiableCredential") && !root.has("credentialSubject") {
        return Err(lacks("`credentialSubject`, which says what was achieved"));
    } else {
        let found = match value.get("type").or_else(|| value.get("@type")) {
            Some(kind) => format!("JSON of the type {kind}"),
            None => "this JSON".to_owned(),
        };
        return Err(EvidenceError::Unknown {
            name: name.to_owned(),
            found,
        });
    };
    if !root.has("credentialSubject") {
        return Err(lacks("`credentialSubject`, which says what was achieved"));
    }
    credential::envelope(&mut evidence, &root, signed == Signed::Yes, today);
    match evidence.format {
        Format::Elm => elm::read(&mut evidence, &root),
        _ => badge::read(&mut evidence, &root),
    }
    Ok(evidence)
}

/// Holds the limits of claims.
fn check(evidence: Evidence) -> Result<Evidence, EvidenceError> {
    let name = || evidence.name.clone();
    if evidence.claims.is_empty() {
        return Err(EvidenceError::NoClaims { name: name() });
    }
    if evidence.claims.len() > limits::CLAIMS {
        return Err(EvidenceError::TooManyClaims {
            name: name(),
            most: limits::CLAIMS,
        });
    }
    for claim in &evidence.claims {
        check_claim(&evidence.name, &claim.text)?;
    }
    Ok(evidence)
}

/// Whether a claim, also one that a person edited, can be judged.
///
/// # Errors
/// [`EvidenceError::ClaimTooLong`], [`EvidenceError::Empty`].
pub fn check_claim(name: &str, text: &str) -> Result<(), EvidenceError> {
    if text.trim().is_empty() {
        return Err(EvidenceError::Empty {
            name: name.to_owned(),
        });
    }
    let chars = text.chars().count();
    if chars > limits::CLAIM_CHARS {
        return Err(EvidenceError::ClaimTooLong {
            name: name.to_owned(),
            chars,
            most: limits::CLAIM_CHARS,
        });
    }
    Ok(())
}

/// The limits of the importers, brought down to what one person's paper may ask for.
fn import_limits() -> Limits {
    Limits {
        max_file_bytes: 4 * limits::EVIDENCE_BYTES as u64,
        max_total_bytes: 4 * limits::EVIDENCE_BYTES as u64,
        max_document_bytes: 4 * limits::EVIDENCE_BYTES as u64,
        max_rows: 20_000,
        ..Limits::default()
    }
}

#[cfg(test)]
mod tests;
