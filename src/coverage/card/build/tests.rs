use super::*;
use crate::coverage::testing::{Tiny, id};
use crate::model::{Decision, Mapping, MappingState, Predicate, RelationKind};

fn tiny() -> Tiny {
    let mut tiny = Tiny::welder();
    tiny.skill("q/1/r", "Sametināt tērauda loksnes");
    tiny.module("p/m", "Darbi");
    tiny.outcome("p/m/1", "Sametināt tērauda loksnes ar pusautomātu")
        .weight = Some(40.0);
    tiny.outcome("p/m/2", "Nokrāsot sienu");
    tiny
}

fn made(tiny: &Tiny, asked: &str, decisions: &Decisions) -> SkillCard {
    let asked = SkillQuery::Text(asked.to_owned());
    tiny.build().skill_card(&asked, decisions, None).unwrap()
}

#[test]
fn hours_are_the_outcomes_share_of_its_module() {
    let card = made(&tiny(), "tērauda sametināšana", &Decisions::default());
    assert_eq!(card.lines.len(), 1);
    assert_eq!(card.lines[0].hours, 40.0);
    assert_eq!(
        card.lines[0].missing,
        [Missing::Examination, Missing::Material]
    );
    let mut unweighted = tiny();
    unweighted.outcome("p/m/3", "Griezt tērauda caurules");
    let other = made(&unweighted, "griezt caurules", &Decisions::default());
    assert!(
        (other.lines[0].hours - 100.0 / 3.0).abs() < 1e-3,
        "an equal share where none is stated"
    );
    assert!(other.lines[0].missing.contains(&Missing::Requirement));
}

#[test]
fn an_examination_of_the_task_and_a_listed_material_fill_the_card() {
    let mut tiny = tiny();
    tiny.exam_item("e/1", "Praktiskais darbs");
    tiny.relate("e/1", RelationKind::Assesses, "q/1");
    tiny.material("b", "Ceļvedis", &["p/m/1"]);
    let card = made(&tiny, "tērauda sametināšana", &Decisions::default());
    assert!(
        card.lines[0].missing.is_empty(),
        "{:?}",
        card.lines[0].missing
    );
    assert!(card.materials[0].listed);
}

#[test]
fn decisions_add_to_the_card_of_a_record_and_take_from_it() {
    let tiny = tiny();
    let mapping = |outcome: &str, state| Mapping {
        subject: id(outcome),
        predicate: Predicate::Teaches,
        object: id("q/1/r"),
        state,
        proposal: None,
        decision: Some(Decision {
            by: "anna".into(),
            at: "2026-01-01T00:00:00Z".into(),
            note: None,
        }),
        version: 1,
    };
    let decided = [
        mapping("p/m/1", MappingState::Rejected),
        mapping("p/m/2", MappingState::Accepted),
    ];
    let decisions = Decisions::new(&decided, []);
    let asked = SkillQuery::Record(id("q/1/r"));
    let card = tiny.build().skill_card(&asked, &decisions, None).unwrap();
    let taught: Vec<&str> = card.taught.iter().map(|t| t.outcome.id.as_str()).collect();
    assert_eq!(taught, ["p/m/2"]);
    assert_eq!(card.taught[0].score, 1.0);
}
