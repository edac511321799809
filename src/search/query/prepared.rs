//! A query ready to be asked and scored: its words, what each of them meets, and what may stand in their place.

use std::ops::Range;

use crate::search::config::SearchConfig;
use crate::search::limits::{PIECES, QUERY_WORDS};
use crate::search::response::{self, MetLayer, Origin};
use crate::search::searcher::State;
use crate::text::{Analyser, Lang, QueryWord, TokenKind};

use super::matching::{self, Matches};
use super::parse::Parsed;

/// One word of the query.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) analysed: QueryWord,
    /// Its share in the whole query, by rarity; all shares add up to 1.
    pub(crate) share: f32,
    pub(crate) need: Need,
}

/// Whether a hit must have a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It must.
    Must,
    /// It says little by itself.
    May,
    /// A phrase sees to it.
    InPhrase,
}

/// Something that can be found in a text: a word of the query, or of what stands in its place.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) matches: Matches,
}

/// What may stand in place of some words: all its pieces must be found in one text.
#[derive(Debug, Clone)]
pub(crate) struct Alternative {
    /// The words of the query that it stands for.
    pub(crate) span: Range<usize>,
    /// Numbers of its pieces.
    pub(crate) pieces: Range<usize>,
    pub(crate) weight: f32,
    pub(crate) origin: Origin,
    /// What was looked for, to be shown.
    pub(crate) text: String,
    pub(crate) note: Option<String>,
}

/// How a piece meets a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meeting {
    pub(crate) piece: u8,
    pub(crate) layer: MetLayer,
    pub(crate) weight: f32,
}

/// A phrase that every hit must have.
#[derive(Debug, Clone)]
pub(crate) struct PhraseWords {
    pub(crate) words: Vec<QueryWord>,
}

/// A query ready to be asked and scored.
///
/// The first alternatives are the words themselves: alternative `i` stands for word `i` alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prepared {
    pub(crate) words: Vec<Word>,
    pub(crate) phrases: Vec<PhraseWords>,
    pub(crate) minus: Vec<PhraseWords>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) alternatives: Vec<Alternative>,
    table: Table,
}

/// Which pieces each form meets.
#[derive(Debug, Clone, Default)]
struct Table {
    /// A bit for every form of the lexicon.
    known: Vec<u64>,
    /// Sorted by form.
    meetings: Vec<(u32, Meeting)>,
}

impl Prepared {
    /// Reads the words of a parsed query.
    pub(crate) fn new(parsed: &Parsed, analyser: &Analyser, state: &State) -> Self {
        let mut prepared = Self::default();
        let phrase = |text: &String| PhraseWords {
            words: analyser.analyse_query(text),
        };
        prepared.phrases = parsed
            .phrases
            .iter()
            .map(phrase)
            .filter(|phrase| !phrase.words.is_empty())
            .collect();
        prepared.minus = parsed
            .minus
            .iter()
            .map(phrase)
            .filter(|phrase| !phrase.words.is_empty())
            .collect();
        let typed = analyser
            .analyse_query(&parsed.words)
            .into_iter()
            .map(|word| (word, Need::Must));
        let in_phrases = prepared
            .phrases
            .iter()
            .flat_map(|phrase| phrase.words.iter().cloned());
        let in_phrases: Vec<_> = in_phrases.map(|word| (word, Need::InPhrase)).collect();
        let words: Vec<(QueryWord, Need)> = typed.chain(in_phrases).take(QUERY_WORDS).collect();
        for (analysed, need) in words {
            prepared.add_word(analysed, need, state);
        }
        prepared.need_something();
        prepared.share(state);
        prepared
    }

    fn add_word(&mut self, analysed: QueryWord, need: Need, state: &State) {
        let at = self.words.len();
        let matches = matching::word(&analysed, &state.snapshot.tables, &state.config.layers);
        let vocabulary = &state.vocabulary;
        let stop = Lang::ALL
            .into_iter()
            .any(|lang| vocabulary.is_stop_word(&analysed, lang));
        let need = if stop && need == Need::Must {
            Need::May
        } else {
            need
        };
        self.alternatives.push(Alternative {
            span: at..at + 1,
            pieces: at..at + 1,
            weight: 1.0,
            origin: Origin::Typed,
            text: analysed.written.clone(),
            note: None,
        });
        self.pieces.push(Piece { matches });
        self.words.push(Word {
            analysed,
            share: 0.0,
            need,
        });
    }

    /// A query of nothing but stop words is about them.
    fn need_something(&mut self) {
        if self.words.iter().all(|word| word.need == Need::May) {
            self.words
                .iter_mut()
                .for_each(|word| word.need = Need::Must);
        }
    }

    /// Shares of the words: rarer ones tell more, stop words little.
    fn share(&mut self, state: &State) {
        let lexicon = &state.snapshot.tables.lexicon;
        let mut sum = 0.0;
        for (word, piece) in self.words.iter_mut().zip(&self.pieces) {
            let stop = if word.need == Need::May {
                state.config.breadth.stop_word
            } else {
                1.0
            };
            // A little for every word, so that a frequent one among rare ones still counts.
            word.share = stop * (1.0 + lexicon.rarity_of(piece.matches.documents));
            sum += word.share;
        }
        if sum > 0.0 {
            self.words.iter_mut().for_each(|word| word.share /= sum);
        }
    }

