//! What the first half of a Latvian compound looks like.
//!
//! Source: D. Nītiņa, J. Grigorjevs (eds.), *Latviešu valodas gramatika*, Rīga 2013, chapter on word formation: compounds
//! with the bare stem of the first word (*kok-griezējs*), with a genitive (*darba-vieta, zemes-rieksts, acu-ārsts*), and
//! with the linking vowel *-o-* of foreign origin (*elektro-, hidro-*).

/// How a first half shows its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// The stem without an ending: *kok-*.
    Bare,
    /// A genitive or an indeclinable word: *darba-, datu-, rokas-, auto-*.
    Form,
    /// A form in a consonant and *-s*: a genitive (*ūdens-, uguns-, dzelzs-*), but far oftener a nominative, which stands in
    /// no compound.
    Nominative,
    /// An adjective in *-isks* or a foreign noun with *-o-*: *elektro-*.
    Linked,
}

/// Endings of nouns and adjectives in the folded spelling, longest first.
const ENDINGS: &[&str] = &[
    "ajiem", "ajam", "ajai", "ajas", "ajos", "aja", "iem", "ais", "am", "em", "im", "um", "ai",
    "ei", "as", "es", "is", "us", "os", "ie", "a", "e", "i", "u", "s", "o",
];

/// Endings that a full form has when it stands first: genitives and indeclinable words.
const GENITIVES: &[char] = &['a', 's', 'u', 'o'];

/// Shortest stem that may stand first: *kok-, mež-, gāz-*.
const SHORTEST: usize = 3;

/// Words that stand first in compounds without the *-isk-* or the ending of their adjective.
const ADJECTIVE: &str = "isk";

/// The word without its ending, in the folded spelling.
fn bare(folded: &str) -> &str {
    ENDINGS
        .iter()
        .find_map(|ending| {
            folded
                .strip_suffix(ending)
                .filter(|rest| rest.chars().count() >= SHORTEST)
        })
        .unwrap_or(folded)
}

/// The keys under which a word is stored as a possible first half.
pub(super) fn keys(surface: &str, folded: &str) -> Vec<String> {
    let bare = bare(folded);
    let mut keys = vec![bare.to_owned()];
    if bare.len() < folded.len() && surface.ends_with(GENITIVES) {
        keys.push(format!("{folded}="));
    }
    if let Some(stem) = bare.strip_suffix(ADJECTIVE)
        && stem.len() > SHORTEST
    {
        keys.push(format!("{stem}o"));
    }
    keys
}

/// The keys under which the word of a first half may be stored, likeliest first.
pub(super) fn readings(half: &str) -> impl Iterator<Item = (String, Left)> {
    let linked = half.ends_with('o').then(|| (half.to_owned(), Left::Linked));
    let vowel_before_s = half.ends_with("as") || half.ends_with("es") || half.ends_with("us");
    let form = if half.ends_with('s') && !vowel_before_s {
        Left::Nominative
    } else {
        Left::Form
    };
    [
        Some((format!("{half}="), form)),
        Some((half.to_owned(), Left::Bare)),
        linked,
    ]
    .into_iter()
    .flatten()
}

/// Whether the stem of `word` may really stand as `half`: with *-o-* only in place of *-isk-*.
pub(super) fn fits(kind: Left, half: &str, word: &str) -> bool {
    kind != Left::Linked || !word.starts_with(half)
}

/// The forms that a word can have as a first half: the bare stem, itself, the stem with *-o-*.
pub(super) fn halves(surface: &str) -> Vec<String> {
    let mut folded = String::new();
    crate::text::fold::fold_word(surface, &mut folded);
    let kept = bare(&folded).chars().count();
    let stem: String = surface.chars().take(kept).collect();
    let mut halves = Vec::with_capacity(3);
    if let Some(short) = stem.strip_suffix(ADJECTIVE) {
        halves.push(format!("{short}o"));
    }
    if surface.ends_with(GENITIVES) && stem.len() < surface.len() {
        halves.push(surface.to_owned());
    }
    halves.push(stem);
    halves
}

/// Whether two words have the same vowels, long and short, as far as both go. Consonants may alternate
/// (*mēbele, mēbeļgaldnieks*), vowels do not (*kazas, kāzas*).
pub(super) fn vowels_agree(half: &str, word: &str) -> bool {
    let ends = half
        .chars()
        .count()
        .min(word.chars().count())
        .saturating_sub(1);
    half.chars()
        .zip(word.chars())
        .take(ends)
        .all(|(a, b)| a == b || !(is_vowel(a) && is_vowel(b)))
}

fn is_vowel(c: char) -> bool {
    "aāeēiīouū".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_stored_under_all_it_may_look_like() {
        assert_eq!(keys("koka", "koka"), ["kok", "koka="]);
        assert_eq!(keys("elektriskā", "elektriska"), ["elektrisk", "elektro"]);
        assert_eq!(keys("projekti", "projekti"), ["projekt"]);
    }

    #[test]
    fn halves_are_the_reverse_of_keys() {
        assert_eq!(halves("koka"), ["koka", "kok"]);
        assert_eq!(halves("elektriskā"), ["elektro", "elektrisk"]);
        assert_eq!(halves("siltuma"), ["siltuma", "siltum"]);
    }

    #[test]
    fn long_vowels_count_and_palatal_consonants_do_not() {
        assert!(vowels_agree("mēbeļ", "mēbele"));
        assert!(!vowels_agree("kāz", "kazas"));
    }
}
