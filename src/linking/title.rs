//! Names that hold several names: *Augstākais VIRSSERŽANTS/ Augstākais BOCMANIS (Jūras spēkos)*.
//!
//! Lists of professions write the head word in capitals, join variants with a slash and put the field into brackets.

use std::ops::Range;

/// One reading of a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Title {
    /// The reading.
    pub(super) text: String,
    /// Bytes of the words in capitals.
    pub(super) heads: Vec<Range<usize>>,
}

/// Letters from which a word in capitals is a head and no abbreviation.
const HEAD_LETTERS: usize = 4;

/// Readings of one name, at most.
const READINGS: usize = 8;

/// The readings of a name, the whole first. A name without a head in capitals has one reading: itself.
pub(super) fn variants(text: &str) -> Vec<Title> {
    let heads = heads(text);
    let whole = Title {
        text: text.to_owned(),
        heads,
    };
    if whole.heads.is_empty() || is_shouted(text) || !text.contains(['/', '(']) {
        return vec![whole];
    }
    let (core, bracket) = split_brackets(text);
    let segments: Vec<&str> = core
        .split('/')
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .collect();
    let prefix = segments.first().map_or("", |first| before_head(first));
    let last_head = segments
        .iter()
        .rev()
        .find_map(|s| heads_text(s))
        .unwrap_or_default();
    let mut found = vec![whole];
    for (place, segment) in segments.iter().enumerate() {
        let own = heads_text(segment).is_some();
        let mut reading = String::new();
        if place > 0 && own && before_head(segment).is_empty() && !prefix.is_empty() {
            reading.push_str(prefix);
            reading.push(' ');
        }
        reading.push_str(segment);
        if !own {
            reading.push(' ');
            reading.push_str(&last_head);
        }
        for text in [reading.clone(), format!("{reading} {bracket}")] {
            let text = text.trim().to_owned();
            if found.len() < READINGS && found.iter().all(|t| t.text != text) {
                found.push(Title {
                    heads: self::heads(&text),
                    text,
                });
            }
        }
    }
    found
}

/// Words of which most letters are capitals, by their bytes.
fn heads(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text.get(from..at).unwrap_or_default();
                if word.chars().filter(|c| c.is_uppercase()).count() >= HEAD_LETTERS {
                    found.push(from..at);
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether everything is in capitals, so that capitals say nothing.
fn is_shouted(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.contains(' ') && !text.contains('/')
}

fn split_brackets(text: &str) -> (String, String) {
    let (mut core, mut bracket, mut depth) = (String::new(), String::new(), 0_u32);
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => bracket.push(c),
            _ => core.push(c),
        }
    }
    (core, bracket)
}

fn before_head(segment: &str) -> &str {
    let first = heads(segment).first().map_or(0, |head| head.start);
    segment.get(..first).unwrap_or_default().trim()
}

fn heads_text(segment: &str) -> Option<String> {
    let heads = heads(segment);
    let words: Vec<&str> = heads
        .iter()
        .filter_map(|head| segment.get(head.clone()))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        variants(text).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn an_ordinary_name_has_one_reading() {
        assert_eq!(
            texts("Metināt MIG/MAG iekārtu"),
            ["Metināt MIG/MAG iekārtu"]
        );
        assert!(
            variants("Lietot CAD (2D)")
                .first()
                .unwrap()
                .heads
                .is_empty()
        );
    }

    #[test]
    fn alternatives_take_the_words_before_the_first_head() {
        let found = texts("Struktūrvienības VADĪTĀJS/ DIREKTORS (izglītības jomā)");
        assert!(
            found.contains(&"Struktūrvienības DIREKTORS".to_owned()),
            "{found:?}"
        );
        assert!(found.contains(&"Struktūrvienības DIREKTORS izglītības jomā".to_owned()));
    }

    #[test]
    fn an_alternative_without_head_takes_the_later_one() {
        let found = texts("Tvaika/ spēkstacijas OPERATORS");
        assert!(found.contains(&"Tvaika OPERATORS".to_owned()), "{found:?}");
    }

    #[test]
    fn a_head_is_found_by_its_capitals() {
        let title = &variants("Koka MEISTARS")[0];
        assert_eq!(&title.text[title.heads[0].clone()], "MEISTARS");
        assert_eq!(
            texts("(((").len() + texts("A)/(B").len() + texts("").len(),
            3
        );
    }
}
