//! What every Verifiable Credential has, in the data models 1.1 and 2.0: who, when, how signed.

use serde_json::Value;

use super::EvidenceError;
use super::claim::{Evidence, Notice};
use super::json_ld::{Node, preferred};
use crate::import::{ImportError, Limits, json};
use crate::model::Source;

/// The credential inside a signature (JWS, compact or as JSON, as JAdES writes it); the signature itself is not checked.
///
/// # Errors
/// [`EvidenceError::Read`] when the payload is no base64url or no JSON.
pub(super) fn unwrap_signed(
    name: &str,
    value: &Value,
    limits: &Limits,
) -> Result<Option<Value>, EvidenceError> {
    let payload = value.get("payload").and_then(Value::as_str);
    match payload {
        Some(payload) if value.get("signatures").is_some() || value.get("signature").is_some() => {
            decode(name, payload, limits).map(Some)
        }
        _ => Ok(None),
    }
}

/// The credential of a compact JWS.
///
/// # Errors
/// As [`unwrap_signed`].
pub(super) fn of_jws(name: &str, bytes: &[u8], limits: &Limits) -> Result<Value, EvidenceError> {
    let text = std::str::from_utf8(bytes.trim_ascii()).unwrap_or_default();
    let payload = text.split('.').nth(1).unwrap_or_default();
    let value = decode(name, payload, limits)?;
    // A JWT carries the credential under `vc`, an enveloping credential is the payload itself.
    Ok(value.get("vc").cloned().unwrap_or(value))
}

fn decode(name: &str, payload: &str, limits: &Limits) -> Result<Value, EvidenceError> {
    let bytes = base64url(payload).ok_or_else(|| {
        ImportError::syntax(
            Source::file(name),
            "JWS",
            "its payload is no base64url; the file may be cut off",
        )
    })?;
    Ok(json::parse(name, &bytes, limits)?)
}

fn base64url(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0u32, 0u32);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 0xff).unwrap_or(0));
        }
    }
    (held < 6).then_some(out)
}

/// Fills in what stands around the claims: issuer, holder, dates, and what should be known of them.
pub(super) fn envelope(evidence: &mut Evidence, root: &Node<'_>, signed: bool, today: &str) {
    evidence.notice(Notice::ContextNotFetched);
    if signed {
        evidence.notice(Notice::SignatureUnchecked);
    } else {
        match root.first("proof") {
            None => evidence.notice(Notice::Unsigned),
            Some(proof) if is_whole(&proof) => evidence.notice(Notice::SignatureUnchecked),
            Some(_) => evidence.notice(Notice::SignatureBroken),
        }
    }
    let issuer = root.first("issuer");
    evidence.issuer = issuer.as_ref().and_then(|i| {
        let named = i.named(&["legalName", "name", "prefLabel", "altLabel"]);
        preferred(named)
            .map(|(best, _)| best.1)
            .or_else(|| i.id().map(str::to_owned))
    });
    if evidence.issuer.is_none() {
        evidence.notice(Notice::NoIssuer);
    }
    if root.has("credentialStatus") {
        evidence.notice(Notice::RevocationUnchecked);
    }
    let day = |terms: &[&str]| {
        terms
            .iter()
            .find_map(|t| root.text(t))
            .and_then(|d| d.get(..10).map(str::to_owned))
    };
    let from = day(&["validFrom", "issuanceDate", "issued"]);
    let until = day(&["validUntil", "expirationDate"]);
    evidence.issued = day(&["issued", "issuanceDate", "validFrom"]);
    if from.as_deref().is_some_and(|d| d > today)
        || matches!((&from, &until), (Some(f), Some(u)) if u < f)
    {
        evidence.notice(Notice::DatesContradict);
    }
    if until.is_some_and(|u| u.as_str() < today) {
        evidence.notice(Notice::Expired);
    }
}

/// Whether a proof has what every proof must have (Data Integrity, or a JWS in it).
fn is_whole(proof: &Node<'_>) -> bool {
    proof.has("type")
        && proof.has("verificationMethod")
        && (proof.text("proofValue").is_some() || proof.text("jws").is_some())
}

#[cfg(test)]
mod tests {
    use super::super::claim::EvidenceFormat;
    use super::super::json_ld::References;
    use super::*;
    use serde_json::json;

    fn notices(value: &Value) -> Vec<Notice> {
        let references = References::of(value);
        let mut evidence = Evidence::new("a", EvidenceFormat::Elm);
        envelope(
            &mut evidence,
            &Node::root(value, &references),
            false,
            "2026-01-01",
        );
        evidence.notices
    }

    #[test]
    fn unsigned_half_signed_and_signed_are_three_things() {
        assert!(notices(&json!({"issuer": "x:1"})).contains(&Notice::Unsigned));
        let forged = json!({"issuer": "x:1", "proof": {"type": "DataIntegrityProof"}});
        assert!(notices(&forged).contains(&Notice::SignatureBroken));
        let signed = json!({"issuer": "x:1", "proof": [{"type": "T", "verificationMethod": "x:k", "proofValue": "z1"}]});
        assert!(notices(&signed).contains(&Notice::SignatureUnchecked));
    }

    #[test]
    fn dates_that_cannot_be_are_told() {
        let value =
            json!({"validFrom": "2024-05-01T00:00:00Z", "validUntil": "2023-05-01T00:00:00Z"});
        let found = notices(&value);
        assert!(found.contains(&Notice::DatesContradict) && found.contains(&Notice::Expired));
        assert!(found.contains(&Notice::NoIssuer));
        assert!(notices(&json!({"validFrom": "2030-05-01"})).contains(&Notice::DatesContradict));
    }

    #[test]
    fn a_payload_is_decoded_and_a_cut_one_is_refused() {
        assert_eq!(base64url("eyJhIjoxfQ").as_deref(), Some(&b"{\"a\":1}"[..]));
        assert_eq!(base64url("e"), None);
        assert_eq!(base64url("e y"), None);
        let error = of_jws("a.jwt", b"eyJhIjoxfQ.eyJ2YyI6e.c2ln", &Limits::default()).unwrap_err();
        assert_eq!(error.code(), "bad-syntax");
        let whole = of_jws("a.jwt", b"x.eyJ2YyI6eyJhIjoxfX0.y", &Limits::default()).unwrap();
        assert_eq!(whole, json!({"a": 1}));
    }
}
