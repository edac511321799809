//! DigComp in tables of our own: names, descriptions of the four levels, and further labels, each a file that can be
//! imported alone. The version stands in the file's name (`digcomp-2.2.csv`).

use std::collections::HashMap;

use crate::import::ImportError;
use crate::import::tables::{
    Columns, Findings, Grid, RowView, TableSpec, Understood, key, look_up,
};
use crate::model::{Batch, Kind, LabelRole, Lang, Record, RecordId, TextRole};

use super::gather::gather;
use super::parsed::Parsed;
use super::sample;

/// The columns of the table of names.
pub(super) const NAMES: TableSpec = TableSpec {
    name: "digcomp-names",
    obligatory: &["code", "type", "name-en"],
    marks: &[],
};

/// The columns of the table of levels.
pub(super) const LEVELS: TableSpec = TableSpec {
    name: "digcomp-levels",
    obligatory: &["code", "level", "description-lv"],
    marks: &[],
};

/// The columns of the table of labels.
pub(super) const LABELS: TableSpec = TableSpec {
    name: "digcomp-labels",
    obligatory: &["code", "role", "label"],
    marks: &[],
};

/// Which of the three tables, in the order in which they count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Names and descriptions.
    Names,
    /// Descriptions of levels.
    Levels,
    /// Further labels.
    Labels,
}

impl Part {
    const fn spec(self) -> TableSpec {
        match self {
            Part::Names => NAMES,
            Part::Levels => LEVELS,
            Part::Labels => LABELS,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Part::Names => "names",
            Part::Levels => "levels",
            Part::Labels => "labels",
        }
    }
}

/// Reads one of the tables.
pub(super) fn read(part: Part, grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    let mut findings = Findings::default();
    let tables = gather(grids, |_| part.spec(), columns, None, &mut findings)?;
    let version = version(grids.first().map_or("", |g| g.file.as_str()));
    let framework = format!("digcomp-{version}");
    let mut table = Builder {
        batch: Batch::new(
            format!("{framework}/{}", part.name()),
            format!("DigComp {version} ({})", part.name()),
        ),
        framework,
        places: HashMap::new(),
    };
    table.batch.version = Some(version);
    // The names lead where several tables speak of one competence.
    table.batch.rank = sample::SAMPLE + part as u8;
    for found in &tables {
        for row in found.rows() {
            if let Some(index) = table.place(&row, &mut findings) {
                match part {
                    Part::Names => table.names(index, &row),
                    Part::Levels => table.level(index, &row, &mut findings),
                    Part::Labels => table.label(index, &row, &mut findings),
                }
            }
        }
    }
    findings.move_into(&mut table.batch);
    Ok(Parsed::new(table.batch))
}

/// The version in a file's name, `2.2` where there is none.
fn version(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or_default();
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit()) && !s.is_empty();
    name.split(['-', '_', ' '])
        .find_map(|part| {
            let (major, rest) = part.split_once('.')?;
            let minor = rest.split('.').next().unwrap_or_default();
            (digits(major) && digits(minor)).then(|| format!("{major}.{minor}"))
        })
        .unwrap_or_else(|| "2.2".to_owned())
}

struct Builder {
    batch: Batch,
    framework: String,
    places: HashMap<RecordId, usize>,
}

