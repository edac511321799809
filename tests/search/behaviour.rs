//! What the three users type and what must come.

use crate::common::{ids, ids_of, search, searcher};
use prasme::model::RecordId;
use prasme::search::response::{Breadth, MetLayer, NoticeCode, Origin, SegmentRole};
use prasme::search::{BonusReason, Explain, Facet, FacetFilter, NameLang, SearchRequest, Sort};

fn first(query: &str) -> String {
    ids(query)
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("{query} finds nothing"))
}

#[test]
fn a_name_in_any_inflection_is_found() {
    for query in ["mēbeļu galdnieks", "mēbeļu galdniekam", "galdnieku mēbeļu"] {
        assert_eq!(first(query), "pkp/mebeles", "{query}");
    }
}

#[test]
fn without_diacritics_everything_is_still_found() {
    assert_eq!(first("mebelu galdnieks"), "pkp/mebeles");
    assert_eq!(ids("elektrodrosiba").len(), ids("elektrodrošība").len());
}

#[test]
fn with_diacritics_typed_the_exact_form_comes_first() {
    assert_eq!(first("kāzas"), "esco:skill/5");
    assert_eq!(first("kazas"), "esco:skill/6");
}

#[test]
fn a_real_word_that_finds_little_is_corrected_too() {
    let found = search("kontrolieru programesana");
    assert!(
        ids_of(&found).contains(&"pkp/elektro/1/1".to_owned()),
        "{:?}",
        ids_of(&found)
    );
}

#[test]
fn a_misspelt_word_is_corrected_and_the_correction_offered() {
    let found = search("elektrodrosjiba");
    assert!(found.total > 0);
    let meant = found.did_you_mean.unwrap_or_default();
    assert!(search(&meant).total > 0, "{meant:?}");
}

#[test]
fn an_abbreviation_finds_its_long_form() {
    let found = ids("PLC");
    assert!(found.contains(&"esco:skill/1".to_owned()));
    assert!(found.contains(&"pkp/elektro/1/1".to_owned()), "{found:?}");
}

#[test]
fn an_everyday_word_finds_the_official_one() {
    let found = search("elektriķis");
    assert_eq!(ids_of(&found)[0], "pkp/elektro");
    assert_eq!(found.understood.alternatives[0].origin, Origin::Synonym);
}

#[test]
fn compounds_meet_their_parts_both_ways() {
    assert!(
        ids("koka apstrāde").contains(&"mip/kok/m1".to_owned()),
        "{:?}",
        ids("koka apstrāde")
    );
    assert!(
        ids("kokapstrāde").contains(&"mip/kok/m2".to_owned()),
        "{:?}",
        ids("kokapstrāde")
    );
    assert_eq!(
        first("kokapstrāde"),
        "mip/kok/m1",
        "the word as typed comes first"
    );
}

#[test]
fn english_is_found_in_its_inflections() {
    assert_eq!(first("welding metals"), "esco:skill/2");
    assert_eq!(first("managing teams"), "esco:skill/3");
}

#[test]
fn codes_are_found_however_they_are_written() {
    assert_eq!(first("PS-018"), "pkp/mebeles");
    assert_eq!(first("ps018"), "pkp/mebeles");
    assert_eq!(first("33 522 01 1"), "mip/elektro");
    assert_eq!(first("C++"), "c/1");
    assert_eq!(first("ISO 9606"), "mip/met/m1");
}

#[test]
fn a_name_of_just_these_words_comes_first() {
    assert_eq!(first("darba aizsardzība galdniecībā"), "mip/kok/m3");
    assert_eq!(first("TIG metināšana"), "mip/met/m2");
}

#[test]
fn words_of_the_names_above_help_to_find() {
    let found = ids("elektrotehnika elektrodrošība");
    assert_eq!(found[0], "mip/elektro/m1");
}

#[test]
fn a_hidden_name_finds_and_is_not_shown() {
    let found = search("guglēt");
    assert_eq!(ids_of(&found), ["digcomp/1.1"]);
    assert!(!format!("{:?}", found.hits[0].passage).contains("guglēt"));
}

