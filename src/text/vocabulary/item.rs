//! One phrase of a line with what is written about it: `PC [surface] (sarunvalodā) @0.8`.

use super::problem::ProblemKind;
use crate::text::lang::Layer;

/// A phrase of a line, not analysed yet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item<'a> {
    pub text: &'a str,
    pub layer: Option<Layer>,
    pub note: Option<&'a str>,
    pub weight: Option<f32>,
}

/// Reads a phrase and the marks behind it, which may come in any order.
pub(super) fn item(written: &str) -> Result<Item<'_>, ProblemKind> {
    let mut item = Item {
        text: written.trim(),
        layer: None,
        note: None,
        weight: None,
    };
    loop {
        if let Some((text, note)) = bracketed(item.text, '(', ')') {
            item.note = Some(note.trim());
            item.text = text;
        } else if let Some((text, name)) = bracketed(item.text, '[', ']') {
            let found = name.trim();
            item.layer =
                Some(
                    Layer::from_name(found).ok_or_else(|| ProblemKind::UnknownLayer {
                        found: found.to_owned(),
                    })?,
                );
            item.text = text;
        } else if let Some((text, number)) = item.text.rsplit_once('@') {
            item.weight = Some(weight(number.trim())?);
            item.text = text.trim_end();
        } else {
            return Ok(item);
        }
    }
}

fn bracketed(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (before, inside) = text.strip_suffix(close)?.rsplit_once(open)?;
    Some((before.trim_end(), inside))
}

fn weight(number: &str) -> Result<f32, ProblemKind> {
    let value: f32 = number
        .replace(',', ".")
        .parse()
        .map_err(|_| ProblemKind::NoWeight {
            found: number.to_owned(),
        })?;
    if value > 0.0 && value <= 1.0 {
        Ok(value)
    } else {
        Err(ProblemKind::WeightOutOfRange {
            found: number.to_owned(),
        })
    }
}

/// Splits a side of a line at its commas; a comma between digits is a decimal one.
pub(super) fn items(side: &str) -> impl Iterator<Item = &str> {
    let bytes = side.as_bytes();
    let digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let mut start = 0;
    let mut cuts: Vec<&str> = Vec::new();
    for (at, _) in side.match_indices(',') {
        if digit(at.checked_sub(1)) && digit(Some(at + 1)) {
            continue;
        }
        cuts.push(side.get(start..at).unwrap_or_default());
        start = at + 1;
    }
    cuts.push(side.get(start..).unwrap_or_default());
    cuts.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_in_any_order() {
        let expected = Item {
            text: "PC",
            layer: Some(Layer::Surface),
            note: Some("sarunvalodā"),
            weight: Some(0.8),
        };
        assert_eq!(
            item(" PC [surface] (sarunvalodā) @0.8 "),
            Ok(expected.clone())
        );
        assert_eq!(item("PC @0.8 (sarunvalodā) [surface]"), Ok(expected));
        assert_eq!(item("PC").map(|item| item.weight), Ok(None));
    }

    #[test]
    fn wrong_marks_are_told() {
        assert_eq!(
            item("a @lots"),
            Err(ProblemKind::NoWeight {
                found: "lots".into()
            })
        );
        for wrong in ["0", "1.5", "-1", "NaN", "inf"] {
            assert_eq!(
                item(&format!("a @{wrong}")),
                Err(ProblemKind::WeightOutOfRange {
                    found: wrong.into()
                })
            );
        }
        assert_eq!(
            item("a [lemma]"),
            Err(ProblemKind::UnknownLayer {
                found: "lemma".into()
            })
        );
    }

    #[test]
    fn a_decimal_comma_is_no_separator() {
        assert_eq!(
            items("vads 2,5 mm, kabelis").collect::<Vec<_>>(),
            ["vads 2,5 mm", " kabelis"]
        );
        assert_eq!(items("a,,b").collect::<Vec<_>>(), ["a", "", "b"]);
    }
}
