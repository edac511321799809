//! The smallest set of materials that covers a module.
//!
//! Up to [`EXACT`] outcomes the answer is exact (a table over all subsets of outcomes); beyond that it is greedy and then bettered
//! by leaving out and swapping. The same question always has the same answer: of sets of the same size the one that people and
//! lists trust more, then the one whose materials are newer, then the one that comes first by identifier.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MaterialFilter, Offer, Offers, Support};
use crate::coverage::curriculum::Curriculum;
use crate::coverage::{CoverageError, Decisions, Ref};
use crate::model::RecordId;

/// Up to so many outcomes the smallest set is found exactly.
pub(super) const EXACT: usize = 16;

/// Whose word is enough for a material to cover an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// People and lists.
    #[default]
    Listed,
    /// Words, too.
    Machine,
}

/// The smallest set of materials that covers a module.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SmallestSet {
    /// The module or outcome.
    pub of: Ref,
    /// The materials to take, in the order of what they add.
    pub chosen: Vec<Offer>,
    /// Outcomes that the set covers.
    pub covered: Vec<Ref>,
    /// Outcomes that no material covers under the filter.
    pub uncovered: Vec<Ref>,
    /// Whether no smaller set exists; else the set is a good one, but a smaller one may exist.
    pub exact: bool,
    /// How many materials came into question.
    pub candidates: usize,
}

impl Curriculum {
    /// The smallest set of materials that covers a module under a filter, and what stays uncovered.
    ///
    /// # Errors
    /// As [`Curriculum::materials_for`].
    pub fn smallest_set(
        &self,
        of: &RecordId,
        filter: &MaterialFilter,
        trust: Trust,
        decisions: &Decisions,
    ) -> Result<SmallestSet, CoverageError> {
        let Offers {
            of,
            outcomes,
            mut offers,
            ..
        } = self.materials_for(of, filter, decisions)?;
        for offer in &mut offers {
            offer
                .covers
                .retain(|c| trust == Trust::Machine || c.support != Support::Machine);
        }
        offers.retain(|o| !o.covers.is_empty());
        let place = |id: &RecordId| outcomes.iter().position(|o| o.id == *id);
        let sets: Vec<Vec<usize>> = offers
            .iter()
            .map(|o| o.covers.iter().filter_map(|c| place(&c.outcome)).collect())
            .collect();
        let (chosen, exact) = cover(outcomes.len(), &sets);
        let covered: Vec<usize> = chosen
            .iter()
            .filter_map(|&c| sets.get(c))
            .flatten()
            .copied()
            .collect();
        let split = |wanted: bool| {
            let outcomes = outcomes.iter().enumerate();
            outcomes
                .filter(|(at, _)| covered.contains(at) == wanted)
                .map(|(_, o)| o.clone())
                .collect()
        };
        Ok(SmallestSet {
            covered: split(true),
            uncovered: split(false),
            chosen: chosen
                .iter()
                .filter_map(|&c| offers.get(c))
                .cloned()
                .collect(),
            candidates: offers.len(),
            of,
            exact,
        })
    }
}

/// The fewest sets that cover everything that the sets together cover, and whether fewer are surely impossible. Sets come in the
/// order in which they are preferred.
pub(super) fn cover(elements: usize, sets: &[Vec<usize>]) -> (Vec<usize>, bool) {
    if elements <= EXACT {
        return (exact(elements, sets), true);
    }
    let greedy = greedy(elements, sets);
    let bettered = improve(elements, sets, greedy);
    // One set, or as many sets as no two of which share anything, cannot be bettered.
    let exact = bettered.len() <= 1;
    (bettered, exact)
}

/// For every subset of elements the fewest sets that cover it, the preferred ones first.
fn exact(elements: usize, sets: &[Vec<usize>]) -> Vec<usize> {
    let masks: Vec<usize> = sets.iter().map(|set| mask(set)).collect();
    let goal = masks.iter().fold(0, |all, m| all | m);
    let mut fewest: Vec<usize> = vec![usize::MAX; 1 << elements];
    if let Some(start) = fewest.first_mut() {
        *start = 0;
    }
    // Subsets come before what holds them.
    for covered in 0..fewest.len() {
        let Some(count) = fewest.get(covered).copied().filter(|c| *c != usize::MAX) else {
            continue;
        };
        for mask in &masks {
            if let Some(place) = fewest.get_mut(covered | mask) {
                *place = (*place).min(count + 1);
            }
        }
    }
    // Nothing to cover needs nothing.
    let count = if goal == 0 {
        0
    } else {
        fewest.get(goal).copied().unwrap_or(0)
    };
    trace(&masks, goal, count)
}

/// The sets themselves, by searching at the depth that the table found, in the order of preference.
fn trace(masks: &[usize], goal: usize, count: usize) -> Vec<usize> {
    fn search(
        masks: &[usize],
        goal: usize,
        left: usize,
        from: usize,
        covered: usize,
        chosen: &mut Vec<usize>,
    ) -> bool {
        if covered == goal {
            return true;
        }
        if left == 0 {
            return false;
        }
        let missing = (goal & !covered).count_ones() as usize;
        for (set, mask) in masks.iter().enumerate().skip(from) {
            let adds = (mask & goal & !covered).count_ones() as usize;
            // The last one must add all that is missing.
            if adds == 0 || (left == 1 && adds < missing) {
                continue;
            }
            chosen.push(set);
            if search(masks, goal, left - 1, set + 1, covered | mask, chosen) {
                return true;
            }
            chosen.pop();
        }
        false
    }
    let mut chosen = Vec::new();
    search(masks, goal, count, 0, 0, &mut chosen);
    chosen
}

