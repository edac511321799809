//! Europass CVs as XML, by the published schemas: `SkillsPassport` (Europass 3.x) and `Candidate` (Europass since 2020,
//! on HR-XML). Also the XML that a Europass PDF carries inside, once it is taken out.

use quick_xml::events::Event;

use super::EvidenceError;
use super::claim::{Claim, Concept, Evidence, EvidenceFormat, Notice, Passage, PassageAt, Proof};
use super::europass_json::{plain, uris};
use super::text::{language, of_text};
use crate::import::Limits;
use crate::import::xml::{SafeXml, resolve_ref};

/// Elements whose text says what the person did or learnt.
const SAYING: &[&str] = &[
    "Activities",
    "Description",
    "DegreeName",
    "PositionTitle",
    "CertificationName",
    "OccupationalSkillsCovered",
    "ExecutiveSummary",
    "Title",
    "Skills",
    "CompetencyName",
    "ProjectDescription",
    "ThesisTitle",
];
/// Elements whose text is a concept's URI.
const CONCEPTS: &[&str] = &["CompetencyID", "JobCategoryCode"];
/// Elements that hold one post, course or certificate.
const ENTRIES: &[&str] = &[
    "WorkExperience",
    "Education",
    "Achievement",
    "EmployerHistory",
    "PositionHistory",
    "EducationOrganizationAttendance",
    "Certification",
    "PersonCompetency",
    "Project",
    "VoluntaryWork",
];
/// Elements that name the entry.
const NAMES: &[&str] = &[
    "PositionTitle",
    "Label",
    "OrganizationName",
    "DegreeName",
    "CertificationName",
    "Title",
];
/// Elements of the person.
const GIVEN: &[&str] = &["FirstName", "GivenName", "Surname", "FamilyName"];

/// An element being read.
struct Open {
    name: String,
    path: String,
    text: String,
    /// How often each child name was seen, for the numbers in paths.
    children: Vec<(String, u32)>,
}

/// Reads the CV.
///
/// # Errors
/// [`EvidenceError::Unknown`] for XML with another root; [`EvidenceError::Read`] when it is damaged or carries a DTD.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Evidence, EvidenceError> {
    let mut evidence = Evidence::new(name, EvidenceFormat::EuropassXml);
    evidence.notice(Notice::BySchema);
    let mut xml = SafeXml::new(name, bytes, limits);
    let (mut buffer, mut open, mut entry) = (Vec::new(), Vec::<Open>::new(), Vec::<String>::new());
    loop {
        match xml.next(&mut buffer)? {
            Event::Eof => break,
            Event::Start(tag) => {
                let local = tag.local_name().as_ref().to_owned();
                if open.is_empty()
                    && !matches!(
                        local.as_str(),
                        "SkillsPassport" | "Candidate" | "Europass" | "LearnerInfo"
                    )
                {
                    return Err(EvidenceError::Unknown {
                        name: name.to_owned(),
                        found: format!("XML with the root `{local}`"),
                    });
                }
                if ENTRIES.contains(&local.as_str()) {
                    entry.push(String::new());
                }
                let path = path_of(&mut open, &local);
                open.push(Open {
                    name: local,
                    path,
                    text: String::new(),
                    children: Vec::new(),
                });
            }
            Event::Text(text) => append(&mut open, &text),
            Event::CData(text) => append(&mut open, &text),
            Event::GeneralRef(entity) => {
                if let Some(c) = resolve_ref(&entity) {
                    append(&mut open, c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    take(&mut evidence, &done, &open, &mut entry);
                    if ENTRIES.contains(&done.name.as_str()) {
                        entry.pop();
                    }
                }
            }
            _ => {}
        }
    }
    Ok(evidence)
}

fn append(open: &mut [Open], text: &str) {
    if let Some(last) = open.last_mut() {
        last.text.push_str(text);
    }
}

/// The path of a new child, numbered from the second of its name on.
fn path_of(open: &mut [Open], local: &str) -> String {
    let Some(parent) = open.last_mut() else {
        return format!("/{local}");
    };
    let count = match parent.children.iter_mut().find(|(name, _)| name == local) {
        Some((_, count)) => {
            *count += 1;
            *count
        }
        None => {
            parent.children.push((local.to_owned(), 1));
            1
        }
    };
    match count {
        1 => format!("{}/{local}", parent.path),
        n => format!("{}/{local}[{n}]", parent.path),
    }
}

