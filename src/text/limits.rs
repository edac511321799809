//! The limits of the analysis, each with its reason.

/// UTF-16 units in a token. Lucene's whitespace tokenizer cuts at 255, so longer ones would differ between engines.
pub const TOKEN_UNITS: usize = 255;

/// Keys of one word in one layer. The grammar rarely gives more than five.
pub const READINGS: usize = 6;

/// Words whose keys are remembered while a corpus is read; about 8 MB for each language. The frequent ones come first.
pub const REMEMBERED_WORDS: usize = 32_768;

/// Parts in one code reading. Standards and programme codes have four; more would be a table of numbers.
pub const CODE_PARTS: usize = 6;

/// Bytes in one code reading.
pub const CODE_BYTES: usize = 48;

/// Words of a query that are analysed. The rest says nothing more about what somebody looks for.
pub const QUERY_WORDS: usize = 256;

/// Words in one phrase of a vocabulary file.
pub const PHRASE_WORDS: usize = 10;

/// Entries (lines with content) in the vocabulary files together.
pub const VOCABULARY_LINES: usize = 50_000;

/// Problems reported for one vocabulary, so that a wrong file (a picture, say) does not make a million of them.
pub const VOCABULARY_PROBLEMS: usize = 200;

/// Expansions of one query.
pub const EXPANSIONS: usize = 48;

/// Letters from which a word may be corrected by one edit.
pub const TYPO_ONE_FROM: usize = 5;

/// Letters from which a word may be corrected by two edits.
pub const TYPO_TWO_FROM: usize = 9;

/// Letters up to which a word is corrected at all; longer ones are no words.
pub const TYPO_LETTERS: usize = 40;

/// Index terms that are weighed for one misspelt word before the best are kept.
pub const TYPO_WEIGHED: usize = 512;
