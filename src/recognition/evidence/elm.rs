//! Credentials of the European Learning Model 3.x.
//!
//! `credentialSubject.hasClaim` holds achievements (and activities, assessments, entitlements), each with a title, a
//! specification with learning outcomes, assessments with grades, and further claims as its parts.

use super::claim::{Claim, Concept, Evidence, Outcome, Passage, PassageAt, Proof};
use super::json_ld::{Node, preferred};
use super::text::result_of;
use crate::model::Lang;

/// How deep claims may hold claims.
const PARTS: usize = 6;

/// Whether a document is such a credential.
pub(super) fn is(root: &Node<'_>) -> bool {
    root.is_a("EuropeanDigitalCredential")
        || root
            .all("credentialSubject")
            .iter()
            .any(|s| s.has("hasClaim"))
}

/// Reads the subjects of a credential.
pub(super) fn read(evidence: &mut Evidence, root: &Node<'_>) {
    let display = root
        .all("displayParameter")
        .into_iter()
        .flat_map(|d| d.named(&["title"]))
        .collect();
    evidence.title = preferred(display).map(|(best, _)| best.1);
    for subject in root.all("credentialSubject") {
        let name = subject.named(&["fullName"]);
        evidence.holder = evidence
            .holder
            .take()
            .or_else(|| preferred(name).map(|(best, _)| best.1));
        for claim in subject.all("hasClaim") {
            learning(evidence, &claim, 0);
        }
    }
}

/// What stands in an achievement for all its outcomes.
#[derive(Default)]
struct Around {
    under: Option<String>,
    outcome: Option<Outcome>,
    level: Option<u8>,
    hours: Option<f32>,
}

fn learning(evidence: &mut Evidence, node: &Node<'_>, depth: usize) {
    if depth > PARTS {
        return;
    }
    let spec = node.first("specifiedBy");
    let titles = node.named(&["title"]);
    let around = Around {
        under: preferred(titles.clone()).map(|(best, _)| best.1),
        outcome: graded(node),
        level: spec.as_ref().and_then(level),
        hours: spec
            .as_ref()
            .and_then(|s| s.text("volumeOfLearning"))
            .and_then(|d| duration(&d)),
    };
    let before = evidence.claims.len();
    for outcome in spec.iter().flat_map(|s| s.all("learningOutcome")) {
        let mut claim = match texts_of(evidence, &outcome, &["title", "prefLabel"]) {
            Some(claim) => claim,
            None => continue,
        };
        claim.concepts = concepts(&outcome);
        let notes: Vec<String> = ["additionalNote", "description"]
            .iter()
            .filter_map(|t| preferred(outcome.named(&[t])))
            .map(|(best, _)| best.1)
            .collect();
        if !notes.is_empty() {
            claim.text = format!("{} — {}", claim.text, notes.join(" "));
        }
        evidence.claims.push(with(claim, &around, true));
    }
    let summary = spec
        .as_ref()
        .map(|s| s.named(&["learningOutcomeSummary"]))
        .unwrap_or_default();
    if evidence.claims.len() == before || !summary.is_empty() {
        let mut claim = texts_of(evidence, node, &["title"]);
        if let Some(claim) = &mut claim {
            let more = preferred(summary).or_else(|| preferred(node.named(&["description"])));
            if let Some(((_, words), _)) = more {
                claim.text = format!("{}: {}", claim.text, words);
            }
            claim.concepts = node
                .all("learningOutcome")
                .iter()
                .flat_map(|o| concepts(o))
                .collect();
        }
        evidence
            .claims
            .extend(claim.map(|c| with(c, &around, false)));
    }
    for term in ["hasPart", "influencedBy", "provenBy"] {
        for part in node.all(term) {
            // An assessment says how it ended, which stands with the achievement already, and perhaps what was shown.
            if term == "provenBy" && !part.has("hasPart") {
                continue;
            }
            learning(evidence, &part, depth + 1);
        }
    }
}

fn with(mut claim: Claim, around: &Around, is_outcome: bool) -> Claim {
    claim.under = around.under.clone().filter(|_| is_outcome);
    claim.outcome = around.outcome.unwrap_or(Outcome::Unsaid);
    claim.level = around.level;
    claim.hours = around.hours;
    claim
}

