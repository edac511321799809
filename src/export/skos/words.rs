//! The vocabularies that are written.

pub(super) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
pub(super) const DCTERMS: &str = "http://purl.org/dc/terms/";
pub(super) const OWL: &str = "http://www.w3.org/2002/07/owl#";
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
pub(super) const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// A name of SKOS.
pub(super) fn skos(name: &str) -> String {
    format!("{SKOS}{name}")
}

/// A name of Dublin Core.
pub(super) fn dcterms(name: &str) -> String {
    format!("{DCTERMS}{name}")
}

/// A name of Prasme's own vocabulary.
pub(super) fn prasme(name: &str) -> String {
    format!("{}{name}", crate::export::iri::VOCABULARY)
}

/// `essential_skill` → `essentialSkill`.
pub(super) fn camel(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut upper = false;
    for c in code.chars() {
        match c {
            '_' => upper = true,
            c if upper => {
                out.push(c.to_ascii_uppercase());
                upper = false;
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_names_of_properties() {
        assert_eq!(camel("essential_for_skill"), "essentialForSkill");
        assert_eq!(prasme("teaches"), "urn:prasme:vocabulary:teaches");
    }
}
