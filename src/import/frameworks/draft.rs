//! Concepts of a framework as a source gives them, and how they become records.
//!
//! SKOS, CASE and tables differ in how they say things; what they say is a [`Draft`]: a key of the source's own, a
//! code, labels, texts, keys of broader concepts. Here the keys become identifiers that stay the same from import to
//! import, and what does not add up becomes a warning.

use std::collections::{HashMap, HashSet};

use super::Options;
use crate::import::ImportError;
use crate::import::hierarchy::{Edge, assign, number_siblings};
use crate::import::warnings::Warnings;
use crate::model::{
    Batch, Kind, Label, LabelRole, Level, Record, RecordId, Relation, RelationKind, Severity,
    Source, Text,
};

/// A concept as the source gives it.
#[derive(Debug)]
pub(super) struct Draft {
    /// How the source itself refers to the concept.
    pub(super) key: String,
    pub(super) uri: Option<String>,
    pub(super) code: Option<String>,
    pub(super) labels: Vec<Label>,
    pub(super) texts: Vec<Text>,
    /// Keys of broader concepts, the first preferred.
    pub(super) broader: Vec<String>,
    /// Relations to other concepts by their keys.
    pub(super) relations: Vec<(RelationKind, String)>,
    /// What it is, when the source says.
    pub(super) kind: Option<Kind>,
    pub(super) level: Option<Level>,
    pub(super) source: Source,
}

impl Draft {
    /// A concept with nothing but its key.
    pub(super) fn new(key: impl Into<String>, source: Source) -> Self {
        Self {
            key: key.into(),
            uri: None,
            code: None,
            labels: Vec::new(),
            texts: Vec::new(),
            broader: Vec::new(),
            relations: Vec::new(),
            kind: None,
            level: None,
            source,
        }
    }
}

/// A framework as the source gives it.
#[derive(Debug, Default)]
pub(super) struct Framework {
    pub(super) title: Option<String>,
    pub(super) version: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) drafts: Vec<Draft>,
    pub(super) warnings: Warnings,
}

impl Framework {
    /// Makes the dataset.
    ///
    /// # Errors
    /// [`ImportError::Unrecognised`] when there is not one concept.
    pub(super) fn build(self, file: &str, options: &Options) -> Result<Batch, ImportError> {
        let Framework {
            title,
            version,
            licence,
            drafts,
            mut warnings,
        } = self;
        if drafts.is_empty() {
            return Err(ImportError::unrecognised(
                Source::file(file),
                "at least one concept with a name",
            ));
        }
        let version = options.version.clone().or(version);
        let stem = crate::import::archive::base_name(file);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let title = options
            .title
            .clone()
            .or(title)
            .unwrap_or_else(|| stem.to_owned());
        let id = framework_id(options, &title, version.as_deref());
        let ids = identifiers(&drafts, &id, &mut warnings);
        let (edges, mut relations) = links(&drafts, &ids, &mut warnings);
        let above: HashSet<&RecordId> = edges.iter().map(|e| &e.parent).collect();
        let below: HashSet<&RecordId> = edges.iter().map(|e| &e.child).collect();
        let mut records = Vec::with_capacity(drafts.len());
        for (draft, own) in drafts.into_iter().zip(&ids.own) {
            let Some(own) = own else { continue };
            // At the top of the tree and with something below it: a group of competences.
            let structural = match above.contains(own) && !below.contains(own) {
                true => Kind::CompetenceArea,
                false => Kind::Competence,
            };
            let kind = draft.kind.unwrap_or(structural);
            records.push(record(draft, own.clone(), kind, &id, &mut warnings));
        }
        relations.extend(assign(&mut records, edges, &mut warnings));
        number_siblings(&mut records);
        relations.sort();
        relations.dedup();
        let mut batch = Batch::new(id, title);
        batch.version = version;
        batch.licence = options.licence.clone().or(licence);
        batch.records = records;
        batch.relations = relations;
        warnings.finish(&mut batch);
        Ok(batch)
    }
}

/// The identifier of the framework: as the caller says, else its name and version.
fn framework_id(options: &Options, title: &str, version: Option<&str>) -> String {
    let from = match &options.id {
        Some(id) => id.clone(),
        None => match version {
            Some(version) if !title.contains(version) => format!("{title} {version}"),
            _ => title.to_owned(),
        },
    };
    // One part: a slash in a name would make two.
    RecordId::from_parts([from.as_str()]).to_string()
}

/// Identifiers of the concepts.
struct Ids {
    /// By position among the drafts; none for a draft that repeats another.
    own: Vec<Option<RecordId>>,
    by_key: HashMap<String, RecordId>,
}

