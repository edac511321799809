//! The letters as small numbers, so that the grammar's automata can be dense tables,
//! and the diacritic-free space in which words typed without diacritics meet the others.

/// Every letter the automata know, with its diacritic-free partner. The position + 1 is its code.
#[rustfmt::skip]
const LETTERS: &[(char, char)] = &[
    ('a', 'a'), ('ā', 'a'), ('b', 'b'), ('c', 'c'), ('č', 'c'), ('d', 'd'), ('e', 'e'), ('ē', 'e'),
    ('f', 'f'), ('g', 'g'), ('ģ', 'g'), ('h', 'h'), ('i', 'i'), ('ī', 'i'), ('j', 'j'), ('k', 'k'),
    ('ķ', 'k'), ('l', 'l'), ('ļ', 'l'), ('m', 'm'), ('n', 'n'), ('ņ', 'n'), ('o', 'o'), ('p', 'p'),
    ('r', 'r'), ('s', 's'), ('š', 's'), ('t', 't'), ('u', 'u'), ('ū', 'u'), ('v', 'v'), ('z', 'z'),
    ('ž', 'z'), ('q', 'q'), ('w', 'w'), ('x', 'x'), ('y', 'y'), ('-', '-'),
];

/// Number of codes: 0 stands for every sign that is no letter of the table.
pub const CODES: usize = LETTERS.len() + 1;

const SPAN: usize = 0x180;

const fn build_codes() -> [u8; SPAN] {
    let mut table = [0u8; SPAN];
    let mut i = 0;
    while i < LETTERS.len() {
        table[LETTERS[i].0 as usize] = (i + 1) as u8;
        i += 1;
    }
    // Letters of the orthography before 1946: ō and ŗ are o and r of today.
    table['ō' as usize] = table['o' as usize];
    table['ŗ' as usize] = table['r' as usize];
    table
}

const fn build_folded() -> [u8; CODES] {
    let codes = build_codes();
    let mut table = [0u8; CODES];
    let mut i = 0;
    while i < LETTERS.len() {
        table[i + 1] = codes[LETTERS[i].1 as usize];
        i += 1;
    }
    table
}

static CODE_OF: [u8; SPAN] = build_codes();
static FOLDED: [u8; CODES] = build_folded();

/// The code of a lower-case letter; 0 for any other character.
#[inline]
pub const fn code(c: char) -> u8 {
    const TABLE: [u8; SPAN] = build_codes();
    let at = c as usize;
    if at < SPAN { TABLE[at] } else { 0 }
}

/// The same at run time, from the shared table.
#[inline]
pub fn code_of(c: char) -> u8 {
    CODE_OF.get(c as usize).copied().unwrap_or(0)
}

/// The code of the letter without its diacritic.
#[inline]
pub fn fold_code(code: u8) -> u8 {
    FOLDED.get(code as usize).copied().unwrap_or(0)
}

/// Is the letter a vowel, with or without length?
#[inline]
pub fn is_vowel(c: u8) -> bool {
    const MASK: u64 = mask("aāeēiīoōuūy");
    MASK >> c & 1 == 1
}

/// A set of letters as bits by code.
pub const fn mask(letters: &str) -> u64 {
    let bytes = letters.as_bytes();
    let mut set = 0u64;
    let mut i = 0;
    while i < bytes.len() {
        let (c, step) = if bytes[i] < 0x80 {
            (bytes[i] as u32, 1)
        } else {
            (
                ((bytes[i] as u32 & 0x1f) << 6) | (bytes[i + 1] as u32 & 0x3f),
                2,
            )
        };
        if let Some(c) = char::from_u32(c) {
            set |= 1 << code(c);
        }
        i += step;
    }
    set & !1
}

/// The letter without its diacritic: ā → a … also the historic ŗ → r and ō → o; any other character stays.
#[inline]
#[rustfmt::skip]
pub fn fold_char(c: char) -> char {
    match c {
        'ā' => 'a', 'č' => 'c', 'ē' => 'e', 'ģ' => 'g', 'ī' => 'i', 'ķ' => 'k', 'ļ' => 'l', 'ņ' => 'n',
        'š' => 's', 'ū' => 'u', 'ž' => 'z', 'ō' => 'o', 'ŗ' => 'r',
        other => other,
    }
}

/// Appends `word` without its diacritics to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    out.extend(word.chars().map(fold_char));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_folds_to_a_letter_without_diacritic() {
        for (letter, plain) in LETTERS {
            assert_eq!(fold_char(*letter), *plain);
            assert!(plain.is_ascii());
            assert_eq!(fold_code(code(*letter)), code(*plain));
        }
    }

    #[test]
    fn historic_letters_are_letters_of_today() {
        assert_eq!(code('ō'), code('o'));
        assert_eq!(code('ŗ'), code('r'));
        let mut out = String::new();
        fold_into("skolōtājŗ", &mut out);
        assert_eq!(out, "skolotajr");
    }

    #[test]
    fn other_scripts_have_no_code() {
        assert_eq!(code('ж'), 0);
        assert_eq!(code_of('中'), 0);
        assert_eq!(code_of('5'), 0);
    }
}
