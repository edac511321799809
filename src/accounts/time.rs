//! Times as they are stored.

use jiff::{SignedDuration, Timestamp};

/// A time to the second: texts of one length, so that comparing texts compares times.
pub(super) fn stamp(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The time so long before; the beginning of time where there is none.
pub(super) fn before(now: Timestamp, span: SignedDuration) -> Timestamp {
    now.checked_sub(span).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_times_sort_as_texts() {
        let half: Timestamp = "2026-11-21T10:00:00.5Z".parse().unwrap();
        let next: Timestamp = "2026-11-21T10:00:01Z".parse().unwrap();
        assert_eq!(stamp(half), "2026-11-21T10:00:00Z");
        assert!(stamp(half) < stamp(next));
        let day_before = before(next, SignedDuration::from_hours(24));
        assert_eq!(stamp(day_before), "2026-11-20T10:00:01Z");
    }
}
