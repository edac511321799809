//! Makes what is shown of a hit: its names, what to mark, the passage, the path.

use std::ops::Range;

use crate::model::Kind;
use crate::search::engine::rounded;
use crate::search::limits::{ANCESTORS, PASSAGE};
use crate::search::plan::Facet;
use crate::search::query::prepared::Prepared;
use crate::search::rank::{self, Reading, satisfied};
use crate::search::request::{NameLang, SearchRequest};
use crate::search::response::{Hit, Marked, Passage, PathStep, SegmentRole, Span};
use crate::search::searcher::State;
use crate::search::snapshot::Tables;
use crate::text::highlight::merge;
use crate::text::passage;

use super::order::Placed;
use super::wants_reasons;

/// Makes a hit.
pub(crate) fn hit(
    placed: &Placed,
    prepared: &Prepared,
    state: &State,
    request: &SearchRequest,
) -> Hit {
    let tables = &state.snapshot.tables;
    let document = placed.document;
    let documents = &tables.documents;
    let shown = documents.name_segment(document, request.lang);
    let name = match shown {
        Some(segment) => marked(segment, prepared, tables),
        None => Marked {
            text: documents.fallback(document).to_owned(),
            marks: Vec::new(),
        },
    };
    let own_name = |lang| {
        documents
            .own_name(document, lang)
            .map(|segment| tables.segments.text(segment).to_owned())
    };
    let one = |facet| tables.columns.of(facet, document).next().map(str::to_owned);
    let explanation = wants_reasons(request)
        .then(|| rank::explain(document, placed.family, prepared, tables, &state.config).1);
    Hit {
        id: documents.record_id(document),
        kind: documents.kind(document),
        code: documents.code(document).map(str::to_owned),
        name,
        name_lv: own_name(NameLang::Lv),
        name_en: own_name(NameLang::En),
        passage: best_passage(document, shown, prepared, tables),
        path: path(document, request.lang, tables),
        framework: one(Facet::Framework),
        level: documents.level(document),
        sector: one(Facet::Sector),
        material_type: one(Facet::Type),
        access: one(Facet::Access),
        languages: languages(document, tables),
        year: documents.year(document),
        score: rounded(placed.score) as f32 / 1e5,
        explanation,
    }
}

/// The languages of a teaching material; the names of other records speak for themselves.
fn languages(document: u32, tables: &Tables) -> Vec<String> {
    if tables.documents.kind(document) != Kind::Material {
        return Vec::new();
    }
    let languages = tables.columns.of(Facet::Lang, document);
    languages.map(str::to_owned).collect()
}

/// The text of a segment with the words that met.
fn marked(segment: u32, prepared: &Prepared, tables: &Tables) -> Marked {
    let text = tables.segments.text(segment);
    Marked {
        text: text.to_owned(),
        marks: spans(merge(text, ranges(segment, prepared, tables))),
    }
}

fn spans(ranges: Vec<Range<usize>>) -> Vec<Span> {
    ranges
        .into_iter()
        .map(|range| Span {
            start: range.start,
            end: range.end,
        })
        .collect()
}

/// The words of a segment that belong to something found whole in it.
fn ranges(segment: u32, prepared: &Prepared, tables: &Tables) -> Vec<Range<usize>> {
    let forms = tables.segments.forms(segment);
    let mut reading = Reading::default();
    reading.read(forms, prepared, tables, false);
    if reading.is_empty() {
        return Vec::new();
    }
    let pieces = satisfied(&reading, prepared);
    let worth = |form: u32| {
        prepared
            .meetings(form)
            .iter()
            .any(|(_, meeting)| pieces & (1 << meeting.piece) != 0)
    };
    let words = forms.iter().enumerate().filter(|(_, form)| worth(**form));
    words
        .map(|(at, _)| tables.segments.span(segment, at))
        .collect()
}

/// A piece of another text: where words met that the shown name does not hold, else the beginning of the description.
fn best_passage(
    document: u32,
    shown: Option<u32>,
    prepared: &Prepared,
    tables: &Tables,
) -> Option<Passage> {
    let have = shown.map_or([0.0; 32], |segment| values(segment, prepared, tables));
    let mut best: Option<(f32, u32)> = None;
    let mut first_text = None;
    for &segment in tables.segments.of(document) {
        let role = tables.segments.segment(segment).role;
        if Some(segment) == shown
            || matches!(
                role,
                SegmentRole::Hidden | SegmentRole::Code | SegmentRole::Kind | SegmentRole::Above
            )
        {
            continue;
        }
        if role == SegmentRole::Text {
            first_text = first_text.or(Some(segment));
        }
        let here = values(segment, prepared, tables);
        let shares = prepared.words.iter().map(|word| word.share);
        let gain: f32 = shares
            .zip(have.iter().zip(here))
            .map(|(share, (have, here))| share * (here - have).max(0.0))
            .sum();
        if gain > best.map_or(1e-6, |best| best.0) {
            best = Some((gain, segment));
        }
    }
    let segment = best.map(|best| best.1).or(first_text)?;
    let text = tables.segments.text(segment);
    let found = passage(
        text,
        &merge(text, ranges(segment, prepared, tables)),
        PASSAGE,
    );
    Some(Passage {
        from: tables.segments.segment(segment).role,
        marked: Marked {
            text: text.get(found.range)?.to_owned(),
            marks: spans(found.hits),
        },
        cut_before: found.cut_before,
        cut_after: found.cut_after,
    })
}

/// How well a segment has each word, leaving out where it stands.
fn values(segment: u32, prepared: &Prepared, tables: &Tables) -> [f32; 32] {
    let mut values = [0.0_f32; 32];
    let mut reading = Reading::default();
    reading.read(tables.segments.forms(segment), prepared, tables, false);
    if reading.is_empty() {
        return values;
    }
    for alternative in &prepared.alternatives {
        let weight = reading.weight(alternative);
        let span = alternative.span.clone();
        values
            .iter_mut()
            .skip(span.start)
            .take(span.len())
            .for_each(|value| *value = value.max(weight));
    }
    values
}

/// The names above a record, the topmost first.
fn path(document: u32, lang: NameLang, tables: &Tables) -> Vec<PathStep> {
    let documents = &tables.documents;
    let above = std::iter::successors(documents.parent(document), |&document| {
        documents.parent(document)
    });
    let mut path: Vec<PathStep> = above
        .take(ANCESTORS)
        .map(|document| PathStep {
            id: documents.record_id(document),
            name: match documents.name_segment(document, lang) {
                Some(segment) => tables.segments.text(segment).to_owned(),
                None => documents.fallback(document).to_owned(),
            },
        })
        .collect();
    path.reverse();
    path
}
