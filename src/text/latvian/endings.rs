//! The automaton of endings: all rules that hang on an ending, sorted by what they are good for.

use super::rule::{Certainty, Debitive, Rule, Softness, Theme, Voice};
use super::trie::Trie;

/// How an ending reads as the ending of a noun or adjective.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nominal {
    /// Not at all.
    None,
    /// By declension.
    Declined(Softness),
    /// Only as the definite form of an adjective.
    Definite,
    /// As a form of an irregular noun, by number, behind another word.
    Compound(u16),
    /// As a comparative, or a superlative with vis-.
    Degree,
}

/// An ending on a stem of a listed verb.
#[derive(Clone, Copy, Debug)]
pub struct ListedEnding {
    /// Stems it stands on, bits of [`super::rule::stem`].
    pub mask: u16,
    /// Plain or reflexive.
    pub voice: Voice,
    /// See [`Certainty`].
    pub certainty: Certainty,
    /// See [`Debitive`].
    pub debitive: Debitive,
}

/// An ending of a theme verb.
#[derive(Clone, Copy, Debug)]
pub struct ThemeEnding {
    /// Letters of the ending that belong to the infinitive stem.
    pub keep: u8,
    /// The theme vowel, when the form is without it.
    pub lacks: Option<Theme>,
    /// Plain or reflexive.
    pub voice: Voice,
    /// See [`Certainty`].
    pub certainty: Certainty,
    /// See [`Debitive`].
    pub debitive: Debitive,
}

/// Everything about one ending.
struct Node {
    nominal: Nominal,
    /// Union of the masks of `listed`.
    mask: u16,
    listed: (u16, u16),
    theme: (u16, u16),
}

/// Endings by their letters, read from the end of the word.
pub struct Endings {
    trie: Trie<()>,
    nodes: Vec<Node>,
    listed: Vec<ListedEnding>,
    theme: Vec<ThemeEnding>,
    compounds: Vec<Box<str>>,
}

impl Endings {
    /// Builds from (reversed letter codes, rule) and the keys that compound rules refer to.
    pub fn build(rules: Vec<(Vec<u8>, Rule)>, compounds: Vec<Box<str>>) -> Self {
        let all = Trie::build(rules.iter().cloned());
        let trie = Trie::build(rules.into_iter().map(|(codes, _)| (codes, ())));
        let (mut nodes, mut listed, mut theme) = (Vec::new(), Vec::new(), Vec::new());
        for node in 0..all.nodes() {
            let mut nominal = Nominal::None;
            let mut mask = 0;
            let (first_listed, first_theme) = (listed.len() as u16, theme.len() as u16);
            for rule in all.values(node as u16) {
                match *rule {
                    Rule::Nominal(softness) if nominal == Nominal::None => {
                        nominal = Nominal::Declined(softness)
                    }
                    Rule::Definite if nominal == Nominal::None => nominal = Nominal::Definite,
                    Rule::Nominal(_) | Rule::Definite => {}
                    Rule::Degree => nominal = Nominal::Degree,
                    Rule::Theme(voice, certainty, debitive) => {
                        theme.push(ThemeEnding {
                            keep: 1,
                            lacks: None,
                            voice,
                            certainty,
                            debitive,
                        });
                    }
                    Rule::Compound(number) => nominal = Nominal::Compound(number),
                    Rule::Present(keep, vowel, voice, certainty, debitive) => {
                        theme.push(ThemeEnding {
                            keep,
                            lacks: Some(vowel),
                            voice,
                            certainty,
                            debitive,
                        });
                    }
                    Rule::Listed(stems, voice, certainty, debitive) => {
                        mask |= stems;
                        listed.push(ListedEnding {
                            mask: stems,
                            voice,
                            certainty,
                            debitive,
                        });
                    }
                }
            }
            nodes.push(Node {
                nominal,
                mask,
                listed: (first_listed, listed.len() as u16),
                theme: (first_theme, theme.len() as u16),
            });
        }
        Self {
            trie,
            nodes,
            listed,
            theme,
            compounds,
        }
    }

    /// The node after one more letter to the left.
    #[inline]
    pub fn step(&self, node: u16, code: u8) -> Option<u16> {
        self.trie.step(node, code)
    }

    /// The nominal reading of the ending.
    #[inline]
    pub fn nominal(&self, node: u16) -> Nominal {
        self.nodes
            .get(node as usize)
            .map_or(Nominal::None, |node| node.nominal)
    }

    /// The key of an irregular noun that ends a compound.
    pub fn compound(&self, number: u16) -> &str {
        self.compounds.get(number as usize).map_or("", |key| key)
    }

    /// The readings on stems that `stems` has bits of.
    #[inline]
    pub fn listed(&self, node: u16, stems: u16) -> &[ListedEnding] {
        match self.nodes.get(node as usize) {
            Some(node) if node.mask & stems != 0 => self
                .listed
                .get(node.listed.0 as usize..node.listed.1 as usize)
                .unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The readings after a theme vowel.
    #[inline]
    pub fn theme(&self, node: u16) -> &[ThemeEnding] {
        self.nodes
            .get(node as usize)
            .and_then(|node| self.theme.get(node.theme.0 as usize..node.theme.1 as usize))
            .unwrap_or(&[])
    }
}
