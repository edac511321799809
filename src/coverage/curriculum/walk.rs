//! Ways through the curriculum: up, down and across.

use super::Curriculum;
use crate::coverage::CoverageError;
use crate::model::{Kind, RecordId};

impl Curriculum {
    /// Everything of a kind below a record, in the order of the document.
    pub(in crate::coverage) fn below(&self, number: u32, kind: Kind) -> Vec<u32> {
        let mut found = Vec::new();
        let mut open = vec![number];
        // In a tree nothing is met twice: more steps than there are records go round in a cycle.
        for _ in 0..=self.items.len() {
            let Some(at) = open.pop() else { break };
            let Some(item) = self.item(at) else { continue };
            if item.kind == kind && at != number {
                found.push(at);
            }
            open.extend(item.children.iter().rev());
        }
        found
    }

    /// The record above this one that is of a kind, itself included.
    pub(in crate::coverage) fn above(&self, number: u32, kind: Kind) -> Option<u32> {
        let mut at = Some(number);
        for _ in 0..32 {
            let item = self.item(at?)?;
            if item.kind == kind {
                return at;
            }
            at = item.parent;
        }
        None
    }

    /// The programmes that lead to a qualification.
    pub(in crate::coverage) fn programmes_of(&self, qualification: u32) -> &[u32] {
        self.programmes
            .get(&qualification)
            .map_or(&[], Vec::as_slice)
    }

    /// What `find` answers for a version of a qualification; where it has nothing, for the newer versions, then for those before.
    pub(in crate::coverage) fn along_versions<T>(
        &self,
        version: u32,
        find: impl Fn(u32) -> Option<T>,
    ) -> Option<T> {
        let newer = |at: &u32| {
            let found = self.before.iter().find(|(_, before)| *before == at);
            found.map(|(newer, _)| *newer)
        };
        let older = |at: &u32| self.before.get(at).copied();
        // Versions form a chain; a cycle in the data ends the walk.
        let there = std::iter::successors(Some(version), newer)
            .take(16)
            .find_map(&find);
        there.or_else(|| {
            std::iter::successors(Some(version), older)
                .take(16)
                .find_map(&find)
        })
    }

    /// The exam items of a qualification, of another version where its own has no examination yet.
    pub(in crate::coverage) fn exam_items(&self, qualification: u32) -> Vec<u32> {
        let of = |version: u32| {
            let exams = self.of_kind(Kind::Exam).map(|(n, _)| n);
            let own = exams.filter(|e| self.qualification.get(e) == Some(&version));
            let items: Vec<u32> = own.flat_map(|e| self.below(e, Kind::ExamItem)).collect();
            (!items.is_empty()).then_some(items)
        };
        self.along_versions(qualification, of).unwrap_or_default()
    }

    /// The requirements of a qualification.
    pub(in crate::coverage) fn requirements(&self, qualification: u32) -> Vec<u32> {
        self.below(qualification, Kind::Requirement)
    }

    /// The modules of a programme.
    pub(in crate::coverage) fn modules(&self, programme: u32) -> Vec<u32> {
        self.below(programme, Kind::Module)
    }

    /// The outcomes of a programme or module.
    pub(in crate::coverage) fn outcomes(&self, number: u32) -> Vec<u32> {
        self.below(number, Kind::LearningOutcome)
    }

    /// The qualification that a record belongs to: from a requirement, module, outcome or exam item upwards.
    pub(in crate::coverage) fn qualification_of(&self, number: u32) -> Option<u32> {
        self.above(number, Kind::Qualification).or_else(|| {
            let carrier = self
                .above(number, Kind::Programme)
                .or_else(|| self.above(number, Kind::Exam))?;
            self.qualification.get(&carrier).copied()
        })
    }

