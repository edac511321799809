//! A school's own list of materials: checked, and mapped to modules and outcomes (*mācību līdzekļu kartējums*).

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::Support;
use crate::coverage::curriculum::{Curriculum, Item};
use crate::coverage::{CoverageError, Ref};
use crate::import::national::{OwnTable, OwnTableRow};
use crate::import::tables::{key, values};
use crate::model::{Details, Kind, Lang};

/// The most rows of a list: the largest school library's list of teaching literature has about 3,000.
pub const MOST_ROWS: usize = 20_000;
/// So many outcomes are proposed for a row.
const PROPOSED: usize = 3;
/// Without these a row says too little to be found again.
const WANTED: [&str; 4] = ["authors", "publisher", "year", "language"];

/// What to check a list against.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnListRules {
    /// Older than this year is too old; none: nothing is.
    pub older_than: Option<i32>,
    /// Materials are mapped to the programmes of this qualification only; none: to all.
    pub qualification: Option<crate::model::RecordId>,
}

/// A school's list, checked and mapped.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OwnList {
    /// The headings as written.
    pub headings: Vec<OwnHeading>,
    /// The rows.
    pub rows: Vec<OwnRow>,
    /// How many rows are mapped, by what says so; a row counts once.
    pub mapped: usize,
    /// How many rows have something to mend.
    pub to_mend: usize,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OwnHeading {
    /// As written.
    pub name: String,
    /// The column of `columns.toml` that it names; none: the column is unknown and kept as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OwnRow {
    /// Its number in the file, from 1.
    pub number: u32,
    /// The title.
    pub title: String,
    /// The texts of its cells in the order of the headings.
    pub cells: Vec<String>,
    /// The same material as the catalogue knows it, by ISBN or title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<Ref>,
    /// The outcomes that it serves, the surest first.
    pub mapped: Vec<MappedTo>,
    /// What to look at.
    pub checks: Vec<Check>,
}

/// An outcome that a material of the list serves.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MappedTo {
    /// The qualification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualification: Option<Ref>,
    /// The module.
    pub module: Ref,
    /// The outcome; none where only the module is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Ref>,
    /// What says so: the list itself or the catalogue's (`listed`), or words alone (`machine`).
    pub support: Support,
    /// The share of the outcome's words in title and topic, 0 to 1.
    pub score: f32,
}

/// Something to look at in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "check", rename_all = "snake_case")]
pub enum Check {
    /// The row has no title and was not mapped.
    NoTitle,
    /// Columns of the list that are empty here.
    Empty {
        /// Their headings as written.
        columns: Vec<String>,
    },
    /// The same ISBN stands in an earlier row.
    SameIsbn {
        /// Its number.
        row: u32,
    },
    /// The same title stands in an earlier row.
    SameTitle {
        /// Its number.
        row: u32,
    },
    /// It is older than asked for, or the school itself calls it out of date.
    TooOld {
        /// Its year.
        year: Option<i32>,
    },
    /// A cell that cannot be right (ISBN, year, link …), in the words of the import's warnings.
    Cell {
        /// The column as written.
        column: Option<String>,
        /// Stable code; `docs/warnings.md` lists them.
        code: String,
        /// What is wrong, and what would be right.
        message: String,
    },
    /// No module of this code or name is in the programmes.
    ModuleUnknown {
        /// As named.
        module: String,
    },
    /// The module has no outcome of this number.
    OutcomeUnknown {
        /// As named.
        outcome: String,
    },
    /// Nothing was found that it serves.
    NotMapped,
}

