//! One cell with everything behind it.

use serde::Serialize;
use utoipa::ToSchema;

use super::engine::{ColumnSpec, RowSpec, fill};
use super::plan::Plan;
use crate::coverage::curriculum::Curriculum;
use crate::coverage::judge::{leaves, ranges, reached, unmet};
use crate::coverage::words::{Hit, Query};
use crate::coverage::{CoverageError, Decisions, How, Place, Reason, Ref};
use crate::model::{CoverageValue, RecordId, Verdict};

/// So many outcomes are shown with their passages.
const SHOWN: usize = 6;

/// A cell with everything behind it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CellDetail {
    /// What asks.
    pub row: Ref,
    /// What answers.
    pub column: Ref,
    /// The value that counts: a person's where there is one.
    pub value: CoverageValue,
    /// What the machine says.
    pub machine: CoverageValue,
    /// The share of the row's words that was met, 0 to 1.
    pub score: f32,
    /// The verdict of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Why the machine says so.
    pub reasons: Vec<Reason>,
    /// Words of the row that were met nowhere in the column.
    pub missing: Vec<String>,
    /// The outcomes (or others) behind it with their passages, the best first.
    pub evidence: Vec<Evidence>,
}

/// A record behind a cell.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Evidence {
    /// The outcome or other record.
    pub record: Ref,
    /// The share of the row's words that it meets alone, 0 to 1.
    pub score: f32,
    /// What it would reach alone by its words.
    pub alone: CoverageValue,
    /// Whether it is of safety or law: never passed on likeness alone.
    pub strict: bool,
    /// The texts in which words met.
    pub passages: Vec<EvidencePassage>,
    /// The words of the row that it meets.
    pub met: Vec<MetWord>,
}

/// A text in which words met.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EvidencePassage {
    /// Where it stands.
    pub place: Place,
    /// The text.
    pub text: String,
    /// The words that met: first byte and byte after the last, in order.
    #[schema(value_type = Vec<Vec<u32>>)]
    pub marks: Vec<[u32; 2]>,
}

/// A word of the row that was met.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MetWord {
    /// As written in the row.
    pub asked: String,
    /// As written where it was met.
    pub met: String,
    /// How.
    pub how: How,
    /// Its part of the score, 0 to 1.
    pub part: f32,
}

pub(super) fn detail(
    curriculum: &Curriculum,
    plan: &Plan,
    row: &RecordId,
    column: &RecordId,
    decisions: &Decisions,
) -> Result<CellDetail, CoverageError> {
    let number = |id: &RecordId| curriculum.number(id);
    let unknown = |id: &RecordId| match number(id) {
        Some(_) => CoverageError::NotInMatrix(id.clone()),
        None => CoverageError::Unknown(id.clone()),
    };
    let asked = plan
        .rows
        .iter()
        .find(|r| Some(r.item) == number(row))
        .ok_or_else(|| unknown(row))?;
    let of_column = plan.columns.iter().find(|c| Some(c.item) == number(column));
    let answering = of_column.ok_or_else(|| unknown(column))?;
    let filled = fill(
        curriculum,
        std::slice::from_ref(asked),
        std::slice::from_ref(answering),
        decisions,
    );
    let judged = filled
        .into_iter()
        .flatten()
        .next()
        .map(|(_, judged)| judged);
    let verdict = decisions.verdict(row, column).cloned();
    let machine = judged.as_ref().map_or(CoverageValue::None, |j| j.value);
    let (missing, mut evidence) = evidence(curriculum, asked, answering);
    for leaf in judged
        .iter()
        .flat_map(|j| &j.leaves)
        .filter(|l| l.score == 0.0)
    {
        let Some(item) = curriculum.item(leaf.item) else {
            continue;
        };
        if evidence.iter().all(|e| e.record.id != item.id) {
            evidence.insert(0, bare(item.reference(), item.strict()));
        }
    }
    Ok(CellDetail {
        row: curriculum
            .reference(asked.item)
            .ok_or_else(|| unknown(row))?,
        column: curriculum
            .reference(answering.item)
            .ok_or_else(|| unknown(column))?,
        value: verdict.as_ref().map_or(machine, |v| v.value),
        machine,
        score: judged.as_ref().map_or(0.0, |j| j.score),
        verdict,
        reasons: judged.map(|j| j.reasons).unwrap_or_default(),
        missing,
        evidence,
    })
}

/// A record that only a decision led to.
fn bare(record: Ref, strict: bool) -> Evidence {
    Evidence {
        record,
        score: 0.0,
        alone: CoverageValue::None,
        strict,
        passages: Vec::new(),
        met: Vec::new(),
    }
}

/// The words not met, and the leaves with their passages, by the name of the row that meets most.
fn evidence(
    curriculum: &Curriculum,
    asked: &RowSpec,
    column: &ColumnSpec,
) -> (Vec<String>, Vec<Evidence>) {
    let within = |item: u32| column.leaves.contains(&item);
    let mut best: (f32, Vec<String>, Vec<Evidence>) = (-1.0, Vec::new(), Vec::new());
    for query in curriculum.queries_of(asked.item).iter() {
        let hits = curriculum.store.look_up(query, &curriculum.config, within);
        let found = leaves(query, &hits);
        let top = found.first().map_or(0.0, |l| l.score);
        if top > best.0 {
            let shown = found.iter().take(SHOWN).filter(|l| l.score >= top / 3.0);
            let shown =
                shown.filter_map(|leaf| of_leaf(curriculum, query, &hits, leaf.item, leaf.score));
            best = (top, unmet(query, &hits), shown.collect());
        }
    }
    (best.1, best.2)
}

fn of_leaf(
    curriculum: &Curriculum,
    query: &Query,
    hits: &[Hit],
    leaf: u32,
    score: f32,
) -> Option<Evidence> {
    let item = curriculum.item(leaf)?;
    let own: Vec<&Hit> = hits.iter().filter(|h| h.item == leaf).collect();
    let texts = curriculum.store.passages(leaf);
    let passages = (0u16..).zip(texts).filter_map(|(at, passage)| {
        let met = own.iter().filter(|h| h.passage == at).map(|h| h.word);
        let marks = ranges(&passage.words, met);
        (!marks.is_empty()).then(|| EvidencePassage {
            place: passage.place,
            text: passage.text.to_string(),
            marks,
        })
    });
    let met = query.words.iter().enumerate().filter_map(|(at, word)| {
        let hit = own.iter().find(|h| usize::from(h.asked) == at)?;
        let passage = texts.get(usize::from(hit.passage))?;
        let range = passage.words.get(usize::from(hit.word))?;
        let met = passage.text.get(range.start as usize..range.end as usize)?;
        Some(MetWord {
            asked: word.text.clone(),
            met: met.to_owned(),
            how: hit.how,
            part: word.weight * hit.worth,
        })
    });
    Some(Evidence {
        record: item.reference(),
        score,
        alone: reached(score, &curriculum.config),
        strict: item.strict(),
        passages: passages.collect(),
        met: met.collect(),
    })
}
