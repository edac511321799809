//! Builds the tables of a generation, record by record, and hands out what the engine takes.

use std::collections::HashMap;

use crate::model::{Details, Lang, Record};
use crate::search::engine::AnalysedRecord;
use crate::search::limits::{ANCESTORS, RECORD_TOKENS, TEXT_BYTES};
use crate::search::plan::Field;
use crate::search::request::NameLang;
use crate::search::response::SegmentRole;
use crate::search::snapshot::Tables;
use crate::search::snapshot::columns::ColumnsBuilder;
use crate::search::snapshot::documents::{Documents, Entry};
use crate::search::snapshot::lexicon::{LexiconBuilder, NONE};
use crate::search::snapshot::segments::{Segment, Segments, Word};
use crate::text::{Analyser, Lang as TextLang, Scratch, TokenKind};

use super::fields::{FieldTexts, code_key};
use super::token::Keyed;
use super::{facets, record};

/// The names of all records and what is above them, for records whose ancestors come later.
#[derive(Debug, Default)]
pub(crate) struct Names<'r> {
    records: HashMap<&'r str, (u32, &'r Record)>,
}

impl<'r> Names<'r> {
    /// Of records in the order of their numbers.
    pub(crate) fn new(records: &'r [Record]) -> Self {
        let numbered = (0_u32..).zip(records);
        Self {
            records: numbered
                .map(|(number, record)| (record.id.as_str(), (number, record)))
                .collect(),
        }
    }

    fn parent(&self, record: &Record) -> Option<(u32, &'r Record)> {
        self.records.get(record.parent.as_ref()?.as_str()).copied()
    }

    /// What is above a record, the nearest first; a circle ends after [`ANCESTORS`] steps.
    fn above(&self, record: &Record) -> impl Iterator<Item = &'r Record> {
        let first = self.parent(record).map(|(_, parent)| parent);
        std::iter::successors(first, |record| {
            self.parent(record).map(|(_, parent)| parent)
        })
        .take(ANCESTORS)
    }
}

/// Collects the tables of a generation.
#[derive(Debug, Default)]
pub(crate) struct TablesBuilder {
    documents: Documents,
    columns: ColumnsBuilder,
    lexicon: LexiconBuilder,
    segments: Segments,
    fields: FieldTexts,
    scratch: Scratch,
    words: Vec<Word>,
}

impl TablesBuilder {
    /// Takes a record in and gives what the engine is to write.
    pub(crate) fn add(
        &mut self,
        record: &Record,
        names: &Names<'_>,
        analyser: &Analyser,
    ) -> AnalysedRecord {
        let document = self.documents.len() as u32;
        let mut shown = [NONE; 2];
        let mut room = RECORD_TOKENS;
        for (segment, text) in record::texts(record) {
            let text = text
                .get(..text.floor_char_boundary(TEXT_BYTES))
                .unwrap_or(text);
            self.read(document, segment, text, analyser, &mut room);
            let number = self.segments.push(segment, text, &self.words);
            let slot = match segment.lang {
                Lang::Lv => shown.first_mut(),
                Lang::En => shown.last_mut(),
                Lang::Und => None,
            };
            if let Some(slot) = slot
                && segment.role == SegmentRole::Name
                && *slot == NONE
            {
                *slot = number;
            }
        }
        self.segments.end_document();
        if let Some(code) = &record.code {
            self.fields.add(Field::Code, &code_key(code));
        }
        for above in names.above(record) {
            self.above(above, analyser);
        }
        if let Some(code) = names
            .parent(record)
            .and_then(|(_, parent)| parent.code.as_ref())
        {
            self.fields.add(Field::Above, &code_key(code));
        }
        self.documents.push(&entry(record, names, shown));
        let facets = facets::values(record);
        self.columns.push(&facets);
        AnalysedRecord {
            document,
            id: record.id.as_str().to_owned(),
            fields: self.fields.finish(),
            facets,
        }
    }

    /// Reads a text into the fields and into `self.words`.
    fn read(
        &mut self,
        document: u32,
        segment: Segment,
        text: &str,
        analyser: &Analyser,
        room: &mut usize,
    ) {
        let Self {
            lexicon,
            fields,
            scratch,
            words,
            ..
        } = self;
        words.clear();
        fields.begin(segment.role);
        analyser.visit(text, language(segment.lang), scratch, |token| {
            if *room == 0 {
                return;
            }
            *room -= 1;
            let keyed = if segment.lang == Lang::Und && token.kind == TokenKind::Word {
                // Latvian endings must not be cut off German words.
                Keyed::plain(token.surface, token.folded)
            } else {
                Keyed::read(token, language(segment.lang))
            };
            fields.word(segment.role, &keyed);
            words.push(word(
                lexicon.form(&keyed, segment.lang as u8, document),
                &token.range,
            ));
            if token.kind == TokenKind::Code && segment.role != SegmentRole::Code {
                fields.code(segment.role, token.folded);
            }
            if let Some(code) = &token.code {
                fields.code(segment.role, code.text);
                let form = lexicon.form(
                    &Keyed::plain(code.text, code.text),
                    Lang::Und as u8,
                    document,
                );
                words.push(word(form, &code.range));
            }
        });
        fields.end(segment.role);
    }

