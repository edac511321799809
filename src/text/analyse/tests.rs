//! Behaviour of the analyser as its callers see it.

use super::*;
use crate::text::tokenise::TokenKind;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn lv(text: &str) -> Vec<Token> {
    Analyser::default().analyse(text, Lang::Lv)
}

#[test]
fn four_layers_stand_at_one_position() {
    let tokens = lv("Mēbeļu galdnieks");
    assert_eq!(tokens.len(), 2);
    assert_eq!(tokens[0].written, "Mēbeļu");
    assert_eq!(tokens[0].surface, "mēbeļu");
    assert_eq!(tokens[0].folded, "mebelu");
    assert!(!tokens[0].stem.is_empty() && !tokens[0].root.is_empty());
    assert_eq!((tokens[0].position, tokens[1].position), (0, 1));
}

#[test]
fn a_word_typed_without_diacritics_meets_the_word() {
    let typed = &lv("programmesanas")[0];
    let meant = &lv("programmēšana")[0];
    assert!(
        typed
            .bridges()
            .any(|key| meant.bridges().any(|other| key == other))
    );
}

#[test]
fn historic_letters_meet_those_of_today() {
    assert_eq!(lv("kuŗš")[0].stem, lv("kurš")[0].stem);
    assert_eq!(lv("kuŗš")[0].surface, "kuŗš");
    assert_eq!(lv("ōlas")[0].folded, "olas");
}

#[test]
fn e_pasts_meets_epasts_at_the_folded_layer() {
    assert_eq!(lv("e-pasts")[0].folded, lv("epasts")[0].folded);
    assert_eq!(lv("e-pasts")[0].stem, lv("epasts")[0].stem);
    assert_ne!(lv("e-pasts")[0].surface, lv("epasts")[0].surface);
}

#[test]
fn numbers_and_codes_are_their_own_keys() {
    for text in ["2015", "5S", "C++", "S1.2"] {
        let token = &lv(text)[0];
        assert_ne!(token.kind, TokenKind::Word);
        assert_eq!(token.stem, token.folded);
        assert_eq!(token.root, token.folded);
    }
}

/// Whether every word of the query is in the document: by itself, or inside a code that the document has.
fn finds(document: &str, query: &str) -> bool {
    let tokens = lv(document);
    let words = Analyser::default().analyse_query(query);
    let has_code = |code: &str| {
        tokens
            .iter()
            .filter_map(|token| token.code.as_ref())
            .any(|c| c.text == code)
    };
    let codes: Vec<&CodeReading> = words
        .iter()
        .filter_map(|word| word.code.as_ref())
        .filter(|code| has_code(&code.text))
        .collect();
    words.iter().enumerate().all(|(at, word)| {
        codes.iter().any(|code| code.words.contains(&at))
            || tokens
                .iter()
                .any(|token| token.folded == word.folded || word.lv.stem.contains(&token.stem))
    })
}

#[test]
fn codes_and_names_are_found_however_they_are_typed() {
    for (document, queries) in [
        (
            "Vadība pēc ISO 9001:2015.",
            &["iso 9001", "iso9001", "9001", "ISO 9001:2015", "ISO-9001"][..],
        ),
        (
            "Programma 33 522 01 1",
            &["33522011", "33 522 01 1", "33 522", "33-522-01-1"],
        ),
        ("(33522011)", &["33 522 01 1", "33522011"]),
        ("Standarts PS-018*", &["ps018", "ps-018", "PS 018", "018"]),
        ("PS018", &["ps 018", "PS-018"]),
        ("ar MIG/MAG iekārtu", &["mig", "mag", "mig/mag", "MAG"]),
        ("C++ un C#", &["c++", "C#"]),
        ("5S un 3D", &["5s", "3d"]),
        ("Nosūta e-pastu", &["e-pasts", "epasts", "E-PASTU"]),
        ("baro ar 24 V", &["24v", "24 V", "24-v"]),
        ("24V", &["24 v"]),
        ("vads 2,5 mm²", &["2.5 mm2", "2,5 mm²", "2,5mm2"]),
        ("sēža H7/h6", &["h7/h6", "H7"]),
        ("sensors S1.2", &["s1.2"]),
        ("noteikumi MK\u{a0}332", &["mk 332", "MK332", "332"]),
        ("kuŗš", &["kurš", "kurs"]),
    ] {
        for query in queries {
            assert!(finds(document, query), "{document} by {query}");
        }
    }
    assert!(
        !finds("C++", "c#") && !finds("ISO 9001", "iso 9002") && !finds("33 522 01 1", "33 523")
    );
}

