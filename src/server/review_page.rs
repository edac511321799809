//! The review page: the queue, a statement, deciding by form.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::catalogue_api::with_catalogue;
use super::extract::{Form, Params, Reader};
use super::mappings_api::{identifier, target};
use super::pages::{finished, page};
use super::review_work::{self, Wanted, name_in};
use super::signing::{Expert, Who};
use super::{AppState, Problem};
use crate::accounts::Role;
use crate::catalogue::mappings::{
    DecideError, HistoryEntry, QueueFilter, QueueItem, QueueState, Turn, Written,
};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::linking::review::Review;
use crate::model::Details;
use crate::web::{
    ConflictInput, Language, QueryString, Refusal, ReviewInput, TO_DO, conflict_page, item_path,
    review_page,
};

/// Decisions shown of a statement.
const SHOWN_HISTORY: usize = 50;

/// Parameters of the page. What it does not know it leaves alone: people share and edit addresses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReviewParams {
    state: Option<String>,
    target: String,
    kind: String,
    sector: String,
    owner: String,
    min: String,
    max: String,
    subject: String,
    to: String,
    words: String,
    done: String,
}

impl ReviewParams {
    /// Those of an address of the page; none of them where it is another address.
    fn of_path(path: &str) -> Self {
        let uri = path.parse::<axum::http::Uri>();
        let ours = uri.ok().filter(|uri| uri.path() == "/review");
        let read = ours.and_then(|uri| Params::<Self>::of(&uri).ok());
        read.map(|Params(params)| params).unwrap_or_default()
    }

    fn state(&self) -> &str {
        self.state.as_deref().unwrap_or(TO_DO)
    }

    fn filter(&self) -> QueueFilter {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        QueueFilter {
            states: match self.state() {
                TO_DO => vec![QueueState::Open, QueueState::Surfaced],
                code => QueueState::from_code(code).into_iter().collect(),
            },
            kind: text(&self.kind),
            sector: text(&self.sector),
            owner: text(&self.owner),
            target: text(&self.target),
            min_confidence: share(&self.min),
            max_confidence: share(&self.max),
        }
    }

    /// The filters as an address has them.
    fn filters(&self) -> QueryString {
        let mut here = QueryString::default();
        if let Some(state) = &self.state {
            here = here.with("state", state);
        }
        here.and("target", &self.target)
            .and("kind", &self.kind)
            .and("sector", &self.sector)
            .and("owner", &self.owner)
            .and("min", &self.min)
            .and("max", &self.max)
    }
}

/// Whole per cent as a share; what is no number is no limit. Half a per cent to either side belongs to what is shown.
fn share(percent: &str) -> Option<f32> {
    let number: f32 = percent.trim().replace(',', ".").parse().ok()?;
    Some((number / 100.0).clamp(0.0, 1.0))
}

/// What the queue says of the page.
struct Queue {
    total: u64,
    values: [Vec<(String, u64)>; 4],
    here: Option<QueueItem>,
    neighbours: (Option<QueueItem>, Option<QueueItem>),
    history: Vec<HistoryEntry>,
    others: Vec<QueueItem>,
}

fn read_queue(catalogue: &Catalogue, params: &ReviewParams) -> Result<Queue, CatalogueError> {
    let filter = params.filter();
    let first = catalogue.queue(&filter, 0, 1)?;
    let here = if params.subject.is_empty() {
        first.items.into_iter().next()
    } else {
        catalogue.queue_item(&params.subject, &params.to)?
    };
    let mut neighbours = (None, None);
    if let Some(here) = &here {
        neighbours = (
            catalogue.queue_neighbour(&filter, here, Turn::Previous)?,
            catalogue.queue_neighbour(&filter, here, Turn::Next)?,
        );
    }
    let subject = here
        .as_ref()
        .map_or(params.subject.as_str(), |i| i.subject.as_str());
    Ok(Queue {
        total: first.total,
        values: catalogue.queue_values()?,
        others: catalogue.queue_items_of(subject)?,
        history: catalogue.history_of(subject, SHOWN_HISTORY)?,
        here,
        neighbours,
    })
}

