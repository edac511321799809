//! Reads the lines of synonym and abbreviation files into rules.

use super::item::{Item, item, items};
use super::problem::ProblemKind;
use crate::text::lang::Layer;

/// Weight of a synonym without `@`: somewhat less than the word that was typed.
const SYNONYM_WEIGHT: f32 = 0.8;

/// Weight of the long form of an abbreviation without `@`: nearly the same thing.
const ABBREVIATION_WEIGHT: f32 = 0.9;

/// Factor for the way from a long form back to an abbreviation with several readings.
const AMBIGUOUS: f32 = 0.5;

/// Which file a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExpansionKind {
    /// Another word for the same or nearly the same.
    Synonym,
    /// The long form of an abbreviation, or the abbreviation of a long form.
    Abbreviation,
}

/// Whether a rule holds from left to right only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    OneWay,
    /// Half of a line that holds both ways.
    BothWays,
}

/// A phrase with the layer by which it is met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Side<'a> {
    pub text: &'a str,
    pub layer: Layer,
}

/// Who asks for `from` also gets `to`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft<'a> {
    pub from: Side<'a>,
    pub to: Side<'a>,
    pub weight: f32,
    pub note: Option<&'a str>,
    pub kind: ExpansionKind,
    pub direction: Direction,
}

/// The rules of one line of a synonym file.
pub(super) fn synonyms(line: &str) -> Result<Vec<Draft<'_>>, ProblemKind> {
    if let Some((left, right)) = line.split_once("=>") {
        if left.contains('=') || right.contains('=') {
            return Err(ProblemKind::MixedRelations);
        }
        let from = side(items(left), "left of `=>`")?;
        let to = side(items(right), "right of `=>`")?;
        return Ok(pairs(&from, &to, SYNONYM_WEIGHT, Direction::OneWay));
    }
    if !line.contains('=') {
        return Err(ProblemKind::NoRelation);
    }
    if items(line).nth(1).is_some() {
        return Err(ProblemKind::CommaInTwoWay);
    }
    let all = side(line.split('='), "beside `=`")?;
    let mut drafts = Vec::new();
    for (at, from) in all.iter().enumerate() {
        let others: Vec<Item<'_>> = all
            .iter()
            .enumerate()
            .filter(|&(other, _)| other != at)
            .map(|(_, item)| item.clone())
            .collect();
        drafts.extend(pairs(
            std::slice::from_ref(from),
            &others,
            SYNONYM_WEIGHT,
            Direction::BothWays,
        ));
    }
    Ok(drafts)
}

/// The rules of one line of an abbreviation file.
pub(super) fn abbreviations(line: &str) -> Result<Vec<Draft<'_>>, ProblemKind> {
    let (short, long) = line.split_once(':').ok_or(ProblemKind::NoColon)?;
    let mut shorts = side(items(short), "left of `:`")?;
    for short in &mut shorts {
        // Abbreviations are not inflected, and nobody types them in capitals.
        short.layer.get_or_insert(Layer::Folded);
    }
    let longs = read(long.split('|'), "right of `:`")?;
    let mut drafts = pairs(&shorts, &longs, ABBREVIATION_WEIGHT, Direction::BothWays);
    // The way back to an abbreviation with several readings leads to the other readings as well.
    let doubt = if longs.len() > 1 { AMBIGUOUS } else { 1.0 };
    for long in &longs {
        let weight = doubt * long.weight.unwrap_or(ABBREVIATION_WEIGHT);
        let back: Vec<Item<'_>> = shorts
            .iter()
            .map(|short| Item {
                weight: Some(weight),
                note: None,
                ..short.clone()
            })
            .collect();
        drafts.extend(pairs(
            std::slice::from_ref(long),
            &back,
            weight,
            Direction::BothWays,
        ));
    }
    for draft in &mut drafts {
        draft.kind = ExpansionKind::Abbreviation;
    }
    Ok(drafts)
}

/// Reads the phrases of one side.
fn read<'a>(
    written: impl Iterator<Item = &'a str>,
    place: &'static str,
) -> Result<Vec<Item<'a>>, ProblemKind> {
    let read = written.map(item).collect::<Result<Vec<_>, _>>()?;
    if read
        .iter()
        .any(|item| !item.text.contains(char::is_alphanumeric))
    {
        return Err(ProblemKind::EmptySide { place });
    }
    Ok(read)
}

/// Reads the phrases of one side. A phrase without a weight has that of the next one that has one.
fn side<'a>(
    written: impl Iterator<Item = &'a str>,
    place: &'static str,
) -> Result<Vec<Item<'a>>, ProblemKind> {
    let mut read = read(written, place)?;
    let mut weight = None;
    for item in read.iter_mut().rev() {
        weight = item.weight.or(weight);
        item.weight = weight;
    }
    Ok(read)
}

