//! The record: anything that can be found.

use serde::{Deserialize, Serialize};

use super::{Details, Kind, Label, LabelRole, Lang, Level, RecordId, Source, Text, TextRole};

/// Anything that can be found: a requirement, a module, a skill, a material.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Stable identifier.
    pub id: RecordId,
    /// What it is.
    pub kind: Kind,
    /// The framework it belongs to and its version, e.g. `esco`, `digcomp-2.2`, `lki`; none for national documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// Code as printed: `1.2`, `PS-909`, `33 522 01 1`, `7411.1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The URI by which the world knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// Names.
    pub labels: Vec<Label>,
    /// Longer texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<Text>,
    /// The record above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<RecordId>,
    /// Its place among its siblings, from 0.
    #[serde(default)]
    pub position: u32,
    /// Qualification level; of the qualification where the record has none of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Code of the sector, e.g. `KOK`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// What only this kind has.
    #[serde(default)]
    pub details: Details,
    /// Where it comes from.
    pub source: Source,
}

impl Record {
    /// A record with nothing but its identity, for importers to fill.
    pub fn new(id: RecordId, kind: Kind, source: Source) -> Self {
        Self {
            id,
            kind,
            framework: None,
            code: None,
            uri: None,
            labels: Vec::new(),
            texts: Vec::new(),
            parent: None,
            position: 0,
            level: None,
            sector: None,
            details: Details::None,
            source,
        }
    }

    /// The name to show to a reader of `lang`: the preferred one in that language, else in Latvian, English, any.
    /// Without a preferred label the first other one that may be shown, then the code, then the identifier.
    pub fn name(&self, lang: Lang) -> &str {
        let preferred = |l: Option<Lang>| {
            self.labels
                .iter()
                .find(|x| x.role == LabelRole::Preferred && l.is_none_or(|l| x.lang == l))
        };
        preferred(Some(lang))
            .or_else(|| preferred(Some(Lang::Lv)))
            .or_else(|| preferred(Some(Lang::En)))
            .or_else(|| preferred(None))
            .or_else(|| self.labels.iter().find(|x| x.role != LabelRole::Hidden))
            .map(|x| x.text.as_str())
            .or(self.code.as_deref())
            .unwrap_or(self.id.as_str())
    }

    /// Adds a name unless it is empty or already there in the same language, whatever its role: sources repeat the
    /// preferred name among the alternative ones.
    pub fn add_label(&mut self, label: Label) {
        let text = label.text.trim();
        if text.is_empty()
            || self
                .labels
                .iter()
                .any(|x| x.lang == label.lang && x.text == text)
        {
            return;
        }
        let text = text.to_owned();
        self.labels.push(Label { text, ..label });
    }

    /// Adds a name of the source's own.
    pub fn label(&mut self, lang: Lang, role: LabelRole, text: &str) {
        self.add_label(Label::new(lang, role, text));
    }

    /// Adds a longer text unless it is empty or already there.
    pub fn text(&mut self, lang: Lang, role: TextRole, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let text = Text::new(lang, role, text);
        if !self.texts.contains(&text) {
            self.texts.push(text);
        }
    }

    /// Takes over what another dataset says of the same record: names and texts that are new here, and fields that
    /// are empty here. A second preferred name in one language becomes an alternative one.
    pub fn merge(&mut self, other: Record) {
        for mut label in other.labels {
            let taken = label.role == LabelRole::Preferred
                && self
                    .labels
                    .iter()
                    .any(|x| x.role == LabelRole::Preferred && x.lang == label.lang);
            if taken {
                label.role = LabelRole::Alternative;
            }
            self.add_label(label);
        }
        for text in other.texts {
            if !self.texts.contains(&text) {
                self.texts.push(text);
            }
        }
        self.framework = self.framework.take().or(other.framework);
        self.code = self.code.take().or(other.code);
        self.uri = self.uri.take().or(other.uri);
        self.parent = self.parent.take().or(other.parent);
        self.level = self.level.take().or(other.level);
        self.sector = self.sector.take().or(other.sector);
        if self.details == Details::None {
            self.details = other.details;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skill(labels: &[(Lang, LabelRole, &str)]) -> Record {
        let id = RecordId::new("esco:skill/1").unwrap();
        let mut record = Record::new(id, Kind::Skill, Source::file("skills.csv"));
        for (lang, role, text) in labels {
            record.label(*lang, *role, text);
        }
        record
    }

    #[test]
    fn a_name_is_shown_in_the_readers_language_or_the_next_best() {
        let both = skill(&[
            (Lang::En, LabelRole::Preferred, "weld"),
            (Lang::Lv, LabelRole::Preferred, "metināt"),
        ]);
        assert_eq!(both.name(Lang::En), "weld");
        assert_eq!(both.name(Lang::Lv), "metināt");
        let english = skill(&[(Lang::En, LabelRole::Preferred, "weld")]);
        assert_eq!(english.name(Lang::Lv), "weld");
        let hidden = skill(&[(Lang::Lv, LabelRole::Hidden, "metinaat")]);
        assert_eq!(hidden.name(Lang::Lv), "esco:skill/1");
    }

    #[test]
    fn alternative_labels_that_repeat_the_preferred_one_are_dropped() {
        let record = skill(&[
            (Lang::En, LabelRole::Preferred, "weld"),
            (Lang::En, LabelRole::Alternative, " weld "),
            (Lang::En, LabelRole::Alternative, ""),
        ]);
        assert_eq!(record.labels.len(), 1);
    }

    #[test]
    fn the_official_name_stays_and_ours_becomes_another() {
        let mut official = skill(&[(Lang::Lv, LabelRole::Preferred, "metināt metālu")]);
        let mut ours = skill(&[(Lang::Lv, LabelRole::Preferred, "metināšana")]);
        ours.sector = Some("MET".into());
        official.merge(ours);
        assert_eq!(official.name(Lang::Lv), "metināt metālu");
        assert_eq!(official.labels[1].role, LabelRole::Alternative);
        assert_eq!(official.sector.as_deref(), Some("MET"));
    }

    #[test]
    fn merging_twice_changes_nothing_more() {
        let mut once = skill(&[(Lang::En, LabelRole::Preferred, "weld")]);
        let other = skill(&[(Lang::Lv, LabelRole::Preferred, "metināt")]);
        once.merge(other.clone());
        let mut twice = once.clone();
        twice.merge(other);
        assert_eq!(once, twice);
    }
}
