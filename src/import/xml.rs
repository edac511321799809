//! XML read without its dangers: no DTD, no entities of its own, no endless depth.
//!
//! All XML of the importers (DOCX, RDF/XML if ever) goes through [`SafeXml`]. It hands on the events of `quick-xml`,
//! which never fetches anything and never expands entities by itself; what this adds are the refusals and the limits.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{ImportError, LimitExceeded, Limits};
use crate::model::Source;

/// A guarded XML reader.
pub struct SafeXml<R> {
    reader: Reader<R>,
    name: String,
    max_depth: u64,
    max_text: u64,
    depth: u64,
}

impl<R: BufRead> SafeXml<R> {
    /// Reads XML; `name` is the file's name for errors.
    pub fn new(name: impl Into<String>, input: R, limits: &Limits) -> Self {
        let mut reader = Reader::from_reader(input);
        let config = reader.config_mut();
        config.check_end_names = true;
        config.expand_empty_elements = false;
        Self {
            reader,
            name: name.into(),
            max_depth: limits.max_xml_depth,
            max_text: limits.max_cell_bytes,
            depth: 0,
        }
    }

    /// How deep the last event stands: 1 inside the root element.
    pub fn depth(&self) -> u64 {
        self.depth
    }

    /// The next event; text comes with entities unresolved as [`Event::GeneralRef`], of which only the five of XML
    /// and character references get through (see [`resolve_ref`]).
    ///
    /// # Errors
    /// [`ImportError::ForbiddenXml`] for a DTD or an entity of the document's own, [`ImportError::Limit`] when it is
    /// too deep or a text too long, [`ImportError::Syntax`] when it is not well-formed.
    pub fn next<'b>(&mut self, buf: &'b mut Vec<u8>) -> Result<Event<'b>, ImportError> {
        buf.clear();
        let event = match self.reader.read_event_into(buf) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(why)) => {
                let why = std::io::Error::other(why);
                return Err(ImportError::io(self.at(), why));
            }
            Err(why) => {
                let place = format!("{why}, at byte {}", self.reader.error_position());
                return Err(ImportError::syntax(self.at(), "XML", place));
            }
        };
        let length = match &event {
            Event::Start(tag) => {
                self.depth += 1;
                tag.len()
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                0
            }
            Event::Empty(tag) => tag.len(),
            Event::Text(text) => text.len(),
            Event::CData(text) => text.len(),
            Event::DocType(_) => return Err(self.forbidden("a document type (DTD)")),
            Event::GeneralRef(entity) if resolve_ref(entity).is_none() => {
                return Err(self.forbidden("an entity of the document's own"));
            }
            _ => 0,
        };
        LimitExceeded::check("max_xml_depth", self.max_depth, self.depth)
            .and_then(|()| LimitExceeded::check("max_cell_bytes", self.max_text, length as u64))
            .map_err(|e| ImportError::limit(self.at(), e))?;
        Ok(event)
    }

    fn at(&self) -> Source {
        Source::file(&self.name)
    }

    fn forbidden(&self, what: &'static str) -> ImportError {
        ImportError::ForbiddenXml {
            at: Box::new(self.at()),
            what,
        }
    }
}

/// The character behind `&amp;`, `&#382;` and the like; none for entities that XML itself does not know.
pub fn resolve_ref(entity: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if entity.is_char_ref() {
        return entity.resolve_char_ref().ok().flatten();
    }
    match &**entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads to the end and gives the text.
    fn text_of(xml: &[u8], limits: &Limits) -> Result<String, ImportError> {
        let mut reader = SafeXml::new("a.xml", xml, limits);
        let mut buf = Vec::new();
        let mut out = String::new();
        loop {
            match reader.next(&mut buf)? {
                Event::Eof => return Ok(out),
                Event::Text(text) => out.push_str(&text),
                Event::GeneralRef(entity) => out.extend(resolve_ref(&entity)),
                _ => {}
            }
        }
    }

    #[test]
    fn text_and_the_five_entities_come_through() {
        let text = text_of(b"<a>x &amp; y<b/>&#382;</a>", &Limits::default());
        assert_eq!(text.unwrap(), "x & yž");
    }

    #[test]
    fn a_billion_laughs_are_refused_at_the_dtd() {
        let xml = br#"<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;">]><a>&m;</a>"#;
        let error = text_of(xml, &Limits::default()).unwrap_err();
        assert_eq!(error.code(), "forbidden-xml");
        let error = text_of(b"<a>&m;</a>", &Limits::default()).unwrap_err();
        assert_eq!(error.code(), "forbidden-xml");
    }

    #[test]
    fn endless_depth_and_endless_text_are_refused_by_name() {
        let limits = Limits {
            max_xml_depth: 3,
            max_cell_bytes: 8,
            ..Limits::default()
        };
        let error = text_of(b"<a><a><a><a/></a></a></a>", &limits);
        assert!(
            error.is_ok(),
            "three levels and an empty element are allowed"
        );
        let error = text_of(b"<a><a><a><a></a></a></a></a>", &limits).unwrap_err();
        assert!(error.to_string().contains("max_xml_depth = 3"), "{error}");
        let error = text_of(b"<a>123456789</a>", &limits).unwrap_err();
        assert!(error.to_string().contains("max_cell_bytes = 8"), "{error}");
    }

    #[test]
    fn a_tag_that_does_not_close_is_an_error() {
        assert_eq!(
            text_of(b"<a><b></a>", &Limits::default())
                .unwrap_err()
                .code(),
            "bad-syntax"
        );
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = text_of(&bytes, &Limits::default());
        }
    }
}
