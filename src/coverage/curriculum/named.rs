//! Finding a record by what people call it.

use super::Curriculum;
use crate::coverage::CoverageError;
use crate::import::tables::key;
use crate::model::{Details, Kind, RecordId};

impl Curriculum {
    /// The record of one of these kinds that somebody names: by identifier, by code or register number, by name. Of several versions
    /// of a qualification the newest is meant.
    ///
    /// # Errors
    /// [`CoverageError::NotNamed`] when nothing is called so, [`CoverageError::Ambiguous`] when several are.
    pub fn named(&self, text: &str, kinds: &'static [Kind]) -> Result<RecordId, CoverageError> {
        if let Ok(id) = RecordId::new(text.trim())
            && self.number(&id).is_some()
        {
            self.expect(&id, kinds)?;
            return Ok(id);
        }
        let wanted = key(text);
        let all = || {
            self.items
                .iter()
                .filter(|i| kinds.contains(&i.kind) && !i.superseded())
        };
        let coded = |i: &&super::Item| {
            let register = match &i.details {
                Details::Qualification(q) => q.register_no.as_deref(),
                _ => None,
            };
            i.code
                .as_deref()
                .into_iter()
                .chain(register)
                .any(|c| key(c) == wanted)
        };
        let mut found: Vec<&super::Item> = all().filter(coded).collect();
        if found.is_empty() {
            found = all().filter(|i| key(&i.name) == wanted).collect();
        }
        match found.as_slice() {
            [one] => Ok(one.id.clone()),
            [] => Err(CoverageError::NotNamed {
                name: text.trim().to_owned(),
                wanted: kinds,
            }),
            many => Err(CoverageError::Ambiguous {
                name: text.trim().to_owned(),
                found: many.iter().take(8).map(|i| i.id.clone()).collect(),
            }),
        }
    }
}