/// The page.
pub(super) async fn review(
    State(state): State<AppState>,
    who: Who,
    reader: Reader,
    Params(mut params): Params<ReviewParams>,
) -> Result<Response, Problem> {
    let wanted = params.clone();
    let queue = with_catalogue(&state, move |c| read_queue(c, &wanted)).await?;
    if let Some(here) = &queue.here {
        params.subject = here.subject.to_string();
        params.to = here.target.clone();
    }
    let review = looked(&state, &params).await?;
    let language = reader.language;
    // Names are looked up while the page is drawn: few, and each by its key.
    let drawing = state.clone();
    let may = who.may(Role::Expert);
    let html = tokio::task::spawn_blocking(move || {
        let catalogue = drawing
            .catalogue
            .reader()
            .map_err(|e| Problem::internal(&e))?;
        let name_of = |id: &str| name_in(&catalogue, id, language.of_labels());
        let owner_name = |id: &str| owner_in(&catalogue, id, language);
        let sector_name = |code: &str| drawing.sector_name(code, language);
        let frame = reader.frame("review.title");
        let input = ReviewInput {
            filters: params.filters(),
            state: params.state().to_owned(),
            values: queue.values,
            total: queue.total,
            review: review.as_ref(),
            neighbours: queue.neighbours,
            history: queue.history,
            others: queue.others,
            name_of: &name_of,
            owner_name: &owner_name,
            sector_name: &sector_name,
            may_decide: may,
            done: &params.done,
            typed: &params.words,
        };
        page(&reader, review_page(&frame, &input))
    });
    html.await.map_err(|e| Problem::internal(&e))?
}

/// What a qualification, programme or examination is called where several have the same name: programmes are named for
/// their field, versions of a qualification alike.
fn owner_in(catalogue: &Catalogue, id: &str, language: Language) -> String {
    let Ok(Some(record)) = catalogue.record(id) else {
        return language.name_of("framework", id);
    };
    let kind = language.name_of("kind", record.kind.code());
    let name = record.name(language.of_labels());
    match &record.details {
        Details::Programme(p) => {
            let leads_to = p.qualification.as_deref().unwrap_or(name);
            format!("{kind}: {leads_to}")
        }
        Details::Qualification(q) => match q.approved {
            Some(day) => format!("{kind}: {name} ({day})"),
            None => format!("{kind}: {name}"),
        },
        _ => name.to_owned(),
    }
}

async fn looked(state: &AppState, params: &ReviewParams) -> Result<Option<Review>, Problem> {
    let Some(subject) = identifier("subject", Some(params.subject.clone()))? else {
        return Ok(None);
    };
    let set = target(if params.to.is_empty() {
        "esco"
    } else {
        &params.to
    })?;
    let found = review_work::look(state, subject, set, params.words.clone()).await?;
    found
        .map(Some)
        .ok_or_else(|| Problem::no_record(&params.subject))
}

/// What the forms of the page send.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReviewForm {
    action: String,
    subject: String,
    predicate: String,
    object: String,
    relation: String,
    replacement: String,
    instead: String,
    target: String,
    version: u64,
    note: Option<String>,
    back: String,
}

impl ReviewForm {
    fn wanted(&self) -> Wanted {
        let chosen = !self.replacement.is_empty() || !self.instead.is_empty();
        Wanted {
            action: if chosen {
                "replace".into()
            } else {
                self.action.clone()
            },
            subject: self.subject.clone(),
            predicate: self.predicate.clone(),
            object: self.object.clone(),
            relation: self.relation.clone(),
            replacement: self.replacement.clone(),
            instead: self.instead.clone(),
            target: self.target.clone(),
            version: self.version,
            note: self.note.clone(),
        }
    }

