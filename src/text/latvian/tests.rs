//! What must always hold: paradigms meet, separate words stay apart, no input breaks anything.

use proptest::prelude::*;

use super::paradigm::*;
use super::*;

fn keys(word: &str) -> Keys {
    let mut keys = Keys::new();
    Latvian::builtin().stems(word, &mut keys);
    keys
}

fn meet(a: &str, b: &str) -> bool {
    keys(a).meets(&keys(b))
}

fn holds_together(paradigms: Vec<Paradigm>) {
    let latvian = Latvian::builtin();
    for paradigm in &paradigms {
        let none: Vec<String> = Vec::new();
        assert_eq!(
            strays(&latvian, paradigm),
            none,
            "forms of {:?} without its key",
            paradigm.0.first()
        );
        assert_eq!(
            unbridged(&latvian, paradigm),
            none,
            "forms of {:?} lost without diacritics",
            paradigm.0.first()
        );
    }
}

#[test]
fn first_declension() {
    holds_together(vec![
        first("galds", "")
            .0
            .first()
            .map(|_| first("gald", "s"))
            .unwrap(),
        first("vēj", "š"),
        first("ceļ", "š"),
        first("skolotāj", "s"),
        first("zēn", "s"),
        first("darbiniek", "s"),
        first("mež", "s"),
    ]);
}

#[test]
fn second_declension_with_every_alternation() {
    holds_together(vec![
        second("brāl", "brāļ"),
        second("lāc", "lāč"),
        second("latviet", "latvieš"),
        second("mēnes", "mēneš"),
        second("vīriet", "vīrieš"),
        second("bried", "briež"),
        second("vēz", "vēž"),
        second("zutn", "zutņ"),
        second("aln", "aļņ"),
        second("gulb", "gulbj"),
        second("kurm", "kurmj"),
        second("cirv", "cirvj"),
        second("skapj", "skapj"),
        second("dadz", "dadž"),
        second("krupn", "krupņ"),
        second("zizl", "zižļ"),
        second("kāpsl", "kāpšļ"),
    ]);
}

#[test]
fn third_and_fourth_declension() {
    holds_together(vec![
        third("tirg"),
        third("led"),
        third("vid"),
        fourth("mās"),
        fourth("daļ"),
        fourth("ziņ"),
        fourth("skol"),
    ]);
}

#[test]
fn fifth_declension_with_every_alternation() {
    holds_together(vec![
        fifth("egl", "egļ"),
        fifth("praks", "prakš"),
        fifth("prasm", "prasmj"),
        fifth("up", "upj"),
        fifth("skolniec", "skolnieč"),
        fifth("kvalitāt", "kvalitāš"),
        fifth("vid", "viž"),
        fifth("zvaigzn", "zvaigžņ"),
        fifth("spār", "spār"),
        fifth("gāz", "gāz"),
        fifth("rīkst", "rīkš"),
        fifth("kast", "kast"),
    ]);
}

#[test]
fn sixth_declension() {
    holds_together(vec![
        sixth("nakt", "nakš"),
        sixth("sird", "sirž"),
        sixth("ac", "ac"),
        sixth("valst", "valst"),
        sixth("ziv", "zivj"),
        sixth("pil", "piļ"),
    ]);
}

#[test]
fn adjectives_with_definite_forms_and_degrees() {
    let paradigms = [
        "liel",
        "jaun",
        "zaļ",
        "pareizticīg",
        "praktisk",
        "elektrisk",
        "zināmāk",
        "dzelten",
    ];
    holds_together(
        paradigms
            .iter()
            .take(6)
            .map(|stem| adjective(stem))
            .collect(),
    );
}

#[test]
fn second_conjugation_by_theme_vowel() {
    let themes = [
        "strādā",
        "runā",
        "spēlē",
        "programmē",
        "veido",
        "dzīvo",
        "analizē",
        "gatavo",
        "apstrādā",
        "medī",
    ];
    holds_together(
        themes
            .iter()
            .map(|theme| second_conjugation(theme))
            .collect(),
    );
}

#[test]
fn third_conjugation_drops_the_theme_vowel_in_the_present() {
    holds_together(vec![
        third_conjugation("lasī", "las", "lasa"),
        third_conjugation("rakstī", "rakst", "raksta"),
        third_conjugation("mācī", "māc", "māca"),
        third_conjugation("zinā", "zin", "zina"),
        third_conjugation("redzē", "redz", "redz"),
        third_conjugation("apgrozī", "apgroz", "apgroza"),
        third_conjugation("nodrošinā", "nodrošin", "nodrošina"),
        third_conjugation("izskaidrinā", "izskaidrin", "izskaidrina"),
    ]);
}

