//! What is to be looked at in a row of a school's list, in words.

use super::say;
use crate::coverage::{Check, OwnList, OwnRow};
use crate::model::Lang;

/// A check of a row in the language: what is wrong, and what would be right.
pub fn check_words(list: &OwnList, row: &OwnRow, check: &Check, language: Lang) -> String {
    let say = |lv: &str, en: &str| say(language, lv, en).to_owned();
    match check {
        Check::NoTitle => say(
            "nav nosaukuma; rinda netika kartēta",
            "no title; the row was not mapped",
        ),
        Check::Empty { columns } => {
            let empty = say("tukši lauki", "empty cells");
            format!("{empty}: {}", columns.join(", "))
        }
        Check::SameIsbn { row } => say(
            "tāds pats ISBN ir {n}. rindā",
            "the same ISBN is in row {n}",
        )
        .replace("{n}", &row.to_string()),
        Check::SameTitle { row } => say(
            "tāds pats nosaukums un gads ir {n}. rindā",
            "the same title and year are in row {n}",
        )
        .replace("{n}", &row.to_string()),
        Check::TooOld { year } => {
            let old = say("novecojis", "out of date");
            year.map_or(old.clone(), |year| format!("{old} ({year})"))
        }
        Check::Cell {
            column,
            code,
            message,
        } => {
            let place = column.as_deref();
            let text = place.and_then(|name| cell(list, row, name));
            let words = match language {
                Lang::En => message.clone(),
                Lang::Lv | Lang::Und => latvian(code, field(list, place), text.unwrap_or_default())
                    .unwrap_or_else(|| message.clone()),
            };
            place.map_or(words.clone(), |name| format!("{name}: {words}"))
        }
        Check::ModuleUnknown { module } => say(
            "moduļa „{x}” programmās nav",
            "no programme has a module “{x}”",
        )
        .replace("{x}", module),
        Check::OutcomeUnknown { outcome } => say(
            "modulim nav sasniedzamā rezultāta Nr. {x}",
            "the module has no outcome {x}",
        )
        .replace("{x}", outcome),
        Check::NotMapped => say(
            "nekas atbilstošs nav atrasts",
            "nothing was found that it serves",
        ),
    }
}

fn cell<'a>(list: &OwnList, row: &'a OwnRow, column: &str) -> Option<&'a str> {
    let at = list.headings.iter().position(|h| h.name == column)?;
    row.cells.get(at).map(String::as_str)
}

fn field<'a>(list: &'a OwnList, column: Option<&str>) -> Option<&'a str> {
    let heading = list
        .headings
        .iter()
        .find(|h| Some(h.name.as_str()) == column)?;
    heading.field.as_deref()
}

/// The warnings of the importer that a cell can get (docs/warnings.md), for the people whose list it is.
fn latvian(code: &str, field: Option<&str>, text: &str) -> Option<String> {
    let quoted = format!("„{text}”");
    Some(match code {
        "isbn-bad" => format!(
            "{quoted} nav derīgs ISBN (neder garums vai kontrolcipars); salīdziniet ar grāmatu"
        ),
        "year-bad" => format!("{quoted} nav gads; rakstiet četrus ciparus, piemēram, 2021"),
        "url-bad" => {
            format!("{quoted} nav saite; pareizi būtu, piemēram, https://materiali.example/lapa")
        }
        "word-unknown" => match field {
            Some("access") => format!(
                "{quoted} nav pieejamības veids; pareizi būtu: brīvi, abonements vai skolas krājumā"
            ),
            Some("outdated") => format!("{quoted} nav ne „jā”, ne „nē”"),
            _ => format!("{quoted} veidlapā nav paredzēts; izvēlieties kādu no tās vārdiem"),
        },
        "cell-error" => "šūnā ir formulas kļūda; ierakstiet vērtību".to_owned(),
        "formula-without-value" => {
            "formulai nav aprēķinātas vērtības; atveriet datni izklājlapu programmā un saglabājiet"
                .to_owned()
        }
        "number-bad" => format!("{quoted} nav skaitlis"),
        "date-bad" => format!("{quoted} nav datums; pareizi būtu, piemēram, 12.06.2024."),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::OwnHeading;

    fn list() -> OwnList {
        let heading = |name: &str, field: &str| OwnHeading {
            name: name.into(),
            field: Some(field.into()),
        };
        OwnList {
            headings: vec![heading("Grāmata", "title"), heading("ISBN kods", "isbn")],
            rows: vec![OwnRow {
                number: 2,
                title: "Koks".into(),
                cells: vec!["Koks".into(), "978-1".into()],
                known: None,
                mapped: Vec::new(),
                checks: Vec::new(),
            }],
            mapped: 0,
            to_mend: 1,
        }
    }

    fn bad(code: &str) -> Check {
        Check::Cell {
            column: Some("ISBN kods".into()),
            code: code.into(),
            message: "“978-1” is no ISBN".into(),
        }
    }

    #[test]
    fn a_bad_cell_is_told_in_the_language_with_what_stands_there() {
        let list = list();
        let words = |lang| check_words(&list, &list.rows[0], &bad("isbn-bad"), lang);
        assert!(words(Lang::Lv).starts_with("ISBN kods: „978-1” nav derīgs ISBN"));
        assert_eq!(words(Lang::En), "ISBN kods: “978-1” is no ISBN");
    }

    #[test]
    fn every_check_has_words_in_both_languages() {
        let list = list();
        let checks = [
            Check::NoTitle,
            Check::Empty {
                columns: vec!["Gads".into()],
            },
            Check::SameIsbn { row: 7 },
            Check::SameTitle { row: 7 },
            Check::TooOld { year: Some(1999) },
            Check::ModuleUnknown {
                module: "B-X".into(),
            },
            Check::OutcomeUnknown {
                outcome: "9".into(),
            },
            Check::NotMapped,
        ];
        for check in &checks {
            let words = |lang| check_words(&list, &list.rows[0], check, lang);
            assert_ne!(words(Lang::Lv), words(Lang::En));
            assert!(!words(Lang::Lv).contains('{') && !words(Lang::En).contains('{'));
        }
    }
}
