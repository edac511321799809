//! Filling a matrix.

use std::collections::BTreeMap;

use super::plan::Plan;
use super::reach::{Places, Reach, by_column};
use super::types::{Cell, Column, LeafScore, Matrix, MatrixKind, MatrixRow, ValueCounts};
use crate::coverage::curriculum::{Curriculum, Item};
use crate::coverage::judge::{Asked, Judged, Known, Listed, Rule, judge, level};
use crate::coverage::spread::spread;
use crate::coverage::words::Query;
use crate::coverage::{CoverageConfig, Decisions};
use crate::model::{CoverageValue, Depth, Details, Kind, RecordId};

/// So many outcomes are named behind a cell.
const SHOWN_LEAVES: usize = 4;

/// A row: what asks.
pub(in crate::coverage) struct RowSpec {
    pub(in crate::coverage) item: u32,
    pub(in crate::coverage) level: Option<u8>,
    pub(in crate::coverage) depth: Option<Depth>,
    pub(in crate::coverage) rule: Rule,
}

impl RowSpec {
    /// A record as a row.
    pub(in crate::coverage) fn new(curriculum: &Curriculum, number: u32) -> Self {
        let item = curriculum.item(number);
        let national = item.filter(|i| matches!(i.kind, Kind::Requirement | Kind::LearningOutcome));
        Self {
            item: number,
            level: national.and_then(level),
            depth: item.and_then(Item::depth),
            rule: if national.is_some() {
                Rule::Together
            } else {
                Rule::Single
            },
        }
    }
}

/// A column: what answers, and the records whose words count for it.
pub(in crate::coverage) struct ColumnSpec {
    pub(in crate::coverage) item: u32,
    pub(in crate::coverage) leaves: Vec<u32>,
}

/// The cells of every row in which something was found or said, in the order of the columns.
pub(in crate::coverage) fn fill(
    curriculum: &Curriculum,
    rows: &[RowSpec],
    columns: &[ColumnSpec],
    decisions: &Decisions,
) -> Vec<Vec<(usize, Judged)>> {
    fill_from(curriculum, rows, columns, decisions, 0.0)
}

/// The same without the cells whose words reach less than this share, unless something was said of them. Where only values are of
/// interest, far less is judged; with a share a little below [`super::super::Thresholds::mentioned`] nothing of them is lost.
pub(in crate::coverage) fn fill_from(
    curriculum: &Curriculum,
    rows: &[RowSpec],
    columns: &[ColumnSpec],
    decisions: &Decisions,
    least: f32,
) -> Vec<Vec<(usize, Judged)>> {
    let places = Places::new(curriculum, columns);
    spread(rows, |row| {
        fill_row(curriculum, row, columns, &places, decisions, least)
    })
}

fn fill_row(
    curriculum: &Curriculum,
    row: &RowSpec,
    columns: &[ColumnSpec],
    places: &Places,
    decisions: &Decisions,
    least: f32,
) -> Vec<(usize, Judged)> {
    let known = known(curriculum, row, columns, places, decisions);
    let nothing = Query::default();
    let mut best: BTreeMap<usize, Judged> = BTreeMap::new();
    let named = curriculum.queries_of(row.item);
    let queries = if named.is_empty() {
        std::slice::from_ref(&nothing)
    } else {
        &*named
    };
    let reach = Reach {
        rule: row.rule,
        least,
        said: known.iter().map(|(column, _)| *column as u32).collect(),
    };
    for query in queries {
        let asked = Asked {
            query,
            level: row.level,
            depth: row.depth,
            rule: row.rule,
        };
        for (column, hits) in by_column(curriculum, query, places, &reach) {
            let of_column = of_column(&known, column);
            take(
                &mut best,
                column,
                judge(curriculum, &asked, &hits, of_column),
            );
        }
        for chunk in known.chunk_by(|a, b| a.0 == b.0) {
            let Some((column, _)) = chunk.first() else {
                continue;
            };
            if !best.contains_key(column) {
                take(
                    &mut best,
                    *column,
                    judge(curriculum, &asked, &[], of_column(&known, *column)),
                );
            }
        }
    }
    best.into_iter().collect()
}

