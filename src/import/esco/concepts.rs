//! The files of concepts: skills, skill groups, occupations, ISCO groups, and the collections of skills.

use super::Import;
use super::feed::{Feed, FileRows};
use super::files::{COLLECTIONS, Stem};
use super::ids::{Sort, record_id};
use crate::import::ImportError;
use crate::import::rows::Row;
use crate::model::{
    Details, Kind, LabelRole, Occupation, Record, Severity, Skill, Source, TextRole,
};

/// Where the columns of a concept file are.
struct Columns {
    uri: Option<usize>,
    preferred: Option<usize>,
    alternative: Option<usize>,
    hidden: Option<usize>,
    status: Option<usize>,
    description: Option<usize>,
    definition: Option<usize>,
    scope_note: Option<usize>,
    code: Option<usize>,
    skill_type: Option<usize>,
    reuse_level: Option<usize>,
    isco_group: Option<usize>,
    regulated: Option<usize>,
}

impl Columns {
    fn of(rows: &FileRows<'_>) -> Result<Self, ImportError> {
        Ok(Self {
            uri: rows.require(&["conceptUri"])?,
            preferred: rows.require(&["preferredLabel"])?,
            alternative: rows.column(&["altLabels"]),
            hidden: rows.column(&["hiddenLabels"]),
            status: rows.column(&["status"]),
            description: rows.column(&["description"]),
            definition: rows.column(&["definition"]),
            scope_note: rows.column(&["scopeNote"]),
            code: rows.column(&["code"]),
            skill_type: rows.column(&["skillType"]),
            reuse_level: rows.column(&["reuseLevel"]),
            isco_group: rows.column(&["iscoGroup"]),
            regulated: rows.column(&["regulatedProfessionNote"]),
        })
    }
}

impl Import<'_> {
    /// Reads a file of concepts.
    pub(super) fn read_concepts(
        &mut self,
        feed: &mut Feed<'_>,
        stem: Stem,
        sort: Sort,
    ) -> Result<(), ImportError> {
        let Some(file) = self.inventory.file(stem, self.language).map(str::to_owned) else {
            return Ok(());
        };
        feed.each(
            &file,
            |rows| Columns::of(rows),
            |columns, row| {
                self.take(&file, columns, row, sort);
            },
        )
    }

    /// Marks the skills of each collection; a collection of 1.0 also holds skills that `skills` lacks.
    pub(super) fn read_collections(&mut self, feed: &mut Feed<'_>) -> Result<(), ImportError> {
        for (stem, name) in COLLECTIONS {
            let Some(file) = self
                .inventory
                .file_in_any(stem, self.language)
                .map(str::to_owned)
            else {
                continue;
            };
            let own_language = self.inventory.file(stem, self.language) == Some(file.as_str());
            feed.each(
                &file,
                |rows| Columns::of(rows),
                |columns, row| {
                    let uri = row.get(columns.uri).trim();
                    if own_language && !self.index.contains_key(uri) {
                        self.take(&file, columns, row, Sort::Skill);
                    }
                    let found = self.index.get(uri).and_then(|&n| self.records.get_mut(n));
                    if let Some(Details::Skill(skill)) = found.map(|r| &mut r.details)
                        && !skill.collections.iter().any(|c| c == name)
                    {
                        skill.collections.push(name.to_owned());
                    }
                },
            )?;
        }
        Ok(())
    }

    /// Takes one row of a concept file.
    fn take(&mut self, file: &str, columns: &Columns, row: Row<'_>, sort: Sort) {
        let at = || Source::row(file, row.number);
        let uri = row.get(columns.uri).trim();
        let Some(id) = record_id(uri, sort) else {
            self.warnings.add(Severity::Skipped, "bad-uri", at(), || {
                format!("{uri:?} is not the URI of {}", sort.name())
            });
            return;
        };
        let status = row.get(columns.status).trim();
        if !status.is_empty() && !status.eq_ignore_ascii_case("released") {
            self.warnings
                .add(Severity::Skipped, "not-released", at(), || {
                    format!("{uri} has the status {status:?}; only released concepts are taken")
                });
            return;
        }
        let mut record = Record::new(id, sort.kind(), at());
        record.framework = Some("esco".to_owned());
        record.uri = Some(uri.to_owned());
        record.code = Some(row.get(columns.code).trim().to_owned()).filter(|c| !c.is_empty());
        self.read_names(&mut record, columns, row);
        if record.labels.is_empty() {
            self.warnings.add(Severity::Warning, "no-label", at(), || {
                format!("{uri} has no name in the language {}", self.language)
            });
        }
        record.details = details(columns, row, sort);
        if let Some(known) = self.index.get(uri).and_then(|&n| self.records.get_mut(n)) {
            self.warnings
                .add(Severity::Note, "repeated-concept", at(), || {
                    format!("{uri} stands in the file more than once; the rows are joined")
                });
            known.merge(record);
            return;
        }
        self.add(uri, record);
    }

    fn read_names(&self, record: &mut Record, columns: &Columns, row: Row<'_>) {
        let lang = self.lang;
        record.label(lang, LabelRole::Preferred, row.get(columns.preferred));
        for (column, role) in [
            (columns.alternative, LabelRole::Alternative),
            (columns.hidden, LabelRole::Hidden),
        ] {
            for name in split_labels(row.get(column)) {
                record.label(lang, role, name);
            }
        }
        for (column, role) in [
            (columns.description, TextRole::Description),
            (columns.definition, TextRole::Definition),
            (columns.scope_note, TextRole::ScopeNote),
        ] {
            record.text(lang, role, row.get(column));
        }
    }
}

