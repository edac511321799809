//! Levels as documents state them: `4`, `4. LKI`, `LKI 4`, `3. PKL (4. LKI)`, `Trešais profesionālās kvalifikācijas
//! līmenis (3.PKL) (atbilst ceturtajam LKI līmenim (4. LKI))`.

use jiff::civil::Date;

use crate::import::tables::{Findings, key};
use crate::model::{Level, LevelScheme, PKL_ENDED, Source};

/// A level as written: its number in each scale that is named, and the bare one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Written {
    lki: Option<u8>,
    pkl: Option<u8>,
    bare: Option<u8>,
}

/// The ordinal numbers that documents spell out, without marks and endings.
const ORDINALS: [(&str, u8); 8] = [
    ("pirm", 1),
    ("otr", 2),
    ("tres", 3),
    ("ceturt", 4),
    ("piekt", 5),
    ("sest", 6),
    ("septit", 7),
    ("astot", 8),
];

/// Reads a level.
///
/// `column` is the scale that the column or label names, if any; `document` the day of the document, by which a bare
/// number is understood ([`Level::bare`]). What is no level is warned of, and a PKL that had to be read as LKI is noted, once a
/// column.
pub(super) fn read(
    text: &str,
    column: Option<LevelScheme>,
    document: Option<Date>,
    at: &Source,
    findings: &mut Findings,
) -> Option<Level> {
    if text.trim().is_empty() {
        return None;
    }
    let mut written = scan(text);
    match column {
        Some(LevelScheme::Lki) if written.pkl.is_none() => {
            written.lki = written.lki.or(written.bare);
        }
        Some(LevelScheme::Pkl) if written.lki.is_none() => {
            written.pkl = written.pkl.or(written.bare);
        }
        _ => {}
    }
    let level = match written {
        Written {
            lki: Some(lki),
            pkl,
            ..
        } => {
            let level = Level::lki(lki);
            if let (Ok(level), Some(Ok(old))) = (&level, pkl.map(|n| by_pkl(n, document)))
                && !(old.lki..=old.lki_to).contains(&level.lki)
            {
                findings.warn(
                    "level-differs",
                    at.clone(),
                    format!(
                        "“{text}”: PKL {} is LKI {}, not {}; the LKI counts",
                        old.stated, old.lki, level.lki
                    ),
                );
            }
            level
        }
        Written { pkl: Some(pkl), .. } => {
            let level = by_pkl(pkl, document);
            if let Ok(level) = &level {
                findings.note_once(
                    "level-pkl",
                    at.clone(),
                    format!(
                        "“{text}” states a PKL; PKL {pkl} was read as LKI {}{}",
                        level.lki,
                        why(document)
                    ),
                );
            }
            level
        }
        Written {
            bare: Some(bare), ..
        } => {
            let level = Level::bare(bare, document);
            if let Ok(level) = &level
                && level.scheme == LevelScheme::Pkl
            {
                findings.note_once(
                    "level-pkl",
                    at.clone(),
                    format!(
                        "the level {bare} names no scale; it was read as PKL, which is LKI {}{}",
                        level.lki,
                        why(document)
                    ),
                );
            }
            level
        }
        Written { .. } => {
            findings.warn(
                "level-unknown",
                at.clone(),
                format!("“{text}” is no level; write a number from 1 to 8, e.g. 4"),
            );
            return None;
        }
    };
    level
        .map_err(|error| findings.warn("level-unknown", at.clone(), error.to_string()))
        .ok()
}

/// A number in the PKL scale: the old scale before 2022-08-01 and where no date is known, the LKI from then on.
fn by_pkl(number: u8, document: Option<Date>) -> Result<Level, crate::model::LevelError> {
    match document {
        Some(day) if day >= PKL_ENDED => Level::lki(number),
        _ => Level::pkl(number),
    }
}

fn why(document: Option<Date>) -> String {
    match document {
        Some(day) if day >= PKL_ENDED => {
            format!(", because since {PKL_ENDED} both are the same; write LKI")
        }
        Some(day) => format!(", because the document is of {day}"),
        None => ", because no date says that it is a document of today; write LKI".to_owned(),
    }
}