/// What is decided, proposed or listed about a row, by column.
fn known<'a>(
    curriculum: &'a Curriculum,
    row: &RowSpec,
    columns: &[ColumnSpec],
    places: &Places,
    decisions: &'a Decisions,
) -> Vec<(usize, Vec<Known<'a>>)> {
    let Some(item) = curriculum.item(row.item) else {
        return Vec::new();
    };
    let mut found: Vec<(usize, Known<'a>)> = decisions
        .pairs_of(&item.id)
        .filter_map(|(id, pair)| {
            let number = curriculum.number(id)?;
            let column = places.any(number)? as usize;
            let known = Known {
                item: number,
                id,
                pair: Some(pair),
                listed: None,
            };
            Some((column, known))
        })
        .collect();
    let listed = |number: u32, listed: Listed| {
        let materials = curriculum.supported.get(&number).into_iter().flatten();
        materials.map(move |&m| (m, listed))
    };
    let above = item
        .parent
        .into_iter()
        .flat_map(|p| listed(p, Listed::Above));
    for (material, listed) in listed(row.item, Listed::Itself).chain(above) {
        let column = places.leaf(material);
        let spec = column.and_then(|at| columns.get(at as usize));
        // Only a column of materials: a list says nothing of modules.
        let (Some(column), Some(id)) = (
            column,
            spec.and_then(|s| curriculum.item(s.item)).map(|i| &i.id),
        ) else {
            continue;
        };
        let column = column as usize;
        match found
            .iter_mut()
            .find(|(at, k)| *at == column && k.item == material)
        {
            Some((_, known)) => known.listed = known.listed.or(Some(listed)),
            None => found.push((
                column,
                Known {
                    item: material,
                    id,
                    pair: None,
                    listed: Some(listed),
                },
            )),
        }
    }
    found.sort_by_key(|a| (a.0, a.1.item));
    let mut grouped: Vec<(usize, Vec<Known<'a>>)> = Vec::new();
    for (column, known) in found {
        match grouped.last_mut() {
            Some((at, group)) if *at == column => group.push(known),
            _ => grouped.push((column, vec![known])),
        }
    }
    grouped
}

fn of_column<'k, 'a>(known: &'k [(usize, Vec<Known<'a>>)], column: usize) -> &'k [Known<'a>] {
    let at = known.binary_search_by_key(&column, |(at, _)| *at).ok();
    at.and_then(|at| known.get(at))
        .map_or(&[], |(_, group)| group.as_slice())
}

fn take(best: &mut BTreeMap<usize, Judged>, column: usize, judged: Judged) {
    let better =
        |known: &Judged| (judged.value.rank(), judged.score) > (known.value.rank(), known.score);
    match best.get_mut(&column) {
        Some(known) if better(known) => *known = judged,
        Some(_) => {}
        None => {
            best.insert(column, judged);
        }
    }
}

/// Draws the whole matrix.
pub(super) fn draw(curriculum: &Curriculum, plan: &Plan, decisions: &Decisions) -> Matrix {
    let least = least(&curriculum.config, plan.kind);
    let filled = fill_from(curriculum, &plan.rows, &plan.columns, decisions, least);
    let mut columns: Vec<Column> = plan
        .columns
        .iter()
        .filter_map(|spec| column(curriculum, spec))
        .collect();
    let mut rows: Vec<MatrixRow> = Vec::with_capacity(plan.rows.len());
    let mut totals = ValueCounts::default();
    for (spec, judged) in plan.rows.iter().zip(filled) {
        let Some(item) = curriculum.item(spec.item) else {
            continue;
        };
        let mut cells = cells(curriculum, item, &judged, decisions);
        silent_verdicts(curriculum, item, plan, decisions, &mut cells);
        for cell in &cells {
            if let Some(column) = columns.get_mut(cell.column) {
                column.totals.add(cell.value);
            }
        }
        let best = best_of(&cells, columns.len());
        totals.add(best);
        rows.push(MatrixRow {
            record: item.reference(),
            group: item.parent.and_then(|p| curriculum.reference(p)),
            aspect: item.aspect(),
            depth: item.depth(),
            best,
            cells,
        });
    }
    for column in &mut columns {
        let said = CoverageValue::ALL
            .iter()
            .map(|v| column.totals.of(*v))
            .sum();
        column.totals.none += rows.len().saturating_sub(said);
    }
    let mut matrix = Matrix {
        kind: plan.kind,
        asking: plan.asking.and_then(|n| curriculum.reference(n)),
        framework: plan.rows_of.as_ref().map(|r| r.framework.clone()),
        collection: plan.rows_of.as_ref().and_then(|r| r.collection.clone()),
        answering: plan.answering.and_then(|n| curriculum.reference(n)),
        columns,
        rows,
        totals,
    };
    if plan.kind == MatrixKind::Materials {
        drop_empty_columns(&mut matrix);
    }
    matrix
}

