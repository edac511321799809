//! The texts of a record that are searched, each with its role.

use crate::model::{Details, Kind, LabelRole, Lang, Record};
use crate::search::response::SegmentRole;
use crate::search::snapshot::segments::Segment;

/// The texts of a record in the order in which they are kept: names first, so that scoring meets them first.
pub(crate) fn texts(record: &Record) -> Vec<(Segment, &str)> {
    let mut texts = Vec::with_capacity(record.labels.len() + record.texts.len() + 2);
    for (role, segment) in [
        (LabelRole::Preferred, SegmentRole::Name),
        (LabelRole::Alternative, SegmentRole::Alternative),
        (LabelRole::Hidden, SegmentRole::Hidden),
    ] {
        for label in record.labels.iter().filter(|label| label.role == role) {
            texts.push((
                Segment {
                    role: segment,
                    lang: label.lang,
                },
                label.text.as_str(),
            ));
        }
    }
    if let Some(code) = &record.code {
        texts.push((
            Segment {
                role: SegmentRole::Code,
                lang: Lang::Und,
            },
            code.as_str(),
        ));
    }
    for text in &record.texts {
        texts.push((
            Segment {
                role: SegmentRole::Text,
                lang: text.lang,
            },
            text.text.as_str(),
        ));
    }
    let said = details(&record.details);
    texts.extend(said.into_iter().map(|text| {
        (
            Segment {
                role: SegmentRole::Text,
                lang: Lang::Lv,
            },
            text,
        )
    }));
    // The name of the framework without its version: *DigComp 3.4*.
    let framework = record.framework.as_deref();
    let framework = framework.and_then(|name| name.split('-').next());
    texts.extend(
        kind_words(record.kind)
            .into_iter()
            .chain(framework)
            .map(|text| {
                (
                    Segment {
                        role: SegmentRole::Kind,
                        lang: Lang::Lv,
                    },
                    text,
                )
            }),
    );
    texts.retain(|(_, text)| !text.trim().is_empty());
    texts
}

/// What people call a kind of record, where they type it along with what they look for: *elektrodrošība modulis*.
fn kind_words(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Qualification => {
            Some("PKP profesionālās kvalifikācijas prasības, profesijas standarts, kvalifikācija")
        }
        Kind::Programme => Some("MIP modulārā profesionālās izglītības programma"),
        Kind::Module => Some("modulis"),
        Kind::LearningOutcome => Some("sasniedzamais mācīšanās rezultāts"),
        Kind::Exam => Some("PKE profesionālās kvalifikācijas eksāmens"),
        Kind::Material => Some("mācību līdzeklis, materiāls"),
        _ => None,
    }
}

/// What only this kind of record says, in words that people search for. National documents are Latvian.
fn details(details: &Details) -> Vec<&str> {
    match details {
        Details::Qualification(q) => {
            let mut texts: Vec<&str> = q.related.iter().map(String::as_str).collect();
            texts.extend(q.register_no.as_deref());
            texts.extend(q.occupation_code.as_deref());
            texts
        }
        Details::Programme(programme) => programme.qualification.as_deref().into_iter().collect(),
        Details::LearningOutcome(outcome) => {
            let parts = [&outcome.can, &outcome.knows, &outcome.understands];
            let mut texts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
            texts.extend(outcome.topics.iter().map(String::as_str));
            texts.extend(
                [&outcome.moderate, &outcome.optimal]
                    .into_iter()
                    .filter_map(Option::as_deref),
            );
            texts
        }
        Details::Occupation(occupation) => occupation.isco.as_deref().into_iter().collect(),
        Details::Material(m) => {
            let own = [
                &m.topic,
                &m.authors,
                &m.publisher,
                &m.qualification,
                &m.material_type,
                &m.isbn,
                &m.note,
            ];
            let own = own.into_iter().filter_map(Option::as_deref);
            own.chain(m.modules.iter().map(String::as_str)).collect()
        }
        Details::None
        | Details::Requirement(_)
        | Details::Module(_)
        | Details::ExamItem(_)
        | Details::Skill(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, LearningOutcome, RecordId, Source, TextRole};

    #[test]
    fn names_come_before_texts_and_blank_ones_not_at_all() {
        let mut record = Record::new(
            RecordId::from_parts(["a"]),
            Kind::LearningOutcome,
            Source::default(),
        );
        record.text(Lang::Lv, TextRole::Description, "apraksts");
        record.label(Lang::Lv, LabelRole::Hidden, "kodēt");
        record.label(Lang::Lv, LabelRole::Preferred, "programmēt");
        record.code = Some(" ".into());
        record.details = Details::LearningOutcome(LearningOutcome {
            can: Some("raksta kodu".into()),
            ..Default::default()
        });
        let found: Vec<_> = texts(&record)
            .into_iter()
            .map(|(segment, text)| (segment.role, text))
            .collect();
        assert_eq!(
            found,
            [
                (SegmentRole::Name, "programmēt"),
                (SegmentRole::Hidden, "kodēt"),
                (SegmentRole::Text, "apraksts"),
                (SegmentRole::Text, "raksta kodu"),
                (SegmentRole::Kind, "sasniedzamais mācīšanās rezultāts"),
            ]
        );
    }
}
