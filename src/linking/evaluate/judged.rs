//! Judged pairs: for a statement and a set of records, which of them a careful person accepts.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::linking::config::ProfileName;
use crate::linking::learn::Row;
use crate::linking::{Matcher, Target};
use crate::model::RecordId;

/// A judgement file that is not in its form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("judged pairs, row {row}: {what}")]
pub struct JudgedError {
    /// The row, from 1, the header counted.
    pub row: usize,
    /// What is wrong and what would be right.
    pub what: String,
}

/// A statement with a set of records, and what was judged of it.
#[derive(Debug, Clone)]
pub struct Group {
    /// The statement.
    pub from: RecordId,
    /// The set.
    pub target: Target,
    /// What a careful person accepts; empty where nothing matches.
    pub accepted: HashSet<RecordId>,
}

/// The judgements, in the order of their file.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// One group for each statement and set.
    pub groups: Vec<Group>,
}

/// Candidates looked at for each statement.
pub const LOOKED_AT: usize = 5;

/// A candidate below this confidence is not proposed.
pub const PROPOSED: f32 = 0.3;

impl Judged {
    /// Reads `from <TAB> target <TAB> judged <TAB> to <TAB> note` with a header; `judged` is a relation, `no` or `none`.
    ///
    /// # Errors
    /// [`JudgedError`] with the row.
    pub fn read(text: &str) -> Result<Self, JudgedError> {
        let mut judged = Self::default();
        let mut places: HashMap<(String, String), usize> = HashMap::new();
        for (row, line) in (1..).zip(text.lines()).skip(1) {
            let wrong = |what: String| JudgedError { row, what };
            let fields: Vec<&str> = line.split('\t').collect();
            let [from, target, relation, to, ..] = fields.as_slice() else {
                let what = format!(
                    "{} fields, but from, target, judged and to are needed",
                    fields.len()
                );
                return Err(wrong(what));
            };
            let id = |text: &str| RecordId::new(text).map_err(|e| wrong(format!("{text:?}: {e}")));
            let key = ((*from).to_owned(), (*target).to_owned());
            let place = match places.get(&key) {
                Some(&place) => place,
                None => {
                    judged.groups.push(Group {
                        from: id(from)?,
                        target: target.parse().map_err(|e| wrong(format!("{e}")))?,
                        accepted: HashSet::new(),
                    });
                    places.insert(key, judged.groups.len() - 1);
                    judged.groups.len() - 1
                }
            };
            let Some(group) = judged.groups.get_mut(place) else {
                continue;
            };
            match *relation {
                "none" | "no" => {}
                "exact" | "close" | "broad" | "narrow" | "related" => {
                    group.accepted.insert(id(to)?);
                }
                other => {
                    let right = "exact, close, broad, narrow, related, no or none";
                    return Err(wrong(format!(
                        "{other:?} is no judgement; right would be {right}"
                    )));
                }
            }
        }
        Ok(judged)
    }

    /// One half of the groups, every other one: the one is learned from, the other only measured.
    pub fn half(&self, odd: bool) -> Self {
        let groups = self.groups.iter().enumerate();
        let half = groups.filter(|(at, _)| (at % 2 == 1) == odd);
        Self {
            groups: half.map(|(_, group)| group.clone()).collect(),
        }
    }

    /// The candidates of each group, for learning.
    pub fn lists(&self, matcher: &Matcher) -> Vec<Vec<Row>> {
        let list = |group: &Group| {
            let Some(statement) = matcher.statement(&group.from) else {
                return Vec::new();
            };
            let prepared = matcher.prepare(&statement);
            let scope = matcher.scope(&group.target);
            let found = matcher.judge(&prepared, &scope, usize::MAX).into_iter();
            let row = |(id, profile, features, _): (RecordId, ProfileName, _, f32)| Row {
                profile,
                features,
                right: group.accepted.contains(&id),
            };
            found.map(row).collect()
        };
        self.groups.iter().map(list).collect()
    }

