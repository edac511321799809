//! Concept schemes: what a record belongs to when it leaves Prasme.
//!
//! Each version of a PKP, each programme and each examination is a scheme of its own, each framework one; ESCO has its own two.

use super::iri::{ESCO, Iris};
use crate::model::{Kind, Record};

/// The framework whose schemes have addresses of their own.
pub(super) const ESCO_NAME: &str = "esco";

/// Whether the record stands for a whole scheme: a version of a PKP, a programme, an examination.
pub(super) fn is_scheme(record: &Record) -> bool {
    record.framework.is_none()
        && matches!(
            record.kind,
            Kind::Qualification | Kind::Programme | Kind::Exam
        )
}

/// The URI of the scheme of a framework's records of this kind.
pub(super) fn of_framework(framework: &str, kind: Kind, iris: &Iris) -> String {
    match (framework, kind) {
        (ESCO_NAME, Kind::Occupation | Kind::OccupationGroup) => {
            format!("{ESCO}concept-scheme/occupations")
        }
        (ESCO_NAME, _) => format!("{ESCO}concept-scheme/skills"),
        _ => iris.under(framework),
    }
}

/// The URI of a set of records that statements are compared with, as targets are printed (`framework:esco`, `under:mip/…`).
pub(super) fn of_target(target: &str, iris: &Iris) -> String {
    match target.split_once(':') {
        Some(("framework", name)) => of_framework(name, Kind::Skill, iris),
        Some(("under", id)) => iris.under(id),
        Some((sort, name)) => iris.under(&format!("{sort}/{name}")),
        None => iris.under(target),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{RecordId, Source};

    #[test]
    fn esco_has_its_own_schemes_and_others_the_base() {
        let iris = Iris::new("urn:prasme:");
        let scheme = |name, kind| of_framework(name, kind, &iris);
        assert_eq!(
            scheme("esco", Kind::Skill),
            "http://data.europa.eu/esco/concept-scheme/skills"
        );
        assert_eq!(
            scheme("esco", Kind::Occupation),
            "http://data.europa.eu/esco/concept-scheme/occupations"
        );
        assert_eq!(
            scheme("digcomp-2.2", Kind::Competence),
            "urn:prasme:digcomp-2.2"
        );
        assert_eq!(
            of_target("framework:esco", &iris),
            "http://data.europa.eu/esco/concept-scheme/skills"
        );
        assert_eq!(of_target("under:mip/a", &iris), "urn:prasme:mip/a");
    }

    #[test]
    fn a_programme_is_a_scheme_and_its_module_none() {
        let record = |kind| Record::new(RecordId::new("x").unwrap(), kind, Source::file("f"));
        assert!(is_scheme(&record(Kind::Programme)) && !is_scheme(&record(Kind::Module)));
        let mut of_framework = record(Kind::Qualification);
        of_framework.framework = Some("nks".into());
        assert!(!is_scheme(&of_framework));
    }
}