impl Check {
    /// In Latvian.
    pub fn text_lv(&self) -> String {
        match self {
            Self::NoTitle => "nav nosaukuma".to_owned(),
            Self::Empty { columns } => format!("tukši lauki: {}", columns.join(", ")),
            Self::SameIsbn { row } => format!("tāds pats ISBN ir {row}. rindā"),
            Self::SameTitle { row } => format!("tāds pats nosaukums ir {row}. rindā"),
            Self::TooOld { year: Some(year) } => format!("novecojis ({year})"),
            Self::TooOld { year: None } => "novecojis".to_owned(),
            Self::Cell {
                column, message, ..
            } => match column {
                Some(column) => format!("{column}: {message}"),
                None => message.clone(),
            },
            Self::ModuleUnknown { module } => format!("moduļa „{module}” programmās nav"),
            Self::OutcomeUnknown { outcome } => format!("rezultāta Nr. {outcome} modulī nav"),
            Self::NotMapped => "nekas atbilstošs nav atrasts".to_owned(),
        }
    }
}

impl Curriculum {
    /// Checks a school's list and maps it to modules and outcomes.
    ///
    /// # Errors
    /// [`CoverageError::ListTooLong`], [`CoverageError::ListEmpty`]; [`CoverageError::Unknown`] for the qualification.
    pub fn own_list(
        &self,
        table: &OwnTable,
        rules: &OwnListRules,
    ) -> Result<OwnList, CoverageError> {
        if table.rows.len() > MOST_ROWS {
            return Err(CoverageError::ListTooLong {
                rows: table.rows.len(),
                most: MOST_ROWS,
            });
        }
        if table.rows.is_empty() {
            return Err(CoverageError::ListEmpty);
        }
        let chosen = rules
            .qualification
            .as_ref()
            .map(|id| self.expect(id, &[Kind::Qualification]));
        let mapper = Mapper::new(self, table, rules, chosen.transpose()?);
        let rows: Vec<OwnRow> = table.rows.iter().map(|row| mapper.row(row)).collect();
        let mends = |c: &Check| !matches!(c, Check::NotMapped | Check::TooOld { .. });
        Ok(OwnList {
            headings: table
                .headings
                .iter()
                .map(|(name, field)| OwnHeading {
                    name: name.clone(),
                    field: field.clone(),
                })
                .collect(),
            mapped: rows.iter().filter(|r| !r.mapped.is_empty()).count(),
            to_mend: rows.iter().filter(|r| r.checks.iter().any(mends)).count(),
            rows,
        })
    }
}

struct Mapper<'a> {
    curriculum: &'a Curriculum,
    table: &'a OwnTable,
    rules: &'a OwnListRules,
    /// First row of each ISBN and title.
    isbns: HashMap<&'a str, u32>,
    titles: HashMap<String, u32>,
    /// Materials of the catalogue.
    known: HashMap<String, u32>,
    /// Modules by key of code and name, each with its qualification.
    modules: HashMap<String, Vec<u32>>,
    /// Outcomes that come into question.
    outcomes: Vec<bool>,
}

impl<'a> Mapper<'a> {
    fn new(
        c: &'a Curriculum,
        table: &'a OwnTable,
        rules: &'a OwnListRules,
        chosen: Option<u32>,
    ) -> Self {
        let (mut isbns, mut titles) = (HashMap::new(), HashMap::new());
        for row in table.rows.iter().filter(|r| !r.title.is_empty()) {
            if let Some(isbn) = &row.material.isbn {
                isbns.entry(isbn.as_str()).or_insert(row.number);
            }
            titles.entry(title_key(row)).or_insert(row.number);
        }
        let mut known = HashMap::new();
        for (number, item) in c.of_kind(Kind::Material) {
            if let Details::Material(m) = &item.details {
                known.entry(key(&item.name)).or_insert(number);
                known.extend(m.isbn.iter().map(|isbn| (format!("isbn {isbn}"), number)));
            }
        }
        let within = |n: u32| chosen.is_none_or(|q| c.qualification_of(n) == Some(q));
        let mut modules: HashMap<String, Vec<u32>> = HashMap::new();
        for (number, item) in c.of_kind(Kind::Module).filter(|(n, _)| within(*n)) {
            for name in item.code.iter().chain([&item.name]) {
                modules.entry(key(name)).or_default().push(number);
            }
        }
        let outcome = |n: u32| c.item(n).is_some_and(|i| i.kind == Kind::LearningOutcome);
        let all = (0..c.items.len() as u32).map(|n| outcome(n) && within(n));
        Self {
            curriculum: c,
            table,
            rules,
            isbns,
            titles,
            known,
            modules,
            outcomes: all.collect(),
        }
    }

