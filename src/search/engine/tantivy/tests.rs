//! Our evaluation of plans against tantivy's own, on small random indexes.

use std::sync::Arc;

use proptest::prelude::*;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EnableScoring, Occur,
    PhraseQuery, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;

use super::*;
use crate::search::engine::AnalysedRecord;
use crate::search::plan::{Facet, Filter, Node, SENTINEL};
use crate::search::snapshot::columns::ColumnsBuilder;

/// An index of texts: the first field holds them, a facet each text's length.
fn engine(texts: &[Vec<&str>]) -> (TantivyEngine, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Tantivy.begin_generation(dir.path()).unwrap();
    let mut columns = ColumnsBuilder::default();
    for (document, words) in (0_u32..).zip(texts) {
        let mut fields: [String; Field::ALL.len()] = std::array::from_fn(|_| SENTINEL.to_owned());
        if !words.is_empty() {
            fields[Field::NameFolded as usize] = words.join(" ");
        }
        let mut facets: [Vec<String>; Facet::COUNT] = Default::default();
        facets[Facet::Kind.index()] = vec![words.len().to_string()];
        facets[Facet::Lang.index()] = words.iter().map(|word| (*word).to_owned()).collect();
        columns.push(&facets);
        writer
            .write(&AnalysedRecord {
                document,
                id: document.to_string(),
                fields,
                facets,
            })
            .unwrap();
    }
    writer.publish().unwrap();
    (
        TantivyEngine::open(dir.path(), Arc::new(columns.finish())).unwrap(),
        dir,
    )
}

/// The same query in tantivy's own terms.
fn native(node: &Node) -> Box<dyn Query> {
    let boxed = |nodes: &[Node]| nodes.iter().map(native).collect::<Vec<_>>();
    match node {
        Node::Term { field, text, boost } => {
            let term = tantivy::Term::from_field_text(schema::number(*field), text);
            Box::new(BoostQuery::new(
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
                *boost,
            ))
        }
        Node::Phrase {
            field,
            terms,
            boost,
        } => {
            let terms = terms
                .iter()
                .map(|text| tantivy::Term::from_field_text(schema::number(*field), text))
                .collect();
            Box::new(BoostQuery::new(Box::new(PhraseQuery::new(terms)), *boost))
        }
        Node::DisMax { nodes, tie } => {
            Box::new(DisjunctionMaxQuery::with_tie_breaker(boxed(nodes), *tie))
        }
        Node::Bool {
            must,
            should,
            must_not,
            least,
        } => {
            let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
            clauses.extend(boxed(must).into_iter().map(|query| (Occur::Must, query)));
            clauses.extend(
                boxed(should)
                    .into_iter()
                    .map(|query| (Occur::Should, query)),
            );
            clauses.extend(
                boxed(must_not)
                    .into_iter()
                    .map(|query| (Occur::MustNot, query)),
            );
            Box::new(BooleanQuery::with_minimum_required_clauses(clauses, *least))
        }
        Node::Constant {
            node: Some(node),
            score,
        } => Box::new(ConstScoreQuery::new(native(node), *score)),
        Node::Constant { node: None, score } => Box::new(ConstScoreQuery::new(
            Box::new(tantivy::query::AllQuery),
            *score,
        )),
    }
}

fn native_hits(engine: &TantivyEngine, node: &Node) -> Vec<(u32, f32)> {
    let scoring =
        EnableScoring::enabled_from_statistics_provider(&engine.statistics, &engine.searcher);
    let weight = native(node).weight(scoring).unwrap();
    let mut hits = Vec::new();
    weight
        .for_each(engine.searcher.segment_reader(0), &mut |document, score| {
            hits.push((document, score))
        })
        .unwrap();
    hits
}

fn ours(engine: &TantivyEngine, node: &Node, top: Top) -> Answer {
    let plan = Plan {
        query: node.clone(),
        filters: Vec::new(),
        facets: Vec::new(),
        top,
    };
    engine.search(&plan).unwrap()
}

fn term() -> impl Strategy<Value = Node> {
    ("[a-e]", 0.5f32..3.0).prop_map(|(text, boost)| Node::term(Field::NameFolded, text, boost))
}

fn leaf() -> impl Strategy<Value = Node> {
    let constant = (term(), 0.0f32..3.0).prop_map(|(node, score)| Node::Constant {
        node: Some(Box::new(node)),
        score,
    });
    prop_oneof![5 => term(), 1 => constant]
}

/// Phrases are compared by themselves: inside some conjunctions tantivy 0.27 makes its own phrase scorer seek backwards,
/// which its debug assertion refuses. Here a phrase is a list of documents like any other node.
fn phrase() -> impl Strategy<Value = Node> {
    (prop::collection::vec("[a-e]", 2..4), 0.5f32..3.0).prop_map(|(terms, boost)| Node::Phrase {
        field: Field::NameFolded,
        terms,
        boost,
    })
}

