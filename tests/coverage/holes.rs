//! The holes that the authors of the sample planted (`holes/`): every one is found.

use std::path::Path;

use prasme::coverage::{Gap, GapKind, GapRequest};
use prasme::model::RecordId;

use super::{curriculum, undecided};

/// A planted hole: its kind, its place and its first words.
struct Hole {
    kind: String,
    place: String,
    words: String,
}

/// The programme that a file is about: its slug in identifiers.
fn slug(file: &str) -> String {
    file.replace("vgk-", "ventilacijas-un-gaisa-kondicionesanas-")
}

fn holes() -> Vec<(RecordId, Vec<Hole>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/coverage/holes");
    let qualifications = curriculum().qualifications();
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let slug = slug(path.file_stem().unwrap().to_str().unwrap());
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().filter(|l| l.starts_with("HOLE|")).collect();
        if lines.is_empty() {
            continue;
        }
        let leads = |p: &prasme::coverage::Ref| p.id.as_str().ends_with(&format!("/{slug}"));
        let of = qualifications
            .iter()
            .find(|(_, programmes)| programmes.iter().any(leads));
        let (qualification, _) = of.unwrap_or_else(|| panic!("no programme {slug}"));
        let holes = lines.into_iter().map(|line| {
            let fields: Vec<&str> = line.split('|').collect();
            let (place, words) = fields[2].split_once(' ').unwrap_or((fields[2], ""));
            Hole {
                kind: fields[1].to_owned(),
                place: place.to_lowercase(),
                words: words.to_lowercase(),
            }
        });
        all.push((qualification.id.clone(), holes.collect()));
    }
    all
}

fn is(gap: &Gap, hole: &Hole) -> bool {
    let code = gap.record.code.clone().unwrap_or_default().to_lowercase();
    let group = gap
        .group
        .as_ref()
        .and_then(|g| g.code.clone())
        .unwrap_or_default()
        .to_lowercase();
    let first: String = hole.words.chars().take(20).collect();
    let named = group == hole.place && gap.record.name.to_lowercase().contains(&first);
    match (hole.kind.as_str(), gap.kind) {
        ("requirement-untaught", GapKind::Untaught | GapKind::PartlyTaught)
        | ("requirement-unexamined", GapKind::Unexamined | GapKind::ExamUnnamed) => named,
        ("outcome-unrequired", GapKind::Unrequired) => group == hole.place && code == hole.words,
        ("module-without-material", GapKind::NoMaterial) => code == hole.place,
        _ => false,
    }
}

#[test]
fn every_planted_hole_is_found() {
    let mut count = 0;
    let mut missed = Vec::new();
    for (qualification, holes) in holes() {
        let request = GapRequest {
            qualifications: vec![qualification.clone()],
            ..GapRequest::default()
        };
        let found = curriculum().gaps(&request, &undecided()).unwrap();
        for hole in holes {
            count += 1;
            if !found.gaps.iter().any(|gap| is(gap, &hole)) {
                missed.push(format!(
                    "{qualification} {} {} {}",
                    hole.kind, hole.place, hole.words
                ));
            }
        }
    }
    assert_eq!(missed, [""; 0]);
    assert_eq!(count, 269);
}

#[test]
fn the_list_is_no_list_of_everything() {
    let all = curriculum()
        .gaps(&GapRequest::default(), &undecided())
        .unwrap();
    let count = |kind| all.counts.iter().find(|(k, _)| *k == kind).unwrap().1;
    // 664 requirements, 629 outcomes and 176 modules are in force: a list of most of them would find every hole, too.
    assert!(count(GapKind::Untaught) + count(GapKind::PartlyTaught) < 664 * 2 / 5);
    assert!(count(GapKind::Unrequired) < 629 / 2);
    assert!(count(GapKind::Unexamined) < 664 / 4);
    assert!(count(GapKind::NoMaterial) < 176 / 2);
    assert_eq!(
        all.gaps.len(),
        all.counts.iter().map(|(_, n)| n).sum::<usize>()
    );
}

#[test]
fn what_matters_most_comes_first() {
    let request = GapRequest {
        kinds: vec![GapKind::Untaught],
        ..GapRequest::default()
    };
    let gaps = curriculum().gaps(&request, &undecided()).unwrap().gaps;
    assert!(gaps.iter().all(|g| g.kind == GapKind::Untaught));
    let strict = gaps.iter().filter(|g| g.strict).count();
    assert!(strict > 0 && strict < gaps.len());
    assert!(
        gaps[..strict].iter().all(|g| g.strict),
        "safety and law first"
    );
    let same_weight = gaps
        .windows(2)
        .filter(|w| w[0].strict == w[1].strict && w[0].value == w[1].value);
    for pair in same_weight {
        assert!(
            (pair[0].lki, pair[0].touches) >= (pair[1].lki, 0),
            "higher levels first"
        );
    }
}

#[test]
fn old_materials_are_those_from_before_the_year() {
    let request = |year| GapRequest {
        kinds: vec![GapKind::MaterialOld],
        older_than: year,
        ..GapRequest::default()
    };
    let gaps = |year| {
        curriculum()
            .gaps(&request(year), &undecided())
            .unwrap()
            .gaps
    };
    assert!(gaps(None).is_empty());
    let old = gaps(Some(2016));
    assert!(!old.is_empty() && old.len() < gaps(Some(2024)).len());
}
