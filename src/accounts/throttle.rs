//! How long somebody waits after failed log-ins.

use jiff::{SignedDuration, Timestamp};

/// Failures for one name before there is any wait: people mistype, then remember.
const FREE_BY_NAME: u32 = 5;

/// Failures from one address before there is any wait: a whole school may stand behind one.
const FREE_BY_ADDRESS: u32 = 30;

/// The longest wait. Longer ones would let anybody lock a colleague out for a day.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);

/// How long a failure counts.
pub(super) const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// What failures are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The name that was typed.
    Name,
    /// The address that it came from.
    Address,
}

/// How long the next attempt must wait: nothing after a few failures, then a second, doubled with each failure more, a
/// quarter of an hour at most, counted from the last one.
pub(super) fn wait(
    by: By,
    failures: u32,
    last: Timestamp,
    now: Timestamp,
) -> Option<SignedDuration> {
    let free = match by {
        By::Name => FREE_BY_NAME,
        By::Address => FREE_BY_ADDRESS,
    };
    let over = failures.checked_sub(free)?;
    let delay = 1i64
        .checked_shl(over)
        .filter(|seconds| *seconds > 0)
        .map_or(LONGEST, SignedDuration::from_secs)
        .min(LONGEST);
    // A clock that was set back must not lock anybody out for longer than the delay.
    let since = now.duration_since(last).max(SignedDuration::ZERO);
    (since < delay).then(|| delay - since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> Timestamp {
        "2026-11-21T10:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_few_mistakes_cost_nothing_then_the_wait_doubles() {
        let wait = |n| wait(By::Name, n, now(), now()).map(|w| w.as_secs());
        assert_eq!(
            [0, 4, 5, 6, 7, 10].map(wait),
            [None, None, Some(1), Some(2), Some(4), Some(32)]
        );
        assert_eq!(wait(500), Some(900));
    }

    #[test]
    fn an_address_has_more_room_than_a_name() {
        assert_eq!(wait(By::Address, 29, now(), now()), None);
        assert!(wait(By::Address, 30, now(), now()).is_some());
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_lengthen_the_wait() {
        let later = now() + SignedDuration::from_hours(5);
        assert_eq!(
            wait(By::Name, 5, later, now()),
            Some(SignedDuration::from_secs(1))
        );
    }

    proptest! {
        #[test]
        fn more_failures_never_wait_less_and_time_always_frees(n in 0u32..10_000, since in 0i64..2_000) {
            let last = now() - SignedDuration::from_secs(since);
            let at = |n| wait(By::Name, n, last, now()).unwrap_or(SignedDuration::ZERO);
            prop_assert!(at(n) <= at(n + 1));
            prop_assert!(at(n) <= LONGEST);
            if since >= LONGEST.as_secs() {
                prop_assert_eq!(at(n), SignedDuration::ZERO);
            }
        }
    }
}
