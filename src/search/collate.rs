//! The order of the Latvian alphabet, for lists sorted by name.

/// The alphabet; letters with marks follow their plain ones (LVS 24).
const ALPHABET: &str = "aābcčdeēfgģhiīyjkķlļmnņoōpqrŗsštuūvwxzž";

/// A key that sorts names as a Latvian reader expects: case does not count, numbers come before letters and by value.
pub(crate) fn key(name: &str) -> Vec<u16> {
    let mut key = Vec::with_capacity(name.len());
    let mut chars = name.chars().flat_map(char::to_lowercase).peekable();
    while let Some(c) = chars.next() {
        if let Some(digit) = c.to_digit(10) {
            let mut value = digit;
            while let Some(next) = chars.peek().and_then(|c| c.to_digit(10)) {
                value = value.saturating_mul(10).saturating_add(next);
                chars.next();
            }
            key.extend([2, (value >> 16) as u16, value as u16]);
        } else if let Some(place) = ALPHABET.chars().position(|letter| letter == c) {
            key.push(10 + place as u16);
        } else if c.is_alphanumeric() {
            key.push((c as u32).min(u32::from(u16::MAX)) as u16 | 0x100);
        } else if key.last() != Some(&1) && !key.is_empty() {
            key.push(1);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(mut names: Vec<&str>) -> Vec<&str> {
        names.sort_by_key(|name| key(name));
        names
    }

    #[test]
    fn letters_with_marks_follow_their_plain_ones() {
        assert_eq!(
            sorted(vec![
                "Žogs", "zāģis", "Šķirne", "Sols", "čuguns", "cauruļu", "āda", "azbests"
            ]),
            [
                "azbests", "āda", "cauruļu", "čuguns", "Sols", "Šķirne", "zāģis", "Žogs"
            ]
        );
    }

    #[test]
    fn numbers_sort_by_value_and_signs_do_not_count() {
        assert_eq!(
            sorted(vec!["10. modulis", "2. modulis", "„Abi”", "Bez"]),
            ["2. modulis", "10. modulis", "„Abi”", "Bez"]
        );
    }
}
