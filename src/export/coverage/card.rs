//! A skill card as tables.

use super::{count, depth_name, level, say, title, titles};
use crate::coverage::{Missing, SkillCard};
use crate::export::table::{Cell, Column, ColumnKind, Table, Tone};
use crate::model::Lang;

/// The card: one line a qualification, then requirements, outcomes, exam items, materials and kin.
pub fn card_tables(card: &SkillCard, language: Lang) -> Vec<Table> {
    let mut tables = vec![
        lines(card, language),
        required(card, language),
        taught(card, language),
        examined(card, language),
        materials(card, language),
        kin(card, language),
    ];
    for table in &mut tables {
        table.language = language;
    }
    tables
}

fn column(language: Lang, lv: &str, en: &str, kind: ColumnKind, wide: u16) -> Column {
    Column::new(say(language, lv, en), kind).wide(wide)
}

fn lines(card: &SkillCard, language: Lang) -> Table {
    let text = |lv, en, wide| column(language, lv, en, ColumnKind::Text, wide);
    let number = |lv, en| column(language, lv, en, ColumnKind::Number, 12);
    let mut table = Table::new(
        format!(
            "{}: {}",
            say(language, "Prasmes karte", "Skill card"),
            card.asked
        ),
        vec![
            text("Kvalifikācija", "Qualification", 40),
            number("LKI", "LKI"),
            number("Prasības", "Requirements"),
            text("Zināšanu dziļums", "Depth of knowledge", 14),
            text("Moduļi", "Modules", 50),
            number("Stundas", "Hours"),
            column(
                language,
                "Daļa no programmas",
                "Share of programme",
                ColumnKind::Percent,
                12,
            ),
            number("Eksāmena uzdevumi", "Exam items"),
            number("Mācību līdzekļi", "Materials"),
            column(language, "Trūkst", "Missing", ColumnKind::Status, 30),
        ],
    );
    for line in &card.lines {
        let missing: Vec<&str> = line
            .missing
            .iter()
            .map(|m| missing_name(*m, language))
            .collect();
        let tone = match line.missing.first() {
            None => Tone::Good,
            Some(Missing::Teaching) => Tone::Bad,
            Some(_) => Tone::Partial,
        };
        let words = if missing.is_empty() {
            say(language, "nekas", "nothing").to_owned()
        } else {
            missing.join(", ")
        };
        table.rows.push(vec![
            Cell::text(line.qualification.name.clone()),
            level(line.qualification.lki),
            count(line.requirements),
            Cell::maybe(line.depth.map(|d| depth_name(d, language))),
            titles(&line.modules, language),
            Cell::Number(f64::from(line.hours.round())),
            line.share
                .map_or(Cell::Empty, |s| Cell::Percent(f64::from(s))),
            count(line.exam_items),
            count(line.materials),
            Cell::status(words, tone),
        ]);
    }
    table
}

const fn missing_name(missing: Missing, language: Lang) -> &'static str {
    match missing {
        Missing::Teaching => say(
            language,
            "neviens modulis to nemāca",
            "no module teaches it",
        ),
        Missing::Requirement => say(language, "PKP to neprasa", "the PKP does not require it"),
        Missing::Examination => say(
            language,
            "eksāmens to nepārbauda",
            "the examination does not test it",
        ),
        Missing::Material => say(language, "nav mācību līdzekļu", "no material"),
    }
}

fn required(card: &SkillCard, language: Lang) -> Table {
    let text = |lv, en, wide| column(language, lv, en, ColumnKind::Text, wide);
    let mut table = Table::new(
        say(language, "Kas to prasa", "Required by"),
        vec![
            text("Prasība", "Requirement", 60),
            text("Kvalifikācija", "Qualification", 36),
            text("Uzdevums", "Task", 40),
            text("Dziļums", "Depth", 14),
            column(language, "Tuvums", "Nearness", ColumnKind::Percent, 10),
        ],
    );
    for r in &card.required {
        table.rows.push(vec![
            Cell::text(r.requirement.name.clone()),
            Cell::text(r.qualification.name.clone()),
            Cell::maybe(r.task.as_ref().map(|t| title(t, language))),
            Cell::maybe(r.depth.map(|d| depth_name(d, language))),
            Cell::Percent(f64::from(r.score)),
        ]);
    }
    table
}