#[test]
fn first_conjugation_changes_its_root() {
    let rows = [
        ["pacel", "paceļ", "paceļ", "pacēl", "pacēl", "pacel"],
        ["dzer", "dzer", "dzer", "dzēr", "dzēr", "dzer"],
        ["ves", "ved", "ved", "ved", "ved", "vedī"],
        ["nāk", "nāk", "nāk", "nāc", "nāk", "nāk"],
        [
            "sasnieg", "sasniedz", "sasniedz", "sasniedz", "sasnieg", "sasnieg",
        ],
        ["sapras", "saprot", "saprot", "saprat", "saprat", "sapratī"],
        ["šū", "šuj", "šuj", "šuv", "šuv", "šū"],
        ["do", "dod", "dod", "dev", "dev", "do"],
        ["griez", "griež", "griež", "griez", "griez", "griezī"],
        ["pieņem", "pieņem", "pieņem", "pieņēm", "pieņēm", "pieņem"],
        [
            "aizmirs",
            "aizmirst",
            "aizmirst",
            "aizmirs",
            "aizmirs",
            "aizmirsī",
        ],
    ];
    let paradigm = |[infinitive, present, third, past, participle, future]: [&str; 6]| {
        verb(&Stems {
            infinitive,
            present,
            third,
            past,
            participle,
            future,
        })
    };
    holds_together(rows.into_iter().map(paradigm).collect());
}

#[test]
fn suppletive_verbs() {
    let forms = |text: &str| Paradigm(text.split_whitespace().map(str::to_owned).collect());
    holds_together(vec![
        forms(
            "būt esmu esi ir esam esat bija biju bijām būšu būs būsim būtu būdams esot esošs bijis bijusi nav nebija jābūt",
        ),
        forms(
            "iet eju ej iet ejam ejat gāju gāja gājām iešu ies ietu iedams ejot ejošs gājis gājusi jāiet neiet negāja",
        ),
        forms(
            "mācīties mācos mācās mācāmies mācījās mācīšos mācīsies mācītos jāmācās mācījies mācījusies mācījušies",
        ),
        forms("akmens akmeņa akmenim akmeni akmenī akmeņi akmeņu akmeņiem"),
    ]);
}

#[test]
fn words_that_look_alike_stay_apart() {
    for (a, b) in [
        ("vēl", "vēlēties"),
        ("doma", "dome"),
        ("vide", "vidus"),
        ("pirmais", "viens"),
        ("neliels", "liels"),
        ("mācīt", "mācīties"),
        ("gals", "gaļa"),
        ("nest", "est"),
        ("kase", "kāzas"),
        ("pilot", "pils"),
    ] {
        assert!(!meet(a, b), "{a} {:?} meets {b} {:?}", keys(a), keys(b));
    }
}

#[test]
fn alternation_that_other_stemmers_split() {
    for (a, b) in [
        ("prakse", "prakšu"),
        ("daļa", "daļu"),
        ("ceļš", "ceļa"),
        ("ziņa", "ziņu"),
        ("vīrietis", "vīrieša"),
        ("mēnesis", "mēnešu"),
        ("lācis", "lāča"),
        ("brālis", "brāļa"),
    ] {
        assert!(meet(a, b), "{a} {:?} misses {b} {:?}", keys(a), keys(b));
    }
}

#[test]
fn an_ambiguous_form_has_both_readings() {
    assert!(meet("rakstu", "rakstīt") && meet("rakstu", "raksts"));
    assert!(meet("runā", "runāt") && meet("runā", "runa"));
}

#[test]
fn root_layer_joins_regular_derivation() {
    let latvian = Latvian::builtin();
    let root = |word: &str| {
        let mut keys = Keys::new();
        latvian.root(word, &mut keys);
        keys
    };
    for family in [
        "programmēt programmēšana programmētājs programmētāja programmējis",
        "drošs drošība nodrošināt nodrošināšana droši",
        "mācīt mācība mācītājs mācīšana mācību mācījies",
        "metināt metināšana metinātājs metina",
        "vadīt vadība vadītājs vadīšana",
        "darbs darbība darbinieks",
    ] {
        let mut words = family.split_whitespace();
        let first = words.next().unwrap();
        for word in words {
            assert!(
                root(word).meets(&root(first)),
                "{word} {:?} misses {first} {:?}",
                root(word),
                root(first)
            );
        }
    }
    assert!(!root("programmēt").meets(&root("vadīt")));
}

