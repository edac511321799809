//! Puts the matches in the order asked for and cuts out the page.

use std::cmp::Ordering;
use std::ops::Range;

use crate::search::config::Bonuses;
use crate::search::engine::{EngineHit, rounded};
use crate::search::limits::RERANKED;
use crate::search::query::prepared::Prepared;
use crate::search::rank;
use crate::search::request::{SearchRequest, Sort};
use crate::search::searcher::State;
use crate::search::snapshot::Tables;

/// A document on the page with its score.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub(crate) document: u32,
    pub(crate) score: f32,
    /// What of the score is for the record above it and those below it.
    pub(crate) family: f32,
}

/// An order of documents.
type Order<'a> = Box<dyn Fn(&u32, &u32) -> Ordering + 'a>;

/// The page.
pub(crate) fn page(
    hits: &[EngineHit],
    prepared: &Prepared,
    state: &State,
    request: &SearchRequest,
    range: Range<usize>,
) -> Vec<Placed> {
    let tables = &state.snapshot.tables;
    let score = |document: u32| {
        // Without words there is nothing to fit.
        if prepared.is_browse() {
            0.0
        } else {
            rank::score(document, prepared, tables, &state.config).score
        }
    };
    let documents = &tables.documents;
    let lang = request.lang;
    let by: Order<'_> = match request.sort {
        Sort::Relevance if !prepared.is_browse() => {
            let (near, far) = hits.split_at(hits.len().min(RERANKED));
            let mut placed: Vec<Placed> = near
                .iter()
                .map(|hit| Placed {
                    document: hit.document,
                    score: score(hit.document),
                    family: 0.0,
                })
                .collect();
            add_family(&mut placed, tables, &state.config.bonuses);
            placed.sort_unstable_by(|a, b| {
                rounded(b.score)
                    .cmp(&rounded(a.score))
                    .then(a.document.cmp(&b.document))
            });
            let rest = far.iter().map(|hit| hit.document);
            let first = placed.into_iter().skip(range.start).take(range.len());
            let skip = range.start.saturating_sub(near.len());
            let rest = rest.skip(skip).map(|document| Placed {
                document,
                score: score(document),
                family: 0.0,
            });
            return first.chain(rest).take(range.len()).collect();
        }
        Sort::Relevance => Box::new(move |a, b| documents.by_kind(*a, *b, lang)),
        Sort::Name => Box::new(move |a, b| documents.by_name(*a, *b, lang)),
        Sort::Level => Box::new(|a, b| documents.by_level(*a, *b)),
        Sort::Year => Box::new(|a, b| documents.by_year(*a, *b)),
    };
    let mut all: Vec<u32> = hits.iter().map(|hit| hit.document).collect();
    if range.end < all.len() && range.end > 0 {
        all.select_nth_unstable_by(range.end - 1, &by);
        all.truncate(range.end);
    }
    all.sort_unstable_by(&by);
    let shown = all.get(range.start.min(all.len())..).unwrap_or_default();
    shown
        .iter()
        .take(range.len())
        .map(|&document| Placed {
            document,
            score: score(document),
            family: 0.0,
        })
        .collect()
}

/// A module whose outcomes fit, and an outcome whose module fits, is likelier meant than one that stands alone: each hit
/// gets a part of the score of the hit above it and of the best hit right below it. Only the window is looked at.
fn add_family(placed: &mut [Placed], tables: &Tables, bonuses: &Bonuses) {
    placed.sort_unstable_by_key(|hit| hit.document);
    let at = |document: u32| {
        placed
            .binary_search_by_key(&document, |hit| hit.document)
            .ok()
    };
    let mut points = vec![(0.0_f32, 0.0_f32); placed.len()];
    for (child, hit) in placed.iter().enumerate() {
        let parent = tables.documents.parent(hit.document);
        let Some((parent, above)) =
            parent.and_then(|parent| Some((at(parent)?, placed.get(at(parent)?)?)))
        else {
            continue;
        };
        let better = above.score - hit.score;
        if let Some((from_above, _)) = points.get_mut(child) {
            *from_above = better.max(0.0) * bonuses.parent;
        }
        if let Some((_, from_below)) = points.get_mut(parent) {
            *from_below = from_below.max(-better * bonuses.children);
        }
    }
    for (hit, (from_above, from_below)) in placed.iter_mut().zip(points) {
        hit.family = from_above + from_below;
        hit.score += hit.family;
    }
}
