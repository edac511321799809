//! Reads one text for the pieces of a query.

use crate::search::limits::PIECES;
use crate::search::query::prepared::{Alternative, Need, Prepared};
use crate::search::response::MetLayer;
use crate::search::snapshot::Tables;

/// What one text has of a query. Filled again for each text.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// A bit for each piece found.
    found: u64,
    best: [f32; PIECES],
    /// Rarity of the words that met, and of all.
    met: f32,
    all: f32,
    /// A bit for each pair of neighbouring query words that stand side by side in order.
    pairs: u32,
    /// Words of the text, and how many of them stand at the place of the query word and are it as typed.
    words: usize,
    in_place: usize,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            found: 0,
            best: [0.0; PIECES],
            met: 0.0,
            all: 0.0,
            pairs: 0,
            words: 0,
            in_place: 0,
        }
    }
}

impl Reading {
    /// Reads a text. Only names need to be weighed as a whole.
    pub(crate) fn read(
        &mut self,
        forms: &[u32],
        prepared: &Prepared,
        tables: &Tables,
        weigh: bool,
    ) {
        *self = Self {
            best: self.best,
            words: forms.len(),
            ..Self::default()
        };
        let mut before = 0_u32;
        for (at, &form) in forms.iter().enumerate() {
            if weigh {
                self.all += tables.lexicon.rarity(form);
            }
            let meetings = prepared.meetings(form);
            let mut here = 0_u32;
            for (_, meeting) in meetings {
                let piece = usize::from(meeting.piece);
                let Some(best) = self.best.get_mut(piece) else {
                    continue;
                };
                let bit = 1_u64 << piece;
                *best = if self.found & bit == 0 {
                    meeting.weight
                } else {
                    best.max(meeting.weight)
                };
                self.found |= bit;
                if piece < prepared.words.len() {
                    here |= 1 << piece;
                    let typed = matches!(meeting.layer, MetLayer::Surface | MetLayer::Folded);
                    self.in_place += usize::from(piece == at && typed);
                }
            }
            if !meetings.is_empty() {
                self.met += tables.lexicon.rarity(form);
            }
            self.pairs |= (before << 1) & here;
            before = here;
        }
    }

    /// Whether nothing met.
    pub(crate) fn is_empty(&self) -> bool {
        self.found == 0
    }

    /// How well an alternative is met: its weight × the mean of its pieces, 0 when one of them is missing.
    #[inline]
    pub(crate) fn weight(&self, alternative: &Alternative) -> f32 {
        let mut sum = 0.0;
        for piece in alternative.pieces.clone() {
            if self.found & (1 << piece) == 0 {
                return 0.0;
            }
            sum += self.best.get(piece).copied().unwrap_or(0.0);
        }
        alternative.weight * sum / alternative.pieces.len().max(1) as f32
    }

    /// How well a piece is met, 0 when it is not there.
    #[inline]
    pub(crate) fn piece(&self, piece: usize) -> f32 {
        if self.found & (1 << piece) == 0 {
            return 0.0;
        }
        self.best.get(piece).copied().unwrap_or(0.0)
    }

    /// How much of the text the query makes up, by rarity, 0 to 1.
    pub(crate) fn coverage(&self) -> f32 {
        if self.all > 0.0 {
            (self.met / self.all).min(1.0)
        } else {
            0.0
        }
    }

    /// How many neighbouring words of the query stand side by side in order.
    pub(crate) fn pairs(&self) -> u32 {
        self.pairs.count_ones()
    }

    /// Whether the text is the query, word by word.
    pub(crate) fn is_exact(&self, prepared: &Prepared) -> bool {
        let words = prepared
            .words
            .iter()
            .filter(|word| word.need != Need::InPhrase)
            .count();
        let words = if words == 0 {
            prepared.words.len()
        } else {
            words
        };
        self.words == words && self.in_place == words
    }
}

/// The pieces of alternatives that a text has whole: only they are worth marking. A bit for each piece.
pub(crate) fn satisfied(reading: &Reading, prepared: &Prepared) -> u64 {
    let met = prepared
        .alternatives
        .iter()
        .filter(|alternative| reading.weight(alternative) > 0.0);
    met.flat_map(|alternative| alternative.pieces.clone())
        .fold(0, |bits, piece| bits | 1 << piece)
}
