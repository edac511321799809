//! What the text of a cell means: numbers, dates, lists. Pure functions; who calls them says where and warns.

mod dates;
mod identifiers;

pub use dates::{day, serial};
pub use identifiers::{is_link, isbn};

/// A number as people write it: `120`, `1 200`, `12,5`, `30 %`, `120 h`, `90 min.`; nothing else.
pub fn number(text: &str) -> Option<f32> {
    let text = text.trim().trim_end_matches('.');
    let digits_end = text
        .find(|c: char| {
            !(c.is_ascii_digit() || matches!(c, ' ' | ',' | '.' | '-' | '–' | '\u{202f}'))
        })
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(digits_end)?;
    let known_unit = matches!(
        unit.trim().trim_end_matches('.').to_lowercase().as_str(),
        "" | "%"
            | "h"
            | "st"
            | "stundas"
            | "stunda"
            | "stundu"
            | "min"
            | "minūtes"
            | "p"
            | "punkti"
            | "gab"
            | "eks"
    );
    if !known_unit {
        return None;
    }
    let plain: String = digits
        .trim()
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{202f}'))
        .map(|c| match c {
            ',' => '.',
            '–' => '-',
            c => c,
        })
        .collect();
    plain.parse::<f32>().ok().filter(|n| n.is_finite())
}

/// A whole number from 0 on.
pub fn whole(text: &str) -> Option<u32> {
    let number = number(text)?;
    let whole = (0.0..=1e9).contains(&number) && number.fract() == 0.0;
    // Checked above: it fits and has no fraction.
    whole.then_some(number as u32)
}

/// A year of issue that is credible: 1900 to 2100.
pub fn year(text: &str) -> Option<i32> {
    let digits = text
        .trim()
        .trim_end_matches("gads")
        .trim_end_matches(['.', 'g', ' ']);
    digits
        .parse()
        .ok()
        .filter(|year| (1900..=2100).contains(year))
}

/// The items of a cell that lists names, separated by `;` or line breaks.
pub fn list(text: &str) -> Vec<String> {
    text.split([';', '\n'])
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The items of a cell that lists codes, separated by `;`, `,`, `/`, line breaks or the word `un`.
pub fn codes(text: &str) -> Vec<String> {
    text.split([';', ',', '/', '\n'])
        .flat_map(|part| part.split(" un "))
        .map(|code| code.trim().trim_end_matches('.').to_owned())
        .filter(|code| !code.is_empty())
        .collect()
}

/// Yes or no as people tick it: `jā`, `x`, `1`, `✓`; `nē`, `-`, `0`. Nothing for anything else.
pub fn yes(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "jā" | "ja" | "j" | "x" | "1" | "+" | "✓" | "✔" | "true" | "yes" => Some(true),
        "" | "nē" | "ne" | "n" | "0" | "-" | "–" | "false" | "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, value) in [
            ("120", 120.0),
            ("1 200", 1200.0),
            ("12,5", 12.5),
            ("30 %", 30.0),
            ("30%.", 30.0),
            ("120 h", 120.0),
            ("90 min.", 90.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["", "ap 20", "20 vai 30", "12.5.1", "NaN", "inf", "-"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        let expected = Some(date(2024, 6, 12));
        for text in [
            "2024-06-12",
            "12.06.2024.",
            "12/06/2024",
            "2024. gada 12. jūnijs",
            "2024. gada 12. jūnija sēdē",
            "12. jūnijs, 2024",
            "45455",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in ["2024", "31.02.2024", "12", "rīt", "", "2024-13-01"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_check_digit_is_checked() {
        assert_eq!(isbn("978-9934-0-1234-0"), None);
        assert_eq!(
            isbn("ISBN 978-0-306-40615-7").as_deref(),
            Some("9780306406157")
        );
        assert_eq!(isbn("0-8044-2957-X").as_deref(), Some("080442957X"));
        assert_eq!(isbn("9780306406158"), None);
        assert_eq!(isbn(""), None);
    }

    #[test]
    fn links_need_a_scheme_and_a_host() {
        assert!(is_link("https://materiali.example/a?b=c"));
        assert!(!is_link("www.materiali.example"));
        assert!(!is_link("https://materiali example/a"));
        assert!(!is_link("https://localhost"));
    }

    #[test]
    fn two_codes_in_a_cell_are_a_list() {
        assert_eq!(codes("1.1; 1.2"), ["1.1", "1.2"]);
        assert_eq!(codes("ET1 un ET2/ET3"), ["ET1", "ET2", "ET3"]);
        assert_eq!(list("a, b ; c\nd"), ["a, b", "c", "d"]);
    }

    #[test]
    fn ticks_are_yes_or_no_and_words_are_neither() {
        assert_eq!(yes("x"), Some(true));
        assert_eq!(yes(""), Some(false));
        assert_eq!(yes("varbūt"), None);
        assert_eq!(year("2019. g."), Some(2019));
        assert_eq!(year("20l9"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_a_value_panic(text in ".{0,40}") {
            let _ = (number(&text), whole(&text), day(&text), year(&text), isbn(&text), yes(&text));
            let _ = (is_link(&text), list(&text), codes(&text));
        }

        #[test]
        fn a_date_written_out_is_read_again(days in 0_i32..40_000) {
            let day_written = date(1899, 12, 30).checked_add(jiff::Span::new().days(days + 1000)).unwrap();
            prop_assert_eq!(day(&day_written.to_string()), Some(day_written));
        }
    }
}