    /// Adds the names of a record above the one that is read.
    fn above(&mut self, above: &Record, analyser: &Analyser) {
        let Self {
            fields, scratch, ..
        } = self;
        for (segment, text) in record::texts(above) {
            if segment.role != SegmentRole::Name {
                break;
            }
            analyser.visit(text, language(segment.lang), scratch, |token| {
                fields.word(
                    SegmentRole::Above,
                    &Keyed::read(token, language(segment.lang)),
                )
            });
        }
    }

    /// The tables of all records taken in.
    pub(crate) fn finish(mut self) -> Tables {
        let segments = self.segments;
        self.documents.rank_names(|segment| segments.text(segment));
        self.documents.index_ids();
        Tables {
            lexicon: self.lexicon.finish(self.documents.len()),
            documents: self.documents,
            columns: self.columns.finish().into(),
            segments,
        }
    }
}

fn entry(record: &Record, names: &Names<'_>, shown: [u32; 2]) -> Entry {
    let kind = crate::model::Kind::ALL
        .iter()
        .position(|kind| *kind == record.kind);
    let year = match &record.details {
        Details::Material(material) => material.year,
        Details::Qualification(qualification) => {
            qualification.approved.map(|date| i32::from(date.year()))
        }
        _ => None,
    };
    let fallback = if shown == [NONE; 2] {
        record.name(NameLang::Lv.model())
    } else {
        ""
    };
    Entry {
        id: record.id.as_str().to_owned(),
        kind: kind
            .and_then(|kind| u8::try_from(kind).ok())
            .unwrap_or(u8::MAX),
        code: record.code.clone().unwrap_or_default(),
        names: shown,
        fallback: fallback.to_owned(),
        parent: names.parent(record).map_or(NONE, |(number, _)| number),
        level: record
            .level
            .as_ref()
            .map_or([0, 0], |level| [level.lki, level.lki_to]),
        year: year.and_then(|year| u16::try_from(year).ok()).unwrap_or(0),
    }
}

/// The language whose grammar reads a text.
fn language(lang: Lang) -> TextLang {
    match lang {
        Lang::En => TextLang::En,
        Lang::Lv | Lang::Und => TextLang::Lv,
    }
}

fn word(form: u32, range: &std::ops::Range<usize>) -> Word {
    Word {
        form,
        start: range.start as u32,
        len: u16::try_from(range.len()).unwrap_or(u16::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, LabelRole, RecordId, Source};

    fn record(id: &str, parent: Option<&str>, name: &str) -> Record {
        let mut record = Record::new(RecordId::from_parts([id]), Kind::Module, Source::default());
        record.parent = parent.map(|parent| RecordId::from_parts([parent]));
        record.label(Lang::Lv, LabelRole::Preferred, name);
        record
    }

    #[test]
    fn names_above_are_found_and_circles_end() {
        let records = [
            record("a", Some("b"), "Viens"),
            record("b", Some("a"), "Divi"),
        ];
        let names = Names::new(&records);
        let mut builder = TablesBuilder::default();
        let analysed = builder.add(&records[0], &names, &Analyser::default());
        assert!(analysed.fields[Field::Above as usize].contains("div"));
        let analysed = builder.add(&records[1], &names, &Analyser::default());
        assert_eq!(analysed.document, 1);
        let tables = builder.finish();
        assert_eq!(tables.documents.parent(0), Some(1));
    }

    #[test]
    fn a_parent_that_is_not_there_is_none() {
        let records = [record("a", Some("gone"), "Viens")];
        let mut builder = TablesBuilder::default();
        builder.add(&records[0], &Names::new(&records), &Analyser::default());
        assert_eq!(builder.finish().documents.parent(0), None);
    }

    #[test]
    fn a_code_reading_is_a_word_that_spans_its_parts() {
        let records = [record("a", None, "Standarts ISO 9001")];
        let mut builder = TablesBuilder::default();
        builder.add(&records[0], &Names::new(&records), &Analyser::default());
        let tables = builder.finish();
        let forms = tables.segments.forms(0);
        let last = forms.len() - 1;
        assert_eq!(tables.lexicon.surface(forms[last]), "iso9001");
        assert_eq!(tables.segments.span(0, last), 10..18);
    }

    #[test]
    fn other_languages_keep_their_words() {
        let mut german = record("a", None, "");
        german.label(Lang::Und, LabelRole::Preferred, "Schweißen");
        let records = [german];
        let analysed =
            TablesBuilder::default().add(&records[0], &Names::new(&records), &Analyser::default());
        assert_eq!(analysed.fields[Field::NameBridge as usize], "u:schweissen");
    }
}
