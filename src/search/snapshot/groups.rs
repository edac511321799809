//! Lists of numbers by number, stored end to end.

use super::codec::{CodecError, Packer, Unpacker};

/// For each number a list of numbers.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Groups {
    /// Where each list ends.
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Groups {
    /// Lists of the second numbers of `pairs` by the first, each list in the order of the pairs. `len` lists.
    pub(crate) fn from_pairs(len: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0_u32; len + 1];
        for &(key, _) in pairs {
            if let Some(count) = starts.get_mut(key as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut starts {
            sum += *count;
            *count = sum;
        }
        let ends = starts.get(1..).unwrap_or_default().to_vec();
        let mut items = vec![0; sum as usize];
        for &(key, item) in pairs {
            if (key as usize) < len
                && let Some(at) = starts.get_mut(key as usize)
                && let Some(place) = items.get_mut(*at as usize)
            {
                *place = item;
                *at += 1;
            }
        }
        Self { ends, items }
    }

    /// Adds one list after the last.
    pub(crate) fn push(&mut self, items: impl IntoIterator<Item = u32>) {
        self.items.extend(items);
        self.ends
            .push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// How many lists.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where the list of a number stands among all items.
    #[inline]
    pub(crate) fn range(&self, number: u32) -> std::ops::Range<usize> {
        let number = number as usize;
        let start = match number {
            0 => 0,
            _ => self.ends.get(number - 1).copied().unwrap_or(0) as usize,
        };
        let end = self.ends.get(number).copied().unwrap_or(start as u32) as usize;
        start..end
    }

    /// The list of a number; empty when there is none.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> &[u32] {
        self.items.get(self.range(number)).unwrap_or_default()
    }

    /// All items of all lists.
    pub(crate) fn items(&self) -> &[u32] {
        &self.items
    }

    pub(crate) fn pack(&self, packer: &mut Packer) {
        packer.u32s(&self.ends);
        packer.u32s(&self.items);
    }

    pub(crate) fn unpack(unpacker: &mut Unpacker<'_>) -> Result<Self, CodecError> {
        let groups = Self {
            ends: unpacker.u32s()?,
            items: unpacker.u32s()?,
        };
        let last = groups.ends.last().map_or(0, |&end| end as usize);
        if groups.ends.is_sorted() && last == groups.items.len() {
            Ok(groups)
        } else {
            Err(CodecError::Misfit("lists"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lists_are_pushed_and_read() {
        let mut groups = Groups::default();
        groups.push([3, 4]);
        groups.push([]);
        groups.push([5]);
        assert_eq!(groups.get(0), [3, 4]);
        assert!(groups.get(1).is_empty());
        assert_eq!(groups.get(2), [5]);
        assert!(groups.get(3).is_empty());
    }

    proptest! {
        #[test]
        fn pairs_are_grouped(pairs in prop::collection::vec((0u32..8, any::<u32>()), 0..60)) {
            let groups = Groups::from_pairs(8, &pairs);
            prop_assert_eq!(groups.len(), 8);
            for key in 0..8 {
                let expected: Vec<u32> = pairs.iter().filter(|pair| pair.0 == key).map(|pair| pair.1).collect();
                prop_assert_eq!(groups.get(key), expected);
            }
        }
    }
}