#[test]
fn a_code_reading_covers_its_parts_in_the_original() {
    let text = "Standarts ISO\u{a0}9001:2015.";
    let tokens = lv(text);
    let code = tokens[3].code.as_ref().unwrap();
    assert_eq!(code.text, "iso90012015");
    assert_eq!(code.parts, 3);
    assert_eq!(&text[code.range.clone()], "ISO\u{a0}9001:2015");
}

#[test]
fn ranges_point_into_the_original_whatever_its_form() {
    let text: String = "Gai\u{ad}smas \u{202b}ķēde\u{202c}".nfd().collect();
    let found: Vec<String> = lv(&text)
        .into_iter()
        .map(|t| text[t.range].nfc().collect())
        .collect();
    assert_eq!(found, ["Gai\u{ad}smas", "ķēde"]);
}

#[test]
fn english_has_the_same_layers() {
    let tokens = Analyser::default().analyse("Welding machines' settings", Lang::En);
    assert_eq!(tokens[0].stem, "weld");
    assert_eq!(tokens[0].root, tokens[0].stem);
    assert_eq!(tokens[2].surface, "settings");
}

#[test]
fn a_token_of_a_megabyte_is_cut() {
    let text = "Ā".repeat(500_000);
    let tokens = lv(&text);
    assert_eq!(tokens.len(), 1);
    assert_eq!(tokens[0].range, 0..text.len());
    assert!(
        tokens[0]
            .texts()
            .all(|text| text.encode_utf16().count() <= 255)
    );
}

#[test]
fn a_scratch_serves_many_texts() {
    let analyser = Analyser::default();
    for mut scratch in [Scratch::default(), Scratch::remembering()] {
        for text in ["e\u{304}ka", "ISO 9001", "", "māja", "māja 5S"] {
            let mut seen = vec![];
            analyser.visit(text, Lang::Lv, &mut scratch, |view| {
                seen.push(Token::from(view))
            });
            assert_eq!(seen, analyser.analyse(text, Lang::Lv));
        }
    }
}

#[test]
fn what_is_remembered_belongs_to_its_language() {
    let analyser = Analyser::default();
    let mut scratch = Scratch::remembering();
    for lang in [Lang::Lv, Lang::En, Lang::Lv, Lang::En] {
        let mut seen = vec![];
        analyser.visit("machines", lang, &mut scratch, |view| {
            seen.push(Token::from(view))
        });
        assert_eq!(seen, analyser.analyse("machines", lang));
    }
}

/// Text with everything that makes offsets hard.
fn awkward() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-ZāčēģīķļņšūžŗōĀŠ0-9 .,:/+#'\\-–„”\u{ad}\u{200b}\u{202e}\u{300}-\u{32f}\u{a0}²°İ漢ﬁ]{0,60}",
    ]
}

proptest! {
    #[test]
    fn ranges_are_true_and_in_order(text in awkward()) {
        let mut last = 0;
        for token in lv(&text) {
            prop_assert!(text.get(token.range.clone()).is_some_and(|piece| !piece.is_empty()));
            prop_assert!(token.range.start >= last);
            last = token.range.start;
            if let Some(code) = &token.code {
                prop_assert!(text.get(code.range.clone()).is_some());
                prop_assert!(code.range.start <= token.range.start && code.range.end == token.range.end);
            }
        }
    }

    #[test]
    fn texts_fit_a_whitespace_field(text in awkward()) {
        for token in Analyser::default().analyse(&text, Lang::En).into_iter().chain(lv(&text)) {
            for key in token.texts() {
                prop_assert!(!key.is_empty());
                prop_assert!(!key.contains(char::is_whitespace), "{key:?}");
                prop_assert!(key.encode_utf16().count() <= 255);
            }
        }
    }

    #[test]
    fn both_normal_forms_give_the_same_tokens(text in awkward()) {
        let keys = |text: &str| lv(text).into_iter().map(|t| (t.surface, t.folded, t.stem, t.bridge, t.root)).collect::<Vec<_>>();
        let decomposed: String = text.nfd().collect();
        let composed: String = text.nfc().collect();
        prop_assert_eq!(keys(&decomposed), keys(&composed));
    }

    #[test]
    fn positions_count_up(text in awkward()) {
        for (expected, token) in lv(&text).iter().enumerate() {
            prop_assert_eq!(token.position as usize, expected);
        }
    }

    #[test]
    fn queries_never_panic(text in awkward()) {
        for word in Analyser::default().analyse_query(&text) {
            prop_assert!(text.get(word.range.clone()).is_some());
            if let Some(code) = word.code {
                prop_assert!(code.words.end == word.position as usize + 1);
                prop_assert!(code.words.start < code.words.end);
            }
        }
    }
}
