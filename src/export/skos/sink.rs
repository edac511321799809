//! Triples → Turtle or JSON-LD, as they come.

use std::io::{self, Write};

use oxjsonld::{JsonLdSerializer, WriterJsonLdSerializer};
use oxrdf::{GraphNameRef, Literal, NamedNode, Term, Triple};
use oxttl::TurtleSerializer;
use oxttl::turtle::WriterTurtleSerializer;

use super::words::{DCTERMS, OWL, SKOS, XSD};
use crate::export::iri::{Prefixes, VOCABULARY};

/// How RDF is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// Turtle.
    Turtle,
    /// JSON-LD, expanded but for prefixes.
    JsonLd,
}

impl Syntax {
    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// The usual ending of a file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
        }
    }
}

enum Writer<W: Write> {
    Turtle(WriterTurtleSerializer<W>),
    JsonLd(WriterJsonLdSerializer<W>),
}

/// Takes triples one subject after the other.
pub(super) struct Sink<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> Sink<W> {
    pub(super) fn new(out: W, syntax: Syntax, prefixes: &Prefixes) -> io::Result<Self> {
        let fixed = [
            ("skos", SKOS),
            ("dcterms", DCTERMS),
            ("owl", OWL),
            ("xsd", XSD),
            ("prasme", VOCABULARY),
        ];
        let mut all: Vec<(&str, &str)> = fixed.to_vec();
        all.extend(prefixes.listed().filter(|(name, _)| *name != "prasme"));
        let wrong = |e: oxrdf::IriParseError| io::Error::new(io::ErrorKind::InvalidInput, e);
        let writer = match syntax {
            Syntax::Turtle => {
                let mut serializer = TurtleSerializer::new();
                for (name, namespace) in all {
                    serializer = serializer.with_prefix(name, namespace).map_err(wrong)?;
                }
                Writer::Turtle(serializer.for_writer(out))
            }
            Syntax::JsonLd => {
                let mut serializer = JsonLdSerializer::new();
                for (name, namespace) in all {
                    serializer = serializer.with_prefix(name, namespace).map_err(wrong)?;
                }
                Writer::JsonLd(serializer.for_writer(out))
            }
        };
        Ok(Self { writer })
    }

    /// Writes a triple. One whose subject or predicate is no URI is left out: nothing could refer to it.
    pub(super) fn triple(
        &mut self,
        subject: &str,
        predicate: &str,
        object: impl Into<Term>,
    ) -> io::Result<()> {
        let (Ok(subject), Ok(predicate)) = (NamedNode::new(subject), NamedNode::new(predicate))
        else {
            return Ok(());
        };
        let triple = Triple::new(subject, predicate, object);
        match &mut self.writer {
            Writer::Turtle(writer) => writer.serialize_triple(&triple),
            Writer::JsonLd(writer) => {
                writer.serialize_quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))
            }
        }
    }

    /// Writes that something is something else with a URI.
    pub(super) fn link(&mut self, subject: &str, predicate: &str, object: &str) -> io::Result<()> {
        match NamedNode::new(object) {
            Ok(object) => self.triple(subject, predicate, object),
            Err(_) => Ok(()),
        }
    }

    /// Writes a text, in a language where one is given.
    pub(super) fn text(
        &mut self,
        subject: &str,
        predicate: &str,
        text: &str,
        language: Option<&str>,
    ) -> io::Result<()> {
        let plain = || Literal::new_simple_literal(text);
        let literal = match language {
            Some(tag) => {
                Literal::new_language_tagged_literal(text, tag).unwrap_or_else(|_| plain())
            }
            None => plain(),
        };
        self.triple(subject, predicate, literal)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        let mut out = match self.writer {
            Writer::Turtle(writer) => writer.finish()?,
            Writer::JsonLd(writer) => writer.finish()?,
        };
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(syntax: Syntax, write: impl FnOnce(&mut Sink<&mut Vec<u8>>)) -> String {
        let mut out = Vec::new();
        let mut sink = Sink::new(&mut out, syntax, &Prefixes::default()).unwrap();
        write(&mut sink);
        sink.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_no_uri_is_left_out() {
        let text = written(Syntax::Turtle, |sink| {
            sink.link("no uri", "urn:p", "urn:o").unwrap();
            sink.link("urn:s", "urn:p", "no uri").unwrap();
        });
        assert!(!text.contains("urn:p"), "{text}");
    }

    #[test]
    fn an_empty_graph_is_a_whole_document() {
        let json = written(Syntax::JsonLd, |_| {});
        assert!(
            serde_json::from_str::<serde_json::Value>(&json).is_ok(),
            "{json}"
        );
    }

    #[test]
    fn a_tag_that_is_none_is_left_out() {
        let text = written(Syntax::Turtle, |sink| {
            sink.text("urn:s", "urn:p", "vārds", Some("no tag!"))
                .unwrap();
        });
        assert!(text.contains("\"vārds\"") && !text.contains('!'), "{text}");
    }
}
