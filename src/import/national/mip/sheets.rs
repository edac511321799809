//! MIP in tables: modules and outcomes on sheets of their own, or one outcome a row with its module repeated.

use crate::import::ImportError;
use crate::import::tables::{
    Columns, Findings, Grid, RowView, Table, TableSpec, find_tables, fit, key, values,
};

use super::super::facts::Facts;
use super::super::gather::gather;
use super::super::names;
use super::super::statements::same_words;
use super::super::words::{PARTS, choose};
use super::outcome::{take_apart, tidy};
use super::{Draft, Module, Outcome};

/// A table of modules.
pub(crate) const MODULES: TableSpec = TableSpec {
    name: "mip",
    obligatory: &["module"],
    marks: &[],
};

/// A table of outcomes, with their modules or only their codes.
pub(crate) const OUTCOMES: TableSpec = TableSpec {
    name: "mip",
    obligatory: &["outcome"],
    marks: &[],
};

/// The columns of hours by year of study, where a plan is given so.
const YEARS: [&str; 4] = ["year1", "year2", "year3", "year4"];

pub(super) fn read(grids: &[Grid], columns: &Columns) -> Result<Draft, ImportError> {
    let mut draft = Draft::new(grids.first().map_or("", |g| g.file.as_str()));
    let mut facts = Facts::new("mip-facts");
    let spec = |grid: &Grid| {
        let has_outcomes = fit(grid, &OUTCOMES, columns).obligatory == 1;
        if has_outcomes { OUTCOMES } else { MODULES }
    };
    let mut found = gather(grids, spec, columns, Some(&mut facts), &mut draft.findings)?;
    draft.take_facts(&facts);
    // Modules first: a sheet of outcomes names them by code, wherever it stands.
    found.sort_by_key(|table| table.has("outcome"));
    for table in &found {
        for row in table.rows() {
            if table.has("outcome") {
                read_outcome(&mut draft, table, &row);
            } else {
                read_module(&mut draft, table, &row);
            }
        }
    }
    Ok(draft)
}

/// Reads a grid that only lists modules, such as the map of modules in a document.
pub(super) fn read_modules(
    draft: &mut Draft,
    grid: &Grid,
    columns: &Columns,
) -> Result<(), ImportError> {
    for table in &find_tables(grid, &MODULES, columns, &mut draft.findings)? {
        for row in table.rows() {
            read_module(draft, table, &row);
        }
    }
    Ok(())
}

fn read_module(draft: &mut Draft, table: &Table<'_>, row: &RowView<'_>) {
    let name = names::one_line(row.text("module"));
    if name.is_empty() || is_total(&name) {
        return;
    }
    let code = names::one_line(row.text("module-code"));
    if !code.is_empty() && draft.modules.iter().any(|m| key(&m.code) == key(&code)) {
        draft.findings.warn(
            "number-twice",
            row.at("module-code"),
            format!("the code {code} is taken by another module; give each its own"),
        );
    }
    let module = module_of(draft, table, row, code, name);
    draft.modules.push(module);
}

/// A row that only adds up: `Kopā`, `Pavisam`.
fn is_total(name: &str) -> bool {
    matches!(
        key(name).as_str(),
        "kopa" | "pavisam" | "stundaskopa" | "kopaprogramma" | "total"
    )
}

fn module_of(
    draft: &mut Draft,
    table: &Table<'_>,
    row: &RowView<'_>,
    code: String,
    name: String,
) -> Module {
    let findings = &mut draft.findings;
    let mut at = row.source();
    let years: Vec<f32> = YEARS
        .iter()
        .filter_map(|y| row.number(y, findings))
        .collect();
    let by_year = YEARS.iter().any(|y| table.has(y));
    let theory = row.number("theory", findings);
    let practice = row.number("practice", findings);
    let stated = row.number("hours", findings);
    let sum = theory.unwrap_or(0.0) + practice.unwrap_or(0.0);
    if let Some(hours) = stated
        && (theory.is_some() || practice.is_some())
        // A cell that is no number is warned of already.
        && ["theory", "practice"].iter().all(|f| row.text(f).is_empty() || row.number(f, &mut Findings::default()).is_some())
        && differs(hours, sum)
    {
        findings.warn(
            "sum-differs",
            row.at("hours"),
            format!("the module states {hours} hours, theory and practice add up to {sum}"),
        );
    }
    let year_sum: f32 = years.iter().sum();
    if let Some(hours) = stated
        && by_year
        && differs(hours, year_sum)
    {
        findings.warn(
            "sum-differs",
            row.at("hours"),
            format!("the module states {hours} hours, the years of study add up to {year_sum}"),
        );
        at.raw = Some(format!("{hours}"));
    }
    let fallback = (sum > 0.0)
        .then_some(sum)
        .or((year_sum > 0.0).then_some(year_sum));
    Module {
        part: choose(row.text("part"), PARTS, || row.at("part"), findings),
        theory,
        practice,
        hours: stated.or(fallback),
        entry: entry(row, findings),
        goal: names::one_line(row.text("goal")),
        outcomes: Vec::new(),
        code,
        name,
        at,
    }
}

