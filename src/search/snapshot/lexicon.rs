//! The words of the index: every form that occurs, with its keys in all layers.
//!
//! A query word becomes the small set of forms that it meets, each through its nearest layer; from there on scoring,
//! highlighting and explaining compare numbers.

use std::collections::HashMap;

use crate::search::index::Keyed;
use crate::text::fold::fold_word;

use super::codec::{CodecError, Packer, Unpacker};
use super::groups::Groups;
use super::strings::{Interner, Lookup, Strings};

/// No number.
pub(crate) const NONE: u32 = u32::MAX;

/// The keys of forms in three layers, as numbers of texts; the likeliest reading first.
#[derive(Debug, Default, Clone)]
struct Keys {
    stems: Groups,
    bridges: Groups,
    roots: Groups,
}

/// Collects forms while records are read.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    texts: Interner,
    surfaces: Vec<u32>,
    folded: Vec<u32>,
    keys: Keys,
    /// Forms by the number of their surface; a surface has one form per language at most.
    by_surface: HashMap<(u32, u8), u32>,
    frequencies: Vec<u32>,
    last_document: Vec<u32>,
    scratch: String,
}

impl LexiconBuilder {
    /// The number of a word's form. `language` tells apart forms that are written alike and analysed differently.
    pub(crate) fn form(&mut self, word: &Keyed<'_>, language: u8, document: u32) -> u32 {
        let surface = self.texts.intern(word.surface);
        let form = match self.by_surface.get(&(surface, language)) {
            Some(&form) => form,
            None => self.new_form(surface, word, language),
        };
        let index = form as usize;
        if let (Some(last), Some(frequency)) = (
            self.last_document.get_mut(index),
            self.frequencies.get_mut(index),
        ) && *last != document
        {
            *last = document;
            *frequency += 1;
        }
        form
    }

    fn new_form(&mut self, surface: u32, word: &Keyed<'_>, language: u8) -> u32 {
        let Self {
            texts,
            keys,
            scratch,
            ..
        } = self;
        let form = self.surfaces.len() as u32;
        self.surfaces.push(surface);
        self.folded.push(texts.intern(word.folded));
        keys.stems
            .push(word.stems.iter().map(|key| texts.intern(key)));
        keys.bridges
            .push(word.bridges.iter().map(|key| texts.intern(key)));
        // Roots are compared without diacritics: whoever leaves them out must meet the weakest layer, too.
        keys.roots.push(word.roots.iter().map(|key| {
            scratch.clear();
            fold_word(key, scratch);
            texts.intern(scratch)
        }));
        self.frequencies.push(0);
        self.last_document.push(NONE);
        self.by_surface.insert((surface, language), form);
        form
    }

    /// All forms of so many documents.
    pub(crate) fn finish(self, documents: usize) -> Lexicon {
        Lexicon::new(
            self.texts.into_strings(),
            self.surfaces,
            self.folded,
            self.keys,
            self.frequencies,
            documents,
        )
    }
}

/// All forms of an index, by number and by key.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    texts: Strings,
    lookup: Lookup,
    surfaces: Vec<u32>,
    folded: Vec<u32>,
    keys: Keys,
    /// In how many documents each form occurs.
    frequencies: Vec<u32>,
    by_folded: Groups,
    by_bridge: Groups,
    by_root: Groups,
    /// What each form tells, by how rare its kin are: see [`Lexicon::rarity`].
    rarities: Vec<f32>,
    documents: usize,
}

impl Lexicon {
    fn new(
        texts: Strings,
        surfaces: Vec<u32>,
        folded: Vec<u32>,
        keys: Keys,
        frequencies: Vec<u32>,
        documents: usize,
    ) -> Self {
        let lookup = Lookup::build(&texts);
        let turned = |keys: &Groups| {
            let mut pairs = Vec::with_capacity(keys.items().len());
            for form in 0..keys.len() as u32 {
                pairs.extend(keys.get(form).iter().map(|&key| (key, form)));
            }
            Groups::from_pairs(texts.len(), &pairs)
        };
        let by_bridge = turned(&keys.bridges);
        let by_root = turned(&keys.roots);
        let pairs: Vec<(u32, u32)> = folded.iter().copied().zip(0..).collect();
        let by_folded = Groups::from_pairs(texts.len(), &pairs);
        let frequency = |form: &u32| frequencies.get(*form as usize).copied().unwrap_or(0) as usize;
        let kin = |form: u32| -> usize {
            let first = keys.bridges.get(form).first();
            first.map_or(0, |&key| by_bridge.get(key).iter().map(frequency).sum())
        };
        let rarities = (0..surfaces.len() as u32)
            .map(|form| rarity(kin(form).min(documents), documents))
            .collect();
        Self {
            texts,
            lookup,
            surfaces,
            folded,
            keys,
            frequencies,
            by_folded,
            by_bridge,
            by_root,
            rarities,
            documents,
        }
    }

    /// How many forms there are.
    pub(crate) fn len(&self) -> usize {
        self.surfaces.len()
    }

