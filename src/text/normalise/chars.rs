//! What becomes of a single character when a text is normalised.

/// The change that normalisation makes to one character, before composition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Keep,
    Remove,
    To(char),
    ToTwo(char, char),
}

/// Whether a text of such characters alone is normalised already: they stand below the combining marks (so NFC leaves
/// them alone, Unicode Standard Annex 15) and none of them is changed here.
pub(super) fn is_plain(c: char) -> bool {
    c < '\u{300}' && (c < '\u{80}' || matches!(change(c), Change::Keep))
}

/// The change for one character.
pub(super) fn change(c: char) -> Change {
    use Change::{Keep, Remove, To, ToTwo};
    match c {
        '\0'..='\u{7f}' => Keep,
        // Soft hyphen, zero-width characters, marks of direction, byte order mark, variation selectors.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => Remove,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            To(' ')
        }
        '\u{85}' | '\u{2028}' | '\u{2029}' => To('\n'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => To('-'),
        '\u{b4}' | '\u{2bc}' | '\u{1ffd}' | '\u{2018}'..='\u{201b}' | '\u{2032}' => To('\''),
        '\u{ab}'
        | '\u{bb}'
        | '\u{201c}'..='\u{201f}'
        | '\u{2033}'
        | '\u{2039}'
        | '\u{203a}'
        | '\u{301d}'
        | '\u{301e}' => To('"'),
        '\u{2044}' | '\u{2215}' => To('/'),
        '\u{fb00}' => ToTwo('f', 'f'),
        '\u{fb01}' => ToTwo('f', 'i'),
        '\u{fb02}' => ToTwo('f', 'l'),
        '\u{fb05}' | '\u{fb06}' => ToTwo('s', 't'),
        '\u{ff01}'..='\u{ff5e}' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .map_or(Keep, To),
        _ => Keep,
    }
}

/// The mark that was meant by `mark` after `base`.
///
/// Unicode composes ģ ķ ļ ņ ŗ with a cedilla (U+0327), though Latvian writes a comma; files made by other means carry
/// the comma itself (U+0326, above g U+0312), which composes with none of them.
pub(super) fn comma_below(base: char, mark: char) -> char {
    match (base, mark) {
        ('g' | 'k' | 'l' | 'n' | 'r' | 'G' | 'K' | 'L' | 'N' | 'R', '\u{326}')
        | ('g', '\u{312}') => '\u{327}',
        _ => mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latvian_letters_are_plain() {
        assert!("aāčĒģŗōŽ 09-/+#".chars().all(is_plain));
        assert!(!"\u{a0}\u{ad}«´–\u{304}".chars().any(is_plain));
    }

    #[test]
    fn nothing_is_changed_into_what_would_change_again() {
        for c in '\0'..=char::MAX {
            let results = match change(c) {
                Change::To(a) => vec![a],
                Change::ToTwo(a, b) => vec![a, b],
                Change::Keep | Change::Remove => vec![],
            };
            for result in results {
                assert_eq!(change(result), Change::Keep, "{c:?}");
            }
        }
    }
}
