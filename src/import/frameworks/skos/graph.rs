//! The graph as it is read, subject by subject, and what of it is a framework.

use std::collections::{BTreeMap, HashMap};

use oxrdf::{NamedOrBlankNode, Term};

use super::BASE;
use super::words::{label_role, take_scheme, take_words};
use crate::import::frameworks::Options;
use crate::import::frameworks::draft::{Draft, Framework};
use crate::import::{ImportError, LimitExceeded, Limits};
use crate::model::{Kind, LabelRole, Lang, RelationKind, Severity, Source, TextRole};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SKOS_XL: &str = "http://www.w3.org/2008/05/skos-xl#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const OWL_VERSION: &str = "http://www.w3.org/2002/07/owl#versionInfo";
const DCT: &str = "http://purl.org/dc/terms/";
const DC: &str = "http://purl.org/dc/elements/1.1/";

/// What is known of one subject.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) concept: bool,
    pub(super) scheme: bool,
    pub(super) collection: bool,
    pub(super) notation: Vec<String>,
    pub(super) labels: Vec<(LabelRole, Option<String>, String)>,
    /// `rdfs:label`: the name of what has no better one.
    pub(super) plain: Vec<(Option<String>, String)>,
    pub(super) texts: Vec<(TextRole, Option<String>, String)>,
    pub(super) broader: Vec<String>,
    pub(super) related: Vec<(RelationKind, String)>,
    pub(super) members: Vec<String>,
    /// SKOS-XL: labels that are nodes of their own.
    pub(super) label_nodes: Vec<(LabelRole, String)>,
    pub(super) literal_forms: Vec<(Option<String>, String)>,
    pub(super) version: Option<String>,
    pub(super) licence: Option<String>,
}

/// The graph as it is read.
pub(super) struct Graph<'a> {
    file: &'a str,
    limits: &'a Limits,
    options: &'a Options,
    nodes: BTreeMap<String, Node>,
    /// Blank nodes have names that change from reading to reading; these are numbers in order of appearance.
    blank: HashMap<String, String>,
    triples: u64,
}

impl<'a> Graph<'a> {
    pub(super) fn new(file: &'a str, limits: &'a Limits, options: &'a Options) -> Self {
        Self {
            file,
            limits,
            options,
            nodes: BTreeMap::new(),
            blank: HashMap::new(),
            triples: 0,
        }
    }

    fn blank(&mut self, name: &str) -> String {
        let next = self.blank.len();
        let number = self.blank.entry(name.to_owned());
        number.or_insert_with(|| format!("_:{next:07}")).clone()
    }

