//! Whose word a document is: what calls itself a sample (*paraugs*) counts last.

use crate::import::tables::key;
use crate::model::Batch;

/// The rank of datasets that are samples.
pub(super) const SAMPLE: u8 = 20;

/// The rank of a school's own lists.
pub(super) const SCHOOL: u8 = 10;

/// Ranks a batch as a sample when one of the texts says so.
pub(super) fn mark<'a>(batch: &mut Batch, texts: impl IntoIterator<Item = &'a str>) {
    if texts.into_iter().any(|text| key(text).contains("paraug")) {
        batch.rank = SAMPLE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_calls_itself_a_sample_counts_last() {
        let mut batch = Batch::new("a", "A");
        mark(&mut batch, ["", "protokols Nr. 1"]);
        assert_eq!(batch.rank, 0);
        mark(&mut batch, ["Paraugs Nr. 2"]);
        assert_eq!(batch.rank, SAMPLE);
    }
}