/// Gives every concept its identifier: by its code, else by the end of its URI, else by its name.
fn identifiers(drafts: &[Draft], framework: &str, warnings: &mut Warnings) -> Ids {
    let mut ids = Ids {
        own: Vec::with_capacity(drafts.len()),
        by_key: HashMap::new(),
    };
    let mut taken: HashSet<RecordId> = HashSet::new();
    for draft in drafts {
        if ids.by_key.contains_key(&draft.key) {
            let at = draft.source.clone();
            warnings.add(Severity::Skipped, "repeated-concept", at, || {
                format!(
                    "{:?} stands in the file more than once; the first is taken",
                    draft.key
                )
            });
            ids.own.push(None);
            continue;
        }
        let name = draft.labels.first().map(|l| l.text.as_str());
        let tail = draft.uri.as_deref().map(tail);
        let readable = |part: &&str| RecordId::from_parts([*part]).as_str() != "-";
        let part = [draft.code.as_deref(), tail, name, Some(draft.key.as_str())];
        let part = part.into_iter().flatten().find(readable).unwrap_or("-");
        let mut id = RecordId::from_parts([framework, part]);
        if taken.contains(&id) {
            if draft.code.is_some() {
                warnings.add(Severity::Warning, "duplicate-code", draft.source.clone(), || {
                    format!("the code {part:?} is used by another concept too; this one is called by its own address")
                });
            }
            let other = tail.filter(|t| *t != part).unwrap_or(draft.key.as_str());
            id = RecordId::from_parts([framework, part, other]);
            let mut n = 2;
            while taken.contains(&id) {
                id = RecordId::from_parts([framework, &format!("{n}"), part, other]);
                n += 1;
            }
        }
        taken.insert(id.clone());
        ids.by_key.insert(draft.key.clone(), id.clone());
        ids.own.push(Some(id));
    }
    ids
}

/// The last part of a URI.
fn tail(uri: &str) -> &str {
    let uri = uri.trim_end_matches(['/', '#']);
    uri.rsplit(['/', '#', ':']).next().unwrap_or(uri)
}

/// What stands above what, and what else is related.
fn links(drafts: &[Draft], ids: &Ids, warnings: &mut Warnings) -> (Vec<Edge>, Vec<Relation>) {
    let (mut edges, mut relations) = (Vec::new(), Vec::new());
    for (draft, own) in drafts.iter().zip(&ids.own) {
        let Some(own) = own else { continue };
        for (n, key) in draft.broader.iter().enumerate() {
            match ids.by_key.get(key) {
                Some(parent) => edges.push(Edge {
                    child: own.clone(),
                    rank: u8::try_from(n).unwrap_or(u8::MAX),
                    parent: parent.clone(),
                }),
                None => warnings.add(
                    Severity::Warning,
                    "unknown-concept",
                    draft.source.clone(),
                    || {
                        format!(
                            "{:?} stands below {key:?}, which is not in the file",
                            draft.key
                        )
                    },
                ),
            }
        }
        for (kind, key) in &draft.relations {
            // What leads out of the framework may be in the catalogue under a name of its own; here it is not known.
            if let Some(other) = ids.by_key.get(key)
                && other != own
            {
                relations.push(Relation::new(own.clone(), *kind, other.clone()));
            }
        }
    }
    (edges, relations)
}

fn record(
    draft: Draft,
    id: RecordId,
    kind: Kind,
    framework: &str,
    warnings: &mut Warnings,
) -> Record {
    let at = draft.source.clone();
    let mut record = Record::new(id, kind, draft.source);
    record.framework = Some(framework.to_owned());
    record.code = draft.code;
    record.uri = draft.uri;
    record.level = draft.level;
    for mut label in draft.labels {
        let preferred = |l: &Label| l.role == LabelRole::Preferred && l.lang == label.lang;
        if label.role == LabelRole::Preferred && record.labels.iter().any(preferred) {
            if !record
                .labels
                .iter()
                .any(|l| l.lang == label.lang && l.text == label.text)
            {
                warnings.add(Severity::Note, "two-names", at.clone(), || {
                    format!("{:?} is a second preferred name in one language; taken as an alternative one", label.text)
                });
            }
            label.role = LabelRole::Alternative;
        }
        record.add_label(label);
    }
    for text in draft.texts {
        record.text(text.lang, text.role, &text.text);
    }
    if !record.labels.iter().any(|l| l.role == LabelRole::Preferred) {
        warnings.add(Severity::Warning, "no-label", at, || {
            format!(
                "{:?} has no preferred name; another name or its code is shown",
                draft.key
            )
        });
    }
    record
}

