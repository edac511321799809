//! Proposals over small programmes.

use proptest::prelude::*;

use super::testing::{claim, module_of, programme};
use super::*;
use crate::recognition::evidence::{Outcome, Proof};

const OUTCOMES: [(&str, bool); 4] = [
    (
        "Izmērīt izolācijas pretestību ar daudzfunkciju testeri",
        false,
    ),
    (
        "Montēt sadalni pēc principshēmas, izvēloties aparātus",
        false,
    ),
    ("Sniegt pirmo palīdzību elektrotraumā cietušajam", true),
    ("Sagatavot tāmi un salīdzināt piedāvājumus", false),
];

fn comparer() -> (Comparer, Prepared) {
    let texts: Vec<(String, f32, bool)> = OUTCOMES
        .iter()
        .map(|(t, s)| ((*t).to_owned(), 25.0, *s))
        .collect();
    let programme = programme(vec![module_of("m1", &texts)]);
    let outcomes: Vec<OutcomeView> = programme.outcomes().map(|(_, o)| o.clone()).collect();
    let mut config = CompareConfig::built_in();
    // The tests are about what is done with the figures, not about their size.
    let only_covered = |base: f32| Weights {
        base,
        covered: 6.0,
        about: 0.0,
        mass: 0.0,
        nearest: 0.0,
        together: 0.0,
        matcher: 0.0,
        supervised: 0.0,
        denied: 0.0,
        school: 0.0,
    };
    (config.partly, config.fully) = (only_covered(-1.5), only_covered(-3.0));
    (config.thresholds.partly, config.thresholds.fully) = (0.5, 0.5);
    let built = Comparer::build(Arc::default(), Arc::default(), EVERYDAY, config, &outcomes);
    let comparer = built.unwrap_or_else(|problems| panic!("{}", problems[0]));
    let prepared = comparer.prepare(programme);
    (comparer, prepared)
}

fn status(claims: &[Claim], outcome: usize) -> (Status, Vec<LineReason>) {
    let (comparer, prepared) = comparer();
    let line = comparer
        .compare(&prepared, claims, None)
        .lines
        .swap_remove(outcome);
    (line.status, line.reasons)
}

#[test]
fn the_shipped_vocabulary_of_work_is_valid() {
    comparer();
}

#[test]
fn nothing_brought_is_nothing_shown() {
    let (comparer, prepared) = comparer();
    let comparison = comparer.compare(&prepared, &[], None);
    assert!(
        comparison
            .lines
            .iter()
            .all(|l| l.status == Status::No && l.supports.is_empty())
    );
    assert_eq!(comparison.modules[0].decision, ModuleDecision::Refuse);
}

#[test]
fn the_passage_is_marked_word_by_word() {
    let (comparer, prepared) = comparer();
    let text = "Katru dienu montēju sadalnes pēc principshēmas un izvēlos aparātus.";
    let comparison = comparer.compare(&prepared, &[claim("a", text, Proof::OwnWord)], None);
    let support = &comparison.lines[1].supports[0];
    let marked: Vec<&str> = support.marks.iter().map(|r| &text[r.clone()]).collect();
    assert!(
        marked.contains(&"montēju") && marked.contains(&"principshēmas"),
        "{marked:?}"
    );
    assert_eq!(comparison.lines[1].status, Status::Fully);
}

#[test]
fn a_strict_outcome_passes_only_on_a_certificate_that_names_it() {
    let words = "Sniedzu pirmo palīdzību elektrotraumā cietušajam.";
    let (own, reasons) = status(&[claim("a", words, Proof::OwnWord)], 2);
    assert_eq!(own, Status::Partly);
    assert!(reasons.contains(&LineReason::Strict));
    let mut paper = claim(
        "a",
        "Sniegt pirmo palīdzību elektrotraumā cietušajam",
        Proof::Certificate,
    );
    paper.outcome = Outcome::Passed;
    let (named, reasons) = status(&[paper.clone()], 2);
    assert_eq!(named, Status::Fully);
    assert!(reasons.contains(&LineReason::NamesOutcome));
    paper.outcome = Outcome::Failed;
    assert_eq!(status(&[paper], 2).0, Status::No);
}

#[test]
fn supervision_and_denial_weaken() {
    let (supervised, reasons) = status(
        &[claim(
            "a",
            "Montēju sadalnes pēc principshēmas tikai meistara klātbūtnē",
            Proof::OwnWord,
        )],
        1,
    );
    assert_eq!(supervised, Status::Partly);
    assert!(reasons.contains(&LineReason::Supervised));
    let (denied, _) = status(
        &[claim(
            "a",
            "Sadalni pēc principshēmas neesmu montējis",
            Proof::OwnWord,
        )],
        1,
    );
    assert_eq!(denied, Status::No);
}

#[test]
fn the_employers_word_counts_before_the_persons_own() {
    let own = claim(
        "cv.txt",
        "Pats izmērīju izolācijas pretestību ar testeri",
        Proof::OwnWord,
    );
    let denial = claim(
        "izzina.txt",
        "Viņš izolācijas pretestību ar testeri nav mērījis",
        Proof::Statement,
    );
    let (comparer, prepared) = comparer();
    let line = comparer
        .compare(&prepared, &[own, denial], None)
        .lines
        .swap_remove(0);
    assert_eq!(line.status, Status::No);
    assert!(line.reasons.contains(&LineReason::Contradicted));
    assert!(
        line.supports
            .iter()
            .any(|s| s.stance == Stance::Against && s.claim == 1)
    );
}

#[test]
fn a_lower_level_is_no_full_match() {
    let mut low = claim(
        "a",
        "Montē sadalni pēc principshēmas, izvēloties aparātus",
        Proof::Certificate,
    );
    low.level = Some(3);
    let (status_low, reasons) = status(&[low.clone()], 1);
    assert_eq!(status_low, Status::Partly);
    assert!(reasons.contains(&LineReason::Level {
        shown: 3,
        needed: 4
    }));
    low.level = Some(5);
    assert_eq!(status(&[low], 1).0, Status::Fully);
}

#[test]
fn a_claim_that_serves_several_outcomes_says_so() {
    let (comparer, prepared) = comparer();
    let both = claim(
        "a",
        "Montēju sadalni pēc principshēmas un izmēru izolācijas pretestību ar testeri",
        Proof::OwnWord,
    );
    let comparison = comparer.compare(&prepared, &[both], None);
    assert!(comparison.lines[0].supports[0].serves >= 2);
    assert!(
        comparison.lines[0]
            .reasons
            .iter()
            .any(|r| matches!(r, LineReason::Shared { .. }))
    );
}

proptest! {
    #[test]
    fn any_claims_give_one_line_for_each_outcome_with_marks_inside(texts in prop::collection::vec(".{0,120}|(montēju|sadalni|nav|,| |ā̄|testeris){0,12}", 0..4)) {
        let (comparer, prepared) = comparer();
        let claims: Vec<Claim> = texts.iter().map(|t| claim("a", t, Proof::OwnWord)).collect();
        let comparison = comparer.compare(&prepared, &claims, None);
        prop_assert_eq!(comparison.lines.len(), 4);
        for line in comparison.lines {
            prop_assert!((0.0..=1.0).contains(&line.confidence));
            prop_assert!(!(line.status == Status::Fully && line.outcome.as_str().ends_with("/3")));
            for support in line.supports {
                for mark in support.marks {
                    prop_assert!(claims[support.claim].text.get(mark).is_some());
                }
            }
        }
    }
}
