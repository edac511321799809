//! The lexicon as bytes: a header, a table of key lists, a filter, and an automaton from forms to entries of the
//! table. The bytes can be saved and mapped back; only the small table and the filter are copied.

use std::sync::Arc;

use super::super::keys::Keys;
use super::error::LexiconError;

const SIGNATURE: &[u8; 8] = b"PRASMELX";
/// Version of the format. Raise it whenever keys change their shape.
pub const VERSION: u32 = 1;
const HEADER: usize = 8 + 4 + 4 + 4 + 8 + 8;
/// Bits of the filter for one form: two of ten set leave four false alarms in a hundred.
const FILTER_BITS: usize = 10;

/// How a key is made of a form: cut so many bytes from its end, then append the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Operation {
    cut: u8,
    tail: Box<str>,
}

impl Operation {
    /// The operation that makes `key` of `form`.
    pub fn between(form: &str, key: &str) -> Self {
        let common: usize = form
            .chars()
            .zip(key.chars())
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        Self {
            cut: (form.len() - common).min(u8::MAX as usize) as u8,
            tail: key.get(common..).unwrap_or("").into(),
        }
    }

    fn apply(&self, form: &str, out: &mut Keys) {
        let kept = form
            .len()
            .checked_sub(self.cut as usize)
            .and_then(|end| form.get(..end));
        if let Some(kept) = kept {
            out.push(&[kept, &self.tail]);
        }
    }
}

/// FNV-1a over eight-byte words: finds damage, not malice.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(0xcbf2_9ce4_8422_2325, |hash, chunk| {
        let mut word = [0u8; 8];
        for (to, from) in word.iter_mut().zip(chunk) {
            *to = *from;
        }
        (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Most words are not in the lexicon; the filter says so without a walk through the automaton.
struct Filter {
    blocks: Box<[u64]>,
}

impl Filter {
    fn sized(forms: usize) -> Self {
        Self {
            blocks: vec![0; (forms * FILTER_BITS / 64 + 1).next_power_of_two()].into(),
        }
    }

    /// Block number and the bits that a form sets in it.
    #[inline]
    fn place(&self, form: &str) -> (usize, u64) {
        let hash = form
            .as_bytes()
            .chunks(8)
            .fold(form.len() as u64, |hash, chunk| {
                let word = match chunk.first_chunk::<8>() {
                    Some(word) => u64::from_le_bytes(*word),
                    None => chunk
                        .iter()
                        .fold(0, |word, byte| word << 8 | u64::from(*byte)),
                };
                (hash.rotate_left(29) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            });
        let bits = 1 << (hash >> 58) | 1 << (hash >> 52 & 63) | 1 << (hash >> 46 & 63);
        ((hash >> 16) as usize & (self.blocks.len() - 1), bits)
    }

    fn insert(&mut self, form: &str) {
        let (block, bits) = self.place(form);
        if let Some(block) = self.blocks.get_mut(block) {
            *block |= bits;
        }
    }

    #[inline]
    fn may_have(&self, form: &str) -> bool {
        let (block, bits) = self.place(form);
        self.blocks
            .get(block)
            .is_some_and(|block| block & bits == bits)
    }
}

/// Writes the bytes of a lexicon. Entries are sorted by form, without duplicates.
pub fn write(entries: &[(String, Vec<Operation>)]) -> Result<Vec<u8>, LexiconError> {
    let mut lists: Vec<&[Operation]> = entries
        .iter()
        .map(|(_, operations)| operations.as_slice())
        .collect();
    lists.sort_unstable();
    lists.dedup();
    let mut filter = Filter::sized(entries.len());
    let mut builder = fst::MapBuilder::memory();
    for (form, operations) in entries {
        let list = lists.binary_search(&operations.as_slice()).unwrap_or(0);
        builder.insert(form, list as u64)?;
        filter.insert(form);
    }
    let automaton = builder.into_inner()?;
    let mut table = Vec::new();
    table.extend((lists.len() as u32).to_le_bytes());
    for list in lists {
        table.push(list.len() as u8);
        for operation in list {
            table.push(operation.cut);
            table.push(operation.tail.len().min(u8::MAX as usize) as u8);
            table.extend(operation.tail.as_bytes().iter().take(u8::MAX as usize));
        }
    }
    let mut bytes = Vec::with_capacity(HEADER + table.len() + automaton.len());
    bytes.extend(SIGNATURE);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend((table.len() as u32).to_le_bytes());
    bytes.extend((filter.blocks.len() as u32).to_le_bytes());
    bytes.extend((automaton.len() as u64).to_le_bytes());
    let blocks = filter.blocks.iter().flat_map(|block| block.to_le_bytes());
    let payload: Vec<u8> = table.into_iter().chain(blocks).chain(automaton).collect();
    bytes.extend(checksum(&payload).to_le_bytes());
    bytes.extend(payload);
    Ok(bytes)
}

/// The automaton's part of the shared bytes.
struct Part {
    bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    from: usize,
}

impl AsRef<[u8]> for Part {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        (*self.bytes).as_ref().get(self.from..).unwrap_or(&[])
    }
}

/// A user's dictionary, compiled. Made by [`Lexicon::compile`], read back by [`Lexicon::from_bytes`].
pub struct Lexicon {
    bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    automaton: fst::Map<Part>,
    lists: Vec<Box<[Operation]>>,
    filter: Filter,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon")
            .field("forms", &self.automaton.len())
            .finish()
    }
}

