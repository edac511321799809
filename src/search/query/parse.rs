//! The query language: words, `"phrases"`, `-minus`, `filter:value`.
//!
//! Nothing is an error. A quote without its partner is text, so is a minus that stands alone or inside a word, and a colon
//! after a word that names no filter (which is noted).

use crate::search::limits::QUERY_BYTES;
use crate::search::plan::Facet;
use crate::search::response::{Notice, NoticeCode};

use crate::text::fold::folded;

use super::filters::facet_of;

/// A query taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The words outside of phrases, as typed.
    pub words: String,
    /// Phrases, without their quotes.
    pub phrases: Vec<String>,
    /// What no hit may have: words or phrases.
    pub minus: Vec<String>,
    /// Filters with their values as typed.
    pub filters: Vec<(Facet, String)>,
    /// What was not understood.
    pub notices: Vec<Notice>,
}

/// Reads a query.
pub fn parse(query: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut rest = match query.get(..query.floor_char_boundary(QUERY_BYTES)) {
        Some(cut) if cut.len() < query.len() => {
            let text = query
                .get(cut.len()..)
                .unwrap_or_default()
                .chars()
                .take(20)
                .collect();
            parsed.notices.push(Notice {
                code: NoticeCode::TooLong,
                text,
            });
            cut
        }
        _ => query,
    };
    while let Some(item) = next_item(&mut rest) {
        match item {
            Item::Word(word) => parsed.word(word),
            Item::Phrase(text) => parsed.phrases.push(text.to_owned()),
            Item::Minus(text) => parsed.minus.push(text.to_owned()),
            Item::Filter { name, value, whole } => match facet_of(name) {
                Some(facet) => parsed.filters.push((facet, value.to_owned())),
                None => {
                    if !value.starts_with("//") {
                        parsed.notices.push(Notice {
                            code: NoticeCode::UnknownFilter,
                            text: whole.to_owned(),
                        });
                    }
                    parsed.word(whole);
                }
            },
        }
    }
    parsed.take_levels();
    parsed
}

impl Parsed {
    /// `LKI 4` and `EKI 4` are filters: nobody looks for the bare number.
    fn take_levels(&mut self) {
        let words: Vec<&str> = self.words.split_whitespace().collect();
        let mut kept = Vec::with_capacity(words.len());
        let mut levels = Vec::new();
        let mut rest = words.as_slice();
        while let [first, after @ ..] = rest {
            rest = after;
            let named = matches!(folded(first).as_str(), "lki" | "eki" | "eqf");
            let number = after
                .first()
                .filter(|next| matches!(next.as_bytes(), [b'1'..=b'8']));
            match number {
                Some(number) if named => {
                    levels.push((Facet::Lki, (*number).to_owned()));
                    rest = after.get(1..).unwrap_or_default();
                }
                _ => kept.push(*first),
            }
        }
        if !levels.is_empty() {
            self.words = kept.join(" ");
            self.filters.extend(levels);
        }
    }

    fn word(&mut self, word: &str) {
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(word);
    }
}

/// A piece of a query.
#[derive(Debug, PartialEq)]
enum Item<'q> {
    Word(&'q str),
    Phrase(&'q str),
    Minus(&'q str),
    Filter {
        name: &'q str,
        value: &'q str,
        whole: &'q str,
    },
}

/// Takes the next piece off the front.
fn next_item<'q>(rest: &mut &'q str) -> Option<Item<'q>> {
    let text = rest.trim_start();
    let first = text.chars().next()?;
    if let Some((inside, after)) = quoted(text) {
        *rest = after;
        return Some(Item::Phrase(inside));
    }
    if first == '-'
        && let Some(negated) = text.get(1..)
        && negated
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() || is_quote(c))
    {
        if let Some((inside, after)) = quoted(negated) {
            *rest = after;
            return Some(Item::Minus(inside));
        }
        let (word, after) = until_space(negated);
        *rest = after;
        return Some(Item::Minus(word));
    }
    let (word, after) = until_space(text);
    if let Some((name, value)) = word.split_once(':')
        && !name.is_empty()
        && name.chars().all(char::is_alphabetic)
        && !value.is_empty()
    {
        let start = name.len() + 1;
        if let Some((inside, after)) = text.get(start..).and_then(quoted) {
            *rest = after;
            let whole = text.get(..text.len() - after.len()).unwrap_or(word);
            return Some(Item::Filter {
                name,
                value: inside,
                whole,
            });
        }
        *rest = after;
        return Some(Item::Filter {
            name,
            value,
            whole: word,
        });
    }
    *rest = after;
    Some(Item::Word(word))
}

