//! Gaps as a table.

use super::{count, level, say, title, value_cell, yes};
use crate::coverage::{GapKind, GapList};
use crate::export::table::{Cell, Column, ColumnKind, Table, Tone};
use crate::model::Lang;

/// The list of gaps, what matters most first.
pub fn gaps_table(list: &GapList, language: Lang) -> Table {
    let text = |lv, en, wide| Column::new(say(language, lv, en), ColumnKind::Text).wide(wide);
    let mut table = Table::new(
        say(language, "Trūkumi", "Gaps"),
        vec![
            Column::new(say(language, "Trūkums", "Gap"), ColumnKind::Status).wide(30),
            text("Kas", "What", 60),
            text("Kur", "Where", 40),
            text("Kvalifikācija", "Qualification", 30),
            Column::new(say(language, "Atrasts", "Found"), ColumnKind::Status).wide(16),
            Column::new("LKI", ColumnKind::Number),
            text("Drošība vai tiesības", "Safety or law", 12),
            Column::new(
                say(
                    language,
                    "Kvalifikācijas, ko skar",
                    "Qualifications touched",
                ),
                ColumnKind::Number,
            ),
            text("Tuvākais", "Nearest", 60),
            Column::new(say(language, "Līdzība", "Likeness"), ColumnKind::Percent),
            Column::new(say(language, "Gads", "Year"), ColumnKind::Number),
        ],
    );
    table.language = language;
    table.heading_columns = 2;
    for gap in &list.gaps {
        table.rows.push(vec![
            Cell::status(kind_name(gap.kind, language), tone(gap.kind)),
            Cell::text(title(&gap.record, language)),
            Cell::maybe(gap.group.as_ref().map(|g| title(g, language))),
            Cell::maybe(gap.qualification.as_ref().map(|q| q.name.clone())),
            value_cell(gap.value, language),
            level(gap.lki),
            yes(gap.strict, language),
            count(gap.touches),
            Cell::maybe(gap.nearest.as_ref().map(|n| title(n, language))),
            gap.nearest
                .as_ref()
                .map_or(Cell::Empty, |_| Cell::Percent(f64::from(gap.score))),
            gap.year.map_or(Cell::Empty, |y| Cell::Number(f64::from(y))),
        ]);
    }
    let counts = list
        .counts
        .iter()
        .map(|(kind, n)| format!("{}: {n}", kind_name(*kind, language)));
    table.notes = counts.collect();
    table
}

const fn kind_name(kind: GapKind, language: Lang) -> &'static str {
    match language {
        Lang::Lv | Lang::Und => kind.name_lv(),
        Lang::En => match kind {
            GapKind::Untaught => "requirement is not taught",
            GapKind::PartlyTaught => "requirement is taught in part",
            GapKind::Unrequired => "outcome meets no requirement",
            GapKind::Unexamined => "requirement is not examined",
            GapKind::ExamUnnamed => "its task is examined, the requirement is not named",
            GapKind::NoMaterial => "module has no material",
            GapKind::MaterialUnused => "material fits nothing",
            GapKind::MaterialOld => "material is out of date",
        },
    }
}

const fn tone(kind: GapKind) -> Tone {
    match kind {
        GapKind::Untaught => Tone::Bad,
        GapKind::PartlyTaught | GapKind::Unexamined | GapKind::NoMaterial => Tone::Partial,
        GapKind::Unrequired | GapKind::ExamUnnamed => Tone::Weak,
        GapKind::MaterialUnused | GapKind::MaterialOld => Tone::Neutral,
    }
}