    /// Materials that a list names for an outcome or module, those of the module above it included.
    pub(in crate::coverage) fn listed_materials(&self, number: u32) -> Vec<u32> {
        let own = self.supported.get(&number).into_iter().flatten();
        let parent = self
            .item(number)
            .filter(|i| i.kind == Kind::LearningOutcome)
            .and_then(|i| i.parent);
        let above = parent
            .and_then(|p| self.supported.get(&p))
            .into_iter()
            .flatten();
        let mut all: Vec<u32> = own.chain(above).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Qualifications in force: those that no newer version replaced.
    pub(in crate::coverage) fn current_qualifications(&self) -> Vec<u32> {
        let all = self.of_kind(Kind::Qualification);
        all.filter(|(_, item)| !item.superseded())
            .map(|(n, _)| n)
            .collect()
    }

    /// The number of a record of one of these kinds.
    ///
    /// # Errors
    /// [`CoverageError::Unknown`], [`CoverageError::WrongKind`].
    pub(in crate::coverage) fn expect(
        &self,
        id: &RecordId,
        kinds: &'static [Kind],
    ) -> Result<u32, CoverageError> {
        let number = self
            .number(id)
            .ok_or_else(|| CoverageError::Unknown(id.clone()))?;
        match self.item(number) {
            Some(item) if kinds.contains(&item.kind) => Ok(number),
            Some(item) => Err(CoverageError::WrongKind {
                id: id.clone(),
                found: item.kind,
                wanted: kinds,
            }),
            None => Err(CoverageError::Unknown(id.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::testing::{Tiny, id};
    use crate::model::RelationKind;

    fn curriculum() -> Curriculum {
        let mut tiny = Tiny::welder();
        tiny.skill("q/1/r", "Metināt");
        tiny.module("p/m", "Darbi");
        tiny.outcome("p/m/1", "Metināt");
        tiny.exam_item("e/1", "Metināšana");
        tiny.material("b1", "Grāmata modulim", &["p/m"]);
        tiny.material("b2", "Grāmata rezultātam", &["p/m/1"]);
        tiny.add("q2", Kind::Qualification, "", "Metinātājs");
        tiny.relate("q2", RelationKind::Replaces, "q");
        tiny.build()
    }

    fn number(curriculum: &Curriculum, name: &str) -> u32 {
        curriculum.number(&id(name)).unwrap()
    }

    #[test]
    fn everything_leads_to_its_qualification() {
        let c = curriculum();
        for name in ["q", "q/1", "q/1/r", "p", "p/m/1", "e/1"] {
            let found = c.qualification_of(number(&c, name));
            assert_eq!(found, Some(number(&c, "q")), "{name}");
        }
        assert_eq!(c.qualification_of(number(&c, "b1")), None);
    }

    #[test]
    fn an_outcome_has_the_materials_of_its_module() {
        let c = curriculum();
        let named = |name: &str| -> Vec<String> {
            let materials = c.listed_materials(number(&c, name)).into_iter();
            materials
                .map(|m| c.item(m).unwrap().id.to_string())
                .collect()
        };
        assert_eq!(named("p/m/1"), ["b1", "b2"]);
        assert_eq!(named("p/m"), ["b1"]);
    }

    #[test]
    fn a_new_version_has_the_examination_of_the_one_before() {
        let c = curriculum();
        assert_eq!(c.exam_items(number(&c, "q2")), [number(&c, "e/1")]);
        let programme = c.along_versions(number(&c, "q2"), |q| c.programmes_of(q).first().copied());
        assert_eq!(programme, Some(number(&c, "p")));
    }

    #[test]
    fn a_cycle_ends_the_walk() {
        let mut tiny = Tiny::welder();
        tiny.add("x", Kind::Module, "y", "X");
        tiny.add("y", Kind::Module, "x", "Y");
        let c = tiny.build();
        assert_eq!(c.above(number(&c, "x"), Kind::Programme), None);
        assert!(c.below(number(&c, "x"), Kind::LearningOutcome).is_empty());
    }

    #[test]
    fn the_wrong_kind_is_named_with_what_would_be_right() {
        let error = curriculum()
            .expect(&id("p/m"), &[Kind::Qualification, Kind::Programme])
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "`p/m` is a module, the question needs a qualification or programme"
        );
    }
}
