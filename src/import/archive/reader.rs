//! A reader that counts, so that no file gives more than it may.

use std::io::{self, Read};

use crate::import::LimitExceeded;

/// Passes bytes on until there are more than allowed, then fails with a [`LimitExceeded`].
pub(super) struct Counted<R> {
    inner: R,
    limit: &'static str,
    allowed: u64,
    read: u64,
}

impl<R: Read> Counted<R> {
    /// Allows `allowed` bytes; `limit` is the name for the error.
    pub(super) fn new(inner: R, limit: &'static str, allowed: u64) -> Self {
        Self {
            inner,
            limit,
            allowed,
            read: 0,
        }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.read = self.read.saturating_add(n as u64);
        if self.read > self.allowed {
            return Err(LimitExceeded::new(self.limit, self.allowed).into_io());
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_allowed_byte_comes_through_and_no_more() {
        let mut out = Vec::new();
        let ok = Counted::new(&b"abc"[..], "x", 3).read_to_end(&mut out);
        assert_eq!(ok.unwrap(), 3);
        let error = Counted::new(&b"abcd"[..], "x", 3).read_to_end(&mut out);
        assert!(error.unwrap_err().to_string().contains("x = 3"));
    }
}
