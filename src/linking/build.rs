//! Building the store: every record read once.

use std::collections::HashMap;
use std::sync::Arc;

use super::associate::associate;
use super::kept::Kept;
use super::letters::Letters;
use super::read::{Silent, language, words};
use super::rows::Rows;
use super::store::{EntryId, NameWord, Role, Store};
use super::words::{WordId, WordsBuilder};
use super::{MatcherSource, Statement};
use crate::model::{Kind, Lang, Record, RecordId, Relation, RelationKind};
use crate::text::{self, Analyser, Scratch};

/// What a verb weighs beside an object of the same rarity.
pub(super) const VERB_WEIGHT: f32 = 0.5;

/// How far up names are taken as context: task and duty, module and programme.
pub(super) const CONTEXT_NAMES: usize = 3;

/// Reads everything.
pub(super) fn build(source: &MatcherSource<'_>, silent: &Silent) -> Store {
    let mut builder = Builder {
        analyser: &source.analyser,
        silent,
        scratch: Scratch::remembering(),
        words: WordsBuilder::default(),
        store: Store::default(),
        text_words: Rows::default(),
        context_words: Rows::default(),
        sectors: Vec::new(),
    };
    for (number, record) in (0..).zip(source.records) {
        builder.store.numbers.insert(record.id.clone(), number);
    }
    let above: Vec<Vec<EntryId>> = source
        .records
        .iter()
        .map(|r| builder.above(r, source.records))
        .collect();
    let mut frameworks: HashMap<&str, Arc<str>> = HashMap::new();
    for (record, above) in source.records.iter().zip(&above) {
        let framework = record.framework.as_deref();
        let framework =
            framework.map(|f| Arc::clone(frameworks.entry(f).or_insert_with(|| f.into())));
        builder.store.frameworks.push(framework);
        builder.add(record, above, source.records);
    }
    builder.relate(source.records, source.relations, &above);
    builder.finish(above)
}

struct Builder<'a> {
    analyser: &'a Analyser,
    silent: &'a Silent,
    scratch: Scratch,
    words: WordsBuilder,
    store: Store,
    text_words: Rows<WordId>,
    context_words: Rows<WordId>,
    sectors: Vec<Arc<str>>,
}

impl Builder<'_> {
    /// What stands above a record, nearest first. A cycle in the data ends the walk.
    fn above(&self, record: &Record, records: &[Record]) -> Vec<EntryId> {
        let mut above = Vec::new();
        let mut next = record.parent.as_ref();
        while let Some(&number) = next.and_then(|id| self.store.numbers.get(id)) {
            let parent = records.get(number as usize).filter(|p| p.id != record.id);
            let Some(parent) = parent.filter(|_| !above.contains(&number)) else {
                break;
            };
            above.push(number);
            next = parent.parent.as_ref();
        }
        above
    }

    fn add(&mut self, record: &Record, above: &[EntryId], records: &[Record]) {
        let statement = Statement::of_record(record);
        for label in &statement.labels {
            let words = self.read(&label.text, language(label.lang));
            self.store.names.push(words);
            self.store.name_texts.push(label.lang, &label.text);
            self.store.roles.push(label.role);
        }
        self.store.name_ends.push(self.store.names.len() as u32);
        let mut in_texts = Vec::new();
        for (lang, text) in &statement.texts {
            self.store.texts_said.push(*lang, text);
            in_texts.extend(
                self.read(text, language(*lang))
                    .into_iter()
                    .map(NameWord::word),
            );
        }
        self.text_words.push(in_texts);
        let mut around = Vec::new();
        let names = above.iter().filter_map(|&n| records.get(n as usize));
        for name in names.map(|r| r.name(Lang::Lv)).take(CONTEXT_NAMES) {
            around.extend(
                self.read(name, text::Lang::Lv)
                    .into_iter()
                    .map(NameWord::word),
            );
        }
        self.context_words.push(around);
        self.store.shown.push(Lang::Lv, record.name(Lang::Lv));
        let sector = statement.sector.map(|code| self.sector(&code));
        self.store.kept.push(Kept {
            id: record.id.clone(),
            kind: record.kind,
            level: statement.level,
            aspect: statement.aspect,
            depth: statement.depth,
            sector,
            text_end: self.store.texts_said.len() as u32,
        });
    }

    /// A code of a sector, kept once.
    fn sector(&mut self, code: &str) -> Arc<str> {
        let known = self.sectors.iter().find(|known| known.as_ref() == code);
        match known {
            Some(known) => Arc::clone(known),
            None => {
                let new: Arc<str> = code.into();
                self.sectors.push(Arc::clone(&new));
                new
            }
        }
    }

    fn read(&mut self, text: &str, lang: text::Lang) -> Vec<NameWord> {
        let mut found = Vec::new();
        let builder = &mut self.words;
        words(
            self.analyser,
            self.silent,
            text,
            lang,
            &mut self.scratch,
            |token, role| {
                found.push(NameWord::new(builder.number(token, lang), role));
            },
        );
        found
    }

    /// Occupations of qualifications and what occupations need.
    fn relate(&mut self, records: &[Record], relations: &[Relation], above: &[Vec<EntryId>]) {
        let number = |id: &RecordId| self.store.numbers.get(id).copied();
        let of_kind = |kind: RelationKind| {
            let pairs = relations.iter().filter(move |r| r.kind == kind);
            pairs.filter_map(|r| Some((number(&r.from)?, number(&r.to)?)))
        };
        let all = records.len();
        let mut needs: Vec<(u32, (EntryId, bool))> = Vec::new();
        needs.extend(of_kind(RelationKind::EssentialSkill).map(|(o, s)| (o, (s, true))));
        needs.extend(of_kind(RelationKind::OptionalSkill).map(|(o, s)| (o, (s, false))));
        self.store.needs = Rows::from_pairs(all, needs);
        let named = Rows::from_pairs(all, of_kind(RelationKind::HasOccupation).collect());
        let leads = Rows::from_pairs(all, of_kind(RelationKind::LeadsTo).collect());
        for (number, above) in (0..).zip(above) {
            let around = std::iter::once(number).chain(above.iter().copied());
            let mut found: Vec<EntryId> = around
                .flat_map(|n| leads.row(n).iter().copied().chain([n]))
                .flat_map(|n| named.row(n).iter().copied())
                .collect();
            found.sort_unstable();
            found.dedup();
            self.store.occupations.push(found);
        }
    }

    fn finish(self, above: Vec<Vec<EntryId>>) -> Store {
        let mut store = self.store;
        store.words = self.words.finish();
        store.letters = Letters::build(&store.words);
        store.below = vec![0; store.len()];
        for parents in &above {
            let parent = parents
                .first()
                .and_then(|&p| store.below.get_mut(p as usize));
            parent.into_iter().for_each(|below| *below += 1);
        }
        above.into_iter().for_each(|row| store.above.push(row));
        store.texts = families(&store, &self.text_words);
        store.contexts = families(&store, &self.context_words);
        count(&mut store);
        weigh(&mut store);
        mark_upper(&mut store);
        let words = 0..store.words.len() as WordId;
        let forms = words.map(|word| (store.words.family(word), word)).collect();
        store.forms = Rows::from_pairs(store.words.families(), forms);
        store.associated = associate(&store);
        store.names.shrink();
        store.name_texts.shrink();
        store.texts_said.shrink();
        store.shown.shrink();
        store.roles.shrink_to_fit();
        store.kept.shrink_to_fit();
        store.above.shrink();
        store
    }
}

