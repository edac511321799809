//! The search page: box, facets, results, explanations, pages of results.

use askama::Template;

use super::explanation::ExplanationView;
use super::query_string::QueryString;
use super::{Frame, Language, record_path, segments};
use crate::search::{
    Breadth, Facet, FacetCounts, Hit, Marked, Notice, NoticeCode, Origin, SearchResponse,
    SegmentRole, Sort,
};

/// Values of a facet shown before "show all".
const SHOWN_VALUES: usize = 8;

/// All that the search page shows.
pub struct SearchInput<'a> {
    /// The answer; none on the front page before anything was asked.
    pub response: Option<&'a SearchResponse>,
    /// The parameters of this page.
    pub here: QueryString,
    /// The order chosen.
    pub sort: Sort,
    /// The page of results, from 1.
    pub page: usize,
    /// Records in the catalogue.
    pub records: usize,
    /// The name of a sector by its code.
    pub sector_name: &'a dyn Fn(&str) -> String,
}

/// A facet ready to be written.
struct FacetView {
    name: &'static str,
    title: &'static str,
    first: Vec<ValueView>,
    rest: Vec<ValueView>,
    /// Whether one of the rest is chosen, so that they are shown open.
    open: bool,
}

struct ValueView {
    value: String,
    label: String,
    count: String,
    chosen: bool,
}

/// A filter in force, to be removed with one click.
struct ChipView {
    label: String,
    path: String,
}

struct SegmentView {
    text: String,
    hit: bool,
}

struct HitView {
    path: String,
    kind: String,
    kind_code: &'static str,
    level: Option<String>,
    sector: Option<String>,
    framework: Option<String>,
    badges: Vec<String>,
    code: Option<String>,
    name: Vec<SegmentView>,
    name_lang: Option<&'static str>,
    other_name: Option<(&'static str, String)>,
    steps: Vec<(String, String)>,
    passage: Vec<SegmentView>,
    cut_before: bool,
    cut_after: bool,
    why_path: String,
    why: Option<ExplanationView>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    frame: &'a Frame,
    asked: bool,
    headline: String,
    range: Option<String>,
    did_you_mean: Option<(String, String)>,
    remarks: Vec<String>,
    chips: Vec<ChipView>,
    clear_path: String,
    facets: Vec<FacetView>,
    hidden: Vec<(String, String)>,
    sorts: Vec<(String, &'static str, bool)>,
    hits: Vec<HitView>,
    previous: Option<String>,
    next: Option<String>,
    has_filters: bool,
    examples: &'static [&'static str],
}

/// Queries that show what Prasme can do; they find something in the sample.
const EXAMPLES: [&str; 6] = [
    "elektrodrošība",
    "kontrolieru programesana",
    "PLC",
    "meblu galdnieks",
    "kopīgo failus mākonī",
    "veids:modulis lki:4",
];

/// The search page.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn search_page(frame: &Frame, input: &SearchInput<'_>) -> Result<String, askama::Error> {
    let language = frame.language;
    let empty = SearchResponse::default();
    let response = input.response.unwrap_or(&empty);
    let turn = |page: usize| {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        input
            .here
            .clone()
            .none_of("page")
            .none_of("explain")
            .and("page", &page)
            .path()
    };
    let last = response.offset + response.hits.len();
    let page = SearchPage {
        frame,
        asked: input.response.is_some(),
        headline: headline(frame, input, response),
        range: (!response.hits.is_empty()).then(|| {
            language
                .with("search.range", "n", &language.number(response.total))
                .replace("{from}", &language.number(response.offset + 1))
                .replace("{to}", &language.number(last))
        }),
        did_you_mean: response.did_you_mean.clone().map(|query| {
            let path = input
                .here
                .clone()
                .none_of("q")
                .none_of("page")
                .and("q", &query)
                .path();
            (query, path)
        }),
        remarks: remarks(language, response),
        chips: chips(input, response, language),
        clear_path: QueryString::default().and("q", &frame.query).path(),
        facets: response
            .facets
            .iter()
            .filter_map(|counts| facet(counts, input, language))
            .collect(),
        hidden: hidden(&input.here),
        sorts: sorts(input, language),
        hits: response
            .hits
            .iter()
            .map(|h| hit(h, input, language))
            .collect(),
        previous: (input.page > 1).then(|| turn(input.page - 1)),
        next: (last < response.total && !response.hits.is_empty()).then(|| turn(input.page + 1)),
        has_filters: !response.understood.filters.is_empty(),
        examples: &EXAMPLES,
    };
    page.render()
}

