//! Synonyms, abbreviations and stop words from files that people edit.
//!
//! ```text
//! synonyms.txt        elektriķis => elektromontieris, elektrotehniķis @0.8     who asks left also gets right
//!                     motorzāģa vadītājs = motorzāģa operators @0.9            both ways
//! abbreviations.txt   PIL: Profesionālās izglītības likums | Publisko iepirkumu likums (iepirkumos)
//! stopwords-lv.txt    un, vai, ar
//! ```
//!
//! `#` at the start of a line or after a space begins a comment. `@0.8` is a weight above 0 and up to 1; a phrase without
//! one has that of the next phrase of its side. `[surface]`, `[folded]`, `[stem]` or `[root]` after a phrase says how near
//! a query must come to it: `stem` unless said otherwise, `folded` for abbreviations. Text in round brackets is a note for
//! the reader of the results. Phrases are met by any inflection, and by spelling without diacritics.
//!
//! The files are checked as a whole: [`Vocabulary::parse`] gives either a vocabulary with warnings or all that is wrong.

mod check;
mod expand;
mod item;
mod lines;
mod phrase;
mod problem;
mod rules;

pub use expand::Expansion;
pub use phrase::Phrase;
pub use problem::{Problem, ProblemKind, Severity};
pub use rules::ExpansionKind;

use super::analyse::{Analyser, QueryWord};
use super::fold::{fold_word, lower_case};
use super::lang::Lang;
use super::limits::{PHRASE_WORDS, VOCABULARY_LINES, VOCABULARY_PROBLEMS};
use super::normalise::normalise;
use check::Checker;
use expand::Heads;
use problem::Place;
use rules::{Draft, Side};
use std::collections::{HashMap, HashSet};

/// What a vocabulary file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Synonyms, one rule a line.
    Synonyms,
    /// Abbreviations, one a line.
    Abbreviations,
    /// Words that say nothing by themselves.
    StopWords(Lang),
}

impl FileKind {
    /// The kind that a file name tells: `synonyms*.txt`, `abbreviations*.txt`, `stopwords-lv*.txt`, `stopwords-en*.txt`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.rsplit(['/', '\\']).next()?.strip_suffix(".txt")?;
        [
            ("synonyms", Self::Synonyms),
            ("abbreviations", Self::Abbreviations),
            ("stopwords-lv", Self::StopWords(Lang::Lv)),
            ("stopwords-en", Self::StopWords(Lang::En)),
        ]
        .into_iter()
        .find_map(|(start, kind)| name.starts_with(start).then_some(kind))
    }
}

/// A vocabulary file as the caller has read it.
#[derive(Debug, Clone, Copy)]
pub struct VocabularyFile<'a> {
    /// Name for messages.
    pub name: &'a str,
    /// What it holds.
    pub kind: FileKind,
    /// Its content.
    pub bytes: &'a [u8],
}

/// All synonyms, abbreviations and stop words, ready for queries.
#[derive(Debug, Default)]
pub struct Vocabulary {
    phrases: Vec<Phrase>,
    /// For each phrase where it leads.
    rules: Vec<Vec<Rule>>,
    heads: Heads,
    stop: [StopWords; 2],
    warnings: Vec<Problem>,
}

/// Where a phrase leads.
#[derive(Debug, Clone, PartialEq)]
struct Rule {
    to: usize,
    weight: f32,
    note: Option<String>,
    kind: ExpansionKind,
}

#[derive(Debug, Default)]
struct StopWords {
    surface: HashSet<String>,
    folded: HashSet<String>,
}

impl Vocabulary {
    /// Reads and checks all files together.
    ///
    /// # Errors
    /// All problems, if one of them is an error. Mere warnings come with the vocabulary, see [`Vocabulary::warnings`].
    pub fn parse(analyser: &Analyser, files: &[VocabularyFile<'_>]) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::new(analyser);
        for file in files {
            reader.read(file);
        }
        reader.finish()
    }

    /// What is doubtful in the files, but did not keep them from being used.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// Number of phrases.
    #[must_use]
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether there are no phrases.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Whether the word says nothing by itself in this language. Without diacritics typed, *lidz* is *līdz*.
    #[must_use]
    pub fn is_stop_word(&self, word: &QueryWord, lang: Lang) -> bool {
        self.stop_words(lang).is_some_and(|stop| {
            stop.surface.contains(&word.surface)
                || (word.is_plain() && stop.folded.contains(&word.folded))
        })
    }

    /// The stop words of a language as written.
    pub fn stop_words_of(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.stop_words(lang)
            .into_iter()
            .flat_map(|stop| stop.surface.iter().map(String::as_str))
    }

    fn stop_words(&self, lang: Lang) -> Option<&StopWords> {
        self.stop.get(lang as usize)
    }
}

/// Collects what the files say.
struct Reader<'a> {
    analyser: &'a Analyser,
    vocabulary: Vocabulary,
    /// Phrases by text and layer.
    known: HashMap<(String, super::Layer), usize>,
    checker: Checker,
    problems: Vec<Problem>,
    lines: usize,
}