impl Builder {
    /// The record of the row's code, made when it is new.
    fn place(&mut self, row: &RowView<'_>, findings: &mut Findings) -> Option<usize> {
        let code = row.text("code").trim().trim_end_matches('.').to_owned();
        let parts: Vec<&str> = code.split('.').collect();
        let numeric = parts
            .iter()
            .all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()));
        if !numeric || parts.len() > 2 {
            findings.skip(
                "row-skipped",
                row.at("code"),
                format!("“{code}” is no code of DigComp; right would be an area like 1 or a competence like 1.2"),
            );
            return None;
        }
        let id = RecordId::from_parts([self.framework.as_str(), &code]);
        if let Some(index) = self.places.get(&id) {
            return Some(*index);
        }
        let area = parts.len() == 1;
        let kind = if area {
            Kind::CompetenceArea
        } else {
            Kind::Competence
        };
        let mut record = Record::new(id.clone(), kind, row.source());
        record.framework = Some(self.framework.clone());
        record.position = parts
            .last()
            .and_then(|p| p.parse::<u32>().ok())
            .map_or(0, |n| n.saturating_sub(1));
        if let ([first, _], false) = (parts.as_slice(), area) {
            record.parent = Some(RecordId::from_parts([self.framework.as_str(), first]));
        }
        record.code = Some(code);
        let index = self.batch.records.len();
        self.batch.records.push(record);
        self.places.insert(id, index);
        Some(index)
    }

    fn names(&mut self, index: usize, row: &RowView<'_>) {
        let Some(record) = self.batch.records.get_mut(index) else {
            return;
        };
        record.label(Lang::Lv, LabelRole::Preferred, row.text("name-lv"));
        record.label(Lang::Lv, LabelRole::Alternative, row.text("other-lv"));
        record.label(Lang::En, LabelRole::Preferred, row.text("name-en"));
        record.text(Lang::Lv, TextRole::Description, row.text("description-lv"));
        record.text(Lang::En, TextRole::Description, row.text("description-en"));
    }

    fn level(&mut self, index: usize, row: &RowView<'_>, findings: &mut Findings) {
        const LEVELS: &[(&str, (&str, &str))] = &[
            ("pamatlīmenis", ("pamatlīmenis (1–2)", "foundation (1–2)")),
            (
                "vidējs līmenis",
                ("vidējs līmenis (3–4)", "intermediate (3–4)"),
            ),
            ("augsts līmenis", ("augsts līmenis (5–6)", "advanced (5–6)")),
            (
                "īpaši specializēts līmenis",
                (
                    "īpaši specializēts līmenis (7–8)",
                    "highly specialised (7–8)",
                ),
            ),
        ];
        let Some((lv, en)) =
            super::words::choose(row.text("level"), LEVELS, || row.at("level"), findings)
        else {
            return;
        };
        let Some(record) = self.batch.records.get_mut(index) else {
            return;
        };
        for (lang, name, field) in [
            (Lang::Lv, lv, "description-lv"),
            (Lang::En, en, "description-en"),
        ] {
            let text = row.text(field);
            if !text.is_empty() {
                record.text(lang, TextRole::LevelDescriptor, &format!("{name}: {text}"));
            }
        }
    }

    fn label(&mut self, index: usize, row: &RowView<'_>, findings: &mut Findings) {
        const ROLES: &[(&str, LabelRole)] = &[
            ("alternatīvs", LabelRole::Alternative),
            ("slēptais", LabelRole::Hidden),
            ("slēpts", LabelRole::Hidden),
            ("alternative", LabelRole::Alternative),
            ("hidden", LabelRole::Hidden),
        ];
        let role = match look_up(row.text("role"), ROLES) {
            Understood::Exact(role) | Understood::Corrected(role, _) => role,
            Understood::Unknown => {
                findings.warn(
                    "word-unknown",
                    row.at("role"),
                    format!(
                        "“{}” is no role of a label; right would be “alternatīvs” or “slēptais”",
                        row.text("role")
                    ),
                );
                LabelRole::Hidden
            }
        };
        let tag = row.text("language");
        let lang = if key(tag).is_empty() {
            Lang::Lv
        } else {
            Lang::from_tag(tag)
        };
        if let Some(record) = self.batch.records.get_mut(index) {
            record.label(lang, role, row.text("label"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_rows(part: Part, file: &str, rows: &[&[&str]]) -> Batch {
        let grid = Grid::from_text(file, rows.iter().map(|r| r.iter()));
        read(part, &[grid], &Columns::built_in()).unwrap().batch
    }

    #[test]
    fn areas_hold_competences() {
        let batch = read_rows(
            Part::Names,
            "digcomp-3.0-names.csv",
            &[
                &["Kods", "Veids", "Nosaukums EN", "Nosaukums LV"],
                &["2", "joma", "Communication", "Saziņa"],
                &["2.1", "kompetence", "Interacting", "Mijiedarbība"],
            ],
        );
        assert_eq!(batch.dataset, "digcomp-3.0/names");
        assert_eq!(
            batch.records[1].parent.as_ref().map(RecordId::as_str),
            Some("digcomp-3.0/2")
        );
        assert_eq!(batch.records[1].kind, Kind::Competence);
    }

    #[test]
    fn a_level_begins_with_its_name_and_labels_keep_their_roles() {
        let levels = read_rows(
            Part::Levels,
            "digcomp-2.2-levels.csv",
            &[
                &["Kods", "Līmenis", "Apraksts LV", "Apraksts EN"],
                &["1.1", "Pamatlimenis", "Atrod.", "Finds."],
            ],
        );
        assert_eq!(
            levels.records[0].texts[0].text,
            "pamatlīmenis (1–2): Atrod."
        );
        let labels = read_rows(
            Part::Labels,
            "digcomp-2.2-labels.csv",
            &[
                &["Kods", "Valoda", "Loma", "Apzīmējums"],
                &["1.1", "lv", "slēptais", "gūglēt"],
                &["1.1.1", "lv", "slēptais", "x"],
            ],
        );
        assert_eq!(labels.records[0].labels[0].role, LabelRole::Hidden);
        assert_eq!(labels.warnings[0].code, "row-skipped");
        assert_eq!(levels.records[0].id, labels.records[0].id);
    }
}
