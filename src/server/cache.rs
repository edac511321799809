//! Answers kept for as long as an index generation stands.
//!
//! The key holds the generation, so nothing has to be cleared when a new one is published: the old answers are not
//! asked for any more and fall out. What people search for follows Zipf's law: a small cache serves most of it.

use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::limits::CACHE_BYTES;

/// What tells two requests apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// The index generation and configuration that answer.
    pub(super) edition: (u64, u64),
    /// How the answer is written: each face has its own (`api`, `lv`, `en`).
    pub(super) face: &'static str,
    /// The request, as the query string has it.
    pub(super) request: Box<str>,
}

#[derive(Debug, Clone)]
struct ByBytes;

impl Weighter<Key, Bytes> for ByBytes {
    fn weight(&self, key: &Key, body: &Bytes) -> u64 {
        // The entry itself costs a little, too: an empty answer must not be free.
        (key.request.len() + body.len() + 128) as u64
    }
}

/// Answers kept for as long as an index generation stands.
#[derive(Debug)]
pub(super) struct Answers(Cache<Key, Bytes, ByBytes>);

impl Answers {
    pub(super) fn new() -> Self {
        // The first number is only what the tables are made for.
        Self(Cache::with_weighter(4096, CACHE_BYTES, ByBytes))
    }

    /// The answer kept under the key.
    pub(super) fn get(&self, key: &Key) -> Option<Bytes> {
        self.0.get(key)
    }

    /// Keeps an answer.
    pub(super) fn put(&self, key: Key, body: Bytes) {
        self.0.insert(key, body);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(generation: u64) -> Key {
        Key {
            edition: (generation, 0),
            face: "api",
            request: "q=plc".into(),
        }
    }

    #[test]
    fn a_new_generation_knows_nothing_of_the_old_ones_answers() {
        let answers = Answers::new();
        answers.put(key(1), Bytes::from_static(b"old"));
        assert_eq!(answers.get(&key(1)).unwrap(), "old");
        assert!(answers.get(&key(2)).is_none());
    }

    #[test]
    fn it_never_holds_more_than_its_bytes() {
        let answers = Answers::new();
        for n in 0..200 {
            answers.put(key(n), Bytes::from(vec![0; 1 << 20]));
        }
        assert!(answers.0.weight() <= CACHE_BYTES);
    }
}
