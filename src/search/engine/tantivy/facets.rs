//! Filters and facet counts over all matches, in one pass.

use crate::search::plan::{Facet, Plan};
use crate::search::snapshot::columns::Columns;

/// Takes out what the filters do not let through, and counts the facets asked for.
///
/// A match that only one facet's filter stops still counts for that facet: so a reader sees what else could be chosen.
pub(super) fn filter_and_count(
    columns: &Columns,
    plan: &Plan,
    found: &mut Vec<(u32, f32)>,
) -> Vec<(Facet, Vec<(String, usize)>)> {
    let mut passing: [Option<Vec<bool>>; Facet::COUNT] = Default::default();
    for filter in &plan.filters {
        let sets = columns.passing(filter.facet, &filter.any_of);
        match &mut passing[filter.facet.index()] {
            // Two filters on one facet must both let a document through.
            Some(known) => known
                .iter_mut()
                .zip(sets)
                .for_each(|(known, now)| *known &= now),
            empty => *empty = Some(sets),
        }
    }
    let mut counts: Vec<Counter> = plan
        .facets
        .iter()
        .map(|&facet| Counter::new(columns, facet))
        .collect();
    if passing.iter().all(Option::is_none) {
        for &(document, _) in found.iter() {
            let row = columns.row(document);
            counts
                .iter_mut()
                .for_each(|counter| counter.count(row[counter.facet.index()]));
        }
    } else {
        found.retain(|&(document, _)| {
            let row = columns.row(document);
            let stops = |facet: usize| {
                let sets = passing.get(facet).and_then(Option::as_ref);
                sets.is_some_and(|sets| {
                    row.get(facet)
                        .is_none_or(|&set| sets.get(usize::from(set)) != Some(&true))
                })
            };
            let mut stopped = (0..Facet::COUNT).filter(|&facet| stops(facet));
            match (stopped.next(), stopped.next()) {
                (None, _) => {
                    counts
                        .iter_mut()
                        .for_each(|counter| counter.count(row[counter.facet.index()]));
                    true
                }
                (Some(only), None) => {
                    let own = counts
                        .iter_mut()
                        .filter(|counter| counter.facet.index() == only);
                    own.for_each(|counter| counter.count(row[counter.facet.index()]));
                    false
                }
                _ => false,
            }
        });
    }
    counts
        .into_iter()
        .map(|counter| {
            (
                counter.facet,
                columns.spread(counter.facet, &counter.counts),
            )
        })
        .collect()
}

struct Counter {
    facet: Facet,
    counts: Vec<u32>,
}

impl Counter {
    fn new(columns: &Columns, facet: Facet) -> Self {
        Self {
            facet,
            counts: vec![0; columns.sets(facet)],
        }
    }

    #[inline]
    fn count(&mut self, set: u16) {
        if let Some(count) = self.counts.get_mut(usize::from(set)) {
            *count += 1;
        }
    }
}
