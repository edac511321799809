//! Which files a download holds: what they are called, in which language, of which version.

use std::collections::BTreeMap;

use crate::import::Bundle;
use crate::import::archive::base_name;

macro_rules! stems {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The part of a file's name before the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Stem { $($(#[$doc])* $name,)* }

        impl Stem {
            const ALL: &'static [Stem] = &[$(Stem::$name,)*];

            /// The name as ESCO writes it.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Stem::$name => $text,)* }
            }
        }
    };
}

stems! {
    Skills = "skills",
    SkillGroups = "skillGroups",
    SkillsHierarchy = "skillsHierarchy",
    Occupations = "occupations",
    IscoGroups = "ISCOGroups",
    BroaderSkill = "broaderRelationsSkillPillar",
    BroaderOccupation = "broaderRelationsOccPillar",
    OccupationSkill = "occupationSkillRelations",
    SkillSkill = "skillSkillRelations",
    DigComp = "digCompSkillsCollection",
    Digital = "digitalSkillsCollection",
    /// The name of the digital collection until 1.0.9.
    Ict = "ictSkillsCollection",
    Green = "greenSkillsCollection",
    Transversal = "transversalSkillsCollection",
    Language = "languageSkillsCollection",
    Research = "researchSkillsCollection",
    ResearchOccupations = "researchOccupationsCollection",
    /// Known, and holds nothing that the other files lack.
    ConceptSchemes = "conceptSchemes",
    /// Known: describes the columns, since 1.2.
    Dictionary = "dictionary",
    /// Known: share of green tasks of an occupation, since 1.2.
    GreenShare = "greenShareOcc",
}

/// The collections of skills and the names that [`crate::model::Skill::collections`] gives them.
pub(super) const COLLECTIONS: [(Stem, &str); 7] = [
    (Stem::DigComp, "digcomp"),
    (Stem::Digital, "digital"),
    (Stem::Ict, "digital"),
    (Stem::Green, "green"),
    (Stem::Transversal, "transversal"),
    (Stem::Language, "language"),
    (Stem::Research, "research"),
];

/// The files of a download.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    /// By stem and language; relation files of 1.1 have no language.
    files: BTreeMap<(Stem, String), String>,
    unread: Vec<String>,
}

impl Inventory {
    /// Looks at the names in a bundle.
    pub(super) fn of(bundle: &Bundle) -> Self {
        Self::from_names(bundle.names())
    }

    fn from_names<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut inventory = Self::default();
        for name in names {
            match parse(base_name(name)) {
                Some((stem, language)) => {
                    inventory
                        .files
                        .entry((stem, language))
                        .or_insert_with(|| name.to_owned());
                }
                None => inventory.unread.push(name.to_owned()),
            }
        }
        inventory
    }

    /// Whether skills or occupations are there, in some language.
    pub(super) fn is_esco(&self) -> bool {
        !self.languages().is_empty()
    }

    /// The languages in which there are skills or occupations, English first.
    pub(super) fn languages(&self) -> Vec<String> {
        let mut found: Vec<String> = self
            .files
            .keys()
            .filter(|(stem, lang)| {
                matches!(stem, Stem::Skills | Stem::Occupations) && !lang.is_empty()
            })
            .map(|(_, lang)| lang.clone())
            .collect();
        found.sort_by_key(|lang| (lang != "en", lang.clone()));
        found.dedup();
        found
    }

    /// A file in a language.
    pub(super) fn file(&self, stem: Stem, language: &str) -> Option<&str> {
        self.files
            .get(&(stem, language.to_owned()))
            .map(String::as_str)
    }

    /// A file whose content is the same in every language: in this one, in none, or in any.
    pub(super) fn file_in_any(&self, stem: Stem, language: &str) -> Option<&str> {
        self.file(stem, language)
            .or_else(|| self.file(stem, ""))
            .or_else(|| {
                self.files
                    .iter()
                    .find(|((s, _), _)| *s == stem)
                    .map(|(_, name)| name.as_str())
            })
    }

    /// Files that no part of the importer reads.
    pub(super) fn unread(&self) -> Vec<String> {
        let more = [Stem::GreenShare, Stem::ResearchOccupations];
        let known = self.files.iter().filter(|((s, _), _)| more.contains(s));
        let mut all = self.unread.clone();
        all.extend(known.map(|(_, name)| name.clone()));
        all
    }

    /// The version of a language: as the caller says, as the names of its files and folders say (downloads of several
    /// versions may lie side by side), as the name of the whole says, or what the set of files gives away.
    pub(super) fn version(
        &self,
        stated: Option<&str>,
        language: &str,
        label: &str,
    ) -> Option<String> {
        if let Some(stated) = stated {
            return Some(stated.to_owned());
        }
        let own = [Stem::Skills, Stem::Occupations];
        let own = own.into_iter().filter_map(|stem| self.file(stem, language));
        if let Some(found) = own.chain([label]).find_map(version_in) {
            return Some(found);
        }
        let has = |stem: Stem| self.files.keys().any(|(s, _)| *s == stem);
        let relation_with_language = self.files.keys().any(|(s, lang)| {
            matches!(s, Stem::OccupationSkill | Stem::BroaderSkill) && !lang.is_empty()
        });
        if relation_with_language || has(Stem::GreenShare) || has(Stem::Dictionary) {
            Some("1.2.x".to_owned())
        } else if has(Stem::SkillsHierarchy) || has(Stem::Digital) {
            Some("1.1.x".to_owned())
        } else if has(Stem::Ict) {
            Some("1.0.x".to_owned())
        } else {
            None
        }
    }
}

