//! The questions that experts ask, and what bad ones get.

use prasme::coverage::{
    Columns, CoverageError, FrameworkRows, MatrixKind, MatrixRequest, Missing, Reason, Side,
    SkillQuery,
};
use prasme::model::{
    Batch, CoverageValue, Kind, LabelRole, Lang, Level, Record, Relation, RelationKind, Source,
};

use super::{ELECTRICIAN, FITTER, common, curriculum, id, modules_of, undecided};

#[test]
fn which_qualifications_require_electrical_safety_and_who_teaches_it() {
    let card = curriculum()
        .skill_card(
            &SkillQuery::Text("elektrodrošība".into()),
            &undecided(),
            None,
        )
        .unwrap();
    let required: Vec<&str> = card
        .lines
        .iter()
        .filter(|l| l.requirements > 0)
        .map(|l| l.qualification.name.as_str())
        .collect();
    for name in ["Elektromontieris", "Elektrotehniķis"] {
        assert!(required.contains(&name), "{required:?}");
    }
    let electrician = card
        .lines
        .iter()
        .find(|l| l.qualification.id.as_str() == ELECTRICIAN)
        .unwrap();
    assert_eq!(electrician.qualification.lki, Some(4));
    assert!(
        electrician
            .modules
            .iter()
            .any(|m| m.code.as_deref() == Some("ET5"))
    );
    assert!(electrician.hours > 0.0 && electrician.share.unwrap() < 0.2);
    assert!(!card.materials.is_empty() && card.materials[0].listed);
    assert!(card.required.windows(2).all(|w| w[0].score >= w[1].score));
}

#[test]
fn a_skill_that_is_required_and_not_taught_is_missing() {
    let asked = SkillQuery::Text("bezpilota gaisa kuģis".into());
    let card = curriculum().skill_card(&asked, &undecided(), None).unwrap();
    let missing = card
        .lines
        .iter()
        .filter(|l| l.missing.contains(&Missing::Teaching));
    assert!(missing.count() >= 2, "{:?}", card.lines);
}

#[test]
fn older_versions_do_not_require_anything_any_more() {
    let asked = SkillQuery::Text("šellakas politūra".into());
    let card = curriculum().skill_card(&asked, &undecided(), None).unwrap();
    assert!(
        card.required
            .iter()
            .all(|r| r.qualification.id.as_str() != "pkp/ps-907/2016-05-11")
    );
}

#[test]
fn a_picked_record_has_a_card_and_its_kin() {
    let matrix = curriculum()
        .matrix(&modules_of(FITTER), &undecided())
        .unwrap();
    let record = matrix.rows[0].record.id.clone();
    let card = curriculum()
        .skill_card(&SkillQuery::Record(record.clone()), &undecided(), None)
        .unwrap();
    assert_eq!(card.record.as_ref().map(|r| &r.id), Some(&record));
    assert_eq!(card.required[0].requirement.id, record);
    let (_, matcher) = common::sample().matcher().unwrap();
    let with = curriculum()
        .skill_card(&SkillQuery::Record(record), &undecided(), Some(&matcher))
        .unwrap();
    assert!(with.kin.iter().all(|k| (0.0..=1.0).contains(&k.confidence)));
}

#[test]
fn an_empty_skill_is_refused() {
    for text in ["", "  ", "un ar no"] {
        let error = curriculum()
            .skill_card(&SkillQuery::Text(text.into()), &undecided(), None)
            .unwrap_err();
        assert!(matches!(error, CoverageError::NothingAsked(_)), "{text:?}");
    }
}

#[test]
fn upside_down() {
    let many = curriculum().taught_not_required(&undecided());
    assert!(!many.is_empty());
    assert!(
        many.windows(2)
            .all(|w| w[0].programmes.len() >= w[1].programmes.len())
    );
    let elsewhere = curriculum().required_here_taught_elsewhere(&undecided());
    assert!(
        elsewhere
            .iter()
            .all(|e| e.at_home.rank() < CoverageValue::Partial.rank() && !e.elsewhere.is_empty())
    );
}

