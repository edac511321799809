//! A framework as SKOS, in Turtle, N-Triples or JSON-LD.
//!
//! Nothing is ever fetched: a JSON-LD file whose context stands on the web is refused, with the advice to put the
//! context into the file. Concepts keep the order of their IRIs, since a graph has none.

mod graph;
mod words;

use oxjsonld::JsonLdParser;
use oxttl::TurtleParser;

use super::Options;
use crate::import::{ImportError, Limits, json};
use crate::model::{Batch, Source};
use graph::Graph;

/// What relative IRIs are resolved against; it names nothing, and no record shows it.
const BASE: &str = "https://relative.invalid/";

/// Reads Turtle or N-Triples.
///
/// # Errors
/// [`ImportError`] when it is not valid, meets a limit, or holds no concepts.
pub fn from_turtle(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    options: &Options,
) -> Result<Batch, ImportError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let parser = TurtleParser::new()
        .with_base_iri(BASE)
        .map_err(|e| ImportError::syntax(Source::file(name), "Turtle", e))?;
    let mut graph = Graph::new(name, limits, options);
    for triple in parser.for_slice(bytes) {
        let triple = triple.map_err(|e| {
            let line = e.location().start.line.saturating_add(1);
            let at = Source::row(name, u32::try_from(line).unwrap_or(u32::MAX));
            ImportError::syntax(at, "Turtle", e.message())
        })?;
        graph.add(&triple.subject, triple.predicate.as_str(), &triple.object)?;
    }
    graph.finish().build(name, options)
}

/// Reads JSON-LD.
///
/// # Errors
/// As [`from_turtle`], also when its context would have to be fetched.
pub fn from_jsonld(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    options: &Options,
) -> Result<Batch, ImportError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    json::check_depth(name, bytes, limits)?;
    let parser = JsonLdParser::new()
        .with_base_iri(BASE)
        .map_err(|e| ImportError::syntax(Source::file(name), "JSON-LD", e))?;
    let refuse = |url: &str, _: &_| {
        Err(format!("the context {url} is not fetched; put it into the file").into())
    };
    let mut graph = Graph::new(name, limits, options);
    for quad in parser.for_slice(bytes).with_load_document_callback(refuse) {
        let quad = quad.map_err(|e| ImportError::syntax(Source::file(name), "JSON-LD", e))?;
        graph.add(&quad.subject, quad.predicate.as_str(), &quad.object)?;
    }
    graph.finish().build(name, options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use proptest::prelude::*;

    fn turtle(text: &str) -> Result<Batch, ImportError> {
        let prefixes = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n";
        let all = format!("{prefixes}{text}");
        from_turtle(
            "a.ttl",
            all.as_bytes(),
            &Limits::default(),
            &Options::default(),
        )
    }

    #[test]
    fn labels_of_skos_xl_come_to_their_concepts() {
        let batch = turtle(
            r#"@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
            <a> a skos:Concept ; xl:prefLabel <l1> ; skos:notation "1" .
            <l1> a xl:Label ; xl:literalForm "Idejas"@lv ."#,
        );
        let batch = batch.unwrap();
        assert_eq!(batch.records.len(), 1);
        assert_eq!(batch.records[0].name(Lang::Lv), "Idejas");
        assert_eq!(
            batch.records[0].uri, None,
            "a relative address is no address"
        );
    }

    #[test]
    fn other_languages_are_kept_only_where_there_is_nothing_else() {
        let batch = turtle(
            r#"<a> a skos:Concept ; skos:prefLabel "Idea"@en-GB, "Idee"@de .
            <b> a skos:Concept ; skos:prefLabel "Wert"@de ."#,
        );
        let batch = batch.unwrap();
        let names: Vec<&str> = batch.records.iter().map(|r| r.name(Lang::En)).collect();
        assert_eq!(names, ["Idea", "Wert"]);
        assert_eq!(batch.warnings[0].code, "other-languages");
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let error = turtle("\n<a> skos:broader ; .").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("a.ttl, row 3: not valid Turtle"),
            "{error}"
        );
    }

    #[test]
    fn a_context_on_the_web_is_not_fetched() {
        let json = br#"{"@context":"https://example.org/skos.jsonld","@id":"a","prefLabel":"x"}"#;
        let error =
            from_jsonld("a.jsonld", json, &Limits::default(), &Options::default()).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("https://example.org/skos.jsonld"),
            "{error}"
        );
        assert!(error.to_string().contains("not fetched"), "{error}");
    }

    #[test]
    fn endless_nesting_and_endless_texts_are_refused_or_survived() {
        let deep = "[".repeat(100_000);
        assert!(turtle(&format!("<a> skos:broader {deep}")).is_err());
        let error = from_jsonld(
            "a.jsonld",
            deep.as_bytes(),
            &Limits::default(),
            &Options::default(),
        );
        assert!(error.unwrap_err().to_string().contains("max_json_depth"));
        let limits = Limits {
            max_cell_bytes: 3,
            ..Limits::default()
        };
        let text = b"<http://a> <http://www.w3.org/2004/02/skos/core#prefLabel> \"four\" .";
        let error = from_turtle("a.ttl", text, &limits, &Options::default()).unwrap_err();
        assert!(error.to_string().contains("max_cell_bytes = 3"), "{error}");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = from_turtle("a.ttl", &bytes, &Limits::default(), &Options::default());
            let _ = from_jsonld("a.jsonld", &bytes, &Limits::default(), &Options::default());
        }

        #[test]
        fn damaged_turtle_never_panics(at in 0usize..400, byte: u8) {
            let mut text = b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<a> a skos:Concept ; skos:prefLabel \"x\"@lv ; skos:broader <b> .\n<b> skos:narrower <a>, [] ; skos:member (1 2) .".to_vec();
            let n = at % text.len();
            text[n] = byte;
            let _ = from_turtle("a.ttl", &text, &Limits::default(), &Options::default());
        }
    }
}
