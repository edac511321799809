//! What every answer needs of each record, small enough to stay in memory, and the matcher.

use std::collections::HashMap;
use std::sync::Arc;

use super::types::Type;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::linking::{Matcher, Scope, Target};
use crate::model::{Kind, LabelRole, Record};
use crate::text::fold::folded;
use crate::web::Language;

/// What is known of a record here.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: Box<str>,
    pub(super) kind: Kind,
    pub(super) framework: Option<String>,
    pub(super) code: Option<Box<str>>,
    /// The name in Latvian and in English, or the next best.
    names: [Box<str>; 2],
    /// What stands right above it.
    pub(super) parent: Option<Box<str>>,
    /// LKI, from and to.
    pub(super) level: Option<(u8, u8)>,
    pub(super) sector: Option<Box<str>>,
}

impl Entry {
    /// The name to show.
    pub(super) fn name(&self, language: Language) -> &str {
        &self.names[language as usize]
    }
}

/// All records, by what they are called, and the matcher.
pub(in super::super) struct Base {
    entries: Vec<Entry>,
    ids: HashMap<Box<str>, u32>,
    uris: HashMap<Box<str>, u32>,
    codes: HashMap<Box<str>, Vec<u32>>,
    names: HashMap<Box<str>, Vec<u32>>,
    /// The same names without diacritics.
    folded: HashMap<Box<str>, Vec<u32>>,
    types: Vec<(Type, usize)>,
    scopes: HashMap<Type, Scope>,
    pub(super) matcher: Arc<Matcher>,
}

impl Base {
    /// Reads a catalogue, for this matcher of its records. Blocks.
    pub(in super::super) fn build(
        catalogue: &Catalogue,
        matcher: &Arc<Matcher>,
    ) -> Result<Self, CatalogueError> {
        let mut base = Self {
            entries: Vec::new(),
            ids: HashMap::new(),
            uris: HashMap::new(),
            codes: HashMap::new(),
            names: HashMap::new(),
            folded: HashMap::new(),
            types: Vec::new(),
            scopes: HashMap::new(),
            matcher: Arc::clone(matcher),
        };
        catalogue.each_record(|record| {
            base.add(&record);
            Ok::<_, CatalogueError>(())
        })?;
        base.sort_into_types();
        Ok(base)
    }

    /// Whether it was made for this matcher.
    pub(in super::super) fn is_of(&self, matcher: &Arc<Matcher>) -> bool {
        Arc::ptr_eq(&self.matcher, matcher)
    }

    fn sort_into_types(&mut self) {
        let mut types: HashMap<Type, usize> = HashMap::new();
        for entry in &self.entries {
            for r#type in Type::of(entry) {
                *types.entry(r#type).or_default() += 1;
            }
        }
        self.scopes = types
            .keys()
            .map(|t| (t.clone(), self.scope_of(t)))
            .collect();
        self.types = types.into_iter().collect();
        self.types.sort();
    }

    fn add(&mut self, record: &Record) {
        let number = self.entries.len() as u32;
        self.ids.insert(record.id.as_str().into(), number);
        if let Some(uri) = &record.uri {
            self.uris.insert(uri.as_str().into(), number);
        }
        if let Some(code) = &record.code {
            self.codes
                .entry(plain(code).into())
                .or_default()
                .push(number);
        }
        for label in record.labels.iter().filter(|l| l.role != LabelRole::Hidden) {
            let name = plain(&label.text);
            for (names, name) in [(&mut self.folded, folded(&name)), (&mut self.names, name)] {
                let named = names.entry(name.into()).or_default();
                if named.last() != Some(&number) {
                    named.push(number);
                }
            }
        }
        self.entries.push(Entry {
            id: record.id.as_str().into(),
            kind: record.kind,
            framework: record.framework.clone(),
            code: record.code.as_deref().map(Into::into),
            names: [Language::Lv, Language::En].map(|l| record.name(l.of_labels()).into()),
            parent: record.parent.as_ref().map(|id| id.as_str().into()),
            level: record.level.as_ref().map(|l| (l.lki, l.lki_to)),
            sector: record.sector.as_deref().map(Into::into),
        });
    }

