//! The tables of coverage: what pages show and files take along.

use super::coverage_matrix::heading;
use super::coverage_words::{code, status, title, version};
use super::{Language, record_path};
use crate::coverage::{
    ElsewhereOnly, GapList, Matrix, Missing, Offer, Offers, OutdatedProgramme, Ref, RequirementAt,
    SkillCard, SmallestSet, TaughtByMany, WorkList,
};
use crate::export::table::{Cell, Column, ColumnKind, Table};

/// An empty table: title and columns by the keys of their texts.
fn table(name: String, columns: &[(&str, ColumnKind)], language: Language) -> Table {
    let columns = columns.iter();
    let columns = columns
        .map(|(key, kind)| Column::new(language.text(key), *kind))
        .collect();
    Table {
        language: language.of_labels(),
        ..Table::new(name, columns)
    }
}

fn link(record: &Ref, language: Language) -> Cell {
    Cell::link(title(record, language), record_path(record.id.as_str()))
}

fn maybe(record: Option<&Ref>, language: Language) -> Cell {
    record.map_or(Cell::Empty, |r| link(r, language))
}

fn all(records: &[Ref], language: Language) -> Cell {
    let names: Vec<String> = records.iter().map(|r| title(r, language)).collect();
    Cell::text(names.join("\n"))
}

fn level(record: &Ref) -> Cell {
    record.lki.map_or(Cell::Empty, |l| Cell::Number(l.into()))
}

fn number(n: usize) -> Cell {
    Cell::Number(n as f64)
}

/// A matrix as a table: a row each, its best value, and a column each.
pub fn matrix_table(matrix: &Matrix, language: Language) -> Table {
    let mut table = table(
        heading(matrix, language),
        &[
            ("coverage.group", ColumnKind::Text),
            ("coverage.requirement", ColumnKind::Text),
            ("coverage.best", ColumnKind::Status),
        ],
        language,
    );
    table.heading_columns = 2;
    let columns = matrix.columns.iter();
    let columns = columns.map(|c| Column::new(title(&c.record, language), ColumnKind::Status));
    table.columns.extend(columns);
    for row in &matrix.rows {
        let mut cells = vec![
            maybe(row.group.as_ref(), language),
            link(&row.record, language),
            status(row.best, language),
        ];
        cells.extend((0..matrix.columns.len()).map(|at| status(row.value(at), language)));
        table.rows.push(cells);
    }
    table
        .notes
        .push(language.text("coverage.legend").to_owned());
    table.notes.push(language.text("site.esco").to_owned());
    table
}

fn missing(missing: &[Missing], language: Language) -> Cell {
    if missing.is_empty() {
        return Cell::status(
            language.text("coverage.nothing_missing"),
            crate::export::table::Tone::Good,
        );
    }
    let words = missing.iter().map(|m| {
        language.text(match m {
            Missing::Teaching => "coverage.missing_teaching",
            Missing::Requirement => "coverage.missing_requirement",
            Missing::Examination => "coverage.missing_examination",
            Missing::Material => "coverage.missing_material",
        })
    });
    let words: Vec<&str> = words.collect();
    Cell::status(
        format!("✕ {}", words.join("; ")),
        crate::export::table::Tone::Bad,
    )
}

