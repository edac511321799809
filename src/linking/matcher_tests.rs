//! Tests of the matcher as a whole.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::linking::Reason;
use crate::model::{
    Kind, LabelRole, Lang, Predicate, Record, RecordId, Relation, RelationKind, Source,
};
use crate::text::vocabulary::{FileKind, VocabularyFile};
use crate::text::{Analyser, Vocabulary};

fn id(text: &str) -> RecordId {
    RecordId::new(text).unwrap()
}

fn record(name: &str, kind: Kind, labels: &[&str]) -> Record {
    let mut record = Record::new(id(name), kind, Source::file("t"));
    for (number, label) in labels.iter().enumerate() {
        let role = if number == 0 {
            LabelRole::Preferred
        } else {
            LabelRole::Alternative
        };
        record.label(Lang::Lv, role, label);
    }
    if kind == Kind::Skill {
        record.framework = Some("esco".into());
    }
    record
}

fn records() -> Vec<Record> {
    let mut records = vec![
        record(
            "s/1",
            Kind::Skill,
            &["montēt elektrosadales", "elektrosadalņu montāža"],
        ),
        record("s/2", Kind::Skill, &["montēt mēbeles"]),
        record("s/3", Kind::Skill, &["metināt metālu", "metāla metināšana"]),
        record(
            "s/4",
            Kind::Skill,
            &["izmantot datorizētās projektēšanas programmatūru"],
        ),
        record("s/5", Kind::Skill, &["ievērot darba drošību"]),
        record("g/1", Kind::SkillGroup, &["elektroiekārtu uzstādīšana"]),
        record("o/1", Kind::Occupation, &["elektriķis"]),
        record("q/1", Kind::Qualification, &["Elektromontieris"]),
        record("r/1", Kind::Requirement, &["Metināt metāla konstrukcijas"]),
        record(
            "l/1",
            Kind::LearningOutcome,
            &["Metina metāla konstrukcijas"],
        ),
    ];
    records[0].parent = Some(id("g/1"));
    records[8].parent = Some(id("q/1"));
    records
}

fn matcher_of(records: &[Record]) -> Matcher {
    let analyser = Arc::new(Analyser::default());
    let files = [
        VocabularyFile {
            name: "synonyms.txt",
            kind: FileKind::Synonyms,
            bytes: "CAD => datorizētā projektēšana\n".as_bytes(),
        },
        VocabularyFile {
            name: "stopwords-lv.txt",
            kind: FileKind::StopWords(crate::text::Lang::Lv),
            bytes: b"un\nar\n",
        },
    ];
    let relations = [
        Relation::new(id("q/1"), RelationKind::HasOccupation, id("o/1")),
        Relation::new(id("o/1"), RelationKind::EssentialSkill, id("s/3")),
    ];
    Matcher::build(MatcherSource {
        vocabulary: Arc::new(Vocabulary::parse(&analyser, &files).unwrap()),
        analyser,
        records,
        relations: &relations,
    })
}

fn best(text: &str) -> Candidate {
    let matcher = matcher_of(&records());
    let scope = matcher.scope(&Target::Framework("esco".into()));
    matcher
        .candidates(&Statement::of_text(text, Lang::Lv), &scope, 5)
        .remove(0)
}

#[test]
fn a_shared_object_counts_more_than_a_shared_verb() {
    let matcher = matcher_of(&records());
    let scope = matcher.scope(&Target::Framework("esco".into()));
    let found = matcher.candidates(
        &Statement::of_text("Pārbaudīt elektrosadales", Lang::Lv),
        &scope,
        5,
    );
    assert_eq!(found[0].id, id("s/1"));
    assert_eq!(best("Montēt skapjus un mēbeles").id, id("s/2"));
}

#[test]
fn word_families_meet_and_are_explained_as_written() {
    let found = best("Metāla METINĀŠANA");
    assert_eq!(
        (found.id.as_str(), found.predicate),
        ("s/3", Predicate::ExactMatch)
    );
    let words = found
        .explanation
        .parts
        .iter()
        .filter_map(|p| match &p.reason {
            Reason::Word { said, .. } => Some(said.as_str()),
            _ => None,
        });
    assert!(
        words.collect::<Vec<_>>().contains(&"METINĀŠANA"),
        "{:?}",
        found.explanation
    );
}

#[test]
fn a_synonym_of_the_vocabulary_is_named() {
    let found = best("Lietot CAD programmatūru");
    assert_eq!(found.id, id("s/4"));
    let synonym = found
        .explanation
        .parts
        .iter()
        .any(|p| matches!(&p.reason, Reason::Synonym { said, .. } if said == "CAD"));
    assert!(synonym, "{:?}", found.explanation);
}

