//! Postings of one field with what BM25 needs to score them.

use std::sync::Arc;

use tantivy::index::InvertedIndexReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{SegmentReader, Term};

use super::schema;
use super::statistics::Statistics;
use crate::search::error::EngineError;
use crate::search::plan::Field;

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// One field of the segment.
pub(super) struct FieldReader {
    field: tantivy::schema::Field,
    index: Arc<InvertedIndexReader>,
    documents: u64,
    /// The rounded length of each document, as tantivy and Lucene encode it.
    lengths: Vec<u8>,
    /// For each encoded length the part of BM25's denominator that depends on it.
    norms: [f32; 256],
}

impl FieldReader {
    pub(super) fn open(
        segment: &SegmentReader,
        field: Field,
        statistics: &Statistics,
    ) -> Result<Self, EngineError> {
        let number = schema::number(field);
        let reader = segment.get_fieldnorms_reader(number)?;
        let average = statistics.average(field);
        let norm = |id: usize| {
            let length = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id as u8) as f32;
            K1 * (1.0 - B + B * length / average)
        };
        Ok(Self {
            field: number,
            index: segment.inverted_index(number)?,
            documents: statistics.documents(),
            lengths: (0..segment.max_doc())
                .map(|document| reader.fieldnorm_id(document))
                .collect(),
            norms: std::array::from_fn(norm),
        })
    }

    /// Shows every document that has the token, with its score, in the order of documents.
    pub(super) fn each(
        &self,
        text: &str,
        boost: f32,
        mut show: impl FnMut(u32, f32),
    ) -> Result<(), EngineError> {
        let term = Term::from_field_text(self.field, text);
        let Some(info) = self.index.get_term_info(&term)? else {
            return Ok(());
        };
        let mut postings = self
            .index
            .read_block_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?;
        let weight =
            inverse_frequency(u64::from(info.doc_freq), self.documents) * (1.0 + K1) * boost;
        while postings.block_len() > 0 {
            for (&document, &count) in postings.docs().iter().zip(postings.freqs()) {
                let length = self.lengths.get(document as usize).copied().unwrap_or(0);
                let count = count as f32;
                show(
                    document,
                    weight * (count / (count + self.norms[usize::from(length)])),
                );
            }
            postings.advance();
        }
        Ok(())
    }

    /// The token as tantivy's own queries take it.
    pub(super) fn term(&self, text: &str) -> Term {
        Term::from_field_text(self.field, text)
    }
}

/// BM25's inverse document frequency, as tantivy and Lucene compute it.
fn inverse_frequency(found: u64, documents: u64) -> f32 {
    let rest = documents.saturating_sub(found) as f32;
    (1.0 + (rest + 0.5) / (found as f32 + 0.5)).ln()
}
