//! Behaviour of the vocabulary as its callers see it.

use super::*;
use proptest::prelude::*;

fn parse(synonyms: &str, abbreviations: &str) -> Result<Vocabulary, Vec<Problem>> {
    let files = [
        VocabularyFile {
            name: "synonyms.txt",
            kind: FileKind::Synonyms,
            bytes: synonyms.as_bytes(),
        },
        VocabularyFile {
            name: "abbreviations.txt",
            kind: FileKind::Abbreviations,
            bytes: abbreviations.as_bytes(),
        },
        VocabularyFile {
            name: "stopwords-lv.txt",
            kind: FileKind::StopWords(Lang::Lv),
            bytes: "un, līdz\nar".as_bytes(),
        },
    ];
    Vocabulary::parse(&Analyser::default(), &files)
}

fn texts(vocabulary: &Vocabulary, query: &str) -> Vec<String> {
    let words = Analyser::default().analyse_query(query);
    vocabulary
        .expand(&words)
        .into_iter()
        .map(|expansion| expansion.text.to_owned())
        .collect()
}

const SYNONYMS: &str = "elektriķis => elektromontieris, elektrotehniķis @0.7\n\
                        motorzāģa vadītājs = motorzāģa operators @0.9\n\
                        galdnieks => mēbeļu galdnieks, būvizstrādājumu galdnieks\n\
                        fuse => drošinātājs";

const ABBREVIATIONS: &str = "PKP: profesionālās kvalifikācijas prasības\n\
                             PIL: Profesionālās izglītības likums | Publisko iepirkumu likums (iepirkumos)";

#[test]
fn any_inflection_and_plain_spelling_are_expanded() {
    let vocabulary = parse(SYNONYMS, ABBREVIATIONS).unwrap();
    assert_eq!(
        texts(&vocabulary, "elektriķa darbs"),
        ["elektromontieris", "elektrotehniķis"]
    );
    assert_eq!(
        texts(&vocabulary, "motorzaga vaditajs"),
        ["motorzāģa operators"]
    );
    assert_eq!(
        texts(&vocabulary, "motorzāģa operatora"),
        ["motorzāģa vadītājs"]
    );
    assert_eq!(texts(&vocabulary, "fuses"), ["drošinātājs"]);
    assert!(
        texts(&vocabulary, "elektromontieris").is_empty(),
        "one way only"
    );
}

#[test]
fn the_longest_phrase_wins() {
    let vocabulary = parse(SYNONYMS, "").unwrap();
    assert!(texts(&vocabulary, "mēbeļu galdnieks").is_empty());
    assert_eq!(
        texts(&vocabulary, "galdnieks"),
        ["mēbeļu galdnieks", "būvizstrādājumu galdnieks"]
    );
}

#[test]
fn an_ambiguous_abbreviation_shows_both_readings() {
    let vocabulary = parse("", ABBREVIATIONS).unwrap();
    let words = Analyser::default().analyse_query("pil 2022");
    let found = vocabulary.expand(&words);
    assert_eq!(found.len(), 2);
    assert!(
        found
            .iter()
            .all(|expansion| expansion.readings == 2 && expansion.span == (0..1))
    );
    assert_eq!(found[1].note, Some("iepirkumos"));
    assert_eq!(
        texts(&vocabulary, "profesionālās izglītības likuma prasības"),
        ["PIL"]
    );
}

#[test]
fn what_the_query_says_already_is_not_offered() {
    let vocabulary = parse(SYNONYMS, ABBREVIATIONS).unwrap();
    assert_eq!(
        texts(&vocabulary, "elektriķis elektrotehniķis"),
        ["elektromontieris"]
    );
    assert!(texts(&vocabulary, "PKP profesionālās kvalifikācijas prasības").is_empty());
}

#[test]
fn expansions_carry_their_analysis() {
    let vocabulary = parse(SYNONYMS, "").unwrap();
    let words = Analyser::default().analyse_query("galdnieks");
    let found = vocabulary.expand(&words);
    assert_eq!(found[0].words.len(), 2);
    assert_eq!(found[0].words[1].lv.stem, words[0].lv.stem);
    assert_eq!(found[0].weight, 0.8);
}

