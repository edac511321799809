use std::collections::{BTreeMap, BTreeSet, HashMap};

use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use proptest::prelude::*;

use super::words::SKOS;
use super::*;
use crate::export::iri::DEFAULT_BASE;
use crate::model::{Kind, Label, LabelRole, Level, LevelScheme, MappingState, Source, TextRole};

fn id(text: &str) -> RecordId {
    RecordId::new(text).unwrap()
}

fn record(name: &str, kind: Kind, parent: Option<&str>) -> Record {
    let mut record = Record::new(id(name), kind, Source::file("f.csv"));
    record.label(Lang::Lv, LabelRole::Preferred, &format!("Nosaukums {name}"));
    record.parent = parent.map(id);
    record
}

fn mapping(subject: &str, predicate: Predicate, object: &str) -> Mapping {
    Mapping {
        subject: id(subject),
        predicate,
        object: id(object),
        state: MappingState::Accepted,
        proposal: None,
        decision: None,
        version: 1,
    }
}

fn sample() -> Holdings {
    let mut task = record("pkp/q/1", Kind::Task, Some("pkp/q"));
    task.code = Some("1".into());
    task.level = Some(Level {
        lki: 4,
        lki_to: 4,
        scheme: LevelScheme::Lki,
        stated: 4,
    });
    task.text(Lang::Lv, TextRole::Goal, "mērķis");
    let mut skill = record("esco:skill/1", Kind::Skill, None);
    skill.framework = Some("esco".into());
    skill.labels = vec![
        Label {
            by: Some("Prasmes paraugs".into()),
            ..Label::new(Lang::Lv, LabelRole::Preferred, "metināt")
        },
        Label::new(Lang::En, LabelRole::Preferred, "weld"),
    ];
    skill.text(Lang::En, TextRole::Description, "the description");
    Holdings {
        records: vec![
            record("pkp/q", Kind::Qualification, Some("nks/kok")),
            task,
            record("pkp/q/1/p", Kind::Requirement, Some("pkp/q/1")),
            skill,
        ],
        mappings: vec![
            mapping("pkp/q/1/p", Predicate::CloseMatch, "esco:skill/1"),
            mapping("mip/m/1", Predicate::Teaches, "pkp/q/1/p"),
            mapping("pkp/q/1/p", Predicate::ExactMatch, "pkp/q/1"),
        ],
        others: vec![record("mip/m/1", Kind::LearningOutcome, None)],
        publisher: "Prasme".into(),
        datasets: vec![Dataset {
            name: "esco/en".into(),
            title: "ESCO 1.1.1 (en)".into(),
            version: Some("1.1.1".into()),
            licence: Some("https://example.org/l".into()),
            imported_at: String::new(),
            records: 1,
            warnings: 0,
        }],
        ..Holdings::default()
    }
}

fn written(holdings: Holdings, syntax: Syntax) -> String {
    let mut out = Vec::new();
    write(&mut out, holdings, syntax, &Iris::new(DEFAULT_BASE)).unwrap();
    String::from_utf8(out).unwrap()
}

fn turtle(text: &str) -> BTreeSet<String> {
    let triples = TurtleParser::new().for_slice(text).map(Result::unwrap);
    triples.map(|t: Triple| t.to_string()).collect()
}

