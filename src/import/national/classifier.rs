//! Profesiju klasifikators: occupations by their codes `9999 99`, in the groups of ISCO-08.

use std::collections::HashSet;

use crate::import::ImportError;
use crate::import::tables::{Columns, Findings, Grid, RowView, Table, TableSpec, find_tables};
use crate::model::{Batch, Details, Kind, LabelRole, Lang, Occupation, Record, RecordId, TextRole};

use super::gather::gather;
use super::names::{one_line, tame_capitals};
use super::parsed::Parsed;
use super::sample;

/// The columns of the classifier.
pub(super) const SPEC: TableSpec = TableSpec {
    name: "classifier",
    obligatory: &["code", "name"],
    marks: &[],
};

/// Whether the codes of a grid are those of occupations or of their smallest groups: other tables have a code and a name
/// too.
pub(super) fn has_codes(grid: &Grid, columns: &Columns) -> bool {
    const ROWS: usize = 200;
    let tables = find_tables(grid, &SPEC, columns, &mut Findings::default()).unwrap_or_default();
    tables
        .iter()
        .flat_map(Table::rows)
        .take(ROWS)
        .filter_map(|row| Code::read(&one_line(row.text("code"))))
        .any(|code| code.group.len() == 4)
}

/// Reads the classifier.
pub(super) fn read(grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    let mut findings = Findings::default();
    let tables = gather(grids, |_| SPEC, columns, None, &mut findings)?;
    let mut batch = Batch::new("pk", "Profesiju klasifikators");
    let mut seen = HashSet::new();
    for table in &tables {
        for row in table.rows() {
            sample::mark(&mut batch, [row.text("note")]);
            let position = u32::try_from(seen.len()).unwrap_or(u32::MAX);
            if let Some(record) = record(&row, position, &mut findings) {
                if seen.insert(record.id.clone()) {
                    batch.records.push(record);
                } else {
                    findings.skip(
                        "number-twice",
                        row.at("code"),
                        format!(
                            "the code {} stands there twice; the second row was left out",
                            row.text("code")
                        ),
                    );
                }
            }
        }
    }
    // A parent that the file leaves out is no parent.
    for record in &mut batch.records {
        record.parent = record.parent.take().filter(|parent| seen.contains(parent));
    }
    findings.move_into(&mut batch);
    Ok(Parsed::new(batch))
}

fn record(row: &RowView<'_>, position: u32, findings: &mut Findings) -> Option<Record> {
    let written = one_line(row.text("code"));
    let name = one_line(row.text("name"));
    let code = Code::read(&written);
    let Some(code) = code.filter(|_| !name.is_empty()) else {
        findings.skip(
            "row-skipped",
            row.at("code"),
            format!("“{written}” is no code of an occupation or the name is missing; right would be like 7411 02"),
        );
        return None;
    };
    let mut source = row.source();
    let (preferred, others) = split_name(&name);
    if preferred != name && source.raw.is_none() {
        source.raw = Some(row.text("name").to_owned());
    }
    let kind = if code.occupation.is_some() {
        Kind::Occupation
    } else {
        Kind::OccupationGroup
    };
    let mut record = Record::new(code.id(), kind, source);
    record.framework = Some("pk".to_owned());
    record.code = Some(code.printed());
    record.position = position;
    record.label(Lang::Lv, LabelRole::Preferred, &preferred);
    for other in others {
        record.label(Lang::Lv, LabelRole::Alternative, &other);
    }
    record.text(Lang::Lv, TextRole::Description, row.text("description"));
    let stated = Code::read(&one_line(row.text("parent"))).map(|c| c.id());
    record.parent = stated.or_else(|| code.above().map(|c| c.id()));
    if kind == Kind::Occupation {
        record.details = Details::Occupation(Occupation {
            isco: Some(code.group.clone()),
            regulated: None,
        });
    }
    Some(record)
}

/// A code: one to four digits of a group, and two more of an occupation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    group: String,
    occupation: Option<String>,
}