    /// Takes one triple.
    pub(super) fn add(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: &str,
        object: &Term,
    ) -> Result<(), ImportError> {
        self.triples += 1;
        LimitExceeded::check("max_rows", self.limits.max_rows, self.triples)
            .map_err(|e| ImportError::limit(Source::file(self.file), e))?;
        let subject = match subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(node) => self.blank(node.as_str()),
        };
        match object {
            Term::NamedNode(node) => self.add_link(subject, predicate, node.as_str().to_owned()),
            Term::BlankNode(node) => {
                let object = self.blank(node.as_str());
                self.add_link(subject, predicate, object);
            }
            Term::Literal(literal) => {
                let (value, lang) = (literal.value(), literal.language());
                LimitExceeded::check(
                    "max_cell_bytes",
                    self.limits.max_cell_bytes,
                    value.len() as u64,
                )
                .map_err(|e| ImportError::limit(Source::file(self.file), e))?;
                self.add_literal(
                    subject,
                    predicate,
                    value.to_owned(),
                    lang.map(str::to_owned),
                );
            }
            #[expect(
                unreachable_patterns,
                reason = "RDF 1.2 adds terms when another crate asks for that feature"
            )]
            _ => {}
        }
        Ok(())
    }

    fn add_link(&mut self, subject: String, predicate: &str, object: String) {
        if predicate == RDF_TYPE {
            let node = self.nodes.entry(subject).or_default();
            match object.strip_prefix(SKOS) {
                Some("Concept") => node.concept = true,
                Some("ConceptScheme") => node.scheme = true,
                Some("Collection" | "OrderedCollection") => node.collection = true,
                _ => {}
            }
            return;
        }
        if let Some(role) = predicate.strip_prefix(SKOS_XL).and_then(label_role) {
            self.nodes
                .entry(subject)
                .or_default()
                .label_nodes
                .push((role, object));
            return;
        }
        if predicate.strip_prefix(DCT) == Some("license") {
            self.nodes.entry(subject).or_default().licence = Some(object);
            return;
        }
        match predicate.strip_prefix(SKOS) {
            Some("broader" | "broaderGeneric" | "broaderPartitive") => {
                let node = self.nodes.entry(subject).or_default();
                node.concept = true;
                node.broader.push(object);
            }
            Some("narrower") => {
                self.nodes.entry(subject.clone()).or_default().concept = true;
                self.nodes.entry(object).or_default().broader.push(subject);
            }
            Some("related") => {
                let node = self.nodes.entry(subject).or_default();
                node.related.push((RelationKind::Related, object));
            }
            Some("exactMatch") => {
                let node = self.nodes.entry(subject).or_default();
                node.related.push((RelationKind::SameAs, object));
            }
            Some("member") => self.nodes.entry(subject).or_default().members.push(object),
            Some("inScheme" | "topConceptOf") => {
                let node = self.nodes.entry(subject).or_default();
                node.concept |= !node.collection;
            }
            _ => {}
        }
    }

    fn add_literal(
        &mut self,
        subject: String,
        predicate: &str,
        value: String,
        lang: Option<String>,
    ) {
        let node = self.nodes.entry(subject).or_default();
        if predicate.strip_prefix(SKOS_XL) == Some("literalForm") {
            node.literal_forms.push((lang, value));
            return;
        }
        if predicate == OWL_VERSION {
            node.version = Some(value);
            return;
        }
        if let Some(term) = predicate
            .strip_prefix(DCT)
            .or_else(|| predicate.strip_prefix(DC))
        {
            match term {
                "title" => node.plain.push((lang, value)),
                "description" => node.texts.push((TextRole::Description, lang, value)),
                "hasVersion" => node.version = Some(value),
                "license" | "rights" => node.licence = Some(value),
                "identifier" => node.notation.push(value),
                _ => {}
            }
            return;
        }
        match predicate.strip_prefix(RDFS) {
            Some("label") => return node.plain.push((lang, value)),
            Some("comment") => return node.texts.push((TextRole::Note, lang, value)),
            _ => {}
        }
        let Some(term) = predicate.strip_prefix(SKOS) else {
            return;
        };
        if let Some(role) = label_role(term) {
            node.labels.push((role, lang, value));
            return;
        }
        match term {
            "notation" => node.notation.insert(0, value),
            "definition" => node.texts.push((TextRole::Definition, lang, value)),
            "scopeNote" => node.texts.push((TextRole::ScopeNote, lang, value)),
            "example" => node.texts.push((TextRole::Example, lang, value)),
            "note" => node.texts.push((TextRole::Note, lang, value)),
            _ => {}
        }
    }

    /// What was read, as a framework.
    pub(super) fn finish(mut self) -> Framework {
        let mut framework = Framework::default();
        self.join_label_nodes();
        let mut collections: HashMap<String, Vec<String>> = HashMap::new();
        for (key, node) in &self.nodes {
            if node.collection {
                for member in &node.members {
                    collections
                        .entry(member.clone())
                        .or_default()
                        .push(key.clone());
                }
            }
        }
        let default = self.options.lang.unwrap_or(Lang::Und);
        let mut foreign = 0usize;
        for (key, mut node) in std::mem::take(&mut self.nodes) {
            if node.scheme {
                take_scheme(&mut framework, node, default);
                continue;
            }
            // A concept by its type or by what is said of it; everything else is a label, a publisher, a licence.
            let named =
                !node.labels.is_empty() && !node.labels.iter().all(|l| l.0 == LabelRole::Hidden);
            if !(node.concept || node.collection || named) || !node.literal_forms.is_empty() {
                continue;
            }
            let source = Source {
                raw: Some(key.clone()),
                ..Source::file(self.file)
            };
            let mut draft = Draft::new(key.clone(), source);
            draft.uri = Some(key.clone()).filter(|k| !k.starts_with(BASE) && !k.starts_with("_:"));
            node.notation.sort();
            draft.code = node
                .notation
                .into_iter()
                .map(|c| c.trim().to_owned())
                .find(|c| !c.is_empty());
            if node.labels.iter().all(|l| l.0 != LabelRole::Preferred) {
                let plain = node.plain.into_iter();
                node.labels
                    .extend(plain.map(|(lang, text)| (LabelRole::Preferred, lang, text)));
            }
            foreign += take_words(&mut draft, node.labels, node.texts, default);
            node.broader.sort();
            node.broader.dedup();
            draft.broader = node.broader;
            // A collection is a group of concepts and no broader concept, but what has none may stand below it.
            draft
                .broader
                .extend(collections.remove(&key).unwrap_or_default());
            draft.relations = node.related;
            draft.kind = node.collection.then_some(Kind::CompetenceArea);
            framework.drafts.push(draft);
        }
        if foreign > 0 {
            let at = Source::file(self.file);
            framework.warnings.add(Severity::Note, "other-languages", at, || {
                format!("{foreign} names and texts in languages other than Latvian and English were left out")
            });
        }
        framework
    }

    /// Moves the forms of SKOS-XL labels to the concepts that they name.
    fn join_label_nodes(&mut self) {
        let forms: HashMap<String, Vec<(Option<String>, String)>> = self
            .nodes
            .iter()
            .filter(|(_, n)| !n.literal_forms.is_empty())
            .map(|(k, n)| (k.clone(), n.literal_forms.clone()))
            .collect();
        for node in self.nodes.values_mut() {
            for (role, key) in std::mem::take(&mut node.label_nodes) {
                for (lang, text) in forms.get(&key).into_iter().flatten() {
                    node.labels.push((role, lang.clone(), text.clone()));
                }
            }
        }
    }
}
