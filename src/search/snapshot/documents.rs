//! What a list of results shows of each record, in arrays.

use std::cmp::Ordering;

use crate::model::{Kind, RecordId};
use crate::search::collate;
use crate::search::request::NameLang;
use crate::search::response::LevelSpan;

use super::codec::{CodecError, Packer, Unpacker};
use super::lexicon::NONE;
use super::strings::{Lookup, Strings};

/// What is kept of one record.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) kind: u8,
    pub(crate) code: String,
    /// The segment that holds the name in Latvian, in English; [`NONE`] without.
    pub(crate) names: [u32; 2],
    /// What is shown when there is no name in either language.
    pub(crate) fallback: String,
    pub(crate) parent: u32,
    pub(crate) level: [u8; 2],
    /// 0 without.
    pub(crate) year: u16,
}

/// The records of an index. A document's number is its place in the order of identifiers.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    ids: Strings,
    lookup: Lookup,
    kinds: Vec<u8>,
    codes: Strings,
    names: Vec<u32>,
    fallbacks: Strings,
    parents: Vec<u32>,
    levels: Vec<u8>,
    years: Vec<u16>,
    /// Each document's place by name, in Latvian and in English.
    name_ranks: [Vec<u32>; 2],
}

impl Documents {
    pub(crate) fn push(&mut self, entry: &Entry) {
        self.ids.push(&entry.id);
        self.kinds.push(entry.kind);
        self.codes.push(&entry.code);
        self.names.extend(entry.names);
        self.fallbacks.push(&entry.fallback);
        self.parents.push(entry.parent);
        self.levels.extend(entry.level);
        self.years.push(entry.year);
    }

