//! The tables of the papers.

use super::fields::day;
use super::input::PaperInput;
use super::words;
use crate::export::table::{Cell, Column, ColumnKind, Table};
use crate::recognition::compare::{Stance, Status};
use crate::recognition::evidence::{Evidence, Proof};
use crate::recognition::plan::PlanModule;
use crate::recognition::plan::materials::GapMaterial;
use crate::recognition::programme::{ModuleView, OutcomeView};

/// Claims shown beside one outcome on paper; the page shows all.
const SHOWN: usize = 3;

/// Whether some outcome stands as the machine proposed it, without a person's word.
pub(super) fn undecided(input: &PaperInput<'_>) -> bool {
    input
        .programme
        .outcomes()
        .any(|(_, o)| input.case.line(&o.id).is_none())
}

/// Whether a module stands as the rule proposes it, without anybody's decision.
pub(super) fn unruled(input: &PaperInput<'_>) -> bool {
    let mut modules = input.programme.modules.iter();
    modules.any(|m| input.case.ruling(&m.id).is_none())
}

pub(super) fn evidence(input: &PaperInput<'_>) -> Table {
    let columns = vec![
        Column::new("Nr.", ColumnKind::Number).wide(5),
        Column::new("Pierādījums", ColumnKind::Text).wide(30),
        Column::new("Veids", ColumnKind::Text).wide(24),
        Column::new("Izdevējs", ColumnKind::Text).wide(20),
        Column::new("Piezīmes", ColumnKind::Text).wide(34),
    ];
    let mut table = Table::new("", columns);
    for brought in &input.case.brought {
        let e = &brought.evidence;
        let title = e
            .title
            .as_ref()
            .map(|t| format!("{} – {t}", e.name))
            .unwrap_or_else(|| e.name.clone());
        let notices: Vec<&str> = e.notices.iter().map(|n| words::notice(*n)).collect();
        table.rows.push(vec![
            Cell::Number(f64::from(brought.number)),
            Cell::text(title),
            Cell::text(kind(e)),
            Cell::maybe(e.issuer.clone()),
            Cell::text(notices.join("; ")),
        ]);
    }
    table
}

/// Who stands behind a paper, and how it is written.
fn kind(evidence: &Evidence) -> String {
    let format = words::format(evidence.format);
    match evidence.claims.first() {
        Some(claim) if claim.proof != Proof::Credential => {
            format!("{} ({format})", words::proof(claim.proof))
        }
        _ => format.to_owned(),
    }
}

pub(super) fn outcomes(input: &PaperInput<'_>, module: &ModuleView) -> Table {
    let columns = vec![
        Column::new("SR", ColumnKind::Number).wide(5),
        Column::new("Sasniedzamais rezultāts", ColumnKind::Text).wide(34),
        Column::new("Īpatsvars", ColumnKind::Percent).wide(9),
        Column::new("Pierādījumi", ColumnKind::Text).wide(46),
        Column::new("Pakāpe", ColumnKind::Status).wide(10),
        Column::new("Pamatojums", ColumnKind::Text).wide(30),
    ];
    let mut table = Table::new("", columns);
    for outcome in &module.outcomes {
        table.rows.push(vec![
            Cell::Number(f64::from(outcome.number)),
            Cell::text(&*outcome.can),
            Cell::Percent(f64::from(outcome.weight) / 100.0),
            Cell::text(passages(input, outcome)),
            words::status_cell(input.case.status(&outcome.id)),
            Cell::text(reason(input, outcome)),
        ]);
    }
    table
}

/// The passages beside an outcome, each with its place.
fn passages(input: &PaperInput<'_>, outcome: &OutcomeView) -> String {
    let line = input.case.comparison().and_then(|c| c.line(&outcome.id));
    let supports = line.map(|l| l.supports.as_slice()).unwrap_or_default();
    // Beside an outcome that is not shown, passages that merely come near it would look like evidence.
    let nothing = input.case.status(&outcome.id) == Status::No;
    let telling = supports
        .iter()
        .filter(|s| !nothing || s.stance != Stance::For);
    let shown = telling.filter_map(|s| {
        let claim = input.claims.get(s.claim)?;
        let stance = match s.stance {
            Stance::For => String::new(),
            other => format!(" [{}]", words::stance(other)),
        };
        Some(format!(
            "„{}” ({}){stance}",
            claim.passage.text.trim_end_matches([';', ' ']),
            words::place_on_paper(claim)
        ))
    });
    shown.take(SHOWN).collect::<Vec<_>>().join("\n")
}

