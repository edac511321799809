//! The words that forms fill into cells with a closed choice.

use crate::import::tables::{Findings, Understood, look_up};
use crate::model::{Aspect, Depth, ExamSection, ModulePart, Scope, Source};

/// Kinds of a requirement.
pub(super) const ASPECTS: &[(&str, Aspect)] = &[
    ("prasme", Aspect::Skill),
    ("prasmes", Aspect::Skill),
    ("attieksme", Aspect::Attitude),
    ("attieksmes", Aspect::Attitude),
    ("zināšanas", Aspect::Knowledge),
    ("zināšana", Aspect::Knowledge),
    ("kompetence", Aspect::Competence),
    ("kompetences", Aspect::Competence),
    ("skill", Aspect::Skill),
    ("attitude", Aspect::Attitude),
    ("knowledge", Aspect::Knowledge),
    ("competence", Aspect::Competence),
];

/// Depths of knowledge.
pub(super) const DEPTHS: &[(&str, Depth)] = &[
    ("priekšstats", Depth::Notion),
    ("priekšstata līmenī", Depth::Notion),
    ("priekšstata", Depth::Notion),
    ("izpratne", Depth::Understanding),
    ("izpratnes līmenī", Depth::Understanding),
    ("izpratnes", Depth::Understanding),
    ("lietošana", Depth::Application),
    ("lietošanas līmenī", Depth::Application),
    ("lietošanas", Depth::Application),
    ("notion", Depth::Notion),
    ("understanding", Depth::Understanding),
    ("application", Depth::Application),
];

/// Scopes of a requirement.
pub(super) const SCOPES: &[(&str, Scope)] = &[
    ("profesionālā", Scope::Professional),
    ("profesionālās", Scope::Professional),
    ("profesionālās prasības", Scope::Professional),
    ("professional", Scope::Professional),
    ("vispārējā", Scope::General),
    ("vispārējās", Scope::General),
    ("vispārējās prasības", Scope::General),
    ("vispārīgā", Scope::General),
    ("general", Scope::General),
];

/// Parts of a programme.
pub(super) const PARTS: &[(&str, ModulePart)] = &[
    ("A", ModulePart::A),
    ("A daļa", ModulePart::A),
    ("A daļas modulis", ModulePart::A),
    ("pamatmodulis", ModulePart::A),
    ("B", ModulePart::B),
    ("B daļa", ModulePart::B),
    ("B daļas modulis", ModulePart::B),
    ("C", ModulePart::C),
    ("C daļa", ModulePart::C),
    ("C daļas modulis", ModulePart::C),
    ("izvēles", ModulePart::C),
    ("izvēles modulis", ModulePart::C),
    ("mūžizglītība", ModulePart::Lifelong),
    ("mūžizglītības modulis", ModulePart::Lifelong),
    ("mūžizglītības kompetenču modulis", ModulePart::Lifelong),
    ("mūžizglītības kompetences", ModulePart::Lifelong),
    ("prakse", ModulePart::Practice),
    ("prakses modulis", ModulePart::Practice),
    ("noslēguma prakse", ModulePart::Practice),
    ("kvalifikācijas prakse", ModulePart::Practice),
    ("vispārējā izglītība", ModulePart::GeneralEducation),
    ("vispārējās izglītības kurss", ModulePart::GeneralEducation),
    ("pamatkurss", ModulePart::GeneralEducation),
];

/// Parts of an examination.
pub(super) const SECTIONS: &[(&str, ExamSection)] = &[
    ("teorija", ExamSection::Theory),
    ("teorētiskā", ExamSection::Theory),
    ("teorētiskā daļa", ExamSection::Theory),
    ("theory", ExamSection::Theory),
    ("praktiskā", ExamSection::Practical),
    ("praktiskā daļa", ExamSection::Practical),
    ("prakse", ExamSection::Practical),
    ("practical", ExamSection::Practical),
];

