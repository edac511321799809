//! Lists of lists in two vectors.

use std::ops::Range;

/// Rows of items, one after another in memory.
#[derive(Debug, Clone)]
pub(super) struct Rows<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            ends: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T> Rows<T> {
    /// Adds a row.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.ends.push(self.items.len() as u32);
    }

    /// A row; empty where there is none.
    pub(super) fn row(&self, number: u32) -> &[T] {
        self.items.get(self.range(number)).unwrap_or_default()
    }

    /// The places of a row's items among all items.
    pub(super) fn range(&self, number: u32) -> Range<usize> {
        let number = number as usize;
        let end = self.ends.get(number).map_or(0, |&end| end as usize);
        let before = number.checked_sub(1).and_then(|n| self.ends.get(n));
        before.map_or(0, |&start| start as usize).min(end)..end
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes on the heap.
    pub(super) fn bytes(&self) -> usize {
        self.ends.capacity() * 4 + self.items.capacity() * size_of::<T>()
    }

    /// Gives back memory that is not needed any more.
    pub(super) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
    }
}

impl<T: Copy + Ord> Rows<T> {
    /// Rows `0..rows` out of pairs of row and item; each item once in its row, ascending.
    pub(super) fn from_pairs(rows: usize, mut pairs: Vec<(u32, T)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut ends = vec![0_u32; rows];
        for (row, _) in &pairs {
            if let Some(end) = ends.get_mut(*row as usize) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        Self {
            ends,
            items: pairs.into_iter().map(|(_, item)| item).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let mut rows = Rows::default();
        rows.push([1, 2]);
        rows.push([]);
        rows.push([3]);
        assert_eq!(
            (rows.row(0), rows.row(1), rows.row(2)),
            (&[1, 2][..], &[][..], &[3][..])
        );
        assert_eq!((rows.row(9), rows.len()), (&[][..], 3));
        assert_eq!(rows.range(2), 2..3);
    }

    #[test]
    fn pairs_become_sorted_rows_without_repetition() {
        let rows = Rows::from_pairs(3, vec![(2, 5_u32), (0, 9), (2, 4), (2, 5)]);
        assert_eq!(
            (rows.row(0), rows.row(1), rows.row(2)),
            (&[9][..], &[][..], &[4, 5][..])
        );
    }
}
