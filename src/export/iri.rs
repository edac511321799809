//! Identifiers as the world reads them: a record's URI, and URIs shortened by prefixes.
//!
//! ESCO's concepts keep the European Commission's URIs; a record whose framework gave it a URI keeps that one; every other
//! record has the configured base and its identifier.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::model::{Kind, Record, RecordId};

/// The base of URIs where no other one is configured. A URN: it claims no place on the web that nobody keeps.
pub const DEFAULT_BASE: &str = "urn:prasme:";

/// The namespace of Prasme's own vocabulary (`teaches`, `level`, …): the same in every installation.
pub const VOCABULARY: &str = "urn:prasme:vocabulary:";

/// The beginning of ESCO's URIs.
pub const ESCO: &str = "http://data.europa.eu/esco/";

/// Prefixes that SSSOM reserves: they always mean this.
pub(super) const RESERVED: [(&str, &str); 9] = [
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("semapv", "https://w3id.org/semapv/vocab/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("sssom", "https://w3id.org/sssom/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("linkml", "https://w3id.org/linkml/"),
    ("dcterms", "http://purl.org/dc/terms/"),
];

/// Namespaces with a name that everybody uses.
const WELL_KNOWN: [(&str, &str); 4] = [
    ("esco", ESCO),
    ("orcid", "https://orcid.org/"),
    ("wikidata", "http://www.wikidata.org/entity/"),
    ("prasme", VOCABULARY),
];

/// What a local part of a URI cannot hold as it is.
const LOCAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Makes URIs of records and finds records by URI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Iris {
    base: String,
}

impl Iris {
    /// URIs that begin with this base.
    pub fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
        }
    }

    /// The base.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The URI of a record.
    pub fn of_record(&self, record: &Record) -> String {
        // The address of a material is where it lies today, not what it is.
        let uri = record
            .uri
            .as_ref()
            .filter(|_| record.kind != Kind::Material);
        match uri {
            Some(uri) if oxrdf::NamedNode::new(uri.as_str()).is_ok() && uri.is_ascii() => {
                uri.clone()
            }
            _ => self.of_id(&record.id),
        }
    }

    /// The URI of an identifier about which nothing more is known.
    pub fn of_id(&self, id: &RecordId) -> String {
        let id = id.as_str();
        let Some(rest) = id.strip_prefix("esco:") else {
            return self.under(id);
        };
        let rest = match rest.strip_prefix("group/") {
            Some(field) if field.starts_with("isced-f/") => field.to_owned(),
            Some(group) => format!("skill/{group}"),
            None => rest.to_owned(),
        };
        format!("{ESCO}{}", utf8_percent_encode(&rest, LOCAL))
    }

    /// The URI of something of ours that is no record: a framework, a mapping set.
    pub fn under(&self, name: &str) -> String {
        format!("{}{}", self.base, utf8_percent_encode(name, LOCAL))
    }

    /// The identifiers that a URI may stand for, the likeliest first; empty for a URI of somebody else's.
    pub fn ids_of(&self, uri: &str) -> Vec<RecordId> {
        let decoded = |text: &str| {
            percent_decode_str(text)
                .decode_utf8()
                .ok()
                .map(String::from)
        };
        let esco = uri
            .strip_prefix(ESCO)
            .or_else(|| uri.strip_prefix("https://data.europa.eu/esco/"));
        let names = match esco.and_then(decoded) {
            Some(rest) => match rest.split_once('/') {
                Some(("skill", tail)) => {
                    vec![format!("esco:skill/{tail}"), format!("esco:group/{tail}")]
                }
                Some(("isced-f", _)) => vec![format!("esco:group/{rest}")],
                Some((_, tail)) if !tail.is_empty() => vec![format!("esco:{rest}")],
                _ => Vec::new(),
            },
            None => {
                let own = [self.base.as_str(), DEFAULT_BASE];
                let rest = own.iter().find_map(|base| uri.strip_prefix(base));
                rest.and_then(decoded).into_iter().collect()
            }
        };
        names
            .iter()
            .filter_map(|name| RecordId::new(name).ok())
            .collect()
    }
}

/// Prefixes for a set of URIs, and the URIs shortened by them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefixes {
    /// Prefix → namespace.
    by_name: BTreeMap<String, String>,
    /// Namespace → prefix.
    by_namespace: BTreeMap<String, String>,
}

impl Prefixes {
    /// Prefixes for these URIs, named as they are at home: `esco`, `pkp`, `mip`, `digcomp22`; others are numbered. The same
    /// URIs always give the same prefixes.
    pub fn for_uris<'a>(uris: impl IntoIterator<Item = &'a str>, iris: &Iris) -> Self {
        let mut prefixes = Self::default();
        for (name, namespace) in RESERVED {
            prefixes.add(name, namespace);
        }
        let wanted: BTreeSet<String> = uris.into_iter().map(|uri| namespace(uri, iris)).collect();
        let mut strangers = 0;
        for wanted in wanted {
            if prefixes.by_namespace.contains_key(&wanted) {
                continue;
            }
            let known = WELL_KNOWN
                .iter()
                .find(|(_, namespace)| *namespace == wanted);
            let home = wanted.strip_prefix(iris.base()).map(short_name);
            let mut name = match (known, home) {
                (Some((name, _)), _) => (*name).to_owned(),
                (None, Some(name)) if !name.is_empty() => name,
                (None, Some(_)) => "id".to_owned(),
                (None, None) => {
                    strangers += 1;
                    format!("ns{strangers}")
                }
            };
            while prefixes.by_name.contains_key(&name) {
                name.push('x');
            }
            prefixes.add(&name, &wanted);
        }
        prefixes
    }

    fn add(&mut self, name: &str, namespace: &str) {
        self.by_name.insert(name.to_owned(), namespace.to_owned());
        self.by_namespace
            .insert(namespace.to_owned(), name.to_owned());
    }

    /// The URI shortened; as it is where no prefix fits.
    pub fn shorten(&self, uri: &str, iris: &Iris) -> String {
        let namespace = namespace(uri, iris);
        match self.by_namespace.get(&namespace) {
            Some(name) => format!("{name}:{}", uri.get(namespace.len()..).unwrap_or_default()),
            None => uri.to_owned(),
        }
    }

    /// All but those that SSSOM reserves, by name.
    pub fn listed(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.by_name.iter();
        own.filter(|(name, _)| !RESERVED.iter().any(|(reserved, _)| reserved == name))
            .map(|(name, namespace)| (name.as_str(), namespace.as_str()))
    }
}

