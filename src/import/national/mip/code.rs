//! Programme codes of the education classification (MK 322): `33 522 01 1`.

/// The code without spaces.
pub(super) fn compact_code(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Two digits, a letter or none, three digits, two digits, one digit (MK 322).
pub(super) fn is_code(code: &str) -> bool {
    let compact = compact_code(code);
    let digits = compact.chars().filter(char::is_ascii_digit).count();
    let letters: Vec<(usize, char)> = compact
        .chars()
        .enumerate()
        .filter(|(_, c)| !c.is_ascii_digit())
        .collect();
    digits == 8 && matches!(letters.as_slice(), [] | [(2, _)])
}

/// `33522011` → `33 522 01 1`; anything else as it was written.
pub(super) fn spaced_code(code: &str) -> String {
    let compact = compact_code(code);
    match (
        is_code(code) && compact.len() == 8,
        compact.get(..2),
        compact.get(2..5),
        compact.get(5..7),
        compact.get(7..),
    ) {
        (true, Some(a), Some(b), Some(c), Some(d)) => format!("{a} {b} {c} {d}"),
        _ => code.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programme_codes_are_read_with_and_without_spaces() {
        assert!(is_code("33 522 01 1") && is_code("33522011") && is_code("33b 522 01 1"));
        assert!(!is_code("33 522 01") && !is_code("ET-4"));
        assert_eq!(spaced_code("33522011"), "33 522 01 1");
        assert_eq!(spaced_code("ET-4"), "ET-4");
    }
}