    /// Ranks the names, once all documents are there.
    pub(crate) fn rank_names<'t>(&mut self, text: impl Fn(u32) -> &'t str) {
        let ranks = [NameLang::Lv, NameLang::En].map(|lang| {
            let mut keyed: Vec<(Vec<u16>, u32)> = (0..self.len() as u32)
                .map(|document| {
                    let name = match self.name_segment(document, lang) {
                        Some(segment) => text(segment),
                        None => self.fallback(document),
                    };
                    (collate::key(name), document)
                })
                .collect();
            keyed.sort_unstable();
            let mut ranks = vec![0; keyed.len()];
            for (rank, (_, document)) in (0_u32..).zip(keyed) {
                if let Some(slot) = ranks.get_mut(document as usize) {
                    *slot = rank;
                }
            }
            ranks
        });
        self.name_ranks = ranks;
    }

    /// Makes identifiers findable, once all documents are there.
    pub(crate) fn index_ids(&mut self) {
        self.lookup = Lookup::build(&self.ids);
    }

    /// How many documents there are.
    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The document of an identifier.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        self.lookup.find(&self.ids, id)
    }

    /// The identifier as text.
    pub(crate) fn id(&self, document: u32) -> &str {
        self.ids.get(document)
    }

    /// The identifier.
    pub(crate) fn record_id(&self, document: u32) -> RecordId {
        // Every identifier was one when it was written, and the checksum holds.
        RecordId::new(self.id(document))
            .unwrap_or_else(|_| RecordId::from_parts([self.id(document)]))
    }

    /// What the record is.
    #[inline]
    pub(crate) fn kind(&self, document: u32) -> Kind {
        let kind = self
            .kinds
            .get(document as usize)
            .and_then(|&kind| Kind::ALL.get(kind as usize));
        kind.copied().unwrap_or(Kind::Skill)
    }

    /// Its code, as printed.
    pub(crate) fn code(&self, document: u32) -> Option<&str> {
        Some(self.codes.get(document)).filter(|code| !code.is_empty())
    }

    /// The segment of its name in exactly this language.
    pub(crate) fn own_name(&self, document: u32, lang: NameLang) -> Option<u32> {
        let at = document as usize * 2 + usize::from(lang == NameLang::En);
        self.names
            .get(at)
            .copied()
            .filter(|&segment| segment != NONE)
    }

    /// The segment of its name in this language or else in the other.
    pub(crate) fn name_segment(&self, document: u32, lang: NameLang) -> Option<u32> {
        let other = match lang {
            NameLang::Lv => NameLang::En,
            NameLang::En => NameLang::Lv,
        };
        self.own_name(document, lang)
            .or_else(|| self.own_name(document, other))
    }

    /// What is shown without a name in either language.
    pub(crate) fn fallback(&self, document: u32) -> &str {
        self.fallbacks.get(document)
    }

    /// The record above it, if the index has it.
    #[inline]
    pub(crate) fn parent(&self, document: u32) -> Option<u32> {
        self.parents
            .get(document as usize)
            .copied()
            .filter(|&parent| parent != NONE)
    }

    /// Its level.
    pub(crate) fn level(&self, document: u32) -> Option<LevelSpan> {
        let at = document as usize * 2;
        match self.levels.get(at..at + 2)? {
            [0, _] => None,
            [from, to] => Some(LevelSpan {
                from: *from,
                to: *to,
            }),
            _ => None,
        }
    }

    /// Its year.
    pub(crate) fn year(&self, document: u32) -> Option<i32> {
        self.years
            .get(document as usize)
            .copied()
            .filter(|&year| year != 0)
            .map(i32::from)
    }

    fn name_rank(&self, document: u32, lang: NameLang) -> u32 {
        let [lv, en] = &self.name_ranks;
        let ranks = if lang == NameLang::En { en } else { lv };
        ranks.get(document as usize).copied().unwrap_or(u32::MAX)
    }

    /// Order by name.
    pub(crate) fn by_name(&self, a: u32, b: u32, lang: NameLang) -> Ordering {
        self.name_rank(a, lang)
            .cmp(&self.name_rank(b, lang))
            .then(a.cmp(&b))
    }

    /// Order by level, lowest first, without one last.
    pub(crate) fn by_level(&self, a: u32, b: u32) -> Ordering {
        let key = |document| {
            self.level(document)
                .map_or((u8::MAX, u8::MAX), |level| (level.from, level.to))
        };
        key(a).cmp(&key(b)).then(a.cmp(&b))
    }

    /// Order by year, newest first, without one last.
    pub(crate) fn by_year(&self, a: u32, b: u32) -> Ordering {
        self.year(b).cmp(&self.year(a)).then(a.cmp(&b))
    }

    /// Order of an empty query: by kind, then by name.
    pub(crate) fn by_kind(&self, a: u32, b: u32, lang: NameLang) -> Ordering {
        self.kind(a)
            .cmp(&self.kind(b))
            .then_with(|| self.by_name(a, b, lang))
    }

    pub(crate) fn pack(&self, packer: &mut Packer) {
        self.ids.pack(packer);
        packer.u8s(&self.kinds);
        self.codes.pack(packer);
        packer.u32s(&self.names);
        self.fallbacks.pack(packer);
        packer.u32s(&self.parents);
        packer.u8s(&self.levels);
        packer.u16s(&self.years);
        let [lv, en] = &self.name_ranks;
        packer.u32s(lv);
        packer.u32s(en);
    }

    pub(crate) fn unpack(unpacker: &mut Unpacker<'_>) -> Result<Self, CodecError> {
        let mut documents = Self {
            ids: Strings::unpack(unpacker)?,
            lookup: Lookup::default(),
            kinds: unpacker.u8s()?,
            codes: Strings::unpack(unpacker)?,
            names: unpacker.u32s()?,
            fallbacks: Strings::unpack(unpacker)?,
            parents: unpacker.u32s()?,
            levels: unpacker.u8s()?,
            years: unpacker.u16s()?,
            name_ranks: [unpacker.u32s()?, unpacker.u32s()?],
        };
        let count = documents.ids.len();
        let [lv, en] = &documents.name_ranks;
        let parents = documents
            .parents
            .iter()
            .all(|&parent| parent == NONE || (parent as usize) < count);
        let fits = parents
            && [
                documents.kinds.len(),
                documents.codes.len(),
                documents.fallbacks.len(),
                documents.parents.len(),
            ] == [count; 4]
            && [documents.years.len(), lv.len(), en.len()] == [count; 3]
            && [documents.names.len(), documents.levels.len()] == [count * 2; 2];
        if !fits {
            return Err(CodecError::Misfit("records"));
        }
        documents.index_ids();
        Ok(documents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents() -> Documents {
        let mut documents = Documents::default();
        for (id, name, level, year) in [
            ("a", "Žogs", 4, 2020),
            ("b", "āda", 0, 0),
            ("c", "zāģis", 3, 2024),
        ] {
            documents.push(&Entry {
                id: id.into(),
                names: [NONE, NONE],
                fallback: name.into(),
                parent: NONE,
                level: [level, level],
                year,
                ..Entry::default()
            });
        }
        documents.rank_names(|_| "");
        documents.index_ids();
        documents
    }

    #[test]
    fn orders_put_the_missing_last() {
        let documents = documents();
        let sorted = |order: &dyn Fn(&u32, &u32) -> Ordering| {
            let mut all = vec![0, 1, 2];
            all.sort_by(order);
            all
        };
        assert_eq!(
            sorted(&|a, b| documents.by_name(*a, *b, NameLang::Lv)),
            [1, 2, 0],
            "ā before z before ž"
        );
        assert_eq!(sorted(&|a, b| documents.by_level(*a, *b)), [2, 0, 1]);
        assert_eq!(sorted(&|a, b| documents.by_year(*a, *b)), [2, 0, 1]);
    }

    #[test]
    fn identifiers_lead_to_documents() {
        let mut packer = Packer::default();
        documents().pack(&mut packer);
        let bytes = packer.into_bytes();
        let back = Documents::unpack(&mut Unpacker::new(&bytes)).unwrap();
        assert_eq!(back.find("c"), Some(2));
        assert_eq!(back.find("d"), None);
        assert_eq!(back.record_id(1).as_str(), "b");
    }
}
