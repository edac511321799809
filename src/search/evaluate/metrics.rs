//! nDCG@10, P@1, recall@10 and success@10, as the field defines them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::DEPTH;

/// The lowest grade that counts as relevant where a measure knows only yes and no.
const RELEVANT: u8 = 1;

/// Measures of one query, or means over several; all from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Measures {
    /// Normalised discounted cumulative gain of the first ten, with gains of 2^grade − 1 (Järvelin and Kekäläinen, 2002;
    /// gains as by Burges et al., 2005).
    pub ndcg_10: f64,
    /// Whether the first hit is relevant.
    pub p_1: f64,
    /// Share of the relevant records among the first ten (of as many as ten can hold).
    pub recall_10: f64,
    /// Whether any of the first ten is relevant.
    pub success_10: f64,
}

impl Measures {
    /// Means; zeros without any.
    pub fn mean(all: impl Iterator<Item = Measures>) -> Self {
        let mut sum = Self::default();
        let mut count = 0.0;
        for one in all {
            sum.ndcg_10 += one.ndcg_10;
            sum.p_1 += one.p_1;
            sum.recall_10 += one.recall_10;
            sum.success_10 += one.success_10;
            count += 1.0;
        }
        let of = |sum: f64| if count > 0.0 { sum / count } else { 0.0 };
        Self {
            ndcg_10: of(sum.ndcg_10),
            p_1: of(sum.p_1),
            recall_10: of(sum.recall_10),
            success_10: of(sum.success_10),
        }
    }
}

/// Measures a ranking against graded records.
pub fn measure(ranking: &[String], grades: &BTreeMap<&str, u8>) -> Measures {
    let top: Vec<u8> = ranking
        .iter()
        .take(DEPTH)
        .map(|id| grades.get(id.as_str()).copied().unwrap_or(0))
        .collect();
    let mut best: Vec<u8> = grades.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let relevant = |grades: &[u8]| grades.iter().filter(|grade| **grade >= RELEVANT).count();
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    Measures {
        ndcg_10: share(gain(&top), gain(&best)),
        p_1: f64::from(u8::from(
            top.first().is_some_and(|grade| *grade >= RELEVANT),
        )),
        recall_10: share(relevant(&top) as f64, relevant(&best).min(DEPTH) as f64),
        success_10: f64::from(u8::from(relevant(&top) > 0)),
    }
}

/// Discounted cumulative gain of the first ten.
fn gain(grades: &[u8]) -> f64 {
    let ranked = grades.iter().take(DEPTH).enumerate();
    ranked
        .map(|(rank, grade)| (f64::from(*grade).exp2() - 1.0) / (rank as f64 + 2.0).log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn the_best_order_has_gain_one() {
        let grades = BTreeMap::from([("a", 3), ("b", 1), ("c", 0)]);
        let measures = measure(&ids(&["a", "b", "x"]), &grades);
        assert_eq!(
            measures,
            Measures {
                ndcg_10: 1.0,
                p_1: 1.0,
                recall_10: 1.0,
                success_10: 1.0
            }
        );
    }

    #[test]
    fn a_swapped_order_has_the_gain_worked_out_by_hand() {
        let grades = BTreeMap::from([("a", 3), ("b", 1)]);
        let measures = measure(&ids(&["b", "a"]), &grades);
        let expected = (1.0 + 7.0 / 3.0_f64.log2()) / (7.0 + 1.0 / 3.0_f64.log2());
        assert!((measures.ndcg_10 - expected).abs() < 1e-12);
    }

    #[test]
    fn nothing_found_is_zero() {
        let grades = BTreeMap::from([("a", 3)]);
        assert_eq!(measure(&[], &grades), Measures::default());
        assert_eq!(measure(&ids(&["x"]), &grades), Measures::default());
    }

    proptest! {
        #[test]
        fn measures_are_shares(ranking in prop::collection::vec("[a-f]", 0..12), grades in prop::collection::btree_map("[a-f]", 0u8..4, 0..6)) {
            let mut ranking = ranking;
            ranking.sort_unstable();
            ranking.dedup();
            let grades: BTreeMap<&str, u8> = grades.iter().map(|(id, grade)| (id.as_str(), *grade)).collect();
            let m = measure(&ranking, &grades);
            for share in [m.ndcg_10, m.p_1, m.recall_10, m.success_10] {
                prop_assert!((0.0..=1.0 + 1e-9).contains(&share));
            }
        }
    }
}