fn plan() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(3, 16, 4, |inner| {
        let some = |range| prop::collection::vec(inner.clone(), range);
        let dismax = (some(1..4), 0.0f32..1.0).prop_map(|(nodes, tie)| Node::DisMax { nodes, tie });
        let bools = (some(0..3), some(1..4), some(0..2), 0usize..3).prop_map(
            |(must, should, must_not, least)| Node::Bool {
                // Without `must` tantivy wants at least one of `should`, as plans say by 1.
                least: if must.is_empty() {
                    least.clamp(1, should.len())
                } else {
                    least.min(should.len())
                },
                must,
                should,
                must_not,
            },
        );
        prop_oneof![dismax, bools]
    })
}

fn corpus() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let word = prop::sample::select(vec!["a", "b", "c", "d", "e"]);
    prop::collection::vec(prop::collection::vec(word, 0..8), 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn scores_are_those_of_tantivy(texts in corpus(), node in prop_oneof![4 => plan(), 1 => phrase()]) {
        let (engine, _dir) = engine(&texts);
        let mut expected = native_hits(&engine, &node);
        expected.sort_unstable_by_key(|hit| hit.0);
        let found = ours(&engine, &node, Top::All);
        let documents = |hits: &[(u32, f32)]| hits.iter().map(|hit| hit.0).collect::<Vec<_>>();
        let found: Vec<(u32, f32)> = found.hits.iter().map(|hit| (hit.document, hit.score)).collect();
        prop_assert_eq!(documents(&found), documents(&expected));
        for (ours, theirs) in found.iter().zip(&expected) {
            prop_assert!((ours.1 - theirs.1).abs() <= 2e-6 * theirs.1.abs().max(1.0), "{:?} {:?}", ours, theirs);
        }
    }

    #[test]
    fn the_best_are_the_beginning_of_all(texts in corpus(), node in plan(), count in 0usize..12) {
        let (engine, _dir) = engine(&texts);
        let mut all = ours(&engine, &node, Top::All).hits;
        all.sort_by(|a, b| rounded(b.score).cmp(&rounded(a.score)).then(a.document.cmp(&b.document)));
        all.truncate(count);
        prop_assert_eq!(ours(&engine, &node, Top::Best(count)).hits, all);
    }

    #[test]
    fn facet_counts_equal_brute_force(texts in corpus(), node in plan(), lengths in prop::collection::vec("[0-7]", 0..4), word in "[a-e]") {
        let (engine, _dir) = engine(&texts);
        let matches: Vec<u32> = ours(&engine, &node, Top::All).hits.iter().map(|hit| hit.document).collect();
        let filters = vec![
            Filter { facet: Facet::Kind, any_of: lengths.clone() },
            Filter { facet: Facet::Lang, any_of: vec![word.clone()] },
        ];
        let plan = Plan { query: node, filters, facets: vec![Facet::Kind, Facet::Lang], top: Top::All };
        let answer = engine.search(&plan).unwrap();
        let text = |document: &u32| &texts[*document as usize];
        let right_length = |document: &u32| lengths.contains(&text(document).len().to_string());
        let right_word = |document: &u32| text(document).contains(&word.as_str());
        let expected: Vec<u32> = matches.iter().copied().filter(|d| right_length(d) && right_word(d)).collect();
        prop_assert_eq!(answer.total, expected.len());
        prop_assert_eq!(answer.hits.iter().map(|hit| hit.document).collect::<Vec<_>>(), expected);
        for (facet, counts) in &answer.facets {
            for (value, count) in counts {
                let has = |d: &&u32| match facet {
                    Facet::Kind => right_word(d) && text(d).len().to_string() == *value,
                    _ => right_length(d) && text(d).contains(&value.as_str()),
                };
                prop_assert_eq!(matches.iter().filter(has).count(), *count, "{:?} {}", facet, value);
            }
        }
    }
}

#[test]
fn an_empty_index_finds_nothing() {
    let (engine, _dir) = engine(&[]);
    assert_eq!(ours(&engine, &Node::ALL, Top::All).total, 0);
    assert_eq!(engine.health().documents, 0);
}

#[test]
fn a_phrase_without_positions_is_refused() {
    let (engine, _dir) = engine(&[vec!["a"]]);
    let node = Node::Phrase {
        field: Field::Root,
        terms: vec!["a".into(), "b".into()],
        boost: 1.0,
    };
    let plan = Plan {
        query: node,
        filters: Vec::new(),
        facets: Vec::new(),
        top: Top::All,
    };
    assert!(matches!(
        engine.search(&plan),
        Err(EngineError::NoPhrase("root"))
    ));
}

#[test]
fn every_document_is_found_without_a_query() {
    let (engine, _dir) = engine(&[vec!["a"], vec![], vec!["b"]]);
    assert_eq!(ours(&engine, &Node::ALL, Top::Best(2)).hits.len(), 2);
    let none = Node::Bool {
        must: Vec::new(),
        should: Vec::new(),
        must_not: vec![Node::term(Field::NameFolded, "a", 1.0)],
        least: 0,
    };
    assert_eq!(
        ours(&engine, &none, Top::All)
            .hits
            .iter()
            .map(|hit| hit.document)
            .collect::<Vec<_>>(),
        [1, 2]
    );
}
