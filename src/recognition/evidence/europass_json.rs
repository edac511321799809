//! Europass CVs as JSON: `SkillsPassport` of the Europass schema 3.x, read by the published schema.

use serde_json::Value;

use super::claim::{Claim, Concept, Evidence, Notice, Passage, PassageAt, Proof};
use super::json_ld::{Node, References};
use super::text::{language, of_text};
use crate::model::Lang;

/// Whether a document is such a CV.
pub(super) fn is(value: &Value) -> bool {
    value.get("SkillsPassport").is_some() || value.get("LearnerInfo").is_some()
}

/// Reads the CV.
pub(super) fn read(evidence: &mut Evidence, value: &Value) {
    evidence.notice(Notice::BySchema);
    let references = References::default();
    let root = Node::root(value, &references);
    let passport = root.first("SkillsPassport").unwrap_or(root);
    let Some(learner) = passport.first("LearnerInfo") else {
        return;
    };
    let name = learner
        .first("Identification")
        .and_then(|i| i.first("PersonName"));
    evidence.holder = name.map(|n| {
        let parts = [n.text("FirstName"), n.text("Surname")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    for job in learner.all("WorkExperience") {
        let post = label(&job, "Position");
        let employer = job.first("Employer").and_then(|e| e.text("Name"));
        let under = [post, employer]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        add(evidence, job.first("Activities"), &under);
    }
    for course in learner.all("Education") {
        let place = course
            .first("Organisation")
            .and_then(|o| o.text("Name"))
            .unwrap_or_default();
        let level = course
            .first("Level")
            .and_then(|l| l.text("Code"))
            .and_then(|c| c.parse().ok());
        let before = evidence.claims.len();
        add(evidence, course.first("Title"), &place);
        let title = course.text("Title").unwrap_or_default();
        add(evidence, course.first("Activities"), &title);
        add(evidence, course.first("Skills"), &title);
        for claim in evidence.claims.iter_mut().skip(before) {
            claim.level = level.filter(|n| (1..=8).contains(n));
        }
    }
    for achievement in learner.all("Achievement") {
        let title = label(&achievement, "Title").unwrap_or_default();
        add(evidence, achievement.first("Description"), &title);
    }
    if let Some(skills) = learner.first("Skills") {
        for kind in [
            "Communication",
            "Organisational",
            "JobRelated",
            "Computer",
            "Other",
        ] {
            for skill in skills.all(kind) {
                add(evidence, skill.first("Description"), "");
            }
        }
        languages(evidence, &skills);
    }
}

/// Foreign languages, each one claim with its levels.
fn languages(evidence: &mut Evidence, skills: &Node<'_>) {
    for one in skills
        .all("Linguistic")
        .iter()
        .flat_map(|l| l.all("ForeignLanguage"))
    {
        let Some(name) = label(&one, "Description") else {
            continue;
        };
        let levels: Vec<String> = one
            .first("ProficiencyLevel")
            .into_iter()
            .flat_map(|p| {
                [
                    "Listening",
                    "Reading",
                    "SpokenInteraction",
                    "SpokenProduction",
                    "Writing",
                ]
                .into_iter()
                .filter_map(move |k| p.text(k))
            })
            .collect();
        let text = format!("Svešvaloda: {name} ({})", levels.join(", "));
        push(evidence, text, one.pointer(), "");
    }
}

/// A label, which the schema gives as `{"Label": …}` or plainly.
fn label(node: &Node<'_>, term: &str) -> Option<String> {
    let inner = node.first(term)?;
    inner.text("Label").or_else(|| inner.scalar())
}

/// The sentences of a text, HTML tags taken off, as claims.
fn add(evidence: &mut Evidence, node: Option<Node<'_>>, under: &str) {
    let Some(node) = node else { return };
    let Some(text) = node.scalar().or_else(|| node.text("Label")) else {
        return;
    };
    for piece in of_text(&evidence.name, &plain(&text)).claims {
        push(evidence, piece.text, node.pointer(), under);
    }
}

fn push(evidence: &mut Evidence, text: String, pointer: &str, under: &str) {
    let at = PassageAt::Pointer {
        pointer: pointer.to_owned(),
    };
    let passage = Passage {
        file: evidence.name.clone(),
        at,
        text: text.clone(),
    };
    let lang: Lang = language(&text);
    let mut claim = Claim::new(text, lang, passage, Proof::OwnWord);
    claim.under = Some(under.to_owned()).filter(|u| !u.is_empty());
    claim.concepts = uris(&claim.text);
    evidence.claims.push(claim);
}

/// Text without the tags of the editor of Europass; paragraphs and items of lists become lines.
pub(super) fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(from) = rest.find('<') {
        let Some(to) = rest.get(from..).and_then(|r| r.find('>')).map(|n| from + n) else {
            break;
        };
        out.push_str(rest.get(..from).unwrap_or_default());
        let tag = rest
            .get(from + 1..to)
            .unwrap_or_default()
            .trim_start_matches('/');
        if ["p", "li", "br", "ul", "ol", "div"]
            .iter()
            .any(|t| tag.split([' ', '/']).next() == Some(t))
        {
            out.push('\n');
        }
        rest = rest.get(to + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// ESCO URIs inside a text.
pub(super) fn uris(text: &str) -> Vec<Concept> {
    const ESCO: &str = "http://data.europa.eu/esco/";
    text.match_indices(ESCO)
        .filter_map(|(at, _)| {
            text.get(at..)?
                .split([' ', ',', ';', ')', '"', '\n'])
                .next()
        })
        .map(|uri| Concept {
            uri: uri.trim_end_matches('.').to_owned(),
            label: None,
            level: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::claim::EvidenceFormat;
    use super::*;
    use serde_json::json;

    #[test]
    fn work_education_and_skills_become_claims() {
        let value = json!({"SkillsPassport": {"LearnerInfo": {
            "Identification": {"PersonName": {"FirstName": "Anna", "Surname": "Liepa"}},
            "WorkExperience": {"Position": {"Label": "Galdniece"}, "Employer": {"Name": "SIA Koks"}, "Activities": "<p>Taisu galdus.</p><ul><li>Zāģēju plates</li></ul>"},
            "Education": [{"Title": "Kokapstrādes kurss", "Level": {"Code": "3"}}],
            "Skills": {"Linguistic": {"ForeignLanguage": [{"Description": {"Label": "igauņu"}, "ProficiencyLevel": {"Reading": "A2"}}]},
                       "Computer": {"Description": "E-pasts. Lasu http://data.europa.eu/esco/skill/abc."}}}}});
        assert!(is(&value));
        let mut evidence = Evidence::new("cv.json", EvidenceFormat::EuropassJson);
        read(&mut evidence, &value);
        let texts: Vec<&str> = evidence.claims.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(
            &texts[..3],
            ["Taisu galdus.", "Zāģēju plates", "Kokapstrādes kurss"]
        );
        assert_eq!(
            evidence.claims[0].under.as_deref(),
            Some("Galdniece, SIA Koks")
        );
        assert_eq!(evidence.claims[2].level, Some(3));
        assert!(texts.contains(&"Svešvaloda: igauņu (A2)"));
        let uri = evidence
            .claims
            .iter()
            .find_map(|c| c.concepts.first())
            .unwrap();
        assert_eq!(uri.uri, "http://data.europa.eu/esco/skill/abc");
        assert_eq!(evidence.holder.as_deref(), Some("Anna Liepa"));
    }

    #[test]
    fn tags_are_taken_off_and_open_ones_stay() {
        assert_eq!(plain("<b>A</b> &amp; B"), "A & B");
        assert_eq!(plain("5 < 6"), "5 < 6");
    }
}
