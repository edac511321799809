//! The order of the best: scored word by word from the texts themselves.
//!
//! The engine finds candidates by a few fields; here each of them is read – its names, then if need be its texts and the
//! names above it – and gets points:
//!
//! * for each word of the query its share × the best meeting: place × layer × what was looked for in its stead;
//! * for the name that fits best: how much of it the query makes up, whether the words stand in order, whether it is
//!   exactly what was typed;
//! * what its kind adds.
//!
//! All parts add up to the score, so "why this?" is the arithmetic itself.

mod explain;
mod read;

pub(crate) use explain::explain;
pub(crate) use read::{Reading, satisfied};

use crate::search::config::SearchConfig;
use crate::search::limits::{PIECES, QUERY_WORDS};
use crate::search::query::prepared::Prepared;
use crate::search::response::SegmentRole;
use crate::search::snapshot::Tables;

/// How a document has a word.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct WordMet {
    /// Place × layer × origin, 0 where the word is not there.
    pub(crate) weight: f32,
    /// The segment in which it stands.
    pub(crate) segment: u32,
    /// Number of the alternative that met.
    pub(crate) alternative: u16,
}

/// What a document's best name adds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct NameBonus {
    pub(crate) coverage: f32,
    pub(crate) order: f32,
    pub(crate) exact: f32,
}

impl NameBonus {
    fn sum(self) -> f32 {
        self.coverage + self.order + self.exact
    }
}

/// The score of a document, part by part.
#[derive(Debug, Clone)]
pub(crate) struct Scored {
    pub(crate) words: [WordMet; QUERY_WORDS],
    pub(crate) name: NameBonus,
    pub(crate) kind: f32,
    pub(crate) score: f32,
}

/// Scores a document.
pub(crate) fn score(
    document: u32,
    prepared: &Prepared,
    tables: &Tables,
    config: &SearchConfig,
) -> Scored {
    let mut best = Best::default();
    let mut reading = Reading::default();
    let count = prepared.words.len();
    for &segment in tables.segments.of(document) {
        let role = tables.segments.segment(segment).role;
        if role == SegmentRole::Text
            && best.all_at_least(count, config.places.text.max(config.places.kind))
        {
            break;
        }
        reading.read(
            tables.segments.forms(segment),
            prepared,
            tables,
            wants_coverage(role),
        );
        if reading.is_empty() {
            continue;
        }
        let place = place_weight(role, config);
        best.take(&reading, segment, place, prepared);
        if wants_coverage(role) {
            let name = name_bonus(&reading, place, prepared, config);
            if name.sum() > best.name.sum() {
                best.name = name;
            }
        }
    }
    if !best.all_at_least(count, config.places.above) {
        read_above(document, &mut reading, &mut best, prepared, tables, config);
    }
    best.finish(
        config.kind(tables.documents.kind(document)),
        prepared,
        config,
    )
}

/// The best meetings found so far.
#[derive(Debug)]
struct Best {
    /// The best meeting of each word in any text.
    words: [WordMet; QUERY_WORDS],
    /// The meetings in the one text that has most of the query.
    together: [WordMet; QUERY_WORDS],
    together_sum: f32,
    /// The best meeting of each piece in any text, and where.
    pieces: [f32; PIECES],
    place: [u32; PIECES],
    name: NameBonus,
}

impl Default for Best {
    fn default() -> Self {
        Self {
            words: [WordMet::default(); QUERY_WORDS],
            together: [WordMet::default(); QUERY_WORDS],
            together_sum: 0.0,
            pieces: [0.0; PIECES],
            place: [0; PIECES],
            name: NameBonus::default(),
        }
    }
}

impl Best {
    /// Whether every word is met at least this well, so that texts of that weight can add nothing.
    fn all_at_least(&self, words: usize, weight: f32) -> bool {
        self.together
            .iter()
            .take(words)
            .all(|met| met.weight >= weight)
    }

    /// Takes over what a text has better than those before it.
    fn take(&mut self, reading: &Reading, segment: u32, place: f32, prepared: &Prepared) {
        let mut here = [WordMet::default(); QUERY_WORDS];
        for (number, alternative) in (0_u16..).zip(&prepared.alternatives) {
            let weight = reading.weight(alternative) * place;
            if weight <= 0.0 {
                continue;
            }
            for met in here
                .iter_mut()
                .skip(alternative.span.start)
                .take(alternative.span.len())
            {
                if met.weight < weight {
                    *met = WordMet {
                        weight,
                        segment,
                        alternative: number,
                    };
                }
            }
        }
        let mut sum = 0.0;
        for ((word, here), best) in prepared.words.iter().zip(&here).zip(&mut self.words) {
            sum += word.share * here.weight;
            if best.weight < here.weight {
                *best = *here;
            }
        }
        if sum > self.together_sum {
            (self.together_sum, self.together) = (sum, here);
        }
        if prepared.alternatives.len() > prepared.words.len() {
            for ((piece, best), at) in (0..prepared.pieces.len())
                .zip(&mut self.pieces)
                .zip(&mut self.place)
            {
                let weight = reading.piece(piece) * place;
                if *best < weight {
                    (*best, *at) = (weight, segment);
                }
            }
        }
    }

