//! The interface's texts, one catalogue a language (`messages/lv.toml`, `messages/en.toml`).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A language of the interface. Latvian unless the reader chooses otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Latvian.
    #[default]
    Lv,
    /// English.
    En,
}

impl Language {
    /// The language with this tag, if the interface speaks it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.trim().split(['-', '_']).next()? {
            "lv" => Some(Self::Lv),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Lv => "lv",
            Self::En => "en",
        }
    }

    /// The language that the switch leads to.
    pub const fn other(self) -> Self {
        match self {
            Self::Lv => Self::En,
            Self::En => Self::Lv,
        }
    }

    /// The language of labels to show to this reader.
    pub const fn of_labels(self) -> crate::model::Lang {
        match self {
            Self::Lv => crate::model::Lang::Lv,
            Self::En => crate::model::Lang::En,
        }
    }

    fn texts(self) -> &'static HashMap<String, String> {
        static LV: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
            read(&[
                include_str!("messages/lv.toml"),
                include_str!("messages/coverage-lv.toml"),
                include_str!("messages/cases-lv.toml"),
            ])
        });
        static EN: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
            read(&[
                include_str!("messages/en.toml"),
                include_str!("messages/coverage-en.toml"),
                include_str!("messages/cases-en.toml"),
            ])
        });
        match self {
            Self::Lv => &LV,
            Self::En => &EN,
        }
    }

    /// The text under this key (`search.button`); `⟨?⟩` where there is none, so that a hole shows and tests find it.
    pub fn text(self, key: &str) -> &'static str {
        self.texts().get(key).map_or("⟨?⟩", String::as_str)
    }

    /// The text under `group.code`, or the code where the catalogue has none: values that sources bring.
    pub fn name_of(self, group: &str, code: &str) -> String {
        self.texts()
            .get(&format!("{group}.{code}"))
            .cloned()
            .unwrap_or_else(|| code.to_owned())
    }

    /// The text under this key with `{name}` replaced by the value.
    pub fn with(self, key: &str, name: &str, value: &str) -> String {
        self.text(key).replace(&format!("{{{name}}}"), value)
    }

    /// The text for a number, in the right grammatical number, `{n}` replaced by it.
    pub fn count(self, key: &str, n: usize) -> String {
        let form = if self.is_singular(n) { "one" } else { "other" };
        self.with(&format!("{key}.{form}"), "n", &self.number(n))
    }

    /// Latvian has the singular for 1, 21, 31 … but not 11 (Unicode CLDR plural rules).
    fn is_singular(self, n: usize) -> bool {
        match self {
            Self::Lv => n % 10 == 1 && n % 100 != 11,
            Self::En => n == 1,
        }
    }

    /// A number as the language writes it: groups of three, parted by a no-break space or a comma.
    pub fn number(self, n: usize) -> String {
        let digits = n.to_string();
        // Latvian typography leaves four-digit numbers ungrouped.
        if digits.len() < 5 && self == Self::Lv {
            return digits;
        }
        let parting = match self {
            Self::Lv => '\u{a0}',
            Self::En => ',',
        };
        let mut out = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(parting);
            }
            out.push(digit);
        }
        out
    }

    /// A measured number without needless decimals, with the language's decimal mark.
    pub fn decimal(self, value: f32) -> String {
        let text = format!("{:.1}", value);
        let text = text.strip_suffix(".0").unwrap_or(&text);
        match self {
            Self::Lv => text.replace('.', ","),
            Self::En => text.to_owned(),
        }
    }
}

/// Several catalogues as one.
fn read(sources: &[&str]) -> HashMap<String, String> {
    sources.iter().flat_map(|source| flatten(source)).collect()
}

/// Tables of tables to `a.b.c` keys. The catalogues are compiled in, so a bad one is a bug that the tests find.
fn flatten(source: &str) -> HashMap<String, String> {
    fn walk(prefix: &str, value: &toml::Value, out: &mut HashMap<String, String>) {
        match value {
            toml::Value::String(text) => {
                out.insert(prefix.to_owned(), text.clone());
            }
            toml::Value::Table(table) => {
                for (key, value) in table {
                    let path = if prefix.is_empty() {
                        key.clone()
                    } else {
                        format!("{prefix}.{key}")
                    };
                    walk(&path, value, out);
                }
            }
            _ => {}
        }
    }
    let mut out = HashMap::new();
    if let Ok(table) = source.parse::<toml::Table>() {
        walk("", &toml::Value::Table(table), &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, RelationKind};

    #[test]
    fn both_languages_have_the_same_keys_and_holes() {
        let (lv, en) = (Language::Lv.texts(), Language::En.texts());
        assert!(lv.len() > 100);
        for (key, text) in lv {
            let other = en.get(key).unwrap_or_else(|| panic!("en.toml lacks {key}"));
            let holes = |t: &str| {
                let mut found: Vec<_> = t
                    .split('{')
                    .skip(1)
                    .map(|x| x.split('}').next().unwrap().to_owned())
                    .collect();
                found.sort();
                found
            };
            assert_eq!(holes(text), holes(other), "{key}");
        }
        assert_eq!(lv.len(), en.len());
    }

    #[test]
    fn every_kind_and_relation_has_a_name() {
        for language in [Language::Lv, Language::En] {
            for kind in Kind::ALL {
                assert!(
                    language
                        .texts()
                        .contains_key(&format!("kind.{}", kind.code()))
                );
            }
            for relation in RelationKind::ALL {
                for end in ["in", "out"] {
                    let key = format!("relation.{}_{end}", relation.code());
                    assert!(language.texts().contains_key(&key), "{key}");
                }
            }
        }
    }

    #[test]
    fn latvian_numbers_agree_with_their_noun() {
        let say = |n| Language::Lv.count("search.found", n);
        assert_eq!(say(1), "Atrasts 1 ieraksts");
        assert_eq!(say(11), "Atrasti 11 ieraksti");
        assert_eq!(say(21), "Atrasts 21 ieraksts");
        assert_eq!(say(0), "Atrasti 0 ieraksti");
        assert_eq!(say(16903), "Atrasti 16\u{a0}903 ieraksti");
    }

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        assert_eq!(Language::En.number(1234567), "1,234,567");
        assert_eq!(Language::Lv.number(3007), "3007");
        assert_eq!(Language::Lv.decimal(12.5), "12,5");
        assert_eq!(Language::En.decimal(12.0), "12");
    }

    #[test]
    fn a_value_without_a_name_stays_itself() {
        assert_eq!(Language::Lv.name_of("value", "video"), "video");
        assert_eq!(Language::Lv.name_of("value", "notion"), "priekšstats");
    }
}
