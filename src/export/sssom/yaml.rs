//! The metadata of a mapping set: YAML of scalars, lists and maps.
//!
//! `saphyr-parser` reads the YAML. Its events are taken, not its trees or a typed reading: a version `1.10` must stay a text,
//! and aliases, with which a small file becomes an endless one, are refused.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser};

/// Values inside values: the standard needs three.
const DEEPEST: usize = 8;

/// A value of the metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text, number, date: as written.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Names with values.
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// The value as the cell of a row: a list joined by bars, as SSSOM/TSV writes it; none for a map.
    pub(super) fn cell(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::List(items) => {
                let texts: Option<Vec<String>> = items.iter().map(Self::cell).collect();
                texts.map(|t| t.join("|"))
            }
            Self::Map(_) => None,
        }
    }

    /// The value as JSON.
    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::List(items) => items.iter().map(Self::json).collect(),
            Self::Map(map) => {
                let pairs = map.iter().map(|(name, value)| (name.clone(), value.json()));
                serde_json::Value::Object(pairs.collect())
            }
        }
    }
}

/// What is wrong with the metadata, and in which of its lines (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct YamlProblem {
    pub(super) line: usize,
    pub(super) message: String,
}

enum Open {
    List(Vec<Value>),
    Map(BTreeMap<String, Value>, Option<String>),
}

/// Reads the metadata: names with values.
pub(super) fn parse(text: &str) -> Result<BTreeMap<String, Value>, YamlProblem> {
    let mut open: Vec<Open> = Vec::new();
    let mut whole = BTreeMap::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| YamlProblem {
            line: e.marker().line(),
            message: format!("not valid YAML: {}", e.info()),
        })?;
        let wrong = |message: &str| YamlProblem {
            line: span.start.line(),
            message: message.to_owned(),
        };
        let done = match event {
            Event::Scalar(text, ..) => Value::Text(text.into_owned()),
            Event::Alias(_) => return Err(wrong("aliases are not accepted; write the value out")),
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEEPEST => {
                return Err(wrong("values are nested too deep"));
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(BTreeMap::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(items)) => Value::List(items),
                Some(Open::Map(map, _)) => Value::Map(map),
                None => continue,
            },
            _ => continue,
        };
        match open.last_mut() {
            Some(Open::List(items)) => items.push(done),
            Some(Open::Map(map, name)) => match (name.take(), done) {
                (None, Value::Text(text)) => {
                    if map.contains_key(&text) {
                        return Err(wrong(&format!("“{text}” stands here twice; keep one")));
                    }
                    *name = Some(text);
                }
                (None, _) => return Err(wrong("a name was expected here, not a list or map")),
                (Some(text), value) => {
                    map.insert(text, value);
                }
            },
            None => match done {
                Value::Map(map) => whole = map,
                Value::Text(text) if text.is_empty() => {}
                _ => return Err(wrong("the metadata are no “name: value” lines")),
            },
        }
    }
    Ok(whole)
}

/// A text as a YAML scalar: quoted wherever plain could be read as something else.
pub(super) fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " -_./:,()#%?&=+~@".contains(c))
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&text.to_lowercase().as_str());
    if plain {
        return text.to_owned();
    }
    // A string of JSON is one of YAML.
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_stay_as_they_are_written() {
        let map = parse("curie_map:\n  a: http://x/\nmapping_set_version: 1.10\ncreator_id:\n- o:1\n- o:2\ndate: 2026-01-02\n").unwrap();
        assert_eq!(map["mapping_set_version"], Value::Text("1.10".into()));
        assert_eq!(map["creator_id"].cell().as_deref(), Some("o:1|o:2"));
        assert_eq!(map["date"], Value::Text("2026-01-02".into()));
        assert_eq!(
            map["curie_map"].json(),
            serde_json::json!({"a": "http://x/"})
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, line) in [
            ("a: 1\nb: [", 2),
            ("a: 1\na: 2", 2),
            ("- a", 1),
            ("a: &x 1\nb: *x", 2),
        ] {
            let problem = parse(text).unwrap_err();
            assert!(
                (problem.line as i64 - line).abs() <= 1,
                "{text}: {problem:?}"
            );
        }
        let deep = "a: ".to_owned() + &"[".repeat(50) + &"]".repeat(50);
        assert!(parse(&deep).unwrap_err().message.contains("deep"));
    }

    #[test]
    fn nothing_is_no_metadata() {
        assert!(parse("").unwrap().is_empty());
        assert!(parse("\n# x\n").unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn a_scalar_is_read_as_it_was_meant(text in "\\PC{0,30}|[a-z:# -]{0,8}|true|null|1.10|[\\x00-\\x7f]{0,6}") {
            let yaml = format!("a: {}\n", scalar(&text));
            prop_assert_eq!(&parse(&yaml).unwrap()["a"], &Value::Text(text));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-a-c:\\[\\]{}&*#'\"|> \n]{0,40}") {
            let _ = parse(&text);
        }
    }
}
