//! Reading the records of a catalogue.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use super::{Curriculum, Item};
use crate::coverage::CoverageConfig;
use crate::coverage::kept::Kept;
use crate::coverage::words::{Place, WordStoreBuilder, store::Counted};
use crate::model::{
    Details, Kind, LabelRole, Lang, Record, RecordId, Relation, RelationKind, TextRole,
};
use crate::text::{Analyser, Vocabulary};

/// A curriculum under construction: records come one at a time, relations at the end.
pub struct CurriculumBuilder {
    items: Vec<Item>,
    numbers: HashMap<RecordId, u32>,
    above: Vec<(Option<RecordId>, u32)>,
    words: WordStoreBuilder,
    config: CoverageConfig,
}

impl CurriculumBuilder {
    /// An empty one.
    pub fn new(analyser: &Arc<Analyser>, vocabulary: &Vocabulary, config: CoverageConfig) -> Self {
        Self {
            items: Vec::new(),
            numbers: HashMap::new(),
            above: Vec::new(),
            words: WordStoreBuilder::new(analyser, vocabulary, &config),
            config,
        }
    }

    /// Takes a record; those that coverage does not compare (occupations, levels) are passed over.
    pub fn add(&mut self, record: &Record) {
        if matches!(
            record.kind,
            Kind::Occupation | Kind::OccupationGroup | Kind::Level
        ) || self.numbers.contains_key(&record.id)
        {
            return;
        }
        let national = matches!(record.kind, Kind::Requirement | Kind::LearningOutcome);
        let counted = if national { Counted::Yes } else { Counted::No };
        self.words.add(&texts(record), counted);
        self.numbers
            .insert(record.id.clone(), self.items.len() as u32);
        self.above.push((record.parent.clone(), record.position));
        let english = record.labels.iter();
        let english = english.filter(|l| l.lang == Lang::En && l.role == LabelRole::Preferred);
        let name = record.name(Lang::Lv).to_owned();
        self.items.push(Item {
            id: record.id.clone(),
            kind: record.kind,
            code: record.code.clone(),
            name_en: english.map(|l| l.text.clone()).find(|en| *en != name),
            name,
            level: record.level.clone(),
            sector: record.sector.clone(),
            framework: record.framework.clone(),
            details: record.details.clone(),
            parent: None,
            children: Vec::new(),
        });
    }

    /// The kinds of relations that the curriculum is put together by; others are passed over.
    pub const RELATIONS: &[RelationKind] = &[
        RelationKind::Supports,
        RelationKind::Assesses,
        RelationKind::LeadsTo,
        RelationKind::Related,
        RelationKind::Replaces,
    ];

    /// Takes the relations and puts everything in its place.
    pub fn finish<'a>(mut self, relations: impl IntoIterator<Item = &'a Relation>) -> Curriculum {
        self.place();
        let mut frameworks: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (number, item) in (0..).zip(&self.items) {
            let concept = matches!(
                item.kind,
                Kind::Skill | Kind::Competence | Kind::CompetenceStatement
            );
            if let (true, Some(framework)) = (concept, &item.framework) {
                frameworks
                    .entry(framework.clone())
                    .or_default()
                    .push(number);
            }
        }
        let mut curriculum = Curriculum {
            queries: self.items.iter().map(|_| OnceLock::new()).collect(),
            kept: Kept::default(),
            items: self.items,
            numbers: self.numbers,
            store: self.words.finish(),
            config: self.config,
            supported: HashMap::new(),
            supports: HashMap::new(),
            assessed: HashMap::new(),
            programmes: HashMap::new(),
            qualification: HashMap::new(),
            before: HashMap::new(),
            frameworks,
        };
        for relation in relations {
            curriculum.relate(relation);
        }
        curriculum.sort();
        curriculum
    }

    /// Parents and children by number.
    fn place(&mut self) {
        let mut below: HashMap<u32, Vec<(u32, u32)>> = HashMap::new();
        for (number, (parent, position)) in (0..).zip(&self.above) {
            let parent = parent.as_ref().and_then(|id| self.numbers.get(id).copied());
            if let (Some(parent), Some(item)) = (parent, self.items.get_mut(number as usize)) {
                item.parent = Some(parent);
                below.entry(parent).or_default().push((*position, number));
            }
        }
        for (parent, mut children) in below {
            children.sort_unstable();
            if let Some(item) = self.items.get_mut(parent as usize) {
                item.children = children.into_iter().map(|(_, number)| number).collect();
            }
        }
    }
}