fn taught(card: &SkillCard, language: Lang) -> Table {
    let text = |lv, en, wide| column(language, lv, en, ColumnKind::Text, wide);
    let mut table = Table::new(
        say(language, "Kas to māca", "Taught by"),
        vec![
            text("Sasniedzamais rezultāts", "Outcome", 60),
            text("Modulis", "Module", 40),
            text("Programma", "Programme", 36),
            column(language, "Stundas", "Hours", ColumnKind::Number, 10),
            column(language, "Tuvums", "Nearness", ColumnKind::Percent, 10),
        ],
    );
    for t in &card.taught {
        table.rows.push(vec![
            Cell::text(title(&t.outcome, language)),
            Cell::text(title(&t.module, language)),
            Cell::text(t.programme.name.clone()),
            t.hours
                .map_or(Cell::Empty, |h| Cell::Number(f64::from(h.round()))),
            Cell::Percent(f64::from(t.score)),
        ]);
    }
    table
}

fn examined(card: &SkillCard, language: Lang) -> Table {
    let mut table = Table::new(
        say(language, "Kas to pārbauda", "Examined by"),
        vec![
            column(
                language,
                "Eksāmena uzdevums",
                "Exam item",
                ColumnKind::Text,
                60,
            ),
            column(
                language,
                "Kvalifikācija",
                "Qualification",
                ColumnKind::Text,
                36,
            ),
            column(language, "Tuvums", "Nearness", ColumnKind::Percent, 10),
        ],
    );
    for e in &card.examined {
        table.rows.push(vec![
            Cell::text(title(&e.item, language)),
            Cell::maybe(e.qualification.as_ref().map(|q| q.name.clone())),
            Cell::Percent(f64::from(e.score)),
        ]);
    }
    table
}

fn materials(card: &SkillCard, language: Lang) -> Table {
    let mut table = Table::new(
        say(language, "Mācību līdzekļi", "Materials"),
        vec![
            column(language, "Nosaukums", "Title", ColumnKind::Text, 60),
            column(
                language,
                "Kas to saka",
                "Who says so",
                ColumnKind::Status,
                20,
            ),
            column(language, "Tuvums", "Nearness", ColumnKind::Percent, 10),
        ],
    );
    for m in &card.materials {
        let says = if m.listed {
            Cell::status(
                say(language, "skolas saraksts", "a school's list"),
                Tone::Good,
            )
        } else {
            Cell::status(say(language, "dators", "the machine"), Tone::Weak)
        };
        table.rows.push(vec![
            Cell::text(m.material.name.clone()),
            says,
            Cell::Percent(f64::from(m.score)),
        ]);
    }
    table
}

fn kin(card: &SkillCard, language: Lang) -> Table {
    let mut table = Table::new(
        say(language, "Radniecīgie jēdzieni", "Kin in frameworks"),
        vec![
            column(language, "Jēdziens", "Concept", ColumnKind::Text, 50),
            column(language, "Ietvars", "Framework", ColumnKind::Text, 16),
            column(language, "Ticamība", "Confidence", ColumnKind::Percent, 10),
            column(language, "Pieņemts", "Accepted", ColumnKind::Text, 10),
        ],
    );
    for k in &card.kin {
        table.rows.push(vec![
            Cell::text(title(&k.concept, language)),
            Cell::text(k.framework.clone()),
            Cell::Percent(f64::from(k.confidence)),
            super::yes(k.accepted, language),
        ]);
    }
    table
}