#[test]
fn context_and_occupations_come_from_the_neighbours() {
    let matcher = matcher_of(&records());
    let statement = matcher.statement(&id("r/1")).unwrap();
    assert_eq!(statement.context, ["Elektromontieris"]);
    assert_eq!(statement.occupations, [id("o/1")]);
    let found = matcher.compare(&statement, &id("s/3")).unwrap();
    let needed = found.explanation.parts.iter().any(|p| {
        matches!(
            &p.reason,
            Reason::Occupation {
                essential: true,
                ..
            }
        )
    });
    assert!(needed, "{:?}", found.explanation);
}

#[test]
fn an_outcome_teaches_a_requirement() {
    let matcher = matcher_of(&records());
    let found = matcher
        .compare(&matcher.statement(&id("l/1")).unwrap(), &id("r/1"))
        .unwrap();
    assert_eq!(found.predicate, Predicate::Teaches);
    assert!(found.confidence > 0.5);
}

#[test]
fn a_record_is_no_candidate_for_itself_and_unknown_ones_are_none() {
    let matcher = matcher_of(&records());
    let scope = matcher.scope(&Target::Framework("esco".into()));
    let own = matcher.statement(&id("s/3")).unwrap();
    assert!(
        matcher
            .candidates(&own, &scope, 9)
            .iter()
            .all(|c| c.id != id("s/3"))
    );
    assert!(matcher.compare(&own, &id("none")).is_none());
    assert!(matcher.statement(&id("none")).is_none());
}

#[test]
fn scopes_are_by_framework_kind_and_place() {
    let matcher = matcher_of(&records());
    let size = |target: &str| matcher.scope(&target.parse().unwrap()).len();
    assert_eq!(
        (size("esco"), size("kind:occupation"), size("under:q/1")),
        (5, 1, 1)
    );
    assert_eq!((size("nothing"), size("under:no/such")), (0, 0));
    assert_eq!(matcher.scope_of([&id("s/1"), &id("x")]).len(), 1);
}

#[test]
fn equal_names_are_tied() {
    let mut all = records();
    all.push(record("s/6", Kind::Skill, &["montēt mēbeles"]));
    let matcher = matcher_of(&all);
    let scope = matcher.scope(&Target::Framework("esco".into()));
    let found = matcher.candidates(&Statement::of_text("montēt mēbeles", Lang::Lv), &scope, 3);
    assert!(found[0].tied && found[1].tied);
    assert!(!best("metināt metālu").tied);
}

#[test]
fn the_large_way_and_the_small_way_agree() {
    let mut all = records();
    for number in 0..200 {
        all.push(record(
            &format!("f/{number}"),
            Kind::Skill,
            &[&format!("darbs numur {number}")],
        ));
    }
    let (small, large) = (matcher_of(&all), matcher_of(&all));
    let wide = large.scope(&Target::Framework("esco".into()));
    let narrow = small.scope_of(["s/1", "s/2", "s/3", "s/4", "s/5"].map(id).iter());
    for text in [
        "montēt elektrosadales",
        "metāla metināšana",
        "darba drošība",
    ] {
        let statement = Statement::of_text(text, Lang::Lv);
        let one = large.candidates(&statement, &wide, 1).remove(0);
        let two = small.candidates(&statement, &narrow, 1).remove(0);
        assert_eq!((&one.id, one.score), (&two.id, two.score));
    }
}

proptest! {
    #[test]
    fn parts_add_up_to_the_score_and_confidence_is_a_share(text in "[a-zāčēģīķļņšūž A-Z/()0-9]{0,80}|(montēt|metināt|mēbeles|CAD|darba|metāla| ){0,12}") {
        let matcher = matcher_of(&records());
        let scope = Scope::new((0..10).collect());
        let found = matcher.candidates(&Statement::of_text(&text, Lang::Lv), &scope, 20);
        for c in &found {
            let sum: f32 = c.explanation.parts.iter().map(|p| p.weight).sum();
            prop_assert_eq!(sum, c.score);
            prop_assert!((0.0..=1.0).contains(&c.confidence));
        }
        prop_assert!(found.windows(2).all(|two| two[0].score >= two[1].score - 1e-3));
    }

    #[test]
    fn no_statement_is_too_strange(text in "\\PC{0,300}", lang in 0..3_usize) {
        let matcher = matcher_of(&records());
        let scope = matcher.scope(&Target::Framework("esco".into()));
        let statement = Statement::of_text(&text, [Lang::Lv, Lang::En, Lang::Und][lang]);
        prop_assert!(matcher.candidates(&statement, &scope, 3).len() <= 3);
    }
}