impl Code {
    /// Reads `7411 02`, `741102`, `7411-02`, `7411`, `74`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let only = text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '\u{a0}'));
        if !only {
            return None;
        }
        match digits.len() {
            1..=4 => Some(Self {
                group: digits,
                occupation: None,
            }),
            6 => {
                let (group, occupation) = digits.split_at_checked(4)?;
                Some(Self {
                    group: group.to_owned(),
                    occupation: Some(occupation.to_owned()),
                })
            }
            _ => None,
        }
    }

    /// `pk/7411-02`.
    pub(super) fn id(&self) -> RecordId {
        match &self.occupation {
            Some(occupation) => {
                RecordId::from_parts(["pk", &format!("{}-{occupation}", self.group)])
            }
            None => RecordId::from_parts(["pk", &self.group]),
        }
    }

    fn printed(&self) -> String {
        match &self.occupation {
            Some(occupation) => format!("{} {occupation}", self.group),
            None => self.group.clone(),
        }
    }

    fn above(&self) -> Option<Self> {
        let group = match &self.occupation {
            Some(_) => self.group.clone(),
            None => {
                let shorter = self.group.len().checked_sub(1).filter(|n| *n > 0)?;
                self.group.get(..shorter)?.to_owned()
            }
        };
        Some(Self {
            group,
            occupation: None,
        })
    }
}

/// `MĀSA / vispārējās aprūpes` is *Māsa*, also *vispārējās aprūpes māsa*'s words: the head word loses its capitals and
/// what `/` separates is another name.
fn split_name(name: &str) -> (String, Vec<String>) {
    let mut parts = name
        .split('/')
        .map(|p| tame_capitals(p.trim()))
        .filter(|p| !p.is_empty());
    let preferred = parts.next().unwrap_or_else(|| name.to_owned());
    let mut others: Vec<String> = parts.collect();
    if !others.is_empty() {
        others.push(tame_capitals(name));
    }
    (preferred, others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_rows(rows: &[&[&str]]) -> Batch {
        let header: &[&str] = &["NPK", "Kods", "Nosaukums", "Apraksts", "Vecāks"];
        let rows = [header].into_iter().chain(rows.iter().copied());
        read(
            &[Grid::from_text("pk.csv", rows.map(|r| r.iter()))],
            &Columns::built_in(),
        )
        .unwrap()
        .batch
    }

    #[test]
    fn groups_and_occupations_know_their_places() {
        let batch = read_rows(&[
            &["1", "741", "Elektroiekārtu montieri", "", ""],
            &["2", "7411", "Ēku elektriķi", "", "741"],
            &["3", "7411 02", "ELEKTROMONTIERIS", "Montē.", "7411"],
        ]);
        let last = &batch.records[2];
        assert_eq!(
            (last.id.as_str(), last.kind),
            ("pk/7411-02", Kind::Occupation)
        );
        assert_eq!(last.name(Lang::Lv), "Elektromontieris");
        assert_eq!(last.parent.as_ref().map(RecordId::as_str), Some("pk/7411"));
        assert_eq!(batch.records[0].parent, None);
        assert_eq!(batch.records[1].kind, Kind::OccupationGroup);
    }

    #[test]
    fn variants_behind_a_bar_are_other_names() {
        let batch = read_rows(&[&["1", "222101", "MĀSA / vispārējās aprūpes māsa", "", ""]]);
        let labels: Vec<&str> = batch.records[0]
            .labels
            .iter()
            .map(|l| l.text.as_str())
            .collect();
        assert_eq!(
            labels,
            [
                "Māsa",
                "vispārējās aprūpes māsa",
                "Māsa / vispārējās aprūpes māsa"
            ]
        );
    }

    #[test]
    fn bad_and_double_codes_are_left_out_and_said() {
        let batch = read_rows(&[
            &["1", "74A1", "X", "", ""],
            &["2", "7411 02", "Y", "", ""],
            &["3", "741102", "Z", "", ""],
        ]);
        let codes: Vec<_> = batch.warnings.iter().map(|w| w.code).collect();
        assert_eq!(codes, ["row-skipped", "number-twice"]);
        assert_eq!(batch.records.len(), 1);
    }

    proptest! {
        #[test]
        fn any_code_is_read_or_refused(text in ".{0,12}") {
            if let Some(code) = Code::read(&text) {
                prop_assert_eq!(Code::read(&code.printed()), Some(code));
            }
        }
    }
}
