//! JSON from others: how deep it may go, and where it breaks.

use serde_json::Value;

use super::{ImportError, LimitExceeded, Limits};
use crate::model::Source;

/// Refuses JSON that nests deeper than [`Limits::max_json_depth`], before any parser builds something of it.
///
/// # Errors
/// [`ImportError::Limit`] with the line.
pub fn check_depth(name: &str, bytes: &[u8], limits: &Limits) -> Result<(), ImportError> {
    let (mut depth, mut line) = (0u64, 1u32);
    let (mut in_text, mut escaped) = (false, false);
    for &byte in bytes {
        if byte == b'\n' {
            line = line.saturating_add(1);
        }
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => {
                depth += 1;
                LimitExceeded::check("max_json_depth", limits.max_json_depth, depth)
                    .map_err(|e| ImportError::limit(Source::row(name, line), e))?;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// Reads JSON.
///
/// # Errors
/// [`ImportError`] when it is too deep or not valid, with the line.
pub fn parse(name: &str, bytes: &[u8], limits: &Limits) -> Result<Value, ImportError> {
    check_depth(name, bytes, limits)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|e| {
        let line = u32::try_from(e.line()).unwrap_or(u32::MAX);
        ImportError::syntax(Source::row(name, line), "JSON", e)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn depth_is_counted_outside_of_texts() {
        let limits = Limits {
            max_json_depth: 2,
            ..Limits::default()
        };
        assert!(parse("a.json", br#"{"a":["[[[[\"[["]}"#, &limits).is_ok());
        let error = parse("a.json", b"{\n\"a\":[[]]}", &limits).unwrap_err();
        assert!(error.to_string().starts_with("a.json, row 2: "), "{error}");
        assert!(error.to_string().contains("max_json_depth = 2"), "{error}");
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        let error = parse("a.json", b"{\n\n\"a\": }", &Limits::default()).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("a.json, row 3: not valid JSON"),
            "{error}"
        );
    }

    #[test]
    fn a_byte_order_mark_is_no_mistake() {
        assert!(parse("a.json", b"\xef\xbb\xbf{}", &Limits::default()).is_ok());
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse("a.json", &bytes, &Limits::default());
        }
    }
}
