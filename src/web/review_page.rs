//! The review: the queue, one statement with its candidates side by side, and what people decided.

use askama::Template;

use super::review_candidate::{CandidateView, ShownView, decided, moment, target_name};
use super::{Frame, Language, QueryString};
use crate::catalogue::mappings::{HistoryEntry, NoMatch, QueueItem, QueueState};
use crate::linking::review::Review;

/// All that the review shows.
pub struct ReviewInput<'a> {
    /// The filters of the queue.
    pub filters: QueryString,
    /// The state asked for: a code of [`QueueState`], [`TO_DO`], or empty for all.
    pub state: String,
    /// The values that the filters have: sectors, owners, kinds, targets, each with how many statements.
    pub values: [Vec<(String, u64)>; 4],
    /// Statements that fit the filters.
    pub total: u64,
    /// The statement with its candidates; none when the queue is empty.
    pub review: Option<&'a Review>,
    /// The places before and after it.
    pub neighbours: (Option<QueueItem>, Option<QueueItem>),
    /// Decisions about the statement, the newest first.
    pub history: Vec<HistoryEntry>,
    /// Names of records by identifier.
    pub name_of: &'a dyn Fn(&str) -> String,
    /// The sets of records in which the statement stands in the queue.
    pub others: Vec<QueueItem>,
    /// Names of what stands above statements: qualifications, programmes, frameworks.
    pub owner_name: &'a dyn Fn(&str) -> String,
    /// The name of a sector by its code.
    pub sector_name: &'a dyn Fn(&str) -> String,
    /// Whether the reader may decide.
    pub may_decide: bool,
    /// Code of what was just done.
    pub done: &'a str,
    /// Words typed to find another candidate.
    pub typed: &'a str,
}

/// The state that stands for everything that waits for somebody: open and to be looked at again.
pub const TO_DO: &str = "todo";

/// A choice of a filter.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

/// A filter of the queue.
struct FilterView {
    name: &'static str,
    title: &'static str,
    choices: Vec<Choice>,
}

/// A decision of the history.
pub(super) struct EntryView {
    pub(super) who: String,
    pub(super) when: String,
    pub(super) what: String,
    pub(super) touched: Vec<String>,
    pub(super) note: String,
}

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage<'a> {
    frame: &'a Frame,
    headline: String,
    filters: Vec<FilterView>,
    low: String,
    high: String,
    statement: Option<ShownView>,
    subject: String,
    /// What may take the statement's own place, where it left the catalogue.
    instead: Vec<(String, String)>,
    target: String,
    target_name: String,
    candidates_title: String,
    candidates: Vec<CandidateView>,
    no_match: Option<(String, String)>,
    no_match_version: u64,
    /// The other sets that the statement is compared with: path, name, where it stands there.
    others: Vec<(String, String, String)>,
    previous: Option<String>,
    next: Option<String>,
    history: Vec<EntryView>,
    may_decide: bool,
    back: String,
    done: Option<&'static str>,
    typed: &'a str,
    empty_hint: String,
    hidden: Vec<(String, String)>,
}

/// The review page.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn review_page(frame: &Frame, input: &ReviewInput<'_>) -> Result<String, askama::Error> {
    let language = frame.language;
    let of = |name: &str| {
        if name == "state" {
            return input.state.clone();
        }
        let mut pairs = input.filters.pairs().iter();
        let found = pairs.find(|(n, _)| n == name);
        found.map(|(_, v)| v.clone()).unwrap_or_default()
    };
    let go = |item: &QueueItem| item_path(&input.filters, item.subject.as_str(), &item.target);
    let target = input
        .review
        .map(|r| r.target.to_string())
        .unwrap_or_default();
    let no_match = input.review.and_then(|r| r.no_match.as_ref());
    let candidates: Vec<CandidateView> = input
        .review
        .iter()
        .flat_map(|r| &r.candidates)
        .map(|c| CandidateView::new(c, language))
        .collect();
    let page = ReviewPage {
        frame,
        headline: language.count(
            "review.queue",
            usize::try_from(input.total).unwrap_or(usize::MAX),
        ),
        filters: filters(input, &of, language),
        low: of("min"),
        high: of("max"),
        statement: input.review.map(|r| ShownView::new(&r.statement, language)),
        subject: input
            .review
            .map(|r| r.statement.record.id.to_string())
            .unwrap_or_default(),
        instead: input
            .review
            .iter()
            .flat_map(|r| &r.statement.replacements)
            .map(|r| {
                let name = r.name(language.of_labels());
                (
                    r.id.to_string(),
                    language.with("review.instead", "name", name),
                )
            })
            .collect(),
        target_name: target_name(&target, language, input.name_of),
        target,
        candidates_title: language.count("review.candidates", candidates.len()),
        candidates,
        no_match: no_match.map(|n| said_no_match(n, language)),
        no_match_version: no_match.map_or(0, |n| n.version),
        others: others(input, language),
        previous: input.neighbours.0.as_ref().map(go),
        next: input.neighbours.1.as_ref().map(go),
        history: input
            .history
            .iter()
            .map(|e| entry(e, language, input.name_of))
            .collect(),
        may_decide: input.may_decide,
        back: input.filters.path_at("/review"),
        done: done(input.done, language),
        typed: input.typed,
        empty_hint: language.with("review.empty_hint", "command", "prasme link"),
        hidden: input.filters.pairs().to_vec(),
    };
    page.render()
}

