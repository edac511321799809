//! What a record's details say, as pairs of a name and a value, and as the few badges of a list.

use super::contents::hours_of;
use super::{Language, record_path};
use crate::model::{Details, LevelScheme, Material, Record};

/// One fact of a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    /// What is stated.
    pub(super) name: String,
    /// The value or values.
    pub(super) values: Vec<String>,
    /// Where the value leads, if it is a link.
    pub(super) href: Option<String>,
}

/// Collects facts, leaving out what is not stated.
struct Facts {
    language: Language,
    found: Vec<Fact>,
}

impl Facts {
    fn all(&mut self, key: &str, values: Vec<String>) {
        let values: Vec<String> = values.into_iter().filter(|v| !v.is_empty()).collect();
        if !values.is_empty() {
            self.found.push(Fact {
                name: self.language.text(&format!("detail.{key}")).to_owned(),
                values,
                href: None,
            });
        }
    }

    fn one(&mut self, key: &str, value: Option<String>) {
        self.all(key, value.into_iter().collect());
    }

    fn text(&mut self, key: &str, value: &Option<String>) {
        self.one(key, value.clone());
    }

    fn number(&mut self, key: &str, value: Option<f32>) {
        let language = self.language;
        self.one(key, value.map(|v| language.decimal(v)));
    }

    fn named(&mut self, key: &str, value: Option<String>) {
        let language = self.language;
        self.one(key, value.map(|v| language.name_of("value", &v)));
    }
}

/// The code of a value as serde writes it: what the catalogue of texts calls it too.
fn code_of<T: serde::Serialize>(value: &T) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Some(code),
        _ => None,
    }
}

/// What a record's details say.
pub(super) fn facts(record: &Record, language: Language) -> Vec<Fact> {
    let mut facts = Facts {
        language,
        found: Vec::new(),
    };
    match &record.details {
        Details::None => {}
        Details::Qualification(q) => {
            facts.text("register_no", &q.register_no);
            facts.one("approved", q.approved.map(|d| d.to_string()));
            facts.text("protocol", &q.protocol);
            facts.text("occupation_code", &q.occupation_code);
            facts.all("related", q.related.clone());
        }
        Details::Requirement(r) => {
            facts.named("aspect", code_of(&r.aspect));
            facts.named("scope", code_of(&r.scope));
            facts.named("depth", r.depth.as_ref().and_then(code_of));
        }
        Details::Programme(p) => {
            facts.text("qualification", &p.qualification);
            facts.number("hours", p.hours);
        }
        Details::Module(m) => {
            facts.named("part", m.part.as_ref().and_then(code_of));
            facts.number("theory_hours", m.theory_hours);
            facts.number("practice_hours", m.practice_hours);
            facts.number("hours", m.hours);
            facts.all("entry", m.entry.clone());
        }
        Details::LearningOutcome(o) => {
            facts.text("can", &o.can);
            facts.text("knows", &o.knows);
            facts.text("understands", &o.understands);
            facts.all("topics", o.topics.clone());
            facts.one(
                "weight",
                o.weight.map(|w| format!("{}\u{a0}%", language.decimal(w))),
            );
            facts.text("moderate", &o.moderate);
            facts.text("optimal", &o.optimal);
            facts.one(
                "strict",
                o.strict.then(|| language.text("detail.yes").to_owned()),
            );
        }
        Details::ExamItem(item) => {
            facts.named("section", item.section.as_ref().and_then(code_of));
            facts.one("tasks", item.tasks.map(|n| n.to_string()));
            facts.number("points", item.points);
            facts.number("minutes", item.minutes);
        }
        Details::Occupation(o) => {
            facts.text("isco", &o.isco);
            facts.text("regulated", &o.regulated);
        }
        Details::Skill(s) => {
            facts.named("skill_type", s.skill_type.clone());
            facts.named("reuse_level", s.reuse_level.clone());
        }
        Details::Material(m) => material(&mut facts, m),
    }
    facts.found
}

/// The collections of ESCO that a skill belongs to: where the search shows all of one, and its name.
pub(super) fn collections(record: &Record, language: Language) -> Vec<(String, String)> {
    let Details::Skill(skill) = &record.details else {
        return Vec::new();
    };
    let all = skill.collections.iter();
    all.map(|code| {
        let path = super::QueryString::default()
            .and("q", "*")
            .and("collection", code)
            .path();
        (path, language.name_of("collection", code))
    })
    .collect()
}