#[test]
fn phrases_must_stand_in_order() {
    assert!(ids("\"loģisko kontrolleru programmēšana\"").contains(&"pkp/elektro/1/1".to_owned()));
    assert!(ids("\"programmēšana kontrolleru loģisko\"").is_empty());
    assert!(
        ids("\"logisko kontrolleru\"").contains(&"pkp/elektro/1/1".to_owned()),
        "without diacritics"
    );
}

#[test]
fn a_phrase_does_not_run_on_from_one_name_into_the_next() {
    assert!(ids("\"PLC PLC\"").is_empty());
}

#[test]
fn minus_takes_out_every_inflection() {
    assert!(ids("metināšana").contains(&"mip/met/m2".to_owned()));
    let without = ids("metināšana -TIG");
    assert!(
        !without.contains(&"mip/met/m2".to_owned()) && without.contains(&"mip/met/m1".to_owned())
    );
}

#[test]
fn typed_filters_speak_latvian_too() {
    for query in [
        "elektrodrošība kind:module",
        "elektrodrošība veids:modulis",
        "elektrodrosiba veids:moduli",
    ] {
        assert_eq!(ids(query), ["mip/elektro/m1"], "{query}");
    }
    assert_eq!(
        ids("elektrodrošība veids:materiāls pieejamība:brīvi"),
        ["mat/1"]
    );
    assert!(ids("nozare:Mežsaimniecība lki:3 veids:modulis").contains(&"mip/kok/m1".to_owned()));
    assert_eq!(ids("lki:3-4").len(), search("līmenis:3,4").hits.len());
}

#[test]
fn an_unknown_filter_is_text_with_a_notice() {
    let found = search("krāsa:zaļa");
    assert_eq!(found.notices[0].code, NoticeCode::UnknownFilter);
    let found = search("nozare:XYZ");
    assert_eq!(
        (found.total, found.notices[0].code),
        (0, NoticeCode::UnknownValue)
    );
}

#[test]
fn an_empty_query_browses_by_kind_then_name() {
    let found = search("");
    assert_eq!(found.total, crate::common::records().len());
    assert_eq!(ids_of(&found)[..2], ["sector/ene", "sector/kok"]);
}

#[test]
fn stop_words_alone_are_searched_for() {
    assert!(search("un").total > 0);
    assert_eq!(first("saziņa un sadarbība"), "digcomp/2");
    assert_eq!(
        search("saziņa ar sadarbība").understood.breadth,
        Breadth::All,
        "a stop word need not be there"
    );
}

#[test]
fn when_all_words_are_too_many_most_will_do() {
    let found = search("mēbeļu galdnieks zilonis");
    assert_eq!(found.understood.breadth, Breadth::Most);
    assert_eq!(ids_of(&found)[0], "pkp/mebeles");
}

#[test]
fn inflected_hits_are_marked_in_the_name() {
    let found = search("galdniekiem");
    let hit = found
        .hits
        .iter()
        .find(|hit| hit.id.as_str() == "pkp/mebeles")
        .unwrap();
    let marked: Vec<&str> = hit
        .name
        .marks
        .iter()
        .map(|mark| &hit.name.text[mark.start..mark.end])
        .collect();
    assert_eq!(marked, ["galdnieks"]);
}

#[test]
fn a_passage_shows_words_that_the_name_does_not_hold() {
    let found = search("ēvelēt koksni");
    let hit = found
        .hits
        .iter()
        .find(|hit| hit.id.as_str() == "mip/kok/m1")
        .unwrap();
    let passage = hit.passage.as_ref().unwrap();
    assert_eq!(passage.from, SegmentRole::Text);
    assert!(!passage.marked.marks.is_empty());
}

#[test]
fn a_hit_knows_its_place() {
    let found = search("pirmo palīdzību elektrotraumas");
    let names: Vec<&str> = found.hits[0]
        .path
        .iter()
        .map(|step| step.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Enerģētika",
            "Enerģētika un elektrotehnika",
            "Elektrodrošība un darba aizsardzība"
        ]
    );
}

