//! A record's triples.

use std::collections::HashSet;
use std::io::{self, Write};

use oxrdf::{Literal, NamedNode};

use super::sink::Sink;
use super::words::{XSD, dcterms, prasme, skos};
use crate::export::schemes::ESCO_NAME;
use crate::model::{Details, LabelRole, Lang, Record, TextRole};

/// Writes names, notation, texts, level and details of a record.
pub(super) fn describe<W: Write>(sink: &mut Sink<W>, uri: &str, record: &Record) -> io::Result<()> {
    names(sink, uri, record)?;
    if let Some(code) = &record.code {
        sink.text(uri, &skos("notation"), code, None)?;
    }
    // ESCO is given on by identifiers and names alone: its descriptions are to be had at their source.
    if record.framework.as_deref() != Some(ESCO_NAME) {
        texts(sink, uri, record)?;
    }
    if let Some(level) = &record.level {
        sink.triple(uri, &prasme("level"), Literal::from(i64::from(level.lki)))?;
        if level.lki_to != level.lki {
            sink.triple(
                uri,
                &prasme("levelTo"),
                Literal::from(i64::from(level.lki_to)),
            )?;
        }
    }
    sink.text(uri, &prasme("kind"), record.kind.code(), None)?;
    if let Some(sector) = &record.sector {
        sink.text(uri, &prasme("sector"), sector, None)?;
    }
    details(sink, uri, &record.details)
}

/// One preferred name a language; no name in two roles (SKOS S13, S14).
fn names<W: Write>(sink: &mut Sink<W>, uri: &str, record: &Record) -> io::Result<()> {
    let mut written: HashSet<(Lang, &str)> = HashSet::new();
    let mut preferred: HashSet<Lang> = HashSet::new();
    let is_esco = record.framework.as_deref() == Some(ESCO_NAME);
    for role in [
        LabelRole::Preferred,
        LabelRole::Alternative,
        LabelRole::Hidden,
    ] {
        for label in record.labels.iter().filter(|l| l.role == role) {
            if !written.insert((label.lang, &label.text)) {
                continue;
            }
            // A name that somebody else gave an ESCO concept is not ESCO's preferred one.
            let ours = is_esco && label.by.is_some();
            let property = match role {
                LabelRole::Preferred if !ours && preferred.insert(label.lang) => "prefLabel",
                LabelRole::Preferred | LabelRole::Alternative => "altLabel",
                LabelRole::Hidden => "hiddenLabel",
            };
            let tag = (label.lang != Lang::Und).then(|| label.lang.tag());
            sink.text(uri, &skos(property), &label.text, tag)?;
        }
    }
    if written.is_empty() {
        sink.text(uri, &skos("prefLabel"), record.name(Lang::Lv), None)?;
    }
    Ok(())
}

fn texts<W: Write>(sink: &mut Sink<W>, uri: &str, record: &Record) -> io::Result<()> {
    for text in &record.texts {
        let property = match text.role {
            TextRole::Description => dcterms("description"),
            TextRole::Definition => skos("definition"),
            TextRole::ScopeNote => skos("scopeNote"),
            TextRole::LevelDescriptor => prasme("levelDescriptor"),
            TextRole::Example => skos("example"),
            TextRole::Goal => prasme("goal"),
            TextRole::Note => skos("note"),
        };
        let tag = (text.lang != Lang::Und).then(|| text.lang.tag());
        sink.text(uri, &property, &text.text, tag)?;
    }
    Ok(())
}