/// The stem and language of a file name; the language is empty when there is none.
fn parse(name: &str) -> Option<(Stem, String)> {
    let (base, extension) = name.rsplit_once('.')?;
    if !extension.eq_ignore_ascii_case("csv") {
        return None;
    }
    let (stem, language) = match base.rsplit_once('_') {
        Some((stem, language)) => (stem, language.to_ascii_lowercase()),
        None => (base, String::new()),
    };
    let tag = language.len() <= 8 && language.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let stem = Stem::ALL
        .iter()
        .find(|s| s.name().eq_ignore_ascii_case(stem))?;
    tag.then_some((*stem, language))
}

/// The version in a name such as `ESCO dataset - v1.2.0 - classification - lv - csv` or `esco-1.1.1-en.zip`.
fn version_in(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let rest = lower.get(lower.find("esco")?..)?;
    rest.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|number| number.trim_matches('.'))
        .find(|number| number.contains('.') && number.starts_with("1."))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_generations_are_known() {
        let lang = |l: &str| l.to_owned();
        assert_eq!(parse("skills_en.csv"), Some((Stem::Skills, lang("en"))));
        assert_eq!(parse("SKILLS_LV.CSV"), Some((Stem::Skills, lang("lv"))));
        assert_eq!(
            parse("occupationSkillRelations.csv"),
            Some((Stem::OccupationSkill, lang("")))
        );
        assert_eq!(
            parse("occupationSkillRelations_en.csv"),
            Some((Stem::OccupationSkill, lang("en")))
        );
        assert_eq!(parse("skills_en.xlsx"), None);
        assert_eq!(parse("prasmes_lv.csv"), None);
    }

    #[test]
    fn the_version_is_read_from_names_and_files() {
        let of = |names: &[&str], label: &str| {
            Inventory::from_names(names.iter().copied()).version(None, "en", label)
        };
        let official = "ESCO dataset - v1.2.0 - classification - lv - csv.zip";
        assert_eq!(of(&["skills_en.csv"], official).as_deref(), Some("1.2.0"));
        let in_folder = "ESCO dataset - v1.0.9 - en/skills_en.csv";
        assert_eq!(of(&[in_folder], "x.zip").as_deref(), Some("1.0.9"));
        assert_eq!(
            of(&["skills_en.csv"], "esco-1.1.1-en.zip").as_deref(),
            Some("1.1.1")
        );
        let relations = ["skills_en.csv", "occupationSkillRelations_en.csv"];
        assert_eq!(of(&relations, "x").as_deref(), Some("1.2.x"));
        assert_eq!(
            of(&["skillsHierarchy_en.csv"], "x").as_deref(),
            Some("1.1.x")
        );
        assert_eq!(
            of(&["ictSkillsCollection_en.csv"], "x").as_deref(),
            Some("1.0.x")
        );
        assert_eq!(of(&["skills_en.csv"], "x"), None);
    }

    #[test]
    fn english_comes_first_and_relations_serve_every_language() {
        let names = [
            "a/skills_de.csv",
            "b/skills_en.csv",
            "b/skillSkillRelations_en.csv",
        ];
        let inventory = Inventory::from_names(names.into_iter());
        assert_eq!(inventory.languages(), ["en", "de"]);
        assert_eq!(
            inventory.file_in_any(Stem::SkillSkill, "de"),
            Some("b/skillSkillRelations_en.csv")
        );
        assert!(!Inventory::from_names(["skills.csv"].into_iter()).is_esco());
    }
}
