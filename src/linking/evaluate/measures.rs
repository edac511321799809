//! Figures for lists with right answers in them, and learning that is measured on what it has not seen.

use std::fmt;

use crate::linking::config::{LinkingConfig, ProfileName};
use crate::linking::learn::{Aim, Row, Start, calibrate_few, learn, learn_from};

/// How well lists are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Measures {
    /// Lists measured.
    pub lists: usize,
    /// Mean of one by the rank of the first right candidate, 0 to 1; 0 for lists without one.
    pub reciprocal_rank: f64,
    /// Share of the lists with a right candidate at the first place.
    pub success_1: f64,
    /// Share of the lists with a right candidate among the first ten.
    pub success_10: f64,
}

impl fmt::Display for Measures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} queries: recip_rank {:.4}, success_1 {:.4}, success_10 {:.4}",
            self.lists, self.reciprocal_rank, self.success_1, self.success_10
        )
    }
}

/// Measures ranks, each the place of the first right candidate.
pub(super) fn of_ranks(ranks: &[Option<usize>]) -> Measures {
    let all = ranks.len().max(1) as f64;
    let within = |most: usize| {
        let good = ranks.iter().flatten().filter(|rank| **rank <= most);
        good.count() as f64 / all
    };
    Measures {
        lists: ranks.len(),
        reciprocal_rank: ranks.iter().flatten().map(|r| 1.0 / *r as f64).sum::<f64>() / all,
        success_1: within(1),
        success_10: within(10),
    }
}

/// The place of the first right row under these weights; equal scores count against it.
fn rank(config: &LinkingConfig, list: &[Row]) -> Option<usize> {
    let score = |row: &Row| {
        let profile = config.profile.get(row.profile.code());
        profile.map_or(f32::NEG_INFINITY, |p| p.score(&row.features))
    };
    let right = list.iter().filter(|row| row.right);
    let best = right.map(score).max_by(f32::total_cmp)?;
    let before = list.iter().filter(|row| !row.right && score(row) >= best);
    Some(1 + before.count())
}

/// Parts into which lists are split: each is measured with weights learned from the others.
const PARTS: usize = 5;

/// Learns from four fifths of the lists and measures on the fifth, five times over.
pub fn cross_validate(config: &LinkingConfig, lists: &[Vec<Row>]) -> Measures {
    let mut ranks = vec![None; lists.len()];
    unseen(config, lists, Aim::Order, |at, list, learned| {
        if let Some(place) = ranks.get_mut(at) {
            *place = rank(learned, list);
        }
    });
    of_ranks(&ranks)
}

/// Calibrates the profiles of titles from scores that weights give which were learned without them.
pub fn calibrate_titles(config: &mut LinkingConfig, lists: &[Vec<Row>]) {
    let mut scored: Vec<(ProfileName, f32, bool)> = Vec::new();
    unseen(config, lists, Aim::Order, |_, list, learned| {
        let mut rows: Vec<_> = list.iter().map(|row| scored_row(learned, row)).collect();
        rows.sort_by(|a, b| b.1.total_cmp(&a.1));
        scored.extend(rows.into_iter().take(SHOWN));
    });
    confide(config, &scored);
}

/// Learns the profiles of judged pairs, from the weights in force on, and calibrates them on scores that weights give which were
/// learned without them. Where one competence of a framework is looked for, the order is learned; elsewhere each pair.
pub fn learn_pairs(config: &mut LinkingConfig, lists: &[Vec<Row>]) {
    let mut scored: Vec<(ProfileName, f32, bool)> = Vec::new();
    split(lists.len(), |part| {
        let others: Vec<_> = choose(lists, |at| at % PARTS != part).collect();
        let mut learned = config.clone();
        learn_kinds(&mut learned, &others);
        for list in choose(lists, |at| at % PARTS == part) {
            let mut rows: Vec<_> = list.iter().map(|row| scored_row(&learned, row)).collect();
            rows.sort_by(|a, b| b.1.total_cmp(&a.1));
            scored.extend(rows.into_iter().take(super::LOOKED_AT));
        }
    });
    let all: Vec<_> = lists.iter().collect();
    learn_kinds(config, &all);
    confide(config, &scored);
}

fn split(lists: usize, mut each: impl FnMut(usize)) {
    (0..PARTS.min(lists)).for_each(&mut each);
}

