//! PKE: what the professional qualification examination tests.

use std::collections::HashSet;

use crate::import::ImportError;
use crate::import::tables::{Columns, Findings, Grid, RowView, TableSpec, key, values};
use crate::model::{
    Batch, Details, ExamItem, Kind, LabelRole, Lang, Level, Record, RecordId, RelationKind, Source,
    TextRole,
};

use super::facts::Facts;
use super::gather::gather;
use super::parsed::{Parsed, Target};
use super::words::{SECTIONS, choose};
use super::{ids, names, sample, statements};

/// The columns of an examination programme.
pub(super) const SPEC: TableSpec = TableSpec {
    name: "pke",
    obligatory: &["section", "content"],
    marks: &[],
};

/// Reads an examination programme.
pub(super) fn read(grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    let mut findings = Findings::default();
    let file = grids.first().map_or("", |g| g.file.as_str());
    let mut facts = Facts::new("pke-facts");
    let tables = gather(grids, |_| SPEC, columns, Some(&mut facts), &mut findings)?;
    let mut exam = Exam::new(file, &facts, &mut findings);
    for table in &tables {
        for row in table.rows() {
            exam.item(&row, &mut findings);
        }
    }
    exam.check_points(&facts, &mut findings);
    findings.move_into(&mut exam.parsed.batch);
    Ok(exam.parsed)
}

/// An examination under construction.
struct Exam {
    parsed: Parsed,
    id: RecordId,
    qualification: String,
    level: Option<Level>,
    seen: HashSet<RecordId>,
    points: f32,
}

impl Exam {
    fn new(file: &str, facts: &Facts, findings: &mut Findings) -> Self {
        let name = names::take_apart(facts.text("qualification"));
        let stem = ids::stem(file);
        if name.name.is_empty() {
            findings.warn(
                "fact-missing",
                Source::file(file),
                "the examination does not say of which qualification it is; right would be a row “Kvalifikācija”",
            );
        }
        let known = if name.name.is_empty() {
            stem
        } else {
            &name.name
        };
        let id = RecordId::from_parts(["pke", known]);
        let mut batch = Batch::new(id.as_str(), format!("PKE {known}"));
        sample::mark(&mut batch, [facts.text("note")]);
        let mut parsed = Parsed::new(batch);
        let approved = facts.date("approved", findings);
        let level = facts.level(approved, findings);
        let mut record = Record::new(id.clone(), Kind::Exam, Source::file(file));
        record.label(
            Lang::Lv,
            LabelRole::Preferred,
            &format!("{known}: profesionālās kvalifikācijas eksāmens"),
        );
        record.label(Lang::Lv, LabelRole::Alternative, &format!("PKE {known}"));
        record.level.clone_from(&level);
        let lines = [
            ("theory-minutes", "Teorētiskā daļa, min"),
            ("practice-minutes", "Praktiskā daļa, min"),
            ("points", "Maksimālais punktu skaits"),
        ];
        let described: Vec<String> = lines
            .iter()
            .filter_map(|(field, name)| Some(format!("{name}: {}", facts.given(field)?)))
            .collect();
        record.text(Lang::Lv, TextRole::Description, &described.join("\n"));
        record.text(Lang::Lv, TextRole::Note, facts.text("note"));
        parsed.batch.records.push(record);
        if !name.name.is_empty() {
            let target = Target::Qualification {
                name: name.name.clone(),
            };
            parsed.refer(
                &id,
                RelationKind::Related,
                target,
                facts.at("qualification"),
            );
        }
        Self {
            parsed,
            id,
            qualification: name.name,
            level,
            seen: HashSet::new(),
            points: 0.0,
        }
    }