/// What SKOS asks of a graph; the sentences that it breaks.
fn broken(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut names: HashMap<(String, Option<String>), usize> = HashMap::new();
    let mut roles: HashMap<(String, String), BTreeSet<String>> = HashMap::new();
    let mut broader: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut schemes: BTreeMap<String, String> = BTreeMap::new();
    let (mut matches, mut related) = (Vec::new(), Vec::new());
    for triple in TurtleParser::new().for_slice(text).map(Result::unwrap) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            continue;
        };
        let subject = subject.as_str().to_owned();
        let object = match &triple.object {
            Term::NamedNode(node) => node.as_str().to_owned(),
            other => other.to_string(),
        };
        let predicate = triple.predicate.as_str();
        if predicate == RDF_TYPE {
            types
                .entry(subject.clone())
                .or_default()
                .insert(object.clone());
        }
        match (predicate.strip_prefix(SKOS), &triple.object) {
            (Some("prefLabel"), Term::Literal(name)) => {
                *names
                    .entry((subject.clone(), name.language().map(str::to_owned)))
                    .or_default() += 1;
                roles
                    .entry((subject, name.to_string()))
                    .or_default()
                    .insert("prefLabel".into());
            }
            (Some(role @ ("altLabel" | "hiddenLabel")), Term::Literal(name)) => {
                roles
                    .entry((subject, name.to_string()))
                    .or_default()
                    .insert(role.into());
            }
            (Some("broader"), _) => broader.entry(subject).or_default().push(object),
            (Some("inScheme"), _) => {
                schemes.insert(subject, object);
            }
            (Some("related"), _) => related.push((subject, object)),
            (Some(name), _) if name.ends_with("Match") => matches.push((subject, object)),
            _ => {}
        }
    }
    let above = |from: &str| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(id) = next.pop() {
            for parent in broader.get(&id).into_iter().flatten() {
                if seen.insert(parent.clone()) {
                    next.push(parent.clone());
                }
            }
        }
        seen
    };
    wrong.extend(
        names
            .iter()
            .filter(|(_, n)| **n > 1)
            .map(|(k, _)| format!("two preferred names: {k:?}")),
    );
    wrong.extend(
        roles
            .iter()
            .filter(|(_, r)| r.len() > 1)
            .map(|(k, _)| format!("one name in two roles: {k:?}")),
    );
    wrong.extend(
        broader
            .keys()
            .filter(|id| above(id).contains(*id))
            .map(|id| format!("a circle at {id}")),
    );
    wrong.extend(
        related
            .iter()
            .filter(|(a, b)| above(a).contains(b) || above(b).contains(a))
            .map(|p| format!("related and broader: {p:?}")),
    );
    wrong.extend(
        types
            .iter()
            .filter(|(_, t)| t.len() > 1)
            .map(|(id, _)| format!("concept and scheme: {id}")),
    );
    for (one, other) in &matches {
        if schemes.contains_key(one) && schemes.get(one) == schemes.get(other) {
            wrong.push(format!("a match inside a scheme: {one} {other}"));
        }
    }
    wrong
}

#[test]
fn a_graph_holds_schemes_hierarchy_names_and_matches() {
    let text = written(sample(), Syntax::Turtle);
    assert_eq!(broken(&text), [""; 0]);
    let triples = turtle(&text);
    let p = "urn:prasme:pkp/q";
    for (s, predicate, o) in [
        (p, RDF_TYPE, format!("<{SKOS}ConceptScheme>")),
        (p, &skos("hasTopConcept"), format!("<{p}/1>")),
        (
            "urn:prasme:pkp/q/1",
            &skos("topConceptOf"),
            format!("<{p}>"),
        ),
        ("urn:prasme:pkp/q/1/p", &skos("broader"), format!("<{p}/1>")),
        (
            "urn:prasme:pkp/q/1",
            &skos("narrower"),
            format!("<{p}/1/p>"),
        ),
        ("urn:prasme:pkp/q/1", &skos("notation"), "\"1\"".to_owned()),
        (
            "urn:prasme:pkp/q/1",
            &prasme("level"),
            "\"4\"^^<http://www.w3.org/2001/XMLSchema#integer>".to_owned(),
        ),
        (
            "urn:prasme:pkp/q/1/p",
            &skos("prefLabel"),
            "\"Nosaukums pkp/q/1/p\"@lv".to_owned(),
        ),
        (
            "urn:prasme:pkp/q/1/p",
            &skos("closeMatch"),
            "<http://data.europa.eu/esco/skill/1>".to_owned(),
        ),
        (
            "urn:prasme:mip/m/1",
            &prasme("teaches"),
            format!("<{p}/1/p>"),
        ),
        (
            "http://data.europa.eu/esco/concept-scheme/skills",
            &dcterms("rights"),
            format!("\"{ESCO_ATTRIBUTION}\"@en"),
        ),
        (
            "http://data.europa.eu/esco/concept-scheme/skills",
            &dcterms("license"),
            "<https://example.org/l>".to_owned(),
        ),
    ] {
        let triple = format!("<{s}> <{predicate}> {o}");
        assert!(triples.contains(&triple), "{triple}\n{text}");
    }
}

