//! English keys: Porter's second stemmer from `rust-stemmers`.

use rust_stemmers::{Algorithm, Stemmer};

/// The English stemmer. It has no state and serves all threads.
pub struct English(Stemmer);

impl std::fmt::Debug for English {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("English")
    }
}

impl Default for English {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }
}

impl English {
    /// Appends the stem of `word`, which must be in lower case.
    pub fn stem(&self, word: &str, out: &mut String) {
        // The stemmer works on ASCII; anything else comes back unchanged at best.
        if word.is_ascii() {
            out.push_str(&self.0.stem(word));
        } else {
            out.push_str(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(word: &str) -> String {
        let mut out = String::new();
        English::default().stem(word, &mut out);
        out
    }

    #[test]
    fn inflections_meet() {
        assert_eq!(stem("welding"), stem("welded"));
        assert_eq!(stem("machines"), stem("machine"));
        assert_eq!(stem("worker's"), stem("workers"));
    }

    #[test]
    fn letters_beyond_ascii_do_no_harm() {
        assert_eq!(stem("cafés"), "cafés");
        assert_eq!(stem(""), "");
    }
}
