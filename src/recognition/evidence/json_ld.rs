//! JSON-LD read by the names of its terms, without its contexts: nothing is ever fetched.
//!
//! Credentials write one value bare and several as an array, an object whole or by a reference to its identifier, a text
//! plainly, as a map of languages or as `@value` objects. All of that looks alike through [`Node`].

use std::collections::HashMap;

use serde_json::Value;

use crate::model::Lang;

/// How deep references are followed: a credential that refers in circles ends here.
const REFERENCES: usize = 8;

/// Objects of a document by their identifiers.
#[derive(Debug, Default)]
pub(super) struct References<'v> {
    by_id: HashMap<&'v str, (&'v Value, String)>,
}

impl<'v> References<'v> {
    /// Lists every object that says more than its identifier; of several with one identifier the one that says most.
    pub(super) fn of(root: &'v Value) -> Self {
        let mut references = Self::default();
        references.add(root, String::new());
        references
    }

    fn add(&mut self, value: &'v Value, pointer: String) {
        match value {
            Value::Object(map) => {
                let id = map
                    .get("id")
                    .or_else(|| map.get("@id"))
                    .and_then(Value::as_str);
                if let Some(id) = id.filter(|_| map.len() > 1) {
                    let fuller = self
                        .by_id
                        .get(id)
                        .is_none_or(|(known, _)| size(known) < map.len());
                    if fuller {
                        self.by_id.insert(id, (value, pointer.clone()));
                    }
                }
                for (key, inner) in map {
                    self.add(inner, format!("{pointer}/{}", escape(key)));
                }
            }
            Value::Array(list) => {
                for (n, inner) in list.iter().enumerate() {
                    self.add(inner, format!("{pointer}/{n}"));
                }
            }
            _ => {}
        }
    }
}

fn size(value: &Value) -> usize {
    value.as_object().map_or(0, serde_json::Map::len)
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Node<'v> {
    value: &'v Value,
    pointer: String,
    references: &'v References<'v>,
    followed: usize,
}

impl<'v> Node<'v> {
    /// The whole document.
    pub(super) fn root(value: &'v Value, references: &'v References<'v>) -> Self {
        Self {
            value,
            pointer: String::new(),
            references,
            followed: 0,
        }
    }

    /// Its JSON pointer.
    pub(super) fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The values under a term: one, several or none; references are followed.
    pub(super) fn all(&self, term: &str) -> Vec<Node<'v>> {
        let Some(value) = self.value.get(term) else {
            return Vec::new();
        };
        let pointer = format!("{}/{}", self.pointer, escape(term));
        let one = |value: &'v Value, pointer: String| {
            Node {
                value,
                pointer,
                references: self.references,
                followed: self.followed,
            }
            .resolved()
        };
        match value {
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(n, inner)| one(inner, format!("{pointer}/{n}")))
                .collect(),
            Value::Null => Vec::new(),
            other => vec![one(other, pointer)],
        }
    }

    /// The first value under a term.
    pub(super) fn first(&self, term: &str) -> Option<Node<'v>> {
        self.all(term).into_iter().next()
    }

    /// The object behind a reference; itself where it is none.
    fn resolved(self) -> Self {
        let id = match self.value {
            Value::String(id) => Some(id.as_str()),
            Value::Object(map) if map.len() <= 2 => self.id(),
            _ => None,
        };
        let target = id.and_then(|id| self.references.by_id.get(id));
        match target {
            Some((value, pointer))
                if self.followed < REFERENCES && size(value) > size(self.value) =>
            {
                Node {
                    value,
                    pointer: pointer.clone(),
                    references: self.references,
                    followed: self.followed + 1,
                }
            }
            _ => self,
        }
    }

    /// Its identifier.
    pub(super) fn id(&self) -> Option<&'v str> {
        let id = self.value.get("id").or_else(|| self.value.get("@id"));
        id.and_then(Value::as_str)
            .or_else(|| self.value.as_str().filter(|s| s.contains(':')))
    }

    /// Whether it has the term.
    pub(super) fn has(&self, term: &str) -> bool {
        self.value.get(term).is_some_and(|v| !v.is_null())
    }

    /// Whether one of its types is this one.
    pub(super) fn is_a(&self, name: &str) -> bool {
        let local = |t: &str| t.rsplit(['/', '#', ':']).next() == Some(name);
        let types = self.value.get("type").or_else(|| self.value.get("@type"));
        match types {
            Some(Value::String(t)) => local(t),
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).any(local),
            _ => false,
        }
    }

    /// A scalar as text.
    pub(super) fn scalar(&self) -> Option<String> {
        match self.value {
            Value::String(s) => Some(s.trim().to_owned()).filter(|s| !s.is_empty()),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        }
    }

    /// A scalar under a term.
    pub(super) fn text(&self, term: &str) -> Option<String> {
        self.first(term)?.scalar()
    }

    /// Its texts by language, whether it is plain, a map of languages, `@value` objects, or a note that holds one of these.
    pub(super) fn texts(&self) -> Vec<(Lang, String)> {
        let mut found = Vec::new();
        gather(self.value, Lang::Und, &mut found);
        if found.is_empty() {
            found.extend(self.all("noteLiteral").iter().flat_map(Node::texts));
        }
        found
    }

    /// The texts under the first of these terms that has any.
    pub(super) fn named(&self, terms: &[&str]) -> Vec<(Lang, String)> {
        let mut each = terms
            .iter()
            .map(|t| self.all(t).iter().flat_map(Node::texts).collect::<Vec<_>>());
        each.find(|texts| !texts.is_empty()).unwrap_or_default()
    }
}

