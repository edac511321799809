//! PKP as a list: one requirement a row, the duty and task repeated.

use crate::import::ImportError;
use crate::import::tables::{Columns, Grid, RowView, TableSpec};
use crate::model::{Aspect, Depth, Level, LevelScheme, Scope};

use super::super::levels;
use super::super::statements::{bare, same_words};
use super::super::words::{ASPECTS, DEPTHS, SCOPES, choose};
use super::{Draft, Requirement, begin, scope_of};

/// The columns of the list.
pub(crate) const SPEC: TableSpec = TableSpec {
    name: "pkp-list",
    obligatory: &["task", "aspect", "requirement"],
    marks: &[],
};

pub(super) fn read(grids: &[Grid], columns: &Columns) -> Result<Draft, ImportError> {
    let (mut draft, found) = begin(grids, SPEC, columns)?;
    for table in &found {
        for row in table.rows() {
            read_row(&mut draft, &row);
        }
    }
    Ok(draft)
}

fn read_row(draft: &mut Draft, row: &RowView<'_>) {
    let number = number_path(row.text("number"));
    let task_text = row.text("task");
    let text = bare(row.text("requirement"));
    let duty_name = row.text("duty");
    if task_text.is_empty() {
        draft.findings.skip(
            "row-skipped",
            row.source(),
            "the row names no task (“Uzdevums”); it was left out",
        );
        return;
    }
    let stated = choose(
        row.text("scope"),
        SCOPES,
        || row.at("scope"),
        &mut draft.findings,
    );
    let scope = stated.unwrap_or_else(|| scope_of(&number, duty_name));
    let duty_number = number
        .rsplit_once('.')
        .map_or("", |(above, _)| above)
        .to_owned();
    let aspect = choose(
        row.text("aspect"),
        ASPECTS,
        || row.at("aspect"),
        &mut draft.findings,
    );
    let depth = choose(
        row.text("depth"),
        DEPTHS,
        || row.at("depth"),
        &mut draft.findings,
    );
    let level = level(draft, row);
    let requirement = requirement(draft, row, text, aspect, scope, depth, level);
    let duty = draft.duty(&duty_number, duty_name, scope, || row.source());
    let task = duty.task(&number, &bare(task_text), || row.source());
    task.requirements.extend(requirement);
}

fn requirement(
    draft: &mut Draft,
    row: &RowView<'_>,
    text: String,
    aspect: Option<Aspect>,
    scope: Scope,
    depth: Option<Depth>,
    level: Option<Level>,
) -> Option<Requirement> {
    if text.is_empty() {
        return None;
    }
    let Some(aspect) = aspect else {
        draft.findings.skip(
            "row-skipped",
            row.at("aspect"),
            "the row does not say whether it is a skill, an attitude, knowledge or a competence (“Veids”); it was left out",
        );
        return None;
    };
    let mut at = row.source();
    if !same_words(&text, row.text("requirement")) && at.raw.is_none() {
        at.raw = Some(row.text("requirement").to_owned());
    }
    Some(Requirement {
        text,
        aspect,
        scope,
        depth,
        level,
        at,
    })
}

fn level(draft: &mut Draft, row: &RowView<'_>) -> Option<Level> {
    let scales = [
        ("lki", Some(LevelScheme::Lki)),
        ("level", None),
        ("pkl", Some(LevelScheme::Pkl)),
    ];
    let (field, scale) = scales.into_iter().find(|(f, _)| !row.text(f).is_empty())?;
    let approved = draft.approved;
    levels::read(
        row.text(field),
        scale,
        approved,
        &row.at(field),
        &mut draft.findings,
    )
}

/// `1.1.` → `1.1`, `v.2` → `V.2`.
pub(super) fn number_path(text: &str) -> String {
    text.trim().trim_end_matches(['.', ')', ' ']).to_uppercase()
}