    /// Adds what may stand in place of some words; nothing when there is no room or the index has none of it.
    pub(crate) fn add_alternative(
        &mut self,
        span: Range<usize>,
        mut words: Vec<Matches>,
        weight: f32,
        origin: Origin,
        text: &str,
        note: Option<&str>,
    ) {
        if origin == Origin::Correction {
            // A family member of a correction is two guesses away from what was typed.
            words.iter_mut().for_each(Matches::drop_family);
        }
        let first = self.pieces.len();
        let room =
            first + words.len() <= PIECES && span.end <= self.words.len() && !words.is_empty();
        if !room || words.iter().any(|matches| matches.forms.is_empty()) {
            return;
        }
        self.pieces
            .extend(words.into_iter().map(|matches| Piece { matches }));
        self.alternatives.push(Alternative {
            span,
            pieces: first..self.pieces.len(),
            weight: weight.clamp(0.0, 1.0),
            origin,
            text: text.to_owned(),
            note: note.map(str::to_owned),
        });
    }

    /// Makes the table of forms, once all alternatives are there.
    pub(crate) fn seal(&mut self, forms: usize) {
        let mut meetings = Vec::new();
        let mut known = vec![0_u64; forms.div_ceil(64)];
        for (number, piece) in (0_u8..).zip(&self.pieces) {
            for found in &piece.matches.forms {
                meetings.push((
                    found.form,
                    Meeting {
                        piece: number,
                        layer: found.layer,
                        weight: found.weight,
                    },
                ));
                if let Some(bits) = known.get_mut(found.form as usize / 64) {
                    *bits |= 1 << (found.form % 64);
                }
            }
        }
        meetings.sort_unstable_by_key(|(form, meeting)| (*form, meeting.piece));
        self.table = Table { known, meetings };
    }

    /// The pieces that a form meets.
    #[inline]
    pub(crate) fn meetings(&self, form: u32) -> &[(u32, Meeting)] {
        let bits = self
            .table
            .known
            .get(form as usize / 64)
            .copied()
            .unwrap_or(0);
        if bits & (1 << (form % 64)) == 0 {
            return &[];
        }
        let meetings = &self.table.meetings;
        let start = meetings.partition_point(|(known, _)| *known < form);
        let rest = meetings.get(start..).unwrap_or_default();
        let count = rest.iter().take_while(|(known, _)| *known == form).count();
        rest.get(..count).unwrap_or_default()
    }

    /// What may stand in place of words, without the words themselves.
    pub(crate) fn replacements(&self) -> &[Alternative] {
        self.alternatives
            .get(self.words.len()..)
            .unwrap_or_default()
    }

    /// Whether nothing is looked for: filters alone, or nothing at all.
    pub(crate) fn is_browse(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether nothing but numbers and codes was typed, or a code of several words (*DigComp 2.2*).
    pub(crate) fn is_codes(&self) -> bool {
        let long = |alternative: &Alternative| {
            alternative.origin == Origin::Code && alternative.span.len() > 1
        };
        self.alternatives.iter().any(long)
            || self
                .words
                .iter()
                .all(|word| word.analysed.kind != TokenKind::Word)
    }

    /// Whether a word is a number or a code.
    pub(crate) fn is_code(&self, at: usize) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|word| word.analysed.kind != TokenKind::Word)
    }

    /// Whether a phrase or a code says what is wanted: every hit has it, however few of the other words.
    pub(crate) fn is_anchored(&self) -> bool {
        !self.phrases.is_empty() || (0..self.words.len()).any(|at| self.is_code(at))
    }

    /// What was typed for some words.
    pub(crate) fn typed(&self, span: &Range<usize>) -> String {
        let words = self.words.get(span.clone()).unwrap_or_default();
        words
            .iter()
            .map(|word| word.analysed.written.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The replacements as a response shows them.
    pub(crate) fn shown(&self) -> Vec<response::Alternative> {
        let shown = self
            .replacements()
            .iter()
            .map(|alternative| response::Alternative {
                typed: self.typed(&alternative.span),
                instead: alternative.text.clone(),
                origin: alternative.origin,
                weight: alternative.weight,
                note: alternative.note.clone(),
            });
        shown.collect()
    }

    /// Whether a word was typed that the index has in no form.
    pub(crate) fn unknown_words(&self) -> impl Iterator<Item = usize> {
        (0..self.words.len()).filter(|&word| {
            self.pieces
                .get(word)
                .is_some_and(|piece| !piece.matches.is_known())
        })
    }
}

/// The factor of an origin on the weight that a replacement has by itself.
pub(crate) fn origin_weight(config: &SearchConfig, origin: Origin) -> f32 {
    match origin {
        Origin::Typed | Origin::Code => 1.0,
        Origin::Synonym => config.origins.synonym,
        Origin::Abbreviation => config.origins.abbreviation,
        Origin::Compound => config.origins.compound,
        Origin::Correction => config.origins.correction,
    }
}
