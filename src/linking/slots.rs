//! Room to work in, kept by each thread: which matches a word has, and what each record has gathered.

use std::cell::RefCell;

use super::prepare::{Match, Prepared};
use super::store::{EntryId, Store};
use super::words::WordId;

/// Room to work in.
#[derive(Default)]
pub(super) struct Room {
    /// First match of each word, from 1; 0 for none.
    slots: Vec<u32>,
    /// What each record has gathered from all words and from the word in hand.
    sums: Vec<f32>,
    current: Vec<f32>,
    touched: Vec<EntryId>,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

/// Does something with the matches of a statement laid out by word, and clears up.
pub(super) fn with_room<T>(
    store: &Store,
    prepared: &Prepared,
    work: impl FnOnce(&mut Room) -> T,
) -> T {
    ROOM.with_borrow_mut(|room| {
        if room.slots.len() < store.words.len() {
            room.slots.resize(store.words.len(), 0);
        }
        if room.sums.len() < store.len() {
            room.sums.resize(store.len(), 0.0);
            room.current.resize(store.len(), 0.0);
        }
        for (number, found) in (1..).zip(&prepared.matches) {
            if let Some(slot) = room
                .slots
                .get_mut(found.word as usize)
                .filter(|slot| **slot == 0)
            {
                *slot = number;
            }
        }
        let done = work(room);
        for found in &prepared.matches {
            if let Some(slot) = room.slots.get_mut(found.word as usize) {
                *slot = 0;
            }
        }
        done
    })
}

impl Room {
    /// The matches of a word of the records.
    pub(super) fn matches<'p>(&self, prepared: &'p Prepared, word: WordId) -> &'p [Match] {
        let Some(first) = self
            .slots
            .get(word as usize)
            .and_then(|&slot| (slot as usize).checked_sub(1))
        else {
            return &[];
        };
        let rest = prepared.matches.get(first..).unwrap_or_default();
        let same = rest.iter().take_while(|m| m.word == word).count();
        rest.get(..same).unwrap_or_default()
    }

    /// The records of which names hold words of the statement, with what share of its words by weight, unordered.
    pub(super) fn gather(
        &mut self,
        store: &Store,
        prepared: &Prepared,
        allowed: impl Fn(EntryId) -> bool,
    ) -> Vec<(EntryId, f32)> {
        let mut by_said: Vec<_> = prepared.matches.iter().collect();
        by_said.sort_unstable_by_key(|m| m.said);
        let mut in_hand: Vec<EntryId> = Vec::new();
        for same in by_said.chunk_by(|a, b| a.said == b.said) {
            let said = same
                .first()
                .and_then(|m| prepared.said.get(m.said as usize));
            let weight = said.map_or(0.0, |s| s.weight);
            for found in same {
                let worth = weight * found.worth;
                for &entry in store.having.row(found.word) {
                    let Some(current) = self.current.get_mut(entry as usize) else {
                        continue;
                    };
                    if *current == 0.0 {
                        if !allowed(entry) {
                            continue;
                        }
                        in_hand.push(entry);
                    }
                    *current = current.max(worth);
                }
            }
            for entry in in_hand.drain(..) {
                let gathered = self
                    .current
                    .get_mut(entry as usize)
                    .map_or(0.0, std::mem::take);
                if let Some(sum) = self.sums.get_mut(entry as usize) {
                    if *sum == 0.0 {
                        self.touched.push(entry);
                    }
                    *sum += gathered;
                }
            }
        }
        let sums = &mut self.sums;
        let taken = |entry: EntryId| {
            (
                entry,
                sums.get_mut(entry as usize).map_or(0.0, std::mem::take),
            )
        };
        self.touched.drain(..).map(taken).collect()
    }
}