#[test]
fn names_are_shown_in_the_language_asked_for() {
    let request = SearchRequest {
        lang: NameLang::En,
        ..SearchRequest::new("mēbeļu galdnieks")
    };
    let found = searcher().search(&request).unwrap();
    assert_eq!(found.hits[0].name.text, "Cabinet maker");
    assert_eq!(found.hits[0].name_lv.as_deref(), Some("Mēbeļu galdnieks"));
}

#[test]
fn an_explanation_adds_up_to_the_score_and_names_the_layer() {
    for query in [
        "mēbeļu galdniekam",
        "PLC",
        "elektriķis",
        "kontrolieru programesana",
        "ēvelēt koksni",
        "darba aizsardzība",
    ] {
        let request = SearchRequest {
            explain: Explain::Full,
            ..SearchRequest::new(query)
        };
        for hit in searcher().search(&request).unwrap().hits {
            let why = hit.explanation.unwrap();
            let sum: f32 = why
                .words
                .iter()
                .map(|word| word.points)
                .chain(why.bonuses.iter().map(|bonus| bonus.points))
                .sum();
            assert!(
                (sum - hit.score).abs() < 1e-4,
                "{query} {}: {sum} {}",
                hit.id,
                hit.score
            );
            assert!(!why.words.is_empty(), "{query} {}", hit.id);
        }
    }
    let why = searcher()
        .explain(
            &SearchRequest::new("galdnieki"),
            &RecordId::new("pkp/mebeles").unwrap(),
        )
        .unwrap()
        .unwrap();
    assert_eq!(
        (why.words[0].layer, why.words[0].met.as_str()),
        (MetLayer::Stem, "galdnieks")
    );
    assert_eq!(
        searcher()
            .explain(&SearchRequest::new("x"), &RecordId::new("nobody").unwrap())
            .unwrap(),
        None
    );
}

#[test]
fn lists_sort_by_name_level_and_year() {
    let sorted = |sort| {
        let request = SearchRequest {
            sort,
            ..SearchRequest::new("elektrodrošība veids:materiāls")
        };
        ids_of(&searcher().search(&request).unwrap())
    };
    assert_eq!(sorted(Sort::Year), ["mat/1", "mat/2"]);
    assert_eq!(sorted(Sort::Name), ["mat/2", "mat/1"]);
    assert_eq!(sorted(Sort::Level).len(), 2);
}

#[test]
fn a_facets_own_filter_does_not_shrink_its_counts() {
    let request = SearchRequest {
        filters: vec![FacetFilter {
            facet: Facet::Kind,
            values: vec!["module".into()],
        }],
        ..SearchRequest::new("elektrodrošība")
    };
    let found = searcher().search(&request).unwrap();
    let kinds = found
        .facets
        .iter()
        .find(|counts| counts.facet == Facet::Kind)
        .unwrap();
    assert!(
        kinds
            .values
            .iter()
            .any(|value| value.value == "material" && value.count > 0 && !value.chosen)
    );
    assert!(
        kinds
            .values
            .iter()
            .any(|value| value.value == "module" && value.chosen)
    );
    assert_eq!(found.total, 1);
}

#[test]
fn suggestions_complete_with_and_without_diacritics() {
    let texts = |typed: &str| -> Vec<String> {
        searcher()
            .suggest(typed, NameLang::Lv, 8)
            .into_iter()
            .map(|suggestion| suggestion.text)
            .collect()
    };
    for typed in [
        "mēb",
        "meb",
        "MEB",
        "mēbeļu gal",
        "mebelu gald",
        "mēbeles gal",
    ] {
        assert!(
            texts(typed).contains(&"Mēbeļu galdnieks".to_owned()),
            "{typed}: {:?}",
            texts(typed)
        );
    }
    assert!(
        texts("elektrotehnkis").contains(&"Elektrotehniķis".to_owned()),
        "a letter is missing"
    );
    assert!(texts("").is_empty() && texts("   ").is_empty());
    assert!(texts("weld").contains(&"weld metal".to_owned()));
}

#[test]
fn a_suggestion_marks_what_was_typed() {
    let found = searcher().suggest("gald", NameLang::Lv, 8);
    let suggestion = found.iter().find(|s| s.text == "Mēbeļu galdnieks").unwrap();
    let marks: Vec<&str> = suggestion
        .marks
        .iter()
        .map(|mark| &suggestion.text[mark.start..mark.end])
        .collect();
    assert_eq!(marks, ["gald"]);
}

