//! What is taken out: which records, which mappings.

use std::fmt;
use std::str::FromStr;

use crate::catalogue::mappings::StoredMapping;
use crate::model::{Kind, MappingState, Record};

/// Which part of the catalogue is taken out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Selection {
    /// Mappings alone.
    Mappings,
    /// Profesionālās kvalifikācijas prasības: qualifications, duties, tasks, requirements.
    Pkp,
    /// Modulārās izglītības programmas: programmes, modules, outcomes.
    Mip,
    /// Examinations and what they test.
    Pke,
    /// Teaching materials.
    Materials,
    /// A framework by its identifier, e.g. `digcomp-2.2`, `esco`, `nks`.
    Framework(String),
}

/// A text that names no part of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} names nothing that can be taken out; right would be mappings, pkp, mip, pke, materials, or framework: with the identifier of a framework, e.g. framework:digcomp-2.2"
)]
pub struct SelectionError(pub String);

impl FromStr for Selection {
    type Err = SelectionError;

    fn from_str(text: &str) -> Result<Self, SelectionError> {
        match text.trim() {
            "mappings" => Ok(Self::Mappings),
            "pkp" => Ok(Self::Pkp),
            "mip" => Ok(Self::Mip),
            "pke" => Ok(Self::Pke),
            "materials" => Ok(Self::Materials),
            other => match other.strip_prefix("framework:") {
                Some(name) if !name.is_empty() => Ok(Self::Framework(name.to_lowercase())),
                _ => Err(SelectionError(text.to_owned())),
            },
        }
    }
}

impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mappings => f.write_str("mappings"),
            Self::Pkp => f.write_str("pkp"),
            Self::Mip => f.write_str("mip"),
            Self::Pke => f.write_str("pke"),
            Self::Materials => f.write_str("materials"),
            Self::Framework(name) => write!(f, "framework:{name}"),
        }
    }
}

impl Selection {
    /// The name of a file that holds it, without its ending.
    pub fn file_name(&self) -> String {
        self.to_string().replace(':', "-")
    }

    /// Whether the record belongs to it.
    pub fn takes(&self, record: &Record) -> bool {
        let national = record.framework.is_none();
        match self {
            Self::Mappings => false,
            Self::Pkp => {
                let kinds = [
                    Kind::Qualification,
                    Kind::Duty,
                    Kind::Task,
                    Kind::Requirement,
                ];
                national && kinds.contains(&record.kind)
            }
            Self::Mip => {
                let kinds = [Kind::Programme, Kind::Module, Kind::LearningOutcome];
                national && kinds.contains(&record.kind)
            }
            Self::Pke => national && [Kind::Exam, Kind::ExamItem].contains(&record.kind),
            Self::Materials => record.kind == Kind::Material,
            Self::Framework(name) => record.framework.as_ref() == Some(name),
        }
    }
}

/// Which mappings are taken out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MappingChoice {
    /// Only those that stand so.
    pub state: Option<MappingState>,
    /// Only those with an end in this framework, or proposed for it.
    pub framework: Option<String>,
}

impl MappingChoice {
    /// Whether the mapping is wanted; `framework_of` tells the framework of a record.
    pub fn takes(
        &self,
        stored: &StoredMapping,
        framework_of: &mut dyn FnMut(&crate::model::RecordId) -> Option<String>,
    ) -> bool {
        let mapping = &stored.mapping;
        if self.state.is_some_and(|state| state != mapping.state) {
            return false;
        }
        let Some(wanted) = &self.framework else {
            return true;
        };
        let mut ends = [&mapping.subject, &mapping.object].into_iter();
        self.takes_target(&stored.target)
            || ends.any(|end| framework_of(end).as_ref() == Some(wanted))
    }

    /// Whether a decision about this set of records is wanted.
    pub fn takes_target(&self, target: &str) -> bool {
        match &self.framework {
            Some(name) => target.strip_prefix("framework:") == Some(name),
            None => true,
        }
    }

    /// Its name, as a part of a mapping set's identifier.
    pub fn name(&self) -> String {
        let state = self.state.map_or("all", MappingState::code);
        match &self.framework {
            Some(framework) => format!("mapping-set/{state}/{framework}"),
            None => format!("mapping-set/{state}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{RecordId, Source};

    #[test]
    fn selections_are_read_as_they_are_printed() {
        for text in [
            "mappings",
            "pkp",
            "mip",
            "pke",
            "materials",
            "framework:digcomp-2.2",
        ] {
            assert_eq!(text.parse::<Selection>().unwrap().to_string(), text);
        }
        let error = "PKPs".parse::<Selection>().unwrap_err().to_string();
        assert!(error.contains("\"PKPs\"") && error.contains("framework:"));
        assert!("framework:".parse::<Selection>().is_err());
    }

    #[test]
    fn a_selection_takes_its_kinds() {
        let mut record = Record::new(
            RecordId::new("pkp/a").unwrap(),
            Kind::Task,
            Source::file("f"),
        );
        assert!(Selection::Pkp.takes(&record) && !Selection::Mip.takes(&record));
        record.framework = Some("nks".into());
        assert!(!Selection::Pkp.takes(&record));
        assert!(Selection::Framework("nks".into()).takes(&record));
    }

    #[test]
    fn the_name_of_a_choice_tells_it() {
        let choice = MappingChoice {
            state: Some(MappingState::Accepted),
            framework: Some("esco".into()),
        };
        assert_eq!(choice.name(), "mapping-set/accepted/esco");
        assert_eq!(MappingChoice::default().name(), "mapping-set/all");
    }
}