fn details<W: Write>(sink: &mut Sink<W>, uri: &str, details: &Details) -> io::Result<()> {
    let mut said = Said { sink, uri };
    match details {
        Details::Requirement(r) => {
            said.code("aspect", &r.aspect)?;
            said.code("scope", &r.scope)?;
            said.code("depth", &r.depth)
        }
        Details::Qualification(q) => {
            said.word(&dcterms("identifier"), q.register_no.as_deref())?;
            said.word(&prasme("occupationCode"), q.occupation_code.as_deref())?;
            let approved = q.approved.map(|day| day.to_string());
            said.typed(&dcterms("issued"), approved, "date")
        }
        Details::Programme(p) => said.number("hours", p.hours),
        Details::Module(m) => {
            said.code("part", &m.part)?;
            said.number("hours", m.hours)?;
            said.number("theoryHours", m.theory_hours)?;
            said.number("practiceHours", m.practice_hours)
        }
        Details::LearningOutcome(o) => {
            said.number("weight", o.weight)?;
            for (name, text) in [
                ("can", &o.can),
                ("knows", &o.knows),
                ("understands", &o.understands),
                ("moderate", &o.moderate),
                ("optimal", &o.optimal),
            ] {
                said.latvian(name, text.as_deref())?;
            }
            for topic in &o.topics {
                said.latvian("topic", Some(topic))?;
            }
            said.typed(
                &prasme("strict"),
                o.strict.then(|| "true".to_owned()),
                "boolean",
            )
        }
        Details::ExamItem(e) => {
            said.code("section", &e.section)?;
            said.number("points", e.points)?;
            said.number("minutes", e.minutes)
        }
        Details::Occupation(o) => said.word(&prasme("isco"), o.isco.as_deref()),
        Details::None | Details::Skill(_) | Details::Material(_) => Ok(()),
    }
}

struct Said<'a, W: Write> {
    sink: &'a mut Sink<W>,
    uri: &'a str,
}

impl<W: Write> Said<'_, W> {
    /// A value out of a few, by its code.
    fn code(&mut self, name: &str, value: &impl serde::Serialize) -> io::Result<()> {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::String(code)) => {
                self.sink.text(self.uri, &prasme(name), &code, None)
            }
            _ => Ok(()),
        }
    }

    fn word(&mut self, property: &str, value: Option<&str>) -> io::Result<()> {
        match value {
            Some(value) => self.sink.text(self.uri, property, value, None),
            None => Ok(()),
        }
    }

    fn latvian(&mut self, name: &str, value: Option<&str>) -> io::Result<()> {
        match value {
            Some(value) => self.sink.text(self.uri, &prasme(name), value, Some("lv")),
            None => Ok(()),
        }
    }

    fn number(&mut self, name: &str, value: Option<f32>) -> io::Result<()> {
        let value = value.filter(|n| n.is_finite()).map(|n| n.to_string());
        self.typed(&prasme(name), value, "decimal")
    }

    fn typed(&mut self, property: &str, value: Option<String>, kind: &str) -> io::Result<()> {
        let (Some(value), Ok(datatype)) = (value, NamedNode::new(format!("{XSD}{kind}"))) else {
            return Ok(());
        };
        let literal = Literal::new_typed_literal(value, datatype);
        self.sink.triple(self.uri, property, literal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::iri::Prefixes;
    use crate::export::skos::Syntax;
    use crate::model::{Kind, Label, LearningOutcome, RecordId, Source};

    fn written(record: &Record) -> String {
        let mut out = Vec::new();
        let mut sink = Sink::new(&mut out, Syntax::Turtle, &Prefixes::default()).unwrap();
        describe(&mut sink, "urn:x:a", record).unwrap();
        sink.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    fn record() -> Record {
        Record::new(
            RecordId::new("x/a").unwrap(),
            Kind::LearningOutcome,
            Source::file("f"),
        )
    }

    #[test]
    fn a_record_without_a_name_is_called_by_its_code() {
        let mut record = record();
        record.code = Some("1.2".into());
        assert!(written(&record).contains("skos:prefLabel \"1.2\""));
    }

    #[test]
    fn a_second_preferred_name_is_an_alternative_one() {
        let mut record = record();
        for text in ["viens", "divi"] {
            record
                .labels
                .push(Label::new(Lang::Lv, LabelRole::Preferred, text));
        }
        let text = written(&record);
        assert!(
            text.contains("skos:prefLabel \"viens\"@lv")
                && text.contains("skos:altLabel \"divi\"@lv")
        );
    }

    #[test]
    fn a_language_that_nobody_stated_is_not_written() {
        let mut record = record();
        record
            .labels
            .push(Label::new(Lang::Und, LabelRole::Preferred, "x"));
        assert!(!written(&record).contains("@und"));
    }

    #[test]
    fn an_outcome_says_its_share_and_whether_it_is_strict() {
        let mut record = record();
        record.details = Details::LearningOutcome(LearningOutcome {
            weight: Some(12.5),
            strict: true,
            can: Some("zāģē".into()),
            ..LearningOutcome::default()
        });
        let text = written(&record);
        for part in [
            "prasme:weight 12.5",
            "prasme:strict true",
            "prasme:can \"zāģē\"@lv",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }
}