fn mask(set: &[usize]) -> usize {
    set.iter().fold(0, |mask, element| mask | (1 << element))
}

/// Always the set that adds most, the preferred one among equals.
fn greedy(elements: usize, sets: &[Vec<usize>]) -> Vec<usize> {
    let mut covered = vec![false; elements];
    let mut chosen = Vec::new();
    loop {
        let adds = |set: &Vec<usize>| {
            set.iter()
                .filter(|e| covered.get(**e) == Some(&false))
                .count()
        };
        let best = sets.iter().enumerate().map(|(at, set)| (adds(set), at));
        let Some((gain, at)) = best.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))) else {
            break;
        };
        if gain == 0 {
            break;
        }
        chosen.push(at);
        for &element in sets.get(at).into_iter().flatten() {
            if let Some(place) = covered.get_mut(element) {
                *place = true;
            }
        }
    }
    chosen
}

/// Leaves out what is not needed, and swaps two for one where one set holds all that both add.
fn improve(elements: usize, sets: &[Vec<usize>], mut chosen: Vec<usize>) -> Vec<usize> {
    let covers = |chosen: &[usize]| {
        let mut covered = vec![false; elements];
        for &element in chosen.iter().filter_map(|c| sets.get(*c)).flatten() {
            if let Some(place) = covered.get_mut(element) {
                *place = true;
            }
        }
        covered.iter().filter(|c| **c).count()
    };
    let goal = covers(&chosen);
    'better: loop {
        for at in 0..chosen.len() {
            let mut fewer = chosen.clone();
            fewer.remove(at);
            if covers(&fewer) == goal {
                chosen = fewer;
                continue 'better;
            }
        }
        for one in 0..chosen.len() {
            for other in one + 1..chosen.len() {
                let kept: Vec<usize> = (0..chosen.len())
                    .filter(|at| *at != one && *at != other)
                    .filter_map(|at| chosen.get(at).copied())
                    .collect();
                for set in 0..sets.len() {
                    let mut tried = kept.clone();
                    tried.push(set);
                    if covers(&tried) == goal {
                        chosen = tried;
                        continue 'better;
                    }
                }
            }
        }
        return chosen;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The fewest sets by trying every choice.
    fn fewest(elements: usize, sets: &[Vec<usize>]) -> usize {
        let goal = sets.iter().flatten().fold(0usize, |m, e| m | 1 << e);
        let _ = elements;
        (0..1usize << sets.len())
            .filter(|choice| {
                let chosen = (0..sets.len()).filter(|s| choice >> s & 1 == 1);
                chosen.fold(0, |m, s| m | mask(&sets[s])) == goal
            })
            .map(|choice| choice.count_ones() as usize)
            .min()
            .unwrap_or(0)
    }

    #[test]
    fn greedy_alone_would_take_three() {
        let sets = vec![vec![0, 1, 2, 3], vec![0, 1, 4], vec![2, 3, 5]];
        assert_eq!(cover(6, &sets), (vec![1, 2], true));
    }

    #[test]
    fn the_preferred_set_is_taken_among_equals() {
        let sets = vec![vec![0], vec![0, 1], vec![0, 1]];
        assert_eq!(cover(2, &sets).0, vec![1]);
    }

    #[test]
    fn what_nothing_covers_stays_uncovered() {
        assert_eq!(cover(3, &[vec![1]]).0, vec![0]);
        assert_eq!(cover(3, &[]).0, Vec::<usize>::new());
    }

    #[test]
    fn many_outcomes_are_covered_without_a_superfluous_set() {
        let sets: Vec<Vec<usize>> = (0..20).map(|at| vec![at, (at + 1) % 20]).collect();
        let (chosen, exact) = cover(20, &sets);
        assert!(!exact);
        assert!(chosen.len() <= 11, "{chosen:?}");
        let mut covered: Vec<usize> = chosen.iter().flat_map(|&c| sets[c].clone()).collect();
        covered.sort_unstable();
        covered.dedup();
        assert_eq!(covered.len(), 20);
    }

    proptest! {
        #[test]
        fn the_exact_set_covers_all_that_can_be_and_none_is_smaller(
            sets in prop::collection::vec(prop::collection::vec(0usize..7, 0..5), 0..8)
        ) {
            let (chosen, exact) = cover(7, &sets);
            let all = sets.iter().flatten().fold(0usize, |m, e| m | 1 << e);
            let got = chosen.iter().fold(0, |m, &c| m | mask(&sets[c]));
            prop_assert!(exact);
            prop_assert_eq!(got, all);
            prop_assert_eq!(chosen.len(), fewest(7, &sets));
            prop_assert_eq!(cover(7, &sets).0, chosen);
        }

        #[test]
        fn the_greedy_way_covers_all_that_can_be(
            sets in prop::collection::vec(prop::collection::vec(0usize..30, 0..6), 0..12)
        ) {
            let (chosen, _) = cover(30, &sets);
            let all: std::collections::BTreeSet<_> = sets.iter().flatten().collect();
            let got: std::collections::BTreeSet<_> = chosen.iter().flat_map(|&c| &sets[c]).collect();
            prop_assert_eq!(got, all);
        }
    }
}
