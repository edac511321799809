//! Choosing one parent for each record where a source gives several, the same one every time, and never a circle.

use std::collections::HashMap;

use super::warnings::Warnings;
use crate::model::{Record, RecordId, Relation, RelationKind, Severity};

/// That one record stands below another, as the source says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The narrower record.
    pub child: RecordId,
    /// How well the broader one suits as the parent; the lowest is taken, then the smallest identifier.
    pub rank: u8,
    /// The broader record.
    pub parent: RecordId,
}

/// Gives every record that stands below others its parent; the further ones come back as [`RelationKind::Broader`].
///
/// An edge whose end is not among the records is left out with a warning, and so is one that would close a circle.
pub fn assign(
    records: &mut [Record],
    mut edges: Vec<Edge>,
    warnings: &mut Warnings,
) -> Vec<Relation> {
    edges.sort();
    edges.dedup_by(|a, b| a.child == b.child && a.parent == b.parent);
    let index: HashMap<RecordId, usize> = records
        .iter()
        .enumerate()
        .map(|(n, r)| (r.id.clone(), n))
        .collect();
    let mut parents: Vec<Option<usize>> = vec![None; records.len()];
    let mut relations = Vec::new();
    for Edge { child, parent, .. } in edges {
        let (Some(&c), Some(&p)) = (index.get(&child), index.get(&parent)) else {
            let (known, missing) = match index.get(&child) {
                Some(&c) => (Some(c), &parent),
                None => (index.get(&parent).copied(), &child),
            };
            let source = known.and_then(|k| records.get(k)).map(|r| r.source.clone());
            warnings.add(
                Severity::Warning,
                "unknown-concept",
                source.unwrap_or_default(),
                || format!("the hierarchy puts {child} below {parent}, but {missing} is not in the source"),
            );
            continue;
        };
        if c == p || leads_to(&parents, p, c) {
            let source = records.get(c).map(|r| r.source.clone()).unwrap_or_default();
            warnings.add(Severity::Warning, "hierarchy-circle", source, || {
                format!("{child} stands below {parent}, which stands below {child}; the second is not taken")
            });
            continue;
        }
        let Some(slot) = parents.get_mut(c) else {
            continue;
        };
        if *slot == Some(p) {
            continue;
        }
        if slot.is_some() {
            relations.push(Relation::new(child, RelationKind::Broader, parent));
        } else {
            *slot = Some(p);
            if let Some(record) = records.get_mut(c) {
                record.parent = Some(parent);
            }
        }
    }
    relations
}

/// Whether going up from `from` one meets `target`. There is no circle among the parents, so it ends.
fn leads_to(parents: &[Option<usize>], from: usize, target: usize) -> bool {
    let mut next = Some(from);
    while let Some(n) = next {
        if n == target {
            return true;
        }
        next = parents.get(n).copied().flatten();
    }
    false
}

/// Numbers siblings: by code where they have one (`1.2` before `1.10`), else in the order of the source.
pub fn number_siblings(records: &mut [Record]) {
    let mut order: Vec<usize> = (0..records.len()).collect();
    let key = |r: &Record| {
        (
            r.code.is_none(),
            natural(r.code.as_deref().unwrap_or_default()),
        )
    };
    order.sort_by_cached_key(|&n| records.get(n).map(key));
    let mut next: HashMap<Option<RecordId>, u32> = HashMap::new();
    for n in order {
        if let Some(record) = records.get_mut(n) {
            let count = next.entry(record.parent.clone()).or_insert(0);
            record.position = *count;
            *count += 1;
        }
    }
}

/// A key by which codes sort as people count: digits as numbers.
fn natural(code: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = code;
    while !rest.is_empty() {
        let word: String = rest.chars().take_while(|c| !c.is_ascii_digit()).collect();
        rest = rest.get(word.len()..).unwrap_or_default();
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        rest = rest.get(digits.len()..).unwrap_or_default();
        if !word.is_empty() {
            parts.push((0, word));
        }
        if !digits.is_empty() {
            parts.push((
                digits.parse().unwrap_or(u64::MAX).saturating_add(1),
                String::new(),
            ));
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Batch, Kind, Source};
    use proptest::prelude::*;

    fn id(text: &str) -> RecordId {
        RecordId::new(text).unwrap()
    }

    fn records(ids: &[&str]) -> Vec<Record> {
        let new = |i: &&str| Record::new(id(i), Kind::Skill, Source::file("a"));
        ids.iter().map(new).collect()
    }

    fn edge(child: &str, rank: u8, parent: &str) -> Edge {
        Edge {
            child: id(child),
            rank,
            parent: id(parent),
        }
    }

    fn codes(warnings: Warnings) -> Vec<&'static str> {
        let mut batch = Batch::new("a", "A");
        warnings.finish(&mut batch);
        batch.warnings.iter().map(|w| w.code).collect()
    }

    #[test]
    fn of_two_parents_the_better_ranked_then_the_smaller_is_taken() {
        let mut all = records(&["a", "b", "c", "d"]);
        let edges = vec![edge("a", 1, "b"), edge("a", 0, "d"), edge("a", 0, "c")];
        let mut warnings = Warnings::default();
        let relations = assign(&mut all, edges, &mut warnings);
        assert_eq!(all[0].parent, Some(id("c")));
        let further: Vec<&str> = relations.iter().map(|r| r.to.as_str()).collect();
        assert_eq!(further, ["d", "b"]);
        assert!(codes(warnings).is_empty());
    }

    #[test]
    fn circles_and_unknown_ends_are_left_out_with_a_warning() {
        let mut all = records(&["a", "b"]);
        let edges = vec![
            edge("a", 0, "b"),
            edge("b", 0, "a"),
            edge("b", 0, "b"),
            edge("b", 0, "x"),
        ];
        let mut warnings = Warnings::default();
        assert!(assign(&mut all, edges, &mut warnings).is_empty());
        assert_eq!(
            (all[0].parent.clone(), all[1].parent.clone()),
            (Some(id("b")), None)
        );
        assert_eq!(
            codes(warnings),
            ["hierarchy-circle", "hierarchy-circle", "unknown-concept"]
        );
    }

    #[test]
    fn codes_count_as_people_count() {
        let mut all = records(&["a", "b", "c", "d"]);
        for (record, code) in all.iter_mut().zip(["1.10", "1.2", "S1", ""]) {
            record.code = Some(code.to_owned()).filter(|c| !c.is_empty());
        }
        number_siblings(&mut all);
        let positions: Vec<u32> = all.iter().map(|r| r.position).collect();
        assert_eq!(positions, [2, 1, 0, 3]);
    }

    proptest! {
        #[test]
        fn going_up_always_ends(pairs in prop::collection::vec((0u8..8, 0u8..8, 0u8..2), 0..30)) {
            let names: Vec<String> = (0..8).map(|n| n.to_string()).collect();
            let mut all = records(&names.iter().map(String::as_str).collect::<Vec<_>>());
            let edges = pairs.iter().map(|(c, p, r)| edge(&c.to_string(), *r, &p.to_string())).collect();
            assign(&mut all, edges, &mut Warnings::default());
            for start in &all {
                let mut steps = 0;
                let mut next = start.parent.clone();
                while let Some(parent) = next {
                    steps += 1;
                    prop_assert!(steps <= all.len());
                    next = all.iter().find(|r| r.id == parent).and_then(|r| r.parent.clone());
                }
            }
        }
    }
}
