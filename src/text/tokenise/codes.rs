//! Code readings: how a code of several parts is found by the whole.
//!
//! The parts keep their own positions. The code reading of a part is the code *from its beginning through this part*,
//! folded and without separators, and goes into a field of its own. So `ISO 9001:2015` carries `iso9001` at its second
//! position and `iso90012015` at its third; `33 522 01 1` carries `33522`, `3352201` and `33522011`; `MIG/MAG` carries
//! `migmag`. A query is read by the same rule, so `iso 9001`, `iso9001`, `ISO-9001`, `33 522` and `33522011` all meet it.
//!
//! Parts belong together when
//! - a joint without spaces is between them (`PS-018`, `MIG/MAG`, `9001:2015`, `node.js`) and one part looks like a code,
//! - one space is between two whole numbers (`33 522`, `10 000`),
//! - one space is between an abbreviation and a number (`ISO 9001`, `MK 332`, `LKI 4`),
//! - a number is followed by a unit (`24 V`, `2,5 mm²`).

use super::TokenKind;
use crate::text::limits::{CODE_BYTES, CODE_PARTS};

/// Signs that join the parts of a code.
const JOINTS: &[char] = &['-', '/', '.', ':', '_', '&', '+'];

/// Longest abbreviation before a number, in letters.
const ABBREVIATION: usize = 6;

/// Units of measurement as the folded layer writes them, in alphabetical order.
const UNITS: &[&str] = &[
    "a", "ah", "bar", "c", "cm", "cm2", "cm3", "db", "dm", "dm3", "f", "g", "gb", "h", "ha", "hz",
    "k", "kb", "kg", "khz", "kj", "km", "kn", "kpa", "kv", "kva", "kvar", "kw", "kwh", "l", "lm",
    "lx", "m", "m2", "m3", "ma", "mb", "mbar", "mg", "mhz", "min", "ml", "mm", "mm2", "mm3", "mpa",
    "ms", "mv", "mw", "n", "nm", "ohm", "pa", "rpm", "s", "t", "tb", "uf", "um", "v", "va", "w",
    "wh", "ω",
];

/// Who wrote the text: documents write abbreviations in capitals, people who search do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::text) enum Writer {
    Document,
    Searcher,
}

/// One part as the reader of codes sees it.
#[derive(Debug, Clone, Copy)]
pub(in crate::text) struct Part<'a> {
    /// What stands between the part before and this one.
    pub separator: &'a str,
    pub kind: TokenKind,
    /// With the case of the text.
    pub written: &'a str,
    pub folded: &'a str,
}

/// How the part before can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Shape {
    /// Letters that may be an abbreviation before a number.
    abbreviation: bool,
    /// Digits only, without a point.
    whole_number: bool,
    number: bool,
    /// Looks like a part of a code by itself.
    codelike: bool,
}

/// Reads codes part by part. One reader serves a whole text.
#[derive(Debug, Clone)]
pub(in crate::text) struct CodeReader {
    writer: Writer,
    reading: String,
    parts: usize,
    closed: bool,
    last: Shape,
    codelike: bool,
    /// Bytes of the abbreviation that stands with a space before the first number of the code.
    head: usize,
}

impl CodeReader {
    pub(in crate::text) fn new(writer: Writer) -> Self {
        Self {
            writer,
            reading: String::new(),
            parts: 0,
            closed: false,
            last: Shape::default(),
            codelike: false,
            head: 0,
        }
    }

    /// The code that ends with this part, with the number of parts it has; none if the part belongs to no code.
    pub(in crate::text) fn read(&mut self, part: Part<'_>) -> Option<(&str, usize)> {
        let shape = self.shape(part);
        let unit = is_unit(part);
        if !(self.goes_on(part, shape, unit)) {
            self.parts = 0;
            self.reading.clear();
            self.codelike = false;
            self.head = 0;
        }
        self.settle_head(part, shape);
        self.closed = self.parts > 0 && unit && self.last.number && part.kind != TokenKind::Number;
        self.last = shape;
        self.parts += 1;
        self.codelike |= shape.codelike;
        self.reading.extend(
            part.folded
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#' | '.')),
        );
        let alone = part.kind == TokenKind::Code
            || (part.kind == TokenKind::Number && part.folded.len() >= 4);
        let tells = if self.parts > 1 { self.codelike } else { alone };
        tells.then_some((self.reading.as_str(), self.parts))
    }

    /// An abbreviation belongs to the one number after it. Where more numbers follow (`PKP 33 522 01 1`) they are a code
    /// of their own.
    fn settle_head(&mut self, part: Part<'_>, shape: Shape) {
        if self.parts == 1 && part.separator == " " && self.last.abbreviation {
            self.head = self.reading.len();
        } else if self.head > 0 && part.separator == " " && shape.whole_number {
            self.reading.drain(..self.head);
            self.parts -= 1;
            self.head = 0;
        }
    }