/// Entry conditions are module codes or words; two in a cell are a list.
fn entry(row: &RowView<'_>, findings: &mut Findings) -> Vec<String> {
    let text = row.text("entry");
    let codes = values::codes(text);
    let are_codes = codes
        .iter()
        .all(|c| c.chars().count() <= 6 && !c.contains(' '));
    let list = if are_codes { codes } else { values::list(text) };
    if list.len() > 1 && are_codes && !text.contains(';') {
        findings.note(
            "several-codes",
            row.at("entry"),
            format!(
                "“{text}” holds {} codes; they were read as a list, best separated by “;”",
                list.len()
            ),
        );
    }
    list
}

fn read_outcome(draft: &mut Draft, table: &Table<'_>, row: &RowView<'_>) {
    let code = names::one_line(row.text("module-code"));
    let name = names::one_line(row.text("module"));
    let cell = row.text("outcome");
    let index = match draft
        .modules
        .iter()
        .position(|m| same_module(m, &code, &name))
    {
        Some(index) => index,
        None if code.is_empty() && name.is_empty() => match draft.modules.len().checked_sub(1) {
            Some(last) => last,
            None => {
                draft.findings.skip(
                    "row-skipped",
                    row.source(),
                    "the row names no module (“Modulis” or “Moduļa kods”); it was left out",
                );
                return;
            }
        },
        None => {
            if name.is_empty() {
                draft.findings.warn(
                    "module-unknown",
                    row.at("module-code"),
                    format!("no module has the code “{code}”; the outcome was put into a module of that name"),
                );
            }
            let name = if name.is_empty() { code.clone() } else { name };
            let module = module_of(draft, table, row, code, name);
            draft.modules.push(module);
            draft.modules.len() - 1
        }
    };
    if cell.is_empty() {
        return;
    }
    let outcome = outcome_of(draft, row, cell);
    if let Some(module) = draft.modules.get_mut(index) {
        module.outcomes.push(outcome);
    }
}

pub(super) fn same_module(module: &Module, code: &str, name: &str) -> bool {
    if code.is_empty() || module.code.is_empty() {
        !name.is_empty() && key(&module.name) == key(name)
    } else {
        key(&module.code) == key(code)
    }
}

/// The outcome of a row; also used for the table of a module document.
pub(super) fn outcome_of(draft: &mut Draft, row: &RowView<'_>, cell: &str) -> Outcome {
    let findings = &mut draft.findings;
    let mut parts = take_apart(cell);
    let knows = tidy(row.text("knows"));
    if !knows.is_empty() {
        parts.knows = knows;
    }
    let understands = tidy(row.text("understands"));
    if !understands.is_empty() {
        parts.understands = understands;
    }
    let strict = values::yes(row.text("strict"));
    if strict.is_none() {
        findings.warn(
            "word-unknown",
            row.at("strict"),
            format!(
                "“{}” is neither yes nor no; right would be “jā” or nothing",
                row.text("strict")
            ),
        );
    }
    let mut at = row.source();
    if at.raw.is_none() && !same_words(&parts.can, cell) {
        at.raw = Some(cell.to_owned());
    }
    let number = match row.text("number") {
        "" => parts.number.clone().unwrap_or_default(),
        number => number.trim_end_matches(['.', ')']).to_owned(),
    };
    Outcome {
        number,
        weight: row.number("weight", findings).or(parts.weight),
        topics: topics(row.text("topics")),
        moderate: names::one_line(row.text("moderate")),
        optimal: names::one_line(row.text("optimal")),
        strict: strict.unwrap_or(false),
        parts,
        at,
    }
}

/// Topics, one a line or separated by semicolons, without numbers and bullets.
fn topics(text: &str) -> Vec<String> {
    values::list(text)
        .iter()
        .map(|t| tidy(t))
        .filter(|t| !t.is_empty())
        .collect()
}

/// Whether two sums differ by more than rounding.
pub(super) fn differs(a: f32, b: f32) -> bool {
    (a - b).abs() > 0.05
}
