//! The cells of the official grid: many requirements in one, under small headings.

use crate::import::tables::{Findings, Understood, look_up};
use crate::model::{Aspect, Depth, Source};

use super::super::statements::split;
use super::super::words::{ASPECTS, DEPTHS};

/// One requirement out of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Its text, without number and final mark.
    pub(super) text: String,
    /// Its kind.
    pub(super) aspect: Aspect,
    /// For knowledge: how deep.
    pub(super) depth: Option<Depth>,
}

/// A cell of one kind only.
pub(super) fn plain(cell: &str, aspect: Aspect) -> Vec<Item> {
    let item = |text| Item {
        text,
        aspect,
        depth: None,
    };
    split(cell).into_iter().map(item).collect()
}

/// A cell of skills and attitudes. The headings `Prasmes:` and `Attieksmes:` tell them apart; without them a statement
/// that begins with an infinitive is a skill and any other an attitude, which is noted.
pub(super) fn skills(cell: &str, at: impl Fn() -> Source, findings: &mut Findings) -> Vec<Item> {
    let mut items = Vec::new();
    for (aspect, text) in headed(cell, |heading| look_up(heading, ASPECTS)) {
        for text in split(&text) {
            let aspect = match aspect {
                Some(aspect) => aspect,
                None if begins_with_infinitive(&text) => Aspect::Skill,
                None => {
                    findings.note(
                        "aspect-guessed",
                        at(),
                        format!("“{text}” is not worded as a skill; it was read as an attitude; a heading “Prasmes:” or “Attieksmes:” would tell"),
                    );
                    Aspect::Attitude
                }
            };
            items.push(Item {
                text,
                aspect,
                depth: None,
            });
        }
    }
    items
}

/// A cell of knowledge under `Priekšstata līmenī:`, `Izpratnes līmenī:`, `Lietošanas līmenī:`. What stands under none
/// of them is knowledge of unknown depth, and noted.
pub(super) fn knowledge(cell: &str, at: impl Fn() -> Source, findings: &mut Findings) -> Vec<Item> {
    let mut items = Vec::new();
    let parts = headed(cell, |heading| {
        let found = look_up(heading, DEPTHS);
        if let Understood::Corrected(_, meant) = found {
            findings.note(
                "word-corrected",
                at(),
                format!("the heading “{heading}” was read as “{meant}”"),
            );
        }
        found
    });
    for (depth, text) in parts {
        let texts = split(&text);
        if depth.is_none() && !texts.is_empty() {
            findings.note(
                "depth-missing",
                at(),
                "knowledge stands under no level; right would be a heading “Priekšstata līmenī:”, “Izpratnes līmenī:” or “Lietošanas līmenī:”",
            );
        }
        items.extend(texts.into_iter().map(|text| Item {
            text,
            aspect: Aspect::Knowledge,
            depth,
        }));
    }
    items
}

/// Cuts a cell at its headings: `heading` says what a text before a colon means, if it is one.
fn headed<T: Copy>(
    cell: &str,
    mut heading: impl FnMut(&str) -> Understood<T>,
) -> Vec<(Option<T>, String)> {
    let mut parts: Vec<(Option<T>, String)> = vec![(None, String::new())];
    for line in cell.split('\n') {
        let found = line.split_once(':').and_then(|(head, rest)| {
            let short = head.chars().count() <= 40;
            let meaning = short.then(|| heading(head).value()).flatten()?;
            Some((meaning, rest))
        });
        let rest = match found {
            Some((meaning, rest)) => {
                parts.push((Some(meaning), String::new()));
                rest
            }
            None => line,
        };
        if let Some((_, text)) = parts.last_mut() {
            text.push_str(rest.trim());
            text.push('\n');
        }
    }
    parts.retain(|(_, text)| !text.trim().is_empty());
    parts
}