fn take(evidence: &mut Evidence, done: &Open, above: &[Open], entry: &mut [String]) {
    let text = done.text.trim();
    if text.is_empty() {
        return;
    }
    let parent = above.last().map(|o| o.name.as_str()).unwrap_or_default();
    if GIVEN.contains(&done.name.as_str()) {
        let known = evidence
            .holder
            .take()
            .map(|h| format!("{h} "))
            .unwrap_or_default();
        evidence.holder = Some(format!("{known}{text}"));
        return;
    }
    let in_post = matches!(parent, "Position" | "Title" | "Employer");
    if (NAMES.contains(&done.name.as_str()) || (done.name == "Name" && in_post))
        && let Some(current) = entry.last_mut()
    {
        let gap = if current.is_empty() { "" } else { ", " };
        current.push_str(&format!("{gap}{text}"));
    }
    let at = || PassageAt::Element {
        path: done.path.clone(),
    };
    let passage = |words: &str| Passage {
        file: evidence.name.clone(),
        at: at(),
        text: words.to_owned(),
    };
    if CONCEPTS.contains(&done.name.as_str()) && text.starts_with("http") {
        let mut claim = Claim::new(text, crate::model::Lang::Und, passage(text), Proof::OwnWord);
        claim.concepts = vec![Concept {
            uri: text.to_owned(),
            label: None,
            level: None,
        }];
        evidence.claims.push(claim);
        return;
    }
    let says = SAYING.contains(&done.name.as_str())
        || (done.name == "Label" && matches!(parent, "Description" | "Title"));
    if !says {
        return;
    }
    let under = entry
        .last()
        .filter(|e| !e.is_empty() && *e != text)
        .cloned();
    let mut found = Vec::new();
    for piece in of_text(&evidence.name, &plain(text)).claims {
        let mut claim = Claim::new(
            piece.text.clone(),
            language(&piece.text),
            passage(&piece.text),
            Proof::OwnWord,
        );
        claim.under = under.clone();
        claim.concepts = uris(&piece.text);
        found.push(claim);
    }
    evidence.claims.extend(found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claims(xml: &str) -> Vec<Claim> {
        read("cv.xml", xml.as_bytes(), &Limits::default())
            .unwrap()
            .claims
    }

    #[test]
    fn both_schemas_are_read() {
        let passport = r#"<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo>
            <WorkExperienceList><WorkExperience><Position><Label>Elektriķis</Label></Position>
            <Activities>&lt;p&gt;Montēju sadalnes.&lt;/p&gt;</Activities></WorkExperience></WorkExperienceList>
            </LearnerInfo></SkillsPassport>"#;
        let found = claims(passport);
        assert_eq!(found[0].text, "Montēju sadalnes.");
        assert_eq!(found[0].under.as_deref(), Some("Elektriķis"));
        let candidate = r#"<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3"><CandidateProfile>
            <EmploymentHistory><EmployerHistory><hr:OrganizationName>SIA A</hr:OrganizationName><PositionHistory>
            <PositionTitle>Montieris</PositionTitle><hr:Description>Velku kabeļus. Mēru.</hr:Description></PositionHistory></EmployerHistory></EmploymentHistory>
            <PersonQualifications><PersonCompetency><CompetencyID>http://data.europa.eu/esco/skill/x</CompetencyID></PersonCompetency></PersonQualifications>
            </CandidateProfile></Candidate>"#;
        let found = claims(candidate);
        assert_eq!(found.len(), 4);
        assert_eq!(found[1].text, "Velku kabeļus.");
        assert_eq!(found[1].under.as_deref(), Some("Montieris"));
        assert_eq!(
            found[3].concepts[0].uri,
            "http://data.europa.eu/esco/skill/x"
        );
        assert!(
            matches!(&found[3].passage.at, PassageAt::Element { path } if path.ends_with("/CompetencyID"))
        );
    }

    #[test]
    fn another_root_and_a_dtd_are_refused() {
        let error = read("a.xml", b"<rss/><a></a>", &Limits::default());
        assert!(error.is_err() || error.is_ok_and(|e| e.claims.is_empty()));
        let error = read("a.xml", b"<svg></svg>", &Limits::default()).unwrap_err();
        assert!(error.to_string().contains("root `svg`"), "{error}");
        let error = read(
            "a.xml",
            b"<!DOCTYPE a><Candidate></Candidate>",
            &Limits::default(),
        )
        .unwrap_err();
        assert_eq!(error.code(), "forbidden-xml");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read("a.xml", &bytes, &Limits::default());
        }
    }
}
