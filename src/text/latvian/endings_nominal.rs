//! Endings of nouns and adjectives.
//!
//! Latvian grammar: six declensions of nouns; adjectives with indefinite endings (declensions 1 and 4) and
//! definite ones; the comparative in -āk-, the superlative with vis- on top of it.

use super::rule::Softness::{self, Either, Hard, Soft};

/// Endings of nouns and indefinite adjectives. "Soft" stands where the bare form of a stem appears that is
/// palatalised in other cases (2nd: brāl-is, brāļ-a; 5th: egl-e, egļ-u).
#[rustfmt::skip]
pub const NOUN: &[(&str, Softness)] = &[
    // 1st and 4th declension, and the palatalised cases of the 2nd and 5th
    ("s", Hard), ("š", Hard), ("a", Hard), ("am", Hard), ("u", Hard), ("ā", Hard), ("iem", Hard),
    ("us", Hard), ("os", Hard), ("as", Hard), ("ai", Hard), ("ām", Hard), ("ās", Hard),
    // nominative plural of the 1st; accusative of the 2nd, 5th and 6th
    ("i", Either),
    // 3rd declension
    ("um", Hard), ("ū", Hard),
    // 2nd declension
    ("is", Soft), ("im", Soft), ("ī", Soft),
    // 5th declension
    ("e", Soft), ("es", Soft), ("ei", Soft), ("ē", Soft), ("ēm", Soft), ("ēs", Soft),
    // 6th declension
    ("īm", Soft), ("īs", Soft),
];

/// Definite endings of adjectives, ordinals and participles.
#[rustfmt::skip]
pub const DEFINITE: &[&str] = &[
    "ais", "ā", "ajam", "ajai", "o", "ajā", "ie", "ajiem", "ajām", "os", "ās", "ajos", "ajās",
];

/// Indefinite endings of adjectives and participles.
#[rustfmt::skip]
pub const INDEFINITE: &[&str] = &[
    "s", "a", "am", "ai", "u", "ā", "i", "as", "iem", "ām", "us", "os", "ās",
];

/// Formants of comparison before the adjective ending; the bare one is the adverb (labāk).
pub const COMPARATIVE: &str = "āk";

/// Word-forming suffixes after which only a nominal reading makes sense, whatever the ending.
/// Latvian grammar: -šana (action), -ums, -ība (quality), -tājs (agent), -nieks, -isks, -īgs, -ija, -isms.
#[rustfmt::skip]
pub const NOMINAL_SUFFIXES: &[&str] = &[
    "šan", "um", "īb", "niek", "isk", "īg", "ism", "ij", "tāj", "niec", "tāt",
];

/// Suffixes whose form in -i can only be hard, a plural (skolotāji), or adverb.
#[rustfmt::skip]
pub const HARD_BEFORE_I: &[&str] = &[
    "šan", "um", "īb", "niek", "isk", "īg", "tāj", "ēj", "ist", "ent", "ant", "uš", "oš", "ism",
];
/// Suffixes whose form in -i can only be soft, an accusative (skolnieci, kvalitāti).
#[rustfmt::skip]
pub const SOFT_BEFORE_I: &[&str] = &["niec", "tāt", "iet", "ikl", "ekl", "kn", "šn"];
