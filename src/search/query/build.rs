//! Makes the plan.

use crate::search::config::EngineWeights;
use crate::search::index::{tagged, whole_keys};
use crate::search::plan::{Field, Node};
use crate::text::Lang;

use super::matching::Matches;
use super::prepared::{Alternative, Need, PhraseWords, Prepared};

/// Readings combined in one phrase; more would ask the engine for phrases that nobody means.
const PHRASE_READINGS: usize = 8;

/// With a smaller share than this, words beside a phrase or a code need not be there at all.
pub(crate) const ANCHORED: f32 = 0.5;

/// How many of so many words make up this share of them: at least one.
pub(crate) fn least_of(words: usize, share: f32) -> usize {
    ((words as f32 * share).round() as usize).clamp(1, words.max(1))
}

/// The query part of a plan. `share` of the words must be there, all of them with 1.
pub(crate) fn query(prepared: &Prepared, share: f32, weights: &EngineWeights) -> Node {
    let mut must = Vec::new();
    // A code that was typed is what was meant: it stays, whatever else is let go.
    let mut codes = Vec::new();
    let mut should = whole(prepared, weights);
    for at in 0..prepared.words.len() {
        let node = word(prepared, at, weights);
        match prepared.words.get(at).map(|word| word.need) {
            Some(Need::Must) if share < 1.0 && prepared.is_code(at) => codes.push(node),
            Some(Need::Must) => must.push(node),
            _ => should.push(node),
        }
    }
    if share < ANCHORED && prepared.is_anchored() {
        // The phrase or the code says what is wanted; the words beside it then only say what comes first.
        should.append(&mut must);
    } else if share < 1.0 && must.len() > 1 {
        let least = least_of(must.len(), share);
        must = vec![Node::Bool {
            must: Vec::new(),
            should: must,
            must_not: Vec::new(),
            least,
        }];
    }
    must.extend(codes);
    must.extend(prepared.phrases.iter().map(|words| phrase(words, weights)));
    let must_not = prepared
        .minus
        .iter()
        .map(|words| minus(words, weights))
        .collect();
    Node::Bool {
        must,
        should,
        must_not,
        least: 0,
    }
}

/// A word, or whatever may stand in its place.
fn word(prepared: &Prepared, at: usize, weights: &EngineWeights) -> Node {
    let mut nodes = Vec::new();
    for alternative in prepared
        .alternatives
        .iter()
        .filter(|alternative| alternative.span.contains(&at))
    {
        nodes.extend(alternative_nodes(prepared, alternative, weights));
    }
    Node::DisMax {
        nodes,
        tie: weights.tie,
    }
}

fn alternative_nodes(
    prepared: &Prepared,
    alternative: &Alternative,
    weights: &EngineWeights,
) -> Vec<Node> {
    let pieces = prepared
        .pieces
        .get(alternative.pieces.clone())
        .unwrap_or_default();
    match pieces {
        [one] => piece(&one.matches, alternative.weight, weights),
        several => {
            let must = several.iter();
            let boost = alternative.weight / several.len().max(1) as f32;
            let must = must
                .map(|one| Node::DisMax {
                    nodes: piece(&one.matches, boost, weights),
                    tie: weights.tie,
                })
                .collect();
            vec![Node::Bool {
                must,
                should: Vec::new(),
                must_not: Vec::new(),
                least: 0,
            }]
        }
    }
}

/// All terms by which a piece is found.
fn piece(matches: &Matches, boost: f32, weights: &EngineWeights) -> Vec<Node> {
    let mut nodes = Vec::with_capacity(matches.bridges.len() * 5 + matches.roots.len() + 3);
    let mut add =
        |field, key: &str, weight: f32| nodes.push(Node::term(field, key, boost * weight));
    for key in &matches.bridges {
        add(Field::NameBridge, key, weights.name);
        add(
            Field::NameBridgeAlt,
            key,
            weights.name * weights.second_reading,
        );
        add(Field::BodyBridge, key, weights.body);
        add(
            Field::BodyBridgeAlt,
            key,
            weights.body * weights.second_reading,
        );
        add(Field::Above, key, weights.above);
    }
    if let Some(key) = &matches.folded {
        add(Field::NameFolded, key, weights.name);
        add(Field::BodyFolded, key, weights.body);
    }
    for key in &matches.roots {
        add(Field::Root, key, weights.root);
    }
    if let Some(key) = &matches.code {
        add(Field::Code, key, weights.code);
        // Whoever asks for a module by its code wants its outcomes, too.
        add(Field::Above, key, weights.above);
    }
    nodes
}

/// Names of nothing but the query's words: they must be among the candidates, however long their other names are.
fn whole(prepared: &Prepared, weights: &EngineWeights) -> Vec<Node> {
    let words = || prepared.words.iter().map(|word| &word.analysed);
    let bridges = |lang: Lang| {
        let first = words().filter_map(move |word| word.in_language(lang).bridge.first());
        first
            .map(|key| tagged(key, lang).into_owned())
            .collect::<Vec<_>>()
    };
    let sets = [
        words().map(|word| word.folded.clone()).collect(),
        bridges(Lang::Lv),
        bridges(Lang::En),
    ];
    whole_keys(sets)
        .into_iter()
        .map(|key| Node::term(Field::Whole, key, weights.whole))
        .collect()
}

/// A phrase: the words one after the other, as typed but for diacritics, or in other inflections.
fn phrase(phrase: &PhraseWords, weights: &EngineWeights) -> Node {
    let words = &phrase.words;
    let mut nodes = Vec::new();
    let folded: Vec<String> = words.iter().map(|word| word.folded.clone()).collect();
    if words.len() == 1 {
        nodes.push(Node::term(Field::NameFolded, folded.concat(), weights.name));
        nodes.push(Node::term(Field::BodyFolded, folded.concat(), weights.body));
    } else {
        nodes.push(Node::Phrase {
            field: Field::NameFolded,
            terms: folded.clone(),
            boost: weights.name,
        });
        nodes.push(Node::Phrase {
            field: Field::BodyFolded,
            terms: folded,
            boost: weights.body,
        });
    }
    for terms in readings(phrase) {
        for (field, boost) in [
            (Field::NameBridge, weights.name),
            (Field::BodyBridge, weights.body),
        ] {
            nodes.push(match terms.as_slice() {
                [one] => Node::term(field, one, boost),
                _ => Node::Phrase {
                    field,
                    terms: terms.clone(),
                    boost,
                },
            });
        }
    }
    Node::DisMax { nodes, tie: 0.0 }
}

/// The phrase in the keys of each language, with each reading of its words.
fn readings(phrase: &PhraseWords) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for lang in Lang::ALL {
        let mut found: Vec<Vec<String>> = vec![Vec::new()];
        for word in &phrase.words {
            let mut longer = Vec::new();
            for start in &found {
                for key in &word.in_language(lang).bridge {
                    let mut terms = start.clone();
                    terms.push(tagged(key, lang).into_owned());
                    longer.push(terms);
                }
            }
            longer.truncate(PHRASE_READINGS);
            found = longer;
        }
        all.extend(found.into_iter().filter(|terms| !terms.is_empty()));
    }
    all
}

/// What no hit may have: a word in any inflection, a phrase.
fn minus(words: &PhraseWords, weights: &EngineWeights) -> Node {
    phrase(words, weights)
}
