//! Teaching materials: the list that every school keeps.

mod cells;
mod own;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use crate::import::ImportError;
use crate::import::tables::{Columns, Findings, Grid, RowView, TableSpec, key, values};
use crate::model::{
    Batch, Details, Kind, LabelRole, Lang, Material, Record, RecordId, RelationKind,
};

use super::gather::gather;
use super::parsed::{Direction, Parsed, Reference, Target};
use super::{ids, levels, names, sample, statements};
use cells::material;
pub use own::{OwnTable, OwnTableRow, read_own};

/// The columns of a list of materials.
pub(super) const SPEC: TableSpec = TableSpec {
    name: "materials",
    obligatory: &["title"],
    marks: &[
        "authors",
        "publisher",
        "year",
        "isbn",
        "url",
        "licence",
        "access",
    ],
};

/// Reads a list of materials.
pub(super) fn read(grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    let mut findings = Findings::default();
    let file = grids.first().map_or("", |g| g.file.as_str());
    let tables = gather(grids, |_| SPEC, columns, None, &mut findings)?;
    let stem = ids::stem(file);
    let dataset = RecordId::from_parts(["materials", stem]);
    let mut batch = Batch::new(dataset.as_str(), format!("Mācību līdzekļi: {stem}"));
    batch.rank = sample::SCHOOL;
    let mut list = List {
        parsed: Parsed::new(batch),
        seen: HashSet::new(),
        sample_rows: 0,
    };
    for table in &tables {
        for row in table.rows() {
            list.row(&row, &mut findings);
        }
    }
    if list.sample_rows * 2 > list.seen.len() {
        list.parsed.batch.rank = sample::SAMPLE;
    }
    findings.move_into(&mut list.parsed.batch);
    Ok(list.parsed)
}

/// A list under construction.
struct List {
    parsed: Parsed,
    seen: HashSet<RecordId>,
    sample_rows: usize,
}

impl List {
    fn row(&mut self, row: &RowView<'_>, findings: &mut Findings) {
        let title = names::one_line(row.text("title"));
        if title.is_empty() {
            findings.skip(
                "row-skipped",
                row.source(),
                "the row has no title (“Nosaukums”); it was left out",
            );
            return;
        }
        let material = material(row, findings);
        let id = identity(&title, &material);
        self.refer(row, &id, findings);
        if !self.seen.insert(id.clone()) {
            findings.note(
                "material-twice",
                row.at("title"),
                format!(
                    "“{title}” stands in the list already; its links were added to the first one"
                ),
            );
            return;
        }
        if key(row.text("publisher")).contains("paraug") || key(row.text("note")).contains("paraug")
        {
            self.sample_rows += 1;
        }
        let language = material
            .languages
            .first()
            .map_or(Lang::Lv, |tag| Lang::from_tag(tag));
        let mut record = Record::new(id, Kind::Material, row.source());
        record.label(language, LabelRole::Preferred, &title);
        record.uri.clone_from(&material.url);
        let sector = names::one_line(row.text("sector"));
        record.sector = (!sector.is_empty()).then_some(sector);
        record.level = levels::read(
            row.text("lki"),
            Some(crate::model::LevelScheme::Lki),
            None,
            &row.at("lki"),
            findings,
        );
        record.position = u32::try_from(self.seen.len() - 1).unwrap_or(u32::MAX);
        record.details = Details::Material(Box::new(material));
        self.parsed.batch.records.push(record);
    }

    /// What the material supports: outcomes where they are named, else the module.
    fn refer(&mut self, row: &RowView<'_>, id: &RecordId, findings: &mut Findings) {
        let qualification = row.text("qualification").to_owned();
        let named = row.text("module");
        let mut modules = values::list(named);
        if let [one] = modules.as_slice() {
            let codes = values::codes(one);
            let short = |c: &String| c.chars().count() <= 6 && !c.contains(' ');
            if codes.len() > 1 && codes.iter().all(short) {
                modules = codes;
            }
        }
        if modules.len() > 1 {
            findings.note(
                "several-codes",
                row.at("module"),
                format!(
                    "“{named}” names {} modules; the material was linked to each",
                    modules.len()
                ),
            );
        }
        let outcomes = values::codes(row.text("outcome"));
        if modules.is_empty() && !outcomes.is_empty() {
            findings.warn(
                "reference-unresolved",
                row.at("outcome"),
                "outcomes are named but no module; right would be the module's code in “Modulis”",
            );
        }
        for module in modules {
            if outcomes.is_empty() {
                let target = Target::Module {
                    qualification: qualification.clone(),
                    module: module.clone(),
                };
                self.supports(id, target, row, "module");
            }
            for number in &outcomes {
                let target = Target::Outcome {
                    qualification: qualification.clone(),
                    module: module.clone(),
                    number: number.clone(),
                };
                self.supports(id, target, row, "outcome");
            }
        }
    }

    fn supports(&mut self, id: &RecordId, target: Target, row: &RowView<'_>, field: &str) {
        self.parsed.references.push(Reference {
            record: id.clone(),
            kind: RelationKind::Supports,
            target,
            direction: Direction::From,
            at: row.at(field),
        });
    }
}

/// By ISBN, else by title, authors and year.
fn identity(title: &str, material: &Material) -> RecordId {
    if let Some(isbn) = &material.isbn {
        return RecordId::from_parts(["material", isbn]);
    }
    let year = material.year.map(|y| y.to_string()).unwrap_or_default();
    let authors = material.authors.as_deref().unwrap_or_default();
    let hash = statements::fingerprint(&format!("{title} {authors} {year}"), 12);
    RecordId::from_parts(["material", &hash])
}