    /// Measures the matcher, by kind of pair (`requirement → esco` …) and over all.
    pub fn measure(&self, matcher: &Matcher) -> BTreeMap<String, PairMeasures> {
        let mut by_kind: BTreeMap<String, Tally> = BTreeMap::new();
        for group in &self.groups {
            let Some(statement) = matcher.statement(&group.from) else {
                continue;
            };
            let scope = matcher.scope(&group.target);
            let found = matcher.candidates(&statement, &scope, LOOKED_AT);
            let shown: Vec<(f32, bool)> = found
                .iter()
                .map(|c| (c.confidence, group.accepted.contains(&c.id)))
                .collect();
            let kind = statement.kind.map_or("text", |kind| kind.code());
            let to = match &group.target {
                Target::Under(_) => "outcomes".to_owned(),
                Target::Framework(name) => name.clone(),
                Target::Kind(kind) => kind.code().to_owned(),
            };
            for name in [format!("{kind} → {to}"), ALL.to_owned()] {
                by_kind
                    .entry(name)
                    .or_default()
                    .add(&shown, group.accepted.len());
            }
        }
        by_kind
            .into_iter()
            .map(|(name, tally)| (name, tally.measures()))
            .collect()
    }
}

impl Judged {
    /// The figures of both halves as a table, the one that is committed: the even groups were learned from, the odd ones only
    /// measured. Below it the reliability of the confidence over each half.
    pub fn table(&self, matcher: &Matcher) -> String {
        let mut table = "half\tpairs\tgroups\tP@1\tF1@5\tsilence\tcalibration error\n".to_owned();
        let mut below = "half\tconfidence\tcandidates\tmean confidence\taccepted\n".to_owned();
        for (name, odd) in [("tuned", false), ("held", true)] {
            let half = self.half(odd);
            for (kind, m) in half.measure(matcher) {
                table.push_str(&format!(
                    "{name}\t{kind}\t{}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\n",
                    m.groups, m.precision_1, m.f1_5, m.silence, m.calibration_error
                ));
            }
            for bin in reliability(&half.shown(matcher)) {
                let tenth = (bin.confidence * BINS as f64) as usize;
                below.push_str(&format!(
                    "{name}\t0.{tenth}\t{}\t{:.3}\t{:.3}\n",
                    bin.pairs, bin.confidence, bin.right
                ));
            }
        }
        format!("{table}\n{below}")
    }

    /// Confidence of every candidate looked at, and whether it is accepted.
    fn shown(&self, matcher: &Matcher) -> Vec<(f32, bool)> {
        let of = |group: &Group| {
            let statement = matcher.statement(&group.from)?;
            let found = matcher.candidates(&statement, &matcher.scope(&group.target), LOOKED_AT);
            let shown = found.iter();
            let shown = shown.map(|c| (c.confidence, group.accepted.contains(&c.id)));
            Some(shown.collect::<Vec<_>>())
        };
        self.groups.iter().filter_map(of).flatten().collect()
    }
}

/// The name of the line over all kinds of pairs.
pub const ALL: &str = "all";

/// Figures over groups of judged pairs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PairMeasures {
    /// Groups.
    pub groups: usize,
    /// Share of the groups with an answer in which the first candidate is accepted.
    pub precision_1: f64,
    /// Mean of precision and recall (harmonic) of what is proposed among the first five, over the groups with an answer.
    pub f1_5: f64,
    /// Share of the groups without an answer in which nothing is proposed.
    pub silence: f64,
    /// How far confidence is from the share that is right, on average over all candidates looked at.
    pub calibration_error: f64,
}

#[derive(Default)]
struct Tally {
    groups: usize,
    answered: usize,
    first: usize,
    f1: f64,
    silent: usize,
    shown: Vec<(f32, bool)>,
}

