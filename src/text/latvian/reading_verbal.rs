//! Verb readings: forms of the listed verbs, and of the verbs that show their conjugation by a theme vowel.

use super::alphabet::{code_of, mask};
use super::endings::Nominal;
use super::grammar::Space;
use super::keys::Keys;
use super::reading::Reader;
use super::rule::{Certainty, Debitive, Softness, Theme, Voice, stem};

/// Roots of verbs that begin with ne- without being negated (nervozēt, neitralizēt, nekrotizēt).
const NE_ROOTS: &[&str] = &["nerv", "neitr", "nekr"];

/// A theme verb that the word may be a form of.
#[derive(Clone, Copy)]
pub struct ThemeReading {
    /// First letter of the verb, ne- and jā- cut.
    pub from: usize,
    /// End of the part of the infinitive stem that stands in the word.
    pub to: usize,
    /// The rest of the infinitive stem.
    pub tail: &'static str,
    /// Plain or reflexive.
    pub voice: Voice,
}

/// Readings as theme verbs, held back until the nominal ones are out.
pub struct Themes {
    found: [ThemeReading; 4],
    count: usize,
}

impl Default for Themes {
    fn default() -> Self {
        Self {
            found: [ThemeReading {
                from: 0,
                to: 0,
                tail: "",
                voice: Voice::Plain,
            }; 4],
            count: 0,
        }
    }
}

impl Themes {
    fn add(&mut self, reading: ThemeReading) {
        if let Some(slot) = self.found.get_mut(self.count) {
            *slot = reading;
            self.count += 1;
        }
    }

    fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The readings.
    pub fn iter(&self) -> impl Iterator<Item = &ThemeReading> {
        self.found.iter().take(self.count)
    }
}

/// The mark at the end of a verb key.
pub fn mark(voice: Voice) -> &'static str {
    match voice {
        Voice::Plain => "~",
        Voice::Reflexive => "~s",
    }
}

