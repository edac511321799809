//! The XLSX of the supplement.
//!
//! Competence numbers are floats there, so `1.1` and `1.10` look alike. The identifiers of statements and outcomes
//! (`CS1.10.01`) are text and tell; in the list of competences a number that comes again after the ninth is the tenth.

use std::collections::{BTreeMap, HashSet};

use super::{Item, LevelRow, Sort, Supplement, tidy};
use crate::import::workbook::{SheetRow, Value, Workbook};
use crate::import::{ImportError, Limits};
use crate::model::{Place, Severity, Source};

/// A sheet with its header.
struct Sheet {
    file: String,
    name: String,
    columns: BTreeMap<String, u32>,
    rows: Vec<SheetRow>,
}

impl Sheet {
    /// A cell by the beginning of its column's name.
    fn value<'a>(&self, row: &'a SheetRow, column: &str) -> Option<&'a Value> {
        row.cells.get(self.columns.get(column)?)
    }

    fn text(&self, row: &SheetRow, column: &str) -> String {
        self.value(row, column)
            .map(|v| tidy(&v.text()))
            .unwrap_or_default()
    }

    fn source(&self, row: &SheetRow) -> Source {
        Source {
            file: self.file.clone(),
            place: Place {
                sheet: Some(self.name.clone()),
                row: Some(row.number),
                ..Place::default()
            },
            raw: None,
        }
    }

    fn require(&self, columns: &[&str]) -> Result<(), ImportError> {
        match columns.iter().find(|c| !self.columns.contains_key(**c)) {
            None => Ok(()),
            Some(missing) => {
                let at = Source {
                    file: self.file.clone(),
                    place: Place {
                        sheet: Some(self.name.clone()),
                        ..Place::default()
                    },
                    raw: None,
                };
                let header = self.columns.keys().cloned().collect();
                Err(ImportError::missing_column(at, *missing, header))
            }
        }
    }
}

/// Whether sheets with these names make a supplement.
pub(in crate::import::frameworks) fn recognises(sheets: &[String]) -> bool {
    let has = |words: &str| sheets.iter().any(|s| s.to_lowercase().contains(words));
    has("competence statements") && has("proficiency levels")
}