    /// The same fields with the version that stands by now.
    fn again(&self, version: u64) -> Vec<(String, String)> {
        let version = version.to_string();
        [
            ("action", &self.action),
            ("subject", &self.subject),
            ("predicate", &self.predicate),
            ("object", &self.object),
            ("relation", &self.relation),
            ("replacement", &self.replacement),
            ("instead", &self.instead),
            ("target", &self.target),
            ("version", &version),
            ("note", self.note.as_ref().unwrap_or(&String::new())),
            ("back", &self.back),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect()
    }
}

/// Takes the decision of a form, then shows the next statement, or this one again where it is not done with.
pub(super) async fn decide(
    State(state): State<AppState>,
    expert: Expert,
    reader: Reader,
    Form(form): Form<ReviewForm>,
) -> Result<Response, Problem> {
    let params = ReviewParams::of_path(&form.back);
    let by = expert.name.clone();
    if form.action == "undo" {
        return match review_work::undo(&state, by, None).await? {
            Ok(written) => Ok(Redirect::to(&undone(&params, &form, &written)).into_response()),
            Err(error) => refused(&state, reader, &form, error).await,
        };
    }
    // The way goes on from where the statement stood before the decision moved it.
    let before = {
        let (params, subject, to) = (params.clone(), form.subject.clone(), form.target.clone());
        with_catalogue(&state, move |c| next_of(c, &params, &subject, &to)).await?
    };
    let wanted = form.wanted();
    let action = wanted.action.clone();
    match review_work::decide(&state, wanted, by).await? {
        Ok(_) => {
            let goes_on = matches!(
                action.as_str(),
                "accept" | "relate" | "replace" | "no_match"
            );
            let there = match before.filter(|_| goes_on) {
                Some(next) => item_path(&params.filters(), next.subject.as_str(), &next.target),
                None => item_path(&params.filters(), &form.subject, &form.target),
            };
            Ok(Redirect::to(&format!("{there}&done={action}")).into_response())
        }
        Err(error) => refused(&state, reader, &form, error).await,
    }
}

fn next_of(
    catalogue: &Catalogue,
    params: &ReviewParams,
    subject: &str,
    target: &str,
) -> Result<Option<QueueItem>, CatalogueError> {
    match catalogue.queue_item(subject, target)? {
        Some(here) => catalogue.queue_neighbour(&params.filter(), &here, Turn::Next),
        None => Ok(None),
    }
}

/// The statement of the decision that was taken back.
fn undone(params: &ReviewParams, form: &ReviewForm, written: &Written) -> String {
    let touched = written.mappings.iter().map(|(triple, mapping)| {
        let target = mapping
            .as_ref()
            .map_or(form.target.clone(), |m| m.target.clone());
        (triple.subject.to_string(), target)
    });
    let no_matches = written.no_matches.iter();
    let first = no_matches
        .map(|(subject, target, _)| (subject.to_string(), target.clone()))
        .chain(touched)
        .next();
    let (subject, target) = first.unwrap_or((form.subject.clone(), form.target.clone()));
    format!(
        "{}&done=undo",
        item_path(&params.filters(), &subject, &target)
    )
}

/// The page of a refused decision, with the status that the API gives.
async fn refused(
    state: &AppState,
    reader: Reader,
    form: &ReviewForm,
    error: DecideError,
) -> Result<Response, Problem> {
    let problem = super::decided::problem(&error);
    if problem.status_code() == StatusCode::INTERNAL_SERVER_ERROR {
        return Err(problem);
    }
    let status = problem.status_code();
    let (state, form) = (state.clone(), form.clone());
    let drawn = tokio::task::spawn_blocking(move || {
        let catalogue = state
            .catalogue
            .reader()
            .map_err(|e| Problem::internal(&e))?;
        let name_of = |id: &str| name_in(&catalogue, id, reader.language.of_labels());
        let params = ReviewParams::of_path(&form.back);
        let refusal = match error {
            DecideError::Conflict(theirs) if form.action != "undo" => {
                let version = standing(&catalogue, &form).map_err(|e| Problem::internal(&e))?;
                Refusal::Conflict {
                    again: form.again(version),
                    theirs,
                }
            }
            DecideError::Conflict(theirs) => Refusal::Conflict {
                again: Vec::new(),
                theirs,
            },
            other => Refusal::Impossible(other),
        };
        let input = ConflictInput {
            refusal,
            wanted: &form.wanted().action,
            about: form.wanted().about(),
            item: item_path(&params.filters(), &form.subject, &form.target),
            name_of: &name_of,
        };
        let frame = reader.frame("review.conflict");
        page(&reader, conflict_page(&frame, input))
    });
    let html = drawn.await.map_err(|e| Problem::internal(&e))??;
    Ok(finished(status, html))
}

/// The version that stands by now of what a form is about.
fn standing(catalogue: &Catalogue, form: &ReviewForm) -> Result<u64, CatalogueError> {
    use crate::catalogue::mappings::Ruling;
    let Ok(verdict) = form.wanted().verdict() else {
        return Ok(form.version);
    };
    Ok(match &verdict.ruling {
        Ruling::NoMatch(subject, target) | Ruling::MatchPossible(subject, target) => catalogue
            .no_match(subject.as_str(), target)?
            .map_or(0, |n| n.version),
        Ruling::Accept(t)
        | Ruling::Reject(t)
        | Ruling::Relate(t, _)
        | Ruling::Replace(t, _)
        | Ruling::Reopen(t)
        | Ruling::Note(t) => catalogue.mapping(t)?.map_or(0, |m| m.mapping.version),
    })
}
