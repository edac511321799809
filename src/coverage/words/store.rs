//! The words of all texts, and where each is.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

use super::Families;
use crate::coverage::config::{CoverageConfig, Places};
use crate::model::Lang;
use crate::text::analyse::Scratch;
use crate::text::{self, Analyser, Vocabulary};

/// The part of a record in which a text stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Its name; of an outcome what the learner can do.
    Name,
    /// What the learner knows.
    Knows,
    /// What the learner understands.
    Understands,
    /// A topic.
    Topic,
    /// The description of the middle attainment level.
    Moderate,
    /// The description of the optimal attainment level.
    Optimal,
    /// A description.
    Description,
}

impl Place {
    /// What a word met here is worth.
    pub(in crate::coverage) fn worth(self, places: &Places) -> f32 {
        match self {
            Self::Name => places.name,
            Self::Knows => places.knows,
            Self::Understands => places.understands,
            Self::Topic => places.topic,
            Self::Moderate => places.moderate,
            Self::Optimal => places.optimal,
            Self::Description => places.description,
        }
    }

    /// The Latvian name of the place.
    pub const fn name_lv(self) -> &'static str {
        match self {
            Self::Name => "nosaukums",
            Self::Knows => "zina",
            Self::Understands => "izprot",
            Self::Topic => "temats",
            Self::Moderate => "vidējs apguves līmenis",
            Self::Optimal => "optimāls apguves līmenis",
            Self::Description => "apraksts",
        }
    }
}

/// A text of a record.
#[derive(Debug, Clone)]
pub(in crate::coverage) struct Passage {
    pub(in crate::coverage) place: Place,
    pub(in crate::coverage) text: Box<str>,
    /// Where each of its words is, bytes.
    pub(in crate::coverage) words: Box<[Range<u32>]>,
}

/// A word of a record: which passage of it, which word there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) item: u32,
    pub(super) passage: u16,
    pub(super) word: u16,
    pub(super) place: Place,
}

/// The keys of a word.
#[derive(Debug, Clone, Default)]
pub(super) struct WordKeys {
    pub(super) text: String,
    pub(super) stems: SmallVec<[String; 2]>,
    pub(super) roots: SmallVec<[String; 2]>,
    pub(super) range: Range<u32>,
}

/// The words of all texts.
#[derive(Debug)]
pub(in crate::coverage) struct WordStore {
    analyser: Arc<Analyser>,
    stop: HashSet<String>,
    generic: HashSet<String>,
    strict: HashSet<String>,
    pub(in crate::coverage) families: Families,
    pub(super) stems: HashMap<Box<str>, Vec<Posting>>,
    pub(super) by_family: Vec<Vec<Posting>>,
    /// In how many national statements a family stands.
    frequency: Vec<u32>,
    statements: u32,
    passages: Vec<Vec<Passage>>,
}

/// Whether a text tells how common its words are: statements of national documents do, everything else does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::coverage) enum Counted {
    Yes,
    No,
}

/// A word store under construction.
pub(in crate::coverage) struct WordStoreBuilder {
    store: WordStore,
    scratch: Scratch,
}

impl WordStoreBuilder {
    pub(in crate::coverage) fn new(
        analyser: &Arc<Analyser>,
        vocabulary: &Vocabulary,
        config: &CoverageConfig,
    ) -> Self {
        let roots = |list: &[String]| -> HashSet<String> {
            list.iter()
                .flat_map(|words| analyser.analyse(words, text::Lang::Lv))
                .map(|token| token.root)
                .collect()
        };
        let store = WordStore {
            analyser: Arc::clone(analyser),
            stop: vocabulary
                .stop_words_of(text::Lang::Lv)
                .map(str::to_owned)
                .collect(),
            generic: roots(&config.lists.generic),
            strict: roots(&config.lists.strict),
            families: Families::default(),
            stems: HashMap::new(),
            by_family: Vec::new(),
            frequency: Vec::new(),
            statements: 0,
            passages: Vec::new(),
        };
        Self {
            store,
            scratch: Scratch::remembering(),
        }
    }

