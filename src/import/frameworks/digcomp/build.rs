//! From what the supplement says to records.

use std::collections::{HashMap, HashSet};

use super::{Item, LevelRow, Sort, Supplement};
use crate::import::ImportError;
use crate::import::frameworks::Options;
use crate::import::hierarchy::{Edge, assign, number_siblings};
use crate::import::warnings::Warnings;
use crate::model::{
    Batch, Details, Kind, LabelRole, Lang, LearningOutcome, Record, RecordId, Relation,
    RelationKind, Severity, Source, TextRole,
};

/// The framework's name, the first part of every identifier.
pub const FRAMEWORK: &str = "digcomp-3.0";

/// The licence. The publisher's pages and copies of the data disagree; the freer one stands on the landing page.
pub const LICENCE: &str = "CC BY 4.0 (some copies say CC BY-SA 4.0)";

/// Makes the dataset.
pub(super) fn batch(
    supplement: Supplement,
    file: &str,
    options: &Options,
) -> Result<Batch, ImportError> {
    let Supplement {
        items,
        levels,
        terms,
        mut warnings,
    } = supplement;
    if !items.iter().any(|i| i.sort == Sort::Competence) {
        return Err(ImportError::unrecognised(
            Source::file(file),
            "the DigComp 3.0 data supplement with its competences",
        ));
    }
    let lang = options.lang.unwrap_or(Lang::En);
    let framework = RecordId::from_parts([options.id.as_deref().unwrap_or(FRAMEWORK)]).to_string();
    let mut records = Vec::with_capacity(items.len() + 4);
    let mut relations = Vec::new();
    let mut edges = Vec::new();
    let mut seen = HashSet::new();
    let known_levels = add_levels(&mut records, levels, &framework, lang);
    for item in items {
        let id = RecordId::from_parts([framework.as_str(), item.code.as_str()]);
        if !seen.insert(id.clone()) {
            let code = &item.code;
            warnings.add(
                Severity::Skipped,
                "repeated-concept",
                item.source.clone(),
                || format!("{code} stands in the file more than once; the first is taken"),
            );
            continue;
        }
        if !item.above.is_empty() {
            edges.push(Edge {
                child: id.clone(),
                rank: 0,
                parent: RecordId::from_parts([framework.as_str(), item.above.as_str()]),
            });
        }
        if matches!(item.sort, Sort::Statement | Sort::Outcome) {
            match known_levels.get(&item.level.to_lowercase()) {
                Some(level) => {
                    relations.push(Relation::new(
                        id.clone(),
                        RelationKind::AtLevel,
                        level.clone(),
                    ));
                }
                None => missing_level(&item, &mut warnings),
            }
        }
        records.push(record(item, id, &framework, lang));
    }
    relations.extend(assign(&mut records, edges, &mut warnings));
    number_siblings(&mut records);
    if terms > 0 {
        warnings.add(
            Severity::Note,
            "glossary-left-out",
            Source::file(file),
            || format!("{terms} terms of the glossary explain words and are not imported"),
        );
    }
    let title = options
        .title
        .clone()
        .unwrap_or_else(|| "DigComp 3.0".to_owned());
    let mut batch = Batch::new(format!("{framework}/{}", lang.tag()), title);
    batch.version = Some(options.version.clone().unwrap_or_else(|| "3.0".to_owned()));
    batch.licence = Some(
        options
            .licence
            .clone()
            .unwrap_or_else(|| LICENCE.to_owned()),
    );
    batch.records = records;
    batch.relations = relations;
    warnings.finish(&mut batch);
    Ok(batch)
}

/// Eight rows become four levels; the result finds them by their names in lower case.
fn add_levels(
    records: &mut Vec<Record>,
    rows: Vec<LevelRow>,
    framework: &str,
    lang: Lang,
) -> HashMap<String, RecordId> {
    let mut known: HashMap<String, RecordId> = HashMap::new();
    for row in rows {
        let key = row.name.to_lowercase();
        let id = known.entry(key).or_insert_with(|| {
            let id = RecordId::from_parts([framework, "level", row.name.as_str()]);
            let mut record = Record::new(id.clone(), Kind::Level, row.source.clone());
            record.framework = Some(framework.to_owned());
            record.label(lang, LabelRole::Preferred, &row.name);
            records.push(record);
            id
        });
        let Some(record) = records.iter_mut().find(|r| r.id == *id) else {
            continue;
        };
        record.text(lang, TextRole::Description, &row.description);
        record.text(lang, TextRole::Goal, &row.purpose);
        let name = format!("{} {} ({})", row.name, row.eighth, row.sixth);
        if !row.eighth_description.is_empty() {
            let text = format!("{name}: {}", row.eighth_description);
            record.text(lang, TextRole::LevelDescriptor, &text);
        }
    }
    known
}

fn missing_level(item: &Item, warnings: &mut Warnings) {
    warnings.add(
        Severity::Warning,
        "unknown-level",
        item.source.clone(),
        || {
            format!(
                "{} stands at the level {:?}, which the file does not describe",
                item.code, item.level
            )
        },
    );
}

fn record(item: Item, id: RecordId, framework: &str, lang: Lang) -> Record {
    let kind = match item.sort {
        Sort::Area => Kind::CompetenceArea,
        Sort::Competence => Kind::Competence,
        Sort::Statement => Kind::CompetenceStatement,
        Sort::Outcome => Kind::LearningOutcome,
    };
    let mut record = Record::new(id, kind, item.source);
    record.framework = Some(framework.to_owned());
    record.code = Some(item.code);
    record.label(lang, LabelRole::Preferred, &item.name);
    record.text(lang, TextRole::Description, &item.description);
    record.text(lang, TextRole::Note, &item.remarks.join(". "));
    if item.sort == Sort::Outcome {
        record.details = Details::LearningOutcome(LearningOutcome::default());
    }
    record
}
