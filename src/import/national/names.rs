//! Names as registers print them: the star of a project behind the name, explanations in brackets, the head word in
//! capitals.

use crate::import::tables::clean;
use crate::model::{LabelRole, Lang, Record};

/// A name without its ornaments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The name to show.
    pub(super) name: String,
    /// What stood in brackets, one or more.
    pub(super) bracketed: Vec<String>,
    /// The name with its brackets, where there are any.
    pub(super) full: Option<String>,
}

/// Takes a name apart: `Kokkopis (arborists)*` is *Kokkopis*, also called *arborists* and *Kokkopis (arborists)*.
pub(super) fn take_apart(written: &str) -> Name {
    let full = one_line(written)
        .trim_end_matches(['*', ' ', '†'])
        .trim()
        .to_owned();
    let mut name = String::new();
    let mut bracketed = Vec::new();
    let mut inside: Option<String> = None;
    for c in full.chars() {
        match (c, &mut inside) {
            ('(', None) => inside = Some(String::new()),
            (')', Some(text)) => {
                let text = text.trim().to_owned();
                if !text.is_empty() {
                    bracketed.push(text);
                }
                inside = None;
            }
            (c, Some(text)) => text.push(c),
            (c, None) => name.push(c),
        }
    }
    // A bracket that never closes is part of the name.
    if let Some(text) = inside {
        name.push('(');
        name.push_str(&text);
    }
    // "Video operators* (LKI 4)": the mark may stand before the bracket, too.
    let name = one_line(&name).trim_end_matches(['*', ' ', '†']).to_owned();
    if name.is_empty() {
        return Name {
            name: full,
            bracketed: Vec::new(),
            full: None,
        };
    }
    Name {
        full: (full != name).then_some(full),
        name,
        bracketed,
    }
}

impl Name {
    /// Gives a record this name in Latvian; what stood in brackets only helps to find it.
    pub(super) fn give(&self, record: &mut Record) {
        record.label(Lang::Lv, LabelRole::Preferred, &self.name);
        if let Some(full) = &self.full {
            record.label(Lang::Lv, LabelRole::Alternative, full);
        }
        for text in &self.bracketed {
            record.label(Lang::Lv, LabelRole::Hidden, text);
        }
    }
}

/// A text on one line, spaces single.
pub(super) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A head word in capitals becomes a word: `MĀSA` → `Māsa`, `VirsMĀSA` → `Virsmāsa`; abbreviations of up to three
/// letters and text that is not mostly capitals stay as they are.
pub(super) fn tame_capitals(text: &str) -> String {
    let tame = |word: &str| {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        let run = longest_capitals(&letters);
        if run < 4 && !(run >= 2 && letters.iter().any(|c| c.is_lowercase())) {
            return word.to_owned();
        }
        let mut first = true;
        word.chars()
            .map(|c| {
                if first && c.is_alphabetic() {
                    first = false;
                    return c.to_string();
                }
                c.to_lowercase().collect()
            })
            .collect()
    };
    text.split(' ').map(tame).collect::<Vec<_>>().join(" ")
}

fn longest_capitals(letters: &[char]) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in letters {
        run = if c.is_uppercase() { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A text with its first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stars_and_brackets_are_taken_off() {
        let name = take_apart("Kokkopis (arborists)*");
        assert_eq!(name.name, "Kokkopis");
        assert_eq!(name.bracketed, ["arborists"]);
        assert_eq!(name.full.as_deref(), Some("Kokkopis (arborists)"));
        assert_eq!(take_apart("Konditors*").full, None);
        assert_eq!(take_apart("Konditors*").name, "Konditors");
    }

    #[test]
    fn an_open_bracket_is_kept() {
        assert_eq!(take_apart("Lokmetinātājs (TIG").name, "Lokmetinātājs (TIG");
        assert_eq!(take_apart("(TIG)").name, "(TIG)");
    }

    #[test]
    fn head_words_lose_their_capitals_and_abbreviations_keep_them() {
        assert_eq!(tame_capitals("ELEKTROMONTIERIS"), "Elektromontieris");
        assert_eq!(tame_capitals("VirsMĀSA"), "Virsmāsa");
        assert_eq!(
            tame_capitals("Lokmetinātājs MIG gāzē"),
            "Lokmetinātājs MIG gāzē"
        );
        assert_eq!(
            tame_capitals("Bagarēšanas mašīnu OPERATORS"),
            "Bagarēšanas mašīnu Operators"
        );
    }

    /// Found by the property below: a mark before an empty bracket was left, and taken off the second time.
    #[test]
    fn a_mark_before_a_bracket_is_taken_off() {
        assert_eq!(
            take_apart("Video operators* (LKI 4)").name,
            "Video operators"
        );
        assert_eq!(take_apart("*()").name, "*()");
    }

    proptest! {
        #[test]
        fn a_clean_name_is_its_own_clean_name(text in "[a-zA-Zāčē ()*]{0,30}") {
            let once = take_apart(&text);
            prop_assert_eq!(take_apart(&once.name).name, once.name);
        }
    }
}