    fn row(&self, row: &OwnTableRow) -> OwnRow {
        let mut checks = self.checks(row);
        let known = self.known_material(row);
        let mut mapped = Vec::new();
        if !row.title.is_empty() {
            mapped = self.named(row, &mut checks);
            if let (true, Some(material)) = (mapped.is_empty(), known) {
                mapped = self.listed(material);
            }
            if mapped.iter().all(|m| m.outcome.is_none()) {
                let within: Vec<u32> = mapped
                    .iter()
                    .filter_map(|m| self.curriculum.number(&m.module.id))
                    .collect();
                let proposed = self.proposed(row, &within);
                if !proposed.is_empty() {
                    mapped = proposed;
                }
            }
            if mapped.is_empty() {
                checks.push(Check::NotMapped);
            }
        }
        OwnRow {
            number: row.number,
            title: row.title.clone(),
            cells: row.cells.clone(),
            known: known.and_then(|n| self.curriculum.reference(n)),
            mapped,
            checks,
        }
    }

    fn checks(&self, row: &OwnTableRow) -> Vec<Check> {
        let mut checks = Vec::new();
        if row.title.is_empty() {
            checks.push(Check::NoTitle);
        }
        let headings = self.table.headings.iter().enumerate();
        let empty: Vec<String> = headings
            .filter(|(_, (_, field))| field.as_deref().is_some_and(|f| WANTED.contains(&f)))
            .filter(|(at, _)| row.cells.get(*at).is_none_or(|text| text.is_empty()))
            .map(|(_, (name, _))| name.clone())
            .collect();
        if !empty.is_empty() {
            checks.push(Check::Empty { columns: empty });
        }
        let first = row
            .material
            .isbn
            .as_ref()
            .and_then(|isbn| self.isbns.get(isbn.as_str()));
        let same_title = self
            .titles
            .get(&title_key(row))
            .filter(|_| !row.title.is_empty());
        match (
            first.filter(|n| **n < row.number),
            same_title.filter(|n| **n < row.number),
        ) {
            (Some(&row), _) => checks.push(Check::SameIsbn { row }),
            (None, Some(&row)) => checks.push(Check::SameTitle { row }),
            (None, None) => {}
        }
        let year = row.material.year;
        let old = self
            .rules
            .older_than
            .is_some_and(|than| year.is_some_and(|y| y < than));
        if old || row.material.outdated == Some(true) {
            checks.push(Check::TooOld { year });
        }
        let here = self
            .table
            .warnings
            .iter()
            .filter(|w| w.source.place.row == Some(row.number));
        checks.extend(
            here.filter(|w| w.severity > crate::model::Severity::Note)
                .map(|w| Check::Cell {
                    column: w.source.place.column.clone(),
                    code: w.code.to_owned(),
                    message: w.message.clone(),
                }),
        );
        checks
    }

    fn known_material(&self, row: &OwnTableRow) -> Option<u32> {
        let isbn = row
            .material
            .isbn
            .as_ref()
            .map(|isbn| format!("isbn {isbn}"));
        let by_isbn = isbn.and_then(|isbn| self.known.get(&isbn));
        let by_title = || {
            self.known
                .get(&key(&row.title))
                .filter(|_| !row.title.is_empty())
        };
        by_isbn.or_else(by_title).copied()
    }

    /// What the list itself names.
    fn named(&self, row: &OwnTableRow, checks: &mut Vec<Check>) -> Vec<MappedTo> {
        let mut mapped = Vec::new();
        let mut names = values::list(&row.module);
        if let [one] = names.as_slice()
            && !self.modules.contains_key(&key(one))
        {
            names = values::codes(one);
        }
        for name in names {
            let found = self.modules.get(&key(&name)).cloned().unwrap_or_default();
            let found = self.of_qualification(found, &row.qualification);
            if found.is_empty() {
                checks.push(Check::ModuleUnknown { module: name });
                continue;
            }
            for module in found {
                self.outcomes_named(module, row, checks, &mut mapped);
            }
        }
        mapped
    }

