//! Materials as tables, and a school's list written back with its mapping.

use super::{say, title};
use crate::coverage::{Offer, Offers, OwnList, OwnRow, SmallestSet, Support};
use crate::export::table::{Cell, Column, ColumnKind, Table, Tone};
use crate::model::Lang;

/// Materials ranked by what they cover.
pub fn offers_table(offers: &Offers, language: Lang) -> Table {
    let mut table = table_of(&offers.offers, language);
    table.title = format!(
        "{}: {}",
        say(language, "Mācību līdzekļi", "Materials"),
        offers.of.name
    );
    table.notes = uncovered(&offers.uncovered, language);
    table
}

/// The smallest set of materials.
pub fn set_table(set: &SmallestSet, language: Lang) -> Table {
    let mut table = table_of(&set.chosen, language);
    table.title = format!(
        "{}: {}",
        say(language, "Mazākā kopa", "Smallest set"),
        set.of.name
    );
    table.notes = vec![
        if set.exact {
            say(
                language,
                "Mazākas kopas ar šiem nosacījumiem nav.",
                "No smaller set exists under these conditions.",
            )
        } else {
            say(
                language,
                "Kopa ir laba, bet mazāka nav izslēgta.",
                "The set is a good one; a smaller one may exist.",
            )
        }
        .to_owned(),
    ];
    table.notes.extend(uncovered(&set.uncovered, language));
    table
}

fn uncovered(outcomes: &[crate::coverage::Ref], language: Lang) -> Vec<String> {
    let name = say(language, "Bez līdzekļa", "Without a material");
    outcomes
        .iter()
        .map(|o| format!("{name}: {}", title(o, language)))
        .collect()
}

fn table_of(offers: &[Offer], language: Lang) -> Table {
    let text = |lv, en, wide| Column::new(say(language, lv, en), ColumnKind::Text).wide(wide);
    let mut table = Table::new(
        "",
        vec![
            text("Nosaukums", "Title", 50),
            text("Autori", "Authors", 30),
            Column::new(say(language, "Gads", "Year"), ColumnKind::Number),
            text("Valoda", "Language", 10),
            text("Veids", "Kind", 20),
            text("Pieejamība", "Access", 18),
            text("Licence", "Licence", 24),
            text("Rezultāti", "Outcomes", 14),
            Column::new(
                say(language, "Kas to saka", "Who says so"),
                ColumnKind::Status,
            )
            .wide(20),
            Column::new(say(language, "Saite", "Link"), ColumnKind::Link).wide(30),
        ],
    );
    table.language = language;
    for offer in offers {
        let outcomes: Vec<&str> = offer
            .covers
            .iter()
            .filter_map(|c| c.code.as_deref())
            .collect();
        let weakest = offer.covers.iter().map(|c| c.support).max();
        table.rows.push(vec![
            Cell::text(offer.material.name.clone()),
            Cell::maybe(offer.authors.as_deref()),
            offer
                .year
                .map_or(Cell::Empty, |y| Cell::Number(f64::from(y))),
            Cell::text(offer.languages.join(", ")),
            Cell::maybe(offer.material_type.as_deref()),
            Cell::maybe(offer.access.as_deref()),
            Cell::maybe(offer.licence.as_deref()),
            Cell::text(outcomes.join(", ")),
            weakest.map_or(Cell::Empty, |s| support(s, language)),
            offer
                .url
                .as_ref()
                .map_or(Cell::Empty, |url| Cell::link(url, url)),
        ]);
    }
    table
}

fn support(support: Support, language: Lang) -> Cell {
    match support {
        Support::Accepted => Cell::status(say(language, "cilvēks", "a person"), Tone::Good),
        Support::Listed => Cell::status(
            say(language, "skolas saraksts", "a school's list"),
            Tone::Good,
        ),
        Support::Machine => Cell::status(
            say(language, "dators, jāpārbauda", "the machine, to be checked"),
            Tone::Weak,
        ),
    }
}

/// The columns that are added to a school's list, in Latvian and English.
const OURS: [(&str, &str); 3] = [
    ("Kartējums", "Mapping"),
    ("Kas to saka", "Who says so"),
    ("Pārbaude", "Checks"),
];

