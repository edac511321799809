//! A statement made ready for comparing: read once, compared with as many records as one likes.

use smallvec::SmallVec;

use super::build::role_weight;
use super::near::{Near, best_of_each, near};
use super::read::{language, words};
use super::store::{EntryId, Role};
use super::title;
use super::words::{Meeting, WordId, key, keys_of};
use super::{Matcher, Statement};
use crate::model::{Aspect, Kind, LabelRole, RecordId};
use crate::text::{Lang, Scratch};

/// Words of a statement that are compared; who says more in one name repeats himself.
pub(super) const SAID_WORDS: usize = 64;

/// Names of a statement that are compared, the preferred one first.
const VARIANTS: usize = 10;

/// A statement made ready for comparing with the records of the matcher that made it.
#[derive(Debug, Clone, Default)]
pub struct Prepared {
    pub(super) id: Option<EntryId>,
    pub(super) kind: Option<Kind>,
    pub(super) aspect: Option<Aspect>,
    pub(super) level: Option<(u8, u8)>,
    /// Its words, each once.
    pub(super) said: Vec<Said>,
    /// Its names.
    pub(super) variants: Vec<Variant>,
    /// The words of the records that its words meet, ascending by word.
    pub(super) matches: Vec<Match>,
    /// Families of the words in its texts, ascending.
    pub(super) texts: Vec<u32>,
    /// Families of the words above it, ascending.
    pub(super) context: Vec<u32>,
    /// Occupations of its qualification.
    pub(super) occupations: Vec<EntryId>,
    /// What they need, ascending by record: record, essential, occupation.
    pub(super) needs: Vec<(EntryId, bool, EntryId)>,
    /// Codes of the occupations as identified.
    pub(super) codes: Vec<RecordId>,
}

/// A word of the statement.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// As written.
    pub(super) written: String,
    /// What it weighs: rarity by role.
    pub(super) weight: f32,
    pub(super) role: Role,
    pub(super) head: bool,
    /// Families that it meets by its stem or nearer, for texts and context.
    pub(super) families: SmallVec<[u32; 2]>,
    surface: String,
}

/// One name of the statement.
#[derive(Debug, Clone, Default)]
pub(super) struct Variant {
    /// Numbers of its words.
    pub(super) said: SmallVec<[u8; 16]>,
    /// What they weigh together.
    pub(super) weight: f32,
    /// The same without verbs.
    pub(super) objects: f32,
}

/// A word of the records that a word of the statement meets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) word: WordId,
    pub(super) said: u8,
    pub(super) how: Meeting,
    pub(super) worth: f32,
}

impl Matcher {
    /// Makes a statement ready for comparing with many records.
    pub fn prepare(&self, statement: &Statement) -> Prepared {
        let store = &self.store;
        let number = |id: &RecordId| store.numbers.get(id).copied();
        let mut prepared = Prepared {
            id: statement.id.as_ref().and_then(number),
            kind: statement.kind,
            aspect: statement.aspect,
            level: statement.level.as_ref().map(|l| (l.lki, l.lki_to)),
            occupations: statement.occupations.iter().filter_map(number).collect(),
            codes: statement.occupations.clone(),
            ..Prepared::default()
        };
        let mut scratch = Scratch::default();
        let mut labels: Vec<_> = statement.labels.iter().collect();
        labels.sort_by_key(|label| label.role != LabelRole::Preferred);
        for label in labels {
            let lang = language(label.lang);
            for title in title::variants(&label.text) {
                if prepared.variants.len() < VARIANTS {
                    self.add_variant(&mut prepared, &title, lang, &mut scratch);
                }
            }
        }
        self.meet_synonyms(&mut prepared, statement, &mut scratch);
        prepared.matches.sort_unstable_by(|a, b| {
            (a.word, a.said)
                .cmp(&(b.word, b.said))
                .then(b.worth.total_cmp(&a.worth))
        });
        prepared.matches.dedup_by_key(|m| (m.word, m.said));
        for (lang, text) in &statement.texts {
            self.families(text, language(*lang), &mut scratch, &mut prepared.texts);
        }
        for name in statement.context.iter().take(super::build::CONTEXT_NAMES) {
            self.families(name, Lang::Lv, &mut scratch, &mut prepared.context);
        }
        for row in [&mut prepared.texts, &mut prepared.context] {
            row.sort_unstable();
            row.dedup();
        }
        for &occupation in &prepared.occupations {
            let needs = store.needs.row(occupation).iter();
            prepared
                .needs
                .extend(needs.map(|&(skill, essential)| (skill, essential, occupation)));
        }
        prepared
            .needs
            .sort_unstable_by_key(|&(skill, essential, _)| (skill, !essential));
        prepared
    }