    fn item(&mut self, row: &RowView<'_>, findings: &mut Findings) {
        let content = statements::bare(&names::one_line(row.text("content")));
        if content.is_empty() || matches!(key(row.text("code")).as_str(), "kopa" | "pavisam") {
            return;
        }
        let section = choose(
            row.text("section"),
            SECTIONS,
            || row.at("section"),
            findings,
        );
        let code = names::one_line(row.text("code"));
        let own = if code.is_empty() {
            statements::fingerprint(&content, 6)
        } else {
            code.clone()
        };
        let mut id = RecordId::from_parts(self.id.as_str().split('/').chain([own.as_str()]));
        if !self.seen.insert(id.clone()) {
            findings.warn(
                "number-twice",
                row.at("code"),
                format!("the code {code} is taken by another item; give each its own"),
            );
            let own = format!("{own}-{}", statements::fingerprint(&content, 4));
            id = RecordId::from_parts(self.id.as_str().split('/').chain([own.as_str()]));
            if !self.seen.insert(id.clone()) {
                return;
            }
        }
        let points = row.number("points", findings);
        self.points += points.unwrap_or(0.0);
        let mut record = Record::new(id.clone(), Kind::ExamItem, row.source());
        record.code = (!code.is_empty()).then_some(code);
        record.label(
            Lang::Lv,
            LabelRole::Preferred,
            &names::capitalised(&content),
        );
        record.parent = Some(self.id.clone());
        record.position = u32::try_from(self.seen.len() - 1).unwrap_or(u32::MAX);
        record.level.clone_from(&self.level);
        let tasks = row.number("tasks", findings).map(|n| n.to_string());
        record.details = Details::ExamItem(ExamItem {
            section,
            tasks: tasks.as_deref().and_then(values::whole),
            points,
            minutes: row.number("minutes", findings),
        });
        self.parsed.batch.records.push(record);
        for number in values::codes(row.text("assesses")) {
            let target = Target::Task {
                qualification: self.qualification.clone(),
                number,
            };
            self.parsed
                .refer(&id, RelationKind::Assesses, target, row.at("assesses"));
        }
    }

    fn check_points(&self, facts: &Facts, findings: &mut Findings) {
        let stated = values::number(facts.text("points"));
        if let Some(stated) = stated
            && self.points > 0.0
            && (stated - self.points).abs() > 0.05
        {
            findings.warn(
                "sum-differs",
                facts.at("points"),
                format!(
                    "the examination states {stated} points, its items add up to {}",
                    self.points
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ExamSection;

    fn read_rows(rows: &[&[&str]]) -> Parsed {
        let grid = Grid::from_text("pke/a.csv", rows.iter().map(|r| r.iter()));
        read(&[grid], &Columns::built_in()).unwrap()
    }

    const HEADER: &[&str] = &[
        "Kods",
        "Daļa",
        "Pārbaudāmais saturs",
        "Uzdevumu skaits",
        "Punkti",
        "Laiks, min",
        "PKP uzdevumi",
    ];

    #[test]
    fn items_know_their_part_points_and_tasks() {
        let parsed = read_rows(&[
            &["Kvalifikācija", "Galdnieks"],
            &["LKI", "3"],
            &["Maksimālais punktu skaits", "30"],
            HEADER,
            &[
                "T1",
                "teorija",
                "Koksnes īpašības",
                "8",
                "10",
                "20",
                "1.1 ; 1.2",
            ],
            &["P1", "praktiskā", "Rāmja salikšana", "1", "20", "90", "2.1"],
        ]);
        assert_eq!(parsed.batch.records.len(), 3);
        assert_eq!(parsed.batch.records[1].id.as_str(), "pke/galdnieks/t1");
        let Details::ExamItem(item) = &parsed.batch.records[1].details else {
            panic!("an item")
        };
        assert_eq!(item.section, Some(ExamSection::Theory));
        assert_eq!(
            (item.tasks, item.points, item.minutes),
            (Some(8), Some(10.0), Some(20.0))
        );
        assert_eq!(parsed.references.len(), 4);
        assert!(
            parsed.batch.warnings.is_empty(),
            "{:?}",
            parsed.batch.warnings
        );
    }

    #[test]
    fn points_that_do_not_add_up_and_codes_taken_twice_are_said() {
        let parsed = read_rows(&[
            &["Kvalifikācija", "Galdnieks"],
            &["Maksimālais punktu skaits", "40"],
            HEADER,
            &["T1", "teorija", "Koksne", "8", "10", "20", ""],
            &["T1", "teorija", "Līmes", "8", "10", "20", ""],
        ]);
        let codes: Vec<_> = parsed.batch.warnings.iter().map(|w| w.code).collect();
        assert_eq!(codes, ["number-twice", "sum-differs"]);
        assert_eq!(parsed.batch.records.len(), 3);
    }
}
