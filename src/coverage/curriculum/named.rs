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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::testing::{Tiny, id};
    use crate::model::Qualification;

    fn curriculum() -> Curriculum {
        let mut tiny = Tiny::welder();
        let old = tiny.add("q0", Kind::Qualification, "", "Metinātājs");
        old.code = Some("PS-001".into());
        old.details = Details::Qualification(Qualification {
            superseded: true,
            ..Qualification::default()
        });
        tiny.module("p/m1", "Darba drošība");
        tiny.module("p/m2", "Darba drošība");
        tiny.build()
    }

    const QUALIFICATION: &[Kind] = &[Kind::Qualification];

    #[test]
    fn by_identifier_register_number_or_name_the_version_in_force() {
        let c = curriculum();
        for text in ["q", " PS-001 ", "ps-001", "metinātājs"] {
            assert_eq!(c.named(text, QUALIFICATION).unwrap(), id("q"), "{text}");
        }
        assert_eq!(
            c.named("q0", QUALIFICATION).unwrap(),
            id("q0"),
            "an identifier is what it is"
        );
    }

    #[test]
    fn what_nobody_is_called_and_what_several_are() {
        let c = curriculum();
        assert!(matches!(
            c.named("Kosmonauts", QUALIFICATION),
            Err(CoverageError::NotNamed { .. })
        ));
        assert!(matches!(
            c.named("", QUALIFICATION),
            Err(CoverageError::NotNamed { .. })
        ));
        let error = c.named("Darba drošība", &[Kind::Module]).unwrap_err();
        assert!(error.to_string().contains("p/m1, p/m2"), "{error}");
        assert!(matches!(
            c.named("p", QUALIFICATION),
            Err(CoverageError::WrongKind { .. })
        ));
    }
}