#[test]
fn circles_of_one_way_lines_are_told_with_their_lines() {
    let problems = parse(
        "metināt => sametināt\nzāģēt => griezt\ngriezt => sagriezt\nsagriezt => zāģēt",
        "",
    )
    .unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].severity, Severity::Error);
    let message = problems[0].to_string();
    for piece in [
        "synonyms.txt:2",
        "synonyms.txt:3",
        "synonyms.txt:4",
        "zāģēt",
        "`=`",
    ] {
        assert!(message.contains(piece), "{message}");
    }
}

#[test]
fn two_way_lines_are_no_circle() {
    assert!(
        parse("a1 = b1 = c1\nb1 => d1", "")
            .unwrap()
            .warnings()
            .is_empty()
    );
}

#[test]
fn a_pair_that_stands_twice_is_a_warning_with_both_lines() {
    let vocabulary = parse("skola => tehnikums\nskolas => tehnikumi", "").unwrap();
    let message = vocabulary.warnings()[0].to_string();
    assert!(message.starts_with("synonyms.txt:2: warning"), "{message}");
    assert!(message.contains("synonyms.txt:1"), "{message}");
    assert_eq!(texts(&vocabulary, "skola"), ["tehnikums"]);
}

#[test]
fn sides_that_are_one_word_to_the_search_are_a_warning() {
    let vocabulary = parse("skola = skolas", "").unwrap();
    assert!(matches!(
        vocabulary.warnings()[0].kind,
        ProblemKind::SameBothSides { .. }
    ));
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let problems = parse("galdnieks\na => b @7\nc => d [lemma]\n=> e", "PKP prasības").unwrap_err();
    let places: Vec<(&str, usize)> = problems.iter().map(|p| (p.file.as_str(), p.line)).collect();
    assert_eq!(
        places,
        [
            ("synonyms.txt", 1),
            ("synonyms.txt", 2),
            ("synonyms.txt", 3),
            ("synonyms.txt", 4),
            ("abbreviations.txt", 1)
        ]
    );
}

#[test]
fn a_phrase_of_many_words_is_refused() {
    let problems = parse(&format!("{} => x", "vārds ".repeat(11)), "").unwrap_err();
    assert!(matches!(
        problems[0].kind,
        ProblemKind::PhraseTooLong { words: 11, .. }
    ));
}

#[test]
fn stop_words_are_known_without_diacritics_too() {
    let vocabulary = parse("", "").unwrap();
    let words = Analyser::default().analyse_query("Lidz ar skolu");
    let stop: Vec<bool> = words
        .iter()
        .map(|word| vocabulary.is_stop_word(word, Lang::Lv))
        .collect();
    assert_eq!(stop, [true, true, false]);
    assert!(!vocabulary.is_stop_word(&words[0], Lang::En));
    assert_eq!(vocabulary.stop_words_of(Lang::Lv).count(), 3);
}

#[test]
fn file_names_tell_the_kind() {
    assert_eq!(
        FileKind::from_name("index-config/synonyms.txt"),
        Some(FileKind::Synonyms)
    );
    assert_eq!(
        FileKind::from_name("stopwords-en.txt"),
        Some(FileKind::StopWords(Lang::En))
    );
    assert_eq!(FileKind::from_name("readme.md"), None);
}

#[test]
fn a_picture_makes_a_bounded_list_of_problems() {
    let bytes: Vec<u8> = (0..100_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let file = VocabularyFile {
        name: "synonyms.txt",
        kind: FileKind::Synonyms,
        bytes: &bytes,
    };
    let problems = Vocabulary::parse(&Analyser::default(), &[file]).unwrap_err();
    assert!(problems.len() <= VOCABULARY_PROBLEMS);
}

proptest! {
    #[test]
    fn no_file_and_no_query_makes_it_panic(file in "[a-cāž =>@:|,()\\[\\]#\n.0-9]{0,120}", query in "[a-cāž ]{0,30}") {
        if let Ok(vocabulary) = parse(&file, &file) {
            let words = Analyser::default().analyse_query(&query);
            for expansion in vocabulary.expand(&words) {
                prop_assert!(expansion.span.end <= words.len());
                prop_assert!(expansion.weight > 0.0 && expansion.weight <= 1.0);
                prop_assert!(!expansion.words.is_empty());
            }
        }
    }
}
