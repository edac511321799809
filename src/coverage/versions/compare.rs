//! Comparing two versions by meaning.

use std::collections::HashMap;

use super::assign::assign;
use super::types::{Change, ChangeKind, RequirementAt, VersionDiff};
use crate::coverage::CoverageError;
use crate::coverage::curriculum::{Curriculum, Item};
use crate::coverage::judge::unmet;
use crate::model::{Details, Kind, Lang, RecordId};

/// What the same kind of requirement, and the same number of its task, add to the likeness of two requirements.
const SAME_ASPECT: f32 = 0.05;
const SAME_TASK: f32 = 0.03;

impl Curriculum {
    /// Two versions of a PKP side by side: requirements are matched by meaning, not by number.
    ///
    /// # Errors
    /// [`CoverageError::DifferentQualifications`] when they are of two qualifications, [`CoverageError::SameVersion`],
    /// [`CoverageError::NoRequirements`], [`CoverageError::Unknown`], [`CoverageError::WrongKind`].
    pub fn compare(&self, old: &RecordId, new: &RecordId) -> Result<VersionDiff, CoverageError> {
        let (before, after) = (
            self.expect(old, &[Kind::Qualification])?,
            self.expect(new, &[Kind::Qualification])?,
        );
        self.same_qualification(before, after)?;
        // Asked the wrong way round, the older one still is the older one.
        let (before, after) = if self.replaces(before, after) {
            (after, before)
        } else {
            (before, after)
        };
        let requirements = |number: u32| {
            let found = self.requirements(number);
            match self.item(number) {
                Some(item) if found.is_empty() => {
                    Err(CoverageError::NoRequirements(item.id.clone()))
                }
                _ => Ok(found),
            }
        };
        let (olds, news) = (requirements(before)?, requirements(after)?);
        let assigned = self.match_up(&olds, &news);
        let level = |n: u32| self.item(n).and_then(|i| i.level.as_ref()).map(|l| l.lki);
        let (old, new) = (self.reference(before), self.reference(after));
        let (Some(old), Some(new)) = (old, new) else {
            return Err(CoverageError::NothingChosen);
        };
        Ok(VersionDiff {
            old,
            new,
            level_changed: level(before) != level(after),
            changes: self.changes(&olds, &news, &assigned),
        })
    }

    /// The version before a qualification, and the newest one after it.
    ///
    /// # Errors
    /// [`CoverageError::OneVersion`], [`CoverageError::Unknown`], [`CoverageError::WrongKind`].
    pub fn versions_of(&self, id: &RecordId) -> Result<(RecordId, RecordId), CoverageError> {
        let number = self.expect(id, &[Kind::Qualification])?;
        let newer = |n: u32| {
            self.before
                .iter()
                .find(|(_, before)| **before == n)
                .map(|(newer, _)| *newer)
        };
        let (old, new) = match (self.before.get(&number), newer(number)) {
            (Some(&before), _) => (before, number),
            (None, Some(after)) => (number, after),
            (None, None) => return Err(CoverageError::OneVersion(id.clone())),
        };
        let id_of = |n: u32| self.item(n).map(|i| i.id.clone());
        match (id_of(old), id_of(new)) {
            (Some(old), Some(new)) => Ok((old, new)),
            _ => Err(CoverageError::OneVersion(id.clone())),
        }
    }

    fn same_qualification(&self, old: u32, new: u32) -> Result<(), CoverageError> {
        let (Some(a), Some(b)) = (self.item(old), self.item(new)) else {
            return Err(CoverageError::NothingChosen);
        };
        let (one, other) = (register_no(a), register_no(b));
        let same =
            old != new && (self.replaces(old, new) || self.replaces(new, old) || one == other);
        if same {
            return Ok(());
        }
        if old == new {
            return Err(CoverageError::SameVersion(a.id.clone()));
        }
        Err(CoverageError::DifferentQualifications {
            old: a.id.clone(),
            new: b.id.clone(),
            old_no: one,
            new_no: other,
        })
    }

