//! The rule: what the machine makes of a cell. `docs/coverage.md` says it in words.

use std::ops::Range;

use serde::Serialize;
use utoipa::ToSchema;

use super::config::CoverageConfig;
use super::curriculum::{Curriculum, Item};
use super::decisions::{Pair, value_of};
use super::words::{Hit, Place, Query};
use crate::model::{CoverageValue, Depth, Predicate, RecordId};

/// A word of the row's own weight from which it is the core of the requirement: without it nothing is taught in full.
const CORE: f32 = 0.2;
/// What the core must be worth where it was met.
const CORE_MET: f32 = 0.3;

/// Why a cell has its value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// Words met: their share of the requirement, weighed.
    Words {
        /// 0 to 1.
        score: f32,
    },
    /// A person accepted a mapping.
    Accepted {
        /// The outcome or other record.
        #[schema(value_type = String)]
        record: RecordId,
        /// What it is to the row.
        #[schema(value_type = String)]
        predicate: Predicate,
        /// Who.
        by: String,
    },
    /// A person rejected a mapping: the record's words don't count.
    Rejected {
        /// The outcome or other record.
        #[schema(value_type = String)]
        record: RecordId,
        /// Who.
        by: String,
    },
    /// The matcher proposes a mapping that nobody has decided.
    Proposed {
        /// The outcome or other record.
        #[schema(value_type = String)]
        record: RecordId,
        /// 0 to 1.
        confidence: f32,
    },
    /// A school's list names the material for it.
    Listed {
        /// The outcome or module that it is listed for.
        #[schema(value_type = String)]
        record: RecordId,
    },
    /// Taught at a level below the one required.
    LevelTooLow {
        /// LKI required.
        required: u8,
        /// LKI found.
        found: u8,
    },
    /// Taught less deeply than required.
    DepthTooLow {
        /// Depth required.
        #[schema(value_type = String)]
        required: Depth,
        /// Depth found; none where it is only a topic.
        #[schema(value_type = Option<String>)]
        found: Option<Depth>,
    },
    /// Its most telling word is not there.
    CoreMissing {
        /// The word.
        word: String,
    },
    /// Found only among topics and at the optimal attainment level.
    OnlyInPassing,
    /// Several outcomes together, none of them alone.
    Together {
        /// How many.
        outcomes: usize,
    },
}

/// What the row asks for.
pub(super) struct Asked<'a> {
    pub(super) query: &'a Query,
    pub(super) level: Option<u8>,
    pub(super) depth: Option<Depth>,
    pub(super) rule: Rule,
}

/// Which outcomes count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// All outcomes of a module together.
    Together,
    /// The best one alone: against a framework, where a column holds a whole programme.
    Single,
}

/// A leaf of a cell: an outcome, a requirement, a material.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Leaf {
    pub(super) item: u32,
    pub(super) score: f32,
}

/// What the machine makes of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judged {
    pub(super) value: CoverageValue,
    pub(super) score: f32,
    /// Leaves that met words or were decided, the best first.
    pub(super) leaves: Vec<Leaf>,
    pub(super) reasons: Vec<Reason>,
}

/// Something decided, proposed or listed about a leaf of the cell.
pub(super) struct Known<'a> {
    pub(super) item: u32,
    pub(super) id: &'a RecordId,
    pub(super) pair: Option<&'a Pair>,
    /// A school's list names it: directly, or only for what stands above.
    pub(super) listed: Option<Listed>,
}

/// For what a school's list names a material.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    Itself,
    Above,
}

