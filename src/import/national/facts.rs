//! The facts above a table or at the head of a document: `LKI | 3`, `LKI: 3`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::import::tables::{Columns, Findings, Grid, Paragraph, Row, values};
use crate::model::{Level, LevelScheme, Place, Source};

use super::levels;

/// Facts by their names in `columns.toml`.
#[derive(Debug, Default)]
pub(super) struct Facts {
    table: &'static str,
    found: BTreeMap<String, Fact>,
}

/// A fact and where it stands.
#[derive(Debug)]
struct Fact {
    text: String,
    at: Source,
}

impl Facts {
    /// No facts yet of the list `table` of `columns.toml`.
    pub(super) fn new(table: &'static str) -> Self {
        Self {
            table,
            found: BTreeMap::new(),
        }
    }

    /// Takes the facts of some rows. Of a fact stated twice the first one counts.
    pub(super) fn take_rows(&mut self, grid: &Grid, rows: &[Row], columns: &Columns) {
        for row in rows {
            let mut filled = row.filled();
            let Some((_, name)) = filled.next() else {
                continue;
            };
            let rest: Vec<(usize, &str)> = filled.map(|(i, c)| (i, c.text.as_str())).collect();
            match rest.first() {
                Some((column, _)) => {
                    let text = rest.iter().map(|(_, t)| *t).collect::<Vec<_>>().join(", ");
                    let at = grid.cell_source(row, *column);
                    self.put(&name.text, text, at, columns);
                }
                None => self.take_line(&name.text, grid.row_source(row), columns),
            }
        }
    }

    /// Takes the fact of a paragraph `Name: value`.
    pub(super) fn take_paragraph(&mut self, file: &str, paragraph: &Paragraph, columns: &Columns) {
        for line in paragraph.text.split('\n') {
            self.take_line(line, paragraph_source(file, paragraph), columns);
        }
    }

    fn take_line(&mut self, line: &str, at: Source, columns: &Columns) {
        if let Some((name, text)) = line.split_once(':') {
            self.put(name, text.trim().to_owned(), at, columns);
        }
    }

    fn put(&mut self, name: &str, text: String, at: Source, columns: &Columns) {
        let Some(field) = columns.field(self.table, name) else {
            return;
        };
        if text.is_empty() || self.found.contains_key(field) {
            return;
        }
        self.found.insert(field.to_owned(), Fact { text, at });
    }

    /// Sets a fact that the document states in its own way, unless it is known.
    pub(super) fn set(&mut self, field: &str, text: String, at: Source) {
        self.found
            .entry(field.to_owned())
            .or_insert(Fact { text, at });
    }

    /// How many facts are known.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// The text of a fact, empty where there is none.
    pub(super) fn text(&self, field: &str) -> &str {
        self.found.get(field).map_or("", |f| f.text.as_str())
    }

    /// The text of a fact where there is one.
    pub(super) fn given(&self, field: &str) -> Option<String> {
        self.found.get(field).map(|f| f.text.clone())
    }

    /// The items of a fact that lists names.
    pub(super) fn list(&self, field: &str) -> Vec<String> {
        values::list(self.text(field))
    }

    /// Where a fact stands.
    pub(super) fn at(&self, field: &str) -> Source {
        self.found
            .get(field)
            .map(|f| f.at.clone())
            .unwrap_or_default()
    }

    /// A date; what is none is warned of, and the serial number of a spreadsheet noted.
    pub(super) fn date(&self, field: &str, findings: &mut Findings) -> Option<Date> {
        let fact = self.found.get(field)?;
        let day = values::day(&fact.text);
        match day {
            None => findings.warn(
                "date-bad",
                fact.at.clone(),
                format!(
                    "“{}” is no date; write it as 2024-06-12 or 12.06.2024.",
                    fact.text
                ),
            ),
            Some(day) if values::serial(&fact.text).is_some() => findings.note(
                "date-serial",
                fact.at.clone(),
                format!(
                    "“{}” is a date that lost its format; it was read as {day}",
                    fact.text
                ),
            ),
            Some(_) => {}
        }
        day
    }

    /// A number; what is none is warned of.
    pub(super) fn number(&self, field: &str, findings: &mut Findings) -> Option<f32> {
        let fact = self.found.get(field)?;
        let number = values::number(&fact.text);
        if number.is_none() {
            findings.warn(
                "number-bad",
                fact.at.clone(),
                format!("“{}” is no number; write digits only, e.g. 120", fact.text),
            );
        }
        number
    }

    /// The level, from whichever of `lki`, `pkl` and `level` is there.
    pub(super) fn level(&self, document: Option<Date>, findings: &mut Findings) -> Option<Level> {
        let scales = [
            ("lki", Some(LevelScheme::Lki)),
            ("level", None),
            ("pkl", Some(LevelScheme::Pkl)),
        ];
        let (field, scale) = scales
            .into_iter()
            .find(|(f, _)| self.found.contains_key(*f))?;
        levels::read(self.text(field), scale, document, &self.at(field), findings)
    }
}

/// The source of a paragraph: paragraphs are counted, as Word shows no rows.
pub(super) fn paragraph_source(file: &str, paragraph: &Paragraph) -> Source {
    Source {
        file: file.to_owned(),
        place: Place::row(paragraph.number),
        raw: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(rows: &[&[&str]]) -> Facts {
        let grid = Grid::from_text("a.csv", rows.iter().map(|r| r.iter()));
        let mut facts = Facts::new("pkp-facts");
        facts.take_rows(&grid, &grid.rows, &Columns::built_in());
        facts
    }

    #[test]
    fn facts_stand_in_two_cells_or_in_one() {
        let facts = facts(&[
            &["Kvalifikācija", "", "Galdnieks"],
            &["LKI: 3"],
            &["Reģ. Nr.:", "PS-1"],
        ]);
        assert_eq!(facts.text("name"), "Galdnieks");
        assert_eq!(
            facts.level(None, &mut Findings::default()).map(|l| l.lki),
            Some(3)
        );
        assert_eq!(facts.text("register"), "PS-1");
        assert_eq!(facts.at("name").to_string(), "a.csv, row 1, column “C”");
    }

    #[test]
    fn dates_that_are_none_or_lost_their_format_are_said() {
        let mut findings = Findings::default();
        assert_eq!(
            facts(&[&["Apstiprināts", "drīz"]]).date("approved", &mut findings),
            None
        );
        let day = facts(&[&["Apstiprināts", "45455"]]).date("approved", &mut findings);
        assert_eq!(day, Some(jiff::civil::date(2024, 6, 12)));
        let codes: Vec<_> = findings.into_list().iter().map(|w| w.code).collect();
        assert_eq!(codes, ["date-bad", "date-serial"]);
    }

    #[test]
    fn a_pkl_row_is_read_as_pkl() {
        let facts = facts(&[&["PKL", "3"]]);
        let mut findings = Findings::default();
        assert_eq!(facts.level(None, &mut findings).map(|l| l.lki), Some(4));
        assert_eq!(findings.into_list().len(), 1);
    }
}
