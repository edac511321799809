//! What is kept of every statement: texts one after another in memory, for a catalogue has a hundred thousand names.

use std::sync::Arc;

use super::Statement;
use super::store::{EntryId, Store};
use crate::model::{Aspect, Depth, Kind, Label, LabelRole, Lang, Level, RecordId};

/// Texts one after another, with the language of each.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<u32>,
    langs: Vec<Lang>,
}

impl Texts {
    /// Adds a text.
    pub(super) fn push(&mut self, lang: Lang, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.langs.push(lang);
    }

    /// A text with its language.
    pub(super) fn get(&self, number: u32) -> Option<(Lang, &str)> {
        let number = number as usize;
        let end = *self.ends.get(number)? as usize;
        let before = number.checked_sub(1).and_then(|n| self.ends.get(n));
        let start = before.copied().unwrap_or(0) as usize;
        Some((*self.langs.get(number)?, self.text.get(start..end)?))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Gives back memory that is not needed any more.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.langs.shrink_to_fit();
    }

    /// Bytes on the heap.
    pub(super) fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4 + self.langs.capacity()
    }
}

/// What is kept of a statement beside its texts.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) id: RecordId,
    pub(super) kind: Kind,
    pub(super) level: Option<Level>,
    pub(super) aspect: Option<Aspect>,
    pub(super) depth: Option<Depth>,
    pub(super) sector: Option<Arc<str>>,
    /// End of its texts among all texts.
    pub(super) text_end: u32,
}

impl Store {
    /// The identifier of a record.
    pub(super) fn id(&self, entry: EntryId) -> Option<&RecordId> {
        self.kept.get(entry as usize).map(|kept| &kept.id)
    }

    /// What a name is for its record.
    pub(super) fn role(&self, name: u32) -> Option<LabelRole> {
        self.roles.get(name as usize).copied()
    }

    /// The statement of a record with its context, as it was read.
    pub(super) fn statement(&self, entry: EntryId) -> Option<Statement> {
        let kept = self.kept.get(entry as usize)?;
        let before = (entry as usize)
            .checked_sub(1)
            .and_then(|e| self.kept.get(e));
        let texts = before.map_or(0, |k| k.text_end)..kept.text_end;
        let label = |name| {
            let (lang, text) = self.name_texts.get(name)?;
            Some(Label::new(lang, self.role(name)?, text))
        };
        let id = |&entry: &EntryId| self.id(entry).cloned();
        Some(Statement {
            id: Some(kept.id.clone()),
            kind: Some(kept.kind),
            labels: self.names_of(entry).filter_map(label).collect(),
            texts: texts
                .filter_map(|n| self.texts_said.get(n))
                .map(|(lang, text)| (lang, text.to_owned()))
                .collect(),
            context: self.context_of(entry).map(str::to_owned).collect(),
            level: kept.level.clone(),
            aspect: kept.aspect,
            depth: kept.depth,
            occupations: self.occupations.row(entry).iter().filter_map(id).collect(),
            sector: kept.sector.as_deref().map(str::to_owned),
        })
    }

    /// Names of what stands above a record, nearest first.
    pub(super) fn context_of(&self, entry: EntryId) -> impl Iterator<Item = &str> {
        let shown = |&above: &EntryId| self.shown.get(above).map(|(_, name)| name);
        self.above.row(entry).iter().filter_map(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_one_by_one() {
        let mut texts = Texts::default();
        texts.push(Lang::Lv, "metināt");
        texts.push(Lang::En, "");
        texts.push(Lang::En, "weld");
        texts.shrink();
        let all: Vec<_> = (0..4).map(|n| texts.get(n)).collect();
        let expected = [
            Some((Lang::Lv, "metināt")),
            Some((Lang::En, "")),
            Some((Lang::En, "weld")),
            None,
        ];
        assert_eq!(all, expected);
        assert_eq!(texts.len(), 3);
    }
}
