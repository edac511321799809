//! From the meetings of claims and one outcome to a line.

use std::collections::HashMap;

use super::config::CompareConfig;
use super::cues::Stance;
use super::line::{Features, Line, LineReason, Status, Support};
use super::meet::Meeting;
use super::outline::Outline;
use crate::recognition::evidence::{Claim, Outcome, Proof};
use crate::recognition::programme::OutcomeView;

/// Share of an outcome's own words from which a certificate names that very outcome.
const NAMED: f32 = 0.9;

/// How one claim meets the outcome in question.
pub(super) struct Against<'m> {
    pub(super) claim: usize,
    pub(super) meeting: &'m Meeting,
    /// Whether no outcome of the programme meets the claim better.
    pub(super) nearest: bool,
    pub(super) serves: usize,
    pub(super) matcher: f32,
}

/// Everything known of one outcome.
pub(super) struct Inquiry<'m> {
    pub(super) number: usize,
    pub(super) outcome: &'m OutcomeView,
    pub(super) claims: &'m [Claim],
    pub(super) met: Vec<Against<'m>>,
}

impl Inquiry<'_> {
    /// What is proposed.
    pub(super) fn line(&self, outline: &Outline, config: &CompareConfig) -> Line {
        let own = outline
            .own
            .get(self.number)
            .copied()
            .unwrap_or(0.0)
            .max(0.1);
        let t = &config.thresholds;
        let mut scored: Vec<(f32, Features, &Against<'_>)> = self
            .met
            .iter()
            .map(|a| {
                let features = self.features(a, own);
                (features.chance(&config.partly), features, a)
            })
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.claim.cmp(&b.2.claim)));
        let valid = |a: &Against<'_>| self.claims.get(a.claim).is_some_and(counts);
        let best = scored.iter().find(|(_, f, a)| valid(a) && f.denied < 0.5);
        let supports: Vec<Support> = scored
            .iter()
            .filter(|(score, f, a)| {
                let met = a.meeting.own.iter().sum::<f32>() / own;
                *score >= t.shown || (f.denied >= 0.5 && met >= t.contradicts)
            })
            .take(t.most_claims)
            .map(|(score, features, a)| support(*score, features, a))
            .collect();
        let Some((_, features, against)) = best else {
            let mut reasons = vec![LineReason::NothingMeets];
            if scored
                .iter()
                .any(|(score, f, _)| *score >= t.shown && f.denied >= 0.5)
            {
                reasons = vec![LineReason::PartDenied];
            }
            if scored
                .iter()
                .any(|(score, _, a)| *score >= t.partly && !valid(a))
            {
                reasons = vec![LineReason::NotPassed];
            }
            return self.finished(Status::No, 1.0, supports, reasons, Features::default());
        };
        let mut features = *features;
        features.together = self.together(outline, own, &valid);
        self.decided(features, against, &scored, supports, own, config)
    }

    fn decided(
        &self,
        features: Features,
        best: &Against<'_>,
        scored: &[(f32, Features, &Against<'_>)],
        supports: Vec<Support>,
        own: f32,
        config: &CompareConfig,
    ) -> Line {
        let t = &config.thresholds;
        let (partly, fully) = (
            features.chance(&config.partly),
            features.chance(&config.fully),
        );
        let mut reasons = vec![LineReason::WordsMeet {
            share: features.covered.min(1.0),
        }];
        if partly < t.partly {
            return self.finished(Status::No, 1.0 - partly, supports, reasons, features);
        }
        let Some(claim) = self.claims.get(best.claim) else {
            return self.finished(Status::No, 1.0 - partly, supports, reasons, features);
        };
        if features.school > 0.0 {
            reasons.push(LineReason::SchoolPaper);
        }
        let named = is_certificate(claim) && best.meeting.own[0] >= NAMED * own;
        let mut status = if fully >= t.fully || named {
            Status::Fully
        } else {
            Status::Partly
        };
        let mut cap = |reason: LineReason, status: &mut Status| {
            reasons.push(reason);
            *status = Status::Partly;
        };
        if self.outcome.strict && !named {
            cap(LineReason::Strict, &mut status);
        }
        if features.supervised >= 0.5 {
            cap(LineReason::Supervised, &mut status);
        }
        if features.denied > 0.15 {
            cap(LineReason::PartDenied, &mut status);
        }
        if let (Some(shown), Some(needed)) = (claim.level, self.outcome.level)
            && shown < needed
        {
            cap(LineReason::Level { shown, needed }, &mut status);
        }
        let other = self.contradiction(claim, scored, own, t.contradicts);
        match other {
            Some(Stance::Against) if claim.proof == Proof::OwnWord => {
                reasons.push(LineReason::Contradicted);
                return self.finished(Status::No, partly, supports, reasons, features);
            }
            Some(_) => cap(LineReason::Contradicted, &mut status),
            None => {}
        }
        if scored.iter().any(|(score, _, a)| {
            *score >= t.partly && self.claims.get(a.claim).is_some_and(|c| !counts(c))
        }) {
            reasons.push(LineReason::NotPassed);
        }
        if named {
            reasons.push(LineReason::NamesOutcome);
        }
        if best.serves > 1 {
            reasons.push(LineReason::Shared {
                outcomes: best.serves,
            });
        }
        let confidence = if status == Status::Fully {
            fully
        } else {
            partly
        };
        self.finished(status, confidence, supports, reasons, features)
    }

    /// What somebody else says against the person's own word, or against another paper.
    fn contradiction(
        &self,
        best: &Claim,
        scored: &[(f32, Features, &Against<'_>)],
        own: f32,
        share: f32,
    ) -> Option<Stance> {
        let others = scored.iter().filter(|(_, _, a)| {
            let other = self.claims.get(a.claim);
            other.is_some_and(|o| o.passage.file != best.passage.file && o.proof != Proof::OwnWord)
        });
        let mut found = None;
        for (_, features, against) in others {
            let met: f32 = against.meeting.own.iter().sum::<f32>() / own;
            if met < share {
                continue;
            }
            if features.denied >= 0.5 {
                return Some(Stance::Against);
            }
            if features.supervised >= 0.5 {
                found = Some(Stance::Supervised);
            }
        }
        found
    }

    fn features(&self, a: &Against<'_>, own: f32) -> Features {
        let m = a.meeting;
        let mass = m.mass().max(f32::EPSILON);
        let school = self
            .claims
            .get(a.claim)
            .is_some_and(|c| by_school(c) && c.outcome == Outcome::Passed);
        let [said, supervised, denied] = m.own;
        let [_, all_supervised, all_denied] = m.mass;
        // A claim that meets none of the outcome's own words still says which part is taken back.
        let whole = said + supervised + denied;
        let share = |own_part: f32, all_part: f32| {
            if whole > 0.0 {
                own_part / whole
            } else {
                all_part / mass
            }
        };
        Features {
            covered: (said + supervised) / own,
            about: m.about,
            mass: (m.mass[0] + m.mass[1]).ln_1p(),
            nearest: if a.nearest { 1.0 } else { 0.0 },
            together: 0.0,
            matcher: a.matcher,
            supervised: share(supervised, all_supervised),
            denied: share(denied, all_denied),
            school: if school { 1.0 } else { 0.0 },
        }
    }

    /// Share of the outcome's own words that the claims that count meet together.
    fn together(&self, outline: &Outline, own: f32, valid: &dyn Fn(&Against<'_>) -> bool) -> f32 {
        let mut best: HashMap<u32, f32> = HashMap::new();
        for against in self.met.iter().filter(|a| valid(a)) {
            for (term, near, stance) in &against.meeting.terms {
                if *stance != Stance::Against {
                    let slot = best.entry(*term).or_insert(0.0);
                    *slot = slot.max(*near);
                }
            }
        }
        // In the order of the terms, so that the sum is the same in every run.
        let mut terms: Vec<(u32, f32)> = best.into_iter().collect();
        terms.sort_by_key(|t| t.0);
        let weight = |term: u32| {
            outline
                .terms
                .get(term as usize)
                .filter(|t| t.own)
                .map_or(0.0, |t| t.weight)
        };
        terms
            .iter()
            .map(|(term, near)| weight(*term) * near)
            .sum::<f32>()
            / own
    }

    fn finished(
        &self,
        status: Status,
        confidence: f32,
        supports: Vec<Support>,
        reasons: Vec<LineReason>,
        features: Features,
    ) -> Line {
        Line {
            outcome: self.outcome.id.clone(),
            status,
            confidence,
            supports,
            reasons,
            features,
        }
    }
}

fn support(score: f32, features: &Features, a: &Against<'_>) -> Support {
    let stance = if features.denied >= 0.5 {
        Stance::Against
    } else if features.supervised >= 0.5 {
        Stance::Supervised
    } else {
        Stance::For
    };
    let (marks, mut met) = (a.meeting.marks.clone(), a.meeting.met.clone());
    met.truncate(12);
    Support {
        claim: a.claim,
        score,
        stance,
        marks,
        met,
        serves: a.serves,
    }
}

/// Whether a claim may speak for an outcome at all: what was failed or missed does not.
pub(super) fn counts(claim: &Claim) -> bool {
    !matches!(claim.outcome, Outcome::Failed | Outcome::Missing)
}

fn by_school(claim: &Claim) -> bool {
    matches!(
        claim.proof,
        Proof::Transcript | Proof::Certificate | Proof::Credential
    )
}

fn is_certificate(claim: &Claim) -> bool {
    matches!(claim.proof, Proof::Certificate | Proof::Credential) && counts(claim)
}
