//! NKS: sectors, their professions and specialisations with levels.

use std::collections::{HashMap, HashSet};

use crate::import::ImportError;
use crate::import::tables::{Columns, Findings, Grid, RowView, TableSpec, key, values};
use crate::model::{
    Batch, Kind, LabelRole, Lang, LevelScheme, Record, RecordId, Relation, RelationKind, TextRole,
};

use super::gather::gather;
use super::parsed::Parsed;
use super::{ids, levels, names, sample};

/// The columns of the table of a sector.
pub(super) const SPEC: TableSpec = TableSpec {
    name: "nks",
    obligatory: &["sector-code", "profession"],
    marks: &[],
};

/// Reads the professions of one or several sectors.
pub(super) fn read(grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    let mut findings = Findings::default();
    let tables = gather(grids, |_| SPEC, columns, None, &mut findings)?;
    let file = grids.first().map_or("", |g| g.file.as_str());
    let stem = ids::stem(file);
    let dataset = RecordId::from_parts(["nks", if key(stem) == "nks" { "" } else { stem }]);
    let mut structure = Structure {
        batch: Batch::new(dataset.as_str(), "Nozaru kvalifikāciju struktūra"),
        seen: HashSet::new(),
        by_name: HashMap::new(),
        related: Vec::new(),
    };
    for table in &tables {
        for row in table.rows() {
            structure.row(&row, &mut findings);
        }
    }
    structure.relate(&mut findings);
    findings.move_into(&mut structure.batch);
    Ok(Parsed::new(structure.batch))
}

/// A structure under construction.
struct Structure {
    batch: Batch,
    seen: HashSet<RecordId>,
    by_name: HashMap<String, RecordId>,
    /// Profession, the name of a related one, where it stands.
    related: Vec<(RecordId, String, crate::model::Source)>,
}

impl Structure {
    fn row(&mut self, row: &RowView<'_>, findings: &mut Findings) {
        let code = names::one_line(row.text("sector-code")).to_uppercase();
        let profession = names::take_apart(row.text("profession"));
        if code.is_empty() || profession.name.is_empty() {
            findings.skip(
                "row-skipped",
                row.source(),
                "the row names no sector or no profession; it was left out",
            );
            return;
        }
        sample::mark(&mut self.batch, [row.text("note")]);
        let sector = RecordId::from_parts(["nks", &code]);
        if self.seen.insert(sector.clone()) {
            let mut record = Record::new(sector.clone(), Kind::Sector, row.source());
            record.label(Lang::Lv, LabelRole::Preferred, row.text("sector"));
            record.sector = Some(code.clone());
            record.code = Some(code.clone());
            record.framework = Some("nks".to_owned());
            record.position = u32::try_from(self.batch.records.len()).unwrap_or(u32::MAX);
            self.batch.records.push(record);
        }
        let id = self.profession(row, &sector, &code, &profession, "level", findings);
        let special = names::take_apart(row.text("specialisation"));
        if special.name.is_empty() {
            for name in values::list(row.text("related")) {
                self.related.push((id.clone(), name, row.at("related")));
            }
            self.note(&id, row);
            return;
        }
        let special = self.profession(row, &id, &code, &special, "specialisation-level", findings);
        self.note(&special, row);
    }

    fn profession(
        &mut self,
        row: &RowView<'_>,
        parent: &RecordId,
        sector: &str,
        name: &names::Name,
        level: &str,
        findings: &mut Findings,
    ) -> RecordId {
        let full = name.full.as_deref().unwrap_or(&name.name);
        let id = RecordId::from_parts(["nks", sector, full]);
        if !self.seen.insert(id.clone()) {
            return id;
        }
        for known in [full, &name.name] {
            self.by_name.entry(key(known)).or_insert_with(|| id.clone());
        }
        let mut record = Record::new(id.clone(), Kind::Occupation, row.source());
        name.give(&mut record);
        record.framework = Some("nks".to_owned());
        record.sector = Some(sector.to_owned());
        record.parent = Some(parent.clone());
        record.position = u32::try_from(self.batch.records.len()).unwrap_or(u32::MAX);
        record.level = levels::read(
            row.text(level),
            Some(LevelScheme::Lki),
            None,
            &row.at(level),
            findings,
        );
        self.batch.records.push(record);
        id
    }

    /// What the row remarks, besides that it is a sample.
    fn note(&mut self, id: &RecordId, row: &RowView<'_>) {
        let kept: Vec<&str> = row
            .text("note")
            .split(';')
            .map(str::trim)
            .filter(|part| key(part) != "paraugs" && !part.is_empty())
            .collect();
        if let Some(record) = self.batch.records.iter_mut().find(|r| r.id == *id) {
            record.text(Lang::Lv, TextRole::Note, &kept.join("; "));
        }
    }

    /// Related professions, once all are known. A name that no sector has is only warned of.
    fn relate(&mut self, findings: &mut Findings) {
        let mut known = HashSet::new();
        for (from, name, at) in std::mem::take(&mut self.related) {
            let Some(to) = self.by_name.get(&key(&name)) else {
                findings.warn(
                    "reference-unresolved",
                    at,
                    format!("the related profession “{name}” is in no sector of this file; the link was left out"),
                );
                continue;
            };
            let (low, high) = if from < *to { (&from, to) } else { (to, &from) };
            if low != high && known.insert((low.clone(), high.clone())) {
                let relation = Relation::new(low.clone(), RelationKind::Related, high.clone());
                self.batch.relations.push(relation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        Grid::from_text("nks/nks.csv", rows.iter().map(|r| r.iter()))
    }

    #[test]
    fn sectors_hold_professions_and_these_specialisations() {
        let parsed = read(
            &[grid(&[
                &[
                    "Nozares kods",
                    "Nozare",
                    "Pamatprofesija",
                    "LKI",
                    "Specializācija",
                    "Specializācijas LKI",
                    "Saistītās profesijas",
                    "Piezīmes",
                ],
                &[
                    "KOK",
                    "Kokrūpniecība",
                    "Galdnieks",
                    "3",
                    "",
                    "",
                    "Kokkopis ; Burvis",
                    "paraugs",
                ],
                &[
                    "KOK",
                    "Kokrūpniecība",
                    "Galdnieks",
                    "3",
                    "Logu galdnieks",
                    "3",
                    "",
                    "paraugs; logi",
                ],
                &[
                    "KOK",
                    "Kokrūpniecība",
                    "Kokkopis (arborists)",
                    "3",
                    "",
                    "",
                    "",
                    "paraugs",
                ],
            ])],
            &Columns::built_in(),
        )
        .unwrap();
        let ids: Vec<&str> = parsed.batch.records.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "nks/kok",
                "nks/kok/galdnieks",
                "nks/kok/logu-galdnieks",
                "nks/kok/kokkopis-arborists"
            ]
        );
        assert_eq!(
            parsed.batch.records[2]
                .parent
                .as_ref()
                .map(RecordId::as_str),
            Some("nks/kok/galdnieks")
        );
        assert_eq!(parsed.batch.relations.len(), 1);
        let codes: Vec<_> = parsed.batch.warnings.iter().map(|w| w.code).collect();
        assert_eq!(codes, ["reference-unresolved"]);
        assert_eq!(parsed.batch.rank, sample::SAMPLE);
    }
}
