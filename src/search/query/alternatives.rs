//! What else to look for: synonyms, abbreviations, codes, compounds, corrections.

use crate::search::limits::{ALTERNATIVE_WORDS, ALTERNATIVES, CORRECTIONS};
use crate::search::response::Origin;
use crate::search::searcher::State;
use crate::text::vocabulary::ExpansionKind;
use crate::text::{Analyser, QueryWord, TokenKind};

use super::matching::{self, Matches};
use super::prepared::{Prepared, origin_weight};

/// Which words are to be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Correct {
    /// Words that the index has in no form.
    Unknown,
    /// Words that the index has: they may be others misspelt (*kontrolieru* for *kontrolleru*).
    Known,
}

/// Adds what the vocabulary says, and code readings.
pub(crate) fn from_vocabulary(prepared: &mut Prepared, state: &State) {
    let words: Vec<QueryWord> = prepared
        .words
        .iter()
        .map(|word| word.analysed.clone())
        .collect();
    let (tables, config) = (&state.snapshot.tables, &state.config);
    for (at, word) in words.iter().enumerate() {
        let Some(code) = &word.code else { continue };
        // The reading ends with this word; a phrase's words come after the others, so its own count is what is sure.
        let start = (at + 1).saturating_sub(code.words.len());
        let matches = matching::code(&code.text, tables, &config.layers);
        prepared.add_alternative(
            start..at + 1,
            vec![matches],
            1.0,
            Origin::Code,
            &code.text,
            None,
        );
    }
    for expansion in state
        .vocabulary
        .expand(&words)
        .into_iter()
        .take(ALTERNATIVES)
    {
        let origin = match expansion.kind {
            ExpansionKind::Synonym => Origin::Synonym,
            ExpansionKind::Abbreviation => Origin::Abbreviation,
        };
        if expansion.words.len() > ALTERNATIVE_WORDS {
            continue;
        }
        let pieces = expansion
            .words
            .iter()
            .map(|word| matching::word(word, tables, &config.layers))
            .collect();
        let weight = expansion.weight * origin_weight(config, origin);
        prepared.add_alternative(
            expansion.span.clone(),
            pieces,
            weight,
            origin,
            expansion.text,
            expansion.note,
        );
    }
}

/// Adds compounds taken apart and put together.
pub(crate) fn from_compounds(prepared: &mut Prepared, analyser: &Analyser, state: &State) {
    let compounds = state
        .snapshot
        .helpers
        .compounds(&state.snapshot.tables, analyser);
    let weight = origin_weight(&state.config, Origin::Compound);
    let words: Vec<QueryWord> = prepared
        .words
        .iter()
        .map(|word| word.analysed.clone())
        .collect();
    for (at, word) in words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.kind == TokenKind::Word)
    {
        if let Some(split) = compounds.split(analyser, &word.surface) {
            let text = format!("{} {}", split.left, split.right);
            let pieces = words_of(&text, analyser, state);
            prepared.add_alternative(
                at..at + 1,
                pieces,
                weight * split.score,
                Origin::Compound,
                &text,
                None,
            );
        }
    }
    for (at, pair) in words.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        if left.kind != TokenKind::Word || right.kind != TokenKind::Word {
            continue;
        }
        // Two pieces of a word that was written apart (*siltum sūkņu*), of which neither need be a word.
        let together = format!("{}{}", left.surface, right.surface);
        let pieces = words_of(&together, analyser, state);
        if pieces.iter().all(Matches::is_known) {
            prepared.add_alternative(
                at..at + 2,
                pieces,
                weight,
                Origin::Compound,
                &together,
                None,
            );
        }
        for joined in compounds
            .join(analyser, &left.surface, &right.surface)
            .into_iter()
            .take(2)
        {
            let pieces = words_of(joined.word, analyser, state);
            prepared.add_alternative(
                at..at + 2,
                pieces,
                weight,
                Origin::Compound,
                joined.word,
                None,
            );
        }
    }
}

/// Adds corrections of misspelt words.
pub(crate) fn from_corrections(
    prepared: &mut Prepared,
    which: Correct,
    analyser: &Analyser,
    state: &State,
) {
    let tables = &state.snapshot.tables;
    let unknown: Vec<usize> = prepared.unknown_words().collect();
    let chosen = |at: &usize| unknown.contains(at) == (which == Correct::Unknown);
    for at in (0..prepared.words.len()).filter(chosen) {
        let Some(word) = prepared.words.get(at).map(|word| &word.analysed) else {
            continue;
        };
        if word.kind != TokenKind::Word {
            continue;
        }
        let typos = state.snapshot.helpers.typos(tables);
        let lexicon = &tables.lexicon;
        let family = |term: &str| {
            let key = lexicon
                .find(term)
                .and_then(|surface| lexicon.by_surface(surface));
            key.and_then(|form| lexicon.bridges(form).first().copied())
        };
        let surface = word.surface.clone();
        let own = prepared
            .pieces
            .get(at)
            .map(|piece| piece.matches.bridges.clone())
            .unwrap_or_default();
        let weights = &state.config.origins;
        let base = match which {
            Correct::Unknown => weights.correction,
            Correct::Known => weights.correction_of_known,
        };
        for candidate in typos.expand_distinct(&surface, CORRECTIONS, family) {
            let same = family(candidate.term)
                .is_some_and(|key| own.iter().any(|own| own == lexicon.text(key)));
            if same {
                // Another inflection of the word itself.
                continue;
            }
            let pieces = words_of(candidate.term, analyser, state);
            let weight = base * (1.0 - weights.per_edit * candidate.distance).max(0.1);
            prepared.add_alternative(
                at..at + 1,
                pieces,
                weight,
                Origin::Correction,
                candidate.term,
                None,
            );
        }
    }
}

fn words_of(text: &str, analyser: &Analyser, state: &State) -> Vec<Matches> {
    let words = analyser.analyse_query(text);
    words
        .iter()
        .map(|word| matching::word(word, &state.snapshot.tables, &state.config.layers))
        .collect()
}
