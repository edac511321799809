//! Consonant alternation, undone by doing it: every stem that has palatalised cases is brought to its
//! palatalised shape, which is a function, while the way back would be a guess.
//!
//! Latvian grammar: palatalisation in the genitive singular and the whole plural of the 2nd declension
//! (lācis, lāča; brālis, brāļa) and in the genitive plural of the 5th and 6th (prakse, prakšu; nakts, nakšu).
//! b p m v take -j-; c d t s z l n become č ž š š ž ļ ņ; in -sn- -zn- -ln- -sl- -zl- -ll- -nn- both change;
//! r k g ķ ģ č š ž ļ ņ j stay. -kst- and -ks- both end as -kš-; -st- stays elsewhere (kaste, kastu).

use super::alphabet::{code, mask};

/// How to turn the end of a stem: cut so many letters, then append the text.
pub type Turn = (usize, &'static str);

const LABIAL: u64 = mask("bpmv");

/// The palatalised end of a stem, given its last three letters (0 where there is none).
#[inline]
pub fn palatalise(third: u8, second: u8, last: u8) -> Turn {
    const K: u8 = code('k');
    const T: u8 = code('t');
    const D: u8 = code('d');
    const S: u8 = code('s');
    const Z: u8 = code('z');
    const C: u8 = code('c');
    const L: u8 = code('l');
    const N: u8 = code('n');
    match last {
        T if second == S && third == K => (2, "š"),
        T if second == S => (0, ""),
        T | S => (1, "š"),
        D | Z => (1, "ž"),
        C => (1, "č"),
        L => match second {
            L => (2, "ļļ"),
            S => (2, "šļ"),
            Z => (2, "žļ"),
            _ => (1, "ļ"),
        },
        N => match second {
            N => (2, "ņņ"),
            S => (2, "šņ"),
            Z => (2, "žņ"),
            L => (2, "ļņ"),
            _ => (1, "ņ"),
        },
        _ if LABIAL >> last & 1 == 1 => (0, "j"),
        _ => (0, ""),
    }
}

/// The same in the diacritic-free space.
#[inline]
pub fn palatalise_folded(third: u8, second: u8, last: u8) -> Turn {
    let (cut, tail) = palatalise(third, second, last);
    match tail {
        "š" => (cut, "s"),
        "ž" => (cut, "z"),
        "j" => (0, "j"),
        // The others differ by diacritics only.
        "šļ" => (0, ""),
        "žļ" | "šņ" | "žņ" | "ļļ" | "ņņ" | "ļņ" | "ļ" | "ņ" | "č" => (0, ""),
        _ => (cut, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soft(stem: &str) -> String {
        let mut letters: Vec<u8> = vec![0, 0, 0];
        letters.extend(stem.chars().map(code));
        let [.., third, second, last] = letters.as_slice() else {
            unreachable!()
        };
        let (cut, tail) = palatalise(*third, *second, *last);
        stem.chars()
            .take(stem.chars().count() - cut)
            .chain(tail.chars())
            .collect()
    }

    #[test]
    fn every_consonant_changes_as_the_grammar_says() {
        for (plain, palatal) in [
            ("brāl", "brāļ"),
            ("zirn", "zirņ"),
            ("lāc", "lāč"),
            ("viet", "vieš"),
            ("bried", "briež"),
            ("las", "laš"),
            ("vēz", "vēž"),
            ("dadz", "dadž"),
            ("gulb", "gulbj"),
            ("up", "upj"),
            ("kurm", "kurmj"),
            ("cirv", "cirvj"),
            ("zvaigzn", "zvaigžņ"),
            ("aln", "aļņ"),
            ("kāpsl", "kāpšļ"),
            ("praks", "prakš"),
            ("rīkst", "rīkš"),
        ] {
            assert_eq!(soft(plain), palatal);
        }
    }

    #[test]
    fn a_palatal_stem_stays() {
        for stem in [
            "ceļ", "ziņ", "mež", "lāč", "spār", "kaķ", "kuģ", "vēj", "kast",
        ] {
            assert_eq!(soft(stem), stem);
        }
    }

    #[test]
    fn the_folded_turn_is_the_turn_folded() {
        use super::super::alphabet::{fold_char, fold_code};
        let fold = |text: &str| text.chars().map(fold_char).collect::<String>();
        for stem in [
            "brāl", "zvaigzn", "lāc", "viet", "bried", "gulb", "praks", "rīkst", "kāpsl", "ziņ",
            "dadz",
        ] {
            let mut letters: Vec<u8> = vec![0, 0, 0];
            letters.extend(stem.chars().map(code).map(fold_code));
            let [.., third, second, last] = letters.as_slice() else {
                unreachable!()
            };
            let (cut, tail) = palatalise_folded(*third, *second, *last);
            let plain = fold(stem);
            let folded: String = plain
                .chars()
                .take(plain.chars().count() - cut)
                .chain(tail.chars())
                .collect();
            assert_eq!(folded, fold(&soft(stem)), "{stem}");
        }
    }
}
