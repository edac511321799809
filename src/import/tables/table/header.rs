//! A header row and how it is understood.

use std::collections::BTreeMap;

use super::{HEADER_ROWS, TableSpec};
use crate::import::ImportError;
use crate::import::tables::columns::{Columns, key};
use crate::import::tables::grid::{Cell, Grid, Merge, Row};
use crate::import::tables::vocabulary::{distance, slips_allowed};

/// A header row as it was understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    /// Column of each field, from 0.
    pub(super) fields: BTreeMap<String, usize>,
    /// Columns that mean nothing here: their place and name.
    pub(super) unknown: Vec<(usize, String)>,
    /// Columns whose field an earlier column already has.
    pub(super) double: Vec<(usize, String)>,
    /// Names with a slip: place, name, the name meant.
    pub(super) corrected: Vec<(usize, String, String)>,
}

pub(super) fn obligatory_found(header: &Header, spec: &TableSpec) -> usize {
    spec.obligatory
        .iter()
        .filter(|f| header.fields.contains_key(**f))
        .count()
}

pub(super) fn understand(row: &Row, spec: &TableSpec, columns: &Columns) -> Header {
    let mut header = Header::default();
    let mut strange: Vec<(usize, &Cell, String)> = Vec::new();
    for (index, cell) in row.cells.iter().enumerate() {
        // A cell covered from the left repeats its neighbour; one covered from above is the header's own.
        let repeats = matches!(cell.merge, Merge::Covered(top, _) if top == row.number);
        if cell.is_empty() || repeats || cell.text.len() > 200 {
            continue;
        }
        let key = key(&cell.text);
        match columns.field_by_key(spec.name, &key) {
            Some(field) if header.fields.contains_key(field) => {
                header.double.push((index, cell.text.clone()));
            }
            Some(field) => {
                header.fields.insert(field.to_owned(), index);
            }
            None => strange.push((index, cell, key)),
        }
    }
    // Slips are only looked for where the rest looks like this header.
    let looks_right = header.fields.len() >= 2;
    for (index, cell, key) in strange {
        let nearest = looks_right
            .then(|| nearest_field(&key, &header, spec, columns))
            .flatten();
        match nearest {
            Some((field, alias)) => {
                header.corrected.push((index, cell.text.clone(), alias));
                header.fields.insert(field, index);
            }
            None => header.unknown.push((index, cell.text.clone())),
        }
    }
    header
}

/// The one field that is not found yet and has an alias a slip away.
fn nearest_field(
    key: &str,
    header: &Header,
    spec: &TableSpec,
    columns: &Columns,
) -> Option<(String, String)> {
    let letters = key.chars().count();
    let mut near: Vec<(usize, &str)> = columns
        .keys(spec.name)
        .filter(|(_, field)| !header.fields.contains_key(*field))
        .map(|(alias, field)| (distance(key, alias), field))
        .filter(|(far, _)| *far <= slips_allowed(letters))
        .collect();
    near.sort_unstable();
    let (far, field) = *near.first()?;
    let unique = near.iter().all(|(f, other)| *f > far || *other == field);
    let alias = columns.aliases(spec.name, field).first()?;
    unique.then(|| (field.to_owned(), alias.clone()))
}

pub(super) fn missing(grid: &Grid, spec: &TableSpec, columns: &Columns) -> ImportError {
    let best = grid
        .rows
        .iter()
        .take(HEADER_ROWS)
        .map(|row| (row, understand(row, spec, columns)))
        .max_by_key(|(_, header)| (obligatory_found(header, spec), header.fields.len()));
    let Some((row, header)) = best.filter(|(_, header)| !header.fields.is_empty()) else {
        return ImportError::MissingColumn {
            at: grid.source().into(),
            wanted: named(spec.obligatory.iter().copied(), spec, columns),
            found: Vec::new(),
        };
    };
    let absent = spec
        .obligatory
        .iter()
        .copied()
        .filter(|f| !header.fields.contains_key(*f));
    ImportError::MissingColumn {
        at: grid.row_source(row).into(),
        wanted: named(absent, spec, columns),
        found: row.filled().map(|(_, c)| c.text.clone()).collect(),
    }
}

/// Columns by the names that would be understood: `“Prasība” (or “Prasības”, “Requirement”) and “Uzdevums”`.
fn named<'a>(fields: impl Iterator<Item = &'a str>, spec: &TableSpec, columns: &Columns) -> String {
    let one = |field: &str| {
        let mut names = columns
            .aliases(spec.name, field)
            .iter()
            .map(|a| format!("“{a}”"));
        let first = names.next().unwrap_or_else(|| field.to_owned());
        let others: Vec<String> = names.collect();
        if others.is_empty() {
            first
        } else {
            format!("{first} (or {})", others.join(", "))
        }
    };
    fields.map(one).collect::<Vec<_>>().join(" and ")
}