/// Why: the officer's words, else the proposal's.
fn reason(input: &PaperInput<'_>, outcome: &OutcomeView) -> String {
    if let Some(decision) = input.case.line(&outcome.id) {
        return if decision.reason.trim().is_empty() {
            "apstiprināts priekšlikums".to_owned()
        } else {
            decision.reason.clone()
        };
    }
    let line = input.case.comparison().and_then(|c| c.line(&outcome.id));
    let reasons = line
        .map(|l| {
            l.reasons
                .iter()
                .map(words::reason)
                .collect::<Vec<_>>()
                .join("; ")
        })
        .unwrap_or_default();
    format!("priekšlikums: {reasons}")
}

pub(super) fn hours(input: &PaperInput<'_>) -> Table {
    let columns = vec![
        Column::new("Lēmums", ColumnKind::Text).wide(60),
        Column::new("Moduļi", ColumnKind::Number).wide(10),
        Column::new("Stundas", ColumnKind::Number).wide(12),
    ];
    let mut table = Table::new("", columns);
    let plan = &input.plan;
    let rows = [
        ("Atzīts", plan.recognised.len(), plan.hours_recognised),
        (
            "Atzīts ar nosacījumu (moduļa pārbaudījums)",
            plan.with_test.len(),
            plan.hours_with_test,
        ),
        ("Jāapgūst", plan.left.len(), plan.hours_left),
        (
            "Programma kopā",
            input.programme.modules.len(),
            plan.hours_all,
        ),
    ];
    for (name, modules, hours) in rows {
        table.rows.push(vec![
            Cell::text(name),
            Cell::Number(modules as f64),
            Cell::Number(f64::from(hours)),
        ]);
    }
    if let Some(stated) = plan.hours_stated {
        table.notes.push(format!(
            "Programmā norādītais kopējais stundu skaits ir {}; moduļu stundu summa atšķiras.",
            words::hours(stated)
        ));
    }
    table
}

pub(super) fn left(input: &PaperInput<'_>) -> Table {
    let columns = vec![
        Column::new("Secība", ColumnKind::Number).wide(8),
        Column::new("Modulis", ColumnKind::Text).wide(25),
        Column::new("Stundas", ColumnKind::Number).wide(9),
        Column::new("Vispirms jāapgūst", ColumnKind::Text).wide(13),
        Column::new("Vēl jāsasniedz (SR)", ColumnKind::Text).wide(45),
    ];
    let mut table = Table::new("", columns);
    for (number, module) in (1u32..).zip(&input.plan.left) {
        let before = module
            .after
            .iter()
            .chain(&module.conditions)
            .cloned()
            .collect::<Vec<_>>();
        table.rows.push(vec![
            Cell::Number(f64::from(number)),
            Cell::text(named(module)),
            Cell::Number(f64::from(module.hours)),
            Cell::text(before.join("; ")),
            Cell::text(gaps(module)),
        ]);
    }
    if input.plan.circular {
        table.notes.push("Moduļu ieejas nosacījumi programmā ir savstarpēji pretrunīgi; secība tur ir kā programmā.".to_owned());
    }
    table
}

pub(super) fn tests(input: &PaperInput<'_>) -> Table {
    let columns = vec![
        Column::new("Modulis", ColumnKind::Text).wide(30),
        Column::new("Stundas", ColumnKind::Number).wide(9),
        Column::new("Diena", ColumnKind::Text).wide(13),
        Column::new("Pārbaudāmie rezultāti (SR)", ColumnKind::Text).wide(48),
    ];
    let mut table = Table::new("", columns);
    for module in &input.plan.with_test {
        let test = input.case.ruling(&module.id).and_then(|r| r.test_on);
        table.rows.push(vec![
            Cell::text(named(module)),
            Cell::Number(f64::from(module.hours)),
            Cell::text(test.map(day).unwrap_or_else(|| "nosaka skola".into())),
            Cell::text(gaps(module)),
        ]);
    }
    table
}

fn named(module: &PlanModule) -> String {
    match &module.code {
        Some(code) => format!("{code} {}", module.name),
        None => module.name.clone(),
    }
}

fn gaps(module: &PlanModule) -> String {
    module
        .gaps
        .iter()
        .map(|(n, text, _)| format!("{n}. {text}"))
        .collect::<Vec<_>>()
        .join("\n")
}

pub(super) fn materials(list: &[GapMaterial]) -> Table {
    let columns = vec![
        Column::new("Mācību līdzeklis", ColumnKind::Text).wide(50),
        Column::new("SR", ColumnKind::Text).wide(10),
        Column::new("Saite", ColumnKind::Link).wide(40),
    ];
    let mut table = Table::new("", columns);
    for material in list {
        let outcomes: Vec<String> = material.outcomes.iter().map(u32::to_string).collect();
        let link = material
            .url
            .as_ref()
            .map_or(Cell::Empty, |url| Cell::link(url.clone(), url.clone()));
        table.rows.push(vec![
            Cell::text(&*material.title),
            Cell::text(outcomes.join(", ")),
            link,
        ]);
    }
    table
}
