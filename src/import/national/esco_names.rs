//! Our Latvian names for ESCO concepts, in the columns of ESCO's own files and a few more.
//!
//! The official Latvian download knows more; these names stand in where it is missing, each marked as ours. A row may
//! also say which qualification of the sample the occupation belongs to and which skills it needs.

use std::collections::HashSet;

use crate::import::ImportError;
use crate::import::tables::{Columns, Findings, Grid, RowView, TableSpec, key, values};
use crate::model::{
    Batch, Details, Kind, Label, LabelRole, Lang, Occupation, Record, RecordId, Relation,
    RelationKind, Skill, TextRole,
};

use super::gather::gather;
use super::parsed::{Direction, Parsed, Reference, Target};
use super::sample;

/// The columns of the names.
pub(super) const SPEC: TableSpec = TableSpec {
    name: "esco-names",
    obligatory: &["uri", "preferred", "english"],
    marks: &[],
};

/// Who gave the names.
pub const GIVEN_BY: &str = "Prasmes paraugs";

/// Reads the names.
pub(super) fn read(grids: &[Grid], columns: &Columns) -> Result<Parsed, ImportError> {
    let mut findings = Findings::default();
    let tables = gather(grids, |_| SPEC, columns, None, &mut findings)?;
    let mut batch = Batch::new("esco/paraugs", "ESCO: latviskie nosaukumi (paraugs)");
    batch.rank = sample::SAMPLE;
    let mut parsed = Parsed::new(batch);
    let mut seen = HashSet::new();
    for table in &tables {
        for row in table.rows() {
            concept(&mut parsed, &row, &mut seen, &mut findings);
        }
    }
    findings.move_into(&mut parsed.batch);
    Ok(parsed)
}

fn concept(
    parsed: &mut Parsed,
    row: &RowView<'_>,
    seen: &mut HashSet<RecordId>,
    findings: &mut Findings,
) {
    let uri = row.text("uri");
    let Some((id, kind)) = concept_of(uri, row.text("type")) else {
        findings.skip(
            "row-skipped",
            row.at("uri"),
            format!(
                "“{uri}” is no ESCO concept; right would be like http://data.europa.eu/esco/skill/…"
            ),
        );
        return;
    };
    if !seen.insert(id.clone()) {
        findings.skip(
            "concept-twice",
            row.at("uri"),
            format!("{uri} stands there twice; the second row was left out"),
        );
        return;
    }
    let mut record = Record::new(id.clone(), kind, row.source());
    record.framework = Some("esco".to_owned());
    record.uri = Some(uri.to_owned());
    record.position = u32::try_from(seen.len() - 1).unwrap_or(u32::MAX);
    record.label(Lang::En, LabelRole::Preferred, row.text("english"));
    let roles = [
        ("preferred", LabelRole::Preferred),
        ("alternative", LabelRole::Alternative),
        ("hidden", LabelRole::Hidden),
    ];
    for (field, role) in roles {
        for text in names(row.text(field), role) {
            record.add_label(Label {
                by: Some(GIVEN_BY.to_owned()),
                ..Label::new(Lang::Lv, role, text)
            });
        }
    }
    record.text(Lang::Lv, TextRole::Description, row.text("description"));
    let code = row.text("code").trim();
    record.code = (!code.is_empty()).then(|| code.to_owned());
    record.details = details(row, kind);
    parsed.batch.records.push(record);
    for name in values::list(row.text("qualification")) {
        // The names are of the occupation, yet the relation starts from the qualification.
        if kind == Kind::Occupation {
            parsed.references.push(Reference {
                record: id.clone(),
                kind: RelationKind::HasOccupation,
                target: Target::Qualification { name },
                direction: Direction::To,
                at: row.at("qualification"),
            });
        }
    }
    for (field, relation) in [
        ("essential", RelationKind::EssentialSkill),
        ("optional", RelationKind::OptionalSkill),
    ] {
        for uri in row
            .text(field)
            .split_whitespace()
            .flat_map(|t| t.split([';', '|', ',']))
        {
            if uri.is_empty() {
                continue;
            }
            match concept_of(uri, "") {
                Some((to, Kind::Skill)) => {
                    parsed
                        .batch
                        .relations
                        .push(Relation::new(id.clone(), relation, to));
                }
                _ => findings.warn(
                    "reference-unresolved",
                    row.at(field),
                    format!("“{uri}” is no URI of an ESCO skill"),
                ),
            }
        }
    }
}

