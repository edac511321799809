//! Filter names and values, in English codes and in Latvian.

use crate::model::Kind;
use crate::search::limits::FILTER_VALUES;
use crate::search::plan::Facet;
use crate::search::snapshot::Tables;
use crate::text::fold::folded;

/// Names of filters besides [`Facet::name`], without diacritics.
const NAMES: &[(&str, Facet)] = &[
    ("veids", Facet::Kind),
    ("nozare", Facet::Sector),
    ("limenis", Facet::Lki),
    ("level", Facet::Lki),
    ("eki", Facet::Lki),
    ("eqf", Facet::Lki),
    ("ietvars", Facet::Framework),
    ("valoda", Facet::Lang),
    ("language", Facet::Lang),
    ("tips", Facet::Type),
    ("lidzeklis", Facet::Type),
    ("pieejamiba", Facet::Access),
    ("pieeja", Facet::Access),
    ("kopa", Facet::Collection),
    ("kolekcija", Facet::Collection),
];

/// How the Latvian names of ESCO's collections begin, without diacritics.
const COLLECTIONS: &[(&str, &str)] = &[
    ("digital", "digital"),
    ("zala", "green"),
    ("caurvij", "transversal"),
    ("valod", "language"),
    ("petniec", "research"),
];

/// Latvian names of kinds, without diacritics, in singular and plural.
const KINDS: &[(&str, Kind)] = &[
    ("nozare", Kind::Sector),
    ("nozares", Kind::Sector),
    ("kvalifikacija", Kind::Qualification),
    ("kvalifikacijas", Kind::Qualification),
    ("pkp", Kind::Qualification),
    ("ps", Kind::Qualification),
    ("standarts", Kind::Qualification),
    ("pienakums", Kind::Duty),
    ("pienakumi", Kind::Duty),
    ("uzdevums", Kind::Task),
    ("uzdevumi", Kind::Task),
    ("prasiba", Kind::Requirement),
    ("prasibas", Kind::Requirement),
    ("programma", Kind::Programme),
    ("programmas", Kind::Programme),
    ("mip", Kind::Programme),
    ("modulis", Kind::Module),
    ("moduli", Kind::Module),
    ("rezultats", Kind::LearningOutcome),
    ("rezultati", Kind::LearningOutcome),
    ("sr", Kind::LearningOutcome),
    ("smr", Kind::LearningOutcome),
    ("eksamens", Kind::Exam),
    ("eksameni", Kind::Exam),
    ("pke", Kind::Exam),
    ("parbaudijums", Kind::ExamItem),
    ("profesija", Kind::Occupation),
    ("profesijas", Kind::Occupation),
    ("profesijugrupa", Kind::OccupationGroup),
    ("prasme", Kind::Skill),
    ("prasmes", Kind::Skill),
    ("prasmjugrupa", Kind::SkillGroup),
    ("kompetence", Kind::Competence),
    ("kompetences", Kind::Competence),
    ("kompetencujoma", Kind::CompetenceArea),
    ("joma", Kind::CompetenceArea),
    ("limenis", Kind::Level),
    ("limeni", Kind::Level),
    ("materials", Kind::Material),
    ("materiali", Kind::Material),
    ("lidzeklis", Kind::Material),
    ("lidzekli", Kind::Material),
    ("macibulidzeklis", Kind::Material),
    ("macibulidzekli", Kind::Material),
];

/// Names of languages, without diacritics.
const LANGUAGES: &[(&str, &str)] = &[
    ("latviesu", "lv"),
    ("latvian", "lv"),
    ("anglu", "en"),
    ("english", "en"),
    ("krievu", "ru"),
    ("russian", "ru"),
    ("vacu", "de"),
    ("german", "de"),
    ("lietuviesu", "lt"),
    ("igaunu", "et"),
];

/// Words for free access, without diacritics.
const FREE: &[&str] = &["brivs", "briva", "bezmaksas", "free", "open"];

/// The facet that a filter's name means.
pub fn facet_of(name: &str) -> Option<Facet> {
    let name = folded(name);
    let known = Facet::ALL
        .iter()
        .copied()
        .find(|facet| facet.name() == name);
    known.or_else(|| {
        NAMES
            .iter()
            .find(|(alias, _)| *alias == name)
            .map(|(_, facet)| *facet)
    })
}

