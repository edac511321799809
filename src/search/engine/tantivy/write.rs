//! Writes a generation: one segment, in order, without threads or a lock that outlives the write.

use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::{Index, TantivyDocument};

use super::schema;
use super::statistics::Totals;
use crate::search::engine::{AnalysedRecord, GenerationWriter};
use crate::search::error::EngineError;
use crate::search::plan::Field;

/// Memory that tantivy plans its hash tables by; it grows as needed.
const MEMORY: usize = 64 << 20;

pub(super) struct Writer {
    dir: PathBuf,
    writer: SingleSegmentIndexWriter,
    totals: Totals,
}

impl Writer {
    pub(super) fn create(dir: &Path) -> Result<Self, EngineError> {
        let directory = MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
        let tokenizers = tantivy::tokenizer::TokenizerManager::new();
        schema::register_in(&tokenizers);
        let writer = Index::builder()
            .schema(schema::schema())
            .tokenizers(tokenizers)
            .single_segment_index_writer(directory, MEMORY)?;
        let totals = Totals {
            documents: 0,
            tokens: vec![0; Field::ALL.len()],
        };
        Ok(Self {
            dir: dir.to_owned(),
            writer,
            totals,
        })
    }
}

impl GenerationWriter for Writer {
    fn write(&mut self, record: &AnalysedRecord) -> Result<(), EngineError> {
        if u64::from(record.document) != self.totals.documents {
            return Err(
                std::io::Error::other("records must come in the order of their numbers").into(),
            );
        }
        let mut document = TantivyDocument::new();
        for ((field, text), tokens) in Field::ALL
            .iter()
            .zip(&record.fields)
            .zip(&mut self.totals.tokens)
        {
            document.add_text(schema::number(*field), text);
            *tokens += text.split_ascii_whitespace().count() as u64;
        }
        self.totals.documents += 1;
        Ok(self.writer.add_document(document)?)
    }

    fn publish(self: Box<Self>) -> Result<(), EngineError> {
        self.writer.finalize()?;
        self.totals.save(&self.dir)
    }
}
