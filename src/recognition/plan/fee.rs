//! The fee in proportion to the hours that are left.

use serde::Serialize;

use super::StudyPlan;

/// The price of a programme after recognition, euro cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fee {
    /// For the whole programme.
    pub full_cents: u64,
    /// For what is left once all tests of modules are passed.
    pub reduced_cents: u64,
    /// For what is left if none of these tests is passed.
    pub without_tests_cents: u64,
}

impl Fee {
    /// In proportion to the hours, rounded to a cent.
    pub fn of(plan: &StudyPlan, full_cents: u64) -> Self {
        let part = |hours: f32| {
            let share = if plan.hours_all > 0.0 {
                f64::from(hours) / f64::from(plan.hours_all)
            } else {
                1.0
            };
            ((full_cents as f64) * share.clamp(0.0, 1.0)).round() as u64
        };
        Self {
            full_cents,
            reduced_cents: part(plan.hours_left),
            without_tests_cents: part(plan.hours_left + plan.hours_with_test),
        }
    }

    /// Cents as people write them: `1 234,50 EUR`.
    pub fn words(cents: u64) -> String {
        let (euros, rest) = ((cents / 100).to_string(), cents % 100);
        let mut grouped = String::new();
        for (n, digit) in euros.chars().enumerate() {
            if n > 0 && (euros.len() - n).is_multiple_of(3) {
                grouped.push('\u{a0}');
            }
            grouped.push(digit);
        }
        format!("{grouped},{rest:02} EUR")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(all: f32, recognised: f32, with_test: f32) -> StudyPlan {
        StudyPlan {
            left: Vec::new(),
            with_test: Vec::new(),
            recognised: Vec::new(),
            hours_all: all,
            hours_recognised: recognised,
            hours_with_test: with_test,
            hours_left: all - recognised - with_test,
            hours_stated: None,
            circular: false,
        }
    }

    #[test]
    fn the_fee_follows_the_hours_left() {
        let fee = Fee::of(&plan(960.0, 240.0, 120.0), 120_000);
        assert_eq!(
            (fee.reduced_cents, fee.without_tests_cents),
            (75_000, 90_000)
        );
    }

    #[test]
    fn a_programme_without_hours_costs_what_it_costs() {
        assert_eq!(Fee::of(&plan(0.0, 0.0, 0.0), 500).reduced_cents, 500);
    }

    #[test]
    fn money_reads_as_people_write_it() {
        assert_eq!(Fee::words(123_450), "1\u{a0}234,50 EUR");
        assert_eq!(Fee::words(5), "0,05 EUR");
    }
}
