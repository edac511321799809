//! Names and texts of a record, each in a language and a role.

use serde::{Deserialize, Serialize};

/// The language of a label or text. Prasme analyses Latvian and English; everything else is kept and found by its
/// words as they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Latvian.
    Lv,
    /// English.
    En,
    /// Any other language, or none stated.
    Und,
}

impl Lang {
    /// Reads a language tag as sources write it: `lv`, `LV`, `lv-LV`, `lav`, `en-GB`; what is neither Latvian nor
    /// English is [`Lang::Und`] (BCP 47: undetermined).
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "lv" | "lav" => Lang::Lv,
            "en" | "eng" => Lang::En,
            _ => Lang::Und,
        }
    }

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Lv => "lv",
            Lang::En => "en",
            Lang::Und => "und",
        }
    }
}

/// What a label is for its record (SKOS-XL roles, as ESCO uses them).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LabelRole {
    /// The name to show.
    Preferred,
    /// Another name that may be shown.
    Alternative,
    /// A name to find by, never shown as the record's own: slang, misspellings.
    Hidden,
}

/// A name of a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    /// The language it is in.
    pub lang: Lang,
    /// What it is for the record.
    pub role: LabelRole,
    /// The name, as the source spells it, without white space around it.
    pub text: String,
    /// Who gave the name when it is not the framework's own, e.g. `Prasmes paraugs`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Label {
    /// A label of the source's own.
    pub fn new(lang: Lang, role: LabelRole, text: impl Into<String>) -> Self {
        Self {
            lang,
            role,
            text: text.into(),
            by: None,
        }
    }
}

/// What a longer text says about its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextRole {
    /// What the record is.
    Description,
    /// A definition in the framework's sense.
    Definition,
    /// What is in and what is not.
    ScopeNote,
    /// A description of one level of a competence (the level's name begins the text).
    LevelDescriptor,
    /// An example.
    Example,
    /// The aim of a module.
    Goal,
    /// A remark of the source.
    Note,
}

/// A longer text of a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Text {
    /// The language it is in.
    pub lang: Lang,
    /// What it says.
    pub role: TextRole,
    /// The text, paragraphs separated by line breaks.
    pub text: String,
}

impl Text {
    /// A text.
    pub fn new(lang: Lang, role: TextRole, text: impl Into<String>) -> Self {
        Self {
            lang,
            role,
            text: text.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_of_real_files() {
        for (tag, lang) in [
            ("lv", Lang::Lv),
            ("LV", Lang::Lv),
            ("lv-LV", Lang::Lv),
            ("lav", Lang::Lv),
            ("en_GB", Lang::En),
            (" en ", Lang::En),
            ("de", Lang::Und),
            ("", Lang::Und),
        ] {
            assert_eq!(Lang::from_tag(tag), lang, "{tag:?}");
        }
    }

    #[test]
    fn a_missing_author_is_not_written() {
        let label = Label::new(Lang::Lv, LabelRole::Preferred, "metināšana");
        let json = serde_json::to_string(&label).unwrap();
        assert_eq!(
            json,
            r#"{"lang":"lv","role":"preferred","text":"metināšana"}"#
        );
    }
}