/// The part of a URI that a prefix stands for.
fn namespace(uri: &str, iris: &Iris) -> String {
    let known = RESERVED
        .iter()
        .chain(&WELL_KNOWN)
        .map(|(_, namespace)| *namespace);
    if let Some(namespace) = known
        .filter(|n| uri.starts_with(*n))
        .max_by_key(|n| n.len())
    {
        return namespace.to_owned();
    }
    // Ours: base and first segment, so that prefixes read like `pkp:` and `mip:`.
    if let Some(rest) = uri.strip_prefix(iris.base()) {
        return match rest.find('/') {
            Some(end) => uri
                .get(..iris.base().len() + end + 1)
                .unwrap_or(uri)
                .to_owned(),
            None => iris.base().to_owned(),
        };
    }
    match uri.rfind(['#', '/', ':']) {
        Some(end) => uri.get(..=end).unwrap_or(uri).to_owned(),
        None => String::new(),
    }
}

/// `digcomp-2.2/` → `digcomp22`.
fn short_name(segment: &str) -> String {
    let letters = segment.chars().filter(char::is_ascii_alphanumeric);
    let name: String = letters.flat_map(char::to_lowercase).collect();
    match name.chars().next() {
        Some(c) if c.is_ascii_digit() => format!("n{name}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(text: &str) -> RecordId {
        RecordId::new(text).unwrap()
    }

    #[test]
    fn esco_keeps_its_own_uris() {
        let iris = Iris::new(DEFAULT_BASE);
        for (name, uri) in [
            ("esco:skill/a-1", "http://data.europa.eu/esco/skill/a-1"),
            ("esco:group/S1.2", "http://data.europa.eu/esco/skill/S1.2"),
            (
                "esco:group/isced-f/0321",
                "http://data.europa.eu/esco/isced-f/0321",
            ),
            ("esco:isco/C7411", "http://data.europa.eu/esco/isco/C7411"),
        ] {
            assert_eq!(iris.of_id(&id(name)), uri);
            assert!(iris.ids_of(uri).contains(&id(name)), "{uri}");
        }
    }

    #[test]
    fn records_of_ours_have_the_base_and_older_files_are_still_understood() {
        let iris = Iris::new("https://prasme.lv/r/");
        assert_eq!(iris.of_id(&id("mip/a/1")), "https://prasme.lv/r/mip/a/1");
        assert_eq!(iris.ids_of("urn:prasme:mip/a/1"), [id("mip/a/1")]);
        assert_eq!(iris.ids_of("https://example.com/mip/a/1"), []);
    }

    #[test]
    fn prefixes_read_like_the_frameworks() {
        let iris = Iris::new(DEFAULT_BASE);
        let uris = [
            "urn:prasme:pkp/ps-1/x",
            "urn:prasme:digcomp-2.2/2.4",
            "http://data.europa.eu/esco/skill/1",
            "https://example.org/a#b",
        ];
        let prefixes = Prefixes::for_uris(uris, &iris);
        let short: Vec<String> = uris.iter().map(|u| prefixes.shorten(u, &iris)).collect();
        assert_eq!(
            short,
            ["pkp:ps-1/x", "digcomp22:2.4", "esco:skill/1", "ns1:b"]
        );
        let listed: Vec<&str> = prefixes.listed().map(|(name, _)| name).collect();
        assert_eq!(listed, ["digcomp22", "esco", "ns1", "pkp"]);
    }

    #[test]
    fn a_framework_named_like_a_reserved_prefix_gets_another_one() {
        let iris = Iris::new(DEFAULT_BASE);
        let prefixes = Prefixes::for_uris(["urn:prasme:skos/1"], &iris);
        assert_eq!(prefixes.shorten("urn:prasme:skos/1", &iris), "skosx:1");
    }

    proptest! {
        #[test]
        fn every_identifier_is_found_again_by_its_uri(name in "[a-zA-Zā-ž0-9:/.#?%|+_-]{1,40}", base in "(urn:prasme:|https://a\\.lv/r/)") {
            let iris = Iris::new(&base);
            let Ok(id) = RecordId::new(&name) else { return Ok(()) };
            prop_assume!(!name.starts_with("esco:"));
            let uri = iris.of_id(&id);
            prop_assert!(uri.is_ascii() && oxrdf::NamedNode::new(uri.as_str()).is_ok());
            let found = iris.ids_of(&uri);
            prop_assert_eq!(found.first(), Some(&id));
            let prefixes = Prefixes::for_uris([uri.as_str()], &iris);
            let short = prefixes.shorten(&uri, &iris);
            let (prefix, local) = short.split_once(':').unwrap();
            let namespace = prefixes.listed().find(|(n, _)| *n == prefix).unwrap().1;
            prop_assert_eq!(format!("{namespace}{local}"), uri);
        }
    }
}
