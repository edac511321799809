//! Runs a search from request to response.

mod hits;
mod order;

use crate::model::RecordId;
use crate::text::Analyser;

use super::engine::Answer;
use super::error::SearchError;
use super::limits::{FACET_VALUES, FILTER_VALUES, RERANKED};
use super::plan::{Facet, Filter, Plan, Top};
use super::query::alternatives::{self, Correct};
use super::query::prepared::Prepared;
use super::query::{Parsed, build, filters, parse};
use super::rank;
use super::request::{Explain, FacetFilter, SearchRequest, Sort};
use super::response::{
    Breadth, Explanation, FacetCounts, FacetValue, Notice, NoticeCode, Origin, SearchResponse,
    Understood,
};
use super::searcher::State;

/// Answers a search.
pub(crate) fn search(
    analyser: &Analyser,
    state: &State,
    request: &SearchRequest,
) -> Result<SearchResponse, SearchError> {
    let parsed = parse(&request.query);
    let mut notices = parsed.notices.clone();
    let filters = all_filters(&parsed, request, state, &mut notices);
    let (offset, limit) = request.window();
    let found = find(&parsed, &filters, request, analyser, state)?;
    let Found {
        prepared,
        answer,
        breadth,
    } = found;
    let total = answer.total;
    let page = order::page(
        &answer.hits,
        &prepared,
        state,
        request,
        offset..offset.saturating_add(limit),
    );
    let did_you_mean = page
        .first()
        .and_then(|first| correction(&request.query, first.document, &prepared, state));
    let hits = page
        .iter()
        .map(|hit| hits::hit(hit, &prepared, state, request))
        .collect();
    Ok(SearchResponse {
        total,
        offset,
        hits,
        facets: facet_counts(answer, &filters),
        understood: Understood {
            words: prepared
                .words
                .iter()
                .map(|word| word.analysed.written.clone())
                .collect(),
            alternatives: prepared.shown(),
            filters,
            breadth,
        },
        did_you_mean,
        notices,
        generation: state.snapshot.manifest().generation,
    })
}

/// Why a record came, or would come.
pub(crate) fn explain(
    analyser: &Analyser,
    state: &State,
    request: &SearchRequest,
    id: &RecordId,
) -> Result<Option<Explanation>, SearchError> {
    let Some(document) = state.snapshot.tables.documents.find(id.as_str()) else {
        return Ok(None);
    };
    let parsed = parse(&request.query);
    let filters = all_filters(&parsed, request, state, &mut Vec::new());
    let Found {
        prepared, answer, ..
    } = find(&parsed, &filters, request, analyser, state)?;
    let window = 0..RERANKED;
    let family = order::page(&answer.hits, &prepared, state, request, window)
        .iter()
        .find(|hit| hit.document == document)
        .map_or(0.0, |hit| hit.family);
    let tables = &state.snapshot.tables;
    let (_, explanation) = rank::explain(document, family, &prepared, tables, &state.config);
    Ok((!explanation.words.is_empty()).then_some(explanation))
}

/// What a query has found, and how it was understood in the end.
struct Found {
    prepared: Prepared,
    answer: Answer,
    breadth: Breadth,
}

/// Asks for all words; with few hits for corrections of known words, too; and while a page is not filled for ever fewer
/// of the words: a whole statement out of a CV finds what has most of it.
fn find(
    parsed: &Parsed,
    filters: &[FacetFilter],
    request: &SearchRequest,
    analyser: &Analyser,
    state: &State,
) -> Result<Found, SearchError> {
    let mut prepared = Prepared::new(parsed, analyser, state);
    alternatives::from_vocabulary(&mut prepared, state);
    alternatives::from_compounds(&mut prepared, analyser, state);
    alternatives::from_corrections(&mut prepared, Correct::Unknown, analyser, state);
    let ask = |prepared: &Prepared, share| {
        let plan = Plan {
            query: build::query(prepared, share, &state.config.engine),
            filters: filters
                .iter()
                .map(|filter| Filter {
                    facet: filter.facet,
                    any_of: filter.values.clone(),
                })
                .collect(),
            facets: request.facets.clone(),
            top: top(prepared, request),
        };
        state.snapshot.engine.search(&plan)
    };
    let settings = &state.config.breadth;
    let mut answer = ask(&prepared, 1.0)?;
    let mut breadth = Breadth::All;
    // A single word that the index has is rare, not wrong.
    let doubtful = answer.total == 0 || prepared.words.len() > 1;
    if answer.total < settings.few && doubtful && !prepared.is_browse() {
        alternatives::from_corrections(&mut prepared, Correct::Known, analyser, state);
        answer = ask(&prepared, 1.0)?;
    }
    // Codes that are found are what was meant, however rare.
    let meant = answer.total > 0 && prepared.is_codes();
    let words = prepared.words.len();
    let mut least = words;
    for share in [settings.most, 0.0] {
        if answer.total >= settings.page || meant || words < 2 || prepared.is_browse() {
            break;
        }
        let fewer = build::least_of(words, share);
        // Beside a phrase or a code no other word is needed in the end.
        if fewer < least || (share < build::ANCHORED && prepared.is_anchored()) {
            least = fewer;
            let wider = ask(&prepared, share)?;
            if wider.total > answer.total {
                (answer, breadth) = (wider, Breadth::Most);
            }
        }
    }
    prepared.seal(state.snapshot.tables.lexicon.len());
    Ok(Found {
        prepared,
        answer,
        breadth,
    })
}

