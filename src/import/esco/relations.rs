//! Which occupation needs which skill, and which skill rests on which.

use super::Import;
use super::feed::Feed;
use super::files::Stem;
use crate::import::ImportError;
use crate::model::{Relation, RelationKind, Severity, Source};

/// The columns of a relation file.
struct Shape {
    stem: Stem,
    from: &'static str,
    to: &'static str,
    essential: RelationKind,
    optional: RelationKind,
}

const SHAPES: [Shape; 2] = [
    Shape {
        stem: Stem::OccupationSkill,
        from: "occupationUri",
        to: "skillUri",
        essential: RelationKind::EssentialSkill,
        optional: RelationKind::OptionalSkill,
    },
    Shape {
        stem: Stem::SkillSkill,
        from: "originalSkillUri",
        to: "relatedSkillUri",
        essential: RelationKind::EssentialForSkill,
        optional: RelationKind::OptionalForSkill,
    },
];

impl Import<'_> {
    /// Reads both relation files.
    pub(super) fn read_relations(
        &mut self,
        feed: &mut Feed<'_>,
        relations: &mut Vec<Relation>,
    ) -> Result<(), ImportError> {
        for shape in SHAPES {
            let found = self.inventory.file_in_any(shape.stem, self.language);
            let Some(file) = found.map(str::to_owned) else {
                let at = Source::file(feed.bundle.label());
                self.warnings
                    .add(Severity::Warning, "missing-file", at, || {
                        format!(
                            "there is no {}.csv, with or without a language",
                            shape.stem.name()
                        )
                    });
                continue;
            };
            feed.each(
                &file,
                |rows| {
                    let ends = (rows.require(&[shape.from])?, rows.require(&[shape.to])?);
                    Ok((ends, rows.require(&["relationType"])?))
                },
                |&((from, to), relation_type), row| {
                    let at = || Source::row(&file, row.number);
                    let (from, to) = (row.get(from).trim(), row.get(to).trim());
                    let kind = match row.get(relation_type).trim() {
                        "essential" => shape.essential,
                        "optional" => shape.optional,
                        other => {
                            self.warnings
                                .add(Severity::Skipped, "unknown-relation", at(), || {
                                    format!("{other:?} is neither “essential” nor “optional”")
                                });
                            return;
                        }
                    };
                    match (self.id_of(from), self.id_of(to)) {
                        (Some(from), Some(to)) => {
                            relations.push(Relation::new(from.clone(), kind, to.clone()));
                        }
                        (known, _) => {
                            let missing = if known.is_none() { from } else { to };
                            self.warnings
                                .add(Severity::Skipped, "unknown-concept", at(), || {
                                    format!("{missing} is not among the concepts of the download")
                                });
                        }
                    }
                },
            )?;
        }
        Ok(())
    }
}
