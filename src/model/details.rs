//! What only records of one kind have.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What only records of one kind have; `None` for kinds that need nothing more.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Details {
    /// Nothing more than every record has.
    #[default]
    None,
    /// A version of a PKP or PS.
    Qualification(Qualification),
    /// A requirement of a PKP.
    Requirement(Requirement),
    /// A modular programme.
    Programme(Programme),
    /// A module.
    Module(Module),
    /// A learning outcome.
    LearningOutcome(LearningOutcome),
    /// An item of an examination.
    ExamItem(ExamItem),
    /// An occupation.
    Occupation(Occupation),
    /// An ESCO skill.
    Skill(Skill),
    /// A teaching material.
    Material(Box<Material>),
}

/// A version of a PKP or PS.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Qualification {
    /// Number in the register, e.g. `PS-018`.
    pub register_no: Option<String>,
    /// The day of approval: it tells the versions apart and how a bare level is read.
    pub approved: Option<Date>,
    /// Number of the PINTSA protocol.
    pub protocol: Option<String>,
    /// Code in the Profesiju klasifikators, `9999 99`.
    pub occupation_code: Option<String>,
    /// Related professions and specialisations, as named in the document.
    pub related: Vec<String>,
    /// Whether a newer version of the same standard is in the catalogue.
    pub superseded: bool,
}

/// The kind of a requirement (prasmes, attieksmes, zināšanas, kompetences).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Prasme.
    Skill,
    /// Attieksme.
    Attitude,
    /// Zināšanas.
    Knowledge,
    /// Kompetence: "Spēja …".
    Competence,
}

/// Whether a requirement is of the profession or general.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Profesionālās prasības.
    Professional,
    /// Vispārējās prasības.
    General,
}

/// The depth of knowledge that a PKP asks for; ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// Priekšstats.
    Notion,
    /// Izpratne.
    Understanding,
    /// Lietošana.
    Application,
}

/// A requirement of a PKP.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    /// Skill, attitude, knowledge or competence.
    pub aspect: Aspect,
    /// Professional or general.
    pub scope: Scope,
    /// For knowledge: how deep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<Depth>,
}

/// A modular programme.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Programme {
    /// The qualification that it leads to, as named in the document.
    pub qualification: Option<String>,
    /// All hours, as stated.
    pub hours: Option<f32>,
}

/// The part of a programme that a module belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModulePart {
    /// A daļa: common to the sector.
    A,
    /// B daļa: of the qualification.
    B,
    /// C daļa: elective.
    C,
    /// Mūžizglītības kompetenču modulis.
    Lifelong,
    /// Prakse.
    Practice,
    /// Vispārējās izglītības kurss.
    GeneralEducation,
}

/// A module.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Module {
    /// Its part of the programme.
    pub part: Option<ModulePart>,
    /// Hours of theory.
    pub theory_hours: Option<f32>,
    /// Hours of practice.
    pub practice_hours: Option<f32>,
    /// All hours as stated; kept also where it is not the sum.
    pub hours: Option<f32>,
    /// What must be completed before, as stated (module codes or words).
    pub entry: Vec<String>,
}

/// A learning outcome.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LearningOutcome {
    /// Its share of the module, per cent, 0 to 100.
    pub weight: Option<f32>,
    /// What the learner can do (Spēj).
    pub can: Option<String>,
    /// What the learner knows (Zina).
    pub knows: Option<String>,
    /// What the learner understands (Izprot).
    pub understands: Option<String>,
    /// Recommended topics.
    pub topics: Vec<String>,
    /// What reaching it at the middle level looks like (vidējs apguves līmenis).
    pub moderate: Option<String>,
    /// What reaching it at the optimal level looks like (optimāls apguves līmenis).
    pub optimal: Option<String>,
    /// Safety or law: never passed on similarity alone.
    pub strict: bool,
}

/// The part of an examination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExamSection {
    /// Teorētiskā daļa.
    Theory,
    /// Praktiskā daļa.
    Practical,
}

/// An item of an examination.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExamItem {
    /// Theory or practice.
    pub section: Option<ExamSection>,
    /// Number of tasks.
    pub tasks: Option<u32>,
    /// The most points it gives.
    pub points: Option<f32>,
    /// Time, minutes.
    pub minutes: Option<f32>,
}

/// An occupation.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Occupation {
    /// ISCO-08 unit group, four digits.
    pub isco: Option<String>,
    /// Whether law governs who may practise it, and where, as the source says.
    pub regulated: Option<String>,
}

/// An ESCO skill.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Skill {
    /// `skill/competence`, `knowledge`, … as ESCO says.
    pub skill_type: Option<String>,
    /// `transversal`, `cross-sector`, `sector-specific`, `occupation-specific`.
    pub reuse_level: Option<String>,
    /// Collections that it belongs to: `digcomp`, `digital`, `green`, `transversal`, `language`, `research`.
    pub collections: Vec<String>,
}

/// A teaching material.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Material {
    /// Authors, as written.
    pub authors: Option<String>,
    /// Publisher or site.
    pub publisher: Option<String>,
    /// Year of issue.
    pub year: Option<i32>,
    /// Language tags, lower case (`lv`, `en`, `de`).
    pub languages: Vec<String>,
    /// Kind (veids), e.g. `mācību grāmata`, `video`.
    pub material_type: Option<String>,
    /// Form (izdevuma veids): `iespieddarbs`, `elektronisks`, `tiešsaistes`.
    pub form: Option<String>,
    /// ISBN, digits only, when it is valid.
    pub isbn: Option<String>,
    /// Link.
    pub url: Option<String>,
    /// Access: `brīvi`, `abonements`, `skolas krājumā`.
    pub access: Option<String>,
    /// Number of copies where the school holds it.
    pub copies: Option<u32>,
    /// Licence, as written.
    pub licence: Option<String>,
    /// Topic, as written.
    pub topic: Option<String>,
    /// Names of the modules that it serves, as far as they are known.
    pub modules: Vec<String>,
    /// Qualification, as written.
    pub qualification: Option<String>,
    /// Judged fit and by whom, as written.
    pub judged: Option<String>,
    /// Whether the school calls it out of date.
    pub outdated: Option<bool>,
    /// Remarks.
    pub note: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_ordered() {
        assert!(Depth::Notion < Depth::Understanding && Depth::Understanding < Depth::Application);
    }

    #[test]
    fn details_keep_their_type_in_json() {
        let details = Details::Requirement(Requirement {
            aspect: Aspect::Knowledge,
            scope: Scope::General,
            depth: Some(Depth::Notion),
        });
        let json = serde_json::to_value(&details).unwrap();
        assert_eq!(json["type"], "requirement");
        assert_eq!(serde_json::from_value::<Details>(json).unwrap(), details);
    }

    #[test]
    fn a_field_added_later_does_not_break_what_was_stored() {
        let details: Details = serde_json::from_str(r#"{"type":"module","hours":120}"#).unwrap();
        let Details::Module(module) = details else {
            panic!("a module was stored")
        };
        assert_eq!(module.hours, Some(120.0));
        assert!(module.entry.is_empty());
    }
}
