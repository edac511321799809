//! Warnings that stay readable: one mistake that a file repeats in every row is told a few times and then counted.

use std::collections::BTreeMap;

use crate::model::{Batch, Severity, Source};

/// How many warnings of one code and file are told one by one.
pub const TOLD: usize = 10;

/// Collects warnings.
#[derive(Debug, Default)]
pub struct Warnings {
    counts: BTreeMap<(&'static str, String), (usize, Severity)>,
    told: Vec<(Severity, &'static str, Source, String)>,
}

impl Warnings {
    /// Notes something about the source.
    pub fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        source: Source,
        message: impl FnOnce() -> String,
    ) {
        let key = (code, source.file.clone());
        let (count, _) = self.counts.entry(key).or_insert((0, severity));
        *count += 1;
        if *count <= TOLD {
            self.told.push((severity, code, source, message()));
        }
    }

    /// Hands all of them to the dataset, with one line for what was not told.
    pub fn finish(self, batch: &mut Batch) {
        for (severity, code, source, message) in self.told {
            batch.warn(severity, code, source, message);
        }
        for ((code, file), (count, severity)) in self.counts {
            if count > TOLD {
                let message = format!("and {} more of the same kind, not shown", count - TOLD);
                batch.warn(severity, code, Source::file(file), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_in_every_row_is_told_a_few_times_and_counted() {
        let mut warnings = Warnings::default();
        for row in 0..40 {
            warnings.add(
                Severity::Skipped,
                "no-label",
                Source::row("a.csv", row),
                || "x".into(),
            );
        }
        warnings.add(Severity::Note, "other", Source::file("a.csv"), || {
            "y".into()
        });
        let mut batch = Batch::new("a", "A");
        warnings.finish(&mut batch);
        assert_eq!(batch.warnings.len(), TOLD + 2);
        let last = batch.warnings.last().unwrap();
        assert_eq!(
            (last.code, last.message.as_str()),
            ("no-label", "and 30 more of the same kind, not shown")
        );
    }
}
