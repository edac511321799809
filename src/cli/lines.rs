//! Lines of text from whoever sends them: numbered, bounded, UTF-8.

use std::io::{self, BufRead, Read};

/// Characters of one line, at most: more is no statement but a whole document.
pub(super) const LONGEST: usize = 10_000;

/// The most bytes that so many characters take.
const LONGEST_BYTES: u64 = 4 * LONGEST as u64;

/// Why a line cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum LineError {
    /// It is not UTF-8.
    #[error(
        "standard input, line {0}: not UTF-8; save the text as UTF-8, e.g. with `iconv -f windows-1257 -t utf-8`"
    )]
    NotUtf8(usize),
    /// It is too long.
    #[error("standard input, line {0}: longer than {LONGEST} characters; one statement a line")]
    TooLong(usize),
    /// It cannot be read at all.
    #[error("standard input, line {0}: {1}")]
    Io(usize, #[source] io::Error),
}

/// Reads lines one by one into the same memory.
pub(super) struct Lines<R> {
    from: R,
    line: Vec<u8>,
    number: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            line: Vec::new(),
            number: 0,
        }
    }

    /// The next line without its end, and its number from 1; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<(usize, &str)>, LineError> {
        self.line.clear();
        self.number += 1;
        let number = self.number;
        // A byte order mark and the end of the line come on top.
        let mut bounded = self.from.by_ref().take(LONGEST_BYTES + 5);
        let read = bounded.read_until(b'\n', &mut self.line);
        if read.map_err(|e| LineError::Io(number, e))? == 0 {
            return Ok(None);
        }
        let whole = self.line.ends_with(b"\n");
        if !whole && self.line.len() as u64 >= LONGEST_BYTES + 5 {
            return Err(LineError::TooLong(number));
        }
        let line = std::str::from_utf8(&self.line).map_err(|_| LineError::NotUtf8(number))?;
        let line = line.trim_end_matches(['\n', '\r']);
        let line = match line.strip_prefix('\u{feff}') {
            Some(rest) if number == 1 => rest,
            _ => line,
        };
        if line.chars().nth(LONGEST).is_some() {
            return Err(LineError::TooLong(number));
        }
        Ok(Some((number, line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(bytes: &[u8]) -> Result<Vec<(usize, String)>, LineError> {
        let mut lines = Lines::new(bytes);
        let mut found = Vec::new();
        while let Some((number, line)) = lines.next()? {
            found.push((number, line.to_owned()));
        }
        Ok(found)
    }

    #[test]
    fn lines_are_numbered_and_lose_their_ends() {
        let found = all("\u{feff}a\r\n\nb".as_bytes()).unwrap();
        let right = [(1, "a"), (2, ""), (3, "b")].map(|(n, t)| (n, t.to_owned()));
        assert_eq!(found, right);
    }

    #[test]
    fn what_is_not_utf8_or_too_long_is_named_by_its_line() {
        assert!(matches!(all(b"a\n\xff\xfe\n"), Err(LineError::NotUtf8(2))));
        let longest = "ā".repeat(LONGEST);
        assert_eq!(all(longest.as_bytes()).unwrap().len(), 1);
        let long = format!("a\nb\n{longest}a");
        assert!(matches!(all(long.as_bytes()), Err(LineError::TooLong(3))));
        let longer = "a".repeat(10 * LONGEST);
        assert!(matches!(all(longer.as_bytes()), Err(LineError::TooLong(1))));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let lines = all(&bytes);
            prop_assert_eq!(lines.is_ok(), std::str::from_utf8(&bytes).is_ok());
        }
    }
}