/// Kinds of a teaching material; the value is the kind as lists show it.
pub(super) const MATERIAL_TYPES: &[(&str, &str)] = &[
    ("mācību grāmata", "mācību grāmata"),
    ("grāmata", "mācību grāmata"),
    ("metodiskais līdzeklis", "metodiskais līdzeklis"),
    ("metodiskais materiāls", "metodiskais līdzeklis"),
    ("darba burtnīca", "darba burtnīca"),
    ("uzdevumu krājums", "uzdevumu krājums"),
    ("prezentācija", "prezentācija"),
    ("video", "video"),
    ("videomateriāls", "video"),
    ("e-kurss", "e-kurss"),
    ("tiešsaistes kurss", "e-kurss"),
    ("simulators", "simulators"),
    ("standarts/instrukcija", "standarts/instrukcija"),
    ("standarts", "standarts/instrukcija"),
    ("instrukcija", "standarts/instrukcija"),
    ("tīmekļa vietne", "tīmekļa vietne"),
    ("uzziņu literatūra", "uzziņu literatūra"),
    ("rokasgrāmata", "uzziņu literatūra"),
    ("moduļa satura izklāsts", "moduļa satura izklāsts"),
];

/// Forms of a teaching material.
pub(super) const MATERIAL_FORMS: &[(&str, &str)] = &[
    ("iespieddarbs", "iespieddarbs"),
    ("drukāts", "iespieddarbs"),
    ("elektronisks", "elektronisks"),
    ("elektronisks izdevums", "elektronisks"),
    ("tiešsaistes", "tiešsaistes"),
    ("tiešsaistes publikācija", "tiešsaistes"),
    ("tiešsaistē", "tiešsaistes"),
];

/// Reads a cell with a closed choice. A slip is corrected and noted, a strange word is warned of; an empty cell is
/// nothing.
pub(super) fn choose<T: Copy + PartialEq>(
    text: &str,
    known: &[(&'static str, T)],
    at: impl FnOnce() -> Source,
    findings: &mut Findings,
) -> Option<T> {
    if text.is_empty() {
        return None;
    }
    match look_up(text, known) {
        Understood::Exact(value) => Some(value),
        Understood::Corrected(value, meant) => {
            findings.note(
                "word-corrected",
                at(),
                format!("“{text}” was read as “{meant}”"),
            );
            Some(value)
        }
        Understood::Unknown => {
            let mut seen: Vec<T> = Vec::new();
            let mut names = Vec::new();
            for (name, value) in known {
                if !seen.contains(value) {
                    seen.push(*value);
                    names.push(*name);
                }
            }
            findings.warn(
                "word-unknown",
                at(),
                format!(
                    "“{text}” is not known here; right would be one of: {}",
                    names.join(", ")
                ),
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_corrected_and_noted_a_strange_word_is_warned_of() {
        let mut findings = Findings::default();
        let at = || Source::row("a.csv", 2);
        assert_eq!(
            choose("zināšans", ASPECTS, at, &mut findings),
            Some(Aspect::Knowledge)
        );
        assert_eq!(choose("pieredze", ASPECTS, at, &mut findings), None);
        assert_eq!(choose("", ASPECTS, at, &mut findings), None);
        let list = findings.into_list();
        assert_eq!(list[0].code, "word-corrected");
        assert!(
            list[1]
                .message
                .ends_with("prasme, attieksme, zināšanas, kompetence"),
            "{}",
            list[1].message
        );
        assert_eq!(list.len(), 2);
    }

    #[test]
    fn every_word_means_one_thing() {
        fn check<T: Copy + PartialEq + std::fmt::Debug>(known: &[(&'static str, T)]) {
            for (word, value) in known {
                assert_eq!(look_up(word, known), Understood::Exact(*value), "{word}");
            }
        }
        check(ASPECTS);
        check(DEPTHS);
        check(SCOPES);
        check(PARTS);
        check(SECTIONS);
        check(MATERIAL_TYPES);
        check(MATERIAL_FORMS);
    }
}