    fn shape(&self, part: Part<'_>) -> Shape {
        let short = part.written.len() <= ABBREVIATION && part.written.is_ascii();
        let capital = part.written.bytes().all(|b| b.is_ascii_uppercase());
        let letters = part.kind == TokenKind::Word;
        let number = part.kind == TokenKind::Number;
        Shape {
            abbreviation: letters && short && (capital || self.writer == Writer::Searcher),
            whole_number: number && part.folded.bytes().all(|b| b.is_ascii_digit()),
            number,
            codelike: !letters || (short && capital) || part.written.chars().nth(3).is_none(),
        }
    }

    fn goes_on(&self, part: Part<'_>, shape: Shape, unit: bool) -> bool {
        let full = self.parts >= CODE_PARTS || self.reading.len() + part.folded.len() > CODE_BYTES;
        if self.parts == 0 || self.closed || full {
            return false;
        }
        if unit && self.last.number && matches!(part.separator, "" | " " | "°" | " °" | "-") {
            return true;
        }
        match part.separator {
            " " => {
                (self.last.whole_number && shape.whole_number)
                    || (self.last.abbreviation
                        && !matches!(part.kind, TokenKind::Word)
                        && starts_with_digit(part))
            }
            separator => separator.len() == 1 && separator.starts_with(JOINTS),
        }
    }
}

fn starts_with_digit(part: Part<'_>) -> bool {
    part.written.starts_with(|c: char| c.is_ascii_digit())
}

fn is_unit(part: Part<'_>) -> bool {
    part.kind != TokenKind::Number && UNITS.binary_search(&part.folded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::folded;
    use crate::text::tokenise::tokens;

    fn codes(text: &str, writer: Writer) -> Vec<String> {
        let mut reader = CodeReader::new(writer);
        let mut end = 0;
        let mut found = vec![];
        for token in tokens(text) {
            let folded = folded(&text[token.range.clone()]);
            let part = Part {
                separator: &text[end..token.range.start],
                kind: token.kind,
                written: &text[token.range.clone()],
                folded: &folded,
            };
            end = token.range.end;
            found.extend(reader.read(part).map(|(code, _)| code.to_owned()));
        }
        found
    }

    #[test]
    fn units_stand_in_order() {
        assert!(UNITS.is_sorted());
    }

    #[test]
    fn documents_and_searchers_meet() {
        for (document, queries) in [
            (
                "ISO 9001:2015",
                &["iso 9001", "iso9001", "ISO-9001", "iso 9001:2015"][..],
            ),
            (
                "33 522 01 1",
                &["33522011", "33 522 01 1", "33 522", "33-522-01-1"],
            ),
            ("PS-018", &["ps018", "ps-018", "PS 018"]),
            ("MIG/MAG", &["mig/mag", "MIG-MAG", "mig-mag"]),
            ("24 V", &["24v", "24 v", "24V"]),
            ("2,5 mm²", &["2.5 mm2", "2,5mm²"]),
            ("H7/h6", &["h7/h6", "H7h6", "H7-h6"]),
            ("MK 332", &["mk332", "mk 332"]),
            ("Node.js", &["node.js"]),
            ("Wi-Fi", &["wi-fi"]),
            ("10 000", &["10000"]),
            ("20 °C", &["20 c", "20°C"]),
            ("S1.2", &["s1.2"]),
            ("PKP 33 522 01 1", &["33 522", "33522011"]),
        ] {
            let stored = codes(document, Writer::Document);
            for query in queries {
                let asked = codes(query, Writer::Searcher);
                assert!(
                    asked.iter().any(|code| stored.contains(code)),
                    "{document} {stored:?}, {query} {asked:?}"
                );
            }
        }
    }

    #[test]
    fn prose_makes_no_codes() {
        assert_eq!(
            codes(
                "elektriķis/santehniķis, datu-bāze kopš 2019. gada",
                Writer::Document
            ),
            ["2019"]
        );
        assert!(codes("un no 15 līdz 20", Writer::Document).is_empty());
    }

    #[test]
    fn a_unit_ends_a_code() {
        assert_eq!(codes("24 V 10 A", Writer::Document), ["24v", "10a"]);
    }

    #[test]
    fn a_table_of_numbers_is_no_endless_code() {
        let table = "12 ".repeat(1_000);
        assert!(
            codes(&table, Writer::Document)
                .iter()
                .all(|code| code.len() <= CODE_BYTES)
        );
    }
}
