//! Answers about the whole catalogue, each worked out once and kept as long as it holds.
//!
//! A [`super::Curriculum`] never changes, so an answer holds as long as the decisions do: [`Decisions::edition`] tells. Whoever
//! asks for what somebody else is just working out waits for that instead of working it out again.

use std::any::Any;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Decisions, GapRequest, MatrixRequest};

/// At most so many answers are kept, those asked for last: the largest are some megabytes.
const MOST: usize = 12;

/// A question about the whole catalogue or a sector of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Question {
    Gaps(GapRequest),
    Matrix(MatrixRequest),
    TaughtNotRequired,
    RequiredHereTaughtElsewhere,
    Impact(Option<String>),
    Outdated,
}

type Slot = Arc<OnceLock<Arc<dyn Any + Send + Sync>>>;

/// Answers, those asked for last at the end.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Vec<Known>>);

#[derive(Debug)]
struct Known {
    question: Question,
    /// [`Decisions::edition`] that it is answered for.
    edition: u64,
    answer: Slot,
}

impl Kept {
    /// The answer that is kept, or the one that `work_out` finds.
    pub(super) fn answer<T: Clone + Send + Sync + 'static>(
        &self,
        question: Question,
        decisions: &Decisions,
        work_out: impl Fn() -> T,
    ) -> T {
        let slot = self.slot(question, decisions.edition());
        let answer = slot.get_or_init(|| Arc::new(work_out()));
        match answer.downcast_ref::<T>() {
            Some(answer) => answer.clone(),
            // A question has one type of answer; were it asked for as another one, that is worked out.
            None => work_out(),
        }
    }

    fn slot(&self, question: Question, edition: u64) -> Slot {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = |k: &Known| k.edition == edition && k.question == question;
        let found = all.iter().position(known).map(|at| all.remove(at));
        let asked = found.unwrap_or_else(|| {
            // What was decided since makes every older answer worthless.
            all.retain(|k| k.edition == edition);
            if all.len() >= MOST {
                all.remove(0);
            }
            Known {
                question,
                edition,
                answer: Slot::default(),
            }
        });
        let slot = Arc::clone(&asked.answer);
        all.push(asked);
        slot
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::coverage::testing::id;
    use crate::model::{CoverageValue, Verdict};

    fn verdict() -> Verdict {
        Verdict {
            row: id("r"),
            col: id("m"),
            value: CoverageValue::Full,
            reason: None,
            by: "anna".into(),
            at: "2026-01-01T00:00:00Z".into(),
            version: 1,
        }
    }

    #[test]
    fn a_question_is_worked_out_once_until_somebody_decides() {
        let (kept, times) = (Kept::default(), Cell::new(0));
        let mut decisions = Decisions::default();
        let ask = |decisions: &Decisions| {
            kept.answer(Question::Outdated, decisions, || {
                times.set(times.get() + 1);
                times.get()
            })
        };
        assert_eq!((ask(&decisions), ask(&decisions)), (1, 1));
        decisions.set_verdict(verdict());
        assert_eq!((ask(&decisions), ask(&decisions.clone())), (2, 2));
        decisions.withdraw_verdict(&id("r"), &id("m"));
        assert_eq!(ask(&decisions), 3);
    }

    #[test]
    fn what_was_not_asked_for_longest_makes_room() {
        let (kept, times) = (Kept::default(), Cell::new(0));
        let ask = |sector: usize| {
            let question = Question::Impact(Some(sector.to_string()));
            kept.answer(question, &Decisions::default(), || {
                times.set(times.get() + 1);
            });
            times.get()
        };
        for sector in 0..MOST {
            ask(sector);
        }
        assert_eq!(ask(0), MOST, "still kept, and now the newest");
        ask(MOST);
        assert_eq!(ask(0), MOST + 1);
        assert_eq!(ask(1), MOST + 2, "made room");
    }
}
