//! Which records are about the same as a text or another record.

use std::collections::HashMap;
use std::sync::Arc;

use super::curriculum::Curriculum;
use super::judge::Leaf;
use super::spread::spread;
use super::words::{Place, Query};
use crate::model::{Kind, Lang};

/// A set of records, asked for each word that is looked at.
pub(super) struct Members(Vec<bool>);

impl Members {
    /// Whether it holds the record.
    pub(super) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize).copied().unwrap_or(false)
    }
}

impl Curriculum {
    /// A set of records.
    pub(super) fn members<'a>(&self, numbers: impl IntoIterator<Item = &'a u32>) -> Members {
        let mut members = vec![false; self.items.len()];
        for &number in numbers {
            if let Some(place) = members.get_mut(number as usize) {
                *place = true;
            }
        }
        Members(members)
    }

    /// A text as a query.
    pub(super) fn query(&self, text: &str, lang: Lang) -> Query {
        Query::new(&self.store, text, lang, &self.config.words)
    }

    /// The names of a record as queries. Those of national records and materials are kept: they are asked for again and again.
    /// Concepts of frameworks are many times as many, and the answers that need them are kept whole.
    pub(super) fn queries_of(&self, number: u32) -> Arc<[Query]> {
        let make = || -> Arc<[Query]> {
            let passages = self.store.passages(number).iter();
            let names = passages.filter(|p| p.place == Place::Name);
            names
                .map(|p| self.query(&p.text, Lang::Lv))
                .filter(|q| !q.words.is_empty())
                .collect()
        };
        let concept = |kind| {
            matches!(
                kind,
                Kind::Skill | Kind::Competence | Kind::CompetenceStatement
            )
        };
        match self.queries.get(number as usize) {
            Some(kept) if !self.item(number).is_some_and(|i| concept(i.kind)) => {
                Arc::clone(kept.get_or_init(make))
            }
            _ => make(),
        }
    }

    /// The records that meet most of any of the queries alone, from `least` on, the best first.
    pub(super) fn near(
        &self,
        queries: &[Query],
        least: f32,
        wanted: impl Fn(u32) -> bool,
    ) -> Vec<Leaf> {
        let mut found: Vec<Leaf> = Vec::new();
        for query in queries {
            let slot = |n: u32| wanted(n).then_some(n);
            let scores = self.store.scores(query, &self.config, slot);
            let leaves = scores.into_iter().map(|(item, score)| Leaf { item, score });
            found.extend(leaves.filter(|l| l.score >= least));
        }
        if queries.len() > 1 {
            found.sort_unstable_by(|a, b| a.item.cmp(&b.item).then(b.score.total_cmp(&a.score)));
            found.dedup_by_key(|l| l.item);
        }
        found.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item)));
        found
    }

    /// How alike two sets of records are, both ways: for every one of `from` those of `to` from `least` on.
    pub(super) fn alike(&self, from: &[u32], to: &[u32], least: f32) -> Vec<Vec<Leaf>> {
        let mut there = self.one_way(from, to);
        let back: HashMap<(u32, u32), f32> = to
            .iter()
            .zip(self.one_way(to, from))
            .flat_map(|(&t, found)| found.into_iter().map(move |l| ((t, l.item), l.score)))
            .collect();
        for (own, found) in from.iter().zip(&mut there) {
            for leaf in found.iter_mut() {
                let other = back.get(&(leaf.item, *own)).copied().unwrap_or(0.0);
                leaf.score = f32::midpoint(leaf.score, other);
            }
            found.retain(|l| l.score >= least);
            found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item)));
        }
        there
    }

    fn one_way(&self, from: &[u32], to: &[u32]) -> Vec<Vec<Leaf>> {
        let wanted = self.members(to);
        spread(from, |&n| {
            self.near(&self.queries_of(n), 0.0, |item| wanted.has(item))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::coverage::testing::{Tiny, id};

    #[test]
    fn likeness_is_the_mean_of_both_ways() {
        let mut tiny = Tiny::welder();
        tiny.skill("q/1/a", "Sametināt tērauda loksnes");
        tiny.skill(
            "q/1/b",
            "Sametināt tērauda loksnes ar pusautomātu vairākās kārtās",
        );
        tiny.skill("q/1/c", "Nokrāsot sienu");
        let c = tiny.build();
        let number = |name: &str| c.number(&id(name)).unwrap();
        let (a, b, paint) = (number("q/1/a"), number("q/1/b"), number("q/1/c"));
        let alike = c.alike(&[a], &[b, paint], 0.0);
        assert_eq!(alike[0][0].item, b);
        assert!(
            alike[0][0].score > 0.5 && alike[0][0].score < 1.0,
            "all of a is in b, not all of b in a"
        );
        assert!(c.alike(&[a], &[paint], 0.1)[0].is_empty());
        assert!((c.alike(&[a], &[a], 0.0)[0][0].score - 1.0).abs() < 1e-5);
    }
}
