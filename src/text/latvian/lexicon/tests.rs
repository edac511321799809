//! A small dictionary of invented words, so that no user's data is needed and none is shipped.

use super::super::{Keys, Latvian};
use super::*;

const AFFIX: &str = "SET UTF-8
NEEDAFFIX {
CIRCUMFIX |
PFX - Y 1
PFX - 0 ne .
SFX V Y 9
SFX V ult uļu ult
SFX V ult ūla ult
SFX V t šu t
SFX V t ts/W t
SFX V 0 ies t
SFX V ult uļ/]| ult
SFX V t šana/S t
SFX V t tu [^x]t
SFX V t mu [x]t
SFX W Y 3
SFX W s a s
SFX W s u s
SFX W s ajiem s
SFX S Y 3
SFX S a u a
SFX S a ai a
SFX S a as a
SFX T Y 5
SFX T is eņa is
SFX T is eņi is
SFX T is im is
SFX T is ītis is
SFX T s ce/S s po:lietv5r
";

const DICTIONARY: &str = "4
brult/V- po:darbv14t
grumpis/T po:lietv2r
klipa/S
nekas/
";

fn lexicon() -> Lexicon {
    Lexicon::compile(AFFIX.as_bytes(), DICTIONARY.as_bytes())
        .unwrap()
        .0
}

fn latvian() -> Latvian {
    Latvian::with_lexicon(lexicon())
}

fn keys(latvian: &Latvian, word: &str) -> Vec<String> {
    let mut keys = Keys::new();
    latvian.stems(word, &mut keys);
    keys.iter().map(str::to_owned).collect()
}

#[test]
fn an_unlisted_verb_gets_its_key_from_the_lexicon() {
    let latvian = latvian();
    for form in ["brult", "bruļu", "brūla", "brulšu", "brulta", "brultajiem"] {
        assert!(
            keys(&latvian, form).contains(&"brul~".to_owned()),
            "{form} {:?}",
            keys(&latvian, form)
        );
    }
    assert_eq!(keys(&latvian, "brulties"), ["brul~s"]);
}

#[test]
fn negation_and_debitive_are_the_grammars() {
    let latvian = latvian();
    assert!(keys(&latvian, "nebrūla").contains(&"brul~".to_owned()));
    assert!(!keys(&latvian, "jābruļ").is_empty());
}

#[test]
fn words_made_by_derivation_are_words_of_their_own() {
    let latvian = latvian();
    assert!(!keys(&latvian, "brulšanu").contains(&"brul~".to_owned()));
    assert!(
        !keys(&latvian, "grumpītis")
            .iter()
            .any(|key| keys(&latvian, "grumpis").contains(key))
    );
}

#[test]
fn a_word_typed_without_diacritics_meets_the_lexicon_too() {
    let latvian = latvian();
    let (mut typed, mut own) = (Keys::new(), Keys::new());
    latvian.bridges("brula", &mut typed);
    latvian.bridges("brūla", &mut own);
    assert!(typed.meets(&own), "{typed:?} {own:?}");
}

#[test]
fn known_and_unknown_words_live_in_one_key_space() {
    let (builtin, latvian) = (Latvian::builtin(), latvian());
    assert_eq!(keys(&builtin, "klipu"), keys(&latvian, "klipu"));
    for word in ["strādāja", "rakstu", "latvieša", "neesmu", "xyzzy"] {
        assert_eq!(
            keys(&builtin, word),
            keys(&latvian, word),
            "the dictionary does not know {word}"
        );
    }
}

#[test]
fn what_the_grammar_finds_by_itself_is_not_stored() {
    let mut out = Keys::new();
    assert!(!lexicon().keys("klipu", &mut out));
    assert!(lexicon().keys("bruļu", &mut out));
}

#[test]
fn saved_bytes_load_again() {
    let first = lexicon();
    let bytes = first.as_bytes().to_vec();
    let second = Lexicon::from_bytes(bytes).unwrap();
    assert_eq!(first.len(), second.len());
    assert!(!second.is_empty());
    assert_eq!(
        keys(&Latvian::with_lexicon(first), "brūla"),
        keys(&Latvian::with_lexicon(second), "brūla")
    );
}

#[test]
fn damage_is_noticed_wherever_it_is() {
    let bytes = lexicon().as_bytes().to_vec();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x20;
        assert!(
            Lexicon::from_bytes(damaged).is_err(),
            "byte {at} of {}",
            bytes.len()
        );
    }
    for len in 0..bytes.len() {
        assert!(
            Lexicon::from_bytes(bytes[..len].to_vec()).is_err(),
            "{len} bytes of {}",
            bytes.len()
        );
    }
}

#[test]
fn another_version_is_named() {
    let mut bytes = lexicon().as_bytes().to_vec();
    bytes[8] = 99;
    let error = Lexicon::from_bytes(bytes).unwrap_err();
    assert!(
        matches!(
            error,
            LexiconError::Version {
                found: 99,
                supported: 1
            }
        ),
        "{error}"
    );
    assert!(matches!(
        Lexicon::from_bytes(b"PK\x03\x04".to_vec()),
        Err(LexiconError::Signature)
    ));
}

#[test]
fn errors_name_file_and_line() {
    let error = |affix: &[u8], dictionary: &[u8]| {
        Lexicon::compile(affix, dictionary).unwrap_err().to_string()
    };
    assert_eq!(
        error(b"SET ISO8859-13\n", b""),
        ".aff line 1: encoding \"ISO8859-13\" is not supported; convert the pair to UTF-8"
    );
    assert!(error(b"SET UTF-8\nSFX A s\n", b"").starts_with(".aff line 2: a suffix rule needs"));
    assert!(error(b"SFX A s a [^]\n", b"").contains("empty set"));
    assert!(error(b"FLAG long\nSFX ABC s a .\n", b"").contains("not one flag"));
    assert!(error(b"AF 3\n", b"").contains("aliases"));
    assert!(
        error(AFFIX.as_bytes(), b"1\nab\xff\xfe\n")
            .starts_with(".dic line 2: encoding \"not UTF-8\"")
    );
    assert!(error(b"FLAG num\n", b"1\nvards/x\n").starts_with(".dic line 2: flags \"x\""));
    assert!(error(b"", b"").contains("no inflected word"));
}

#[test]
fn flags_in_all_notations() {
    for (mode, one, two) in [
        ("FLAG UTF-8", "Ā", "Ā"),
        ("FLAG long", "aa", "aa"),
        ("FLAG num", "101", "7,101"),
    ] {
        let affix = format!("{mode}\nSFX {one} Y 1\nSFX {one} ult ūla ult\nSFX {one} t šu t\n");
        let dictionary = format!("1\nbrult/{two}\n");
        let (lexicon, report) = Lexicon::compile(affix.as_bytes(), dictionary.as_bytes()).unwrap();
        assert_eq!(report.entries, 1);
        assert!(
            keys(&Latvian::with_lexicon(lexicon), "brūla").contains(&"brul~".to_owned()),
            "{mode}"
        );
    }
}
