//! The tables' own file format: little-endian arrays one after the other, each with its length before it.
//!
//! Whoever reads must ask in the order of writing; a manifest with version and checksum stands guard before that, and a
//! wrong length is an error, never a panic.

/// Why bytes are not the tables they should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CodecError {
    /// The bytes end too early.
    #[error("it ends too early")]
    Short,
    /// Bytes are left over.
    #[error("it has {0} bytes too many")]
    Long(usize),
    /// A text is no UTF-8.
    #[error("a text in it is no UTF-8")]
    NotText,
    /// Numbers point outside of what they number.
    #[error("its table {0} does not fit the others")]
    Misfit(&'static str),
}

/// Writes arrays into bytes.
#[derive(Debug, Default)]
pub(crate) struct Packer {
    bytes: Vec<u8>,
}

impl Packer {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn length(&mut self, items: usize) {
        self.bytes.extend_from_slice(&(items as u64).to_le_bytes());
    }

    pub(crate) fn u8s(&mut self, items: &[u8]) {
        self.length(items.len());
        self.bytes.extend_from_slice(items);
    }

    pub(crate) fn u16s(&mut self, items: &[u16]) {
        self.length(items.len());
        self.bytes
            .extend(items.iter().flat_map(|item| item.to_le_bytes()));
    }

    pub(crate) fn u32s(&mut self, items: &[u32]) {
        self.length(items.len());
        self.bytes
            .extend(items.iter().flat_map(|item| item.to_le_bytes()));
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.u8s(text.as_bytes());
    }
}

/// Reads arrays out of bytes.
#[derive(Debug)]
pub(crate) struct Unpacker<'a> {
    rest: &'a [u8],
}

impl<'a> Unpacker<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, width: usize) -> Result<&'a [u8], CodecError> {
        let (length, rest) = self
            .rest
            .split_first_chunk::<8>()
            .ok_or(CodecError::Short)?;
        let items = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| CodecError::Short)?;
        let bytes = items.checked_mul(width).ok_or(CodecError::Short)?;
        let (taken, rest) = rest.split_at_checked(bytes).ok_or(CodecError::Short)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn u8s(&mut self) -> Result<Vec<u8>, CodecError> {
        self.take(1).map(<[u8]>::to_vec)
    }

    pub(crate) fn u16s(&mut self) -> Result<Vec<u16>, CodecError> {
        let (chunks, _) = self.take(2)?.as_chunks::<2>();
        Ok(chunks
            .iter()
            .map(|chunk| u16::from_le_bytes(*chunk))
            .collect())
    }

    pub(crate) fn u32s(&mut self) -> Result<Vec<u32>, CodecError> {
        let (chunks, _) = self.take(4)?.as_chunks::<4>();
        Ok(chunks
            .iter()
            .map(|chunk| u32::from_le_bytes(*chunk))
            .collect())
    }

    pub(crate) fn text(&mut self) -> Result<String, CodecError> {
        String::from_utf8(self.u8s()?).map_err(|_| CodecError::NotText)
    }

    pub(crate) fn finish(self) -> Result<(), CodecError> {
        match self.rest.len() {
            0 => Ok(()),
            left => Err(CodecError::Long(left)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn arrays_come_back_in_order() {
        let mut packer = Packer::default();
        packer.u32s(&[1, u32::MAX]);
        packer.text("mēbele");
        packer.u16s(&[7]);
        packer.u8s(&[]);
        let bytes = packer.into_bytes();
        let mut unpacker = Unpacker::new(&bytes);
        assert_eq!(unpacker.u32s().unwrap(), [1, u32::MAX]);
        assert_eq!(unpacker.text().unwrap(), "mēbele");
        assert_eq!(unpacker.u16s().unwrap(), [7]);
        assert!(unpacker.u8s().unwrap().is_empty());
        unpacker.finish().unwrap();
    }

    #[test]
    fn left_over_bytes_are_an_error() {
        assert_eq!(Unpacker::new(&[0; 3]).finish(), Err(CodecError::Long(3)));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let mut unpacker = Unpacker::new(&bytes);
            while unpacker.u32s().is_ok() {}
            let _ = unpacker.text();
        }

        #[test]
        fn a_cut_file_is_an_error(cut in 0usize..20) {
            let mut packer = Packer::default();
            packer.u32s(&[1, 2, 3]);
            let bytes = packer.into_bytes();
            prop_assert!(Unpacker::new(&bytes[..cut.min(bytes.len() - 1)]).u32s().is_err());
        }
    }
}