impl<'a> Reader<'a> {
    fn new(analyser: &'a Analyser) -> Self {
        Self {
            analyser,
            vocabulary: Vocabulary::default(),
            known: HashMap::new(),
            checker: Checker::default(),
            problems: Vec::new(),
            lines: 0,
        }
    }

    fn read(&mut self, file: &VocabularyFile<'_>) {
        for (place, line) in lines::lines(file.name, file.bytes, &mut self.problems) {
            self.lines += 1;
            if self.lines > VOCABULARY_LINES {
                self.problems.push(place.problem(ProblemKind::TooManyLines {
                    most: VOCABULARY_LINES,
                }));
                return;
            }
            let line = normalise(line);
            let drafts = match file.kind {
                FileKind::Synonyms => rules::synonyms(&line),
                FileKind::Abbreviations => rules::abbreviations(&line),
                FileKind::StopWords(lang) => {
                    self.add_stop_words(&line, lang);
                    continue;
                }
            };
            match drafts.and_then(|drafts| self.add_all(place, &drafts)) {
                Ok(()) => {}
                Err(kind) => self.problems.push(place.problem(kind)),
            }
        }
    }

    fn add_stop_words(&mut self, line: &str, lang: Lang) {
        let Some(stop) = self.vocabulary.stop.get_mut(lang as usize) else {
            return;
        };
        for word in line.split([',', ' ', '\t']).filter(|word| !word.is_empty()) {
            let mut surface = String::new();
            lower_case(word, &mut surface);
            let mut folded = String::new();
            fold_word(&surface, &mut folded);
            stop.surface.insert(surface);
            stop.folded.insert(folded);
        }
    }

    fn add_all(&mut self, place: Place<'_>, drafts: &[Draft<'_>]) -> Result<(), ProblemKind> {
        for draft in drafts {
            let from = self.phrase(draft.from)?;
            let to = self.phrase(draft.to)?;
            let (Some(left), Some(right)) = (
                self.vocabulary.phrases.get(from),
                self.vocabulary.phrases.get(to),
            ) else {
                continue;
            };
            if let Err(kind) = self.checker.add(place, draft, left, right) {
                self.problems.push(place.problem(kind));
                continue;
            }
            if let Some(rules) = self.vocabulary.rules.get_mut(from) {
                rules.push(Rule {
                    to,
                    weight: draft.weight,
                    note: draft.note.map(str::to_owned),
                    kind: draft.kind,
                });
            }
        }
        Ok(())
    }

    /// The number of a phrase, analysed when it is new.
    fn phrase(&mut self, side: Side<'_>) -> Result<usize, ProblemKind> {
        let key = (side.text.to_owned(), side.layer);
        if let Some(&known) = self.known.get(&key) {
            return Ok(known);
        }
        let phrase = Phrase::new(self.analyser, side.text, side.layer);
        if phrase.words.len() > PHRASE_WORDS {
            return Err(ProblemKind::PhraseTooLong {
                words: phrase.words.len(),
                most: PHRASE_WORDS,
            });
        }
        let number = self.vocabulary.phrases.len();
        self.vocabulary.heads.add(number, &phrase);
        self.vocabulary.phrases.push(phrase);
        self.vocabulary.rules.push(Vec::new());
        self.known.insert(key, number);
        Ok(number)
    }

    fn finish(mut self) -> Result<Vocabulary, Vec<Problem>> {
        self.problems.extend(self.checker.cycles());
        self.problems.truncate(VOCABULARY_PROBLEMS);
        if self
            .problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
        {
            return Err(self.problems);
        }
        self.vocabulary.warnings = self.problems;
        Ok(self.vocabulary)
    }
}

#[cfg(test)]
mod tests;
