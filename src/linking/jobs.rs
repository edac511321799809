//! What to link with what, when nobody says: the sensible whole.

use std::collections::{BTreeMap, HashSet};

use super::{Corpus, Target};
use crate::model::{Kind, Predicate, RecordId, RelationKind};

/// A set of statements and the set that they are compared with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Job {
    /// The statements.
    pub from: Target,
    /// What they are compared with.
    pub to: Target,
}

/// The frameworks that national statements are linked with, where they are loaded.
const FRAMEWORKS: [&str; 2] = ["esco", "digcomp-2.2"];

/// Everything worth linking in a catalogue: requirements and outcomes with ESCO and DigComp; the outcomes of a programme
/// with the requirements of its qualification; exam items with the requirements that they test; materials with outcomes.
pub fn default_jobs(corpus: &Corpus) -> Vec<Job> {
    let mut jobs = Vec::new();
    for kind in [Kind::Requirement, Kind::LearningOutcome] {
        for name in FRAMEWORKS {
            let to = Target::Framework(name.to_owned());
            if corpus.members(&to).next().is_some() {
                jobs.push(Job {
                    from: Target::Kind(kind),
                    to,
                });
            }
        }
    }
    jobs.extend(within(corpus, Kind::Programme, RelationKind::LeadsTo));
    jobs.extend(within(corpus, Kind::Exam, RelationKind::Assesses));
    jobs.push(Job {
        from: Target::Kind(Kind::Material),
        to: Target::Kind(Kind::LearningOutcome),
    });
    jobs
}

/// Each record of a kind with the qualifications that a relation of it, or of what is below it, leads to.
fn within(corpus: &Corpus, kind: Kind, relation: RelationKind) -> Vec<Job> {
    let mut pairs: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for link in corpus.relations().iter().filter(|r| r.kind == relation) {
        let from = above(corpus, &link.from, kind);
        let to = above(corpus, &link.to, Kind::Qualification);
        if let (Some(from), Some(to)) = (from, to)
            && seen.insert((from.clone(), to.clone()))
        {
            pairs.entry(from).or_default().push(to);
        }
    }
    let pairs = pairs
        .into_iter()
        .flat_map(|(from, to)| to.into_iter().map(move |to| (from.clone(), to)));
    pairs
        .map(|(from, to)| Job {
            from: Target::Under(from),
            to: Target::Under(to),
        })
        .collect()
}

/// The record itself or the nearest above it that is of this kind.
fn above(corpus: &Corpus, id: &RecordId, kind: Kind) -> Option<RecordId> {
    let record = corpus.record(id)?;
    std::iter::once(record)
        .chain(corpus.above(record))
        .find(|r| r.kind == kind)
        .map(|r| r.id.clone())
}

/// What a statement of one kind is to a record of another: national documents have their own relations, frameworks the one
/// that the matcher sees.
///
/// They are said from the outcome, the exam item and the material: from the other end there is only "related".
pub fn predicate(from: Kind, to: Kind, seen: Predicate) -> Predicate {
    match (from, to) {
        (Kind::LearningOutcome, Kind::Requirement) => Predicate::Teaches,
        (Kind::ExamItem, Kind::Requirement | Kind::LearningOutcome) => Predicate::Assesses,
        (Kind::Material, _) => Predicate::Supports,
        (Kind::Requirement, Kind::LearningOutcome)
        | (_, Kind::Material)
        | (Kind::Requirement | Kind::LearningOutcome, Kind::ExamItem) => Predicate::RelatedMatch,
        _ => seen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Record, Relation, Source};

    #[test]
    fn outcomes_meet_the_requirements_of_their_own_qualification() {
        let id = |text: &str| RecordId::new(text).unwrap();
        let records = [
            ("mip", Kind::Programme, None),
            ("pkp", Kind::Qualification, None),
            ("pkp/1", Kind::Task, Some("pkp")),
            ("pke", Kind::Exam, None),
            ("pke/1", Kind::ExamItem, Some("pke")),
            ("esco:skill/1", Kind::Skill, None),
        ]
        .map(|(name, kind, parent)| {
            let mut record = Record::new(id(name), kind, Source::file("t"));
            record.parent = parent.map(id);
            record.framework = (kind == Kind::Skill).then(|| "esco".to_owned());
            record
        });
        let relations = vec![
            Relation::new(id("mip"), RelationKind::LeadsTo, id("pkp")),
            Relation::new(id("pke/1"), RelationKind::Assesses, id("pkp/1")),
            Relation::new(id("pke/1"), RelationKind::Assesses, id("pkp")),
        ];
        let jobs: Vec<String> = default_jobs(&Corpus::new(records.into(), relations))
            .iter()
            .map(|job| format!("{} → {}", job.from, job.to))
            .collect();
        assert_eq!(
            jobs,
            [
                "kind:requirement → framework:esco",
                "kind:learning_outcome → framework:esco",
                "under:mip → under:pkp",
                "under:pke → under:pkp",
                "kind:material → kind:learning_outcome",
            ]
        );
    }

    #[test]
    fn national_documents_have_their_own_relations() {
        let seen = Predicate::CloseMatch;
        let taught = predicate(Kind::LearningOutcome, Kind::Requirement, seen);
        assert_eq!(taught, Predicate::Teaches);
        assert_eq!(predicate(Kind::LearningOutcome, Kind::Skill, seen), seen);
        // A requirement does not teach an outcome.
        let turned = predicate(Kind::Requirement, Kind::LearningOutcome, Predicate::Teaches);
        assert_eq!(turned, Predicate::RelatedMatch);
    }
}
