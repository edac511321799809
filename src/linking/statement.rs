//! A statement as the matcher reads it.

use crate::model::{
    Aspect, Depth, Details, Kind, Label, LabelRole, Lang, Level, Record, RecordId, TextRole,
};

/// Something that says what somebody can do or know, or what something is about: a record, or a text that a person typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Statement {
    /// The record, if it is one.
    pub id: Option<RecordId>,
    /// What it is, if it is known.
    pub kind: Option<Kind>,
    /// Its names: all labels of a concept together.
    pub labels: Vec<Label>,
    /// What spells it out: descriptions, "zina" and "izprot" clauses, topics. They count less than names.
    pub texts: Vec<(Lang, String)>,
    /// Names of what stands above it, nearest first: the task and duty of a requirement, the module of an outcome.
    pub context: Vec<String>,
    /// Qualification level.
    pub level: Option<Level>,
    /// For requirements: skill, attitude, knowledge or competence.
    pub aspect: Option<Aspect>,
    /// For knowledge: how deep.
    pub depth: Option<Depth>,
    /// Occupations of the qualification that it belongs to: ESCO, classifier, ISCO.
    pub occupations: Vec<RecordId>,
    /// Code of the sector.
    pub sector: Option<String>,
}

impl Statement {
    /// A statement that a person typed or a file brought, in Latvian unless said otherwise.
    pub fn of_text(text: &str, lang: Lang) -> Self {
        Self {
            labels: vec![Label::new(lang, LabelRole::Preferred, text.trim())],
            ..Self::default()
        }
    }

    /// What a record says. Context and occupations come from its neighbours: the caller adds them.
    pub fn of_record(record: &Record) -> Self {
        let mut texts: Vec<(Lang, String)> = record
            .texts
            .iter()
            .filter(|t| t.role != TextRole::Note)
            .map(|t| (t.lang, t.text.clone()))
            .collect();
        let (mut aspect, mut depth) = (None, None);
        match &record.details {
            Details::Requirement(r) => (aspect, depth) = (Some(r.aspect), r.depth),
            Details::LearningOutcome(o) => {
                let clauses = [&o.knows, &o.understands];
                texts.extend(clauses.into_iter().flatten().map(|t| (Lang::Lv, t.clone())));
                texts.extend(o.topics.iter().map(|t| (Lang::Lv, t.clone())));
            }
            Details::Material(m) => {
                texts.extend(m.topic.iter().map(|t| (Lang::Lv, t.clone())));
            }
            _ => {}
        }
        Self {
            id: Some(record.id.clone()),
            kind: Some(record.kind),
            labels: record.labels.clone(),
            texts,
            context: Vec::new(),
            level: record.level.clone(),
            aspect,
            depth,
            occupations: Vec::new(),
            sector: record.sector.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LearningOutcome, Source};

    #[test]
    fn an_outcome_brings_its_knows_clause_and_topics_as_texts() {
        let id = RecordId::new("mip/1/x/m1/1").unwrap();
        let mut record = Record::new(id.clone(), Kind::LearningOutcome, Source::file("m.csv"));
        record.label(Lang::Lv, LabelRole::Preferred, "Montēt sadalni");
        record.details = Details::LearningOutcome(LearningOutcome {
            knows: Some("aparātu veidus".into()),
            topics: vec!["Sadalnes".into()],
            ..LearningOutcome::default()
        });
        let statement = Statement::of_record(&record);
        assert_eq!(statement.id, Some(id));
        assert_eq!(statement.texts.len(), 2);
    }

    #[test]
    fn typed_text_is_trimmed() {
        let statement = Statement::of_text("  metināt ", Lang::Lv);
        assert_eq!(statement.labels[0].text, "metināt");
    }
}