/// The columns that were added when the list was taken along before, all three side by side: they are written anew, not beside
/// themselves. A column of the school's own that bears one of these names stays.
fn ours(list: &OwnList) -> std::ops::Range<usize> {
    let latvian = OURS.map(|(lv, _)| lv);
    let english = OURS.map(|(_, en)| en);
    let at = list.headings.windows(OURS.len()).position(|window| {
        let names = window.iter().map(|h| h.name.as_str());
        names.clone().eq(latvian) || names.eq(english)
    });
    at.map_or(0..0, |at| at..at + OURS.len())
}

/// The school's list as it was written, its empty module and outcome cells filled in, what was found and what to mend beside it.
pub fn own_list_table(list: &OwnList, name: &str, language: Lang) -> Table {
    let kind = |field: Option<&str>| match field {
        Some("url") => ColumnKind::Link,
        _ => ColumnKind::Text,
    };
    let ours = ours(list);
    let headings = list.headings.iter().enumerate();
    let mut columns: Vec<Column> = headings
        .filter(|(at, _)| !ours.contains(at))
        .map(|(_, h)| Column::new(h.name.clone(), kind(h.field.as_deref())))
        .collect();
    let place = |field: &str| {
        list.headings
            .iter()
            .position(|h| h.field.as_deref() == Some(field))
    };
    let (module, outcome) = (place("module"), place("outcome"));
    let text = |lv, en, wide| Column::new(say(language, lv, en), ColumnKind::Text).wide(wide);
    if module.is_none() {
        columns.push(text("Modulis", "Module", 12));
    }
    if outcome.is_none() {
        columns.push(text("Sasniedzamais rezultāts", "Outcome", 12));
    }
    let [mapping, who, checks] = OURS;
    columns.push(text(mapping.0, mapping.1, 60));
    columns.push(Column::new(say(language, who.0, who.1), ColumnKind::Status).wide(20));
    columns.push(text(checks.0, checks.1, 50));
    let mut table = Table::new(name, columns);
    table.language = language;
    for row in &list.rows {
        table
            .rows
            .push(own_row(list, row, module, outcome, language));
    }
    table
}

fn own_row(
    list: &OwnList,
    row: &OwnRow,
    module: Option<usize>,
    outcome: Option<usize>,
    language: Lang,
) -> Vec<Cell> {
    let mut texts: Vec<String> = row.cells.clone();
    texts.resize(list.headings.len(), String::new());
    let modules = unique(row.mapped.iter().filter_map(|m| m.module.code.clone()));
    let outcomes = unique(
        row.mapped
            .iter()
            .filter_map(|m| m.outcome.as_ref()?.code.clone()),
    );
    // Numbers of outcomes mean something within one module only.
    let outcomes = if modules.len() == 1 {
        outcomes
    } else {
        Vec::new()
    };
    let mut extra = Vec::new();
    for (place, filled) in [
        (module, modules.join(" ; ")),
        (outcome, outcomes.join(" ; ")),
    ] {
        match place.and_then(|at| texts.get_mut(at)) {
            Some(text) if text.is_empty() => *text = filled,
            Some(_) => {}
            None => extra.push(filled),
        }
    }
    let mapped: Vec<String> = row
        .mapped
        .iter()
        .map(|m| mapped_name(m, language))
        .collect();
    let checks: Vec<String> = row
        .checks
        .iter()
        .map(|check| super::check_words(list, row, check, language))
        .collect();
    let url = list
        .headings
        .iter()
        .position(|h| h.field.as_deref() == Some("url"));
    let cell = |(at, text): (usize, String)| {
        if Some(at) == url && text.starts_with("http") {
            Cell::link(text.clone(), text)
        } else {
            Cell::text(text)
        }
    };
    let ours = ours(list);
    let kept = texts.into_iter().enumerate();
    let kept = kept.filter(|(at, _)| !ours.contains(at));
    let mut cells: Vec<Cell> = kept.map(cell).collect();
    cells.extend(extra.into_iter().map(Cell::text));
    cells.push(Cell::text(mapped.join("\n")));
    cells.push(
        row.mapped
            .iter()
            .map(|m| m.support)
            .max()
            .map_or(Cell::Empty, |s| support(s, language)),
    );
    cells.push(Cell::text(checks.join("\n")));
    cells
}

fn mapped_name(mapped: &crate::coverage::MappedTo, language: Lang) -> String {
    let qualification = mapped.qualification.as_ref().map(|q| q.name.clone());
    let outcome = mapped.outcome.as_ref().map(|o| title(o, language));
    let parts = [
        qualification,
        Some(title(&mapped.module, language)),
        outcome,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" / ")
}

fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
