//! Which materials come into question.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::coverage::Item;
use crate::model::{Details, Material};

/// Which materials come into question; what is empty lets everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct MaterialFilter {
    /// Language tags, any of them: `lv`, `en`.
    pub languages: Vec<String>,
    /// Kinds (veids), any of them: `mācību grāmata`, `video`.
    pub types: Vec<String>,
    /// Ways of access, any of them: `brīvi`, `abonements`, `skolas krājumā`.
    pub access: Vec<String>,
    /// A part of the licence as written, e.g. `CC BY`.
    pub licence: Option<String>,
    /// The oldest year of issue; a material without a year is not let through.
    pub since: Option<i32>,
}

impl MaterialFilter {
    /// Whether a record is a material that it lets through.
    pub fn lets(&self, item: &Item) -> bool {
        let Details::Material(material) = &item.details else {
            return false;
        };
        self.lets_material(material)
    }

    fn lets_material(&self, material: &Material) -> bool {
        let one_of = |wanted: &[String], found: Option<&String>| {
            wanted.is_empty() || found.is_some_and(|f| wanted.iter().any(|w| same(w, f)))
        };
        let languages = self.languages.is_empty()
            || material
                .languages
                .iter()
                .any(|l| self.languages.iter().any(|w| same(w, l)));
        let licence = self.licence.as_ref().is_none_or(|wanted| {
            let found = material.licence.as_ref().map(|l| l.to_lowercase());
            found.is_some_and(|l| l.contains(&wanted.trim().to_lowercase()))
        });
        languages
            && licence
            && one_of(&self.types, material.material_type.as_ref())
            && one_of(&self.access, material.access.as_ref())
            && self
                .since
                .is_none_or(|since| material.year.is_some_and(|year| year >= since))
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn material() -> Material {
        Material {
            languages: vec!["lv".into(), "en".into()],
            material_type: Some("video".into()),
            access: Some("brīvi".into()),
            licence: Some("CC BY 4.0".into()),
            year: Some(2020),
            ..Material::default()
        }
    }

    #[test]
    fn an_empty_filter_lets_everything_through() {
        assert!(MaterialFilter::default().lets_material(&Material::default()));
    }

    #[test]
    fn every_condition_must_hold() {
        let filter = MaterialFilter {
            languages: vec!["LV".into()],
            types: vec!["Video".into()],
            access: vec!["Brīvi".into(), "abonements".into()],
            licence: Some("cc by".into()),
            since: Some(2020),
        };
        assert!(filter.lets_material(&material()));
        for other in [
            MaterialFilter {
                languages: vec!["de".into()],
                ..filter.clone()
            },
            MaterialFilter {
                types: vec!["grāmata".into()],
                ..filter.clone()
            },
            MaterialFilter {
                access: vec!["abonements".into()],
                ..filter.clone()
            },
            MaterialFilter {
                licence: Some("CC0".into()),
                ..filter.clone()
            },
            MaterialFilter {
                since: Some(2021),
                ..filter.clone()
            },
        ] {
            assert!(!other.lets_material(&material()), "{other:?}");
        }
    }

    #[test]
    fn a_material_without_a_year_is_not_known_to_be_new() {
        let undated = Material {
            year: None,
            ..material()
        };
        let filter = MaterialFilter {
            since: Some(1900),
            ..MaterialFilter::default()
        };
        assert!(!filter.lets_material(&undated));
    }
}
