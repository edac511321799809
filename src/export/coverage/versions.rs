//! Versions and work lists as tables.

use std::collections::HashMap;

use super::{aspect_name, depth_name, say, title, titles};
use crate::coverage::{
    Action, ChangeKind, OutdatedProgramme, RequirementAt, VersionDiff, WorkItem, WorkList,
};
use crate::export::table::{Cell, Column, ColumnKind, Table, Tone};
use crate::model::{Lang, Tick};

/// Two versions side by side.
pub fn changes_table(diff: &VersionDiff, language: Lang) -> Table {
    let text = |lv, en, wide| Column::new(say(language, lv, en), ColumnKind::Text).wide(wide);
    let mut table = Table::new(
        say(language, "Redakciju atšķirības", "Changes between versions"),
        vec![
            Column::new(say(language, "Izmaiņa", "Change"), ColumnKind::Status).wide(18),
            text("Vecais uzdevums", "Old task", 10),
            text("Vecā redakcija", "Old wording", 60),
            text("Jaunais uzdevums", "New task", 10),
            text("Jaunā redakcija", "New wording", 60),
            text("Veids", "Kind", 24),
            Column::new(say(language, "Līdzība", "Likeness"), ColumnKind::Percent),
            text("Pazudušie vārdi", "Words gone", 30),
            text("Jaunie vārdi", "Words new", 30),
        ],
    );
    table.language = language;
    table.heading_columns = 1;
    for change in &diff.changes {
        let (old, new) = (change.old.as_ref(), change.new.as_ref());
        let both = old.is_some() && new.is_some();
        table.rows.push(vec![
            kind_cell(change.kind, language),
            task(old),
            Cell::maybe(old.map(|r| r.requirement.name.clone())),
            task(new),
            Cell::maybe(new.map(|r| r.requirement.name.clone())),
            Cell::text(kinds(old, new, language)),
            if both {
                Cell::Percent(f64::from(change.likeness))
            } else {
                Cell::Empty
            },
            Cell::text(change.words_gone.join(", ")),
            Cell::text(change.words_new.join(", ")),
        ]);
    }
    table.notes = vec![format!("{} → {}", diff.old.id, diff.new.id)];
    table.notes.extend(
        ChangeKind::ALL
            .iter()
            .map(|k| format!("{}: {}", kind_name(*k, language), diff.count(*k))),
    );
    table
}

fn task(side: Option<&RequirementAt>) -> Cell {
    Cell::maybe(side.and_then(|r| r.task.as_ref()?.code.clone()))
}

/// What is asked for; both where it changed.
fn kinds(old: Option<&RequirementAt>, new: Option<&RequirementAt>, language: Lang) -> String {
    let of = |r: &RequirementAt| {
        let aspect = r.aspect.map(|a| aspect_name(a, language));
        let depth = r.depth.map(|d| depth_name(d, language));
        aspect
            .into_iter()
            .chain(depth)
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (old.map(of), new.map(of)) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (old, new) => new.or(old).unwrap_or_default(),
    }
}

fn kind_cell(kind: ChangeKind, language: Lang) -> Cell {
    let tone = match kind {
        ChangeKind::Added => Tone::Bad,
        ChangeKind::LevelChanged => Tone::Partial,
        ChangeKind::Reworded => Tone::Weak,
        ChangeKind::Removed => Tone::Neutral,
        ChangeKind::Same => Tone::Good,
    };
    Cell::status(kind_name(kind, language), tone)
}

const fn kind_name(kind: ChangeKind, language: Lang) -> &'static str {
    match language {
        Lang::Lv | Lang::Und => kind.name_lv(),
        Lang::En => match kind {
            ChangeKind::Added => "added",
            ChangeKind::LevelChanged => "level changed",
            ChangeKind::Reworded => "reworded",
            ChangeKind::Removed => "removed",
            ChangeKind::Same => "unchanged",
        },
    }
}