/// The values of the index that a filter's value means, several where it is a list, a range or the beginning of some.
/// `None` when the index has nothing like it.
pub(crate) fn values(facet: Facet, typed: &str, tables: &Tables) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    for part in typed
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        found.extend(one(facet, part, tables));
    }
    found.sort_unstable();
    found.dedup();
    found.truncate(FILTER_VALUES);
    (!found.is_empty()).then_some(found)
}

fn one(facet: Facet, typed: &str, tables: &Tables) -> Vec<String> {
    let known = |value: &str| tables.columns.has_value(facet, value);
    if facet == Facet::Lki {
        return levels(typed)
            .into_iter()
            .filter(|level| known(level))
            .collect();
    }
    if known(typed) {
        return vec![typed.to_owned()];
    }
    let mut key = folded(typed);
    key.retain(|c| !c.is_whitespace());
    let alias = match facet {
        Facet::Kind => KINDS
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, kind)| kind.code().to_owned()),
        Facet::Lang => LANGUAGES
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, code)| (*code).to_owned()),
        Facet::Access if FREE.contains(&key.as_str()) => Some("brīvi".to_owned()),
        Facet::Sector => sector(&key, tables),
        Facet::Collection => COLLECTIONS
            .iter()
            .find(|(stem, _)| key.starts_with(stem))
            .map(|(_, code)| (*code).to_owned()),
        Facet::Access | Facet::Framework | Facet::Lki | Facet::Type => None,
    };
    if let Some(value) = alias.filter(|value| known(value)) {
        return vec![value];
    }
    let same = |value: &&str| folded(value).replace(' ', "") == key;
    let begins =
        |value: &&str| key.chars().count() >= 3 && folded(value).replace(' ', "").starts_with(&key);
    let equal: Vec<String> = tables
        .columns
        .values(facet)
        .filter(same)
        .map(str::to_owned)
        .collect();
    if !equal.is_empty() {
        return equal;
    }
    tables
        .columns
        .values(facet)
        .filter(begins)
        .map(str::to_owned)
        .collect()
}

/// The levels of `4`, `3-4`, `3–4`.
fn levels(typed: &str) -> Vec<String> {
    let (low, high) = typed.split_once(['-', '–', '—']).unwrap_or((typed, typed));
    match (low.trim().parse::<u8>(), high.trim().parse::<u8>()) {
        (Ok(low), Ok(high)) => (low.min(high)..=high.max(low).min(8))
            .map(|level| level.to_string())
            .collect(),
        _ => Vec::new(),
    }
}

/// The code of the sector with this name, or of the first that begins like it.
fn sector(key: &str, tables: &Tables) -> Option<String> {
    if key.chars().count() < 3 {
        return None;
    }
    let documents = &tables.documents;
    let sectors =
        (0..documents.len() as u32).filter(|&document| documents.kind(document) == Kind::Sector);
    let named = sectors.filter_map(|document| {
        let name = tables
            .segments
            .text(documents.name_segment(document, Default::default())?);
        let name = folded(name).replace(' ', "");
        let code = tables
            .columns
            .of(Facet::Sector, document)
            .next()
            .or_else(|| documents.code(document))?;
        name.starts_with(key).then(|| (name.len(), code.to_owned()))
    });
    named.min().map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_have_latvian_names_with_and_without_diacritics() {
        for (name, facet) in [
            ("kind", Facet::Kind),
            ("veids", Facet::Kind),
            ("Nozare", Facet::Sector),
            ("līmenis", Facet::Lki),
            ("limenis", Facet::Lki),
            ("valoda", Facet::Lang),
            ("pieejamība", Facet::Access),
        ] {
            assert_eq!(facet_of(name), Some(facet), "{name}");
        }
        assert_eq!(facet_of("krāsa"), None);
    }

    #[test]
    fn ranges_of_levels() {
        assert_eq!(levels("3-4"), ["3", "4"]);
        assert_eq!(levels("4–3"), ["3", "4"]);
        assert_eq!(levels("5"), ["5"]);
        assert!(levels("0-255").len() <= 9);
        assert!(levels("x").is_empty() && levels("3-").is_empty());
    }

    #[test]
    fn every_alias_is_folded() {
        for (name, _) in KINDS {
            assert_eq!(folded(name), *name);
        }
        for (name, _) in NAMES {
            assert_eq!(folded(name), *name);
        }
    }
}