/// Judges one cell. `hits` are those of the cell's leaves, ordered by leaf.
pub(super) fn judge(
    curriculum: &Curriculum,
    asked: &Asked<'_>,
    hits: &[Hit],
    known: &[Known<'_>],
) -> Judged {
    let config = &curriculum.config;
    let mut reasons = Vec::new();
    let rejected: Vec<u32> = known
        .iter()
        .filter(|k| k.pair.is_some_and(Pair::is_rejected))
        .map(|k| k.item)
        .collect();
    let kept: Vec<Hit> = hits
        .iter()
        .filter(|h| !rejected.contains(&h.item))
        .copied()
        .collect();
    let mut leaves = leaves(asked.query, &kept);
    let (score, mut value) = match asked.rule {
        Rule::Together => {
            let score = score(asked.query, &kept, &leaves, config);
            (score, reached(score, config))
        }
        Rule::Single => alone(asked.query, &leaves, config),
    };
    if value != CoverageValue::None && asked.rule == Rule::Single {
        reasons.push(Reason::Words { score });
    } else if value != CoverageValue::None {
        reasons.push(Reason::Words { score });
        value = capped(curriculum, asked, &kept, value, &mut reasons);
        together(&leaves, value, config, &mut reasons);
    }
    value = value.or(proposed(known, asked.rule, config, &mut reasons));
    let best = leaves.first().map(|l| l.item);
    let value = levelled(curriculum, asked, value, best, &mut reasons);
    let value = value.or(decided(curriculum, asked, known, &mut reasons));
    for known in known {
        if leaves.iter().all(|l| l.item != known.item) && !rejected.contains(&known.item) {
            leaves.push(Leaf {
                item: known.item,
                score: 0.0,
            });
        }
    }
    Judged {
        value,
        score,
        leaves,
        reasons,
    }
}

/// The value that a score reaches by itself.
pub(super) fn reached(score: f32, config: &CoverageConfig) -> CoverageValue {
    let t = config.thresholds;
    by_limits(score, [t.full, t.partial, t.mentioned])
}

/// What the best leaf reaches against a concept of a framework.
fn alone(query: &Query, leaves: &[Leaf], config: &CoverageConfig) -> (f32, CoverageValue) {
    let limits = config.frameworks;
    let score = leaves.first().map_or(0.0, |l| l.score);
    let value = by_limits(score, [limits.full, limits.partial, limits.mentioned]);
    if query.words.len() < 2 {
        (score, at_most(value, CoverageValue::Partial))
    } else {
        (score, value)
    }
}

fn by_limits(number: f32, [full, partial, mentioned]: [f32; 3]) -> CoverageValue {
    match number {
        n if n >= full => CoverageValue::Full,
        n if n >= partial => CoverageValue::Partial,
        n if n >= mentioned => CoverageValue::Mentioned,
        _ => CoverageValue::None,
    }
}

/// The leaves with their own scores, the best first.
pub(super) fn leaves(query: &Query, hits: &[Hit]) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = hits
        .chunk_by(|a, b| a.item == b.item)
        .filter_map(|own| {
            Some(Leaf {
                item: own.first()?.item,
                score: share(query, own),
            })
        })
        .collect();
    leaves.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item)));
    leaves
}

/// The share of the query's words that hits meet, each by its best one.
pub(super) fn share(query: &Query, hits: &[Hit]) -> f32 {
    let mut best = vec![0.0_f32; query.words.len()];
    for hit in hits {
        if let Some(best) = best.get_mut(usize::from(hit.asked)) {
            *best = best.max(hit.worth);
        }
    }
    query
        .words
        .iter()
        .zip(&best)
        .map(|(word, best)| word.weight * best)
        .sum()
}

fn score(query: &Query, hits: &[Hit], leaves: &[Leaf], config: &CoverageConfig) -> f32 {
    let single = leaves.first().map_or(0.0, |l| l.score);
    let weight = config.thresholds.single;
    weight * single + (1.0 - weight) * share(query, hits)
}

fn score_where(
    query: &Query,
    hits: &[Hit],
    config: &CoverageConfig,
    wanted: impl Fn(Place) -> bool,
) -> f32 {
    let hits: Vec<Hit> = hits.iter().filter(|h| wanted(h.place)).copied().collect();
    score(query, &hits, &leaves(query, &hits), config)
}

/// What keeps words from being taught in full: the core missing, only in passing, not deep enough.
fn capped(
    curriculum: &Curriculum,
    asked: &Asked<'_>,
    hits: &[Hit],
    value: CoverageValue,
    reasons: &mut Vec<Reason>,
) -> CoverageValue {
    let config = &curriculum.config;
    let mut value = value;
    let whole = reasons
        .iter()
        .any(|r| matches!(r, Reason::Words { score } if *score >= config.thresholds.whole));
    if let Some(word) = missing_core(asked.query, hits).filter(|_| !whole) {
        reasons.push(Reason::CoreMissing { word });
        value = at_most(value, CoverageValue::Partial);
    }
    let worked = |place| !matches!(place, Place::Topic | Place::Optimal);
    let worked = score_where(asked.query, hits, config, worked);
    if worked < config.thresholds.mentioned && value.rank() > CoverageValue::Mentioned.rank() {
        let near = worked >= config.thresholds.deep;
        let most = if near {
            CoverageValue::Partial
        } else {
            CoverageValue::Mentioned
        };
        if value.rank() > most.rank() {
            reasons.push(Reason::OnlyInPassing);
        }
        value = at_most(value, most);
    }
    if let Some(required) = asked.depth.filter(|_| value == CoverageValue::Full) {
        let enough = |depth: Depth| {
            let found = score_where(asked.query, hits, config, |p| depth_of(p) >= Some(depth));
            found >= config.thresholds.deep
        };
        if !enough(required) {
            let found = [Depth::Understanding, Depth::Notion]
                .into_iter()
                .find(|d| enough(*d));
            reasons.push(Reason::DepthTooLow { required, found });
            value = CoverageValue::Partial;
        }
    }
    value
}

fn missing_core(query: &Query, hits: &[Hit]) -> Option<String> {
    let heaviest = query.heaviest()?;
    let word = query.words.get(heaviest).filter(|w| w.weight >= CORE)?;
    let met = hits
        .iter()
        .any(|h| usize::from(h.asked) == heaviest && h.worth >= CORE_MET);
    (!met).then(|| word.text.clone())
}

/// The value, but no more than the other.
pub(super) fn at_most(value: CoverageValue, most: CoverageValue) -> CoverageValue {
    if value.rank() > most.rank() {
        most
    } else {
        value
    }
}