fn choose(lists: &[Vec<Row>], wanted: impl Fn(usize) -> bool) -> impl Iterator<Item = &Vec<Row>> {
    let chosen = lists.iter().enumerate().filter(move |(at, _)| wanted(*at));
    chosen.map(|(_, list)| list)
}

fn learn_kinds(config: &mut LinkingConfig, lists: &[&Vec<Row>]) {
    let is_competence = |list: &Vec<Row>| {
        let profile = list.first().map(|row| row.profile);
        profile == Some(ProfileName::Competence)
    };
    for (competence, aim) in [(true, Aim::Order), (false, Aim::Each)] {
        let own = lists
            .iter()
            .filter(|list| is_competence(list) == competence);
        let own: Vec<Vec<Row>> = own.map(|list| (*list).clone()).collect();
        learn_from(config, &own, aim, Start::Known);
    }
}

fn scored_row(config: &LinkingConfig, row: &Row) -> (ProfileName, f32, bool) {
    let profile = config.profile.get(row.profile.code());
    let score = profile.map_or(0.0, |p| p.score(&row.features));
    (row.profile, score, row.right)
}

fn confide(config: &mut LinkingConfig, scored: &[(ProfileName, f32, bool)]) {
    for name in ProfileName::ALL {
        let own = scored.iter().filter(|row| row.0 == name);
        let own: Vec<_> = own.map(|row| (row.1, row.2)).collect();
        if !own.is_empty() {
            config.set_confidence(name, calibrate_few(own));
        }
    }
}

/// Candidates of a list that people see: confidence has to be right for them.
const SHOWN: usize = 10;

fn unseen(
    config: &LinkingConfig,
    lists: &[Vec<Row>],
    aim: Aim,
    mut see: impl FnMut(usize, &[Row], &LinkingConfig),
) {
    for part in 0..PARTS {
        let others = lists
            .iter()
            .enumerate()
            .filter(|(at, _)| at % PARTS != part);
        let others: Vec<Vec<Row>> = others.map(|(_, list)| list.clone()).collect();
        let mut learned = config.clone();
        learn(&mut learned, &others, aim);
        for (at, list) in lists
            .iter()
            .enumerate()
            .filter(|(at, _)| at % PARTS == part)
        {
            see(at, list, &learned);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linking::{Feature, Features};

    fn list(right: f32, wrong: &[f32]) -> Vec<Row> {
        let row = |value: f32, right: bool| {
            let mut features = Features::default();
            features[Feature::Name] = value;
            Row {
                profile: ProfileName::Occupation,
                features,
                right,
            }
        };
        let others = wrong.iter().map(|value| row(*value, false));
        others.chain([row(right, true)]).collect()
    }

    #[test]
    fn ranks_become_the_usual_figures() {
        let measures = of_ranks(&[Some(1), Some(4), None, Some(20)]);
        assert!((measures.reciprocal_rank - (1.0 + 0.25 + 0.05) / 4.0).abs() < 1e-9);
        assert_eq!((measures.success_1, measures.success_10), (0.25, 0.5));
        assert_eq!(of_ranks(&[]).lists, 0);
    }

    #[test]
    fn equal_scores_count_against_the_right_one() {
        let config = LinkingConfig::default();
        assert_eq!(rank(&config, &list(0.5, &[0.5, 0.2])), Some(2));
        assert_eq!(rank(&config, &list(0.5, &[])), Some(1));
        assert_eq!(rank(&config, &[]), None);
    }

    #[test]
    fn what_can_be_learned_is_learned_without_seeing() {
        let lists: Vec<_> = (0..50).map(|_| list(0.9, &[0.1, 0.3, 0.2])).collect();
        let measures = cross_validate(&LinkingConfig::default(), &lists);
        assert_eq!((measures.lists, measures.success_1), (50, 1.0));
        let mut config = LinkingConfig::default();
        learn(&mut config, &lists, Aim::Order);
        calibrate_titles(&mut config, &lists);
        let profile = &config.profile["occupation"];
        let high = profile.score(&lists[0][3].features);
        let low = profile.score(&lists[0][0].features);
        assert!(profile.confidence(high) > 0.9 && profile.confidence(low) < 0.1);
    }
}