/// What stands between a quote at the front and the next one, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next().filter(|c| is_quote(*c))?;
    let inner = text.get(open.len_utf8()..)?;
    let (at, close) = inner.char_indices().find(|(_, c)| is_quote(*c))?;
    let inside = inner.get(..at)?;
    let after = inner.get(at + close.len_utf8()..)?;
    (!inside.trim().is_empty()).then_some((inside, after))
}

/// Straight, Latvian, English and French double quotes; whichever opens, any closes.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '„' | '“' | '”' | '«' | '»')
}

fn until_space(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_piece_goes_where_it_belongs() {
        let parsed = parse(
            r#"mēbeļu "koka galds" -skapis -"liela māja" kind:module līmenis:4 nozare:"Kokrūpniecība""#,
        );
        assert_eq!(parsed.words, "mēbeļu");
        assert_eq!(parsed.phrases, ["koka galds"]);
        assert_eq!(parsed.minus, ["skapis", "liela māja"]);
        assert_eq!(
            parsed.filters,
            [
                (Facet::Kind, "module".into()),
                (Facet::Lki, "4".into()),
                (Facet::Sector, "Kokrūpniecība".into())
            ]
        );
        assert!(parsed.notices.is_empty());
    }

    #[test]
    fn strange_input_is_text() {
        assert_eq!(parse("5\" caurule").words, "5\" caurule");
        assert_eq!(parse("\"galds").words, "\"galds");
        assert_eq!(parse("- -- a-b").words, "- -- a-b");
        assert_eq!(parse("kind: x").words, "kind: x");
        assert_eq!(parse("\"\" \" \"").words, "\"\" \" \"");
    }

    #[test]
    fn a_level_by_its_name_is_a_filter() {
        let parsed = parse("galdnieks LKI 4 modulis");
        assert_eq!(parsed.words, "galdnieks modulis");
        assert_eq!(parsed.filters, [(Facet::Lki, "4".to_owned())]);
        assert_eq!(parse("LKI 9").words, "LKI 9");
        assert_eq!(parse("LKI").words, "LKI");
    }

    #[test]
    fn latvian_quotes_make_phrases() {
        assert_eq!(
            parse("„koka galds” «zāģis»").phrases,
            ["koka galds", "zāģis"]
        );
    }

    #[test]
    fn an_unknown_filter_is_text_and_noted() {
        let parsed = parse("krāsa:zaļa https://esco.eu ISO 9001:2015");
        assert_eq!(parsed.words, "krāsa:zaļa https://esco.eu ISO 9001:2015");
        assert_eq!(parsed.notices.len(), 1);
        assert_eq!(parsed.notices[0].text, "krāsa:zaļa");
    }

    #[test]
    fn a_giant_query_is_cut_and_noted() {
        let parsed = parse(&"vārds ".repeat(10_000));
        assert!(parsed.words.len() <= QUERY_BYTES);
        assert_eq!(parsed.notices[0].code, NoticeCode::TooLong);
    }

    proptest! {
        #[test]
        fn nothing_panics_and_no_letter_is_lost(query in r#"[a-cž"„” :\-]{0,40}"#) {
            let parsed = parse(&query);
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
            let filters: usize = parsed.filters.iter().map(|(_, value)| letters(value)).sum();
            let kept = letters(&parsed.words)
                + parsed.phrases.iter().chain(&parsed.minus).map(|text| letters(text)).sum::<usize>();
            prop_assert_eq!(kept + filters, letters(&query), "{:?}", parsed);
        }

        #[test]
        fn any_text_may_be_typed(query: String) {
            parse(&query);
        }
    }
}
