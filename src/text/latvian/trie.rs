//! A dense automaton over letter codes. Built once from the tables; a step is one array access.

use super::alphabet::CODES;

/// Trie from code sequences to slices of values. Each node is a full row of successors, so it is meant
/// for tables of some thousand entries, not for dictionaries.
pub struct Trie<T> {
    next: Vec<[u16; CODES]>,
    spans: Vec<(u32, u32)>,
    values: Vec<T>,
}

impl<T: Clone> Trie<T> {
    /// Builds from (codes, value) pairs. Values of equal keys stay in the order given.
    pub fn build(entries: impl IntoIterator<Item = (Vec<u8>, T)>) -> Self {
        let mut next = vec![[0u16; CODES]];
        let mut found: Vec<Vec<T>> = vec![Vec::new()];
        for (codes, value) in entries {
            let mut node = 0usize;
            for code in codes {
                let code = code as usize % CODES;
                if next[node][code] == 0 {
                    assert!(
                        next.len() < u16::MAX as usize,
                        "grammar tables outgrew the automaton"
                    );
                    next[node][code] = next.len() as u16;
                    next.push([0u16; CODES]);
                    found.push(Vec::new());
                }
                node = next[node][code] as usize;
            }
            found[node].push(value);
        }
        let mut spans = Vec::with_capacity(found.len());
        let mut values = Vec::new();
        for group in found {
            let start = values.len() as u32;
            values.extend(group);
            spans.push((start, values.len() as u32));
        }
        Self {
            next,
            spans,
            values,
        }
    }

    /// The node after `code`; `None` when no entry goes on so.
    #[inline]
    pub fn step(&self, node: u16, code: u8) -> Option<u16> {
        match self.next.get(node as usize)?.get(code as usize)? {
            0 => None,
            to => Some(*to),
        }
    }

    /// Number of nodes; nodes are numbered from 0.
    pub fn nodes(&self) -> usize {
        self.next.len()
    }

    /// The values of the entry that ends in this node.
    #[inline]
    pub fn values(&self, node: u16) -> &[T] {
        self.spans
            .get(node as usize)
            .and_then(|(from, to)| self.values.get(*from as usize..*to as usize))
            .unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_values_of_prefixes_in_order() {
        let trie = Trie::build([(vec![1, 2], 'a'), (vec![1], 'b'), (vec![1, 2], 'c')]);
        let one = trie.step(0, 1).unwrap();
        let two = trie.step(one, 2).unwrap();
        assert_eq!(trie.values(one), ['b']);
        assert_eq!(trie.values(two), ['a', 'c']);
        assert_eq!(trie.step(two, 2), None);
        assert!(trie.values(0).is_empty());
    }
}
