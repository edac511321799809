//! The limits of searching, each with its reason.

/// Results on a page when nothing is said.
pub const DEFAULT_PAGE: usize = 20;

/// Results on a page at most: what a reader scrolls and a browser shows at once.
pub const MAX_PAGE: usize = 100;

/// How far into a result list one can page. Nobody reads that far; whoever needs all takes an export.
pub const MAX_REACH: usize = 10_000;

/// Bytes of a query that are read. The longest real ones are pasted outcomes of a few hundred.
pub const QUERY_BYTES: usize = 4_096;

/// Words of a query that are searched for; the rest of a pasted text adds work, not meaning.
pub const QUERY_WORDS: usize = 32;

/// Values accepted in one filter.
pub const FILTER_VALUES: usize = 64;

/// Replacements (synonyms, abbreviations, compounds) of one query.
pub const ALTERNATIVES: usize = 24;

/// Words in one replacement.
pub const ALTERNATIVE_WORDS: usize = 8;

/// Corrections considered for one word.
pub const CORRECTIONS: usize = 8;

/// Index terms asked for one word in one field.
pub const WORD_KEYS: usize = 24;

/// Hits whose order is settled by looking at their words, beyond which the engine's own order stands. Every page sees
/// the same window, so pages never overlap.
pub const RERANKED: usize = 96;

/// Pieces (words, parts of replacements) that one query can tell apart when it is scored.
pub const PIECES: usize = 64;

/// Levels of ancestors whose names help to find a record.
pub const ANCESTORS: usize = 5;

/// Bytes of one text that are analysed; the rest is kept in the catalogue and not searched.
pub const TEXT_BYTES: usize = 200_000;

/// Tokens of one record that are indexed, all its texts together.
pub const RECORD_TOKENS: usize = 100_000;

/// Characters in the passage shown under a hit.
pub const PASSAGE: usize = 240;

/// Suggestions given at most.
pub const SUGGESTIONS: usize = 10;

/// Bytes of a suggestion's input that are read.
pub const SUGGEST_BYTES: usize = 200;

/// Values shown for one facet.
pub const FACET_VALUES: usize = 100;
