//! Finding the words of a query.

use std::cell::RefCell;

use super::query::Query;
use super::store::{Place, Posting, WordStore};
use crate::coverage::config::CoverageConfig;

/// How a word was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// In another inflection or the same.
    Inflection,
    /// As another word of the family.
    Family,
    /// As part of a compound, or by its letters.
    Likeness,
}

/// A word of the query met in a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::coverage) struct Hit {
    pub(in crate::coverage) item: u32,
    /// Which word of the query.
    pub(in crate::coverage) asked: u16,
    /// What it is worth: how and where together, 0 to 1.
    pub(in crate::coverage) worth: f32,
    pub(in crate::coverage) how: How,
    pub(in crate::coverage) place: Place,
    pub(in crate::coverage) passage: u16,
    pub(in crate::coverage) word: u16,
}

thread_local! {
    /// Kept from one look to the next: thousands of looks stand behind one page.
    static SUMS: RefCell<Sums> = RefCell::default();
}

/// Sums by slot, and the best of one word by slot. No slot has a higher number than the last record.
#[derive(Default)]
struct Sums {
    sums: Vec<f32>,
    best: Vec<f32>,
    /// Slots with a sum, and those that met the word at hand.
    all: Vec<u32>,
    now: Vec<u32>,
}

impl Sums {
    fn begin(&mut self, records: usize) {
        // What a look that did not end left behind.
        for item in self.all.drain(..) {
            if let Some(sum) = self.sums.get_mut(item as usize) {
                *sum = 0.0;
            }
        }
        for item in self.now.drain(..) {
            if let Some(best) = self.best.get_mut(item as usize) {
                *best = 0.0;
            }
        }
        let length = self.sums.len().max(records);
        self.sums.resize(length, 0.0);
        self.best.resize(length, 0.0);
    }

    fn met(&mut self, item: u32, worth: f32) {
        if let Some(best) = self.best.get_mut(item as usize) {
            if *best == 0.0 {
                self.now.push(item);
            }
            *best = best.max(worth);
        }
    }

    fn end_word(&mut self, weight: f32) {
        for item in self.now.drain(..) {
            let at = item as usize;
            if let (Some(sum), Some(best)) = (self.sums.get_mut(at), self.best.get_mut(at)) {
                if *sum == 0.0 {
                    self.all.push(item);
                }
                *sum += weight * std::mem::take(best);
            }
        }
    }

    /// What was added up, by slot; nothing is left.
    fn take(&mut self) -> Vec<(u32, f32)> {
        self.all.sort_unstable();
        // A slot whose sum stayed nothing may stand twice.
        self.all.dedup();
        let sums = &mut self.sums;
        self.all
            .drain(..)
            .filter_map(|item| Some((item, std::mem::take(sums.get_mut(item as usize)?))))
            .collect()
    }
}

