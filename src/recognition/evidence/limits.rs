//! How much evidence one person may bring, each limit with its reason.

/// Bytes of one piece of evidence. A transcript or CV has some hundred kilobytes; a credential with a logo inside about 300.
pub const EVIDENCE_BYTES: usize = 16 * 1024 * 1024;

/// Characters of one claim. The longest sentence of a real job description has about 600; what is longer is a text that has
/// to be divided before anybody can judge it.
pub const CLAIM_CHARS: usize = 2_000;

/// Claims of one piece of evidence. A transcript of four years has about 60 rows.
pub const CLAIMS: usize = 1_000;

/// Characters of a file's name.
pub const NAME_CHARS: usize = 200;
