//! Which relation is proposed.

use super::config::Relations;
use super::pair::Pair;
use super::prepare::Prepared;
use super::store::Store;
use crate::model::{Kind, Predicate};

/// What the statement seems to be to the record.
///
/// Between an outcome and a requirement it is *teaches*, for an exam item *assesses*, for a material *supports*, whichever
/// of the two is the statement: direction is the caller's. Everything else is told by the words that met in both
/// directions and by the hierarchy.
pub(super) fn propose(
    store: &Store,
    limits: &Relations,
    prepared: &Prepared,
    pair: &Pair,
) -> Predicate {
    let found = store.kind(pair.entry);
    if let Some(predicate) = of_kinds(prepared.kind, found) {
        return predicate;
    }
    let (said, met) = (pair.said, pair.met);
    if said >= limits.exact && met >= limits.exact {
        Predicate::ExactMatch
    } else if super::build::is_group(found) {
        Predicate::BroadMatch
    } else if said >= limits.close && met >= limits.close {
        Predicate::CloseMatch
    } else if met >= limits.whole {
        Predicate::BroadMatch
    } else if said >= limits.whole {
        Predicate::NarrowMatch
    } else {
        Predicate::RelatedMatch
    }
}

fn of_kinds(said: Option<Kind>, found: Option<Kind>) -> Option<Predicate> {
    use Kind::{ExamItem, LearningOutcome, Material, Requirement};
    match (said?, found?) {
        (Material, _) | (_, Material) => Some(Predicate::Supports),
        (ExamItem, Requirement | LearningOutcome) | (Requirement | LearningOutcome, ExamItem) => {
            Some(Predicate::Assesses)
        }
        (LearningOutcome, Requirement) | (Requirement, LearningOutcome) => Some(Predicate::Teaches),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_that_serve_each_other_have_their_own_predicates() {
        use Kind::{ExamItem, LearningOutcome, Material, Requirement, Skill};
        let of = |a, b| of_kinds(Some(a), Some(b));
        assert_eq!(of(LearningOutcome, Requirement), Some(Predicate::Teaches));
        assert_eq!(of(Requirement, LearningOutcome), Some(Predicate::Teaches));
        assert_eq!(of(ExamItem, Requirement), Some(Predicate::Assesses));
        assert_eq!(of(Material, LearningOutcome), Some(Predicate::Supports));
        assert_eq!(of(Requirement, Skill), None);
        assert_eq!(of_kinds(None, Some(Skill)), None);
    }
}
