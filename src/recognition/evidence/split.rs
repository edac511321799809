//! Running text to claims: one sentence, list item or clause after a semicolon is one claim.

use std::ops::Range;

/// A piece of a text with the heading that it stands under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes in the text.
    pub(super) range: Range<usize>,
    /// Bytes of the heading.
    pub(super) under: Option<Range<usize>>,
}

/// Words after which a full stop ends no sentence.
const SHORTENED: &[&str] = &[
    "nr", "t.sk", "t.s", "u.c", "u.tml", "utt", "piem", "plkst", "st", "resp", "g", "gs", "lpp",
    "p.k", "s.k", "dr", "inž", "kv", "m", "str", "v", "sal", "skat", "e.g", "i.e", "etc", "no",
    "mr", "mrs",
];

/// Marks that begin an item of a list.
const BULLETS: &[char] = &['•', '–', '—', '-', '*', '·', '▪', '‣', '○', '●'];

/// The fewest words on both sides of a semicolon for it to divide.
const CLAUSE_WORDS: usize = 3;

/// Divides a text. Headings (lines that end in a colon, or short lines without a verb's full stop before a list) are given
/// with the pieces below them and are no pieces themselves when a list follows.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut under: Option<Range<usize>> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let here = start..start + line.len();
        start += line.len();
        let range = trimmed(text, here);
        let Some(content) = text.get(range.clone()).filter(|t| !t.is_empty()) else {
            continue;
        };
        let body = without_bullet(content);
        let listed = body.len() < content.len();
        let inner = range.end - body.len()..range.end;
        if !listed && body.ends_with(':') {
            under = Some(inner.start..inner.end - 1);
            divide(text, inner, None, &mut found);
            continue;
        }
        if !listed && is_heading(body) {
            under = Some(inner.clone());
            found.push(Piece {
                range: inner,
                under: None,
            });
            continue;
        }
        let heading = if listed { under.clone() } else { None };
        if !listed {
            under = None;
        }
        divide(text, inner, heading, &mut found);
    }
    found
}

fn without_bullet(line: &str) -> &str {
    let rest = line.trim_start_matches(BULLETS);
    if rest.len() < line.len() && rest.starts_with([' ', '\t', '\u{a0}']) {
        return rest.trim_start();
    }
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < line.len() && line.len() - digits.len() <= 3;
    match digits.strip_prefix(['.', ')']) {
        Some(rest) if numbered && rest.starts_with(' ') => rest.trim_start(),
        _ => line,
    }
}

/// A short line that ends like no sentence.
fn is_heading(line: &str) -> bool {
    line.chars().count() <= 60 && !line.ends_with(['.', '!', '?', ';', ','])
}

fn divide(text: &str, range: Range<usize>, under: Option<Range<usize>>, found: &mut Vec<Piece>) {
    let Some(body) = text.get(range.clone()) else {
        return;
    };
    let mut from = 0;
    let mut push = |from: usize, to: usize| {
        let range = trimmed(text, range.start + from..range.start + to);
        if !range.is_empty() {
            found.push(Piece {
                range,
                under: under.clone(),
            });
        }
    };
    for (at, c) in body.char_indices() {
        let (before, after) = (
            body.get(from..at).unwrap_or(""),
            body.get(at + c.len_utf8()..).unwrap_or(""),
        );
        let ends = match c {
            '.' => ends_sentence(before, after),
            '!' | '?' => after.starts_with([' ', '\n']) || after.is_empty(),
            ';' => words(before) >= CLAUSE_WORDS && words(after) >= CLAUSE_WORDS,
            _ => false,
        };
        if ends {
            push(from, at + c.len_utf8());
            from = at + c.len_utf8();
        }
    }
    push(from, body.len());
}

fn ends_sentence(before: &str, after: &str) -> bool {
    let mut rest = after.chars();
    match rest.next() {
        None => return true,
        Some(' ' | '\u{a0}' | '\t') => {}
        _ => return false,
    }
    let next = rest.find(|c| !c.is_whitespace());
    if next.is_some_and(char::is_lowercase) {
        return false;
    }
    let last = before.rsplit([' ', '(', '\u{a0}']).next().unwrap_or("");
    let known = SHORTENED.contains(&last.to_lowercase().as_str());
    // "2012. gada" and "G. Ezerkalns" go on.
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    let ordinal = !last.is_empty()
        && last.chars().all(|c| c.is_ascii_digit())
        && next.is_some_and(|c| c.is_ascii_digit());
    !(known || initial || ordinal)
}

fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|w| w.chars().any(char::is_alphabetic))
        .count()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(piece) = text.get(range.clone()) else {
        return range.start..range.start;
    };
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..(start + piece.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<&str> {
        pieces(text).into_iter().map(|p| &text[p.range]).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        let text =
            "Strādāju no 2012. gada pie G. Ozola, t.sk. fermās. Kabeli velku pats! Nr. 7 Rīgā.";
        assert_eq!(
            texts(text),
            [
                "Strādāju no 2012. gada pie G. Ozola, t.sk. fermās.",
                "Kabeli velku pats!",
                "Nr. 7 Rīgā."
            ]
        );
    }

    #[test]
    fn a_semicolon_divides_clauses_but_not_words() {
        assert_eq!(
            texts("Mēru spriegumu ar testeri; izolāciju ar megeri nemēru.").len(),
            2
        );
        assert_eq!(texts("Lieku rozetes; slēdžus.").len(), 1);
    }

    #[test]
    fn items_of_a_list_know_their_heading() {
        let text = "Modulis \"Sensori\" parādīja, ka:\n– ieregulē devējus\n2) pārrēķina signālu;\nBeigas ir šeit.";
        let found = pieces(text);
        let under = found[1].under.clone().map(|r| &text[r]);
        assert_eq!(&text[found[1].range.clone()], "ieregulē devējus");
        assert_eq!(under, Some("Modulis \"Sensori\" parādīja, ka"));
        assert_eq!(&text[found[2].range.clone()], "pārrēķina signālu;");
        assert!(found[3].under.is_none());
    }

    proptest! {
        #[test]
        fn pieces_lie_in_the_text_in_order_and_lose_no_letter(text in "[a-zā A-Z0-9.;:!\n–-]{0,120}|\\PC{0,60}") {
            let found = pieces(&text);
            let mut last = 0;
            for piece in &found {
                prop_assert!(piece.range.start >= last && piece.range.end <= text.len());
                prop_assert!(text.get(piece.range.clone()).is_some());
                last = piece.range.end;
            }
            let kept: usize = found.iter().map(|p| text[p.range.clone()].chars().filter(|c| c.is_alphabetic()).count()).sum();
            prop_assert_eq!(kept, text.chars().filter(|c| c.is_alphabetic()).count());
        }
    }
}