    /// The number of a key or surface that occurs.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.lookup.find(&self.texts, text)
    }

    /// The text with this number.
    pub(crate) fn text(&self, number: u32) -> &str {
        self.texts.get(number)
    }

    /// The text number of a form as it is written.
    #[inline]
    pub(crate) fn surface_key(&self, form: u32) -> u32 {
        self.surfaces.get(form as usize).copied().unwrap_or(NONE)
    }

    /// The text number of a form without diacritics.
    #[inline]
    pub(crate) fn folded_key(&self, form: u32) -> u32 {
        self.folded.get(form as usize).copied().unwrap_or(NONE)
    }

    /// The stem keys of a form.
    pub(crate) fn stems(&self, form: u32) -> &[u32] {
        self.keys.stems.get(form)
    }

    /// The stem keys of a form, without diacritics.
    pub(crate) fn bridges(&self, form: u32) -> &[u32] {
        self.keys.bridges.get(form)
    }

    /// A form as it is written.
    #[cfg(test)]
    pub(crate) fn surface(&self, form: u32) -> &str {
        self.texts.get(self.surface_key(form))
    }

    /// In how many documents a form occurs.
    pub(crate) fn frequency(&self, form: u32) -> u32 {
        self.frequencies.get(form as usize).copied().unwrap_or(0)
    }

    /// The first form that is written like this.
    pub(crate) fn by_surface(&self, surface: u32) -> Option<u32> {
        // A form without diacritics is among those that fold to it; others are among those alike without diacritics.
        let folded = crate::text::fold::folded(self.texts.get(surface));
        let alike = self.by_folded(self.find(&folded)?);
        alike
            .iter()
            .copied()
            .find(|&form| self.surface_key(form) == surface)
    }

    /// Forms without diacritics alike.
    pub(crate) fn by_folded(&self, key: u32) -> &[u32] {
        self.by_folded.get(key)
    }

    /// Forms with this bridge key as first or second reading.
    pub(crate) fn by_bridge(&self, key: u32) -> &[u32] {
        self.by_bridge.get(key)
    }

    /// Forms of a word family.
    pub(crate) fn by_root(&self, key: u32) -> &[u32] {
        self.by_root.get(key)
    }

    /// How much a form tells: the inverse document frequency of its whole inflection, as BM25 has it.
    #[inline]
    pub(crate) fn rarity(&self, form: u32) -> f32 {
        self.rarities.get(form as usize).copied().unwrap_or(0.0)
    }

    /// How much a word tells that occurs in so many documents.
    pub(crate) fn rarity_of(&self, documents: usize) -> f32 {
        rarity(documents.min(self.documents), self.documents)
    }

    /// All surfaces with the number of documents that they occur in; one may come twice, for two languages.
    pub(crate) fn surfaces(&self) -> impl Iterator<Item = (&str, u32)> {
        self.surfaces
            .iter()
            .zip(&self.frequencies)
            .map(|(&surface, &frequency)| (self.texts.get(surface), frequency))
    }

    pub(crate) fn pack(&self, packer: &mut Packer) {
        self.texts.pack(packer);
        packer.u32s(&self.surfaces);
        packer.u32s(&self.folded);
        self.keys.stems.pack(packer);
        self.keys.bridges.pack(packer);
        self.keys.roots.pack(packer);
        packer.u32s(&self.frequencies);
    }

    pub(crate) fn unpack(
        unpacker: &mut Unpacker<'_>,
        documents: usize,
    ) -> Result<Self, CodecError> {
        let texts = Strings::unpack(unpacker)?;
        let (surfaces, folded) = (unpacker.u32s()?, unpacker.u32s()?);
        let keys = Keys {
            stems: Groups::unpack(unpacker)?,
            bridges: Groups::unpack(unpacker)?,
            roots: Groups::unpack(unpacker)?,
        };
        let frequencies = unpacker.u32s()?;
        let count = surfaces.len();
        let layers = [&keys.stems, &keys.bridges, &keys.roots];
        let numbers = layers
            .iter()
            .flat_map(|layer| layer.items())
            .chain(&surfaces)
            .chain(&folded);
        let fits = numbers
            .into_iter()
            .all(|&number| (number as usize) < texts.len())
            && layers.iter().all(|layer| layer.len() == count)
            && folded.len() == count
            && frequencies.len() == count;
        if fits {
            Ok(Self::new(
                texts,
                surfaces,
                folded,
                keys,
                frequencies,
                documents,
            ))
        } else {
            Err(CodecError::Misfit("forms"))
        }
    }
}

/// BM25's inverse document frequency.
fn rarity(found: usize, documents: usize) -> f32 {
    let (found, documents) = (found as f32, documents as f32);
    (1.0 + (documents - found + 0.5).max(0.0) / (found + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyser, Lang};

    fn lexicon(texts: &[&str]) -> Lexicon {
        let analyser = Analyser::default();
        let mut builder = LexiconBuilder::default();
        for (document, text) in texts.iter().enumerate() {
            analyser.visit(text, Lang::Lv, &mut Default::default(), |token| {
                builder.form(&Keyed::read(token, Lang::Lv), 0, document as u32);
            });
        }
        builder.finish(texts.len())
    }

    #[test]
    fn a_form_is_counted_once_a_document() {
        let lexicon = lexicon(&["koks koks", "koks galds"]);
        let counted: Vec<_> = lexicon.surfaces().collect();
        assert_eq!(counted, [("koks", 2), ("galds", 1)]);
    }

    #[test]
    fn forms_are_found_without_diacritics() {
        let lexicon = lexicon(&["mēbeļu galds"]);
        let key = lexicon.find("mebelu").unwrap();
        let forms = lexicon.by_folded(key);
        assert_eq!(lexicon.surface(forms[0]), "mēbeļu");
        assert_eq!(lexicon.find("skapis"), None);
    }

    #[test]
    fn frequent_words_tell_less() {
        let lexicon = lexicon(&["koks", "koks galds", "koks"]);
        assert!(lexicon.rarity(0) < lexicon.rarity(1));
    }

    #[test]
    fn keys_out_of_range_are_refused() {
        let mut packer = Packer::default();
        Strings::default().pack(&mut packer);
        packer.u32s(&[5]);
        packer.u32s(&[0]);
        for _ in 0..3 {
            Groups::default().pack(&mut packer);
        }
        packer.u32s(&[1]);
        let bytes = packer.into_bytes();
        assert!(Lexicon::unpack(&mut Unpacker::new(&bytes), 1).is_err());
    }
}
