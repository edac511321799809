//! Mappings over the API: reading, deciding, taking back, the queue and the candidates of a statement.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::catalogue_api::with_catalogue;
use super::extract::{Body, Params};
use super::review_work::{self, Wanted};
use super::signing::Expert;
use super::{AppState, Problem, decided};
use crate::catalogue::mappings::{
    HistoryEntry, MappingFilter, NoMatch, QueueFilter, QueueItem, QueueState, StoredMapping,
    Written,
};
use crate::linking::Target;
use crate::model::{Lang, MappingState, Predicate, RecordId};

/// Mappings or statements on one page, at most.
const MOST: usize = 500;

/// Which mappings are wanted. All conditions must hold.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct MappingParams {
    /// Record at either end.
    record: Option<String>,
    /// Record at the beginning.
    subject: Option<String>,
    /// Record at the end.
    object: Option<String>,
    /// `proposed`, `accepted` or `rejected`.
    state: Option<String>,
    /// `exact_match`, `close_match`, `broad_match`, `narrow_match`, `related_match`, `teaches`, `assesses`, `supports`.
    predicate: Option<String>,
    /// Set of records, e.g. `framework:esco`.
    target: Option<String>,
    /// The machine's confidence is at least this, 0 to 1.
    min_confidence: Option<f32>,
    /// The machine's confidence is at most this, 0 to 1.
    max_confidence: Option<f32>,
    /// Who decided.
    by: Option<String>,
    /// Only those of which one end left the catalogue.
    surfaced: bool,
    /// Mappings to skip.
    offset: usize,
    /// Mappings wanted, at most 500; 50 unless said.
    limit: Option<usize>,
}

/// A page of mappings.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MappingsAnswer {
    /// How many fit in all.
    total: u64,
    /// Accepted ones first, then by confidence: subject, predicate, object, state, the machine's `proposal` and the
    /// person's `decision` apart, `version`, `target`.
    #[schema(value_type = Vec<Object>)]
    mappings: Vec<StoredMapping>,
}

/// Lists mappings: what machines proposed and what people decided.
#[utoipa::path(get, path = "/api/v1/mappings", tag = "mappings", params(MappingParams),
    responses((status = 200, body = MappingsAnswer),
        (status = 400, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn mappings(
    State(state): State<AppState>,
    Params(params): Params<MappingParams>,
) -> Result<Json<MappingsAnswer>, Problem> {
    let filter = MappingFilter {
        record: identifier("record", params.record)?,
        subject: identifier("subject", params.subject)?,
        object: identifier("object", params.object)?,
        state: code("state", params.state, MappingState::from_code)?,
        predicate: code("predicate", params.predicate, Predicate::from_code)?,
        target: params.target,
        min_confidence: params.min_confidence,
        max_confidence: params.max_confidence,
        by: params.by,
        surfaced: params.surfaced,
    };
    let (offset, limit) = (params.offset, params.limit.unwrap_or(50).min(MOST));
    let page = with_catalogue(&state, move |c| c.mappings(&filter, offset, limit)).await?;
    Ok(Json(MappingsAnswer {
        total: page.total,
        mappings: page.items,
    }))
}

/// Which statements of the review queue are wanted. All conditions must hold.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct QueueParams {
    /// `open`, `decided`, `surfaced` or `none`; may be repeated.
    state: Vec<String>,
    /// Kind of the statement, e.g. `requirement`.
    kind: Option<String>,
    /// Code of the sector.
    sector: Option<String>,
    /// Qualification or programme above the statement, or its framework.
    owner: Option<String>,
    /// Set of records that it is compared with, e.g. `framework:esco`.
    target: Option<String>,
    /// The confidence of the best proposal is at least this, 0 to 1.
    min_confidence: Option<f32>,
    /// The confidence of the best proposal is at most this, 0 to 1.
    max_confidence: Option<f32>,
    /// Statements to skip.
    offset: usize,
    /// Statements wanted, at most 500; 50 unless said.
    limit: Option<usize>,
}

/// A page of the review queue.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueueAnswer {
    /// How many fit in all.
    total: u64,
    /// The likeliest first: `subject`, `target`, `kind`, `sector`, `owner`, `state`, `confidence`.
    #[schema(value_type = Vec<Object>)]
    items: Vec<QueueItem>,
}

