//! Reading any file by its content, and the bad ones.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn read(name: &str, bytes: &[u8]) -> Result<Evidence, EvidenceError> {
    read_evidence(name, bytes, &Columns::built_in(), "2026-01-01")
}

fn docx(body: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let xml = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    zip.write_all(xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_document_gives_paragraphs_and_rows() {
    let cell = |t: &str| format!("<w:tc>{}</w:tc>", paragraph(t));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        row("Priekšmets", "Stundas"),
        row("Elektrotehnika", "120")
    );
    let bytes = docx(&format!(
        "{}{table}",
        paragraph("Apliecība Nr. 5. Apguvis kursu.")
    ));
    let evidence = read("a.docx", &bytes).unwrap();
    assert_eq!(evidence.format, EvidenceFormat::Docx);
    assert_eq!(evidence.claims[0].proof, Proof::Certificate);
    assert_eq!(
        evidence.claims[0].passage.at,
        PassageAt::Paragraph { number: 1 }
    );
    let subject = evidence.claims.last().unwrap();
    assert_eq!(
        (subject.text.as_str(), subject.hours),
        ("Elektrotehnika", Some(120.0))
    );
}

#[test]
fn the_content_counts_and_not_the_name() {
    let evidence = read("cv.xlsx", &docx(&paragraph("Montēju sadalnes."))).unwrap();
    assert_eq!(evidence.format, EvidenceFormat::Docx);
    assert!(evidence.notices.contains(&Notice::NameDiffers));
}

#[test]
fn a_bomb_in_a_document_is_refused_at_the_limit() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..40 {
        zip.write_all(&zeros).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let error = read("a.docx", &bytes).unwrap_err();
    assert_eq!(error.code(), "limit-exceeded");
}

#[test]
fn a_claim_of_a_hundred_thousand_characters_is_refused_clearly() {
    let text = "vārds ".repeat(17_000);
    let error = read_pasted("pasted", &text).unwrap_err();
    assert_eq!(error.code(), "claim-too-long");
    assert!(
        error.to_string().contains("divide it into sentences"),
        "{error}"
    );
    assert!(read_pasted("pasted", &"Montēju sadalnes. ".repeat(900)).is_ok());
}

#[test]
fn a_truncated_credential_names_the_line() {
    let error = read("c.jsonld", b"{\n\"type\": [\"VerifiableCredential\",\n").unwrap_err();
    assert!(
        error.to_string().contains("row 3: not valid JSON"),
        "{error}"
    );
    let error = read("c.jsonld", br#"{"type": ["VerifiableCredential"]}"#).unwrap_err();
    assert_eq!(error.code(), "evidence-incomplete");
    let error = read("c.json", br#"{"type": "Invoice"}"#).unwrap_err();
    assert!(error.to_string().contains("Invoice"), "{error}");
}

#[test]
fn remote_contexts_are_named_and_never_needed() {
    let value = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "http://127.0.0.1:9/evil"],
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": {"legalName": {"lv": "Skola"}},
        "credentialSubject": [{"fullName": {"lv": "Anna Liepa"}, "hasClaim": {
            "type": "LearningAchievement", "title": {"lv": "Metināšana"},
            "provenBy": {"grade": {"noteLiteral": {"en": "failed"}}},
            "specifiedBy": {"eqfLevel": {"id": "http://data.europa.eu/snb/eqf/4"}, "volumeOfLearning": "PT40H",
                "learningOutcome": {"title": {"lv": "Metina MIG"},
                    "relatedSkill": {"id": "http://data.europa.eu/snb/dcf/x", "prefLabel": {"en": "Netiquette Level 3"}}}}}}]
    });
    let evidence = read("c.jsonld", value.to_string().as_bytes()).unwrap();
    assert!(evidence.notices.contains(&Notice::ContextNotFetched));
    assert!(evidence.notices.contains(&Notice::Unsigned));
    let claim = &evidence.claims[0];
    assert_eq!(
        (claim.level, claim.hours, claim.outcome),
        (Some(4), Some(40.0), Outcome::Failed)
    );
    assert_eq!(claim.concepts[0].level, Some(3));
    assert_eq!(claim.under.as_deref(), Some("Metināšana"));
    let PassageAt::Pointer { pointer } = &claim.passage.at else {
        panic!("a pointer")
    };
    assert!(value.pointer(pointer).is_some());
}

#[test]
fn nothing_and_too_much_are_told() {
    assert_eq!(read("a.txt", b" \n").unwrap_err().code(), "evidence-empty");
    assert_eq!(
        read("a.txt", b"12. 13.").unwrap_err().code(),
        "evidence-no-claims"
    );
    let large = vec![b'a'; limits::EVIDENCE_BYTES + 1];
    assert_eq!(
        read("a.txt", &large).unwrap_err().code(),
        "evidence-too-large"
    );
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read("a.docx", &bytes);
    }

    #[test]
    fn a_damaged_document_never_panics(at in 0usize..2000, byte: u8) {
        let mut bytes = docx(&paragraph("Montēju sadalnes."));
        let n = at % bytes.len();
        bytes[n] = byte;
        let _ = read("a.docx", &bytes);
    }

    #[test]
    fn any_text_becomes_claims_within_the_limits(text in ".{0,400}") {
        if let Ok(evidence) = read_pasted("p", &text) {
            for claim in evidence.claims {
                let PassageAt::Text { start, end } = claim.passage.at else { panic!("text") };
                prop_assert_eq!(&text[start..end], claim.text.as_str());
            }
        }
    }
}