    fn add_variant(
        &self,
        prepared: &mut Prepared,
        title: &title::Title,
        lang: Lang,
        scratch: &mut Scratch,
    ) {
        let mut variant = Variant::default();
        let Prepared { said, matches, .. } = prepared;
        let mut fresh: Vec<(u8, super::words::Keys)> = Vec::new();
        let mut last = None;
        words(
            &self.analyser,
            &self.silent,
            &title.text,
            lang,
            scratch,
            |token, role| {
                let known = said.iter().position(|s| s.surface == token.surface);
                let number = match known {
                    Some(number) => number,
                    None if said.len() < SAID_WORDS => {
                        said.push(Said {
                            written: token.written.to_owned(),
                            weight: role_weight(role) * self.rarity(token, lang),
                            role,
                            head: false,
                            families: SmallVec::new(),
                            surface: token.surface.to_owned(),
                        });
                        fresh.push((said.len() as u8 - 1, keys_of(token, lang)));
                        said.len() - 1
                    }
                    None => return,
                };
                let is_head = title
                    .heads
                    .iter()
                    .any(|head| head.contains(&token.range.start));
                if let Some(word) = said.get_mut(number) {
                    word.head |= is_head;
                }
                last = Some(number);
                if !variant.said.contains(&(number as u8)) {
                    variant.said.push(number as u8);
                }
            },
        );
        if title.heads.is_empty()
            && let Some(word) = last.and_then(|n| said.get_mut(n))
        {
            word.head = true;
        }
        for (number, keys) in fresh {
            let Some(word) = said.get_mut(number as usize) else {
                continue;
            };
            let surface = key("surface", None, &word.surface);
            let known = self
                .store
                .words
                .having(surface)
                .iter()
                .find(|&&w| self.store.words.lang(w) == lang);
            let computed;
            let nears: &[Near] = match known {
                Some(&known) => self.remembered.of(&self.store, &self.config.meeting, known),
                None => {
                    computed = near(
                        &self.store,
                        &self.config.meeting,
                        &keys,
                        &word.surface,
                        lang,
                    );
                    &computed
                }
            };
            for near in nears {
                if near.how <= Meeting::Stem {
                    let family = self.store.words.family(near.word);
                    if !word.families.contains(&family) {
                        word.families.push(family);
                    }
                }
                matches.push(Match {
                    word: near.word,
                    said: number,
                    how: near.how,
                    worth: near.worth,
                });
            }
        }
        for &number in &variant.said {
            let Some(word) = said.get(number as usize) else {
                continue;
            };
            variant.weight += word.weight;
            if word.role == Role::Object {
                variant.objects += word.weight;
            }
        }
        if !variant.said.is_empty() {
            prepared.variants.push(variant);
        }
    }

    /// Rarity of a word of the statement: of the commonest word that it is a form of.
    fn rarity(&self, token: &crate::text::TokenView<'_>, lang: Lang) -> f32 {
        let store = &self.store;
        let of = |space: &str, lang: Option<Lang>, text: &str| {
            let words = store.words.having(key(space, lang, text)).iter();
            words
                .map(|&w| store.rarity_of(store.words.family(w)))
                .min_by(f32::total_cmp)
        };
        of("surface", None, token.surface)
            .or_else(|| of("stem", Some(lang), token.stems.first()))
            .or_else(|| of("folded", None, token.folded))
            .unwrap_or_else(|| store.rarity_of(u32::MAX))
    }

    /// Other words for the same, as the vocabulary says.
    fn meet_synonyms(&self, prepared: &mut Prepared, statement: &Statement, scratch: &mut Scratch) {
        let Some(label) = statement
            .labels
            .iter()
            .min_by_key(|l| l.role != LabelRole::Preferred)
        else {
            return;
        };
        let query = self.analyser.analyse_query_with(&label.text, scratch);
        for expansion in self.vocabulary.expand(&query) {
            let mut found: Vec<Near> = Vec::new();
            for word in expansion.words {
                for lang in Lang::ALL {
                    let stems = word.in_language(lang).stem.iter();
                    for stem in stems {
                        let words = self
                            .store
                            .words
                            .having(key("stem", Some(lang), stem))
                            .iter();
                        found.extend(words.filter(|&&w| self.store.words.lang(w) == lang).map(
                            |&word| Near {
                                word,
                                worth: self.config.meeting.synonym * expansion.weight
                                    / (expansion.words.len() as f32).sqrt(),
                                how: Meeting::Synonym,
                            },
                        ));
                    }
                }
            }
            for near in best_of_each(found) {
                for word in query.get(expansion.span.clone()).unwrap_or_default() {
                    let number = prepared.said.iter().position(|s| s.surface == word.surface);
                    prepared.matches.extend(number.map(|number| Match {
                        word: near.word,
                        said: number as u8,
                        how: near.how,
                        worth: near.worth,
                    }));
                }
            }
        }
    }

    /// Families of the words of a text that the records know.
    fn families(&self, text: &str, lang: Lang, scratch: &mut Scratch, out: &mut Vec<u32>) {
        words(
            &self.analyser,
            &self.silent,
            text,
            lang,
            scratch,
            |token, _| {
                let stem = key("stem", Some(lang), token.stems.first());
                let known = self
                    .store
                    .words
                    .having(stem)
                    .iter()
                    .find(|&&w| self.store.words.lang(w) == lang);
                out.extend(known.map(|&word| self.store.words.family(word)));
            },
        );
    }
}