fn headline(frame: &Frame, input: &SearchInput<'_>, response: &SearchResponse) -> String {
    let language = frame.language;
    if input.response.is_none() {
        return language.count("search.browse", input.records);
    }
    match (response.total, response.understood.filters.is_empty()) {
        (0, true) => language.text("search.none").to_owned(),
        (0, false) => language.text("search.none_filters").to_owned(),
        (n, _) => language.count("search.found", n),
    }
}

/// How the query was understood, where that is not as it was typed.
fn remarks(language: Language, response: &SearchResponse) -> Vec<String> {
    let mut out = Vec::new();
    if response.understood.breadth == Breadth::Most {
        out.push(language.text("search.relaxed").to_owned());
    }
    for (origins, key) in [
        (&[Origin::Correction][..], "search.corrected"),
        (
            &[Origin::Synonym, Origin::Abbreviation][..],
            "search.expanded",
        ),
    ] {
        let mut said: Vec<String> = response
            .understood
            .alternatives
            .iter()
            .filter(|a| origins.contains(&a.origin))
            .map(|a| match &a.note {
                Some(note) => format!("{} → {} ({note})", a.typed, a.instead),
                None => format!("{} → {}", a.typed, a.instead),
            })
            .collect();
        said.dedup();
        if !said.is_empty() {
            out.push(format!("{} {}", language.text(key), said.join("; ")));
        }
    }
    out.extend(response.notices.iter().map(|n| notice(n, language)));
    out
}

fn notice(notice: &Notice, language: Language) -> String {
    let key = match notice.code {
        NoticeCode::UnknownFilter => "notice.unknown_filter",
        NoticeCode::UnknownValue => "notice.unknown_value",
        NoticeCode::TooLong => "notice.too_long",
    };
    language.with(key, "text", &notice.text)
}

/// The parameters that the form of facets must keep: all but the facets and what depends on them.
fn hidden(here: &QueryString) -> Vec<(String, String)> {
    let facet = |name: &str| Facet::ALL.iter().any(|f| f.name() == name);
    here.pairs()
        .iter()
        .filter(|(name, _)| !facet(name) && name != "page" && name != "explain")
        .cloned()
        .collect()
}

fn sorts(input: &SearchInput<'_>, language: Language) -> Vec<(String, &'static str, bool)> {
    [
        (Sort::Relevance, "", "search.sort_relevance"),
        (Sort::Name, "name", "search.sort_name"),
        (Sort::Level, "level", "search.sort_level"),
        (Sort::Year, "year", "search.sort_year"),
    ]
    .map(|(sort, code, key)| {
        let path = input
            .here
            .clone()
            .none_of("sort")
            .none_of("page")
            .none_of("explain")
            .and("sort", code);
        (path.path(), language.text(key), sort == input.sort)
    })
    .into()
}

fn chips(input: &SearchInput<'_>, response: &SearchResponse, language: Language) -> Vec<ChipView> {
    let mut out = Vec::new();
    for filter in &response.understood.filters {
        for value in &filter.values {
            let name = filter.facet.name();
            // A filter typed into the box is removed there, not here.
            let chosen = input
                .here
                .pairs()
                .iter()
                .any(|(n, v)| n == name && v == value);
            if chosen {
                out.push(ChipView {
                    label: value_label(filter.facet, value, input, language),
                    path: input
                        .here
                        .clone()
                        .without(name, value)
                        .none_of("page")
                        .none_of("explain")
                        .path(),
                });
            }
        }
    }
    out
}

/// A facet, unless it cannot narrow anything.
fn facet(counts: &FacetCounts, input: &SearchInput<'_>, language: Language) -> Option<FacetView> {
    if counts.values.is_empty() {
        return None;
    }
    let mut values: Vec<ValueView> = counts
        .values
        .iter()
        .map(|v| ValueView {
            label: value_label(counts.facet, &v.value, input, language),
            count: language.number(v.count),
            chosen: v.chosen,
            value: v.value.clone(),
        })
        .collect();
    if counts.facet == Facet::Lki {
        values.sort_by(|a, b| a.value.cmp(&b.value));
    }
    let rest = values.split_off(values.len().min(SHOWN_VALUES));
    Some(FacetView {
        name: counts.facet.name(),
        title: facet_title(counts.facet, language),
        open: rest.iter().any(|v| v.chosen),
        first: values,
        rest,
    })
}