fn details(row: &RowView<'_>, kind: Kind) -> Details {
    let given = |field: &str| {
        let text = row.text(field);
        (!text.is_empty()).then(|| text.to_owned())
    };
    match kind {
        Kind::Occupation => Details::Occupation(Occupation {
            isco: given("isco"),
            regulated: None,
        }),
        Kind::Skill => Details::Skill(Skill {
            skill_type: given("skill-type"),
            reuse_level: given("reuse"),
            collections: row
                .text("collections")
                .split([';', ',', '|'])
                .map(|name| name.trim().to_lowercase())
                .filter(|name| !name.is_empty())
                .collect(),
        }),
        _ => Details::None,
    }
}

/// One name, or several separated as ESCO does: by line breaks or ` | `; `;` too, as people do.
fn names(text: &str, role: LabelRole) -> Vec<String> {
    if role == LabelRole::Preferred {
        return vec![text.to_owned()];
    }
    text.split(['\n', '|', ';'])
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The identifier behind a URI, as the importer of ESCO gives it.
fn concept_of(uri: &str, concept_type: &str) -> Option<(RecordId, Kind)> {
    let path = uri
        .strip_prefix("http://data.europa.eu/esco/")
        .or_else(|| uri.strip_prefix("https://data.europa.eu/esco/"))?;
    let (folder, tail) = path.split_once('/')?;
    if tail.is_empty() {
        return None;
    }
    let group = key(concept_type).contains("group");
    let (prefix, kind) = match folder {
        "skill" if group => ("group", Kind::SkillGroup),
        "skill" => ("skill", Kind::Skill),
        "occupation" => ("occupation", Kind::Occupation),
        _ => return None,
    };
    let id = RecordId::new(&format!("esco:{prefix}/{tail}")).ok()?;
    Some((id, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_rows(rows: &[&[&str]]) -> Parsed {
        let header: &[&str] = &[
            "conceptType",
            "conceptUri",
            "preferredLabel",
            "preferredLabelEN",
            "altLabels",
            "hiddenLabels",
            "Kvalifikācija",
            "essentialSkills",
        ];
        let rows = [header].into_iter().chain(rows.iter().copied());
        let grid = Grid::from_text("esco/esco-paraugs.csv", rows.map(|r| r.iter()));
        read(&[grid], &Columns::built_in()).unwrap()
    }

    const SKILL: &str = "http://data.europa.eu/esco/skill/aa";
    const OCCUPATION: &str = "http://data.europa.eu/esco/occupation/bb";

    #[test]
    fn latvian_names_are_marked_as_ours_and_english_ones_are_escos() {
        let parsed = read_rows(&[&[
            "KnowledgeSkillCompetence",
            SKILL,
            "metināt",
            "weld",
            "metināšana\nveikt metināšanu",
            "švecēt",
            "",
            "",
        ]]);
        let record = &parsed.batch.records[0];
        assert_eq!(record.id.as_str(), "esco:skill/aa");
        let ours: Vec<bool> = record
            .labels
            .iter()
            .map(|l| l.by.as_deref() == Some(GIVEN_BY))
            .collect();
        assert_eq!(ours, [false, true, true, true, true]);
    }

    #[test]
    fn an_occupation_is_linked_with_its_qualification_and_skills() {
        let parsed = read_rows(&[&[
            "Occupation",
            OCCUPATION,
            "galdnieks",
            "joiner",
            "",
            "",
            "Mēbeļu galdnieks",
            SKILL,
        ]]);
        assert_eq!(parsed.references[0].direction, Direction::To);
        assert_eq!(parsed.batch.relations[0].kind, RelationKind::EssentialSkill);
    }

    #[test]
    fn collections_are_told_apart_however_they_are_separated() {
        let header: &[&str] = &["conceptUri", "preferredLabel", "preferredLabelEN", "Kopas"];
        let row = &[
            SKILL,
            "šķirot atkritumus",
            "sort waste",
            "Green; transversal",
        ];
        let rows = [header, row];
        let grid = Grid::from_text("esco.csv", rows.into_iter().map(|r| r.iter()));
        let parsed = read(&[grid], &Columns::built_in()).unwrap();
        let Details::Skill(skill) = &parsed.batch.records[0].details else {
            panic!("a skill was read")
        };
        assert_eq!(skill.collections, ["green", "transversal"]);
    }

    #[test]
    fn foreign_uris_are_left_out_and_said() {
        let parsed = read_rows(&[&[
            "Occupation",
            "http://example.org/1",
            "x",
            "y",
            "",
            "",
            "",
            "",
        ]]);
        assert_eq!(parsed.batch.warnings[0].code, "row-skipped");
        assert!(parsed.batch.records.is_empty());
    }
}
