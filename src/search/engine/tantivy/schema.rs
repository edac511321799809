//! The schema: every field is text, cut at spaces, nothing stored.

use tantivy::Index;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};

use crate::search::plan::{Field, Positions};

/// tantivy's own whitespace tokeniser, without its filters.
const TOKENIZER: &str = "spaces";

/// The schema, with the fields in the order of [`Field::ALL`].
pub(super) fn schema() -> Schema {
    let mut builder = Schema::builder();
    for field in Field::ALL {
        let option = match field.positions() {
            Positions::Kept => IndexRecordOption::WithFreqsAndPositions,
            Positions::Dropped => IndexRecordOption::WithFreqs,
        };
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(option)
            .set_fieldnorms(true);
        builder.add_text_field(
            field.name(),
            TextOptions::default().set_indexing_options(indexing),
        );
    }
    builder.build()
}

/// The field's number in [`schema`].
pub(super) fn number(field: Field) -> tantivy::schema::Field {
    tantivy::schema::Field::from_field_id(field as u32)
}

/// Makes the tokeniser known to an index.
pub(super) fn register(index: &Index) {
    register_in(index.tokenizers());
}

/// Makes the tokeniser known.
pub(super) fn register_in(tokenizers: &TokenizerManager) {
    tokenizers.register(
        TOKENIZER,
        TextAnalyzer::from(WhitespaceTokenizer::default()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_schema() {
        let schema = schema();
        for &field in Field::ALL {
            assert_eq!(schema.get_field(field.name()).unwrap(), number(field));
        }
    }
}
