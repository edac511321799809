//! How far a typed word is from a word of the index, as a person at a Latvian keyboard errs.

use crate::text::fold::fold_word;

/// A diacritic left out, added or confused (*e* for *ē*): on phones and foreign keyboards hardly a mistake.
pub const DIACRITIC: f32 = 0.25;

/// A key beside the right one.
pub const NEIGHBOUR: f32 = 0.7;

/// A letter doubled or one of two left out (*programa*).
pub const DOUBLED: f32 = 0.6;

/// Any other letter wrong, missing or too much, or two in wrong order.
pub const EDIT: f32 = 1.0;

/// Factor for the first letter, which people get right more often than any other.
pub const FIRST: f32 = 1.5;

/// Rows of the table of [`weighted`], kept from word to word.
#[derive(Debug, Default)]
pub struct Rows {
    before_last: Vec<f32>,
    last: Vec<f32>,
    here: Vec<f32>,
    term: Vec<char>,
}

/// Weighted edits between `typed` and `term`, both in lower case: optimal string alignment with the costs of this module.
#[must_use]
pub fn weighted(typed: &[char], term: &str, rows: &mut Rows) -> f32 {
    let Rows {
        before_last,
        last,
        here,
        term: letters,
    } = rows;
    letters.clear();
    letters.extend(term.chars());
    last.clear();
    last.push(0.0);
    for at in 0..letters.len() {
        let sum = last.last().copied().unwrap_or(0.0);
        last.push(sum + gap(letters, at));
    }
    before_last.clear();
    before_last.resize(last.len(), f32::INFINITY);
    for (row, &a) in typed.iter().enumerate() {
        here.clear();
        here.push(last.first().copied().unwrap_or(0.0) + gap(typed, row));
        for (column, &b) in letters.iter().enumerate() {
            let left = here.get(column).copied().unwrap_or(f32::INFINITY) + gap(letters, column);
            let above = last.get(column + 1).copied().unwrap_or(f32::INFINITY) + gap(typed, row);
            let diagonal =
                last.get(column).copied().unwrap_or(f32::INFINITY) + wrong(a, b, row.min(column));
            let mut best = left.min(above).min(diagonal);
            if row > 0
                && column > 0
                && folded(a) == letter(letters, column - 1)
                && letter(typed, row - 1) == folded(b)
            {
                let swapped = before_last
                    .get(column - 1)
                    .copied()
                    .unwrap_or(f32::INFINITY);
                best = best.min(swapped + EDIT * first(row.min(column) - 1));
            }
            here.push(best);
        }
        std::mem::swap(before_last, last);
        std::mem::swap(last, here);
    }
    last.last().copied().unwrap_or(f32::INFINITY)
}

/// Cost of a letter that one word has and the other has not.
fn gap(word: &[char], at: usize) -> f32 {
    let here = letter(word, at);
    let doubled = (at > 0 && letter(word, at - 1) == here) || letter(word, at + 1) == here;
    if doubled { DOUBLED } else { EDIT * first(at) }
}

/// Cost of one letter instead of another.
fn wrong(a: char, b: char, at: usize) -> f32 {
    if a == b {
        return 0.0;
    }
    let (a, b) = (folded(a), folded(b));
    if a == b {
        DIACRITIC
    } else if are_neighbours(a, b) {
        NEIGHBOUR * first(at)
    } else {
        EDIT * first(at)
    }
}

fn first(at: usize) -> f32 {
    if at == 0 { FIRST } else { 1.0 }
}

fn letter(word: &[char], at: usize) -> char {
    word.get(at).map_or('\0', |&c| folded(c))
}

fn folded(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let plain = crate::text::latvian::fold_char(c);
    if plain != c {
        return plain;
    }
    let mut out = String::new();
    fold_word(c.encode_utf8(&mut [0; 4]), &mut out);
    out.chars().next().unwrap_or(c)
}

/// The letters of the Latvian QWERTY layout (LVS 24-93 keeps the letters of the American one; diacritics sit on their base
/// letters), with the shift of each row to the right in quarters of a key.
const KEYBOARD: [(&str, i32); 3] = [("qwertyuiop", 0), ("asdfghjkl", 1), ("zxcvbnm", 3)];

/// Whether two letters lie side by side or touch in neighbouring rows.
#[must_use]
pub fn are_neighbours(a: char, b: char) -> bool {
    let (Some((row_a, x_a)), Some((row_b, x_b))) = (key(a), key(b)) else {
        return false;
    };
    let reach = if row_a == row_b { 4 } else { 3 };
    (row_a - row_b).abs() <= 1 && (x_a - x_b).abs() <= reach && a != b
}

/// Row and place of a key, in quarters of a key.
fn key(c: char) -> Option<(i32, i32)> {
    (0..).zip(KEYBOARD).find_map(|(row, (keys, shift))| {
        let column = (0..).zip(keys.chars()).find(|&(_, key)| key == c)?.0;
        Some((row, column * 4 + shift))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn between(typed: &str, term: &str) -> f32 {
        weighted(
            &typed.chars().collect::<Vec<_>>(),
            term,
            &mut Rows::default(),
        )
    }

    #[test]
    fn keys_side_by_side() {
        assert!(are_neighbours('a', 's') && are_neighbours('s', 'z') && are_neighbours('g', 't'));
        assert!(
            !are_neighbours('a', 'p') && !are_neighbours('q', 'z') && !are_neighbours('a', 'a')
        );
    }

    #[test]
    fn each_kind_of_error_has_its_cost() {
        assert_eq!(between("galds", "galds"), 0.0);
        assert_eq!(between("maja", "māja"), DIACRITIC);
        assert_eq!(between("gslds", "galds"), NEIGHBOUR);
        assert_eq!(between("gplds", "galds"), EDIT);
        assert_eq!(between("programa", "programma"), DOUBLED);
        assert_eq!(between("glads", "galds"), EDIT);
        assert_eq!(between("gads", "galds"), EDIT);
        assert_eq!(between("pālds", "galds"), EDIT * FIRST + DIACRITIC);
        assert_eq!(between("", "ab"), EDIT * FIRST + EDIT);
    }

    #[test]
    fn rows_can_be_used_again() {
        let mut rows = Rows::default();
        let typed: Vec<char> = "skola".chars().collect();
        let once = weighted(&typed, "skolas", &mut rows);
        let _ = weighted(&typed, "pavisam kas cits", &mut rows);
        assert_eq!(weighted(&typed, "skolas", &mut rows), once);
    }

    proptest! {
        #[test]
        fn direction_does_not_matter(a in "[a-dāē]{0,6}", b in "[a-dāē]{0,6}") {
            prop_assert!((between(&a, &b) - between(&b, &a)).abs() < 1e-4);
        }

        #[test]
        fn only_the_same_word_is_at_no_distance(a in "[a-dāē]{0,6}", b in "[a-dāē]{0,6}") {
            prop_assert_eq!(between(&a, &b) == 0.0, a == b);
        }
    }
}
