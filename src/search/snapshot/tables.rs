//! All tables of a generation together, and as one file.

use super::codec::{CodecError, Packer, Unpacker};
use super::columns::Columns;
use super::documents::Documents;
use super::lexicon::Lexicon;
use super::segments::Segments;

/// All tables of a generation.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) documents: Documents,
    pub(crate) columns: std::sync::Arc<Columns>,
    pub(crate) lexicon: Lexicon,
    pub(crate) segments: Segments,
}

impl Tables {
    /// The bytes of the file.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        self.documents.pack(&mut packer);
        self.columns.pack(&mut packer);
        self.lexicon.pack(&mut packer);
        self.segments.pack(&mut packer);
        packer.into_bytes()
    }

    /// The tables from the file's bytes.
    pub(crate) fn unpack(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut unpacker = Unpacker::new(bytes);
        let documents = Documents::unpack(&mut unpacker)?;
        let columns = Columns::unpack(&mut unpacker)?;
        let lexicon = Lexicon::unpack(&mut unpacker, documents.len())?;
        let segments = Segments::unpack(&mut unpacker, documents.len(), lexicon.len())?;
        unpacker.finish()?;
        if columns.len() != documents.len() {
            return Err(CodecError::Misfit("facet rows"));
        }
        Ok(Self {
            documents,
            columns: columns.into(),
            lexicon,
            segments,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_tables_come_back() {
        let bytes = super::super::super::index::TablesBuilder::default()
            .finish()
            .pack();
        assert_eq!(Tables::unpack(&bytes).unwrap().documents.len(), 0);
    }

    #[test]
    fn any_cut_is_an_error() {
        let bytes = super::super::super::index::TablesBuilder::default()
            .finish()
            .pack();
        for cut in 0..bytes.len() {
            assert!(
                Tables::unpack(&bytes[..cut]).is_err(),
                "{cut} bytes of {}",
                bytes.len()
            );
        }
    }
}