impl Tally {
    fn add(&mut self, shown: &[(f32, bool)], accepted: usize) {
        self.groups += 1;
        self.shown.extend_from_slice(shown);
        let proposed: Vec<_> = shown.iter().filter(|s| s.0 >= PROPOSED).collect();
        if accepted == 0 {
            self.silent += usize::from(proposed.is_empty());
            return;
        }
        self.answered += 1;
        self.first += usize::from(shown.first().is_some_and(|s| s.1));
        let right = proposed.iter().filter(|s| s.1).count() as f64;
        if right > 0.0 {
            let precision = right / proposed.len() as f64;
            let recall = right / accepted.min(LOOKED_AT) as f64;
            self.f1 += 2.0 * precision * recall / (precision + recall);
        }
    }

    fn measures(&self) -> PairMeasures {
        let of = |part: f64, whole: usize| if whole == 0 { 1.0 } else { part / whole as f64 };
        PairMeasures {
            groups: self.groups,
            precision_1: of(self.first as f64, self.answered),
            f1_5: of(self.f1, self.answered),
            silence: of(self.silent as f64, self.groups - self.answered),
            calibration_error: reliability(&self.shown)
                .iter()
                .map(|bin| (bin.confidence - bin.right).abs() * bin.pairs as f64)
                .sum::<f64>()
                / self.shown.len().max(1) as f64,
        }
    }
}

/// One line of a reliability table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Pairs in it.
    pub pairs: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share that a person accepted.
    pub right: f64,
}

/// Lines of the reliability table.
const BINS: usize = 10;

/// Confidence beside the share that was right, in tenths; empty tenths are left out.
pub fn reliability(shown: &[(f32, bool)]) -> Vec<Bin> {
    let bin_of = |confidence: f32| ((confidence * BINS as f32) as usize).min(BINS - 1);
    let bins = (0..BINS).filter_map(|bin| {
        let inside: Vec<_> = shown.iter().filter(|s| bin_of(s.0) == bin).collect();
        let pairs = inside.len();
        (pairs > 0).then(|| Bin {
            pairs,
            confidence: inside.iter().map(|s| f64::from(s.0)).sum::<f64>() / pairs as f64,
            right: inside.iter().filter(|s| s.1).count() as f64 / pairs as f64,
        })
    });
    bins.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "from\ttarget\tjudged\tto\tnote\npkp/1\tesco\tclose\tesco:skill/1\t\npkp/1\tesco\tno\tesco:skill/2\t\n\
        pkp/2\tdigcomp-2.2\tnone\t\t\n";

    #[test]
    fn rows_of_one_statement_and_set_are_one_group() {
        let judged = Judged::read(TEXT).unwrap();
        assert_eq!(judged.groups.len(), 2);
        assert_eq!(judged.groups[0].accepted.len(), 1);
        assert!(judged.groups[1].accepted.is_empty());
        assert_eq!(judged.half(true).groups[0].from.as_str(), "pkp/2");
    }

    #[test]
    fn a_wrong_row_is_named() {
        let error = Judged::read("h\npkp/1\tesco\tmaybe\tx\n").unwrap_err();
        assert_eq!(error.row, 2);
        assert!(error.to_string().contains("maybe"), "{error}");
        assert_eq!(Judged::read("h\nonly one\n").unwrap_err().row, 2);
        assert_eq!(
            Judged::read("h\npkp/1\tkind:no\tclose\tx\n")
                .unwrap_err()
                .row,
            2
        );
    }

    #[test]
    fn figures_follow_their_definitions() {
        let mut tally = Tally::default();
        tally.add(&[(0.9, true), (0.5, false), (0.1, true)], 2);
        tally.add(&[(0.2, false)], 0);
        let m = tally.measures();
        assert_eq!((m.groups, m.precision_1, m.silence), (2, 1.0, 1.0));
        assert!((m.f1_5 - 0.5).abs() < 1e-9);
    }

    #[test]
    fn perfect_confidence_has_no_error() {
        let shown: Vec<(f32, bool)> = (0..10).map(|n| (0.5, n % 2 == 0)).collect();
        let bins = reliability(&shown);
        assert_eq!((bins.len(), bins[0].right), (1, 0.5));
    }
}