impl Curriculum {
    fn relate(&mut self, relation: &Relation) {
        let (Some(from), Some(to)) = (self.number(&relation.from), self.number(&relation.to))
        else {
            return;
        };
        let kind = |number: u32| self.item(number).map(|i| i.kind);
        match (relation.kind, kind(from), kind(to)) {
            (RelationKind::Supports, Some(Kind::Material), _) => {
                self.supported.entry(to).or_default().push(from);
                self.supports.entry(from).or_default().push(to);
            }
            (RelationKind::Assesses, Some(Kind::ExamItem), _) => {
                self.assessed.entry(to).or_default().push(from);
            }
            (RelationKind::LeadsTo, Some(Kind::Programme), Some(Kind::Qualification)) => {
                self.programmes.entry(to).or_default().push(from);
                self.qualification.insert(from, to);
            }
            (RelationKind::Related, Some(Kind::Exam), Some(Kind::Qualification)) => {
                self.qualification.insert(from, to);
            }
            (RelationKind::Replaces, Some(Kind::Qualification), Some(Kind::Qualification)) => {
                self.before.insert(from, to);
            }
            _ => {}
        }
    }

    fn sort(&mut self) {
        let maps = [
            &mut self.supported,
            &mut self.supports,
            &mut self.assessed,
            &mut self.programmes,
        ];
        for map in maps {
            for numbers in map.values_mut() {
                numbers.sort_unstable();
                numbers.dedup();
            }
        }
    }
}

/// The texts of a record in which words are looked for.
fn texts(record: &Record) -> Vec<(Place, Lang, &str)> {
    let mut texts: Vec<(Place, Lang, &str)> = Vec::new();
    let latvian = record.labels.iter().any(|l| l.lang == Lang::Lv);
    let shown = record.labels.iter().filter(|l| l.role != LabelRole::Hidden);
    for label in shown.filter(|l| !latvian || l.lang == Lang::Lv) {
        texts.push((Place::Name, label.lang, &label.text));
    }
    match &record.details {
        Details::LearningOutcome(o) => {
            let parts = [
                (Place::Knows, &o.knows),
                (Place::Understands, &o.understands),
                (Place::Moderate, &o.moderate),
                (Place::Optimal, &o.optimal),
            ];
            for (place, text) in parts {
                texts.extend(text.iter().map(|t| (place, Lang::Lv, t.as_str())));
            }
            texts.extend(
                o.topics
                    .iter()
                    .map(|t| (Place::Topic, Lang::Lv, t.as_str())),
            );
        }
        Details::Material(m) => {
            texts.extend(m.topic.iter().map(|t| (Place::Topic, Lang::Lv, t.as_str())));
        }
        _ => {}
    }
    let told = |role| {
        matches!(
            role,
            TextRole::Description | TextRole::Definition | TextRole::Goal
        )
    };
    if matches!(
        record.kind,
        Kind::Module | Kind::Competence | Kind::CompetenceStatement
    ) {
        let described = record
            .texts
            .iter()
            .filter(|t| told(t.role) && t.lang == Lang::Lv);
        texts.extend(described.map(|t| (Place::Description, t.lang, t.text.as_str())));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::testing::{Tiny, id};

    #[test]
    fn children_stand_in_the_order_of_their_document() {
        let mut tiny = Tiny::welder();
        tiny.module("p/m", "Darbi");
        tiny.outcome("p/m/1", "Pirmais");
        tiny.outcome("p/m/2", "Otrais");
        tiny.add("p/m/0", Kind::LearningOutcome, "p/m", "Nultais")
            .position = 0;
        let curriculum = tiny.build();
        let module = curriculum.number(&id("p/m")).unwrap();
        let outcomes = curriculum.outcomes(module);
        let names: Vec<&str> = outcomes
            .iter()
            .map(|n| curriculum.item(*n).unwrap().name.as_str())
            .collect();
        assert_eq!(names, ["Nultais", "Pirmais", "Otrais"]);
    }

    #[test]
    fn relations_to_what_is_not_there_and_records_that_stand_twice_do_no_harm() {
        let mut tiny = Tiny::welder();
        tiny.relate("p", RelationKind::LeadsTo, "nowhere");
        tiny.relate("q", RelationKind::Replaces, "p");
        tiny.add("q", Kind::Qualification, "", "Vēlreiz");
        tiny.add("o", Kind::Occupation, "", "Metinātājs");
        let curriculum = tiny.build();
        assert_eq!(curriculum.find(&id("q")).unwrap().name, "Metinātājs");
        assert!(curriculum.before.is_empty());
        assert!(
            curriculum.find(&id("o")).is_none(),
            "occupations are not compared"
        );
    }

    #[test]
    fn frameworks_hold_their_concepts() {
        let mut tiny = Tiny::welder();
        for name in ["c1", "c2"] {
            tiny.add(name, Kind::Competence, "", name).framework = Some("greencomp".into());
        }
        tiny.add("a", Kind::CompetenceArea, "", "Joma").framework = Some("greencomp".into());
        let curriculum = tiny.build();
        assert_eq!(
            curriculum.frameworks().collect::<Vec<_>>(),
            [("greencomp", 2)]
        );
    }
}