/// What a concept is, by the word that a source uses for it, Latvian or English.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    let word = word.trim().to_lowercase();
    if let Some(kind) = Kind::from_code(&word) {
        return Some(kind);
    }
    let has = |parts: &[&str]| parts.iter().any(|p| word.contains(p));
    if has(&["level", "līmenis", "limenis"]) {
        Some(Kind::Level)
    } else if has(&[
        "area", "domain", "cluster", "strand", "group", "joma", "grupa", "kopa",
    ]) {
        Some(Kind::CompetenceArea)
    } else if has(&["outcome", "rezultāts", "rezultats"]) {
        Some(Kind::LearningOutcome)
    } else if has(&["statement", "descriptor", "apraksts"]) {
        Some(Kind::CompetenceStatement)
    } else if has(&["compet", "skill", "kompetence", "prasme", "standard"]) {
        Some(Kind::Competence)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use proptest::prelude::*;

    fn draft(key: &str, code: &str, name: &str) -> Draft {
        let mut draft = Draft::new(key, Source::file("a.ttl"));
        draft.code = Some(code.to_owned()).filter(|c| !c.is_empty());
        draft
            .labels
            .push(Label::new(Lang::En, LabelRole::Preferred, name));
        draft
    }

    fn build(drafts: Vec<Draft>) -> Batch {
        let framework = Framework {
            title: Some("EntreComp".to_owned()),
            version: Some("2016".to_owned()),
            drafts,
            ..Framework::default()
        };
        framework.build("a.ttl", &Options::default()).unwrap()
    }

    fn ids(batch: &Batch) -> Vec<&str> {
        batch.records.iter().map(|r| r.id.as_str()).collect()
    }

    #[test]
    fn identifiers_come_from_codes_then_addresses_then_names() {
        let mut by_uri = draft("k2", "", "Two");
        by_uri.uri = Some("http://example.org/c/two".to_owned());
        let batch = build(vec![
            draft("k1", "1.1", "One"),
            by_uri,
            draft("k3", "", "Trešais vārds"),
        ]);
        assert_eq!(
            ids(&batch),
            [
                "entrecomp-2016/1.1",
                "entrecomp-2016/two",
                "entrecomp-2016/tresais-vards"
            ]
        );
        assert_eq!(batch.dataset, "entrecomp-2016");
    }

    #[test]
    fn duplicate_codes_are_told_and_both_concepts_kept() {
        let batch = build(vec![
            draft("a", "1", "A"),
            draft("b", "1", "B"),
            draft("a", "2", "again"),
        ]);
        assert_eq!(ids(&batch), ["entrecomp-2016/1", "entrecomp-2016/1/b"]);
        let codes: Vec<&str> = batch.warnings.iter().map(|w| w.code).collect();
        assert_eq!(codes, ["duplicate-code", "repeated-concept"]);
    }

    #[test]
    fn the_top_of_the_tree_is_an_area_and_a_lone_concept_is_not() {
        let mut child = draft("c", "1.1", "C");
        child.broader = vec!["a".to_owned()];
        let batch = build(vec![draft("a", "1", "A"), child, draft("x", "9", "X")]);
        let kinds: Vec<Kind> = batch.records.iter().map(|r| r.kind).collect();
        assert_eq!(
            kinds,
            [Kind::CompetenceArea, Kind::Competence, Kind::Competence]
        );
    }

    #[test]
    fn an_id_of_the_callers_stands_before_what_the_file_says() {
        let framework = Framework {
            drafts: vec![draft("a", "1", "A")],
            ..Framework::default()
        };
        let options = Options {
            id: Some("WorldSkills 2024".to_owned()),
            ..Options::default()
        };
        let batch = framework.build("x/ws.csv", &options).unwrap();
        assert_eq!(
            (batch.dataset.as_str(), batch.title.as_str()),
            ("worldskills-2024", "ws")
        );
    }

    #[test]
    fn words_for_kinds_are_known_in_both_languages() {
        for (word, kind) in [
            ("Kompetenču joma", Some(Kind::CompetenceArea)),
            ("Competency", Some(Kind::Competence)),
            ("Learning Outcome", Some(Kind::LearningOutcome)),
            ("Sasniedzamais rezultāts", Some(Kind::LearningOutcome)),
            ("learning_outcome", Some(Kind::LearningOutcome)),
            ("Proficiency level", Some(Kind::Level)),
            ("", None),
        ] {
            assert_eq!(kind_of(word), kind, "{word:?}");
        }
    }

    proptest! {
        #[test]
        fn identifiers_are_always_different(list in prop::collection::vec(("[ab]{0,2}", "[12]{0,1}", "[xy ]{0,2}"), 1..12)) {
            let drafts = list.iter().map(|(k, c, n)| draft(k, c, n)).collect();
            let batch = build(drafts);
            let all: HashSet<&str> = ids(&batch).into_iter().collect();
            prop_assert_eq!(all.len(), batch.records.len());
        }
    }
}
