//! Which records are about the same as a text or another record.

use super::curriculum::Curriculum;
use super::judge::{Leaf, leaves};
use super::words::{Place, Query};
use crate::model::Lang;

impl Curriculum {
    /// A text as a query.
    pub(super) fn query(&self, text: &str, lang: Lang) -> Query {
        Query::new(&self.store, text, lang, &self.config.words)
    }

    /// The names of a record as queries.
    pub(super) fn queries_of(&self, number: u32) -> Vec<Query> {
        let names = self
            .store
            .passages(number)
            .iter()
            .filter(|p| p.place == Place::Name);
        names
            .map(|p| self.query(&p.text, Lang::Lv))
            .filter(|q| !q.words.is_empty())
            .collect()
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
            let hits = self.store.look_up(query, &self.config, &wanted);
            for leaf in leaves(query, &hits)
                .into_iter()
                .filter(|l| l.score >= least)
            {
                match found.iter_mut().find(|l| l.item == leaf.item) {
                    Some(known) => known.score = known.score.max(leaf.score),
                    None => found.push(leaf),
                }
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item)));
        found
    }

    /// How alike two sets of records are, both ways: for every one of `from` those of `to` from `least` on.
    pub(super) fn alike(&self, from: &[u32], to: &[u32], least: f32) -> Vec<Vec<Leaf>> {
        let mut there = self.one_way(from, to);
        let back = self.one_way(to, from);
        for (at, found) in there.iter_mut().enumerate() {
            for leaf in found.iter_mut() {
                let place = to.iter().position(|t| *t == leaf.item);
                let own = place.and_then(|p| back.get(p)).into_iter().flatten();
                let other = own
                    .filter(|l| from.get(at) == Some(&l.item))
                    .map(|l| l.score)
                    .next();
                leaf.score = f32::midpoint(leaf.score, other.unwrap_or(0.0));
            }
            found.retain(|l| l.score >= least);
            found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item)));
        }
        there
    }

    fn one_way(&self, from: &[u32], to: &[u32]) -> Vec<Vec<Leaf>> {
        let mut wanted = vec![false; self.items.len()];
        for &number in to {
            if let Some(place) = wanted.get_mut(number as usize) {
                *place = true;
            }
        }
        let lets = |n: u32| wanted.get(n as usize).copied().unwrap_or(false);
        from.iter()
            .map(|&n| self.near(&self.queries_of(n), 0.0, lets))
            .collect()
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