    /// Whether the first is a later version of the second, over any number of versions.
    fn replaces(&self, later: u32, earlier: u32) -> bool {
        let mut at = later;
        for _ in 0..32 {
            match self.before.get(&at) {
                Some(&before) if before == earlier => return true,
                Some(&before) => at = before,
                None => return false,
            }
        }
        false
    }

    fn match_up(&self, olds: &[u32], news: &[u32]) -> Vec<Option<(usize, f32)>> {
        let alike = self.alike(olds, news, 0.0);
        let places: HashMap<u32, usize> = news.iter().copied().zip(0..).collect();
        let mut table = vec![vec![0.0_f32; news.len()]; olds.len()];
        for (row, found) in table.iter_mut().zip(&alike) {
            for leaf in found {
                let column = places.get(&leaf.item);
                if let Some(place) = column.and_then(|c| row.get_mut(*c)) {
                    *place = leaf.score;
                }
            }
        }
        for (row, &old) in table.iter_mut().zip(olds) {
            for (value, &new) in row.iter_mut().zip(news) {
                let (Some(a), Some(b)) = (self.item(old), self.item(new)) else {
                    continue;
                };
                // What was a skill is no knowledge now, unless nearly all its words stayed.
                if a.aspect() != b.aspect() && *value < self.config.thresholds.whole {
                    *value = 0.0;
                }
                if *value > 0.0 {
                    let aspect = if a.aspect() == b.aspect() {
                        SAME_ASPECT
                    } else {
                        0.0
                    };
                    let task = if self.task_no(a) == self.task_no(b) {
                        SAME_TASK
                    } else {
                        0.0
                    };
                    let exact = if a.name == b.name { 1.0 } else { 0.0 };
                    *value = (*value + aspect + task + exact).min(1.0);
                }
            }
        }
        let value = |r: usize, c: usize| {
            table
                .get(r)
                .and_then(|row| row.get(c))
                .copied()
                .unwrap_or(0.0)
        };
        let assigned = assign(olds.len(), news.len(), self.config.versions.same, value);
        assigned
            .into_iter()
            .enumerate()
            .map(|(row, column)| column.map(|c| (c, value(row, c))))
            .collect()
    }

    fn task_no<'a>(&'a self, item: &'a Item) -> Option<&'a str> {
        self.item(item.parent?)?.code.as_deref()
    }

    fn changes(
        &self,
        olds: &[u32],
        news: &[u32],
        assigned: &[Option<(usize, f32)>],
    ) -> Vec<Change> {
        let mut changes: Vec<(usize, u8, Change)> = Vec::new();
        // What is gone stands after what stood before it.
        let mut place = 0;
        for (at, &old) in olds.iter().enumerate() {
            match assigned.get(at).copied().flatten() {
                Some((column, likeness)) => {
                    place = column;
                    let new = news.get(column).copied();
                    changes.extend(
                        self.change(Some(old), new, likeness)
                            .map(|c| (column, 0, c)),
                    );
                }
                None => changes.extend(self.change(Some(old), None, 0.0).map(|c| (place, 1, c))),
            }
        }
        let taken: Vec<usize> = assigned
            .iter()
            .flatten()
            .map(|(column, _)| *column)
            .collect();
        for (at, &new) in news.iter().enumerate() {
            if !taken.contains(&at) {
                changes.extend(self.change(None, Some(new), 0.0).map(|c| (at, 0, c)));
            }
        }
        changes.sort_by_key(|(place, after, _)| (*place, *after));
        changes.into_iter().map(|(_, _, change)| change).collect()
    }

    fn change(&self, old: Option<u32>, new: Option<u32>, likeness: f32) -> Option<Change> {
        let item = |n: Option<u32>| n.and_then(|n| self.item(n));
        let (before, after) = (item(old), item(new));
        let kind = match (before, after) {
            (None, None) => return None,
            (None, Some(_)) => ChangeKind::Added,
            (Some(_), None) => ChangeKind::Removed,
            (Some(a), Some(b)) if asks(a) != asks(b) => ChangeKind::LevelChanged,
            (Some(a), Some(b)) if a.name.trim() == b.name.trim() => ChangeKind::Same,
            (Some(_), Some(_)) => ChangeKind::Reworded,
        };
        let (words_gone, words_new) = match (old, new, before, after) {
            (Some(o), Some(n), Some(a), Some(b)) => {
                (self.lacking(&a.name, n), self.lacking(&b.name, o))
            }
            _ => (Vec::new(), Vec::new()),
        };
        Some(Change {
            kind,
            moved: before
                .zip(after)
                .is_some_and(|(a, b)| self.task_no(a) != self.task_no(b)),
            old: before.map(|i| self.at(i)),
            new: after.map(|i| self.at(i)),
            likeness,
            words_gone,
            words_new,
        })
    }

