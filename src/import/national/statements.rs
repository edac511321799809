//! Statements out of running text: numbered lists in a cell, semicolon lists, and what makes two of them the same.
//!
//! Two generations of numbering are about: `1. Sentence with a full stop.` and `1.1. lower case with a semicolon;`.

use crate::import::tables::clean;

/// What begins an item of a list that has no number; the last one is the bullet of Word's symbol font.
pub(super) const BULLETS: [char; 7] = ['-', '–', '•', '·', '*', '▪', '\u{f0b7}'];

/// Splits a cell into statements: one a line, without numbers, bullets and final marks. A line that only goes on from
/// the one before (it begins in lower case after a line without a final mark) is joined to it, as scanned tables break
/// lines anywhere; numbers in running text split it when they count up from one.
pub(super) fn split(cell: &str) -> Vec<String> {
    let cell = clean(cell);
    let mut whole: Vec<Line> = Vec::new();
    for line in cell.split('\n').filter(|l| !l.is_empty()) {
        let (number, text) = number(line);
        let bullet = text.starts_with(BULLETS);
        let text = text.trim_start_matches(BULLETS).trim_start();
        let goes_on = number.is_none()
            && !bullet
            && text.chars().next().is_some_and(char::is_lowercase)
            && whole
                .last()
                .is_some_and(|l| !l.text.ends_with(['.', ';', ':', '!', '?']));
        match whole.last_mut() {
            Some(last) if goes_on => {
                last.text.push(' ');
                last.text.push_str(text);
            }
            _ if text.is_empty() => {}
            _ => whole.push(Line {
                first: number.is_some_and(|n| n.trim_end_matches(['.', ')']) == "1"),
                text: text.to_owned(),
            }),
        }
    }
    whole
        .iter()
        .flat_map(split_numbers)
        .flat_map(|line| split_semicolons(&line))
        .map(|line| bare(&line))
        .filter(|line| !line.is_empty())
        .collect()
}

/// A line of a cell without its number.
struct Line {
    /// Whether its number was 1, so that further numbers may follow in the line.
    first: bool,
    text: String,
}

/// The number at the beginning of a line (`1.`, `1.1.`, `3)`, `V.2.`) and the rest. A number that belongs to the
/// sentence (`3 m garš`, `0,5 mm`) is none: a list number ends in `.` or `)` before a space and more text.
pub(super) fn number(line: &str) -> (Option<&str>, &str) {
    let end = line
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '.' | ')' | 'V')))
        .map_or(line.len(), |(i, _)| i);
    let (head, rest) = line.split_at_checked(end).unwrap_or(("", line));
    let digits = head.chars().any(|c| c.is_ascii_digit());
    let closed = head.ends_with(['.', ')']);
    let path = head.trim_end_matches(['.', ')']).contains('.');
    let text = rest.trim_start();
    let begins = text
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '„' | '"' | '(' | '“'));
    let apart = rest.starts_with(' ') || rest.starts_with(char::is_alphabetic);
    if digits && (closed || path) && begins && apart && head.len() <= 12 {
        (Some(head), text)
    } else {
        (None, line)
    }
}

/// `1. A. 2. B.` in one line, when the numbers count up.
fn split_numbers(line: &Line) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = line.text.as_str();
    if !line.first {
        return vec![rest.to_owned()];
    }
    for n in 2_u32.. {
        let mark = format!(" {n}. ");
        let found = rest.match_indices(mark.as_str()).find(|(i, _)| {
            let before = rest.get(..*i).unwrap_or_default();
            let after = rest.get(i + mark.len()..).unwrap_or_default();
            before.trim_end().ends_with(['.', ';'])
                && after.chars().next().is_some_and(char::is_alphabetic)
        });
        let Some((i, _)) = found else { break };
        let (Some(before), Some(after)) = (rest.get(..i), rest.get(i + mark.len()..)) else {
            break;
        };
        parts.push(before.to_owned());
        rest = after;
    }
    parts.push(rest.to_owned());
    parts
}

/// A semicolon ends a statement of the older generation when the next one begins a new statement: a line of several
/// that ends in a semicolon itself.
fn split_semicolons(line: &str) -> Vec<String> {
    if line.trim_end().ends_with(';') {
        line.split(';').map(str::to_owned).collect()
    } else {
        vec![line.to_owned()]
    }
}

/// A statement without its number in front and its mark behind. A full stop that belongs to an abbreviation stays.
pub(super) fn bare(line: &str) -> String {
    let (_, text) = number(line.trim());
    let text = text.trim().trim_end_matches([';', ' ', ',']);
    let Some(without) = text.strip_suffix('.') else {
        return text.to_owned();
    };
    const ABBREVIATIONS: [&str; 5] = ["u. c", "u.c", "utt", "u. tml", "u.tml"];
    let keeps = without.ends_with('.') || ABBREVIATIONS.iter().any(|a| without.ends_with(a));
    if keeps { text } else { without }.trim_end().to_owned()
}

