//! The way back from normalised to original offsets: a few runs instead of a table entry for every byte.

use std::ops::Range;

/// One stretch of the normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    out: Range<usize>,
    original: Range<usize>,
    /// Byte for byte the same, so that offsets inside it can be counted through.
    same: bool,
}

/// All stretches in order; none at all when the text was normalised already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Runs(Vec<Run>);

impl Runs {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds the next stretch, joining it to the one before where both are unchanged neighbours.
    pub(super) fn push(&mut self, out: Range<usize>, original: Range<usize>, same: bool) {
        if same
            && let Some(last) = self.0.last_mut()
            && last.same
            && last.original.end == original.start
        {
            last.out.end = out.end;
            last.original.end = original.end;
            return;
        }
        self.0.push(Run {
            out,
            original,
            same,
        });
    }

    /// Marks the end, so that a text of removed characters alone is not taken for an unchanged one.
    pub(super) fn finish(&mut self) {
        if self.0.is_empty() {
            self.0.push(Run {
                out: 0..0,
                original: 0..0,
                same: false,
            });
        }
    }

    /// The original bytes of `range`. An empty range gives an empty one.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        if self.0.is_empty() {
            return range;
        }
        let start = self.run_at(range.start).map_or(0, |run| {
            if run.same {
                (run.original.start + range.start.saturating_sub(run.out.start))
                    .min(run.original.end)
            } else {
                run.original.start
            }
        });
        if range.is_empty() {
            return start..start;
        }
        let end = self
            .run_at(range.end.saturating_sub(1))
            .map_or(start, |run| {
                if run.same {
                    (run.original.start + range.end.saturating_sub(run.out.start))
                        .min(run.original.end)
                } else {
                    run.original.end
                }
            });
        start..end.max(start)
    }

    /// The run that holds byte `at` of the normalised text, or the last one.
    fn run_at(&self, at: usize) -> Option<&Run> {
        let next = self.0.partition_point(|run| run.out.end <= at);
        self.0.get(next).or_else(|| self.0.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_neighbours_become_one_run() {
        let mut runs = Runs::default();
        runs.push(0..1, 0..1, true);
        runs.push(1..2, 1..2, true);
        runs.push(2..4, 2..5, false);
        runs.push(4..5, 5..6, true);
        assert_eq!(runs.0.len(), 3);
        assert_eq!(runs.original(1..2), 1..2);
        assert_eq!(
            runs.original(1..3),
            1..5,
            "half of a composed character gives all of it"
        );
        assert_eq!(runs.original(4..5), 5..6);
    }

    #[test]
    fn no_runs_mean_no_change() {
        assert_eq!(Runs::default().original(3..7), 3..7);
    }
}
