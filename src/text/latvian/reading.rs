//! The readings of one word: endings from the right, listed verb stems from the left, and where the two meet
//! there is a verb form; what is left is a theme verb or a nominal. The kinds of reading have files of their own.

use super::grammar::Grammar;
use super::keys::Keys;
use super::reading_verbal::{Themes, mark};
use super::rule::Certainty;
use super::word::Word;

/// Longest ending in letters, theme vowel and degree included (-ējamākajiem).
const MAX_ENDING: usize = 13;

/// One word against one grammar.
pub struct Reader<'g, 'w, 'a> {
    /// The grammar.
    pub grammar: &'g Grammar,
    /// The word.
    pub word: &'w Word<'a>,
    /// Automaton node after each ending length; 0 beyond the last.
    nodes: [u16; MAX_ENDING + 1],
    /// Longest ending that the automaton knows.
    pub depth: usize,
    /// What has been found so far, by an earlier pass over the word too.
    pub found: Found,
}

/// Readings found so far: the pass in the folded space adds only what the written one has not.
#[derive(Clone, Copy, Default)]
pub struct Found {
    /// End of the nominal stem.
    pub nominal: Option<usize>,
    /// Is it a listed noun or adjective?
    pub known: bool,
    /// Does an ending tell that it is a verb and nothing else?
    pub certain: bool,
    /// Has a listed verb been found?
    pub listed: bool,
}

impl<'g, 'w, 'a> Reader<'g, 'w, 'a> {
    /// Walks the endings of the word.
    pub fn new(grammar: &'g Grammar, word: &'w Word<'a>, found: Found) -> Self {
        let mut nodes = [0u16; MAX_ENDING + 1];
        let mut node = 0;
        let mut depth = 0;
        while depth < MAX_ENDING && depth < word.len {
            let Some(next) = grammar.endings.step(node, word.code(word.len - depth - 1)) else {
                break;
            };
            node = next;
            depth += 1;
            if let Some(slot) = nodes.get_mut(depth) {
                *slot = node;
            }
        }
        Self {
            grammar,
            word,
            nodes,
            depth,
            found,
        }
    }

    /// The automaton's node for an ending of so many letters.
    #[inline]
    pub fn node(&self, ending: usize) -> u16 {
        self.nodes.get(ending).copied().unwrap_or(0)
    }

    /// Adds the keys of all readings, the likelier before the others.
    pub fn read(&mut self, out: &mut Keys) {
        if let Some(end) = self.known_nominal() {
            self.found.known = true;
            self.nominal_at(end, out);
            return;
        }
        // A word that is a verb form as it stands is not taken for another one typed without diacritics.
        if !self.found.listed {
            let before = out.len();
            let certainty = self.listed(out);
            self.found.listed = out.len() > before;
            if certainty == Certainty::Verb {
                self.found.certain = true;
                return;
            }
        }
        let mut themes = Themes::default();
        self.found.certain = self.themes(&mut themes) == Certainty::Verb;
        if !self.found.certain {
            self.nominal(out);
        }
        for theme in themes.iter() {
            out.push(&[
                self.word.slice(theme.from, theme.to),
                theme.tail,
                mark(theme.voice),
            ]);
        }
    }
}