/// The review queue: statements with what they are compared with, the likeliest proposals first.
#[utoipa::path(get, path = "/api/v1/mappings/queue", tag = "mappings", params(QueueParams),
    responses((status = 200, body = QueueAnswer),
        (status = 400, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn queue(
    State(state): State<AppState>,
    Params(params): Params<QueueParams>,
) -> Result<Json<QueueAnswer>, Problem> {
    let mut states = Vec::new();
    for text in params.state {
        states.extend(code("state", Some(text), QueueState::from_code)?);
    }
    let filter = QueueFilter {
        states,
        kind: params.kind,
        sector: params.sector,
        owner: params.owner,
        target: params.target,
        min_confidence: params.min_confidence,
        max_confidence: params.max_confidence,
    };
    let (offset, limit) = (params.offset, params.limit.unwrap_or(50).min(MOST));
    let page = with_catalogue(&state, move |c| c.queue(&filter, offset, limit)).await?;
    Ok(Json(QueueAnswer {
        total: page.total,
        items: page.items,
    }))
}

/// Which statement is looked at, against what.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CandidateParams {
    /// The statement.
    subject: String,
    /// Set of records, e.g. `framework:esco`, `kind:requirement`, `under:` with an identifier.
    target: String,
    /// Words that find further candidates.
    #[serde(default)]
    words: String,
}

/// A statement under review.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CandidatesAnswer {
    /// Those waiting to be looked at again, accepted, open by confidence, rejected.
    candidates: Vec<CandidateAnswer>,
    /// "No match", if that was decided.
    #[schema(value_type = Option<Object>)]
    no_match: Option<NoMatch>,
    /// Decisions about the statement, the newest first.
    #[schema(value_type = Vec<Object>)]
    history: Vec<HistoryEntry>,
}

/// A candidate: what is stored of it and what the matcher says this moment.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CandidateAnswer {
    /// The record.
    id: String,
    /// Its name in Latvian, or the next best.
    name: String,
    /// What the statement is to it: as decided, as proposed, or as the matcher sees it.
    predicate: &'static str,
    /// Where it stands.
    state: &'static str,
    /// The version to send with a decision; 0 where nobody has decided.
    version: u64,
    /// The matcher's confidence, 0 to 1.
    confidence: Option<f32>,
    /// Why, as the matcher sees it now: parts that add up to its score.
    #[schema(value_type = Option<Object>)]
    explanation: Option<crate::linking::Explanation>,
    /// Whether the record left the catalogue.
    gone: bool,
    /// What may take its place then.
    replacements: Vec<String>,
    /// The mappings that are stored.
    #[schema(value_type = Vec<Object>)]
    mappings: Vec<StoredMapping>,
}

/// The candidates of a statement, live from the matcher, with what people decided.
#[utoipa::path(get, path = "/api/v1/mappings/candidates", tag = "mappings", params(CandidateParams),
    responses((status = 200, body = CandidatesAnswer),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn candidates(
    State(state): State<AppState>,
    Params(params): Params<CandidateParams>,
) -> Result<Json<CandidatesAnswer>, Problem> {
    let subject = identifier("subject", Some(params.subject.clone()))?
        .ok_or_else(|| Problem::no_record(&params.subject))?;
    let target = target(&params.target)?;
    let found = review_work::look(&state, subject.clone(), target, params.words).await?;
    let review = found.ok_or_else(|| Problem::no_record(subject.as_str()))?;
    let history = with_catalogue(&state, move |c| c.history_of(subject.as_str(), 50)).await?;
    Ok(Json(CandidatesAnswer {
        no_match: review.no_match,
        history,
        candidates: review
            .candidates
            .into_iter()
            .map(|c| CandidateAnswer {
                predicate: c.predicate.code(),
                state: c.state().code(),
                version: c.leading().map_or(0, |m| m.mapping.version),
                confidence: c.confidence(),
                gone: c.shown.gone,
                replacements: c
                    .shown
                    .replacements
                    .iter()
                    .map(|r| r.id.to_string())
                    .collect(),
                id: c.shown.record.id.to_string(),
                name: c.shown.record.name(Lang::Lv).to_owned(),
                explanation: c.live.map(|l| l.explanation),
                mappings: c.stored,
            })
            .collect(),
    }))
}

/// A decision.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DecideBody {
    /// `accept`, `reject`, `relate`, `replace`, `reopen`, `note`, `no_match` or `match_possible`.
    action: String,
    /// The statement.
    subject: String,
    /// What it is to the object; not for `no_match` and `match_possible`.
    #[serde(default)]
    predicate: Option<String>,
    /// The record that it leads to; not for `no_match` and `match_possible`.
    #[serde(default)]
    object: Option<String>,
    /// For `relate`: the predicate that is accepted instead.
    #[serde(default)]
    relation: Option<String>,
    /// For `replace`: the record that takes the object's place.
    #[serde(default)]
    replacement: Option<String>,
    /// For `replace`: the record that takes the subject's place.
    #[serde(default)]
    instead: Option<String>,
    /// The set of records in which the statement was looked at; needed for `no_match` and `match_possible`.
    #[serde(default)]
    target: Option<String>,
    /// The version that was seen: of the mapping, or of "no match"; 0 where nobody had decided.
    version: u64,
    /// Remark; an empty one takes the remark away.
    #[serde(default)]
    note: Option<String>,
}