/// The card of a skill: a line a qualification, then requirements, outcomes, exam items, materials, kin.
pub fn card_tables(
    card: &SkillCard,
    sector: &dyn Fn(&str) -> String,
    language: Language,
) -> Vec<Table> {
    use ColumnKind::{Number, Percent, Status, Text};
    let name = |key: &str| language.text(key).to_owned();
    let mut lines = table(
        name("coverage.by_qualification"),
        &[
            ("kind.qualification", Text),
            ("record.level", Number),
            ("facet.sector", Text),
            ("coverage.missing", Status),
            ("coverage.requirements", Number),
            ("detail.depth", Text),
            ("detail.modules", Text),
            ("detail.hours", Number),
            ("coverage.share", Percent),
            ("kind.exam_item", Number),
            ("relation.supports_in", Number),
        ],
        language,
    );
    for line in &card.lines {
        lines.rows.push(vec![
            link(&line.qualification, language),
            level(&line.qualification),
            Cell::maybe(line.sector.as_deref().map(sector)),
            missing(&line.missing, language),
            number(line.requirements),
            Cell::maybe(line.depth.map(|d| language.name_of("value", &code(&d)))),
            all(&line.modules, language),
            Cell::Number((f64::from(line.hours) * 10.0).round() / 10.0),
            line.share.map_or(Cell::Empty, |s| Cell::Percent(s.into())),
            number(line.exam_items),
            number(line.materials),
        ]);
    }
    let columns = [
        ("coverage.requirement", Text),
        ("kind.qualification", Text),
        ("record.level", Number),
        ("kind.task", Text),
        ("detail.depth", Text),
        ("coverage.nearness", Percent),
    ];
    let mut required = table(name("coverage.required_by"), &columns, language);
    for r in &card.required {
        required.rows.push(vec![
            link(&r.requirement, language),
            link(&r.qualification, language),
            level(&r.qualification),
            maybe(r.task.as_ref(), language),
            Cell::maybe(r.depth.map(|d| language.name_of("value", &code(&d)))),
            Cell::Percent(r.score.into()),
        ]);
    }
    let columns = [
        ("coverage.outcome", Text),
        ("kind.module", Text),
        ("kind.programme", Text),
        ("detail.hours", Number),
        ("detail.strict", Text),
        ("coverage.nearness", Percent),
    ];
    let mut taught = table(name("coverage.taught_by"), &columns, language);
    for t in &card.taught {
        taught.rows.push(vec![
            link(&t.outcome, language),
            link(&t.module, language),
            link(&t.programme, language),
            t.hours.map_or(Cell::Empty, |h| {
                Cell::Number((f64::from(h) * 10.0).round() / 10.0)
            }),
            Cell::maybe(t.strict.then(|| language.text("detail.yes"))),
            Cell::Percent(t.score.into()),
        ]);
    }
    let columns = [
        ("kind.exam_item", Text),
        ("kind.qualification", Text),
        ("coverage.nearness", Percent),
    ];
    let mut examined = table(name("coverage.examined_by"), &columns, language);
    for e in &card.examined {
        examined.rows.push(vec![
            link(&e.item, language),
            maybe(e.qualification.as_ref(), language),
            Cell::Percent(e.score.into()),
        ]);
    }
    let columns = [
        ("kind.material", Text),
        ("coverage.listed", Text),
        ("coverage.nearness", Percent),
    ];
    let mut materials = table(name("relation.supports_in"), &columns, language);
    for m in &card.materials {
        let listed = if m.listed { "detail.yes" } else { "detail.no" };
        materials.rows.push(vec![
            link(&m.material, language),
            Cell::text(language.text(listed)),
            Cell::Percent(m.score.into()),
        ]);
    }
    let columns = [
        ("coverage.concept", Text),
        ("facet.framework", Text),
        ("coverage.nearness", Percent),
    ];
    let mut kin = table(name("coverage.kin"), &columns, language);
    for k in &card.kin {
        kin.rows.push(vec![
            link(&k.concept, language),
            Cell::text(language.name_of("framework", &k.framework)),
            Cell::Percent(k.confidence.into()),
        ]);
    }
    kin.notes.push(language.text("site.esco").to_owned());
    vec![lines, required, taught, examined, materials, kin]
}

/// What many teach and nobody requires.
pub fn taught_table(found: &[TaughtByMany], language: Language) -> Table {
    use ColumnKind::{Number, Text};
    let columns = [
        ("coverage.outcome", Text),
        ("coverage.programmes", Number),
        ("kind.programme", Text),
    ];
    let mut table = table(
        language.text("coverage.upside_taught").to_owned(),
        &columns,
        language,
    );
    for one in found {
        table.rows.push(vec![
            link(&one.outcome, language),
            number(one.programmes.len()),
            all(&one.programmes, language),
        ]);
    }
    table
}