    /// Modules of the qualification that the row names; all of them where it names none, or one that nobody knows.
    fn of_qualification(&self, modules: Vec<u32>, qualification: &str) -> Vec<u32> {
        let c = self.curriculum;
        let wanted = key(qualification);
        let named = |n: &u32| {
            let of = c.qualification_of(*n).and_then(|q| c.item(q));
            of.is_some_and(|q| key(&q.name) == wanted)
        };
        let own: Vec<u32> = modules.iter().filter(|n| named(n)).copied().collect();
        if wanted.is_empty() || own.is_empty() {
            modules
        } else {
            own
        }
    }

    fn outcomes_named(
        &self,
        module: u32,
        row: &OwnTableRow,
        checks: &mut Vec<Check>,
        mapped: &mut Vec<MappedTo>,
    ) {
        let c = self.curriculum;
        let outcomes = c.outcomes(module);
        let numbers = values::codes(&row.outcome);
        if numbers.is_empty() {
            mapped.extend(self.mapped(module, None, Support::Listed, 0.0));
        }
        for number in numbers {
            let code = number.trim_end_matches('.');
            let own = |n: &&u32| c.item(**n).is_some_and(|i| i.code.as_deref() == Some(code));
            match outcomes.iter().find(own) {
                Some(&outcome) => {
                    mapped.extend(self.mapped(module, Some(outcome), Support::Listed, 0.0));
                }
                None => checks.push(Check::OutcomeUnknown { outcome: number }),
            }
        }
    }

    /// What other lists say of the same material.
    fn listed(&self, material: u32) -> Vec<MappedTo> {
        let c = self.curriculum;
        let targets = c.supports.get(&material).into_iter().flatten();
        targets
            .filter_map(|&target| {
                let module = c.above(target, Kind::Module)?;
                let outcome = (module != target).then_some(target);
                let allowed = outcome.is_none_or(|o| self.outcomes.get(o as usize) == Some(&true));
                self.mapped(module, outcome, Support::Listed, 0.0)
                    .filter(|_| allowed)
            })
            .collect()
    }

    /// What title and topic are about, in the modules given or anywhere.
    fn proposed(&self, row: &OwnTableRow, modules: &[u32]) -> Vec<MappedTo> {
        let c = self.curriculum;
        let text = format!(
            "{}. {}",
            row.title,
            row.material.topic.as_deref().unwrap_or_default()
        );
        let query = c.query(&text, Lang::Lv);
        let lets = |n: u32| {
            let own = modules.is_empty()
                || c.item(n)
                    .and_then(|i| i.parent)
                    .is_some_and(|p| modules.contains(&p));
            own && self.outcomes.get(n as usize) == Some(&true)
        };
        // In a module that the school names itself less likeness is enough.
        let thresholds = &c.config.thresholds;
        let least = if modules.is_empty() {
            c.config.materials.offered
        } else {
            thresholds.mentioned
        };
        let near = c.near(&[query], least, lets);
        let found = near.iter().take(PROPOSED).filter_map(|leaf| {
            let module = c.item(leaf.item)?.parent?;
            self.mapped(module, Some(leaf.item), Support::Machine, leaf.score)
        });
        found.collect()
    }

    fn mapped(
        &self,
        module: u32,
        outcome: Option<u32>,
        support: Support,
        score: f32,
    ) -> Option<MappedTo> {
        let c = self.curriculum;
        Some(MappedTo {
            qualification: c.qualification_of(module).and_then(|q| c.reference(q)),
            module: c.item(module).map(Item::reference)?,
            outcome: outcome.and_then(|o| c.reference(o)),
            support,
            score,
        })
    }
}

/// The title with the year: editions are different books.
fn title_key(row: &OwnTableRow) -> String {
    format!(
        "{} {}",
        key(&row.title),
        row.material.year.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests;