/// Finds the numbers and the scales that stand beside them.
fn scan(text: &str) -> Written {
    let mut written = Written::default();
    let mut waiting: Option<u8> = None;
    let mut scale: Option<LevelScheme> = None;
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        // `3PKL` and `LKI4` are written together at times.
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let plain = key(&letters);
        let named = match plain.as_str() {
            "lki" | "eki" | "eqf" => Some(LevelScheme::Lki),
            "pkl" => Some(LevelScheme::Pkl),
            _ => None,
        };
        let number = digits.parse::<u8>().ok().or_else(|| {
            let ordinal = ORDINALS.iter().find(|(stem, _)| plain.starts_with(stem));
            ordinal.map(|(_, n)| *n)
        });
        match (named, number) {
            (Some(named), Some(number)) => put(&mut written, named, number),
            (Some(named), None) => match waiting.take() {
                Some(number) => put(&mut written, named, number),
                None => scale = Some(named),
            },
            (None, Some(number)) => match scale.take() {
                Some(named) => put(&mut written, named, number),
                None => {
                    waiting = Some(number);
                    written.bare.get_or_insert(number);
                }
            },
            (None, None) => {}
        }
    }
    written
}

fn put(written: &mut Written, scheme: LevelScheme, number: u8) {
    match scheme {
        LevelScheme::Lki => written.lki.get_or_insert(number),
        LevelScheme::Pkl => written.pkl.get_or_insert(number),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn level(
        text: &str,
        column: Option<LevelScheme>,
        day: Option<Date>,
    ) -> (Option<u8>, Vec<&'static str>) {
        let mut findings = Findings::default();
        let level = read(text, column, day, &Source::file("a"), &mut findings);
        let codes = findings.into_list().iter().map(|w| w.code).collect();
        (level.map(|l| l.lki), codes)
    }

    #[test]
    fn levels_as_documents_state_them() {
        let new = Some(date(2024, 1, 1));
        for text in [
            "4",
            "4. LKI",
            "LKI 4",
            "4.līmenis",
            "ceturtais līmenis",
            "(4. LKI)",
            "LKI4",
        ] {
            assert_eq!(level(text, None, new), (Some(4), vec![]), "{text}");
        }
        let specimen = "Trešais profesionālās kvalifikācijas līmenis (3.PKL) (atbilst ceturtajam LKI līmenim (4. LKI))";
        assert_eq!(
            level(specimen, None, Some(date(2017, 2, 7))),
            (Some(4), vec![])
        );
    }

    #[test]
    fn an_old_bare_level_is_a_pkl_and_says_so() {
        assert_eq!(
            level("3", None, Some(date(2017, 2, 7))),
            (Some(4), vec!["level-pkl"])
        );
        assert_eq!(level("3. PKL", None, None), (Some(4), vec!["level-pkl"]));
        assert_eq!(
            level("3", Some(LevelScheme::Lki), Some(date(2017, 2, 7))),
            (Some(3), vec![])
        );
    }

    #[test]
    fn a_pkl_of_today_is_the_lki_of_the_same_number() {
        assert_eq!(
            level("3", Some(LevelScheme::Pkl), Some(date(2023, 1, 1))),
            (Some(3), vec!["level-pkl"])
        );
    }

    #[test]
    fn scales_that_disagree_are_warned_of() {
        assert_eq!(
            level("3. PKL (3. LKI)", None, Some(date(2017, 1, 1))),
            (Some(3), vec!["level-differs"])
        );
    }

    #[test]
    fn what_is_no_level_is_warned_of() {
        assert_eq!(level("vidējs", None, None), (None, vec!["level-unknown"]));
        assert_eq!(level("9", None, None), (None, vec!["level-unknown"]));
        assert_eq!(level("", None, None), (None, vec![]));
    }

    proptest! {
        #[test]
        fn any_text_is_a_level_or_warned_of(text in ".{1,40}") {
            let (found, codes) = level(&text, None, None);
            prop_assert!(found.is_some() || text.trim().is_empty() || codes.contains(&"level-unknown"));
        }
    }
}
