//! The live overlay: every mapping by both of its ends, as it stands this moment.
//!
//! Loaded from the catalogue once, brought up to date after each durable decision, so that a decision shows everywhere at
//! once and nothing waits for an index. What another process writes is taken up when the catalogue's count of changes
//! is another one than that of the last change seen here.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use dashmap::DashMap;

use crate::catalogue::mappings::{Detail, NoMatch, StoredMapping, Triple, Written};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{Mapping, MappingState, Predicate, RecordId};

/// Every mapping by both of its ends, without explanations.
#[derive(Debug, Default)]
pub struct Links {
    ends: DashMap<RecordId, Vec<Arc<StoredMapping>>>,
    no_matches: DashMap<RecordId, Vec<NoMatch>>,
    /// The catalogue's count of changes that is taken up.
    count: AtomicU64,
    /// Grows whenever anything here changes.
    edition: AtomicU64,
    /// Held while something is put in: a reload must not undo what a decision just put in.
    turn: Mutex<()>,
}

impl Links {
    /// Everything in a catalogue.
    ///
    /// # Errors
    /// [`CatalogueError`] when the catalogue cannot be read.
    pub fn load(catalogue: &Catalogue) -> Result<Self, CatalogueError> {
        let links = Self::default();
        links.reload(catalogue)?;
        Ok(links)
    }

    /// The mappings with this record at either end.
    pub fn of(&self, id: &RecordId) -> Vec<Arc<StoredMapping>> {
        self.ends
            .get(id)
            .map(|found| found.clone())
            .unwrap_or_default()
    }

    /// The mappings that speak of this record.
    pub fn from(&self, subject: &RecordId) -> Vec<Arc<StoredMapping>> {
        let mut found = self.of(subject);
        found.retain(|m| m.mapping.subject == *subject);
        found
    }

    /// What is accepted of a record and by which predicate, as read from the record's own end: the other record with what
    /// *this* one is to it. `teaches`, `assesses` and `supports` keep their name; `from_here` tells their direction.
    pub fn accepted(&self, id: &RecordId) -> Vec<Accepted> {
        let of = self.ends.get(id);
        let all = of.as_deref().map_or(&[][..], Vec::as_slice);
        all.iter()
            .filter(|m| m.mapping.state == MappingState::Accepted)
            .map(|m| Accepted::seen_from(&m.mapping, id))
            .collect()
    }

    /// "No match" as decided of a statement.
    pub fn no_matches(&self, subject: &RecordId) -> Vec<NoMatch> {
        self.no_matches
            .get(subject)
            .map(|found| found.clone())
            .unwrap_or_default()
    }

    /// How many mappings there are in this state.
    pub fn count(&self, state: MappingState) -> usize {
        let here =
            |id: &RecordId, m: &StoredMapping| m.mapping.subject == *id && m.mapping.state == state;
        self.ends
            .iter()
            .map(|e| e.value().iter().filter(|m| here(e.key(), m)).count())
            .sum()
    }

    /// Another value after every change: what was computed from mappings holds as long as it is the same.
    pub fn edition(&self) -> u64 {
        self.edition.load(Ordering::Acquire)
    }

    /// Takes up what a decision of this process wrote.
    pub fn take(&self, written: &Written) {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        for (triple, mapping) in &written.mappings {
            self.put(triple, mapping.clone().map(Arc::new));
        }
        for (subject, target, no_match) in &written.no_matches {
            let mut of = self.no_matches.entry(subject.clone()).or_default();
            of.retain(|n| n.target != *target);
            of.extend(no_match.clone());
        }
        // With a count in between, another process wrote too: the next look takes everything up.
        let before = written.count.wrapping_sub(1);
        let _ =
            self.count
                .compare_exchange(before, written.count, Ordering::AcqRel, Ordering::Acquire);
        self.edition.fetch_add(1, Ordering::AcqRel);
    }

    /// Takes up what other processes wrote, if they did; says whether.
    ///
    /// # Errors
    /// [`CatalogueError`] when the catalogue cannot be read.
    pub fn take_up(&self, catalogue: &Catalogue) -> Result<bool, CatalogueError> {
        if catalogue.mapping_count()? == self.count.load(Ordering::Acquire) {
            return Ok(false);
        }
        self.reload(catalogue)?;
        Ok(true)
    }