    /// The records that the matcher compares with for a type: of a framework only its statements are one scope, the other
    /// kinds in it come from scopes of their own.
    fn scope_of(&self, r#type: &Type) -> Scope {
        let target = match r#type {
            Type::Kind(kind) | Type::Within(_, kind) => Target::Kind(*kind),
            Type::Framework(framework) => Target::Framework(framework.clone()),
        };
        self.matcher.scope(&target)
    }

    /// The records that the matcher compares with for a type.
    pub(super) fn scope(&self, r#type: &Type) -> Option<&Scope> {
        self.scopes.get(r#type)
    }

    /// The types that there are, with how many records each has.
    pub(super) fn types(&self) -> impl Iterator<Item = (&Type, usize)> {
        self.types.iter().map(|(t, n)| (t, *n))
    }

    /// The type with this identifier, if there are records of it.
    pub(super) fn r#type(&self, id: &str) -> Option<&Type> {
        let mut types = self.types.iter().map(|(t, _)| t);
        types.find(|t| t.to_string() == id)
    }

    /// The record with this identifier.
    pub(super) fn entry(&self, id: &str) -> Option<&Entry> {
        self.at(*self.ids.get(id)?)
    }

    fn at(&self, number: u32) -> Option<&Entry> {
        self.entries.get(number as usize)
    }

    /// The record that the text identifies, by its identifier or its URI.
    pub(super) fn identified(&self, text: &str) -> Option<&Entry> {
        let text = text.trim();
        self.entry(text).or_else(|| self.at(*self.uris.get(text)?))
    }

    /// The records with this code.
    pub(super) fn coded(&self, text: &str) -> impl Iterator<Item = &Entry> {
        let found = self.codes.get(plain(text).as_str());
        found.into_iter().flatten().filter_map(|n| self.at(*n))
    }

    /// The records with exactly this name, but for capitals and spaces.
    pub(super) fn named(&self, text: &str) -> impl Iterator<Item = &Entry> {
        let found = self.names.get(plain(text).as_str());
        found.into_iter().flatten().filter_map(|n| self.at(*n))
    }

    /// The records whose names are this text once they lose their diacritics, for a text that has none.
    pub(super) fn named_without_marks(&self, text: &str) -> impl Iterator<Item = &Entry> {
        let text = plain(text);
        let bare = text.is_ascii();
        let found = self.folded.get(folded(&text).as_str()).filter(|_| bare);
        found.into_iter().flatten().filter_map(|n| self.at(*n))
    }

    /// What tells a record from its namesakes: kind, what stands above it, level.
    pub(super) fn description(&self, entry: &Entry, language: Language) -> String {
        let mut parts = vec![language.name_of("kind", entry.kind.code())];
        parts.extend(entry.code.as_deref().map(str::to_owned));
        let above = entry.parent.as_deref().and_then(|id| self.entry(id));
        parts.extend(above.map(|above| above.name(language).to_owned()));
        parts.extend(entry.level.map(|(from, to)| match from == to {
            true => format!("LKI {from}"),
            false => format!("LKI {from}–{to}"),
        }));
        parts.join(" · ")
    }
}

/// A name or code without what nobody means by it: capitals, spaces and stops around, doubled spaces, composition of
/// letters.
fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let text = text.trim_matches(|c: char| c.is_whitespace() || ".,;:!?".contains(c));
    let composed: String = text.nfc().flat_map(char::to_lowercase).collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain;
    use proptest::prelude::*;

    #[test]
    fn capitals_spaces_and_composition_do_not_matter() {
        assert_eq!(plain("  Koka\u{a0} APSTRĀDE "), "koka apstrāde");
        assert_eq!(plain("apstra\u{304}de!"), plain("Apstrāde"));
        assert_ne!(plain("apstrade"), plain("apstrāde"));
    }

    proptest! {
        #[test]
        fn what_is_plain_stays(text in "\\PC{0,40}") {
            // Lower-casing may decompose a letter (İ), so it may take a second time to settle.
            let once = plain(&plain(&text));
            prop_assert_eq!(plain(&once), once);
        }
    }
}
