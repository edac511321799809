//! The tokens of a record, field by field.

use crate::search::plan::{Field, SENTINEL};
use crate::search::response::SegmentRole;
use crate::text::fold::fold_word;

use super::token::Keyed;

/// Words of a name that is also kept whole, and the bytes of its key. Longer names are not typed word by word.
const WHOLE_WORDS: usize = 10;
const WHOLE_BYTES: usize = 200;

/// Collects the tokens of one record.
#[derive(Debug)]
pub(super) struct FieldTexts {
    texts: [String; Field::ALL.len()],
    folded: Vec<String>,
    bridges: Vec<String>,
    scratch: String,
}

impl Default for FieldTexts {
    fn default() -> Self {
        Self {
            texts: std::array::from_fn(|_| String::new()),
            folded: Vec::new(),
            bridges: Vec::new(),
            scratch: String::new(),
        }
    }
}

impl FieldTexts {
    /// Begins a text. A sentinel keeps phrases from running on from the text before it.
    pub(super) fn begin(&mut self, role: SegmentRole) {
        self.folded.clear();
        self.bridges.clear();
        for field in phrase_fields(role) {
            if !self.text(*field).is_empty() {
                self.add(*field, SENTINEL);
            }
        }
    }

    /// Adds one word of a text.
    pub(super) fn word(&mut self, role: SegmentRole, word: &Keyed<'_>) {
        let (folded, bridge, more) = match role {
            SegmentRole::Name | SegmentRole::Alternative | SegmentRole::Hidden => {
                self.folded.push(word.folded.to_owned());
                self.bridges
                    .extend(word.bridges.first().map(|key| key.to_string()));
                (Field::NameFolded, Field::NameBridge, Field::NameBridgeAlt)
            }
            SegmentRole::Text => (Field::BodyFolded, Field::BodyBridge, Field::BodyBridgeAlt),
            SegmentRole::Kind | SegmentRole::Above => {
                word.bridges
                    .iter()
                    .for_each(|key| self.add(Field::Above, key));
                return;
            }
            SegmentRole::Code => {
                self.add(Field::Code, word.folded);
                return;
            }
        };
        self.add(folded, word.folded);
        for (at, key) in word.bridges.iter().enumerate() {
            self.add(if at == 0 { bridge } else { more }, key);
        }
        for root in &word.roots {
            let mut folded = std::mem::take(&mut self.scratch);
            folded.clear();
            fold_word(root, &mut folded);
            self.add(Field::Root, &folded);
            self.scratch = folded;
        }
    }

    /// Adds a code that stands in a text.
    pub(super) fn code(&mut self, role: SegmentRole, code: &str) {
        if !matches!(role, SegmentRole::Kind | SegmentRole::Above) {
            self.add(Field::Code, code);
        }
    }

    /// Ends a text.
    pub(super) fn end(&mut self, role: SegmentRole) {
        if matches!(role, SegmentRole::Name | SegmentRole::Alternative) {
            let keys = [whole_key(&mut self.folded), whole_key(&mut self.bridges)];
            for key in keys.into_iter().flatten() {
                self.add(Field::Whole, &key);
            }
        }
    }

    /// Adds a token that is not cut out of a text.
    pub(super) fn add(&mut self, field: Field, token: &str) {
        if token.is_empty() {
            return;
        }
        if let Some(text) = self.texts.get_mut(field as usize) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(token);
        }
    }

    fn text(&self, field: Field) -> &str {
        self.texts.get(field as usize).map_or("", String::as_str)
    }

    /// The texts of all fields; those that would be empty hold the sentinel.
    pub(super) fn finish(&mut self) -> [String; Field::ALL.len()] {
        for text in &mut self.texts {
            if text.is_empty() {
                text.push_str(SENTINEL);
            }
        }
        std::mem::replace(&mut self.texts, std::array::from_fn(|_| String::new()))
    }
}

fn phrase_fields(role: SegmentRole) -> &'static [Field] {
    match role {
        SegmentRole::Name | SegmentRole::Alternative | SegmentRole::Hidden => {
            &[Field::NameFolded, Field::NameBridge]
        }
        SegmentRole::Text => &[Field::BodyFolded, Field::BodyBridge],
        SegmentRole::Code | SegmentRole::Kind | SegmentRole::Above => &[],
    }
}

/// A whole name as one token: its keys, sorted, so that the order of words does not matter.
fn whole_key(keys: &mut [String]) -> Option<String> {
    if keys.is_empty() || keys.len() > WHOLE_WORDS {
        return None;
    }
    keys.sort_unstable();
    let key = keys.join("_");
    (key.len() <= WHOLE_BYTES).then_some(key)
}

/// The tokens of [`Field::Whole`] that names of just these words have.
pub(crate) fn whole_keys(sets: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for mut keys in sets {
        if let Some(key) = whole_key(&mut keys)
            && !found.contains(&key)
        {
            found.push(key);
        }
    }
    found
}

/// A code as people may type it: folded, without spaces, hyphens and slashes.
pub(crate) fn code_key(code: &str) -> String {
    let mut key = crate::text::fold::folded(code);
    key.retain(|c| !c.is_whitespace() && !matches!(c, '/' | '–' | '—' | '_'));
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyser, Lang};

    fn fields(texts: &[(SegmentRole, &str)]) -> [String; Field::ALL.len()] {
        let mut fields = FieldTexts::default();
        let analyser = Analyser::default();
        for (role, text) in texts {
            fields.begin(*role);
            analyser.visit(text, Lang::Lv, &mut Default::default(), |token| {
                fields.word(*role, &Keyed::read(token, Lang::Lv));
                token
                    .code
                    .iter()
                    .for_each(|code| fields.code(*role, code.text));
            });
            fields.end(*role);
        }
        fields.finish()
    }

    #[test]
    fn two_names_are_kept_apart_and_no_field_is_empty() {
        let found = fields(&[
            (SegmentRole::Name, "koka galds"),
            (SegmentRole::Alternative, "Galdiņš"),
        ]);
        assert_eq!(
            found[Field::NameFolded as usize],
            format!("koka galds {SENTINEL} galdins")
        );
        assert_eq!(found[Field::BodyFolded as usize], SENTINEL);
        assert!(
            found
                .iter()
                .all(|text| !text.is_empty() && !text.contains("  "))
        );
    }

    #[test]
    fn a_name_is_kept_whole_whatever_the_order_of_its_words() {
        let one = fields(&[(SegmentRole::Name, "galds koka")]);
        let other = fields(&[(SegmentRole::Name, "Koka galds")]);
        assert_eq!(one[Field::Whole as usize], other[Field::Whole as usize]);
        assert!(one[Field::Whole as usize].starts_with("galds_koka "));
    }

    #[test]
    fn codes_are_found_however_they_are_written() {
        let found = fields(&[
            (SegmentRole::Code, "PS-018"),
            (SegmentRole::Name, "MIG/MAG metināšana"),
        ]);
        let codes: Vec<&str> = found[Field::Code as usize].split(' ').collect();
        assert!(codes.contains(&"ps018"), "{codes:?}");
        assert_eq!(code_key("33 522 01 1"), "33522011");
    }
}