/// The work list, with what is ticked off.
pub fn work_table(list: &WorkList, ticks: &[Tick], language: Lang) -> Table {
    let text = |lv, en, wide| Column::new(say(language, lv, en), ColumnKind::Text).wide(wide);
    let mut table = Table::new(
        say(language, "Darāmie darbi", "Work list"),
        vec![
            Column::new(say(language, "Izmaiņa", "Change"), ColumnKind::Status).wide(18),
            text("Prasība", "Requirement", 60),
            text("Darbs", "Action", 40),
            text("Moduļi", "Modules", 40),
            text("Rezultāti", "Outcomes", 50),
            text("Eksāmens", "Examination", 40),
            text("Līdzekļi", "Materials", 40),
            Column::new(say(language, "Kartējumi", "Mappings"), ColumnKind::Number),
            text("Paveica", "Done by", 18),
            text("Piezīme", "Remark", 30),
        ],
    );
    table.language = language;
    table.heading_columns = 2;
    let ticked: HashMap<&str, &Tick> = ticks.iter().map(|t| (t.item.as_str(), t)).collect();
    for item in &list.items {
        let tick = ticked.get(item.key.as_str());
        table.rows.push(vec![
            kind_cell(item.change.kind, language),
            Cell::text(requirement(item)),
            Cell::text(action_name(item.action, language)),
            Cell::text(modules(item, language)),
            titles(
                &item
                    .modules
                    .iter()
                    .flat_map(|m| m.outcomes.clone())
                    .collect::<Vec<_>>(),
                language,
            ),
            titles(&item.exam_items, language),
            titles(&item.materials, language),
            Cell::Number(item.mappings.len() as f64),
            Cell::maybe(tick.map(|t| t.by.as_str())),
            Cell::maybe(tick.and_then(|t| t.note.as_deref())),
        ]);
    }
    let modules: Vec<String> = list.modules.iter().map(|m| title(m, language)).collect();
    table.notes = vec![format!(
        "{}: {}",
        say(language, "Maināmie moduļi", "Modules that change"),
        modules.join("; ")
    )];
    table
}

fn requirement(item: &WorkItem) -> String {
    let side = item.change.new.as_ref().or(item.change.old.as_ref());
    side.map(|r| match r.task.as_ref().and_then(|t| t.code.as_deref()) {
        Some(task) => format!("{task} {}", r.requirement.name),
        None => r.requirement.name.clone(),
    })
    .unwrap_or_default()
}

fn modules(item: &WorkItem, language: Lang) -> String {
    let nearest = say(language, "tuvākais", "the nearest");
    let names = item.modules.iter().map(|m| {
        let name = title(&m.module, language);
        if m.nearest_only {
            format!("{name} ({nearest})")
        } else {
            name
        }
    });
    names.collect::<Vec<_>>().join("\n")
}

fn action_name(action: Action, language: Lang) -> &'static str {
    match language {
        Lang::Lv | Lang::Und => action.name_lv(),
        Lang::En => match action {
            Action::AddToModule => "write a new outcome into the module",
            Action::CompleteOutcome => "complete the outcome",
            Action::CheckOutcome => "check that the outcome fits the new wording",
            Action::RaiseLevel => "adjust level and attainment descriptions",
            Action::ReviewOutcome => "consider whether the outcome is still needed",
            Action::CarryOver => "carry accepted mappings over",
            Action::Nothing => "nothing to do",
        },
    }
}

/// Programmes that rest on an older version.
pub fn outdated_table(programmes: &[OutdatedProgramme], language: Lang) -> Table {
    let text = |lv, en, wide| Column::new(say(language, lv, en), ColumnKind::Text).wide(wide);
    let mut table = Table::new(
        say(
            language,
            "Programmas ar vecu PKP",
            "Programmes on an older PKP",
        ),
        vec![
            text("Programma", "Programme", 50),
            text("Balstās uz", "Rests on", 40),
            text("Jaunākā redakcija", "Newest version", 40),
            Column::new(
                say(language, "Mainīto prasību skaits", "Requirements changed"),
                ColumnKind::Number,
            ),
            Column::new(
                say(
                    language,
                    "No tām vēl nav pilnībā",
                    "Of these not yet in full",
                ),
                ColumnKind::Number,
            ),
            text("Kā tas zināms", "How it is known", 30),
        ],
    );
    table.language = language;
    for p in programmes {
        let how = if p.stated {
            say(
                language,
                "programma nosauc veco redakciju",
                "the programme names the older version",
            )
        } else {
            say(language, "pēc satura", "by its content")
        };
        table.rows.push(vec![
            Cell::text(title(&p.programme, language)),
            Cell::text(p.rests_on.id.as_str()),
            Cell::text(p.newest.id.as_str()),
            Cell::Number(p.changed as f64),
            Cell::Number(p.open as f64),
            Cell::text(how),
        ]);
    }
    table
}