impl WordStore {
    /// Every place where a word of the query is met in a record that `wanted` lets through, ordered by record and word, the
    /// worthiest first; of several in one place of one record the best.
    pub(in crate::coverage) fn look_up(
        &self,
        query: &Query,
        config: &CoverageConfig,
        wanted: impl Fn(u32) -> bool,
    ) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (asked, word) in query.words.iter().enumerate() {
            let asked = asked as u16;
            let mut take = |postings: &[Posting], worth: f32, how: How| {
                hits.extend(postings.iter().filter(|p| wanted(p.item)).map(|p| Hit {
                    item: p.item,
                    asked,
                    worth: worth * p.place.worth(&config.places),
                    how,
                    place: p.place,
                    passage: p.passage,
                    word: p.word,
                }));
            };
            for stem in &word.stems {
                if let Some(postings) = self.stems.get(stem.as_str()) {
                    take(postings, config.words.stem, How::Inflection);
                }
            }
            for root in &word.roots {
                if let Some(family) = self.families.number(root) {
                    take(self.of_family(family), config.words.root, How::Family);
                }
            }
            // Likeness goes by the likeliest reading only: rarer ones are met by chance.
            for root in word.roots.iter().take(1) {
                for &(family, worth) in self.families.near(root, &config.words).iter() {
                    take(self.of_family(family), worth, How::Likeness);
                }
            }
        }
        let place = |h: &Hit| (h.item, h.asked, h.place);
        hits.sort_unstable_by(|a, b| {
            (place(a).cmp(&place(b)))
                .then(b.worth.total_cmp(&a.worth))
                .then((a.passage, a.word).cmp(&(b.passage, b.word)))
        });
        hits.dedup_by_key(|h| place(h));
        hits.sort_by(|a, b| {
            (a.item, a.asked)
                .cmp(&(b.item, b.asked))
                .then(b.worth.total_cmp(&a.worth))
        });
        hits
    }

    /// The share of the query's words that is met in each slot, each word by its best place: what [`WordStore::look_up`] finds,
    /// added up, without finding out where. `slot` says in which slot (a record, a column) a record counts, if it does. In the
    /// order of the slots.
    pub(in crate::coverage) fn scores(
        &self,
        query: &Query,
        config: &CoverageConfig,
        slot: impl Fn(u32) -> Option<u32>,
    ) -> Vec<(u32, f32)> {
        SUMS.with_borrow_mut(|sums| {
            sums.begin(self.length());
            for word in &query.words {
                let mut take = |postings: &[Posting], worth: f32| {
                    for posting in postings {
                        if let Some(slot) = slot(posting.item) {
                            sums.met(slot, worth * posting.place.worth(&config.places));
                        }
                    }
                };
                for stem in &word.stems {
                    if let Some(postings) = self.stems.get(stem.as_str()) {
                        take(postings, config.words.stem);
                    }
                }
                for root in &word.roots {
                    if let Some(family) = self.families.number(root) {
                        take(self.of_family(family), config.words.root);
                    }
                }
                for root in word.roots.iter().take(1) {
                    for &(family, worth) in self.families.near(root, &config.words).iter() {
                        take(self.of_family(family), worth);
                    }
                }
                sums.end_word(word.weight);
            }
            sums.take()
        })
    }

    fn of_family(&self, family: u32) -> &[Posting] {
        self.by_family
            .get(family as usize)
            .map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::testing::{Tiny, id};
    use crate::model::Lang;

    fn hits(asked: &str) -> Vec<Hit> {
        let mut tiny = Tiny::welder();
        tiny.module("p/m", "Darbi");
        let outcome = tiny.outcome("p/m/1", "Izgatavot metinājumu");
        outcome.topics = vec!["Elektrometināšana".into(), "Metinājums".into()];
        let curriculum = tiny.build();
        let wanted = curriculum.number(&id("p/m/1")).unwrap();
        let query = curriculum.query(asked, Lang::Lv);
        curriculum
            .store
            .look_up(&query, &curriculum.config, |n| n == wanted)
    }

    #[test]
    fn another_inflection_is_worth_more_than_another_place() {
        let found = hits("metinājumi");
        assert_eq!(
            (found[0].how, found[0].place),
            (How::Inflection, Place::Name)
        );
        assert_eq!(found[0].worth, 1.0);
        assert!(
            found
                .iter()
                .any(|h| h.place == Place::Topic && h.worth < 1.0)
        );
    }

    #[test]
    fn a_place_is_named_once_with_its_best_word() {
        let found = hits("metinājums");
        let mut places: Vec<Place> = found.iter().map(|h| h.place).collect();
        places.dedup();
        assert_eq!(places.len(), found.len());
    }

    #[test]
    fn scores_are_what_the_places_add_up_to() {
        let mut tiny = Tiny::welder();
        tiny.skill("q/1/r", "Sametināt tērauda loksnes ar pusautomātu");
        tiny.module("p/m", "Darbi");
        tiny.outcome("p/m/1", "Metināt tēraudu ar metināšanas pusautomātu");
        tiny.outcome("p/m/2", "Loksnes")
            .topics
            .push("Tērauda loksnes".into());
        let c = tiny.build();
        let asked = ["Tērauda lokšņu metināšana", "pusautomāts", "krāsošana"];
        for asked in asked.map(|text| c.query(text, Lang::Lv)) {
            let all = c.store.look_up(&asked, &c.config, |_| true);
            let mut placed = crate::coverage::judge::leaves(&asked, &all);
            placed.sort_by_key(|l| l.item);
            let placed: Vec<(u32, f32)> = placed.iter().map(|l| (l.item, l.score)).collect();
            assert_eq!(c.store.scores(&asked, &c.config, Some), placed);
            // In one slot each word counts once, by its best place.
            let together = crate::coverage::judge::share(&asked, &all);
            let slot = c.store.scores(&asked, &c.config, |_| Some(0));
            assert_eq!(slot.first().map_or(0.0, |(_, s)| *s), together);
        }
    }

    #[test]
    fn what_is_not_wanted_is_not_found() {
        assert!(hits("galdniecība").is_empty());
    }
}
