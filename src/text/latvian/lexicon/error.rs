//! What can go wrong when a lexicon is compiled or loaded.

/// Which of the two dictionary files a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The rules of inflection.
    Affix,
    /// The word list.
    Dictionary,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Affix => ".aff",
            Self::Dictionary => ".dic",
        })
    }
}

/// Errors of the lexicon compiler and loader. Lines count from 1.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// The reader failed.
    #[error("{source_file} line {line}: cannot be read: {error}")]
    Read {
        /// The file.
        source_file: Source,
        /// Line after the last good one.
        line: usize,
        /// What the reader said.
        error: std::io::Error,
    },
    /// The file is not in UTF-8.
    #[error(
        "{source_file} line {line}: encoding {encoding:?} is not supported; convert the pair to UTF-8"
    )]
    Encoding {
        /// The file.
        source_file: Source,
        /// The line.
        line: usize,
        /// The encoding as named there, or "not UTF-8".
        encoding: String,
    },
    /// A line is not what the format asks for.
    #[error("{source_file} line {line}: {problem}")]
    Line {
        /// The file.
        source_file: Source,
        /// The line.
        line: usize,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// The pair holds no word.
    #[error("the dictionary has no inflected word; is the .aff file of the same language?")]
    Empty,
    /// More forms than a lexicon is built for.
    #[error("the dictionary makes more than {limit} forms")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// The automaton could not be built or read.
    #[error("lexicon automaton: {0}")]
    Automaton(#[from] fst::Error),
    /// The bytes are no lexicon.
    #[error("not a Prasme lexicon (wrong signature)")]
    Signature,
    /// A lexicon of another version.
    #[error("lexicon version {found}, this program reads {supported}; build it again")]
    Version {
        /// Version of the file.
        found: u32,
        /// Version of the program.
        supported: u32,
    },
    /// The bytes are cut off or changed.
    #[error("lexicon is damaged: {what}; build it again")]
    Damaged {
        /// What does not fit.
        what: &'static str,
    },
}
