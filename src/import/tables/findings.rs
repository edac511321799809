//! What a reader stumbled over, gathered while it reads and handed to the batch at the end.

use std::collections::HashSet;

use crate::model::{Batch, Severity, Source, Warning};

/// A list of warnings under construction.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Warning>,
    once: HashSet<(&'static str, Option<String>, Option<String>)>,
}

impl Findings {
    /// Something understood that is worth a look all the same.
    pub fn note(&mut self, code: &'static str, at: Source, message: impl Into<String>) {
        self.push(Severity::Note, code, at, message.into());
    }

    /// Something wrong or missing; what was there is imported.
    pub fn warn(&mut self, code: &'static str, at: Source, message: impl Into<String>) {
        self.push(Severity::Warning, code, at, message.into());
    }

    /// A row or cell that was left out.
    pub fn skip(&mut self, code: &'static str, at: Source, message: impl Into<String>) {
        self.push(Severity::Skipped, code, at, message.into());
    }

    /// A note that would say the same for every cell of a column: only the first is kept.
    pub fn note_once(&mut self, code: &'static str, at: Source, message: impl Into<String>) {
        let key = (code, at.place.sheet.clone(), at.place.column.clone());
        if self.once.insert(key) {
            self.note(code, at, message);
        }
    }

    /// Takes over what another reader found.
    pub fn extend(&mut self, warnings: impl IntoIterator<Item = Warning>) {
        self.list.extend(warnings);
    }

    /// Hands everything to a batch.
    pub fn move_into(self, batch: &mut Batch) {
        batch.warnings.extend(self.list);
    }

    /// What was found, in the order of reading.
    pub fn into_list(self) -> Vec<Warning> {
        self.list
    }

    fn push(&mut self, severity: Severity, code: &'static str, source: Source, message: String) {
        self.list.push(Warning {
            severity,
            code,
            source,
            message,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_note_on_one_column_is_given_once() {
        let mut findings = Findings::default();
        for row in 1..4 {
            let mut at = Source::row("a.xlsx", row);
            at.place.column = Some("Stundas".into());
            findings.note_once("number-as-text", at, "a number kept as text");
        }
        let list = findings.into_list();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].source.place.row, Some(1));
    }
}
