//! Spellings without diacritics: the folded layer.
//!
//! Latvian letters are folded by the grammar's own table, so that keys made here and there live in one space. All other
//! letters with marks (é, ö, ü, ő, ё) lose them by Unicode decomposition, and a few that do not decompose have a table.

use super::latvian;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Appends `word`, which must be in lower case, without diacritics, hyphens and apostrophes; a decimal comma becomes a
/// point. `2,5` and `2.5`, `e-pasts` and `epasts`, `mm²` and `mm2` meet here.
pub fn fold_word(word: &str, out: &mut String) {
    for c in word.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            ',' => out.push('.'),
            '-' | '\'' => {}
            _ => fold_letter(c, out),
        }
    }
}

/// Appends one character without its marks.
fn fold_letter(c: char, out: &mut String) {
    let plain = latvian::fold_char(c);
    if plain.is_ascii() {
        out.push(plain);
        return;
    }
    match plain {
        'ł' => out.push('l'),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        'µ' | 'μ' => out.push('u'),
        '¹' => out.push('1'),
        '²' => out.push('2'),
        '³' => out.push('3'),
        '½' => out.push_str("1/2"),
        '¼' => out.push_str("1/4"),
        '¾' => out.push_str("3/4"),
        _ => decompose_canonical(plain, |part| {
            if !is_combining_mark(part) {
                out.push(part);
            }
        }),
    }
}

/// The word in the spelling of today: historic ŗ and ō give r and o, hyphens and apostrophes go. Grammar reads this.
pub(super) fn modern_spelling(word: &str, out: &mut String) {
    for c in word.chars() {
        match c {
            '-' | '\'' => {}
            'ŗ' => out.push('r'),
            'ō' => out.push('o'),
            _ => out.push(c),
        }
    }
}

/// Appends `word` in lower case, at most [`super::limits::TOKEN_UNITS`] UTF-16 units of it.
pub(super) fn lower_case(word: &str, out: &mut String) {
    let mut units = 0;
    for c in word.chars() {
        if c.is_ascii() {
            units += 1;
            if units > super::limits::TOKEN_UNITS {
                return;
            }
            out.push(c.to_ascii_lowercase());
            continue;
        }
        let lower = c.to_lowercase();
        units += lower.clone().map(char::len_utf16).sum::<usize>();
        if units > super::limits::TOKEN_UNITS {
            return;
        }
        out.extend(lower);
    }
}

/// The longest beginning of `word` that is at most [`super::limits::TOKEN_UNITS`] UTF-16 units long.
pub(super) fn cut(word: &str) -> &str {
    if word.len() <= super::limits::TOKEN_UNITS {
        return word;
    }
    let mut units = 0;
    let end = word.char_indices().find_map(|(at, c)| {
        units += c.len_utf16();
        (units > super::limits::TOKEN_UNITS).then_some(at)
    });
    end.and_then(|end| word.get(..end)).unwrap_or(word)
}

/// The folded form of a word in any case: lower case first, then [`fold_word`].
#[must_use]
pub fn folded(word: &str) -> String {
    let mut lower = String::with_capacity(word.len());
    lower_case(word, &mut lower);
    let mut out = String::with_capacity(lower.len());
    fold_word(&lower, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latvian_historic_and_foreign_letters_lose_their_marks() {
        assert_eq!(folded("ĢĶĻŅŖŌĀČĒĪŠŪŽ"), "gklnroaceisuz");
        assert_eq!(folded("café Müller Łódź Weiß"), "cafe muller lodz weiss");
    }

    #[test]
    fn spellings_of_one_thing_meet() {
        assert_eq!(folded("2,5"), folded("2.5"));
        assert_eq!(folded("e-pasts"), folded("epasts"));
        assert_eq!(folded("mm²"), "mm2");
    }

    #[test]
    fn modern_spelling_keeps_other_marks() {
        let mut out = String::new();
        modern_spelling("kuŗš e-pasts ōla", &mut out);
        assert_eq!(out, "kurš epasts ola");
    }

    #[test]
    fn long_words_are_cut_at_a_character() {
        let long = "ž".repeat(1_000);
        let mut out = String::new();
        lower_case(&long, &mut out);
        assert_eq!(out.chars().count(), 255);
        assert_eq!(cut(&long).chars().count(), 255);
        assert_eq!(cut(&"𝄞".repeat(300)).chars().count(), 127, "two units each");
        assert_eq!(cut("īss"), "īss");
    }
}