impl Reader<'_, '_, '_> {
    /// Forms of the listed verbs, with every way to cut ne-, jā- and one prefix.
    pub fn listed(&self, out: &mut Keys) -> Certainty {
        let mut certainty = self.listed_from(0, Debitive::Never, out);
        if self.word.starts('n', 'e') {
            certainty = surer(certainty, self.listed_from(2, Debitive::Never, out));
        }
        if self.word.starts(
            'j',
            if self.grammar.space == Space::Folded {
                'a'
            } else {
                'ā'
            },
        ) {
            certainty = surer(certainty, self.listed_from(2, Debitive::Allowed, out));
        }
        certainty
    }

    fn listed_from(&self, base: usize, need: Debitive, out: &mut Keys) -> Certainty {
        let mut certainty = self.listed_at(base, base, need, out);
        let mut node = 0;
        let mut at = base;
        while let Some(next) = self.grammar.prefixes.step(node, self.word.code(at)) {
            node = next;
            at += 1;
            if !self.grammar.prefixes.values(node).is_empty() {
                certainty = surer(certainty, self.listed_at(base, at, need, out));
                // A second prefix is pa- only: iepazīt, atpalikt.
                if self.word.code(at) == code_of('p') && self.word.code(at + 1) == code_of('a') {
                    certainty = surer(certainty, self.listed_at(base, at + 2, need, out));
                }
            }
        }
        certainty
    }

    fn listed_at(&self, base: usize, from: usize, need: Debitive, out: &mut Keys) -> Certainty {
        let mut certainty = Certainty::Open;
        let (mut node, mut at) = (0, from);
        while at < self.word.len {
            let Some(next) = self.grammar.stems.step(node, self.word.code(at)) else {
                break;
            };
            node = next;
            at += 1;
            let ending = self.word.len - at;
            if ending > self.depth {
                continue;
            }
            for listed in self.grammar.stems.values(node) {
                let barred = if from == base {
                    stem::NEEDS_PREFIX
                } else {
                    stem::NO_PREFIX
                };
                if listed.mask & barred != 0 {
                    continue;
                }
                for rule in self.grammar.endings.listed(self.node(ending), listed.mask) {
                    let plain_only =
                        rule.voice == Voice::Plain && listed.mask & stem::REFLEXIVE_ONLY != 0;
                    let undebitive = need == Debitive::Allowed && rule.debitive == Debitive::Never;
                    if plain_only || undebitive || rule.mask & listed.mask == 0 {
                        continue;
                    }
                    let Some(infinitive) = self.grammar.infinitives.get(listed.infinitive as usize)
                    else {
                        continue;
                    };
                    out.push(&[self.word.slice(base, from), infinitive, mark(rule.voice)]);
                    certainty = surer(certainty, rule.certainty);
                }
            }
        }
        certainty
    }

    /// Verbs of the second conjugation and those in -ināt, by their theme vowel.
    pub fn themes(&self, out: &mut Themes) -> Certainty {
        let word = self.word;
        let mut certainty = Certainty::Open;
        for ending in (1..=self.depth).rev() {
            let end = word.len - ending;
            for rule in self.grammar.endings.theme(self.node(ending)) {
                let (voice, sure, debitive, keep) = (
                    rule.voice,
                    rule.certainty,
                    rule.debitive,
                    rule.keep as usize,
                );
                // A guess gives way to anything better founded.
                let guessed = matches!(rule.lacks, Some(Theme::E | Theme::I));
                if guessed && (self.found.listed || !out.is_empty()) {
                    continue;
                }
                let tail = match (rule.lacks, self.grammar.space) {
                    (None, _) => "",
                    (Some(Theme::A), Space::Written) => "ā",
                    (Some(Theme::A), Space::Folded) => "a",
                    (Some(Theme::E), Space::Written) => "ē",
                    (Some(Theme::E), Space::Folded) => "e",
                    (Some(Theme::I), Space::Written) => "ī",
                    (Some(Theme::I), Space::Folded) => "i",
                };
                let negated =
                    word.starts('n', 'e') && word.is_stem(2, end) && !self.begins_with_ne();
                let must = debitive == Debitive::Allowed
                    && word.starts(
                        'j',
                        if self.grammar.space == Space::Folded {
                            'a'
                        } else {
                            'ā'
                        },
                    )
                    && word.is_stem(2, end);
                let from = if negated || must { 2 } else { 0 };
                if !word.is_stem(from, end) {
                    continue;
                }
                // saimnieko is a verb: nouns have no definite -o.
                let of_noun_in_niek = word.code(end) == code_of('o')
                    && word.code(end.wrapping_sub(1)) == code_of('k')
                    && word.code(end.wrapping_sub(2)) == code_of('e');
                if ending <= 2
                    && sure == Certainty::Open
                    && !of_noun_in_niek
                    && self.suffix_classes(end).nominal
                {
                    continue;
                }
                // Without diacritics -ie- is the diphthong (vieta), not a theme vowel after i.
                let diphthong = self.grammar.space == Space::Folded
                    && word.code(end) == code_of('e')
                    && word.code(end.wrapping_sub(1)) == code_of('i');
                // -ājo-, -ējo-, -ījo- is a present (strādājot) and no verb in -jot; -ejo- may be both when the
                // word was typed without diacritics (dejot, spelejot).
                let after_j = word.code(end) == code_of('o')
                    && word.code(end.wrapping_sub(1)) == code_of('j');
                let before_j = word.code(end.wrapping_sub(2));
                let present = after_j && (self.grammar.space == Space::Folded || is_long(before_j));
                let sure = if after_j { Certainty::Open } else { sure };
                if diphthong || present || self.is_agent(end, ending) {
                    continue;
                }
                out.add(ThemeReading {
                    from,
                    to: end + keep,
                    tail,
                    voice,
                });
                certainty = surer(certainty, sure);
            }
        }
        certainty
    }

    /// skolotāja, mācītāju: what looks like a past in -āja is the agent noun when -t- and a theme vowel precede,
    /// and the rest is the ending of a noun (mētājis is a participle).
    fn is_agent(&self, end: usize, ending: usize) -> bool {
        let word = self.word;
        let a = if self.grammar.space == Space::Folded {
            'a'
        } else {
            'ā'
        };
        ending >= 3
            && matches!(
                self.grammar.endings.nominal(self.node(ending - 2)),
                Nominal::Declined(Softness::Hard | Softness::Either)
            )
            && word.code(end) == code_of(a)
            && word.code(end + 1) == code_of('j')
            && end >= 4
            && word.code(end - 1) == code_of('t')
            && is_theme(word.code(end - 2))
            && word.is_stem(0, end - 2)
    }

    /// Is ne- a part of the root and no negation? (nervozēt, neitralizēt, nekrologs)
    fn begins_with_ne(&self) -> bool {
        NE_ROOTS.iter().any(|root| self.word.text.starts_with(root))
    }
}

/// The theme vowels, with and without length.
#[inline]
fn is_theme(c: u8) -> bool {
    const THEMES: u64 = mask("āēīoaei");
    THEMES >> c & 1 == 1
}

#[inline]
fn is_long(c: u8) -> bool {
    const LONG: u64 = mask("āēī");
    LONG >> c & 1 == 1
}

#[inline]
fn surer(a: Certainty, b: Certainty) -> Certainty {
    if a == Certainty::Verb { a } else { b }
}