/// The share of words below which no cell has a value, a little less for rounding.
pub(in crate::coverage) fn least(config: &CoverageConfig, kind: MatrixKind) -> f32 {
    let mentioned = match kind {
        MatrixKind::Framework => config.frameworks.mentioned,
        MatrixKind::Programme | MatrixKind::Materials => config.thresholds.mentioned,
    };
    mentioned - 0.001
}

/// The best value of a row.
pub(in crate::coverage) fn best_of(cells: &[Cell], columns: usize) -> CoverageValue {
    let excused = cells
        .iter()
        .filter(|c| c.value == CoverageValue::NotApplicable)
        .count();
    if excused > 0 && excused == columns {
        return CoverageValue::NotApplicable;
    }
    cells
        .iter()
        .fold(CoverageValue::None, |best, cell| match cell.value {
            CoverageValue::NotApplicable => best,
            value => best.or(value),
        })
}

fn column(curriculum: &Curriculum, spec: &ColumnSpec) -> Option<Column> {
    let item = curriculum.item(spec.item)?;
    let group = match (&item.details, item.kind) {
        (Details::Module(module), _) => module.part.and_then(|part| {
            let code = serde_json::to_value(part).ok()?;
            code.as_str().map(str::to_owned)
        }),
        (_, Kind::LearningOutcome) => {
            let module = item.parent.and_then(|p| curriculum.item(p))?;
            Some(module.code.clone().unwrap_or_else(|| module.name.clone()))
        }
        _ => None,
    };
    Some(Column {
        record: item.reference(),
        group,
        hours: item.hours(),
        leaves: spec.leaves.len(),
        totals: ValueCounts::default(),
    })
}

fn cells(
    curriculum: &Curriculum,
    row: &Item,
    judged: &[(usize, Judged)],
    decisions: &Decisions,
) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (column, judged) in judged {
        if judged.value == CoverageValue::None {
            continue;
        }
        let leaves: Vec<LeafScore> = judged
            .leaves
            .iter()
            .take(SHOWN_LEAVES)
            .filter(|l| l.score == 0.0 || l.score >= judged.score / 2.0)
            .filter_map(|l| {
                let item = curriculum.item(l.item)?;
                Some(LeafScore {
                    id: item.id.clone(),
                    code: item.code.clone(),
                    score: l.score,
                })
            })
            .collect();
        let accepted = |id: &RecordId| {
            decisions
                .pair(&row.id, id)
                .is_some_and(|p| p.accepted.is_some())
        };
        cells.push(Cell {
            column: *column,
            value: judged.value,
            machine: judged.value,
            score: judged.score,
            verdict: None,
            accepted: judged
                .leaves
                .iter()
                .filter_map(|l| curriculum.item(l.item))
                .any(|i| accepted(&i.id)),
            leaves,
        });
    }
    cells
}

/// Verdicts, also where the machine found nothing.
fn silent_verdicts(
    curriculum: &Curriculum,
    row: &Item,
    plan: &Plan,
    decisions: &Decisions,
    cells: &mut Vec<Cell>,
) {
    for verdict in decisions.verdicts_of(&row.id) {
        let number = curriculum.number(&verdict.col);
        let at = plan.columns.iter().position(|c| Some(c.item) == number);
        let Some(column) = at else { continue };
        match cells.iter_mut().find(|c| c.column == column) {
            Some(cell) => {
                cell.value = verdict.value;
                cell.verdict = Some(verdict.clone());
            }
            None => cells.push(Cell {
                column,
                value: verdict.value,
                machine: CoverageValue::None,
                score: 0.0,
                verdict: Some(verdict.clone()),
                accepted: false,
                leaves: Vec::new(),
            }),
        }
    }
    cells.sort_by_key(|c| c.column);
}

/// A module meets few of all materials: only those that cover something are shown.
fn drop_empty_columns(matrix: &mut Matrix) {
    let mut kept: Vec<usize> = Vec::new();
    for row in &matrix.rows {
        kept.extend(row.cells.iter().map(|c| c.column));
    }
    kept.sort_unstable();
    kept.dedup();
    let columns = std::mem::take(&mut matrix.columns);
    let all = columns.into_iter().enumerate();
    matrix.columns = all
        .filter(|(at, _)| kept.binary_search(at).is_ok())
        .map(|(_, c)| c)
        .collect();
    for cell in matrix.rows.iter_mut().flat_map(|r| &mut r.cells) {
        cell.column = kept.binary_search(&cell.column).unwrap_or(0);
    }
}

#[cfg(test)]
mod tests;