/// The labels in one cell: separated by line breaks in the files of concepts, by ` | ` in those of collections.
fn split_labels(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('\n')
        .flat_map(|line| line.split(" | "))
        .map(str::trim)
        .filter(|label| !label.is_empty())
}

/// What only skills and occupations have.
fn details(columns: &Columns, row: Row<'_>, sort: Sort) -> Details {
    let cell = |column| Some(row.get(column).trim().to_owned()).filter(|c| !c.is_empty());
    match sort {
        Sort::Skill => Details::Skill(Skill {
            skill_type: cell(columns.skill_type),
            reuse_level: cell(columns.reuse_level),
            collections: Vec::new(),
        }),
        Sort::Occupation => Details::Occupation(Occupation {
            // A spreadsheet on the way drops the leading zeros of the armed forces, 0110.
            isco: cell(columns.isco_group).map(|code| format!("{code:0>4}")),
            regulated: cell(columns.regulated)
                .map(|uri| uri.rsplit('/').next().unwrap_or_default().to_owned()),
        }),
        Sort::SkillGroup | Sort::Isco => Details::None,
    }
}

impl Sort {
    /// The kind of the record.
    pub(super) const fn kind(self) -> Kind {
        match self {
            Sort::Skill => Kind::Skill,
            Sort::SkillGroup => Kind::SkillGroup,
            Sort::Occupation => Kind::Occupation,
            Sort::Isco => Kind::OccupationGroup,
        }
    }

    /// The name for messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Sort::Skill => "an ESCO skill",
            Sort::SkillGroup => "an ESCO skill group",
            Sort::Occupation => "an ESCO occupation",
            Sort::Isco => "an ISCO group",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_split_in_both_ways() {
        let of = |cell| split_labels(cell).collect::<Vec<_>>();
        assert_eq!(
            of("weld\n metināt \n\nlodēt\r"),
            ["weld", "metināt", "lodēt"]
        );
        assert_eq!(of("weld | join metal"), ["weld", "join metal"]);
        assert_eq!(
            of("C|C++"),
            ["C|C++"],
            "a bar without spaces is part of a name"
        );
        assert!(of("").is_empty());
    }
}
