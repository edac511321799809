//! Words with fixed keys (closed classes, irregular forms): an open-addressing table over letter codes.
//! Sixteen letters are two machine words, so a look-up compares numbers and never strings.

/// Longest word that can stand in the table, in letters.
pub const MAX_EXACT: usize = 16;

/// The letter codes of a word as two numbers.
pub type Packed = (u64, u64);

/// Packs the first sixteen codes; the rest must be zero.
#[inline]
pub fn pack(codes: &[u8]) -> Packed {
    let half = |from: usize| {
        let mut bytes = [0u8; 8];
        for (to, code) in bytes.iter_mut().zip(codes.iter().skip(from)) {
            *to = *code;
        }
        u64::from_le_bytes(bytes)
    };
    (half(0), half(8))
}

#[inline]
fn hash((a, b): Packed) -> usize {
    let mixed = (a ^ b.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize
}

struct Slot {
    word: Packed,
    /// Number of letters; 0 in an empty slot.
    len: u8,
    keys: (u32, u32),
}

/// The table.
pub struct Exact {
    slots: Vec<Slot>,
    keys: Vec<Box<str>>,
}

impl Exact {
    /// Builds from (letter codes, keys). Words longer than [`MAX_EXACT`] letters are left out.
    pub fn build(words: impl ExactSizeIterator<Item = (Vec<u8>, Vec<Box<str>>)>) -> Self {
        let size = (words.len() * 4 + 16).next_power_of_two();
        let mut slots: Vec<Slot> = (0..size)
            .map(|_| Slot {
                word: (0, 0),
                len: 0,
                keys: (0, 0),
            })
            .collect();
        let mut keys = Vec::new();
        for (codes, own) in words {
            if codes.len() > MAX_EXACT || codes.is_empty() {
                continue;
            }
            let start = keys.len() as u32;
            keys.extend(own);
            let word = pack(&codes);
            let mut at = hash(word) & (size - 1);
            while slots[at].len != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = Slot {
                word,
                len: codes.len() as u8,
                keys: (start, keys.len() as u32),
            };
        }
        Self { slots, keys }
    }

    /// The keys of a word of `len` letters; empty when it is not in the table.
    #[inline]
    pub fn get(&self, word: Packed, len: usize) -> &[Box<str>] {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash(word) & mask;
        while let Some(slot) = self.slots.get(at) {
            if slot.len == 0 {
                break;
            }
            if slot.word == word && slot.len as usize == len {
                return self
                    .keys
                    .get(slot.keys.0 as usize..slot.keys.1 as usize)
                    .unwrap_or(&[]);
            }
            at = (at + 1) & mask;
        }
        &[]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let words: Vec<_> = (1u8..200)
            .map(|n| (vec![n, n / 3 + 1], vec![format!("k{n}").into_boxed_str()]))
            .collect();
        let table = Exact::build(words.clone().into_iter());
        for (codes, keys) in &words {
            assert_eq!(table.get(pack(codes), 2), keys.as_slice());
        }
        assert!(table.get(pack(&[250, 250]), 2).is_empty());
        assert!(
            table.get(pack(&[5, 2]), 3).is_empty(),
            "a word with an unknown third letter is another word"
        );
    }
}
