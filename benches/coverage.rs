//! The budgets of coverage: a matrix of one programme under 10 ms, a sector against a framework under 500 ms.
//!
//! ```sh
//! PRASME_DATA=../shared/data cargo bench --bench coverage
//! ```
//!
//! Medians of many runs; the first run of each is shown apart, because it fills what is remembered of word families. What is asked
//! of the whole catalogue is asked again after every decision ("after a decision") and without one in between ("kept"). The second
//! part repeats the questions with every national record five times over: 65 qualifications instead of 13.

mod common;

use std::time::{Duration, Instant};

use prasme::catalogue::{Catalogue, CatalogueError};
use prasme::coverage::{
    Columns, Curriculum, CurriculumBuilder, Decisions, FrameworkRows, GapRequest, MatrixRequest,
    Side, SkillQuery,
};
use prasme::model::{Kind, RecordId, Relation};
use prasme::workspace::Workspace;

/// Runs of each question.
const ROUNDS: usize = 21;
/// How often every national record stands in the larger catalogue.
const COPIES: usize = 5;

fn main() {
    let (_dir, workspace) = common::import();
    let catalogue = workspace.catalogue().expect("the catalogue opens");
    let started = Instant::now();
    let curriculum = workspace
        .curriculum(&catalogue)
        .expect("the curriculum is read");
    println!("read from the catalogue: {:.0?}", started.elapsed());
    let decisions = workspace
        .decisions(&catalogue)
        .expect("the decisions are read");
    println!(
        "{:<72} {:>10} {:>10} {:>10}",
        "ms", "first", "median", "max"
    );
    for (qualification, programmes) in curriculum.qualifications() {
        let Some(programme) = programmes.first() else {
            continue;
        };
        let request = MatrixRequest::Programme {
            qualification: Some(qualification.id.clone()),
            programme: Some(programme.id.clone()),
            columns: Columns::Modules,
        };
        measure(&format!("{} [10]", qualification.name), || {
            drop(curriculum.matrix(&request, &decisions))
        });
    }
    frameworks(&curriculum, &decisions);
    whole(&curriculum, &decisions);
    println!("\nevery national record {COPIES} times:");
    let started = Instant::now();
    let curriculum = enlarged(&workspace, &catalogue);
    println!("read from the catalogue: {:.0?}", started.elapsed());
    frameworks(&curriculum, &decisions);
    whole(&curriculum, &decisions);
}

/// The curriculum with every national record several times, each under a name of its own.
fn enlarged(workspace: &Workspace, catalogue: &Catalogue) -> Curriculum {
    let config = workspace.config();
    let mut builder = CurriculumBuilder::new(
        config.analyser(),
        config.vocabulary(),
        config.coverage().clone(),
    );
    let again = |id: &RecordId, copy: usize| match copy {
        0 => id.clone(),
        _ => RecordId::new(&format!("{id}-{copy}")).expect("an identifier"),
    };
    let national = |kind| {
        !matches!(
            kind,
            Kind::Skill
                | Kind::Competence
                | Kind::CompetenceStatement
                | Kind::CompetenceArea
                | Kind::Occupation
                | Kind::OccupationGroup
        )
    };
    let mut copied = std::collections::HashSet::new();
    catalogue
        .each_record(|mut record| {
            builder.add(&record);
            if national(record.kind) {
                let (id, parent) = (record.id.clone(), record.parent.clone());
                for copy in 1..COPIES {
                    record.id = again(&id, copy);
                    record.parent = parent.as_ref().map(|p| again(p, copy));
                    builder.add(&record);
                }
                copied.insert(id);
            }
            Ok::<(), CatalogueError>(())
        })
        .expect("the records are read");
    let relations = catalogue.relations().expect("the relations are read");
    let more = relations.iter().flat_map(|r| {
        let both = copied.contains(&r.from) && copied.contains(&r.to);
        let copies = 1..if both { COPIES } else { 1 };
        copies.map(|c| Relation::new(again(&r.from, c), r.kind, again(&r.to, c)))
    });
    let all: Vec<Relation> = relations.iter().cloned().chain(more).collect();
    builder.finish(&all)
}

/// Questions about the whole catalogue.
fn whole(curriculum: &Curriculum, decisions: &Decisions) {
    let card = SkillQuery::Text("elektrodrošība".to_owned());
    measure("card of one skill", || {
        drop(curriculum.skill_card(&card, decisions, None))
    });
    let all = GapRequest::default();
    twice("gaps of every qualification", decisions, |d| {
        drop(curriculum.gaps(&all, d))
    });
    twice("taught and required by nobody", decisions, |d| {
        drop(curriculum.taught_not_required(d))
    });
    twice("required here, taught elsewhere", decisions, |d| {
        drop(curriculum.required_here_taught_elsewhere(d))
    });
    twice("impact of every new version", decisions, |d| {
        drop(curriculum.impact_of_sector(None, d))
    });
    twice("programmes on older versions", decisions, |d| {
        drop(curriculum.outdated_programmes(d))
    });
    let versions = RecordId::new("pkp/ps-909/2024-06-12")
        .ok()
        .and_then(|id| curriculum.versions_of(&id).ok());
    if let Some((old, new)) = versions {
        measure("impact of one new version", || {
            drop(curriculum.impact(&old, &new, decisions))
        });
    }
}

/// Measures a question that is asked right after a decision, and again.
fn twice(name: &str, decisions: &Decisions, work: impl Fn(&Decisions)) {
    let nothing = RecordId::new("bench").expect("an identifier");
    let mut decided = decisions.clone();
    measure(&format!("{name}, after a decision"), || {
        decided.withdraw_verdict(&nothing, &nothing);
        work(&decided);
    });
    measure(&format!("{name}, kept"), || work(&decided));
}

fn frameworks(curriculum: &Curriculum, decisions: &Decisions) {
    let wanted = [
        ("digcomp-2.2", None),
        ("digcomp-3.0", None),
        ("esco", Some("green")),
        ("esco", Some("digital")),
        ("esco", Some("transversal")),
    ];
    for (framework, collection) in wanted {
        for sector in [Some("KOK"), None] {
            let request = MatrixRequest::Framework {
                rows: FrameworkRows {
                    framework: framework.into(),
                    collection: collection.map(Into::into),
                },
                qualifications: Vec::new(),
                sector: sector.map(Into::into),
                side: Side::Taught,
            };
            let rows = curriculum
                .matrix(&request, decisions)
                .map_or(0, |m| m.rows.len());
            let name = format!(
                "{} × {framework} {} ({rows} concepts) [500]",
                sector.unwrap_or("all sectors"),
                collection.unwrap_or("")
            );
            twice(&name, decisions, |d| drop(curriculum.matrix(&request, d)));
        }
    }
}

fn measure(name: &str, mut work: impl FnMut()) {
    let mut run = || {
        let started = Instant::now();
        work();
        started.elapsed()
    };
    let first = run();
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| run()).collect();
    times.sort();
    let shown = |t: Duration| t.as_secs_f64() * 1e3;
    println!(
        "{name:<72} {:>10.2} {:>10.2} {:>10.2}",
        shown(first),
        shown(times[ROUNDS / 2]),
        shown(times[ROUNDS - 1])
    );
}
