//! Checks that need all lines together: the same pair twice, one-way lines that go in a circle.

use super::phrase::Phrase;
use super::problem::{Place, Problem, ProblemKind};
use super::rules::{Direction, Draft};
use std::collections::{BTreeMap, HashMap};

/// File and line of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    file: String,
    line: usize,
}

/// Remembers every pair that was read, by the identity of its phrases.
#[derive(Debug, Default)]
pub(super) struct Checker {
    pairs: HashMap<(String, String), Origin>,
    /// One-way rules alone; two-way lines are circles on purpose.
    one_way: BTreeMap<String, Vec<Edge>>,
}

#[derive(Debug)]
struct Edge {
    to: String,
    text: String,
    origin: Origin,
}

impl Checker {
    /// Takes a rule in, or says why it adds nothing.
    pub(super) fn add(
        &mut self,
        place: Place<'_>,
        draft: &Draft<'_>,
        left: &Phrase,
        right: &Phrase,
    ) -> Result<(), ProblemKind> {
        let (from, to) = (left.identity(), right.identity());
        if from == to && left.layer == right.layer {
            return Err(ProblemKind::SameBothSides {
                left: left.text.clone(),
                right: right.text.clone(),
            });
        }
        let origin = Origin {
            file: place.file.to_owned(),
            line: place.line,
        };
        match self.pairs.get(&(from.clone(), to.clone())) {
            // The back direction of `a = a2 = b` may meet its own line again.
            Some(first) if *first == origin => return Ok(()),
            Some(first) => {
                let pair = format!("{} → {}", draft.from.text, draft.to.text);
                return Err(ProblemKind::Duplicate {
                    pair,
                    first: format!("{}:{}", first.file, first.line),
                });
            }
            None => {}
        }
        self.pairs
            .insert((from.clone(), to.clone()), origin.clone());
        if draft.direction == Direction::OneWay {
            self.one_way.entry(from).or_default().push(Edge {
                to,
                text: left.text.clone(),
                origin,
            });
        }
        Ok(())
    }

    /// One problem for every circle of one-way rules that a walk from the first phrase on closes.
    pub(super) fn cycles(&self) -> Vec<Problem> {
        let mut done: HashMap<&str, Mark> = HashMap::new();
        let mut problems = Vec::new();
        for start in self.one_way.keys() {
            self.walk(start, &mut done, &mut problems);
        }
        problems
    }

    /// Depth first, without recursion: a file may hold a chain of fifty thousand lines.
    fn walk<'a>(
        &'a self,
        start: &'a str,
        done: &mut HashMap<&'a str, Mark>,
        problems: &mut Vec<Problem>,
    ) {
        if done.contains_key(start) {
            return;
        }
        let mut path: Vec<(&'a str, usize)> = vec![(start, 0)];
        done.insert(start, Mark::OnPath);
        while let Some((here, next)) = path.last_mut() {
            let edge = self.one_way.get(*here).and_then(|edges| edges.get(*next));
            *next += 1;
            let Some(edge) = edge else {
                done.insert(here, Mark::Finished);
                path.pop();
                continue;
            };
            match done.get(edge.to.as_str()) {
                Some(Mark::Finished) => {}
                Some(Mark::OnPath) => problems.push(self.circle(&path, edge)),
                None => {
                    done.insert(&edge.to, Mark::OnPath);
                    path.push((&edge.to, 0));
                }
            }
        }
    }

    fn circle(&self, path: &[(&str, usize)], closing: &Edge) -> Problem {
        let begin = path
            .iter()
            .position(|(name, _)| *name == closing.to)
            .unwrap_or(0);
        let mut steps = String::new();
        for (name, next) in path.get(begin..).unwrap_or_default() {
            if let Some(edge) = self
                .one_way
                .get(*name)
                .and_then(|edges| edges.get(next.saturating_sub(1)))
            {
                steps.push_str(&format!(
                    "{} ({}:{}) → ",
                    edge.text, edge.origin.file, edge.origin.line
                ));
            }
        }
        let first = path
            .get(begin)
            .and_then(|(name, _)| self.one_way.get(*name))
            .and_then(|edges| edges.first());
        steps.push_str(first.map_or(closing.to.as_str(), |edge| &edge.text));
        Place {
            file: &closing.origin.file,
            line: closing.origin.line,
        }
        .problem(ProblemKind::Cycle { path: steps })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    OnPath,
    Finished,
}
