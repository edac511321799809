//! The two languages of the analysis and the four layers in which a word can be met.

/// Language of a text. A query has none: it is read in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Latvian.
    Lv,
    /// English.
    En,
}

impl Lang {
    /// Both languages, in the order in which a query is read.
    pub const ALL: [Self; 2] = [Self::Lv, Self::En];

    /// The two-letter code of ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Lv => "lv",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag (`lv`, `lv-LV`, `en-GB`), if it is one of ours.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| primary.eq_ignore_ascii_case(lang.code()))
    }
}

/// How near a word of the text must come to a word of the query. Nearer layers weigh more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// The word as written, in lower case.
    Surface,
    /// The same without diacritics, hyphens and apostrophes.
    Folded,
    /// One key for the whole inflection of a word.
    Stem,
    /// One key for a family of derived words (*programmēt, programmēšana, programmētājs*).
    Root,
}

impl Layer {
    /// The layers from the nearest to the farthest.
    pub const ALL: [Self; 4] = [Self::Surface, Self::Folded, Self::Stem, Self::Root];

    /// The name that configuration files use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Surface => "surface",
            Self::Folded => "folded",
            Self::Stem => "stem",
            Self::Root => "root",
        }
    }

    /// The layer of a name in a configuration file.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_with_a_region_are_understood() {
        assert_eq!(Lang::from_tag("en-GB"), Some(Lang::En));
        assert_eq!(Lang::from_tag("LV"), Some(Lang::Lv));
        assert_eq!(Lang::from_tag("lv_LV"), Some(Lang::Lv));
        assert_eq!(Lang::from_tag("de"), None);
        assert_eq!(Lang::from_tag(""), None);
    }

    #[test]
    fn layer_names_go_there_and_back() {
        for layer in Layer::ALL {
            assert_eq!(Layer::from_name(layer.name()), Some(layer));
        }
        assert_eq!(Layer::from_name("lemma"), None);
        assert!(Layer::Surface < Layer::Root);
    }
}
