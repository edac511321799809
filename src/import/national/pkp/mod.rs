//! PKP and profesijas standarti: what a profession requires.
//!
//! Three forms are read: a list with one requirement a row ([`list`]), the official grid with one task a row and many
//! requirements in a cell ([`official`]), and the official document ([`document`]). Each becomes the same [`Draft`],
//! and [`build`] makes records of it, so that the same content has the same identities in every form.

mod build;
mod cells;
mod document;
mod list;
mod official;
mod outline;
mod records;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::import::ImportError;
use crate::import::tables::{Columns, Document, Findings, Grid, Table, TableSpec};
use crate::model::{Aspect, Depth, Level, Scope, Source};

use super::facts::Facts;
use super::gather::gather;
use super::parsed::Parsed;
use super::statements::normal;

pub(super) use list::SPEC as LIST;
pub(super) use official::SPEC as OFFICIAL;

/// A document as read, before identities are given.
#[derive(Debug, Default)]
struct Draft {
    file: String,
    name: String,
    name_at: Source,
    alternative: Vec<String>,
    english: Option<String>,
    register: Option<String>,
    sector: Option<String>,
    level: Option<Level>,
    occupation: Option<String>,
    approved: Option<Date>,
    protocol: Option<String>,
    summary: Option<String>,
    related: Vec<String>,
    note: Option<String>,
    duties: Vec<Duty>,
    findings: Findings,
}

/// A duty.
#[derive(Debug)]
struct Duty {
    number: String,
    name: String,
    scope: Scope,
    at: Source,
    tasks: Vec<Task>,
}

/// A task.
#[derive(Debug)]
struct Task {
    number: String,
    text: String,
    at: Source,
    requirements: Vec<Requirement>,
}

/// A requirement.
#[derive(Debug)]
struct Requirement {
    text: String,
    aspect: Aspect,
    scope: Scope,
    depth: Option<Depth>,
    level: Option<Level>,
    at: Source,
}

/// The tables of a form in the sheets of a file, and a draft that has the facts above them.
fn begin<'g>(
    grids: &'g [Grid],
    spec: TableSpec,
    columns: &Columns,
) -> Result<(Draft, Vec<Table<'g>>), ImportError> {
    let mut draft = Draft::new(grids.first().map_or("", |g| g.file.as_str()));
    let mut facts = Facts::new("pkp-facts");
    let spec = |_: &Grid| spec;
    let found = gather(grids, spec, columns, Some(&mut facts), &mut draft.findings)?;
    draft.take_facts(&facts);
    Ok((draft, found))
}

/// Reads a list.
pub(super) fn read_list(grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    list::read(grids, columns).map(build::build)
}

/// Reads the official grid.
pub(super) fn read_official(grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    official::read(grids, columns).map(build::build)
}

/// Reads the official document.
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

    /// Takes what is said of the document as a whole.
    fn take_facts(&mut self, facts: &Facts) {
        self.name = facts.text("name").to_owned();
        self.name_at = facts.at("name");
        self.alternative = facts.list("alternative");
        self.english = facts.given("english");
        self.register = facts.given("register");
        self.sector = facts.given("sector");
        self.occupation = facts.given("occupation");
        self.approved = facts.date("approved", &mut self.findings);
        self.protocol = facts.given("protocol");
        self.summary = facts.given("summary");
        self.related = facts.list("related");
        self.note = facts.given("note");
        self.level = facts.level(self.approved, &mut self.findings);
    }

    /// The duty of this number or, without one, of this name; made when it is new.
    fn duty(
        &mut self,
        number: &str,
        name: &str,
        scope: Scope,
        at: impl FnOnce() -> Source,
    ) -> &mut Duty {
        let same = |d: &Duty| {
            if number.is_empty() {
                d.name == name
            } else {
                d.number == number && d.scope == scope
            }
        };
        let index = match self.duties.iter().position(same) {
            Some(index) => {
                self.note_name(index, name, at);
                index
            }
            None => {
                let number = if number.is_empty() {
                    next_number(&self.duties, scope)
                } else {
                    number.to_owned()
                };
                self.duties.push(Duty {
                    number,
                    name: name.to_owned(),
                    scope,
                    at: at(),
                    tasks: Vec::new(),
                });
                self.duties.len() - 1
            }
        };
        // In range: it was found or pushed above.
        &mut self.duties[index]
    }
}

impl Draft {
    /// Says when a duty is called otherwise than before.
    fn note_name(&mut self, index: usize, name: &str, at: impl FnOnce() -> Source) {
        let Some(known) = self.duties.get_mut(index) else {
            return;
        };
        if known.name.is_empty() {
            name.clone_into(&mut known.name);
        } else if !name.is_empty() && normal(&known.name) != normal(name) {
            let message = format!(
                "the duty {} is called “{}” above and “{name}” here; the first name counts",
                known.number, known.name
            );
            self.findings.note_once("name-differs", at(), message);
        }
    }
}

impl Duty {
    /// The task of this number and text; made when it is new.
    fn task(&mut self, number: &str, text: &str, at: impl FnOnce() -> Source) -> &mut Task {
        // Two tasks under one number stay two; `build` says so and tells them apart.
        let same =
            |t: &Task| (number.is_empty() || t.number == number) && normal(&t.text) == normal(text);
        let index = match self.tasks.iter().position(same) {
            Some(index) => index,
            None => {
                let number = if number.is_empty() {
                    format!("{}.{}", self.number, self.tasks.len() + 1)
                } else {
                    number.to_owned()
                };
                self.tasks.push(Task {
                    number,
                    text: text.to_owned(),
                    at: at(),
                    requirements: Vec::new(),
                });
                self.tasks.len() - 1
            }
        };
        // In range: it was found or pushed above.
        &mut self.tasks[index]
    }
}

/// The number of a duty that has none: `V` for the general one, else counted.
fn next_number(duties: &[Duty], scope: Scope) -> String {
    let siblings = duties.iter().filter(|d| d.scope == scope).count();
    match scope {
        Scope::General if siblings == 0 => "V".to_owned(),
        Scope::General => format!("V{}", siblings + 1),
        Scope::Professional => (siblings + 1).to_string(),
    }
}

/// Whether a heading is of general requirements.
fn scope_of(number: &str, heading: &str) -> Scope {
    let general =
        number.starts_with(['V', 'v']) || crate::import::tables::key(heading).contains("visparej");
    if general {
        Scope::General
    } else {
        Scope::Professional
    }
}
