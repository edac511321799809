//! The key of a dictionary word: its base form put through the grammar's own rules, so that words the lexicon
//! knows and words it does not know live in one key space.

use super::super::analyse;
use super::super::keys::Keys;
use super::expand::Form;

/// What kind of word an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An infinitive with its forms.
    Verb,
    /// Anything declined.
    Nominal,
}

/// The kind of an entry: verbs are the words in -t or -ties that have a future (nešu, mācīšos); of the
/// numerals in -t (desmit) there is none.
pub fn kind(base: &str, forms: &[Form]) -> Kind {
    let infinitive = base.ends_with('t') || base.ends_with("ties");
    let future = |form: &Form| form.text.ends_with("šu") || form.text.ends_with("šos");
    if infinitive && forms.iter().any(future) {
        Kind::Verb
    } else {
        Kind::Nominal
    }
}

/// The key of a verb, plain or reflexive.
pub fn verb_key(infinitive: &str, reflexive: bool) -> String {
    match infinitive.strip_suffix("ties") {
        Some(stem) => format!("{stem}~s"),
        None => {
            let stem = infinitive.strip_suffix('t').unwrap_or(infinitive);
            format!("{stem}{}", if reflexive { "~s" } else { "~" })
        }
    }
}

/// Nominative endings of the declensions whose stems are palatalised, and of the others; the longest first.
const SOFT: &[&str] = &["is", "es", "e"];
const HARD: &[&str] = &["ais", "us", "as", "ās", "os", "ie", "s", "š", "a", "i"];

/// The key of a noun or adjective. A nominative in -s belongs to the 2nd declension when a dative in -im is
/// among the forms (akmens, akmenim), to the 6th with a dative in -ij (nakts, naktij).
pub fn nominal_key(base: &str, forms: &[Form]) -> Option<String> {
    let has = |stem: &str, ending: &str| {
        forms.iter().any(|form| {
            form.text
                .strip_prefix(stem)
                .is_some_and(|rest| rest == ending)
        })
    };
    let (stem, soft) = if let Some(stem) = SOFT.iter().find_map(|e| base.strip_suffix(e)) {
        (stem, true)
    } else {
        let stem = HARD.iter().find_map(|e| base.strip_suffix(e))?;
        (
            stem,
            base.ends_with('s') && (has(stem, "im") || has(stem, "ij")),
        )
    };
    let mut keys = Keys::new();
    analyse::nominal_key(
        stem,
        if soft {
            super::super::rule::Softness::Soft
        } else {
            super::super::rule::Softness::Hard
        },
        &mut keys,
    );
    keys.get(0).map(str::to_owned)
}

/// Is the form a diminutive of the base (galdiņš, brālītis)? Latvian grammar: a word of its own, with its own
/// paradigm, although dictionaries make it by rule.
pub fn is_diminutive(base: &str, form: &str) -> bool {
    let common: usize = base
        .chars()
        .zip(form.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let rest = form.get(common..).unwrap_or("");
    ["iņ", "īt", "īš"]
        .iter()
        .any(|formant| rest.contains(formant))
}