#[test]
fn a_cell_shows_the_passages_with_the_words_that_met() {
    let matrix = curriculum()
        .matrix(&modules_of(FITTER), &undecided())
        .unwrap();
    let row = matrix
        .rows
        .iter()
        .find(|r| r.record.name.starts_with("Nostiprināt piekarkabeli"))
        .unwrap();
    let cell = row
        .cells
        .iter()
        .find(|c| c.value == CoverageValue::Full)
        .unwrap();
    let column = &matrix.columns[cell.column].record;
    assert_eq!(column.code.as_deref(), Some("EM5"));
    let detail = curriculum()
        .cell(
            &modules_of(FITTER),
            &row.record.id,
            &column.id,
            &undecided(),
        )
        .unwrap();
    assert_eq!((detail.value, detail.machine), (cell.value, cell.machine));
    assert!(matches!(detail.reasons[0], Reason::Words { .. }));
    let passage = &detail.evidence[0].passages[0];
    let words: Vec<&str> = passage
        .marks
        .iter()
        .map(|[a, b]| &passage.text[*a as usize..*b as usize])
        .collect();
    assert!(
        words
            .iter()
            .any(|w| w.to_lowercase().starts_with("piekarkabel")),
        "{words:?}"
    );
    let sum: f32 = detail.evidence[0].met.iter().map(|m| m.part).sum();
    assert!(
        (sum - detail.evidence[0].score).abs() < 1e-4,
        "the parts add up to the score"
    );
}

#[test]
fn columns_open_into_outcomes() {
    let request = |columns| MatrixRequest::Programme {
        qualification: Some(id(FITTER)),
        programme: None,
        columns,
    };
    let modules = curriculum()
        .matrix(&request(Columns::Modules), &undecided())
        .unwrap();
    let outcomes = curriculum()
        .matrix(&request(Columns::Outcomes), &undecided())
        .unwrap();
    let leaves: usize = modules.columns.iter().map(|c| c.leaves).sum();
    assert_eq!((modules.columns.len(), outcomes.columns.len()), (9, leaves));
    assert_eq!(outcomes.columns[0].group.as_deref(), Some("EM1"));
}

fn framework(name: &str, collection: Option<&str>, sector: Option<&str>) -> MatrixRequest {
    MatrixRequest::Framework {
        rows: FrameworkRows {
            framework: name.into(),
            collection: collection.map(str::to_owned),
        },
        qualifications: Vec::new(),
        sector: sector.map(str::to_owned),
        side: Side::Taught,
    }
}

#[test]
fn a_sector_against_digcomp_and_a_collection_of_esco() {
    let matrix = curriculum()
        .matrix(&framework("digcomp-2.2", None, Some("KOK")), &undecided())
        .unwrap();
    assert_eq!(
        (matrix.kind, matrix.rows.len()),
        (MatrixKind::Framework, 21)
    );
    assert!(matrix.columns.len() > 3 && matrix.columns.iter().all(|c| c.leaves > 0));
    assert!(
        matrix.rows.iter().all(|r| r.group.is_some()),
        "competences stand in areas"
    );
    let green = curriculum()
        .matrix(&framework("esco", Some("green"), None), &undecided())
        .unwrap();
    assert_eq!(green.columns.len(), 13);
    assert!(green.rows.len() > 10);
    // A concept is not covered because words of it stand scattered over a whole programme.
    let full = green.columns.iter().map(|c| c.totals.full).sum::<usize>();
    assert!(
        full * 4 < green.rows.len() * 13,
        "{full} of {}",
        green.rows.len() * 13
    );
}

#[test]
fn a_framework_that_is_not_loaded_names_those_that_are() {
    for request in [
        framework("entrecomp", None, None),
        framework("esco", Some("pink"), None),
    ] {
        let error = curriculum().matrix(&request, &undecided()).unwrap_err();
        assert!(matches!(error, CoverageError::FrameworkMissing { .. }));
        assert!(error.to_string().contains("digcomp-2.2"), "{error}");
    }
    let error = curriculum()
        .matrix(&framework("esco", None, Some("zzz")), &undecided())
        .unwrap_err();
    assert!(matches!(error, CoverageError::SectorMissing { .. }));
}