/// Whether a statement is all of what a cell says, but for the mark at its end.
pub(super) fn same_words(statement: &str, cell: &str) -> bool {
    let marks = ['.', ';', ',', ' '];
    statement.trim_end_matches(marks) == cell.trim_end_matches(marks)
}

/// What makes two statements the same: letters and digits in lower case, single spaces between words.
pub(super) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.trim_end().to_owned()
}

/// The first hexadecimal digits of the hash of a statement: its identity among its siblings, whatever stands above it.
pub(super) fn fingerprint(text: &str, digits: usize) -> String {
    let hash = blake3::hash(normal(text).as_bytes()).to_hex();
    hash.chars().take(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_generations_of_numbering_split_alike() {
        let new = "1. Datortīklu uzbūve.\n2. Personas datu aizsardzība.";
        let old = "1.1. datortīklu uzbūve;\n1.2. personas datu aizsardzība;";
        assert_eq!(
            split(new),
            ["Datortīklu uzbūve", "Personas datu aizsardzība"]
        );
        assert_eq!(
            split(old),
            ["datortīklu uzbūve", "personas datu aizsardzība"]
        );
        assert_eq!(normal(&split(new)[0]), normal(&split(old)[0]));
    }

    #[test]
    fn numbers_inside_a_line_split_it_only_when_they_count_up() {
        assert_eq!(
            split("1. Koks. 2. Līmes. 3. Lakas."),
            ["Koks", "Līmes", "Lakas"]
        );
        assert_eq!(
            split("Slīpē ar graudainību 2. Klases prasības"),
            ["Slīpē ar graudainību 2. Klases prasības"]
        );
    }

    #[test]
    fn a_semicolon_list_on_one_line_is_several_statements() {
        assert_eq!(
            split("- plānot darbu; pārbaudīt rīkus;"),
            ["plānot darbu", "pārbaudīt rīkus"]
        );
        assert_eq!(
            split("Apdares veidi: laka; eļļa; vasks."),
            ["Apdares veidi: laka; eļļa; vasks"]
        );
    }

    #[test]
    fn broken_lines_are_joined() {
        assert_eq!(
            split("1. Sagatavot frēzmašīnu\ndarbam.\n2. Frēzēt."),
            ["Sagatavot frēzmašīnu darbam", "Frēzēt"]
        );
    }

    #[test]
    fn numbers_of_the_sentence_stay() {
        assert_eq!(bare("20 kV sadales ietaises."), "20 kV sadales ietaises");
        assert_eq!(bare("4. LKI līmenis"), "LKI līmenis");
        assert_eq!(bare("0,5 mm precizitāte"), "0,5 mm precizitāte");
        // A statement may begin with a figure of its own, and count things inside.
        assert_eq!(
            split("1. Kabeļi.\n2. 6–20 kV iekārtas."),
            ["Kabeļi", "6–20 kV iekārtas"]
        );
        assert_eq!(
            split("1. Aizsardzība ar 1., 2. un 3. tipa ierīcēm."),
            ["Aizsardzība ar 1., 2. un 3. tipa ierīcēm"]
        );
        assert_eq!(number("V.2. sazināties").0, Some("V.2."));
        assert_eq!(number("3.1 Darbu organizēšana").0, Some("3.1"));
        assert_eq!(number("5S sistēma").0, None);
        assert_eq!(bare("Skrūves, naglas u. c."), "Skrūves, naglas u. c.");
    }

    #[test]
    fn a_fingerprint_sees_words_and_not_marks() {
        assert_eq!(
            fingerprint("Lasīt shēmas.", 6),
            fingerprint("lasīt  shēmas;", 6)
        );
        assert_ne!(
            fingerprint("Lasīt shēmas", 6),
            fingerprint("Lasīt shēmu", 6)
        );
    }

    #[test]
    fn a_final_mark_is_no_difference_and_a_number_is_one() {
        assert!(same_words("Lasīt shēmas", "Lasīt shēmas."));
        assert!(!same_words("Lasīt shēmas", "1. Lasīt shēmas."));
    }

    proptest! {
        #[test]
        fn no_statement_is_empty_and_none_is_lost(lines in prop::collection::vec("[A-Z][a-zāē]{2,8}", 1..6)) {
            let cell = lines.iter().enumerate().map(|(i, l)| format!("{}. {l}.", i + 1)).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(split(&cell), lines);
        }

        #[test]
        fn any_cell_splits_without_a_panic(cell in ".{0,80}") {
            prop_assert!(split(&cell).iter().all(|s| !s.is_empty()));
        }
    }
}