fn pairs<'a>(
    from: &[Item<'a>],
    to: &[Item<'a>],
    weight: f32,
    direction: Direction,
) -> Vec<Draft<'a>> {
    let mut drafts = Vec::with_capacity(from.len() * to.len());
    for left in from {
        for right in to {
            let weight = right.weight.or(left.weight).unwrap_or(weight);
            drafts.push(Draft {
                from: Side {
                    text: left.text,
                    layer: left.layer.unwrap_or(Layer::Stem),
                },
                to: Side {
                    text: right.text,
                    layer: right.layer.unwrap_or(Layer::Stem),
                },
                weight,
                note: right.note,
                kind: ExpansionKind::Synonym,
                direction,
            });
        }
    }
    drafts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief(drafts: Result<Vec<Draft<'_>>, ProblemKind>) -> Vec<(String, String, f32)> {
        drafts
            .unwrap()
            .into_iter()
            .map(|d| (d.from.text.into(), d.to.text.into(), d.weight))
            .collect()
    }

    fn triple(from: &str, to: &str, weight: f32) -> (String, String, f32) {
        (from.into(), to.into(), weight)
    }

    #[test]
    fn one_way_lines_lead_from_left_to_right() {
        assert_eq!(
            brief(synonyms(
                "elektriķis => elektromontieris, elektrotehniķis @0.7"
            )),
            [
                triple("elektriķis", "elektromontieris", 0.7),
                triple("elektriķis", "elektrotehniķis", 0.7)
            ]
        );
        assert_eq!(
            brief(synonyms("a, b => c @0.9, d")),
            [
                triple("a", "c", 0.9),
                triple("a", "d", 0.8),
                triple("b", "c", 0.9),
                triple("b", "d", 0.8)
            ]
        );
    }

    #[test]
    fn two_way_lines_lead_both_ways() {
        let found = brief(synonyms("a = b = c @0.9"));
        assert_eq!(found.len(), 6);
        assert!(found.iter().all(|(_, _, weight)| *weight == 0.9));
    }

    #[test]
    fn an_abbreviation_leads_to_every_reading_and_back() {
        let drafts = abbreviations(
            "PK, PrK: profesionālā kvalifikācija | Profesiju klasifikators (saraksts)",
        )
        .unwrap();
        assert_eq!(drafts.len(), 8);
        assert!(
            drafts
                .iter()
                .all(|draft| draft.kind == ExpansionKind::Abbreviation)
        );
        assert_eq!(drafts[1].note, Some("saraksts"));
        assert_eq!(
            drafts[0].from,
            Side {
                text: "PK",
                layer: Layer::Folded
            }
        );
        assert!(drafts.iter().any(|draft| draft.from.text == "Profesiju klasifikators" && draft.to.text == "PrK"));
    }

    #[test]
    fn the_weight_of_a_rare_reading_is_its_own() {
        let found = brief(abbreviations(
            "PIL: Profesionālās izglītības likums | Publisko iepirkumu likums @0.5",
        ));
        assert_eq!(found[0].2, ABBREVIATION_WEIGHT);
        assert_eq!(found[1].2, 0.5);
        assert_eq!(
            found[2].2,
            0.5 * ABBREVIATION_WEIGHT,
            "back to the abbreviation"
        );
    }

    #[test]
    fn wrong_lines_are_told_apart() {
        assert_eq!(synonyms("galdnieks"), Err(ProblemKind::NoRelation));
        assert_eq!(synonyms("a => b => c"), Err(ProblemKind::MixedRelations));
        assert_eq!(synonyms("a = b => c"), Err(ProblemKind::MixedRelations));
        assert_eq!(
            synonyms("=> c"),
            Err(ProblemKind::EmptySide {
                place: "left of `=>`"
            })
        );
        assert_eq!(
            synonyms("a => b,"),
            Err(ProblemKind::EmptySide {
                place: "right of `=>`"
            })
        );
        assert_eq!(
            synonyms("a = … = c"),
            Err(ProblemKind::EmptySide {
                place: "beside `=`"
            })
        );
        assert_eq!(synonyms("a, b = c"), Err(ProblemKind::CommaInTwoWay));
        assert_eq!(abbreviations("PKP prasības"), Err(ProblemKind::NoColon));
        assert_eq!(
            abbreviations("PKP:"),
            Err(ProblemKind::EmptySide {
                place: "right of `:`"
            })
        );
    }
}