/// A small curriculum of one's own.
fn small(batch: &Batch) -> prasme::coverage::Curriculum {
    let config = common::sample().config();
    let mut builder = prasme::coverage::CurriculumBuilder::new(
        config.analyser(),
        config.vocabulary(),
        config.coverage().clone(),
    );
    batch.records.iter().for_each(|r| builder.add(r));
    builder.finish(&batch.relations)
}

fn record(name: &str, kind: Kind, parent: Option<&str>, label: &str, lki: u8) -> Record {
    let mut record = Record::new(id(name), kind, Source::file("t"));
    record.label(Lang::Lv, LabelRole::Preferred, label);
    record.parent = parent.map(id);
    record.level = Level::lki(lki).ok();
    record
}

fn one_of_each(taught_at: u8) -> Batch {
    let mut batch = Batch::new("t", "T");
    batch.records = vec![
        record("q", Kind::Qualification, None, "Metinātājs", 4),
        record("q/1", Kind::Task, Some("q"), "Metināt", 4),
        record(
            "q/1/r",
            Kind::Requirement,
            Some("q/1"),
            "Sametināt tērauda loksnes ar pusautomātu",
            4,
        ),
        record("p", Kind::Programme, None, "Metināšana", 4),
        record("p/m", Kind::Module, Some("p"), "Metināšanas darbi", 4),
        record(
            "p/m/1",
            Kind::LearningOutcome,
            Some("p/m"),
            "Sametināt tērauda loksnes ar pusautomātu",
            taught_at,
        ),
    ];
    batch
        .relations
        .push(Relation::new(id("p"), RelationKind::LeadsTo, id("q")));
    batch
}

fn of(qualification: &str) -> MatrixRequest {
    modules_of(qualification)
}

#[test]
fn what_is_taught_one_level_too_low_is_partial_and_says_so() {
    let enough = small(&one_of_each(4));
    assert_eq!(
        enough.matrix(&of("q"), &undecided()).unwrap().rows[0].best,
        CoverageValue::Full
    );
    let more = small(&one_of_each(5));
    assert_eq!(
        more.matrix(&of("q"), &undecided()).unwrap().rows[0].best,
        CoverageValue::Full,
        "levels include the ones below"
    );
    let low = small(&one_of_each(3));
    assert_eq!(
        low.matrix(&of("q"), &undecided()).unwrap().rows[0].best,
        CoverageValue::Partial
    );
    let cell = low
        .cell(&of("q"), &id("q/1/r"), &id("p/m"), &undecided())
        .unwrap();
    assert!(cell.reasons.contains(&Reason::LevelTooLow {
        required: 4,
        found: 3
    }));
}

#[test]
fn a_programme_without_outcomes_a_qualification_without_requirements_or_without_a_programme() {
    let mut empty = one_of_each(4);
    empty.records.retain(|r| r.kind != Kind::LearningOutcome);
    let error = small(&empty).matrix(&of("q"), &undecided()).unwrap_err();
    assert_eq!(error, CoverageError::NoOutcomes(id("p")));
    assert!(error.to_string().contains("Sasniedzamais rezultāts"));
    let mut bare = one_of_each(4);
    bare.records.retain(|r| r.kind != Kind::Requirement);
    assert_eq!(
        small(&bare).matrix(&of("q"), &undecided()).unwrap_err(),
        CoverageError::NoRequirements(id("q"))
    );
    let mut alone = one_of_each(4);
    alone.relations.clear();
    assert_eq!(
        small(&alone).matrix(&of("q"), &undecided()).unwrap_err(),
        CoverageError::NoProgramme(id("q"))
    );
    let error = small(&alone).matrix(&of("x"), &undecided()).unwrap_err();
    assert_eq!(
        (error.code(), error),
        ("unknown-record", CoverageError::Unknown(id("x")))
    );
}