#[test]
fn codes_and_other_scripts_are_their_own_keys() {
    for token in [
        "5s",
        "3d",
        "school-42",
        "ps-018",
        "школа",
        "日本",
        "x",
        "-",
        "33",
        "c++",
    ] {
        assert_eq!(keys(token).iter().collect::<Vec<_>>(), [token], "{token}");
    }
}

#[test]
fn historic_spelling_meets_the_present_one() {
    assert!(meet("kaŗš", "karš") || keys("kaŗš").len() == 1);
    let mut a = Keys::new();
    let mut b = Keys::new();
    let latvian = Latvian::builtin();
    latvian.bridges("kōŗis", &mut a);
    latvian.bridges("koris", &mut b);
    assert!(a.meets(&b), "{a:?} {b:?}");
}

fn letters() -> impl Strategy<Value = String> {
    proptest::string::string_regex("(ne|jā|vis|pie|at|sa)?[aābcčdeēfgģhiījkķlļmnņoprsštuūvzž]{0,18}(āju|šanās|is|ējs|tāks|ot|ās|u|i)?").unwrap()
}

fn check(latvian: &Latvian, word: &str) -> Result<(), TestCaseError> {
    let mut out = Keys::new();
    let layers: [fn(&Latvian, &str, &mut Keys); 3] =
        [Latvian::stems, Latvian::root, Latvian::bridges];
    for layer in layers {
        layer(latvian, word, &mut out);
        prop_assert!(
            out.is_empty() == word.is_empty(),
            "{:?} has the keys {:?}",
            word,
            out
        );
        prop_assert!(out.len() <= MAX_KEYS);
        for key in out.iter() {
            prop_assert!(
                !key.is_empty() && key.len() <= MAX_KEY_BYTES && !key.contains(char::is_whitespace),
                "{:?}",
                key
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_has_sound_keys(word in "\\PC{0,60}") {
        check(&Latvian::builtin(), &word)?;
    }

    #[test]
    fn control_characters_and_monsters_have_sound_keys(word in "[\\x00-\\x20ā🎉a-z]{0,400}") {
        check(&Latvian::builtin(), &word)?;
    }

    #[test]
    fn any_latvian_looking_word_meets_itself_without_diacritics(word in letters()) {
        let latvian = Latvian::builtin();
        check(&latvian, &word)?;
        if !word.is_empty() {
            let (mut folded, mut typed, mut own) = (String::new(), Keys::new(), Keys::new());
            fold_into(&word, &mut folded);
            latvian.bridges(&folded, &mut typed);
            latvian.bridges(&word, &mut own);
            prop_assert!(typed.meets(&own), "{} {:?} {} {:?}", word, own, folded, typed);
            prop_assert!(typed.iter().all(|key| key.chars().all(|c| fold_char(c) == c)));
        }
    }

    #[test]
    fn the_same_word_always_has_the_same_keys(word in letters()) {
        prop_assert_eq!(format!("{:?}", keys(&word)), format!("{:?}", keys(&word)));
    }

    #[test]
    fn declension_of_any_stem_holds_together(stem in "[bdgklmnprstvz][aeiou][lmnrst][dgklmnrtv]") {
        let latvian = Latvian::builtin();
        for paradigm in [first(&stem, "s"), fourth(&stem)] {
            prop_assume!(paradigm.0.iter().all(|form| !analyse::is_closed(form)));
            prop_assert_eq!(strays(&latvian, &paradigm), Vec::<String>::new());
        }
    }

    #[test]
    fn theme_verb_of_any_stem_holds_together(stem in "[bdgklmprstvz][aeiou][lmnr][dgklmprv]", theme in "[āēo]") {
        let latvian = Latvian::builtin();
        let paradigm = second_conjugation(&format!("{stem}{theme}"));
        prop_assume!(paradigm.0.iter().all(|form| !analyse::is_settled(form)));
        prop_assert_eq!(strays(&latvian, &paradigm), Vec::<String>::new());
    }
}