    /// Puts the parts together: words of the text that has most of them count in full, scattered ones less.
    fn finish(self, kind: f32, prepared: &Prepared, config: &SearchConfig) -> Scored {
        let scattered = config.origins.scattered;
        let mut words = self.together;
        for (met, other) in words.iter_mut().zip(&self.words) {
            if met.weight < other.weight * scattered {
                *met = WordMet {
                    weight: other.weight * scattered,
                    ..*other
                };
            }
        }
        for (number, alternative) in (0_u16..)
            .zip(&prepared.alternatives)
            .skip(prepared.words.len())
        {
            let unmet = |word: &WordMet| word.weight == 0.0;
            if !words
                .iter()
                .skip(alternative.span.start)
                .take(alternative.span.len())
                .any(unmet)
            {
                continue;
            }
            let pieces = self
                .pieces
                .get(alternative.pieces.clone())
                .unwrap_or_default();
            if pieces.contains(&0.0) {
                continue;
            }
            let mean = pieces.iter().sum::<f32>() / pieces.len().max(1) as f32;
            let segment = self
                .place
                .get(alternative.pieces.start)
                .copied()
                .unwrap_or(0);
            let met = WordMet {
                weight: alternative.weight * mean * scattered,
                segment,
                alternative: number,
            };
            words
                .iter_mut()
                .skip(alternative.span.start)
                .take(alternative.span.len())
                .filter(|word| unmet(word))
                .for_each(|word| *word = met);
        }
        let complete = completeness(&words, prepared, config);
        words.iter_mut().for_each(|met| met.weight *= complete);
        let sum: f32 = prepared
            .words
            .iter()
            .zip(&words)
            .map(|(word, met)| word.share * met.weight)
            .sum();
        Scored {
            score: sum + self.name.sum() + kind,
            words,
            name: self.name,
            kind,
        }
    }
}

/// How much the meetings count for how many of the words there are at all: one rare word met well is not yet what was
/// asked for. 1 with all words; the power of the configuration says how fast it falls.
fn completeness(words: &[WordMet; QUERY_WORDS], prepared: &Prepared, config: &SearchConfig) -> f32 {
    let all: f32 = prepared.words.iter().map(|word| word.share).sum();
    let met: f32 = prepared
        .words
        .iter()
        .zip(words)
        .filter(|(_, met)| met.weight > 0.0)
        .map(|(word, _)| word.share)
        .sum();
    if all <= 0.0 || met <= 0.0 {
        return 1.0;
    }
    (met / all).min(1.0).powf(config.bonuses.completeness)
}

fn wants_coverage(role: SegmentRole) -> bool {
    matches!(
        role,
        SegmentRole::Name | SegmentRole::Alternative | SegmentRole::Hidden
    )
}

fn place_weight(role: SegmentRole, config: &SearchConfig) -> f32 {
    let places = &config.places;
    match role {
        SegmentRole::Name => places.name,
        SegmentRole::Alternative => places.alternative,
        SegmentRole::Hidden => places.hidden,
        SegmentRole::Code => places.code,
        SegmentRole::Text => places.text,
        SegmentRole::Kind => places.kind,
        SegmentRole::Above => places.above,
    }
}

/// What a name adds that has some of the words.
fn name_bonus(
    reading: &Reading,
    place: f32,
    prepared: &Prepared,
    config: &SearchConfig,
) -> NameBonus {
    let mut best = [0.0_f32; QUERY_WORDS];
    for alternative in &prepared.alternatives {
        let weight = reading.weight(alternative);
        best.iter_mut()
            .skip(alternative.span.start)
            .take(alternative.span.len())
            .for_each(|best| *best = best.max(weight));
    }
    let share: f32 = prepared
        .words
        .iter()
        .zip(&best)
        .map(|(word, best)| word.share * best)
        .sum();
    let count = prepared.words.len();
    let order = if count > 1 {
        reading.pairs() as f32 / (count - 1) as f32
    } else {
        0.0
    };
    let exact = if reading.is_exact(prepared) { 1.0 } else { 0.0 };
    NameBonus {
        coverage: config.bonuses.coverage * place * share * reading.coverage(),
        order: config.bonuses.order * place * share * order,
        exact: config.bonuses.exact * place * exact,
    }
}

/// Words that the document itself has less well may stand in the names above it.
fn read_above(
    document: u32,
    reading: &mut Reading,
    best: &mut Best,
    prepared: &Prepared,
    tables: &Tables,
    config: &SearchConfig,
) {
    let first = tables.documents.parent(document);
    let above = std::iter::successors(first, |&document| tables.documents.parent(document));
    for (step, document) in above.take(crate::search::limits::ANCESTORS).enumerate() {
        for &segment in tables.segments.of(document) {
            match tables.segments.segment(segment).role {
                SegmentRole::Name => {}
                // The code of the record right above: MH10 asks for the outcomes of that module, too.
                SegmentRole::Code if step == 0 => {}
                SegmentRole::Alternative | SegmentRole::Hidden if step == 0 => continue,
                _ => break,
            }
            reading.read(tables.segments.forms(segment), prepared, tables, false);
            best.take(reading, segment, config.places.above, prepared);
        }
    }
}