fn material(facts: &mut Facts, m: &Material) {
    facts.text("authors", &m.authors);
    facts.text("publisher", &m.publisher);
    facts.one("year", m.year.map(|y| y.to_string()));
    facts.all("languages", m.languages.clone());
    facts.text("material_type", &m.material_type);
    facts.text("form", &m.form);
    facts.text("access", &m.access);
    facts.one("copies", m.copies.map(|n| n.to_string()));
    facts.text("licence", &m.licence);
    facts.text("isbn", &m.isbn);
    facts.text("url", &m.url);
    if let (Some(url), Some(fact)) = (&m.url, facts.found.last_mut())
        && (url.starts_with("https://") || url.starts_with("http://"))
    {
        fact.href = Some(url.clone());
    }
    facts.text("topic", &m.topic);
    facts.all("modules", m.modules.clone());
    facts.text("qualification", &m.qualification);
    facts.text("judged", &m.judged);
    let (yes, no) = (
        facts.language.text("detail.yes").to_owned(),
        facts.language.text("detail.no").to_owned(),
    );
    facts.one("outdated", m.outdated.map(|o| if o { yes } else { no }));
    facts.text("note", &m.note);
}

/// The level as people write it, with the old scale where the document uses it.
pub(super) fn level(record: &Record) -> Option<String> {
    record.level.as_ref().map(|l| {
        if l.lki == l.lki_to {
            l.lki.to_string()
        } else {
            format!("{}–{}", l.lki, l.lki_to)
        }
    })
}

/// How the source states the level, where it is in the old scale.
pub(super) fn stated_level(record: &Record, language: Language) -> Option<String> {
    record
        .level
        .as_ref()
        .filter(|l| l.scheme == LevelScheme::Pkl)
        .map(|l| language.with("record.level_pkl", "n", &l.stated.to_string()))
}

/// The few words that stand beside a record's name in a list.
pub(super) fn badges(record: &Record, language: Language) -> Vec<String> {
    let value = |code: Option<String>| code.map(|c| language.name_of("value", &c));
    let mut out = Vec::new();
    match &record.details {
        Details::Requirement(r) => {
            out.extend(value(code_of(&r.aspect)));
            out.extend(value(r.depth.as_ref().and_then(code_of)));
        }
        Details::Module(m) => {
            out.extend(value(m.part.as_ref().and_then(code_of)));
            out.extend(hours_of(record).map(|h| format!("{}\u{a0}h", language.decimal(h))));
        }
        Details::LearningOutcome(o) => {
            out.extend(o.weight.map(|w| format!("{}\u{a0}%", language.decimal(w))));
        }
        Details::ExamItem(item) => out.extend(value(item.section.as_ref().and_then(code_of))),
        Details::Material(m) => {
            out.extend(m.material_type.clone());
            out.extend(m.year.map(|y| y.to_string()));
        }
        _ => {}
    }
    out
}

/// The path of a record above this one and its name.
pub(super) fn crumb(record: &Record, language: Language) -> (String, String) {
    (
        record_path(record.id.as_str()),
        record.name(language.of_labels()).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aspect, Depth, Kind, Level, RecordId, Requirement, Scope, Source};

    fn record(details: Details) -> Record {
        let id = RecordId::new("x").unwrap();
        let mut record = Record::new(id, Kind::Requirement, Source::file("t"));
        record.details = details;
        record
    }

    #[test]
    fn a_requirement_says_its_kind_and_depth_in_latvian() {
        let knowledge = record(Details::Requirement(Requirement {
            aspect: Aspect::Knowledge,
            scope: Scope::Professional,
            depth: Some(Depth::Understanding),
        }));
        assert_eq!(badges(&knowledge, Language::Lv), ["zināšanas", "izpratne"]);
        let names: Vec<_> = facts(&knowledge, Language::Lv)
            .into_iter()
            .map(|f| f.name)
            .collect();
        assert_eq!(names, ["Prasības veids", "Joma", "Zināšanu līmenis"]);
    }

    #[test]
    fn only_web_addresses_become_links() {
        let of = |url: &str| {
            let details = Details::Material(Box::new(Material {
                url: Some(url.to_owned()),
                ..Material::default()
            }));
            facts(&record(details), Language::En)[0].href.clone()
        };
        assert_eq!(
            of("https://a.example/b").as_deref(),
            Some("https://a.example/b")
        );
        assert_eq!(of("javascript:alert(1)"), None);
    }

    #[test]
    fn what_is_not_stated_is_not_shown() {
        assert!(
            facts(
                &record(Details::Module(crate::model::Module::default())),
                Language::Lv
            )
            .is_empty()
        );
    }

    #[test]
    fn an_old_level_shows_both_scales() {
        let mut old = record(Details::None);
        old.level = Level::pkl(5).ok();
        assert_eq!(level(&old).as_deref(), Some("6–7"));
        assert!(stated_level(&old, Language::Lv).unwrap().contains('5'));
    }
}
