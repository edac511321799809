//! What a caller gets: hits, facet counts, notices, and why.

use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Kind, RecordId};

use super::plan::Facet;

/// The answer to one search.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct SearchResponse {
    /// How many records match, all pages together.
    pub total: usize,
    /// Results skipped before the first hit.
    pub offset: usize,
    /// This page.
    pub hits: Vec<Hit>,
    /// Counts over all matches, in the order asked for.
    pub facets: Vec<FacetCounts>,
    /// How the query was understood.
    pub understood: Understood,
    /// "Vai meklējāt …?": a corrected query that has hits, when little was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
    /// What the searcher should know: a filter not understood, words left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// Number of the index generation that answered; a cache may key on it.
    pub generation: u64,
}

/// One result.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Hit {
    /// Identifier.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// What it is.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// Code as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The name in the language asked for, or the next best, with the words that met.
    pub name: Marked,
    /// The Latvian name, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_lv: Option<String>,
    /// The English name, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Another name or text of the record in which words met that its name does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// The names of what is above it, the topmost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<PathStep>,
    /// Framework and version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// LKI level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelSpan>,
    /// Code of the sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Kind of a teaching material.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub material_type: Option<String>,
    /// Access to a teaching material.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
    /// Languages of a teaching material.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Year of a material or of a qualification's approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// How well it fits; comparable within one response only. Rounded to five digits.
    pub score: f32,
    /// Why it came, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// A text with the places to mark.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// Ranges to mark, in bytes of `text`, in order, not overlapping, never inside a letter.
    pub marks: Vec<Span>,
}

/// A range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A piece of another text of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Passage {
    /// Which text it is from.
    pub from: SegmentRole,
    /// The piece, with the words that met.
    #[serde(flatten)]
    pub marked: Marked,
    /// Whether text before it was left out.
    pub cut_before: bool,
    /// Whether text after it was left out.
    pub cut_after: bool,
}

/// What a text is for its record, as searching sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SegmentRole {
    /// A preferred name.
    Name,
    /// An alternative name.
    Alternative,
    /// A name to find by, never shown.
    Hidden,
    /// The code as printed.
    Code,
    /// A description, definition, goal or another text.
    Text,
    /// What records of its kind are called.
    Kind,
    /// The name of a record above it.
    Above,
}

/// A record above a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PathStep {
    /// Identifier.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// Name in the language asked for.
    pub name: String,
}

/// One LKI level, or two where an old PKL spans them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelSpan {
    /// The lower level.
    pub from: u8,
    /// The upper level; the same where there is one.
    pub to: u8,
}

/// The values of one facet among the matches. A facet's own filter does not shrink its counts, the others do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetCounts {
    /// The facet.
    pub facet: Facet,
    /// Its values, most frequent first.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValue {
    /// The value, as a filter takes it.
    pub value: String,
    /// Matches that have it.
    pub count: usize,
    /// Whether the request filters by it.
    pub chosen: bool,
}

/// How a query was understood.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Understood {
    /// The words looked for.
    pub words: Vec<String>,
    /// Filters in force: those typed and those chosen.
    pub filters: Vec<super::request::FacetFilter>,
    /// Words that were also looked for in place of the typed ones.
    pub alternatives: Vec<Alternative>,
    /// Whether all words had to be there.
    pub breadth: Breadth,
}

/// Whether all words of the query had to be there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Breadth {
    /// All words.
    #[default]
    All,
    /// Most of them, because all together were found nowhere or hardly anywhere.
    Most,
}

/// Something looked for in place of words that were typed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Alternative {
    /// The words typed.
    pub typed: String,
    /// What was looked for as well.
    pub instead: String,
    /// Why.
    pub origin: Origin,
    /// How much it counts beside the typed words, above 0 and up to 1.
    pub weight: f32,
    /// A note from the vocabulary file (which reading of an ambiguous abbreviation this is).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Where a word that met comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// It was typed.
    Typed,
    /// A synonym from the vocabulary.
    Synonym,
    /// The long or short form of an abbreviation.
    Abbreviation,
    /// A compound taken apart or put together.
    Compound,
    /// A correction of a misspelt word.
    Correction,
    /// A code.
    Code,
}

/// Something the searcher should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Notice {
    /// A stable code: `unknown-filter`, `unknown-value`, `only-minus`, `too-long`.
    pub code: NoticeCode,
    /// The piece of the query that it is about.
    pub text: String,
}

/// The kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeCode {
    /// A word with a colon that names no filter; it was searched for as text.
    UnknownFilter,
    /// A filter with a value that no record has.
    UnknownValue,
    /// The query was longer than what is read; its end was left out.
    TooLong,
}

/// Why a hit came. The parts add up to the hit's score.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Explanation {
    /// The words that met.
    pub words: Vec<WordReason>,
    /// What was added for the whole: coverage of the name, order of the words, exact name, kind.
    pub bonuses: Vec<Bonus>,
}

/// One word of the query and how a hit has it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WordReason {
    /// The word typed.
    pub typed: String,
    /// The word met, as the record spells it.
    pub met: String,
    /// The text in which it stands.
    pub place: SegmentRole,
    /// The nearest layer through which they meet.
    pub layer: MetLayer,
    /// Where the word that met comes from.
    pub origin: Origin,
    /// How much a meeting like this counts, 0 to 1: place × layer × origin.
    pub weight: f32,
    /// How much it adds to the score.
    pub points: f32,
}

/// A layer through which a word was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetLayer {
    /// As typed.
    Surface,
    /// Without diacritics.
    Folded,
    /// Another inflection.
    Stem,
    /// Another inflection, without diacritics.
    Bridge,
    /// Another word of the family.
    Root,
}

/// Points for the whole of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Bonus {
    /// What for.
    pub reason: BonusReason,
    /// How much it adds to the score; may be negative.
    pub points: f32,
}

/// What points are given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BonusReason {
    /// How much of a name the words of the query make up.
    NameCoverage,
    /// The words stand together in the order typed.
    Order,
    /// A name is exactly what was typed.
    ExactName,
    /// The kind of the record (`kinds` of the configuration).
    Kind,
    /// The record above it or one below it fits, too.
    Family,
    /// The record is outside the window that is scored word by word: the engine's own score stands.
    Engine,
}

/// One suggestion while typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Suggestion {
    /// The completed query.
    pub text: String,
    /// What was typed already, in bytes of `text`, to be shown apart from what is added.
    pub marks: Vec<Span>,
    /// The kind of the record that bears this name.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// The record that bears this name, the best one if there are several.
    #[schema(value_type = String)]
    pub id: RecordId,
}