/// How many hits the engine must give: a fixed window to re-rank, so that pages never overlap.
fn top(prepared: &Prepared, request: &SearchRequest) -> Top {
    let (offset, limit) = request.window();
    match request.sort {
        Sort::Relevance if !prepared.is_browse() => Top::Best(RERANKED.max(offset + limit)),
        _ => Top::All,
    }
}

/// Filters typed and chosen, with the values that the index has.
fn all_filters(
    parsed: &Parsed,
    request: &SearchRequest,
    state: &State,
    notices: &mut Vec<Notice>,
) -> Vec<FacetFilter> {
    let mut all: Vec<FacetFilter> = Vec::new();
    for (facet, typed) in &parsed.filters {
        let values = filters::values(*facet, typed, &state.snapshot.tables).unwrap_or_else(|| {
            notices.push(Notice {
                code: NoticeCode::UnknownValue,
                text: format!("{}:{typed}", facet.name()),
            });
            vec![typed.clone()]
        });
        match all.iter_mut().find(|known| known.facet == *facet) {
            // kind:module kind:skill means either.
            Some(known) => known.values.extend(values),
            None => all.push(FacetFilter {
                facet: *facet,
                values,
            }),
        }
    }
    for chosen in request
        .filters
        .iter()
        .filter(|chosen| !chosen.values.is_empty())
    {
        let values = chosen.values.iter().take(FILTER_VALUES).cloned();
        match all.iter_mut().find(|known| known.facet == chosen.facet) {
            Some(known) => known.values.extend(values),
            None => all.push(FacetFilter {
                facet: chosen.facet,
                values: values.collect(),
            }),
        }
    }
    for filter in &mut all {
        filter.values.sort_unstable();
        filter.values.dedup();
    }
    all.sort_by_key(|filter| filter.facet);
    all
}

/// Facet counts as a response shows them: most frequent first; levels in their own order.
fn facet_counts(answer: Answer, filters: &[FacetFilter]) -> Vec<FacetCounts> {
    let counted = answer.facets.into_iter().map(|(facet, counts)| {
        let chosen = filters
            .iter()
            .find(|filter| filter.facet == facet)
            .map_or(&[][..], |filter| &filter.values);
        let mut values: Vec<FacetValue> = counts
            .into_iter()
            .map(|(value, count)| FacetValue {
                chosen: chosen.contains(&value),
                value,
                count,
            })
            .collect();
        for missing in chosen
            .iter()
            .filter(|value| !values.iter().any(|known| known.value == **value))
            .cloned()
            .collect::<Vec<_>>()
        {
            values.push(FacetValue {
                value: missing,
                count: 0,
                chosen: true,
            });
        }
        match facet {
            Facet::Lki => values.sort_by(|a, b| a.value.cmp(&b.value)),
            _ => values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value))),
        }
        values.truncate(FACET_VALUES);
        FacetCounts { facet, values }
    });
    counted.collect()
}

/// The query with its corrected words, when the best hit has come by a correction: then it surely has hits.
fn correction(query: &str, document: u32, prepared: &Prepared, state: &State) -> Option<String> {
    let scored = rank::score(document, prepared, &state.snapshot.tables, &state.config);
    let mut corrected = Vec::new();
    let mut any = false;
    for (word, met) in prepared.words.iter().zip(&scored.words) {
        let alternative = prepared.alternatives.get(usize::from(met.alternative))?;
        if met.weight > 0.0 && alternative.origin == Origin::Correction {
            any = true;
            corrected.push(alternative.text.clone());
        } else if met.weight > 0.0 || prepared.words.len() == 1 {
            corrected.push(word.analysed.written.clone());
        }
    }
    let filters = query.split_whitespace().filter(|item| item.contains(':'));
    corrected.extend(filters.map(str::to_owned));
    any.then(|| corrected.join(" "))
}

/// Whether a request wants reasons.
pub(crate) fn wants_reasons(request: &SearchRequest) -> bool {
    request.explain == Explain::Full
}