#[test]
fn evaluation_measures_what_comes_and_names_what_is_missed() {
    use prasme::search::evaluate::{evaluate, read_judgements, read_queries};
    let queries =
        read_queries("q1\tmēbeļu galdnieks\tschool\nq2\tzilonis\texpert\nq3\tPLC\tofficer\n")
            .unwrap();
    let judgements =
        read_judgements("q1\tpkp/mebeles\t3\nq2\tpkp/elektro\t2\nq2\tnobody\t1\n").unwrap();
    let found = evaluate(searcher(), &queries, &judgements).unwrap();
    assert_eq!(found.queries[0].measures.ndcg_10, 1.0);
    assert_eq!(found.queries[1].missed, ["pkp/elektro"]);
    assert_eq!(
        (found.mean.p_1, found.unjudged, found.unknown_records),
        (0.5, vec!["q3".to_owned()], vec!["nobody".to_owned()])
    );
    assert!(
        evaluate(searcher(), &queries, &judgements)
            .unwrap()
            .to_string()
            .ends_with("all\t2 queries\t0.500\t0.500\t0.500\t0.500\n")
    );
}

#[test]
fn a_level_in_words_is_a_filter() {
    let found = search("galdnieks LKI 3");
    assert_eq!(found.understood.filters[0].facet, Facet::Lki);
    assert!(
        found
            .hits
            .iter()
            .all(|hit| hit.level.is_some_and(|level| level.from == 3))
    );
}

#[test]
fn what_a_kind_is_called_may_be_typed_along() {
    assert_eq!(first("elektrodrošība modulis"), "mip/elektro/m1");
    assert_eq!(
        first("mēbeļu galdnieks profesijas standarts"),
        "pkp/mebeles"
    );
}

#[test]
fn a_code_brings_its_record_and_then_what_is_right_below() {
    assert_eq!(ids("ET1"), ["mip/elektro/m1", "mip/elektro/m1/1"]);
    let found = ids("modulis ET1");
    assert_eq!(
        found.get(..2),
        Some(&["mip/elektro/m1".to_owned(), "mip/elektro/m1/1".to_owned()][..]),
        "{found:?}"
    );
}

#[test]
fn beside_a_code_or_a_phrase_no_other_word_is_needed() {
    // A code of which something is known stayed alone with its first hit, and a phrase with one more word found nothing.
    assert_eq!(first("ET1 mežā"), "mip/elektro/m1");
    let found = ids("\"loģiskos kontrollerus\" mežā");
    assert!(found.contains(&"pkp/elektro/1".to_owned()), "{found:?}");
    assert!(!found.contains(&"mip/elektro/m1".to_owned()), "{found:?}");
}

#[test]
fn the_name_of_a_framework_may_be_typed_along() {
    let request = SearchRequest {
        explain: Explain::Full,
        ..SearchRequest::new("ESCO weld metal")
    };
    let hit = searcher().search(&request).unwrap().hits.remove(0);
    assert_eq!(hit.id.as_str(), "esco:skill/2");
    let why = hit.explanation.expect("reasons were asked for");
    let met: Vec<_> = why.words.iter().map(|word| word.typed.as_str()).collect();
    assert_eq!(met, ["ESCO", "weld", "metal"]);
}

#[test]
fn points_for_relatives_are_explained_in_the_list_and_alone() {
    let request = SearchRequest {
        explain: Explain::Full,
        ..SearchRequest::new("programmēt kontrollerus pēc shēmas")
    };
    let response = searcher().search(&request).unwrap();
    let hit = response
        .hits
        .iter()
        .find(|hit| hit.id.as_str() == "pkp/elektro/1/1")
        .expect("the requirement is found");
    let why = hit.explanation.clone().expect("reasons were asked for");
    assert!(
        why.bonuses
            .iter()
            .any(|bonus| bonus.reason == BonusReason::Family && bonus.points > 0.0),
        "{why:?}"
    );
    let alone = searcher().explain(&request, &hit.id).unwrap();
    assert_eq!(alone, Some(why));
}