    fn reload(&self, catalogue: &Catalogue) -> Result<(), CatalogueError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // Read first: what is written while the mappings are being read counts as not taken up yet.
        let count = catalogue.mapping_count()?;
        let mut ends: HashMap<RecordId, Vec<Arc<StoredMapping>>> = HashMap::new();
        catalogue.each_mapping(Detail::Light, |stored| {
            let stored = Arc::new(stored);
            for end in [&stored.mapping.subject, &stored.mapping.object] {
                ends.entry(end.clone())
                    .or_default()
                    .push(Arc::clone(&stored));
            }
            Ok::<_, CatalogueError>(())
        })?;
        let mut no_matches: HashMap<RecordId, Vec<NoMatch>> = HashMap::new();
        for no_match in catalogue.no_matches()? {
            no_matches
                .entry(no_match.subject.clone())
                .or_default()
                .push(no_match);
        }
        // A reader sees the old or the new of one record, never none in between.
        self.ends.retain(|id, _| ends.contains_key(id));
        for (id, of) in ends {
            self.ends.insert(id, of);
        }
        self.no_matches.retain(|id, _| no_matches.contains_key(id));
        for (id, of) in no_matches {
            self.no_matches.insert(id, of);
        }
        self.count.store(count, Ordering::Release);
        self.edition.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    fn put(&self, triple: &Triple, mapping: Option<Arc<StoredMapping>>) {
        for end in [&triple.subject, &triple.object] {
            let mut of = self.ends.entry(end.clone()).or_default();
            match of.iter_mut().find(|m| Triple::of(&m.mapping) == *triple) {
                Some(there) => match &mapping {
                    Some(mapping) => *there = Arc::clone(mapping),
                    None => of.retain(|m| Triple::of(&m.mapping) != *triple),
                },
                None => of.extend(mapping.clone()),
            }
            let empty = of.is_empty();
            drop(of);
            if empty {
                self.ends.remove_if(end, |_, of| of.is_empty());
            }
        }
    }
}

/// An accepted mapping as read from one of its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The record at the other end.
    pub other: RecordId,
    /// What this record is to the other one.
    pub predicate: Predicate,
    /// Whether the mapping starts at this record.
    pub from_here: bool,
}

impl Accepted {
    fn seen_from(mapping: &Mapping, id: &RecordId) -> Self {
        let from_here = mapping.subject == *id;
        Self {
            other: if from_here {
                mapping.object.clone()
            } else {
                mapping.subject.clone()
            },
            predicate: if from_here {
                mapping.predicate
            } else {
                mapping.predicate.inverse()
            },
            from_here,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::ApplyMode;
    use crate::catalogue::mappings::{Ruling, Verdict};
    use crate::model::{Batch, Kind, Record, Source};

    fn id(text: &str) -> RecordId {
        RecordId::new(text).unwrap()
    }

    fn catalogue(path: &std::path::Path) -> Catalogue {
        let mut catalogue = Catalogue::open(path).unwrap();
        let mut batch = Batch::new("t", "T");
        for name in ["a", "b", "c"] {
            batch
                .records
                .push(Record::new(id(name), Kind::Skill, Source::file("t")));
        }
        catalogue
            .apply(&[batch], ApplyMode::Commit, &mut |_, _| {})
            .unwrap();
        catalogue
    }

    fn accept(object: &str) -> Verdict {
        let triple = Triple::new(id("a"), Predicate::BroadMatch, id(object));
        Verdict::new(Ruling::Accept(triple), 0)
    }

    #[test]
    fn a_decision_shows_at_both_ends_at_once_and_its_undoing_too() {
        let dir = tempfile::tempdir().unwrap();
        let mut catalogue = catalogue(&dir.path().join("c"));
        let links = Links::load(&catalogue).unwrap();
        let edition = links.edition();
        links.take(&catalogue.decide(&accept("b"), "anna").unwrap());
        assert_ne!(links.edition(), edition);
        let (from, to) = (links.accepted(&id("a")), links.accepted(&id("b")));
        assert_eq!(
            (from[0].predicate, from[0].from_here),
            (Predicate::BroadMatch, true)
        );
        assert_eq!(
            (to[0].predicate, to[0].from_here),
            (Predicate::NarrowMatch, false)
        );
        assert_eq!(links.count(MappingState::Accepted), 1);
        assert!(!links.take_up(&catalogue).unwrap(), "nobody else wrote");
        links.take(&catalogue.undo("anna", None).unwrap());
        assert!(links.of(&id("a")).is_empty() && links.of(&id("b")).is_empty());
    }

    #[test]
    fn what_another_process_decides_is_taken_up() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("c");
        let mut here = catalogue(&path);
        let mut there = Catalogue::open(&path).unwrap();
        let links = Links::load(&here).unwrap();
        there.decide(&accept("b"), "anna").unwrap();
        let nothing = Ruling::NoMatch(id("c"), "framework:x".into());
        there.decide(&Verdict::new(nothing, 0), "anna").unwrap();
        // A decision of this process in between does not hide the other one.
        links.take(&here.decide(&accept("c"), "berta").unwrap());
        assert_eq!(links.from(&id("a")).len(), 1);
        assert!(links.take_up(&here).unwrap());
        assert_eq!(links.from(&id("a")).len(), 2);
        assert_eq!(links.no_matches(&id("c")).len(), 1);
        assert!(!links.take_up(&here).unwrap());
    }
}
