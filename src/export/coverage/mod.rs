//! Coverage as tables and documents: what [`crate::coverage`] answers becomes [`super::table::Table`]s with real columns, statuses in
//! words and tones, and the expert's opinion a [`super::document::Document`].

mod card;
mod checks;
mod gaps;
mod materials;
mod matrix;
mod opinion;
mod versions;

pub use card::card_tables;
pub use checks::check_words;
pub use gaps::gaps_table;
pub use materials::{offers_table, own_list_table, set_table};
pub use matrix::{cells_table, matrix_table};
pub use opinion::{OpinionPaper, opinion_document};
pub use versions::{changes_table, outdated_table, work_table};

use super::table::{Cell, Tone};
use crate::coverage::Ref;
use crate::model::{Aspect, CoverageValue, Depth, Lang};

/// The words in the language of the table.
const fn say<'a>(language: Lang, latvian: &'a str, english: &'a str) -> &'a str {
    match language {
        Lang::En => english,
        Lang::Lv | Lang::Und => latvian,
    }
}

/// A value in words.
pub fn value_name(value: CoverageValue, language: Lang) -> &'static str {
    match (value, language) {
        (_, Lang::Lv | Lang::Und) => value.name_lv(),
        (CoverageValue::Full, Lang::En) => "in full",
        (CoverageValue::Partial, Lang::En) => "in part",
        (CoverageValue::Mentioned, Lang::En) => "only mentioned",
        (CoverageValue::None, Lang::En) => "not found",
        (CoverageValue::NotApplicable, Lang::En) => "not applicable",
    }
}

const fn tone(value: CoverageValue) -> Tone {
    match value {
        CoverageValue::Full => Tone::Good,
        CoverageValue::Partial => Tone::Partial,
        CoverageValue::Mentioned => Tone::Weak,
        CoverageValue::None => Tone::Bad,
        CoverageValue::NotApplicable => Tone::Neutral,
    }
}

fn value_cell(value: CoverageValue, language: Lang) -> Cell {
    Cell::status(value_name(value, language), tone(value))
}

fn aspect_name(aspect: Aspect, language: Lang) -> &'static str {
    match aspect {
        Aspect::Skill => say(language, "prasme", "skill"),
        Aspect::Attitude => say(language, "attieksme", "attitude"),
        Aspect::Knowledge => say(language, "zināšanas", "knowledge"),
        Aspect::Competence => say(language, "kompetence", "competence"),
    }
}

fn depth_name(depth: Depth, language: Lang) -> &'static str {
    match depth {
        Depth::Notion => say(language, "priekšstats", "notion"),
        Depth::Understanding => say(language, "izpratne", "understanding"),
        Depth::Application => say(language, "lietošana", "use"),
    }
}

/// Code and name in the language, where there is one.
fn title(record: &Ref, language: Lang) -> String {
    let name = match (language, &record.name_en) {
        (Lang::En, Some(name)) => name,
        _ => &record.name,
    };
    match &record.code {
        Some(code) => format!("{code} {name}"),
        None => name.clone(),
    }
}

fn titles(records: &[Ref], language: Lang) -> Cell {
    let titles: Vec<String> = records.iter().map(|r| title(r, language)).collect();
    Cell::text(titles.join("\n"))
}

fn level(lki: Option<u8>) -> Cell {
    lki.map_or(Cell::Empty, |n| Cell::Number(f64::from(n)))
}

fn count(number: usize) -> Cell {
    Cell::Number(number as f64)
}

fn yes(is: bool, language: Lang) -> Cell {
    if is {
        Cell::text(say(language, "jā", "yes"))
    } else {
        Cell::Empty
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_tone_and_a_name_in_both_languages() {
        for &value in CoverageValue::ALL {
            let (lv, en) = (value_name(value, Lang::Lv), value_name(value, Lang::En));
            assert_ne!(lv, en);
            assert_eq!(value_cell(value, Lang::Lv).words(Lang::Lv), lv);
        }
        assert_eq!(tone(CoverageValue::None), Tone::Bad);
    }
}