fn gather(value: &Value, lang: Lang, found: &mut Vec<(Lang, String)>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => {
            found.push((lang, text.trim().to_owned()))
        }
        Value::Array(list) => list.iter().for_each(|inner| gather(inner, lang, found)),
        Value::Object(map) => {
            if let Some(inner) = map.get("@value") {
                let tag = map
                    .get("@language")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                return gather(inner, Lang::from_tag(tag), found);
            }
            // A map of languages has keys of two or three letters only.
            for (tag, inner) in map.iter().filter(|(tag, _)| is_tag(tag)) {
                gather(inner, Lang::from_tag(tag), found);
            }
        }
        _ => {}
    }
}

fn is_tag(key: &str) -> bool {
    let primary = key.split('-').next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && key != "id"
}

/// A text and its language.
type Said = (Lang, String);

/// The text to show of several: Latvian, else English, else any; and the others.
pub(super) fn preferred(mut texts: Vec<(Lang, String)>) -> Option<(Said, Vec<Said>)> {
    let rank = |l: Lang| match l {
        Lang::Lv => 0,
        Lang::En => 1,
        Lang::Und => 2,
    };
    let best = texts
        .iter()
        .enumerate()
        .min_by_key(|(_, (lang, _))| rank(*lang))?
        .0;
    let chosen = texts.remove(best);
    Some((chosen, texts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_value_and_several_are_read_alike() {
        for value in [json!({"a": {"b": 1}}), json!({"a": [{"b": 1}]})] {
            let references = References::of(&value);
            let node = Node::root(&value, &references);
            assert_eq!(node.all("a").len(), 1);
            assert_eq!(node.all("a")[0].text("b").as_deref(), Some("1"));
        }
    }

    #[test]
    fn texts_of_every_writing() {
        let value = json!({
            "map": {"lv": "viens", "en": ["one", "1"]}, "plain": "divi",
            "ld": [{"@value": "trīs", "@language": "lv"}], "note": {"id": "n", "noteLiteral": {"lv": "četri"}}
        });
        let references = References::of(&value);
        let node = Node::root(&value, &references);
        assert_eq!(node.named(&["none", "map"]).len(), 3);
        assert_eq!(node.named(&["plain"]), [(Lang::Und, "divi".to_owned())]);
        assert_eq!(node.named(&["ld"]), [(Lang::Lv, "trīs".to_owned())]);
        assert_eq!(node.named(&["note"]), [(Lang::Lv, "četri".to_owned())]);
    }

    #[test]
    fn references_are_followed_and_circles_end() {
        let value = json!({"a": {"id": "x:1"}, "b": {"id": "x:1", "name": "N", "a": "x:2"}, "c": {"id": "x:2", "n": 1, "a": "x:1"}});
        let references = References::of(&value);
        let mut node = Node::root(&value, &references).first("a").unwrap();
        assert_eq!(node.text("name").as_deref(), Some("N"));
        assert_eq!(node.pointer(), "/b");
        for _ in 0..20 {
            match node.first("a") {
                Some(next) => node = next,
                None => break,
            }
        }
    }

    #[test]
    fn a_pointer_leads_to_the_value() {
        let value = json!({"a/b": [{"c": "d"}]});
        let references = References::of(&value);
        let node = Node::root(&value, &references).all("a/b")[0]
            .first("c")
            .unwrap();
        assert_eq!(
            value.pointer(node.pointer()).and_then(Value::as_str),
            Some("d")
        );
    }
}