/// What one sector requires and only another one teaches.
pub fn elsewhere_table(
    found: &[ElsewhereOnly],
    sector: &dyn Fn(&str) -> String,
    language: Language,
) -> Table {
    use ColumnKind::{Status, Text};
    let columns = [
        ("coverage.requirement", Text),
        ("kind.qualification", Text),
        ("facet.sector", Text),
        ("coverage.at_home", Status),
        ("coverage.elsewhere", Text),
    ];
    let name = language.text("coverage.upside_elsewhere").to_owned();
    let mut table = table(name, &columns, language);
    for one in found {
        table.rows.push(vec![
            link(&one.requirement, language),
            link(&one.qualification, language),
            Cell::text(sector(&one.sector)),
            status(one.at_home, language),
            all(&one.elsewhere, language),
        ]);
    }
    table
}

/// Gaps, what matters most first.
pub fn gaps_table(list: &GapList, language: Language) -> Table {
    use ColumnKind::{Number, Status, Text};
    let columns = [
        ("coverage.gap", Text),
        ("coverage.what", Text),
        ("coverage.group", Text),
        ("kind.qualification", Text),
        ("record.level", Number),
        ("detail.strict", Text),
        ("coverage.touches", Number),
        ("coverage.found", Status),
        ("coverage.nearest", Text),
    ];
    let mut table = table(
        language.text("coverage.gaps").to_owned(),
        &columns,
        language,
    );
    for gap in &list.gaps {
        table.rows.push(vec![
            Cell::text(language.text(&format!("gap.{}", gap.kind.code()))),
            link(&gap.record, language),
            maybe(gap.group.as_ref(), language),
            maybe(gap.qualification.as_ref(), language),
            gap.lki.map_or(Cell::Empty, |l| Cell::Number(l.into())),
            Cell::maybe(gap.strict.then(|| language.text("detail.yes"))),
            number(gap.touches),
            status(gap.value, language),
            maybe(gap.nearest.as_ref(), language),
        ]);
    }
    table
}

fn languages(offer: &Offer, language: Language) -> String {
    let named = offer.languages.iter();
    let named: Vec<String> = named.map(|l| language.name_of("language", l)).collect();
    named.join(", ")
}

fn offers(name: String, found: &[Offer], language: Language) -> Table {
    use ColumnKind::{Number, Text};
    let columns = [
        ("kind.material", Text),
        ("coverage.covers", Number),
        ("coverage.which", Text),
        ("detail.languages", Text),
        ("detail.material_type", Text),
        ("detail.access", Text),
        ("detail.licence", Text),
        ("detail.year", Number),
    ];
    let mut table = table(name, &columns, language);
    for offer in found {
        let which = offer.covers.iter().map(|c| {
            let who = language.text(&format!("support.{}", code(&c.support)));
            let outcome = c.code.clone().unwrap_or_else(|| c.outcome.to_string());
            format!("{outcome} ({who})")
        });
        table.rows.push(vec![
            link(&offer.material, language),
            number(offer.covers.len()),
            Cell::text(which.collect::<Vec<_>>().join(", ")),
            Cell::text(languages(offer, language)),
            Cell::maybe(offer.material_type.clone()),
            Cell::maybe(offer.access.clone()),
            Cell::maybe(offer.licence.clone()),
            offer.year.map_or(Cell::Empty, |y| Cell::Number(y.into())),
        ]);
    }
    table
}

/// The smallest set for a module, what stays uncovered, and everything that is offered.
pub fn materials_tables(found: &Offers, set: &SmallestSet, language: Language) -> Vec<Table> {
    let name = |key: &str| language.text(key).to_owned();
    let mut smallest = offers(name("coverage.smallest"), &set.chosen, language);
    let exact = if set.exact {
        "coverage.exact"
    } else {
        "coverage.not_exact"
    };
    smallest.notes.push(name(exact));
    let columns = [("coverage.outcome", ColumnKind::Text)];
    let mut uncovered = table(name("coverage.uncovered"), &columns, language);
    uncovered.rows = set
        .uncovered
        .iter()
        .map(|o| vec![link(o, language)])
        .collect();
    let all = offers(name("coverage.offers"), &found.offers, language);
    vec![smallest, uncovered, all]
}