    /// The words of a text that a record lacks.
    fn lacking(&self, text: &str, record: u32) -> Vec<String> {
        let query = self.query(text, Lang::Lv);
        unmet(
            &query,
            &self.store.look_up(&query, &self.config, |n| n == record),
        )
    }

    fn at(&self, item: &Item) -> RequirementAt {
        RequirementAt {
            requirement: item.reference(),
            task: item.parent.and_then(|p| self.reference(p)),
            aspect: item.aspect(),
            depth: item.depth(),
        }
    }
}

/// Level and depth that a requirement asks for.
fn asks(item: &Item) -> (Option<u8>, Option<crate::model::Depth>) {
    (item.level.as_ref().map(|l| l.lki), item.depth())
}

fn register_no(item: &Item) -> String {
    let stated = match &item.details {
        Details::Qualification(q) => q.register_no.clone(),
        _ => None,
    };
    stated
        .or_else(|| item.code.clone())
        .unwrap_or_else(|| item.id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::ChangeKind as K;
    use crate::coverage::testing::{Tiny, id};
    use crate::model::{Depth, RelationKind};

    fn versions() -> Curriculum {
        let mut tiny = Tiny::welder();
        tiny.skill("q/1/a", "Sametināt tērauda loksnes");
        tiny.knowledge("q/1/b", "Metināšanas gāzu īpašības", Depth::Notion);
        tiny.skill("q/1/c", "Nokrāsot sienu");
        tiny.add("n", Kind::Qualification, "", "Metinātājs");
        tiny.add("n/1", Kind::Task, "n", "Metināt").code = Some("1.1".into());
        tiny.add("n/2", Kind::Task, "n", "Griezt").code = Some("1.2".into());
        let with = |tiny: &mut Tiny, name: &str, task: &str, label: &str, like: Option<Depth>| {
            let record = tiny.add(name, Kind::Requirement, task, label);
            record.details = Details::Requirement(crate::model::Requirement {
                aspect: like.map_or(crate::model::Aspect::Skill, |_| {
                    crate::model::Aspect::Knowledge
                }),
                scope: crate::model::Scope::Professional,
                depth: like,
            });
        };
        with(
            &mut tiny,
            "n/2/a",
            "n/2",
            "Sametināt tērauda loksnes ar pusautomātu",
            None,
        );
        with(
            &mut tiny,
            "n/1/b",
            "n/1",
            "Metināšanas gāzu īpašības",
            Some(Depth::Application),
        );
        with(&mut tiny, "n/1/d", "n/1", "Kalibrēt lāzera optiku", None);
        tiny.relate("n", RelationKind::Replaces, "q");
        tiny.build()
    }

    #[test]
    fn every_kind_of_change_once() {
        let diff = versions().compare(&id("q"), &id("n")).unwrap();
        let counts: Vec<usize> = K::ALL.iter().map(|k| diff.count(*k)).collect();
        assert_eq!(
            counts,
            [1, 1, 1, 1, 0],
            "added, level changed, reworded, removed, same"
        );
        let reworded = diff.changes.iter().find(|c| c.kind == K::Reworded).unwrap();
        assert!(reworded.moved, "it stands under another task");
        assert_eq!(reworded.words_new, ["pusautomātu"]);
        assert!(reworded.words_gone.is_empty());
    }

    #[test]
    fn the_newest_version_and_the_one_before_are_found_from_both() {
        let c = versions();
        for name in ["q", "n"] {
            assert_eq!(c.versions_of(&id(name)).unwrap(), (id("q"), id("n")));
        }
        assert!(matches!(
            c.compare(&id("q"), &id("q")),
            Err(CoverageError::SameVersion(_))
        ));
    }
}
