//! Builds the automaton of endings: joins the formants of participles and degrees with the adjective endings.

use std::collections::HashSet;

use super::endings::Endings;
use super::endings_nominal as nominal;
use super::endings_verbal as verbal;
use super::grammar::{Space, SuffixClass, reversed, spelled};
use super::irregular::{self, Compounds};
use super::rule::{Certainty, Debitive, Rule, Theme, Voice};
use super::trie::Trie;

fn adjective_endings() -> impl Iterator<Item = &'static str> {
    let definite = nominal::DEFINITE
        .iter()
        .filter(|e| !nominal::INDEFINITE.contains(e));
    nominal::INDEFINITE.iter().chain(definite).copied()
}

/// The endings of the comparative; the bare formant is the adverb (labāk).
fn degree_endings() -> impl Iterator<Item = String> {
    std::iter::once("")
        .chain(adjective_endings())
        .map(|ending| format!("{}{ending}", nominal::COMPARATIVE))
}

/// What follows the formant of a participle: adjective endings, and the degrees, which a noun may have as well.
fn participle_endings(certainty: Certainty) -> impl Iterator<Item = (String, Certainty)> {
    let plain = adjective_endings().map(move |ending| (ending.to_owned(), certainty));
    plain.chain(degree_endings().map(|ending| (ending, Certainty::Open)))
}

/// All endings of a space.
pub fn build(space: Space) -> Endings {
    let mut list: Vec<(String, Rule)> = Vec::new();
    for (ending, softness) in nominal::NOUN {
        list.push(((*ending).into(), Rule::Nominal(*softness)));
    }
    for ending in nominal::DEFINITE {
        list.push(((*ending).into(), Rule::Definite));
    }
    list.extend(degree_endings().map(|ending| (ending, Rule::Degree)));
    for (ending, mask, voice, certainty, debitive) in verbal::LISTED {
        list.push((
            (*ending).into(),
            Rule::Listed(*mask, *voice, *certainty, *debitive),
        ));
    }
    for (formant, mask, certainty) in verbal::LISTED_PARTICIPLES {
        for (ending, certainty) in participle_endings(*certainty) {
            let rule = Rule::Listed(*mask, Voice::Plain, certainty, Debitive::Never);
            list.push((format!("{formant}{ending}"), rule));
        }
    }
    for theme in verbal::THEMES {
        for (ending, voice, certainty, debitive) in verbal::THEME {
            let certainty = if *theme == "ē" {
                verbal::certainty_after_e(ending, *certainty)
            } else {
                *certainty
            };
            list.push((
                format!("{theme}{ending}"),
                Rule::Theme(*voice, certainty, *debitive),
            ));
        }
        for (formant, certainty) in verbal::THEME_PARTICIPLES {
            for (ending, certainty) in participle_endings(*certainty) {
                let rule = Rule::Theme(Voice::Plain, certainty, Debitive::Never);
                list.push((format!("{theme}{formant}{ending}"), rule));
            }
        }
    }
    for (ending, voice, certainty, debitive) in verbal::CAUSATIVE {
        list.push((
            format!("in{ending}"),
            Rule::Present(2, Theme::A, *voice, *certainty, *debitive),
        ));
    }
    for (formant, certainty) in verbal::CAUSATIVE_PARTICIPLES {
        for (ending, certainty) in participle_endings(*certainty) {
            let rule = Rule::Present(2, Theme::A, Voice::Plain, certainty, Debitive::Never);
            list.push((format!("in{formant}{ending}"), rule));
        }
    }
    list.extend(guesses());
    let compounds = compounds(&mut list, space);
    if space == Space::Folded {
        // Without diacritics hardly any ending is a verb's own: strādāja and lielajā end alike.
        for (_, rule) in &mut list {
            match rule {
                Rule::Theme(_, certainty, _)
                | Rule::Present(_, _, _, certainty, _)
                | Rule::Listed(_, _, certainty, _) => {
                    *certainty = Certainty::Open;
                }
                Rule::Nominal(_) | Rule::Definite | Rule::Degree | Rule::Compound(_) => {}
            }
        }
    }
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    for (ending, rule) in list {
        let codes = reversed(&ending, space);
        if seen.insert((codes.clone(), format!("{rule:?}"))) {
            entries.push((codes, rule));
        }
    }
    Endings::build(entries, compounds)
}

/// Forms of unlisted verbs of the third conjugation that can be told.
fn guesses() -> Vec<(String, Rule)> {
    let mut list = Vec::new();
    for (cluster, endings) in verbal::SOUND {
        let keep = cluster.chars().count() as u8;
        let rule = Rule::Present(
            keep,
            Theme::E,
            Voice::Plain,
            Certainty::Open,
            Debitive::Allowed,
        );
        list.extend(
            endings
                .iter()
                .map(|ending| (format!("{cluster}{ending}"), rule)),
        );
        for ending in ["oš", "am"]
            .into_iter()
            .flat_map(|formant| adjective_endings().map(move |e| format!("{formant}{e}")))
        {
            list.push((format!("{cluster}{ending}"), rule));
        }
    }
    for formant in verbal::PRESENT_PARTICIPLES {
        let rule = Rule::Present(0, Theme::I, Voice::Plain, Certainty::Open, Debitive::Never);
        list.extend(adjective_endings().map(|ending| (format!("{formant}{ending}"), rule)));
    }
    list
}

/// Forms of irregular nouns as endings of compounds; the keys by number.
fn compounds(list: &mut Vec<(String, Rule)>, space: Space) -> Vec<Box<str>> {
    let mut keys: Vec<Box<str>> = Vec::new();
    for noun in irregular::forms()
        .into_iter()
        .filter(|noun| noun.compounds == Compounds::Many)
    {
        let key: Box<str> = spelled(&noun.key, space).into();
        let number = keys.iter().position(|k| *k == key).unwrap_or_else(|| {
            keys.push(key);
            keys.len() - 1
        });
        list.push((noun.form, Rule::Compound(number as u16)));
    }
    keys
}

/// The word-forming suffixes that say something about the reading.
pub fn suffixes(space: Space) -> Trie<SuffixClass> {
    let nominal_ones = nominal::NOMINAL_SUFFIXES
        .iter()
        .map(|s| (s, SuffixClass::Nominal));
    let hard = nominal::HARD_BEFORE_I
        .iter()
        .map(|s| (s, SuffixClass::Hard));
    let soft = nominal::SOFT_BEFORE_I
        .iter()
        .map(|s| (s, SuffixClass::Soft));
    Trie::build(
        nominal_ones
            .chain(hard)
            .chain(soft)
            .map(|(s, class)| (reversed(s, space), class)),
    )
}
