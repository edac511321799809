//! The values by which a record is counted and filtered.

use crate::model::{Details, Lang, Record};
use crate::search::plan::Facet;

/// The values of each facet, in the order of [`Facet::ALL`].
pub(crate) fn values(record: &Record) -> [Vec<String>; Facet::COUNT] {
    let one = |value: &Option<String>| {
        value
            .iter()
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect()
    };
    let mut values: [Vec<String>; Facet::COUNT] = Default::default();
    values[Facet::Kind.index()] = vec![record.kind.code().to_owned()];
    values[Facet::Sector.index()] = one(&record.sector);
    values[Facet::Framework.index()] = one(&record.framework);
    if let Some(level) = &record.level {
        values[Facet::Lki.index()] = (level.lki..=level.lki_to)
            .map(|level| level.to_string())
            .collect();
    }
    values[Facet::Lang.index()] = languages(record);
    if let Details::Skill(skill) = &record.details {
        values[Facet::Collection.index()] = skill.collections.clone();
    }
    if let Details::Material(material) = &record.details {
        let lower = |value: &Option<String>| one(&value.as_ref().map(|value| value.to_lowercase()));
        values[Facet::Type.index()] = lower(&material.material_type);
        values[Facet::Access.index()] = lower(&material.access);
    }
    values
}

/// The languages of a material itself, of the names of everything else.
fn languages(record: &Record) -> Vec<String> {
    if let Details::Material(material) = &record.details
        && !material.languages.is_empty()
    {
        return material.languages.clone();
    }
    [Lang::Lv, Lang::En]
        .into_iter()
        .filter(|lang| record.labels.iter().any(|label| label.lang == *lang))
        .map(|lang| lang.tag().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, LabelRole, Level, Material, RecordId, Source};

    #[test]
    fn an_old_level_counts_for_both_it_spans() {
        let mut record = Record::new(
            RecordId::from_parts(["a"]),
            Kind::Qualification,
            Source::default(),
        );
        record.level = Some(Level::pkl(5).unwrap());
        assert_eq!(values(&record)[Facet::Lki.index()], ["6", "7"]);
    }

    #[test]
    fn a_skill_counts_for_each_of_its_collections() {
        let id = RecordId::from_parts(["a"]);
        let mut record = Record::new(id, Kind::Skill, Source::default());
        record.details = Details::Skill(crate::model::Skill {
            collections: vec!["digital".into(), "green".into()],
            ..Default::default()
        });
        assert_eq!(
            values(&record)[Facet::Collection.index()],
            ["digital", "green"]
        );
    }

    #[test]
    fn a_materials_language_is_its_own() {
        let mut record = Record::new(
            RecordId::from_parts(["a"]),
            Kind::Material,
            Source::default(),
        );
        record.label(Lang::Lv, LabelRole::Preferred, "Metināšanas rokasgrāmata");
        assert_eq!(values(&record)[Facet::Lang.index()], ["lv"]);
        record.details = Details::Material(Box::new(Material {
            languages: vec!["de".into()],
            access: Some("Brīvi".into()),
            ..Default::default()
        }));
        let values = values(&record);
        assert_eq!(values[Facet::Lang.index()], ["de"]);
        assert_eq!(values[Facet::Access.index()], ["brīvi"]);
    }
}
