//! What can be wrong in a vocabulary file, told so that whoever edits it can put it right.

use std::fmt;

/// Whether the vocabulary can be used in spite of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The line has no effect or a doubtful one; the rest is used.
    Warning,
    /// Nothing of the vocabulary is used until it is put right.
    Error,
}

/// A problem with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {severity}: {kind}")]
pub struct Problem {
    /// Name of the file as the caller gave it.
    pub file: String,
    /// Number of the line, from 1.
    pub line: usize,
    /// Whether the vocabulary can be used in spite of it.
    pub severity: Severity,
    /// What is wrong, and what would be right.
    pub kind: ProblemKind,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// What is wrong, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// The line is no UTF-8.
    #[error("the line is not UTF-8 from byte {byte} on; save the file as UTF-8")]
    NotUtf8 {
        /// First bad byte of the line, from 1.
        byte: usize,
    },
    /// A synonym line without `=>` or `=`.
    #[error("no `=>` or `=` in the line; write `everyday word => official term` or `term = term`")]
    NoRelation,
    /// More than one `=>`, or `=>` and `=` in one line.
    #[error("`=>` stands once in a line and not together with `=`; make it two lines")]
    MixedRelations,
    /// An abbreviation line without a colon.
    #[error("no `:` in the line; write `PKP: profesionālās kvalifikācijas prasības`")]
    NoColon,
    /// A phrase is missing.
    #[error("nothing to search for {place}; write a word there or take the sign away")]
    EmptySide {
        /// Where it is missing.
        place: &'static str,
    },
    /// A comma in a two-way line.
    #[error("a line with `=` has no commas; write `=` between all its phrases, or use `=>`")]
    CommaInTwoWay,
    /// What follows `@` is no number.
    #[error("`@{found}` is no weight; write a number above 0 and up to 1, such as @0.8")]
    NoWeight {
        /// What stands there.
        found: String,
    },
    /// The weight is zero, negative or above one.
    #[error("weight {found} is out of range; it must be above 0 and at most 1")]
    WeightOutOfRange {
        /// What stands there.
        found: String,
    },
    /// The layer in brackets does not exist.
    #[error("there is no layer `{found}`; layers are surface, folded, stem and root")]
    UnknownLayer {
        /// What stands there.
        found: String,
    },
    /// A phrase has too many words.
    #[error("the phrase has {words} words, more than {most}")]
    PhraseTooLong {
        /// Words it has.
        words: usize,
        /// Words it may have.
        most: usize,
    },
    /// The same pair stands in an earlier line.
    #[error("`{pair}` stands already in {first}; keep one of the lines")]
    Duplicate {
        /// The pair.
        pair: String,
        /// File and line of the first.
        first: String,
    },
    /// Both sides have the same keys.
    #[error("`{left}` and `{right}` are the same to the search; the pair is not needed")]
    SameBothSides {
        /// One side.
        left: String,
        /// The other.
        right: String,
    },
    /// One-way lines lead back to where they began.
    #[error(
        "the one-way lines make a circle: {path}; write `=` for words that mean the same, or take one line away"
    )]
    Cycle {
        /// The phrases in order, with the places of their lines.
        path: String,
    },
    /// There are more lines than one vocabulary may have.
    #[error("more than {most} lines; the rest is left out")]
    TooManyLines {
        /// Lines it may have.
        most: usize,
    },
}

impl ProblemKind {
    /// Whether the vocabulary can be used in spite of it.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Duplicate { .. } | Self::SameBothSides { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// File and line of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub file: &'a str,
    pub line: usize,
}

impl Place<'_> {
    pub(super) fn problem(&self, kind: ProblemKind) -> Problem {
        Problem {
            file: self.file.to_owned(),
            line: self.line,
            severity: kind.severity(),
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_where_what_and_what_would_be_right() {
        let problem = Place {
            file: "synonyms.txt",
            line: 7,
        }
        .problem(ProblemKind::WeightOutOfRange { found: "2".into() });
        assert_eq!(
            problem.to_string(),
            "synonyms.txt:7: error: weight 2 is out of range; it must be above 0 and at most 1"
        );
    }
}
