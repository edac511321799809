//! Ways through the curriculum: up, down and across.

use super::Curriculum;
use crate::coverage::CoverageError;
use crate::model::{Kind, RecordId};

impl Curriculum {
    /// Everything of a kind below a record, in the order of the document.
    pub(in crate::coverage) fn below(&self, number: u32, kind: Kind) -> Vec<u32> {
        let mut found = Vec::new();
        let mut open = vec![number];
        // A cycle in the data cannot grow the list beyond what there is.
        while let Some(at) = open.pop().filter(|_| found.len() <= self.items.len()) {
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
