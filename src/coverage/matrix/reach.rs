//! Which columns a row can reach, before anything is judged.

use std::collections::{BTreeMap, BTreeSet};

use super::engine::ColumnSpec;
use crate::coverage::curriculum::Curriculum;
use crate::coverage::judge::Rule;
use crate::coverage::words::{Hit, Query};

/// No column.
const NOWHERE: u32 = u32::MAX;
/// Which column each record belongs to.
pub(super) struct Places {
    of_leaf: Vec<u32>,
    of_item: Vec<u32>,
}

impl Places {
    pub(super) fn new(curriculum: &Curriculum, columns: &[ColumnSpec]) -> Self {
        let mut of_leaf = vec![NOWHERE; curriculum.items.len()];
        let mut of_item = of_leaf.clone();
        for (at, column) in (0..).zip(columns) {
            for &leaf in &column.leaves {
                if let Some(place) = of_leaf.get_mut(leaf as usize) {
                    *place = at;
                }
            }
            if let Some(place) = of_item.get_mut(column.item as usize) {
                *place = at;
            }
        }
        Self { of_leaf, of_item }
    }

    pub(super) fn leaf(&self, item: u32) -> Option<u32> {
        self.of_leaf
            .get(item as usize)
            .copied()
            .filter(|at| *at != NOWHERE)
    }

    pub(super) fn any(&self, item: u32) -> Option<u32> {
        let of_item = || {
            self.of_item
                .get(item as usize)
                .copied()
                .filter(|at| *at != NOWHERE)
        };
        self.leaf(item).or_else(of_item)
    }
}

/// Which columns are judged.
pub(super) struct Reach {
    pub(super) rule: Rule,
    /// Those whose words reach this share; 0: every one where a word is met.
    pub(super) least: f32,
    /// Those of which something was said, whatever their words.
    pub(super) said: Vec<u32>,
}

/// The hits of a query by column, in the order of leaves.
pub(super) fn by_column(
    curriculum: &Curriculum,
    query: &Query,
    places: &Places,
    reach: &Reach,
) -> BTreeMap<usize, Vec<Hit>> {
    let (store, config) = (&curriculum.store, &curriculum.config);
    let hits = if reach.least > 0.0 {
        let leaves = store.scores(query, config, |n| places.leaf(n).map(|_| n));
        let reached = reach.columns(curriculum, query, places, &leaves);
        if reached.is_empty() {
            return BTreeMap::new();
        }
        let score = |n: u32| {
            let at = leaves.binary_search_by_key(&n, |(item, _)| *item).ok();
            at.and_then(|at| leaves.get(at)).map_or(0.0, |(_, s)| *s)
        };
        // Alone, a leaf far behind the best one changes nothing.
        let counts = |n: u32| reach.rule == Rule::Together || score(n) >= reach.least / 2.0;
        let here = |n: u32| places.leaf(n).is_some_and(|c| reached.contains(&c));
        store.look_up(query, config, |n| here(n) && counts(n))
    } else {
        store.look_up(query, config, |n| places.leaf(n).is_some())
    };
    let mut columns: BTreeMap<usize, Vec<Hit>> = BTreeMap::new();
    for hit in hits {
        if let Some(column) = places.leaf(hit.item) {
            columns.entry(column as usize).or_default().push(hit);
        }
    }
    columns
}

impl Reach {
    fn columns(
        &self,
        curriculum: &Curriculum,
        query: &Query,
        places: &Places,
        leaves: &[(u32, f32)],
    ) -> BTreeSet<u32> {
        let mut best: BTreeMap<u32, f32> = BTreeMap::new();
        for (item, score) in leaves {
            if let Some(column) = places.leaf(*item) {
                let best = best.entry(column).or_insert(0.0);
                *best = best.max(*score);
            }
        }
        if self.rule == Rule::Together {
            let config = &curriculum.config;
            let weight = config.thresholds.single;
            for (column, all) in curriculum.store.scores(query, config, |n| places.leaf(n)) {
                if let Some(best) = best.get_mut(&column) {
                    *best = weight * *best + (1.0 - weight) * all;
                }
            }
        }
        best.retain(|_, score| *score >= self.least);
        best.into_keys().chain(self.said.iter().copied()).collect()
    }
}