#[test]
fn both_syntaxes_hold_the_same_graph() {
    let of_turtle = turtle(&written(sample(), Syntax::Turtle));
    let json = written(sample(), Syntax::JsonLd);
    let quads = JsonLdParser::new().for_slice(&json).map(Result::unwrap);
    let of_json: BTreeSet<String> = quads.map(|q| Triple::from(q).to_string()).collect();
    assert_eq!(of_turtle, of_json);
}

#[test]
fn esco_goes_out_by_name_and_identifier_alone() {
    let text = written(sample(), Syntax::Turtle);
    assert!(!text.contains("the description"));
    let triples = turtle(&text);
    let skill = "<http://data.europa.eu/esco/skill/1>";
    // The Latvian name is ours: it is no preferred name of ESCO's.
    assert!(triples.contains(&format!("{skill} <{SKOS}altLabel> \"metināt\"@lv")));
    assert!(triples.contains(&format!("{skill} <{SKOS}prefLabel> \"weld\"@en")));
}

#[test]
fn a_match_inside_one_scheme_is_left_out() {
    let text = written(sample(), Syntax::Turtle);
    assert!(!text.contains("exactMatch"));
}

#[test]
fn a_circle_of_parents_loses_one_link() {
    let holdings = Holdings {
        records: vec![
            record("pkp/a", Kind::Task, Some("pkp/b")),
            record("pkp/b", Kind::Task, Some("pkp/a")),
        ],
        ..Holdings::default()
    };
    let text = written(holdings, Syntax::Turtle);
    assert_eq!(broken(&text), [""; 0]);
    assert_eq!(
        turtle(&text)
            .iter()
            .filter(|t| t.contains("#broader>"))
            .count(),
        1
    );
}

prop_compose! {
    fn any_record()(n in 0u8..9, parent in prop::option::of(0u8..9), labels in prop::collection::vec((0usize..3, 0usize..3, "[ab\\\\\"\\n]{1,2}"), 0..5), framework in prop::option::of(prop::sample::select(vec!["esco", "dc-1"]))) -> Record {
        let mut record = Record::new(id(&format!("pkp/{n}")), Kind::Task, Source::file("f"));
        record.parent = parent.map(|p| id(&format!("pkp/{p}")));
        record.framework = framework.map(str::to_owned);
        for (lang, role, text) in labels {
            let lang = [Lang::Lv, Lang::En, Lang::Und][lang];
            let role = [LabelRole::Preferred, LabelRole::Alternative, LabelRole::Hidden][role];
            record.labels.push(Label::new(lang, role, text));
        }
        record
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn any_records_make_a_graph_that_keeps_to_skos(
        records in prop::collection::vec(any_record(), 1..9),
        relations in prop::collection::vec((0u8..9, any::<bool>(), 0u8..9), 0..12),
        mappings in prop::collection::vec((0u8..9, 0usize..8, 0u8..12), 0..6),
    ) {
        let mut seen = BTreeSet::new();
        let records: Vec<Record> = records.into_iter().filter(|r| seen.insert(r.id.clone())).collect();
        let relations = relations.into_iter().map(|(a, broader, b)| {
            let kind = if broader { RelationKind::Broader } else { RelationKind::Related };
            Relation::new(id(&format!("pkp/{a}")), kind, id(&format!("pkp/{b}")))
        }).collect();
        let mappings = mappings.into_iter().map(|(a, p, b)| mapping(&format!("pkp/{a}"), Predicate::ALL[p], &format!("pkp/{b}"))).collect();
        let text = written(Holdings { records, relations, mappings, ..Holdings::default() }, Syntax::Turtle);
        prop_assert_eq!(broken(&text), Vec::<String>::new());
    }
}