/// Whether one of the first words is an infinitive, which ends in `t` or `ties`: *Patstāvīgi un droši lasīt …*, *Pēc
/// shēmas sameklēt …*. In the sample's 341 skills and 67 attitudes this mistakes no skill and eight attitudes.
fn begins_with_infinitive(text: &str) -> bool {
    const WORDS: usize = 4;
    const NO_VERBS: [&str; 5] = ["labprāt", "pret", "bet", "pat", "nevis"];
    text.split_whitespace()
        .take(WORDS)
        .map(|w| w.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase())
        .any(|w| (w.ends_with('t') && !NO_VERBS.contains(&w.as_str())) || w.ends_with("ties"))
}

/// A competence without the level in brackets at its end, and that level: `Spēja … (4. LKI)`.
pub(super) fn take_level(text: &str) -> (String, Option<String>) {
    let Some((before, rest)) = text.trim_end().rsplit_once('(') else {
        return (text.to_owned(), None);
    };
    let inside = rest.trim_end_matches([')', '.', ';', ' ']);
    let named = ["LKI", "PKL", "EKI", "līmen"]
        .iter()
        .any(|w| inside.contains(w));
    if named && inside.chars().any(|c| c.is_ascii_digit()) && inside.len() < 30 {
        let before = before.trim_end().trim_end_matches(['.', ';']).trim_end();
        (before.to_owned(), Some(inside.to_owned()))
    } else {
        (text.to_owned(), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(items: &[Item]) -> Vec<(&str, Aspect)> {
        items.iter().map(|i| (i.text.as_str(), i.aspect)).collect()
    }

    #[test]
    fn headings_tell_skills_from_attitudes() {
        let cell =
            "Prasmes:\n1. Lasīt rasējumus.\nAttieksmes:\n1. Rūpīgi izturas pret instrumentu.";
        assert_eq!(
            texts(&skills(cell, Source::default, &mut Findings::default())),
            [
                ("Lasīt rasējumus", Aspect::Skill),
                ("Rūpīgi izturas pret instrumentu", Aspect::Attitude)
            ]
        );
    }

    #[test]
    fn without_headings_the_wording_tells() {
        let cell = "1. Lasīt rasējumus.\n2. Patstāvīgi izvēlēties rīkus.\n3. Rūpīgi izturas pret instrumentu.";
        let mut findings = Findings::default();
        let items = skills(cell, Source::default, &mut findings);
        let aspects: Vec<Aspect> = items.iter().map(|i| i.aspect).collect();
        assert_eq!(aspects, [Aspect::Skill, Aspect::Skill, Aspect::Attitude]);
        assert_eq!(findings.into_list()[0].code, "aspect-guessed");
    }

    #[test]
    fn knowledge_goes_under_its_level_even_with_a_slip() {
        let mut findings = Findings::default();
        let cell = "Priekšstata līmenī:\n1. Likumi.\nIzpratnes līmeni: 1. Shēmas. 2. Kabeļi.\n";
        let items = knowledge(cell, Source::default, &mut findings);
        let depths: Vec<_> = items.iter().map(|i| (i.text.as_str(), i.depth)).collect();
        assert_eq!(
            depths,
            [
                ("Likumi", Some(Depth::Notion)),
                ("Shēmas", Some(Depth::Understanding)),
                ("Kabeļi", Some(Depth::Understanding)),
            ]
        );
    }

    #[test]
    fn knowledge_without_a_level_is_noted() {
        let mut findings = Findings::default();
        assert_eq!(
            knowledge("1. Likumi.", Source::default, &mut findings)[0].depth,
            None
        );
        assert_eq!(findings.into_list()[0].code, "depth-missing");
    }

    #[test]
    fn a_level_in_brackets_is_taken_off() {
        assert_eq!(
            take_level("Spēja frēzēt. (4. LKI)"),
            ("Spēja frēzēt".into(), Some("4. LKI".into()))
        );
        assert_eq!(
            take_level("Spēja frēzēt (ar CNC)"),
            ("Spēja frēzēt (ar CNC)".into(), None)
        );
    }

    proptest! {
        #[test]
        fn no_cell_panics(cell in "[a-zA-Zā:.;()0-9 \n]{0,80}") {
            let _ = knowledge(&cell, Source::default, &mut Findings::default());
            let _ = skills(&cell, Source::default, &mut Findings::default());
            let _ = take_level(&cell);
        }
    }
}
