//! What holds for every query.

use std::collections::HashMap;

use crate::common::{ids_of, search, searcher};
use prasme::search::{Facet, NameLang, SearchRequest, Sort};
use proptest::prelude::*;

/// Queries out of the corpus's own words, broken in every way, and plain noise.
fn query() -> impl Strategy<Value = String> {
    let words = vec![
        "mēbeļu",
        "galdnieks",
        "elektrodrošība",
        "elektrodrosiba",
        "programesana",
        "kontrolieru",
        "PLC",
        "weld",
        "metal",
        "un",
        "-TIG",
        "metināšana",
        "\"darba aizsardzība\"",
        "\"",
        "kind:module",
        "lki:3-4",
        "veids:",
        "nozare:ENE",
        "PS-018",
        "C++",
        "33 522 01 1",
        ":",
        "--",
        "koka",
        "apstrāde",
        "kokapstrāde",
        "a",
        "ž",
    ];
    let typed =
        prop::collection::vec(prop::sample::select(words), 0..6).prop_map(|words| words.join(" "));
    prop_oneof![3 => typed, 1 => any::<String>()]
}

fn sort() -> impl Strategy<Value = Sort> {
    prop::sample::select(vec![Sort::Relevance, Sort::Name, Sort::Level, Sort::Year])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_same_query_has_the_same_answer(query in query(), sort in sort()) {
        let request = SearchRequest { sort, ..SearchRequest::new(query) };
        let one = searcher().search(&request).unwrap();
        prop_assert_eq!(&one, &searcher().search(&request).unwrap());
    }

    #[test]
    fn pages_partition_the_list(query in query(), sort in sort(), size in 1usize..7) {
        let page = |offset, limit| {
            let request = SearchRequest { sort, offset, limit, facets: Vec::new(), ..SearchRequest::new(query.clone()) };
            searcher().search(&request).unwrap()
        };
        let whole = page(0, 100);
        let mut parts = Vec::new();
        while parts.len() < whole.total {
            let part = page(parts.len(), size);
            prop_assert!(!part.hits.is_empty());
            parts.extend(ids_of(&part));
        }
        prop_assert_eq!(parts, ids_of(&whole));
        prop_assert!(page(whole.total, size).hits.is_empty());
    }

    #[test]
    fn marks_are_ranges_of_whole_letters(query in query()) {
        for hit in search(&query).hits {
            let texts = [Some(&hit.name), hit.passage.as_ref().map(|passage| &passage.marked)];
            for marked in texts.into_iter().flatten() {
                let mut end = 0;
                for mark in &marked.marks {
                    prop_assert!(mark.start >= end && mark.start < mark.end);
                    prop_assert!(marked.text.get(mark.start..mark.end).is_some());
                    end = mark.end;
                }
            }
        }
    }

    #[test]
    fn facet_counts_are_those_of_the_list(query in query()) {
        let request = SearchRequest { limit: 100, ..SearchRequest::new(query.clone()) };
        let found = searcher().search(&request).unwrap();
        prop_assume!(found.understood.filters.is_empty());
        let mut kinds: HashMap<&str, usize> = HashMap::new();
        for hit in &found.hits {
            *kinds.entry(hit.kind.code()).or_default() += 1;
        }
        let counted = found.facets.iter().find(|counts| counts.facet == Facet::Kind).unwrap();
        let counted: HashMap<&str, usize> = counted.values.iter().map(|value| (value.value.as_str(), value.count)).collect();
        prop_assert_eq!(counted, kinds);
    }

    #[test]
    fn a_correction_offered_has_hits(query in query()) {
        if let Some(meant) = search(&query).did_you_mean {
            prop_assert!(search(&meant).total > 0, "{:?} → {:?}", query, meant);
        }
    }

    #[test]
    fn suggestions_are_names_that_find_something(typed in query()) {
        for suggestion in searcher().suggest(&typed, NameLang::Lv, 8) {
            prop_assert!(suggestion.marks.iter().all(|mark| suggestion.text.get(mark.start..mark.end).is_some()));
            prop_assert!(search(&suggestion.text).total > 0, "{:?}", suggestion.text);
        }
    }
}

#[test]
fn giant_queries_are_answered() {
    for query in [
        "vārds ".repeat(10_000),
        "ž".repeat(1_000_000),
        "\u{0}\u{7f}\u{200d}".repeat(1000),
        "\"".repeat(9_999),
        "-a ".repeat(5_000),
        "kind:a ".repeat(2_000),
    ] {
        search(&query);
        searcher().suggest(&query, NameLang::En, 8);
    }
}
