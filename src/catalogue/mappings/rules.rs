//! What cannot be true together.
//!
//! SKOS (section 10) makes `exactMatch` a narrower `closeMatch`, so both may stand of one pair; the other mapping relations
//! shut each other out. `teaches`, `assesses` and `supports` say something else and stand beside any of them.

use super::Triple;
use crate::model::{MappingState, Predicate};

/// Whether the predicate says how near two meanings are.
fn is_match(predicate: Predicate) -> bool {
    !matches!(
        predicate,
        Predicate::Teaches | Predicate::Assesses | Predicate::Supports
    )
}

/// Whether accepting `wanted` contradicts what a person decided of the same two records, in either direction.
pub(super) fn contradicts(wanted: &Triple, stands: &Triple, state: MappingState) -> bool {
    if wanted == stands || !is_match(wanted.predicate) || !is_match(stands.predicate) {
        return false;
    }
    let turned = wanted.subject != stands.subject;
    let says = if turned {
        stands.predicate.inverse()
    } else {
        stands.predicate
    };
    let near = |p| matches!(p, Predicate::ExactMatch | Predicate::CloseMatch);
    match state {
        MappingState::Accepted => {
            says != wanted.predicate && !(near(says) && near(wanted.predicate))
        }
        // The same said from the other end, and a person called it wrong there.
        MappingState::Rejected => turned && says == wanted.predicate,
        MappingState::Proposed => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RecordId;
    use Predicate::{BroadMatch, CloseMatch, ExactMatch, NarrowMatch, Supports, Teaches};

    fn triple(subject: &str, predicate: Predicate, object: &str) -> Triple {
        Triple::new(
            RecordId::new(subject).unwrap(),
            predicate,
            RecordId::new(object).unwrap(),
        )
    }

    fn clash(p: Predicate, q: Predicate) -> bool {
        contradicts(
            &triple("a", p, "b"),
            &triple("a", q, "b"),
            MappingState::Accepted,
        )
    }

    #[test]
    fn broad_and_narrow_shut_each_other_out_but_exact_is_also_close() {
        assert!(clash(BroadMatch, NarrowMatch) && clash(ExactMatch, BroadMatch));
        assert!(!clash(ExactMatch, CloseMatch) && !clash(CloseMatch, ExactMatch));
        assert!(!clash(Teaches, BroadMatch) && !clash(Supports, Teaches));
    }

    #[test]
    fn the_same_said_from_the_other_end_is_no_contradiction() {
        let other = |q| {
            contradicts(
                &triple("a", BroadMatch, "b"),
                &triple("b", q, "a"),
                MappingState::Accepted,
            )
        };
        assert!(!other(NarrowMatch));
        assert!(other(BroadMatch));
    }

    #[test]
    fn what_is_rejected_from_the_other_end_cannot_be_accepted_from_this_one() {
        let rejected = triple("b", NarrowMatch, "a");
        assert!(contradicts(
            &triple("a", BroadMatch, "b"),
            &rejected,
            MappingState::Rejected
        ));
        // Rejecting one relation says nothing against another one.
        let exact = triple("a", ExactMatch, "b");
        assert!(!contradicts(
            &triple("a", CloseMatch, "b"),
            &exact,
            MappingState::Rejected
        ));
    }
}
