//! The properties of records: to narrow a query, and to fill new columns.

use crate::web::Language;

macro_rules! properties {
    ($($(#[$doc:meta])* $name:ident = $id:literal;)*) => {
        /// A property of records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Property { $($(#[$doc])* $name,)* }

        impl Property {
            /// Every property, in the order in which they are offered.
            pub(super) const ALL: &'static [Property] = &[$(Property::$name,)*];

            /// Its identifier.
            pub(super) const fn id(self) -> &'static str {
                match self { $(Property::$name => $id,)* }
            }
        }
    };
}

properties! {
    /// The name in the language asked for.
    Label = "label";
    /// Other names.
    AltLabel = "alt_label";
    /// Description.
    Description = "description";
    /// Code as printed.
    Code = "code";
    /// The URI by which the world knows it.
    Uri = "uri";
    /// Kind of record.
    Kind = "kind";
    /// Framework and version.
    Framework = "framework";
    /// LKI level.
    Level = "level";
    /// Code of the sector.
    Sector = "sector";
    /// What stands above it.
    Parent = "parent";
    /// ESCO's collections.
    Collections = "collections";
    /// ESCO skills and occupations that somebody decided mean the same.
    Esco = "esco";
    /// DigComp competences that somebody decided mean the same.
    Digcomp = "digcomp";
}

impl Property {
    /// The property with this identifier.
    pub(super) fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.id() == id)
    }

    /// Whether a query can be narrowed by it.
    pub(super) const fn can_be_asked(self) -> bool {
        matches!(
            self,
            Self::Code | Self::Kind | Self::Framework | Self::Level | Self::Sector
        )
    }

    /// The name to show.
    pub(super) fn name(self, language: Language) -> &'static str {
        language.text(&format!("reconcile.property_{}", self.id()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_name_in_both_languages() {
        for property in Property::ALL {
            for language in [Language::Lv, Language::En] {
                assert_ne!(property.name(language), "⟨?⟩", "{}", property.id());
            }
            assert_eq!(Property::from_id(property.id()), Some(*property));
        }
        assert_eq!(Property::from_id("P31"), None);
    }
}