    /// Takes the texts of the next record; records are numbered as they come.
    pub(in crate::coverage) fn add(&mut self, texts: &[(Place, Lang, &str)], counted: Counted) {
        let item = self.store.passages.len() as u32;
        let mut passages = Vec::with_capacity(texts.len());
        let mut seen: HashSet<u32> = HashSet::new();
        for &(place, lang, text) in texts.iter().take(usize::from(u16::MAX)) {
            let words = self.store.words(text, lang, &mut self.scratch);
            let number = passages.len() as u16;
            for (at, word) in words.iter().enumerate().take(usize::from(u16::MAX)) {
                let posting = Posting {
                    item,
                    passage: number,
                    word: at as u16,
                    place,
                };
                for stem in &word.stems {
                    let postings = self.store.stems.entry(stem.as_str().into()).or_default();
                    postings.push(posting);
                }
                for root in &word.roots {
                    let family = self.store.families.intern(root);
                    self.store.by_family.resize(
                        self.store.by_family.len().max(family as usize + 1),
                        Vec::new(),
                    );
                    if let Some(postings) = self.store.by_family.get_mut(family as usize) {
                        postings.push(posting);
                    }
                    if !matches!(place, Place::Moderate | Place::Optimal | Place::Description) {
                        seen.insert(family);
                    }
                }
            }
            passages.push(Passage {
                place,
                text: text.into(),
                words: words.into_iter().map(|w| w.range).collect(),
            });
        }
        self.store.passages.push(passages);
        if counted == Counted::Yes {
            self.store.statements += 1;
            let length = self.store.by_family.len();
            self.store.frequency.resize(length, 0);
            for family in seen {
                if let Some(count) = self.store.frequency.get_mut(family as usize) {
                    *count += 1;
                }
            }
        }
    }

    pub(in crate::coverage) fn finish(self) -> WordStore {
        let mut store = self.store;
        // A curriculum with all of ESCO stays for hours: it keeps no room to grow.
        let postings = store.stems.values_mut().chain(&mut store.by_family);
        postings.for_each(Vec::shrink_to_fit);
        store.stems.shrink_to_fit();
        store.passages.shrink_to_fit();
        store
    }
}

impl WordStore {
    /// How many records there are.
    pub(super) fn length(&self) -> usize {
        self.passages.len()
    }

    /// The passages of a record by its number.
    pub(in crate::coverage) fn passages(&self, item: u32) -> &[Passage] {
        self.passages.get(item as usize).map_or(&[], Vec::as_slice)
    }

    /// Words of a text that say something, in order.
    pub(super) fn words(&self, text: &str, lang: Lang, scratch: &mut Scratch) -> Vec<WordKeys> {
        let lang = if lang == Lang::En {
            text::Lang::En
        } else {
            text::Lang::Lv
        };
        let mut words = Vec::new();
        self.analyser.visit(text, lang, scratch, |token| {
            if self.stop.contains(token.surface) || token.surface.chars().count() < 2 {
                return;
            }
            words.push(WordKeys {
                text: token.written.to_owned(),
                stems: token.stems.iter().map(str::to_owned).collect(),
                roots: token.roots.iter().map(str::to_owned).collect(),
                range: token.range.start as u32..token.range.end as u32,
            });
        });
        words
    }

    /// How telling a word of these families is: the rarer, the more.
    pub(super) fn rarity(&self, roots: &[String]) -> f32 {
        let count = |root: &String| {
            let family = self.families.number(root)?;
            self.frequency.get(family as usize).copied()
        };
        let rarest = roots
            .iter()
            .map(|r| count(r).unwrap_or(0))
            .min()
            .unwrap_or(0);
        // A word that no statement has is as rare as one that a single statement has.
        let rarest = (rarest as f32).max(0.5);
        (1.0 + self.statements.max(1) as f32 / (0.5 + rarest)).ln()
    }

    /// Whether a word says little in this field.
    pub(super) fn is_generic(&self, roots: &[String]) -> bool {
        roots
            .first()
            .is_some_and(|root| self.generic.contains(root))
    }

    /// Whether a text is of safety or law.
    pub(in crate::coverage) fn is_strict(&self, text: &str) -> bool {
        let words = self.words(text, Lang::Lv, &mut Scratch::default());
        words
            .iter()
            .flat_map(|w| &w.roots)
            .any(|root| self.strict.contains(root))
    }
}

#[cfg(test)]
mod tests {
    use crate::coverage::testing::Tiny;

    #[test]
    fn a_rare_word_is_more_telling_than_a_common_one() {
        let mut tiny = Tiny::welder();
        for number in 0..9 {
            tiny.skill(&format!("q/1/{number}"), "Metināt šuvi");
        }
        tiny.skill("q/1/x", "Metināt alumīniju");
        let curriculum = tiny.build();
        let root = |word: &str| {
            let query = curriculum.query(word, crate::model::Lang::Lv);
            query.words[0].roots.clone()
        };
        let rarity = |word: &str| curriculum.store.rarity(&root(word));
        assert!(rarity("alumīnijs") > rarity("metināt"));
        assert!(rarity("nekad nedzirdēts") >= rarity("alumīnijs"));
    }

    #[test]
    fn safety_and_law_are_told_by_any_inflection() {
        let store = &Tiny::welder().build().store;
        assert!(store.is_strict("Ievērot elektrodrošības prasības"));
        assert!(store.is_strict("Lietot aizsarglīdzekļus"));
        assert!(!store.is_strict("Slīpēt koksnes virsmu"));
    }
}