/// How deep a text of an outcome goes.
const fn depth_of(place: Place) -> Option<Depth> {
    match place {
        Place::Name | Place::Moderate | Place::Optimal => Some(Depth::Application),
        Place::Understands => Some(Depth::Understanding),
        Place::Knows | Place::Description => Some(Depth::Notion),
        Place::Topic => None,
    }
}

fn together(
    leaves: &[Leaf],
    value: CoverageValue,
    config: &CoverageConfig,
    reasons: &mut Vec<Reason>,
) {
    let alone = leaves
        .first()
        .map_or(CoverageValue::None, |l| reached(l.score, config));
    if alone.rank() < value.rank() && leaves.len() > 1 {
        reasons.push(Reason::Together {
            outcomes: leaves.len(),
        });
    }
}

fn proposed(
    known: &[Known<'_>],
    rule: Rule,
    config: &CoverageConfig,
    reasons: &mut Vec<Reason>,
) -> CoverageValue {
    let (p, f) = (config.proposals, config.frameworks);
    let limits = match rule {
        Rule::Together => [p.full, p.partial, p.mentioned],
        Rule::Single => [f.proposal_full, f.proposal_partial, f.proposal_mentioned],
    };
    let mut value = CoverageValue::None;
    for known in known {
        let Some(pair) = known.pair.filter(|p| !p.is_rejected()) else {
            continue;
        };
        let whole = pair
            .proposed
            .map_or(CoverageValue::None, |c| by_limits(c, limits));
        let part = pair
            .proposed_part
            .map_or(CoverageValue::None, |c| by_limits(c, limits));
        let reached = whole.or(at_most(part, CoverageValue::Partial));
        if reached != CoverageValue::None && pair.accepted.is_none() {
            let confidence = pair
                .proposed
                .unwrap_or(0.0)
                .max(pair.proposed_part.unwrap_or(0.0));
            reasons.push(Reason::Proposed {
                record: known.id.clone(),
                confidence,
            });
        }
        value = value.or(reached);
    }
    value
}

/// A level is inclusive: what is taught one level too low is covered in part.
fn levelled(
    curriculum: &Curriculum,
    asked: &Asked<'_>,
    value: CoverageValue,
    by: Option<u32>,
    reasons: &mut Vec<Reason>,
) -> CoverageValue {
    let found = by
        .and_then(|n| curriculum.item(n))
        .and_then(|i| i.level.as_ref());
    let (Some(required), Some(found)) = (asked.level, found) else {
        return value;
    };
    if found.lki_to >= required || value != CoverageValue::Full {
        return value;
    }
    reasons.push(Reason::LevelTooLow {
        required,
        found: found.lki_to,
    });
    CoverageValue::Partial
}

/// What people said: accepted mappings and lists. Words and proposals only ever add to it.
fn decided(
    curriculum: &Curriculum,
    asked: &Asked<'_>,
    known: &[Known<'_>],
    reasons: &mut Vec<Reason>,
) -> CoverageValue {
    let mut value = CoverageValue::None;
    for known in known {
        if let Some(listed) = known.listed {
            reasons.push(Reason::Listed {
                record: known.id.clone(),
            });
            value = value.or(match listed {
                Listed::Itself => CoverageValue::Full,
                Listed::Above => CoverageValue::Partial,
            });
        }
        let Some(pair) = known.pair else { continue };
        if let Some((predicate, by)) = &pair.accepted {
            reasons.push(Reason::Accepted {
                record: known.id.clone(),
                predicate: *predicate,
                by: by.clone(),
            });
            let accepted = value_of(*predicate);
            value = value.or(levelled(
                curriculum,
                asked,
                accepted,
                Some(known.item),
                reasons,
            ));
        } else if let Some(by) = &pair.rejected {
            reasons.push(Reason::Rejected {
                record: known.id.clone(),
                by: by.clone(),
            });
        }
    }
    value
}

/// The words of the query that hits don't meet.
pub(super) fn unmet(query: &Query, hits: &[Hit]) -> Vec<String> {
    let met = |at: usize| {
        hits.iter()
            .any(|h| usize::from(h.asked) == at && h.worth >= CORE_MET)
    };
    let words = query.words.iter().enumerate();
    words
        .filter(|(at, _)| !met(*at))
        .map(|(_, w)| w.text.clone())
        .collect()
}

/// Where the words of the hits are in a passage, in order.
pub(super) fn ranges(words: &[Range<u32>], hits: impl Iterator<Item = u16>) -> Vec<[u32; 2]> {
    let mut ranges: Vec<[u32; 2]> = hits
        .filter_map(|at| words.get(usize::from(at)))
        .map(|range| [range.start, range.end])
        .collect();
    ranges.sort_unstable();
    ranges.dedup();
    ranges
}

/// The level that an item asks for.
pub(super) fn level(item: &Item) -> Option<u8> {
    item.level.as_ref().map(|l| l.lki)
}

#[cfg(test)]
mod tests;
