//! Open Badges 3.0: what was achieved, by which criteria, aligned with what, and with which results.

use super::claim::{Claim, Concept, Evidence, Outcome, Passage, PassageAt, Proof};
use super::json_ld::{Node, preferred};
use crate::model::Lang;

/// Whether a document is such a badge.
pub(super) fn is(root: &Node<'_>) -> bool {
    root.is_a("OpenBadgeCredential")
        || root.is_a("AchievementCredential")
        || root
            .all("credentialSubject")
            .iter()
            .any(|s| s.has("achievement"))
}

/// Reads the subjects of a badge.
pub(super) fn read(evidence: &mut Evidence, root: &Node<'_>) {
    evidence.title = preferred(root.named(&["name"])).map(|(best, _)| best.1);
    for subject in root.all("credentialSubject") {
        evidence.holder = evidence.holder.take().or_else(|| subject.text("name"));
        for achievement in subject.all("achievement") {
            read_achievement(evidence, &subject, &achievement);
        }
    }
}

fn read_achievement(evidence: &mut Evidence, subject: &Node<'_>, achievement: &Node<'_>) {
    let name = preferred(achievement.named(&["name"])).map(|(best, _)| best);
    let outcome = result(subject, achievement);
    let mut add = |lang: Lang, text: String, pointer: &str, concepts: Vec<Concept>| {
        let lang = if lang == Lang::Und {
            super::text::language(&text)
        } else {
            lang
        };
        let at = PassageAt::Pointer {
            pointer: pointer.to_owned(),
        };
        let passage = Passage {
            file: evidence.name.clone(),
            at,
            text: text.clone(),
        };
        let mut claim = Claim::new(text, lang, passage, Proof::Credential);
        claim.under = name
            .as_ref()
            .map(|n| n.1.clone())
            .filter(|n| *n != claim.text);
        claim.outcome = outcome;
        claim.concepts = concepts;
        let known = evidence.claims.iter().any(|c| c.text == claim.text);
        if !known {
            evidence.claims.push(claim);
        }
    };
    if let Some((lang, name)) = &name {
        let text = match preferred(achievement.named(&["description"])) {
            Some(((_, more), _)) if more != *name => format!("{name}: {more}"),
            _ => name.clone(),
        };
        add(*lang, text, achievement.pointer(), Vec::new());
    }
    for criteria in achievement.all("criteria") {
        if let Some(narrative) = criteria.first("narrative") {
            for (lang, text) in narrative.texts() {
                for line in text
                    .lines()
                    .map(|l| l.trim_matches(['#', '*', '-', ' ']))
                    .filter(|l| l.chars().count() > 3)
                {
                    add(lang, line.to_owned(), narrative.pointer(), Vec::new());
                }
            }
        }
    }
    let results = subject
        .all("result")
        .into_iter()
        .flat_map(|r| r.all("alignment"));
    let described = achievement
        .all("resultDescription")
        .into_iter()
        .flat_map(|r| r.all("alignment"));
    for alignment in achievement
        .all("alignment")
        .into_iter()
        .chain(results)
        .chain(described)
    {
        let Some(target) = alignment.text("targetName") else {
            continue;
        };
        let text = match alignment.text("targetDescription") {
            Some(more) if more != target => format!("{target}: {more}"),
            _ => target.clone(),
        };
        let concepts = alignment.text("targetUrl").map(|uri| Concept {
            uri,
            label: Some(target),
            level: None,
        });
        add(
            Lang::Und,
            text,
            alignment.pointer(),
            concepts.into_iter().collect(),
        );
    }
}

/// How the results compare with what they require; a badge without results was earned.
fn result(subject: &Node<'_>, achievement: &Node<'_>) -> Outcome {
    let descriptions = achievement.all("resultDescription");
    let mut outcome = Outcome::Passed;
    for result in subject.all("result") {
        let status = result.text("status").unwrap_or_default().to_lowercase();
        if status == "failed" {
            return Outcome::Failed;
        }
        if matches!(
            status.as_str(),
            "enrolled" | "inprogress" | "onhold" | "withdrew" | "dropped"
        ) {
            outcome = Outcome::Missing;
        }
        let reference = result
            .first("resultDescription")
            .and_then(|r| r.id().map(str::to_owned));
        let description = descriptions.iter().find(|d| d.id() == reference.as_deref());
        let below = description.is_some_and(|d| is_below(&result, d));
        if below {
            return Outcome::Failed;
        }
    }
    outcome
}

/// Whether a value is worse than the one required, by the order of the allowed values (from worst to best).
fn is_below(result: &Node<'_>, description: &Node<'_>) -> bool {
    let allowed: Vec<String> = description
        .all("allowedValue")
        .iter()
        .filter_map(Node::scalar)
        .collect();
    let place = |value: Option<String>| value.and_then(|v| allowed.iter().position(|a| *a == v));
    match (
        place(result.text("value")),
        place(description.text("requiredValue")),
    ) {
        (Some(got), Some(required)) => got < required,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::claim::EvidenceFormat;
    use super::super::json_ld::References;
    use super::*;
    use serde_json::json;

    fn read_badge(result: serde_json::Value) -> Evidence {
        let value = json!({"type": "OpenBadgeCredential", "credentialSubject": {
            "achievement": {"name": "Robotu programmēšana", "criteria": {"narrative": "Uzraksta programmu."},
                "alignment": {"targetName": "programmēt robotus", "targetUrl": "http://data.europa.eu/esco/skill/1"},
                "resultDescription": [{"id": "urn:r", "allowedValue": ["D", "C", "B", "A"], "requiredValue": "C"}]},
            "result": result}});
        let references = References::of(&value);
        let mut evidence = Evidence::new("b.json", EvidenceFormat::OpenBadge);
        let root = Node::root(&value, &references);
        assert!(is(&root));
        read(&mut evidence, &root);
        evidence
    }

    #[test]
    fn criteria_and_alignments_are_claims_of_their_own() {
        let evidence = read_badge(json!([]));
        assert_eq!(evidence.claims.len(), 3);
        assert_eq!(
            evidence.claims[2].concepts[0].uri,
            "http://data.europa.eu/esco/skill/1"
        );
        assert_eq!(
            evidence.claims[1].under.as_deref(),
            Some("Robotu programmēšana")
        );
        assert!(evidence.claims.iter().all(|c| c.outcome == Outcome::Passed));
    }

    #[test]
    fn a_result_below_the_required_one_is_no_pass() {
        let failed = read_badge(json!([{"resultDescription": "urn:r", "value": "D"}]));
        assert_eq!(failed.claims[0].outcome, Outcome::Failed);
        let passed = read_badge(json!({"resultDescription": "urn:r", "value": "A"}));
        assert_eq!(passed.claims[0].outcome, Outcome::Passed);
        let open = read_badge(json!({"status": "InProgress"}));
        assert_eq!(open.claims[0].outcome, Outcome::Missing);
    }
}