/// What a decision wrote.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecidedAnswer {
    /// The number of the decision in the history.
    number: u64,
    /// The mappings that it touched, as they stand now.
    #[schema(value_type = Vec<Object>)]
    mappings: Vec<StoredMapping>,
    /// The "no match" that it touched, as they stand now.
    #[schema(value_type = Vec<Object>)]
    no_matches: Vec<NoMatch>,
}

impl From<Written> for DecidedAnswer {
    fn from(written: Written) -> Self {
        Self {
            number: written.number,
            mappings: written
                .mappings
                .into_iter()
                .filter_map(|(_, m)| m)
                .collect(),
            no_matches: written
                .no_matches
                .into_iter()
                .filter_map(|(.., n)| n)
                .collect(),
        }
    }
}

/// Takes a decision. It is durable when the answer comes, and shows everywhere.
///
/// Where somebody decided since the `version` that is sent, nothing is written: 409 `conflict` says who decided what.
#[utoipa::path(post, path = "/api/v1/mappings/decide", tag = "mappings", request_body = DecideBody,
    responses((status = 200, body = DecidedAnswer),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn decide(
    State(state): State<AppState>,
    expert: Expert,
    Body(body): Body<DecideBody>,
) -> Result<Json<DecidedAnswer>, Problem> {
    let wanted = Wanted {
        action: body.action,
        subject: body.subject,
        predicate: body.predicate.unwrap_or_default(),
        object: body.object.unwrap_or_default(),
        relation: body.relation.unwrap_or_default(),
        replacement: body.replacement.unwrap_or_default(),
        instead: body.instead.unwrap_or_default(),
        target: body.target.unwrap_or_default(),
        version: body.version,
        note: body.note,
    };
    let by = expert.name.clone();
    let written = review_work::decide(&state, wanted, by).await?;
    let written = written.map_err(|e| decided::problem(&e))?;
    Ok(Json(written.into()))
}

/// Which decision is taken back.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct UndoBody {
    /// Only if this is the number of one's last decision.
    number: Option<u64>,
}

/// Takes one's own last decision back, unless somebody decided about the same since.
#[utoipa::path(post, path = "/api/v1/mappings/undo", tag = "mappings", request_body = UndoBody,
    responses((status = 200, body = DecidedAnswer),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn undo(
    State(state): State<AppState>,
    expert: Expert,
    Body(body): Body<UndoBody>,
) -> Result<Json<DecidedAnswer>, Problem> {
    let by = expert.name.clone();
    let written = review_work::undo(&state, by, body.number).await?;
    let written = written.map_err(|e| decided::problem(&e))?;
    Ok(Json(written.into()))
}

/// An identifier of a parameter.
pub(super) fn identifier(
    place: &'static str,
    text: Option<String>,
) -> Result<Option<RecordId>, Problem> {
    let Some(text) = text.filter(|t| !t.is_empty()) else {
        return Ok(None);
    };
    match RecordId::new(&text) {
        Ok(id) => Ok(Some(id)),
        Err(error) => Err(wrong(place, error.to_string())),
    }
}

/// A value that is one of a few codes.
pub(super) fn code<T>(
    place: &'static str,
    text: Option<String>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    let Some(text) = text.filter(|t| !t.is_empty()) else {
        return Ok(None);
    };
    match read(&text) {
        Some(value) => Ok(Some(value)),
        None => Err(wrong(place, format!("{text:?} is none of its values"))),
    }
}

/// A set of records.
pub(super) fn target(text: &str) -> Result<Target, Problem> {
    text.parse()
        .map_err(|e: crate::linking::TargetError| wrong("target", e.to_string()))
}

pub(super) fn wrong(place: &'static str, said: String) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-value", said)
        .at(place)
        .hint("GET /api/v1/openapi.json lists the values")
}
