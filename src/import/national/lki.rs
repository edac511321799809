//! The levels of the Latvijas kvalifikāciju ietvarstruktūra (LKI), equal to those of the EKI.

use std::collections::HashSet;

use crate::import::ImportError;
use crate::import::tables::{Columns, Findings, Grid, TableSpec, values};
use crate::model::{Batch, Kind, LabelRole, Lang, LevelScheme, Record, RecordId, TextRole};

use super::gather::gather;
use super::parsed::Parsed;
use super::{levels, sample};

/// The columns of the table of LKI levels.
pub(super) const SPEC: TableSpec = TableSpec {
    name: "lki",
    obligatory: &["level", "description-lv"],
    marks: &[],
};

/// Reads the LKI levels.
pub(super) fn read(grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    let mut findings = Findings::default();
    let tables = gather(grids, |_| SPEC, columns, None, &mut findings)?;
    let mut batch = Batch::new("lki", "Latvijas kvalifikāciju ietvarstruktūra");
    // The levels are law; the wording of a table is its author's.
    batch.rank = sample::SAMPLE;
    let mut seen = HashSet::new();
    for table in &tables {
        for row in table.rows() {
            let Some(level) = levels::read(
                row.text("level"),
                Some(LevelScheme::Lki),
                None,
                &row.at("level"),
                &mut findings,
            ) else {
                continue;
            };
            let number = level.lki.to_string();
            let id = RecordId::from_parts(["lki", &number]);
            if !seen.insert(id.clone()) {
                findings.skip(
                    "number-twice",
                    row.at("level"),
                    format!("the level {number} stands there twice; the second was left out"),
                );
                continue;
            }
            let mut record = Record::new(id, Kind::Level, row.source());
            record.framework = Some("lki".to_owned());
            record.label(
                Lang::Lv,
                LabelRole::Preferred,
                &format!("LKI {number}. līmenis"),
            );
            record.label(
                Lang::Lv,
                LabelRole::Alternative,
                &format!("EKI {number}. līmenis"),
            );
            record.label(
                Lang::En,
                LabelRole::Preferred,
                &format!("LQF level {number}"),
            );
            record.label(
                Lang::En,
                LabelRole::Alternative,
                &format!("EQF level {number}"),
            );
            if let Some(old) = values::whole(row.text("pkl")) {
                record.label(
                    Lang::Lv,
                    LabelRole::Alternative,
                    &format!("PKL {old} (līdz 2022-08-01)"),
                );
            }
            record.code = Some(number);
            record.position = u32::from(level.lki) - 1;
            record.level = Some(level);
            record.text(Lang::Lv, TextRole::Description, row.text("description-lv"));
            record.text(Lang::En, TextRole::Description, row.text("description-en"));
            record.text(
                Lang::Lv,
                TextRole::Note,
                &values::list(row.text("documents")).join("\n"),
            );
            batch.records.push(record);
        }
    }
    findings.move_into(&mut batch);
    Ok(Parsed::new(batch))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        Grid::from_text("nks/lki.csv", rows.iter().map(|r| r.iter()))
    }

    #[test]
    fn levels_are_found_by_every_name() {
        let parsed = read(
            &[grid(&[
                &["LKI", "EKI", "PKL līdz 2022-08-01", "Apraksts LV"],
                &["4", "4", "3", "Plāno."],
            ])],
            &Columns::built_in(),
        )
        .unwrap();
        let record = &parsed.batch.records[0];
        assert_eq!(record.id.as_str(), "lki/4");
        assert!(record.labels.iter().any(|l| l.text.starts_with("PKL 3")));
    }
}