/// Groups right above a group.
fn mark_upper(store: &mut Store) {
    let mut upper = vec![false; store.len()];
    for entry in 0..store.len() as EntryId {
        let parent = store.above.row(entry).first().copied();
        if is_group(store.kind(entry))
            && let Some(mark) = parent.and_then(|p| upper.get_mut(p as usize))
        {
            *mark = true;
        }
    }
    store.upper = upper;
}

fn families(store: &Store, words: &Rows<WordId>) -> Rows<u32> {
    let mut rows = Rows::default();
    for row in 0..words.len() as u32 {
        let mut of: Vec<u32> = words
            .row(row)
            .iter()
            .map(|&w| store.words.family(w))
            .collect();
        of.sort_unstable();
        of.dedup();
        rows.push(of);
    }
    rows.shrink();
    rows
}

/// Which records have a word, and how rare each family is among the names in its language.
fn count(store: &mut Store) {
    let mut having: Vec<(WordId, EntryId)> = Vec::new();
    let mut family: Vec<(u32, EntryId)> = Vec::new();
    let mut speaking = [0_u32; 2];
    for entry in 0..store.len() as EntryId {
        let mut said = [false; 2];
        for name in store.names_of(entry) {
            for word in store.names.row(name) {
                having.push((word.word(), entry));
                family.push((store.words.family(word.word()), entry));
                said[store.words.lang(word.word()) as usize] = true;
            }
        }
        speaking
            .iter_mut()
            .zip(said)
            .for_each(|(sum, said)| *sum += u32::from(said));
    }
    store.having = Rows::from_pairs(store.words.len(), having);
    let met = Rows::from_pairs(store.words.families(), family);
    store.rarity = vec![0.0; store.words.families()];
    for word in 0..store.words.len() as WordId {
        let family = store.words.family(word);
        let all = speaking[store.words.lang(word) as usize] as f32 + 1.0;
        let found = met.row(family).len().max(1) as f32;
        if let Some(rarity) = store.rarity.get_mut(family as usize) {
            *rarity = (all / found).ln_1p();
        }
    }
}

fn weigh(store: &mut Store) {
    let names = 0..store.names.len() as u32;
    store.name_weights = names
        .map(|name| {
            store
                .names
                .row(name)
                .iter()
                .map(|w| weight(store, *w))
                .sum()
        })
        .collect();
}

/// What a word of a name weighs.
pub(super) fn weight(store: &Store, word: NameWord) -> f32 {
    let rarity = store.rarity_of(store.words.family(word.word()));
    role_weight(word.role()) * rarity
}

/// What a word weighs by its role.
pub(super) fn role_weight(role: Role) -> f32 {
    match role {
        Role::Verb => VERB_WEIGHT,
        Role::Object => 1.0,
    }
}

/// Whether records of this kind only gather others.
pub(super) fn is_group(kind: Option<Kind>) -> bool {
    use Kind::{CompetenceArea, Module, OccupationGroup, Programme, Sector, SkillGroup};
    matches!(
        kind,
        Some(OccupationGroup | SkillGroup | CompetenceArea | Sector | Programme | Module)
    )
}
