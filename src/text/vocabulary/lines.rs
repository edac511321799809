//! Reads the lines of a vocabulary file: numbers, encoding, comments.

use super::problem::{Place, Problem, ProblemKind};

/// The lines of `bytes` that have content, with their numbers from 1. Lines that are no UTF-8 become problems.
pub(super) fn lines<'a>(
    file: &'a str,
    bytes: &'a [u8],
    problems: &mut Vec<Problem>,
) -> Vec<(Place<'a>, &'a str)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut found = Vec::new();
    for (line, raw) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        let place = Place { file, line };
        match std::str::from_utf8(raw) {
            Ok(text) => {
                let content = without_comment(text).trim();
                if !content.is_empty() {
                    found.push((place, content));
                }
            }
            Err(error) => problems.push(place.problem(ProblemKind::NotUtf8 {
                byte: error.valid_up_to() + 1,
            })),
        }
    }
    found
}

/// A comment begins with `#` at the start of a line or after a space, so that `C#` stays what it is.
fn without_comment(line: &str) -> &str {
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        if c == '#' && before.is_whitespace() {
            return line.get(..at).unwrap_or_default();
        }
        before = c;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_go() {
        let mut problems = vec![];
        let text = "\u{feff}# head\n\nC# = c sharp # note\r\n  \nlast";
        let found: Vec<(usize, &str)> = lines("f", text.as_bytes(), &mut problems)
            .into_iter()
            .map(|(p, l)| (p.line, l))
            .collect();
        assert_eq!(found, [(3, "C# = c sharp"), (5, "last")]);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_line_in_another_encoding_is_named() {
        let mut problems = vec![];
        let found = lines("f", b"good\nm\xe2ja = nams\ngood", &mut problems);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (problems[0].line, &problems[0].kind),
            (2, &ProblemKind::NotUtf8 { byte: 2 })
        );
    }
}
