//! Words that stand out inside a line: `**bold**` and `__quoted__`.

use super::{Run, Weight};

const MARKS: [(&str, Weight); 2] = [("**", Weight::Strong), ("__", Weight::Quoted)];

/// Splits a line into runs: between `**` words are bold, between `__` italic. A mark without its other end is plain text, and
/// so is a row of underscores to write on.
pub fn parse_inline(line: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (before, marked) = next_marked(rest);
        push(&mut runs, before, Weight::Plain);
        let Some((inner, weight, after)) = marked else {
            break;
        };
        push(&mut runs, inner, weight);
        rest = after;
    }
    runs
}

type Marked<'a> = (&'a str, Weight, &'a str);

/// What stands before the first marked words, and these.
fn next_marked(text: &str) -> (&str, Option<Marked<'_>>) {
    let mut from = 0;
    while let Some((at, (mark, weight))) = find_mark(text, from) {
        let open = at + mark.len();
        let letter = mark.chars().next().unwrap_or('*');
        let close = text[open..].find(mark).filter(|n| *n > 0);
        // `____` is a line to write on.
        let is_row = text[open..].starts_with(letter);
        match close {
            Some(length) if !is_row => {
                let inner = &text[open..open + length];
                let after = &text[open + length + mark.len()..];
                return (&text[..at], Some((inner, weight, after)));
            }
            _ => {
                let row = text[at..].chars().take_while(|c| *c == letter).count();
                from = at + row;
            }
        }
    }
    (text, None)
}

fn find_mark(text: &str, from: usize) -> Option<(usize, (&'static str, Weight))> {
    let found = MARKS.iter().filter_map(|(mark, weight)| {
        let at = text.get(from..)?.find(mark)?;
        Some((from + at, (*mark, *weight)))
    });
    found.min_by_key(|(at, _)| *at)
}

fn push(runs: &mut Vec<Run>, text: &str, weight: Weight) {
    if text.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.weight == weight => last.text.push_str(text),
        _ => runs.push(Run {
            text: text.to_owned(),
            weight,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marked_words_stand_out() {
        assert_eq!(
            parse_inline("Komisija **nolēma**, jo __ir prasme__."),
            [
                Run::plain("Komisija "),
                Run::strong("nolēma"),
                Run::plain(", jo "),
                Run::quoted("ir prasme"),
                Run::plain("."),
            ]
        );
    }

    #[test]
    fn a_line_to_write_on_and_a_lonely_mark_are_plain() {
        for line in ["Datums: ________", "2 ** 3", "__", "**", "a**b", "****"] {
            assert_eq!(parse_inline(line), [Run::plain(line)], "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_word_is_lost(line in "[a-zā_* ]{0,40}") {
            let text: String = parse_inline(&line).iter().map(|r| r.text.as_str()).collect();
            let letters = |s: &str| s.chars().filter(|c| !matches!(c, '*' | '_')).collect::<String>();
            prop_assert_eq!(letters(&text), letters(&line));
        }
    }
}