fn facet_title(facet: Facet, language: Language) -> &'static str {
    language.text(match facet {
        Facet::Kind => "facet.kind",
        Facet::Sector => "facet.sector",
        Facet::Lki => "facet.lki",
        Facet::Framework => "facet.framework",
        Facet::Lang => "facet.language",
        Facet::Type => "facet.material_type",
        Facet::Access => "facet.access",
        Facet::Collection => "facet.collection",
    })
}

fn value_label(facet: Facet, value: &str, input: &SearchInput<'_>, language: Language) -> String {
    match facet {
        Facet::Kind => language.name_of("kind", value),
        Facet::Sector => (input.sector_name)(value),
        Facet::Lki => format!("LKI {value}"),
        Facet::Framework => language.name_of("framework", value),
        Facet::Lang => language.name_of("language", value),
        Facet::Type | Facet::Access => language.name_of("value", value),
        Facet::Collection => language.name_of("collection", value),
    }
}

fn marked(marked: &Marked) -> Vec<SegmentView> {
    let ranges: Vec<_> = marked.marks.iter().map(|m| m.start..m.end).collect();
    segments(&marked.text, &ranges)
        .into_iter()
        .map(|s| SegmentView {
            text: s.text.to_owned(),
            hit: s.hit,
        })
        .collect()
}

/// What a reader wants to know of a hit before opening it: for a material its kind, language, access; the year.
fn badges(hit: &Hit, language: Language) -> Vec<String> {
    let languages = hit
        .languages
        .iter()
        .map(|l| language.name_of("language", l));
    let year = hit.year.map(|year| year.to_string());
    let kind = hit.material_type.clone();
    kind.into_iter()
        .chain(languages)
        .chain(hit.access.clone())
        .chain(year)
        .collect()
}

fn hit(hit: &Hit, input: &SearchInput<'_>, language: Language) -> HitView {
    let (own, other) = match language {
        Language::Lv => ((&hit.name_lv, "lv"), (&hit.name_en, "en")),
        Language::En => ((&hit.name_en, "en"), (&hit.name_lv, "lv")),
    };
    let shown_is = |name: &Option<String>| name.as_deref() == Some(&hit.name.text);
    let name_lang = if shown_is(own.0) {
        None
    } else {
        shown_is(other.0).then_some(other.1)
    };
    let other_name = other
        .0
        .as_ref()
        .filter(|name| **name != hit.name.text)
        .map(|name| (other.1, name.clone()));
    let passage = hit.passage.as_ref().filter(|p| p.from != SegmentRole::Name);
    let why = input
        .here
        .clone()
        .none_of("explain")
        .and("explain", hit.id.as_str());
    HitView {
        path: record_path(hit.id.as_str()),
        kind: language.name_of("kind", hit.kind.code()),
        kind_code: hit.kind.code(),
        level: hit.level.map(|l| {
            if l.from == l.to {
                l.from.to_string()
            } else {
                format!("{}–{}", l.from, l.to)
            }
        }),
        sector: hit.sector.as_deref().map(|s| (input.sector_name)(s)),
        framework: hit
            .framework
            .as_deref()
            .map(|f| language.name_of("framework", f)),
        badges: badges(hit, language),
        code: hit.code.clone(),
        name: marked(&hit.name),
        name_lang,
        other_name,
        steps: hit
            .path
            .iter()
            .map(|step| (record_path(step.id.as_str()), step.name.clone()))
            .collect(),
        passage: passage.map(|p| marked(&p.marked)).unwrap_or_default(),
        cut_before: passage.is_some_and(|p| p.cut_before),
        cut_after: passage.is_some_and(|p| p.cut_after),
        why_path: why.path(),
        why: hit
            .explanation
            .as_ref()
            .map(|e| ExplanationView::new(e, hit.score, language)),
    }
}
