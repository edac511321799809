//! What stands above what: the skills hierarchy and the broader relations of both pillars.

use super::Import;
use super::feed::Feed;
use super::files::Stem;
use super::ids::{Sort, record_id};
use crate::import::ImportError;
use crate::import::hierarchy::Edge;
use crate::model::{LabelRole, Record, RecordId, Severity, Source, TextRole};

/// How many levels the table of the skills hierarchy has: level 0 to 3.
const LEVELS: usize = 4;

/// The columns of the skills hierarchy.
struct Columns {
    uri: [Option<usize>; LEVELS],
    name: [Option<usize>; LEVELS],
    code: [Option<usize>; LEVELS],
    description: Option<usize>,
    scope_note: Option<usize>,
}

impl Import<'_> {
    /// Reads the table of skill groups with the whole path in every row: codes, and groups that `skillGroups` lacks.
    pub(super) fn read_hierarchy(&mut self, feed: &mut Feed<'_>) -> Result<Vec<Edge>, ImportError> {
        let mut edges = Vec::new();
        let stem = Stem::SkillsHierarchy;
        let Some(file) = self.inventory.file(stem, self.language).map(str::to_owned) else {
            return Ok(edges);
        };
        feed.each(
            &file,
            |rows| {
                let each = |what: &str| {
                    std::array::from_fn(|n| rows.column(&[format!("Level {n} {what}").as_str()]))
                };
                rows.require(&["Level 0 URI"])?;
                Ok(Columns {
                    uri: each("URI"),
                    name: each("preferred term"),
                    code: each("code"),
                    description: rows.column(&["Description"]),
                    scope_note: rows.column(&["Scope note"]),
                })
            },
            |columns, row| {
                let filled = |column: &Option<usize>| !row.get(*column).trim().is_empty();
                let Some(deepest) = columns.uri.iter().rposition(filled) else {
                    return;
                };
                let cell = |list: &[Option<usize>; LEVELS], n: usize| {
                    row.get(list.get(n).copied().flatten()).trim().to_owned()
                };
                let uri = cell(&columns.uri, deepest);
                let at = Source::row(&file, row.number);
                let Some(id) = record_id(&uri, Sort::SkillGroup) else {
                    self.warnings.add(Severity::Skipped, "bad-uri", at, || {
                        format!("{uri:?} is not the URI of {}", Sort::SkillGroup.name())
                    });
                    return;
                };
                if let Some(above) = deepest.checked_sub(1)
                    && let Some(parent) = record_id(&cell(&columns.uri, above), Sort::SkillGroup)
                {
                    edges.push(edge(id.clone(), Sort::SkillGroup, parent));
                }
                let mut record = Record::new(id, Sort::SkillGroup.kind(), at);
                record.framework = Some("esco".to_owned());
                record.uri = Some(uri.clone());
                record.code = Some(cell(&columns.code, deepest)).filter(|c| !c.is_empty());
                record.label(
                    self.lang,
                    LabelRole::Preferred,
                    &cell(&columns.name, deepest),
                );
                record.text(
                    self.lang,
                    TextRole::Description,
                    row.get(columns.description),
                );
                record.text(self.lang, TextRole::ScopeNote, row.get(columns.scope_note));
                match self
                    .index
                    .get(uri.as_str())
                    .and_then(|&n| self.records.get_mut(n))
                {
                    Some(known) => {
                        // The texts are the same ones, here and there with other white space.
                        record.texts.clear();
                        known.merge(record);
                    }
                    None => self.add(&uri, record),
                }
            },
        )?;
        Ok(edges)
    }

    /// Reads the broader relations of both pillars.
    pub(super) fn read_broader(
        &mut self,
        feed: &mut Feed<'_>,
        edges: &mut Vec<Edge>,
    ) -> Result<(), ImportError> {
        for stem in [Stem::BroaderSkill, Stem::BroaderOccupation] {
            let Some(file) = self
                .inventory
                .file_in_any(stem, self.language)
                .map(str::to_owned)
            else {
                continue;
            };
            feed.each(
                &file,
                |rows| {
                    let types = (rows.column(&["conceptType"]), rows.column(&["broaderType"]));
                    let child = rows.require(&["conceptUri"])?;
                    Ok((child, rows.require(&["broaderUri"])?, types))
                },
                |&(child, broader, (child_type, broader_type)), row| {
                    let from = self.end(row.get(child).trim(), row.get(child_type));
                    let to = self.end(row.get(broader).trim(), row.get(broader_type));
                    let (Some((from, _)), Some((to, sort))) = (from, to) else {
                        let at = Source::row(&file, row.number);
                        self.warnings
                            .add(Severity::Skipped, "unknown-concept", at, || {
                                format!(
                                    "{} below {}: not both are concepts of ESCO",
                                    row.get(child),
                                    row.get(broader)
                                )
                            });
                        return;
                    };
                    edges.push(edge(from, sort, to));
                },
            )?;
        }
        Ok(())
    }

    /// The identifier at one end of a relation: of a concept that was read, else by what the row calls it.
    fn end(&self, uri: &str, concept_type: &str) -> Option<(RecordId, Sort)> {
        let sort = match concept_type.trim() {
            "SkillGroup" => Sort::SkillGroup,
            "Occupation" => Sort::Occupation,
            "ISCOGroup" => Sort::Isco,
            "KnowledgeSkillCompetence" | "Skill" => Sort::Skill,
            _ => Sort::ALL
                .into_iter()
                .find(|&sort| record_id(uri, sort).as_ref() == self.id_of(uri))?,
        };
        Some((record_id(uri, sort)?, sort))
    }
}

/// A group makes the better parent: it leads up to the root; a broader skill may stand beside several groups. For an
/// occupation the broader occupation is the nearer one, and it stands in an ISCO group itself.
fn edge(child: RecordId, sort: Sort, parent: RecordId) -> Edge {
    let rank = match sort {
        Sort::SkillGroup | Sort::Occupation => 0,
        Sort::Skill | Sort::Isco => 1,
    };
    Edge {
        child,
        rank,
        parent,
    }
}
