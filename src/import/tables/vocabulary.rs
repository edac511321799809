//! Known words, and the nearest one to what somebody typed.

use super::columns::key;

/// How a word was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Understood<T> {
    /// It is a known word.
    Exact(T),
    /// It is a slip of the pen away from the known word given.
    Corrected(T, &'static str),
    /// It is like no known word.
    Unknown,
}

impl<T> Understood<T> {
    /// The meaning, however it was found.
    pub fn value(self) -> Option<T> {
        match self {
            Understood::Exact(value) | Understood::Corrected(value, _) => Some(value),
            Understood::Unknown => None,
        }
    }
}

/// Looks a word up among known ones; case, marks, spaces and points do not matter. A word that is not there is
/// compared by the number of slips: one from five letters on, two from nine, and only when no other meaning is as near.
pub fn look_up<T: Copy + PartialEq>(word: &str, known: &[(&'static str, T)]) -> Understood<T> {
    let wanted = key(word);
    if wanted.is_empty() {
        return Understood::Unknown;
    }
    if let Some((_, value)) = known.iter().find(|(name, _)| key(name) == wanted) {
        return Understood::Exact(*value);
    }
    let mut best: Option<(usize, &'static str, T)> = None;
    let mut tied = false;
    for (name, value) in known {
        let name_key = key(name);
        let allowed = slips_allowed(name_key.chars().count());
        let far = distance(&wanted, &name_key);
        if far > allowed {
            continue;
        }
        match best {
            Some((near, _, other)) if far == near => tied |= other != *value,
            Some((near, ..)) if far > near => {}
            _ => {
                best = Some((far, name, *value));
                tied = false;
            }
        }
    }
    match best {
        Some((_, name, value)) if !tied => Understood::Corrected(value, name),
        _ => Understood::Unknown,
    }
}

/// How many slips a word of so many letters may have.
pub(super) fn slips_allowed(letters: usize) -> usize {
    match letters {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    }
}

/// The number of letters to add, drop, change or swap with the neighbour to get from one word to the other.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    // Nobody needs the distance of words that cannot be near: it keeps long cells cheap.
    if a.len().abs_diff(b.len()) > 2 {
        return a.len().abs_diff(b.len());
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_letter: Option<char> = None;
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |list: &[usize], k: usize| list.get(k).copied().unwrap_or(usize::MAX / 2);
            let change = at(&last, j) + usize::from(x != y);
            let mut best = change.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = j > 0 && b.get(j - 1) == Some(x) && previous_letter == Some(*y);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
        previous_letter = Some(*x);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: &[(&str, u8)] = &[
        ("prasme", 1),
        ("attieksme", 2),
        ("zināšanas", 3),
        ("kompetence", 4),
        ("A", 5),
    ];

    #[test]
    fn case_and_marks_do_not_matter() {
        assert_eq!(look_up("Zinasanas ", WORDS), Understood::Exact(3));
    }

    #[test]
    fn slips_lead_to_the_nearest_word() {
        assert_eq!(
            look_up("zināšans", WORDS),
            Understood::Corrected(3, "zināšanas")
        );
        assert_eq!(look_up("prsame", WORDS), Understood::Corrected(1, "prasme"));
        assert_eq!(look_up("komptence", WORDS).value(), Some(4));
    }

    #[test]
    fn short_or_strange_words_are_not_guessed() {
        assert_eq!(look_up("B", WORDS), Understood::Unknown);
        assert_eq!(look_up("pieredze", WORDS), Understood::Unknown);
        assert_eq!(look_up("", WORDS), Understood::Unknown);
    }

    #[test]
    fn two_meanings_equally_near_are_left_to_the_person() {
        let known: &[(&str, u8)] = &[("video", 1), ("videi", 2)];
        assert_eq!(look_up("videx", known), Understood::Unknown);
    }

    #[test]
    fn the_distance_counts_swaps_as_one() {
        assert_eq!(distance("abcd", "abdc"), 1);
        assert_eq!(distance("", "ab"), 2);
        assert_eq!(distance("koks", "koks"), 0);
    }

    proptest! {
        #[test]
        fn the_distance_is_the_same_both_ways(a in "[a-d]{0,7}", b in "[a-d]{0,7}") {
            prop_assert_eq!(distance(&a, &b), distance(&b, &a));
        }
    }
}
