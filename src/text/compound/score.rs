//! How sure it is that a word is a compound of two halves.

use super::left::Left;

/// Splits below this are not offered.
pub const ACCEPTED: f32 = 0.40;

/// What is known about a possible split.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub left: &'a str,
    pub right: &'a str,
    pub kind: Left,
    pub left_frequency: u32,
    pub right_frequency: u32,
    /// Frequency of the word itself, all forms.
    pub whole_frequency: u32,
    /// Halves (0 to 2) that are words only if diacritics were left out.
    pub guessed: u8,
}

/// From 0 to 1: longer halves and more frequent words make chance unlikely.
pub(super) fn of(evidence: Evidence<'_>) -> f32 {
    let letters = |word: &str| word.chars().count() as f32;
    let length = ((letters(evidence.left) - 3.0) * 0.12).min(0.36)
        + ((letters(evidence.right) - 4.0) * 0.10).min(0.40);
    let known = known(evidence.left_frequency) + known(evidence.right_frequency);
    let kind = match evidence.kind {
        Left::Linked => 0.25,
        Left::Form => 0.15,
        Left::Bare => 0.10,
        Left::Nominative => 0.05,
    };
    (length + kind + known - rarer_than_whole(evidence) - 0.1 * f32::from(evidence.guessed))
        .clamp(0.0, 1.0)
}

/// A word that the index has often is rarely there by chance.
fn known(frequency: u32) -> f32 {
    ((frequency as f32).ln_1p() * 0.03).min(0.15)
}

/// Halves that are much rarer than the whole are rarely its halves.
fn rarer_than_whole(evidence: Evidence<'_>) -> f32 {
    let half = evidence.left_frequency.min(evidence.right_frequency).max(1) as f32;
    let ratio = evidence.whole_frequency as f32 / half;
    if ratio > 2.0 {
        (ratio.log2() * 0.05).min(0.2)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIDENCE: Evidence<'static> = Evidence {
        left: "kok",
        right: "apstrāde",
        kind: Left::Bare,
        left_frequency: 30,
        right_frequency: 20,
        whole_frequency: 4,
        guessed: 0,
    };

    #[test]
    fn long_and_frequent_halves_are_surer() {
        assert!(
            of(EVIDENCE)
                > of(Evidence {
                    right: "apst",
                    ..EVIDENCE
                })
        );
        assert!(
            of(EVIDENCE)
                > of(Evidence {
                    right_frequency: 1,
                    ..EVIDENCE
                })
        );
        assert!(of(EVIDENCE) >= ACCEPTED);
    }

    #[test]
    fn doubts_count() {
        assert!(
            of(EVIDENCE)
                > of(Evidence {
                    guessed: 1,
                    ..EVIDENCE
                })
        );
        assert!(
            of(EVIDENCE)
                > of(Evidence {
                    whole_frequency: 400,
                    ..EVIDENCE
                })
        );
        assert!(
            of(EVIDENCE)
                > of(Evidence {
                    kind: Left::Nominative,
                    ..EVIDENCE
                })
        );
    }
}