/// Reads little-endian numbers off a slice.
struct Cursor<'b>(&'b [u8]);

impl<'b> Cursor<'b> {
    fn take(&mut self, len: usize) -> Result<&'b [u8], LexiconError> {
        let (head, rest) = self.0.split_at_checked(len).ok_or(LexiconError::Damaged {
            what: "it is cut off",
        })?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], LexiconError> {
        self.take(N)?.try_into().map_err(|_| LexiconError::Damaged {
            what: "it is cut off",
        })
    }
}

impl Lexicon {
    /// Takes a lexicon that was compiled before, from memory or from a mapped file.
    pub fn from_bytes(
        bytes: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Result<Self, LexiconError> {
        let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(bytes);
        let all: &[u8] = (*bytes).as_ref();
        let mut cursor = Cursor(all);
        if cursor
            .take(SIGNATURE.len())
            .map_err(|_| LexiconError::Signature)?
            != SIGNATURE
        {
            return Err(LexiconError::Signature);
        }
        let found = u32::from_le_bytes(cursor.array()?);
        if found != VERSION {
            return Err(LexiconError::Version {
                found,
                supported: VERSION,
            });
        }
        let table = u32::from_le_bytes(cursor.array()?) as usize;
        let blocks = u32::from_le_bytes(cursor.array()?) as usize;
        let automaton = u64::from_le_bytes(cursor.array()?);
        let sum = u64::from_le_bytes(cursor.array()?);
        if (table as u64 + 8 * blocks as u64).checked_add(automaton) != Some(cursor.0.len() as u64)
        {
            return Err(LexiconError::Damaged {
                what: "its length is not the one in the header",
            });
        }
        if checksum(cursor.0) != sum {
            return Err(LexiconError::Damaged {
                what: "its checksum does not match",
            });
        }
        let lists = read_lists(cursor.take(table)?)?;
        if !blocks.is_power_of_two() {
            return Err(LexiconError::Damaged {
                what: "the filter has no valid size",
            });
        }
        let filter = cursor
            .take(8 * blocks)?
            .as_chunks::<8>()
            .0
            .iter()
            .map(|block| u64::from_le_bytes(*block))
            .collect();
        let part = Part {
            bytes: bytes.clone(),
            from: HEADER + table + 8 * blocks,
        };
        Ok(Self {
            bytes,
            automaton: fst::Map::new(part)?,
            lists,
            filter: Filter { blocks: filter },
        })
    }

    /// The bytes, to be saved.
    pub fn as_bytes(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// Number of forms on which the lexicon knows better than the grammar.
    pub fn len(&self) -> usize {
        self.automaton.len()
    }

    /// Is there no form?
    pub fn is_empty(&self) -> bool {
        self.automaton.is_empty()
    }

    /// Adds the keys of a form; false when the lexicon has nothing to say about it.
    #[inline]
    pub fn keys(&self, form: &str, out: &mut Keys) -> bool {
        if !self.filter.may_have(form) {
            return false;
        }
        let Some(list) = self
            .automaton
            .get(form)
            .and_then(|list| self.lists.get(list as usize))
        else {
            return false;
        };
        list.iter().for_each(|operation| operation.apply(form, out));
        true
    }

    /// Adds the verb keys of a form that stands behind ne- or jā-; false when there is none.
    pub fn verb_keys(&self, form: &str, out: &mut Keys) -> bool {
        let mut keys = Keys::new();
        let before = out.len();
        if self.keys(form, &mut keys) {
            keys.iter()
                .filter(|key| key.contains('~'))
                .for_each(|key| out.push(&[key]));
        }
        out.len() > before
    }
}

fn read_lists(bytes: &[u8]) -> Result<Vec<Box<[Operation]>>, LexiconError> {
    let mut cursor = Cursor(bytes);
    let count = u32::from_le_bytes(cursor.array()?) as usize;
    let mut lists = Vec::new();
    for _ in 0..count {
        let [len] = cursor.array()?;
        let mut list = Vec::with_capacity(len as usize);
        for _ in 0..len {
            let [cut, tail] = cursor.array()?;
            let tail = std::str::from_utf8(cursor.take(tail as usize)?);
            let tail = tail.map_err(|_| LexiconError::Damaged {
                what: "a key is not UTF-8",
            })?;
            list.push(Operation {
                cut,
                tail: tail.into(),
            });
        }
        lists.push(list.into_boxed_slice());
    }
    Ok(lists)
}
