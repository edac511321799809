//! PKP in the official grid: one task a row, its requirements in three cells, a merged row above each duty's tasks,
//! and a second table for the general requirements.

use crate::import::ImportError;
use crate::import::tables::{Columns, Grid, Merge, RowView, Table, TableSpec};
use crate::model::{Aspect, Level, Scope};

use super::super::levels;
use super::super::statements::{bare, number, same_words};
use super::cells::{self, Item};
use super::list::number_path;
use super::{Draft, Requirement, begin, scope_of};

/// The columns of the official grid.
pub(crate) const SPEC: TableSpec = TableSpec {
    name: "pkp-grid",
    obligatory: &["task", "skills", "knowledge"],
    marks: &[],
};

pub(super) fn read(grids: &[Grid], columns: &Columns) -> Result<Draft, ImportError> {
    let (mut draft, found) = begin(grids, SPEC, columns)?;
    for table in &found {
        let title: String = table
            .lead()
            .iter()
            .rev()
            .take_while(|row| row.filled().count() == 1)
            .flat_map(|row| row.filled().map(|(_, cell)| cell.text.as_str()))
            .collect::<Vec<_>>()
            .join(" ");
        read_table(&mut draft, table, scope_of("", &title));
    }
    Ok(draft)
}

/// The duty and task that the next rows belong to.
#[derive(Debug, Clone, Default)]
struct Place {
    duty_number: String,
    duty: String,
    task_number: String,
    task: String,
}

/// Reads the tasks of one table; `scope` is what its title says.
pub(super) fn read_table(draft: &mut Draft, table: &Table<'_>, scope: Scope) {
    let mut place = Place::default();
    let mut scope_now = scope;
    for row in table.rows() {
        if let Some(title) = title_of(&row) {
            begin_duty(draft, &row, title, scope, &mut scope_now, &mut place);
            continue;
        }
        read_row(draft, table, &row, scope_now, &mut place);
    }
}

/// The duty that a row names: a cell merged over the row, or one that stands alone where numbers or tasks do. A task
/// alone in its column is a task without requirements unless it is numbered.
fn title_of<'t>(row: &RowView<'t>) -> Option<&'t str> {
    let (field, cell) = row.only_cell()?;
    let wide = matches!(cell.merge, Merge::Head(columns) if columns > 1);
    let title = match field {
        _ if wide => true,
        None | Some("number") => true,
        Some("task") => number(&cell.text).0.is_some(),
        Some(_) => false,
    };
    title.then_some(cell.text.as_str())
}

fn begin_duty(
    draft: &mut Draft,
    row: &RowView<'_>,
    title: &str,
    scope: Scope,
    scope_now: &mut Scope,
    place: &mut Place,
) {
    let (found, name) = number(title);
    let written = number_path(found.unwrap_or_default());
    *scope_now = match scope {
        Scope::General => Scope::General,
        Scope::Professional => scope_of(&written, name),
    };
    *place = Place {
        duty_number: written,
        duty: bare(name.trim_end_matches(':')),
        ..Place::default()
    };
    if *scope_now == Scope::General && !place.duty_number.starts_with('V') {
        place.duty_number = if scope == Scope::General {
            "V".to_owned()
        } else {
            String::new()
        };
    }
    let duty = draft.duty(&place.duty_number, &place.duty, *scope_now, || row.source());
    place.duty_number.clone_from(&duty.number);
}

fn read_row(
    draft: &mut Draft,
    table: &Table<'_>,
    row: &RowView<'_>,
    scope: Scope,
    place: &mut Place,
) {
    let (in_text, text) = number(row.text("task"));
    let written = match row.text("number") {
        "" => in_text.unwrap_or_default(),
        text => text,
    };
    let mut task_number = number_path(written);
    if scope == Scope::General && !task_number.is_empty() && !task_number.starts_with('V') {
        task_number = format!("V.{task_number}");
    }
    // A row without a task goes on with the one above.
    if !text.is_empty() {
        place.task = bare(text);
        place.task_number = task_number;
    }
    if place.task.is_empty() {
        draft.findings.skip(
            "row-skipped",
            row.source(),
            "the row names no task (“Uzdevumi”); it was left out",
        );
        return;
    }
    if place.duty_number.is_empty()
        && let Some((above, _)) = place.task_number.rsplit_once('.')
    {
        place.duty_number = above.to_owned();
    }
    let requirements = requirements(draft, table, row, scope);
    let duty = draft.duty(&place.duty_number, &place.duty, scope, || row.source());
    place.duty_number.clone_from(&duty.number);
    let task = duty.task(&place.task_number, &place.task, || row.source());
    place.task_number.clone_from(&task.number);
    task.requirements.extend(requirements);
}

fn requirements(
    draft: &mut Draft,
    table: &Table<'_>,
    row: &RowView<'_>,
    scope: Scope,
) -> Vec<Requirement> {
    let findings = &mut draft.findings;
    let mut all = Vec::new();
    let skills = cells::skills(row.text("skills"), || row.at("skills"), findings);
    take(&mut all, row, "skills", skills, scope);
    if table.has("attitudes") {
        let attitudes = cells::plain(row.text("attitudes"), Aspect::Attitude);
        take(&mut all, row, "attitudes", attitudes, scope);
    }
    let knowledge = cells::knowledge(row.text("knowledge"), || row.at("knowledge"), findings);
    take(&mut all, row, "knowledge", knowledge, scope);
    for item in cells::plain(row.text("competences"), Aspect::Competence) {
        let (text, stated) = cells::take_level(&item.text);
        let level: Option<Level> = stated.and_then(|stated| {
            levels::read(
                &stated,
                None,
                draft.approved,
                &row.at("competences"),
                findings,
            )
        });
        let before = all.len();
        take(
            &mut all,
            row,
            "competences",
            vec![Item { text, ..item }],
            scope,
        );
        if let Some(last) = all.get_mut(before) {
            last.level = level;
        }
    }
    all
}

fn take(
    all: &mut Vec<Requirement>,
    row: &RowView<'_>,
    field: &str,
    items: Vec<Item>,
    scope: Scope,
) {
    // A cell merged over several rows belongs to the first of them.
    if row.cell(field).is_some_and(|c| c.is_covered()) {
        return;
    }
    for item in items {
        let mut at = row.at(field);
        if !same_words(&item.text, row.text(field)) {
            at.raw = Some(row.text(field).to_owned());
        }
        all.push(Requirement {
            text: item.text,
            aspect: item.aspect,
            scope,
            depth: item.depth,
            level: None,
            at,
        });
    }
}