/// A claim of the texts under these terms, with its passage.
fn texts_of(evidence: &Evidence, node: &Node<'_>, terms: &[&str]) -> Option<Claim> {
    let ((lang, text), also) = preferred(node.named(terms))?;
    let passage = Passage {
        file: evidence.name.clone(),
        at: PassageAt::Pointer {
            pointer: node.pointer().to_owned(),
        },
        text: text.clone(),
    };
    let mut claim = Claim::new(text, lang, passage, Proof::Credential);
    claim.also = also
        .into_iter()
        .filter(|(lang, _)| *lang != Lang::Und)
        .collect();
    Some(claim)
}

/// ESCO skills and skills of other frameworks (DigComp with its level).
fn concepts(outcome: &Node<'_>) -> Vec<Concept> {
    let related = outcome
        .all("relatedESCOSkill")
        .into_iter()
        .chain(outcome.all("relatedSkill"));
    let mut found: Vec<Concept> = Vec::new();
    for node in related {
        let label = preferred(node.named(&["prefLabel", "title"])).map(|(best, _)| best.1);
        let Some(uri) = node.id() else { continue };
        let level = label.as_deref().and_then(stated_level);
        // "Developing digital content" and "Developing digital content Level 4" are one competence, told twice.
        let same = found.iter_mut().find(|c| {
            let plain = |c: &Option<String>| c.as_deref().map(without_level).map(str::to_lowercase);
            plain(&c.label).is_some() && plain(&c.label) == plain(&label)
        });
        match same {
            Some(known) if level.is_some() || known.level.is_some() => {
                known.level = known.level.or(level)
            }
            _ => found.push(Concept {
                uri: uri.to_owned(),
                label: label.map(|l| without_level(&l).to_owned()),
                level,
            }),
        }
    }
    found
}

/// The level at the end of a label: `Developing digital content Level 4`.
fn stated_level(label: &str) -> Option<u8> {
    let lower = label.to_lowercase();
    let at = lower
        .rfind("level ")
        .map(|at| at + 6)
        .or_else(|| lower.rfind("līmenis ").map(|at| at + "līmenis ".len()))?;
    lower
        .get(at..)?
        .trim()
        .parse()
        .ok()
        .filter(|n| (1..=8).contains(n))
}

fn without_level(label: &str) -> &str {
    let words: Vec<&str> = label.split_whitespace().collect();
    match words.as_slice() {
        [.., word, number] if stated_level(&format!("{word} {number}")).is_some() => label
            .find(&format!("{word} {number}"))
            .and_then(|at| label.get(..at))
            .unwrap_or(label)
            .trim_end(),
        _ => label,
    }
}

/// The EQF level of a specification, by its URI (`…/eqf/4`).
fn level(spec: &Node<'_>) -> Option<u8> {
    let uri = spec
        .all("eqfLevel")
        .into_iter()
        .find_map(|n| n.id().map(str::to_owned))?;
    uri.rsplit('/')
        .next()?
        .parse()
        .ok()
        .filter(|n| (1..=8).contains(n))
}

/// How the assessments of an achievement ended.
fn graded(node: &Node<'_>) -> Option<Outcome> {
    let grades = node
        .all("provenBy")
        .into_iter()
        .flat_map(|a| a.named(&["grade"]));
    let mut outcome = None;
    for (_, grade) in grades {
        let lower = grade.to_lowercase();
        let this = match result_of(&grade) {
            Outcome::Unsaid if lower.contains("fail") => Outcome::Failed,
            Outcome::Unsaid => Outcome::Passed,
            said => said,
        };
        outcome = match (outcome, this) {
            (Some(Outcome::Failed), _) | (_, Outcome::Failed) => Some(Outcome::Failed),
            _ => Some(this),
        };
    }
    outcome
}

/// Hours of an ISO 8601 duration that is given in hours: `PT156H`. Months and years say nothing of work.
pub(super) fn duration(text: &str) -> Option<f32> {
    let hours = text.strip_prefix("PT")?.strip_suffix('H')?;
    hours
        .parse::<f32>()
        .ok()
        .filter(|h| h.is_finite() && *h > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_taken_off_the_label() {
        assert_eq!(stated_level("Developing digital content Level 4"), Some(4));
        assert_eq!(
            without_level("Developing digital content Level 4"),
            "Developing digital content"
        );
        assert_eq!(stated_level("Level of water"), None);
        assert_eq!(without_level("Level of water"), "Level of water");
    }

    #[test]
    fn hours_are_read_from_durations_in_hours_only() {
        assert_eq!(duration("PT156H"), Some(156.0));
        assert_eq!(duration("P2M"), None);
        assert_eq!(duration("PTxH"), None);
    }
}
