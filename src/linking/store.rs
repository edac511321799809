//! What the matcher keeps of every record.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::kept::{Kept, Texts};
use super::letters::Letters;
use super::rows::Rows;
use super::words::{WordId, Words};
use crate::model::{Kind, LabelRole, RecordId};

/// Number of a record in the matcher.
pub(super) type EntryId = u32;

/// A word of a name: its number, and whether it is the verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NameWord(u32);

const VERB: u32 = 1 << 31;

impl NameWord {
    pub(super) fn new(word: WordId, role: Role) -> Self {
        Self(word | if role == Role::Verb { VERB } else { 0 })
    }

    /// The number of the word.
    pub(super) fn word(self) -> WordId {
        self.0 & !VERB
    }

    /// What it does in its name.
    pub(super) fn role(self) -> Role {
        if self.0 & VERB == 0 {
            Role::Object
        } else {
            Role::Verb
        }
    }
}

/// What a word does in a statement: *montēt* **sadalni**. A shared verb says little, a shared object much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// What is done: an infinitive, a noun in *-šana*, the first word of an English skill.
    Verb,
    /// Everything else.
    Object,
}

/// A share from 0 to 1 in thousandths, so that rows of it can be ordered.
pub(super) type Share = u16;

/// All records.
#[derive(Default)]
pub(super) struct Store {
    pub(super) words: Words,
    pub(super) letters: Letters,
    pub(super) numbers: HashMap<RecordId, EntryId>,
    pub(super) kept: Vec<Kept>,
    /// The name by which each record is shown in Latvian, or the next best.
    pub(super) shown: Texts,
    /// What spells the records out.
    pub(super) texts_said: Texts,
    pub(super) frameworks: Vec<Option<Arc<str>>>,
    /// What stands above each, nearest first.
    pub(super) above: Rows<EntryId>,
    /// How many stand right below each.
    pub(super) below: Vec<u32>,
    /// Whether each is a group of groups.
    pub(super) upper: Vec<bool>,
    /// Words that mean the same as each family, as the names of one concept show: family and how surely, 0 to 1.
    pub(super) associated: Rows<(u32, Share)>,
    /// The words of each family.
    pub(super) forms: Rows<WordId>,
    /// End of each record's names among all names.
    pub(super) name_ends: Vec<u32>,
    pub(super) names: Rows<NameWord>,
    /// Text and role of each name.
    pub(super) name_texts: Texts,
    pub(super) roles: Vec<LabelRole>,
    /// Sum of the weights of a name's words.
    pub(super) name_weights: Vec<f32>,
    /// Records that have a word in a name.
    pub(super) having: Rows<EntryId>,
    /// Families of the words in texts, ascending.
    pub(super) texts: Rows<u32>,
    /// Families of the words in the names above, ascending.
    pub(super) contexts: Rows<u32>,
    /// Rarity of each family among the names in its language.
    pub(super) rarity: Vec<f32>,
    /// Occupations of the qualification of each record.
    pub(super) occupations: Rows<EntryId>,
    /// What an occupation needs: skill, and whether it is essential.
    pub(super) needs: Rows<(EntryId, bool)>,
}

impl Store {
    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }

    /// The numbers of a record's names.
    pub(super) fn names_of(&self, entry: EntryId) -> Range<u32> {
        let end = self.name_ends.get(entry as usize).copied().unwrap_or(0);
        let before = (entry as usize)
            .checked_sub(1)
            .and_then(|e| self.name_ends.get(e));
        before.copied().unwrap_or(0).min(end)..end
    }

    /// The text of a name.
    pub(super) fn name(&self, name: u32) -> &str {
        self.name_texts.get(name).map_or("", |(_, text)| text)
    }

    /// What the record is.
    pub(super) fn kind(&self, entry: EntryId) -> Option<Kind> {
        self.kept.get(entry as usize).map(|kept| kept.kind)
    }

    /// How rare a word's family is.
    pub(super) fn rarity_of(&self, family: u32) -> f32 {
        let most = || ((self.len() + 1) as f32).ln_1p();
        self.rarity
            .get(family as usize)
            .copied()
            .unwrap_or_else(most)
    }

    /// Whether one record stands somewhere above the other.
    pub(super) fn is_above(&self, upper: EntryId, lower: EntryId) -> bool {
        self.above.row(lower).contains(&upper)
    }

    /// Bytes on the heap.
    pub(super) fn bytes(&self) -> usize {
        let id = |id: &RecordId| id.as_str().len();
        let ids: usize = self.numbers.keys().map(|own| 2 * id(own) + 40).sum();
        ids + self.kept.capacity() * size_of::<Kept>()
            + self.shown.bytes()
            + self.texts_said.bytes()
            + self.name_texts.bytes()
            + self.roles.capacity()
            + self.words.bytes()
            + self.letters.bytes()
            + self.names.bytes()
            + self.having.bytes()
            + self.texts.bytes()
            + self.contexts.bytes()
            + self.above.bytes()
            + self.occupations.bytes()
            + self.needs.bytes()
            + (self.below.capacity()
                + self.name_ends.capacity()
                + self.name_weights.capacity()
                + self.rarity.capacity())
                * 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_role() {
        let verb = NameWord::new(7, Role::Verb);
        assert_eq!((verb.word(), verb.role()), (7, Role::Verb));
        let object = NameWord::new(7, Role::Object);
        assert_eq!((object.word(), object.role()), (7, Role::Object));
    }

    #[test]
    fn an_empty_store_has_nothing() {
        let store = Store::default();
        assert_eq!(
            (store.len(), store.names_of(3), store.name(0)),
            (0, 0..0, "")
        );
        assert!(!store.is_above(0, 1));
    }
}