/// Reads the file.
pub(super) fn read(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Supplement, ImportError> {
    let mut book = Workbook::open(name, bytes, limits)?;
    let mut supplement = Supplement::default();
    if let Some(sheet) = sheet(&mut book, name, "competence areas")? {
        competences(&sheet, &mut supplement)?;
    }
    if let Some(sheet) = sheet(&mut book, name, "proficiency levels")? {
        levels(&sheet, &mut supplement)?;
    }
    if let Some(sheet) = sheet(&mut book, name, "competence statements")? {
        let columns = [
            "competence statement id",
            "competence statement",
            "proficiency level name",
        ];
        statements(&sheet, &mut supplement, Sort::Statement, columns)?;
    }
    if let Some(sheet) = sheet(&mut book, name, "learning outcomes")? {
        let columns = [
            "learning outcome id",
            "learning outcome",
            "proficiency level",
        ];
        statements(&sheet, &mut supplement, Sort::Outcome, columns)?;
    }
    if let Some(sheet) = sheet(&mut book, name, "glossary")? {
        supplement.terms = sheet.rows.len();
    }
    Ok(supplement)
}

/// The sheet whose name holds these words, with its header taken off.
fn sheet(book: &mut Workbook, file: &str, words: &str) -> Result<Option<Sheet>, ImportError> {
    let found = book
        .sheets()
        .into_iter()
        .find(|s| s.to_lowercase().contains(words));
    let Some(name) = found else {
        return Ok(None);
    };
    let mut rows = book.rows(&name)?;
    let columns = match rows.is_empty() {
        true => BTreeMap::new(),
        false => {
            let header = rows.remove(0);
            let named =
                |(column, value): (u32, Value)| (tidy(&value.text()).to_lowercase(), column);
            header.cells.into_iter().map(named).collect()
        }
    };
    Ok(Some(Sheet {
        file: file.to_owned(),
        name,
        columns,
        rows,
    }))
}

fn competences(sheet: &Sheet, supplement: &mut Supplement) -> Result<(), ImportError> {
    sheet.require(&[
        "competence area number",
        "competence number",
        "competence name",
    ])?;
    let mut areas = HashSet::new();
    let mut last = (String::new(), 0);
    for row in &sheet.rows {
        let area = sheet.text(row, "competence area number");
        if !area.is_empty() && areas.insert(area.clone()) {
            supplement.items.push(Item {
                sort: Sort::Area,
                code: area.clone(),
                name: sheet.text(row, "competence area name"),
                description: sheet.text(row, "competence area descriptor"),
                above: String::new(),
                level: String::new(),
                remarks: Vec::new(),
                source: sheet.source(row),
            });
        }
        let before = if last.0 == area { last.1 } else { 0 };
        let code = sheet
            .value(row, "competence number")
            .map(|v| code_of(v, before))
            .unwrap_or_default();
        let number = code
            .rsplit('.')
            .next()
            .and_then(|n| n.parse().ok())
            .unwrap_or(0);
        let name = sheet.text(row, "competence name");
        if code.is_empty() || name.is_empty() {
            supplement
                .warnings
                .add(Severity::Skipped, "no-code", sheet.source(row), || {
                    "the row has no competence number or no competence name".to_owned()
                });
            continue;
        }
        last = (area.clone(), number);
        supplement.items.push(Item {
            sort: Sort::Competence,
            code,
            name,
            description: sheet.text(row, "competence descriptor"),
            above: area,
            level: String::new(),
            remarks: Vec::new(),
            source: sheet.source(row),
        });
    }
    Ok(())
}

/// The number of a competence; `before` is the number within its area of the competence in the row above.
fn code_of(value: &Value, before: u32) -> String {
    let number = match value {
        Value::Text(text) => return tidy(text),
        Value::Number(number) => *number,
    };
    // Two decimals undo 1.1000000000000001; what ends in 0 then was, as far as a float tells, one decimal.
    let text = format!("{number:.2}");
    let text = text.strip_suffix('0').unwrap_or(&text);
    let Some((area, decimal)) = text.split_once('.') else {
        return text.to_owned();
    };
    let stated: u32 = decimal.parse().unwrap_or(0);
    // 1.9 is followed by 1.1, or 2.0 by 2.0: that is the tenth, twentieth, …
    if decimal.len() == 1 && stated > 0 && stated * 10 == before + 1 {
        return format!("{area}.{decimal}0");
    }
    format!("{area}.{decimal}")
}

fn levels(sheet: &Sheet, supplement: &mut Supplement) -> Result<(), ImportError> {
    sheet.require(&["proficiency level name"])?;
    for row in &sheet.rows {
        supplement.levels.push(LevelRow {
            name: sheet.text(row, "proficiency level name"),
            description: sheet.text(row, "four level proficiency level description"),
            purpose: sheet.text(row, "purpose"),
            eighth: sheet.text(row, "eight level mapping"),
            sixth: sheet.text(row, "six level mapping"),
            eighth_description: sheet.text(row, "eight level proficiency level description"),
            source: sheet.source(row),
        });
    }
    Ok(())
}

fn statements(
    sheet: &Sheet,
    supplement: &mut Supplement,
    sort: Sort,
    [id, text, level]: [&str; 3],
) -> Result<(), ImportError> {
    sheet.require(&[id, text])?;
    for row in &sheet.rows {
        let code = sheet.text(row, id);
        let name = sheet.text(row, text);
        let above = above(&code).unwrap_or_else(|| sheet.text(row, "competence number"));
        if code.is_empty() || name.is_empty() {
            supplement
                .warnings
                .add(Severity::Skipped, "no-code", sheet.source(row), || {
                    format!("the row has no {id} or no {text}")
                });
            continue;
        }
        let remarks = ["knowledge skill or attitude", "ai label"];
        let remarks = remarks
            .iter()
            .map(|c| sheet.text(row, c))
            .filter(|r| !r.is_empty());
        supplement.items.push(Item {
            sort,
            code,
            name,
            description: String::new(),
            above,
            level: sheet.text(row, level),
            remarks: remarks.collect(),
            source: sheet.source(row),
        });
    }
    Ok(())
}

/// The competence in the identifier of a statement or outcome: `CS1.10.01` stands below `1.10`.
fn above(code: &str) -> Option<String> {
    let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let (competence, _) = digits.rsplit_once('.')?;
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    (competence.contains('.') && competence.chars().all(plain)).then(|| competence.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenth_competence_is_not_the_first() {
        let of = |number: f64, before| code_of(&Value::Number(number), before);
        assert_eq!(of(1.1, 0), "1.1");
        assert_eq!(of(1.1, 9), "1.10");
        assert_eq!(of(1.1 + 4.0 * f64::EPSILON, 0), "1.1");
        assert_eq!(of(1.11, 10), "1.11");
        assert_eq!(of(2.2, 19), "2.20");
        assert_eq!(of(3.0, 0), "3.0");
        assert_eq!(code_of(&Value::Text(" 1.10 ".into()), 0), "1.10");
    }

    #[test]
    fn statements_tell_their_competence_by_their_own_identifier() {
        assert_eq!(above("CS1.10.01").as_deref(), Some("1.10"));
        assert_eq!(above("LO5.4.17").as_deref(), Some("5.4"));
        assert_eq!(above("CS1"), None);
        assert_eq!(above("kaut kas"), None);
    }
}
