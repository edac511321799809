//! Behaviour of compound splitting as its callers see it.

use super::*;
use proptest::prelude::*;

const WORDS: &[(&str, u32)] = &[
    ("koka", 30),
    ("apstrāde", 20),
    ("elektriskā", 12),
    ("instalācija", 9),
    ("metāla", 15),
    ("pašu", 9),
    ("izmaksas", 7),
    ("siltuma", 8),
    ("sūknis", 5),
    ("kokapstrāde", 4),
    ("elektroinstalācija", 3),
    ("datu", 50),
    ("bāze", 30),
    ("datubāze", 3),
    ("galdnieks", 4),
    ("galds", 4),
    ("nieks", 1),
];

fn pair(word: &str) -> Option<(String, String)> {
    let analyser = Analyser::default();
    let compounds = Compounds::build(&analyser, WORDS.iter().copied());
    compounds
        .split(&analyser, word)
        .map(|split| (split.left.to_owned(), split.right.to_owned()))
}

fn joined(left: &str, right: &str) -> Vec<String> {
    let analyser = Analyser::default();
    let compounds = Compounds::build(&analyser, WORDS.iter().copied());
    compounds
        .join(&analyser, left, right)
        .into_iter()
        .map(|joined| joined.word.to_owned())
        .collect()
}

fn some(left: &str, right: &str) -> Option<(String, String)> {
    Some((left.to_owned(), right.to_owned()))
}

#[test]
fn compounds_are_taken_apart() {
    assert_eq!(pair("kokapstrāde"), some("koka", "apstrāde"));
    assert_eq!(pair("kokapstrādes"), some("koka", "apstrāde"));
    assert_eq!(pair("metalapstrade"), some("metāla", "apstrāde"));
    assert_eq!(
        pair("elektroinstalācijas"),
        some("elektriskā", "instalācija")
    );
    assert_eq!(pair("siltumsūknis"), some("siltuma", "sūknis"));
    assert_eq!(pair("pašizmaksa"), some("pašu", "izmaksas"));
    assert_eq!(pair("datubāze"), some("datu", "bāze"));
}

#[test]
fn a_code_that_looks_like_a_stem_is_no_word_to_show() {
    let analyser = Analyser::default();
    let words = [("kok", 900), ("koka", 3), ("apstrāde", 5)];
    let compounds = Compounds::build(&analyser, words);
    let split = compounds
        .split(&analyser, "kokapstrāde")
        .map(|split| split.left);
    assert_eq!(split, Some("koka"));
}

#[test]
fn other_words_are_left_whole() {
    for word in ["galdnieks", "apstrāde", "izmaksas", "ps018", "", "kok"] {
        assert_eq!(pair(word), None, "{word}");
    }
}

#[test]
fn neighbours_are_put_together() {
    assert_eq!(joined("koka", "apstrāde"), ["kokapstrāde"]);
    assert_eq!(joined("koka", "apstrādes"), ["kokapstrāde"]);
    assert_eq!(joined("elektriskā", "instalācija"), ["elektroinstalācija"]);
    assert_eq!(joined("datu", "baze"), ["datubāze"]);
    assert!(joined("metāla", "sūknis").is_empty());
}

proptest! {
    #[test]
    fn any_word_may_be_asked(word in any::<String>(), other in "[a-zā]{0,12}") {
        let analyser = Analyser::default();
        let compounds = Compounds::build(&analyser, WORDS.iter().copied());
        if let Some(split) = compounds.split(&analyser, &word) {
            prop_assert!(word.to_lowercase().is_char_boundary(split.at));
        }
        prop_assert!(compounds.join(&analyser, &word, &other).len() <= 8);
    }
}