/// Where a statement is reviewed.
pub fn item_path(filters: &QueryString, subject: &str, target: &str) -> String {
    filters
        .clone()
        .and("subject", subject)
        .and("to", target)
        .path_at("/review")
}

fn others(input: &ReviewInput<'_>, language: Language) -> Vec<(String, String, String)> {
    let here = input.review.map(|r| r.target.to_string());
    let others = input
        .others
        .iter()
        .filter(|i| Some(&i.target) != here.as_ref());
    let view = |item: &QueueItem| {
        (
            item_path(&input.filters, item.subject.as_str(), &item.target),
            target_name(&item.target, language, input.name_of),
            language.name_of("queue", item.state.code()),
        )
    };
    others.map(view).collect()
}

fn said_no_match(no_match: &NoMatch, language: Language) -> (String, String) {
    let said = decided(&no_match.by, &no_match.at, language);
    (said, no_match.note.clone().unwrap_or_default())
}

fn done(code: &str, language: Language) -> Option<&'static str> {
    /// What a redirect may say; nothing else of an address is shown.
    const KNOWN: [&str; 9] = [
        "accept",
        "reject",
        "relate",
        "replace",
        "reopen",
        "note",
        "no_match",
        "match_possible",
        "undo",
    ];
    let code = KNOWN.into_iter().find(|known| *known == code)?;
    Some(language.text(&format!("review.done_{code}")))
}

fn filters(
    input: &ReviewInput<'_>,
    of: &dyn Fn(&str) -> String,
    language: Language,
) -> Vec<FilterView> {
    let [sectors, owners, kinds, targets] = &input.values;
    let view = |name, title, values: Vec<(String, String)>| {
        let now = of(name);
        let chosen = |(value, name): (String, String)| Choice {
            chosen: value == now,
            value,
            name,
        };
        FilterView {
            name,
            title: language.text(title),
            choices: values.into_iter().map(chosen).collect(),
        }
    };
    let counted = |values: &[(String, u64)], name: &dyn Fn(&str) -> String| {
        let named = values.iter().map(|(value, _)| (value.clone(), name(value)));
        named.collect::<Vec<_>>()
    };
    let states = std::iter::once(TO_DO)
        .chain(QueueState::ALL.iter().map(|s| s.code()))
        .map(|code| (code.to_owned(), language.name_of("queue", code)));
    let target = |t: &str| target_name(t, language, input.name_of);
    vec![
        view("state", "review.state", states.collect()),
        view("target", "review.target", counted(targets, &target)),
        view(
            "kind",
            "review.kind",
            counted(kinds, &|k| language.name_of("kind", k)),
        ),
        view(
            "sector",
            "review.sector",
            counted(sectors, input.sector_name),
        ),
        view("owner", "review.owner", counted(owners, input.owner_name)),
    ]
}

pub(super) fn entry(
    entry: &HistoryEntry,
    language: Language,
    name_of: &dyn Fn(&str) -> String,
) -> EntryView {
    let touched = entry.touched.iter().filter_map(|change| {
        let triple = change.triple.as_ref()?;
        let state = change.after.as_ref().map(|s| s.state.code());
        let state = state.map_or("–", |code| {
            language.text(match code {
                "accepted" => "mapping_state.accepted",
                "rejected" => "mapping_state.rejected",
                _ => "mapping_state.proposed",
            })
        });
        let predicate = language.name_of("predicate", triple.predicate.code());
        Some(format!(
            "{predicate}: {} ({state})",
            name_of(triple.object.as_str())
        ))
    });
    EntryView {
        who: entry.by.clone(),
        when: moment(&entry.at),
        what: language.name_of("action", entry.action.code()),
        touched: touched.collect(),
        note: entry.note.clone().unwrap_or_default(),
    }
}
