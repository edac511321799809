//! What must not be a half of a compound, though it is a word.

/// Letters of the longest word that is looked at.
pub(super) const LONGEST: usize = 48;

/// Letters of the shortest first half.
const SHORTEST_LEFT: usize = 3;

/// Letters of the shortest second half.
const SHORTEST_RIGHT: usize = 4;

/// Verb and noun prefixes, in the folded spelling: what follows them is no second half.
const PREFIXES: &[&str] = &[
    "aiz", "ap", "at", "bez", "ie", "iz", "ja", "ne", "no", "pa", "par", "pie", "pret", "sa", "uz",
    "vis", "jaun", "ar", "ka", "nost",
];

/// Suffixes of derivation without their endings, in the folded spelling. Some are words as well (*nieks* is a trifle,
/// *ēšana* eating), and *risinājums* would be *risinā jums*.
const SUFFIXES: &[&str] = &[
    "san", "esan", "asan", "isan", "osan", "jum", "um", "niek", "niec", "nic", "taj", "ej", "tav",
    "ain", "iet", "ies", "en", "ien", "ib", "ig", "isk", "ism", "ist", "ak", "akaj", "ator", "cij",
    "acij", "ij", "tal", "ul", "dam", "nes", "kl", "ekl", "okl", "am", "ram", "stam", "dz", "tn",
    "otn", "t", "s", "st", "ot", "ant", "ent", "or", "er", "ier", "os", "kam", "in", "tot",
    "logij", "logisk", "grafij", "metrij", "an", "jus", "m", "jam", "iek", "otak", "adam", "etaj",
    "josaj", "jos", "usaj", "us", "rig", "olog", "inas", "inos",
];

/// Endings of declined words and of verbs behind such suffixes, in the folded spelling, longest first.
const ENDINGS: &[&str] = &[
    "amies", "aties", "ajiem", "ajam", "ajai", "ajas", "ajos", "iem", "ais", "ies", "aja", "am",
    "em", "im", "ai", "ei", "as", "es", "is", "us", "os", "ie", "a", "e", "i", "u", "s", "o",
];

/// Words of closed classes, in the folded spelling: pronouns, particles, prepositions and forms of *būt*. They are halves of
/// no compound, though much looks like them.
const CLOSED: &[&str] = &[
    "bet", "biju", "bija", "busu", "bus", "caur", "dazi", "dazu", "gan", "gar", "gluzi", "iesu",
    "ies", "itin", "jebkads", "jeb", "jel", "jums", "jusu", "juma", "kada", "kadu", "kads", "kas",
    "kaut", "kura", "kuri", "kurs", "kuru", "lai", "mana", "mani", "manu", "mums", "musu", "nav",
    "nek", "neka", "nesen", "osi", "ome", "pats", "pec", "pirms", "prom", "proti", "sads", "sai",
    "saja", "savu", "sava", "siem", "sies", "sie", "sis", "starp", "tads", "tadu", "tai", "tais",
    "taja", "tam", "tas", "tev", "tie", "ties", "tiek", "tiem", "tika", "tikai", "tos", "tur",
    "vai", "var", "vel", "vien", "virs", "visi", "visu", "zem", "kadi", "tadi", "tada",
];

/// Whether a word may be taken apart here at all.
pub(super) fn may_be(left: &str, right: &str) -> bool {
    let letters = (left.chars().count(), right.chars().count());
    if letters.0 < SHORTEST_LEFT || letters.1 < SHORTEST_RIGHT {
        return false;
    }
    let (left, right) = (super::folded(left), super::folded(right));
    !PREFIXES.contains(&left.as_str())
        && !is_closed(&left)
        && !is_closed(&right)
        && !is_suffix(&right)
        && has_vowel(&left)
}

/// Whether a word can stand in compounds at all.
pub(super) fn is_closed(folded: &str) -> bool {
    CLOSED.contains(&folded)
}

/// Whether this is nothing but a suffix with an ending.
fn is_suffix(right: &str) -> bool {
    SUFFIXES.contains(&right)
        || ENDINGS.iter().any(|ending| {
            right
                .strip_suffix(ending)
                .is_some_and(|stem| SUFFIXES.contains(&stem))
        })
}

fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_and_suffixes_are_no_halves() {
        assert!(!may_be("pār", "baude"));
        assert!(!may_be("gald", "nieks"));
        assert!(!may_be("peld", "ēšanās"));
        assert!(!may_be("risinā", "jumu"));
        assert!(!may_be("ko", "kapstrāde"));
        assert!(!may_be("str", "ādāt"));
        assert!(may_be("kok", "apstrāde"));
    }

    #[test]
    fn words_of_closed_classes_are_no_halves() {
        assert!(!may_be("biju", "šajā"));
        assert!(!may_be("izšķir", "ties"));
        assert!(is_closed("vai") && !is_closed("koks"));
    }
}
