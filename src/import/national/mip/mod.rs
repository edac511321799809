//! MIP: what a modular programme teaches.
//!
//! Two forms are read: tables of modules and outcomes, together or apart, in CSV or a workbook ([`sheets`]), and the
//! module documents of VISC one after the other in one file ([`document`]). Each becomes the same [`Draft`], and
//! [`build`] makes records of it.

mod build;
mod code;
mod document;
mod outcome;
mod records;
mod sheets;

use crate::import::ImportError;
use crate::import::tables::{Columns, Document, Findings, Grid};
use crate::model::{Level, ModulePart, Source};

use super::facts::Facts;
use super::parsed::Parsed;
use outcome::Parts;

pub(super) use sheets::{MODULES, OUTCOMES};

/// A programme as read, before identities are given.
#[derive(Debug, Default)]
struct Draft {
    file: String,
    name: String,
    name_at: Source,
    qualification: String,
    qualification_at: Source,
    code: String,
    level: Option<Level>,
    hours: Option<f32>,
    hours_at: Source,
    version: Option<String>,
    note: Option<String>,
    modules: Vec<Module>,
    findings: Findings,
}

/// A module.
#[derive(Debug, Default)]
struct Module {
    code: String,
    name: String,
    part: Option<ModulePart>,
    theory: Option<f32>,
    practice: Option<f32>,
    hours: Option<f32>,
    entry: Vec<String>,
    goal: String,
    at: Source,
    outcomes: Vec<Outcome>,
}

/// A learning outcome.
#[derive(Debug, Default)]
struct Outcome {
    number: String,
    weight: Option<f32>,
    parts: Parts,
    topics: Vec<String>,
    moderate: String,
    optimal: String,
    strict: bool,
    at: Source,
}

/// Reads tables.
pub(super) fn read_sheets(grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    sheets::read(grids, columns).map(build::build)
}

/// Reads module documents.
pub(super) fn read_document(document: &Document, columns: &Columns) -> Result<Parsed, ImportError> {
    document::read(document, columns).map(build::build)
}

impl Draft {
    fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// Takes what is said of the programme as a whole.
    fn take_facts(&mut self, facts: &Facts) {
        self.name = facts.text("name").to_owned();
        self.name_at = facts.at("name");
        self.qualification = facts.text("qualification").to_owned();
        self.qualification_at = facts.at("qualification");
        self.code = facts.text("code").to_owned();
        let approved = facts.date("approved", &mut self.findings);
        self.version = approved.map(|d| d.to_string());
        self.level = facts.level(approved, &mut self.findings);
        self.hours = facts.number("hours", &mut self.findings);
        self.hours_at = facts.at("hours");
        self.note = facts.given("note");
    }
}
