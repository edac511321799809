//! What a record is.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What a record is. The code is what stands in the API, the index and the `kind:` filter.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// Every kind, in the order in which lists show them.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)*];

            /// The code of the kind, e.g. `learning_outcome`.
            pub const fn code(self) -> &'static str {
                match self { $(Kind::$name => $code,)* }
            }
        }
    };
}

kinds! {
    /// A sector of the NKS (nozare).
    Sector = "sector",
    /// One version of a PKP or profesijas standarts (kvalifikācija).
    Qualification = "qualification",
    /// Pienākums: a group of tasks in a PKP.
    Duty = "duty",
    /// Uzdevums: what the profession does, an infinitive.
    Task = "task",
    /// Prasība: a skill, attitude, piece of knowledge or competence that a PKP asks for.
    Requirement = "requirement",
    /// Modulārā izglītības programma (MIP).
    Programme = "programme",
    /// A module of a programme.
    Module = "module",
    /// Sasniedzamais mācīšanās rezultāts.
    LearningOutcome = "learning_outcome",
    /// A professional qualification examination (PKE), the parent of its items.
    Exam = "exam",
    /// What a PKE tests: a group of knowledge or a practical theme.
    ExamItem = "exam_item",
    /// An occupation of ESCO or of the Profesiju klasifikators.
    Occupation = "occupation",
    /// A group of occupations: ISCO-08 or the upper levels of the Profesiju klasifikators.
    OccupationGroup = "occupation_group",
    /// A skill, a piece of knowledge or an attitude of ESCO.
    Skill = "skill",
    /// A skill group of ESCO.
    SkillGroup = "skill_group",
    /// A competence of DigComp or of any other framework.
    Competence = "competence",
    /// A statement that spells out a competence at one level (DigComp 3.0).
    CompetenceStatement = "competence_statement",
    /// An area or group of competences in a framework.
    CompetenceArea = "competence_area",
    /// A level of a framework: LKI, DigComp.
    Level = "level",
    /// Mācību līdzeklis.
    Material = "material",
}

impl Kind {
    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.code() == code)
    }

    /// Whether records of this kind say what somebody can do, so that the matcher compares them.
    pub const fn is_statement(self) -> bool {
        matches!(
            self,
            Kind::Requirement
                | Kind::LearningOutcome
                | Kind::Skill
                | Kind::Competence
                | Kind::CompetenceStatement
                | Kind::ExamItem
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_and_agree_with_serde() {
        for &kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{}\"", kind.code()));
        }
    }

    #[test]
    fn an_unknown_code_is_none() {
        assert_eq!(Kind::from_code("skills"), None);
    }

    #[test]
    fn a_module_is_no_statement_but_its_outcomes_are() {
        assert!(!Kind::Module.is_statement());
        assert!(Kind::LearningOutcome.is_statement());
    }
}
