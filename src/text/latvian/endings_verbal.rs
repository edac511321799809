//! Endings of verbs: what can stand on the stems of a listed verb, and what follows a theme vowel.
//!
//! Latvian grammar: the present, past and infinitive stems carry all forms. Participles are declined as
//! adjectives, so their formants are joined with the adjective endings when the automaton is built.

use super::rule::Certainty::{self, Open, Verb};
use super::rule::Debitive::{self, Allowed, Never};
use super::rule::Voice::{self, Plain, Reflexive};
use super::rule::stem::*;

/// One row: ending, stems that it stands on, voice, certainty, debitive.
pub type Ending = (&'static str, u16, Voice, Certainty, Debitive);

/// Finite forms, infinitive, converbs and the undeclined participles of listed verbs.
#[rustfmt::skip]
pub const LISTED: &[Ending] = &[
    // present
    ("", BARE, Plain, Open, Allowed), ("u", PRESENT, Plain, Open, Never), ("am", PRESENT, Plain, Open, Never),
    ("at", PRESENT, Plain, Verb, Never), ("os", PRESENT, Reflexive, Open, Never),
    ("as", BARE, Reflexive, Open, Allowed), ("amies", PRESENT, Reflexive, Verb, Never),
    ("aties", PRESENT, Reflexive, Verb, Never), ("ot", PRESENT, Plain, Open, Never),
    ("oties", PRESENT, Reflexive, Verb, Never), ("ošies", PRESENT, Reflexive, Verb, Never),
    // present of the 3rd conjugation in -a
    ("a", A_PRESENT, Plain, Open, Allowed), ("ām", A_PRESENT, Plain, Open, Never),
    ("āt", A_PRESENT, Plain, Open, Never), ("ās", A_PRESENT, Reflexive, Open, Allowed),
    ("āmies", A_PRESENT, Reflexive, Verb, Never), ("āties", A_PRESENT, Reflexive, Verb, Never),
    // second person and imperative
    ("", SECOND_BARE, Plain, Open, Never), ("i", SECOND, Plain, Open, Never), ("iet", SECOND, Plain, Verb, Never),
    ("ies", SECOND, Reflexive, Verb, Never), ("ieties", SECOND, Reflexive, Verb, Never),
    // past
    ("u", PAST, Plain, Open, Never), ("i", PAST, Plain, Open, Never), ("a", PAST, Plain, Open, Never),
    ("ām", PAST, Plain, Open, Never), ("āt", PAST, Plain, Open, Never), ("os", PAST, Reflexive, Open, Never),
    ("ies", PAST, Reflexive, Verb, Never), ("ās", PAST, Reflexive, Open, Never),
    ("āmies", PAST, Reflexive, Verb, Never), ("āties", PAST, Reflexive, Verb, Never),
    ("is", PAST_SOFT, Plain, Open, Never), ("ies", PAST_SOFT, Reflexive, Verb, Never),
    ("usi", PARTICIPLE, Plain, Verb, Never), ("usī", PARTICIPLE, Plain, Verb, Never),
    ("usies", PARTICIPLE, Reflexive, Verb, Never), ("ušies", PARTICIPLE, Reflexive, Verb, Never),
    ("ušās", PARTICIPLE, Reflexive, Verb, Never), ("ušos", PARTICIPLE, Reflexive, Verb, Never),
    // infinitive, conditional
    ("t", INFINITIVE, Plain, Verb, Never), ("ties", INFINITIVE, Reflexive, Verb, Never),
    ("tu", INFINITIVE, Plain, Open, Never), ("tos", INFINITIVE, Reflexive, Open, Never),
    // future
    ("šu", FUTURE, Plain, Open, Never), ("si", FUTURE, Plain, Open, Never), ("s", FUTURE, Plain, Open, Never),
    ("sim", FUTURE, Plain, Verb, Never), ("siet", FUTURE, Plain, Verb, Never), ("sit", FUTURE, Plain, Verb, Never),
    ("šot", FUTURE, Plain, Verb, Never), ("šos", FUTURE, Reflexive, Verb, Never),
    ("sies", FUTURE, Reflexive, Verb, Never), ("simies", FUTURE, Reflexive, Verb, Never),
    ("sieties", FUTURE, Reflexive, Verb, Never), ("sities", FUTURE, Reflexive, Verb, Never),
    ("šoties", FUTURE, Reflexive, Verb, Never),
    // converb in -dams
    ("dams", CONVERB, Plain, Verb, Never), ("dama", CONVERB, Plain, Verb, Never),
    ("dami", CONVERB, Plain, Verb, Never), ("damas", CONVERB, Plain, Verb, Never),
    ("damies", CONVERB, Reflexive, Verb, Never), ("damās", CONVERB, Reflexive, Verb, Never),
];

/// Participle formants of listed verbs that take all adjective endings.
#[rustfmt::skip]
pub const LISTED_PARTICIPLES: &[(&str, u16, Certainty)] = &[
    ("oš", PRESENT, Verb), ("am", PRESENT, Verb), ("ām", A_PRESENT, Verb), ("uš", PARTICIPLE, Verb),
    ("t", INFINITIVE, Open),
];

/// The four theme vowels of the second and third conjugation.
#[rustfmt::skip]
pub const THEMES: &[&str] = &["ā", "ē", "ī", "o"];

/// What follows the theme vowel of the infinitive stem: the same for all theme verbs, save the forms with
/// -j-, of which the third conjugation has only the past.
#[rustfmt::skip]
pub const THEME: &[(&str, Voice, Certainty, Debitive)] = &[
    ("", Plain, Open, Allowed), ("ju", Plain, Verb, Never), ("ji", Plain, Verb, Never), ("ja", Plain, Verb, Never),
    ("jam", Plain, Verb, Never), ("jat", Plain, Verb, Never), ("jām", Plain, Verb, Never),
    ("jāt", Plain, Verb, Never), ("jiet", Plain, Verb, Never), ("jot", Plain, Verb, Never),
    ("jos", Reflexive, Verb, Never), ("jies", Reflexive, Verb, Never), ("jas", Reflexive, Verb, Allowed),
    ("jās", Reflexive, Verb, Never), ("jamies", Reflexive, Verb, Never), ("jaties", Reflexive, Verb, Never),
    ("jāmies", Reflexive, Verb, Never), ("jāties", Reflexive, Verb, Never), ("jieties", Reflexive, Verb, Never),
    ("joties", Reflexive, Verb, Never), ("jošies", Reflexive, Verb, Never), ("jis", Plain, Verb, Never), ("jusi", Plain, Verb, Never),
    ("jusī", Plain, Verb, Never), ("jusies", Reflexive, Verb, Never), ("jušies", Reflexive, Verb, Never),
    ("jušās", Reflexive, Verb, Never), ("jušos", Reflexive, Verb, Never),
    ("šu", Plain, Open, Never), ("si", Plain, Verb, Never), ("s", Plain, Open, Never), ("sim", Plain, Verb, Never),
    ("siet", Plain, Verb, Never), ("sit", Plain, Verb, Never), ("šot", Plain, Verb, Never),
    ("šos", Reflexive, Verb, Never), ("sies", Reflexive, Verb, Never), ("simies", Reflexive, Verb, Never),
    ("sieties", Reflexive, Verb, Never), ("sities", Reflexive, Verb, Never), ("šoties", Reflexive, Verb, Never),
    ("t", Plain, Verb, Never), ("ties", Reflexive, Verb, Never), ("tu", Plain, Open, Never),
    ("tos", Reflexive, Open, Never),
    ("dams", Plain, Verb, Never), ("dama", Plain, Verb, Never), ("dami", Plain, Verb, Never),
    ("damas", Plain, Verb, Never), ("damies", Reflexive, Verb, Never), ("damās", Reflexive, Verb, Never),
];

/// Participle formants after the theme vowel that take all adjective endings.
#[rustfmt::skip]
pub const THEME_PARTICIPLES: &[(&str, Certainty)] = &[("još", Verb), ("jam", Verb), ("juš", Verb), ("t", Open)];

/// Present of the verbs in -ināt (3rd conjugation, productive): the ending after "in".
#[rustfmt::skip]
pub const CAUSATIVE: &[(&str, Voice, Certainty, Debitive)] = &[
    ("a", Plain, Open, Allowed), ("u", Plain, Open, Never), ("i", Plain, Open, Never), ("ām", Plain, Open, Never),
    ("āt", Plain, Verb, Never), ("ot", Plain, Verb, Never), ("iet", Plain, Verb, Never),
    ("os", Reflexive, Open, Never), ("ies", Reflexive, Verb, Never), ("ās", Reflexive, Open, Allowed),
    ("āmies", Reflexive, Verb, Never), ("āties", Reflexive, Verb, Never), ("oties", Reflexive, Verb, Never),
    ("ieties", Reflexive, Verb, Never), ("ošies", Reflexive, Verb, Never),
];

/// Participle formants of the verbs in -ināt after "in".
#[rustfmt::skip]
pub const CAUSATIVE_PARTICIPLES: &[(&str, Certainty)] = &[("oš", Verb), ("ām", Verb)];

/// Clusters in which the stems of verbs of sound end. Latvian grammar: such verbs (tikšķēt, čukstēt) belong to
/// the 3rd conjugation with a bare third person; new ones are made freely. After -kst- only forms that no noun
/// has count (raksts, teksts).
pub const SOUND: &[(&str, &[&str])] = &[
    ("kšķ", &["", "u", "i", "am", "at", "ot", "iet"]),
    ("kst", &["ot", "iet"]),
];

/// Participle formants of the present that give an unlisted verb away, with the likelier theme vowel.
pub const PRESENT_PARTICIPLES: &[&str] = &["oš", "ām"];

/// After ē the endings with -j- are shared with the nouns and adjectives in -ējs (devēja, vietējām).
pub fn certainty_after_e(ending: &str, otherwise: Certainty) -> Certainty {
    if ["ju", "ji", "ja", "jam", "jos", "jas", "jām", "jās"].contains(&ending) {
        Open
    } else {
        otherwise
    }
}
