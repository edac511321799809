//! From ESCO's URIs to our identifiers.

use crate::model::RecordId;

/// What a URI names. Skills and skill groups share one form of URI; the file tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Skill,
    SkillGroup,
    Occupation,
    Isco,
}

impl Sort {
    /// All of them.
    pub(super) const ALL: [Sort; 4] = [Sort::Skill, Sort::SkillGroup, Sort::Occupation, Sort::Isco];
}

/// The identifier of a concept; none when the URI is not one of ESCO's.
pub(super) fn record_id(uri: &str, sort: Sort) -> Option<RecordId> {
    let path = uri
        .strip_prefix("http://data.europa.eu/esco/")
        .or_else(|| uri.strip_prefix("https://data.europa.eu/esco/"))?;
    let (folder, tail) = path.split_once('/')?;
    if tail.is_empty() {
        return None;
    }
    let id = match (sort, folder) {
        (Sort::Skill, "skill") => format!("esco:skill/{tail}"),
        (Sort::SkillGroup, "skill") => format!("esco:group/{tail}"),
        (Sort::SkillGroup, "isced-f") => format!("esco:group/isced-f/{tail}"),
        (Sort::Occupation, "occupation") => format!("esco:occupation/{tail}"),
        (Sort::Isco, "isco") => format!("esco:isco/{tail}"),
        _ => return None,
    };
    RecordId::new(&id).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_become_identifiers_by_what_they_name() {
        let id = |uri, sort| record_id(uri, sort).map(String::from);
        let skill = "http://data.europa.eu/esco/skill/0005c151";
        assert_eq!(
            id(skill, Sort::Skill).as_deref(),
            Some("esco:skill/0005c151")
        );
        assert_eq!(
            id(skill, Sort::SkillGroup).as_deref(),
            Some("esco:group/0005c151")
        );
        let field = "http://data.europa.eu/esco/isced-f/0321";
        assert_eq!(
            id(field, Sort::SkillGroup).as_deref(),
            Some("esco:group/isced-f/0321")
        );
        let isco = "http://data.europa.eu/esco/isco/C7411";
        assert_eq!(id(isco, Sort::Isco).as_deref(), Some("esco:isco/C7411"));
    }

    #[test]
    fn other_uris_are_none() {
        for uri in [
            "",
            "http://example.org/skill/1",
            "http://data.europa.eu/esco/skill/",
            "http://data.europa.eu/esco/skill/a b",
        ] {
            assert_eq!(record_id(uri, Sort::Skill), None, "{uri:?}");
        }
        assert_eq!(
            record_id("http://data.europa.eu/esco/occupation/1", Sort::Skill),
            None
        );
    }
}
