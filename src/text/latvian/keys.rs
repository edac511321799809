//! The keys of one word: a small list that lives on the stack, so that analysis never allocates.

/// Most keys a word can have; rarely more than three are used.
pub const MAX_KEYS: usize = 8;
/// Longest key in bytes; longer ones are cut at a character boundary.
pub const MAX_KEY_BYTES: usize = 72;

/// Keys of one word, the most probable reading first, without duplicates.
#[derive(Clone)]
pub struct Keys {
    bytes: [[u8; MAX_KEY_BYTES]; MAX_KEYS],
    lens: [u8; MAX_KEYS],
    count: u8,
}

impl Default for Keys {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Keys {
    /// An empty list.
    pub const fn new() -> Self {
        Self {
            bytes: [[0; MAX_KEY_BYTES]; MAX_KEYS],
            lens: [0; MAX_KEYS],
            count: 0,
        }
    }

    /// Forgets all keys.
    #[inline]
    pub fn clear(&mut self) {
        self.count = 0;
    }

    /// Number of keys.
    #[inline]
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Is there no key at all?
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The keys, most probable reading first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|i| self.get(i))
    }

    /// The key at a position.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&str> {
        if at >= self.len() {
            return None;
        }
        std::str::from_utf8(self.raw(at)).ok()
    }

    #[inline]
    fn raw(&self, at: usize) -> &[u8] {
        self.bytes
            .get(at)
            .and_then(|b| b.get(..*self.lens.get(at)? as usize))
            .unwrap_or(&[])
    }

    /// Is the key in the list?
    pub fn contains(&self, key: &str) -> bool {
        (0..self.len()).any(|i| self.raw(i) == key.as_bytes())
    }

    /// Do the two lists share a key? This is what "the words meet" means.
    pub fn meets(&self, other: &Keys) -> bool {
        (0..self.len()).any(|i| (0..other.len()).any(|j| self.raw(i) == other.raw(j)))
    }

    /// Adds the key without its diacritics.
    pub fn push_folded(&mut self, key: &str) {
        let mut folded = [0u8; MAX_KEY_BYTES];
        let mut used = 0;
        for c in key.chars().map(super::alphabet::fold_char) {
            let end = used + c.len_utf8();
            let Some(to) = folded.get_mut(used..end) else {
                break;
            };
            c.encode_utf8(to);
            used = end;
        }
        if let Some(Ok(key)) = folded.get(..used).map(std::str::from_utf8) {
            self.push(&[key]);
        }
    }

    /// Adds the key made of the parts joined; a duplicate, an empty or a surplus one is dropped.
    #[inline]
    pub fn push(&mut self, parts: &[&str]) {
        let slot = self.len();
        if slot >= MAX_KEYS {
            return;
        }
        let Some(buffer) = self.bytes.get_mut(slot) else {
            return;
        };
        let mut used = 0;
        for part in parts {
            let mut take = part.len().min(MAX_KEY_BYTES - used);
            while !part.is_char_boundary(take) {
                take -= 1;
            }
            let (Some(to), Some(from)) = (
                buffer.get_mut(used..used + take),
                part.as_bytes().get(..take),
            ) else {
                return;
            };
            copy_short(to, from);
            used += take;
        }
        if used == 0 {
            return;
        }
        if let Some(len) = self.lens.get_mut(slot) {
            *len = used as u8;
        }
        if (0..slot).any(|i| self.raw(i) == self.raw(slot)) {
            return;
        }
        self.count += 1;
    }
}

/// Copies a few bytes without the call to memcpy: two blocks that may overlap. Both slices are of one length.
#[inline]
fn copy_short(to: &mut [u8], from: &[u8]) {
    if copy_blocks::<8>(to, from)
        || copy_blocks::<4>(to, from)
        || copy_blocks::<2>(to, from)
        || copy_blocks::<1>(to, from)
    {
        return;
    }
    to.copy_from_slice(from);
}

/// Copies the first and the last N bytes; false when that would not cover the slice.
#[inline]
fn copy_blocks<const N: usize>(to: &mut [u8], from: &[u8]) -> bool {
    if from.len() < N || from.len() > 2 * N {
        return false;
    }
    if let (Some(to), Some(from)) = (to.first_chunk_mut::<N>(), from.first_chunk::<N>()) {
        *to = *from;
    }
    if let (Some(to), Some(from)) = (to.last_chunk_mut::<N>(), from.last_chunk::<N>()) {
        *to = *from;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_and_empty_keys_are_dropped() {
        let mut keys = Keys::new();
        keys.push(&["da", "rī~"]);
        keys.push(&["darī", "~"]);
        keys.push(&["", ""]);
        assert_eq!(keys.iter().collect::<Vec<_>>(), ["darī~"]);
        assert!(keys.contains("darī~"));
    }

    #[test]
    fn a_surplus_key_is_dropped_and_a_long_one_cut_at_a_character() {
        let mut keys = Keys::new();
        for word in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            keys.push(&[word]);
        }
        assert_eq!(keys.len(), MAX_KEYS);
        keys.clear();
        keys.push(&["x", &"ā".repeat(200)]);
        let key = keys.get(0).unwrap();
        assert!(key.len() <= MAX_KEY_BYTES && key.chars().skip(1).all(|c| c == 'ā'));
    }

    #[test]
    fn words_meet_when_they_share_any_key() {
        let (mut a, mut b) = (Keys::new(), Keys::new());
        a.push(&["ceļ"]);
        a.push(&["cel~"]);
        b.push(&["cel~"]);
        assert!(a.meets(&b));
        b.clear();
        b.push(&["cel"]);
        assert!(!a.meets(&b));
    }
}
