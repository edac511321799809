//! The keys of one word in one language, remembered while a corpus is read.

use super::super::english::English;
use super::super::fold::modern_spelling;
use super::super::lang::Lang;
use super::super::latvian::{Keys, Latvian};
use super::super::limits::REMEMBERED_WORDS;
use super::super::tokenise::TokenKind;
use super::readings::Readings;
use std::collections::HashMap;

/// The keys of one word.
#[derive(Debug, Clone, Default)]
pub(super) struct WordKeys {
    pub(super) stems: Readings,
    pub(super) bridges: Readings,
    pub(super) roots: Readings,
}

/// Buffers for the keys of one word, filled again for every word, and perhaps a memory of words.
#[derive(Default)]
pub(super) struct WordBuffers {
    current: WordKeys,
    modern: String,
    latvian: Keys,
    memory: Option<[Memory; 2]>,
}

/// Words that were met before. Texts repeat themselves: looking a word up takes a tenth of analysing it.
#[derive(Default)]
struct Memory {
    numbers: HashMap<String, usize>,
    keys: Vec<WordKeys>,
}

impl Memory {
    fn keep(&mut self, surface: &str, keys: &WordKeys) {
        if self.keys.len() >= REMEMBERED_WORDS {
            return;
        }
        self.numbers.insert(surface.to_owned(), self.keys.len());
        self.keys.push(keys.clone());
    }
}

impl WordBuffers {
    /// Buffers with a memory, for whoever reads many texts.
    pub(super) fn remembering() -> Self {
        Self {
            memory: Some(Default::default()),
            ..Self::default()
        }
    }
}

/// The grammars of both languages.
pub(super) struct Grammars {
    pub(super) latvian: Latvian,
    pub(super) english: English,
}

impl Grammars {
    /// The keys of a word. Numbers and codes are their own keys.
    pub(super) fn keys<'b>(
        &self,
        lang: Lang,
        kind: TokenKind,
        surface: &str,
        folded: &str,
        buffers: &'b mut WordBuffers,
    ) -> &'b WordKeys {
        let memory = match (&mut buffers.memory, kind) {
            (Some(memory), TokenKind::Word) => memory.get_mut(lang as usize),
            _ => None,
        };
        let Some(memory) = memory else {
            self.fill(lang, kind, surface, folded, buffers);
            return &buffers.current;
        };
        match memory.numbers.get(surface).copied() {
            Some(number) if number < memory.keys.len() => {
                let memory = buffers
                    .memory
                    .as_ref()
                    .and_then(|memory| memory.get(lang as usize));
                memory
                    .and_then(|memory| memory.keys.get(number))
                    .unwrap_or(&buffers.current)
            }
            _ => {
                self.fill(lang, kind, surface, folded, buffers);
                let WordBuffers {
                    current, memory, ..
                } = buffers;
                if let Some(memory) = memory
                    .as_mut()
                    .and_then(|memory| memory.get_mut(lang as usize))
                {
                    memory.keep(surface, current);
                }
                current
            }
        }
    }

    fn fill(
        &self,
        lang: Lang,
        kind: TokenKind,
        surface: &str,
        folded: &str,
        buffers: &mut WordBuffers,
    ) {
        let keys = &mut buffers.current;
        keys.stems.clear();
        keys.bridges.clear();
        keys.roots.clear();
        if kind == TokenKind::Word {
            match lang {
                Lang::Lv => self.latvian_keys(surface, buffers),
                Lang::En => self.english_keys(surface, buffers),
            }
        }
        let WordKeys {
            stems,
            bridges,
            roots,
        } = &mut buffers.current;
        stems.or(if kind == TokenKind::Word {
            surface
        } else {
            folded
        });
        bridges.or(folded);
        roots.or(stems.first());
    }

    fn latvian_keys(&self, surface: &str, buffers: &mut WordBuffers) {
        let WordBuffers {
            current,
            modern,
            latvian: keys,
            ..
        } = buffers;
        modern.clear();
        modern_spelling(surface, modern);
        keys.clear();
        self.latvian.stems(modern, keys);
        keys.iter().for_each(|key| current.stems.add(key));
        keys.clear();
        self.latvian.bridges(modern, keys);
        keys.iter().for_each(|key| current.bridges.add_folded(key));
        keys.clear();
        self.latvian.root(modern, keys);
        keys.iter().for_each(|key| current.roots.add(key));
    }

    fn english_keys(&self, surface: &str, buffers: &mut WordBuffers) {
        let WordBuffers {
            current, modern, ..
        } = buffers;
        modern.clear();
        modern.extend(surface.chars().filter(|&c| c != '-'));
        let mut stem = String::with_capacity(surface.len());
        self.english.stem(modern, &mut stem);
        current.stems.add(&stem);
        current.bridges.add_folded(&stem);
    }
}