fn said(side: Option<&RequirementAt>, language: Language) -> Cell {
    side.map_or(Cell::Empty, |s| link(&s.requirement, language))
}

/// Two versions side by side, and what each change touches.
pub fn impact_tables(
    list: &WorkList,
    done: &dyn Fn(&str) -> Option<String>,
    language: Language,
) -> Vec<Table> {
    use ColumnKind::Text;
    let columns = [
        ("coverage.change", Text),
        ("coverage.before", Text),
        ("coverage.after", Text),
        ("coverage.action", Text),
        ("detail.modules", Text),
        ("coverage.outcomes", Text),
        ("kind.exam_item", Text),
        ("relation.supports_in", Text),
        ("coverage.done", Text),
    ];
    let diff = &list.diff;
    let side = |record: &Ref| {
        let name = title(record, language);
        version(record).map_or(name.clone(), |day| format!("{name} ({day})"))
    };
    let name = format!("{} → {}", side(&diff.old), side(&diff.new));
    let mut table = table(name, &columns, language);
    for item in &list.items {
        let modules: Vec<String> = item
            .modules
            .iter()
            .map(|m| title(&m.module, language))
            .collect();
        let outcomes = item.modules.iter().flat_map(|m| &m.outcomes);
        let outcomes: Vec<String> = outcomes.map(|o| title(o, language)).collect();
        table.rows.push(vec![
            Cell::text(language.text(&format!("change.{}", item.change.kind.code()))),
            said(item.change.old.as_ref(), language),
            said(item.change.new.as_ref(), language),
            Cell::text(language.text(&format!("proposed.{}", item.action.code()))),
            Cell::text(modules.join("\n")),
            Cell::text(outcomes.join("\n")),
            all(&item.exam_items, language),
            all(&item.materials, language),
            Cell::maybe(done(&item.key)),
        ]);
    }
    vec![table]
}

/// Programmes that still rest on an older version.
pub fn outdated_table(found: &[OutdatedProgramme], language: Language) -> Table {
    use ColumnKind::{Number, Text};
    let columns = [
        ("kind.programme", Text),
        ("coverage.rests_on", Text),
        ("coverage.newest", Text),
        ("coverage.changed", Number),
        ("coverage.open", Number),
    ];
    let mut table = table(
        language.text("coverage.outdated").to_owned(),
        &columns,
        language,
    );
    for one in found {
        table.rows.push(vec![
            link(&one.programme, language),
            link(&one.rests_on, language),
            link(&one.newest, language),
            number(one.changed),
            number(one.open),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_words_in_both_languages() {
        let gaps = GapList {
            qualifications: Vec::new(),
            counts: Vec::new(),
            gaps: Vec::new(),
        };
        for language in [Language::Lv, Language::En] {
            let tables = [
                gaps_table(&gaps, language),
                outdated_table(&[], language),
                taught_table(&[], language),
                offers("x".into(), &[], language),
                elsewhere_table(&[], &|s| s.to_owned(), language),
            ];
            for table in tables {
                for column in &table.columns {
                    assert!(!column.name.contains('⟨'), "{}", table.title);
                }
            }
        }
    }

    #[test]
    fn every_kind_of_gap_change_and_action_has_a_name() {
        use crate::coverage::{Action, ChangeKind, GapKind};
        let actions = [
            Action::AddToModule,
            Action::CompleteOutcome,
            Action::CheckOutcome,
            Action::RaiseLevel,
            Action::ReviewOutcome,
            Action::CarryOver,
            Action::Nothing,
        ];
        for language in [Language::Lv, Language::En] {
            let keys = GapKind::ALL.iter().map(|k| format!("gap.{}", k.code()));
            let keys = keys.chain(
                ChangeKind::ALL
                    .iter()
                    .map(|k| format!("change.{}", k.code())),
            );
            let keys = keys.chain(actions.iter().map(|a| format!("proposed.{}", a.code())));
            for key in keys {
                assert_ne!(language.text(&key), "⟨?⟩", "{key}");
            }
        }
    }
}
